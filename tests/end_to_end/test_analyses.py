"""Five questions that people bring to the releases, answered with what README and dictionary say and nothing else.

Each reads `latest/` of the specimens by DuckDB; what is expected was read in the specimens by hand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.end_to_end.conftest import Ended

Ask = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def ask(first: tuple[Path, Ended]) -> Ask:
    home, ended = first
    assert ended.code == 0, ended.err
    con = duckdb.connect()
    for package in ("policies", "targets", "reference"):
        con.execute(f"CREATE SCHEMA {package}")
        for file in (home / "dist" / package / "latest" / "data").glob("*.parquet"):
            con.execute(f"CREATE VIEW {package}.{file.stem} AS FROM '{file}'")
    return lambda sql: con.execute(sql).fetchall()


def test_targets_due_2025_with_their_owner_and_a_unit_to_compute_with(ask: Ask) -> None:
    rows = ask(
        """SELECT t.metric, t.comparator, t.value_base, t.unit_base, c.owner, t.quote
        FROM targets.targets AS t JOIN targets.commitments AS c USING (commitment_id)
        WHERE t.deadline = '2025' AND t.voice = 'own' ORDER BY t.document_id, t.char_start"""
    )
    assert len(rows) >= 8
    assert all(owner and unit and value is not None for _, _, value, unit, owner, _ in rows)
    by_metric = {metric: (value, unit, owner) for metric, _, value, unit, owner, _ in rows}
    assert by_metric["养老床位"] == (Decimal(2000), "张", "云川市民政局、云川市数据局")
    # 5万户 is 50000 户.
    assert by_metric["老年人家庭(安装安全监测设备)"][:2] == (Decimal(50000), "户")


def test_the_most_that_one_enterprise_can_get_from_a_document(ask: Ask) -> None:
    """Sums for one recipient, not those for all; of a graded list the highest grade; a sum per unit has no most."""
    rows = ask(
        """SELECT document_id, sum(most) FROM (
            SELECT document_id, coalesce(measure_id, incentive_id) AS offer, max(cap_base) AS most
            FROM policies.incentives WHERE NOT is_pool AND per IS NULL AND cap_base IS NOT NULL
            GROUP BY ALL
        ) GROUP BY document_id ORDER BY 2 DESC"""
    )
    assert rows and all(most > 0 for _, most in rows)
    [(caps, most)] = ask(
        """SELECT count(*), max(cap_base) FROM policies.incentives
        WHERE document_id = 'yunzhengbanfa-2024-15' AND NOT is_pool AND per IS NULL"""
    )
    assert (caps, most) == (7, Decimal(2000000))


def test_all_duties_of_one_body_over_documents(ask: Ask) -> None:
    """Documents print 市商务局; the body is 云川市商务局, and its id gathers what it is to do in all of them."""
    [(body,)] = ask("SELECT organisation_id FROM policies.organisations WHERE name = '云川市商务局'")
    rows = ask(
        f"""SELECT d.title, m.title, r.role, r.printed_name FROM policies.responsibilities AS r
        JOIN policies.measures AS m USING (measure_id) JOIN policies.documents AS d ON d.document_id = m.document_id
        WHERE r.organisation_id = '{body}' ORDER BY ALL"""
    )
    assert len(rows) == 20
    assert len({title for title, *_ in rows}) == 3


def test_a_promise_against_its_outcome(ask: Ask) -> None:
    rows = ask(
        """SELECT c.status, c.comparator, c.value_base, c.unit_base, o.value_base, o.unit_base, c.status_period, o.quote
        FROM targets.commitments AS c JOIN targets.observations AS o ON o.observation_id = c.status_observation_id
        WHERE c.status IN ('met', 'met_late', 'missed') AND c.kind = 'level'"""
    )
    assert rows
    for status, comparator, promised, unit, came, other, period, quote in rows:
        assert (unit, bool(quote), bool(period)) == (other, True, True)
        reached = came <= promised if comparator in ("<", "<=") else came >= promised
        assert reached == (status != "missed")
    unjudged = ask(
        "SELECT count(*) FROM targets.commitments WHERE status IN ('pending', 'no_evidence') AND basis IS NULL"
    )
    assert unjudged == [(0,)]


def bare(text: str) -> str:
    """Texts are folded (NFKC), quotes are as printed: what both say, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize(
    "table", ["targets.targets", "targets.observations", "policies.incentives", "policies.citations"]
)
def test_a_quoted_sentence_in_its_paragraph(ask: Ask, table: str) -> None:
    """`char_start` names the section and the place in it; of a document without its full text, the section alone."""
    rows = ask(
        f"""SELECT f.quote, s.text, f.char_start - s.char_start, f.char_end - f.char_start, d.has_full_text FROM {table} AS f
        JOIN policies.documents AS d USING (document_id)
        JOIN policies.sections AS s ON s.document_id = f.document_id AND s.char_start <= f.char_start
        WHERE f.char_start IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY f.quote, f.char_start, f.document_id ORDER BY s.char_start DESC, s.position DESC) = 1"""
    )
    assert len(rows) >= 10
    for quote, text, start, length, is_whole in rows:
        if is_whole:
            assert bare(text[start : start + length]) == bare(quote)
        assert bare(quote) in bare(text)
