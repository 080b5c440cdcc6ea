"""The words of what may name a receiver, with their kinds: those of `phrase_words`, and the parties, by the end of a word.

`who` is a party (企业, 毕业生): people, and bodies that act; `thing` what something is given for (项目), a receiver only where an
offer addresses it (对, 每). `modifying` verbs may stand before a party as part of its name (承办|单位), as no verb does that has
it for its object; `state` verbs have no object and go on with a name behind a party too (院校|毕业学年学生). `help` helps, `each`
is 每, `and_so_on` 等; behind `verb` another phrase begins. What is read over them is `receivers`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from transform.grammar import phrase_words
from transform.language import words


class Word(NamedTuple):
    """A word of a clause, `text[start:end]`, with its kind."""

    start: int
    end: int
    kind: str


_SAID = {
    "who": "企业 公司 单位 机构 团队 人才 个人 店铺 门店 商户 主体 中心 基地 人员 学生 学员 毕业生 职工 员工 家庭 居民 农户 农民 老年人"
    " 老人 残疾人 儿童 孤儿 妇女 学校 院校 高校 医院 银行 合作社 农场 组织 社会组织 协会 联盟 劳动力 劳动者 青年 博士 硕士 本科生"
    " 研究生 博士后 专家 教师 医生 军人 士兵 消费者 车主 用户 运营商 运营方 研发方 孵化器 工厂 实验室 旅行社 承办方 主办方 小学 初中"
    " 高中 大专 专科 本科 市民 游客 纳税人 个体工商户 业主 购房者 购买方 子女 对象 大户 工会 事务所 院所 幼儿园 食堂 托育园 志愿者 经营者"
    " 创业者 申请人 申请者 承租人 参保人 法人 村民 群众 新生儿 产妇 父母 监护人 公民 园区 平台 设施 酒店 饭店 宾馆 餐厅 超市 药店"
    " 民宿 商场 卫生室 卫生院 养老院 敬老院 饭堂 村委会 居委会 贫困户 低保户 就业者 见习者"
    " 投资方 出资方 需求方 供应方 合作方 名家 企业家 科学家 艺术家 名医 中医",
    "thing": "项目 景区 剧目 作品 产品 活动 赛事 展会 车辆 市场 街区 楼宇 城市 地区 县 乡镇 街道 社区 实验区 示范区",
    "modifying": "承办 主办 举办 申请 申报 获奖 获批 培训 运营 经营 参赛 投保 种植 养殖 用工 登记 入驻 施工 建设 牵头 出口 进口 生产 加工 服务"
    " 承训 承包 助餐 供餐 外贸 孵化 租赁 购房 配送 认定 受助 救助 参训 集成 应用 研发 合作 实施 承接 中标 就读 居住 创新 示范"
    " 领军 领跑 用人 入会 流通 物流 装备 制造 管理 评价 照料 护理 托育 招工 保荐 集中 分散 引进 招引 落地 入库 规划 设计 认证",
    "state": "参保 上市 见习 毕业 离校 失业 就业 创业 养老 服役 退役 退休 在职 离职 随迁 户籍 困难 流浪 乞讨 受灾 在校 在建 在岗 在读 在园"
    " 返乡",
    "help": "支持 鼓励 引导 推动 组织 帮助 指导 促进 扶持 激励",
    "verb": "委托 聘请 邀请 聘用 采用 使用 开展 提供"
    " 获 购 租 招 聘 建 办 评 列 入 经 因 于 到 达 满 获得 购买 招用 吸纳 拥有 取得 安排 投入 惠及 加强 按规定 依法",
    "and_so_on": "等",
}
"""Kind → words; a party and a thing may be the end of a longer word."""
_KINDS = {word: kind for kind, said in _SAID.items() for word in said.split()}
_PARTY = re.compile(rf"(?:{'|'.join(sorted(_SAID['who'].split(), key=len, reverse=True))}|[一-龥][者户生人])$")
_THING = re.compile(rf"(?:{'|'.join(_SAID['thing'].split())})$")
_NO_PARTY = re.compile(
    r"^[人户生]$|(?:[每人本他何两专无其]人|或者|产生|发生|卫生|民生|养生|再生|此生|[账落开入门]户|负责人|代表人|保证人)$"
)
_SIGNS = frozenset("。；;,，:：!?！？ ")
_BEFORE_BODY = frozenset(["of", "noun", "name", "modifying", "state", "described"])
"""What stands before 组织 where it is a body (服务|组织) and no verb."""
_NO_NAME = frozenset(("of", "sign", "who", "join", "each", "number", "to", "towards"))
"""Words that 对象 does not go with (的|对象)."""
STAGE = re.compile(r"学前|幼儿园|小学|初中|高中|中职|大专|专科|本科")
"""A stage of schooling: before 每生 it says which pupils, and is no school."""
_DOES = frozenset(("deed", "verb", "modifying", "add", "new"))
"""Verbs that 方 makes the party of that does it (承接|方)."""
_ENDS_NAME = re.compile(r"$|[,;:。)的]")
_STAYING = re.compile(r"在[校职岗读园建]|入乡")
"""A preposition or a verb and the noun that belongs to it: together they tell a state."""


@lru_cache(maxsize=1024)
def cut(text: str) -> tuple[Word, ...]:
    """Give the words of a clause with their kinds; what stands in quotation marks or brackets is one."""
    found: list[Word] = []
    ends = 0
    for word in words.lexicon().segment(text):
        if word.start < ends:
            continue
        kind, ends = _kind(word.word), word.end
        if STAGE.fullmatch(word.word) and text.startswith("每生", word.end):
            kind = "noun"
        closing = phrase_words.QUOTED.get(word.word) or phrase_words.BRACKETS.get(word.word)
        at = text.find(closing, word.end) if closing is not None else -1
        if at >= 0:
            ends, kind = at + 1, "noun" if word.word in phrase_words.QUOTED else "bracket"
        if word.word == "对象" and found and found[-1].kind not in _NO_NAME:
            found[-1] = Word(found[-1].start, ends, "who")  # 资助对象
            continue
        if word.word == "方" and found and found[-1].kind in _DOES and found[-1].end == word.start:
            found[-1] = Word(found[-1].start, ends, "who")  # 发布方
            continue
        if word.word in "在入" and (staying := _STAYING.match(text, word.start)) is not None:
            kind, ends = "quality", staying.end()
        if word.word[-1] == "的" and len(word.word) > 1:
            found.append(Word(word.start, ends - 1, _kind(word.word[:-1])))
            found.append(Word(ends - 1, ends, "of"))  # 以上|的
            continue
        if word.word == "组织" and found and found[-1].kind == "and_so_on" and _ENDS_NAME.match(text, word.end):
            kind = "who"  # 农民合作社等|组织
        elif word.word == "组织" and (not found or found[-1].kind not in _BEFORE_BODY):
            kind = "help"
        found.append(Word(word.start, ends, kind))
    return tuple(found)


@lru_cache(maxsize=1 << 13)
def _kind(word: str) -> str:
    if _PARTY.search(word) and not _NO_PARTY.search(word):
        return "who"
    if _THING.search(word):
        return "thing"
    if word in _SIGNS:
        return "sign"
    if word[0] == "每":
        return "each"
    own = _KINDS.get(word)
    return own if own is not None else phrase_words.kind_of(word)
