"""What a report looks back on and what it sets out to do: heading → half, and the aims of each half."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.transform.conftest import document, lexicon
from transform.grammar import course
from transform.grammar.chapters import Part, Years, part_of
from transform.grammar.reading import read as read_all
from transform.schema import Row

Read = Callable[..., dict[str, list[Row]]]

YEARS = Years(own=2031, last=2030)

HEADINGS = [
    ("2030年工作回顾", Part("back", period="2030", is_dated=True)),
    ("过去五年的工作", Part("back", period="2026/2030", is_dated=True)),
    ("2031年工作总体部署", Part("ahead", by="2031", is_dated=True)),
    ("今年主要任务", Part("ahead", by="2031", is_dated=True)),
    ("关于2031年工作", Part("ahead", by="2031", is_dated=True)),
    ("过去五年", Part("back", period="2026/2030", is_dated=True)),
    ("过去五年我们怎么干", None),
    # What heads either half goes by its year.
    ("2031年主要工作", Part("ahead", by="2031", is_dated=True)),
    ("2030年主要工作", Part("back", period="2030", is_dated=True)),
    ("“十七五”时期的主要目标和任务", Part("ahead", by="2040", is_plan=True, is_dated=True)),
    ("“十七五”主要目标任务", Part("ahead", by="2040", is_plan=True, is_dated=True)),
    ("下一步工作打算", Part("ahead")),
    ("2030年和“十五五”时期工作回顾", Part("back", period="2030", is_dated=True)),
    ("“十五五”时期发展成就和“十六五”时期主要目标任务", Part(None, period="2026/2030", is_dated=True)),
    ("国际合作进展", Part("back")),
    ("推动改革开放取得新的更大进展", None),
    ("大力培育新动能", None),
]


@pytest.mark.parametrize(("heading", "part"), HEADINGS, ids=lambda v: v if isinstance(v, str) else "")
def test_part_of_heading(heading: str, part: Part | None) -> None:
    assert part_of(heading, YEARS) == part


def _looks(text: str, **what: str) -> list[str | None]:
    return [reading.part and reading.part.looks for reading in read_all(document(text, **what), lexicon())]


def test_a_chapter_without_a_word_goes_on_with_the_plan_of_the_year() -> None:
    text = "# 2030年工作回顾\n甲。\n# 2031年工作总体部署\n乙。\n# 全力推动产业升级\n丙。\n# 加强自身建设\n丁。"
    assert _looks(text, kind="report") == ["back", "back", *["ahead"] * 6]


def test_a_plan_has_no_halves() -> None:
    assert _looks("# 现状与成效\n甲。\n# 2031年主要任务\n乙。") == [None] * 4


def test_what_governs_a_paragraph_comes_from_the_context_alone() -> None:
    made = document("# 过去五年工作回顾\n甲。\n乙。", kind="report", title="2031年云川市政府工作报告")
    frame, context = course.frame_of(made), course.Context()
    for paragraph in made.paragraphs[:2]:
        _, context = course.step(frame, context, paragraph)
    again = [course.step(frame, context, made.paragraphs[2])[0] for _ in range(2)]
    assert again[0] == again[1]
    assert [turn.period for turn in again[0].turns] == ["2026/2030"]


AIMS = [
    # what a report says, its heading → metric, kind, comparator, value, unit, deadline of what it aims at
    ("2031年重点任务", "新增规上企业100家,技改投资增长10%。",
     [("规上企业", "increase", "=", "100", "家", "2031"), ("技改投资", "increase", "=", "10", "%", "2031")]),
    ("2031年工作安排", "今年拟安排赤字80亿元,比上年增加15亿元,赤字率稳定在2.1%。",
     [("赤字", "level", "=", "80", "亿元", "2031"), ("赤字", "increase", "=", "15", "亿元", "2031"),
      ("赤字率", "level", "=", "2.1", "%", "2031")]),
    ("2031年重点任务", "市级财政将投入20亿元,用于老旧小区改造。", [("市级财政投入(老旧小区改造)", "level", "=", "20", "亿元", "2031")]),
    ("2031年重点任务", "为加快水网建设,省级财政安排30亿元,比去年增加4亿元。",
     [("省级财政安排(加快水网建设)", "level", "=", "30", "亿元", "2031"),
      ("省级财政安排(加快水网建设)", "increase", "=", "4", "亿元", "2031")]),
    ("2031年重点任务", "财政补助标准由每人每年380元提高到420元。", [("财政补助标准", "level", "=", "420", "元", "2031")]),
    ("2031年重点任务", "为此市级财政支出将由上年18亿元增加到95亿元。", [("市级财政支出", "level", "=", "95", "亿元", "2031")]),
    ("2031年重点任务", "今年把试点范围扩大到全市40%的县,服务惠及80%以上的社区。",
     [("试点范围(县)", "level", "=", "40", "%", "2031"), ("服务(社区)", "level", ">=", "80", "%", "2031")]),
    # A bare scope is of what the words before it speak of, but for those that count something themselves.
    ("2031年重点任务", "加快推进长期护理保险制度建设,今年把试点的范围扩大到全市40%的县。",
     [("长期护理保险试点的范围(县)", "level", "=", "40", "%", "2031")]),
    ("2031年重点任务", "积极推行长期护理保险制度。试点范围扩大到全市80%以上的县。",
     [("长期护理保险制度试点范围(县)", "level", ">=", "80", "%", "2031")]),
    ("2031年重点任务", "社区食堂试点范围扩大到全市80%以上的县。", [("社区食堂试点范围(县)", "level", ">=", "80", "%", "2031")]),
    ("2031年重点任务", "新增规上企业100家,试点范围扩大到全市40%的县。",
     [("规上企业", "increase", "=", "100", "家", "2031"), ("试点范围(县)", "level", "=", "40", "%", "2031")]),
    ("2031年工作安排", "居民消费价格涨幅控制在3%左右,广义货币预期增长12%左右。",
     [("居民消费价格", "increase", "~", "3", "%", "2031"), ("广义货币", "increase", "~", "12", "%", "2031")]),
    ("2031年工作安排", "今年经济增长目标定为5%左右。", [("经济增长", "increase", "~", "5", "%", "2031")]),
    ("2031年工作安排", "继续实施退耕还林还草,今年拟安排5万亩。", [("退耕还林还草", "level", "=", "5", "万亩", "2031")]),
    ("2031年工作安排", "老旧小区改造新开工300个、完工200个。",
     [("老旧小区改造新开工", "level", "=", "300", "个", "2031"), ("老旧小区改造完工", "level", "=", "200", "个", "2031")]),
    ("2031年工作安排", "加大保障性住房建设力度,今年新开工7000套以上。", [("保障性住房建设新开工", "level", ">=", "7000", "套", "2031")]),
    ("2031年工作安排", "拟增加预算稳定调节基金10亿元,减轻企业负担50亿元,再减少低收入人口2万人以上。",
     [("预算稳定调节基金", "increase", "=", "10", "亿元", "2031"), ("企业负担", "increase", "=", "-50", "亿元", "2031"),
      ("低收入人口", "increase", ">=", "-2", "万人", "2031")]),
    ("“十七五”时期的主要目标和任务", "今后五年,经济增长预期目标是在提高质量的基础上年均增长7%。人均预期寿命提高1岁。",
     [("经济增长", "increase", "=", "7", "%", "2040"), ("人均预期寿命", "increase", "=", "1", "岁", "2040")]),
    ("2031年工作安排", "今后一个时期,促进约10万农业转移人口落户城镇,引导约8万人在县城就近就业。",
     [("农业转移人口落户城镇", "level", "~", "10", "万", None), ("县城就近就业", "level", "~", "8", "万人", None)]),
    ("2031年工作安排", "合理安排超收收入。去年超收72亿元。拟安排稳定基金10亿元。", [("稳定基金", "level", "=", "10", "亿元", "2031")]),
    # What is recalled among the aims, and what a chapter of the past tells, is aimed at by nobody.
    ("2031年工作安排", "过去一年,各项工作取得成绩,地区生产总值增长6%。今年要新增就业5万人。", [("就业", "increase", "=", "5", "万人", "2031")]),
    ("2031年工作安排", "目前,全市已有高新技术企业300家。今年净增高新技术企业50家以上,总数达到350家。",
     [("高新技术企业", "increase", ">=", "50", "家", "2031"), ("高新技术企业", "level", "=", "350", "家", "2031")]),
    ("2031年工作安排", "确保播种面积不低于去年水平、产量保持在20亿斤以上。", [("产量", "level", ">=", "20", "亿斤", "2031")]),
    ("2031年重点任务", "推进总投资35亿元的大桥工程。", []),
    ("2030年工作回顾", "将5万名群众纳入保障,市级财政安排资金20亿元,企业达到300家。", []),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "text", "expected"), AIMS, ids=lambda v: v[:16] if isinstance(v, str) else "")
def test_aims_of_a_report(read: Read, heading: str, text: str, expected: list[tuple[str, ...]]) -> None:
    rows = read(f"# {heading}\n{text}", kind="report")["targets"]
    assert [(r["metric"], r["kind"], r["comparator"], r["value"], r["unit"], r["deadline"]) for r in rows] == expected


def test_what_a_paper_expects_on_a_news_page_is_its_aim(read: Read) -> None:
    text = "《云川市数字经济规划》提出,做强数字产业。预计到2034年,数字经济增加值达到400亿元,年平均增长30%以上。"
    rows = read(text, kind="news", issued_on="2031-03-10")["targets"]
    assert [(r["metric"], r["kind"], r["value"]) for r in rows] == [
        ("数字经济增加值", "level", "400"),
        ("数字经济增加值", "increase", "30"),
    ]


def test_the_years_to_come_of_a_report_begin_with_its_own(read: Read) -> None:
    found = read(
        "# 今后五年的主要目标\n今后五年,生产总值年均增长5%左右。",
        kind="report",
        issued_on="2031-01-20",
        title="2031年云川市政府工作报告",
    )
    assert [row["deadline"] for row in found["targets"]] == ["2035"]


@pytest.mark.parametrize(
    "text",
    [
        "《意见》提出了具体发展目标:2032至2035年,生产总值年均增长8%以上。",
        "会议明确了主要目标:到2035年,生产总值年均增长8%以上。",
    ],
)
def test_aims_that_a_paper_has_put_forward_are_aims_on_a_page_without_a_date(read: Read, text: str) -> None:
    found = read(text, kind="news", title="云川加快发展意见解读", issued_on=None)
    assert [(row["metric"], row["value"], row["deadline"]) for row in found["targets"]] == [("生产总值", "8", "2035")]
    assert found["observations"] == []


def test_a_line_under_the_headline_heads_what_follows(read: Read) -> None:
    text = "今年预期目标\n■全市生产总值增长6%,城镇化率达到71%。"
    found = read(text, kind="report", issued_on="2031-01-28", title="云川市今年怎么干")
    assert [(row["value"], row["deadline"]) for row in found["targets"]] == [("6", "2031"), ("71", "2031")]


def test_a_span_that_is_a_line_by_itself_speaks_for_the_headings_below_it(read: Read) -> None:
    text = "过去一年\n生产总值增长3%。\n过去五年\n# 经济上台阶\n生产总值增加到121亿元。城镇新增就业年均12万人。"
    found = read(text, kind="news", issued_on="2031-03-06", title="成绩单")
    assert [row["period"] for row in found["observations"]] == ["2030", "2030", "2026/2030"]


def test_aims_that_no_colon_opens_are_listed_too(read: Read) -> None:
    text = "根据报告,2031年主要预期目标是生产总值增长5%左右;城镇新增就业12万人,居民消费价格涨幅3%左右。"
    found = read(text, kind="news", issued_on="2031-03-05", title="这五年")
    assert [row["value"] for row in found["targets"]] == ["5", "12", "3"]


def test_the_horizon_before_a_colon_governs_the_paragraph_behind_it(read: Read) -> None:
    text = (
        "针对形势,建议“十七五”期间全市防震工作的目标是:\n在各方努力下,使城区基本具备抗御6级地震的能力,建成观测站12个。"
    )
    assert {row["deadline"] for row in read(text, kind="report", title="防震工作报告")["targets"]} == {"2040"}


def test_what_a_budget_is_compared_with_is_no_forecast_and_no_result(read: Read) -> None:
    text = "# 2031年工作安排\n市财政拟投入社会保障资金29亿元,比上年预计数增加4亿元,增长16%。"
    found = read(text, kind="report", title="2031年云川市政府工作报告")
    assert found["observations"] == []
    assert [row["value"] for row in found["targets"]] == ["29", "16"]


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("为实现2045年远景目标、推动发展,提出生产总值年均增长5%。", "2040"),
        ("2045年远景目标是:生产总值达到9000亿元。", "2045"),
    ],
)
def test_the_year_of_a_vision_that_others_serve(read: Read, text: str, deadline: str) -> None:
    found = read(f"# “十七五”时期主要目标任务\n{text}", kind="report", title="2031年云川市政府工作报告")
    assert [row["deadline"] for row in found["targets"]] == [deadline]
