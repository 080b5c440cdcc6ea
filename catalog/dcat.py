"""The catalogue as JSON-LD, for harvesters. Standards: DCAT-AP 3.0, schema.org/Dataset.

The pages' own description of one package or table is in `catalog.dataset`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from catalog.newest import CYCLES, DESCRIPTION, DESCRIPTION_EN, PUBLISHER, TITLE, TITLE_EN, Newest

EU = "http://publications.europa.eu/resource/authority/"
MEDIA = "http://www.iana.org/assignments/media-types/"
FORMATS = {
    ".csv": ("CSV", "text/csv"),
    ".parquet": ("PARQUET", "application/vnd.apache.parquet"),
    ".xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".zip": ("ZIP", "application/zip"),
}

PROVENANCE = "由程序从所列来源的公开文件中逐条读出，每行附页码、引文与规则；人工更正见 reference 数据包的 corrections。"
"""How the data came to be."""

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "spdx": "http://spdx.org/rdf/terms#",
    "schema": "https://schema.org/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "title": {"@id": "dct:title", "@container": "@language"},
    "description": {"@id": "dct:description", "@container": "@language"},
    "keyword": {"@id": "dcat:keyword", "@container": "@language"},
}


def catalogue(releases: Sequence[Newest], base: str, contact: str = "") -> dict[str, Any]:
    """Give the catalogue as JSON-LD. Standards: DCAT-AP 3.0, schema.org/Dataset.

    Inline nodes are typed, as the full SHACL shapes ask for.
    """
    publisher = {"@id": f"{base}#publisher", "@type": ["foaf:Agent", "schema:Organization"]}
    datasets = [_dataset(r, base, publisher, contact) for r in releases]
    return {
        "@context": CONTEXT,
        "@id": f"{base}#catalog",
        "@type": ["dcat:Catalog", "schema:DataCatalog"],
        "title": {"zh": TITLE, "en": TITLE_EN},
        "description": {"zh": DESCRIPTION, "en": DESCRIPTION_EN},
        "schema:name": TITLE,
        "dct:publisher": publisher | {"foaf:name": PUBLISHER, "schema:name": PUBLISHER},
        "dct:language": _languages(),
        "dct:license": _licence(releases[0].descriptor["licenses"][0]) if releases else [],
        "dcat:themeTaxonomy": {"@id": f"{EU}data-theme", "@type": "skos:ConceptScheme", "title": {"en": "Data theme"}},
        "dcat:dataset": datasets,
    }


def _reached(base: str, contact: str) -> dict[str, Any]:
    """Give how whoever keeps the catalogue is reached: by mail, by a page, else by the catalogue's own."""
    if contact.startswith("mailto:"):
        return {"vcard:hasEmail": {"@id": contact}}
    return {"vcard:hasURL": {"@id": contact or f"{base}index.html"}}


def _dataset(r: Newest, base: str, publisher: Mapping[str, Any], contact: str) -> dict[str, Any]:
    d = r.descriptor
    cycle = CYCLES[d["update_cycle"]["code"]][0]
    licence = d["licenses"][0]
    first = r.index["versions"][-1]["date"]
    distributions = [_distribution(r, base, file, title) for file, title in _files(r)]
    return {
        "@id": f"{base}{r.name}/#dataset",
        "@type": ["dcat:Dataset", "schema:Dataset"],
        "title": {"zh": d["title"], "en": d["title_en"]},
        "description": {"zh": d["description"], "en": d["description_en"]},
        "keyword": {
            "zh": [word for word in d["keywords"] if not word.isascii()],
            "en": [word for word in d["keywords"] if word.isascii()],
        },
        "dct:identifier": r.name,
        "dcat:version": r.version,
        "dct:issued": _date(first),
        "dct:modified": _date(r.date),
        "dct:publisher": {"@id": publisher["@id"]},
        "dct:creator": {"@id": publisher["@id"]},
        "dcat:contactPoint": {
            "@id": f"{base}#contact",
            "@type": ["vcard:Kind", "vcard:Organization"],
            "vcard:fn": PUBLISHER,
            **_reached(base, contact),
        },
        "dcat:theme": {"@id": f"{EU}data-theme/GOVE", "@type": "skos:Concept", "skos:prefLabel": "Government"},
        "dct:accessRights": {"@id": f"{EU}access-right/PUBLIC", "@type": "dct:RightsStatement"},
        "dct:accrualPeriodicity": {"@id": f"{EU}frequency/{cycle}", "@type": "dct:Frequency"},
        "dct:language": _languages(),
        "dct:spatial": {"@id": f"{EU}country/CHN", "@type": "dct:Location"},
        "dct:conformsTo": {"@id": d["$schema"], "@type": "dct:Standard"},
        "dcat:landingPage": {"@id": f"{base}{r.name}/index.html", "@type": "foaf:Document"},
        **_life(r, base),
        "dcat:distribution": distributions,
        "schema:name": d["title"],
        "schema:alternateName": d["title_en"],
        "schema:description": f"{d['description']} {d['description_en']}",
        "schema:version": r.version,
        "schema:dateModified": r.date,
        "schema:isAccessibleForFree": True,
        "schema:license": {"@id": licence["path"]},
        "schema:creator": {"@id": publisher["@id"]},
        "schema:distribution": [{"@id": one["@id"]} for one in distributions],
        "schema:variableMeasured": sorted(
            {f["title"] for one in d["resources"] if not one["name"].startswith("t-") for f in one["schema"]["fields"]}
        ),
    }


def _life(r: Newest, base: str) -> dict[str, Any]:
    """Give which time the data are of, what they were made from, and the versions before."""
    out: dict[str, Any] = {
        "dct:provenance": {
            "@id": f"{base}{r.name}/#provenance",
            "@type": "dct:ProvenanceStatement",
            "rdfs:label": {"@value": PROVENANCE, "@language": "zh"},
        }
    }
    if days := r.descriptor.get("temporal"):
        out["dct:temporal"] = {
            "@id": f"{base}{r.name}/#temporal",
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(days["start"]),
            "dcat:endDate": _day(days["end"]),
        }
        out["schema:temporalCoverage"] = f"{days['start']}/{days['end']}"
    others = [f"{base}{r.name}/{one['version']}/" for one in r.index["versions"]]
    out["dcat:hasVersion"] = [{"@id": address} for address in others]
    if len(others) > 1:
        out["dcat:previousVersion"] = {"@id": others[1]}
    return out


def _day(day: str) -> dict[str, str]:
    """Give a date as coarse as it is told."""
    return {"@value": day, "@type": {4: "xsd:gYear", 7: "xsd:gYearMonth"}.get(len(day), "xsd:date")}


def _files(r: Newest) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Give what is downloaded: the whole as zip and workbook, then each table as CSV and Parquet.

    Printed tables are many and stand in the zip; their own addresses are in the descriptor.
    """
    stem = f"{r.name}-{r.version}"
    for suffix in (".zip", ".xlsx"):
        yield f"{stem}{suffix}", {"zh": r.descriptor["title"], "en": r.descriptor["title_en"]}
    for resource in r.descriptor["resources"]:
        if not resource["name"].startswith("t-"):
            title = {"zh": resource["title"], "en": resource["title_en"]}
            yield resource["path"], title
            yield resource["path"].removesuffix(".csv") + ".parquet", title


def _distribution(r: Newest, base: str, file: str, title: Mapping[str, str]) -> dict[str, Any]:
    url = f"{base}{r.path}/{file}"
    code, media = FORMATS[Path(file).suffix]
    return {
        "@id": f"{url}#distribution",
        "@type": ["dcat:Distribution", "schema:DataDownload"],
        "title": dict(title),
        "dcat:accessURL": {"@id": url, "@type": "rdfs:Resource"},
        "dcat:downloadURL": {"@id": url},
        "dct:format": {"@id": f"{EU}file-type/{code}", "@type": "dct:MediaTypeOrExtent"},
        "dcat:mediaType": {"@id": f"{MEDIA}{media}", "@type": "dct:MediaType"},
        "dcat:byteSize": {"@value": str((r.folder / file).stat().st_size), "@type": "xsd:nonNegativeInteger"},
        "dct:license": _licence(r.descriptor["licenses"][0]),
        "dct:issued": _date(r.date),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256", "@type": "spdx:ChecksumAlgorithm"},
            "spdx:checksumValue": {"@value": r.sums[file], "@type": "xsd:hexBinary"},
        },
        "schema:contentUrl": {"@id": url},
        "schema:encodingFormat": media,
        "schema:name": title["zh"],
    }


def _date(day: str) -> dict[str, str]:
    return {"@value": day, "@type": "xsd:date"}


def _languages() -> list[dict[str, str]]:
    return [{"@id": f"{EU}language/{code}", "@type": "dct:LinguisticSystem"} for code in ("ZHO", "ENG")]


def _licence(licence: Mapping[str, str]) -> dict[str, str]:
    return {"@id": licence["path"], "@type": "dct:LicenseDocument", "dct:title": licence["title"]}
