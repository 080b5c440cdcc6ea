"""Data as schema.org tells search engines of them, from the page of a package or of a table: JSON-LD to stand in its HTML.

Made from the descriptor of the release. The catalogue of all packages for harvesters is in `catalog.metadata`, the form
for loaders of training data in `catalog.croissant`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

CONTEXT = "https://schema.org/"
LANGUAGES = ["zh", "en"]
MEDIA = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "duckdb": "application/vnd.duckdb",
}
"""Media types by how a file's name ends."""


class File(NamedTuple):
    """A file that holds the data: what is in it, how its name ends, its address, bytes and, where known, SHA-256."""

    name: str
    format: str
    url: str
    size: int
    sha256: str | None = None


def dataset(
    descriptor: Mapping[str, Any], files: Sequence[File], *, release: str, page: str, catalogue: str
) -> dict[str, Any]:
    """Give the Dataset of a release.

    Parameters
    ----------
    descriptor
        Its `datapackage.json`.
    files
        What can be taken of it.
    release, page, catalogue
        Addresses of its folder (ending in `/`), of the page that tells of it, and of the catalogue's home page;
        absolute, or relative to the page that holds the JSON-LD.
    """
    days = descriptor.get("temporal")
    out = _about(descriptor, descriptor, files, page) | {
        "@id": f"{release}datapackage.json",
        "alternateName": [name for name in (descriptor.get("title_en"), descriptor["name"]) if name],
        "version": descriptor["version"],
        "datePublished": descriptor["created"][:10],
        "keywords": list(descriptor.get("keywords", ())),
        "includedInDataCatalog": {"@type": "DataCatalog", "url": catalogue},
    }
    if days:
        out["temporalCoverage"] = f"{days['start']}/{days['end']}"
    return _told(out)


def table(
    descriptor: Mapping[str, Any],
    resource: Mapping[str, Any],
    files: Sequence[File],
    *,
    page: str,
    package: str,
    is_of_version: bool,
) -> dict[str, Any]:
    """Give the Dataset of one table of a release with its columns.

    Parameters
    ----------
    descriptor, resource
        The `datapackage.json` and the table's part of it.
    files
        What can be taken of it.
    page, package
        Addresses of the pages of the table and of its package.
    is_of_version
        Whether the page is of this version; one that tells of whatever version stands names none.
    """
    out = _about(descriptor, resource, files, page) | {
        "alternateName": resource.get("title_en", ""),
        "isPartOf": {"@type": "Dataset", "name": descriptor["title"], "url": package} | _described(descriptor),
        "variableMeasured": [
            {"@type": "PropertyValue", "name": field["name"], "description": field.get("title") or field["name"]}
            for field in resource.get("schema", {}).get("fields", ())
        ],
    }
    if is_of_version:
        out |= {"version": descriptor["version"], "datePublished": descriptor["created"][:10]}
    return _told(out)


def breadcrumbs(pages: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Give the pages above one and itself as a BreadcrumbList: names with addresses, the home page first."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": address}
            for n, (name, address) in enumerate(pages, start=1)
        ],
    }


def _about(
    descriptor: Mapping[str, Any], described: Mapping[str, Any], files: Sequence[File], page: str
) -> dict[str, Any]:
    """Give what is told of a release and of a table alike."""
    paths = [str(licence.get("path") or "") for licence in descriptor.get("licenses", ())]
    licences = [path for path in paths if path.startswith(("https://", "http://"))]
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": described.get("title") or described["name"],
        **_described(described),
        "url": page,
        "license": licences[0] if len(licences) == 1 else licences,
        "inLanguage": LANGUAGES,
        "isAccessibleForFree": True,
        "creator": [{"@type": "Organization", "name": one["title"]} for one in descriptor.get("contributors", ())],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.name,
                "contentUrl": file.url,
                "contentSize": f"{file.size} B",
                "encodingFormat": MEDIA.get(file.format, "application/octet-stream"),
                **({"sha256": file.sha256} if file.sha256 else {}),
            }
            for file in files
        ],
    }


def _described(described: Mapping[str, Any]) -> dict[str, str]:
    texts = [described.get("description"), described.get("description_en")]
    return {"description": "\n\n".join(text for text in texts if text) or described.get("title") or described["name"]}


def _told(out: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in out.items() if value not in ([], "")}


def in_html(value: Mapping[str, Any]) -> str:
    """Give JSON-LD as it may stand in `<script type="application/ld+json">`: no text of a source ends the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
