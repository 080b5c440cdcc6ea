"""`make attack`: all campaigns, or the one that is named, with the options behind it; ends with 1 where one finds a fault.

make attack
make attack ATTACK="descriptors --count 500 --seed 7"
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
TABLES = {
    "registers": [TESTS / "pipelines" / "test_bad_registers.py", TESTS / "transform" / "test_registers.py"],
    "servers": [TESTS / "extract" / "test_fetch_bounds.py"],
    "damage": [TESTS / "pipelines" / "test_damage.py", TESTS / "catalog" / "test_vigil.py"],
}
"""The tables that are tests: each row is a kind of attack with its outcome."""
COUNTS = {"readers": 500, "descriptors": 3000}
FAULTS = {"raised", "slow", "unclear"}


def _told(outcomes: Iterable[Any]) -> int:
    """Print each fault as it is found, and the counts at the end; give 1 where there was a fault."""
    counts: Counter[str] = Counter()
    slowest = 0.0
    for outcome in outcomes:
        counts[outcome.kind] += 1
        slowest = max(slowest, outcome.seconds)
        if outcome.kind in FAULTS:
            print(f"seed {outcome.seed}: {outcome.kind}: {outcome.said[:200]}", flush=True)
    print(f"{dict(sorted(counts.items()))}; the slowest took {slowest:.1f} s")
    return int(bool(FAULTS & counts.keys()))


def readers(count: int, seed: int) -> int:
    """Mutilate documents and read them."""
    from tests.attack.readers import campaign

    return _told(campaign(range(seed, seed + count)))


def descriptors(count: int, seed: int) -> int:
    """Mutate descriptors and validate them."""
    from tests.attack.descriptors import campaign

    return _told(campaign(range(seed, seed + count)))


def patterns(count: int, seed: int) -> int:
    """Look for patterns that take more than quadratic time."""
    from tests.attack.patterns import compiled, growth

    found, faults = compiled(), 0
    for grown in filter(None, map(growth, found)):
        faults += 1
        print(
            f"{grown.pattern.where}: n^{grown.exponent:.1f}, {grown.seconds:.1f} s: {grown.pattern.text[:100]!r}"
            f" over {grown.text[:20]!r} again and again",
            flush=True,
        )
    print(f"{len(found)} patterns, {faults} worse than quadratic")
    return int(bool(faults))


def beside(count: int, seed: int) -> int:
    """Publish five good sources beside all hostile files."""
    from tests.attack.beside import campaign
    from tests.attack.hostile import kinds

    return campaign(kinds(seed))


CAMPAIGNS = {"readers": readers, "descriptors": descriptors, "patterns": patterns, "beside": beside}


def main() -> int:
    """Run the campaigns."""
    parser = argparse.ArgumentParser(prog="make attack", description="Campaigns of an attacker; see SECURITY.md.")
    parser.add_argument("campaign", nargs="?", choices=[*CAMPAIGNS, *TABLES], help="only this one")
    parser.add_argument("--count", type=int, help="how many documents or descriptors")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    faulty = []
    for name in [given.campaign] if given.campaign else [*CAMPAIGNS, *TABLES]:
        print(f"== {name}", flush=True)
        if name in TABLES:
            ended = subprocess.run([sys.executable, "-m", "pytest", "-q", "--no-header", *TABLES[name]], check=False)
            failed = ended.returncode != 0
        else:
            failed = bool(CAMPAIGNS[name](given.count or COUNTS.get(name, 0), given.seed))
        faulty += [name] * failed
    print(f"== faults in: {', '.join(faulty)}" if faulty else "== no fault")
    return int(bool(faulty))


if __name__ == "__main__":
    sys.exit(main())
