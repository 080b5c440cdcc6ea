"""Every named rule of the language makes of its examples what it says, and none is without."""

from __future__ import annotations

import pytest

from tests.transform.conftest import lexicon
from transform.language import numbers, periods, quantity_rules, time_rules
from transform.language.rules import Rule

QUANTITIES = [(name, printed) for name, examples in quantity_rules.EXAMPLES.items() for printed in examples]
RANGES = {"digits": "digits_range", "chinese": "chinese_range"}


@pytest.mark.parametrize(("name", "printed"), QUANTITIES)
def test_a_quantity_is_what_its_rule_says(name: str, printed: str) -> None:
    found, *_ = lexicon().find(printed)
    high = None if found.value_max is None else numbers.plain(found.value_max)
    made = (numbers.plain(found.value), high, found.unit, found.comparator)
    assert made == quantity_rules.EXAMPLES[name][printed]
    assert found.rule in (name, RANGES.get(name))


def test_every_rule_of_quantities_is_loaded() -> None:
    assert [rule.name for rule in lexicon().rules] == list(quantity_rules.EXAMPLES)


TIMES = [(rule.name, printed, made) for rule in time_rules.RULES for printed, made in rule.examples.items()]


@pytest.mark.parametrize(("name", "printed", "made"), TIMES)
def test_a_time_is_what_its_rule_says(name: str, printed: str, made: time_rules.Made) -> None:
    assert (name, *made) in [(time.rule, time.kind, time.value) for time in periods.find(printed, 2031)]


def test_no_two_rules_have_one_name() -> None:
    names = [*quantity_rules.EXAMPLES, *(rule.name for rule in time_rules.RULES)]
    assert len(names) == len(set(names))


def test_a_rule_without_examples_does_not_load() -> None:
    with pytest.raises(ValueError, match="rule made_up has no example"):
        Rule("made_up", "x", {})


def test_a_rule_whose_pattern_does_not_compile_says_which() -> None:
    with pytest.raises(ValueError, match="rule made_up: "):
        Rule("made_up", "(", {"(": 1})
