"""Metadata over the newest releases, for harvesters and readers of feeds; made from what stands in `dist` alone.

`index.json` for programs, `catalog.jsonld` (DCAT-AP 3 with schema.org/Dataset), `catalog.csv` (a 目录 with the core
metadata of 政务信息资源目录编制指南), `feed.xml` (Atom) and `sitemap.xml`. Nothing here reads a clock.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

from catalog.contact import link
from catalog.descriptor import NAME, find
from catalog.package import packages
from catalog.seal import sha256, sums
from catalog.standing import versions
from catalog.version import is_version
from catalog.writing import json_text, replace_text

TITLE, TITLE_EN = "公报开放数据", "Gongbao open data"
DESCRIPTION = "从政府公开文件中读出的政策、目标、责任分工与表格，逐行附原文出处。"
DESCRIPTION_EN = (
    "Policies, targets, responsibilities and tables read from government publications, each row with its evidence."
)
PUBLISHER = "Gongbao"

EU = "http://publications.europa.eu/resource/authority/"
MEDIA = "http://www.iana.org/assignments/media-types/"
FORMATS = {
    ".csv": ("CSV", "text/csv"),
    ".parquet": ("PARQUET", "application/vnd.apache.parquet"),
    ".xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".zip": ("ZIP", "application/zip"),
}
CYCLES = {
    "continuous": ("CONT", "实时"),
    "daily": ("DAILY", "每日"),
    "weekly": ("WEEKLY", "每周"),
    "monthly": ("MONTHLY", "每月"),
    "quarterly": ("QUARTERLY", "每季度"),
    "annual": ("ANNUAL", "每年"),
    "irregular": ("IRREG", "不定期"),
}
TYPES = {"string": "字符型", "integer": "整型", "number": "数值型", "boolean": "布尔型", "datetime": "日期时间型"}

DIRECTORY = (
    "信息资源分类",
    "信息资源名称",
    "信息资源代码",
    "信息资源提供方",
    "信息资源提供方代码",
    "信息资源摘要",
    "信息资源格式",
    "信息项信息",
    "共享类型",
    "共享条件",
    "共享方式",
    "是否向社会开放",
    "开放条件",
    "更新周期",
    "发布日期",
    "关联资源代码",
    "下载地址",
)
"""Columns of `catalog.csv`: the guide's core metadata in its order, and where to download; see directory.schema.json."""

MOST_ADDRESSES = 50_000
"""Addresses that one sitemap may hold."""

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


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest release of a package: its folder and what its files say."""

    name: str
    folder: Path
    descriptor: Mapping[str, Any]
    index: Mapping[str, Any]
    sums: Mapping[str, str]

    @property
    def version(self) -> str:
        """The version."""
        return self.folder.name

    @property
    def date(self) -> str:
        """The day of the release, `YYYY-MM-DD`."""
        return str(self.index["versions"][0]["date"])

    @property
    def path(self) -> str:
        """The folder, relative to `dist`."""
        return f"{self.name}/{self.version}"


def newest(dist: Path) -> list[Newest]:
    """Give the newest release of each package, in the packages' order."""
    out = []
    for name in packages():
        root = dist / name
        found = versions(root)
        if found:
            folder = root / found[0]
            index = find(root / "index.json").descriptor
            out.append(Newest(name, folder, find(folder).descriptor, index, sums(folder)))
    return out


def write(dist: Path, base_url: str | None = None, contact: str = "") -> None:
    """Write the catalogue's metadata into `dist`; without `base_url` all addresses are relative to it.

    `contact` is whom readers write to, as `catalog.contact` takes it; NoContact where it is no address.

    The protocol of sitemaps wants absolute addresses: without `base_url` there is none, and an earlier one is removed.
    """
    releases = newest(dist)
    base = f"{base_url.rstrip('/')}/" if base_url else ""
    replace_text(dist / "index.json", json_text(index(releases, base)))
    replace_text(dist / "catalog.jsonld", json_text(catalogue(releases, base, link(contact))))
    replace_text(dist / "catalog.csv", directory(releases, base))
    replace_text(dist / "feed.xml", feed(releases, base))
    maps = sitemaps(dist, releases, base) if base else {}
    for name, text in maps.items():
        replace_text(dist / name, text)
    for stale in dist.glob("sitemap*.xml"):
        if stale.name not in maps:
            stale.unlink()


def index(releases: Sequence[Newest], base: str) -> dict[str, Any]:
    """Give the catalogue for programs: each package, its newest version and where its index is."""
    return {
        "title": TITLE,
        "title_en": TITLE_EN,
        "updated": max((r.date for r in releases), default=None),
        "packages": [
            {
                "name": r.name,
                "title": r.descriptor["title"],
                "title_en": r.descriptor["title_en"],
                "description": r.descriptor["description"],
                "description_en": r.descriptor["description_en"],
                "version": r.version,
                "date": r.date,
                "rows": sum(resource["rows"] for resource in r.descriptor["resources"]),
                "tables": len(r.descriptor["resources"]),
                "path": f"{base}{r.path}/{NAME}",
                "hash": f"sha256:{sha256(r.folder / NAME)}",
                "index": f"{base}{r.name}/index.json",
            }
            for r in releases
        ],
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


def directory(releases: Sequence[Newest], base: str) -> str:
    """Give the 目录 as CSV: a row a table, with the core metadata of 政务信息资源目录编制指南（试行）, 2017."""
    out = io.StringIO()
    writer = csv.DictWriter(out, DIRECTORY, lineterminator="\n")
    writer.writeheader()
    writer.writerows(directory_rows(releases, base))
    return out.getvalue()


def directory_rows(releases: Sequence[Newest], base: str) -> Iterator[dict[str, str]]:
    """Give the rows of the 目录; printed tables are part of the resource `tables/cells`, not rows of their own."""
    for r in releases:
        own = [one for one in r.descriptor["resources"] if not one["name"].startswith("t-")]
        for resource in own:
            keys = resource["schema"].get("foreignKeys", [])
            related = {key["reference"]["resource"] for key in keys} - {"", resource["name"]}
            items = [f"{f['title']}（{f['name']}，{TYPES[f['type']]}）" for f in resource["schema"]["fields"]]
            values = (
                f"主题信息资源/{r.descriptor['theme']}/{r.descriptor['title']}",
                resource["title"],
                f"{r.name}/{resource['name']}",
                PUBLISHER,
                "",
                resource["description"],
                "CSV；Parquet；XLSX",
                "；".join(items),
                "无条件共享",
                "",
                "文件下载",
                "是",
                "无条件开放",
                CYCLES[r.descriptor["update_cycle"]["code"]][1],
                r.date,
                "；".join(sorted(f"{r.name}/{name}" for name in related)),
                f"{base}{r.path}/{resource['path']}",
            )
            yield dict(zip(DIRECTORY, values, strict=True))


def feed(releases: Sequence[Newest], base: str) -> str:
    """Give the releases of all packages as an Atom feed (RFC 4287), newest first."""
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "zh"})
    entries = sorted(
        ((one, r) for r in releases for one in r.index["versions"]),
        key=lambda pair: (pair[0]["date"], pair[1].name, [int(n) for n in pair[0]["version"].split(".")]),
        reverse=True,
    )
    latest = entries[0][0]["date"] if entries else "1970-01-01"
    _texts(
        root, {"id": base or "urn:gongbao:catalog", "title": f"{TITLE} {TITLE_EN}", "updated": f"{latest}T00:00:00Z"}
    )
    ET.SubElement(root, "link", {"rel": "self", "href": f"{base}feed.xml"})
    _texts(ET.SubElement(root, "author"), {"name": PUBLISHER})
    for one, r in entries:
        entry = ET.SubElement(root, "entry")
        url = f"{base}{r.name}/{one['version']}/"
        identity = url if base else f"urn:gongbao:{r.name}:{one['version']}"
        title = f"{r.descriptor['title']} {r.name} {one['version']}"
        _texts(entry, {"id": identity, "title": title, "updated": f"{one['date']}T00:00:00Z"})
        ET.SubElement(entry, "link", {"href": f"{url}CHANGELOG.md"})
        ET.SubElement(
            entry, "link", {"rel": "enclosure", "type": "application/zip", "href": f"{base}{r.name}/{one['download']}"}
        )
        _texts(entry, {"summary": "\n".join(one["reasons"])})
    return _xml(root)


def sitemaps(dist: Path, releases: Sequence[Newest], base: str) -> dict[str, str]:
    """Give the sitemap by its name: every page of the site that stands in `dist`, and the papers of each newest release.

    The site is written behind the catalogue, so `catalog.site` asks for it again. The protocol allows 50,000 addresses in
    a file (https://www.sitemaps.org/protocol.html): of more, `sitemap.xml` is the index of `sitemap-1.xml` and so on.
    """
    latest = max((r.date for r in releases), default=None)
    dates = {r.name: r.date for r in releases}
    papers = [f"{r.path}/{name}" for r in releases for name in ("README.html", "CHANGELOG.html", NAME)]
    found = [*pages(dist), *papers]
    parts = [found[n : n + MOST_ADDRESSES] for n in range(0, len(found), MOST_ADDRESSES)]

    def part(paths: Sequence[str], name: str = "urlset", one: str = "url") -> str:
        root = ET.Element(name, {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
        for path in paths:
            day = dates.get(path.partition("/")[0], latest)
            _texts(ET.SubElement(root, one), {"loc": f"{base}{quote(path)}", **({"lastmod": day} if day else {})})
        return _xml(root)

    if len(parts) == 1:
        return {"sitemap.xml": part(parts[0])}
    names = [f"sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
    return {"sitemap.xml": part(names, "sitemapindex", "sitemap")} | {
        name: part(paths) for name, paths in zip(names, parts, strict=True)
    }


def pages(dist: Path) -> list[str]:
    """Give the pages of the site, the home page first, then by path.

    A version's own papers are none, nor is what only leads to another page (of the permanent addresses those without data
    of their own).
    """
    try:
        names = set(json.loads((dist / "site.json").read_text("utf-8"))["files"])
    except FileNotFoundError:
        found = (path.relative_to(dist) for path in dist.rglob("*") if path.suffix in (".html", ".json"))
        names = {
            path.as_posix() for path in found if not any(is_version(part) or part == "latest" for part in path.parts)
        }
    shown = [
        name
        for name in names
        if name.endswith(".html")
        and name != "404.html"
        and (not name.startswith("id/") or f"{name.rpartition('/')[0]}/data.json" in names)
    ]
    return sorted(shown, key=lambda name: (name.count("/") > 0, name != "index.html", name))


def _texts(parent: ET.Element, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = re.sub(
            r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text
        )


def _xml(root: ET.Element) -> str:
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
