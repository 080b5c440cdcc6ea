"""Several subjects told with one number (甲和乙均增长8%): a target each, for each is reached or missed by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from transform.grammar import phrases
from transform.grammar.targets import Target
from transform.identity import Ids

_EACH = re.compile(r"(?<![平年人户])均(?!等|衡|匀)|都|皆")
"""Words that say that each of the subjects is meant."""
_MEASURED = re.compile(
    r"(?:排放|消费|使用|生产|销售)?(?:总[量额]|[率比值额量]|面积|比重|强度|增加值|产值|[收投]入|支出|花费|人[次数])$"
)
"""What a noun ends in that is measured by itself."""


def apart(rows: Iterable[Target], ids: Ids) -> list[Target]:
    """Give the targets with those of several subjects taken apart, the first under the id that the number has.

    Taken apart is a metric before its number, joined by 、 or 和, whose members are measured by themselves or of which
    each is said to be meant; a member without a measure gets that of the last (二氧化硫、化学需氧量排放量).
    """
    found: list[Target] = []
    for row in rows:
        for index, metric in enumerate(_members(row)):
            own = row.target_id if index == 0 else ids.fact("t", row.target_id, metric)
            found.append(replace(row, target_id=own, metric=metric))
    return found


def _members(row: Target) -> list[str]:
    members = [part for part in phrases.MEMBERS.split(row.metric) if part]
    listed = "分别" in row.evidence.quote or row.evidence.rule.endswith(".object") or row.unit not in ("%", None)
    if listed or len(members) < 2 or any(re.search(r"[“”()占等]", part) for part in members):
        return [row.metric]
    last = _MEASURED.search(members[-1])
    measured = [_MEASURED.search(part) is not None for part in members]
    lent = last is not None and len(last[0]) > 1 and _EACH.search(row.evidence.quote) is not None
    if not all(measured) and not lent:
        return [row.metric]
    return [part if own else part + last[0] if last else part for part, own in zip(members, measured, strict=True)]
