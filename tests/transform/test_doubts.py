"""What may be wrong with what was read → its issue; and the neighbours that are right and raise none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.transform.conftest import document, lexicon
from transform.document.records import Evidence, Issue
from transform.grammar import audit, doubts, reading
from transform.grammar.roles import Taken
from transform.grammar.targets import Target
from transform.identity import Ids
from transform.language.numbers import Plain


def raised(text: str, **what: str) -> list[Issue]:
    made = document(text, **what)
    found = audit.find(made, reading.read(made, lexicon()), Ids("d"))
    return [issue for issue in found if isinstance(issue, Issue) and issue.type != "number_without_role"]


def types(text: str, **what: str) -> list[str]:
    return [issue.type for issue in raised(text, **what)]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("全市用水量为12.5.3万吨。", "12.5|.3万吨"),
        ("编号32031年的档案。", "3|2031年的"),
    ],
)
def test_a_number_that_is_cut_in_two_is_told_with_its_place(text: str, near: str) -> None:
    [issue] = [issue for issue in raised(text) if issue.type == "number_cut_in_two"]
    assert near in issue.message
    assert (issue.severity, issue.table) == ("warning", "quantities")


@pytest.mark.parametrize(
    ("text", "edge", "splits"),
    [
        ("12", 1, True),
        ("12.5", 2, True),
        ("12.5", 3, True),
        ("12.5", 4, False),
        ("12.", 2, False),
        ("12元", 2, False),
        ("元12", 1, False),
        ("元.12", 2, False),
        ("1:5", 1, False),
        ("1,000", 1, True),
        ("1,000", 2, True),
        ("1,0001", 1, False),
        ("1,0001", 2, False),
        ("4,21", 1, False),
        ("4,21", 2, False),
        ("1234,567", 4, False),
        ("1234,567", 5, False),
        ("12,345,678", 6, True),
        ("12,345,678", 7, True),
        ("3.2031年", 2, False),
        ("3.2031", 2, True),
    ],
)
def test_where_a_run_of_digits_is_split(text: str, edge: int, splits: bool) -> None:
    assert doubts._splits(text, edge) is splits


@pytest.mark.parametrize(
    "text",
    [
        "每人每月1,000元。",
        "建成驿站1,234,567个。",
        "居全省第4,21个学科进入前列。",
        "3.2031年建成驿站12个。",
        "1.2.1市级预案由市应急局编制。",
        "收录12.5万册。",
        "拨打010-55551234。",
        "2031-03-05印发。",
        "比例为1.5:2.5。",
        "增长3%、5%和7%。",
    ],
)
def test_a_whole_number_is_none(text: str) -> None:
    assert "number_cut_in_two" not in types(text)


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("到2033年,驿站12个投入使用。", True),
        ("力争到2033年,绿地率超过45%。", True),
        ("到2033年,基本建成服务网络。", False),
        ("到2033年,第三代网络覆盖全市。", False),
        ("预计到2033年,全球用户将达到20亿人。", False),
        ("到6月10日,驿站12个投入使用。", False),
        ("驿站12个到2033年投入使用。", False),
        ("2030年,驿站12个投入使用。", False),
    ],
)
def test_a_sentence_that_opens_with_a_horizon_and_yields_no_target(text: str, is_told: bool) -> None:
    """No module has read the text here: whatever number stands in it is left over."""
    assert ("aim_without_target" in types(text)) == is_told


def test_a_sentence_that_yields_a_target_is_not_told() -> None:
    made = document("到2033年,建成驿站12个,绿地率45%。")
    [one] = reading.read(made, lexicon())
    one.used[one.text.index("12")] = Taken("target", "targets.level.subject", "d.t-1")
    assert not [i for i in audit.find(made, [one], Ids("d")) if isinstance(i, Issue) and i.type == "aim_without_target"]


@pytest.mark.parametrize(
    ("taken", "refused", "severity"),
    [
        (
            Taken("observation", "decide.past", "d.o-1"),
            Taken("other", "decide.low", None, "target", "没有期限", "0.82"),
            "warning",
        ),
        (
            Taken("observation", "decide.past", "d.o-1"),
            Taken("other", "decide.low", None, "target", "没有期限", "0.30"),
            None,
        ),
        (Taken("observation", "decide.past", "d.o-1"), Taken("other", "gate.target.no_aim"), None),
        (Taken("observation", "decide.past", "d.o-1"), None, None),
        (Taken("other", "decide.low"), Taken("other", "decide.low", None, "target", "没有期限", "0.82"), None),
    ],
)
def test_two_readings_of_equal_weight(taken: Taken, refused: Taken | None, severity: str | None) -> None:
    made = document("驿站12个投入使用。")
    [one] = reading.read(made, lexicon())
    if refused is not None:
        one.refused[2] = refused
    placed = [doubts.Placed(2, 5, "d.q-1", taken)]
    found = [i for i in doubts.of_numbers(made, one, placed) if i.type == "two_readings"]
    assert [i.severity for i in found] == ([severity] if severity else [])
    assert all("0.82" in i.message and "target" in i.message for i in found)
    assert Decimal("0.9") > doubts.EVEN


@pytest.mark.parametrize(
    ("text", "metric", "is_cut"),
    [
        ("新建现代产业学院40个。", "代产业学院", True),
        ("新建现代产业学院40个。", "现代产业学院", False),
        ("可再生能源装机占比超过55%。", "生能源装机占比", True),
        ("备案模型数量稳居全省首位,共12个。", "备案模型数量稳", True),
        ("居民消费价格上涨2%。", "居民消费价格", False),
        ("本市约占全省总量的10%。", "占全省总量", False),
        ("驿站数达到12个。", "驿站数", False),
        ("能耗总量控制在12万吨以内。", "能耗总量", False),
        ("驿站和书屋分别为3个和4个。", "书屋驿站", False),
    ],
)
def test_a_metric_that_begins_or_ends_inside_a_word(text: str, metric: str, is_cut: bool) -> None:
    made = document(text)
    readings = reading.read(made, lexicon())
    fact = Target(
        target_id="d.t-1", voice="own", document_id="d", measure_id=None, metric=metric, kind="level", comparator="=", value=Plain("1"),
        value_max=None, unit=None, deadline=None, per=None, area=None,
        evidence=Evidence(None, 0, len(made.text), made.text, "targets.level.subject", False),
    )  # fmt: skip
    found = [i for i in audit.find(made, readings, Ids("d"), [fact]) if isinstance(i, Issue) and i.table == "targets"]
    assert [(i.type, i.row_id) for i in found] == ([("metric_cuts_word", "d.t-1")] if is_cut else [])
