"""How sure a table is: the measured shares, and how the bench counts them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extract import sure
from extract.content import Cell, Content, Table
from tests.bench.sure import counted

GRID = [["指标", "2030年"], ["户数", "5"], ["网点", "7"]]


def table(grid: list[list[str]], way: sure.Way = "white") -> Table:
    cells = [Cell(r, c, text) for r, row in enumerate(grid) for c, text in enumerate(row)]
    return Table(cells, len(grid), len(grid[0]), way=way)


def test_each_way_was_measured() -> None:
    with sure.SHARES.open(encoding="utf-8", newline="") as file:
        rows = {
            row["way"]: {key: int(row[key]) for key in ("tables", "whole", "cells", "right")}
            for row in csv.DictReader(file)
        }
    assert tuple(rows) == sure.WAYS
    for way, row in rows.items():
        assert 0 < row["whole"] <= row["tables"] and row["right"] <= row["cells"]
        assert 0 < sure.of(way) < row["right"] / row["cells"]


def test_a_whole_is_as_sure_as_its_less_sure_part() -> None:
    assert sure.less("rules", "two rules") == sure.less("two rules", "rules") == "two rules"


def test_few_tables_show_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sure.csv"
    path.write_text("way,tables,whole,cells,right\nrules,99,99,990,990\nwhite,4,4,40,40\ntabs,0,0,0,0\n", "utf-8")
    monkeypatch.setattr(sure, "SHARES", path)
    sure._shares.cache_clear()
    assert (sure.of("rules"), sure.of("white"), sure.of("tabs")) == (0.99, 0.8, 0.0)
    monkeypatch.undo()
    sure._shares.cache_clear()


def test_confidence_is_stored_with_the_way(tmp_path: Path) -> None:
    from extract.content import Block

    content = Content("text/plain", "plain", [Block("table", "", table=table(GRID, "tabs"))])
    stored = content.to_arrow().column("table").to_pylist()[0]
    assert (stored["way"], round(stored["confidence"], 6)) == ("tabs", round(sure.of("tabs"), 6))
    content.write(tmp_path / "a.parquet")
    (again,) = Content.read(tmp_path / "a.parquet").tables()
    assert again == table(GRID, "tabs")


def test_cells_are_right_in_their_place_alone() -> None:
    moved = [GRID[0], ["户数", "7"], ["网点", "5"]]
    assert counted([table(GRID)], [GRID])["white"] == {"tables": 1, "whole": 1, "cells": 6, "right": 6}
    assert counted([table(moved)], [GRID])["white"] == {"tables": 1, "whole": 0, "cells": 6, "right": 4}
    # What is no table has no right cell, nor has one that is read twice; one that is not found does not count.
    assert counted([table(GRID)], [])["white"] == {"tables": 1, "whole": 0, "cells": 6, "right": 0}
    assert counted([table(GRID), table(GRID)], [GRID])["white"] == {"tables": 2, "whole": 1, "cells": 12, "right": 6}
    assert counted([], [GRID]) == {}
