"""Paragraphs that a page end has cut: joined where it is certain, left alone where they are two."""

from __future__ import annotations

import pytest

from extract.content import Block, ReadIssue
from extract.text import prose

LONG = "云川市坚持企业主体、市场运作，推动平台企业向县域延伸。支持企业建设区域"

JOINED = {
    "a whole sentence before the cut, no end behind it": (LONG, "分拨中心，提高配送效率。"),
    "a comma before the cut": ("由市商务局牵头，市财政局、", "市交通局配合。"),
    "a bracket that the second half closes": ("落实《澜江省数字商务三年行动", "计划》有关要求。"),
    "responsible bodies behind a colon in an open bracket": ("扩大开放。（责任单位：", "市商务局，各县政府）"),
    "one character and a full stop": ("新增养老机构护理床", "位。"),
    "a word that ends nothing": ("由分管工业的副市长任组长，分管商务的", "副市长任副组长。"),
}
APART = {
    "an end of sentence": ("全市新增商户一百户。", "下一步加强培训。"),
    "a numbered item": (LONG, "（二）完善网络。"),
    "an item with a number": ("符合条件的企业，", "3. 在本市注册。"),
    "signatures": ("云川市商务局", "云川市财政局"),
    "a salutation": ("各县政府：", "为促进消费，制定本办法。"),
    "a numbered heading": ("（一）强化组织领导", "成立工作专班，定期调度。"),
    "a title and its number": ("关于印发《云川市消费促进办法》的通知", "云商发〔2031〕8号"),
    "a figure's caption": ("图1 云川市各县流量情况，单位为万户。来源", "全市流量增长较快。"),
}


@pytest.mark.parametrize(("before", "after"), JOINED.values(), ids=JOINED)
def test_goes_on(before: str, after: str) -> None:
    assert prose.continues(before, after) is True


@pytest.mark.parametrize(("before", "after"), APART.values(), ids=APART)
def test_is_two(before: str, after: str) -> None:
    assert prose.continues(before, after) is False


def test_what_cannot_be_told_is_an_issue_and_stays_apart() -> None:
    issues: list[ReadIssue] = []
    before = "云川市数字消费示范街区培育情况较好，商户数字化改造已经全面铺开"
    blocks = [Block("paragraph", before), Block("paragraph", "商户改造率达到九成以上。")]
    assert len(prose.join_cut(blocks, issues)) == 2
    assert [issue.type for issue in issues] == ["paragraph_cut"]


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("引进三家直播服务机构，培育五家本地机构", "构。", "引进三家直播服务机构，培育五家本地机构。"),
        ("全市参加培训的职工，人人都能上岗，人", "人。", "全市参加培训的职工，人人都能上岗，人人。"),
    ],
)
def test_a_character_printed_twice_at_a_page_end(before: str, after: str, whole: str) -> None:
    blocks = prose.join_cut([Block("paragraph", before), Block("paragraph", after)], [])
    assert [block.text for block in blocks] == [whole]


def test_furniture_between_the_halves_stays() -> None:
    blocks = [Block("paragraph", LONG), Block("furniture", "— 4 —"), Block("paragraph", "物流网络。")]
    assert [b.text for b in prose.join_cut(blocks, [])] == [LONG + "物流网络。", "— 4 —"]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("数字", "消费", "数字消费"),
        ("Cloud", "River", "Cloud River"),
        ("达到 5", "万户", "达到 5万户"),
        ("inter-", "national", "international"),
        ("5G", "基站", "5G基站"),
        # A group of digits that is not whole has its rest on the next line.
        ("增加值12,3", "45.6亿元", "增加值12,345.6亿元"),
        ("1,234,5", "67", "1,234,567"),
        ("12,3", "4", "12,3 4"),
        ("12,3", "456", "12,3 456"),
        ("12,345", "678", "12,345 678"),
        ("2031", "2032", "2031 2032"),
    ],
)
def test_space_only_between_latin_words(before: str, after: str, joined: str) -> None:
    assert prose.glue(before, after) == joined


@pytest.mark.parametrize(
    "text", ["一、总体要求", "（一）目标", "1. 目标", "1.1目标", "第三条 对象", "①目标", "——目标", "附件1"]
)
def test_items_start_with(text: str) -> None:
    assert prose.starts_item(text)


@pytest.mark.parametrize("text", ["1.5万户", "2031年", "一是加强领导", "3个县", "第三产业增长"])
def test_items_do_not_start_with(text: str) -> None:
    assert not prose.starts_item(text)
