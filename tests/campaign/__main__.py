"""A campaign of kills and faults at random points of real runs: `python -m tests.campaign --count 200 --seed 1`.

After each, the last release must verify, the next run must end right by itself, and what it publishes must be, byte for
byte, what an undisturbed run publishes. `place` has homes and runs, `faults` the kinds, `trial` one of them from its
beginning to its verdict. This is the command: it makes the trials one after the other and prints the table.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.campaign.place import Place, warm
from tests.campaign.trial import Verdict, attempt, drawn

COLUMNS = ("count", "whole", "healed", "told", "equal")


def table(verdicts: Sequence[Verdict]) -> str:
    """Give the verdicts by kind as a Markdown table."""
    lines = ["| kind | count | release whole | healed | told | bytes equal |", "| --- | --: | --: | --: | --: | --: |"]
    for kind in [*sorted({verdict.kind for verdict in verdicts}), ""]:
        own = [verdict for verdict in verdicts if kind in ("", verdict.kind)]
        counts = [len(own), *(sum(getattr(verdict, name) for verdict in own) for name in COLUMNS[1:])]
        lines.append(f"| {kind or 'all'} | " + " | ".join(map(str, counts)) + " |")
    return "\n".join(lines)


def main() -> int:
    """Make the trials; exit code 1 where one is amiss."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaign", description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", type=int, default=1, dest="first", help="The number of the first trial to make.")
    parser.add_argument("--kind", action="append", help="Only this kind; may be given several times.")
    parser.add_argument("--json", type=Path, help="Write a line of JSON for each trial to this file too.")
    parser.add_argument(
        "--folder",
        type=Path,
        help="A folder to work in, empty or of an earlier campaign with this code; by default one that is removed.",
    )
    given = parser.parse_args()
    trials = [
        trial
        for trial in drawn(given.count, given.seed)
        if trial[0] >= given.first and (given.kind is None or trial[1] in given.kind)
    ]
    warm()
    verdicts: list[Verdict] = []
    with tempfile.TemporaryDirectory(prefix="campaign-") as temporary:
        place = Place(given.folder or Path(temporary))
        place.make()
        for number, kind, start in trials:
            verdict = attempt(place, number, [kind], start, given.seed)
            verdicts.append(verdict)
            mark = "well" if verdict.is_good else "AMISS"
            print(f"{number:4} {mark:<6}{kind}, {start}, {verdict.seconds:.0f} s", file=sys.stderr, flush=True)
            if verdict.notes:
                print(verdict.notes, file=sys.stderr, flush=True)
            if given.json is not None:
                with given.json.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(asdict(verdict), ensure_ascii=False) + "\n")
    print(table(verdicts))
    return int(any(not verdict.is_good for verdict in verdicts))


if __name__ == "__main__":
    sys.exit(main())
