"""What a name or a server says a file is, against its bytes: told of, and no page passes for a document."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import docx
import pytest

from extract.errors import Unreadable
from extract.files import claims, instead, sniff
from extract.files.claims import THE_SERVER
from extract.read import read
from extract.snapshot import Store
from tests.extract.conftest import Reading

MSWORD = "application/msword"
PROSE = "云川市商务局负责推进便民网点建设，每季度公布进展。"


def page(title: str, body: str = PROSE) -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"


LOGIN_FORM = '<form>账号<input name="user">口令<input type="PASSWORD" name="word"></form>'


def word() -> bytes:
    document, file = docx.Document(), BytesIO()
    document.add_paragraph(PROSE)
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "claimed"),
    [
        ("plan.pdf", sniff.PDF),
        ("方案.DOCX", sniff.DOCX),
        ("方案.doc", MSWORD),
        ("公报.ofd", sniff.OFD),
        ("t2031.shtml", sniff.HTML),
        ("notes.markdown", sniff.MARKDOWN),
        ("plan", None),
        ("plan.pdf.jsp", None),
        ("0123456789abcdef", None),
    ],
)
def test_what_a_name_claims(name: str, claimed: str | None) -> None:
    assert claims.of_name(name) == ({name: claimed} if claimed else {})


@pytest.mark.parametrize(
    ("url", "content_type", "disposition", "expected"),
    [
        (
            "https://yunchuan.example/a/plan.pdf?v=2#p3",
            "text/HTML; charset=gbk",
            "",
            {"plan.pdf": sniff.PDF, THE_SERVER: sniff.HTML},
        ),
        (f"https://yunchuan.example/{quote('方案.docx')}", "", "", {"方案.docx": sniff.DOCX}),
        ("https://yunchuan.example/down?id=7", "application/octet-stream", "attachment", {}),
        (
            "https://yunchuan.example/down.jsp",
            "application/x-msdownload",
            'attachment; filename="plan.pdf"',
            {"plan.pdf": sniff.PDF},
        ),
        (
            "https://yunchuan.example/down",
            "application/pdf",
            f"attachment; filename*=UTF-8''{quote('方案.doc')}",
            {"方案.doc": MSWORD, THE_SERVER: sniff.PDF},
        ),
        ("https://yunchuan.example/", "*/*", "inline; filename=", {}),
    ],
)
def test_what_an_answer_claims(url: str, content_type: str, disposition: str, expected: dict[str, str]) -> None:
    assert claims.of_answer(url, content_type, claims.file_name(disposition)) == expected


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("", ""),
        ("attachment", ""),
        ("attachment; filename=plan.pdf", "plan.pdf"),
        ('attachment; filename="../../plan.pdf"', "plan.pdf"),
        ('attachment; filename="C:\\down\\plan.pdf"', "plan.pdf"),
        ("attachment; filename*=UTF-8''%E6%96%B9%E6%A1%88.pdf; filename=a.doc", "方案.pdf"),
        ("attachment; filename=a.doc; filename*=UTF-8''%E6%96%B9%E6%A1%88.pdf", "方案.pdf"),
        ("; ;=;filename", ""),
    ],
)
def test_the_name_that_a_server_gives(disposition: str, name: str) -> None:
    assert claims.file_name(disposition) == name


@pytest.mark.parametrize(
    ("claimed", "found", "agrees"),
    [
        (sniff.PDF, sniff.PDF, True),
        ("application/x-pdf", sniff.PDF, True),
        (sniff.HTML, sniff.PDF, False),
        (sniff.PDF, sniff.DOCX, False),
        ("application/zip", sniff.DOCX, True),
        ("application/zip", sniff.OFD, True),
        (sniff.OFD, sniff.DOCX, False),
        (MSWORD, sniff.DOCX, False),
        (MSWORD, sniff.OLE, True),
        (MSWORD, sniff.HTML, False),
        ("application/xhtml+xml", sniff.HTML, True),
        (sniff.PLAIN, sniff.HTML, False),
        (sniff.PLAIN, sniff.MARKDOWN, True),
        ("text/x-markdown", sniff.PLAIN, True),
        (sniff.HTML, sniff.PLAIN, False),
    ],
)
def test_which_claims_the_bytes_refute(claimed: str, found: str, agrees: bool) -> None:
    assert claims.refuted({"a": claimed}, found) == ({} if agrees else {"a": claimed})


@pytest.mark.parametrize(
    ("name", "data", "by_the_server", "found", "words"),
    [
        ("plan.pdf", word(), None, sniff.DOCX, ["plan.pdf says application/pdf"]),
        ("plan.pdf", page("云川市便民网点方案"), None, sniff.HTML, ["plan.pdf says application/pdf"]),
        ("plan.doc", page("云川市便民网点方案"), None, sniff.HTML, ["plan.doc says application/msword"]),
        ("plan.doc", word(), sniff.DOCX, sniff.DOCX, ["plan.doc says application/msword"]),
        ("plan.html", PROSE, None, sniff.PLAIN, ["plan.html says text/html"]),
        ("plan", page("云川市便民网点方案"), sniff.PLAIN, sniff.HTML, ["the server says text/plain"]),
        (
            "plan.docx",
            PROSE,
            sniff.HTML,
            sniff.PLAIN,
            [f"plan.docx says {sniff.DOCX}", " and the server says text/html"],
        ),
    ],
)
def test_a_claim_that_the_bytes_refute_is_a_warning_and_the_bytes_are_read(
    reading: Reading, name: str, data: bytes | str, by_the_server: str | None, found: str, words: list[str]
) -> None:
    content = reading(data, name, claims={THE_SERVER: by_the_server} if by_the_server else {})
    assert content.media_type == found
    assert any(PROSE in block.text for block in content.blocks)
    assert [(issue.type, issue.severity) for issue in content.issues] == [("media_type", "warning")]
    assert f"The bytes are {found}, though " in content.issues[0].message
    assert [word for word in words if word not in content.issues[0].message] == []


@pytest.mark.parametrize(
    ("name", "data", "claim"),
    [
        ("plan.docx", word(), "application/zip"),
        ("plan", word(), sniff.DOCX),
        ("plan.htm", page("云川市便民网点方案"), "application/xhtml+xml"),
        ("plan.txt", PROSE, sniff.MARKDOWN),
        ("plan.unknown", PROSE, sniff.PLAIN),
    ],
)
def test_claims_that_agree_are_nothing_to_tell(reading: Reading, name: str, data: bytes | str, claim: str) -> None:
    assert reading(data, name, claims={THE_SERVER: claim}).issues == []


IN_PLACE = [
    # a file that no document is → what it is called, and the title that is quoted
    (page("用户登录", LOGIN_FORM), "a page to log in", "用户登录"),
    (page("云川市政务云平台", LOGIN_FORM), "a page to log in", "云川市政务云平台"),
    (page("", LOGIN_FORM), "a page to log in", "账号"),
    (page("Please sign in", LOGIN_FORM), "a page to log in", "Please sign in"),
    (page("404 Not Found"), "an error page", "404 Not Found"),
    (page("404"), "an error page", "404"),
    (page("HTTP Status 403 – Forbidden"), "an error page", "HTTP Status 403 – Forbidden"),
    (page("云川市人民政府 - 页面不存在"), "an error page", "云川市人民政府 - 页面不存在"),
    (page("抱歉，您访问的页面已被删除"), "an error page", "抱歉，您访问的页面已被删除"),
    (page("出错啦！"), "an error page", "出错啦！"),
    (page("系统维护中"), "an error page", "系统维护中"),
    (page("访问被拦截"), "an error page", "访问被拦截"),
    (page("云川市", f"<h1>找不到您要访问的文件</h1>{PROSE}"), "an error page", "找不到您要访问的文件"),
    (page("", "<p>502 Bad Gateway</p><hr>nginx"), "an error page", "502 Bad Gateway"),
    ('{"code": 404, "msg": "文件不存在"}', "an error message", '{"code": 404, "msg": "文件不存在"}'),
    (
        '<?xml version="1.0"?>\n<Error><Code>NoSuchKey</Code></Error>',
        "an error message",
        '<?xml version="1.0"?> <Error><Code>NoSuchKey</Code></Error>',
    ),
    ("Access denied.\n", "an error message", "Access denied."),
]


@pytest.mark.parametrize(("data", "what", "title"), IN_PLACE, ids=[title for *_, title in IN_PLACE])
@pytest.mark.parametrize("name", ["plan.pdf", "plan.docx", "plan.doc", "plan.ofd"])
def test_a_page_in_place_of_a_document_is_none(reading: Reading, name: str, data: str, what: str, title: str) -> None:
    with pytest.raises(Unreadable) as caught:
        reading(data, name)
    assert f"{name} says application/" in caught.value.reason
    assert f"but the bytes are {what} (“{title}”), which is no document." in caught.value.reason
    assert "save the document itself" in caught.value.advice


def test_a_server_that_promises_a_document_counts_as_a_name_does(reading: Reading) -> None:
    with pytest.raises(Unreadable, match="the server says application/pdf, but the bytes are a page to log in"):
        reading(page("登录", LOGIN_FORM), "down", claims={THE_SERVER: sniff.PDF})


@pytest.mark.parametrize(
    "data",
    [
        page("云川市500强企业名单"),
        page("500强企业名单"),
        page("关于更正错误的公告"),
        page("云川市公告（2031年第404号）"),
        page("关于办理登录手续的通知"),
        page("便民网点方案", f"{PROSE * 40}{LOGIN_FORM}"),
        page("用户登录", f"{PROSE * 40}{LOGIN_FORM}"),
        "错误登记更正办法\n\n" + PROSE,
        '["云川市", "北河县"]',
    ],
)
def test_a_page_that_is_one_is_read_under_any_name(reading: Reading, data: str) -> None:
    content = reading(data, "plan.pdf")
    assert [issue.type for issue in content.issues] == ["media_type"]


@pytest.mark.parametrize(
    ("data", "types"),
    [
        (page("404 Not Found"), ["not_the_document"]),
        (page("页面不存在 - 云川市人民政府"), ["not_the_document"]),
        (page("统一身份认证平台", f"{PROSE}{LOGIN_FORM}"), ["not_the_document"]),
        # A page may have a box to log in beside its text.
        (page("便民网点建设有进展", f"{PROSE}{LOGIN_FORM}"), []),
        (page("便民网点建设有进展"), []),
    ],
)
def test_an_error_page_under_the_name_of_a_page_is_a_warning(reading: Reading, data: str, types: list[str]) -> None:
    issues = reading(data, "t2031.html", claims={THE_SERVER: sniff.HTML}).issues
    assert [(issue.type, issue.severity) for issue in issues] == [(kind, "warning") for kind in types]


@pytest.mark.parametrize(
    "data", ["", "[" * 500, "{" * 500, '{"code": 1' + "0" * 600 + "}", "\x0c404\x0c", "<Error><Code>"]
)
def test_odd_texts_are_looked_at_without_harm(data: str) -> None:
    for media_type in (sniff.HTML, sniff.PLAIN):
        instead.page_of(data.encode(), media_type)


def test_the_store_keeps_what_the_name_of_a_file_claims(tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(word())
    taken = Store(tmp_path / "home").pick_up(tmp_path / "plan.pdf")
    assert (taken.media_type, taken.refuted) == (sniff.DOCX, {"plan.pdf": sniff.PDF})
    assert [issue.type for issue in read(taken.path, claims=taken.refuted).issues] == ["media_type"]
