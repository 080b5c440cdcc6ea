"""A list of grades → the condition of each; how many are proposed beside a number → the signs of it."""

from __future__ import annotations

import pytest

from transform.grammar import evidence, grades
from transform.language.clauses import Span

LISTS = [
    ("对获评国家级、省级、市级的企业", 3, ["对获评国家级的企业", "对获评省级的企业", "对获评市级的企业"]),
    ("对新认定的国家级和省级创新中心", 2, ["对新认定的国家级创新中心", "对新认定的省级创新中心"]),
    ("对首次突破2亿元、4亿元、8亿元的企业", 3, ["对首次突破2亿元的企业", "对首次突破4亿元的企业", "对首次突破8亿元的企业"]),
    ("对获评国家级、省级的企业", 3, []),
    ("对新引进的企业", 2, []),
    ("对获评甲类、乙类的企业", 2, ["对获评甲类的企业", "对获评乙类的企业"]),
    ("对入选甲奖、乙奖和丙奖的单位", 3, ["对入选甲奖的单位", "对入选乙奖的单位", "对入选丙奖的单位"]),
    ("对投资1亿元、2亿元和3亿元以上的", 3, ["对投资1亿元以上的", "对投资2亿元以上的", "对投资3亿元以上的"]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "number", "members"), LISTS)
def test_the_condition_of_each_grade(words: str, number: int, members: list[str]) -> None:
    assert [told for told, _ in grades.graded(words, Span(0, len(words)), number)] == members


@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_there_are_as_many_grades_as_amounts_or_none(number: int) -> None:
    for words in ("对获评国家级、省级、市级的企业", "对获评国家级、省级、市级、区级的企业"):
        assert len(grades.graded(words, Span(0, len(words)), number)) in (0, number)


@pytest.mark.parametrize(
    ("company", "signs"),
    [
        (evidence.Company(1, 0.5, 1), {"company=one", "density=thin", "beside=alone"}),
        (evidence.Company(3, 0.9, 1), {"company=one", "density=thin", "beside=alone"}),
        (evidence.Company(4, 1.0, 2), {"company=few", "density=some", "beside=two"}),
        (evidence.Company(11, 3.9, 3), {"company=few", "density=some", "beside=two"}),
        (evidence.Company(12, 4.0, 4), {"company=many", "density=thick", "beside=many"}),
    ],
)
def test_the_signs_of_what_is_proposed_beside(company: evidence.Company, signs: set[str]) -> None:
    assert set(company.signs()) == signs
