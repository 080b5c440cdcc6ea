"""What a fact of the text hangs its id on: the printed words around its number.

Not what was made of them (metric, unit, period, quote, measure): a reader that understands the same number better
finds the same fact. Nor where they stand: the number of their item, their line ends and their page are left out.
"""

from __future__ import annotations

import re

from transform.document import outline
from transform.grammar.reading import Reading

BEFORE, BEHIND = 12, 16
"""Signs of the clause, before the first of the number and from it on: enough to be met once in most documents, and few,
so that an edit elsewhere in the sentence does not reach them."""

_CLAUSE = re.compile(r"[,;:](?!\d)")
"""What parts clauses; within a number it parts thousands."""


def anchor(reading: Reading, position: int) -> str:
    """Give the words around the number that starts at `position` of the paragraph's text, none of another clause.

    The number of an item itself is known by the first words of the item.
    """
    sentence = reading.sentence_at(position)
    mark = outline.mark(reading.paragraph.source)
    begin = mark.end if mark is not None else 0
    if position < begin:
        return f"# {reading.text[begin : begin + BEHIND]}"
    before = reading.text[max(sentence.start, position - BEFORE, begin) : position]
    behind = reading.text[position : min(sentence.end, position + BEHIND)]
    return _CLAUSE.split(before)[-1] + _CLAUSE.split(behind)[0]
