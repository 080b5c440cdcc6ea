"""A release as schema.org/Dataset: what the guidelines of Dataset Search ask for, files that are there, safe in a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from yunchuan import build

from catalog.dataset import File, dataset, in_html, table
from catalog.package import packages
from catalog.release import publish


def test_a_release_as_a_dataset(tmp_path: Path) -> None:
    done = publish(build(), packages()["targets"], tmp_path, released_on="2031-04-02")
    descriptor = json.loads((done.path / "datapackage.json").read_text(encoding="utf-8"))
    paths = [resource["path"] for resource in descriptor["resources"]]
    files = [File(path, "csv", f"targets/1.0.0/{path}", (done.path / path).stat().st_size) for path in paths]
    told = dataset(descriptor, files, release="targets/1.0.0/", page="targets/", catalogue="./")
    # Required, then recommended: https://developers.google.com/search/docs/appearance/structured-data/dataset
    assert told["name"] == packages()["targets"].title and 50 <= len(told["description"]) <= 5000
    assert {"license", "creator", "url", "version", "temporalCoverage", "distribution", "keywords"} <= told.keys()
    assert (told["version"], told["datePublished"]) == ("1.0.0", "2031-04-02")
    assert all((tmp_path / one["contentUrl"]).is_file() for one in told["distribution"])
    assert {one["encodingFormat"] for one in told["distribution"]} == {"text/csv"}


@pytest.mark.parametrize("is_of_version", [True, False])
def test_a_table_as_a_dataset(is_of_version: bool) -> None:
    package = packages()["targets"]
    descriptor = package.descriptor() | {"version": "1.2.0", "created": "2031-04-02"}
    resource = descriptor["resources"][0]
    told = table(descriptor, resource, [], page="a/", package="../", is_of_version=is_of_version)
    assert (told["name"], told["isPartOf"]["name"]) == (resource["title"], package.title)
    assert [one["name"] for one in told["variableMeasured"]] == [
        field["name"] for field in resource["schema"]["fields"]
    ]
    assert (told.get("version"), told.get("datePublished")) == (
        ("1.2.0", "2031-04-02") if is_of_version else (None, None)
    )
    assert "distribution" not in told


def test_no_text_ends_the_element_that_holds_it() -> None:
    told = {"name": "</script><script>alert(1)</script>&amp;", "description": "云川市"}
    text = in_html(told)
    assert "<" not in text and ">" not in text and "&" not in text
    assert json.loads(text) == told
