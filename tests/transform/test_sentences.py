"""The sentence that a fact stands in, as the models look it up: from its last end to the end of the fact's quote."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

MODEL = Path(__file__).parents[2] / "transform" / "models" / "sentence_lookup.sql"
LONG = "云" * 2_500


def looked_up(texts: list[tuple[int, str | None]], quote: str, at: int) -> str:
    """Give the sentence of one fact with its quote at a place, in a document of sections with theirs."""
    con = duckdb.connect()
    con.execute("CREATE TABLE document_lookup AS SELECT 's' AS source_id, 'd' AS read_id, 1 AS position")
    con.execute("CREATE TABLE sections (document_id VARCHAR, char_start BIGINT, text VARCHAR)")
    con.executemany("INSERT INTO sections VALUES ('d', ?, ?)", texts)
    con.execute(
        "CREATE TABLE read_targets AS SELECT 's' AS source_id, 'd' AS document_id, 't' AS target_id, $1 AS quote, "
        "$2::BIGINT AS char_start",
        [quote, at],
    )
    con.execute(
        "CREATE TABLE read_observations AS SELECT * RENAME (target_id AS observation_id) FROM read_targets LIMIT 0"
    )
    [(sentence,)] = con.execute(f"SELECT sentence FROM ({MODEL.read_text(encoding='utf-8')})").fetchall()
    return str(sentence)


@pytest.mark.parametrize(
    ("texts", "quote", "at", "sentence"),
    [
        ([(0, "驿站已有2个。到2031年,驿站达到5个。")], "达到5个", 16, "到2031年,驿站达到5个"),
        ([(0, "驿站达到5个。")], "驿站达到5个", 0, "驿站达到5个"),
        ([(0, "已有2个。驿站达到5个。")], "驿站达到5个", 5, "驿站达到5个"),
        ([(0, "加快建设;驿站达到5个。")], "达到5个", 7, "驿站达到5个"),
        ([(0, "一、目标\n驿站达到5个。")], "达到5个", 7, "驿站达到5个"),
        ([(0, "第一段。"), (5, "其中驿站达到5个。")], "达到5个", 9, "其中驿站达到5个"),
        ([(0, None), (5, "其中驿站达到5个。")], "达到5个", 9, "其中驿站达到5个"),
        # Between sections, as in a table.
        ([(0, "第一段"), (20, "第二段。")], "达到5个", 9, "达到5个"),
        # The text is not held.
        ([(0, None)], "达到5个", 2, "达到5个"),
        # What never ends is cut, so that as many facts as it is long cost what it is long.
        ([(0, f"{LONG}达到5个。")], "达到5个", len(LONG), f"{'云' * 500}达到5个"),
    ],
)
def test_the_sentence_of_a_fact(texts: list[tuple[int, str | None]], quote: str, at: int, sentence: str) -> None:
    assert looked_up(texts, quote, at) == sentence
