"""Every fact of the specimens, with ids, rules and evidence, as recorded in `facts/`; `make golden` records them anew."""

from __future__ import annotations

from pathlib import Path

from tests.golden import difference, reading

GOLDEN = Path(__file__).with_name("facts")


def test_the_specimens_say_what_they_said(seeds: Path, tmp_path: Path, golden_is_recorded: bool) -> None:
    facts = reading.read(seeds / "sources.csv", tmp_path)
    if golden_is_recorded:
        reading.store(facts, GOLDEN)
    recorded = reading.load(GOLDEN)
    said = list(difference.tell(difference.compare(recorded, facts)))
    assert not said, "the specimens' facts differ; where that is meant, `make golden`.\n" + "\n".join(said)
    # Nor has the order changed, or a table been lost: a review of the files sees changed facts and nothing else.
    assert recorded == {table: rows for table, rows in facts.items() if rows}
