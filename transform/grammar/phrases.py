"""The noun phrase that a number counts: found around the number, without verb, time and comparing words.

Two shapes cover policy prose: *verb + number + noun* (打造30个示范场景) and *noun + verb + number* (收入超过3500亿元,
新增退税商店100户). Whether the number is a target or an observation is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from transform.grammar import joint
from transform.grammar.trimming import may_part, off_left, off_right
from transform.language.clauses import Span
from transform.language.periods import Time
from transform.language.quantities import Quantity

ADDING = ("新增", "增加", "增长", "递增", "净增", "提高", "提升", "扩大", "增幅", "增速", "涨幅")
FALLING = ("下降", "降低", "减少", "下滑", "压减", "缩减", "缩短", "回落", "减轻", "压降", "降幅", "负增长")
REACHING = (
    "冲刺",
    "达到",
    "达成",
    "达",
    "超过",
    "突破",
    "实现",
    "保持在",
    "稳定在",
    "保持",
    "控制在",
    "为",
    "至",
    "到",
    "是",
    "有",
    "合计",
    "累计",
    "总计",
    "共计",
    "共",
    "连跨",
    "跨越",
    "迈上",
    "跃上",
    "占据",
    "占",
    "高达",
    "约占",
    "拥有",
    "升至",
    "降至",
    "增至",
    "上升",
)
DOING = (
    "培育",
    "打造",
    "建设",
    "建成",
    "建立",
    "推出",
    "引进",
    "引入",
    "集聚",
    "聚集",
    "汇聚",
    "孵化",
    "选取",
    "遴选",
    "评选",
    "形成",
    "布局",
    "落地",
    "完成",
    "推动",
    "推进",
    "认定",
    "发展",
    "创建",
    "举办",
    "开展",
    "发布",
    "制定",
    "编制",
    "实施",
    "改造",
    "新建",
    "扩建",
    "开放",
    "支持",
    "扶持",
    "培养",
    "吸引",
    "招引",
    "壮大",
    "构建",
    "搭建",
    "设立",
    "组建",
    "覆盖",
    "带动",
    "储备",
    "投放",
    "铺设",
    "安装",
    "部署",
    "升级",
    "提供",
    "组织",
    "争创",
    "引育",
    "指导认定",
    "指导",
    "做强",
    "做大",
    "生产",
    "筹集",
    "供应",
    "完善",
    "落实",
    "新改建",
    "改扩建",
    "推广",
    "储备",
    "征集",
    "攻克",
    "突破",
    "转化",
    "获得",
    "授权",
    "评定",
    "择优评选",
    "滚动开放",
    "启动",
    "利用",
    "取得",
    "发放",
    "招聘",
    "招录",
    "培训",
    "消除",
    "治理",
    "整治",
    "关闭",
    "淘汰",
    "腾退",
    "退出",
    "修复",
    "绿化",
    "造林",
    "栽植",
    "种植",
    "联动",
    "邀请",
    "卖出",
    "售出",
    "吸引了",
    "发起",
    "走进",
    "邀约",
    "囊括",
    "接入",
    "受理",
    "办理",
    "办结",
    "开通",
    "撬动",
    "选树",
    "改建",
    "造林",
    "开发",
    "布设",
    "归集",
    "配备",
    "新设",
    "设置",
    "招收",
    "资助",
    "促进",
    "支撑",
    "吸纳",
    "帮扶",
)
ADVERBS = (
    "力争",
    "争取",
    "努力",
    "确保",
    "累计",
    "全面",
    "稳步",
    "持续",
    "加快",
    "积极",
    "大力",
    "率先",
    "初步",
    "进一步",
    "原则上",
    "计划",
    "预计",
    "预期",
    "拟",
    "将",
    "已经",
    "已",
    "再",
    "逐步",
    "每年",
    "着力",
    "共同",
    "分别",
    "均",
    "都",
    "平均",
    "同比",
    "环比",
    "总共",
    "一共",
    "合计",
    "目前",
    "现",
    "约",
    "可",
    "要",
    "年均",
    "目标",
    "全年",
    "其中",
    "另有",
    "同时",
    "并",
    "还",
    "也",
    "且",
    "又",
    "大约",
    "继续",
    "始终",
    "再次",
    "连续",
    "仍",
    "首批",
    "届时",
    "依旧",
    "依然",
    "仍然",
    "更是",
    "分别为",
    "导致",
    "使得",
)
TERRITORY = re.compile(
    r"^(?:全市|本市|我市|全省|本省|我省|全区|本区|我区|全县|全国(?!知名|领先|一流|性|统一|首|重点|文明|示范|先进)|我国|全域|全自治区)(?=.)"
)

_ALTERNATION = {
    name: "|".join(sorted(map(re.escape, set(words)), key=lambda w: (-len(w), w)))
    for name, words in {
        "adding": ADDING,
        "falling": FALLING,
        "reaching": REACHING,
        "doing": DOING,
        "adverbs": ADVERBS,
    }.items()
}
_VERB = rf"(?:{_ALTERNATION['doing']}|{_ALTERNATION['adding']}|{_ALTERNATION['falling']}|{_ALTERNATION['reaching']})"
VERB = re.compile(_VERB)
ENDS_IN_VERB = re.compile(rf"{_VERB}(?:和|或|、|并)?$")
DEED = re.compile(
    rf"(?:{_ALTERNATION['doing']}|{_ALTERNATION['adding']})(?:和|或|、|并)?(?:不少于|至少)?$"
    rf"|^(?:{_ALTERNATION['adverbs']}|[省市区县]级|年内|即|新(?=认定|评定|创建))*(?:{_ALTERNATION['doing']}|{_ALTERNATION['adding']})"
)
"""What stands before the number of a deed: 每年引进 | 10名人才, 每年支持人才 | 300名."""
_HELPED = re.compile(
    rf"^(?:(?:支持|鼓励|引导|推动|组织|帮助|指导)[^,]{{0,30}}?(?:企业|单位|机构|院校|高校|园区|平台|部门|[区县市委局会])各?"
    rf"|[^,]{{2,12}}?(?P<aux>将|要|计划|拟|已经?|共)|(?:为|向|在|面向|围绕|依托)[^,]{{2,30}}?)(?={_ALTERNATION['doing']})"
)
"""Who is helped, for whom or where it is done, before the verb of the deed: 支持企业 | 新建, 为老年人 | 配备."""
_LEADING = re.compile(
    rf"^(?:{_ALTERNATION['adverbs']}|[省市区县]级(?=每年|全年|年内)|各(?![类级地区界项种市县省])|(?:重点|基本|共)(?=(?:{_ALTERNATION['doing']}))|共有|现有|拥有|有(?![色效机线限序关利益])(?=[一-龥A-Z])|据[一-龥]{{0,6}}(?:测算|统计|估算|预测|介绍|了解)|尽管|虽然|但是?|如(?=“)|截?[到至](?=[一-龥]{{2}})|该[一-龥]{{2}}(?=、)|(?:{_ALTERNATION['doing']}|{_ALTERNATION['adding']}|实现)(?![率量面数值额])(?![器品班室站者员具]$)(?<!绿化(?=覆盖|面积|水平))(?<!生产(?=总值|资料|能力|经营|价格|者|要素|性))(?:和|或|、|并|及)?|[到至从在对以于向由把将](?=$)|的|了|和|及|、|以及|与|或|,)+"
)


_DONE = "建成|新建|引进|培育|完成|推出|投放|覆盖|落地|获得|取得|认定|销售|布设|配备"
"""Verbs that may stand between a noun and its number (基站建成1.2万个); the others behind a noun belong to it."""
_TRAILING = re.compile(
    rf"(?:{_ALTERNATION['adverbs']}|(?:{_ALTERNATION['adding']}|{_ALTERNATION['falling']}|{_ALTERNATION['reaching']}|{_DONE})(?:和|或|、|并)?"
    r"|相?较于?|相比于?|相当于?|[至到为达超在了的较由从自是有于近约逾共已将仅,、]|(?<!指)数为|上涨|下跌|增产|减产|恢复[到至]|压减|改善|收窄|加快|放缓|回升|之间|期间|以来|分别|以|不|约为|出现|同期|范围(?=$))+$"
)
_JOINT = re.compile(rf"(?:(?:以及|并且|或者|[、和及与并或,;])(?:{_VERB})*|{_VERB})+$")
_NOT_A_NOUN = re.compile(
    r"^(?:的(?:[正负]增长|资金|标准|比例|速度|幅度|[一-龥]{0,4}目标)|[、,;)》”和及与并或至到减增降占比较以为是并且\-—~]|在(?![^,;。]{1,6}具?有[^,;。]{1,8}的)|下(?![岗属辖游乡沉])|同比|环比|可比|上升|同步|减少|增长|左右)"
)
STEP = r"(?:[十百千万]*亿元?级?|新|整数)?(?:大关|台阶|关口)"
"""What a number reaches or how many of them it takes (突破3万亿元大关, 连跨4个万亿级台阶)."""
CHANGING = re.compile(r"[一-龥]{1,4}[到至](?:\d{4}年的?)?")
"""What leads from the number that a change begins with to the one that it ends with (从2.37缩小到1.94)."""
_VERB_ALONE = re.compile(
    r"出货|入选|参与|参加|加入|亮相|入驻|销售|完成|投产|运营|左右|之间|的市场|不等|(?:的)?(?:规模|水平)|" + STEP
)
_PREDICATE = re.compile(
    r"(?:将?在[一-龥]{1,4})?(?:首次集中|同步)?(?:入选|参与|参加|加入|亮相|出货|入驻|展出|参展|落户|投产|陆续.*)$"
)


@dataclass(slots=True, frozen=True)
class Phrase:
    """What is counted: `metric`, and the span of text that holds phrase and number."""

    metric: str
    start: int
    end: int
    from_right: bool


_HEADLESS = re.compile(r"(?P<first>[存贷])、(?P<last>[存贷])款(?P<rest>余额)?")
"""Two heads that share what stands behind the second (存、贷款余额)."""


def around(text: str, clause: Span, row: Sequence[Quantity], index: int, times: Sequence[Time] = ()) -> Phrase:
    """Give the phrase that `row[index]` counts; `row` holds the quantities of the clause in order."""
    quantity = row[index]
    first = index == 0
    left_start = clause.start if first else row[index - 1].end
    right_end = clause.end if index + 1 == len(row) else row[index + 1].outer_start
    left, right = text[left_start : quantity.outer_start], text[quantity.end : right_end]
    right = off_right(right, _JOINT) if index + 1 < len(row) else right
    if any(t.start == quantity.end for t in times) or CHANGING.fullmatch(text, quantity.end, right_end):
        right = ""
    noun = right_noun(right)
    if noun and left.endswith("在"):
        noun = re.split(rf"(?<=..)(?:{_ALTERNATION['doing']})", noun)[0]
    if shared := _SHARED.fullmatch(noun):
        noun = shared["rank"]
        head = re.search(r"级(?P<head>[^,。;、级]{2,})$", text[quantity.end : clause.end])
        noun += head["head"] if head else ""
    if noun and quantity.base == "级":
        noun = left_noun(left) + noun  # 生物医药500亿级产业集群: the rank stands inside the noun phrase.
    if noun:
        return Phrase(noun, _segment_start(text, clause, row, index), quantity.end + len(right.rstrip()), True)
    start = _segment_start(text, clause, row, index)
    metric = left_noun(without_times(text, left_start, quantity.outer_start, times))
    if not metric:
        start = clause.start  # 分别达到90%和65%, 道路30条200公里: what is counted stands before the number before.
    return Phrase(metric, start, quantity.end, False)


MEMBERS = re.compile(r"、|以及|(?<![总共平饱])和(?![谐美平睦])|(?<!参)与|(?<![普涉波顾])及(?![时格])")
"""What joins the members of a list, but no sign inside a word (普及率, 参与率)."""


def respective(text: str, clause: Span, row: Sequence[Quantity], times: Sequence[Time]) -> list[str]:
    """Give the subjects of a list of numbers told 分别, one a number (甲和乙分别达到65%和55%); empty where there is none."""
    cue = text.find("分别", clause.start, clause.end)
    if cue < 0 and len(row) > 1 and all(joint.JOINS.fullmatch(text, a.end, b.outer_start) for a, b in pairwise(row)):
        # 游客、花费增长5%、7%: as many numbers as subjects, one for each.
        subject = left_noun(without_times(text, clause.start, row[0].outer_start, times))
        parts = [part for part in MEMBERS.split(subject) if part]
        return joint.lent(parts) if len(parts) == len(row) else joint.members(subject, len(row))
    told = [q for q in row if q.start > cue >= 0]
    if len(told) < 2 or len(told) != len(row):
        return []
    subject = left_noun(without_times(text, clause.start, cue, times))
    subject = _HEADLESS.sub(r"\g<first>款\g<rest>、\g<last>款\g<rest>", subject)
    listed, _, shared = subject.partition("等")
    parts = [p for p in MEMBERS.split(listed) if p]
    if len(parts) == len(told):
        return joint.lent([part + shared for part in parts])
    if len(parts) == 1 and subject:
        return joint.members(subject, len(told)) or [subject] * len(told)
    return []


def joined(noun: str, count: int) -> list[str]:
    """Give the members of a joined noun phrase where there are as many as numbers (肉类、禽蛋和蔬菜), else nothing."""
    members = [part for part in MEMBERS.split(noun) if part]
    return members if len(members) == count > 1 else []


_COMPARES = re.compile(r"(?:相?比于?|相?较于?)$")
"""What compares with the time behind it."""


def without_times(text: str, start: int, end: int, times: Sequence[Time]) -> str:
    """Give `text[start:end]` without the expressions of time in it."""
    kept: list[str] = []
    for time in times:
        if start <= time.start and time.end <= end:
            # 排放比2005年: what is compared with goes with the time.
            kept.append(_COMPARES.sub("", text[start : time.start]))
            start = time.end + len("前") * text.startswith("前", time.end)
    return "".join([*kept, text[start:end]])


SHARED_HEAD = re.compile(r"(?:国家|省|市|区|县|部|[一二两三四五六七八九十百千万]*亿)级")
"""A rank whose noun stands at the end of the list: 1个国家级、5个省级创新平台, 4个万亿级、一批千亿级产业集群."""

_SHARED = re.compile(rf"(?P<rank>{SHARED_HEAD.pattern})(?:、(?:一批|若干)[^,]*)?")


def right_noun(right: str) -> str:
    """Give the noun phrase behind a number, empty where none begins there."""
    right = re.sub(r"^(?:\[\d{1,3}\]|[⁰-⁹¹²³①-⑳])+", "", re.sub(r"^\([^()]*\)", "", right))
    if not right or right[0] == "(" or _NOT_A_NOUN.match(right):
        return ""
    noun = re.sub(r"[\s,、;:的]+$", "", re.sub(r"^的", "", right))
    if _VERB_ALONE.fullmatch(noun):
        return ""
    noun = re.split(r"(?<=[一-龥]{2})(?:实现了|实现再|建有|得到|接受了?|享受了?|正在|相继|陆续|先后)", noun)[0]
    trimmed = _PREDICATE.sub("", re.sub(r"的(?:总体|整体|发展)?目标$", "", noun))
    return trimmed if len(trimmed) >= 2 else noun


def noun_and_purpose(phrase: str) -> tuple[str, str]:
    """Split a noun from the purpose said behind it: 区打造直播基地 → 区, 打造直播基地."""
    match = re.match(rf"(?P<noun>[一-龥]{{1,2}})(?P<rest>(?:作为重点|{_ALTERNATION['doing']}).*)?$", phrase)
    if match is None or (match["rest"] and len(match["rest"]) < 4):
        return phrase, ""
    return match["noun"], purpose(match["rest"] or "")


def purpose(clause: str) -> str:
    """Give a clause that says what something is done for (打造高质量直播基地), empty where it does not."""
    match = re.match(rf"(?P<verb>{_ALTERNATION['doing']})(?P<rest>.+)$", clause)
    if match is None:
        return ""
    return match["verb"] + match["rest"].rsplit("的", 1)[-1]


_NUMBERED = re.compile(
    r"^(?:[①-⑳■●▲◆★•▪]|\d{1,2}[、.)](?!\d)|\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,2}(?:是|、))\s*"
)
"""The number of an item before its words: 1、, ①, (二), 三是."""


_BOUND = re.compile(r"(?:超过?|突破|达到?|过|不低于|不少于)?[\d.,]+[^\d,;、]{1,6}的$")
"""What says which right before their number (营收超90亿元的 | 3个)."""


_YEARS = re.compile(
    r"^(?:[两三四五六七八九十]年(?:来|间|共|累计)?)(?=[一-龥]{2})(?!规划|计划|行动|[期级制内后前以义一])|[两三四五六七八九十]年(?:累计|共)?$"
)
"""A span of so many years before a noun or behind it (五年新增…, 支出五年累计…)."""


def left_noun(left: str) -> str:
    """Give the noun phrase before a number, without adverbs and verbs at either end, nor who reports it."""
    left = _BOUND.sub("", left)
    noun = re.sub(r"^.*?(?:目前|期间|以来|显示(?![器屏终技面产设])|表明|指出|透露|公布|宣布)[,、]?", "", left)
    noun = _NUMBERED.sub("", re.sub(r"\[\d{1,3}\]|[⁰-⁹¹²³①-⑳]+$", "", re.sub(r"、{2,}", "、", noun)))
    noun = _unhelped(re.sub(rf"[连跨迈跃]+[上过越]?[^、,]*?{STEP}[、,]?(?:达到?)?$", "", noun))
    for _ in range(3):
        noun = TERRITORY.sub("", noun)
        noun = off_left(_YEARS.sub("", noun), _LEADING)
        noun = off_right(noun, _TRAILING)
    noun = re.sub(r"(?<=[一-龥]{2})实现(?=[一-龥]{2})", "", noun)
    per = re.search(r"(?:达到|达|拥有|有)?(?P<per>每[十百千万]*[人户])$", noun)
    if per:
        noun = per["per"] + noun[: per.start()]
    noun = noun.strip("、,:;() ")
    return noun if noun.count("“") == noun.count("”") else noun.strip("“”")


def _unhelped(phrase: str) -> str:
    """Give a phrase without who is helped, or who does it, before the verb; 公共 | 建设 says neither."""
    helped = _HELPED.match(phrase)
    if helped is None or not may_part(phrase, helped.end()):
        return phrase
    is_part = helped["aux"] is not None and not may_part(phrase, helped.start("aux"))
    return phrase if is_part else phrase[helped.end() :]


def _segment_start(text: str, clause: Span, row: Sequence[Quantity], index: int) -> int:
    """The start of the shortest stretch that holds the number's own words: behind the conjunct before it."""
    if index == 0:
        return clause.start
    previous = row[index - 1]
    between = text[previous.end : row[index].outer_start]
    joint = _JOINT.search(between)
    separator = re.compile(r"(?:以及|并且|或者|[、和及与并或,;])").match(text, previous.end)
    if separator is None and joint is not None:
        separator = re.compile(r"以及|并且|或者|[、和及与并或,;]").match(text, previous.end + joint.start())
        return separator.end() if separator else previous.end + joint.start()
    return separator.end() if separator else previous.end
