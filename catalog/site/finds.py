"""What can be found: the rows of each kind of thing, and what makes an entry of one.

`search` makes an index of them. What a reader would type for a thing is put in `also`: its other names, its English, its
quote, its numbers in the base unit, its id. Of a kind that comes first which has the most to it, or is the newest.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from catalog.site import words
from catalog.site.releases import Release
from catalog.site.rows import DOCUMENTS, Row
from catalog.site.search import Entry, Kind
from catalog.site.tokens import squeezed
from catalog.sql import literal

DATE = "coalesce(d.issued_on, d.published_on) AS date"


def kinds(releases: list[Release]) -> Iterator[Kind]:
    """Give all kinds, in the order in which they are shown where all else is the same."""
    yield Kind("place", "SELECT * FROM made.places", _place)
    yield Kind("body", "SELECT * FROM made.bodies", _body)
    yield Kind("indicator", "SELECT * FROM made.indicators", _indicator)
    yield Kind("document", f"{DOCUMENTS} WHERE d.kind != 'news'", _document)
    yield Kind("news", f"{DOCUMENTS} WHERE d.kind = 'news'", _document)
    yield Kind("commitment", "SELECT * FROM made.promises", _promise)
    yield Kind("dataset", _datasets(releases), _dataset)
    for kind, rows in FACTS.items():
        yield Kind(kind, rows, partial(_fact, kind))
    yield Kind("text", TEXTS, _text)


def _joined(*parts: str | None, by: str = " · ") -> str:
    return by.join(filter(None, parts))


def _many(*counts: Any) -> int:
    """Give the rank of what has so much to it: more than twice as much comes before."""
    return -sum(int(count) for count in map(str, counts) if count.isdecimal()).bit_length()


def _recent(date: str | None) -> int:
    """Give the rank of what is of a day: that of a later year comes before."""
    year = (date or "")[:4]
    return -int(year) if year.isdecimal() else 0


def _place(row: Row) -> Entry:
    name, english = row["name"] or "", words.place_en(row["place"])
    note = _joined(row["parent"], f"{row['promises']} 项承诺", english)
    rank = _many(row["promises"], row["points"])
    return Entry(name, note, f"id/{row['place']}/index.html", f"{english} {row['place']}", name, 3, rank)


def _body(row: Row) -> Entry:
    name = row["name"] or ""
    note = _joined(row["area"], f"{row['duties']} 项职责", f"{row['promises']} 项承诺")
    also = _joined(row["short_name"], row["aliases"], row["organisation_id"], row["parent"], by=" ")
    path = f"id/{row['organisation_id']}/index.html"
    rank = _many(row["duties"], row["promises"])
    return Entry(name, note, path, also, f"{name} {row['aliases']}", 1 + int(row["duties"] or 0), rank)


def _indicator(row: Row) -> Entry:
    name = row["name"] or ""
    note = _joined(row["name_en"], f"{row['promises']} 项承诺", f"{row['points']} 个数据点")
    also = _joined(row["wordings"], row["definition"], row["name_en"], row["indicator_id"], by=" ")
    weight = int(row["promises"] or 0) + int(row["points"] or 0)
    return Entry(name, note, f"id/{row['indicator_id']}/index.html", also, name, weight, _many(weight))


def _document(row: Row) -> Entry:
    title = row["title"] or row["document_id"] or ""
    note = _joined(row["document_number"], row["issuers"], row["date"], row["title_en"])
    also = _joined(note, row["notice_title"], squeezed(row["document_number"] or ""), row["document_id"], by=" ")
    return Entry(title, note, f"documents/{row['document_id']}/index.html", also, title, 0, _recent(row["date"]))


def _promise(row: Row) -> Entry:
    text = _joined(row["area"], row["metric"], words.amount(row), row["deadline"], by=" ")
    note = _joined(words.word("progress", row["status"]).zh, row["owner"], row["document_title"])
    target = (row["target_id"] or "").rpartition(".t-")[2]
    also = _joined(
        row["quote"], row["indicator"], row["indicator_en"], row["owner"], row["scope"], row["value_base"],
        row["commitment_id"], target, words.place_en(row["place"]), row["measure_title"], by=" ",
    )  # fmt: skip
    rank = 10_000 * _many(row["mentions"]) + _recent(row["document_date"])
    return Entry(text, note, f"id/{row['commitment_id']}/index.html", also, row["metric"] or "", 0, rank)


def _datasets(releases: list[Release]) -> str:
    """Give the tables of the packages as rows."""
    rows = []
    for release in releases:
        for table in release.tables:
            if table.is_printed:
                continue
            names = _joined(table.title, table.title_en, table.name, by=" ")
            also = f"{table.description} {table.description_en} " + " ".join(
                f"{f.name} {f.title} {f.title_en}" for f in table.fields
            )
            path = f"{release.package}/{table.name}/index.html"
            rows.append(f"({', '.join(map(literal, (names, release.title, path, also)))})")
    held = f"VALUES {', '.join(rows)}" if rows else "SELECT '', '', '', '' WHERE false"
    return f"SELECT * FROM ({held}) AS t(names, title, path, also)"


def _dataset(row: Row) -> Entry:
    return Entry(row["names"] or "", row["title"] or "", row["path"] or "", row["also"] or "")


FACTS = {
    "measure": f"""
        SELECT f.document_id, f.measure_id AS id, concat_ws(' ', f.number, f.title) AS text,
            concat_ws(' ', f.path, r.bodies, f.measure_id) AS also, d.title, {DATE}, w.file FROM policies.measures f
        LEFT JOIN policies.documents d USING (document_id)
        LEFT JOIN (SELECT measure_id, string_agg(printed_name, ' ' ORDER BY printed_name) AS bodies
            FROM policies.responsibilities GROUP BY measure_id) r ON r.measure_id = f.measure_id
        LEFT JOIN made.placed w ON w.id = f.measure_id""",
    "incentive": f"""
        SELECT f.document_id, f.incentive_id AS id, f.quote AS text, concat_ws(' ', f.recipient, f.condition, f.cap_base,
            f.incentive_id) AS also, f.instrument, d.title, {DATE}, w.file
        FROM policies.incentives f LEFT JOIN policies.documents d USING (document_id)
        LEFT JOIN made.placed w ON w.id = f.incentive_id""",
    "table": f"""
        SELECT f.document_id, f.table_id AS id, concat_ws(' ', f.number, f.caption) AS text,
            concat_ws(' ', f.unit_note, h.heads, f.table_id) AS also, d.title, {DATE}, w.file
        FROM tables.tables f LEFT JOIN policies.documents d USING (document_id)
        LEFT JOIN (SELECT table_id, string_agg(DISTINCT text, ' ' ORDER BY text) AS heads FROM tables.cells
            WHERE is_header = 'true' GROUP BY table_id) h ON h.table_id = f.table_id
        LEFT JOIN made.placed w ON w.id = f.table_id""",
    "observation": f"""
        SELECT f.document_id, f.observation_id AS id, f.area, f.metric, f.comparator, f.value, f.value_max, f.unit,
            f.period, concat_ws(' ', f.quote, i.name, i.name_en, f.scope, f.value_base, f.observation_id) AS also, d.title,
            {DATE}, w.file
        FROM targets.observations f LEFT JOIN policies.documents d USING (document_id)
        LEFT JOIN targets.indicators i USING (indicator_id)
        LEFT JOIN made.placed w ON w.id = f.observation_id""",
}
"""Queries of the facts that stand on their document's page."""


TEXTS = f"""
    SELECT s.document_id, s.heading, s.text, d.title, {DATE}, v.document_id IS NOT NULL AS is_divided
    FROM policies.sections s LEFT JOIN policies.documents d USING (document_id)
    LEFT JOIN made.divided v ON v.document_id = s.document_id WHERE s.text IS NOT NULL"""
"""The sections whose text is released."""


def _fact(kind: str, row: Row) -> Entry | None:
    text = (
        _joined(row["area"], row["metric"], words.amount(row), row["period"], by=" ")
        if kind == "observation"
        else row["text"]
    )
    if not text:
        return None
    document_id = row["document_id"] or ""
    path = f"documents/{document_id}/{row['file'] or 'index.html'}#{words.anchor(document_id, row['id'] or '')}"
    instrument = words.word("instrument", row.get("instrument"))
    note = _joined(instrument.zh, row["title"])
    also = f"{row['also']} {' '.join(instrument)}"
    return Entry(words.clipped(text, 160), note, path, also, "", 0, _recent(row["date"]))


def _text(row: Row) -> Entry:
    """Find a section by all of its words."""
    page = f"documents/{row['document_id']}/{'text' if row['is_divided'] else 'index'}.html#text"
    shown = words.clipped(row["heading"] or row["text"], 80)
    return Entry(shown, _joined("原文 Text", row["title"]), page, row["text"] or "", "", 0, _recent(row["date"]))
