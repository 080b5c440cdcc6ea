"""One look at every source: what became of it in the last run, since when it is well, why not, and what to do.

The asset `sources_health` has the rows; beside it stand the checks that judge taking, reading and parsing, each on the
asset that it judges, with counts that the UI plots. What is checked between staging and the warehouse lives in
`pipelines.checks`. The collection is the unit of operation: the asset `collection` has one as a partition, of which every run tells. The clock stands
in nothing that is released, but it does here: this is for who runs it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import dagster as dg

from pipelines.facts import facts
from pipelines.home import Home, digest
from pipelines.reading import content, snapshots
from pipelines.report import issues_table, markdown
from pipelines.resources import Settings
from pipelines.sources import Source, remembered
from pipelines.work import Record

ORDER = ("quarantined", "stale", "complained", "well", "never asked for", "withdrawn")
"""The states, the worst first."""
ILL = ORDER[:3]
UNASKED = ORDER[4:]
SECONDS_OF_A_DAY = 86_400
COLUMNS = ("state", "source_id", "collection", "last_success", "reason", "what_to_do", "document")
ADVICE = {
    "register_row": "Mend the row of the register; until then the source is not read.",
    "missing_file": "Put the file there, or mend its path in the register.",
    "not_fetched": "Look whether the address still answers; the document stands as it was fetched last.",
    "wrong_hash": "Find out which document was meant; then mend or empty the hash in the register.",
    "altered_snapshot": "Put the original bytes in the place of the altered ones, and run again.",
    "not_read": "Do what the reason says; `gongbao show` reads one file on the spot.",
    "parse_failed": "Report it with the document: the grammar should fail on none. The run's log has the traceback.",
    "no_text_layer": "Install the extra `ocr`, or put a file with text in its place.",
}
"""What to do about a type of issue; about others: what its message says."""


@dataclass(frozen=True, slots=True)
class Health:
    """What became of one source. `last_success` is when a run last had, read and parsed it (UTC), None where none did."""

    state: str
    source_id: str
    collection: str
    last_success: str | None
    reason: str
    what_to_do: str
    document: str


def healths(home: Home, sources: Iterable[Source], before: dict[str, str], now: str) -> list[Health]:
    """Give the health of each source as the state of the last run tells it, the worst first.

    `before` are the successes known so far by source, `now` the time of this look (ISO 8601).
    """
    taken = {row["source_id"]: row for row in home.recall("snapshots") or []}
    read = {row["source_id"]: row for row in home.recall("content") or []}
    parsed = {row["source_id"]: row for row in home.recall("facts") or []}
    found = []
    for source in sources:
        rows = [table.get(source.source_id, {}) for table in (taken, read, parsed)]
        issues = [issue for row in rows for issue in row.get("issues", []) if issue["severity"] != "info"]
        if rows[1].get("status") == "quarantined":
            reason = f"{source.named}: {rows[1]['reason']}"
            issues.insert(0, {"type": "not_read", "severity": "error", "message": reason})
            advice = rows[1]["advice"]
        else:
            advice = ADVICE.get(issues[0]["type"], "") if issues else ""
        if source.is_withdrawn:
            state, issues, advice = "withdrawn", [], ""
        elif not rows[0]:
            state = "never asked for"
        elif rows[2].get("status") != "read":
            state = "quarantined"
        elif any(issue["type"] == "not_fetched" for issue in rows[0]["issues"]):
            state = "stale"
        else:
            state = "complained" if issues else "well"
        success = now if state in ("well", "complained") else before.get(source.source_id)
        reasons = " ".join(issue["message"] for issue in issues)
        found.append(
            Health(state, source.source_id, source.collection, success, reasons, advice, source.url or source.named)
        )
    return sorted(found, key=lambda row: (ORDER.index(row.state), row.source_id))


COLLECTIONS = dg.DynamicPartitionsDefinition(name="collection")


collection = dg.AssetSpec(
    "collection",
    group_name="sources",
    kinds={"json"},
    deps=[facts],
    partitions_def=COLLECTIONS,
    description="A collection of sources as one thing: how many of it were well or not, in every run. Every run tells of "
    "all of them here, at the partition of each; the job `publish_collection` takes and reads one and publishes.",
)


def _of_collection(rows: Iterable[Record], name: str) -> dict[str, Any]:
    """Give what the UI shows and plots of a collection."""
    own = [row for row in rows if row["collection"] == name]
    states = Counter(row["state"] for row in own)
    ill = [row for row in own if row["state"] in ILL]
    return {
        "summary": ", ".join(f"{states[state]} {state}" for state in ORDER if states[state]),
        "sources": len(own),
        **{state.replace(" ", "_"): states[state] for state in ORDER},
        "not_well": markdown(ill, COLUMNS, shown=len(ill), whole=("reason", "what_to_do", "document")),
    }


def look(settings: Settings) -> list[Record]:
    """Look at every source, remember what was found, and give it."""
    home = settings.folders
    before = {row["source_id"]: row["last_success"] for row in home.recall("sources_health") or []}
    now = datetime.now(UTC).isoformat(sep=" ", timespec="seconds").removesuffix("+00:00")
    rows = [asdict(row) for row in healths(home, remembered(home), before, now)]
    home.remember("sources_health", rows)
    return rows


@dg.asset(group_name="sources", kinds={"json"}, deps=[facts])
def sources_health(context: dg.AssetExecutionContext, settings: Settings) -> dg.MaterializeResult[Any]:
    """Every source in one look: its state, when it was last had and read, the reason where it is not well, what to do.

    *quarantined*: no document of it is published; *stale*: its address does not answer, what was fetched last stands;
    *complained*: read, with warnings.
    """
    rows = look(settings)
    names = sorted({row["collection"] for row in rows})
    _keep_partitions(context.instance, names)
    for name in names:
        context.log_event(dg.AssetMaterialization(collection.key, partition=name, metadata=_of_collection(rows, name)))
    states = Counter(row["state"] for row in rows)
    by_collection = [
        {"collection": name, **Counter(row["state"] for row in rows if row["collection"] == name)} for name in names
    ]
    ill = [row for row in rows if row["state"] in ILL]
    return dg.MaterializeResult(
        data_version=dg.DataVersion(digest([row | {"last_success": None} for row in rows])),
        metadata={
            "summary": ", ".join(f"{states[state]} {state}" for state in ORDER if states[state]),
            "dagster/row_count": len(rows),
            **{state.replace(" ", "_"): states[state] for state in ORDER},
            "not_well": markdown(ill, COLUMNS, shown=len(ill), whole=("reason", "what_to_do", "document")),
            "collections": markdown(by_collection, ("collection", *ORDER), shown=len(by_collection)),
            "sources": markdown(rows, ("state", "source_id", "collection", "last_success"), shown=200),
        },
    )


def _keep_partitions(instance: dg.DagsterInstance, names: Sequence[str]) -> None:
    """Let the partitions be the collections of the register."""
    there = instance.get_dynamic_partitions(COLLECTIONS.name or "")
    for gone in set(there) - set(names):
        instance.delete_dynamic_partition(COLLECTIONS.name or "", gone)
    instance.add_dynamic_partitions(COLLECTIONS.name or "", [name for name in names if name not in there])


def _issues_of(home: Home, name: str) -> list[Record]:
    """Give the issues that a step left; of a document that could not be read, the reason."""
    issues = []
    for row in home.recall(name) or []:
        issues += [{"source_id": row["source_id"], **issue} for issue in row.get("issues", [])]
        if name == "content" and row["status"] == "quarantined":
            said = {"type": "not_read", "severity": "error", "message": f"{row['reason']} {row['advice']}"}
            issues.append({"source_id": row["source_id"], **said})
    return issues


OF_THE_SECOND_READER = "readers_disagree"
"""The type of issue that has a check of its own: a page for a person to look at, with nothing lost."""


def _family(
    asset: dg.AssetsDefinition, state: str, name: str, says: str, asked: Callable[[Record], bool]
) -> dg.AssetChecksDefinition:
    """Make the check that says whether a step left such issues, counted by type; the other documents go on in any case."""

    @dg.asset_check(asset=asset, name=name, description=f"{says} A warning: the others go on.")
    def family(settings: Settings) -> dg.AssetCheckResult:
        issues = _issues_of(settings.folders, state)
        counts = Counter(issue["severity"] for issue in issues)
        grave = [issue for issue in issues if asked(issue)]
        types = Counter(issue["type"] for issue in grave)
        return dg.AssetCheckResult(
            passed=not grave,
            severity=dg.AssetCheckSeverity.WARN,
            description=", ".join(f"{count} {type_}" for type_, count in types.most_common()) or None,
            metadata={
                **{f"{severity}s": counts[severity] for severity in ("error", "warning", "info")},
                **{f"of_{type_}": count for type_, count in sorted(types.items())},
                "issues": issues_table(grave),
            },
        )

    return family


@dg.asset_check(asset=sources_health, description="Of every collection a source was had and read lately. A warning.")
def collections_are_fresh(settings: Settings) -> dg.AssetCheckResult:
    """Warn of collections of which nothing was had and read for `fresh_days`; Dagster's own policies know no partition."""
    rows = [row for row in settings.folders.recall("sources_health") or [] if row["state"] not in UNASKED]
    newest: dict[str, str] = {}
    for row in rows:
        newest[row["collection"]] = max(newest.get(row["collection"], ""), row["last_success"] or "")
    now = datetime.now(UTC).replace(tzinfo=None)
    ages = {
        name: (now - datetime.fromisoformat(success)).total_seconds() / SECONDS_OF_A_DAY if success else None
        for name, success in sorted(newest.items())
    }
    old = [name for name, age in ages.items() if age is None or age > settings.fresh_days]
    return dg.AssetCheckResult(
        passed=not old,
        severity=dg.AssetCheckSeverity.WARN,
        description=", ".join(f"{name}: last {newest[name] or 'never'}" for name in old) or None,
        metadata={f"days_since_{name}": round(age, 2) for name, age in ages.items() if age is not None},
    )


def _is_grave(issue: Record) -> bool:
    return issue["severity"] != "info" and issue["type"] != OF_THE_SECOND_READER


def _is_of_second_reader(issue: Record) -> bool:
    return bool(issue["type"] == OF_THE_SECOND_READER)


CHECKS: Sequence[Any] = [
    _family(snapshots, "snapshots", "sources_are_had", "Every file is there, every address answers.", _is_grave),
    _family(
        content, "content", "documents_are_read", "Every document is read, and nothing of it is in doubt.", _is_grave
    ),
    _family(
        content,
        "content",
        "readers_agree",
        "The second reader read the tables of every document as the first did; where not, look at the page.",
        _is_of_second_reader,
    ),
    collections_are_fresh,
    _family(facts, "facts", "grammar_holds", "The grammar failed on no document.", _is_grave),
]
"""The checks of the steps before staging."""
