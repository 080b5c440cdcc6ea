"""The print of a web page: the labels over a document and the box of labels below it."""

from __future__ import annotations

import pytest

from extract.content import Block
from extract.text import webprint

ABOVE = "发文机关：临澜市人民政府 发文字号：临政发〔2031〕6号"
BELOW = [
    "发文机关：临澜市人民政府 成文日期：2031年3月5日",
    "发文字号：临政发〔2031〕6号 发布日期：2031年3月9日",
    "时 效：失效",
]


def blocks(*pages: list[str]) -> list[Block]:
    return [Block("paragraph", text, page=number) for number, page in enumerate(pages, 1) for text in page]


def test_the_box_below_a_document_tells_its_state() -> None:
    found = webprint.head(blocks(["临澜市驿站办法", "第一条 制定本办法。"], BELOW))
    assert (found["status"], found["issued_on"], found["document_number"]) == (
        "失效",
        "2031-03-05",
        "临政发〔2031〕6号",
    )


@pytest.mark.parametrize("foot", [BELOW[:1], ["来源：临澜日报", "时效：失效"], ["本办法的时效：失效"]])
def test_a_line_with_labels_is_no_box(foot: list[str]) -> None:
    assert webprint.head(blocks(["临澜市驿站办法"], foot)) == {}


def test_what_stands_above_goes_before_what_stands_below() -> None:
    found = webprint.head(blocks([f"{ABOVE} 有效性：有效"], BELOW))
    assert (found["status"], found["issuer"], found["issued_on"]) == ("有效", "临澜市人民政府", "2031-03-05")


@pytest.mark.parametrize(
    ("printed", "key", "value"),
    [
        ("实施日期：2031年4月1日", "effective_from", "2031-04-01"),
        ("生效日期：2031-04-01", "effective_from", "2031-04-01"),
        ("失效日期：2036年3月31日", "effective_to", "2036-03-31"),
        ("有效期至：2036/03/31", "effective_to", "2036-03-31"),
        ("公文时效：有效", "status", "有效"),
        ("时效性：现行有效", "status", "现行有效"),
    ],
)
def test_labels_of_a_document_s_life(printed: str, key: str, value: str) -> None:
    assert webprint.head(blocks([f"{ABOVE} {printed}"]))[key] == value
