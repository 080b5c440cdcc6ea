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
from typing import Any

from catalog.escape import escape
from catalog.site import charts, sentences, words
from catalog.site.releases import TABLE, SiteError
from catalog.site.rows import Library, Row, Runs
from catalog.site.write import Writer

ROWS_ON_PAGE = 400
"""Rows of one list on a subject's page; the download beside it has all."""
PICTURES = 12

Page = Callable[..., None]

SAME = """{s}.indicator_id = {c}.indicator_id AND {s}.scope IS NOT DISTINCT FROM {c}.scope
    AND coalesce({s}.place, {s}.area) IS NOT DISTINCT FROM coalesce({c}.place, {c}.area)"""

OF_PROMISE = {
    "points": f"""
        SELECT c.commitment_id, s.*, p.status AS judged, p.basis AS judged_basis, p.expected
        FROM made.promises c
        JOIN made.points s ON {SAME.format(s="s", c="c")} AND s.stat = c.stat
        LEFT JOIN (SELECT commitment_id, observation_id, any_value(status ORDER BY target_id) AS status,
                any_value(basis ORDER BY target_id) AS basis, any_value(expected ORDER BY target_id) AS expected
            FROM targets.progress GROUP BY 1, 2) p
            ON p.commitment_id = c.commitment_id AND p.observation_id = s.observation_id
        WHERE s.unit_base IS NOT DISTINCT FROM c.unit_base
        ORDER BY c.commitment_id, s.last_year, s.period, s.point_id""",
    "mentions": """
        SELECT t.commitment_id, t.target_id, t.document_id, t.voice, t.quote, t.page, t.metric, d.title, d.kind AS document_kind,
            coalesce(d.issued_on, d.published_on) AS date
        FROM targets.targets t LEFT JOIN policies.documents d USING (document_id) WHERE t.commitment_id IS NOT NULL
        ORDER BY t.commitment_id, date NULLS LAST, t.target_id""",
    "bodies": """
        SELECT c.commitment_id, r.printed_name, r.organisation_id, r.role FROM made.promises c
        JOIN policies.responsibilities r ON r.measure_id = c.measure_id
        ORDER BY c.commitment_id, try_cast(r.position AS INTEGER), r.printed_name""",
}
OF_BODY = {
    "duties": "SELECT * FROM made.duties ORDER BY organisation_id, document_date DESC NULLS LAST, document_id, measure_id",
    "promises": "SELECT * FROM made.promises WHERE organisation_id IS NOT NULL "
    "ORDER BY organisation_id, deadline NULLS LAST, commitment_id",
    "documents": """
        SELECT DISTINCT i.organisation_id, d.document_id, d.title, d.document_number,
            coalesce(d.issued_on, d.published_on) AS date
        FROM policies.document_issuers i JOIN policies.documents d USING (document_id)
        WHERE i.organisation_id IS NOT NULL ORDER BY i.organisation_id, date DESC NULLS LAST, d.document_id""",
}
LATEST = """(SELECT *, row_number() OVER (PARTITION BY indicator_id, scope, coalesce(place, area), stat
    ORDER BY last_year DESC NULLS LAST, length(period), point_id) AS nth FROM made.points)"""
DECIDED = "c.status_observation_id IS NOT NULL"
OPEN = "(c.commitment_id IS NULL OR c.status = 'pending')"
OF_INDICATOR = {
    "points": "SELECT * FROM made.points ORDER BY indicator_id, area NULLS FIRST, scope NULLS FIRST, stat, last_year, period, point_id",
    # Every place once for each of its promises. Beside one that is decided stands what decided it, beside one that is
    # not due the newest result; where nothing decides, nothing stands. A place with results alone has its newest.
    "compared": f"""
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
            CASE WHEN {DECIDED} THEN c.observation_document_id WHEN {OPEN} THEN s.document_id END AS seen_document_id
        FROM made.promises c FULL JOIN (SELECT * FROM {LATEST} WHERE nth = 1) s
            ON {SAME.format(s="s", c="c")} AND s.stat = c.stat AND s.unit_base IS NOT DISTINCT FROM c.unit_base
        WHERE coalesce(c.indicator_id, s.indicator_id) IS NOT NULL
        ORDER BY 1, stat, deadline DESC NULLS LAST, place NULLS LAST, area, scope, c.commitment_id""",
}
OF_PLACE = {
    "promises": "SELECT * FROM made.promises WHERE place IS NOT NULL "
    "ORDER BY place, indicator_en IS NULL, indicator, deadline, commitment_id",
    "results": f"SELECT * FROM {LATEST} WHERE nth = 1 AND place IS NOT NULL "
    "ORDER BY place, indicator_en IS NULL, indicator, stat, point_id",
    "bodies": "SELECT area_code AS place, organisation_id, name, duties, promises FROM made.bodies "
    "WHERE area_code IS NOT NULL ORDER BY area_code, duties + promises DESC, organisation_id",
}


MOVED = {
    "文件 Document": """SELECT document_id AS id, document_id, NULL AS fact, NULL AS commitment_id
        FROM policies.documents ORDER BY 1""",
    "目标 Target": """SELECT target_id AS id, t.document_id, target_id AS fact, NULL AS commitment_id
        FROM targets.targets t JOIN policies.documents USING (document_id) ORDER BY 1""",
    "表格 Table": """SELECT table_id AS id, t.document_id, table_id AS fact, NULL AS commitment_id
        FROM tables.tables t JOIN policies.documents USING (document_id) ORDER BY 1""",
    "指标 Indicator": """
        SELECT indicator_id AS id, any_value(document_id ORDER BY fact) AS document_id, min(fact) AS fact,
            min(commitment_id) AS commitment_id
        FROM (
            SELECT indicator_id, commitment_id, NULL AS document_id, NULL AS fact FROM made.promises
            UNION ALL SELECT indicator_id, NULL, document_id, observation_id FROM targets.observations
                JOIN policies.documents USING (document_id)
        ) WHERE indicator_id NOT IN (SELECT indicator_id FROM made.indicators) GROUP BY 1 ORDER BY 1""",
}
"""What is told by which row, and the document, fact or promise that it stands with."""


class Subjects:
    """Writes the pages of the subjects of one build."""

    def __init__(self, library: Library, writer: Writer, page: Page) -> None:
        """Take the rows, where files go, and what renders a template to a path."""
        self._library = library
        self._writer = writer
        self._page = page

    def write(self) -> None:
        """Stage all pages of subjects and their lists."""
        self._each("made.promises", "commitment_id", OF_PROMISE, self._promise)
        self._each("made.bodies", "organisation_id", OF_BODY, self._body)
        self._each("made.indicators", "indicator_id", OF_INDICATOR, self._indicator)
        self._each("made.places", "place", OF_PLACE, self._place)
        self._moved()

    def _each(
        self, table: str, key: str, queries: Mapping[str, str], write: Callable[[str, Row, dict[str, list[Row]]], None]
    ) -> None:
        runs = {name: Runs(self._library.rows(sql), key) for name, sql in queries.items()}
        for row in self._library.rows(f"SELECT * FROM {table} WHERE {key} IS NOT NULL ORDER BY {key}"):
            id = row[key] or ""
            if not TABLE.fullmatch(id):
                raise SiteError(f"id {id!r} cannot be a folder's name")
            write(id, row, {name: run.take(id) for name, run in runs.items()})

    def _promise(self, id: str, row: Row, of: dict[str, list[Row]]) -> None:
        self._data(id, {"commitment": row, **of}, [row])
        self._page(
            f"id/{id}/index.html",
            "commitment.html",
            row=row,
            promised=sentences.promised(row),
            came=sentences.came(row),
            chart=charts.over_time(of["points"], goal=row),
            **of,
        )

    def _body(self, id: str, row: Row, of: dict[str, list[Row]]) -> None:
        self._data(id, {"organisation": row, **of}, of["duties"] or of["promises"])
        self._page(f"id/{id}/index.html", "body.html", row=row, limit=ROWS_ON_PAGE, **of)

    def _indicator(self, id: str, row: Row, of: dict[str, list[Row]]) -> None:
        self._data(id, {"indicator": row, **of}, of["points"])
        pictures = []
        for (area, scope, stat), group in groupby(of["points"], lambda p: (p["area"], p["scope"], p["stat"])):
            points = list(group)
            chart = charts.over_time(points) if len(points) > 2 else None
            if chart:
                pictures.append((len(points), area, scope, stat, chart))
        pictures.sort(key=lambda picture: -picture[0])
        compared = of["compared"][:ROWS_ON_PAGE]
        tables: list[tuple[str | None, list[dict[str, Any]]]] = []
        for stat, of_stat in groupby(compared, lambda r: r["stat"]):
            tables.append((stat, _drawn(list(of_stat))))
        tables.sort(key=lambda table: -len(table[1]))
        self._page(
            f"id/{id}/index.html",
            "indicator.html",
            row=row,
            pictures=pictures[:PICTURES],
            tables=tables,
            total=len(of["compared"]),
            points=of["points"][:ROWS_ON_PAGE],
            n_points=len(of["points"]),
        )

    def _place(self, id: str, row: Row, of: dict[str, list[Row]]) -> None:
        row["name_en"] = words.place_en(id)
        self._data(id, {"place": row, **of}, of["promises"])
        self._page(f"id/{id}/index.html", "place.html", row=row, limit=ROWS_ON_PAGE, **of)

    def _moved(self) -> None:
        """Write the permanent addresses of what stands on another page.

        Documents, targets and tables stand on their document's page; an indicator that is no more than the words of a
        row or two has no page of its own but leads to the first of them.
        """
        for name, sql in MOVED.items():
            for row in self._library.rows(sql):
                id, path = row["id"] or "", f"id/{row['id']}/index.html"
                if not TABLE.fullmatch(id) or self._writer.has(path):
                    continue
                document_id, fact = row["document_id"] or "", row["fact"]
                to = f"documents/{document_id}/index.html{f'#{words.anchor(document_id, fact)}' if fact else ''}"
                if row["commitment_id"]:
                    to = f"id/{row['commitment_id']}/index.html"
                self._page(path, "moved.html", id=id, name=name, to=to)

    def _data(self, id: str, whole: Mapping[str, Any], rows: list[Row]) -> None:
        """Stage what a page says as data: all of it as JSON, its main list as CSV."""
        self._writer.add(f"id/{id}/data.json", json.dumps(whole, ensure_ascii=False) + "\n")
        self._writer.add(f"id/{id}/data.csv", "".join(_csv(rows)))


def _drawn(rows: list[Row]) -> list[dict[str, Any]]:
    """Add to each row where its result and its aim stand on a scale that all share which are counted in one unit."""
    values: dict[str | None, list[str | None]] = defaultdict(list)
    for row in rows:
        values[row["unit_base"]] += [row["value_base"], row["seen_value_base"]]
    return [
        row
        | {
            "goal_at": charts.share(row["value_base"], values[row["unit_base"]]),
            "seen_at": charts.share(row["seen_value_base"], values[row["unit_base"]]),
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
