"""Words with their categories → the constituents that rules make of them, the cheapest of each."""

from __future__ import annotations

import pytest

from transform.language.chart import Grammar, Node, Rule

SHOWN = {"驿站": "驿站"}
NOUNS = Rule("nouns", "NP", ("N", "N"), 2, SHOWN)
LONGER = Rule("longer", "NP", ("NP", "N"), 2, SHOWN)
NAMED = Rule("named", "NP", ("N",), 5, SHOWN)
OBJECT = Rule("object", "VP", ("V", "NP"), 1, SHOWN)
SUBJECT = Rule("subject", "S", ("NP", "VP"), 1, SHOWN)
ALL = Grammar([NOUNS, LONGER, NAMED, OBJECT, SUBJECT])


def test_the_cheapest_way_to_a_category_is_kept() -> None:
    cell = ALL.parse([{"N": 0}, {"N": 1}, {"N": 0}])[0, 3]
    assert cell["NP"] == Node(
        0, 3, "NP", 5, "longer", (ALL.parse([{"N": 0}, {"N": 1}])[0, 2]["NP"], Node(2, 3, "N", 0))
    )


@pytest.mark.parametrize(
    ("words", "stretch", "category", "cost", "rule"),
    [
        ([{"N": 3}], (0, 1), "NP", 8, "named"),
        ([{"N": 0}, {"N": 0}], (0, 2), "NP", 2, "nouns"),
        ([{"V": 0}, {"N": 0}], (0, 2), "VP", 6, "object"),
        ([{"V": 2}, {"N": 0}, {"N": 0}], (0, 3), "VP", 5, "object"),
        ([{"N": 0}, {"V": 0}, {"N": 0}], (0, 3), "S", 12, "subject"),
        # A word may be either: what costs less goes on.
        ([{"V": 4, "N": 0}, {"N": 0}], (0, 2), "NP", 2, "nouns"),
        ([{"V": 4, "N": 0}, {"N": 0}], (0, 2), "VP", 10, "object"),
    ],
)
def test_what_stands_over_a_stretch(
    words: list[dict[str, int]], stretch: tuple[int, int], category: str, cost: int, rule: str
) -> None:
    node = ALL.parse(words)[stretch][category]
    assert (node.start, node.end, node.category, node.cost, node.rule) == (*stretch, category, cost, rule)


def test_what_no_rule_joins_has_no_constituent() -> None:
    chart = ALL.parse([{"V": 0}, {"V": 0}, {"N": 0}])
    assert (0, 2) not in chart
    assert (0, 3) not in chart
    assert set(chart[1, 3]) == {"VP"}
    assert ALL.parse([]) == {}


def test_names_follow_one_another_and_a_dearer_one_changes_nothing() -> None:
    grammar = Grammar(
        [Rule("a", "B", ("A",), 1, SHOWN), Rule("b", "C", ("B",), 1, SHOWN), Rule("dear", "C", ("A",), 9, SHOWN)]
    )
    cell = grammar.parse([{"A": 0}])[0, 1]
    assert {category: (node.cost, node.rule) for category, node in cell.items()} == {
        "A": (0, ""),
        "B": (1, "a"),
        "C": (2, "b"),
    }


def test_of_two_ways_of_one_cost_the_first_stays() -> None:
    grammar = Grammar([Rule("first", "X", ("A", "A"), 1, SHOWN), Rule("second", "X", ("A", "A"), 1, SHOWN)])
    assert grammar.parse([{"A": 0}, {"A": 0}])[0, 2]["X"].rule == "first"


def test_a_node_tells_what_it_is_made_of() -> None:
    node = ALL.parse([{"N": 0}, {"V": 0}, {"N": 0}])[0, 3]["S"]
    assert [n.category for n in node.walk()] == ["S", "NP", "N", "VP", "V", "NP", "N"]
    assert node.uses("object")
    assert not node.uses("longer")


@pytest.mark.parametrize(
    ("of", "examples", "said"),
    [(("N",), {}, "no example"), ((), SHOWN, "0 parts"), (("N", "N", "N"), SHOWN, "3 parts")],
)
def test_a_rule_that_shows_nobody_what_it_is_for_is_refused(
    of: tuple[str, ...], examples: dict[str, str], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        Rule("made_up", "NP", of, 0, examples)
