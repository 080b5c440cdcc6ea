"""Printed text → folded text and the way back to the print; what stands between Chinese characters."""

from __future__ import annotations

import pytest

from transform.language import text

FOLDED = [
    ("云川 市", "云川市"),
    ("５Ｇ 基站　３０ 座", "5G基站30座"),
    ("smart city 云川", "smart city云川"),
    ("a  b", "a b"),
    ("(  50 % )", "(50%)"),
    ("2 , 3 : 4 ; 5 ]", "2, 3: 4; 5]"),
    ("[ 1", "[1"),
    (" 云川 ", "云川"),
    ("⻓⻋", "长车"),
    ("……", "……"),
    ("云\u200b川", "云川"),
    ("㎡", "m2"),
    ("CO₂排放", "CO2排放"),
    ("m²以上", "m2以上"),
    ("10⁵个", "10⁵个"),
    ("3亿¹元", "3亿¹元"),
    ("②税收", "②税收"),
    ("", ""),
]


@pytest.mark.parametrize(("printed", "folded"), FOLDED)
def test_folding(printed: str, folded: str) -> None:
    found = text.fold(printed)
    assert found.text == text.folded(printed) == folded
    assert len(found.origins) == len(folded)
    assert list(found.origins) == sorted(found.origins)


@pytest.mark.parametrize(
    ("printed", "words", "quoted"),
    [
        ("云川 市 增加 ３０ 座", "增加30", "增加３０"),
        ("到 ２０３０ 年", "2030年", "２０３０年"),
        ("smart  city 云川", "smart city", "smart city"),
        ("面积㎡", "m2", "㎡"),
    ],
)
def test_a_span_is_quoted_as_printed(printed: str, words: str, quoted: str) -> None:
    found = text.fold(printed)
    start = found.text.index(words)
    assert found.quote(start, start + len(words)) == quoted
    assert found.part(start, start + len(words)).text == words
    assert found.part(start, start + len(words)).quote(0, len(words)) == quoted
    assert found.quote(start, start) == ""


@pytest.mark.parametrize(
    ("printed", "squeezed"),
    [
        ("云 川\n市", "云川市"),
        ("a \n b", "a b"),
        ("a 云 b", "a云b"),
        (" a", "a"),
        ("5 G", "5 G"),
        ("(甲) 乙", "(甲)乙"),
    ],
)
def test_squeezing(printed: str, squeezed: str) -> None:
    assert text.squeeze(printed) == squeezed


EDGES = ["\u2e80", "\u9fff", "\uf900", "\ufaff", "\U00020000", "\U0003ffff"]
OUTSIDE = ["\u2e7f", "\ua000", "\uf8ff", "\ufb00", "\U0001ffff", "\U00040000"]


@pytest.mark.parametrize("char", ["云", "⻓", "“", "”", "…", "—", "·", "×", "\uff0c", "\uff08", *EDGES])
def test_what_is_written_without_spaces(char: str) -> None:
    assert text.is_cjk(char)


@pytest.mark.parametrize("char", ["5", "A", "a", ",", "(", "é", "\uff15", "\uff21", *OUTSIDE])
def test_what_is_written_with_spaces(char: str) -> None:
    assert not text.is_cjk(char)


def test_nothing_printed_folds_to_nothing() -> None:
    assert text.folded(None) == ""
