"""A release as schema.org/Dataset: what the guidelines of Dataset Search ask for, files that are there, safe in a page."""

from __future__ import annotations

import json
from pathlib import Path

from yunchuan import build

from catalog.dataset import dataset, in_html
from catalog.package import packages
from catalog.release import publish


def test_a_release_as_a_dataset(tmp_path: Path) -> None:
    done = publish(build(), packages()["targets"], tmp_path, released_on="2031-04-02")
    descriptor = json.loads((done.path / "datapackage.json").read_text(encoding="utf-8"))
    told = dataset(descriptor, release="targets/1.0.0/", page="targets/", catalogue="./")
    # Required, then recommended: https://developers.google.com/search/docs/appearance/structured-data/dataset
    assert told["name"] == packages()["targets"].title and 50 <= len(told["description"]) <= 5000
    assert {"license", "creator", "url", "version", "temporalCoverage", "distribution", "keywords"} <= told.keys()
    assert (told["version"], told["datePublished"]) == ("1.0.0", "2031-04-02")
    assert all((tmp_path / one["contentUrl"]).is_file() for one in told["distribution"])
    assert len(told["distribution"]) == 2 * len(packages()["targets"].resources)


def test_no_text_ends_the_element_that_holds_it() -> None:
    told = {"name": "</script><script>alert(1)</script>&amp;", "description": "云川市"}
    text = in_html(told)
    assert "<" not in text and ">" not in text and "&" not in text
    assert json.loads(text) == told
