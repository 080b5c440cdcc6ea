"""Pages to blocks: what a reader of a page format does once it has the characters of each page and what is drawn on it.

How lines become paragraphs lives in `paragraphs`, how rules become tables in `ruled` and `spread`; how a file says where
its characters stand lives in its reader.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from extract.content import Block, Content, ReadIssue
from extract.files.running import cut_foot
from extract.pages import bands, columns, paragraphs
from extract.pages.drawn import Drawn
from extract.pages.lines import line_of, pieces, runs
from extract.pages.shapes import TOUCH, Box, Char, Line, Page, Turn
from extract.tables import borderless, captions, figures, ruled, shaded, spread, stacked
from extract.text import furniture, prose, webprint

MOST_PAGES = 5000
MOST_CHARS = 200_000
"""More characters than this on one page are no page of text."""
_PICTURE = 0.3
"""The share of a page that pictures cover where it is a picture: a scan may leave margins white, a seal covers less."""
_NO_TEXT = 5
"""Signs that a picture has beside it all the same: a page number, a stamp of the scanner."""
_LINES_SHOW_EDGES = 12
"""Lines of a column that show its edges by themselves."""
_GRAIN = 40.0
"""Points within which the edges of columns on other pages are those of one column: half of the least margin (20 mm)."""
_OFTEN = 8
"""A column is usual from one of so many of the columns that show their edges."""
_ABOVE = 2
"""Blocks over a table that are its caption and its unit."""
_OUT_LEFT, _OUT_RIGHT = 3.0, 12.0
"""Points by which lines may reach out of a column that they fit into: rounding, and punctuation that hangs out."""


@dataclass(slots=True)
class Read:
    """What one page gave: its lines outside tables, its tables, and whether it has pictures but no text.

    Text of a page that stands another way than most of it (a table on its side under an upright heading) is a `Read` of its
    own, which follows the page's first.
    """

    page: Page
    grids: list[ruled.Grid] = field(default_factory=list)
    is_scan: bool = False
    figures: list[Box] = field(default_factory=list)
    shown: int = 0
    """Signs that the whole page holds as text."""


def is_picture(page_area: float, drawn: Drawn, chars: Sequence[Char]) -> bool:
    """Say whether a page is a picture without text."""
    return drawn.pictures > _PICTURE * page_area and sum(not c.text.isspace() for c in chars) < _NO_TEXT


def page(
    number: int,
    width: float,
    height: float,
    chars: list[Char],
    drawn: Drawn,
    is_scan: bool = False,
    turn: Turn | None = None,
) -> Read:
    """Make lines and tables of a page (points). A scan is a page all the same where nobody could read it.

    Where the page was turned to be read (`turn`), so are the places given, and `width` and `height` are those it then has.
    """
    across, down = shaded.rules(drawn, chars)
    horizontal, vertical = drawn.horizontal + across, drawn.vertical + down
    grids = ruled.find(horizontal, vertical, chars, number)
    if down:
        shaded.tell(grids, drawn)
    outside = _outside(chars, [grid.box for grid in grids]) if grids else chars
    strokes = runs(outside)
    lines = [line_of(run, number) for run in strokes]
    finer: list[Line] = []
    for run, line in zip(strokes, lines, strict=True):
        parts = pieces(run)
        is_whole = len(parts) == 1 and len(parts[0]) == len(run)
        finer += [line] if is_whole else [line_of(part, number) for part in parts]
    charts = figures.axes(drawn, chars)
    if charts:
        bars = [place for _, place in charts]
        horizontal = [rule for rule in horizontal if rule not in [axis for axis, _ in charts]]
        finer = [line for line in finer if not figures.near(line, bars)]
    unruled = borderless.find(horizontal, finer, number, width)
    if unruled:
        grids = sorted([*grids, *unruled], key=lambda grid: grid.box[1])
        lines = [line for line in lines if not any(_inside(line, grid.box) for grid in unruled)]
    read = [c for c in chars if c.ocr] if grids else []
    for grid in grids:
        grid.ocr = any(_inside(c, grid.box) for c in read)
        grid.turn = turn
    for line in lines:
        line.turn = turn
    return Read(Page(number, width, height, lines), grids, is_scan, figures.find(drawn, grids))


def beside(main: Read, chars: list[Char], turn: Turn | None) -> list[Char]:
    """Put into the tables of a page what stands another way in their cells; give the characters that stand elsewhere."""
    grids = main.grids
    if not grids:
        return chars
    rest: list[Char] = []
    own: list[list[tuple[Box, Char]]] = [[] for _ in grids]
    for char in chars:
        box = char.x0, char.top, char.x1, char.bottom
        box = turn.shown(box) if turn else box
        box = grids[0].turn.taken(box) if grids[0].turn else box
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        at = next((n for n, g in enumerate(grids) if g.box[0] <= x < g.box[2] and g.box[1] <= y < g.box[3]), None)
        if at is None:
            rest.append(char)
        else:
            own[at].append((box, char))
    for grid, placed in zip(grids, own, strict=True):
        if placed:
            ruled.fill(grid, placed)
    return rest


def _outside(chars: Sequence[Char], boxes: Sequence[Box]) -> list[Char]:
    """Give the characters whose middle is in none of the boxes; their height is asked first, which tells most."""
    out = list(chars)
    for x0, top, x1, bottom in boxes:
        out = [c for c in out if not (top <= (c.top + c.bottom) / 2 <= bottom and x0 <= (c.x0 + c.x1) / 2 <= x1)]
    return out


def _inside(what: Char | Line, box: Box) -> bool:
    x, y = (what.x0 + what.x1) / 2, (what.top + what.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def content(media_type: str, reader: str, pages: list[Read], page_count: int, issues: list[ReadIssue]) -> Content:
    """Put the pages of a file together, of which it has `page_count`. A print of a web page has its head as metadata, and its tail cut."""
    blocks = stacked.part(captions.attach(_blocks(pages)))
    prose.list_annexes(blocks)
    for block in blocks:
        if block.kind in ("paragraph", "heading") and prose.is_figure(block.text):
            block.kind, block.role = "furniture", "figure_caption"
    metadata = webprint.head(blocks)
    if metadata:
        blocks = cut_foot(blocks, issues)
    if any(issue.type == "ocr" for issue in issues):
        reader += "+ocr"
    return Content(media_type, reader, blocks, page_count=page_count, metadata=metadata, issues=issues)


@dataclass(slots=True)
class _Open:
    """A table that may go on in the next column or on the next page: its block, all of it so far, and its last part."""

    block: Block
    grid: ruled.Grid
    part: ruled.Grid
    above: str
    """What stands before it."""

    def is_left_by(self, what: Line | ruled.Grid) -> bool:
        """Say whether something that comes next stands on another page or in another column."""
        part = self.part
        return what.page != part.page or what.box[0] > part.box[2] - TOUCH or what.box[1] < part.box[1]


def _blocks(pages: list[Read]) -> list[Block]:
    """Put pages together: furniture, paragraphs and tables in reading order, each with its file page and printed page."""
    bands.set_apart_bands([p.page for p in pages])
    bands.set_apart_footnotes([p.page for p in pages], paragraphs.body_size([li for p in pages for li in p.page.lines]))
    orders = columns.reading_orders([p.page for p in pages], [p.grids for p in pages])
    own = [[item for item in order if isinstance(item, Line)] for order in orders]
    _steady_edges(own)
    lines = list(itertools.chain(*own))
    contents = furniture.contents_lines([line.text for line in lines])
    marked = {id(lines[n]) for n in contents}
    flow = paragraphs.Flow([line for line in lines if id(line) not in marked])
    tables: list[_Open] = []
    printed = _printed_pages(pages)
    again: list[Line] = []
    for part, line, own_flow in _spliced(pages, orders, flow):
        last = tables[-1] if tables and flow.ends_with(tables[-1].block) else None
        last = last if last and line is not None and last.is_left_by(line) else None
        if last and isinstance(line, Line) and captions.is_again(line.text, last.above):
            again.append(line)
            continue
        if again and not (isinstance(line, ruled.Grid) and spread.goes_on(tables[-1].grid, line)):
            # Caption and unit of a table that goes on are printed again; over another, they are that one's.
            last = None
            for held in again:
                flow.add(held)
        again.clear()
        if line is None:
            own_flow.stop()
            continue
        if isinstance(line, ruled.Grid):
            if last and spread.goes_on(last.grid, line):
                last.grid, last.part = spread.join(last.grid, line), line
                continue
            own_flow.stop()
            flow.stop()
            block = Block("table", "", page=line.page, box=_rounded(line.shown))
            above = " ".join(before.text for before in flow.blocks[-_ABOVE:])
            flow.blocks.append(block)
            tables.append(_Open(block, line, line, above))
            continue
        if furniture.is_ornament(line.text):
            continue
        if figures.is_label(line, part.figures, flow.size):
            flow.blocks.append(paragraphs.furniture_block(line, "figure", None))
            continue
        if id(line) in marked:
            own_flow.stop()
            flow.blocks.append(paragraphs.furniture_block(line, "contents", None))
        elif not (last and captions.says_goes_on(line.text)):
            own_flow.add(line)
    for held in again:
        flow.add(held)
    flow.stop()
    for block, grid in ((table.block, table.grid) for table in tables):
        block.table, block.ocr = spread.table_of(grid, block.page or grid.page, grid.page), grid.ocr
        if block.table is None:
            block.kind = "paragraph"
            block.text = " ".join(cell.text for cell in grid.cells if cell.text)
    paragraphs.label_levels(flow.blocks)
    blocks = [b for b in flow.blocks if b.table is not None or b.text]
    for block in blocks:
        block.printed_page = printed.get(block.page or 0)
    return _with_furniture(blocks, pages, printed)


def _spliced(
    pages: list[Read], orders: list[list[Line | ruled.Grid]], flow: paragraphs.Flow
) -> Iterator[tuple[Read, Line | ruled.Grid | None, paragraphs.Flow]]:
    """Give all lines and tables in reading order, each with its part of the page and the flow that it belongs to.

    What stands another way than its page comes before the first thing of the page that begins lower, and has a flow of its
    own, so that a label on its side parts no paragraph; None says that it ends.
    """
    numbered = list(zip(pages, orders, strict=True))
    for _, group in itertools.groupby(numbered, key=lambda pair: pair[0].page.number):
        (main, order), *others = group
        waiting = [
            (part, own[::-1], flow.beside([line for line in own if isinstance(line, Line)])) for part, own in others
        ]
        for item in [*order, None]:
            for part, own, aside in waiting:
                came = False
                while own and (item is None or own[-1].shown[1] < item.shown[1]):
                    came = True
                    yield part, own.pop(), aside
                if came:
                    yield part, None, aside
            if item is not None:
                yield main, item, flow


def _rounded(box: Box) -> Box:
    return round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)


def _steady_edges(pages: list[list[Line]]) -> None:
    """Give columns with too little text to show their edges those of the narrowest other columns that they fit into."""
    full: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    short: list[list[Line]] = []
    for page in pages:
        columns: dict[tuple[float, float], list[Line]] = defaultdict(list)
        for line in page:
            columns[line.left, line.right].append(line)
        for edges, own in columns.items():
            if len(own) < _LINES_SHOW_EDGES:
                short.append(own)
            else:
                full[round(edges[0] / _GRAIN), round(edges[1] / _GRAIN)].append(edges)
    often = sum(map(len, full.values())) / _OFTEN
    usual = [(median(e[0] for e in own), median(e[1] for e in own)) for own in full.values() if len(own) >= often]
    usual.sort(key=lambda edges: edges[1] - edges[0])
    for own in short:
        for left, right in usual:
            if all(line.x0 > left - _OUT_LEFT and line.x1 < right + _OUT_RIGHT for line in own):
                for line in own:
                    line.left, line.right = left, right
                break


def _printed_pages(pages: list[Read]) -> dict[int, int]:
    """Give the printed number of each page, also of those between two numbered ones that count on."""
    known = {p.page.number: p.page.printed for p in pages if p.page.printed is not None}
    out = dict(known)
    numbers = sorted(known)
    for a, b in itertools.pairwise(numbers):
        if known[b] - known[a] == b - a:
            out.update({n: known[a] + n - a for n in range(a, b)})
    return out


def _with_furniture(blocks: list[Block], pages: list[Read], printed: dict[int, int]) -> list[Block]:
    """Put the furniture of each page before the first block that starts on it."""
    out: list[Block] = []
    waiting = [
        paragraphs.furniture_block(line, role, printed.get(part.page.number))
        for part in pages
        for line, role in part.page.furniture
    ]
    position = 0
    for block in blocks:
        while position < len(waiting) and (waiting[position].page or 0) <= (block.page or 0):
            out.append(waiting[position])
            position += 1
        out.append(block)
    return out + waiting[position:]
