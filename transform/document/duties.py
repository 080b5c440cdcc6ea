"""Where a text says who must do something: the note behind an item, the line, the 由…牵头 of a sentence, and its names.

It knows labels, verbs and the signs between names. To which measure a note belongs is decided in the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from transform.document.metadata import BODY_SUFFIX, is_body
from transform.language.text import folded

_OPEN, _CLOSE = "([〔【〈", ")]〕】〉"

_LEAD_LABEL = r"(?:牵头|主责|主办|总牵头|责任牵头)(?:负责)?(?:责任)?(?:单位|部门|机构|处室|市领导)?|第一责任单位"
_SUPPORT_LABEL = r"(?:配合|协办|参加|参与|协同|支持|协助|配合责任|会办)(?:责任)?(?:单位|部门|机构|处室)?"
_PLAIN_LABEL = (
    r"(?:责任|完成|落实|实施|承办|主管|负责|主体责任|分工|任务|指导|督导)(?:责任)?(?:单位|部门|主体|机构|处室|科室)(?:及分工)?"
    r"|(?:部门|任务|职责|责任)分工"
)
LABEL = re.compile(
    rf"(?:(?P<lead>{_LEAD_LABEL})|(?P<support>{_SUPPORT_LABEL})|(?P<plain>{_PLAIN_LABEL}))\s*(?::|为(?=[省市区县州各国]))"
)
COLUMN = re.compile(
    rf"(?:(?P<lead>{_LEAD_LABEL})|(?P<support>{_SUPPORT_LABEL})"
    rf"|(?P<plain>{_PLAIN_LABEL}|(?:牵头|责任|主责|主办|配合|协办|负责|参与|指导|督导|落实|实施|承办)[一-龥/、]{{0,6}}(?:单位|部门|主体|机构))(?:名称)?)"
)
"""A label that is all that stands over a column of a task table."""
_LABEL_WITHIN = re.compile(rf"^[^,;。:]{{2,8}}:[^;。]+[;,](?:{_LEAD_LABEL}|{_SUPPORT_LABEL}|{_PLAIN_LABEL})\s*:")
"""A label behind another one (责任领导:某某;责任单位:市商务局)."""
_FIRST = (
    r"(?:(?:名|排|位)?列|排(?:名|序|列)?|位(?:居|于))(?:在|于)?(?:最前面?|前面|第[一1](?:位|个|名|家|顺位)?|首(?:位|个|家)?)"
    r"|第[一1](?:位|个|名|家|顺位)|首(?:位|个|家)|第[一1](?=(?:的|者)|(?:责任)?(?:单位|部门)(?:为|是|即))"
)
_BODY_WORD = "(?:单位|部门|机构|处室)"
FIRST_LEADS = re.compile(
    rf"(?:{_FIRST})(?:的|者)?(?:责任|负责)?{_BODY_WORD}?(?:的|者)?,?(?:均|都|即)?(?:为|是|系|作为|担任|负责)?"
    rf"(?:责任|总|主要)?(?:牵头|主责|主办)(?:责任)?{_BODY_WORD}?"
)
"""A remark that the first body of a list leads the others (列第一位者为牵头单位, 排在首位的部门牵头)."""
GOES_ON = re.compile(r"(?:以)?下(?:各项|各条)?(?:均|类|皆)?同(?!时|步|期|级|意|样|一)|后同|以[上下](?:各项|均)")

_LEADS = (
    r"(?:为(?:牵头|主办|主责)(?:单位|部门)|(?:负责)?(?:共同|分别|联合)?(?:牵头|主办)(?:负责|组织|落实|推进|实施|督导)?)"
)
_SUPPORTS = r"(?:为(?:配合|协办|参与)(?:单位|部门)|(?:积极|共同|分别)?(?:配合|参与|参加|协助|协同|支持)(?:负责|落实|实施|推进)?)"
_CHARGED = (
    r"(?:等)?(?:按照?(?:各自)?(?:职责|职能)(?:分工)?)?(?:共同|分别|分工|具体)?"
    r"(?:负责|指导|落实|承担|组织实施)(?:落实|实施|推进)?"
)
_VERB = re.compile(rf"会同|(?P<lead>{_LEADS})|(?P<support>{_SUPPORTS})|(?P<plain>{_CHARGED})")
_BY_WHEN = r",(?:\d{4}年)?[一-龥\d]{0,4}(?:月底前|月前|年底前|年内|长期|持续|适时|全年)[一-龥]{0,6}"
_WHEN = rf"(?:{_BY_WHEN})?"
"""By when, behind the bodies in charge (…负责,年内持续推进)."""
_NOTE_VERB = re.compile(rf"(?:{_LEADS}|{_SUPPORTS}|{_CHARGED}){_WHEN}[。;]?$")
DONE_BY = re.compile(rf"(?:{_LEADS}|{_SUPPORTS}|{_CHARGED})(?=[,;。]|$)")
_RUNNING = re.compile(
    rf"由(?P<lead>[一-龥()“”、]{{2,60}}?)(?:{_LEADS}),(?:会同|由)?(?P<support>[一-龥()“”、]{{3,120}}?)(?:等(?:部门|单位)?)?(?:{_SUPPORTS})"
)

_LAST = tuple(
    re.compile(rf"{start}(?P<said>[^。:]{{2,120}}?(?:{_LEADS}|{_SUPPORTS}|{_CHARGED}){_WHEN})。?$")
    for start in ("[。,;]由", "(?:^|。)(?:由)?")
)
_PARTED = re.compile(rf"会同|(?:{_LEADS}|{_SUPPORTS}|{_CHARGED})(?=[,;、]|$)|{_BY_WHEN}$")
"""A sentence that says nothing but who is in charge, behind an item or on a line of its own."""

_CLASS = (
    "政府|部门|单位|机关|机构|地区|区|县|市|州|盟|旗|街道|镇|乡|乡镇|管委会|企业|园区|开发区|委办局|公司|办|院校|高校|学校|"
    "银行|协会"
)
_CLASSES = (
    r"各|有关|相关|其他|其它|所在|属地|地方|国务院有关|[省市区县](?:级|直|属)?(?:有关|相关|各)|本市各|全[省市]各|试点|"
    r"市区|市县"
)
_GROUP = re.compile(
    r"^(?:项目|建设|业主|用人|成员|运营|实施|承办|施工|行业主管|主管)(?:单位|部门|企业|主体)$|^(?:(?:乡镇|镇|乡)(?:人民)?政府|街道办事处|镇街)$|"
    rf"^(?:各|其他|其它|所在|属地)|^(?:省|市|县|区|乡镇|街道|地方)级(?:有关|相关)?(?:人民政府|政府|(?:主管)?部门|单位)$|^(?:{_CLASSES})[一-龥()〔〕\[\]、/]*(?:{_CLASS})$"
    rf"|(?:有关|相关|各(?:级|有关|相关|成员)?)[一-龥()〔〕\[\]、]*(?:政府|部门|单位|机构|地区|管委会|企业|街道|区|县|市|组|指挥部)$"
    r"|^[省市区县]、?[市区县镇乡][一-龥、]*(?:政府|部门|单位)$"
)
GROUP_PHRASE = re.compile(
    r"各[省市县区州盟旗地镇乡街道及和与/()〔〕\[\]、]*(?:(?:党委|人民)?(?:政府|管委会)|(?:有关|相关)?(?:部门|单位))"
    r"|各(?:地级以上|设区|区|县)?市(?:、[县区]|[(〔][^)〕]*[)〕])*(?:人民)?政府"
    r"|[省市区县](?:、[市区县镇乡])+[一-龥]{0,12}(?:政府|部门|单位)"
    r"|各(?:有关|相关)?区、(?:县级市|县)(?=[,;。)]|$)"
)
_LINE_ENDS = re.compile(r"。")
_GOES_BEHIND = re.compile(r"[,、:;)》]|[的和及与等]")
"""What goes on behind a bracket that belongs to the sentence around it."""
_REMARK = re.compile(
    rf"[。]|[,;、(]?(?:以下|下同)[^,;。]{{0,6}}(?:均|同|由|各)|[,;、(]?(?:其中|以)?(?={FIRST_LEADS.pattern})|[,;、]?(?:列|排)第一(?=为)"
)
"""What ends a list: a full stop, or a remark about all lists from here on."""
_ASIDE = re.compile(
    rf"[(〈〔\[][^()〈〉〔〕\[\]]*?(?:{FIRST_LEADS.pattern})[^()〈〉〔〕\[\]]*[)〉〕\]]|[(〈〔](?:以上|上述)[^()〈〉〔〕]*[)〉〕]|[,、;]?(?:下|以下)同(?=[)〉〕])"
)
"""A remark about all lists in the middle of one."""
_NO_NAME = re.compile(
    r"^(?:以下|下同|列|排|第一|注|详见|按|具体|上述|共同|分别|等|均|时限|完成|长期|持续|年内|适时|全年|并|且)|^\d|[:。]"
)
_PERSON = re.compile(r"(?:省长|市长|区长|县长|州长|秘书长|主任|书记|领导|负责人)$")
"""Who answers for a task in person; what is published here is which bodies do."""
_CLASS_BEHIND = re.compile(
    r"(?:(?P<kept>各(?:有关|相关)?(?:部门|单位))|等?[\d一二三四五六七八九十]*[个家]?[省市区县]?(?:有关|相关)?(?:部门|单位)|等)(?:和|及|与|以及)(?=各|所在|属地|相关(?!部门|单位)|有关(?!部门|单位))"
    r"|(?<=[局委厅办部会署院行社组])(?:和|及|与|以及)(?=(?:各|所在|属地|相关|有关|[省市区县州盟][直级])[一-龥、()]{0,12}(?:政府|管委会|部门|单位|[区县市镇乡]|街道?)(?:$|[,;]))"
)
"""What joins bodies to a class behind them (某局等有关部门和各市政府); a class of its own before it is kept."""
_TWO = re.compile(
    r"(?<=[局厅委部署会办院行社])(?:(?:和|及|与|以及)(?=[省市区县州盟旗国中])|/)|(?<=[局厅委部署办])(?=[省市区县州](?!委|政府|级|直)"
    r"|各(?:区|县|市|镇|乡|街|有关|相关)|(?:相关|有关)(?:区|县|市|镇|部门|单位))"
)
"""Where two bodies meet that each say whose they are (市财政局和市教育局, 市财政局市教育局)."""
_TIMES = re.compile(r"(?:完成|办结|推进)?(?:时限|时间|期限)(?:节点|要求)?:[^;,、]*")
REST_SUPPORT = re.compile(
    r"(?:其余|其他|其它|之后|后面)(?:的)?(?:各)?(?:单位|部门)?(?:的)?(?:均|皆|都)?为(?:配合|协办|参与|协助)(?:单位|部门)"
)
"""A remark that all bodies of a list but the first support it."""
_NAME_TAIL = re.compile(
    r"等(?:[\d一二三四五六七八九十]*[个家]?[省市区县]?[级直属]?各?(?:有关|相关)?(?:部门|单位|地区|机构)(?:(?:和|及|与|、)(?:有关|相关)?(?:部门|单位|地区|机构))*)?$"
)
_BODY_TAIL = re.compile(
    rf"(?:{BODY_SUFFIX}|办|总社|联|分局|总局|队|社|组|团|馆|区|县|市|厂|基地|支队|大队|联社|供电|国投|控股)(?:[(][^()]*[)])?$"
)


_OWN_PART = re.compile(
    r"[(〔](?:(?P<lead>牵头|主办|主责)|(?P<support>配合|协办|参与|参加)|责任|负责)(?:单位|部门)?[)〕]$|[*★▲]$"
)
"""What a name says of its part behind it (市商务局(牵头))."""
_BY = re.compile(r"^[^,;、:]{0,10}?(?<!自)由")
"""What stands before the bodies of a sentence (此项工作由某局负责)."""
_JOINS = re.compile(r"(?<=[局委厅部办署])会(?=[省市区县州国])")
"""会 for 会同, between two bodies."""
_SURE_TAIL = re.compile(
    r"^(?!建|设|推|开|完|加|组|制|将|把|按|经|落|培|打|提|支|优)[一-龥]{1,14}(?:部|委|局|厅|署|政府|办|办公室|管委会|委员会|总局|指挥部|海关)$"
)
"""How a name ends that is a body's in a sentence too, where words like 中心 and 站 may be things."""
_SHORT_TAIL = re.compile(r"[一-龥]{2,}(?:办|社|联|协|团|行|局|委)$")


Part = Literal["lead", "support", "unspecified"]


@dataclass(frozen=True, slots=True)
class Assigned:
    """One name of a list with its part."""

    name: str
    role: Part
    is_group: bool


@dataclass(slots=True)
class Manner:
    """How a document writes its lists: the sign between names, pairs that share one sign, whether the first leads."""

    comma_lists: bool = False
    pairs: set[str] = field(default_factory=set)
    first_leads: bool = False
    rest_support: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A place that says who is responsible: span in the paragraph, the text that holds label and names, the rule."""

    start: int
    end: int
    rule: str


def notes(text: str) -> Iterator[Note]:
    """Give the places of a paragraph that say who is responsible, without the brackets around them."""
    taken: list[tuple[int, int]] = []
    for start, end in _brackets(text):
        inner = text[start:end]
        if LABEL.match(inner) or _LABEL_WITHIN.search(inner):
            rule = "note"
        elif (
            "以下" not in inner[:3]
            and _NOTE_VERB.search(re.split(r"[。;]", _REMARK.split(inner)[0])[0])
            and _names_bodies(inner)
        ):
            rule = "bracket"
        elif _stands_alone(text, start, end) and _is_bare_list(inner):
            rule = "bare"
        else:
            continue
        taken.append((start, end))
        yield Note(start, end, rule)
    for label in LABEL.finditer(text):
        if any(start <= label.start() < end for start, end in taken):
            continue
        before = text[: label.start()]
        if before and not re.search(r"[。;]$", before):
            continue
        end = len(text)
        stop = _LINE_ENDS.search(text, label.end())
        if stop:
            end = stop.start()
        taken.append((label.start(), end))
        yield Note(label.start(), end, "line")
    last = next((found for ends in _LAST if (found := ends.search(text)) and _says_only_bodies(found["said"])), None)
    if last and not any(start < last.end("said") for start, _ in taken):
        taken.append(last.span("said"))
        yield Note(*last.span("said"), "sentence")
    for running in _RUNNING.finditer(text):
        if any(start <= running.start() < end for start, end in taken):
            continue
        if all(_BODY_TAIL.search(name) for name in re.split("、", running["lead"])):
            yield Note(running.start(), running.end(), "running")


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether a bracket belongs to no sentence: behind one, or on a line of its own with more than one name."""
    before = text[: start - 1]
    behind = before.endswith("。") or (not before and "、" in text[start:end])
    return behind and not _GOES_BEHIND.match(text, end + 1)


def _says_only_bodies(sentence: str) -> bool:
    names = re.split("[,;、]", _PARTED.sub("、", _BY.sub("", sentence)).strip("、"))
    return all(is_group(name) or (_SURE_TAIL.search(name) is not None and is_body(name)) for name in names)


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Give the spans inside the outermost brackets; one that the text never closes reaches to its end."""
    depth, start = 0, 0
    for index, char in enumerate(text):
        if char in _OPEN:
            if depth == 0:
                start = index + 1
            depth += 1
        elif char in _CLOSE and depth:
            depth -= 1
            if depth == 0:
                yield start, index
    if depth and LABEL.match(text[start:]):
        yield start, len(text)


def _names_bodies(text: str) -> bool:
    """Say whether a bracket without a label is a list of bodies: its first part must end as a body's name does."""
    parts = re.split(r"[、,;。]+", _VERB.sub("、", text))
    head = next((part for part in parts if not _PERSON.search(part)), "")
    return bool(_BODY_TAIL.search(head)) or is_group(head)


def _is_bare_list(text: str) -> bool:
    """Say whether a bracket holds names of bodies and nothing else."""
    parts = [part.strip() for chunk in cut(text, ",") for part in cut(chunk, "、")]
    sure = [is_group(part) or (len(part) > 2 and is_body(part)) for part in parts]
    # 某某办 and 某某联 read as bodies only beside one that is.
    return any(sure) and all(known or _SHORT_TAIL.search(part) for known, part in zip(sure, parts, strict=True))


def read(text: str, manner: Manner, first_leads: bool = False) -> list[Assigned]:
    """Read a note (label and names, or names and verb) into names with their parts, in printed order."""
    out: list[Assigned] = []
    text = _ASIDE.sub("", text)
    labels = list(LABEL.finditer(text))
    if labels:
        for label, following in zip(labels, [*labels[1:], None], strict=True):
            body = text[label.end() : following.start() if following else len(text)]
            if "领导" in label[0]:
                continue  # persons
            body = _REMARK.split(body)[0]
            role: Part = "lead" if label["lead"] else "support" if label["support"] else "unspecified"
            out += _by_verbs(body, role, manner, first_leads)
        return out
    bare = _BY.sub("", _REMARK.split(text)[0])
    return _by_verbs(_JOINS.sub("会同", bare), "unspecified", manner, first_leads)


def read_cell(printed: str, role: Part, manner: Manner, first_leads: bool = False) -> list[Assigned]:
    """Read a cell of a column of bodies, one of which has `role` where no word of the cell says otherwise.

    Names may stand on lines of their own, or be parted by spaces alone.
    """
    parts = [folded(part) for part in re.split(r"\s+", printed.strip())]
    text = "、".join(parts) if all(map(_ends_as_body, parts)) else folded(printed)
    if LABEL.search(text):
        return read(text, manner, first_leads)
    return _by_verbs(_REMARK.split(_ASIDE.sub("", text))[0], role, manner, first_leads)


def _by_verbs(text: str, role: Part, manner: Manner, first_leads: bool) -> list[Assigned]:
    """Split a run of names at the verbs that follow them (…牵头，…配合), each giving the names before it a part."""
    out: list[Assigned] = []
    position = 0
    for verb in _VERB.finditer(text):
        if verb[0] == "会同":
            out += named(text[position : verb.start()], "lead", manner)
            position = verb.end()
            role = "support"
            continue
        if not re.match(r"[,;、。]|$", text[verb.end() :]):
            continue
        part = "lead" if verb["lead"] else "support" if verb["support"] else role
        out += named(text[position : verb.start()], part, manner)
        position = verb.end()
    out += named(text[position:], role, manner)
    if first_leads and out and out[0].role == "unspecified":
        rest: Part = "support" if manner.rest_support else "unspecified"
        out = [
            replace(known, role="lead" if place == 0 else rest) if known.role == "unspecified" else known
            for place, known in enumerate(out)
        ]
    return out


def named(text: str, role: Part, manner: Manner) -> list[Assigned]:
    """Give the names of a list that has one part for all of them, but for those that say their own behind them."""
    out: list[Assigned] = []
    for printed in split(text, manner):
        own = _OWN_PART.search(printed)
        name = printed[: own.start()] if own else printed
        part: Part = role if own is None else "lead" if own["lead"] else "support" if own["support"] else role
        out.append(Assigned(name, part, is_group(name)))
    return out


def split(text: str, manner: Manner) -> list[str]:
    """Split a list of names: at commas, and at 、 where it separates names in this document."""
    parts: list[str] = []
    text = _CLASS_BEHIND.sub(r"\g<kept>、", _TIMES.sub("", text))
    runs = [run for run in cut(text, ";") if run.strip()]
    # What stands behind a semicolon is a further list only where it names bodies; else it is a note.
    runs = [run for place, run in enumerate(runs) if not place or any(map(_ends_as_body, re.split("[,、]", run)))]
    pieces = [piece for run in runs for piece in cut(run, ",")]
    # Commas between single bodies separate names here, whatever the other lists of the document do.
    singles = sum("、" not in piece and len(piece) > 1 and not is_group(piece) for piece in pieces)
    for piece in pieces:
        bodies = cut(piece, "、")
        joins = singles > 1 or (manner.comma_lists and (len(pieces) > 1 or piece.strip() in manner.pairs))
        # Two bodies may share one sign (市科委、某园区管委会); three are a list.
        parts += [piece] if joins and len(bodies) == 2 and not _own_names(bodies) else bodies
    names: list[str] = []
    for printed in (half for part in parts for half in _halves(part.strip())):
        name = _NAME_TAIL.sub("", re.sub(r"^(?:由|会同|以及|及|和)", "", printed)).strip(" 。,、;")
        if len(name) > 1 and not _NO_NAME.search(name) and not _PERSON.search(name):
            names.append(name)
    return names


def _halves(name: str) -> list[str]:
    """Part bodies that a word or nothing joins, where each says whose it is (市财政局和市教育局)."""
    joint = _TWO.search(name)
    if joint is None:
        return [name]
    left, right = name[: joint.start()], name[joint.end() :]
    return [left, *_halves(right)] if is_body(left) and (is_body(right) or is_group(right)) else [name]


def _ends_as_body(name: str) -> bool:
    name = _NAME_TAIL.sub("", name.strip(" 。"))
    return len(name) > 1 and (is_group(name) or _BODY_TAIL.search(name) is not None)


def _own_names(bodies: Sequence[str]) -> bool:
    """Say whether each name begins with the sign of the same level (市商务局、市财政局): bodies of their own."""
    return bodies[0][:1] in "省市区县" and all(body.strip()[:1] == bodies[0][:1] for body in bodies)


def cut(text: str, mark: str) -> list[str]:
    """Cut at a sign outside brackets and outside phrases that name a class (各市、县（市、区）政府)."""
    held = {i for phrase in GROUP_PHRASE.finditer(text) for i in range(*phrase.span())} if mark == "、" else set()
    parts: list[str] = []
    depth = begin = 0
    for index, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char == mark and depth == 0 and index not in held:
            parts.append(text[begin:index])
            begin = index + 1
    parts.append(text[begin:])
    return parts


def is_group(name: str) -> bool:
    """Say whether a printed name means a class of bodies (各区政府), not one."""
    return _GROUP.search(name) is not None
