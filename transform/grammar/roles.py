"""What a number is when it is no fact: a date, a reference, a name, a contact, a length of time, a threshold, a count.

Every number of a document gets a role (`quantities`), so what the grammar does not understand shows itself. The rules
here look at the words right around a number; facts (`targets`, `observations`, `incentives`) are found first or after
as their modules say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from transform.language import periods
from transform.language.covered import Covered
from transform.language.quantities import Quantity

Role = Literal[
    "target",
    "observation",
    "incentive",
    "threshold",
    "limit_of_time",
    "date",
    "reference",
    "contact",
    "name",
    "list_count",
    "other",
]


class Taken(NamedTuple):
    """What a number was taken for, by which rule, and the fact that it became, if it did."""

    role: Role
    rule: str
    fact_id: str | None = None
    candidate: str | None = None
    """The role that the number nearly got instead."""
    reason: str | None = None
    """Why it did not get it, in words for a person."""
    certainty: str | None = None
    """How sure the decision is: decimal text from 0.00 to 1.00; None where nothing measured it."""


@dataclass(slots=True, frozen=True)
class Claim:
    """`text[start:end]` is spoken for: no number inside it is a fact."""

    start: int
    end: int
    role: Role
    rule: str

    @property
    def taken(self) -> Taken:
        """What the numbers inside were taken for."""
        return Taken(self.role, f"roles.{self.rule}")


# Bounded, for a run of digits is tried from each of them on.
_N = r"[\d〇零一二两三四五六七八九十百千]{1,20}"
# Tried in this order, the first group before expressions of time (公告2031年第6号): the first claim on a stretch holds.
BEFORE_TIMES: tuple[tuple[Role, str, str], ...] = (
    ("contact", "url", r"(?:https?://|www\.)[\w./:%?=&#~-]+|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]+@[\w-]+(?:\.[\w-]+)+"),
    ("contact", "telephone", r"(?<![\d.])(?:\(?0\d{2,3}\)?[-—\s]?)?[1-9]\d{6,7}(?:[-—]\d{1,4})?(?=[、,;。)转/]|\s|$)"),
    ("contact", "telephone", r"(?<!\d)(?:\+?\d{1,4}-)?\d{3,4}-\d{7,8}(?:-\d+)?(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)"),
    ("contact", "post_code", r"邮(?:政)?编(?:码)?:?\s*\d{6}"),
    ("contact", "hotline", r"\d{3,5}(?=[^,。;]{0,6}(?:热线|专线))"),
    (
        "reference",
        "document_number",
        r"[\[〔(【]\s*(?:(?:19|20)\d{2}|[一二][〇○零一二三四五六七八九]{3})\s*[\]〕)】]"
        r"\s*(?:第\s*)?(?:\d+\s*(?:号|—\d+)?|[一二三四五六七八九十百]{1,5}号)",
    ),
    (
        "reference",
        "order_number",
        r"(?:令|公告|通告|函|字|发|会议纪要)?(?:(?:19|20)\d{2}年)?第?\s*\d+(?:[—-]\d+)?\s*号(?:公告|令|文|楼|院|线|馆|厅|路)?",
    ),
)
PATTERNS: tuple[tuple[Role, str, str], ...] = (
    ("reference", "article", rf"第{_N}(?:条|款|项|章|节|编|部分)(?:第?{_N}[款项])?(?:[、和至]第?{_N}条)*"),
    ("reference", "standard", r"(?<![A-Za-z])[A-Z]{1,5}\d{0,2}(?:/[TZ])?\s*\d+(?:\.\d+)*[—–-](?:19|20)?\d{2}(?!\d)"),
    ("reference", "figure_or_table", rf"(?:图|表|附件|附录|附表|专栏|专列)\s*{_N}(?:[-—.]\d+)?"),
    ("reference", "page", r"第?\d+页"),
    ("reference", "footnote_mark", r"\[\d{1,3}\](?!\d*号)"),
    ("date", "clock", r"(?<!\d)\d{1,2}[时点](?:\d{1,2}分|整|许|半)"),
    ("name", "village_group", r"村[一-龥]{0,4}\d{1,2}组"),
    ("other", "restatement", r"\((?:即|约合|折合|相当于)[^()]*\)"),
    ("reference", "list_number", r"(?<=[;:。])\s*\d{1,2}[.、](?=[一-龥])|\(\d{1,2}\)(?=[一-龥])"),
    ("reference", "code", r"(?<![\d.,])0\d{1,4}(?=:?[一-龥])"),
    ("name", "circle", rf"{_N}(?:分钟|小时)(?=[一-龥]{{0,8}}圈)"),
    ("name", "ordinals", rf"第{_N}(?:位|名|发|批|次|期|个)?(?:至|到|—|-)第?{_N}(?:位|名|发|批|次|期|个)"),
    ("name", "bandwidth", r"\d+(?:M|兆)(?=及以上|以上|宽带|光纤|带宽|接入|网)"),
    ("name", "ordinal", rf"第{_N}(?:届|次|期|批|代|轮|阶段|期|类|产业|方|三者|责任人|名|个|家|位|场|书记|课堂|一|二)"),
    ("name", "school_or_unit", rf"第{_N}(?=[一-龥])"),
    ("name", "sum_of_parts", r"[\dN一二三四五六七八九十]{1,20}(?:\s*[+＋×xX]\s*[\dNXn一二三四五六七八九十]{1,20})+"),
    ("name", "latin_and_digits", r"(?<![A-Za-z\d.])[A-Za-z][A-Za-z\-_]*\d+(?:\.\d+)*[A-Za-z]*(?![\d.])"),
    ("name", "generation", r"(?<![\d.])\d+(?:\.\d+)?(?:[GKD])(?![A-Za-z])(?:网络|基站)?"),
    ("name", "version", r"(?<![\d.])[1-9]\.0(?!\d)(?!\s*(?:个百|[万亿千百倍元吨公平户家件次亩米岁张名人所台]))(?=\s*(?:版|行动|计划|工程|时代|阶段|[一-龥]))"),
    ("name", "grade", r"(?<![\d.])\d?[ASL]{1,5}\d?(?=\s*级)|(?<!\d)\d[AS]{1,2}(?![A-Za-z])|[LT]\d(?=\s*级)"),
    ("name", "set_phrase", r"千[一-龥]万[一-龥]|(?:21|二十一)世纪|百度|(?:双)?[百千万]兆|[百千万]卡|一刻钟|[一二三四五六七八九十]星级|零(?:距离|碳|工)"),
    ("name", "rank_of_size", r"[十百千]?[百千万]亿级(?!以)"),
    ("name", "best_of", r"[\d一二三四五六七八九十百千]{1,20}强(?=企业|榜|县|区|镇|市|园|名单|[”\"、,。]|$)"),
    ("name", "top_of_list", rf"前{_N}[名位家](?=(?![以之]内)[一-龥])"),
    ("name", "set_of_measures", rf"{_N}条(?=(?:硬)?(?:措施|意见|政策|举措|规定|办法|建议))"),
    ("name", "works_of_a_plan", rf"(?<=规划|纲要|方案){_N}[项个](?=重大|重点)"),
    ("other", "ratio", rf"每{_N}(?:[至到—-]{_N})?[个名人户家张套](?=[一-龥]{{1,8}}(?:组成|设立?|配备|配置|建设|建立|共享|安排))"),
    (
        "other",
        "per_so_many",
        r"每(?:隔)?(?:\d{1,4}|[一二两三四五六七八九十百千]{1,6}|(?=[十百千万]))[十百千万]{0,2}"
        r"(?:名|户|[常户]?(?:常住|户籍)?人口?|辆|平方(?:公里|米)|公里|亩|公顷|张|吨|元|个|家|床|位|台|平米)(?!次)"
        r"(?=[一-龥]{2,24}[一-龥]{0,12}\d)",
    ),
    ("name", "issuing_bodies", rf"等{_N}个?(?:部门|单位|委办局|部委|机关|厅局)"),
    ("name", "issuing_bodies", r"[两三四五六七八九十]+(?:部门|部委)(?=联合|印发|发布|出台|关于)"),
    ("name", "frequency", r"\d+(?:\.\d+)?\s*(?:[kMG]?Hz|nm|英寸|mm(?![A-Za-z]))|(?:720|1080|1440|2160)[pP](?![A-Za-z])"),
    ("name", "voltage", r"(?<![\d.])±?\d+千伏(?=[一-龥])"),
    ("date", "year_of_a_title", r"(?<![\d.])(?:19|20)\d{2}(?=国[内际]|全[国球]|世界)"),
    ("name", "campaign", r"(?<!\d)(?:618|11\.11)(?=期间|大促|购物|活动)"),
    ("other", "building_or_model", r"(?<![\d.])\d+(?=\s*(?:号线|号楼|层楼|室|码|频道|路公交))"),
    ("name", "hours_of_service", r"(?:7\s*[×xX*]\s*24|24)\s*小时(?=[^,。;]{0,8}(?:服务|无人|便利|营业|值守|自助|热线|智慧|开放|在线|对外))"),
    ("other", "ratio", r"(?<![\d.])\d+(?:\.\d+)?\s*:\s*\d+(?:\.\d+)?(?![\d.])"),
    ("other", "fraction", r"(?<![\d/.A-Za-z])[1-9]\d?/[1-9]\d{0,2}(?![\d/.A-Za-z年])"),
)  # fmt: skip
# Digits are bounded too, for the same reason: nobody prints so many.
_FIRST, _THEN = (
    [(role, rule, re.compile(pattern.replace(r"\d+", r"\d{1,20}"))) for role, rule, pattern in group]
    for group in (BEFORE_TIMES, PATTERNS)
)
_TITLE = re.compile(r"《[^》]*》|〈[^〉]*〉")
_QUOTED = re.compile(r"[“‘「『\"]([^”’」』\"。;!?]{1,24})[”’」』\"]")

TIME_UNITS = frozenset(
    [
        *("年", "个月", "月", "周", "星期", "天", "日", "小时", "分钟", "秒", "毫秒", "微秒", "刻钟", "季度", "个季度"),
        *("个工作日", "工作日", "个自然日", "自然日", "个交易日", "周年", "学年", "学时", "课时"),
    ]
)

INDEX = re.compile(
    r"(?:指数|系数|强度|PUE(?:\)|值)*|能效值|得分|容积率|基尼系数|比值|倍差|收入比|桩比)(?:平均)?"
    r"(?:(?:达到?|缩小到|优于|提高到|降至|降到|控制在|保持在|为|在)?$"
    r"|[从由](?:\d{4}年的?)?(?:[\d.]+[一-龥]{1,4}[到至](?:\d{4}年的?)?)?$)"
)
"""A number without a unit is a fact behind these alone: indices, coefficients, scores."""
_LIVED = re.compile(r"(?:(?:预期|期望|人均)寿命|教育年限)(?:[^,。;\d]{0,6}|[从由自][^,。;]{0,24})$")
"""What is measured in years (人均预期寿命达到80岁): no length of time that anybody is given, and no age that is asked."""
_DAYS_COUNTED = re.compile(r"(?<![期假])(?:天|日)数[^,。;、\d]{0,5}$")
"""Days that are counted (优良天数达到310天) are no length of time that anybody is given."""
_OF_AN_AMOUNT = re.compile(r"[^,。;]*[额费价款金资]的$")
"""An amount of which a part is the limit of something (不超过缴费额的2/3); with 占 before it the part is what is stated."""
_GIVEN = re.compile(r"给予|补[贴助]|资助|奖励|返还|减免")
_SUM = re.compile(r"\d[万亿]?元[^。;]*$")
"""An amount before a share of its sentence: the share only bounds it."""
_GRADES = 20
"""No scale (of earthquakes, of winds, of posts) has so many grades."""
COUNTING = re.compile(
    r"大类|中类|小类|大(?!学|道|型|桥)|个?方面"
    r"|项(?:[一-龥]{0,4}任务|(?:重点|主要|具体|基础)?工作|举措|措施|重点任务|内容|制度|机制|原则|功能|核心功能)"
    r"|个(?:大类|中类|小类|方面|环节|维度|层面|要素|等级|部分|阶段|方向|特点|原则|坚持)|个(?:细分)?领域(?:方向)?(?=[,、。;和]|$)"
    r"|种(?:模式|形式|类型|方式|情形|情况|途径|渠道|主要)"
)


def claims(text: str, times: Sequence[periods.Time]) -> list[Claim]:
    """Give the stretches of a paragraph whose numbers are no facts, in the order of their rules."""
    found: list[Claim] = []
    covered = Covered(len(text))

    def claim(start: int, end: int, role: Role, rule: str) -> None:
        if covered.take(start, end):
            found.append(Claim(start, end, role, rule))

    for match in _TITLE.finditer(text):
        claim(match.start(), match.end(), "reference", "title_of_document")
    for role, rule, pattern in _FIRST:
        for match in pattern.finditer(text):
            claim(match.start(), match.end(), role, rule)
    for time in times:
        claim(time.start, time.end, "limit_of_time" if time.kind == "span" else "date", "time")
    for match in _QUOTED.finditer(text):
        if re.search(r"\d|[一二两三四五六七八九十百千万亿]", match[1]):
            claim(match.start(), match.end(), "name", "quoted_name")
    for role, rule, pattern in _THEN:
        for match in pattern.finditer(text):
            claim(match.start(), match.end(), role, rule)
    return found


_PARTS_OF_ONE = frozenset(["fraction_slash", "digits_per"])
"""The rules of the language that read a stroke between two numbers: what they give is a number, no claim is laid on it."""


def beside(found: Sequence[Claim], quantities: Sequence[Quantity]) -> list[Claim]:
    """Give the claims that are none on what the language has read as one number: 1/3, the m3 of 20万m3."""
    strokes = {q.start for q in quantities if q.rule in _PARTS_OF_ONE}
    units = [(q.start, q.unit_end) for q in quantities if q.unit and re.search(r"[A-Za-z]\d", q.unit)]
    return [
        c
        for c in found
        if not (c.rule == "fraction" and c.start in strokes)
        and not (c.rule == "latin_and_digits" and any(start < c.start and c.end <= end for start, end in units))
    ]


def claimed(quantity: Quantity, found: Sequence[Claim]) -> Claim | None:
    """Give the claim that a quantity's number stands in, None where it is free."""
    return next(
        (c for c in found if c.start <= quantity.start < c.end or quantity.start <= c.start < quantity.unit_end), None
    )


def by_words(text: str, quantity: Quantity) -> Taken | None:
    """Give what the words right around a free number take it for: a time limit, a count of what was listed."""
    after = text[quantity.end : quantity.end + 8]
    if quantity.base in ("年", "岁") and _LIVED.search(text[: quantity.outer_start]):
        return None
    if quantity.vague:
        return Taken("other", "roles.vague")
    if quantity.rule == "fraction_slash":
        of = _OF_AN_AMOUNT.search(text[max(0, quantity.outer_start - 30) : quantity.outer_start])
        near = text[max(0, quantity.outer_start - 30) : quantity.end + 12]
        gives = _GIVEN.search(near) is not None and _SUM.search(text, 0, quantity.start) is None
        if of is not None and "占" not in of[0] and not gives:
            return Taken("threshold", "roles.share_of_an_amount")
    if quantity.base in TIME_UNITS and not (
        quantity.base in ("天", "日")
        and _DAYS_COUNTED.search(text[max(0, quantity.outer_start - 12) : quantity.outer_start])
    ):
        return Taken("limit_of_time", "roles.length_of_time")
    if quantity.base in ("岁", "周岁"):
        return Taken("threshold", "roles.age")
    if quantity.unit == "级" and quantity.value < _GRADES and "能力" not in after:
        return Taken("name", "roles.grade_of_a_scale")
    if re.search(r"(?:这|上述|前述)$", text[: quantity.outer_start]):
        return Taken("list_count", "roles.kinds_listed")
    if quantity.unit == "类" and quantity.value < 20 and text.endswith("等", 0, quantity.start):
        return Taken("list_count", "roles.kinds_listed")
    if quantity.value < 100 and COUNTING.match((quantity.unit or "") + after) and quantity.comparator == "=":
        return Taken("list_count", "roles.parts_listed")
    if quantity.unit is None and not INDEX.search(text[: quantity.outer_start]):
        return Taken("other", "roles.without_unit")
    return None
