"""The pages of the packages, of their tables, and the one that runs SQL over them.

A table's page has its first rows and what stands in each column; a script pages through all rows, see `browse`. How a
page looks is in the templates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from catalog.site import browse, console, linked, statistics
from catalog.site.kept import Kept, digest, print_of
from catalog.site.releases import Release, Table
from catalog.site.rows import Library

PREVIEW_ROWS = 20
MOST_FREQUENT = 6
"""Values of a column that its statistics name."""
PRINTED_ON_PAGE = 100
"""Printed tables on a page of their list."""


class Packages:
    """Writes the pages of the packages of one build."""

    def __init__(
        self,
        releases: Mapping[str, Release],
        library: Library,
        kept: Kept,
        page: Callable[..., None],
        base_url: str,
    ) -> None:
        """Take the releases, the rows, what stands, and what renders a template to a path."""
        self._releases = releases.values()
        self._library = library
        self._kept = kept
        self._page = page
        self._base_url = base_url

    def write(self) -> None:
        """Stage the pages of the packages, and of those of their tables that must be rendered."""
        for release in self._releases:
            self._package(release)
        tables = {f"{r.package}/{table.name}": (r, table) for r in self._releases for table in r.tables}
        prints = ((key, self._print(*of)) for key, of in tables.items())
        for key in sorted(self._kept.plan_these("tables", prints)):
            self._table(key, *tables[key])

    def _print(self, release: Release, table: Table) -> str:
        """Give the print of a table's page: what is told of it, its rows by what the checksums of its files say."""
        sums = [file.sha256 for file in table.downloads]
        rows = sums if all(sums) else digest(table.file.read_bytes())
        return print_of(release.title, replace(table, file=Path()), self._told(release, table), rows)

    def _told(self, release: Release, table: Table) -> list[dict[str, Any]]:
        return linked.table(release, table, linked.addresses(self._base_url, "../../"))

    def _package(self, release: Release) -> None:
        printed = [table for table in release.tables if table.is_printed]
        told = linked.package(release, linked.addresses(self._base_url, "../"))
        self._page(
            f"{release.package}/index.html", "package.html", release=release, printed=len(printed), linked_data=told
        )
        last = -(-len(printed) // PRINTED_ON_PAGE)
        files = [f"printed{f'-{n}' if n > 1 else ''}.html" for n in range(1, last + 1)]
        for number, name in enumerate(files, start=1):
            held = printed[(number - 1) * PRINTED_ON_PAGE : number * PRINTED_ON_PAGE]
            numbering = {"number": number, "last": last, "files": files}
            self._page(f"{release.package}/{name}", "printed.html", release=release, tables=held, numbering=numbering)

    def _table(self, key: str, release: Release, table: Table) -> None:
        counted = statistics.columns(self._library, table)
        self._page(
            f"{key}/index.html",
            "table.html",
            f"tables/{key}",
            release=release,
            table=table,
            preview=self._library.preview(table, PREVIEW_ROWS),
            statistics=counted,
            browser=browse.browser(table, counted),
            browser_words=browse.WORDS,
            most_frequent=MOST_FREQUENT,
            linked_data=self._told(release, table),
        )


def write_sql(
    engine: Sequence[Path],
    releases: Mapping[str, Release],
    page: Callable[..., None],
    add: Callable[[str, str | bytes, str], None],
) -> None:
    """Stage the page that runs SQL in the browser, where there is something to run it with.

    `engine` are the files of DuckDB-WASM, none where there is no page; `page` renders a template to a path, `add` stages
    a file of a unit.
    """
    if not engine:
        return
    files = {f"sql/{file.name}": file.read_bytes() for file in engine}
    for path, content in files.items():
        add(path, content, path)
    add("sql/tables.json", console.tables(releases.values()), "sql/tables.json")
    size = sum(map(len, files.values()))
    page("sql/index.html", "sql.html", wasm=engine[0].name, worker=engine[1].name, size=size)
