"""The command line: help, clear words and exit codes, JSON for programs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines.cli import main
from pipelines.home import Home
from pipelines.lock import hold

COMMANDS = ("publish", "add", "validate", "diff", "issues", "show", "site", "doctor")
HEADER = "source_id,collection,path,url,title,publisher,published_on,licence,sha256\n"


def gongbao(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(part) for part in arguments])


def test_help_names_every_command() -> None:
    said = gongbao("--help")
    assert said.exit_code == 0
    assert all(f"\n  {command} " in said.output for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    said = gongbao(command, "--help")
    assert said.exit_code == 0
    assert said.output.startswith(f"Usage: main {command}")


def test_help_does_not_wait_for_dagster(project: Path) -> None:
    code = "import sys; import pipelines.cli; sys.exit('dagster' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=project, check=False).returncode == 0


@pytest.mark.parametrize("arguments", [("publish", "--register"), ("validate",)])
def test_a_register_with_faults_ends_with_all_of_them(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    register = tmp_path / "sources.csv"
    register.write_text(HEADER + "Plan,c,plan.pdf,,,,,,\nb,c,,,,,,,\n", encoding="utf-8")
    said = gongbao(*arguments, register, *(("--home", tmp_path / "home") if "publish" in arguments else ()))
    assert said.exit_code == 1
    assert f"{register}:2: source_id: " in said.output
    assert f"{register}:3: path: " in said.output
    assert not (tmp_path / "home").exists()


def test_validate_also_looks_at_the_files_of_a_register(tmp_path: Path) -> None:
    (tmp_path / "here.txt").write_text("云川市", encoding="utf-8")
    register = tmp_path / "sources.csv"
    register.write_text(HEADER + f"a,c,gone.txt,,,,,,\nb,c,here.txt,,,,,,{'0' * 64}\n", encoding="utf-8")
    said = gongbao("validate", register, "--json")
    assert said.exit_code == 1
    report = json.loads(said.output)
    assert report["valid"] is False
    first, second = report["errors"]
    assert f"{register}:2: path: there is no file" in first
    assert f"{register}:3: sha256: " in second


def test_validate_also_looks_at_the_reference_registers_of_its_collections(tmp_path: Path) -> None:
    (tmp_path / "here.txt").write_text("云川市", encoding="utf-8")
    (tmp_path / "collections.yaml").write_text("c: {reference: named}\n", encoding="utf-8")
    register = tmp_path / "sources.csv"
    register.write_text(HEADER + "a,c,here.txt,,,,,,\n", encoding="utf-8")
    named = tmp_path / "named"
    named.mkdir()
    (named / "organisations.csv").write_text(
        "organisation_id,name,short_name,kind,area_code,parent_id\nyc-sw,云川市商务局,市商务局,department,,\n",
        encoding="utf-8",
    )
    aliases = named / "organisation_aliases.csv"
    aliases.write_text("alias,organisation_id\n云川市商务委,yc-sw\n", encoding="utf-8")
    assert gongbao("validate", register).exit_code == 0
    aliases.write_text("alias,organisation_id\n云川市商务委,yc-sw\n市商务局,yc-sw\n", encoding="utf-8")
    said = gongbao("validate", register, "--json")
    assert said.exit_code == 1
    (error,) = json.loads(said.output)["errors"]
    assert error.startswith(f"{aliases}:3: alias: “市商务局” is a name of yc-sw")


def test_validate_says_that_a_register_is_valid(seeds: Path) -> None:
    said = gongbao("validate", seeds / "sources.csv")
    assert said.exit_code == 0
    assert said.output.endswith("sources.csv: valid\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("issues",), "nothing has been published"),
        (("site",), "there are no releases"),
        (("diff", "policies", "1.0.0", "1.1.0"), "there is no release 1.0.0 of policies"),
    ],
)
def test_an_empty_home_is_told(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    said = gongbao(*arguments, "--home", tmp_path)
    assert said.exit_code == 1
    assert words in said.output


def test_a_document_is_added_once(tmp_path: Path, seeds: Path) -> None:
    document = next((seeds / "specimens").glob("*plan-page.html"))
    register = tmp_path / "register" / "sources.csv"
    arguments = ("add", document, "--collection", "yunchuan", "--register", register, "--home", tmp_path / "home")
    first = gongbao(*arguments, "--json")
    assert first.exit_code == 0, first.output
    [row] = json.loads(first.output)
    assert row["source_id"] == "yunchuan-plan-page"
    assert row["title"]
    assert gongbao("validate", register).exit_code == 0
    written = register.read_bytes()
    again = gongbao(*arguments)
    assert "stands there already as yunchuan-plan-page" in again.output
    assert register.read_bytes() == written


@pytest.mark.parametrize("allowed", [False, True])
def test_a_file_from_elsewhere_is_copied_beside_the_register(tmp_path: Path, allowed: bool) -> None:
    document, register = tmp_path / "elsewhere" / "plan.txt", tmp_path / "register" / "sources.csv"
    document.parent.mkdir()
    document.write_text("云川市驿站方案", encoding="utf-8")
    arguments = ("add", document, "--register", register, "--home", tmp_path / "home")
    said = gongbao(*arguments, *(["--allow-outside"] if allowed else []))
    assert said.exit_code == 0, said.output
    copies = [path.name for path in register.parent.rglob("*.txt")]
    assert copies == ([] if allowed else ["plan.txt"])
    assert ("copied to documents/plan.txt" in said.output) is not allowed
    assert gongbao("validate", register).exit_code == (1 if allowed else 0)
    assert gongbao("validate", register, "--allow-outside").exit_code == 0


def test_adding_what_is_no_file_changes_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    for document in (tmp_path / "pipe.pdf", "/proc/version", tmp_path):
        said = gongbao("add", document, "--register", tmp_path / "sources.csv", "--home", tmp_path / "home")
        assert said.exit_code == 1
        assert "Nothing was added" in said.output
    assert not (tmp_path / "sources.csv").exists()


def test_adding_what_is_not_there_changes_nothing(tmp_path: Path) -> None:
    register = tmp_path / "sources.csv"
    said = gongbao("add", tmp_path / "gone.pdf", "--register", register, "--home", tmp_path / "home")
    assert said.exit_code == 1
    assert "gone.pdf is not there" in said.output
    assert "Nothing was added" in said.output
    assert not register.exists()


def test_an_unknown_source_is_told(tmp_path: Path, seeds: Path) -> None:
    said = gongbao("publish", "--register", seeds / "sources.csv", "--home", tmp_path / "home", "--source", "gone")
    assert said.exit_code == 1
    assert "no such source in the register: gone" in said.output


def test_two_runs_in_one_home_do_not_meet(tmp_path: Path, seeds: Path) -> None:
    with hold(Home(tmp_path), "11111111-aaaa", "Dagster"):
        said = gongbao("publish", "--register", seeds / "sources.csv", "--home", tmp_path)
    assert said.exit_code == 1
    assert "another run is publishing" in said.output


def test_a_site_is_not_built_under_the_hands_of_a_run(tmp_path: Path) -> None:
    (tmp_path / "dist" / "targets").mkdir(parents=True)
    (tmp_path / "dist" / "targets" / "index.json").write_text("{}", encoding="utf-8")
    with hold(Home(tmp_path), "11111111-aaaa", "Dagster"):
        said = gongbao("site", "--home", tmp_path)
    assert said.exit_code == 1
    assert "another run is publishing" in said.output
    assert not (tmp_path / "dist" / "site.json").exists()
