"""Words: cut with their places, and the classes of the lexicon on their borders."""

from __future__ import annotations

import pytest

from transform.language import words


@pytest.mark.parametrize("text", ["", "云川市", "到2030年,增加值达1,234.5万元(含税)。", "𠮷AB 三十\n二", "一" * 5000])
def test_words_together_are_the_text(text: str) -> None:
    found = words.segment(text)
    assert "".join(word.word for word in found) == text
    assert all(text[word.start : word.end] == word.word for word in found)
    edges = {0, *(word.end for word in found)}
    assert {offset for offset, edge in enumerate(words.borders(text)) if edge} == edges


CLASSES = {
    "将军山绿地将增至30公顷": [("将军", "noun"), ("将", "plan"), ("增至", "add")],
    "现代服务业占比降到两成": [("现代服务业", "noun"), ("占比", "share"), ("降到", "fall")],
    "要素交易要建成": [("要", "plan"), ("建成", "done")],
    "占地面积不少于20亩": [("占地面积", "size"), ("不少于", "bound")],
    "处以罚款": [("处以", "sanction"), ("罚款", "sanction")],
    "给予一次性奖励": [("给予", "offer"), ("一次性奖励", "offer")],
    "再生水": [("再生水", "noun")],
    "新华路小学": [],
}


@pytest.mark.parametrize("text", CLASSES)
def test_classes_stand_on_borders_of_words(text: str) -> None:
    assert [(match.word, match.word_class) for match in words.classes(text)] == CLASSES[text]
    assert all(text[match.start : match.end] == match.word for match in words.classes(text))
    assert all(words.whole(text, match.start, match.end) for match in words.classes(text))


def test_every_word_of_the_lexicon_is_found_where_it_stands_alone() -> None:
    lost = {word for word in words.lexicon().entries if [m.word for m in words.classes(word)] != [word]}
    assert lost == set()


def test_a_bound_says_how_it_compares_and_a_change_how_it_is_told() -> None:
    assert (words.value("不少于"), words.value("降至"), words.value("给予"), words.value("云川")) == (
        ">=",
        "to",
        "",
        "",
    )


def test_only_bounds_and_changes_have_a_value() -> None:
    for word, entry in words.lexicon().entries.items():
        allowed = {"bound": {">=", "<=", ">", "<", "~"}, "add": {"by", "to", "rate"}, "fall": {"by", "to"}}
        assert entry.value in allowed.get(entry.word_class, {""}), word


def test_a_long_paragraph_is_cut_in_pieces_that_end_at_signs() -> None:
    text = "云川市新增绿地三十公顷,"
    assert len(words.lexicon().segment(text * 20_000)) == 20_000 * len(words.segment(text))
