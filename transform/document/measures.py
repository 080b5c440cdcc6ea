"""Which items of an outline are measures: the numbered work items that an official would be asked about.

Conditions, materials, procedures, aims and closing provisions are numbered too; they are told apart by the headings
they stand under and by whether they carry a heading of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from transform.document.model import Kind
from transform.document.outline import RANK, Node, Style

_KINDS: frozenset[Kind] = frozenset({"plan", "measures", "opinions", "key_points", "notice", "other"})
_STYLES: frozenset[Style] = frozenset({"cn", "article", "cn_paren", "arabic"})

_AIMS = (
    r"总体(?:要求|思路|目标|考虑|原则|安排)|指导思想|基本(?:原则|思路|情况|要求|概念)|工作(?:原则|思路)|(?:重要|重大)?意义|目标要求"
    r"|(?:工作|发展|主要|总体|行动|试点|建设|改革|阶段|具体|预期|量化|规划)?(?:目标|指标)(?:任务|和任务|要求)?"
)
_AIM = re.compile(rf"(?:落实)?(?:\d{{4}}年)?(?:经济社会)?(?:发展)?(?:{_AIMS})(?:(?:和|与|及|、)(?:{_AIMS}))*")
_SETTING = re.compile(
    r"(?:适用|实施|支持|试点|申报|资助|奖励|参评|服务)(?:范围|对象|条件|主体)|(?:申报|申请|申领|评选|认定|提交|所需)(?:条件|程序|材料|时间|方式|要求)"
    r"|(?:申报|申请|申领|受理|审核|评审|兑现|办理)(?:$|(?:和|及|与|、))|(?<!新)材料(?:清单|要求)?$|(?<!小)程序(?:$|(?:和|及|与))|流程$"
    r"|情形$|条件$|附则|附件|联系(?:人|方式)|责任义务|(?:权利|责任)(?:和|与|、)?义务"
    r"|(?:实施|工作|推进|行动)(?:步骤|阶段|安排|进度|计划安排)|(?:进度|时间|日程)安排|名词解释|术语|释义|定义|^解释|解释权"
    r"|有关(?:说明|事项)$|^(?:其他|其它)(?:事项|要求|规定)?$|^说明$|(?:背景|现状|形势|回顾|总结|(?:执行|完成)情况)$|存在(?:的)?(?:主要)?问题|^适用"
)
_WORK_VERB = re.compile(
    r"优化|完善|健全|规范|简化|强化|加强|推动|创新|提升|改进|改善|拓展|扩大|促进|深化|畅通|压减|再造|缩短|统一|构建|制定|编制|打造|推行|探索|清理|压缩"
)
"""A heading that begins so is a task, whatever it works on (优化审批流程)."""
_SAFEGUARD = re.compile(
    r"保障措施|措施保障|(?:组织|工作|实施)保障|组织(?:实施|领导)|(?:工作|有关|相关)要求$|^(?:强化|加强)?保障(?:机制|体系)?$"
)
_SUPPORT = re.compile(
    r"^(?:加大|加快|加强|大力|积极)?(?:支持|鼓励|扶持|引导|培育|引进|吸引|推动|促进)(?!条件|标准|方式|范围|对象|程序)"
    r"|(?:支持|奖励|补贴|补助|资助|扶持|奖补|贴息)$"
)


_GENERIC = re.compile(
    r"(?:(?:主要|重点|具体|目标|年度)*(?:任务|工作|措施|内容|举措|行动|工程|项目|事项)(?:安排|清单)?(?:和|及|与|、)?)+"
)
"""A heading that names no work but that work follows (重点任务, 主要任务和措施)."""
_NAMES_TERMS = re.compile(r"(?:原则|条件|标准|方式|范围|对象|程序|材料|流程|期限)$")
"""What a heading ends in that says on what terms a thing is had (引进人才申报原则), not that it is given."""


def is_safeguard(headings: Sequence[str]) -> bool:
    """Say whether items under these headings serve to carry a plan out (保障措施) rather than being its tasks."""
    return any(_SAFEGUARD.search(heading) for heading in headings)


def _is_no_work(heading: str) -> bool:
    """Say whether a heading opens aims, conditions, procedures or closing words instead of work."""
    if _AIM.fullmatch(heading):
        return True
    return _SETTING.search(heading) is not None and _WORK_VERB.match(heading) is None


def select(
    nodes: Sequence[Node], kind: Kind, works: bool, paths: Sequence[tuple[str, ...]], in_body: Sequence[bool]
) -> list[int]:
    """Give the indices of the nodes that are measures, in order.

    The way of numbering that most tasks use is the document's; where a group of tasks has no deeper numbering, or bodies
    are named for the group as a whole, the group is a measure. Safeguards count only where their numbers go on from the
    tasks'. `works` says that the document plans or orders: in any other only items that name who is in charge are work.
    """
    # Whatever a text is called, items that name who is in charge are work.
    assigns = sum(body and node.is_charged for body, node in zip(in_body, nodes, strict=True)) > 1
    if not (works and kind in _KINDS) and not assigns:
        return _supports(nodes, paths, in_body) if kind == "provisions" else []
    numbered = [
        index
        for index, node in enumerate(nodes)
        if in_body[index]
        and node.mark is not None
        and node.mark.style in _STYLES
        and (node.is_charged or not any(_is_no_work(heading) for heading in (*paths[index], node.heading or "")))
        and (node.is_charged or not _holds_no_work(nodes, index))
        and (node.is_charged or (works and kind in _KINDS))
    ]
    candidates = [index for index in numbered if nodes[index].heading is not None or nodes[index].in_run]
    # Where no task has a heading, each numbered sentence is one (一、对…给予…。二、对…给予…。).
    candidates = candidates or [index for index in numbered if nodes[index].sentence is not None]
    with_inner = {ancestor for index in candidates for ancestor in _ancestors(nodes, index)}
    leaves = [index for index in candidates if index not in with_inner and _has_text(nodes, index)]
    tasks = [index for index in leaves if not _is_apart(nodes, index, paths)]
    styles = Counter(_style(nodes[index]) for index in tasks)
    if not styles:
        return []
    main = max(styles, key=lambda style: (styles[style] * (1 if style != "cn" else 0.4), style))
    containers = {(nodes[index].parent, _style(nodes[index])) for index in candidates if index in with_inner}
    containers -= {(0, "cn"), (0, "article")}
    chosen: list[int] = []
    last = 0
    for index in candidates:
        node = nodes[index]
        is_task = not _is_apart(nodes, index, paths)
        number = node.mark.ordinal if node.mark else 0
        if _style(node) == main:
            if _has_text(nodes, index) and (is_task or number == last + 1 > 1):
                chosen.append(index)
                last = number
        elif (
            index in leaves
            and is_task
            and RANK[_style(node)] < RANK[main]
            and (node.parent, _style(node)) in containers
        ) or (index in with_inner and node.is_charged):
            chosen.append(index)
    return [index for index in chosen if nodes[index].is_charged or not _GENERIC.fullmatch(nodes[index].heading or "")]


def _is_apart(nodes: Sequence[Node], index: int, paths: Sequence[tuple[str, ...]]) -> bool:
    """Say whether an item is one of the safeguards: not where their group is one of several in a chapter of tasks."""
    if not is_safeguard((*paths[index], nodes[index].heading or "")):
        return False
    group = nodes[index].parent or 0
    if is_safeguard(paths[group]) or not is_safeguard((nodes[group].heading or "",)):
        return True
    beside = [nodes[child].heading or "" for child in nodes[nodes[group].parent or 0].children]
    return (
        nodes[group].mark is None
        or _style(nodes[group]) != "cn_paren"
        or sum(not is_safeguard((h,)) for h in beside) < 2
    )


def _holds_no_work(nodes: Sequence[Node], index: int) -> bool:
    """Say whether all that stands under a heading opens aims or the like (总体思路, 基本原则, 发展目标)."""
    headings = [nodes[child].heading or "" for child in nodes[index].children]
    return bool(headings) and all(map(_is_no_work, headings))


def _supports(nodes: Sequence[Node], paths: Sequence[tuple[str, ...]], in_body: Sequence[bool]) -> list[int]:
    """Give the articles of provisions that are work: those whose heading names what is supported or rewarded."""
    return [
        index
        for index, node in enumerate(nodes)
        if in_body[index]
        and node.mark is not None
        and node.mark.style == "article"
        and node.heading is not None
        and _SUPPORT.search(node.heading)
        and not _NAMES_TERMS.search(node.heading)
        and _has_text(nodes, index)
        and not any(_is_no_work(heading) for heading in (*paths[index], node.heading))
    ]


def _style(node: Node) -> Style:
    assert node.mark is not None
    return node.mark.style


def _ancestors(nodes: Sequence[Node], index: int) -> list[int]:
    above: list[int] = []
    parent = nodes[index].parent
    while parent is not None:
        above.append(parent)
        parent = nodes[parent].parent
    return above


def _has_text(nodes: Sequence[Node], index: int) -> bool:
    node = nodes[index]
    return node.is_run_in or node.last > node.first or bool(node.children) or node.sentence is not None
