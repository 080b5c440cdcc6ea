"""The benchmarks, each a script of its own: `make bench` runs them all, `make bench BENCH="reading --pages 60"` one.

Each prints ratios against its peers in the same run; what it needs and cannot have, it names.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
BENCHES = {
    "run": [FOLDER / "run.py"],
    "scale": [FOLDER / "scale.py"],
    "behind": [FOLDER / "behind.py"],
    "reading": [FOLDER / "extract.py"],
    "foreign": [FOLDER / "foreign.py"],
    "sure": [FOLDER / "sure.py"],
    "kinds": [FOLDER / "kinds.py"],
    "releases": [FOLDER.parent / "catalog" / "bench.py", "--referee"],
    "numerals": [FOLDER / "numerals.py"],
    "conversions": [FOLDER / "conversions.py"],
}


def main() -> int:
    """Run the bench that is named, with the arguments behind it, or all."""
    name, *arguments = sys.argv[1:] or [""]
    if name and name not in BENCHES:
        print(f"There is no bench {name}; there are {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    failed = False
    for bench in [name] if name else BENCHES:
        print(f"== {bench}", flush=True)
        failed |= subprocess.run([sys.executable, *BENCHES[bench], *arguments], check=False).returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
