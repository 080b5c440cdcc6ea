"""The warehouse: what it loads, the order that it finds in the SQL, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from transform import warehouse
from transform.aside import SET_ASIDE
from transform.schema import TABLES
from transform.warehouse import WarehouseError

SEEDS = Path(__file__).parents[2] / "seeds"
REGISTERS = [SEEDS / "reference", SEEDS / "specimens" / "registers"]


def facts(path: Path, rows: list[tuple[str, dict[str, Any]]]) -> Path:
    """A file of facts as the grammar stores it: the table's name, the row as JSON."""
    flat = [{"table": table, "row": json.dumps(row, ensure_ascii=False)} for table, row in rows]
    schema = pa.schema([("table", pa.string()), ("row", pa.string())])
    pq.write_table(pa.Table.from_pylist(flat, schema=schema), path)
    return path


def document(document_id: str, source_id: str, **more: Any) -> tuple[str, dict[str, Any]]:
    return "documents", {"document_id": document_id, "source_id": source_id, "kind": "plan", "title": "方案", **more}


def loaded(**inputs: Any) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    warehouse.load(con, **{"facts": [], "sources": [], "registers": REGISTERS, **inputs})
    return con


class TestOrder:
    def test_each_model_comes_behind_what_it_reads(self) -> None:
        order = warehouse.order()
        for table, inputs in warehouse.lineage().items():
            assert all(order.index(name) < order.index(table) for name in inputs if name in order)

    def test_lineage_is_read_from_the_sql(self, tmp_path: Path) -> None:
        (tmp_path / "a.sql").write_text(
            "WITH b AS (SELECT * FROM read_targets)\n"
            'SELECT * FROM b JOIN "c" USING (target_id) WHERE target_id NOT IN (SELECT target_id FROM read_cells)'
        )
        (tmp_path / "c.sql").write_text("SELECT target_id FROM register_units;\n")
        assert warehouse.lineage(tmp_path) == {"a": {"c", "read_targets", "read_cells"}, "c": {"register_units"}}
        assert warehouse.order(tmp_path) == ["c", "a"]

    @pytest.mark.parametrize(
        ("models", "message"),
        [
            ({"a": "FROM b", "b": "FROM a"}, "in a circle: (a ← b ← a|b ← a ← b)"),
            ({"a": "SELECT * FROM nowhere"}, "a.sql reads nowhere: no model and no loaded table"),
            ({"a": "CREATE TABLE x (y INT)"}, "a.sql is not a SELECT"),
            ({"a": "SELECT 1; SELECT 2"}, "a.sql holds 2 statements"),
            ({"a": "SELECT FROM WHERE"}, "a.sql is not a SELECT: syntax error"),
        ],
    )
    def test_models_that_cannot_run_are_refused(self, tmp_path: Path, models: dict[str, str], message: str) -> None:
        for name, sql in models.items():
            (tmp_path / f"{name}.sql").write_text(sql)
        with pytest.raises(WarehouseError, match=message):
            warehouse.order(tmp_path)


class TestLoad:
    def test_every_table_is_there_with_its_types_also_without_rows(self) -> None:
        con = loaded()
        for table, columns in TABLES.items():
            found = {row[0]: row[1] for row in con.execute(f"DESCRIBE read_{table}").fetchall()}
            assert found == {"source_id": "VARCHAR", **columns}

    def test_facts_keep_exact_text_and_learn_their_source(self, tmp_path: Path) -> None:
        path = facts(
            tmp_path / "a.parquet",
            [
                document("d-1", "gazette"),
                ("targets", {"target_id": "d-1.t-1", "document_id": "d-1", "value": "0.10", "page": 3}),
                ("tables", {"table_id": "d-1.x-1", "document_id": "d-1"}),
                ("cells", {"table_id": "d-1.x-1", "row": 0, "column": 1, "text": "甲", "is_header": True}),
            ],
        )
        con = loaded(facts=[path])
        assert con.execute("SELECT source_id, target_id, value, page, unit FROM read_targets").fetchall() == [
            ("gazette", "d-1.t-1", "0.10", 3, None)
        ]
        assert con.execute('SELECT source_id, "column", is_header FROM read_cells').fetchall() == [("gazette", 1, True)]

    def test_issues_of_reading_join_those_of_the_facts(self, tmp_path: Path) -> None:
        path = facts(tmp_path / "a.parquet", [("issues", {"source_id": "s", "type": "odd", "severity": "info"})])
        con = loaded(facts=[path], issues=[{"source_id": "t", "type": "torn", "severity": "error", "page": 2}])
        assert con.execute("SELECT source_id, type, page FROM read_issues ORDER BY type").fetchall() == [
            ("s", "odd", None),
            ("t", "torn", 2),
        ]

    def test_an_id_met_twice_in_a_source_is_kept_once_and_reported(self, tmp_path: Path) -> None:
        path = facts(
            tmp_path / "a.parquet",
            [
                document("d", "s"),
                ("measures", {"measure_id": "d.m-1", "document_id": "d", "title": "乙"}),
                ("measures", {"measure_id": "d.m-1", "document_id": "d", "title": "甲"}),
            ],
        )
        con = loaded(facts=[path])
        assert con.execute("SELECT count(*) FROM read_measures").fetchall() == [(1,)]
        assert con.execute('SELECT "table", row_id, type, severity FROM read_issues').fetchall() == [
            ("measures", "d.m-1", "duplicate_row", "error")
        ]

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            ({"target_id": "d.t-1", "document_id": "d", "page": "1.5"}, "page（INTEGER）为“1.5”"),
            ({"target_id": "d.t-1", "document_id": "d", "page": "9" * 40}, "page（INTEGER）为“999"),
            (
                {"target_id": "d.t-1", "document_id": "e"},
                "document_id 为“e”，同一来源的 documents 中没有这一行：1 行未发布",
            ),
            ({"target_id": "d.t-1"}, "document_id 为“”"),
        ],
    )
    def test_a_row_that_no_model_could_use_is_set_aside_and_reported(
        self, tmp_path: Path, row: dict[str, Any], words: str
    ) -> None:
        good = {"target_id": "d.t-2", "document_id": "d", "page": 1}
        con = loaded(facts=[facts(tmp_path / "a.parquet", [document("d", "s"), ("targets", row), ("targets", good)])])
        assert con.execute("SELECT target_id FROM read_targets").fetchall() == [("d.t-2",)]
        [found] = con.execute('SELECT source_id, "table", row_id, type, severity, message FROM read_issues').fetchall()
        assert found[:5] == ("s", "targets", "d.t-1", SET_ASIDE, "error")
        assert words in found[5]

    def test_rows_of_a_document_that_is_not_there_are_told_once(self, tmp_path: Path) -> None:
        rows = [("targets", {"target_id": f"e.t-{n}", "document_id": "e"}) for n in range(3)]
        con = loaded(facts=[facts(tmp_path / "a.parquet", [document("d", "s"), *rows])])
        [(row_id, message)] = con.execute("SELECT row_id, message FROM read_issues").fetchall()
        assert row_id is None
        assert message.endswith("3 行未发布")

    def test_one_id_in_two_sources_is_no_fault(self, tmp_path: Path) -> None:
        files = [facts(tmp_path / f"{s}.parquet", [document("d", s)]) for s in ("one", "two")]
        con = loaded(facts=files)
        assert con.execute("SELECT count(*) FROM read_documents").fetchall() == [(2,)]
        assert con.execute("SELECT count(*) FROM read_issues").fetchall() == [(0,)]

    @pytest.mark.parametrize(
        ("rows", "message"),
        [
            ([("targets", {"metrik": "户"})], "targets.metrik is not in transform.schema"),
            ([("hopes", {"target_id": "t"})], "hopes.target_id is not in transform.schema"),
            ([document("a", "one"), document("b", "two")], r"several sources \(one, two\)"),
        ],
    )
    def test_files_that_break_the_contract_are_refused(
        self, tmp_path: Path, rows: list[tuple[str, dict[str, Any]]], message: str
    ) -> None:
        with pytest.raises(WarehouseError, match=message):
            loaded(facts=[facts(tmp_path / "a.parquet", rows)])

    def test_nothing_is_left_behind_but_the_tables(self) -> None:
        names = {row[0] for row in loaded().execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        assert all(name.startswith(("read_", "register_")) for name in names)


class TestCorrections:
    HEADER = "table,row_id,field,expect,value,why,source\n"

    @pytest.mark.parametrize(
        ("line", "status", "found", "left"),
        [
            ("targets,d.t-1,deadline,2031,2032,看错,", "applied", None, [("2032", "约 5 个")]),
            ("targets,d.t-1,deadline,2030,2032,看错,", "failed", "2031", [("2031", "约 5 个")]),
            ("targets,d.t-9,deadline,2031,2032,看错,", "failed", "没有这一行", [("2031", "约 5 个")]),
            ("targets,d.t-1,indicator_id,a,b,看错,", "failed", "没有这个字段", [("2031", "约 5 个")]),
            ("targets,d.t-1,target_id,d.t-1,b,看错,", "failed", "没有这个字段", [("2031", "约 5 个")]),
            ("targets,d.t-1,deadline,2031,,原文未定期限,", "applied", None, [(None, "约 5 个")]),
            ("targets,d.t-1,*,约 5 个,,不是目标,", "applied", None, []),
            ("targets,d.t-1,*,约5个,,不是目标,", "applied", None, []),
            ("targets,d.t-1,page,3,三,看错,", "failed", "新值不合字段类型", [("2031", "约 5 个")]),
            ("targets,d.t-1,unit,,个,漏读,", "applied", None, [("2031", "约 5 个")]),
        ],
    )
    def test_a_correction_is_applied_only_to_what_it_expects(
        self, tmp_path: Path, line: str, status: str, found: str | None, left: list[tuple[str | None, str]]
    ) -> None:
        target = {"target_id": "d.t-1", "document_id": "d", "deadline": "2031", "page": 3, "quote": "约 5 个"}
        path = facts(tmp_path / "a.parquet", [document("d", "s"), ("targets", target)])
        folder = tmp_path / "corrections"
        folder.mkdir()
        (folder / "some.csv").write_text(self.HEADER + line + "\n", encoding="utf-8")
        con = loaded(facts=[path], corrections=[folder])
        assert con.execute("SELECT file, line, status, found FROM read_corrections").fetchall() == [
            ("some.csv", 2, status, found)
        ]
        assert con.execute("SELECT deadline, quote FROM read_targets").fetchall() == left
