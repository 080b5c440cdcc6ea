"""What was read from a picture says so in the evidence of its facts, and nothing else does."""

from __future__ import annotations

from tests.transform.conftest import blocks_of, lexicon
from transform import facts, schema
from transform.document import issue
from transform.document.model import SourceInfo
from transform.language.areas import NO_AREAS
from transform.schema import Rows

PRINT = """
# 云川市数字街区建设行动计划
[1]
# 一、总体目标
到2033年，建成数字街区12个。
[2]
# 二、重点任务
到2035年，培育直播基地30个。（责任单位：市商务局）
[3]
| 区县 | 2030年街区数（个） |
| 东岭县 | 4 |
| 西浦县 | 8 |
"""


def rows_of(*pages: int) -> Rows:
    """Read the print with these of its pages scanned."""
    blocks = [block | {"ocr": block["page"] in pages} for block in blocks_of(PRINT)]
    (document,), _ = issue.documents(blocks, {}, SourceInfo("yunchuan-plan"), NO_AREAS)
    return schema.rows(facts.facts(document, lexicon()))


def test_facts_of_a_scanned_page_are_marked() -> None:
    rows = rows_of(2)
    assert {row["deadline"]: row["is_ocr"] for row in rows["targets"]} == {"2033": False, "2035": True}
    assert [row["is_ocr"] for row in rows["responsibilities"]] == [True]
    assert {row["is_ocr"] for table in ("tables", "cells", "observations") for row in rows[table]} == {False}


def test_facts_of_a_table_in_a_picture_are_marked() -> None:
    rows = rows_of(3)
    assert [row["is_ocr"] for row in rows["tables"]] == [True]
    assert {row["is_ocr"] for row in rows["cells"]} == {True}
    assert [row["is_ocr"] for row in rows["observations"] if row["table_id"]] == [True, True]
    assert {row["is_ocr"] for row in rows["targets"]} == {False}


def test_a_print_has_no_marks() -> None:
    rows = rows_of()
    marks = [row["is_ocr"] for found in rows.values() for row in found if "is_ocr" in row]
    assert marks and not any(marks)
