"""From the register of the specimens to releases: once, again, elsewhere, after one document changed, after a kill.

All that starts from the home of the first run stands in this file, so that it is published once (`--dist loadfile`).
"""

from __future__ import annotations

import csv
import shutil
import signal
from pathlib import Path

import pytest
from frictionless import Package

from tests.end_to_end.conftest import COMMAND, SECONDS, Ended, Gongbao, bytes_of, start, wait_for

PACKAGES = ("policies", "targets", "tables", "reference")
N_SOURCES = 5


def rows(home: Path, package: str, table: str) -> list[dict[str, str]]:
    newest = max((home / "dist" / package).glob("[0-9]*"))
    with (newest / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_the_first_run_reads_everything_and_releases_every_package(first: tuple[Path, Ended]) -> None:
    home, ended = first
    assert ended.code == 0, ended.err + ended.out
    said = ended.json()
    assert said["sources"] == {"read": N_SOURCES, "reused": 0, "quarantined": 0}
    assert {r["package"]: (r["version"], r["released"]) for r in said["releases"]} == dict.fromkeys(
        PACKAGES, ("1.0.0", True)
    )
    assert said["issues"]["error"] == 0
    assert (home / "dist" / "index.html").is_file()


@pytest.mark.parametrize("package", PACKAGES)
def test_frictionless_finds_every_release_valid(first: tuple[Path, Ended], package: str) -> None:
    report = Package(first[0] / "dist" / package / "1.0.0" / "datapackage.json").validate()
    assert report.valid, report.flatten(["type", "title", "note"])
    assert report.stats["warnings"] == 0


@pytest.mark.parametrize("package", PACKAGES)
def test_every_table_of_the_contract_has_rows(first: tuple[Path, Ended], package: str) -> None:
    release = first[0] / "dist" / package / "1.0.0" / "data"
    empty = [path.name for path in sorted(release.glob("*.csv")) if len(path.read_text("utf-8").splitlines()) < 2]
    # Nobody has corrected the specimens yet: the table is there all the same.
    assert [name for name in empty if name != "corrections.csv"] == []


def test_every_quote_stands_in_the_text_of_its_document(first: tuple[Path, Ended]) -> None:
    home, _ = first
    sections: dict[str, str] = {}
    for row in rows(home, "policies", "sections"):
        sections[row["document_id"]] = sections.get(row["document_id"], "") + (row["heading"] or "") + row["text"]

    def bare(text: str) -> str:
        return "".join(text.split())

    targets = rows(home, "targets", "targets")
    assert targets
    lost = [row["target_id"] for row in targets if bare(row["quote"]) not in bare(sections[row["document_id"]])]
    assert lost == []


def test_a_second_run_reads_and_releases_nothing(gongbao: Gongbao, specimens: Path, first: tuple[Path, Ended]) -> None:
    home, _ = first
    published = bytes_of(home / "dist")
    ended = gongbao("publish", "--register", specimens, "--home", home, "--json")
    said = ended.json()
    assert said["sources"] == {"read": 0, "reused": N_SOURCES, "quarantined": 0}
    assert [r["released"] for r in said["releases"]] == [False] * len(PACKAGES)
    assert bytes_of(home / "dist") == published


def test_another_home_gives_the_same_bytes(
    gongbao: Gongbao, specimens: Path, first: tuple[Path, Ended], tmp_path: Path
) -> None:
    ended = gongbao("publish", "--register", specimens, "--home", tmp_path, TZ="Pacific/Auckland", LC_ALL="C")
    assert ended.code == 0, ended.err
    ours, theirs = bytes_of(first[0] / "dist"), bytes_of(tmp_path / "dist")
    assert sorted(ours) == sorted(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []


def test_one_changed_document_is_one_document_read(
    gongbao: Gongbao, specimens: Path, first: tuple[Path, Ended], tmp_path: Path
) -> None:
    home, register = tmp_path / "home", tmp_path / "seeds" / "sources.csv"
    shutil.copytree(first[0], home)
    shutil.copytree(specimens.parent, register.parent)
    with register.open(encoding="utf-8", newline="") as handle:
        sources = list(csv.DictReader(handle))
    plain = next(row for row in sources if row["path"].endswith(".txt"))
    plain["sha256"] = ""
    with register.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, sources[0])
        writer.writeheader()
        writer.writerows(sources)
    document = register.parent / plain["path"]
    document.write_text(document.read_text("utf-8") + "\n（七）建立台账。每年公布一次进展。\n", encoding="utf-8")
    said = gongbao("publish", "--register", register, "--home", home, "--json").json()
    assert said["sources"] == {"read": 1, "reused": N_SOURCES - 1, "quarantined": 0}
    released = {r["package"]: r["version"] for r in said["releases"] if r["released"]}
    assert "policies" in released
    assert "reference" not in released
    # A record and a file for each source, none of the version before.
    for folder in ("content", "facts"):
        assert len(list((home / folder).iterdir())) == 2 * N_SOURCES
        assert (
            len({path.name for path in (home / folder).iterdir()} - {p.name for p in (first[0] / folder).iterdir()})
            == 2
        )


def test_what_cannot_be_had_costs_itself_only(gongbao: Gongbao, specimens: Path, tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    shutil.copytree(specimens.parent, folder)
    register = folder / "sources.csv"
    text = register.read_text("utf-8")
    with register.open(encoding="utf-8", newline="") as handle:
        [gazette] = [row for row in csv.DictReader(handle) if "gazette" in row["source_id"]]
    text = text.replace(gazette["sha256"], "0" * 64)
    text += "gone,yunchuan,gone.pdf,,,,,,,\nbroken,yunchuan,broken.pdf,,,,,,,\n"
    register.write_text(text, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n" + b"\x00" * 400)
    home = tmp_path / "home"
    ended = gongbao("publish", "--register", register, "--home", home, "--json")
    assert ended.code == 0, ended.err
    status = {row["source_id"]: row["status"] for row in rows(home, "policies", "sources")}
    quarantined = {name for name, value in status.items() if value == "quarantined"}
    assert quarantined == {gazette["source_id"], "gone", "broken"}
    issues = gongbao("issues", "--home", home, "--severity", "error", "--json").json()
    found = {row["source_id"]: row["type"] for row in issues if row["source_id"] in quarantined}
    assert found == {gazette["source_id"]: "wrong_hash", "gone": "missing_file", "broken": "not_read"}


def test_after_a_kill_the_next_run_goes_on_and_an_interrupt_ends_a_run(
    gongbao: Gongbao, project: Path, specimens: Path, first: tuple[Path, Ended], tmp_path: Path
) -> None:
    """Both come while a package is being written."""
    home, log = tmp_path / "home", tmp_path / "log"
    shutil.copytree(first[0], home)
    published = bytes_of(home / "dist")
    command: list[str | Path] = [COMMAND, "publish", "--register", specimens, "--home", home]

    releases = home / "state" / "releases.json"
    releases.unlink()  # as if they had never been written: the packages are made, and found to stand already
    killed = start(command, project, log)
    wait_for(lambda: list((home / "releasing").glob("*/.staging-*")), killed, log)
    killed.kill()
    assert killed.wait(SECONDS) == -signal.SIGKILL

    shutil.rmtree(next((home / "releasing").glob("*/.staging-*")))
    releases.unlink(missing_ok=True)
    ended = start(command, project, log)
    wait_for(lambda: list((home / "releasing").glob("*/.staging-*")), ended, log)
    ended.send_signal(signal.SIGTERM)
    assert ended.wait(SECONDS) == 1
    assert "interrupted; what is published is whole" in log.read_text("utf-8")
    assert " had died; it is marked failed now." in log.read_text("utf-8")
    # The run ended there: no package after the one that was being written.
    assert sum("_package" in line and " s  " in line for line in log.read_text("utf-8").splitlines()) == 1

    again = gongbao("publish", "--register", specimens, "--home", home, "--json")
    assert again.code == 0, again.err + again.out
    assert again.json()["cleared_runs"] == []
    assert bytes_of(home / "dist") == published
