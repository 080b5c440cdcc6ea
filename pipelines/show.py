"""The command `gongbao show`: one document with every fact over its text and how it was derived, to debug a rule.

A file is read and parsed on the spot; a document of a home is shown as the last run left it, or parsed again with the
rules as they are now. What stands over what is found in `transform.explain`; here it is printed.
"""

from __future__ import annotations

import base64
import difflib
import hashlib
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from pipelines.home import PROJECT, Home
from pipelines.options import home_option
from transform.language.legible import legible

if TYPE_CHECKING:
    from transform.explain import Explained, Fact, Line, Told
    from transform.schema import Row, Rows

COLOURS = {
    "measure": "bold blue",
    "responsibility": "cyan",
    "target": "black on green",
    "observation": "black on yellow",
    "incentive": "black on magenta",
    "citation": "underline blue",
    "number": "dim underline",
    "candidate": "black on bright_black",
    "unexplained": "bold white on red",
}
"""The style of a kind on a terminal; others have `OTHER`."""
OTHER = "black on cyan"
OPEN = ("candidate", "unexplained")
"""Numbers that are told one by one though they became no fact: those that nearly did, and those that no rule understood."""
OWN = [PROJECT / "seeds" / "reference"]
"""The registers that a file of no home is read with."""


@click.command("show")
@click.argument("document", metavar="DOCUMENT_OR_SOURCE_OR_FILE")
@home_option
@click.option(
    "--kind",
    "kinds",
    metavar="KIND",
    multiple=True,
    help="Only facts of this kind (target, number, candidate, unexplained, …), with their paragraphs; may be given several "
    "times.",
)
@click.option("--anew", is_flag=True, help="Parse a published document again, with the rules as they are now.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write a page to this file instead.")
@click.option("--page", "number", type=click.IntRange(min=1), default=1, help="With --draw: the page of the file.")
@click.option(
    "--draw",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a page of a PDF file as a picture (.png) instead: what we read on it, beside what pdfplumber reads.",
)
def command(
    document: str,
    home: Path,
    kinds: tuple[str, ...],
    anew: bool,
    html: Path | None,
    number: int,
    draw: Path | None,
) -> None:
    """Show every fact of a document over its text, with its derivation: the rules from the decision down to the number,
    the words that gave each part, how sure it is, what else it nearly was. Numbers that were nearly a fact (candidates)
    are told too; those without a role are red.

    The document is named by its id, by its source's id (all documents of a gazette issue), or by a file, which need
    stand in no register.
    """
    # Here, not above, as everywhere in this file: every command loads this module, and few need the grammar.
    from transform import facts
    from transform.explain import explain

    told = kinds_of_facts()
    if unknown := sorted(set(kinds) - {*told, *OPEN}):
        raise click.BadParameter(
            f"there is no {unknown[0]}; there are {', '.join((*told, *OPEN))}", param_hint="--kind"
        )
    path = Path(document)
    if draw is not None:
        _draw(path, number, draw)
        return
    rows, registers = _of_file(path) if path.is_file() else _of_home(document, Home(home.resolve()), anew)
    shown = list(explain(rows, told, facts.lexicon(tuple(map(str, registers)))))
    if kinds:
        shown = [found.only(lambda f: f.kind in kinds or style_of([f]) in kinds) for found in shown]
    if document in {found.document["document_id"] for found in shown}:
        shown = [found for found in shown if found.document["document_id"] == document]
    open_issues = [row for row in rows["issues"] if row["document_id"] is None]
    if html is not None:
        html.parent.mkdir(parents=True, exist_ok=True)
        html.write_text(page(shown, open_issues), encoding="utf-8")
        click.echo(f"{_count(shown)} facts in {html}")
        return
    console = Console(highlight=False, markup=False, emoji=False)
    for row in open_issues:
        console.print(_issue(row))
    for found in shown:
        print_to(console, found)


def _draw(path: Path, number: int, out: Path) -> None:
    """Write a page of a file as a picture."""
    from extract.content import Content
    from extract.errors import Unreadable
    from extract.files.draw import draw
    from extract.guard.process import read_guarded

    if not path.is_file():
        raise click.ClickException(f"there is no file {path} to draw a page of.")
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content.parquet"
        outcome = read_guarded(path, content, second_reader=False)
        if outcome.status != "read":
            raise click.ClickException(f"{outcome.reason} {outcome.advice or ''}".strip())
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            draw(path, number, Content.read(content), out)
        except Unreadable as error:
            raise click.ClickException(f"{error.reason} {error.advice}") from None
    click.echo(f"Page {number} in {out}: on the left what we read, on the right what pdfplumber reads")


def kinds_of_facts() -> dict[str, Told]:
    """Give what is told of each kind of fact: what its definition says, then what only the models use."""
    from catalog.package import facts
    from transform.explain import Told
    from transform.schema import TABLES

    kinds: dict[str, Told] = {}
    for kind, (_, table) in facts().items():
        read, published = TABLES[table.name], {f.name for f in table.fields}
        says = [f.name for f in table.says if f.name in read] + [name for name in read if name not in published]
        kinds[kind] = Told(table.name, table.primary_key[0] if len(table.primary_key) == 1 else None, tuple(says))
    return kinds


def _of_file(path: Path) -> tuple[Rows, list[Path]]:
    """Read and parse a file within the limits that every document has; give its rows and the registers used."""
    from extract.guard.process import read_guarded
    from transform import facts
    from transform.document.model import SourceInfo
    from transform.identity import slug

    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content.parquet"
        outcome = read_guarded(path, content)
        if outcome.status != "read":
            raise click.ClickException(f"{path.name}: {outcome.reason} {outcome.advice or ''}".strip())
        source = SourceInfo(slug(path.stem) or "document", media_type=outcome.media_type)
        rows = facts.parse(content, source, OWN)
    said: list[Row] = [
        {"document_id": None, "type": i.type, "severity": i.severity, "message": i.message, "page": i.page}
        for i in outcome.issues
    ]
    return rows | {"issues": said + rows["issues"]}, OWN


def _of_home(name: str, home: Home, anew: bool) -> tuple[Rows, list[Path]]:
    """Find a source, or the source of a document, among what a run left; `anew` parses its content again.

    Give its rows, and the registers that the home's sources use.
    """
    stored: dict[str, dict[str, Any]] = {row["source_id"]: row for row in home.recall("facts") or [] if row["path"]}
    if not stored:
        raise click.ClickException(
            f"{name} is no file, and nothing has been published in {home.root}. Run `gongbao publish` first."
        )
    names: list[str] = list(stored)
    chosen = stored.get(name)
    for row in stored.values() if chosen is None else ():
        documents = [str(found["document_id"]) for found in _stored(Path(row["path"]), ("documents",))["documents"]]
        names += documents
        if name in documents:
            chosen = row
            break
    if chosen is None:
        close = difflib.get_close_matches(name, list(dict.fromkeys(names)), n=3, cutoff=0.5)
        advice = f"Did you mean {' or '.join(close)}?" if close else f"There are {', '.join(sorted(names)[:12])}."
        raise click.ClickException(f"{name} is neither a file nor a document or source in {home.root}. {advice}")
    from pipelines.sources import reference_folders, remembered
    from transform.schema import TABLES

    registers = [*reference_folders(remembered(home))]
    rows = _parsed_anew(chosen["source_id"], home) if anew else _stored(Path(chosen["path"]), tuple(TABLES))
    return rows, registers


def _stored(path: Path, tables: tuple[str, ...]) -> Rows:
    import pyarrow.parquet as pq

    rows: Rows = {table: [] for table in tables}
    for row in pq.read_table(path, filters=[("table", "in", tables)]).to_pylist():
        rows[row["table"]].append(json.loads(row["row"]))
    return rows


def _parsed_anew(source_id: str, home: Home) -> Rows:
    from pipelines.sources import reference_folders, remembered
    from transform import facts
    from transform.document.model import SourceInfo

    sources = {source.source_id: source for source in remembered(home)}
    content = next(row for row in home.recall("content") if row["source_id"] == source_id)
    source = SourceInfo(**sources[source_id].info_fields(), media_type=content["media_type"])  # type: ignore[arg-type]
    return facts.parse(Path(content["path"]), source, reference_folders(sources.values()))


def _count(shown: Sequence[Explained]) -> int:
    return sum(len(line.facts) for found in shown for line in found.lines) + sum(len(f.in_tables) for f in shown)


def style_of(over: Sequence[Fact]) -> str:
    """Give the kind that colours a piece: an unexplained number before all, else a fact, else a number that nearly was one.

    Of facts the one of the shortest span; a number that became a fact is coloured as the fact.
    """
    if any(fact.is_unexplained for fact in over):
        return "unexplained"
    kinds = [fact.kind for fact in over if fact.kind != "number"]
    # A candidate inside the words of a fact is still one.
    kinds = ["candidate"] if over and over[0].is_candidate else kinds
    return kinds[0] if kinds else "number"


def print_to(console: Console, found: Explained) -> None:
    """Print one document: what it is, each paragraph coloured with its facts below, the facts of tables, the issues."""
    console.rule(Text(legible(str(found.document["title"])), style="bold"))
    console.print(Text(legible(" · ".join(f"{name} {value}" for name, value in head(found))), style="dim"))
    console.print(Text.assemble(*(part for kind in legend(found) for part in ((kind, COLOURS.get(kind, OTHER)), " "))))
    for line in found.lines:
        console.print()
        console.print(_paragraph(line))
        for fact in line.facts:
            if is_told(fact):
                print_fact(console, fact)
        numbers = [fact for fact in line.facts if not is_told(fact)]
        if numbers:
            told = " · ".join(f"{' '.join(value for _, value in fact.says[:2])} {fact.rule}" for fact in numbers)
            console.print(Padding(Text(f"numbers  {legible(told)}", style="dim"), (0, 0, 0, 4)))
    if found.in_tables:
        console.print()
        console.print(Text("Facts of tables", style="bold"))
    for fact in found.in_tables:
        print_fact(console, fact)
    if found.issues:
        console.print()
    for row in found.issues:
        console.print(_issue(row))


def is_told(fact: Fact) -> bool:
    """Say whether a fact is told by itself; numbers that are understood and were nothing else nearly stand together."""
    return fact.kind != "number" or style_of([fact]) in OPEN


def legend(found: Explained) -> list[str]:
    """Give the kinds that are marked."""
    return [*found.counts, *OPEN]


def parts(fact: Fact) -> list[tuple[str, str, str]]:
    """Give how a fact was derived, line by line: what, the words, the rule; the signs around it as one line, last the others.

    `not` tells what its number nearly was, with the reason instead of a rule.
    """
    given = [(slot.name, slot.words, slot.rule) for slot in fact.derivation if slot.name != "sign"]
    signs = [f"{slot.words} ({slot.rule})" for slot in fact.derivation if slot.name == "sign"]
    return [*given, *([("signs", " ".join(signs), "")] if signs else []), *(("not", *other) for other in fact.instead)]


def head(found: Explained) -> list[tuple[str, str]]:
    """Give what is known of the document itself, field by field, then how many facts of each kind it has."""
    names = (
        "document_id",
        "kind",
        "genre",
        "speech",
        "document_number",
        "issued_on",
        "published_on",
        "effective_from",
        "effective_to",
    )
    known = [(name, str(found.document[name])) for name in (*names, "area") if found.document.get(name)]
    if found.issuers:
        known.append(("issuers", "、".join(found.issuers)))
    counted = [(f"{kind}:", str(count)) for kind, count in found.counts.items() if count]
    return [*known, *counted, ("unexplained:", str(found.unexplained))]


def _paragraph(line: Line) -> Text:
    made = Text(f"[p.{line.page}]" if line.page else "", style="bold" if line.is_heading else "")
    for piece in line.pieces:
        style = COLOURS.get(style_of(piece.facts), OTHER) if piece.facts else ""
        made.append(legible(piece.text), style=style)
    return made


def print_fact(console: Console, fact: Fact) -> None:
    """Print one fact: what was read, then the words that gave each part of it."""
    console.print(_fact_line(fact))
    for name, words, rule in parts(fact):
        made = Text.assemble((f"{name:<10} ", "dim"), legible(words), (f"  {legible(rule)}" if rule else "", "dim"))
        console.print(Padding(made, (0, 0, 0, 8)))


def _fact_line(fact: Fact) -> Padding:
    name = style_of([fact])
    made = Text.assemble((name, COLOURS.get(name, OTHER)), (f" {fact.rule}" if fact.rule else "", "bold"))
    for field_name, value in fact.says:
        made.append(f"  {field_name} ", style="dim").append(legible(value))
    if fact.place:
        made.append(f"  {legible(fact.place)}", style="dim")
    if fact.id:
        made.append(f"  {fact.id.rpartition('.')[2]}", style="dim")
    return Padding(made, (0, 0, 0, 4))


def _issue(row: Row) -> Text:
    return Text(f"{row['severity']} {row['type']}: {legible(str(row['message']))}", style="red")


def page(shown: Sequence[Explained], issues: Sequence[Row]) -> str:
    """Give one HTML page that loads nothing and runs nothing; whatever a document holds stays text.

    The policy in the page allows the page's own style by its hash, and nothing else.
    """
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["told_alone"] = is_told
    environment.filters["legible"] = lambda value: legible(str(value))
    style = (Path(__file__).parent / "show.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template("show.html.j2").render(
        shown=shown,
        issues=issues,
        style=style,
        digest=digest,
        style_of=style_of,
        parts=parts,
        head=head,
        kinds=legend(shown[0]) if shown else [],
    )
