"""What a document is and what it mainly does: its genre after GB/T 9704 and the regulation of 2012, and its speech.

A plan says what shall be reached, a rule what is allowed, a grant what somebody receives, a report what has been, an
order what is to be done, and a service page how something is had. Most documents set no aims: which numbers may be
facts depends on it (`transform.grammar.gate`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from transform.document import metadata
from transform.document.model import Document

Genre = Literal[
    "决议",
    "决定",
    "命令",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "函",
    "纪要",
    "法规/办法",
    "规划/方案",
    "办事指南",
    "问答",
    "新闻",
    "标准",
    "名单",
    "其他",
]
Speech = Literal["plans", "rules", "grants", "reports", "orders", "serves"]


class Sort(NamedTuple):
    """What a document is, and what it mainly does."""

    genre: Genre
    speech: Speech


_NO_WORK: frozenset[Genre] = frozenset({"批复", "名单", "办事指南", "问答", "标准", "公报", "报告"})
"""What is numbered in these are sections, whatever they speak of."""
_HONOURS = re.compile(r"表彰|表扬|嘉奖|命名|授予|追授|记功|(?:奖励|获奖|优秀|先进)[^,。]{0,20}(?:决定|通报|名单)")
_OF_RULES = re.compile(
    r"(?:调整|提高|降低|明确|规范|停征|免征|征收|减征|执行|核定)[^,。]{0,30}(?:标准|价格|费率|税率|税|费|待遇|基数|利率|比例|限额)|收费|放假"
)
_RULED_PLAN = re.compile(
    r"(?:招生|考试|入学|录取|收费|分配|竞赛|评选|评审|选拔|招聘|报名|抽签|摇号|补偿|安置)[一-龥]{0,6}(?:方案|计划)$|预案$"
)
_SERVED = re.compile(r"招聘|招考|招录|报名|申报|申请|举办|召开|征集|公开选|摇号|招租|招标|考试|培训")

_AMOUNTS = re.compile(
    r"(?:[费金资]|(?<!评)价|支付(?=范围)|补[助贴偿]|保障|救助|供养|待遇|限额|赔偿|安置)[一-龥]{0,4}?(?:[及和与、][一-龥]{0,8})?标准$"
)
"""A standard of what is paid: no norm that engineers or services are held to, but what a notice fixes."""
_PRINTED = re.compile(r"(?:印发|发布|公布|出台)了?《(?P<title>[^《》]+(?:《[^《》]+》[^《》]*)?)》$")
"""The headline of a page that prints a whole paper (两部门印发《…方案》)."""
_CHAPTER = re.compile(r"[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[章部]")
_LEAST_CHAPTERS = 3
"""A page that tells of a paper has no outline, or one of two points; a paper has three chapters or more."""

# The word that a title ends in says the genre; the first that fits holds.
_ENDS: tuple[tuple[str, Genre], ...] = (
    (r"名单|名录|目录(?:清单)?|一览表?|花名册|公示", "名单"),
    (r"(?:答(?:记者)?问|问答|解答|百问(?:百答)?|\d+问|[?]|吗|呢|怎么办|(?:常见|热点)问题|问题解读|(?:如何|怎样|怎么|哪些)[^,。]{0,16})", "问答"),
    (r"(?:办事|服务|申[报请领]|报[名考]|办理|参保|就医|入[学户]|宣传)(?:指南|指引)|须知", "办事指南"),
    (r"(?<!组织)流程|(?:办理|申领|申请|参保)(?:条件|材料|地点|方式|详解)", "办事指南"),
    (r"批复", "批复"),
    (r"函|(?:建议|提案|议案)的答复", "函"),
    (r"请示", "请示"),
    (r"议案", "议案"),
    (r"纪要", "纪要"),
    (r"通报", "通报"),
    (r"决议", "决议"),
    (r"决定", "决定"),
    (r"公告", "公告"),
    (r"通告", "通告"),
    (r"公报", "公报"),
    (r"命令|(?<![口司指法夏冬时])令", "命令"),
    (r"白皮书|蓝皮书|绿皮书|报告|年报", "报告"),
    (r"方案|规划|计划|纲要|行动|路线图|要点|预案|战略|举措|(?:任务|责任)(?:清单|分工|分解|表)表?|措施|政策|[一二三四五六七八九十\d]+条", "规划/方案"),
    (r"条例|规定|办法|细则|规则|章程|准则|守则|(?<![作说方想看做合无非立用])法|解释|制度|裁量(?:权)?基准", "法规/办法"),
    (r"国家标准|标准|规范|规程|技术要求|导则|定额", "标准"),
    (r"意见", "意见"),
    (r"通知", "通知"),
    (r"指南|指引|清单", "办事指南"),
)  # fmt: skip
_ASKED = re.compile(r"[?]|(?:如何|怎么|怎样)[^,。]{2}|[可能]以?[^,。]{0,12}吗|常见问题|问答|解答|\d+问")
_SERVICE = re.compile(r"办理|申领|申请|网办|备案|流程|参保|缴费|攻略|一文[看说读]|简介|指引|指南|详解")
_STANDARD_NUMBER = re.compile(
    r"(?:(?:国家|行业|地方|团体)标准)?(?:GB|DB|HJ|JT|YY|WS|CJJ?|JGJ|NY|SL|AQ|GA|LY)\s?(?:\d{2})?(?:/[TZ])?\s?\d"
)
_STANDARD_TEXT = re.compile(r"规范性引用文件|本(?:标准|规范|部分)(?:规定了|适用于|按照GB)")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百\d]+条(?:\s|[【(:]|[一-龥])")
_QUESTION = re.compile(r"(?:问|答|Q|A)\d{0,2}\s*[:.、]|.{4,60}\?$")
_STEP_OF_SERVICE = re.compile(
    r"(?:办理|受理|申请|申报|所需|提交|收费|咨询|监督|投诉|报名|联系|服务|承诺)"
    r"(?:条件|材料|流程|程序|地点|地址|时间|时限|期限|电话|方式|依据|标准|对象|机构|部门|窗口|渠道)|法定依据|设定依据|网上办理"
)

_WORDS: dict[Speech, re.Pattern[str]] = {
    "plans": re.compile(r"力争|加快|推进|大力|着力|培育|打造|提升|深入|建设一批|目标|健全|完善"),
    "rules": re.compile(r"应当|不得|方可|须|本(?:办法|规定|条例|细则|法)|违反|处罚|可以|符合|按照|标准"),
    "serves": re.compile(r"办理|申请|申报|受理|咨询|电话|地址|窗口|材料|网址|登录|报名|预约|领取|缴纳|填写"),
    "orders": re.compile(r"各地区?(?!方)|各部门|各级|各有关|要(?!求|素|点)|负责|认真|严格|确保"),
    "reports": re.compile(r"同比|环比|比上年|较上年|较去年|增长\d|下降\d|截至|累计|全年|实现"),
}
_MUST = re.compile(r"应当|不得|须(?!知)|方可|不予")
_MOST = 0.3
"""The part of a text's paragraphs that open an article where it is a rule: the others are their items."""
_LEAST_WORDS = 3
"""What a text says less often than this it says by the way."""


def sort_of(document: Document) -> Sort:
    """Tell what a document is by the word its title ends in, its form and its text, and what it mainly does.

    The title is that of the paper itself, not of the notice that issues it. Examples stand in the tests.
    """
    texts = [p.text for p in document.paragraphs if p.role in ("body", "annex")]
    title = bare_title(document.title)
    printed = _PRINTED.search(document.title)
    if printed and sum(_CHAPTER.match(t) is not None for t in texts) >= _LEAST_CHAPTERS:
        title, is_told = bare_title(printed["title"]), False
    else:
        is_told = document.kind in ("news", "report")
    genre = _genre(document, title, texts, is_told)
    return Sort(genre, _speech(document, title, genre, texts))


def is_reported(document: Document) -> bool:
    """Say whether a page tells what others promised or measured: news and questions about it, no page that prints a whole paper."""
    return document.kind == "news" and sort_of(document).genre in ("新闻", "问答", "报告", "其他")


def works(sort: Sort) -> bool:
    """Say whether numbered items of such a document are work: it plans or orders, or nothing says what it is."""
    return sort.genre == "其他" or (sort.speech in ("plans", "orders") and sort.genre not in _NO_WORK)


def _genre(document: Document, title: str, texts: list[str], is_told: bool) -> Genre:
    """Give the genre; `is_told` where the page tells of something and its headline may be about another paper."""
    if document.notice_title and re.search("[转批]发", document.notice_title):
        return "通知"
    if document.kind in ("white_paper", "bulletin"):
        return "报告" if document.kind == "white_paper" else "公报"
    ends = next((genre for words, genre in _ENDS if re.search(rf"(?:{words})$", title)), None)
    if ends == "标准" and _AMOUNTS.search(title):
        ends = "通知"
    if ends is not None and ends not in ("通知", "标准", "法规/办法", "办事指南") and not is_told:
        return ends
    # A page whose form is that of rules or of a service is one, whoever signs the page.
    if _share(_ARTICLE, texts) > _MOST:
        return "法规/办法"
    numbered = _STANDARD_NUMBER.match(document.document_number or "") or _STANDARD_NUMBER.match(title)
    if numbered or any(map(_STANDARD_TEXT.search, texts)):
        return "标准"
    asked = sum(_QUESTION.match(t) is not None for t in texts) >= _LEAST_WORDS
    steps = sum(_STEP_OF_SERVICE.search(t[:20]) is not None for t in texts) >= _LEAST_WORDS
    # A headline that asks over a text that answers step by step is the headline of a guide.
    if asked or (_ASKED.search(title) and not steps):
        return "问答"
    if (
        (steps or _SERVICE.search(title))
        and (ends is None or is_told or _ASKED.search(title))
        and _speech_of_words(texts, "reports") == "serves"
    ):
        return "办事指南"
    if document.kind == "report" and is_told:
        return "报告"
    if document.kind == "news" and is_told:
        return ends if ends in ("法规/办法", "意见", "决定", "通知") else "新闻"
    return ends or "其他"


def bare_title(title: str) -> str:
    """Give a title without brackets at its end, nor the dash before it and the bodies behind it that pages print."""
    parts = re.match(r"(?P<title>.*?[一-龥)》])[,，](?P<names>.+)", title.lstrip("-— "))
    named = parts is not None and any(
        re.search(rf"(?:{words})$", metadata.without_tail(parts["title"])) for words, _ in _ENDS
    )
    return metadata.without_tail(parts["title"] if parts and named else title)


def _share(pattern: re.Pattern[str], texts: list[str]) -> float:
    return sum(pattern.match(t) is not None for t in texts) / len(texts) if texts else 0.0


def _speech(document: Document, title: str, genre: Genre, texts: list[str]) -> Speech:
    # Whatever a text is called, items that name who is in charge are work.
    assigns = any(not m.number.startswith("第") for m in document.measures)
    match genre:
        case "新闻" | "报告" | "公报":
            return "reports"
        case "规划/方案":
            return "rules" if _RULED_PLAN.search(title) else "plans"
        case "法规/办法" | "标准":
            return "plans" if assigns and document.kind == "provisions" else "rules"
        case "办事指南":
            return "serves"
        case "问答":  # A press conference asks and answers too.
            return _speech_of_words(texts, "serves", among=("serves", "rules", "reports"))
        case "批复" | "名单":
            return "grants"
        case "函":
            return "grants" if re.search(r"同意|批准|授权|申办|合建", title) else "reports"
        case "决定" | "命令" | "通报" if _HONOURS.search(title):
            return "grants"
        case "通报":
            return "reports"
        case "决定":
            return "rules" if re.search(r"修改|废止|取消|下放|暂停|调整|停止", title) else "orders"
        case "公告" | "通告":
            if re.search(r"(?:整治|治理|检查|清理|排查|普查|督查)(?:工作|行动|活动)?的?(?:公告|通告)$", title):
                return "orders"
            return _speech_of_words(texts, "rules", among=("rules", "serves"))
        case "通知":
            if _HONOURS.search(title):
                return "grants"
            if _OF_RULES.search(title) or _AMOUNTS.search(title):
                return "rules"
            if _SERVED.search(title):
                return "serves"
            speech = _speech_of_words(texts, "orders", among=("plans", "rules", "serves"))
            return "orders" if speech == "plans" and _charges(texts) else speech
        case "意见":
            musts, aims = (_count(words, texts) for words in (_MUST, _WORDS["plans"]))
            return "rules" if musts > aims else "orders" if _charges(texts) else "plans"
        case "决议" | "纪要" | "命令" | "请示" | "议案":
            return "orders"
    if document.kind in ("plan", "opinions", "key_points") or (document.kind == "other" and document.measures):
        return "plans"
    return _speech_of_words(texts, "serves", among=("rules", "serves", "reports"))


def _charges(texts: Iterable[str]) -> bool:
    """Say whether a text tells bodies what to do more than it says what shall become."""
    return _count(_WORDS["orders"], texts) > _count(_WORDS["plans"], texts)


def _count(words: re.Pattern[str], texts: Iterable[str]) -> int:
    return sum(len(words.findall(text)) for text in texts)


def _speech_of_words(
    texts: Iterable[str], otherwise: Speech, *, among: tuple[Speech, ...] = ("plans", "rules", "serves", "reports")
) -> Speech:
    """Give what a text does by the class of words that it uses most."""
    said = {speech: _count(_WORDS[speech], texts) for speech in among}
    most = max(said, key=lambda speech: said[speech])
    return most if said[most] >= _LEAST_WORDS else otherwise
