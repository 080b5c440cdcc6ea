"""Assets from content to facts, and the registers that they need."""

from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import dagster as dg

from pipelines import progress, unchanged
from pipelines.home import Home, digest, hash_of_file, log
from pipelines.reading import content, reference_folders, source_register, sources_of
from pipelines.report import issues_table, markdown
from pipelines.resources import Settings, Workers
from pipelines.work import ParseTask, Record, lost, parse_source, record_of


def reference_faults(settings: Settings) -> list[str]:
    """Give what is wrong with the rows of the reference registers and the corrections, as issues say it: each costs itself only."""
    return list(_registers_say(settings)["faults"])


def _registers_say(settings: Settings) -> Record:
    """Give the rows of each register, the corrections, and the faults of both: read where files or code are other than last."""
    folders, corrected = reference_folders(settings), settings.corrections_folders
    schemas = [hash_of_file(path) for folder in folders for path in sorted(folder.glob("*.schema.json"))]
    key = digest(unchanged.registers_key(folders, corrected), schemas, unchanged.fingerprint(unchanged.BUILD))
    return _said(settings.folders, key, tuple(folders), tuple(corrected))


@lru_cache(maxsize=4)
def _said(home: Home, key: str, folders: tuple[Path, ...], corrected: tuple[Path, ...]) -> Record:
    """Look once for each state of the files, which `key` names: every step asks, and the next run may find the same."""
    kept = home.recall("registers") or {}
    if kept.get("key") == key and kept.get("check") == digest(kept.get("says")):
        return dict(kept["says"])
    from transform import corrections
    from transform import registers as registered

    faults = registered.faults(folders)
    applied = [found.row() for found in corrections.read(corrected, faults)]
    counts = [{"register": name, "rows": len(rows)} for name, rows in registered.read(folders).items()]
    says = {"registers": counts, "corrections": applied, "faults": [fault.in_issue() for fault in faults]}
    home.remember("registers", {"key": key, "check": digest(says), "says": says})
    return says


@dg.asset(group_name="facts", kinds={"csv"}, deps=[source_register])
def registers(settings: Settings) -> dg.MaterializeResult[Any]:
    """What grammar and models apply: units, areas, organisations, indicators, industries; people's corrections.

    A row that its register's schema does not allow costs itself, and is an issue.
    """
    said = _registers_say(settings)
    key = unchanged.registers_key(reference_folders(settings), settings.corrections_folders)
    return dg.MaterializeResult(
        data_version=dg.DataVersion(key),
        metadata={
            "summary": f"{len(said['registers'])} registers, {len(said['corrections'])} corrections",
            "dagster/row_count": sum(row["rows"] for row in said["registers"]),
            "registers": markdown(said["registers"], ("register", "rows")),
            "faults": markdown([{"fault": fault} for fault in said["faults"]], ("fault",), whole=("fault",)),
            "corrections": markdown(said["corrections"], ("table", "row_id", "field", "expect", "value", "why")),
        },
    )


@dg.asset(group_name="facts", kinds={"python", "parquet"}, deps=[content, registers])
def facts(settings: Settings, workers: Workers) -> dg.MaterializeResult[Any]:
    """What the documents say: measures, responsibilities, targets, observations, incentives, citations, as printed.

    A document is parsed again only where its key is another (`pipelines.unchanged`).
    """
    home = settings.folders
    sources = {source.source_id: source for source in sources_of(settings)}
    folders = reference_folders(settings)
    tasks = [
        ParseTask.of(
            home.facts,
            row["hash"],
            row["path"],
            sources[row["source_id"]].info_fields() | {"media_type": row["media_type"]},
            folders,
        )
        for row in home.recall("content") or []
        if row["status"] == "read" and row["source_id"] in sources
    ]
    known = {task.key: record_of(task.out) for task in tasks}
    todo = [
        task
        for task in tasks
        if known[task.key] is None or (settings.force and settings.asks_for(sources[task.source["source_id"]]))
    ]
    if todo:
        for done, (task, record) in enumerate(workers.spread(parse_source, todo, lost, guarded=False), 1):
            source = sources[task.source["source_id"]]
            if lines := record.pop("traceback", None):
                log.error("The grammar failed on %s (%s).\n%s", source.source_id, source.named, lines)
            known[task.key] = record
            said = f"{sum(record['rows'].values())} rows" if record["status"] == "read" else "the grammar failed"
            log.info("%s: parsed, %s, %.1f s", source.source_id, said, record["seconds"])
            progress.current().advance("facts", done, len(todo), source.source_id)
    rows = [
        (known[task.key] or {})
        | {"source_id": task.source["source_id"], "key": task.key, "path": f"{task.out}.parquet"}
        for task in tasks
    ]
    home.remember("facts", rows)
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(row["rows"])
    tables = sorted(counts)
    return dg.MaterializeResult(
        data_version=dg.DataVersion(digest([(row["source_id"], row.get("hash")) for row in rows])),
        metadata={
            "summary": f"{len(todo)} parsed, {len(rows) - len(todo)} reused, {sum(counts.values())} rows",
            "dagster/row_count": sum(counts.values()),
            "sources_parsed": len(todo),
            "sources_reused": len(rows) - len(todo),
            "path": dg.MetadataValue.path(home.facts),
            "rows_by_table": markdown([{"table": table, "rows": counts[table]} for table in tables], ("table", "rows")),
            "rows_by_source": markdown([row["rows"] | row for row in rows], ("source_id", "status", *tables)),
            "issues": issues_table(found for row in rows for found in row["issues"]),
        },
    )
