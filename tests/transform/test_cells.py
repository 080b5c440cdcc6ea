"""The cells of a printed table → observations: metric, unit, period from header, row, column of units and title."""

from __future__ import annotations

import pytest

from tests.transform.conftest import document, lexicon
from transform.document.model import Document, PlacedTable
from transform.grammar import cells
from transform.identity import Ids

Fact = tuple[str | None, ...]


def observations(rows: list[str], **what: str | None) -> list[Fact]:
    """Give (metric, stat, value, unit, period) of a table whose rows are lines with bars."""
    grid = [row.split("|") for row in rows]
    found: Document = document("表前的话。", **what)  # type: ignore[arg-type]
    printed = [
        {"row": r, "column": c, "row_span": 1, "column_span": 1, "text": text, "page": None}
        for r, row in enumerate(grid)
        for c, text in enumerate(row)
    ]
    shape = {"header_rows": 1, "n_rows": len(grid), "n_columns": len(grid[0]), "confidence": 1.0, "page_start": None}
    found.tables.append(PlacedTable({**shape, "caption": None, "unit_note": None, "cells": printed}, 0, "body", id="t"))
    return [(r.metric, r.stat, r.value, r.unit, r.period) for r in cells.find(found, lexicon(), Ids("d"))]


@pytest.mark.parametrize(("rows", "title", "expected"), [
    (["指标名称|单位|指标值|增速(%)", "地区生产总值|亿元|553.8|9.2", "城镇居民收入|元|20809|10"], "2030年云川市经济运行情况",
     [("地区生产总值", "level", "553.8", "亿元", "2030"), ("地区生产总值 增速", "growth_yoy", "9.2", "%", "2030"),
      ("城镇居民收入", "level", "20809", "元", "2030"), ("城镇居民收入 增速", "growth_yoy", "10", "%", "2030")]),
    (["行业|绝对额(亿元)|同比增长(%)", "工业|88|6.1", "建筑业|13|-3.8"], "2031年一季度云川市生产总值核算结果",
     [("工业", "level", "88", "亿元", "2031Q1"), ("工业 同比增长", "growth_yoy", "6.1", "%", "2031Q1"),
      ("建筑业", "level", "13", "亿元", "2031Q1"), ("建筑业 同比增长", "growth_yoy", "-3.8", "%", "2031Q1")]),
    (["县|2029年|2030年", "甲县|3.5|4.2"], "云川市企业名录", [("甲县", "level", "3.5", None, "2029"), ("甲县", "level", "4.2", None, "2030")]),
])  # fmt: skip
def test_cells(rows: list[str], title: str, expected: list[Fact]) -> None:
    assert observations(rows, title=title, kind="report", issued_on="2031-04-18") == expected
