"""The registers of real documents beside the checkout: they run to the end, and the scorer agrees with the labels.

The rules were written with these labels at hand, so what is asked here is a floor against regression, not a measure of how
the rules do on documents that nobody has looked at.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Gongbao

pytestmark = pytest.mark.corpus

FLOOR = [
    # table, figure, at least
    ("documents", "exact_f1", 1.0),
    ("measures", "exact_f1", 0.99),
    ("responsibilities", "exact_f1", 0.99),
    ("targets", "recall", 0.97),
    ("targets", "precision", 0.95),
    ("targets", "exact_f1", 0.95),
    ("observations", "recall", 0.92),
    ("observations", "precision", 0.90),
    ("observations", "exact_f1", 0.82),
    ("incentives", "exact_f1", 0.90),
    ("citations", "exact_f1", 0.90),
]


@pytest.fixture(scope="module")
def text(gongbao: Gongbao, corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("text")
    ended = gongbao("publish", "--register", corpus / "text" / "sources.csv", "--home", home, "--json")
    assert ended.code == 0, ended.out + ended.err
    assert ended.json()["sources"] == {"read": 5, "reused": 0, "quarantined": 0}
    return home / "dist"


@pytest.fixture(scope="module")
def scores(text: Path, shared: Path) -> dict[str, dict[str, float]]:
    command = [sys.executable, str(shared / "measure" / "score.py"), str(text), str(shared / "gold"), "--json"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {row["table"]: row for row in json.loads(said)["facts"]}


def test_thirteen_documents_from_five_sources(text: Path) -> None:
    with (text / "policies" / "1.0.0" / "data" / "documents.csv").open(encoding="utf-8", newline="") as handle:
        assert len(list(csv.DictReader(handle))) == 13


@pytest.mark.parametrize(("table", "figure", "least"), FLOOR, ids=[f"{t}-{f}" for t, f, _ in FLOOR])
def test_scores(scores: dict[str, dict[str, float]], table: str, figure: str, least: float) -> None:
    assert scores[table][figure] >= least


def test_the_other_registers_run_to_the_end(gongbao: Gongbao, corpus: Path, tmp_path: Path) -> None:
    registers = [x for name in ("typeset", "real") for x in ("--register", corpus / name / "sources.csv")]
    ended = gongbao("publish", *registers, "--home", tmp_path, "--json")
    assert ended.code == 0, ended.out + ended.err
    said = ended.json()
    errors = gongbao("issues", "--home", tmp_path, "--severity", "error", "--json").json()
    told = {row["source_id"] for row in errors}
    with (tmp_path / "dist/policies/1.0.0/data/sources.csv").open(encoding="utf-8", newline="") as handle:
        lost = {row["source_id"] for row in csv.DictReader(handle) if row["status"] == "quarantined"}
    assert len(lost) == said["sources"]["quarantined"]
    assert lost <= told
