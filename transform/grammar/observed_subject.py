"""What is measured: the noun phrase at a number, else the subject that its sentence, paragraph or heading runs on."""

from __future__ import annotations

import re
from itertools import pairwise

from transform.grammar import chapters, constituents, joint, metrics, phrases, predicates, unaimed, verbs
from transform.grammar.observed_stat import GROWS_BY, SHARE, Stat
from transform.grammar.reading import Reading
from transform.language.clauses import Span
from transform.language.quantities import Quantity

CONTINUING = re.compile(
    r"(?:再|又|并|分别|但|而|[到至从自由的])*(?:恢复[到至]|[折约]合(?=约|\d|人民币|美元|$)|相当于|转为|减为|增为|同比|环比|可比|按?同口径|名义|实际(?=增|下|上)|(?:按|扣除)[^,]{2,10}|(?:其)?(?:增速|增幅|降幅|涨幅|跌幅|增长率)(?!为|达|是|\d)"
    r"|比(?!重|例)|较(?!大|快|高)|与[^,]*相比|相比|两年平均|年均|增(?!加值|量|值|设|[收产值][^\d,]*[一-龥])|下降|上涨|降[为至到]|升[为至到]|平均增长|收窄|回落|加快|放缓|(?:缩小|扩大|提升|提高|上升|增加|减少)(?=[到至]))|[再到至从自由的]+$"
)
"""How a clause begins that goes on with the subject of the one before it (同比, 扣除价格因素, 增速比上年, 再到去年降为)."""
CONTINUING_IN_TURN = re.compile(
    r"(?:同比|比上年|较上年|比去年|年均|平均|实际|名义|各|转为|减为|增为)*(?:增长|增加|增|上涨|提高|提升|下降|降低|减少)(?:约|近|超过?)?"
)
"""How a clause goes on that tells once more of each thing that the one before told of."""
COUNTED = frozenset("家个户项名人所位件")
STATED = re.compile(
    r"(?P<subject>[^,]{2,40}?)(?:支撑作用|带动作用|拉动作用|增势|走势|势头|保持|持续|继续|运行|表现|稳步|较快|较好|明显|加快|回升|回暖|向好)"
)
MEASURE = re.compile(
    r"(?:营业(?:总)?|销售|主营业务)收入|利润(?:总额)?|(?:总)?产值|增加值|投资(?:额)?|零售额|销售额|出口(?:额|值)?|产量|销量"
)
"""What a clause says first of the subject that the one before it speaks of (服务业增势较好,营业收入增长5%)."""
GENERIC = re.compile(
    r"^(?:其|该|总|实际|市场|用户|年|月|总体|整体|(?:年均?)?复合|年均|年平均|平均)?(?:规模|收入|数量|总数|总量|增量|增速|增长率|增幅|增长|份额|占比|比重|总额|金额|面积|人数|数"
    r"|产值|产量|销量|销售额|交易额|成交额|市场份额|市场占有率(?:方面)?)?$"
)

VIEWED = re.compile(r"从(?P<measure>[^,]{0,12}(?:总量|规模|总值|产值|收入|数量|总额|增速|[额率]))(?:来|上|方面)?看")
"""A clause that says which measure the next one speaks of (从经济总量来看,云川居全国第一)."""

_NAMES = re.compile(r"(?P<of>.*?)(?:依次)?(?:为|是|有|包括)(?P<names>[^为是]+)")
_GROUP = re.compile(r"^[^,]*?(?:城市|县区|区县|市州|地区|区域|省份|企业)(?=[^,]{2})")
"""Among whom a measure was ranked, before it (“2+26”城市 | 平均浓度最低)."""
_RANKED = re.compile(r"(?P<measure>[^,]{2,24}?)(?:排名|位居|[居列排]|最|前|较[大高多])")
_PART_NAME = re.compile(r"(?![一-龥]*(?:投资|支出|收入|规模|里程|资金|用户|超收|产能|[率量额值数]$))[一-龥]{2,4}")
"""The name of a kind, without a measure of its own (水电, 出口)."""
_SHARES = re.compile(r"约?占(?!有率|地(?!区|方))")
_ALL = re.compile(r"全[市省区县州域]|全国|[我本][省市区县]|我国")
"""All of a territory, as a whole (占全省增量的)."""
_WHOLE_ENDS = re.compile(r"(?:的|约|近|超过?|达到?|提高到|比重|比例|份额|总数的?|为|是)+$")
"""What stands between a whole and the number of its part."""
_WITHIN = re.compile(r"在[^,、]{2,16}中的?(?:占比|比重|份额|比例)")
"""Of what the running subject is a part (在国内生产总值中占比)."""
_PLACED = re.compile(
    r"[、,]?(?:稳居|位居|位列|保持|跻身|进入|迈入|居|列)[^,、;。\d]{0,8}"
    r"(?:前[列茅]|前[一二三四五六七八九十\d]{1,3}[强位名]?|首位|榜首|之首|第[一二三]方阵|第[一二三四五六七八九十\d]{1,3}[位名]?)、(?=增|下降|同比)"
)
"""A place among others between two numbers of one subject (产值达5万亿元、|稳居全国前十强、|增长4.8%)."""
_OF_THE_SAME = frozenset(("在建", "已建", "新建", "改建", "扩建", "建成", "完工", "开工"))
"""What tells which of the running subject are counted."""
_SHARE_OF = re.compile(r"(?P<of>[一-龥]{2,4}?)(?P<share>占比|比重)")
_TRADE = re.compile(r"(?P<of>[^()]*?)(?:进出口|贸易)(?:总?[额值量]|规模)*")
_DIRECTIONS = frozenset(("出口", "进口", "出口额", "进口额"))
_OF_A_SIZE = re.compile(r"[过超]\d+[十百千万亿]*元")
_HEAD = 2
"""Signs by which two nouns are of one kind (过亿元项目, 过10亿元项目)."""
_SET_ASIDE = re.compile(r"(?:安排|投入|拨付|下达)$")
_LONGEST_PURPOSE = 24
"""Signs of what a sum is for: what is longer is told in full in the quote."""
_INVESTED = "投资"
_DONE = re.compile(r"完成(?:年度)?投资")
_SPENT = "用于"
_SPENT_BEHIND = re.compile(r"的?(?:资金)?(?P<what>用于[^,;。\d]{2,24})")
_CONTRIBUTES = re.compile(r"对[^,;。\d]{2,10}(?P<measure>贡献率)")
_STAGE = re.compile(r"(?:基本)?建成|新?开工(?:建设)?|竣工|完工|续建|在建|改造|投产|交付")
"""A stage of building, which a clause may name alone of what the clause before named with another (新开工住房66万套、基本建成54万套)."""
_GAINED = frozenset(("受益", "获益", "受惠"))
"""What becomes of those who are counted, without what of."""
_FACE = re.compile(r"(?:增长|上升|上涨|回升|下降|下跌|盈利|亏损)面")
"""How many of those that were counted grow or gain (27个行业实现增长,增长面 | 71%)."""
_OWN_MEASURE = re.compile(r"(?<=[一-龥]{2})(?:增加值|总?产值|营业收入|销售(?:额|收入)|总?产量|利润(?:总额)?)$")
_OTHER_MEASURE = re.compile(r"(?:总|年)?(?:产值|产量|销量|销售额|交易额|成交额|收入)")
"""A measure that a clause says alone of what another was told of (工业增加值增长5%,总产值 | 突破1000亿元)."""
_VIEW = re.compile(r"(?:分|从)[^,]{1,10}?(?:来|上|方面|情况)?看")
"""A clause that says how the next ones take apart what was told (分季度看, 从环比看), and names nothing."""
_STAGE_LAST = re.compile(rf"(?<=[一-龥]{{3}})(?:{_STAGE.pattern})$")
"""A stage right behind its noun (住房基本建成 | 54万套)."""
_DEED_ALONE = re.compile(
    rf"(?:(?:累计|全年|共|已|再|新|完成|实现|开展|实施)(?={verbs.VERB.pattern}))*(?P<deed>[一-龥]{{2,6}}?)(?:了|近|约|超过?|达到?|累计|共)*$"
)
"""The verb of a deed that names what it does (造林 | 31万亩), where nothing else is measured."""
_DONE_DEED = re.compile(rf"(?:累计|全年|共|已)*完成(?={verbs.VERB.pattern})")
"""What says that a deed of its own was done (完成 | 改造45处)."""
_LED_BY = re.compile(r"[对向为在由从把将使让给以]")
"""What begins a clause that names before its verb whom or what something is done to, and not what is told of."""
_IDLE = re.compile(r"[已经将现]*")
_GOING = re.compile(r"(?:快速|不断|日益|日趋|逐步|持续|更加|进一步)(?:完善|健全|扩大|发展|推进|深入)$")
"""How a thing goes on, behind its name (养老制度不断完善)."""
_MEASURES = re.compile(
    r"(?:[一-龥]{0,2}(?:里程|规模|数量|总量|产量|产值|收入|投资|面积|人数|用户|人口|价格|增加值|余额|水平|能力|指数|密度|强度|占比|比重)|[率额量值])$"
)


def members_of(noun: str, *, is_each: bool) -> list[str]:
    """Give the members of a joined noun phrase that one number tells of each (甲、乙规模均居第一), else the phrase alone.

    They are told one by one where a word says so (`is_each`: 均, 都), or where each is a measure of its own.
    """
    members = [part for part in re.split(r"、|以及|和|与|及", noun) if part]
    if len(members) < 2 or any(len(member) < 2 for member in members):
        return [noun]
    head = _MEASURES.search(members[-1])
    if is_each:
        shared = head[0] if head and len(head[0]) > 1 else ""
        return [member if _MEASURES.search(member) else member + shared for member in members]
    return members if all(_MEASURES.search(member) for member in members) else [noun]


def part_of(whole: str, part: str) -> str:
    """Give the name of a part with what it is of: of a trade its direction (服务贸易规模, 出口 → 服务出口)."""
    trade = _TRADE.fullmatch(whole)
    if trade is not None and part in _DIRECTIONS:
        return trade["of"] + part
    return f"{whole}中{part}"


class Subject:
    """The running subject of one paragraph, a fold over its clauses."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.name = ""
        """What was measured last in the paragraph."""
        self.unit: str | None = None
        self.base: str | None = None
        self.is_own = False
        """Whether the sentence has named its own subject."""
        self.before = ""
        """The last clause of the sentence without a number."""
        self.before_start = 0
        """Where that begins."""
        self.share = ""
        """The share told last, which percentage points are a change of."""
        self.whole = ""
        """What the parts that 其中 lists are parts of."""
        self.viewed = ""
        """The measure that the clause before names for this one (从经济总量来看)."""
        self.ranked = ""
        """What this clause gives a rank."""
        self.listed: list[str] = []
        """What the sentence has measured, in order."""
        self.recent: list[str] = []
        """What the last clause with numbers has measured."""
        self.level: Quantity | None = None
        """The number of the last of the levels that the paragraph has told."""
        self.levels: list[str] = []
        """What the paragraph has told the level of, in order."""
        self.grows = self.follows = self.staged = False

    def begin(self, *, goes_on: bool = False) -> None:
        """Go into a new sentence; one that opens with 其中 goes on with the last level before it (`goes_on`)."""
        last, level = (self.levels[-1:], self.level) if goes_on else ([], None)
        self.before, self.is_own, self.whole, self.listed, self.viewed = "", False, "", [], ""
        self.recent = []
        if last and level is not None:
            self.name, self.unit, self.base, self.is_own, self.share = last[0], level.unit, level.base, True, ""
            self.whole = last[0].removesuffix("中")

    def leave(self, clause: Span, row: list[Quantity]) -> None:
        """Go out of a clause that has the numbers of `row`."""
        text = self.reading.text
        self.follows = not row
        viewed = VIEWED.fullmatch(text, clause.start, clause.end)
        if viewed:
            self.viewed = viewed["measure"]
        elif not row and not _VIEW.fullmatch(text, clause.start, clause.end):
            words = phrases.without_times(text, clause.start, clause.end, self.reading.times)
            self.before, self.before_start = self.ranked or words, clause.start
        self.ranked = ""

    def respective(self, clause: Span, row: list[Quantity]) -> list[str]:
        """Give the subjects of numbers told 分别, one a number, empty where there are none."""
        text = self.reading.text
        subjects = phrases.respective(text, clause, row, self.reading.times)
        if "分别" not in text[clause.start : row[0].start]:
            if CONTINUING_IN_TURN.fullmatch(text, clause.start, row[0].outer_start) and self._in_turn(clause, row):
                return self.listed[-len(row) :]  # 城乡居民收入分别达6万元、3万元,增长4%、5%
            return subjects
        if CONTINUING.match(text, clause.start):
            # 肉类、禽蛋价格回落,环比分别下降3%和1%
            told_of = self.before if self.follows else self.name if self.is_own else ""
            subjects = phrases.joined(constituents.before(told_of), len(row)) or subjects
        if subjects and len(set(subjects)) == 1 and (not subjects[0] or GENERIC.match(subjects[0])) and self.follows:
            subjects = self._named(subjects[0], len(row)) or subjects
        if not subjects and self.follows and len(row) > 1:
            subjects = self._named("", len(row))
        if not subjects and len(self.listed) >= len(row) > 1:
            subjects = self.listed[-len(row) :]  # 收入500亿元,游客6000万人次,分别增长25%和18%
        return subjects

    def shared(self, subjects: list[str], clause: Span, row: list[Quantity]) -> list[str]:
        """Give the subjects of numbers told 分别 with the whole that each is a share of (育苗、植树分别占年计划的 | 110%和106%)."""
        words = self.reading.text[clause.start : row[0].outer_start]
        shares = _SHARES.search(words, words.find("分别") + 1) if "分别" in words else None
        whole = _WHOLE_ENDS.sub("", words[shares.end() :]) if shares else ""
        if not whole or any(map(str.isdecimal, whole)) or any(q.base != "%" for q in row):
            return subjects
        return [f"{subject}占{whole}比重" for subject in subjects]

    def _in_turn(self, clause: Span, row: list[Quantity]) -> bool:
        """Say whether the clause has nothing but a number for each thing that the sentence told of last."""
        text = self.reading.text
        between = [text[a.end : b.outer_start] for a, b in pairwise(row)]
        return len(row) == len(set(self.listed[-len(row) :])) > 1 and all(
            joint.JOINS.fullmatch(words) for words in between
        )

    def _named(self, own: str, count: int) -> list[str]:
        """Give the members that the clause before lists, each with what is told of it (规模居前的是甲、乙,金额分别为…)."""
        listed = _NAMES.fullmatch(self.before)
        members = phrases.joined(listed["names"], count) if listed else []
        of = _RANKED.match(listed["of"]) if listed else None
        measure = _GROUP.sub("", of["measure"]) if of else own
        return [member + measure for member in members]

    def metric(self, phrase: phrases.Phrase, quantity: Quantity, clause: Span, start: int, stat: Stat) -> str:
        """Name what a number measures: by its own phrase, else by the running subject; empty where nothing is known."""
        text = self.reading.text
        left = constituents.before(phrases.without_times(text, start, quantity.outer_start, self.reading.times))
        words = text[start : quantity.outer_start]
        carried = self.carried()
        if carried and _PLACED.match(words):
            return carried
        if GROWS_BY.match(text, quantity.end) and carried and not left:
            return carried
        spent = _SPENT_BEHIND.match(text, quantity.end, clause.end) if quantity.base == "%" else None
        if spent and carried and not left:
            return f"{carried}({spent['what']})"  # 转移支付4万亿元,87%用于支持山区
        if phrase.from_right and (stat != "share" or not SHARE.search(words)):
            own = self._reached(phrase.metric, words, quantity, carried, start) or phrase.metric
            if carried and own in _GAINED:
                return f"{carried}({own})"  # 提高养老金,5700万人受益
            if self.is_own and self.name.removesuffix("中").endswith(own):
                own = self.name.removesuffix("中")
            return self.now(own, quantity)
        bare = phrases.without_times(text, start, quantity.outer_start, self.reading.times)
        if start > clause.start and carried and phrases.BECOMES.fullmatch(bare):
            return carried  # 由162个整合为123个
        stage, of_stage = _STAGE.fullmatch(bare.strip("、,和及")), _STAGE.match(carried)
        if stage and of_stage and stage[0] != of_stage[0] and len(carried) > of_stage.end():
            return stage[0] + carried[of_stage.end() :]
        if stage and self.staged and self.is_own:
            return stage[0] + carried  # 住房基本建成54万套,新开工66万套
        share_of = _SHARE_OF.fullmatch(left)
        if share_of and self.is_own and share_of["of"] in self.name:
            return self.now(self.name + share_of["share"], quantity)
        if stat == "share" and _SHARES.search(words) and _SHARES.search(bare):
            # What a number is changed from (占比由2%提高到3%) and its time are no part of the whole.
            of = re.split(r"\d", _SHARES.split(bare, maxsplit=1)[1])[0]
            every = _ALL.match(of)
            named = constituents.before(of[every.end() :] if every else of)
            whole = _WHOLE_ENDS.sub("", (every[0] if every else "") + named)
            part = constituents.before(_SHARES.split(bare)[0])
            metric = (
                f"{part or carried}占{whole}比重" if whole and not whole.startswith("比") else f"{part or carried}占比"
            )
            if part:
                self.now(metric, quantity)
            self.share = metric
            return metric
        if carried and stat != "share" and quantity.base == "%" and _ALL.fullmatch(left) and not self.share:
            self.share = f"{carried}占{left}比重"  # 新增就业超60万人、稳定在全国1/10以上
            return self.share
        face = _FACE.match(bare.lstrip(",、:;( "))
        if carried and face is not None and left in ("", face[0]):
            return _FACE.sub("", carried).split("(")[0] + face[0]
        if stat == "change" and quantity.base in ("位", "名") and not left:
            return (self.before if self.follows else carried) + "位次"  # 居全省第5位,较上月提升2位
        if not left or CONTINUING.match(bare.lstrip(",、:;( ")) or CONTINUING.match(words):
            deed = _DEED_ALONE.search(bare)
            done = not carried or _DONE_DEED.match(bare) is not None
            if done and quantity.base != "%" and deed and deed["deed"].startswith(verbs.DOING):
                return self.now(deed["deed"], quantity)
            return self._points(carried) if quantity.base in ("个百分点", "百分点") else carried
        if self.is_own and left in _DIRECTIONS and stat == "level" and (trade := _TRADE.fullmatch(self.whole)):
            return self.now(trade["of"] + left, quantity)  # 其中出口3亿元,增长2%;进口4亿元
        is_part = stat == "level" and quantity.base == self.base and _PART_NAME.fullmatch(left) is not None
        if self.is_own and is_part and (self.whole or (start == clause.start and text.startswith("其中", start))):
            # 新增装机60万千瓦,其中水电30万千瓦、核电20万千瓦: a kind is named by its whole too.
            self.whole = self.whole or carried.removesuffix("中")
            return self.now(left if self.whole in left else part_of(self.whole, left), quantity)
        if self.is_own and {quantity.unit, self.unit} <= COUNTED:
            # 其中 opens a list of parts that goes on to the end of the sentence.
            if text.startswith("其中", clause.start):
                self.whole = carried.removesuffix("中")
            if self.whole:
                return self.now(f"{self.whole}中{left}", quantity)
            if _OF_A_SIZE.match(left) and left[-_HEAD:] == carried[-_HEAD:]:
                return f"{carried}中{left}"  # 签约过亿元项目101个,过10亿元项目6个
        if quantity.base == "倍":
            compared = re.fullmatch(r"(?P<this>.+?)(?:已经|已)?(?:达到|达|是|为|相当于)(?P<that>.+)", left)
            left = f"{compared['this']}与{compared['that']}之比" if compared else left
        within = _WITHIN.match(words)
        if within and carried:
            return (
                self._points(self.now(carried + within[0], quantity)) if quantity.base != "%" else carried + within[0]
            )
        if left in _OF_THE_SAME and carried:
            return carried + left
        summed = metrics.sum_of(carried, left) if self.is_own else ""
        if summed:
            return self.now(summed, quantity)
        if self.is_own and self.unit in COUNTED and left == _INVESTED and _DONE.search(words):
            return self.now(f"{self.name}完成{left}", quantity)
        spent_on = phrases.SPENT_ON.match(text, quantity.end, clause.end)
        if spent_on and _SET_ASIDE.search(left):
            return self.now(f"{left}({text[quantity.end : clause.end][:_LONGEST_PURPOSE]})", quantity)
        if left.startswith(_SPENT) and "的" not in left and carried:
            return f"{carried}({left})"  # 其中用于水利建设近3000亿元
        towards = _CONTRIBUTES.search(words)
        if towards and carried and left == towards["measure"]:
            return self.now(carried + towards[0], quantity)
        if left in ("人", "户", "人均", "户均"):
            return left[0] + "均" + carried
        stated = STATED.match(self.before) if self.follows and MEASURE.fullmatch(left) else None
        if stated:
            return self.now(stated["subject"] + left, quantity)
        left = metrics.scope_of(left, text, clause.start)
        if GENERIC.match(left):
            at = self.before.find(left)
            of = _OWN_MEASURE.sub("", carried) if _OTHER_MEASURE.fullmatch(left) else carried
            left = self.before[: at + len(left)] if at > 0 else of.removesuffix(left) + left
        return self.now(left, quantity)

    def _reached(self, noun: str, words: str, quantity: Quantity, carried: str, start: int) -> str:
        """Give what has reached so many of the noun behind the number (养老试点(县), of 养老试点覆盖24%的县), empty where nothing is said.

        A share is always of what reaches; a count is named by the noun, unless it is a scope that is counted.
        """
        reached = unaimed.COVERED.search(words)
        if reached is None:
            return ""
        told = phrases.without_times(self.reading.text, start, start + reached.start(), self.reading.times)
        covers = constituents.before(told)
        if quantity.base == "%":
            covers = _GOING.sub("", covers or (carried if _IDLE.fullmatch(told) else ""))
        elif not covers.endswith(("范围", "覆盖面")):
            return ""
        return f"{covers}({noun})" if len(covers) > 1 else ""

    def _points(self, carried: str) -> str:
        """Give what percentage points are a change of: the share told last, else the growth of the running subject."""
        if self.share:
            return self.share
        return f"{carried}增速" if carried and self.grows and not carried.endswith(("增速", "增幅", "率")) else carried

    def now(self, metric: str, quantity: Quantity) -> str:
        """Run on with a subject that has just been measured."""
        self.staged = bool(_STAGE_LAST.search(self.reading.text, 0, quantity.outer_start)) and not _STAGE.match(metric)
        self.name, self.unit, self.base, self.is_own = metric, quantity.unit, quantity.base, True
        self.share = metric if quantity.base == "%" else ""
        return metric

    def carried(self) -> str:
        """The running subject: of this sentence, else the clause before, else of the paragraph, else the heading."""
        headings = [h for h in self.reading.paragraph.headings if not chapters.is_head(h)]
        if self.is_own:
            return self.name
        if self.viewed and not self.before:
            return self.viewed
        before = self.before if _LED_BY.match(self.before) else predicates.split(self.before)[0]
        named = metrics.scope_of(constituents.before(_GOING.sub("", before)), self.reading.text, self.before_start)
        return named or self.name or (headings[-1] if headings else "")
