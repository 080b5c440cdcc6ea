"""Builds the site: which pages there are, what stands on each, and the one pass over the documents that fills them.

Templates say how a page looks, `rows` what is read, `write` how files get into their places.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from catalog.contact import link
from catalog.dataset import in_html
from catalog.package import facts
from catalog.site import browse, console, finds, search, sentences, words
from catalog.site.assets import assets, hashes
from catalog.site.code import code
from catalog.site.data import Packages, write_sql
from catalog.site.documents import Documents, columns, plain
from catalog.site.kept import Kept, print_of
from catalog.site.lists import Choice, Filters, Lists, choice, coded, year_of
from catalog.site.releases import Release, SiteError, releases
from catalog.site.rows import DOCUMENTS, QUOTED, Library, Row
from catalog.site.subjects import Subjects
from catalog.site.units import Query
from catalog.site.words import Label
from catalog.site.write import Writer
from catalog.sql import literal
from catalog.version import parts

HERE = Path(__file__).parent
FIRST_RUNS = HERE / "first_runs.csv"
"""What was measured on documents that nobody had seen who wrote the rules, as docs/accuracy.md tells it."""
EXPORTS = ("catalog.csv", "catalog.jsonld", "index.json", "feed.xml")
"""What stands beside the releases for programs; a page names those that are there."""
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


def build(
    dist: Path,
    *,
    base_url: str = "",
    contact: str = "",
    sql: Path | None = None,
    state: Path | None = None,
    raw: Path | None = None,
) -> SiteResult:
    """Build the site from the newest releases under `dist`, beside them.

    Parameters
    ----------
    dist
        The folder of the releases, as CONTRACT lays it out; pages are written into it.
    base_url
        Where the folder will stand on the web, for canonical addresses and download snippets; empty for anywhere.
    contact
        Whom readers write to, as `catalog.contact` takes it; empty for nobody.
    sql
        A folder with the files of DuckDB-WASM; with them there is a page that runs SQL in the browser.
    state
        Where the record of what was written is kept, by which a later build writes only what changed; beside `dist`
        unless it is given. It can be deleted: everything is rendered then.
    raw
        Where the sources lie by their hash (`ab/ab12…`), for pictures of their pages; none are made without.

    Raises
    ------
    NoContact
        `contact` is no address.
    SiteError
        A release cannot be read, an id in it could leave the folder, a file that is not the site's is in the way, or
        the files of DuckDB-WASM are not in their folder.
    """
    state = state or dist.with_name(f".{dist.name}-site.parquet")
    for leftover in dist.glob(".site-*"):
        shutil.rmtree(leftover)
    staging = Path(tempfile.mkdtemp(prefix=".site-", dir=dist))
    try:
        found = releases(dist)
        clash = sorted({release.package for release in found} & set(OWN_FOLDERS))
        if clash:
            raise SiteError(f"a package named {clash[0]!r} takes the place of the site's own pages")
        library = Library(staging / "rows.duckdb", found, raw)
        try:
            site = _Site(found, library, dist, staging / "pages", state, base_url.rstrip("/"), link(contact), sql)
            site.write()
            pages, changed, removed = site.writer.publish()
        finally:
            library.close()
        return SiteResult(pages, changed, removed, site.unplaced)
    finally:
        shutil.rmtree(staging)


class _Site:
    """One build: the releases, the rows, and where pages go."""

    def __init__(
        self,
        found: list[Release],
        library: Library,
        dist: Path,
        staging: Path,
        state: Path,
        base_url: str,
        contact: str,
        sql: Path | None,
    ) -> None:
        self.releases = {release.package: release for release in found}
        self.library = library
        self.base_url = base_url
        self.contact = contact
        self.exports = [name for name in EXPORTS if (dist / name).is_file()]
        self.engine = console.files(sql) if sql else []
        self.unplaced = 0
        self.as_of = max((release.date for release in found), default="")
        self.ids = {id for (id,) in library.tuples("SELECT document_id FROM policies.documents")}
        self.places = {id for (id,) in library.tuples("SELECT place FROM made.places")}
        self.indicators = {id for (id,) in library.tuples("SELECT indicator_id FROM made.indicators")}
        self.assets = assets()
        self.kept = Kept(library.connection, dist, state, self._salt())
        self.writer = Writer(dist, staging, self.kept)
        self.lists = Lists(library, self.kept, self.page)
        self._environment = self._templates()

    def _salt(self) -> str:
        """Name what any page may show or be made by beside its own rows: code, titles of tables, which documents lack."""
        titles = [
            (r.package, r.title, r.title_en, t.name, t.title, t.title_en, f.name, f.title, f.title_en)
            for r in self.releases.values()
            for t in r.tables
            if not t.is_printed
            for f in t.fields
        ]
        missing = sorted(self.library.missing_documents())
        return print_of(
            code(), hashes(self.assets), titles, self.base_url, self.contact, bool(self.engine), self.exports, missing
        )

    def _templates(self) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
        environment.filters.update(
            number=words.number,
            amount=words.amount,
            base_amount=words.base_amount,
            web=words.web_address,
            path=words.path_address,
            clipped=words.clipped,
            runs=_runs,
            size=words.file_size,
            linked=lambda about: Markup(in_html(about)),
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
            plain=plain(),
            columns=columns,
            said=words.said,
            scaled=sentences.scaled,
            choices_of=self._choices_of,
            has_place=self.places.__contains__,
            has_indicator=self.indicators.__contains__,
            held=self.releases,
            base_url=self.base_url,
            contact=self.contact,
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

    def page(self, path: str, template: str, unit: str = "", **context: Any) -> None:
        """Render a template to a path below the site's root; a page without a unit is one by itself."""
        root = "../" * path.count("/")
        if path == "404.html":
            # Shown in place of any missing address, so its links cannot be relative.
            root = f"{urlsplit(self.base_url).path}/"
        canonical = f"{self.base_url}/{path.removesuffix('index.html')}" if self.base_url else ""
        context |= {"root": root, "path_here": path, "canonical": canonical}
        self.writer.add(path, self._environment.get_template(template).render(context), unit or path)

    def write(self) -> None:
        """Stage every file of the site that must be written."""
        for path, content in self.assets.items():
            self.writer.add(path, content, path)
        documents = Documents(self.library, self.kept, self.page)
        documents.write()
        self.unplaced = documents.unplaced
        self._targets()
        self._issues()
        Packages(self.releases, self.library, self.kept, self.page, self.base_url).write()
        self._home()
        self._subjects()
        self._method()
        write_sql(self.engine, self.releases, self.page, self.writer.add)
        kinds = {kind: " ".join(words.word("found", kind)) for kind in words.WORDS["found"]}
        self.page("search/index.html", "search.html", kinds=kinds)
        self.page("404.html", "404.html")
        self._search()
        sitemap = f"Sitemap: {self.base_url}/sitemap.xml\n" if self.base_url else ""
        self.writer.add("robots.txt", f"User-agent: *\nAllow: /\n{sitemap}", "robots.txt")

    # Lists ------------------------------------------------------------------------------------------------------------

    def _targets(self) -> None:
        counted = self.library.rows(
            "SELECT year, coalesce(progress, 'none') AS progress, count(*)::VARCHAR AS n "
            "FROM made.aims GROUP BY ALL ORDER BY ALL NULLS LAST"
        )
        years: dict[str, Counter[str]] = defaultdict(Counter)
        for row in counted:
            years[row["year"] or ""][row["progress"] or ""] += int(row["n"] or 0)
        order = "document_date DESC NULLS LAST, document_id, try_cast(char_start AS INTEGER), target_id"
        by: Filters = [
            ("document", self.label("policies", "documents"), lambda r: (r["document_id"], r["document_title"])),
            ("year", self.label("targets", "targets", "deadline"), lambda r: (r["year"], r["year"])),
            ("status", self.label("targets", "progress"), lambda r: coded("progress", r["progress"] or "none")),
        ]
        for year in [None, *filter(None, years)]:
            folder, where = (f"tracker/{year}", f"WHERE year = '{year}'") if year else ("tracker", "")
            rows = Query(f"SELECT * FROM made.aims {where}", order)
            context = {"years": years, "year": year, "now": self.as_of[:4]}
            self.lists.write(folder, "tracker.html", rows, "target_id", by, front=context)

    def _issues(self) -> None:
        order = "CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, type, source_id, issue_id"
        rows = Query(
            "SELECT i.*, d.title AS document_title, d.kind AS document_kind FROM policies.issues i "
            "LEFT JOIN policies.documents d USING (document_id)",
            order,
        )
        by: Filters = [
            ("severity", self.label("policies", "issues", "severity"), lambda r: coded("severity", r["severity"])),
            ("type", self.label("policies", "issues", "type"), lambda r: (r["type"], r["type"])),
        ]
        self.lists.write("issues", "issues.html", rows, "issue_id", by, front={"counts": list(self._issue_counts())})

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
        newest = Query(DOCUMENTS, "date DESC NULLS LAST, document_id")
        self.page(
            "index.html",
            "home.html",
            figures=figures,
            verdicts=self._verdicts(""),
            due=self._years(),
            decided=list(self.library.rows(DECIDED)),
            places=list(
                self.library.rows(
                    "SELECT * FROM made.places WHERE promises > 0 ORDER BY promises DESC, points DESC, place LIMIT 36"
                )
            ),
            indicators=list(
                self.library.rows(
                    "SELECT * FROM made.indicators ORDER BY is_registered = 'true' DESC, promises DESC, points DESC, "
                    "indicator_id LIMIT 18"
                )
            ),
            changes=changes[:8],
            now=self.as_of[:4],
            documents=list(self.library.rows(f"{newest.rows} ORDER BY {newest.order} LIMIT 8")),
            severities=severities,
        )
        by: Filters = [
            ("kind", self.label("policies", "documents", "kind"), lambda r: coded("document_kind", r["kind"])),
            ("year", Label("年份", "Year"), lambda r: year_of(r["date"])),
            ("status", self.label("policies", "documents", "status"), lambda r: coded("document_status", r["status"])),
        ]
        self.lists.write("documents", "documents.html", newest, "document_id", by)

    def _choices_of(self, promises: list[Row]) -> list[Choice]:
        """Give what a list of promises can be filtered by."""
        by: Filters = [
            ("year", self.label("targets", "targets", "deadline"), lambda r: (r["year"], r["year"])),
            ("status", self.label("targets", "progress"), lambda r: coded("progress", r["status"])),
        ]
        return [choice(name, label, (show(row) for row in promises)) for name, label, show in by]

    def _subjects(self) -> None:
        Subjects(self.library, self.kept, self.page, self.writer.add).write()
        lists: dict[str, tuple[str, Filters]] = {
            "places": ("promises DESC, points DESC, place", []),
            "bodies": (
                "duties + promises DESC, documents DESC, organisation_id",
                [("area", Label("地区", "Place"), lambda r: (r["area"], r["area"]))],
            ),
            "indicators": ("is_registered = 'true' DESC, promises + points DESC, indicator_id", []),
        }
        keys = {"places": "place", "bodies": "organisation_id", "indicators": "indicator_id"}
        for name, (order, by) in lists.items():
            self.lists.write(name, f"{name}.html", Query(f"SELECT * FROM made.{name}", order), keys[name], by)

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
        first_runs = list(self.library.rows(f"FROM read_csv({literal(FIRST_RUNS)}, all_varchar = true, header = true)"))
        self.page(
            "method/index.html", "method.html", certainty=certainty, licences=list(licences), first_runs=first_runs
        )

    def _search(self) -> None:
        """Write the index of search."""
        record = self.kept.state.with_name(f"{self.kept.state.stem}-search.parquet")
        index = search.Index(self.library, self.kept, record, print_of(code()))
        index.write(finds.kinds(list(self.releases.values())), self.writer.add)


def _runs(rows: list[Row], column: str) -> list[tuple[str | None, list[Row]]]:
    """Give rows that stand together and have the same value, with it."""
    return [(value, list(held)) for value, held in groupby(rows, lambda row: row[column])]
