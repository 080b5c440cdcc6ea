"""The command line `gongbao`: one command a thing that a person wants; the work is done in the rooms."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from pipelines.doctor import command as doctor
from pipelines.home import PROJECT, Home
from pipelines.issues import SEVERITIES, read_issues
from pipelines.options import home_option, outside_option, registers_of
from pipelines.show import command as show
from pipelines.withdrawing import command as withdraw
from transform.language.legible import legible

SCHEMA = PROJECT / "seeds" / "schemas" / "sources.schema.json"

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output, for programs.")


def fail(message: str) -> NoReturn:
    """End with exit code 1 and a message on standard error."""
    raise click.ClickException(message)


def say_json(value: object) -> None:
    """Print JSON that a person can still read."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="gongbao")
def main() -> None:
    """Read what Chinese governments publish about their plans, and release it as open data."""


@main.command()
@click.option(
    "--register",
    "registers",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Source register (CSV); may be given several times.  [default: seeds/sources.csv]",
)
@home_option
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="ID",
    help="Take and read only this source; the others stay as they were last read. May be given several times.",
)
@click.option(
    "--collection",
    "collections",
    multiple=True,
    metavar="NAME",
    help="Take and read only the sources of this collection; the others stay. May be given several times.",
)
@click.option(
    "--accept",
    multiple=True,
    metavar="TABLE",
    help="Release although this table loses more rows than expected. May be given several times.",
)
@click.option("--force", is_flag=True, help="Do everything anew, also where nothing changed.")
@outside_option
@click.option(
    "--dry-run", is_flag=True, help="Everything but the release: say what would be released, and how it differs."
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write what the run did to this file too: JSON where it ends in .json, else Markdown.",
)
@json_option
def publish(
    registers: tuple[Path, ...],
    home: Path,
    sources: tuple[str, ...],
    collections: tuple[str, ...],
    accept: tuple[str, ...],
    force: bool,
    allow_outside: bool,
    dry_run: bool,
    report: Path | None,
    as_json: bool,
) -> None:
    """Run the whole pipeline: register → snapshots → content → facts → checks → releases, catalogue and site.

    What has not changed is not done again, and where nothing changed nothing is released. A source that cannot be had
    or read is quarantined, as is a row of a register that has a fault: `gongbao issues` says why.
    """
    from pipelines.sources import RegisterError
    from pipelines.sources import read as read_sources

    files = registers_of(registers)
    try:
        found = read_sources(files, SCHEMA, allow_outside=allow_outside)
    except RegisterError as error:
        fail(f"the register cannot be used.\n{error}")
    known = found.sources
    for fault in found.faults:
        click.secho(str(fault), err=True, fg="yellow")
    if unknown := sorted(set(sources) - {source.source_id for source in known}):
        fail(f"no such source in the register: {', '.join(unknown)}.")
    if unknown := sorted(set(collections) - {source.collection for source in known}):
        fail(f"no such collection in the register: {', '.join(unknown)}.")
    from pipelines.instance import InstanceError
    from pipelines.lock import HomeIsHeld

    place = Home(home.resolve())
    settings = {
        "home": str(place.root),
        "registers": [str(path) for path in files],
        "sources": list(sources),
        "collections": list(collections),
        "accept": list(accept),
        "force": force,
        "allow_outside": allow_outside,
        "dry_run": dry_run,
    }
    try:
        _publish(place, settings, as_json, report)
    except HomeIsHeld as held:
        fail(f"{held} Wait for it, or give another --home.")
    except InstanceError as error:
        fail(str(error))


def _publish(place: Home, settings: dict[str, Any], as_json: bool, report: Path | None) -> None:
    from pipelines import progress, summary
    from pipelines.run import run_publish

    with progress.showing(quiet=as_json):
        result = run_publish(place, settings)
    told = summary.summary_of(result, place, dry_run=settings["dry_run"])
    if report is not None:
        try:
            summary.write(told, report)
        except OSError as error:
            click.secho(f"{report} cannot be written: {error.strerror}", err=True, fg="red")
    if as_json:
        say_json(told)
    else:
        for line in summary.lines(told, place):
            click.echo(line)
        for failure in told["failures"]:
            click.secho(legible(f"{failure['step']}: {failure['message']}"), err=True, fg="red")
        if told["dry_run"]:
            click.echo("Dry run: nothing was released.")
        elif told["success"]:
            click.echo(f"Published in {place.dist}")
    if result.failures:
        sys.exit(1)


@main.command()
@click.argument("documents", nargs=-1, required=True, metavar="FILE_OR_URL...")
@click.option("--collection", default="added", show_default=True, help="The collection that the documents belong to.")
@click.option(
    "--register", type=click.Path(path_type=Path), help="The register to add to.  [default: seeds/sources.csv]"
)
@outside_option
@home_option
@json_option
def add(
    documents: tuple[str, ...],
    collection: str,
    register: Path | None,
    allow_outside: bool,
    home: Path,
    as_json: bool,
) -> None:
    """Put documents into a register, a row each, with what can be read of them: title, publisher, date, hash.

    A document that stands there already, by its hash or its address, is left alone. A file that does not lie below the
    register's folder is copied to documents/ there; with --allow-outside the row names it where it lies.
    """
    from extract.errors import Unreadable
    from pipelines.adding import add_documents
    from pipelines.sources import RegisterError

    [file, *_] = registers_of([register] if register else [])
    try:
        added = add_documents(documents, collection, file, SCHEMA, Home(home.resolve()), allow_outside=allow_outside)
    except (RegisterError, Unreadable) as error:
        fail(f"{error}\nNothing was added.")
    if as_json:
        say_json(added)
    else:
        for row in added:
            how = ", withdrawn" if row.get("status") else ""
            what = (
                f"stands there already as {row['source_id']}{how}" if row["known"] else f"added as {row['source_id']}"
            )
            what += f", copied to {row['path']}" if row.get("copied") else ""
            click.echo(legible(f"{row['document']}: {what}" + (f" — {row['title']}" if row["title"] else "")))


@main.command()
@click.argument("path")
@outside_option
@click.option(
    "--allow-host",
    "allow_hosts",
    multiple=True,
    help="A host in a private network that data may be fetched from; that of a URL itself may be.  [repeatable]",
)
@json_option
def validate(path: str, allow_outside: bool, allow_hosts: tuple[str, ...], as_json: bool) -> None:
    """Validate a source register (.csv), a package directory, a datapackage.json, or a URL of one.

    Data that a descriptor names by address are fetched and validated too. Exit code 1 where there are errors.
    """
    if path.endswith(".csv") and not path.startswith(("http://", "https://")):
        from pipelines.register_faults import stops
        from pipelines.sources import check_references, check_register

        faults = check_register(Path(path), SCHEMA, allow_outside=allow_outside)
        errors = [str(fault) for fault in faults if fault.costs != "nothing"]
        warnings = [str(fault) for fault in faults if fault.costs == "nothing"]
        if not stops(faults):
            errors += check_references(Path(path), SCHEMA, allow_outside=allow_outside)
        report: dict[str, Any] = {"valid": not errors, "path": path, "errors": errors, "warnings": warnings}
        text = "\n".join(errors + warnings)
    else:
        from tempfile import TemporaryDirectory

        from catalog.remote import is_address
        from catalog.validate import validate as validate_package
        from pipelines.fetching import fetcher

        with TemporaryDirectory(prefix="gongbao-") as folder:
            asked = path if is_address(path) else ""
            found = validate_package(path, fetch=fetcher(Path(folder), allow_hosts, asked=asked))
        report, text = {"path": path, **found.to_json()}, found.render()
    if as_json:
        say_json(report)
    elif text:
        click.echo(text)
    if not report["valid"]:
        sys.exit(1)
    if not as_json:
        click.secho(f"{path}: valid", fg="green")


@main.command()
@click.argument("package")
@click.argument("old")
@click.argument("new")
@home_option
@json_option
def diff(package: str, old: str, new: str, home: Path, as_json: bool) -> None:
    """Say what changed between two releases of PACKAGE: OLD and NEW are versions under dist/, or directories."""
    from catalog.difference import compare

    def place(version: str) -> Path:
        for folder in (Home(home.resolve()).dist / package / version, Path(version)):
            if (folder / "datapackage.json").is_file():
                return folder
        fail(f"there is no release {version} of {package} under {home}/dist, nor a directory of that name.")

    difference = compare(place(old), place(new))
    if as_json:
        say_json(difference.to_json())
    else:
        click.echo(difference.render())


@main.command()
@click.option(
    "--severity", type=click.Choice(SEVERITIES), multiple=True, help="Only these; may be given several times."
)
@click.option("--source", "source_id", metavar="ID", help="Only those of this source.")
@home_option
@json_option
def issues(severity: tuple[str, ...], source_id: str | None, home: Path, as_json: bool) -> None:
    """List what could not be read, resolved or trusted, and where."""
    try:
        found = read_issues(Home(home.resolve()))
    except FileNotFoundError:
        fail(f"nothing has been published in {home}. Run `gongbao publish --home {home}` first.")
    rows = [
        row
        for row in found
        if (not severity or row["severity"] in severity) and (source_id is None or row["source_id"] == source_id)
    ]
    if as_json:
        say_json(rows)
        return
    colours = {"error": "red", "warning": "yellow", "info": None}
    for row in rows:
        place = " ".join(
            str(part)
            for part in (row["source_id"], row["document_id"], row["page"] and f"p. {row['page']}", row["row_id"])
            if part
        )
        label = click.style(f"{row['severity']:<8}", fg=colours[row["severity"]])
        click.echo(label + legible(f"{row['type']}  {place}") + f"\n        {legible(row['message'])}")
    click.echo(f"{len(rows)} issues.")


@main.command()
@home_option
@click.option("--serve", is_flag=True, help="Show it on localhost until Ctrl-C.")
@click.option("--port", default=8000, show_default=True, help="Port of --serve.")
@click.option("--base-url", default="", envvar="GONGBAO_BASE_URL", help="Where dist/ will stand on the web.")
@click.option("--contact", default="", envvar="GONGBAO_CONTACT", help="Whom readers write to: mail or a page.")
@click.option(
    "--sql",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="GONGBAO_SQL",
    help="Folder of the npm package @duckdb/duckdb-wasm: adds a page that runs SQL in the browser.",
)
def site(home: Path, serve: bool, port: int, base_url: str, contact: str, sql: Path | None) -> None:
    """Build the catalogue site from the releases."""
    from uuid import uuid4

    from catalog.contact import NoContact
    from catalog.site import SiteError
    from catalog.site import serve as serve_folder
    from pipelines.lock import HomeIsHeld, hold
    from pipelines.releasing import finish
    from pipelines.standing import build_site

    place = Home(home.resolve())
    dist = place.dist
    if not any(dist.glob("*/index.json")):
        fail(f"there are no releases in {dist}. Run `gongbao publish --home {home}` first.")
    try:
        # Held, and remembered: a run would else write its site under the hands of this one, or take this one's for its own.
        with hold(place, str(uuid4()), "gongbao site"):
            finish(place)
            done = build_site(place, base_url, contact, sql)
    except HomeIsHeld as held:
        fail(f"{held} Wait for it.")
    except (SiteError, NoContact) as error:
        fail(f"{error}.")
    click.echo(f"{done.pages} pages in {dist}, {done.changed} written anew.")
    if serve:
        serve_folder(dist, port)


main.add_command(show)
main.add_command(doctor)
main.add_command(withdraw)
