"""What is installed is what was looked at: hashes for both ways of installing, actions by their commits."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")


ALL, IMAGE, BUILD = "requirements.txt", "deploy/requirements.txt", "requirements-build.txt"


def requirements(path: Path) -> dict[tuple[str, str], set[str]]:
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        name, version = re.match(r"([\w.-]+)==([^\s;]+)", line).groups()  # type: ignore[union-attr]
        found[name, version] = set(re.findall(r"--hash=sha256:([0-9a-f]{64})", line))
    return found


@pytest.mark.parametrize("name", [ALL, IMAGE])
def test_pip_installs_what_the_lock_holds(project: Path, name: str) -> None:
    lock = tomllib.loads((project / "uv.lock").read_text(encoding="utf-8"))
    locked = {
        (one["name"], one["version"]): {
            file["hash"].removeprefix("sha256:")
            for file in [*one.get("wheels", []), *([one["sdist"]] if "sdist" in one else [])]
        }
        for one in lock["package"]
        if "registry" in one["source"]
    }
    found = requirements(project / name)
    assert len(found) > 100
    assert all(found.values())
    for key, hashes in found.items():
        assert key in locked, f"{key}: make requirements"
        assert hashes <= locked[key], f"{key}: make requirements"
    direct = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {name for name, _ in found}
    assert {re.split(r"[\s\[<>=!~;]", line, maxsplit=1)[0].lower() for line in direct} <= names


def test_what_builds_the_project_is_pinned_too(project: Path) -> None:
    found = requirements(project / BUILD)
    assert all(found.values())
    backend = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    assert {re.split(r"[\s\[<>=!~;]", line, maxsplit=1)[0] for line in backend} <= {name for name, _ in found}
    # Both are installed into one environment.
    standing = dict(requirements(project / ALL))
    versions = dict(standing.keys())
    for (name, version), hashes in found.items():
        assert versions.get(name, version) == version, f"{name}: make requirements"
        assert standing.get((name, version), hashes) == hashes, f"{name}: make requirements"


@pytest.mark.parametrize("name", ["Makefile", "deploy/Containerfile"])
def test_nothing_is_installed_that_has_no_hash(project: Path, name: str) -> None:
    lines = re.findall(r"^(?!#).*\bpip install (.*?)(?:;| \\|$)", (project / name).read_text("utf-8"), re.MULTILINE)
    assert len(lines) >= 3
    # The project itself, built by what is here; by hand, an extra that a maintainer asks for.
    harmless = ("--require-hashes", "--no-deps --no-build-isolation -e .", "--build-constraints", "[dev,learn]")
    assert [line for line in lines if not any(one in line for one in harmless)] == []


@pytest.mark.parametrize("name", [ALL, IMAGE, BUILD])
def test_no_registry_is_named(project: Path, name: str) -> None:
    text = (project / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_actions_are_pinned_by_commit(project: Path) -> None:
    for path in (project / ".github" / "workflows").glob("*.yml"):
        jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values()
        used = [step["uses"] for job in jobs for step in job["steps"] if "uses" in step]
        assert used
        assert [action for action in used if not PINNED.fullmatch(action)] == []


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        ({"dependencies": [{"name": "a", "version": "1", "vulns": []}]}, 0, "1 judged, 0 faults"),
        ({"dependencies": [{"name": "a", "skip_reason": "no"}]}, 0, "0 judged, 0 faults; not judged: a"),
        (
            {"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2"]}]}]},
            1,
            "a 1: X-1, mended in 2",
        ),
        (None, 0, "could not judge: no network"),
    ],
)
def test_the_audit_says_when_it_could_not_judge(
    project: Path, tmp_path: Path, answer: object, code: int, said: str
) -> None:
    program = tmp_path / "pip-audit"
    program.write_text(
        "#!/bin/sh\n" + ("echo no network >&2; exit 1" if answer is None else f"cat {tmp_path}/answer; exit 1")
    )
    (tmp_path / "answer").write_text(json.dumps(answer), encoding="utf-8")
    program.chmod(0o755)
    done = subprocess.run(
        [project / ".ci" / "audit"],
        env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    assert said in done.stdout
