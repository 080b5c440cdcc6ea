"""What a reader hands on: ordered blocks with their place on the page, and tables as grids of cells.

`Content` is the only thing that leaves this room. It is stored as one Parquet file a document, a row a block, tables
nested in the row where they stand, document-level facts as JSON in the schema's metadata. How a file type is read
does not live here: a reader is a module of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from extract import sure

BlockKind = Literal["heading", "paragraph", "list_item", "table", "furniture"]
"""`furniture` is everything that is not the document's own text: its `role` says what it is."""

Severity = Literal["error", "warning", "info"]

BOX = pa.list_(pa.float32(), 4)
CELL = pa.struct(
    [
        pa.field("row", pa.int32(), nullable=False),
        pa.field("column", pa.int32(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("row_span", pa.int32(), nullable=False),
        pa.field("column_span", pa.int32(), nullable=False),
        pa.field("is_header", pa.bool_(), nullable=False),
        pa.field("page", pa.int32()),
        pa.field("level", pa.int32(), nullable=False),
    ]
)
TABLE = pa.struct(
    [
        pa.field("number", pa.string()),
        pa.field("caption", pa.string()),
        pa.field("unit_note", pa.string()),
        pa.field("source_note", pa.string()),
        pa.field("page_start", pa.int32()),
        pa.field("page_end", pa.int32()),
        pa.field("header_rows", pa.int32(), nullable=False),
        pa.field("n_rows", pa.int32(), nullable=False),
        pa.field("n_columns", pa.int32(), nullable=False),
        pa.field("way", pa.string(), nullable=False),
        pa.field("confidence", pa.float32(), nullable=False),
        pa.field("readers_agree", pa.bool_()),
        pa.field("cells", pa.list_(CELL), nullable=False),
    ]
)
BLOCKS = pa.schema(
    [
        pa.field("position", pa.int32(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("page", pa.int32()),
        pa.field("printed_page", pa.int32()),
        pa.field("box", BOX),
        pa.field("level", pa.int32()),
        pa.field("align", pa.string()),
        pa.field("font_size", pa.float32()),
        pa.field("bold", pa.bool_(), nullable=False),
        pa.field("role", pa.string()),
        pa.field("ocr", pa.bool_(), nullable=False),
        pa.field("table", TABLE),
    ]
)


@dataclass(slots=True)
class Cell:
    """A cell as printed, at the upper left corner of what it spans (rows and columns from 0, header rows first)."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False
    page: int | None = None
    level: int = 0
    """How deep a name is set in under others of its column, as `tables.levels` tells it."""


@dataclass(slots=True)
class Table:
    """A printed table, whole also where it runs over pages; repeated headers are dropped."""

    cells: list[Cell]
    n_rows: int
    n_columns: int
    header_rows: int = 1
    number: str | None = None
    caption: str | None = None
    unit_note: str | None = None
    source_note: str | None = None
    page_start: int | None = None
    page_end: int | None = None
    way: sure.Way = "markup"
    """How it was found, which says how sure it is."""
    readers_agree: bool | None = None
    """Whether a second reader read the same, None where none did."""

    @property
    def confidence(self) -> float:
        """The share of the cells of drawn tables found in this way that are right."""
        return sure.of(self.way)

    def grid(self) -> list[list[str]]:
        """Give the logical grid, `n_rows` × `n_columns`, a merged cell repeated into every cell that it spans."""
        rows = [[""] * self.n_columns for _ in range(self.n_rows)]
        for cell in self.cells:
            for r in range(cell.row, min(cell.row + cell.row_span, self.n_rows)):
                for c in range(cell.column, min(cell.column + cell.column_span, self.n_columns)):
                    rows[r][c] = cell.text
        return rows


@dataclass(slots=True)
class Block:
    """A run of text that belongs together, as printed: line breaks inside a paragraph are gone, nothing else.

    `level` is the heading depth that the markup or the typeface says (1 outermost), `page` counts the file's pages
    from 1, `printed_page` is the number on the page, `box` is x0, top, x1, bottom in points from the upper left of the page
    as a viewer shows it, also where the page is turned or the text is printed on its side.
    `ocr` says that some of it was read from a picture: by this room, or by who made the file.
    """

    kind: BlockKind
    text: str
    page: int | None = None
    printed_page: int | None = None
    box: tuple[float, float, float, float] | None = None
    level: int | None = None
    align: Literal["left", "center", "right"] | None = None
    font_size: float | None = None
    bold: bool = False
    role: str | None = None
    ocr: bool = False
    table: Table | None = None


@dataclass(slots=True)
class ReadIssue:
    """Something that could not be read or trusted, in words a person understands."""

    type: str
    severity: Severity
    message: str
    page: int | None = None


@dataclass(slots=True)
class Content:
    """All that was read from one file.

    `metadata` holds what the file says of itself outside its running text, under these keys where they apply: title,
    document_number, issuer, issued_on, published_on, effective_from, effective_to, status, index_number, publisher,
    author, url, language.
    """

    media_type: str
    reader: str
    blocks: list[Block]
    page_count: int | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    issues: list[ReadIssue] = field(default_factory=list)

    def tables(self) -> Iterator[Table]:
        """Give the tables in reading order."""
        return (block.table for block in self.blocks if block.table is not None)

    def to_arrow(self) -> pa.Table:
        """Give the blocks as an Arrow table of schema `BLOCKS`; what is left goes into the schema's metadata."""
        rows: list[dict[str, Any]] = []
        for position, block in enumerate(self.blocks):
            row = asdict(block)
            row["position"] = position
            if block.table is not None:
                row["table"]["confidence"] = block.table.confidence
            rows.append(row)
        head = {
            "media_type": self.media_type,
            "reader": self.reader,
            "page_count": self.page_count,
            "metadata": self.metadata,
            "issues": [asdict(issue) for issue in self.issues],
        }
        schema = BLOCKS.with_metadata({"gongbao": json.dumps(head, ensure_ascii=False, sort_keys=True)})
        return pa.Table.from_pylist(rows, schema=schema)

    def write(self, path: Path) -> None:
        """Write one Parquet file."""
        pq.write_table(self.to_arrow(), path, compression="zstd")

    @classmethod
    def read(cls, path: Path) -> Content:
        """Read what `write` wrote."""
        arrow = pq.read_table(path)
        head = json.loads(arrow.schema.metadata[b"gongbao"])
        blocks: list[Block] = []
        for row in arrow.to_pylist():
            row.pop("position")
            table = row.pop("table")
            box = row.pop("box")
            if table is not None:
                table.pop("confidence")
                table["cells"] = [Cell(**cell) for cell in table["cells"]]
            blocks.append(
                Block(**row, box=tuple(box) if box else None, table=Table(**table) if table is not None else None)
            )
        return cls(
            media_type=head["media_type"],
            reader=head["reader"],
            blocks=blocks,
            page_count=head["page_count"],
            metadata=head["metadata"],
            issues=[ReadIssue(**issue) for issue in head["issues"]],
        )
