"""What a text is found by in the search."""

from __future__ import annotations

import pytest

from catalog.site.tokens import sounds, squeezed, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("数字街区", {"数字", "字街", "街区"}),
        ("數字街區", {"数字", "字街", "街区"}),
        ("５Ｇ基站", {"5g", "基站"}),
        ("数字、街区", {"数字", "街区"}),
        ("a 区", {"a", "区"}),
        ("《》", set()),
        ("Sales", {"sale", "sal~"}),
        ("Réseau commercial", {"reseau", "res~", "resea~", "commercial", "com~", "comme~"}),
        ("12个", {"#12"}),
        ("云商字〔2031〕6号", {"云商", "商字", "#2031", "#6"}),
        ("300万千瓦", {"#3000000", "千瓦"}),
        ("3千瓦", {"#3", "千瓦"}),
    ],
)
def test_tokens(text: str, expected: set[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("number", "prints"),
    [
        (
            "#1500000000000",
            ["1.5万亿元", "1.5 万亿", "15000亿元", "15 000亿", "15,000 亿", "１.５万亿", "一万五千亿元"],
        ),
        ("#12", ["12", "12个", "12.0", "12 项"]),
        ("#7000000", ["700万千瓦", "7000000千瓦", "7 000 000千瓦", "七百万千瓦", "700 万"]),
        ("#0.5", ["0.5", "0.50%"]),
        ("#20000", ["2万", "两万", "二万人", "20000"]),
        ("#100000000", ["1亿", "一亿", "10000万"]),
    ],
)
def test_a_number_is_found_at_its_value_however_it_is_printed(number: str, prints: list[str]) -> None:
    assert [text for text in prints if number not in tokens(text)] == []


def test_a_name_is_found_as_it_sounds_and_a_number_without_brackets() -> None:
    assert sounds("绿色直播") == {"@lvse", "@sezhi", "@zhibo"}
    assert squeezed("云商字〔2031〕 6号") == "云商字20316号"
