"""Folded text: what the grammar reads, with the way back to the print.

Folding is NFKC a character at a time, after an explicit table for the CJK radicals that NFKC leaves alone, and
without the white space that typesetting puts around Chinese characters. Each folded character knows the printed one
that it came from, so a span of folded text can always be quoted as it was printed. Nothing here knows what text means.
"""

from __future__ import annotations

import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache

# U+2E80–2EFF for which NFKC gives nothing: browsers print these radicals in place of the characters.
RADICALS = str.maketrans(
    "⺁⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀"
    "⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乚乙亻冂几刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹糸纟罓罒网网罓羊羊羊老聿聿月臼艹艹艹"
    "虎衤西西见角角讠贝足车辶辶辶阝钅長長长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾齐齐齿齿竜龙龟龟龟",
)


@lru_cache(maxsize=1 << 16)
def is_cjk(char: str) -> bool:
    """Say whether a folded character is written in a Chinese text without spaces around it."""
    point = ord(char)
    return (
        0x2E80 <= point <= 0x9FFF
        or 0xF900 <= point <= 0xFAFF
        or 0x20000 <= point <= 0x3FFFF
        or char in "“”‘’—…·×"
        or (0xFF00 <= point <= 0xFFEF and not unicodedata.normalize("NFKC", char).isalnum())
    )


@dataclass(slots=True, frozen=True)
class Folded:
    """Folded text, the print that it came from, and for each folded character the index of the printed one."""

    text: str
    printed: str
    origins: array[int]

    def part(self, start: int, end: int) -> Folded:
        """Give `text[start:end]` as folded text of its own, with the same print."""
        return Folded(self.text[start:end], self.printed, self.origins[start:end])

    def quote(self, start: int, end: int) -> str:
        """Give the printed form of `text[start:end]` without white space next to Chinese characters."""
        if start >= end:
            return ""
        return squeeze(self.printed[self.origins[start] : self.origins[end - 1] + 1])


def fold_char(char: str) -> str:
    """Fold one printed character; it may become several (… → ...) or none (a zero-width mark)."""
    if char < "\x80":
        return char
    char = char.translate(RADICALS)
    if char in "…⋯":
        return "…"
    if unicodedata.category(char) == "Cf":
        return ""
    return unicodedata.normalize("NFKC", char)


@lru_cache(maxsize=1 << 16)
def _folding(char: str) -> tuple[str, bool, bool]:
    """Give what a character folds to, and whether it is circled, and raised; worked out once a character."""
    form = unicodedata.decomposition(char)
    signs = "".join(" " if sign.isspace() else sign for sign in fold_char(char))
    return signs, form.startswith("<circle>"), form.startswith("<super>")


_SPECIAL: set[str] = set()
"""Signs met so far that do not fold to one sign each wherever they stand."""


class _Signs(dict[int, str]):
    """What each sign folds to, for `str.translate`; looked up once a sign, which tells the special ones."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        signs, is_circled, is_raised = _folding(char)
        if len(signs) != 1 or signs == " " or is_circled or is_raised:
            _SPECIAL.add(char)
        self[code] = signs
        return signs


_SIGNS = _Signs()


def fold(printed: str) -> Folded:
    """Fold a printed run of text (a paragraph, a cell) and keep the way back.

    A circled digit, and a raised one that is no unit's (m², CO₂), stays as it is: it is an exponent or a mark (10⁵,
    3亿¹, ②税收), and folded it would run into the number that it stands at, or be taken for one.
    """
    text = printed.translate(_SIGNS)
    if _SPECIAL.isdisjoint(printed):
        return Folded(text, printed, array("l", range(len(printed))))
    chars: list[str] = []
    origins = array("l")
    before = ""
    for index, char in enumerate(printed):
        signs, is_circled, is_raised = _folding(char)
        if is_circled or (is_raised and not (before.isascii() and before.isalpha())):
            signs = char
        for sign in signs:
            chars.append(sign)
            origins.append(index)
        before = char
    if " " not in chars:
        return Folded("".join(chars), printed, origins)
    # The next character that is no space, behind each.
    behind = [""] * len(chars)
    for position in range(len(chars) - 2, -1, -1):
        behind[position] = chars[position + 1] if chars[position + 1] != " " else behind[position + 1]
    kept: list[str] = []
    kept_origins = array("l")
    for position, char in enumerate(chars):
        if char == " ":
            last, after = kept[-1] if kept else "", behind[position]
            if not last or not after or last == " " or is_cjk(last) or is_cjk(after):
                continue
            # Half-width punctuation in Chinese text is often set with a space that means nothing.
            if last in "([" or after in ",;:)]%":
                continue
        kept.append(char)
        kept_origins.append(origins[position])
    return Folded("".join(kept), printed, kept_origins)


def squeeze(printed: str) -> str:
    """Drop white space next to Chinese characters and fold the rest to single spaces; every other sign stays."""
    out: list[str] = []
    pending = False
    for char in printed:
        if char.isspace():
            pending = True
            continue
        if pending and out and not is_cjk(out[-1]) and not is_cjk(char):
            out.append(" ")
        pending = False
        out.append(char)
    return "".join(out)


def folded(printed: str | None) -> str:
    """Give the folded text alone."""
    return fold(printed).text if printed else ""
