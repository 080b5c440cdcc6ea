"""What stands around a table: its number and caption above, the unit, the source and the notes below.

Blocks that turn out to be a table's caption or note go into the table and leave the running order.
"""

from __future__ import annotations

import re

from extract.content import Block, Table

_NUMBER = r"[\d０-９]+(?:\s?[-—.－．]\s?[\d０-９]+)*|[一二三四五六七八九十]+|[A-Z][\d０-９.-]*"
_CAPTION = re.compile(
    rf"\s*(?P<label>(?:续\s*)?(?:附\s*)?表)\s*(?P<number>{_NUMBER})\s*[:：.、．]?\s*(?P<text>.*)", re.S
)
_ANNEX = re.compile(
    r"\s*(?P<number>(?:附件|附录|附表)\s*[\d０-９一二三四五六七八九十]*)\s*[:：.、．]?\s*(?P<text>.*)", re.S
)
_UNITS = r"[^\s（）()\[\]，。；,;、]{1,24}(?:[（(][^（）()]{1,8}[）)])?(?:\s?[，；,;、]\s?(?!下同)[^\s（）()\[\]，。；,;、]{1,8}){0,4}"
"""A unit, or several of them: 亿美元，%."""
_UNIT = re.compile(
    rf"\s*[（(\[【]?\s*(?:计量)?单\s*位\s*[:：]\s*(?P<unit>{_UNITS})(?:\s?[，；,;、]\s?下同)?\s*[）)\]】]?\s*"
)
_UNIT_BEHIND = re.compile(rf"(?<=\S)\s*[（(\[【]?\s*(?:计量)?单\s*位\s*[:：]\s*(?P<unit>{_UNITS})\s*[）)\]】]?\s*$")
_UNIT_ALONE = re.compile(
    r"\s*[（(]\s*(?P<unit>[百千万亿]{0,3}(?:美元|欧元|元|人次|人|户|家|个|吨|立方米|平方米|平方公里|公顷|亩|千瓦时|千瓦|台|辆|件|%|％)"
    r"(?:/[一-龥]{1,3})?)\s*[）)]\s*"
)
"""A unit in brackets, alone in its line over a table."""
_NOTE = re.compile(r"\s*(?:(?:数据|资料|信息)?来\s*源|数据截[至止]\S*|备?注|说明|\*\s*注)\s*[:：\d].*", re.S)
_TITLE = re.compile(
    r"(?![一二三四五六七八九十\d（(]+[、.)）])"
    r"(?:[^，。；：:]{4,36}(?:情况|指标|一览|统计|数据|构成|分布|排名|速度|产量|名单|对比|清单|目录)表?"
    r"|[^，。；：:]{2,36}(?:目标|目标任务|指标体系|预测|预测结果|限值|(?<![代发外仪图水电气])表))"
    r"(?:[（(][^（）()]{1,16}[）)])?"
)
_LONGEST_CAPTION, _LONGEST_ANNEX, _LONGEST_NOTE = 90, 60, 300
"""Signs of a caption with its number (two lines and a half of 36), of the heading of an annex that names its table (not yet
two), and of a note or source (eight); longer ones are paragraphs that begin like them."""
_LONGEST_CONTINUED = 24
"""Signs of a line that only says that a table goes on, with its name."""
_GOES_ON = re.compile(r"^续|[（(]续[^（()）]{0,3}[）)]")
_SENTENCE = re.compile(r"[。；]\s*$")


def caption_of(text: str) -> tuple[str, str] | None:
    """Give number and caption where the text is a table's caption (表4：…), else None. 续表 gives an empty caption."""
    match = _CAPTION.fullmatch(text)
    if not match or len(text) > _LONGEST_CAPTION or _SENTENCE.search(text):
        return None
    caption = match["text"].strip()
    # 表1所示…, 表2显示 are sentences that speak of a table.
    if re.match(r"(?:所示|显示|中的?|是|为|可见|给出|列出|反映|说明|和表)", caption):
        return None
    return re.sub(r"\s+", "", match["number"]), caption


def unit_of(text: str) -> str | None:
    """Give the unit where the text is a unit line (单位：亿元)."""
    match = _UNIT.fullmatch(text) or _UNIT_ALONE.fullmatch(text)
    return match["unit"] if match else None


def is_note(text: str) -> bool:
    """Say whether the text is a source or a note as it stands under a table."""
    return len(text) <= _LONGEST_NOTE and _NOTE.fullmatch(text) is not None


def says_goes_on(text: str) -> bool:
    """Say whether a line only says that the table above it goes on (续表, 表3（续）)."""
    return (
        len(text) <= _LONGEST_CONTINUED
        and re.match(r"\s*[（(]?(?:续\s*表|表\s*\S{1,6}\s*[（(]\s*续)", text) is not None
    )


def is_again(text: str, above: str) -> bool:
    """Say whether a line prints the unit of a table again, or its caption, which stood in the lines `above` it (表3 …（续）)."""
    if unit_of(text) is not None:
        return True
    name = _GOES_ON.sub("", "".join(text.split()))
    return (_CAPTION.fullmatch(name) or _TITLE.fullmatch(name)) is not None and name in "".join(above.split())


def name(table: Table, text: str) -> None:
    """Name a table by the caption that its markup gives it, with the number and the unit that stand in it."""
    if (behind := _UNIT_BEHIND.search(text)) is not None:
        table.unit_note, text = behind["unit"], text[: behind.start()]
    number, caption = caption_of(text) or (None, text)
    table.number, table.caption = number, caption.strip() or None


def join_continued(blocks: list[Block]) -> list[Block]:
    """Give the blocks with each table that goes on behind a line that says so (续表) in one, its repeated head once.

    For files whose tables have no pages: only what has the same columns goes on.
    """
    out: list[Block] = []
    for block in blocks:
        above = out[-2].table if len(out) > 1 and says_goes_on(out[-1].text) else None
        if above is None or block.table is None or block.table.n_columns != above.n_columns:
            out.append(block)
            continue
        out.pop()
        head = above.grid()[: above.header_rows]
        repeated = above.header_rows if block.table.grid()[: above.header_rows] == head else 0
        for cell in block.table.cells:
            if cell.row >= repeated:
                cell.row, cell.is_header = cell.row + above.n_rows - repeated, False
                above.cells.append(cell)
        above.n_rows += block.table.n_rows - repeated
    return out


def attach(blocks: list[Block]) -> list[Block]:
    """Give the blocks without the captions, units and notes that have gone into their tables."""
    taken: set[int] = set()
    for index, block in enumerate(blocks):
        if block.table is None:
            continue
        _look_inside(block.table)
        _look_above(blocks, index, block.table, taken)
        _look_in_bands(blocks, index, block.table)
        _look_below(blocks, index, block.table, taken)
    return [block for index, block in enumerate(blocks) if index not in taken]


def _text_block(blocks: list[Block], index: int, step: int, taken: set[int]) -> int | None:
    """Find the next block in one direction that is neither furniture nor taken."""
    index += step
    while 0 <= index < len(blocks) and (blocks[index].kind == "furniture" or index in taken):
        index += step
    return index if 0 <= index < len(blocks) and blocks[index].table is None else None


def _look_inside(table: Table) -> None:
    """Take the unit from the head of a table, where it says that it is one: in the corner, in a line over all columns."""
    for cell in table.cells:
        found = _UNIT.fullmatch(cell.text) or _UNIT_BEHIND.search(cell.text)
        inside = cell.is_header and (cell.column == 0 or cell.column_span == table.n_columns)
        if found and inside and table.unit_note is None:
            table.unit_note = found["unit"]


def _look_above(blocks: list[Block], index: int, table: Table, taken: set[int]) -> None:
    here = _text_block(blocks, index, -1, taken)
    if here is not None and (unit := unit_of(blocks[here].text)):
        table.unit_note = table.unit_note or unit
        taken.add(here)
        here = _text_block(blocks, here, -1, taken)
    if here is None or table.caption is not None:
        return
    text = blocks[here].text
    behind = _UNIT_BEHIND.search(text)
    if behind and len(text) <= _LONGEST_CAPTION and not _SENTENCE.search(text[: behind.start()]):
        table.unit_note = table.unit_note or behind["unit"]
        text = text[: behind.start()]
    found = caption_of(text)
    if found:
        table.number, table.caption = found[0], found[1] or None
        taken.add(here)
        above = _text_block(blocks, here, -1, taken)
        if above is not None and table.unit_note is None and (unit := unit_of(blocks[above].text)):
            table.unit_note = unit
            taken.add(above)
        return
    # The heading of an annex that is a table gives it its name, and stays a heading.
    annex = _ANNEX.fullmatch(text)
    if annex and len(text) <= _LONGEST_ANNEX and annex["text"] and not _SENTENCE.search(text):
        table.number, table.caption = re.sub(r"\s+", "", annex["number"]), annex["text"].strip()
        return
    # A line above without a number names the table where it ends as titles of tables do; it stays in the text.
    if _TITLE.fullmatch(text) and not _SENTENCE.search(text):
        table.caption = text.strip()


def _look_in_bands(blocks: list[Block], index: int, table: Table) -> None:
    """Take unit and caption from the head of the page: printed again over each part of a table, they stand where running heads do."""
    for block in reversed(blocks[:index]):
        if block.page != table.page_start or block.table is not None:
            return
        if block.kind != "furniture" or block.role != "running_head":
            continue
        table.unit_note = table.unit_note or unit_of(block.text)
        found = caption_of(block.text) if table.caption is None and table.number is None else None
        if found:
            table.number, table.caption = found[0], found[1] or None
        elif table.caption is None and _TITLE.fullmatch(block.text) and _stands_over(blocks, block.text, table):
            table.caption = block.text.strip()


def _stands_over(blocks: list[Block], head: str, table: Table) -> bool:
    """Say whether a running head stands on the pages of one table and on no other."""
    pages = {block.page for block in blocks if block.role == "running_head" and block.text == head}
    return pages == set(range(table.page_start or 0, (table.page_end or 0) + 1))


def _look_below(blocks: list[Block], index: int, table: Table, taken: set[int]) -> None:
    here = _text_block(blocks, index, 1, taken)
    while here is not None and is_note(blocks[here].text):
        note = blocks[here].text.strip()
        table.source_note = f"{table.source_note}\n{note}" if table.source_note else note
        taken.add(here)
        here = _text_block(blocks, here, 1, taken)
