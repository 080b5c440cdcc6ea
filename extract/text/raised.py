"""Raised digits: exponents and footnote marks, which may never run together with the number before them.

Formats that set digits higher say so by markup; in text they are characters of their own (10⁵, 3.2亿元¹).
"""

from __future__ import annotations

_RAISED = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")


def raised(text: str) -> str:
    """Give the raised form of digits and signs; other text stays as it is (a mark [3], an asterisk).

    >>> raised("5"), raised("-2"), raised("[3]"), raised("注1")
    ('⁵', '⁻²', '[3]', '注1')
    """
    return text.translate(_RAISED) if text.strip(" 0123456789+-−()") == "" else text
