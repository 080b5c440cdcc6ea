"""Assets from the warehouse to what consumers download: the packages, their release, the catalogue over them, the site."""

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
from pipelines.releasing import NotPrepared, forget, note, release
from pipelines.report import markdown
from pipelines.resources import Settings, Warehouse
from pipelines.shown import page, tell_tables
from pipelines.standing import build_site, is_as_written, make_releases_readable
from pipelines.today import today

DRY_RUN = "dry run: left as it was"
UNCHANGED = "nothing changed"


def _package_asset(package: Package) -> dg.AssetsDefinition:
    @dg.asset(
        name=f"{package.name}_package",
        group_name="publication",
        kinds={"csv", "parquet"},
        deps=[promoted],
        description=f"{package.title_en}\n\n{package.title}。{package.description_en}\n\n"
        "Compared with the last release, versioned, written aside, validated; "
        "where nothing changed nothing is released.",
    )
    def prepared(
        context: dg.AssetExecutionContext, settings: Settings, warehouse: Warehouse
    ) -> dg.MaterializeResult[Any]:
        from catalog.release import prepare
        from catalog.seal import SUMS, SigningKey

        home = settings.folders
        last = (home.recall("releases") or {}).get(package.name, {})
        if not settings.dry_run:
            forget(home, package.name)
        with warehouse.read() as con:
            key = unchanged.release_key(con, package)
            if (
                not settings.force
                and last.get("key") == key
                and (home.dist / package.name / last["version"] / SUMS).is_file()
            ):
                version, is_new, reason, difference = last["version"], False, UNCHANGED, None
            else:
                done = prepare(
                    con,
                    package,
                    home.dist,
                    home.releasing,
                    released_on=today(),
                    accept=frozenset(settings.accept),
                    signing_key=SigningKey(Path(settings.signing_key), os.environ.get("GONGBAO_SIGNING_PASSWORD"))
                    if settings.signing_key
                    else None,
                    dry_run=settings.dry_run,
                    withdrawn={source.source_id for source in withdrawn_of(settings)},
                )
                version, is_new, difference = done.version, done.is_new, done.difference
                reason = "; ".join(done.reasons) if is_new else UNCHANGED
            counts = [
                {"table": r.name, "rows": con.execute(f"SELECT count(*) FROM {r.source}").fetchall()[0][0]}
                for r in package.resources
            ]
        rows = {row["table"]: row["rows"] for row in counts}
        if not settings.dry_run:
            note(home, package.name, key, version)
            tell_tables(context, package, rows, version, home.dist, settings.base_url)
        would_be = is_new and settings.dry_run
        said = "would be released" if would_be else "is ready" if is_new else "stands"
        return dg.MaterializeResult(
            data_version=dg.DataVersion(digest(package.name, version)),
            metadata={
                "summary": f"{version} {said}: {reason}",
                "package": package.name,
                "version": version,
                "prepared": is_new and not settings.dry_run,
                "would_be_released": would_be,
                "reason": reason,
                "difference": difference.render() if difference is not None and is_new else "",
                "dagster/row_count": sum(rows.values()),
                "page": page(home.dist, settings.base_url, f"{package.name}/"),
                "tables": markdown(counts, ("table", "rows")),
            },
        )

    return prepared


PACKAGE_ASSETS = [_package_asset(package) for package in packages().values()]


@dg.asset(group_name="publication", kinds={"folder"}, deps=PACKAGE_ASSETS)
def releases(settings: Settings) -> dg.MaterializeResult[Any]:
    """All packages of a run put in place together, or none of them."""
    home = settings.folders
    if settings.dry_run:
        return dg.MaterializeResult(metadata={"summary": DRY_RUN})
    try:
        done = release(home)
    except NotPrepared as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    new = [name for name, said in done.items() if said["is_new"]]
    rows = [{"package": name, **said} for name, said in done.items()]
    return dg.MaterializeResult(
        data_version=dg.DataVersion(digest(rows)),
        metadata={
            "summary": f"released: {', '.join(new)}" if new else UNCHANGED,
            "released": dg.MetadataValue.json(new),
            "path": dg.MetadataValue.path(home.dist),
            "packages": markdown(rows, ("package", "version", "is_new")),
        },
    )


@dg.asset(group_name="publication", kinds={"json"}, deps=[releases])
def catalogue(settings: Settings) -> dg.MaterializeResult[Any]:
    """What harvesters read over the newest releases: index.json, DCAT-AP, the 目录 export, feed and sitemap.

    With the releases written, content and facts that no current document refers to are taken away.
    """
    from catalog.metadata import write

    if settings.dry_run:
        return dg.MaterializeResult(metadata={"summary": DRY_RUN})
    home = settings.folders
    key = unchanged.catalogue_key(home.dist, settings.base_url, settings.contact)
    is_known = not settings.force and home.recall("catalogue") == key
    anew = not (is_known and is_as_written(home))
    if anew and is_known:
        log.warning(
            "Files of the catalogue or the site in %s are not as they were written; they are made again.", home.dist
        )
    if anew:
        write(home.dist, settings.base_url, settings.contact)
        home.remember("catalogue", key)
    removed = remove(home)
    make_releases_readable(home.dist)
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
    sql = Path(settings.sql) if settings.sql else None
    key = unchanged.site_key(home.dist, settings.base_url, settings.contact, sql)
    if not settings.force and home.recall("site") == key and is_as_written(home):
        return dg.MaterializeResult(data_version=dg.DataVersion(key), metadata={"summary": "unchanged"})
    done = build_site(home, settings.base_url, settings.contact, sql)
    return dg.MaterializeResult(
        data_version=dg.DataVersion(key),
        metadata={
            "summary": f"{done.pages} pages, {done.changed} written anew",
            "pages": done.pages,
            "page": page(home.dist, settings.base_url),
        },
    )


@dg.asset_check(asset=catalogue, blocking=True)
def releases_are_whole(context: dg.AssetCheckExecutionContext, settings: Settings) -> dg.AssetCheckResult:
    """What is published is still what was released: the newest of each package whole, of older ones a sample of this run's.

    It stands before the site, which would be built of what was altered.
    """
    from catalog.vigil import altered

    found = [one for name in packages() for one in altered(settings.folders.dist, name, context.run.run_id)]
    rows = [{"release": f"{one.package} {one.version}", "fault": one.said, "what_to_do": one.advice} for one in found]
    return dg.AssetCheckResult(
        passed=not found,
        description="\n".join(map(str, found)) or None,
        metadata={"altered": markdown(rows, ("release", "fault", "what_to_do"), whole=("fault", "what_to_do"))},
    )
