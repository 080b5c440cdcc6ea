"""Metadata over the newest releases, for harvesters and readers of feeds; made from what stands in `dist` alone.

`index.json` for programs, `catalog.jsonld` (`catalog.dcat`), `catalog.csv` (a 目录 with the core
metadata of 政务信息资源目录编制指南), `feed.xml` (Atom) and `sitemap.xml`. Nothing here reads a clock.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

from catalog.contact import link
from catalog.dcat import catalogue
from catalog.descriptor import NAME
from catalog.newest import CYCLES, PUBLISHER, TITLE, TITLE_EN, Newest, newest
from catalog.seal import sha256
from catalog.version import is_version
from catalog.writing import json_text, replace_text

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
