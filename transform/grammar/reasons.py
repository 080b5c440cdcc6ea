"""Why a number did not become the fact that it was proposed as, in words for the people who read `quantities`.

A refusal is named by its rule (`gate.target.price`); here each name has its sentence. A decision that brings its own
reason keeps it.
"""

from __future__ import annotations

from transform.grammar.roles import Taken

REASONS = {
    "no_aim": "没有目标用语、期限、行动或限度表明这是要达到的状态",
    "no_offer": "没有给予的用语，或没有给予的对象",
    "not_measured": "没有表明已经测得或发生的用语和时间",
    "limit": "是规定的限度，不是测得的数值",
    "restated": "重述前面的金额",
    "contact": "是联系方式或账号",
    "sanction": "是处罚",
    "committee": "是组成人员或职务",
    "count_of_list": "是对所列各项的计数",
    "parts_of_text": "是文件的章节",
    "instalment": "是分期支付的比例",
    "kinds": "是类别的数目",
    "step_of_service": "是办事所交的材料或所填的内容",
    "price": "是价格或收费",
    "wage": "是工资",
    "rate_in_force": "是现行的税率、费率或缴存比例",
    "formula": "是计算方法",
    "size": "是尺寸或距离",
    "quota": "是名额",
    "award": "是表彰奖励",
    "between_governments": "是各级财政之间的安排",
    "insurance_benefit": "是保险待遇",
    "contribution": "是应缴的费用",
    "obligation": "是规定的义务",
    "condition": "是申请的条件",
    "given_out": "是已经发放的",
    "set_aside": "是安排的资金总额",
}
"""The last part of a rule that refuses → what it found."""


def with_candidate(taken: Taken, refused: Taken | None) -> Taken:
    """Give what a number was taken for with the role that it was refused and why, unless it says so itself.

    `refused` is what the gate found instead of the first proposal, None where nothing was proposed or nothing refused.
    """
    if refused is None or taken.candidate is not None or refused.candidate in (None, taken.role):
        return taken
    return taken._replace(candidate=refused.candidate, reason=refused.reason)
