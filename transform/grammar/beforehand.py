"""What is told before an offer, outside its own clauses: whom it is made to, and what must be met.

A sentence may say only that something is given (对…的企业给予奖励。按10%奖励), a heading or a label whom (补贴对象), the lines above
a list to whom its items give.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from transform.grammar import giving, grades, receiver_phrases, receivers
from transform.grammar.offers import Offer, is_money
from transform.grammar.reading import Reading

_REACH = 300
"""How many signs of a line can say whom it is about."""
LABELLED = re.compile(
    r"(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、.])?(?:补[贴助]|资助|奖励|扣除|发放)?(?:标准|金额|额度|期限)(?:为|:|。)"
)
"""How a paragraph begins that only says how much is given."""
MARK = re.compile(
    r"(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、]|\d{1,2}[.．](?!\d)|第[一二三四五六七八九十百\d]{1,4}条)\s*"
)


def goes_on(text: str, last: Offer, offer: Offer) -> bool:
    """Say whether an offer only gives to another party what the one before asked for (给予发布方…,给予承接方…)."""
    between = text[last.end : offer.start]
    return (
        last.sentence == offer.sentence and between in (",", "、") and giving.GIVE.match(text, offer.start) is not None
    )


def announced(reading: Reading, offer: Offer) -> grades.Terms:
    """Give the terms of the sentence before, where that says only to whom and this one how much (对…的企业给予奖励。按10%奖励)."""
    at = bisect_left(reading.sentences, offer.sentence.start, key=lambda span: span.start)
    before = reading.sentences[at - 1] if at else None
    if before is None or offer.is_pool or reading.text[before.end : before.end + 1] == ";":
        return grades.Terms(None, None)
    said = reading.text[before.start : before.end].rstrip("。")
    gift = _SAYS_ONLY.search(said)
    if gift is None or any(
        is_money(q) for q in reading.quantities if before.start + gift.start() <= q.start < before.end
    ):
        return grades.Terms(None, None)
    end = before.start + gift.start()
    return grades.terms(reading.text, before.start, end, before.end)


_SAYS_ONLY = re.compile(r"(?:给予|予以|进行)[^,;。\d]{0,10}(?:奖励|奖补|补[贴助]|资助|支持|扶持|贴息)$")


def audience(reading: Reading) -> str | None:
    """Give the party that a paragraph under a heading of those who are meant (补贴对象) is about."""
    headed = reading.headings[-1:] if reading.paragraph.kind != "heading" else ()
    if not any(_MEANT.search(heading) for heading in headed):
        return None
    first = reading.text[:_REACH].split("。")[0]
    found = receiver_phrases.addressed(MARK.sub("", first, count=1))
    return found.name if found is not None and receiver_phrases.ends_in_party(found.name) else None


_MEANT = re.compile(r"(?:补[贴助]|奖励|资助|支持|扶持|救助|发放|申[请领报]|享受|奖补|保障|适用)(?:对象|主体|人群)$")


def carried(reading: Reading, offer: Offer, lead: str, above: str) -> str | None:
    """Give the receiver that the words before an offer name, or those of the offer behind its number.

    `above` is the paragraph before, which speaks for one that is a label (补贴标准为:…).
    """
    text = reading.text
    said = text[offer.start : min(offer.end, offer.start + _REACH)]
    whole = text[offer.sentence.start : offer.sentence.end][:_REACH]
    behind = receivers.meant(whole) or receivers.enjoys(said) or receivers.takes(said) or receivers.each(said)
    if behind is not None and receiver_phrases.ends_in_party(behind.name):
        return behind.name
    at = bisect_left(reading.sentences, offer.sentence.start, key=lambda span: span.start)
    before = reading.sentences[max(0, at - receivers.REACH) : at]
    found = receivers.carried(
        text[offer.sentence.start : max(offer.scope, offer.sentence.start)][:_REACH],
        [text[span.start : span.end][:_REACH] for span in reversed(before)],
        [
            line[:_REACH]
            for line in (above if LABELLED.match(text) else "", lead or reading.lead, *reading.headings[-1:])
            if line
        ],
    )
    return found.name if found is not None else None
