"""The checks between staging and the warehouse: what would break a consumer never leaves staging.

What taking, reading and parsing left behind is checked where it arises (`pipelines.health`).
A blocking check blocks within its run; the release asset validates again what it wrote.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import dagster as dg

from catalog import rules
from catalog.package import Package, packages
from catalog.rights import offences
from catalog.withheld import leaks
from pipelines.models import build_key, is_promoted, staging
from pipelines.report import markdown
from pipelines.resources import Settings, Warehouse
from transform.aside import SET_ASIDE

OFFENCE = ("table", "field", "rule", "rows", "example")
REUSED = "unchanged since this build passed"


def _package_check(package: Package) -> dg.AssetChecksDefinition:
    @dg.asset_check(
        asset=staging,
        name=f"{package.name}_conform",
        blocking=True,
        description=f"Every row of `{package.name}` is of its definition: types, forms, ranges, keys, references.",
    )
    def conform(settings: Settings, warehouse: Warehouse) -> dg.AssetCheckResult:
        compiled = rules.checks(package)
        if is_promoted(settings, build_key(settings)):
            return dg.AssetCheckResult(passed=True, description=REUSED)
        failed: list[dict[str, Any]] = []
        with warehouse.read_staging() as con:
            for check in compiled:
                if found := check.failures(con):
                    [example] = con.execute(f"FROM ({check.sql}) ORDER BY ALL LIMIT 1").fetchall()
                    failed.append(found | {"example": " / ".join(str(part) for part in example)})
        return dg.AssetCheckResult(
            passed=not failed,
            description="\n".join(
                "{table}.{field}: {rule}: {rows} rows, as {example}".format_map(row) for row in failed
            )
            or None,
            metadata={"rules": len(compiled), "failed": markdown(failed, OFFENCE)},
        )

    return conform


@dg.asset_check(asset=staging, blocking=True)
def every_source_accounted_for(settings: Settings, warehouse: Warehouse) -> dg.AssetCheckResult:
    """Every source that was taken has a row; one without documents has an issue that says why."""
    if is_promoted(settings, build_key(settings)):
        return dg.AssetCheckResult(passed=True, description=REUSED)
    with warehouse.read_staging() as con:
        silent = con.execute(
            """SELECT source_id, status FROM sources
            WHERE status <> 'withdrawn' AND source_id NOT IN (SELECT source_id FROM document_sources)
            AND source_id NOT IN (SELECT source_id FROM issues WHERE source_id IS NOT NULL) ORDER BY source_id"""
        ).fetchall()
    rows = [{"source_id": source_id, "status": status} for source_id, status in silent]
    return dg.AssetCheckResult(
        passed=not rows,
        description=f"no document and no issue: {', '.join(row['source_id'] for row in rows)}" if rows else None,
        metadata={"silent": markdown(rows, ("source_id", "status"))},
    )


@dg.asset_check(asset=staging, blocking=True)
def texts_are_withheld(settings: Settings, warehouse: Warehouse) -> dg.AssetCheckResult:
    """Of documents that may not be released whole, nothing but headings, quoted sentences and facts would be."""
    if is_promoted(settings, build_key(settings)):
        return dg.AssetCheckResult(passed=True, description=REUSED)
    from transform.excerpts import withheld_texts

    with warehouse.read_staging() as con:
        texts = withheld_texts(con)
        found = leaks(con, packages().values(), texts)
    rows = [{"document_id": leak.document_id, "field": f"{leak.table}.{leak.field}", "run": leak.run} for leak in found]
    return dg.AssetCheckResult(
        passed=not rows,
        description="\n".join(
            "{document_id}: {field} gives {run} characters on end of a text that may not be released".format_map(row)
            for row in rows
        )
        or None,
        metadata={"withheld": len(texts), "longest_run": markdown(rows, ("document_id", "field", "run"))},
    )


@dg.asset_check(asset=staging, blocking=True)
def licences_govern(settings: Settings, warehouse: Warehouse) -> dg.AssetCheckResult:
    """Every row leads to a licence, and no text is released whole that its licence does not allow."""
    if is_promoted(settings, build_key(settings)):
        return dg.AssetCheckResult(passed=True, description=REUSED)
    with warehouse.read_staging() as con:
        found = [asdict(offence) for offence in offences(con, packages().values())]
    return dg.AssetCheckResult(
        passed=not found,
        description="\n".join("{table} {row}: {reason}".format_map(row) for row in found) or None,
        metadata={"offences": markdown(found, ("table", "row", "reason"))},
    )


@dg.asset_check(asset=staging)
def rows_are_publishable(settings: Settings, warehouse: Warehouse) -> dg.AssetCheckResult:
    """No row was set aside for a value or key that cannot be published: a warning, for the others are published."""
    with warehouse.read() if is_promoted(settings, build_key(settings)) else warehouse.read_staging() as con:
        columns = ("source_id", "table", "row_id", "message")
        found = [
            dict(zip(columns, row, strict=True))
            for row in con.execute(
                f"""SELECT {", ".join(f'"{name}"' for name in columns)} FROM issues WHERE type = ?
                ORDER BY severity, {", ".join(f'"{name}"' for name in columns)}""",
                [SET_ASIDE],
            ).fetchall()
        ]
    return dg.AssetCheckResult(
        passed=not found,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"{len(found)} issues of rows that were set aside" if found else None,
        metadata={"set_aside": markdown(found, columns)},
    )


CHECKS: Sequence[Any] = [
    every_source_accounted_for,
    texts_are_withheld,
    licences_govern,
    rows_are_publishable,
    *(_package_check(package) for package in packages().values()),
]
