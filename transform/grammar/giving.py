"""Which number of a sentence is given, which is asked of the receiver, and which is money that only moves.

A number is given where a word of giving leads to it (给予最高80万元, 补贴标准为每人300元), where what is given stands behind it
(按30%的比例给予, 2万元的一次性补贴), or where a list that has begun to give goes on (二等奖5万元). What limits a noun
(500万元以上的企业), what is reached (年产值达到2亿元的) and what a body sets aside is not given.
"""

from __future__ import annotations

import re
from typing import Literal

from transform.language.clauses import Span
from transform.language.quantities import Quantity

Part = Literal["given", "pool", "asked", "moved"]
"""What a number of an offering sentence is: what is given, a sum for all, what is asked, money that changes its purse only."""

RATES = frozenset(["%", "‰", "个百分点", "百分点"])
HALF = re.compile(r"半价|半票|减半(?!年)")
RATIO = re.compile(r"(?<![\d.:])(?P<a>\d+(?:\.\d+)?)\s*:\s*(?P<b>(?=[\d.]*[1-9])\d+(?:\.\d+)?)(?![\d.:])")

_PLAIN_VERB = r"以奖代补|先建后补|以租代补|奖励|奖补|补助|补贴|贴补|资助|补偿|救助|贴息|贴费|返还|退还|抵扣|抵免|扣除|减免|减征|减按|扣减|兑付|代偿|慰问"
_NO_NOUN = r"(?!后|资金|经费|专项|政策|项目|覆盖|对象|人数|人员|面积|范围|率|力度|体系|制度|机制|办法|申[请报领]|条件|名单|金额为?上年|机构|站|号)"
"""What makes a word of giving the beginning of a longer noun (补贴资金, 救助站): such a noun gives nothing by itself."""
BENEFIT = (
    r"(?:奖励|奖补|奖金|奖学金|助学金|补助|补贴|贴补|贴息|贴费|资助|补偿|津贴|扶持|支持|救助|扣除额度|优待金|扶助金|慰问金?|抚恤金?|安家费|生活费|工作经费|启动资金|启动经费"
    r"|优惠|减免|抵扣|配套|券|红包|代偿)"
)
_LABEL = (
    r"(?:定额|扣减|奖励|奖补|奖金|补助|补贴|贴补|贴息|资助|补偿|津贴|扶持|支持|救助|供养|抚恤|慰问|扣除|助学金|奖学金|基本生活|养育|护理|返还|配套|优惠|减免|代偿|券)"
    r"(?:(?!覆盖)[^,;。:\d达]){0,8}?(?:标准|金额|额度|比例|限额|上限|单价|总额|幅度|资金|费|金)?"
)
GIVING = re.compile(
    rf"给予|予以|给与|{_PLAIN_VERB}|配套(?:资金|补助|支持|奖励|经费)|资金配套|资金支持|扶持资金|奖金|[半减]半|半[价票]|发放|领取|加计"
    r"|定额扣除|扣除标准|(?:保障|救助|供养|抚恤|基本生活|护理|津贴|助学金|奖学金)[^,;。]{0,6}标准|(?:支持|奖励)(?:比例|标准|额度|金额)"
    r"|(?:最高|不超过)(?:可)?(?:支持|领取|享受|获得)|支持[^,;。]{0,8}(?:最高|不超过)|优惠|股权投资|直投|跟投|可(?:申请|申领|享受|获得?)"
    r"|助学金|奖学金|津贴|安家费|免租|租金标准|(?:返还|救助)标准|(?:贷款|授信)额度|每?年[^,;。]{0,6}安排"
)
"""What a sentence that offers something says of it; no proof by itself."""
GIVE = re.compile(r"给予|予以|给与")

_STRONG = (
    r"给予|予以|给与|发给|最高(?:可|可以)?(?:支持|领取|享受|获得|申请|资助|奖励|补[贴助])|享受"
    r"|可(?:以|按规定)?(?:一次性)?(?:申请|申领|享受|领取|获得?|得到)"
)
_ADJACENT = rf"支持|扶持|配套|发放|奖金|津贴|慰问金|助学金|奖学金|生活费|安家费|股权投资|跟投|直投|领取|{BENEFIT}(?:标准|金额|额度|资金)"
_FILL = (
    r"(?:一次性|分别|最高|最多|至多|不(?:得|能)?超过|不高于|上限|再|另|各|均|可|可以|达|为|是|到|至|约|总额|共计?|合计|累计|额外|人民币|增加|提高|标准|金额|额度|比例"
    r"|按照?|不低于|不少于|资金|其|定额|上浮|每[一二三]?[一-龥]{1,3}|[:/ ])*"
)
_NEAR_CUE = re.compile(rf"(?:(?:{_PLAIN_VERB}){_NO_NOUN}|{_STRONG}|{_ADJACENT}){_FILL}$")
"""A word of giving with nothing between it and the number but words of measure (奖励每家最高)."""
_FAR_CUE = re.compile(rf"(?:{_STRONG}|(?:{_PLAIN_VERB}){_NO_NOUN})(?P<between>[^;。]{{0,60}})$")
_LABELLED = re.compile(
    rf"(?:{_LABEL}的?(?:标准|金额|额度|比例|上限|限额)|(?:贴息|补贴|补助|资助|奖励|返还|减免|扣除)率)(?P<between>[^;。]{{0,60}})$"
)
"""The name of a measure of giving (补贴标准, 资助额度), which may stand some words before its number."""
_EACH = "(?:每|单)(?:人|生|户|名|位|孩|家|个|亩|台|套|辆|月|年|天|日|学年|学期|次)"
_EACH_OF = re.compile(rf"{BENEFIT}(?!资金|经费)[^,;。\d]{{0,10}}?(?:{_EACH}(?:(?!{_EACH})[^,;。\d]){{0,4}})+$")
"""A kind of support for each of what (生活补贴每人每月)."""
_LIMIT = re.compile(
    r"(?:最高(?:可达?|为|达)?|不(?:得|能)?超过|不高于|至多|最多|上限为?|封顶(?:为)?|限额(?:为)?|控制在)$"
)
CAPPING = re.compile(
    r"最高|不(?:得|能)?超过|不高于|上限|累计|最长|最多|至多|限额|(?<!结构|主体)封顶|单价|期限|年限|贴息率|总额|贴息期|补贴期"
)
_CAPPED_BEHIND = re.compile(r"(?:为)?(?:封顶|以内|之内|为上限|为限额?|限额内)")
_REACHED = re.compile(
    r"(?:达到?|突破|(?<!不)超过?|超出|满|逾|(?<!不)高于|(?<!不)低于|不足|(?<!贴息)(?<!补贴)(?<!补助)(?<!资助)(?<!奖励)(?<!返还)(?<!减免)率|增长|提[高升]|实现|完成)(?:了|到|至|为)?$"
)
"""What makes the number behind it something reached, unless a limit is meant (不超过)."""
_BY = re.compile(r"(?:按照?|依照|参照|以(?=[^,;。\d]{2,24}的$))(?P<between>[^,;。]{0,50})$")
_BY_BEHIND = re.compile(rf"给予|予以|给与|发放|{_PLAIN_VERB}|支持|配套|领取|兑现|扶持|享受|予|发给|奖")
_PASSED_ON = re.compile(
    r"(?:左右)?(?:的(?:比例|标准|额度))?(?:[由从][^,;。]{0,8})?(?:提取|计提|缴[纳存费]|缴|分担|承担|负担|征收|收取|计(?:[收征租]|算(?!补|奖))|支付|拨付|上缴|留存|安排|配备|配建|预留|抽取|出资|自筹|认缴|扣减|扣罚)"
)
"""What is done with a share that nobody is given: it is levied, shared out, set aside."""
_STOP = r"给予|予以|给与|企业|单位|机构|平台|园区|团队|个人|申请|未|不再|已|按|可"
_BENEFIT_BEHIND = re.compile(
    rf"(?:以内|之内|封顶)?(?:/[一-龥]{{1,3}}){{0,2}}(?:的)?(?:(?!{_STOP})[一-龥A-Za-z“”\"]){{0,12}}?{BENEFIT}"
)
"""What is given, named behind its number (2万元的一次性创业补贴); a receiver between them makes the number a condition."""
_GIVEN_BEHIND = re.compile(
    r"(?:(?:的)?限额内(?:据实)?|为限额?(?:依次)?)?(?:的)?(?:(?:比例|标准|额度|幅度|档次)(?:[一-龥]{0,4}))?(?:(?:一次性|分阶段|分年度?|逐年|按[年月季]|进行|定额|据实|直接|由[一-龥]{2,6}|向[^,;。]{2,12}|对[^,;。]{2,12}|为其|,)){0,2}"
    rf"(?:给予|予以|给与|发放|发给|{_PLAIN_VERB}|资金|支持|支付[^,;。]{{0,6}}补)"
)
_MODIFIES = re.compile(r"(?:\([^)]*\))?(?:及)?(?:以[上下内])?的(?!标准|比例|额度|幅度|部分|金额|档)[一-龥“\"A-Za-z]")
STEP = re.compile(
    r"每(?:新?增加?|超过?|满|高[于出]|提[高升]|达到?|投入|出口|[一-龥]{0,6}(?:增加|增长|满|达到?|提[高升]))?$"
)
"""What stands before the step by which an offer grows (每6万元给予…, 每增长1个百分点奖励…)."""
_ADDRESSEE = re.compile(r"对(?![^,;。对]{0,10}贡献|接|标|照|应|口|象)")
_INSTALMENT = re.compile(
    r"(?:首[期批次]|[前末尾]期|首笔|预先|先[行期]?|分[期批次]|[第剩其][一二三四\d余][年期批笔]?|完成后|验收(?:合格|通过)?后|开工后|[Ss]后|余下|剩余|到账后|次年)"
    r"[^,;。]{0,12}(?:拨付|支付|兑现|兑付|发放|预拨|拨给|划拨)[^,;。]{0,8}$|(?:先行|预先?|按进度|实行)(?:拨付|支付|兑付|拨)[^,;。]{0,10}$"
)
"""Before the part of a sum that is paid first or last."""
_MOVED = re.compile(
    rf"(?:争取|落实|安排|筹集|筹措|拨付|下达|投入|整合|统筹|到位|兑现|申[请报](?:上级|中央|省)|设立|发放)?[^,;。\d]{{0,12}}{BENEFIT}(?:性)?(?:专项)?(?:资金|经费|款项?|总额)"
    r"(?:总规模|规模|总额|总量)?(?:共|合计|约|达到?|超过?|突破|近|累计)*$"
    r"|(?:^|积极|全力|计划|每?年|将|并|拟|予)(?:争取|落实|安排|筹集|筹措|拨付|下达|投入|整合|统筹|列支)[^,;。\d]{0,16}$"
)
_WHO_IS = re.compile(r"(?:认定|收入|准入|贫困|起征)(?:标准|线|条件)")
"""What says who is helped, not what with (低收入家庭认定标准为每人每月…)."""
_OWN_SHARE = re.compile(
    r"(?<![单每][个家])(?:企业|单位|项目|申[报请]方|自身|自|社会|地方|市县|[区县市镇]级?|银行|个人)(?:配套|自筹|自付|出资|承担)[^,;。\d]{0,10}$"
)
"""Before what somebody must bring along."""
_MARKET = re.compile(r"租金?[^,;。]{0,20}(?:市场|评估)[^,;。]{0,14}(?:价格?|租金|均价)[^,;。]{0,4}的$")
"""A rent told as a share of what the market asks is a relief (按市场评估价的50%收取租金)."""
_FUND_PAYS = re.compile(r"基金[^,;。]{0,6}支付|纳入支付范围|支付限额")
"""Before what an insurance pays: that is nothing given."""
_PRICE = re.compile(r"[利费税]率(?:上限|最高|不超过|不高于)*$")
"""Before what somebody else may ask at most (费率上限3%)."""
_OF_COST = re.compile(r"[利费]率的?$")
"""A share of what a loan or an insurance costs (贷款利率50%的贴息)."""
_FIXED = re.compile(r"的(?:标准|比例)(?:确定|执行|核定|计发|发放)")
_FORMER = re.compile(r"(?:由|从|在)[^,;。\d]{0,16}$")
_CHANGED = re.compile(r"[^,;。\d]{0,8}(?:提高|调整|增加|上调|增至|提至|下调|降低?|基础上)")
"""Around what was given before (由每人1000元提高至…)."""
_CREDIT = re.compile(
    r"(?:贷款|授信|担保)(?:额度|限额|金额|规模)?[^,;。\d]{0,8}(?:最高|不超过|上限|提高到|提高至|为)[^,;。\d]{0,4}$"
)
"""Before what a bank may lend: credit is neither given nor reached."""
_POOL = re.compile(r"(?:每年|年度|逐年)[^,;。\d]{0,6}(?:安排|设立|统筹|投入|拿出|列支)[^,;。\d]{0,10}$")
_POOL_BEHIND = re.compile(
    r"[^,;。\d]{0,14}(?:资金|经费)[^;。\d]{0,16}(?:用于|重点|专项|对)?[^,;。\d]{0,6}(?:支持|奖励|补[贴助]|扶持|资助|奖补)"
)
"""A sum that a body sets aside each year for those whom it helps (每年安排2亿元资金,用于支持…)."""
_HANDED_OUT = re.compile(r"(?:发放|投放|发行)(?:总额|总[价面]?值|规模|不少于|不低于|超过?|约|近|[^,;。\d]{0,10}券)*$")
_VOUCHERS = re.compile(r"(?:以上)?(?:的)?[^,;。\d]{0,8}(?:券|红包)")
"""Vouchers that are handed out for so much in all (发放1亿元消费券)."""
_ASKED_NOUN = re.compile(
    r"(?:收入|产值|投资额?|投入|销售额|交易额|营[业收]|利润|税收|贡献|纳税额?|出口额|进出口额?|注册资本|实缴资本|贷款(?:额|金额|余额)?|保费|面积|成本|总额|估值|融资额?"
    r"|采购额|合同额|成交额|到[位账]资金)[^,;。]{0,6}$"
)
_ITEM_BEFORE = re.compile(
    r"(?:其中)?(?P<who>[^,;。]{0,36}?)(?:(?:每|单)[^,;。\d]{1,12})?(?:奖励|补贴|补助|资助|给予|最高|不(?:得)?超过|可|为|按照?|发放|标准|各|达到?|:)*$"
)
_ITEM_BEHIND = re.compile(
    r"\)?(?:以内|封顶)?(?:[/每][一-龥]{1,4}){0,2}(?:的(?:标准|比例))?(?:\([^)]*\))?(?:[、和及]|执行|[计核]?发|给予|$|的?[一-龥]{0,8}"
    + BENEFIT
    + ")"
)
_NO_ITEM = re.compile(
    r"^且|^并|缴|收[费取]|罚|投[资入]|不低于|不少于|比[例重]|占比|[率量]$|产值|[收利]入|利润|达到?|超过(?<!不超过)|突破|满|增长|提[高升]|降|注册|面积|工资|学费|价|押金|保证金|自筹|承担|分担|上年|贷款|支付|拨付|报销|缺口|余额|占"
)


def part_of(
    text: str, sentence: Span, clause: Span, quantity: Quantity, *, offered: bool, listing: bool
) -> Part | None:
    """Say what a number of money or a share is in a clause of an offering sentence; None where nothing tells.

    `offered` says that something was given before in the sentence, `listing` that a list of what is given goes on.
    """
    near_start, near_end = max(clause.start, quantity.start - _REACH), min(clause.end, quantity.end + _REACH)
    before, after = text[near_start : quantity.outer_start], text[quantity.end : near_end]
    whole_before = text[near_start : quantity.start]
    said = text[max(sentence.start, clause.start - _REACH) : clause.start]
    if _FUND_PAYS.search(said + before):
        return None
    if STEP.search(before) or STEP.search(whole_before):
        return "asked"
    if quantity.base == "%" and (_MARKET.search(before) or (_OF_COST.search(before) and _BENEFIT_BEHIND.match(after))):
        return "given"
    if _OWN_SHARE.search(before) or _WHO_IS.search(said + before + after):
        return "asked"
    near = _NEAR_CUE.search(before)
    paid_on = _PASSED_ON.match(after) is not None and (near is None or quantity.base in RATES)
    if _INSTALMENT.search(before) or (paid_on and not before.endswith("减按")):
        return None
    if after == "的" or (text[clause.start : clause.end].endswith("的") and near is None):
        return "asked"
    if _FORMER.search(whole_before) and _CHANGED.match(after):
        return "moved"
    if _CREDIT.search(whole_before) and re.search(r"可(?:以)?申[请领]|贴息|补[贴助]|奖", before) is None:
        return "moved"
    if (_POOL.search(before) and _POOL_BEHIND.match(text, quantity.end, sentence.end)) or (
        _HANDED_OUT.search(before)
        and re.search(r"每(?!年)|单", before) is None
        and ("券" in before or _VOUCHERS.match(after))
    ):
        return "pool"
    if (
        _MOVED.search(before)
        and _LIMIT.search(whole_before) is None
        and not GIVE.search(before)
        and not _each_before(before)
    ):
        return "moved"
    if near is not None and not _is_reached(whole_before, near.end()):
        return "asked" if text[clause.start : clause.end].endswith("的") and listing is False else "given"
    if _MODIFIES.match(after) and not _BENEFIT_BEHIND.match(after):
        return "asked"
    if _far(before, whole_before) or (_EACH_OF.search(before) and _ITEM_BEHIND.match(after)):
        return "given"
    if _BENEFIT_BEHIND.match(after) and not _is_reached(whole_before, 0) and not _addressed(before):
        return "given"
    by = _BY.search(before)
    if by is not None and not _addressed(before[by.start() :]):
        if _GIVEN_BEHIND.match(after) or _BY_BEHIND.search(text, quantity.end, clause.end):
            return "given"
        if listing and re.match(r"(?:的(?:标准|比例|额度))?(?:、|$)", after):
            return "given"
        if _FIXED.match(after) and _LABELLED.search(said):
            return "given"
        rest = text[clause.end : min(sentence.end, clause.end + _REACH)]
        if _BY_BEHIND.search(rest.split("对")[0]) and not _NO_ITEM.search(after):
            return "given"
    if _GIVEN_BEHIND.match(after) and not _addressed(before) and not _is_reached(whole_before, 0):
        return "given"
    if listing and _is_item(before, after):
        return "given"
    labelled = offered or _LABELLED.search(said) is not None
    if labelled and _is_limit(before, whole_before, quantity, after):
        return "given"
    return "asked"


def _far(before: str, whole_before: str) -> bool:
    """Say whether a word of giving governs a number over the words between (给予研发费用50%, 补贴标准为长者每次3元)."""
    for cue in (_FAR_CUE.search(before), _LABELLED.search(before)):
        if cue is None:
            continue
        between = cue["between"]
        if _addressed(between) or _is_reached(whole_before, cue.end() - len(between)):
            continue
        return True
    return False


def _addressed(words: str) -> bool:
    """Say whether somebody is addressed last: what follows says who (对年产值2亿元…)."""
    found = [m.start() for m in _ADDRESSEE.finditer(words)]
    return bool(found) and re.search(rf"{_STRONG}|{_PLAIN_VERB}|按", words[found[-1] :]) is None


def _is_reached(words: str, begin: int) -> bool:
    """Say whether a number behind these words is one that something reaches; a limit (不超过, 最高达) is none."""
    tail = words[begin:] if begin < len(words) else words[-12:]
    return _LIMIT.search(words) is None and _REACHED.search(tail) is not None


def _is_limit(before: str, whole_before: str, quantity: Quantity, after: str) -> bool:
    if _MODIFIES.match(after) or _is_reached(whole_before, 0) or _PRICE.search(before):
        return False
    if _ASKED_NOUN.search(before) and _LIMIT.search(whole_before) is None:
        return False
    return (
        quantity.comparator == "<=" or CAPPING.search(before[-_NEAR:]) is not None or bool(_CAPPED_BEHIND.match(after))
    )


def _is_item(before: str, after: str) -> bool:
    """Say whether a clause is an item of a list of what is given: a grade, perhaps for each of what, and its number."""
    listed = re.search(r"\d[^、(]*[、(]([^、(]*)$", before)
    before = listed[1] if listed is not None else before  # 本科2万元(专科1万元)、|硕士
    match = _ITEM_BEFORE.fullmatch(before)
    return match is not None and _NO_ITEM.search(before) is None and _ITEM_BEHIND.match(after) is not None


def _each_before(before: str) -> bool:
    return re.search(r"(?:每|单)[个家户名位人生台辆套亩项件]", before) is not None


def is_ceiling(text: str, clause: Span, quantity: Quantity) -> bool:
    """Say whether an amount bounds what is given (最高5万元, 5万元封顶)."""
    before = text[clause.start : quantity.start]
    capped = quantity.comparator == "<=" or CAPPING.search(before[-_NEAR:]) is not None
    return capped or _CAPPED_BEHIND.match(text, quantity.end, clause.end) is not None


_REACH = 200
"""How many signs around a number can speak for it: no printed clause is longer."""
_NEAR = 16
"""How many signs before a number speak of it alone."""


def is_capped(text: str, start: int, end: int) -> bool:
    """Say whether a limit stands between two places of a text (按最高30%)."""
    return re.search(r"最高|不(?:得|能)?超过|不高于|至多|最多", text[start:end]) is not None
