"""Text whose line ends were lost → its chapters and items on lines of their own, and what is left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transform.document.model import Document
from transform.schema import Row

Print = Callable[..., tuple[list[Document], list[Row]]]

RUN = (
    "现提出以下意见：一、总体要求（一）指导思想。坚持创新。（二）工作目标。形成体系。二、优化环境（三）放宽准入。"
    "取消前置审批。（市市场监管局）（四）合理减负。落实优惠。三、促进就业（五）鼓励创业。提供场地（含厂房）。"
)


def lines(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs[1:]]


def test_chapters_and_items_inside_a_paragraph_begin_paragraphs(printed: Print) -> None:
    document = printed(f"# 云川市数字经济意见\n{RUN}")[0][0]
    assert lines(document) == [
        "现提出以下意见:",
        "一、总体要求",
        "(一)指导思想。坚持创新。",
        "(二)工作目标。形成体系。",
        "二、优化环境",
        "(三)放宽准入。取消前置审批。(市市场监管局)",
        "(四)合理减负。落实优惠。",
        "三、促进就业",
        "(五)鼓励创业。提供场地(含厂房)。",
    ]
    assert [(m.number, m.title, m.path) for m in document.measures] == [
        ("(三)", "放宽准入", ("优化环境",)),
        ("(四)", "合理减负", ("优化环境",)),
        ("(五)", "鼓励创业", ("促进就业",)),
    ]


def test_what_is_parted_is_printed_as_before(printed: Print) -> None:
    document = printed(f"# 云川市数字经济意见\n{RUN}")[0][0]
    assert "".join(paragraph.source.printed for paragraph in document.paragraphs[1:]) == RUN


@pytest.mark.parametrize(
    "text",
    [
        # A list of two in a sentence.
        "现将事项通知如下：一、按时报送。二、严格审核。",
        # Numbers out of their order.
        "工作如下：一、按时报送。三、严格审核。四、加强宣传。",
        # Items without chapters.
        "申报材料：（一）申请表。（二）营业执照。（三）承诺书。（四）身份证明。",
    ],
)
def test_lists_in_a_sentence_stay_whole(printed: Print, text: str) -> None:
    assert len(lines(printed(f"# 云川市商务局通知\n{text}")[0][0])) == 1


def test_a_block_that_says_what_whole_lines_say_stays_whole(printed: Print) -> None:
    whole = "\n".join(["一、总体要求", "坚持创新。", "二、优化环境", "放宽准入。", "三、促进就业", "鼓励创业。"])
    assert lines(printed(f"# 云川市数字经济意见\n{RUN}\n{whole}")[0][0])[0].startswith("现提出以下意见:一、总体要求")
