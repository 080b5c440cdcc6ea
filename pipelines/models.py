"""Assets from facts to the checked warehouse: the registers, the staging database, and its promotion."""

from pathlib import Path
from typing import Any

import dagster as dg

from catalog.aside import Offence, set_aside
from catalog.package import packages
from catalog.withheld import Leak, cut
from pipelines import unchanged
from pipelines.facts import facts, reference_faults, registers
from pipelines.home import hash_of_file, log
from pipelines.reading import reference_folders
from pipelines.report import issues_table, markdown
from pipelines.resources import Settings, Warehouse
from pipelines.sources import Source, remembered
from pipelines.work import Record, issue
from transform.aside import SET_ASIDE


def source_rows(settings: Settings) -> tuple[list[Record], list[Record]]:
    """Give the rows of `sources`, and the issues of everything that happened to them before the models."""
    home = settings.folders
    taken = {row["source_id"]: row for row in home.recall("snapshots") or []}
    read = {row["source_id"]: row for row in home.recall("content") or []}
    parsed = {row["source_id"]: row for row in home.recall("facts") or []}
    rows: list[Record] = []
    faults = [row["message"] for row in home.recall("register_faults") or []]
    faults += reference_faults(settings)
    issues = [issue(None, "register_fault", "error", message) for message in faults]
    for position, source in enumerate(remembered(home), 1):
        if source.is_withdrawn:
            rows.append(_row(source, position, "withdrawn"))
            continue
        snapshot = taken.get(source.source_id)
        if snapshot is None:
            continue
        outcome = read.get(source.source_id, {})
        through = parsed.get(source.source_id, {})
        rows.append(
            _row(source, position, "read" if through.get("status") == "read" else "quarantined")
            | {
                "media_type": outcome.get("media_type") or snapshot["media_type"],
                "sha256": snapshot["sha256"],
                "bytes": snapshot["bytes"],
                "retrieved_at": snapshot["retrieved_at"],
                "page_count": outcome.get("page_count"),
                "reader": outcome.get("reader"),
            }
        )
        issues += [issue(source.source_id, "register_cell", "warning", fault) for fault in source.faults]
        issues += snapshot["issues"]
        if outcome.get("status") == "quarantined":
            reason = f"{source.named}: {outcome['reason']} {outcome['advice']}"
            issues.append(issue(source.source_id, "not_read", "error", reason))
        issues += [
            issue(
                source.source_id,
                found["type"],
                found["severity"],
                f"{source.named}: {found['message']}",
                page=found["page"],
            )
            for found in outcome.get("issues", [])
        ]
        issues += through.get("issues", [])
    return rows, issues


def _row(source: Source, position: int, status: str) -> Record:
    """Give the row of `sources` of which nothing is known but what the register says."""
    return {
        "source_id": source.source_id,
        "collection": source.collection,
        "media_type": None,
        "url": source.url,
        "sha256": None,
        "bytes": None,
        "retrieved_at": None,
        "publisher": source.publisher,
        "licence": source.licence,
        "page_count": None,
        "reader": None,
        "status": status,
        "area": source.area,
        "position": position,
    }


def build_key(settings: Settings) -> str:
    """Give the key of what would be built of what was read and parsed last."""
    sources, issues = source_rows(settings)
    return unchanged.build_key(
        sources,
        issues,
        [row.get("hash") for row in settings.folders.recall("facts") or []],
        reference_folders(settings),
        settings.corrections_folders,
        packages().values(),
        _typed_tables(settings),
    )


def _typed_tables(settings: Settings) -> str:
    """Name the tables of the typed rows, which the whole grammar is loaded for: only where its code is other than last."""
    home, code = settings.folders, unchanged.fingerprint(unchanged.PARSE)
    kept = home.recall("typed_tables") or {}
    if kept.get("code") != code:
        kept = {"code": code, "key": unchanged.typed_tables()}
        home.remember("typed_tables", kept)
    return str(kept.get("key"))


@dg.asset(group_name="models", kinds={"duckdb", "sql"}, deps=[facts, registers])
def staging(settings: Settings, warehouse: Warehouse) -> dg.MaterializeResult[Any]:
    """Facts and registers loaded into a database of their own, and every SQL model run: what would be published.

    Nothing is built where sources, facts, registers and code are those of the last promoted build.
    """
    home = settings.folders
    key = build_key(settings)
    if is_promoted(settings, key):
        return dg.MaterializeResult(
            data_version=dg.DataVersion(key), metadata={"summary": "unchanged, nothing to build", "built": False}
        )
    # Not above: they take the grammar along, and a run that changes nothing needs none.
    from transform.excerpts import withheld_texts, withhold
    from transform.warehouse import build, note

    with warehouse.write_staging() as con:
        sources, issues = source_rows(settings)
        parsed = home.recall("facts") or []
        counts = build(
            con,
            facts=[Path(row["path"]) for row in parsed if row["status"] == "read"],
            sources=sources,
            issues=issues,
            registers=reference_folders(settings),
            corrections=settings.corrections_folders,
        )
        if offences := set_aside(con, packages().values()):
            note(con, map(issue_of, offences))
        # Behind all that adds or removes rows: what is kept of a text follows from the facts that remain.
        if withheld := withhold(con):
            note(con, withheld)
            note(con, map(cut_short, cut(con, packages().values(), withheld_texts(con))))
    home.remember("staging", key)
    return dg.MaterializeResult(
        data_version=dg.DataVersion(key),
        metadata={
            "summary": f"{len(counts)} tables, {sum(counts.values())} rows",
            "built": True,
            "dagster/row_count": sum(counts.values()),
            "path": dg.MetadataValue.path(home.staging),
            "tables": markdown([{"table": t, "rows": n} for t, n in counts.items()], ("table", "rows"), shown=200),
            "set_aside": sum(offence.rows for offence in offences),
            "issues": issues_table(issues),
        },
    )


def cut_short(leak: Leak) -> Record:
    """Give the issue that tells of a field that gave too much of a text and was cut once more."""
    from transform.excerpts import WITHHELD

    return {
        "source_id": None,
        "document_id": leak.document_id,
        "table": leak.table,
        "row_id": None,
        "type": WITHHELD,
        "severity": "warning",
        "message": f"字段 {leak.field} 中连续 {leak.run} 字属于不发布的正文，已从中截断",
        "page": None,
    }


def issue_of(offence: Offence) -> Record:
    """Give the issue that tells of a row that was set aside, or of those that hung on it."""
    field, said = offence.field, f"不合定义（{offence.constraint}）"
    if offence.is_emptied:
        message = f"所指的 {field}“{offence.hangs_on}”未发布，{offence.rows} 行的这一引用已清空"
    elif offence.hangs_on is not None:
        message = f"所属的 {field}“{offence.hangs_on}”未发布，{offence.rows} 行随之不发布"
    elif offence.value is None:
        message = f"字段 {field} 为空，{said}，本行未发布"
    else:
        message = f"字段 {field} 的值“{offence.value}”{said}，本行未发布"
    return {
        "source_id": offence.source_id,
        "document_id": offence.document_id,
        "table": offence.table,
        "row_id": offence.row_id,
        "type": SET_ASIDE,
        "severity": "warning" if offence.is_emptied else "error",
        "message": message,
        # The page itself may be what is wrong.
        "page": offence.page if (offence.page or 0) >= 1 else None,
    }


def is_promoted(settings: Settings, key: str) -> bool:
    """Say whether this very build passed its checks and stands as the warehouse, whole."""
    home = settings.folders
    if settings.force or home.recall("warehouse") != key or not home.warehouse.exists():
        return False
    if hash_of_file(home.warehouse) == (home.recall("promoted") or ""):
        return True
    log.warning("%s is damaged or was altered; it is built again.", home.warehouse)
    return False


@dg.asset(name="warehouse", group_name="models", kinds={"duckdb"}, deps=[staging])
def promoted(settings: Settings, warehouse: Warehouse) -> dg.MaterializeResult[Any]:
    """The database that passed its checks, put in place by one rename; the packages are made of it."""
    home = settings.folders
    key = build_key(settings)
    if is_promoted(settings, key):
        summary = "unchanged"
    elif home.recall("staging") == key and home.staging.exists():
        # Forgotten first: a run killed in between builds again, and never takes one build for another.
        home.remember("warehouse", None)
        home.remember("promoted", warehouse.promote())
        home.remember("warehouse", key)
        summary = "promoted"
    else:
        raise dg.Failure("What is staged is not what was read last. Materialize `staging` too.", allow_retries=False)
    with warehouse.read() as con:
        counts = con.execute(
            "SELECT table_name, estimated_size FROM duckdb_tables() WHERE schema_name = 'main' ORDER BY table_name"
        ).fetchall()
        issues = con.execute(
            "SELECT severity, type, count(*) AS issues FROM issues GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    return dg.MaterializeResult(
        data_version=dg.DataVersion(key),
        metadata={
            "summary": summary,
            "dagster/row_count": sum(rows for _, rows in counts),
            "path": dg.MetadataValue.path(home.warehouse),
            "tables": markdown([{"table": t, "rows": n} for t, n in counts], ("table", "rows"), shown=200),
            "issues": markdown(
                [dict(zip(("severity", "type", "issues"), row, strict=True)) for row in issues],
                ("severity", "type", "issues"),
            ),
        },
    )
