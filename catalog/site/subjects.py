"""The pages under permanent addresses, `id/<row id>/`: a promise, a body, an indicator, a place, and what moved there.

Rows come one subject at a time from queries in the order of ids, so that memory is bounded by the largest subject. What
stands on a page is in the templates; statuses and reasons are those of the data.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from catalog.escape import escape
from catalog.site import charts, pictures, sentences, words
from catalog.site.kept import Kept
from catalog.site.releases import TABLE
from catalog.site.rows import Library, Row
from catalog.site.units import Query, each
from catalog.sql import literal

PICTURES = 12
FIRST, ON_PART = 40, 80
"""Rows of a list on a subject's first page where it is longer, and on each page of the whole list."""

Page = Callable[..., None]

SAME = """{s}.indicator_id = {c}.indicator_id AND {s}.scope IS NOT DISTINCT FROM {c}.scope
    AND coalesce({s}.place, {s}.area) IS NOT DISTINCT FROM coalesce({c}.place, {c}.area)"""

OF_PROMISE = {
    "promise": Query("SELECT * FROM made.promises", "commitment_id"),
    "points": Query(
        f"""
        SELECT c.commitment_id, s.*, p.status AS judged, p.basis AS judged_basis, p.expected
        FROM made.promises c
        JOIN made.points s ON {SAME.format(s="s", c="c")} AND s.stat = c.stat
        LEFT JOIN (SELECT commitment_id, observation_id, any_value(status ORDER BY target_id) AS status,
                any_value(basis ORDER BY target_id) AS basis, any_value(expected ORDER BY target_id) AS expected
            FROM targets.progress GROUP BY 1, 2) p
            ON p.commitment_id = c.commitment_id AND p.observation_id = s.observation_id
        WHERE s.unit_base IS NOT DISTINCT FROM c.unit_base""",
        "last_year, period, point_id",
    ),
    "mentions": Query(
        """
        SELECT t.commitment_id, t.target_id, t.document_id, t.voice, t.quote, t.page, t.metric, d.title, d.kind AS document_kind,
            coalesce(d.issued_on, d.published_on) AS date, w.file
        FROM targets.targets t LEFT JOIN policies.documents d USING (document_id)
        LEFT JOIN made.placed w ON w.id = t.target_id
        WHERE t.commitment_id IS NOT NULL""",
        "date NULLS LAST, target_id",
    ),
    "bodies": Query(
        """
        SELECT c.commitment_id, r.position, r.printed_name, r.organisation_id, r.role FROM made.promises c
        JOIN policies.responsibilities r ON r.measure_id = c.measure_id""",
        "try_cast(position AS INTEGER), printed_name",
    ),
    "_picture": Query("SELECT * FROM made.pictured", "1"),
    "history": Query("SELECT * FROM made.history", "nth"),
    "_linked": Query(
        "SELECT c.commitment_id, i.indicator_id FROM made.promises c JOIN made.indicators i USING (indicator_id)", "1"
    ),
}
OF_BODY = {
    "organisation": Query("SELECT * FROM made.bodies", "organisation_id"),
    "duties": Query("SELECT * FROM made.duties", "document_date DESC NULLS LAST, document_id, measure_id, position"),
    "promises": Query("SELECT * FROM made.promises", "deadline NULLS LAST, commitment_id"),
    "documents": Query(
        """
        SELECT DISTINCT i.organisation_id, d.document_id, d.title, d.document_number,
            coalesce(d.issued_on, d.published_on) AS date
        FROM policies.document_issuers i JOIN policies.documents d USING (document_id)""",
        "date DESC NULLS LAST, document_id",
    ),
    "_linked": Query(
        "SELECT b.organisation_id, p.place FROM made.bodies b JOIN made.places p ON p.place = b.area_code", "1"
    ),
}
LATEST = """(SELECT *, row_number() OVER (PARTITION BY indicator_id, scope, coalesce(place, area), stat
    ORDER BY last_year DESC NULLS LAST, length(period), point_id) AS nth FROM made.points)"""
DECIDED = "c.status_observation_id IS NOT NULL"
OPEN = "(c.commitment_id IS NULL OR c.status = 'pending')"
OF_INDICATOR = {
    "indicator": Query("SELECT * FROM made.indicators", "indicator_id"),
    "points": Query(
        "SELECT * FROM made.points", "area NULLS FIRST, scope NULLS FIRST, stat, last_year, period, point_id"
    ),
    # Every place once for each of its promises. Beside one that is decided stands what decided it, beside one that is
    # not due the newest result; where nothing decides, nothing stands. A place with results alone has its newest.
    "compared": Query(
        f"""
        SELECT coalesce(c.indicator_id, s.indicator_id) AS indicator_id, coalesce(c.area, s.area) AS area,
            coalesce(c.place, s.place) AS place, coalesce(c.scope, s.scope) AS scope, coalesce(c.stat, s.stat) AS stat,
            c.commitment_id, c.comparator, c.kind, c.value, c.value_max, c.unit, c.value_base,
            coalesce(c.unit_base, s.unit_base) AS unit_base, c.deadline, c.status,
            CASE WHEN {DECIDED} THEN c.status_period WHEN {OPEN} THEN s.period END AS seen_period,
            CASE WHEN {DECIDED} THEN c.observed_value WHEN {OPEN} THEN s.value END AS seen_value,
            CASE WHEN {DECIDED} THEN c.observed_value_max WHEN {OPEN} THEN s.value_max END AS seen_value_max,
            CASE WHEN {DECIDED} THEN c.observed_unit WHEN {OPEN} THEN s.unit END AS seen_unit,
            CASE WHEN {DECIDED} THEN c.status_value WHEN {OPEN} THEN s.value_base END AS seen_value_base,
            CASE WHEN {DECIDED} THEN c.status_observation_id WHEN {OPEN} THEN s.observation_id END AS observation_id,
            CASE WHEN {DECIDED} THEN c.observation_document_id WHEN {OPEN} THEN s.document_id END AS seen_document_id,
            CASE WHEN {DECIDED} THEN c.observation_file WHEN {OPEN} THEN s.file END AS seen_file
        FROM made.promises c FULL JOIN (SELECT * FROM {LATEST} WHERE nth = 1) s
            ON {SAME.format(s="s", c="c")} AND s.stat = c.stat AND s.unit_base IS NOT DISTINCT FROM c.unit_base
        WHERE coalesce(c.indicator_id, s.indicator_id) IS NOT NULL""",
        "stat, deadline DESC NULLS LAST, place NULLS LAST, area, scope, commitment_id, observation_id",
    ),
}
OF_PLACE = {
    "place": Query("SELECT * FROM made.places", "place"),
    "promises": Query("SELECT * FROM made.promises", "indicator_en IS NULL, indicator, deadline, commitment_id"),
    "results": Query(f"SELECT * FROM {LATEST} WHERE nth = 1", "indicator_en IS NULL, indicator, stat, point_id"),
    "bodies": Query(
        "SELECT area_code AS place, organisation_id, name, duties, promises FROM made.bodies",
        "duties + promises DESC, organisation_id",
    ),
    "_linked": Query(
        f"SELECT p.place, i.indicator_id FROM {LATEST} p JOIN made.indicators i USING (indicator_id) WHERE p.nth = 1",
        "1",
    ),
}

MOVED = """
    SELECT document_id AS id, 0 AS kind, document_id, NULL AS fact, NULL AS commitment_id, NULL AS file
    FROM policies.documents
    UNION ALL SELECT target_id, 1, t.document_id, target_id, NULL, w.file
    FROM targets.targets t JOIN policies.documents USING (document_id) LEFT JOIN made.placed w ON w.id = t.target_id
    UNION ALL SELECT table_id, 2, t.document_id, table_id, NULL, w.file
    FROM tables.tables t JOIN policies.documents USING (document_id) LEFT JOIN made.placed w ON w.id = t.table_id
    UNION ALL SELECT m.*, w.file FROM (
        SELECT indicator_id, 3, any_value(document_id ORDER BY fact), min(fact) AS fact, min(commitment_id)
        FROM (
            SELECT indicator_id, commitment_id, NULL AS document_id, NULL AS fact FROM made.promises
            UNION ALL SELECT indicator_id, NULL, document_id, observation_id FROM targets.observations
                JOIN policies.documents USING (document_id)
        ) WHERE indicator_id NOT IN (SELECT indicator_id FROM made.indicators) GROUP BY 1
    ) m LEFT JOIN made.placed w ON w.id = m.fact
"""
"""The document, fact or promise that stands for a row without a page of its own."""
KINDS = ("文件 Document", "目标 Target", "表格 Table", "指标 Indicator")
SUBJECTS = """
    SELECT commitment_id AS id FROM made.promises UNION ALL SELECT organisation_id FROM made.bodies
    UNION ALL SELECT indicator_id FROM made.indicators UNION ALL SELECT place FROM made.places
"""
"""The rows that have a page of their own."""


class Subjects:
    """Writes the pages of the subjects of one build."""

    def __init__(self, library: Library, kept: Kept, page: Page, add: Callable[[str, str | bytes, str], None]) -> None:
        """Take the rows, what stands, what renders a template to a path, and what stages another file of a unit."""
        self._library = library
        self._kept = kept
        self._page = page
        self._add = add
        self._pictured: set[str] = set()

    def write(self) -> None:
        """Stage all pages of subjects that must be rendered."""
        self._pictures()
        self._each("commitment_id", OF_PROMISE, self._promise)
        self._each("organisation_id", OF_BODY, self._body)
        self._each("indicator_id", OF_INDICATOR, self._indicator)
        self._each("place", OF_PLACE, self._place)
        self._moved()

    def _each(
        self, key: str, queries: Mapping[str, Query], write: Callable[[str, str, Row, dict[str, list[Row]]], None]
    ) -> None:
        first = next(iter(queries))
        for id, of in each(self._library, self._kept, first, key, queries):
            write(id, f"{first}/{id}", of.pop(first)[0], {name: rows for name, rows in of.items() if name[0] != "_"})

    def _pictures(self) -> None:
        """Draw where promises were read; a picture is a unit by itself, for a status changes more often than a page."""
        query = {"picture": Query("SELECT * FROM made.pictured", "sha256")}
        by_file: dict[str, list[Row]] = defaultdict(list)
        for _, rows in each(self._library, self._kept, "picture", "commitment_id", query):
            by_file[rows["picture"][0]["sha256"] or ""].append(rows["picture"][0])
        self._pictured = set(self._kept.standing("picture"))
        files = dict(self._library.tuples("SELECT sha256, path FROM made.files"))
        for sha256, drawn in by_file.items():
            with TemporaryDirectory() as folder:
                outs = {row["commitment_id"] or "": Path(folder) / f"{n}.png" for n, row in enumerate(drawn)}
                asked = zip(drawn, outs.values(), strict=True)
                pictures.draw(
                    Path(files[sha256]),
                    [pictures.Wanted(int(row["page"] or 0), row["quote"] or "", str(out)) for row, out in asked],
                )
                for id, out in outs.items():
                    if out.is_file():
                        self._add(f"id/{id}/source.png", out.read_bytes(), f"picture/{id}")
                        self._pictured.add(id)

    def _promise(self, id: str, unit: str, row: Row, of: dict[str, list[Row]]) -> None:
        self._data(id, unit, {"commitment": row, **of}, [row])
        self._page(
            f"id/{id}/index.html",
            "commitment.html",
            unit,
            row=row,
            has_picture=id in self._pictured,
            promised=sentences.promised(row),
            came=sentences.came(row),
            chart=charts.over_time(of["points"], goal=row),
            **of,
        )

    def _body(self, id: str, unit: str, row: Row, of: dict[str, list[Row]]) -> None:
        self._data(id, unit, {"organisation": row, **of}, of["duties"] or of["promises"])
        self._parts(id, unit, "body.html", of, row=row)

    def _indicator(self, id: str, unit: str, row: Row, of: dict[str, list[Row]]) -> None:
        self._data(id, unit, {"indicator": row, **of}, of["points"])
        pictures = []
        for (area, scope, stat), group in groupby(of["points"], lambda p: (p["area"], p["scope"], p["stat"])):
            points = list(group)
            chart = charts.over_time(points) if len(points) > 2 else None
            if chart:
                pictures.append((len(points), area, scope, stat, chart))
        pictures.sort(key=lambda picture: -picture[0])
        by_stat: dict[str | None, list[dict[str, Any]]] = {}
        for stat, of_stat in groupby(of["compared"], lambda r: r["stat"]):
            by_stat[stat] = _drawn(list(of_stat))
        # The statistic that most places have comes first.
        compared = [r for _, rows in sorted(by_stat.items(), key=lambda item: -len(item[1])) for r in rows]
        self._parts(
            id,
            unit,
            "indicator.html",
            {"compared": compared, "points": of["points"]},
            row=row,
            pictures=pictures[:PICTURES],
        )

    def _place(self, id: str, unit: str, row: Row, of: dict[str, list[Row]]) -> None:
        row["name_en"] = words.place_en(id)
        self._data(id, unit, {"place": row, **of}, of["promises"])
        self._parts(id, unit, "place.html", of, row=row)

    def _parts(self, id: str, unit: str, template: str, lists: Mapping[str, list[Any]], **context: Any) -> None:
        """Write a subject's page, and the rest of its long lists on pages of their own.

        A list of more than `FIRST` rows stands on the first page by its beginning, and whole on `<list>.html`,
        `<list>-2.html` and so on.
        """
        totals = {name: len(rows) for name, rows in lists.items()}
        long = {name: rows for name, rows in lists.items() if len(rows) > FIRST}
        shown = {name: rows[:FIRST] for name, rows in lists.items()}
        front = {"part": "", "totals": totals, "long": set(long), "numbering": {"number": 1, "last": 1}}
        self._page(f"id/{id}/index.html", template, unit, **front, **shown, **context)
        for name, rows in long.items():
            files = [f"{name}{f'-{n + 1}' if n else ''}.html" for n in range(-(-len(rows) // ON_PART))]
            for n, file in enumerate(files):
                only = {other: rows[n * ON_PART : (n + 1) * ON_PART] if other == name else [] for other in lists}
                numbering = {"number": n + 1, "last": len(files), "files": files}
                part = {"part": name, "totals": totals, "long": set(), "numbering": numbering}
                self._page(f"id/{id}/{file}", template, unit, **(context | part | only))

    def _moved(self) -> None:
        """Write the permanent addresses of what stands on another page.

        Documents, targets and tables stand on their document's page; an indicator that is no more than the words of a
        row or two has no page of its own but leads to the first of them.
        """
        rows = (
            f"SELECT * FROM ({MOVED}) WHERE id NOT IN ({SUBJECTS}) "
            f"AND regexp_full_match(id, {literal(TABLE.pattern)}) "
            "QUALIFY row_number() OVER (PARTITION BY id ORDER BY kind, document_id, fact) = 1"
        )
        for id, of in each(self._library, self._kept, "moved", "id", {"moved": Query(rows, "id")}):
            row = of["moved"][0]
            document_id, fact = row["document_id"] or "", row["fact"]
            fragment = f"#{words.anchor(document_id, fact)}" if fact else ""
            to = f"documents/{document_id}/{row['file'] or 'index.html'}{fragment}"
            if row["commitment_id"]:
                to = f"id/{row['commitment_id']}/index.html"
            self._page(
                f"id/{id}/index.html", "moved.html", f"moved/{id}", id=id, name=KINDS[int(row["kind"] or 0)], to=to
            )

    def _data(self, id: str, unit: str, whole: Mapping[str, Any], rows: list[Row]) -> None:
        """Stage what a page says as data: all of it as JSON, its main list as CSV."""
        told = {name: _told(of) if isinstance(of, dict) else [_told(row) for row in of] for name, of in whole.items()}
        self._add(f"id/{id}/data.json", json.dumps(told, ensure_ascii=False) + "\n", unit)
        self._add(f"id/{id}/data.csv", "".join(_csv([_told(row) for row in rows])), unit)


def _told(row: Mapping[str, Any]) -> Row:
    """Give a row without what only says on which page of the site something stands."""
    return {name: value for name, value in row.items() if not name.endswith("file")}


def _drawn(rows: list[Row]) -> list[dict[str, Any]]:
    """Add to each row where its result and its aim stand on a scale that all share which are counted in one unit."""
    values: dict[str | None, list[str | None]] = defaultdict(list)
    for row in rows:
        values[row["unit_base"]] += [row["value_base"], row["seen_value_base"]]
    bounds = {unit: charts.bounds(of_unit) for unit, of_unit in values.items()}
    return [
        row
        | {
            "goal_at": charts.share(row["value_base"], bounds[row["unit_base"]]),
            "seen_at": charts.share(row["seen_value_base"], bounds[row["unit_base"]]),
        }
        for row in rows
    ]


def _csv(rows: list[Row]) -> Iterator[str]:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    if rows:
        writer.writerow(rows[0])
    for row in rows:
        writer.writerow(
            [
                escape(v) if isinstance(v, str) else json.dumps(v, ensure_ascii=False) if isinstance(v, list) else v
                for v in row.values()
            ]
        )
    yield stream.getvalue()
