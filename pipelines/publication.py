"""Assets from the warehouse to what consumers download: the packages, the catalogue over them, the site."""

import os
from pathlib import Path
from typing import Any

import dagster as dg

from catalog.package import Package, packages
from pipelines import unchanged
from pipelines.home import digest, log
from pipelines.leftovers import remove
from pipelines.models import promoted
from pipelines.reading import withdrawn_of
from pipelines.report import markdown
from pipelines.resources import Settings, Warehouse
from pipelines.shown import page, tell_tables
from pipelines.standing import build_site, is_as_written
from pipelines.today import today

DRY_RUN = "dry run: left as it was"


def _package_asset(package: Package) -> dg.AssetsDefinition:
    @dg.asset(
        name=f"{package.name}_package",
        group_name="publication",
        kinds={"csv", "parquet"},
        deps=[promoted],
        description=f"{package.title_en}\n\n{package.title}。{package.description_en}\n\n"
        "Compared with the last release, versioned, written aside, validated, moved into place in one rename; "
        "where nothing changed nothing is released.",
    )
    def release(
        context: dg.AssetExecutionContext, settings: Settings, warehouse: Warehouse
    ) -> dg.MaterializeResult[Any]:
        from catalog.release import publish, refresh
        from catalog.seal import SUMS, SigningKey

        home = settings.folders
        state = home.recall("releases") or {}
        last = state.get(package.name, {})
        with warehouse.read() as con:
            key = unchanged.release_key(con, package)
        if (
            not settings.force
            and last.get("key") == key
            and (home.dist / package.name / last["version"] / SUMS).is_file()
        ):
            version, is_new, reason, difference = last["version"], False, "nothing changed", None
            if not settings.dry_run:
                refresh(package, home.dist)
        else:
            with warehouse.read() as con:
                done = publish(
                    con,
                    package,
                    home.dist,
                    released_on=today(),
                    accept=frozenset(settings.accept),
                    signing_key=SigningKey(Path(settings.signing_key), os.environ.get("GONGBAO_SIGNING_PASSWORD"))
                    if settings.signing_key
                    else None,
                    dry_run=settings.dry_run,
                    withdrawn={source.source_id for source in withdrawn_of(settings)},
                )
            version, is_new, difference = done.version, done.is_new, done.difference
            reason = "; ".join(done.reasons) if is_new else "nothing changed"
            if not settings.dry_run:
                home.remember(
                    "releases", (home.recall("releases") or {}) | {package.name: {"key": key, "version": version}}
                )
        would_be = is_new and settings.dry_run
        said = "would be released" if would_be else "released" if is_new else "stands"
        with warehouse.read() as con:
            counts = [
                {"table": r.name, "rows": con.execute(f"SELECT count(*) FROM {r.source}").fetchall()[0][0]}
                for r in package.resources
            ]
        rows = {row["table"]: row["rows"] for row in counts}
        if not settings.dry_run:
            tell_tables(context, package, rows, version, home.dist, settings.base_url)
        return dg.MaterializeResult(
            data_version=dg.DataVersion(digest(package.name, version)),
            metadata={
                "summary": f"{version} {said}: {reason}",
                "package": package.name,
                "version": version,
                "released": is_new and not settings.dry_run,
                "would_be_released": would_be,
                "reason": reason,
                "difference": difference.render() if difference is not None and is_new else "",
                "dagster/row_count": sum(rows.values()),
                "page": page(home.dist, settings.base_url, f"{package.name}/"),
                "tables": markdown(counts, ("table", "rows")),
            },
        )

    return release


PACKAGE_ASSETS = [_package_asset(package) for package in packages().values()]


@dg.asset(group_name="publication", kinds={"json"}, deps=PACKAGE_ASSETS)
def catalogue(settings: Settings) -> dg.MaterializeResult[Any]:
    """What harvesters read over the newest releases: index.json, DCAT-AP, the 目录 export, feed and sitemap.

    With the releases written, content and facts that no current document refers to are taken away.
    """
    from catalog.metadata import write

    if settings.dry_run:
        return dg.MaterializeResult(metadata={"summary": DRY_RUN})
    home = settings.folders
    key = unchanged.catalogue_key(home.dist, settings.base_url)
    is_known = not settings.force and home.recall("catalogue") == key
    anew = not (is_known and is_as_written(home))
    if anew and is_known:
        log.warning(
            "Files of the catalogue or the site in %s are not as they were written; they are made again.", home.dist
        )
    if anew:
        write(home.dist, settings.base_url)
        home.remember("catalogue", key)
    removed = remove(home)
    return dg.MaterializeResult(
        data_version=dg.DataVersion(key),
        metadata={
            "summary": f"{'written' if anew else 'unchanged'}; {removed.files} files of earlier content and facts removed",
            "files_removed": removed.files,
            "bytes_removed": removed.bytes,
            "page": page(home.dist, settings.base_url),
            "files": markdown(
                [{"file": f.name, "bytes": f.stat().st_size} for f in sorted(home.dist.iterdir()) if f.is_file()],
                ("file", "bytes"),
            ),
        },
    )


@dg.asset(group_name="publication", kinds={"html"}, deps=[catalogue])
def site(settings: Settings) -> dg.MaterializeResult[Any]:
    """The catalogue for people: packages, tables, documents with the facts over their text, the issues."""
    if settings.dry_run:
        return dg.MaterializeResult(metadata={"summary": DRY_RUN})
    home = settings.folders
    key = unchanged.site_key(home.dist, settings.base_url)
    if not settings.force and home.recall("site") == key and is_as_written(home):
        return dg.MaterializeResult(data_version=dg.DataVersion(key), metadata={"summary": "unchanged"})
    done = build_site(home, settings.base_url)
    return dg.MaterializeResult(
        data_version=dg.DataVersion(key),
        metadata={
            "summary": f"{done.pages} pages, {done.changed} written anew",
            "pages": done.pages,
            "page": page(home.dist, settings.base_url),
        },
    )
