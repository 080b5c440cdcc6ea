"""What is released of a text that may not be released whole: headings, and the sentences that facts quote.

Which documents these are says the model `text_rights` (`documents.has_full_text`). Here their rows are cut down, last of
all, so that only what facts still stand on is kept; everything that is published is made from what is left. Texts,
tables and messages of other documents are not touched, nor are the tables as they were read (`read_…`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import duckdb

from transform.language.clauses import Span, sentences
from transform.language.text import fold_char
from transform.schema import Row

LEFT_OUT = "……"
"""Stands where something of the text is left out, as in print."""

HEADING = 60
"""Characters of the longest heading or table cell: what is longer is a paragraph that was set as one."""

NAME = 20
"""Characters of the longest quoted word that is a name or a label and not a sentence of the text."""

WITHHELD = "text_withheld"
"""Type of the issue that tells of a document whose text is not released whole."""

REASONS = {
    "news": "新闻页面不发布全文",
    "licence_forbids": "来源的许可“{}”不允许发布全文",
    "no_licence": "来源未注明允许发布全文的许可，文件也未能认定为国家机关的官方文件；若许可允许，请在来源登记中填写 licence",
}


def withhold(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """Cut down every document without `has_full_text`; give the issue of each, in the order of their ids.

    Sections keep the heading and each sentence in which a quote lies, in place and order, `LEFT_OUT` between what did
    not stand together; an empty section is NULL. Measures keep their heading phrase and such sentences. Table cells,
    captions, notes and headings are cut at `HEADING` characters, what messages quote at `NAME`. Facts and their quotes
    stay as they are.
    """
    documents = con.execute(
        """SELECT d.document_id, d.source_id, d.title, d.character_count, x.text_basis, x.licence
        FROM documents AS d JOIN text_rights AS x ON x.document_id = d.document_id
        WHERE NOT d.has_full_text ORDER BY d.document_id"""
    ).fetchall()
    told: list[Row] = []
    for document_id, source_id, title, characters, basis, licence in documents:
        spans = _quoted(con, document_id)
        text = _text(con, document_id)
        quotes = {text[start:end] for start, end in spans} - {""}
        kept = _sections(con, document_id, title, spans)
        _measures(con, document_id, quotes)
        _tables(con, document_id)
        _messages(con, document_id, source_id, text, quotes)
        reason = REASONS[basis].format(licence or "")
        told.append(
            {
                "source_id": source_id,
                "document_id": document_id,
                "table": "sections",
                "type": WITHHELD,
                "severity": "info",
                "message": f"{reason}：共 {characters or 0} 字，只发布标题和事实所引的句子（{kept} 字），全文见来源",
            }
        )
    return told


def withheld_texts(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Give the texts, as they were read, of the documents that are not released whole, by document."""
    ids = con.execute("SELECT document_id FROM documents WHERE NOT has_full_text ORDER BY document_id").fetchall()
    return {document_id: _text(con, document_id) for (document_id,) in ids}


def _with_quotes(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Give the tables of facts: those whose rows have a quote and its place in a document."""
    found = con.execute(
        """SELECT table_name FROM duckdb_columns()
        WHERE schema_name = 'main' AND NOT starts_with(table_name, 'read_')
            AND column_name IN ('document_id', 'char_start', 'char_end', 'quote')
        GROUP BY table_name HAVING count(*) = 4 ORDER BY table_name"""
    ).fetchall()
    return [table for (table,) in found]


def _quoted(con: duckdb.DuckDBPyConnection, document_id: str) -> list[tuple[int, int]]:
    """Give where facts of a document were read, in order."""
    found: set[tuple[int, int]] = set()
    for table in _with_quotes(con):
        found.update(
            con.execute(
                f"""SELECT char_start, char_end FROM "{table}"
                WHERE document_id = $1 AND char_start IS NOT NULL AND char_end > char_start""",
                [document_id],
            ).fetchall()
        )
    return sorted(found)


def excerpt(text: str, headings: Iterable[str], spans: Iterable[tuple[int, int]]) -> str | None:
    """Give of a section's text its headings (one that stands in the first line) and the sentences that spans touch.

    `spans` are offsets in `text`. What stands together stays together; `LEFT_OUT` stands for the rest between and
    before. None where nothing is kept.
    """
    wanted = list(spans)
    kept: list[tuple[int, int]] = []
    head = text.partition("\n")[0]
    for heading in filter(None, headings):
        if 0 <= (at := head.find(heading)) <= NAME:
            kept.append((0, at + min(len(heading), HEADING)))
    start = 0
    for line in text.split("\n"):
        for sentence in sentences(line):
            begin, end = start + sentence.start, start + _closed(line, sentence)
            if any(a < end and begin < b for a, b in wanted):
                kept.append((begin, end))
        start += len(line) + 1
    out, at = "", 0
    for begin, end in sorted(kept):
        begin = max(begin, at)
        if begin >= end:
            continue
        between = text[at:begin]
        if between.strip():
            first, last = between.startswith("\n"), between.endswith("\n")
            between = ("\n" if first and out else "") + LEFT_OUT + ("\n" if last else "")
        out += between + text[begin:end]
        at = end
    if out and text[at:].strip():
        out += ("\n" if text[at] == "\n" else "") + LEFT_OUT
    return out or None


def _closed(line: str, sentence: Span) -> int:
    """Give the end of a sentence behind its own closing signs."""
    end = sentence.end
    while end < len(line) and line[end] in "。!?;”’」』)":
        end += 1
    return end


def _text(con: duckdb.DuckDBPyConnection, document_id: str) -> str:
    """Give the text that offsets count in, as it was read from the source of the document's facts."""
    rows = con.execute(
        """SELECT coalesce(s.text, ''), s.char_start FROM read_sections AS s
        JOIN document_lookup AS l ON l.source_id = s.source_id AND l.read_id = s.document_id AND l.position = 1
        WHERE l.document_id = $1 ORDER BY s.position""",
        [document_id],
    ).fetchall()
    out = ""
    for text, start in rows:
        out = out.ljust(start, "\n") + text
    return out


def _sections(con: duckdb.DuckDBPyConnection, document_id: str, title: str, spans: Sequence[tuple[int, int]]) -> int:
    """Cut the sections of a document down, and give how many characters are left."""
    rows = con.execute(
        "SELECT section_id, heading, text, char_start FROM sections WHERE document_id = $1 ORDER BY position",
        [document_id],
    ).fetchall()
    left = 0
    for section_id, heading, text, start in rows:
        text = text or ""
        inside = [(a - start, b - start) for a, b in spans if a < start + len(text) and b > start]
        kept = excerpt(text, [heading or "", title], inside)
        left += len(kept or "")
        con.execute(
            "UPDATE sections SET text = $2, heading = $3 WHERE section_id = $1", [section_id, kept, _clip(heading)]
        )
    return left


def _measures(con: duckdb.DuckDBPyConnection, document_id: str, quotes: Iterable[str]) -> None:
    rows = con.execute(
        "SELECT measure_id, title, path, text FROM measures WHERE document_id = $1 ORDER BY position", [document_id]
    ).fetchall()
    for measure_id, title, path, text in rows:
        spans = [(at, at + len(quote)) for quote in quotes if (at := text.find(quote)) >= 0]
        con.execute(
            "UPDATE measures SET title = $2, path = $3, text = $4 WHERE measure_id = $1",
            [
                measure_id,
                _clip(title),
                " / ".join(_clip(part) or "" for part in path.split(" / ")) if path else path,
                excerpt(text, [title], spans) or _clip(title),
            ],
        )


def _tables(con: duckdb.DuckDBPyConnection, document_id: str) -> None:
    quotes = {
        quote
        for table in _with_quotes(con)
        for (quote,) in con.execute(f'SELECT quote FROM "{table}" WHERE document_id = $1', [document_id]).fetchall()
        if quote
    }
    clipped = ", ".join(
        f"""{name} = CASE WHEN length({name}) > {HEADING} THEN {name}[:{HEADING}] || '{LEFT_OUT}' ELSE {name} END"""
        for name in ("caption", "unit_note", "source_note")
    )
    con.execute(f"UPDATE tables SET {clipped} WHERE document_id = $1", [document_id])
    con.execute(
        f"""UPDATE cells SET text = text[:{HEADING}] || '{LEFT_OUT}'
        WHERE table_id IN (SELECT table_id FROM tables WHERE document_id = $1)
            AND value IS NULL AND length(text) > {HEADING}
            AND NOT EXISTS (SELECT 1 FROM (SELECT unnest($2::VARCHAR[]) AS q) WHERE contains(q, text) OR contains(text, q))""",
        [document_id, sorted(quotes)],
    )


def _messages(
    con: duckdb.DuckDBPyConnection, document_id: str, source_id: str, text: str, quotes: Iterable[str]
) -> None:
    """Shorten what issues tell of the text beyond what facts quote and the title says; their ids stay."""
    [titles] = con.execute("SELECT title, notice_title FROM documents WHERE document_id = $1", [document_id]).fetchall()
    known = ["".join(sign for _, sign in _signs(words)) for words in (*quotes, *titles) if words]
    whole = "".join(sign for _, sign in _signs(text))
    rows = con.execute(
        "SELECT issue_id, message FROM issues WHERE document_id = $1 OR (document_id IS NULL AND source_id = $2)",
        [document_id, source_id],
    ).fetchall()
    for issue_id, message in rows:
        if (shorter := _shortened(message, whole, known)) != message:
            con.execute("UPDATE issues SET message = $2 WHERE issue_id = $1", [issue_id, shorter])


def _shortened(message: str, text: str, known: Sequence[str]) -> str:
    """Cut each run of a message that stands in the text, and in nothing that is known, after `NAME` characters."""
    signs = list(_signs(message))
    folds = "".join(sign for _, sign in signs)
    out, at, start = "", 0, 0
    while start < len(folds):
        end = start + NAME + 1
        if end > len(folds) or folds[start:end] not in text:
            start += 1
            continue
        while end < len(folds) and folds[start : end + 1] in text:
            end += 1
        if not any(folds[start:end] in words for words in known):
            out += message[at : signs[start + NAME][0]] + LEFT_OUT
            at = signs[end - 1][0] + 1
        start = end
    return out + message[at:]


def _signs(text: str) -> Iterator[tuple[int, str]]:
    """Give the signs of a text, folded and without white space, each with its place there."""
    for place, char in enumerate(text):
        for sign in fold_char(char):
            if not sign.isspace():
                yield place, sign


def _clip(heading: str | None) -> str | None:
    return heading if heading is None or len(heading) <= HEADING else heading[:HEADING] + LEFT_OUT
