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


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("对认定的企业,给予奖励", ["认定的企业"]),
        ("对于购房的居民分别给予补贴", ["购房的居民"]),
        ("对首批企业同样进行奖励", ["首批企业"]),
        ("对外地企业给予奖励", ["外地企业"]),
        ("对获奖的毕业生可申请补贴;对获奖的单位予以奖励", ["获奖的毕业生", "获奖的单位"]),
        ("对获奖的单位。给予奖励", []),
        ("加强对外合作,给予奖励", []),
        ("其对企业的投资,给予奖励", []),
        ("针对企业需求,给予奖励", []),
        ("打击竞争对手,给予奖励", []),
        ("完成对全市企业的评估,给予奖励", ["全市企业的评估"]),
        (f"对{'甲' * 90},给予奖励", ["甲" * 90]),
        (f"对{'甲' * 91},给予奖励", []),
        ("对获奖单位", ["获奖单位"]),
    ],
)
def test_whom_a_clause_addresses(said: str, who: list[str]) -> None:
    assert [said[found.who : found.end] for found in grades._addressed(said)] == who


@pytest.mark.parametrize(
    ("clause", "grade"),
    [
        ("一等奖1名", "一等奖"),
        ("特等奖", "特等奖"),
        ("优秀奖", "优秀奖"),
        ("省级", "省级"),
        ("二档3家", "二档"),
        ("三星", "三星"),
        ("丙类", "丙类"),
        ("全国三等奖", "全国三等奖"),
        ("其中入围奖", "其中入围奖"),
        ("等奖", None),
        ("高级", None),
        ("企业", None),
        ("甲甲甲甲甲甲甲一级", None),
        ("甲甲甲甲甲甲一级", "甲甲甲甲甲甲一级"),
    ],
)
def test_a_grade_that_stands_by_itself(clause: str, grade: str | None) -> None:
    assert grades._grade(clause) == grade
