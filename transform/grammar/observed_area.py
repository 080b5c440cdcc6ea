"""The place that a measured number speaks of."""

from __future__ import annotations

import re


def area(words: str, own: str | None) -> str | None:
    """Give the place that a statement speaks of: the widest named in it, else the document's own."""
    if re.search(r"全球(?!首|领先)|世界(?!\d+强|第|领先|一流|级|VR)", words):
        return "全球"
    if re.search(r"(?<![于占居列])全国|我国|中国(?!移动|电信|联通|银行)", words):
        return "全国"
    named = re.search(r"([一-龥]{2,4}(?:区|县))(?=[一-龥])", words)
    if named and re.match(r"(?:全区|地区|园区|城区|社区|郊区|赛区|各区)", named[1]) is None and len(named[1]) <= 3:
        return named[1]
    return own
