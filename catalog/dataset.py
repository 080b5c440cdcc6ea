"""A release as schema.org/Dataset, as search engines read it from the page of a package: JSON-LD to stand in its HTML.

Made from the descriptor of the release. The catalogue of all packages for harvesters is in `catalog.metadata`, the form
for loaders of training data in `catalog.croissant`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

LANGUAGES = ["zh", "en"]
MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


def dataset(descriptor: Mapping[str, Any], *, release: str, page: str, catalogue: str) -> dict[str, Any]:
    """Give the Dataset of a release.

    Parameters
    ----------
    descriptor
        Its `datapackage.json`.
    release, page, catalogue
        Addresses of its folder (ending in `/`), of the page that tells of it, and of the catalogue's home page;
        absolute, or relative to the page that holds the JSON-LD.
    """
    licences = [licence["path"] for licence in descriptor.get("licenses", ()) if licence.get("path")]
    days = descriptor.get("temporal")
    out: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{release}datapackage.json",
        "name": descriptor["title"],
        "alternateName": [descriptor["title_en"], descriptor["name"]],
        "description": f"{descriptor['description']}\n\n{descriptor['description_en']}",
        "url": page,
        "version": descriptor["version"],
        "datePublished": descriptor["created"][:10],
        "keywords": list(descriptor.get("keywords", ())),
        "inLanguage": LANGUAGES,
        "isAccessibleForFree": True,
        "creator": [{"@type": "Organization", "name": one["title"]} for one in descriptor.get("contributors", ())],
        "includedInDataCatalog": {"@type": "DataCatalog", "url": catalogue},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": f"{resource['title']} {resource['title_en']}",
                "contentUrl": release + resource["path"].removesuffix("csv") + form,
                "encodingFormat": media,
            }
            for resource in descriptor["resources"]
            # Printed tables are hundreds; the table of them leads to each.
            if not resource["name"].startswith("t-")
            for form, media in MEDIA.items()
        ],
    }
    if licences:
        out["license"] = licences[0] if len(licences) == 1 else licences
    if days:
        out["temporalCoverage"] = f"{days['start']}/{days['end']}"
    return {name: value for name, value in out.items() if value not in ([], "")}


def in_html(value: Mapping[str, Any]) -> str:
    """Give JSON-LD as it may stand in `<script type="application/ld+json">`: no text of a source ends the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
