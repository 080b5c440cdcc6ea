"""Whom money is offered to, as a constituent: the noun phrase of a party, where it may stand, what is said of it.

Words are cut by the segmenter and classed by `phrase_words`; one that ends in a party (企业, 毕业生) heads a phrase of nouns,
qualities and numbers before it. `WAYS` are the places where an offer prints its receiver, each with examples, the surest
first. What must be met, and the grades of a list, are `grades`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from transform.grammar import phrase_words
from transform.language import words as lexicon_words


class Who(NamedTuple):
    """A receiver in words of the text, and what is said of it, None where nothing is."""

    name: str
    told: str | None


class _Word(NamedTuple):
    start: int
    end: int
    kind: str


class _Phrase(NamedTuple):
    """A noun phrase over `words[begin:end]`: where its party's name begins, and behind which word it ends (None: no party)."""

    begin: int
    name: int
    last: int | None
    end: int


@dataclass(frozen=True, slots=True)
class Way:
    """A place where an offer prints whom it is made to; `examples` are clauses → the receiver that is read in them."""

    name: str
    read: Callable[[str], Who | None]
    examples: Mapping[str, str] = field(compare=False)


_PARTIES = (
    "企业 公司 单位 机构 团队 人才 个人 店铺 门店 商户 主体 中心 基地 人员 学生 学员 毕业生 职工 员工 家庭 居民 农户 农民 老年人 老人 残疾人"
    " 儿童 孤儿 妇女 学校 院校 高校 医院 银行 合作社 农场 组织 社会组织 协会 联盟 劳动力 劳动者 青年 博士 硕士 本科生 研究生 博士后 专家 教师"
    " 医生 军人 士兵 消费者 车主 用户 运营商 运营方 研发方 孵化器 工厂 实验室 旅行社 承办方 主办方 小学 初中 高中 大专 本科 市民 游客 纳税人"
    " 个体工商户 业主 购房者 购买方 子女 对象 大户 工会 事务所 院所 幼儿园 食堂 托育园 志愿者 经营者 创业者 申请人 申请者 承租人 参保人 法人"
    " 村民 群众 新生儿 产妇 父母 监护人 公民 园区 平台 设施 酒店 饭店 宾馆 餐厅 超市 药店 民宿 商场 卫生室 卫生院 养老院 敬老院 饭堂 村委会 居委会 贫困户 低保户 就业者 见习者"
).split()
"""What may be given something by itself: people, and bodies that act."""
_THINGS = "项目 景区 剧目 作品 产品 活动 赛事 展会 车辆 市场 街区 楼宇 城市 地区 县 乡镇 街道 社区 实验区 示范区".split()
"""What something is given for, a receiver only where the offer addresses it (对, 每)."""
_PARTY = re.compile(rf"(?:{'|'.join(sorted(_PARTIES, key=len, reverse=True))}|[一-龥][者户生人])$")
_NO_PARTY = re.compile(
    r"^[人户生]$|(?:[每人本他何两专无其]人|或者|产生|发生|卫生|民生|养生|再生|此生|[账落开入门]户|负责人|代表人|保证人)$"
)
"""Words that end as a party does and name none, or one that only answers for it."""
_THING = re.compile(rf"(?:{'|'.join(_THINGS)})$")
_MODIFYING = frozenset(
    "承办 主办 举办 申请 申报 获奖 获批 培训 运营 经营 参赛 投保 种植 养殖 用工 登记 入驻 施工 建设 牵头"
    " 出口 进口 生产 加工 服务 承训 承包 助餐 供餐 外贸 孵化 租赁 承租 购房 配送 认定 受助 救助 参训 集成 应用 研发 合作 实施 承接 中标 就读 居住"
    " 用人 入会 流通 物流 装备 制造 管理 评价 照料 护理 托育 招工 保荐 集中 分散 引进 招引 落地 入库 规划 设计".split()
)
"""Verbs that may stand before a party as part of its name (参保企业), as no verb does that has it for its object."""
_STATES = frozenset(
    "参保 上市 见习 毕业 离校 失业 就业 创业 养老 服役 退役 退休 在职 离职 随迁 户籍 困难 流浪 乞讨 受灾 在校 在建 在岗 在读 在园 返乡".split()
)
"""Verbs without an object, which go on with a name also behind a party (院校|毕业学年学生)."""
_SIGNS = frozenset("。；;,，:：!?！？ ")
_DOING = frozenset("获 购 租 招 聘 建 办 评 列 入 经 因 于 到 达 满 获得 购买 招用 吸纳 拥有 取得 安排 投入 惠及 加强 按规定 依法".split())
"""Verbs and prepositions behind which another phrase begins."""
_NOMINAL = frozenset(
    "noun measure measured name quality described single sized number limit who thing manner bracket intended".split()
)
_HELPING = frozenset("支持 鼓励 引导 推动 组织 帮助 指导 促进 扶持 激励".split())
_GIVING = re.compile(r"(?:给予|给与|予以|奖励|补贴|补助|资助|发给|奖补)(?!对象)(?:给)?(?:每一?[名个家户位])?")
_BEHIND_GIVEN = re.compile(r"$|[,;。(\d]|最高|不超过|一次性|每|各|按|定额|全额|相应|[一-龥]{0,8}(?:补|奖|资助|贴|津贴|支持|费|金|款|\d)")
_GIVE = re.compile(r"给予|予以")
_UP_TO = re.compile(r"[,;。]|一次性|最高")
_PAYING = re.compile(r"(?<![供补交发方导倾面])[向给为](?!予|期|主|限|基|了)")
_BEHIND_PAID = re.compile(r"(?:一次性|按月|按年|按季|免费|统一)*(?:发放|支付|提供|给予|拨付|兑付|核拨|补|奖|按|每)")
_EACH = re.compile(r"(?:每一?|单|同一)(?:个|家|户|名|位|件|项|台|套|辆|处|所|条|张|床|次|场)?")
_LEADS = re.compile(
    r"^(?:[,:;。、)\s]|其中|同时|此外|另外|另|凡|对于?|作为|[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十百\d]{1,4}[条款]|自?\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:起|至|—)?|[①-⑳])+"
)
_LABEL = re.compile(r"(?:标准|津贴|补[贴助]|奖励|资助|额度|金额|限额|奖学金|助学金)")
_BEFORE_BODY = frozenset("noun name modifying state measured quality described".split())
"""What stands before 组织 where it is a body (服务|组织) and no verb."""
_NO_NAME = frozenset(("of", "sign", "who", "join", "each", "number", "to", "towards"))
"""Words that 对象 does not go with (的|对象)."""
_BRACKET = re.compile(r"^\([^)]*\)")
_MANNER = re.compile(r"(?:分阶段|一次性|分年度|逐年|贴息|补[贴助]|奖励|资助)+$")
_STAYING = re.compile(r"在[校职岗读园建]")
_LONGEST_NAME = 60
_LONGEST_CLAUSE = 200
"""Signs of a name and of a clause that are read; a longer one is no clause."""


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[_Word, ...]:
    """Give the words of a clause with their kinds; what stands in quotation marks or brackets is one."""
    found: list[_Word] = []
    ends = 0
    for word in lexicon_words.lexicon().segment(text):
        if word.start < ends:
            continue
        kind, ends = _kind(word.word), word.end
        closing = phrase_words.QUOTED.get(word.word) or phrase_words.BRACKETS.get(word.word)
        at = text.find(closing, word.end) if closing is not None else -1
        if at >= 0:
            ends, kind = at + 1, "noun" if word.word in phrase_words.QUOTED else "bracket"
        if word.word == "对象" and found and found[-1].kind not in _NO_NAME:
            found[-1] = _Word(found[-1].start, ends, "who")  # 资助对象
            continue
        if word.word == "在" and (staying := _STAYING.match(text, word.start)) is not None:
            kind, ends = "quality", staying.end()
        if word.word[-1] == "的" and len(word.word) > 1:
            found.append(_Word(word.start, ends - 1, _kind(word.word[:-1])))
            found.append(_Word(ends - 1, ends, "of"))  # 以上|的
            continue
        if word.word == "组织" and (not found or found[-1].kind not in _BEFORE_BODY):
            kind = "help"
        found.append(_Word(word.start, ends, kind))
    return tuple(found)


@lru_cache(maxsize=1 << 13)
def _kind(word: str) -> str:
    if _PARTY.search(word) and not _NO_PARTY.search(word):
        return "who"
    if _THING.search(word):
        return "thing"
    if word in _HELPING:
        return "help"
    if word in _STATES:
        return "state"
    if word in _MODIFYING:
        return "modifying"
    if word in _SIGNS:
        return "sign"
    if word in _DOING:
        return "verb"
    if word[0] == "每":
        return "each"
    if word == "等":
        return "and_so_on"
    return phrase_words.kind_of(word)


def _phrase(cut: Sequence[_Word], begin: int, heads: frozenset[str]) -> _Phrase:
    """Read the longest noun phrase from a word on, up to a verb, a preposition or a sign."""
    at, name, last = begin, begin, None
    while at < len(cut):
        kind = cut[at].kind
        following = cut[at + 1].kind if at + 1 < len(cut) else ""
        if kind == "and_so_on":
            last = last if following not in _NOMINAL else None  # 工程研究中心等|资质 is no centre.
        elif kind in _NOMINAL:
            if kind in heads:
                last = at
        elif kind in ("modifying", "state", "new") and (following in _NOMINAL or following in (*_ATTRIBUTES, "join", "bracket")):
            if last == at - 1 and kind != "state" and following not in heads:
                break  # 企业|建设重点实验室
        elif kind == "join" and at > begin and (following in _NOMINAL or following in _ATTRIBUTES):
            pass
        elif kind == "of" and at > begin and last is None and following in _NOMINAL | _ATTRIBUTES:
            name = at + 1
        else:
            break
        at += 1
    return _Phrase(begin, name, last, at)


_ATTRIBUTES = frozenset(("modifying", "state", "new"))
_ALL = frozenset(("who", "thing"))
_PARTY_ALONE = frozenset(("who",))


def _named(text: str, cut: Sequence[_Word], phrase: _Phrase) -> Who | None:
    """Give the party of a noun phrase, and what stands before it with 的."""
    if phrase.last is None:
        return None
    behind = cut[phrase.last + 1 : phrase.last + 2]
    end = behind[0] if behind and behind[0].kind == "bracket" else cut[phrase.last]
    name = text[cut[phrase.name].start : end.end]
    newly = _NEWLY.match(name)
    name = name[newly.end() :] if newly is not None else name
    name = re.sub(r"^(?:该|其|上述|各类?|部分|所有|全部|相关|有关|同一|符合条件的?|、|和|及)+", "", name)
    told = text[cut[phrase.begin].start : cut[phrase.name].start].removesuffix("的") if phrase.name > phrase.begin else None
    told = ",".join(filter(None, (told, newly[0] if newly is not None else None)))
    return Who(name, told or None) if 1 < len(name) <= _LONGEST_NAME else None


_NEWLY = re.compile(
    r"(?:当年|每年|年度|首次|新)*(?:获评|评定为?|认定为?|引进|入选|入库|招用|招募|增|设立|成立|注册|上规|纳规)(?=[一-龥]{2})"
)
"""What one must have become, before the name of what one is (新认定|示范企业)."""


def _clause(text: str) -> str:
    return _LEADS.sub("", text)[:_LONGEST_CLAUSE]


def subject(text: str) -> Who | None:
    """Give the party that a clause begins with (企业招用人员…; 设施服务评估为…)."""
    text = _clause(text)
    cut = _words(text)
    if not cut:
        return None
    found = _named(text, cut, _phrase(cut, 0, _PARTY_ALONE))
    return found if found is None or found.told is None else Who(found.name, found.told)


_MAKING = frozenset(("deed", "done", "add", "new", "light", "verb"))


def related(text: str) -> Who | None:
    """Give the party of which a clause is told with 的 (从事支教的大学生), the last; what stands before it is told."""
    text = _clause(text)
    cut = _words(text)
    for at in range(len(cut) - 2, 0, -1):
        if cut[at].kind != "of" or (at == 1 and cut[0].kind in _MAKING):
            continue  # 设置的医疗机构: it is what is made.
        phrase = _phrase(cut, at + 1, _PARTY_ALONE)
        found = _named(text, cut, phrase)
        if found is not None and phrase.last is not None:
            does = text[cut[phrase.last].end :] if phrase.last + 1 < len(cut) and cut[phrase.last + 1].kind == "verb" else ""
            does = re.split(r"[,:;。]", does)[0] if re.search(r"[,:;。]", does) else ""
            return Who(found.name, ",".join(filter(None, (text[: cut[at].start], _CAN.sub("", does)))) or None)
    return None


_CAN = re.compile(r"(?:可(?:以)?(?:申[请领]|享受|领取|获得?|按)|享受|给予|按照?|[^,]*?(?:补[贴助]|奖励|资助)).*$")
"""What a clause says of the gift itself, and no longer of whom it goes to."""


_PLACE = re.compile(r"(?:城市|地区|县|[镇乡市区]|街道|县城)$")


def place(text: str) -> str | None:
    """Give a clause that is nothing but the phrase of a place (人口超过100万的城市): it says where, not to whom."""
    text = _clause(text)
    cut = _words(text)
    of = next((i for i in range(len(cut) - 1, 0, -1) if cut[i].kind == "of"), None)
    return text if of is not None and _PLACE.search(text) and _phrase(cut, of + 1, _ALL).end == len(cut) else None


def given(text: str) -> Who | None:
    """Give the party that stands behind the verb of giving (给予建设单位…补助)."""
    for match in _GIVING.finditer(text):
        rest = text[match.end() :][:_LONGEST_CLAUSE]
        cut = _words(rest)
        if not cut:
            continue
        phrase = _phrase(cut, 0, _PARTY_ALONE)
        if phrase.name > phrase.begin and not _GIVE.match(match[0]):
            continue  # 奖励办法规定的…团队
        found = _named(rest, cut, phrase) or (related(_UP_TO.split(rest)[0]) if _GIVE.match(match[0]) else None)
        if found is not None and phrase.last is not None and _BEHIND_GIVEN.match(rest, cut[phrase.last].end):
            return found
        if found is not None and phrase.last is None:
            return found
    return None


def paid(text: str) -> Who | None:
    """Give the party that something is paid or done to (向承办机构支付, 为企业提供)."""
    for match in _PAYING.finditer(text):
        rest = text[match.end() :][:_LONGEST_CLAUSE]
        cut = _words(rest)
        phrase = _phrase(cut, 0, _PARTY_ALONE) if cut else None
        found = _named(rest, cut, phrase) if phrase is not None else None
        if found is not None and phrase is not None and phrase.last is not None:
            if match[0] == "为" and not re.match(r"(?:发放|支付|给予|拨付)", rest[cut[phrase.last].end :]):
                continue  # 为老年人提供服务 says what is done for money.
            if _BEHIND_PAID.match(rest, cut[phrase.last].end):
                return found
    return None


def each(text: str) -> Who | None:
    """Give the party of each of which something is told (每家企业, 单个项目)."""
    for match in _EACH.finditer(text):
        rest = text[match.end() :][:12]
        cut = _words(rest)
        if cut:
            phrase = _phrase(cut, 0, _ALL)
            if phrase.last is not None:
                end = next(i for i in range(len(cut)) if cut[i].kind in _ALL)
                name = rest[: cut[end].end]
                if not re.search(r"\d", name):
                    return Who(name, None)
    return None


def helped(text: str) -> Who | None:
    """Give the party that a document helps to do something (鼓励企业开展…)."""
    cut = _words(text[:_LONGEST_CLAUSE])
    for at, word in enumerate(cut[:-1]):
        if word.kind != "help":
            continue
        phrase = _phrase(cut, at + 1, _PARTY_ALONE)
        found = _named(text, cut, phrase)
        if found is not None and found.told is None and phrase.last == phrase.end - 1 and cut[phrase.end :][:1] and cut[phrase.end].kind != "sign":
            return found
    return None


def addressed(phrase: str) -> Who | None:
    """Give the receiver of what stands behind 对, with what is said of it; None where it only tells what for.

    >>> addressed("年产值2亿元以上的企业")
    Who(name='企业', told='年产值2亿元以上')
    """
    single = _EACH.match(phrase)
    phrase = phrase[single.end() :] if single is not None else phrase
    cut = _words(phrase[:_LONGEST_CLAUSE])
    if not cut:
        return None
    if cut[-1].kind == "of":
        found = subject(phrase) or _before_deed(phrase, cut)
        return Who(found.name, phrase.removesuffix("的")) if found is not None else None
    last = next((i for i in range(len(cut) - 1, -1, -1) if cut[i].kind == "of"), -1)
    if last < 0 and cut[0].kind in _ADDING:
        skip = next((i for i, word in enumerate(cut) if word.kind not in _ADDING), len(cut))
        added = _named(phrase, cut, _phrase(cut, skip, _ALL))
        return Who(added.name, phrase[: cut[skip].start]) if added is not None else None
    behind = _phrase(cut, last + 1, _ALL)
    head = _named(phrase, cut, behind)
    opened = _phrase(cut, 0, _PARTY_ALONE)
    if opened.last is not None and opened.end <= last and (behind.last is None or cut[behind.last].kind != "who"):
        does = _named(phrase, cut, opened)
        return Who(does.name, phrase) if does is not None else None  # 企业采购的产品
    told = phrase[: cut[last].start] if last >= 0 else None
    if head is not None and behind.last is not None:
        rest = _BRACKET.sub("", phrase[cut[behind.last].end :])
        rest = _MANNER.sub("", rest)
        return Who(head.name, ",".join(filter(None, (told, head.told if told is None else None, rest))) or None)
    opening = subject(phrase)
    return Who(opening.name, phrase) if opening is not None else None


_ADDING = frozenset(("each", "add", "new"))


def _before_deed(phrase: str, cut: Sequence[_Word]) -> Who | None:
    """Give the party of a relative clause that does something itself (符合条件的人员自主创业的)."""
    for at, word in enumerate(cut[:-1]):
        if word.kind == "of":
            inner = _phrase(cut, at + 1, _PARTY_ALONE)
            found = _named(phrase, cut, inner)
            if found is not None and inner.last is not None and inner.last + 1 < len(cut) - 1:
                return found
    return None


def _opening(text: str) -> Who | None:
    """Read the clause that opens a sentence: its subject, else whom it is told of."""
    return subject(text) or related(text)


def _labels(text: str) -> Who | None:
    """Give the party in the name of what is given (特困人员基本生活标准)."""
    named = _LABEL.search(text)
    return _opening(text[: named.start()]) if named is not None else None


def enjoys(text: str) -> Who | None:
    """Give the party of the clause that says who may have something (长者饭堂可享受运营补贴)."""
    for clause in re.split(r"[,:]", text):
        if _ENJOYS.search(clause):
            found = subject(clause) or related(clause)
            if found is not None:
                return Who(found.name, None) if found.told is None else found
    return None


_ENJOYS = re.compile(r"享受|可(?:以)?(?:申[请领]|领取|获得)")
WAYS = (
    Way("given_to", given, {"给予建设单位不超过总投资30%的补助": "建设单位", "按每人3000元给予用人单位留用补贴": "用人单位"}),
    Way("paid_to", paid, {"由财政按每人800元标准向承办机构支付培训补助": "承办机构"}),
    Way("enjoys", enjoys, {"长者饭堂可享受运营补贴,其中老年人送餐补贴标准为每次2元": "长者饭堂"}),
    Way("labelled", _labels, {"市属特困人员基本生活标准为每月2000元": "市属特困人员"}),
    Way("opening", _opening, {"见习基地留用见习人员": "见习基地", "从事支教、支医的大学生": "大学生"}),
    Way("each", each, {"每家企业最高500万元": "企业"}),
    Way("helped", helped, {"鼓励企业参与标准制定": "企业"}),
)
"""The ways by which an offer's own sentence names its receiver, the surest first; what stands behind 对 goes before all."""


def carried(sentence: str, earlier: Sequence[str], above: Sequence[str]) -> Who | None:
    """Give the receiver that is named before an offer which names none, the nearest first.

    `sentence` is what its own sentence says before it, `earlier` the sentences before that, the last first, `above` the
    lines under which its paragraph stands (the line that opens a list, the heading).
    """
    found = _told_in(sentence)
    for said in earlier[:_REACH] if found is None else ():
        found = _told_in(said) if _GIFT.search(said) else helped(said)
        if found is not None:
            break
    for line in above if found is None else ():
        found = _told_in(line) or helped(line)
        if found is not None:
            break
    return found


_REACH = 8
"""Sentences before an offer that may name its receiver."""
_GIFT = re.compile(r"享受|可申|给予|予以|补[贴助]|奖励|资助|扣除|贴息|返还|津贴|优惠|免费|[：:]$")
_TO = re.compile(r"(?:^|可)对于?(?P<who>[^,]{2,80}?)(?:,|给予|予以|按|(?:同样)?(?:实行|进行)|$)")


def _told_in(said: str) -> Who | None:
    """Give whom a sentence names: whom it addresses with 对 or gives to, else the first party that does something in it."""
    parts = re.split(r"[,:;]", said)
    to = (addressed(to["who"]) for part in parts if (to := _TO.search(part)) is not None)
    found = next((who for who in to if who is not None and ends_in_party(who.name)), None) or given(said) or paid(said)
    opens = (subject(part) or related(part) for part in parts) if found is None else ()
    return found or next((who for who in opens if who is not None and ends_in_party(who.name)), None)


def ends_in_party(name: str) -> bool:
    """Say whether a name's last word is a party that may be given something by itself."""
    cut = _words(name[:_LONGEST_CLAUSE])
    cut = cut[:-1] if cut and cut[-1].kind == "bracket" else cut
    return bool(cut) and cut[-1].kind == "who"
