"""What pages of data say to machines: schema.org `Dataset` and `BreadcrumbList` as JSON-LD.

Addresses are absolute where the base URL is known, else relative to the page. It is written by the filter `tojson`, which
lets no text of a table become markup. The catalogue for harvesters (DCAT-AP) is `catalog.metadata`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from catalog.site.releases import Download, Release, Table
from catalog.site.words import path_address, web_address

MEDIA = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "duckdb": "application/vnd.duckdb",
}
CONTEXT = "https://schema.org/"
Address = Callable[[str], str]
"""Gives the address of a path below the site's root."""


def package(release: Release, address: Address) -> list[dict[str, Any]]:
    """Describe a package with its whole downloads and its tables."""
    about = _dataset(release, release.title, release.title_en, release.description, release.downloads, address)
    about["url"] = address(f"{release.package}/index.html")
    about["hasPart"] = [
        {"@type": "Dataset", "name": table.title, "url": address(f"{release.package}/{table.name}/index.html")}
        | _described(table.description or table.title)
        for table in release.tables
        if not table.is_printed
    ]
    return [about, _crumbs([("公报 Gongbao", "index.html"), (release.title, f"{release.package}/index.html")], address)]


def table(release: Release, table: Table, address: Address) -> list[dict[str, Any]]:
    """Describe a table with its columns and its downloads."""
    about = _dataset(release, table.title, table.title_en, table.description, table.downloads, address)
    path = f"{release.package}/{table.name}/index.html"
    about["url"] = address(path)
    about["isPartOf"] = {"@type": "Dataset", "name": release.title, "url": address(f"{release.package}/index.html")}
    about["isPartOf"] |= _described(release.description or release.title)
    about["variableMeasured"] = [
        {"@type": "PropertyValue", "name": field.name, "description": field.title} for field in table.fields
    ]
    above = [("公报 Gongbao", "index.html"), (release.title, f"{release.package}/index.html"), (table.title, path)]
    return [about, _crumbs(above, address)]


def _dataset(
    release: Release, title: str, title_en: str, description: str, downloads: Sequence[Download], address: Address
) -> dict[str, Any]:
    licences = [safe for _, path in release.licences if (safe := web_address(path))]
    about: dict[str, Any] = {"@context": CONTEXT, "@type": "Dataset", "name": title}
    if title_en:
        about["alternateName"] = title_en
    about |= _described(description or title)
    # A page of a printed table does not change with each version, so it names none.
    if downloads and not all("/latest/" in f"/{file.path}" for file in downloads):
        about |= {"version": release.version, "datePublished": release.date}
    if licences:
        about["license"] = licences[0]
    about |= {"isAccessibleForFree": True, "inLanguage": ["zh-CN", "en"]}
    about["creator"] = {"@type": "Organization", "name": "Gongbao"}
    about["distribution"] = [
        {
            "@type": "DataDownload",
            "encodingFormat": MEDIA.get(file.format, "application/octet-stream"),
            "contentUrl": address(file.path),
            "contentSize": f"{file.size} B",
            **({"sha256": file.sha256} if file.sha256 else {}),
        }
        for file in downloads
    ]
    return about


def _described(text: str) -> dict[str, str]:
    return {"description": text}


def _crumbs(pages: Sequence[tuple[str, str]], address: Address) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": address(path)}
            for n, (name, path) in enumerate(pages, start=1)
        ],
    }


def addresses(base_url: str, root: str) -> Address:
    """Give addresses for a page: absolute below the base URL where it is known, else by the way up to the root."""
    return lambda path: (f"{base_url}/" if base_url else root) + path_address(path.removesuffix("index.html"))
