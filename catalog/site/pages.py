"""Builds the site: which pages there are, what stands on each, and the one pass over the documents that fills them.

Templates say how a page looks, `rows` what is read, `write` how files get into their places.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import jinja2

from catalog.package import Field, facts
from catalog.site import browse, console, finds, search, sentences, statistics, words
from catalog.site.assets import assets, hashes
from catalog.site.grid import Grid
from catalog.site.releases import TABLE, Release, SiteError, releases
from catalog.site.rows import DOCUMENTS, OF_DOCUMENT, QUOTED, TARGETS, Library, Row, Runs
from catalog.site.subjects import Subjects
from catalog.site.text import Mark, Text, merge
from catalog.site.words import Label
from catalog.site.write import Writer
from catalog.version import parts

HERE = Path(__file__).parent
ROWS_PER_PAGE = 150
PREVIEW_ROWS = 20
MOST_FREQUENT = 6
"""Values of a column that its statistics name."""
EXPORTS = ("catalog.csv", "catalog.jsonld", "index.json", "feed.xml")
"""What stands beside the releases for programs; a page names those that are there."""
LAID_OUT = ("targets", "incentives", "observations", "responsibilities", "citations")
"""Tables of facts with a layout of their own on a document's page; the others stand there field by field."""
OWN_FOLDERS = (
    "assets", "bodies", "documents", "id", "indicators", "issues", "method", "places", "search", "sql", "tracker",
)  # fmt: skip


DECIDED = """
    SELECT * FROM made.promises WHERE status IN ('met', 'met_late', 'missed', 'behind', 'on_track')
    ORDER BY status_period DESC, document_date DESC NULLS LAST, indicator_en IS NULL, commitment_id LIMIT 8"""
"""The promises that were decided last."""


@dataclass(frozen=True, slots=True)
class SiteResult:
    """What a build did: pages that stand now, files written anew, stale files removed, facts without a place."""

    pages: int
    changed: int
    removed: int
    unplaced: int


def build(dist: Path, *, base_url: str = "", sql: Path | None = None) -> SiteResult:
    """Build the site from the newest releases under `dist`, beside them.

    Parameters
    ----------
    dist
        The folder of the releases, as CONTRACT lays it out; pages are written into it.
    base_url
        Where the folder will stand on the web, for canonical addresses and download snippets; empty for anywhere.
    sql
        A folder with the files of DuckDB-WASM; with them there is a page that runs SQL in the browser.

    Raises
    ------
    SiteError
        A release cannot be read, an id in it could leave the folder, a file that is not the site's is in the way, or
        the files of DuckDB-WASM are not in their folder.
    """
    for leftover in dist.glob(".site-*"):
        shutil.rmtree(leftover)
    staging = Path(tempfile.mkdtemp(prefix=".site-", dir=dist))
    try:
        found = releases(dist)
        clash = sorted({release.package for release in found} & set(OWN_FOLDERS))
        if clash:
            raise SiteError(f"a package named {clash[0]!r} takes the place of the site's own pages")
        library = Library(staging / "rows.duckdb", found)
        try:
            exports = [name for name in EXPORTS if (dist / name).is_file()]
            site = _Site(found, library, Writer(dist, staging / "pages"), base_url.rstrip("/"), exports, sql)
            site.write()
        finally:
            library.close()
        changed, removed = site.writer.publish()
        return SiteResult(site.pages, changed, removed, site.unplaced)
    finally:
        shutil.rmtree(staging)


class _Site:
    """One build: the releases, the rows, and where pages go."""

    def __init__(
        self,
        found: list[Release],
        library: Library,
        writer: Writer,
        base_url: str,
        exports: list[str],
        sql: Path | None,
    ) -> None:
        self.releases = {release.package: release for release in found}
        self.library = library
        self.writer = writer
        self.base_url = base_url
        self.exports = exports
        self.engine = console.files(sql) if sql else []
        self.pages = 0
        self.unplaced = 0
        self.documents = list(library.rows(DOCUMENTS + " ORDER BY document_id"))
        self.ids = {row["document_id"] for row in self.documents}
        self.places = {row["place"] for row in library.rows("SELECT place FROM made.places")}
        self.indicators = {row["indicator_id"] for row in library.rows("SELECT indicator_id FROM made.indicators")}
        self.assets = assets()
        self._environment = self._templates()

    def _templates(self) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters.update(
            number=words.number,
            amount=words.amount,
            base_amount=words.base_amount,
            web=words.web_address,
            path=words.path_address,
            clipped=words.clipped,
            size=words.file_size,
        )
        environment.globals.update(
            anchor=words.anchor,
            word=words.word,
            words=words.WORDS,
            Label=Label,
            label=self.label,
            has_page=self.ids.__contains__,
            releases=list(self.releases.values()),
            kinds={kind: (package.name, table.name) for kind, (package, table) in facts().items()},
            quoted={table: package.name for table, (_, package, _) in QUOTED.items()},
            plain=[table for table in QUOTED if table not in LAID_OUT],
            columns=_columns,
            said=words.said,
            scaled=sentences.scaled,
            choices_of=self._choices_of,
            has_place=self.places.__contains__,
            has_indicator=self.indicators.__contains__,
            held=self.releases,
            as_of=max((release.date for release in self.releases.values()), default=""),
            base_url=self.base_url,
            exports=self.exports,
            has_pages=browse.has_pages,
            has_sql=bool(self.engine),
            asset=hashes(self.assets),
        )
        return environment

    def label(self, package: str, table: str, field: str | None = None) -> Label:
        """Give the title of a table or field as the release describes it."""
        release = self.releases.get(package)
        described = release.table(table) if release else None
        if described is None:
            return Label(field or table)
        if field is None:
            return Label(described.title, described.title_en)
        return next((Label(f.title, f.title_en) for f in described.fields if f.name == field), Label(field))

    def page(self, path: str, template: str, **context: Any) -> None:
        """Render a template to a path below the site's root."""
        root = "../" * path.count("/")
        if path == "404.html":
            # Shown in place of any missing address, so its links cannot be relative.
            root = f"{urlsplit(self.base_url).path}/"
        canonical = f"{self.base_url}/{path.removesuffix('index.html')}" if self.base_url else ""
        context |= {"root": root, "path_here": path, "canonical": canonical}
        self.writer.add(path, self._environment.get_template(template).render(context))
        self.pages += 1

    def write(self) -> None:
        """Stage every file of the site."""
        for path, content in self.assets.items():
            self.writer.add(path, content)
        self._documents()
        self._targets()
        self._issues()
        self._packages()
        self._home()
        self._subjects()
        self._method()
        self._sql()
        kinds = {kind: " ".join(words.word("found", kind)) for kind in words.WORDS["found"]}
        self.page("search/index.html", "search.html", kinds=kinds)
        self.page("404.html", "404.html")
        for name, part in search.index(finds.entries(self.library, list(self.releases.values()))):
            self.writer.add(f"search/{name}", part)
        sitemap = f"Sitemap: {self.base_url}/sitemap.xml\n" if self.base_url else ""
        self.writer.add("robots.txt", f"User-agent: *\nAllow: /\n{sitemap}")

    # Lists ------------------------------------------------------------------------------------------------------------

    def _listed(
        self, folder: str, template: str, rows: Iterable[Mapping[str, Any]], total: int, by: Filters, **context: Any
    ) -> None:
        """Write a long list as numbered pages; `by` are the columns that a page can be filtered by."""
        last = max(1, -(-total // ROWS_PER_PAGE))
        for number, batch in enumerate(_batches(rows, last), start=1):
            name = "index.html" if number == 1 else f"page-{number}.html"
            numbering = {"number": number, "last": last, "total": total}
            choices = [_choice(name, label, (show(row) for row in batch)) for name, label, show in by]
            self.page(f"{folder}/{name}", template, rows=batch, numbering=numbering, choices=choices, **context)

    def _recent(self) -> list[Row]:
        return sorted(
            sorted(self.documents, key=lambda row: row["document_id"] or ""),
            key=lambda row: row["date"] or "",
            reverse=True,
        )

    def _targets(self) -> None:
        counted = self.library.rows(
            f"SELECT year, coalesce(progress, 'none') AS progress, count(*)::VARCHAR AS n "
            f"FROM ({TARGETS}) GROUP BY ALL ORDER BY ALL NULLS LAST"
        )
        years: dict[str, Counter[str]] = defaultdict(Counter)
        for row in counted:
            years[row["year"] or ""][row["progress"] or ""] += int(row["n"] or 0)
        ordered = "ORDER BY document_date DESC NULLS LAST, document_id, try_cast(char_start AS INTEGER), target_id"
        total = sum(sum(year.values()) for year in years.values())
        by: Filters = [
            ("document", self.label("policies", "documents"), lambda r: (r["document_id"], r["document_title"])),
            ("year", self.label("targets", "targets", "deadline"), lambda r: (r["year"], r["year"])),
            ("status", self.label("targets", "progress"), lambda r: _coded("progress", r["progress"] or "none")),
        ]

        def listed(folder: str, where: str, total: int, year: str | None) -> None:
            rows = self.library.rows(f"SELECT * FROM ({TARGETS}) {where} {ordered}")
            self._listed(folder, "tracker.html", rows, total, by, years=years, year=year)

        listed("tracker", "", total, None)
        for year, counts in years.items():
            if year:
                listed(f"tracker/{year}", f"WHERE year = '{year}'", sum(counts.values()), year)

    def _issues(self) -> None:
        counts = list(self._issue_counts())
        order = "ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, type, source_id, issue_id"
        rows = self.library.rows(
            "SELECT i.*, d.title AS document_title, d.kind AS document_kind FROM policies.issues i "
            f"LEFT JOIN policies.documents d USING (document_id) {order}"
        )
        total = sum(int(row["n"] or 0) for row in counts)
        by: Filters = [
            ("severity", self.label("policies", "issues", "severity"), lambda r: _coded("severity", r["severity"])),
            ("type", self.label("policies", "issues", "type"), lambda r: (r["type"], r["type"])),
        ]
        self._listed("issues", "issues.html", rows, total, by, counts=counts)

    def _issue_counts(self) -> Iterator[Row]:
        return self.library.rows(
            "SELECT severity, type, count(*)::VARCHAR AS n FROM policies.issues GROUP BY severity, type "
            "ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, count(*) DESC, type"
        )

    def _verdicts(self, where: str) -> dict[str, int]:
        """Count the promises by their status."""
        rows = self.library.rows(f"SELECT status, count(*)::VARCHAR AS n FROM made.promises {where} GROUP BY status")
        return Counter({row["status"] or "": int(row["n"] or 0) for row in rows})

    def _years(self) -> dict[str, dict[str, int]]:
        """Count the promises by the year that they fall due and their status, years in order."""
        years: dict[str, Counter[str]] = defaultdict(Counter)
        for row in self.library.rows(
            "SELECT year, status, count(*)::VARCHAR AS n FROM made.promises WHERE year IS NOT NULL "
            "GROUP BY ALL ORDER BY year, status"
        ):
            years[row["year"] or ""][row["status"] or ""] += int(row["n"] or 0)
        return dict(years)

    def _home(self) -> None:
        changes = sorted(
            (change for release in self.releases.values() for change in release.history),
            key=lambda change: (change.date, parts(change.version), change.package),
            reverse=True,
        )
        severities: Counter[str] = Counter()
        for row in self._issue_counts():
            severities[row["severity"] or ""] += int(row["n"] or 0)
        figures = self.library.one(
            """SELECT (SELECT count(*) FROM policies.documents)::VARCHAR AS documents,
                (SELECT count(*) FROM policies.measures)::VARCHAR AS measures,
                (SELECT count(DISTINCT coalesce(organisation_id, printed_name)) FROM policies.responsibilities)::VARCHAR
                    AS organisations,
                (SELECT count(*) FROM made.promises)::VARCHAR AS promises,
                (SELECT count(*) FROM targets.observations)::VARCHAR AS observations,
                (SELECT count(*) FROM policies.incentives)::VARCHAR AS incentives"""
        )
        recent = self._recent()
        self.page(
            "index.html",
            "home.html",
            figures=figures,
            verdicts=self._verdicts(""),
            due=self._years(),
            decided=list(self.library.rows(DECIDED)),
            places=list(
                self.library.rows("SELECT * FROM made.places ORDER BY promises DESC, points DESC, place LIMIT 36")
            ),
            indicators=list(
                self.library.rows(
                    "SELECT * FROM made.indicators ORDER BY is_registered = 'true' DESC, promises DESC, points DESC, "
                    "indicator_id LIMIT 18"
                )
            ),
            changes=changes[:8],
            documents=recent[:8],
            severities=severities,
        )
        by: Filters = [
            ("kind", self.label("policies", "documents", "kind"), lambda r: _coded("document_kind", r["kind"])),
            ("year", Label("年份", "Year"), lambda r: _year(r["date"])),
            ("status", self.label("policies", "documents", "status"), lambda r: _coded("document_status", r["status"])),
        ]
        self._listed("documents", "documents.html", recent, len(recent), by)

    def _choices_of(self, promises: list[Row]) -> list[Choice]:
        """Give what a list of promises can be filtered by."""
        by: Filters = [
            ("year", self.label("targets", "targets", "deadline"), lambda r: (r["year"], r["year"])),
            ("status", self.label("targets", "progress"), lambda r: _coded("progress", r["status"])),
        ]
        return [_choice(name, label, (show(row) for row in promises)) for name, label, show in by]

    def _subjects(self) -> None:
        Subjects(self.library, self.writer, self.page).write()
        lists: dict[str, tuple[str, Filters]] = {
            "places": ("promises DESC, points DESC, place", []),
            "bodies": (
                "duties + promises DESC, documents DESC, organisation_id",
                [("area", Label("地区", "Place"), lambda r: (r["area"], r["area"]))],
            ),
            "indicators": ("is_registered = 'true' DESC, promises + points DESC, indicator_id", []),
        }
        for name, (order, by) in lists.items():
            total = int(self.library.one(f"SELECT count(*)::VARCHAR AS n FROM made.{name}")["n"] or 0)
            rows = self.library.rows(f"SELECT * FROM made.{name} ORDER BY {order}")
            self._listed(name, f"{name}.html", rows, total, by)

    def _method(self) -> None:
        certainty = [
            self.library.one(
                f"SELECT '{of.name}' AS package, '{name}' AS name, count(*)::VARCHAR AS n, "
                "round(avg(try_cast(certainty AS DOUBLE)), 3)::VARCHAR AS mean, min(certainty) AS lowest, "
                f"count(*) FILTER (is_ocr = 'true')::VARCHAR AS ocr FROM {of.name}.{name}"
            )
            for name, (_, of, _) in QUOTED.items()
        ]
        licences = self.library.rows(
            "SELECT publisher, licence, count(*)::VARCHAR AS n FROM policies.sources GROUP BY ALL "
            "ORDER BY count(*) DESC, publisher, licence"
        )
        self.page("method/index.html", "method.html", certainty=certainty, licences=list(licences))

    # Documents --------------------------------------------------------------------------------------------------------

    def _documents(self) -> None:
        runs = {name: Runs(self.library.rows(sql)) for name, sql in OF_DOCUMENT.items()}
        for document in self.documents:
            document_id = document["document_id"] or ""
            if not TABLE.fullmatch(document_id):
                raise SiteError(f"document id {document_id!r} cannot be a folder's name")
            self._document(document, {name: run.take(document_id) for name, run in runs.items()})

    def _document(self, document: Row, rows: dict[str, list[Row]]) -> None:
        document_id = document["document_id"] or ""
        text = Text.of(rows["sections"], is_whole=document["has_full_text"] != "false")
        by_measure: dict[str, list[Row]] = defaultdict(list)
        for row in rows["responsibilities"]:
            by_measure[row["measure_id"] or ""].append(row)
        marks = merge(_marks(document_id, rows, text))
        places = {fact: mark.id for mark in marks for fact in mark.facts}
        grids = _grids(document_id, rows)
        places |= dict(_in_tables(document_id, rows, grids, places))
        facts = [_fact_anchor(document_id, table, row) for table in QUOTED for row in rows[table]]
        facts += [words.anchor(document_id, row["measure_id"] or "") for row in rows["measures"]]
        self.unplaced += sum(fact not in places for fact in facts)
        self.page(
            f"documents/{document_id}/index.html",
            "document.html",
            document=document,
            is_whole=text.is_whole,
            rows=rows,
            responsible=by_measure,
            targets=rows["targets"],
            grids=list(grids.values()),
            parts=text.parts(document_id, marks),
            place=places.get,
            fact=partial(_fact_anchor, document_id),
        )

    # Packages ---------------------------------------------------------------------------------------------------------

    def _packages(self) -> None:
        for release in self.releases.values():
            self.page(f"{release.package}/index.html", "package.html", release=release)
            for table in release.tables:
                preview = self.library.preview(table, PREVIEW_ROWS)
                counted = statistics.columns(self.library, table)
                self.page(
                    f"{release.package}/{table.name}/index.html",
                    "table.html",
                    release=release,
                    table=table,
                    preview=preview,
                    statistics=counted,
                    browser=browse.browser(table, counted),
                    browser_words=browse.WORDS,
                    most_frequent=MOST_FREQUENT,
                )

    def _sql(self) -> None:
        """Write the page that runs SQL in the browser, where there is something to run it with."""
        if not self.engine:
            return
        for file in self.engine:
            self.writer.add(f"sql/{file.name}", file.read_bytes())
        self.writer.add("sql/tables.json", console.tables(self.releases.values()))
        self.page(
            "sql/index.html",
            "sql.html",
            wasm=self.engine[0].name,
            worker=self.engine[1].name,
            size=sum(file.stat().st_size for file in self.engine),
        )


class Choice(NamedTuple):
    """A way to filter a list: the name of the rows' data attribute, and the values that occur with what is shown."""

    name: str
    label: Label
    options: list[tuple[str, str]]


Filters = list[tuple[str, Label, Callable[[Mapping[str, Any]], tuple[str | None, str | None]]]]
"""Name and label of a choice, and a row's value for it with what is shown."""


def _choice(name: str, label: Label, values: Iterable[tuple[str | None, str | None]]) -> Choice:
    occurring = {(value, words.clipped(shown, 28) or value) for value, shown in values if value}
    return Choice(name, label, sorted(occurring))


def _coded(group: str, code: str | None) -> tuple[str | None, str]:
    return code, words.word(group, code).zh


def _year(date: str | None) -> tuple[str | None, str | None]:
    return (date[:4], date[:4]) if date else (None, None)


def _batches(rows: Iterable[Mapping[str, Any]], pages: int) -> Iterator[list[Mapping[str, Any]]]:
    waiting = iter(rows)
    for _ in range(pages):
        yield list(islice(waiting, ROWS_PER_PAGE))


def _fact_anchor(document_id: str, table: str, row: Row) -> str:
    """Give the fragment of a fact's row on its document's page."""
    kind, _, resource = QUOTED[table]
    if len(resource.primary_key) == 1:
        return words.anchor(document_id, row[resource.primary_key[0]] or "")
    if table == "responsibilities":
        return f"{words.anchor(document_id, row['measure_id'] or '')}-r{row['position']}"
    return f"{kind}-{row['position']}"


def _marks(document_id: str, rows: Mapping[str, list[Row]], text: Text) -> Iterator[Mark]:
    for row in rows["measures"]:
        span = text.find(row["title"] or "", row["section_id"])
        if span:
            yield Mark(*span, "measure", [words.anchor(document_id, row["measure_id"] or "")], row["title"] or "")
    for table, (kind, _, _) in QUOTED.items():
        for row in rows[table]:
            start, end = int(row["char_start"] or -1), int(row["char_end"] or -1)
            if span := text.span(start, end, row["quote"] or ""):
                yield Mark(*span, kind, [_fact_anchor(document_id, table, row)], _name(table, row))


def _grids(document_id: str, rows: Mapping[str, list[Row]]) -> dict[str, Grid]:
    """Give the document's printed tables by their ids."""
    cells: dict[str, list[Row]] = defaultdict(list)
    for cell in rows["cells"]:
        cells[cell["table_id"] or ""].append(cell)
    ids = [(table["table_id"] or "", table) for table in rows["tables"]]
    return {id: Grid(words.anchor(document_id, id), table, cells[id]) for id, table in ids}


def _in_tables(
    document_id: str, rows: Mapping[str, list[Row]], grids: Mapping[str, Grid], known: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Give each fact without a place in the text the cell that it was read from, by row and column or by its words."""
    for table in QUOTED:
        for row in rows[table]:
            fact = _fact_anchor(document_id, table, row)
            if fact in known:
                continue
            grid = grids.get(row.get("table_id") or "")
            places = (
                [grid.place(row["row"], row["column"])]
                if grid
                else [g.find(row["quote"] or "") for g in grids.values()]
            )
            place = next(filter(None, places), None)
            if place:
                yield fact, place


def _name(table: str, row: Row) -> str:
    """Say in a few words what a mark was read as."""
    match table:
        case "responsibilities":
            return f"{row['printed_name']}（{words.word('role', row['role']).zh}）"
        case "citations":
            return f"{words.word('relation', row['relation']).zh}《{row['cited_title']}》"
        case "incentives":
            return words.word("instrument", row["instrument"]).zh
        case "targets" | "observations":
            return f"{row['metric']} {words.amount(row)}"
        case _:
            return " ".join(filter(None, (words.said(field, row) for field in _columns(table))))


def _columns(table: str) -> list[Field]:
    """Give the fields of a fact's table that are printed one by one: what it says, an amount as one."""
    says = QUOTED[table][2].says
    apart = ("is_ocr", *(words.PARTS_OF_AMOUNT if any(f.name == "value" for f in says) else ()))
    return [field for field in says if field.name not in apart]
