"""A source that its register withdraws leaves with its facts, and nothing is to be accepted; any other loss is."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.home import Home
from pipelines.run import RunResult, run_publish

HEADER = "source_id,collection,path,status"
PLAN = """# 云川市{what}建设行动方案

云川市{body}

2030年3月1日

## 一、主要目标

到2031年，全市建成{what}{number}个。2029年，全市共有{what}12个。

## 二、重点任务

### （一）建设{what}

支持各区建设{what}。（责任单位：市{body}）
"""
STAYS = PLAN.format(what="便民菜场", body="商务局", number=600)
GOES = PLAN.format(what="渡口驿站", body="交通局", number=70)


class Place:
    """A folder with a register, and its home."""

    def __init__(self, folder: Path) -> None:
        self.register, self.home = folder / "sources.csv", Home(folder / "home")
        for name, text in (("stays", STAYS), ("goes", GOES)):
            (folder / f"{name}.md").write_text(text, encoding="utf-8")

    def publish(self, *rows: str) -> RunResult:
        self.register.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
        return run_publish(self.home, {"home": str(self.home.root), "registers": [str(self.register)]})

    def rows(self, package: str, table: str) -> list[dict[str, str]]:
        with (self.home.dist / package / "latest" / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def newest(self, package: str) -> dict[str, Any]:
        index = json.loads((self.home.dist / package / "index.json").read_text("utf-8"))
        log = json.loads((self.home.dist / package / index["latest"] / "changelog.json").read_text("utf-8"))
        return dict(log["versions"][0])


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    place = Place(tmp_path_factory.mktemp("withdrawn"))
    assert place.publish("stays,plans,stays.md,", "goes,plans,goes.md,").failures == []
    yield place


def test_what_goes_without_a_word_is_refused_and_what_is_withdrawn_goes(place: Place) -> None:
    """A row that is deleted is a loss; withdrawn, it takes with it all that its document brought, and is told of."""
    assert {row["source_id"] for row in place.rows("targets", "documents")} == {"stays", "goes"}
    refused = place.publish("stays,plans,stays.md,")
    assert any("rows are lost that were not expected to be" in message for _, message in refused.failures)
    assert place.publish("stays,plans,stays.md,", "goes,plans,goes.md,withdrawn").failures == []
    assert {row["source_id"]: row["status"] for row in place.rows("policies", "sources")} == {
        "goes": "withdrawn",
        "stays": "read",
    }
    for package in ("policies", "targets"):
        assert {row["source_id"] for row in place.rows(package, "documents")} == {"stays"}
        assert place.newest(package)["withdrawn_sources"] == ["goes"]
        assert "accepted_loss" not in place.newest(package)
        log = (place.home.dist / package / "latest").parent / place.newest(package)["version"] / "CHANGELOG.md"
        assert "- 撤下的来源 sources withdrawn: goes" in log.read_text("utf-8")
    assert "渡口驿站" not in (place.home.dist / "targets" / "latest" / "data" / "targets.csv").read_text("utf-8")
    [health] = [row for row in place.home.recall("sources_health") if row["source_id"] == "goes"]
    assert (health["state"], health["reason"]) == ("withdrawn", "")


def test_its_row_may_go_at_last_and_its_file_before(place: Place) -> None:
    """The bytes in `raw` stay; what was read of them does not."""
    (place.register.parent / "goes.md").unlink()
    rows = ("stays,plans,stays.md,", "goes,plans,goes.md,withdrawn")
    assert place.publish(*rows).failures == []
    shown = CliRunner().invoke(main, ["validate", str(place.register)])
    assert shown.exit_code == 0, shown.output
    assert len(list(place.home.content.glob("*.parquet"))) == 1
    before = place.newest("targets")["version"]
    assert place.publish("stays,plans,stays.md,").failures == []
    assert [row["source_id"] for row in place.rows("policies", "sources")] == ["stays"]
    assert place.newest("targets")["version"] == before


def test_it_is_not_asked_for_by_name(place: Place) -> None:
    place.register.write_text(f"{HEADER}\nstays,plans,stays.md,\ngoes,plans,goes.md,withdrawn\n", encoding="utf-8")
    settings = {"home": str(place.home.root), "registers": [str(place.register)], "sources": ["goes"]}
    [(step, message)] = run_publish(place.home, settings).failures
    assert (step, message) == ("source_register", "Withdrawn in the register: goes.")
