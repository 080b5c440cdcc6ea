"""Printed words on entry into force and end, the page's head, the title → from when and until when a document holds."""

from __future__ import annotations

import pytest

from transform.document import validity
from transform.document.model import Kind, Validity
from transform.document.validity import Mismatch

TITLES = ("临澜市驿站管理办法", "临澜市民政局关于印发临澜市驿站管理办法的通知")
ISSUED = "2031-03-05"


def find(
    *paragraphs: str,
    kind: Kind = "provisions",
    titles: tuple[str, ...] = TITLES,
    issued: str | None = ISSUED,
    **page: str,
) -> tuple[Validity, list[Mismatch]]:
    return validity.find(paragraphs, titles, page, kind, issued, None)


SAID = [
    ("本措施自公布之日起施行,至2033年12月31日结束。", "2031-03-05", "2033-12-31"),
    ("本办法自印发之日起30日后施行,有效期5年。", "2031-04-04", "2036-04-03"),
    ("本规定自公布之日起满三十日施行。", "2031-04-04", None),
    ("本办法自发布之日起次月1日施行。", "2031-04-01", None),
    ("本办法自印发之日起3个月后实施。", "2031-06-05", None),
    ("本措施自2031年5月31日起实施,有效期至2033年12月31日。", "2031-05-31", "2033-12-31"),
    ("本通知自2031年7月1日起实施,有效期三年。", "2031-07-01", "2034-06-30"),
    ("本细则自2031年1月1日起试行,试行期2年。", "2031-01-01", "2032-12-31"),
    ("本办法自2031年6月1日起施行,试行两年。", "2031-06-01", "2033-05-31"),
    ("本办法自2031年6月1日起试行两年。", "2031-06-01", "2033-05-31"),
    ("本办法自2031年6月1日施行,暂行期6个月。", "2031-06-01", "2031-11-30"),
    ("本办法自印发之日起施行,试行至2032年年底。", "2031-03-05", "2032-12-31"),
    ("本办法自2031年4月1日起施行,2034年3月31日止。", "2031-04-01", "2034-03-31"),
    ("本办法自2031年4月1日起施行。有效期2年。", "2031-04-01", "2033-03-31"),
    ("本公告执行期限为2031年1月1日至2033年12月31日。", "2031-01-01", "2033-12-31"),
    ("上述政策执行至2033年12月31日。", None, "2033-12-31"),
    ("本政策自2031年4月1日至2032年12月31日有效。", "2031-04-01", "2032-12-31"),
    ("本办法由市民政局负责解释,自印发之日起施行,有效期至2033年12月。", "2031-03-05", "2033-12"),
    ("7.3 本预案自印发之日起实施。", "2031-03-05", None),
    ("第二十三条 本办法自二〇三一年二月一日起施行。", "2031-02-01", None),
    ("《临澜市驿站管理办法》已经市政府常务会议通过,现予公布,自2031年8月1日起施行。", "2031-08-01", None),
    ("(2031年3月16日临澜市人民政府令第41号公布 自2031年4月1日起施行)", "2031-04-01", None),
    ("本决定自公布之日起施行,《临澜市旧车办法》同时废止。", "2031-03-05", None),
]  # fmt: skip
OF_OTHERS = [
    "自本办法发布之日起,原有关规定与本办法不符的,以本办法为准。",
    "到2033年,建成驿站20座。",
    "通过驿站安全评估的结果有效期为2年,自评估结果出具之日起计算。",
    "驿站星级评定结果有效期三年。",
    "最低补贴标准调整为每月900元,自2031年1月1日起执行。",
    "上述标准自2031年1月1日起执行。",
    "本办法规定的补贴标准自2031年1月1日起执行。",
    "许可证自2031年1月1日起生效。",
    "《临澜市港口办法》自2029年1月1日起施行。",
    "《临澜市港口办法》有效期延长至2035年12月31日。",
    "本办法施行前,已取得许可的,有效期至2031年12月31日。",
    "自2031年9月1日起执行新的收费目录。",
    "根据自2030年1月1日起施行的《临澜市港口办法》,制定本办法。",
    "本市自2031年1月1日起施行新的收费办法。",
    "现将2031年1月1日至2031年6月30日的检查结果公布如下。",
    "证件有效期5年。",
]


@pytest.mark.parametrize(("sentence", "start", "end"), SAID)
def test_what_a_text_says_of_itself(sentence: str, start: str | None, end: str | None) -> None:
    found, mismatches = find(sentence)
    assert (found.start, found.end, mismatches) == (start, end, [])
    assert found.words == sentence.rstrip("。") or sentence.count("。") > 1


@pytest.mark.parametrize("sentence", OF_OTHERS)
def test_what_is_said_of_something_else(sentence: str) -> None:
    found, _ = find(sentence)
    assert (found.start, found.end, found.on_issue, found.words) == (None, None, False, None)


def test_a_printed_day_wins_over_a_notice_that_counts_from_its_issue() -> None:
    found, _ = find("现予印发,自印发之日起施行。", "第九条 本办法自2031年6月1日起施行,有效期2年。")
    assert (found.start, found.end) == ("2031-06-01", "2033-05-31")


def test_without_a_day_of_issue_it_holds_from_an_unknown_day() -> None:
    found, _ = find("本办法自公布之日起施行。", issued=None)
    assert (found.start, found.on_issue) == (None, True)


def test_a_revised_act_counts_from_its_first_issue() -> None:
    history = "(2020年9月25日临澜市人民政府令第29号公布 根据2031年1月8日《关于修改部分规章的决定》修订)"
    found, _ = find(history, "第二十七条 本办法自公布之日起施行。")
    assert found.start == "2020-09-25"


def test_working_days_are_not_reckoned() -> None:
    found, _ = find("本办法自公布之日起10个工作日后施行。")
    assert (found.start, found.on_issue) == (None, True)


def test_a_term_without_a_beginning_gives_the_span_that_it_speaks_of() -> None:
    found, _ = find("本通知有效期1年。")
    assert (found.start, found.end, found.horizon) == (None, None, "2031-03-05/2032-03-04")


def test_the_page_tells_the_day_that_the_text_only_reckons() -> None:
    found, mismatches = find(
        "本办法自印发之日起施行,有效期5年。", effective_from="2031-03-15", effective_to="2036-03-10"
    )
    assert (found.start, found.end, mismatches) == ("2031-03-15", "2036-03-10", [])


def test_text_and_page_that_contradict_each_other_are_told() -> None:
    found, mismatches = find(
        "本办法自2031年4月1日起施行,有效期5年。", effective_from="2031-05-01", effective_to="2033-06-01"
    )
    assert (found.start, found.end) == ("2031-04-01", "2033-06-01")
    assert mismatches == [
        Mismatch("effective_from", "2031-04-01", "2031-05-01", "text"),
        Mismatch("effective_to", "2036-03-31", "2033-06-01", "page"),
    ]


@pytest.mark.parametrize(
    ("printed", "state"),
    [
        ("有效", "in_force"),
        ("现行有效", "in_force"),
        ("是", "in_force"),
        ("已修改", "in_force"),
        ("部分失效", "in_force"),
        ("失效", "expired"),
        ("已失效", "expired"),
        ("否", "expired"),
        ("全文废止", "repealed"),
        ("已废止", "repealed"),
        ("尚未生效", "not_yet"),
        ("不限", None),
        ("主动公开", None),
    ],
)
def test_the_word_of_the_page(printed: str, state: str | None) -> None:
    found, _ = find(status=printed)
    assert (found.stated, found.stated_words) == (state, printed if state else None)


@pytest.mark.parametrize(
    ("title", "kind", "horizon"),
    [
        ("临澜市驿站行动方案(2031—2033年)", "plan", "2031/2033"),
        ("临澜市2031年工作要点", "key_points", "2031"),
        ("临澜市2031年小学招生工作方案", "plan", "2031"),
        ("临澜市“十六五”商贸发展规划", "plan", "2031/2035"),
        ("临澜市第十六个五年规划和2040年远景目标纲要", "plan", "2031/2040"),
        ("临澜市驿站行动方案", "plan", None),
        ("关于2031年度科技奖励的决定", "notice", None),
        ("临澜市驿站服务标准(2031版)", "provisions", None),
        ("首页|登录|2031年工作要点" * 8, "plan", None),
    ],
)
def test_the_years_that_a_title_speaks_for(title: str, kind: Kind, horizon: str | None) -> None:
    assert find(kind=kind, titles=(title,))[0].horizon == horizon
