"""Observations: a measured state with a number that somebody could put in a time series, from prose and from tables.

Reports, white papers, bulletins and news pages state them throughout; plans only where they speak of what has been.
A sentence that looks ahead is a target (`targets`) unless a third party's forecast is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from transform.document.model import Document
from transform.document.records import Evidence, Fact
from transform.grammar import constituents, incentives, phrases, places, roles, thresholds, unaimed, unmeasured, verbs
from transform.grammar.ahead import BACKGROUND, FORECAST, PLANNED, REPORTING
from transform.grammar.anchor import anchor
from transform.grammar.observed_period import (
    compared_year,
    is_still_to_be,
    lies_ahead,
    lies_back,
    period_of,
    rank_period,
)
from transform.grammar.observed_rank import RANK, place, ranks_of
from transform.grammar.observed_stat import CONTINUES, NEWLY, SIGNED, Stat, falls, settled, stat_of
from transform.grammar.observed_subject import Subject, members_of
from transform.grammar.reading import Reading
from transform.grammar.roles import Taken
from transform.grammar.voice import Voice, voice_of
from transform.identity import Ids
from transform.language import clauses, numbers
from transform.language.clauses import Span
from transform.language.numbers import Plain
from transform.language.quantities import Comparator, Quantity

MEASURED_TIME = re.compile(
    r"(?:数|长度|时长|(?<!服务)(?<!营业)(?<!开放)(?<!办公)时间|周期|用时|寿命|年龄|年限|时延|里程)(?:约|平均|已|仅|由|从|为|达到?|缩短|下降|压缩|减少|增加|提高|至|到)*$|由\s*\d+\s*[天日小时分钟]+(?:下降|缩短|压缩|减少)[至到为]$|总?长度[^,。]{0,8}$"
)
AIMED = re.compile(
    r"(?:^|[,:;。])?(?:(?<![主重需必首纪摘只想])要(?!求|素|点|闻|约|塞|么|是)|力争"
    r"|(?<![已共])争取(?!到|了|中央|上级|国家|省级?|[一-龥]{0,4}(?:资金|投入|补助))|冲刺|"
    rf"{PLANNED}|(?<!即)将(?!近|其|把)|(?<![模虚])拟)"
)
GOES_ON = re.compile(r"(?:比|较|增长|下降|增加|减少|提高)")
PROPOSED = re.compile(r"(?<![模虚])拟(?:安排|投入|发行|新增|下达)")
EACH = re.compile(
    r"(?<![平年人户日月])[均都](?:已|将)?(?:增长|下降|提高|达到?|超过?|为|在|保持在|实现|突破)?[^,;。、一-龥]*$"
)
"""What gives one number to each of several (甲、乙均超过 | 10%)."""
PAST = re.compile(
    r"截至|同比|比上年|较上年|去年|(?<![需应须])已经?(?=[建完培引形认创投累开达新实发])|共(?:记录|接待|发生)|成功[一-龥]{2}了?\d"
)
"""What tells in a text that decides that its clause is about the past."""
BOUND = re.compile(r"不[得应]?(?:超过|高于|多于|大于|低于|少于|小于)|最高不超过|至少|最多|至多")
BOUND_BEHIND = ("以下", "以内", "之内")
"""Words of a limit, right before a number and right behind it."""
CLASS = re.compile(r"(?:群体|人群|家庭|阶层|档)")
"""What a range of money limits (年收入10—50万元群体)."""
OF_EACH = re.compile(
    r"\d[余多]?[家户个种][^,、;。\d]{2,20}(?:收入|营收|产值|规模|销售额|交易额|市值|利润|税收|投资额?)(?:均|都|已|首次)?(?:超过?|突破|跨越|跨上|过|逾|破|达到?)$"
)
"""What is counted by a class of money (19家企业营业收入超 | 百亿元): a round number in words says which."""
SETTLED = re.compile(r"[^,;。\d]{0,14}(?:村(?!民)|寨|屯|小区|居民点|聚落|院落)")
"""What so many households or people make (50户以上自然村): the number says which."""
TERRITORIES = frozenset("县乡镇村市区州旗")
"""Units of territory: a run of their counts says where something was done."""
NAMES = re.compile(r"^[^)）\]】].*[一-龥A-Za-z]|^[一-龥A-Za-z]")
"""What a metric has: a word, and no bracket that closes what stands before it."""
OF_OTHERS = re.compile(
    r"(?:比|较|[高低快慢多少优好]于)[^,。;()]{1,12}\((?:[^()]{0,8}[:为])?$|(?:[和与及、])[^,。;()]{1,12}\($"
)
"""What stands before a number in brackets that is another's, which one is compared with (比全省(6.1%)高0.4个百分点)."""
OTHERS = re.compile(r"(?:比|较|[高低快慢多少优好]于)[^,。;]{0,6}(?:全[国省市区县球]|平均|同期|先进)")
OVER = re.compile(r"(?<![超通经不])过$")
DEMANDED = re.compile(r"[,:]要(?!求|素|点|么)")
"""A plan's demand that a report tells: all of the sentence behind it is what shall be."""
OFFERED = re.compile(r"给予|予以|可返还|最高(?:奖励|补贴|补助|资助|支持)|奖励$")
EXPECTED = re.compile(r"将(?:达|突破|超|在|实现|陆续)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Fact):
    """A number that was measured, in prose or in the cell of a printed table (`table_id`, `row`, `column`)."""

    TABLE = "observations"
    KEY = ("observation_id",)

    observation_id: str
    voice: Voice
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
    """The observations of one paragraph, read clause by clause."""

    def __init__(self, document: Document, reading: Reading, ids: Ids) -> None:
        self.document, self.reading, self.ids = document, reading, ids
        self.subject = Subject(reading)

    def rows(self) -> list[Observation]:
        made: list[Observation] = []
        for sentence in self.reading.sentences:
            self.subject.begin(goes_on=self.reading.text.startswith("其中", sentence.start))
            for clause in clauses.clauses(self.reading.text, sentence):
                row = [q for q in self._row_of(clause) if self._measured(clause, q)]
                if self._states(sentence, clause):
                    made += self._clause(sentence, clause, row)
                self.subject.leave(clause, row)
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
            if quantity.comparator not in ("=", "~"):
                continue
            if quantity.base in roles.TIME_UNITS and MEASURED_TIME.search(text[clause.start : quantity.outer_start]):
                free[quantity.start] = quantity
        return [free[start] for start in sorted(free)]

    def _states(self, sentence: Span, clause: Span) -> bool:
        document, text = self.document, self.reading.text
        words = text[sentence.start : clause.end]
        if document.kind in REPORTING:
            aimed = AIMED.search(text, clause.start, clause.end) or DEMANDED.search(words)
            # 拟投入30亿元,比上年增加4亿元,增长15%: what is compared goes on with what is meant.
            aimed = aimed or (GOES_ON.match(text, clause.start) and PROPOSED.search(text, sentence.start, clause.start))
            if FORECAST.search(words) is not None:
                return True
            return not aimed and not is_still_to_be(document, self.reading, sentence, clause)
        time = self.reading.governing(clause.end)
        printed = time is not None and text[time.start : time.end][:1].isdigit()
        past = time is not None and printed and lies_back(time.value, document.issued_on or document.published_on)
        past = past or (time is not None and time.year is not None and time.year < (document.year or 0))
        past = past or (PAST.search(text, clause.start, clause.end) is not None)
        background = any(BACKGROUND.search(h) for h in self.reading.headings)
        return bool(past or background) and not re.search(r"力争|争取|确保", words)

    def _clause(self, sentence: Span, clause: Span, row: list[Quantity]) -> list[Observation]:
        reading, text, subject = self.reading, self.reading.text, self.subject
        made: list[Observation] = []
        subjects = places.with_noun(self.document, subject.respective(clause, row)) if row else []
        subjects = subject.shared(subjects, clause, row) if subjects else []
        added = False
        for index, quantity in enumerate(row):
            phrase = phrases.around(text, clause, row, index, reading.times)
            start = clause.start if index == 0 else row[index - 1].end
            changed = index and phrases.CHANGING.fullmatch(text, row[index - 1].end, quantity.outer_start)
            before = "" if subject.is_own else subject.before
            stat = stat_of(text, clause, quantity, clause.start if changed else start, before)
            if subjects and not phrase.from_right:
                metric = subject.now(subjects[index], quantity)
            else:
                metric = subject.metric(phrase, quantity, clause, start, stat)
            metric = metric if "(" in metric else metric.rstrip(")")
            if not metric or not NAMES.search(metric):
                continue
            whole, _, part = metric.rpartition("中")
            if subject.recent and places.is_name(self.document, part):
                metric = whole or subject.recent[-1]  # 其中某区10座: of what the clause before counts.
            if subject.recent and places.is_of_place(self.document, metric, subject.recent[-1]):
                metric = subject.now(f"{subject.recent[-1]}中{metric}", quantity)
            if stat == "level" and quantity.base == "%" and metric == subject.share and "占" in metric:
                stat = "share"
            if quantity.base == "%":
                subject.grows = stat in ("growth_yoy", "average_growth")
                subject.share = subject.share if stat in ("share", "level") else ""
            if stat == "level" and index and added and CONTINUES.search(text, start, quantity.start):
                stat = "change"  # 新增示范区4个、基地6个
            added = stat == "change" and (added or NEWLY.search(text, start, quantity.start) is not None)
            told = reading.respective(row, quantity)
            period = told.value if told else period_of(self.document, reading, sentence, clause, quantity, start, stat)
            own = text[start : quantity.start]
            stat = settled(
                stat, quantity, period, compared_year(reading, sentence, quantity),
                is_rate="增速" in own or "增幅" in own,
                raised="提高" in text[clause.start : quantity.start] and not metric.endswith(("率", "比重", "占比", "份额")),
            )  # fmt: skip
            is_each = EACH.search(text, clause.start, quantity.outer_start) is not None
            names = members_of(metric, is_each=True) if is_each and stat != "share" else [metric]
            made += [
                self._row(sentence, clause, quantity, phrase, name, period, stat, last=name == names[-1])
                for name in names
            ]
        subject.listed += [row.metric for row in made]
        subject.recent = [row.metric for row in made] or subject.recent
        subject.levels += [row.metric for row in made if row.stat == "level"]
        if any(row.stat == "level" for row in made):
            subject.level = row[-1]
        return made + self._ranks(sentence, clause, row)

    def _ranks(self, sentence: Span, clause: Span, row: list[Quantity]) -> list[Observation]:
        made: list[Observation] = []
        ends = [q.end for q in row]
        for match in RANK.finditer(self.reading.text, clause.start, clause.end):
            start = max([clause.start, *(end for end in ends if end <= match.start())])
            ends.append(match.end())
            made += [
                self._make(
                    rank.metric, "rank", "=", rank.value, rank.value_max, rank.unit, rank_period(self.reading, sentence, match.start(), begins=rank.begins),
                    sentence, clause.start, rank.end, rank.position, "observations.rank",
                )
                for rank in ranks_of(self.subject, clause, match, start)
            ]  # fmt: skip
        return made

    def _measured(self, clause: Span, quantity: Quantity) -> bool:
        text = self.reading.text
        instead = unmeasured.instead(self.reading, clause, quantity)
        if instead is not None:
            self.reading.used[quantity.start] = instead
            return False
        if thresholds.HEAD_BEHIND.match(text, quantity.end) and (
            quantity.comparator not in ("=", "~") or clauses.bracketed(text, quantity.start)
        ):
            self.reading.used[quantity.start] = Taken("threshold", "thresholds.of_a_noun")
            return False
        before, behind = text[clause.start : quantity.outer_start], text[quantity.end : clause.end]
        if OF_OTHERS.search(before) and behind.startswith(")") and OTHERS.search(text, clause.start, quantity.start):
            self.reading.used[quantity.start] = Taken("reference", "observations.of_others")
            return False
        if BOUND.match(text, quantity.outer_start, quantity.start) or text.endswith(BOUND_BEHIND, 0, quantity.end):
            return False  # 不超过总数的50%, 20平方米以内: nobody measures so; what is kept to is another word (控制在).
        if incentives.is_money(quantity) and quantity.chinese and OF_EACH.search(text, clause.start, quantity.start):
            self.reading.used[quantity.start] = Taken("threshold", "thresholds.of_each")
            return False
        if quantity.comparator == ">=" and quantity.base in ("户", "人") and SETTLED.match(behind):
            self.reading.used[quantity.start] = Taken("threshold", "thresholds.of_a_noun")
            return False
        if self._names_territories(clause, quantity):
            return False
        if unaimed.is_of_a_name(text, clause, quantity):
            return False
        over = incentives.is_money(quantity) and OVER.search(before) and re.match(r"[一-龥]", behind)
        if over or (quantity.value_max is not None and CLASS.match(behind)):
            self.reading.used[quantity.start] = Taken("threshold", "thresholds.of_a_noun")
            return False  # 过10亿元项目6个, 年收入10—50万元群体: it says which.
        if re.match(constituents.STEP, behind) and quantity.base == "个":
            self.reading.used[quantity.start] = Taken("list_count", "observations.steps")
            return False  # 连跨4个万亿级台阶
        if incentives.is_money(quantity) and OFFERED.search(text, clause.start, quantity.start):
            return False  # A page that tells of an offer measures nothing.
        if quantity.chinese and quantity.value < 10 and not (quantity.unit and quantity.unit[0] in "万亿%"):
            # 两种, 三个, 四家 count what the sentence lists, unless a verb of reaching or covering stands before them.
            return re.search(r"(?:覆盖|达到?|共有?|新增|建成|拥有|超过?|已有|累计)$", before) is not None
        return True

    def _names_territories(self, clause: Span, quantity: Quantity) -> bool:
        """Say whether a number stands in a run that says where something was done (云川3县5乡供水工程投运)."""
        if quantity.base not in TERRITORIES:
            return False
        counts = [q for q in self.reading.quantities if q.base in TERRITORIES]
        run = [q for q in counts if quantity.start in (q.start, q.end) or q.start == quantity.end]
        led = verbs.VERB.search(self.reading.text, clause.start, run[0].outer_start)
        return len(run) > 1 and led is None and run[0].outer_start > clause.start and run[-1].end < clause.end

    def _row(
        self,
        sentence: Span,
        clause: Span,
        quantity: Quantity,
        phrase: phrases.Phrase,
        metric: str,
        period: str | None,
        stat: Stat,
        *,
        last: bool = True,
    ) -> Observation:
        text = self.reading.text
        near = text[max(phrase.start, clause.start) : quantity.end]
        comparator = quantity.comparator
        if comparator == "=" and re.search(
            r"约占" if stat == "share" else r"约(?:为|有|达|合)$", near[: -len(text[quantity.start : quantity.end])]
        ):
            comparator = "~"
        if comparator == "<=" and text.endswith("控制在", 0, quantity.start):
            comparator = "="  # What was kept to is what it was.
        value, value_max = quantity.value, quantity.value_max
        fell = stat in SIGNED and value > 0 and falls(text, max(phrase.start, clause.start), quantity)
        if fell:
            value, value_max = -value, None if value_max is None else -value_max
        return self._make(
            metric, stat, comparator, numbers.plain(value),
            numbers.plain(value_max) if value_max is not None else None, quantity.unit, period,
            sentence, phrase.start, phrase.end,
            quantity.start if last else place(text, clause, metric, quantity.start), f"observations.{stat}",
        )  # fmt: skip

    def _make(
        self, metric: str, stat: Stat, comparator: Comparator, value: Plain, value_max: Plain | None, unit: str | None,
        period: str | None, sentence: Span, start: int, end: int, position: int, rule: str,
    ) -> Observation:  # fmt: skip
        document, text = self.document, self.reading.text
        evidence = Evidence.of_text(document, self.reading.paragraph, start, end, rule)
        observation_id = self.ids.fact("o", anchor(self.reading, position), beside=(evidence.quote, metric))
        self.reading.used[position] = Taken("observation", rule, observation_id)
        return Observation(
            observation_id=observation_id,
            voice=voice_of(document, self.reading, sentence, position),
            document_id=document.document_id,
            metric=constituents.driven(metric),
            stat=stat,
            comparator=comparator,
            value=value,
            value_max=value_max,
            unit=unit,
            period=period,
            area=places.of_number(document, self.reading, position, metric, is_rank=stat == "rank"),
            is_forecast=FORECAST.search(text[sentence.start : end]) is not None
            or EXPECTED.search(text[sentence.start : end]) is not None
            or lies_ahead(period, document.issued_on or document.published_on),
            table_id=None,
            row=None,
            column=None,
            evidence=evidence,
        )
