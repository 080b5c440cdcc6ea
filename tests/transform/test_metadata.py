"""Printed line or title → what it says of the document."""

from __future__ import annotations

import pytest

from transform.document import metadata


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("云商字〔2031〕6号", "云商字〔2031〕6号"),
        ("(云商字[2031]6号)", "云商字[2031]6号"),
        ("云政办发【2031】第12号", "云政办发【2031】第12号"),
        ("云政办发〔二○三一〕12号", "云政办发〔二○三一〕12号"),
        ("云商字〔二〇三一〕十六号", "云商字〔二〇三一〕十六号"),
        ("第15号", "第15号"),
        ("澜江省人民政府令第15号", "澜江省人民政府令第15号"),
        ("2031年第6号", "2031年第6号"),
        ("根据云商字〔2031〕6号文件要求", None),
        ("2031年6月15日", None),
    ],
)
def test_number_line(line: str, number: str | None) -> None:
    assert metadata.is_number(line) == number


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2031年3月5日", "2031-03-05"),
        ("2031年12月", "2031-12"),
        ("2031年01月28日 星期二", "2031-01-28"),
        ("二〇三一年三月十五日", "2031-03-15"),
        ("二○三一年十月", "2031-10"),
        ("2031年13月5日", None),
        ("2031年2月30日", None),
        ("截至2031年3月5日", None),
    ],
)
def test_date_line(line: str, date: str | None) -> None:
    assert metadata.is_date(line) == date


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("云川市商务局", ["云川市商务局"]),
        ("云川市商务局 云川市财政局", ["云川市商务局", "云川市财政局"]),
        ("云川市 商务局", ["云川市商务局"]),
        ("云川市商务局云川市财政局", ["云川市商务局", "云川市财政局"]),
        ("云川市科学技术委员会、云川科技园区管理委员会", ["云川市科学技术委员会、云川科技园区管理委员会"]),
        ("云川海关", ["云川海关"]),
        ("各区人民政府", []),
        ("关于推进数谷建设的通知", []),
        ("云川市人民政府文件", []),
    ],
)
def test_names_of_bodies(line: str, names: list[str]) -> None:
    assert metadata.bodies(line) == names


@pytest.mark.parametrize(
    ("notice", "carried", "kind"),
    [
        ("云川市商务局关于印发《云川市直播产业行动方案(2031—2033年)》的通知", "云川市直播产业行动方案(2031—2033年)", "plan"),
        ("云川市商务局印发《关于支持数谷建设的若干措施》的通知", "关于支持数谷建设的若干措施", "measures"),
        ("澜江省人民政府印发关于支持数谷建设若干措施的通知", "关于支持数谷建设若干措施", "measures"),
        ("云川市人民政府办公厅关于印发云川市驿站管理办法的通知", "云川市驿站管理办法", "provisions"),
        ("云川区印发《关于〈云川用地管理办法(试行)〉的补充规定》的通知", "关于〈云川用地管理办法(试行)〉的补充规定", "provisions"),
        ("云川市关于印发“无尘港口”建设试点工作方案的通知", "“无尘港口”建设试点工作方案", "plan"),
        ("云川市人民政府办公厅关于转发市商务局《云川市2031年消费工作要点》的通知", "云川市2031年消费工作要点", "key_points"),
        ("云川市人民政府关于公布第三批驿站名单的通知", None, None),
        ("云川市人民政府关于加快数谷建设的实施意见", None, None),
    ],
)  # fmt: skip
def test_carried_title(notice: str, carried: str | None, kind: str | None) -> None:
    assert metadata.carried_title(notice) == carried
    if carried is not None:
        assert metadata.kind_of(carried) == kind


@pytest.mark.parametrize(
    "notice",
    [
        "关于公开征求《云川市数谷方案（征求意见稿）》意见的公告",
        "关于《云川市数谷方案（征求意见稿）》公开征求意见的通知",
        "关于征求对《云川市数谷方案（征求意见稿）》修改意见的函",
    ],
)
def test_a_draft_is_carried_by_the_notice_that_asks_for_opinions(notice: str) -> None:
    assert metadata.carried_title(notice) == "云川市数谷方案（征求意见稿）"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("云川市数谷建设三年行动计划(2031—2033年)", "plan"),
        ("云川市“十六五”时期商贸发展规划", "plan"),
        ("关于促进首店经济发展的若干政策", "measures"),
        ("云川市支持驿站建设十五条", "measures"),
        ("云川市驿站管理办法(试行)", "provisions"),
        ("云川市人民政府关于加快数谷建设的实施意见", "opinions"),
        ("云川市2031年数字消费工作要点", "key_points"),
        ("云川市优化营商环境重点任务清单", "key_points"),
        ("2031云川数字消费发展白皮书", "white_paper"),
        ("云川市2031年国民经济和社会发展统计公报", "bulletin"),
        ("云川市人民政府2031年政府信息公开工作年度报告", "report"),
        ("云川市商务局关于做好汛期值守的通知", "notice"),
        ("2031年一季度云川市经济运行情况", "report"),
        ("2031年云川市地区生产总值核算结果", "report"),
        ("云川市上半年工业经济形势分析", "report"),
        ("2030年云川市居民收入和消费支出情况", "report"),
        ("云川市2031年《政府工作报告》重点工作事项", "key_points"),
        ("云川市印发《数谷建设方案》", "plan"),
        ("云川数谷昨日开园", "other"),
        ("用好云川发展的重要战略机遇期", "other"),
    ],
)
def test_kind(title: str, kind: str) -> None:
    assert metadata.kind_of(title) == kind


def test_titles_are_alike_but_for_marks_dashes_and_spaces() -> None:
    assert metadata.same_title("云川市行动方案（2031—2033年）", "《云川市 行动方案(2031-2033年)》") == 1.0
    assert 0.8 < metadata.same_title("云川市2031年消费工作要点", "云川市2031年消费工作重点") < 1.0


def test_title_lines_are_joined_with_a_space_between_names_only() -> None:
    assert metadata.title_text(["云川市商务局", "云川市财政局", "关于印发《云川市数谷", "行动方案》的通知"]) == (
        "云川市商务局 云川市财政局关于印发《云川市数谷行动方案》的通知"
    )
