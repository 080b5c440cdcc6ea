"""Observations: a measured state with a number that somebody could put in a time series, from prose and from tables.

Reports, white papers, bulletins and news pages state them throughout; plans only where they speak of what has been.
A sentence that looks ahead is a target (`targets`) unless a third party's forecast is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from transform.document.model import Document
from transform.document.records import Evidence, Fact
from transform.grammar import incentives, phrases, roles, thresholds
from transform.grammar.ahead import BACKGROUND, FORECAST, PLANNED, REPORTING
from transform.grammar.reading import Reading
from transform.grammar.roles import Taken
from transform.identity import Ids
from transform.language import clauses, numbers
from transform.language.clauses import Span
from transform.language.numbers import Plain
from transform.language.quantities import Comparator, Quantity

AVERAGE = re.compile(
    r"(?:[一二两三四五六七八九十\d]+年)?平均(?:增长|下降|增速|增幅)|(?<!全)年均|平均增长率|复合(?:年均)?增长"
)
SHARE = re.compile(r"占(?!地|用|据)|占据|比重|份额|占有率|占比|比例")
FALLING = re.compile(
    r"(?:负增长|下降|下跌|降低|减低|减少|下滑|缩减|缩小|回落|放缓|降幅|缩短|减亏|减产|减收|减速)(?!到|至|为)"
)
RANK = re.compile(
    r"(?:位居|位列|位于|排名|排在|排|居|列|蝉联|保持|夺得|稳居|名列|跃居|跻身|进入|处于|全国|全球|世界|国内|全省|全市|行业|市场|份额|(?:提升|上升|跃升|前移|[升降])[到至])[^,。;第]{0,10}"
    r"第(?P<n>[一二三四五六七八九十]+|\s*\d+)(?P<unit>位|名)?(?:至\s*第?(?P<m>\d+)(?:位|名))?(?:(?=[一-龥]{0,2}[升移降][到至])|(?![批个家次部期届代轮人大中医方者类一-龥]{1}(?<![,。;、位名])))"
    r"|(?:居|列|位居|位列|排在)?(?:全国|全球|世界|国内|全省|行业|各省|各地|同类)[^,。;]{0,8}(?:之首|首位|榜首)"
)
MORE_RANKS = re.compile(r"(?:、|和|与|及)第?(?P<n>[一二三四五六七八九十]+|\d+)(?:位|名)?")
"""The ranks that a list told 分别 goes on with (分别位列第二、第三名)."""
VIEWED = re.compile(r"从(?P<measure>[^,]{0,12}(?:总量|规模|总值|产值|收入|数量|总额|增速|[额率]))(?:来|上|方面)?看")
"""A clause that says which measure the next one speaks of (从经济总量来看,云川居全国第一)."""
MEASURED_TIME = re.compile(
    r"(?:数|长度|时长|(?<!服务)(?<!营业)(?<!开放)(?<!办公)时间|周期|用时|寿命|年龄|年限|时延|里程)(?:约|平均|已|仅|由|从|为|达到?|缩短|下降|压缩|减少|增加|提高|至|到)*$|由\s*\d+\s*[天日小时分钟]+(?:下降|缩短|压缩|减少)[至到为]$|总?长度[^,。]{0,8}$"
)
STATING = re.compile(r"占|比重|份额|占比|增|降|减|升|提高|扩大|高于")
AIMED = re.compile(
    r"(?:^|[,:;。])?(?:(?<![主重需必首纪摘只想])要(?!求|素|点|闻|约|塞|么|是)|力争|争取|冲刺|"
    rf"{PLANNED}|(?<!即)将(?!近|其|把)|(?<![模虚])拟)"
)
CONTINUING = re.compile(
    r"(?:再|又|并|分别|但|而|[到至从自由的])*(?:同比|环比|可比|名义|实际(?=增|下|上)|(?:按|扣除)[^,]{2,10}|(?:其)?(?:增速|增幅|降幅|涨幅|跌幅|增长率)(?!为|达|是|\d)"
    r"|比(?!重|例)|较(?!大|快|高)|与[^,]*相比|相比|两年平均|年均|增(?!加值|值|设|[收产值][^\d,]*[一-龥])|下降|上涨|降[为至到]|升[为至到]|平均增长|收窄|回落|加快|放缓|(?:缩小|扩大|提升|提高|上升|增加|减少)(?=[到至]))|[再到至从自由的]+$"
)
"""How a clause begins that goes on with the subject of the one before it (同比, 扣除价格因素, 增速比上年, 再到去年降为)."""
COUNTED = frozenset("家个户项名人所位件")
CLASS = re.compile(r"(?:群体|人群|家庭|阶层|档)")
"""What a range of money limits (年收入10—50万元群体)."""
OVER = re.compile(r"(?<![超通经不])过$")
GROWS_BY = re.compile(r"的[^,。;]{0,4}(?:增长速度|增速|增幅|涨幅|增长)")
"""What makes the percentage before it growth (保持9.7%的较高增长速度)."""
PART = re.compile(r"(?:企业|单位|机构|项目|占)$|^[一-龥]{2,3}$")
DEMANDED = re.compile(r"[,:]要(?!求|素|点|么)")
"""A plan's demand that a report tells: all of the sentence behind it is what shall be."""
OFFERED = re.compile(r"给予|予以|最高(?:奖励|补贴|补助|资助|支持)|奖励$")
CHANGED_TO = re.compile(r"(?:增长|提高|提升|上升|扩大|增加|下降|降低|减少|缩短|发展)?[到至]")
EXPECTED = re.compile(r"将(?:达|突破|超|在|实现|陆续)")
NEXT_TO = re.compile(r"的?[^,;。增减降升长涨跌高低多少快慢收扩缩回落放提]{0,8}")
UNDATED = re.compile(r"目前|当前|迄今|至今|现有|现已")
STATED = re.compile(
    r"(?P<subject>[^,]{2,40}?)(?:增势|走势|势头|保持|持续|继续|运行|表现|稳步|较快|较好|明显|加快|回升|回暖|向好)"
)
MEASURE = re.compile(
    r"(?:营业(?:总)?|销售|主营业务)收入|利润(?:总额)?|(?:总)?产值|增加值|投资(?:额)?|零售额|销售额|出口(?:额|值)?|产量|销量"
)
"""What a clause says first of the subject that the one before it speaks of (服务业增势较好,营业收入增长5%)."""
GENERIC = re.compile(
    r"^(?:其|该|总|实际|市场|用户|年|月|总体|整体|(?:年均?)?复合|年均|年平均|平均)?(?:规模|收入|数量|总数|总量|增速|增长率|增幅|增长|份额|占比|比重|总额|金额|面积|人数|数"
    r"|产值|产量|销量|销售额|交易额|成交额|市场份额|市场占有率(?:方面)?)?$"
)


Stat = Literal["level", "growth_yoy", "average_growth", "share", "rank", "change"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Fact):
    """A number that was measured, in prose or in the cell of a printed table (`table_id`, `row`, `column`)."""

    TABLE = "observations"
    KEY = ("observation_id",)

    observation_id: str
    document_id: str
    metric: str
    stat: Stat
    comparator: Comparator
    value: Plain
    value_max: Plain | None
    unit: str | None
    period: str | None
    area: str | None
    is_forecast: bool
    table_id: str | None
    row: int | None
    column: int | None


def find(document: Document, readings: list[Reading], ids: Ids) -> list[Observation]:
    """Give the rows of `observations` that prose states; numbers used are marked in their readings."""
    rows: list[Observation] = []
    for reading in readings:
        if reading.paragraph.kind == "heading" or reading.paragraph.role not in ("body", "annex"):
            continue
        rows += _Paragraph(document, reading, ids).rows()
    return rows


class _Paragraph:
    """The running subject and period of one paragraph."""

    def __init__(self, document: Document, reading: Reading, ids: Ids) -> None:
        self.document, self.reading, self.ids = document, reading, ids
        self.subject = ""
        self.unit: str | None = None
        self.own_subject = False
        self.before = ""
        self.share = ""
        self.whole = ""
        self.viewed = self.ranked = ""
        self.told: list[str] = []
        self.levels: list[str] = []
        self.grows = self.follows = False

    def rows(self) -> list[Observation]:
        made: list[Observation] = []
        text = self.reading.text
        for sentence in self.reading.sentences:
            self.before, self.own_subject, self.whole, self.told, self.viewed = "", False, "", [], ""
            for clause in clauses.clauses(text, sentence):
                self.ranked = ""
                row = [q for q in self._row_of(clause) if self._measured(clause, q)]
                if self._states(sentence, clause):
                    made += self._clause(sentence, clause, row)
                self.follows = not row
                viewed = VIEWED.fullmatch(text, clause.start, clause.end)
                if viewed:
                    self.viewed = viewed["measure"]
                elif not row:
                    words = phrases.without_times(text, clause.start, clause.end, self.reading.times)
                    self.before = self.ranked or words
        return made

    def _row_of(self, clause: Span) -> list[Quantity]:
        """The free quantities of a clause, and lengths of time where they measure something (周转天数由23天)."""
        reading, text = self.reading, self.reading.text
        free = {q.start: q for q in reading.free(clause)}
        for quantity in reading.quantities:
            if not (clause.start <= quantity.start < clause.end) or quantity.start in reading.used:
                continue
            if roles.claimed(quantity, reading.claims) is not None:
                continue
            if quantity.base in roles.TIME_UNITS and MEASURED_TIME.search(text[clause.start : quantity.outer_start]):
                free[quantity.start] = quantity
        return [free[start] for start in sorted(free)]

    def _states(self, sentence: Span, clause: Span) -> bool:
        document, text = self.document, self.reading.text
        words = text[sentence.start : clause.end]
        if document.kind in REPORTING:
            aimed = AIMED.search(text, clause.start, clause.end) or DEMANDED.search(words)
            return FORECAST.search(words) is not None or not aimed
        time = self.reading.governing(clause.end)
        past = time is not None and time.year is not None and document.year is not None and time.year < document.year
        background = any(BACKGROUND.search(h) for h in self.reading.headings)
        return bool(past or background) and not re.search(r"力争|争取|确保", words)

    def _clause(self, sentence: Span, clause: Span, row: list[Quantity]) -> list[Observation]:
        reading, text = self.reading, self.reading.text
        made: list[Observation] = []
        for index, quantity in enumerate(row):
            phrase = phrases.around(text, clause, row, index, reading.times)
            start = clause.start if index == 0 else row[index - 1].end
            changed = index and phrases.CHANGING.fullmatch(text, row[index - 1].end, quantity.outer_start)
            stat = self._stat(clause, quantity, clause.start if changed else start)
            subjects = phrases.respective(text, clause, row, reading.times)
            if "分别" in text[clause.start : row[0].start] and CONTINUING.match(text, clause.start):
                # 肉类、禽蛋价格回落,环比分别下降3%和1%
                told_of = self.before if self.follows else self.subject if self.own_subject else ""
                subjects = phrases.joined(phrases.left_noun(told_of), len(row)) or subjects
            if not subjects and "分别" in text[clause.start : row[0].start] and len(self.told) >= len(row) > 1:
                subjects = self.told[-len(row) :]  # 收入500亿元,游客6000万人次,分别增长25%和18%
            if subjects and not phrase.from_right:
                metric = self._now(subjects[index], quantity)
            else:
                metric = self._metric(phrase, quantity, clause, start, stat)
            if not metric:
                continue
            if stat == "level" and quantity.base == "%" and metric == self.share and "占" in metric:
                stat = "share"
            if quantity.base == "%":
                self.grows = stat in ("growth_yoy", "average_growth")
                self.share = self.share if stat in ("share", "level") else ""
            told = reading.respective(row, quantity)
            period = told.value if told else self._period(sentence, clause, quantity)
            made.append(self._row(sentence, clause, quantity, phrase, metric, period, stat))
        self.told += [row.metric for row in made]
        self.levels += [row.metric for row in made if row.stat == "level"]
        ends = [q.end for q in row]
        for match in RANK.finditer(text, clause.start, clause.end):
            start = max([clause.start, *(end for end in ends if end <= match.start())])
            made += self._ranks(sentence, clause, match, start)
            ends.append(match.end())
        return made

    def _measured(self, clause: Span, quantity: Quantity) -> bool:
        text = self.reading.text
        if thresholds.HEAD_BEHIND.match(text, quantity.end) and (
            quantity.comparator not in ("=", "~") or clauses.bracketed(text, quantity.start)
        ):
            self.reading.used[quantity.start] = Taken("threshold", "thresholds.of_a_noun")
            return False
        before, behind = text[clause.start : quantity.outer_start], text[quantity.end : clause.end]
        over = incentives.is_money(quantity) and OVER.search(before) and re.match(r"[一-龥]", behind)
        if over or (quantity.value_max is not None and CLASS.match(behind)):
            self.reading.used[quantity.start] = Taken("threshold", "thresholds.of_a_noun")
            return False  # 过10亿元项目6个, 年收入10—50万元群体: it says which.
        if re.match(phrases.STEP, behind) and quantity.base == "个":
            self.reading.used[quantity.start] = Taken("list_count", "observations.steps")
            return False  # 连跨4个万亿级台阶
        if incentives.is_money(quantity) and OFFERED.search(text, clause.start, quantity.start):
            return False  # A page that tells of an offer measures nothing.
        if quantity.chinese and quantity.value < 10 and not (quantity.unit and quantity.unit[0] in "万亿%"):
            # 两种, 三个, 四家 count what the sentence lists, unless a verb of reaching or covering stands before them.
            return re.search(r"(?:覆盖|达到?|共有?|新增|建成|拥有|超过?|已有|累计)$", before) is not None
        return True

    def _metric(self, phrase: phrases.Phrase, quantity: Quantity, clause: Span, start: int, stat: Stat) -> str:
        text = self.reading.text
        left = phrases.left_noun(phrases.without_times(text, start, quantity.outer_start, self.reading.times))
        words = text[start : quantity.outer_start]
        carried = self._carried()
        if GROWS_BY.match(text, quantity.end) and carried and not left:
            return carried
        if phrase.from_right and (stat != "share" or not SHARE.search(words)):
            own = phrase.metric
            if self.own_subject and self.subject.removesuffix("中").endswith(own):
                own = self.subject.removesuffix("中")
            return self._now(own, quantity)
        if stat == "share" and re.search(r"占", words):
            of = re.search(r"约?占(?P<of>.*)$", phrases.without_times(text, start, quantity.outer_start, ()))
            whole = re.sub(r"(?:的|约|近|超过?|达到?|提高到|比重|总数的?|为|是)+$", "", of["of"]) if of else ""
            part = phrases.left_noun(re.split(r"约?占", words)[0])
            metric = (
                f"{part or carried}占{whole}比重" if whole and not whole.startswith("比") else f"{part or carried}占比"
            )
            if part:
                self._now(metric, quantity)
            self.share = metric
            return metric
        bare = phrases.without_times(text, start, quantity.outer_start, self.reading.times)
        if not left or CONTINUING.match(bare.lstrip(",、:; ")) or CONTINUING.match(words):
            return self._points(carried) if quantity.base in ("个百分点", "百分点") else carried
        if self.own_subject and {quantity.unit, self.unit} <= COUNTED:
            # 其中 opens a list of parts that goes on to the end of the sentence.
            if text.startswith("其中", clause.start):
                self.whole = carried.removesuffix("中")
            if self.whole or PART.search(left):
                part = f"{self.whole or carried.removesuffix('中')}中{left}"
                return self._now(part, quantity) if self.whole else part
        if quantity.base == "倍":
            compared = re.fullmatch(r"(?P<this>.+?)(?:已经|已)?(?:达到|达|是|为|相当于)(?P<that>.+)", left)
            left = f"{compared['this']}与{compared['that']}之比" if compared else left
        if left in ("人", "户", "人均", "户均"):
            return left[0] + "均" + carried
        stated = STATED.match(self.before) if self.follows and MEASURE.fullmatch(left) else None
        if stated:
            return self._now(stated["subject"] + left, quantity)
        if GENERIC.match(left):
            named = self.before.find(left)
            left = self.before[: named + len(left)] if named > 0 else carried + left
        return self._now(left, quantity)

    def _points(self, carried: str) -> str:
        """Give what percentage points are a change of: the share told last, else the growth of the running subject."""
        if self.share:
            return self.share
        return f"{carried}增速" if carried and self.grows and not carried.endswith(("增速", "增幅", "率")) else carried

    def _now(self, metric: str, quantity: Quantity) -> str:
        self.subject, self.unit, self.own_subject = metric, quantity.unit, True
        self.share = metric if quantity.base == "%" else ""
        return metric

    def _carried(self) -> str:
        """The running subject: of this sentence, else the clause before, else of the paragraph, else the heading."""
        headings = self.reading.paragraph.headings
        if self.own_subject:
            return self.subject
        if self.viewed and not self.before:
            return self.viewed
        return phrases.left_noun(self.before) or self.subject or (headings[-1] if headings else "")

    def _stat(self, clause: Span, quantity: Quantity, start: int) -> Stat:
        text = self.reading.text
        near = text[start : quantity.end]
        if not STATING.search(near):
            near = text[clause.start : quantity.end]
        if not STATING.search(near) and not self.own_subject:
            near = self.before + near
        grows = GROWS_BY.match(text, quantity.end)
        behind = grows is None and (
            re.match(r"的(?!速度|增长|增速|增幅|比[例重])[一-龥A-Z]", text[quantity.end : quantity.end + 4]) is not None
        )
        return _stat(near + (grows[0] if grows else ""), quantity, text[start : quantity.start], behind)

    def _period(self, sentence: Span, clause: Span, quantity: Quantity) -> str | None:
        reading, text = self.reading, self.reading.text
        for time in reading.times:
            between = text[time.end : quantity.outer_start]
            if (
                quantity.base != "倍"
                and clause.start <= time.start
                and time.end <= quantity.outer_start
                and reading.is_base(time)
                and NEXT_TO.fullmatch(between)
            ):
                return time.value
            if (
                re.fullmatch(r"(?:[一-龥]{1,8})?\((?:截止?至?到?)", text[quantity.end : time.start])
                and time.start > quantity.end
            ):
                return time.value
        governing = reading.governing(quantity.start)
        if governing is None and not UNDATED.search(text, sentence.start, quantity.start):
            governing = reading.governing(quantity.start, carry=True) or reading.carried
        if governing is not None and governing.value is not None:
            first, _, last = governing.value.partition("/")
            before, behind = text[clause.start : quantity.start], text[quantity.end : clause.end]
            if last and len(first) == 4 and re.search(r"[从由][^,]*$", before):
                # 2031—2033年,…从320亿元增长到610亿元: the span's first year, then its last.
                return (
                    last
                    if re.search(r"[到至](?:了|约)*$", before)
                    else first
                    if CHANGED_TO.match(behind)
                    else governing.value
                )
            return governing.value
        # 同比, 较去年: what is compared with last year is of this one; a report of a year tells of it.
        yearly = re.search(r"同比|去年|比上年|较上年", text[sentence.start : sentence.end])
        year = reading.told or self.document.year
        told = reading.told is not None and not UNDATED.search(text, sentence.start, quantity.start)
        return str(year) if (yearly or told) and year else None

    def _row(
        self,
        sentence: Span,
        clause: Span,
        quantity: Quantity,
        phrase: phrases.Phrase,
        metric: str,
        period: str | None,
        stat: Stat,
    ) -> Observation:
        text = self.reading.text
        near = text[max(phrase.start, clause.start) : quantity.end]
        comparator = quantity.comparator
        if comparator == "=" and re.search(
            r"约占" if stat == "share" else r"约(?:为|有|达|合)$", near[: -len(text[quantity.start : quantity.end])]
        ):
            comparator = "~"
        value, value_max = quantity.value, quantity.value_max
        grows = GROWS_BY.match(text, quantity.end)
        falls = FALLING.search(near + (grows[0] if grows else "")) is not None and "收窄" not in near
        if stat in ("growth_yoy", "average_growth", "change") and falls and value > 0:
            value, value_max = -value, None if value_max is None else -value_max
        return self._make(
            metric, stat, comparator, numbers.plain(value),
            numbers.plain(value_max) if value_max is not None else None, quantity.unit, period,
            sentence, phrase.start, phrase.end, quantity.start, f"observations.{stat}",
        )  # fmt: skip

    def _ranks(self, sentence: Span, clause: Span, match: re.Match[str], start: int) -> list[Observation]:
        """Give the rank that a match tells, and those that its list goes on with (分别位列第二、第三名)."""
        text = self.reading.text
        printed = match["n"]
        value = numbers.parse(printed.strip()) if printed else Decimal(1)
        if value is None:
            return []
        words = phrases.without_times(text, start, match.start(), self.reading.times)
        left = phrases.left_noun(re.sub(r"[均都皆分]$", "", _LASTING.sub("", words)))
        if self.viewed and left and self.viewed not in left:
            left += self.viewed
        metric = self._carried() + left if not left or GENERIC.match(left) else left
        if not metric:
            return []
        self.ranked = metric
        found = [(metric, value, match)]
        if text.endswith(("分别", "分"), 0, match.start()):
            more = list(_run(MORE_RANKS, text, match.end()))
            ranked = phrases.left_noun(text[clause.start : match.start()].split("在")[0])
            subjects = phrases.joined(ranked, len(more) + 1)
            if more and not left:  # 产值9亿元,收入3亿元,分居全省第四、第三位
                subjects = self.levels[-len(more) - 1 :] if len(self.levels) > len(more) else []
            values = [numbers.parse(m["n"].strip()) or value for m in (match, *more)] if subjects else []
            found = list(zip(subjects, values, (match, *more), strict=True)) if subjects else found
        time = self.reading.governing(match.start(), carry=True) or self.reading.carried
        return [
            self._make(
                metric, "rank", "=", numbers.plain(value), Plain(match["m"]) if match["m"] else None, match["unit"] if printed else None,
                time.value if time else None, sentence, clause.start, told.end(),
                told.start("n") if printed else told.start(), "observations.rank",
            )
            for metric, value, told in found
        ]  # fmt: skip

    def _make(
        self, metric: str, stat: Stat, comparator: Comparator, value: Plain, value_max: Plain | None, unit: str | None,
        period: str | None, sentence: Span, start: int, end: int, position: int, rule: str,
    ) -> Observation:  # fmt: skip
        document, text = self.document, self.reading.text
        evidence = Evidence.of_text(document, self.reading.paragraph, start, end, rule)
        observation_id = self.ids.fact("o", None, metric, evidence.quote, value, unit, period)
        self.reading.used[position] = Taken("observation", rule, observation_id)
        return Observation(
            observation_id=observation_id,
            document_id=document.document_id,
            metric=metric,
            stat=stat,
            comparator=comparator,
            value=value,
            value_max=value_max,
            unit=unit,
            period=period,
            area=area(metric + text[start:end], document.area),
            is_forecast=FORECAST.search(text[sentence.start : end]) is not None
            or EXPECTED.search(text[sentence.start : end]) is not None
            or lies_ahead(period, document.issued_on or document.published_on),
            table_id=None,
            row=None,
            column=None,
            evidence=evidence,
        )


_LASTING = re.compile(
    r"(?:已)?连续[\d一二三四五六七八九十]+(?:年|个月|个季度)(?:、[\d一二三四五六七八九十]+(?:年|个月|个季度))*"
)


def _run(pattern: re.Pattern[str], text: str, position: int) -> Iterator[re.Match[str]]:
    """Give the matches that follow one another without a gap."""
    while match := pattern.match(text, position):
        yield match
        position = match.end()


def lies_ahead(period: str | None, date: str | None) -> bool:
    """Say whether a period begins after the document's date, as far as both are told: nothing is measured ahead."""
    if period is None or date is None:
        return False
    first = period.split("/")[0]
    shared = min(len(first), len(date)) if re.fullmatch(r"[\d-]+", first) else 4
    return first[:shared] > date[:shared]


def area(words: str, own: str | None) -> str | None:
    """Give the place that a statement speaks of: the widest named in it, else the document's own."""
    if re.search(r"全球(?!首|领先)|世界(?!\d+强|第|领先|一流|级|VR)", words):
        return "全球"
    if re.search(r"(?<![于占居列])全国|我国|中国(?!移动|电信|联通|银行)", words):
        return "全国"
    named = re.search(r"([一-龥]{2,4}(?:区|县))(?=[一-龥])", words)
    if named and re.match(r"(?:全区|地区|园区|城区|社区|郊区|赛区|各区)", named[1]) is None and len(named[1]) <= 3:
        return named[1]
    return own


def _stat(near: str, quantity: Quantity, left: str, behind: bool) -> Stat:
    """Tell what a number states; `behind` says that it is a part of what stands behind it (40%的居民)."""
    percent = quantity.base == "%" or quantity.base == "成"
    if percent:
        if "贡献率" in near:
            return "share"
        if AVERAGE.search(near):
            return "average_growth"
        if re.search(r"同比|比上年|较上年|增速|增长率|增长速度|增幅|涨幅|降幅", near):
            return "growth_yoy"
        if SHARE.search(near) or (quantity.chinese and quantity.base == "%") or behind:
            return "share"
        if re.search(r"增长|下降|下滑|减少|增加|上涨|下跌|回落", near) and not re.search(r"(?:到|至|为)$", left):
            return "growth_yoy"
        if re.search(r"提升|提高|降低|上升", near) and not re.search(r"(?:到|至|为)$", left):
            return "change"
        return "level"
    if quantity.base in ("个百分点", "百分点"):
        return "change"
    if re.search(r"(?:比|较)[^,]*(?:增长|增加|减少|下降|增产|减产|缩小|多|少)(?:了|近|约)*$", left) or re.search(
        r"(?:增加|减少|净增|缩小|增产|减产|增收|减收|提升|提高|上升|下降|前移)(?:了|近|约)*$", left
    ):
        return "change"
    return "level"
