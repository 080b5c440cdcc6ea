"""What pages of data say to machines, as `catalog.dataset` words it: which files and which addresses.

Addresses are absolute where the base URL is known, else relative to the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from catalog import dataset
from catalog.dataset import File
from catalog.site.releases import Download, Release, Table
from catalog.site.words import path_address

HOME = ("公报 Gongbao", "index.html")
Address = Callable[[str], str]
"""Gives the address of a path below the site's root."""


def package(release: Release, address: Address) -> list[dict[str, Any]]:
    """Describe a package with its files; of printed tables there are hundreds, and the table of them leads to each."""
    files = [_file(release.title, file, address) for file in release.downloads]
    files += [file for table in release.tables if not table.is_printed for file in _files(table, address)]
    page = f"{release.package}/index.html"
    about = dataset.dataset(
        release.descriptor,
        files,
        release=address(f"{release.path}/"),
        page=address(page),
        catalogue=address("index.html"),
    )
    return [about, _crumbs([HOME, (release.title, page)], address)]


def table(release: Release, table: Table, address: Address) -> list[dict[str, Any]]:
    """Describe a table with its columns and its files."""
    above, page = f"{release.package}/index.html", f"{release.package}/{table.name}/index.html"
    about = dataset.table(
        release.descriptor,
        table.described,
        list(_files(table, address)),
        page=address(page),
        package=address(above),
        is_of_version=not table.is_stable,
    )
    return [about, _crumbs([HOME, (release.title, above), (table.title, page)], address)]


def addresses(base_url: str, root: str) -> Address:
    """Give addresses for a page: absolute below the base URL where it is known, else by the way up to the root."""
    return lambda path: (f"{base_url}/" if base_url else root) + path_address(path.removesuffix("index.html"))


def _files(table: Table, address: Address) -> Iterator[File]:
    return (_file(table.title, file, address) for file in table.downloads)


def _file(name: str, file: Download, address: Address) -> File:
    return File(name, file.format, address(file.path), file.size, file.sha256)


def _crumbs(pages: list[tuple[str, str]], address: Address) -> dict[str, Any]:
    return dataset.breadcrumbs([(name, address(path)) for name, path in pages])
