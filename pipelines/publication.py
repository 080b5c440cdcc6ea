"""Assets from the warehouse to what consumers download: the packages, the catalogue over them, the site."""

import os
from pathlib import Path
from typing import Any

import dagster as dg

from catalog.package import Package, packages
from pipelines import unchanged
from pipelines.home import digest
from pipelines.leftovers import remove
from pipelines.models import promoted
from pipelines.report import markdown
from pipelines.resources import Settings, Warehouse
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
    def release(settings: Settings, warehouse: Warehouse) -> dg.MaterializeResult[Any]:
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
                "dagster/row_count": sum(row["rows"] for row in counts),
                "path": dg.MetadataValue.path(home.dist / package.name / version),
                "tables": markdown(counts, ("table", "rows")),
                "fields": dg.MetadataValue.table_schema(_field_schema(package)),
            },
        )

    return release


def _field_schema(package: Package) -> dg.TableSchema:
    """Give the data dictionary of a package as Dagster shows one."""
    return dg.TableSchema(
        [
            dg.TableColumn(
                name=f"{resource.name}.{field.name}",
                type=field.type,
                description=f"{field.title} — {field.description_en}",
                constraints=dg.TableColumnConstraints(
                    nullable=not field.required, unique=resource.primary_key == (field.name,)
                ),
            )
            for resource in package.resources
            for field in resource.fields
        ]
    )


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
    anew = settings.force or home.recall("catalogue") != key or not (home.dist / "index.json").is_file()
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
            "path": dg.MetadataValue.path(home.dist),
            "files": markdown(
                [{"file": f.name, "bytes": f.stat().st_size} for f in sorted(home.dist.iterdir()) if f.is_file()],
                ("file", "bytes"),
            ),
        },
    )


@dg.asset(group_name="publication", kinds={"html"}, deps=[catalogue])
def site(settings: Settings) -> dg.MaterializeResult[Any]:
    """The catalogue for people: packages, tables, documents with the facts over their text, the issues."""
    from catalog.metadata import write
    from catalog.site import build

    if settings.dry_run:
        return dg.MaterializeResult(metadata={"summary": DRY_RUN})
    home = settings.folders
    key = unchanged.site_key(home.dist, settings.base_url)
    if not settings.force and home.recall("site") == key and (home.dist / "index.html").is_file():
        return dg.MaterializeResult(data_version=dg.DataVersion(key), metadata={"summary": "unchanged"})
    done = build(home.dist, base_url=settings.base_url, state=home.pages, raw=home.raw)
    home.remember("site", key)
    # The sitemap holds the pages that stand now.
    write(home.dist, settings.base_url)
    return dg.MaterializeResult(
        data_version=dg.DataVersion(key),
        metadata={
            "summary": f"{done.pages} pages, {done.changed} written anew",
            "pages": done.pages,
            "path": dg.MetadataValue.path(home.dist / "index.html"),
        },
    )
