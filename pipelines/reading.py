"""Assets from the register to the content of every document.

A source that cannot be had or read costs itself only: it is quarantined with an issue that says why.
"""

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import dagster as dg

from pipelines import progress
from pipelines.home import digest, log
from pipelines.report import issues_table, markdown
from pipelines.resources import Settings, Workers
from pipelines.sources import Source, read, remembered
from pipelines.sources import reference_folders as folders_of
from pipelines.taking import take
from pipelines.work import ReadTask, Record, read_source, record_of, unread

SNAPSHOT_COLUMNS = ("source_id", "collection", "status", "media_type", "bytes", "sha256")
CONTENT_COLUMNS = ("source_id", "done", "reader", "page_count", "n_blocks", "n_tables", "seconds", "reason")


def sources_of(settings: Settings) -> list[Source]:
    """Give the register as its asset left it, without what is withdrawn."""
    return [source for source in remembered(settings.folders) if not source.is_withdrawn]


def withdrawn_of(settings: Settings) -> list[Source]:
    """Give the sources that the register withdrew."""
    return [source for source in remembered(settings.folders) if source.is_withdrawn]


def reference_folders(settings: Settings) -> list[Path]:
    """Give the folders of the reference registers: the seeds' own, and those that collections bring along."""
    return folders_of(remembered(settings.folders), settings.seeds_folder)


@dg.asset(group_name="sources", kinds={"csv"})
def source_register(settings: Settings) -> dg.MaterializeResult[Any]:
    """The documents to read: every register with its collections' defaults.

    A row or a key with a fault costs itself, and is an issue that names file, line and field. A register without a
    header, or without a row that can be used, stops the run before anything else happens.
    """
    found = read(settings.register_files, settings.register_schema, allow_outside=settings.allow_outside)
    sources = found.sources
    if unknown := sorted(set(settings.sources) - {source.source_id for source in sources}):
        raise dg.Failure(f"No such source in the register: {', '.join(unknown)}.", allow_retries=False)
    if unknown := sorted(set(settings.collections) - {source.collection for source in sources}):
        raise dg.Failure(f"No such collection in the register: {', '.join(unknown)}.", allow_retries=False)
    withdrawn = {source.source_id for source in sources if source.is_withdrawn}
    if asked := sorted(set(settings.sources) & withdrawn):
        raise dg.Failure(f"Withdrawn in the register: {', '.join(asked)}.", allow_retries=False)
    rows = [asdict(source) for source in sources]
    settings.folders.remember("source_register", rows)
    settings.folders.remember("register_faults", [{"message": fault.in_issue()} for fault in found.of_no_source])
    return dg.MaterializeResult(
        data_version=dg.DataVersion(digest(rows)),
        metadata={
            "summary": f"{len(rows)} sources in {len(settings.register_files)} register(s)"
            + (f", {len(withdrawn)} withdrawn" if withdrawn else ""),
            "dagster/row_count": len(rows),
            "registers": dg.MetadataValue.md("\n".join(f"- `{path}`" for path in settings.register_files)),
            "collections": dg.MetadataValue.json(dict(sorted(Counter(s.collection for s in sources).items()))),
            "faults": markdown([{"fault": fault.in_issue()} for fault in found.faults], ("fault",), whole=("fault",)),
            "preview": markdown(rows, ("source_id", "collection", "path", "url", "publisher", "published_on")),
        },
    )


@dg.asset(group_name="sources", kinds={"file"}, deps=[source_register])
def snapshots(settings: Settings) -> dg.MaterializeResult[Any]:
    """The bytes of every source, stored under their SHA-256 and never altered.

    A file that is missing, an address that does not answer, or bytes that are not of the printed hash quarantine the
    source.
    """
    from extract.snapshot import Store

    home = settings.folders
    store = Store(home.root)
    before = {row["source_id"]: row for row in home.recall("snapshots") or []}
    # Where nobody knows any more what was taken, all of it is taken: otherwise the sources not asked for would be lost.
    all_are_asked_for = home.has_lost("snapshots")
    taken: dict[str, Record] = {}
    asked: list[Source] = []
    sources = sources_of(settings)
    for source in sources:
        last = before.get(source.source_id)
        if not (all_are_asked_for or settings.asks_for(source)) and (
            last is None or last["status"] != "held" or store.is_whole(last["sha256"])
        ):
            # Not asked for: as it was last seen, or left out where it never was.
            taken |= {source.source_id: last} if last else {}
        else:
            asked.append(source)

    for done, row in enumerate(take(store, asked, before, settings.allow_hosts), 1):
        taken[row["source_id"]] = row
        log.info("%s: %s", row["source_id"], f"{row['status']}, {row['bytes'] or 0} bytes")
        progress.current().advance("snapshots", done, len(asked), row["source_id"])
    rows = [taken[source.source_id] for source in sources if source.source_id in taken]
    home.remember("snapshots", rows)
    held = [row for row in rows if row["status"] == "held"]
    return dg.MaterializeResult(
        data_version=dg.DataVersion(digest([(row["source_id"], row["sha256"]) for row in rows])),
        metadata={
            "summary": f"{len(held)} held, {len(rows) - len(held)} quarantined",
            "dagster/row_count": len(rows),
            "held": len(held),
            "quarantined": len(rows) - len(held),
            "bytes": sum(row["bytes"] for row in held),
            "path": dg.MetadataValue.path(home.raw),
            "issues": issues_table(issue for row in rows for issue in row["issues"]),
            "preview": markdown(rows, SNAPSHOT_COLUMNS),
        },
    )


def _became(record: Record) -> str:
    """Say in a line what became of a document: for the log of the run."""
    seconds = f"{record['seconds']:.1f} s"
    if record["status"] == "quarantined":
        return f"quarantined, {seconds}: {record['reason']}"
    pages = f"{record['page_count']} pages, " if record["page_count"] else ""
    return f"read by {record['reader']}, {pages}{record['n_blocks']} blocks, {record['n_tables']} tables, {seconds}"


@dg.asset(group_name="reading", kinds={"parquet"}, deps=[snapshots])
def content(settings: Settings, workers: Workers) -> dg.MaterializeResult[Any]:
    """What stands in every document: its blocks and tables in order, each with its page.

    A document is read in a process of its own with limits of time and memory, and again only where its key is another
    (`pipelines.unchanged`); a document that cannot be read is quarantined.
    """
    home = settings.folders
    sources = {source.source_id: source for source in sources_of(settings)}
    snaps = home.recall("snapshots") or []
    tasks = {
        row["source_id"]: ReadTask.of(
            home.content,
            row["sha256"],
            row["path"],
            row.get("refuted") or {},
            sources[row["source_id"]].selectors,
        )
        for row in snaps
        if row["status"] == "held" and row["source_id"] in sources
    }
    named = {task.key: source_id for source_id, task in tasks.items()}
    known = {task.key: record_of(task.out) for task in tasks.values()}
    anew = {source_id for source_id in tasks if settings.force and settings.asks_for(sources[source_id])}
    # Two sources of the same bytes are one reading.
    todo = {task.key: task for source_id, task in tasks.items() if known[task.key] is None or source_id in anew}
    if todo:
        for done, (task, record) in enumerate(
            workers.spread(read_source, list(todo.values()), unread, guarded=True), 1
        ):
            known[task.key] = record
            log.info("%s: %s", named[task.key], _became(record))
            progress.current().advance("content", done, len(todo), named[task.key])
    rows: list[Record] = []
    for source_id, task in sorted(tasks.items()):
        record = known[task.key] or {}
        how = "quarantined" if record["status"] == "quarantined" else "read" if task.key in todo else "reused"
        rows.append(record | {"source_id": source_id, "key": task.key, "path": f"{task.out}.parquet", "done": how})
    home.remember("content", rows)
    count = Counter(row["done"] for row in rows)
    return dg.MaterializeResult(
        data_version=dg.DataVersion(digest([(row["source_id"], row.get("hash")) for row in rows])),
        metadata={
            "summary": f"{len(todo)} read, {len(rows) - len(todo)} reused, {count['quarantined']} quarantined",
            "dagster/row_count": sum(row["n_blocks"] or 0 for row in rows),
            "documents_read": len(todo),
            "documents_reused": len(rows) - len(todo),
            "documents_quarantined": count["quarantined"],
            "pages": sum(row["page_count"] or 0 for row in rows),
            "tables": sum(row["n_tables"] or 0 for row in rows),
            "path": dg.MetadataValue.path(home.content),
            "quarantined": markdown([r for r in rows if r["done"] == "quarantined"], ("source_id", "reason", "advice")),
            "preview": markdown(rows, CONTENT_COLUMNS),
        },
    )
