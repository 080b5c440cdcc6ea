"""The packages of a run are released together: where one is refused, none of them is, until a run has them all."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import catalog.release
from catalog.package import packages
from catalog.release import prepare
from catalog.standing import ReleaseError, versions
from pipelines.cli import main
from pipelines.home import Home
from pipelines.releasing import NotPrepared, finish, note, release

TEXT = "云川市商贸工作方案\n\n一、主要目标\n\n到2031年，全市建成便民网点600个。\n"


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_where_one_package_is_refused_none_is_released(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAGSTER_HOME", os.environ.get("DAGSTER_HOME", ""))
    (tmp_path / "sources.csv").write_text("source_id,collection,path\nplan,plans,plan.txt\n", encoding="utf-8")
    home = Home(tmp_path / "home")

    def publish(text: str) -> tuple[Result, dict[str, Any]]:
        (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
        where = ("--register", str(tmp_path / "sources.csv"), "--home", str(home.root))
        done = CliRunner().invoke(main, ["publish", *where, "--json"])
        return done, json.loads(done.stdout)

    assert publish(TEXT)[0].exit_code == 0
    before = files(home.dist)

    def refuse(con: Any, package: Any, *where: Any, **how: Any) -> Any:
        if package.name == "targets":
            raise ReleaseError("targets: refused here")
        return prepare(con, package, *where, **how)

    with monkeypatch.context() as patch:
        patch.setattr(catalog.release, "prepare", refuse)
        done, told = publish(TEXT.replace("600", "700"))
    assert done.exit_code == 1
    assert [row for row in told["failures"] if "refused here" in row["message"]]
    assert [row["package"] for row in told["releases"] if row["prepared"]] == ["policies"]
    assert not any(row["released"] for row in told["releases"])
    assert files(home.dist) == before

    # The document says again what it said: what had been made ready of the other text is not released.
    assert publish(TEXT)[0].exit_code == 0
    assert files(home.dist) == before and not home.releasing.exists()
    done, told = publish(TEXT.replace("600", "700"))
    assert done.exit_code == 0, done.output
    assert {row["package"] for row in told["releases"] if row["released"]} >= {"policies", "targets"}


def test_what_was_compared_with_another_warehouse_is_not_released(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.dist.mkdir()
    finish(home)
    home.remember("warehouse", "one")
    for name in packages():
        note(home, name, "key", "1.0.0")
    home.remember("warehouse", "other")
    with pytest.raises(NotPrepared, match=r"policies was not compared .* Materialize `policies_package` too"):
        release(home)
    assert not any(versions(home.dist / name) for name in packages())
