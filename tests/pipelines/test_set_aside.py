"""One row that breaks its definition costs itself and what hangs on it: the rest is published, and an issue says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from catalog import rules
from catalog.aside import Offence, set_aside
from catalog.package import packages
from extract.read import read
from pipelines.models import issue_of
from transform import facts
from transform.aside import SET_ASIDE
from transform.document.model import SourceInfo
from transform.schema import Row, Rows
from transform.warehouse import build, note

SEEDS = Path(__file__).parents[2] / "seeds"
REGISTERS = [SEEDS / "reference", SEEDS / "specimens" / "registers"]
SOURCES = ("page", "gazette")
Tables = dict[str, set[tuple[Any, ...]]]
Poison = Callable[[Rows], object]
Published = Callable[..., tuple[Tables, list[Row]]]


@pytest.fixture(scope="module")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    """The facts of two specimens: one document, and a gazette issue with several."""
    files = {"page": "yunchuan-plan-page.html", "gazette": "yunchuan-gazette-2024-9.pdf"}
    out = {}
    for source, name in files.items():
        content = tmp_path_factory.mktemp("content") / "content.parquet"
        read(SEEDS / "specimens" / name).write(content)
        out[source] = facts.parse(content, SourceInfo(source), REGISTERS)
    return out


@pytest.fixture(scope="module")
def published(parsed: dict[str, Rows], tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Build and set aside, each poison applied to the page's facts first; give the tables, and the issues of it."""

    def run(*poisons: Poison) -> tuple[Tables, list[Row]]:
        folder = tmp_path_factory.mktemp("facts")
        for source, rows in parsed.items():
            mine: Rows = {table: [dict(row) for row in found] for table, found in rows.items()}
            for poison in poisons if source == "page" else ():
                poison(mine)
            facts.write(mine, folder / f"{source}.parquet")
        sources: list[Row] = [
            {"source_id": name, "collection": "c", "status": "read", "position": n} for n, name in enumerate(parsed)
        ]
        with duckdb.connect() as con:
            build(con, facts=sorted(folder.iterdir()), sources=sources, registers=REGISTERS)
            note(con, map(issue_of, set_aside(con, packages().values())))
            for package in packages().values():
                assert [check.name for check in rules.checks(package) if check.failures(con)] == []
            tables = {
                resource.name: set(con.execute(f"FROM {resource.source}").fetchall())
                for package in packages().values()
                for resource in package.resources
                if resource.name != "issues"
            }
            names = ("source_id", "document_id", "table", "row_id", "severity", "message")
            columns = ", ".join(f'"{name}"' for name in names)
            found = con.execute(f"SELECT {columns} FROM issues WHERE type = ? ORDER BY ALL", [SET_ASIDE]).fetchall()
        return tables, [dict(zip(names, row, strict=True)) for row in found]

    return run


def test_corrections_from_and_to_an_empty_field_are_published(tmp_path: Path) -> None:
    """What a correction expects or gives may be nothing; asked for twice, the second time it fails."""
    document = {"document_id": "d", "source_id": "page", "kind": "plan", "title": "云川市驿站方案", "area": "云川市"}
    facts.write({"documents": [document]}, tmp_path / "page.parquet")
    (tmp_path / "some.csv").write_text(
        "table,row_id,field,expect,value,why,source\n"
        "documents,d,published_on,,2031-03-05,漏读,\n"
        "documents,d,published_on,,2031-03-05,漏读,\n"
        "documents,d,area,云川市,,未定地区,\n",
        encoding="utf-8",
    )
    sources: list[Row] = [{"source_id": "page", "collection": "c", "status": "read", "position": 1}]
    with duckdb.connect() as con:
        build(
            con,
            facts=[tmp_path / "page.parquet"],
            sources=sources,
            registers=REGISTERS,
            corrections=[tmp_path, tmp_path / "none"],
        )
        assert con.execute("SELECT CAST(published_on AS VARCHAR), area FROM documents").fetchall() == [
            ("2031-03-05", None)
        ]
        assert [o for o in set_aside(con, packages().values()) if o.table == "corrections"] == []
        asked = con.execute("SELECT field, expect, value, status FROM corrections ORDER BY field, status").fetchall()
        assert asked == [
            ("area", "云川市", None, "applied"),
            ("published_on", None, "2031-03-05", "applied"),
            ("published_on", None, "2031-03-05", "failed"),
        ]


@pytest.fixture(scope="module")
def clean(published: Published) -> Tables:
    tables, issues = published()
    assert issues == []
    return tables


def setting(table: str, index: int, **values: str | int | None) -> Poison:
    """Poison one row: its fields get these values."""
    return lambda rows: rows[table][index].update(values)


POISONS: dict[str, tuple[str, Poison, tuple[str, ...]]] = {
    "required": ("targets", setting("targets", 0, metric=None), ("metric 为空", "required")),
    "enum": ("targets", setting("targets", 1, kind="hope"), ("kind", "“hope”", "enum")),
    "pattern": ("targets", setting("targets", 2, deadline="2031-13"), ("deadline", "“2031-13”", "pattern")),
    "range": ("quantities", setting("quantities", 2, page=0), ("page", "“0”", "minimum")),
    "type": ("quantities", setting("quantities", 3, page="三"), ("page", "“三”", "INTEGER")),
    "id": ("quantities", setting("quantities", 4, quantity_id="no id"), ("“no id”", "pattern")),
    "document": ("quantities", setting("quantities", 0, document_id="gone"), ("document_id", "“gone”")),
    "role": ("quantities", setting("quantities", 1, role="hope"), ("role", "“hope”", "enum")),
    "reference": ("measures", setting("measures", -1, section_id="a.s-00000000"), ("“a.s-00000000”", "sections")),
    "two-part key": ("citations", setting("citations", 0, relation="hope"), ("relation", "“hope”")),
}
"""Kind of fault → the table, the poison in a row of its own, and words of the issue that tells of it."""


@pytest.fixture(scope="module")
def poisoned(published: Published) -> tuple[Tables, list[Row]]:
    return published(*(poison for _, poison, _ in POISONS.values()))


@pytest.mark.parametrize("kind", POISONS)
def test_an_issue_says_which_row_went_and_why(poisoned: tuple[Tables, list[Row]], kind: str) -> None:
    table, _, words = POISONS[kind]
    # A commitment says what its target says, and goes with it: it has an issue of its own.
    told = [row for row in poisoned[1] if all(word in str(row["message"]) for word in words)]
    [issue] = [row for row in told if row["table"] != "commitments"]
    assert (issue["source_id"], issue["table"], issue["severity"]) == ("page", table, "error")
    assert issue["row_id"]


def test_nothing_else_goes(clean: Tables, poisoned: tuple[Tables, list[Row]]) -> None:
    after, issues = poisoned
    faulty = [table for table, *_ in POISONS.values()]
    for table in set(faulty):
        assert after[table] < clean[table]
        assert len(clean[table] - after[table]) == faulty.count(table)
    # What names the measure goes with it; what is computed from targets follows them.
    hung = {str(row["table"]) for row in issues}
    assert hung <= {*faulty, "responsibilities", "commitments", "progress", "coverage"}
    free = hung | {"indicators", "commitments", "progress", "coverage"}
    assert [name for name in clean if name not in free and clean[name] != after[name]] == []


def test_what_is_set_aside_is_the_same_every_time(published: Published, poisoned: tuple[Tables, list[Row]]) -> None:
    assert published(*(poison for _, poison, _ in POISONS.values())) == poisoned


def test_of_rows_with_one_key_one_is_published(published: Published, clean: Tables) -> None:
    def twice(rows: Rows) -> None:
        rows["measures"].append(rows["measures"][0] | {"title": "另一说"})

    after, _ = published(twice)
    assert len(after["measures"]) == len(clean["measures"])
    assert [name for name in clean if name != "measures" and clean[name] != after[name]] == []


def test_with_a_document_goes_what_hangs_on_it(published: Published, clean: Tables, parsed: dict[str, Rows]) -> None:
    [document] = parsed["page"]["documents"]
    name = document["document_id"]
    after, issues = published(setting("documents", 0, issued_on="2024-02-40"))
    assert any("2024-02-40" in str(row["message"]) and row["row_id"] == name for row in issues)
    for table, rows in after.items():
        assert not [row for row in rows if name in row], table
    assert {row for row in clean["measures"] if name not in row} == after["measures"]
    counted = {row["table"]: str(row["message"]) for row in issues if f"“{name}”" in str(row["message"])}
    assert f"{len(parsed['page']['measures'])} 行随之不发布" in counted["measures"]
    assert {row["document_id"] for row in issues if row["severity"] == "error"} == {None}


def test_a_reference_that_may_be_empty_is_emptied(published: Published, clean: Tables, parsed: dict[str, Rows]) -> None:
    sections = parsed["page"]["sections"]
    parents = {row["parent_id"] for row in sections}
    index, parent = next((n, row["section_id"]) for n, row in enumerate(sections) if row["section_id"] in parents)
    after, issues = published(setting("sections", index, level=-1))
    assert len(clean["sections"]) - len(after["sections"]) == 1
    assert len(after["measures"]) == len(clean["measures"])
    emptied = [str(row["message"]) for row in issues if row["severity"] == "warning"]
    assert emptied
    assert all(f"“{parent}”" in message for message in emptied)


@pytest.mark.parametrize(
    ("offence", "message"),
    [
        (
            Offence("targets", "metric", "constraint-error", "required"),
            "字段 metric 为空，不合定义（required），本行未发布",
        ),
        (
            Offence("targets", "kind", "constraint-error", "enum", value="a"),
            "字段 kind 的值“a”不合定义（enum），本行未发布",
        ),
        (
            Offence("targets", "document_id", "foreign-key", "", hangs_on="d", rows=3),
            "所属的 document_id“d”未发布，3 行随之不发布",
        ),
        (
            Offence("measures", "section_id", "foreign-key", "", hangs_on="s", rows=2, is_emptied=True),
            "所指的 section_id“s”未发布，2 行的这一引用已清空",
        ),
    ],
)
def test_an_offence_in_words(offence: Offence, message: str) -> None:
    assert issue_of(offence)["message"] == message
