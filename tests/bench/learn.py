"""What the signs weigh, learnt from labelled documents: `make learn LABELS="REGISTER.csv=FOLDER …"`.

Writes `seeds/grammar/weights.csv` and `certainty.csv`, and prints what the decision makes of documents that it was not
learnt from: each document is judged by weights that were learnt without it. A logistic regression for each kind of fact;
the weights are drawn to a few that were set by hand (`PRIOR`), not to nothing, so that what the labels hardly show keeps
what the rules say of it. Certainties are the share of right proposals (isotonic) over those judgements.
Deterministic: no draw of lots, folds by the documents' names.
"""

from __future__ import annotations

import argparse
import csv
import sys
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import isotonic_regression, minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench import labelled
from tests.bench.labelled import PROJECT, Sample
from transform.grammar.decision import BAR, GRAMMAR

FOLDS = 10
STRENGTH = 0.2
"""How much a labelled number weighs against the pull of the prior: 0.05 to 0.4 judge unseen documents nearly alike, from 0.15 on
what is rare in the labels (a plan's undated aims) keeps its weight."""
LEAST = 3
"""A sign that fewer proposals have is not learnt: it would name them."""
PRIOR: tuple[tuple[Callable[[str], bool], float], ...] = (
    (lambda sign: sign == "gate", -2.0),
    (lambda sign: sign.startswith("instead:"), -0.5),
)
"""What is known without labels: the rules speak against, and so do words that name what else a number is."""
BY_HAND = {"cell": (78, 78)}
"""Kinds of which no labels tell: how many rows somebody read, and how many of them are facts of their kind. Cells: all 63 of two tables
of aims, and 15 of statistics drawn at random."""
HUNDREDTHS = 100
FEW = 12
"""A grade of fewer judgements than this is joined with its neighbour: its share would be luck."""
LEAST_PART = 0.8
"""What is right less often is no part of a grade of facts, whatever the rest of the grade makes up for."""


@dataclass(frozen=True)
class Learnt:
    """The weight of each sign ("" is that of none) and, from each sum on, the share of proposals that are right."""

    weights: dict[str, float]

    def total(self, signs: frozenset[str]) -> float:
        """Give the sum of the weights, rounded as they are kept."""
        return sum(round(self.weights[s] * HUNDREDTHS) for s in (*signs, "") if s in self.weights)


def fit(samples: Sequence[Sample]) -> Learnt:
    """Learn the weights of one kind of fact."""
    count: dict[str, int] = {}
    for sample in samples:
        for sign in sample.signs:
            count[sign] = count.get(sign, 0) + 1
    names = sorted(sign for sign, n in count.items() if n >= LEAST)
    column = {name: i for i, name in enumerate(names)}
    places = [(r, column[s]) for r, sample in enumerate(samples) for s in sorted(sample.signs) if s in column]
    ones = np.ones(len(places))
    signs = csr_matrix((ones, tuple(np.array(places).T)), shape=(len(samples), len(names)))
    right = np.array([1.0 if sample.right else -1.0 for sample in samples])
    prior = np.array([next((w for is_it, w in PRIOR if is_it(name)), 0.0) for name in names])

    def surprise(weights: Any) -> tuple[float, Any]:
        margin = right * (signs @ weights[:-1] + weights[-1])
        pull = weights[:-1] - prior
        slope = -right / (1 + np.exp(margin))
        value = STRENGTH * np.logaddexp(0, -margin).sum() + 0.5 * pull @ pull
        return float(value), np.append(STRENGTH * (signs.T @ slope) + pull, STRENGTH * slope.sum())

    found = minimize(surprise, np.append(prior, 0.0), jac=True, method="L-BFGS-B", options={"maxiter": 5000}).x
    return Learnt(dict(zip([*names, ""], found, strict=True)))


def judged(samples: Sequence[Sample]) -> list[float]:
    """Give the sum of each proposal, by weights that were learnt without its document."""
    fold = [zlib.crc32(sample.document.encode()) % FOLDS for sample in samples]
    sums = [0.0] * len(samples)
    for left_out in range(FOLDS):
        learnt = fit([s for s, f in zip(samples, fold, strict=True) if f != left_out])
        for i, sample in enumerate(samples):
            if fold[i] == left_out:
                sums[i] = learnt.total(sample.signs)
    return sums


def steps(sums: Sequence[float], samples: Sequence[Sample]) -> list[tuple[int, str]]:
    """Give the grades of certainty: from which sum on (in hundredths) which share of the proposals is right, rising.

    The lowest grade that facts may have reaches as far down as its share stays at the bar, and no part of it lies under
    `LEAST_PART`: a finer cut would give up facts that are right nine times in ten for a bar that they miss by chance.
    """
    order = sorted(range(len(sums)), key=lambda i: sums[i])
    share = isotonic_regression([float(samples[i].right) for i in order]).x
    grades: list[_Grade] = []
    for i, s in zip(order, share, strict=True):
        if grades and (abs(grades[-1].share - s) < 1e-9 or sums[i] == grades[-1].last):
            grades[-1] = grades[-1].joined(_Grade(int(sums[i]), sums[i], float(s), 1))
        else:
            grades.append(_Grade(int(sums[i]), sums[i], float(s), 1))
    grades = _joined(grades, lambda low, high: low.count < FEW or high.count < FEW)
    for low in range(len(grades)):
        if grades[low].share < LEAST_PART:
            continue
        lowest = grades[low]
        for high in range(low + 1, len(grades) + 1):
            if lowest.share >= float(BAR):
                grades[low:high] = [lowest]
                break
            if high < len(grades):
                lowest = lowest.joined(grades[high])
        break
    most = accumulate((_printed(g.share, g.count) for g in grades), max)
    return [(g.first, share) for g, share in zip(grades, most, strict=True)]


def _printed(share: float, count: int) -> str:
    """Give a share as it is kept, rounded down; none is surer than its count can tell, for one more could have been wrong."""
    return f"{int(100 * min(share, count / (count + 1)) + 1e-6) / 100:.2f}"


@dataclass(frozen=True)
class _Grade:
    """Proposals whose sums lie from `first` to `last`: the share of them that is right, and how many."""

    first: int
    last: float
    share: float
    count: int

    def joined(self, higher: _Grade) -> _Grade:
        count = self.count + higher.count
        share = (self.share * self.count + higher.share * higher.count) / count
        return _Grade(self.first, higher.last, share, count)


def _joined(grades: Sequence[_Grade], are_one: Callable[[_Grade, _Grade], bool]) -> list[_Grade]:
    made: list[_Grade] = []
    for grade in grades:
        if made and are_one(made[-1], grade):
            made[-1] = made[-1].joined(grade)
        else:
            made.append(grade)
    return made


def tell(kind: str, samples: Sequence[Sample], sums: Sequence[float], rows: Sequence[tuple[int, str]]) -> None:
    """Print precision and recall of what is sure enough, by set, beside what the rules alone would have let pass."""
    bar = next((first for first, certainty in rows if certainty >= str(BAR)), 10**9)
    print(f"{kind}: {len(samples)} proposals of {len({s.document for s in samples})} documents, sum from {bar}")
    for name in [*sorted({s.labels for s in samples}), None]:
        own = [(s, t) for s, t in zip(samples, sums, strict=True) if name in (None, s.labels)]
        right = sum(s.right for s, _ in own)
        kept = [s for s, t in own if t >= bar]
        ruled = [s for s, _ in own if "gate" not in s.signs]
        figures = [
            f"{sum(s.right for s in taken) / max(1, len(taken)):.2f} / {sum(s.right for s in taken) / max(1, right):.2f}"
            for taken in (kept, ruled)
        ]
        print(f"  {name or 'all':16} {len(own):5} proposals, {right:5} right; decided {figures[0]}, rules {figures[1]}")


def main(arguments: list[str] | None = None) -> int:
    """Learn, print, and write the data of the decision."""
    parser = argparse.ArgumentParser(description="Learn what the signs weigh from labelled documents.")
    parser.add_argument("labels", nargs="+", help="labelled sets: REGISTER.csv=FOLDER")
    parser.add_argument("--homes", type=Path, default=PROJECT / "build" / "learn", help="where documents are read into")
    parser.add_argument("--dry", action="store_true", help="print only")
    options = parser.parse_args(arguments)
    samples: list[Sample] = []
    for register, _, folder in (pair.partition("=") for pair in options.labels):
        home = options.homes / Path(register).resolve().parent.name
        samples += labelled.of(Path(register), Path(folder), home)
    weights: list[tuple[str, str, int]] = []
    certainty: list[tuple[str, int, str]] = []
    for kind in labelled.KINDS:
        own = [s for s in samples if s.kind == kind]
        sums = judged(own)
        rows = steps(sums, own)
        tell(kind, own, sums, rows)
        learnt = fit(own)
        kept = {sign: round(weight * HUNDREDTHS) for sign, weight in learnt.weights.items()}
        weights += [(kind, sign, weight) for sign, weight in sorted(kept.items()) if weight or not sign]
        certainty += [(kind, first, share) for first, share in rows]
    certainty += [(kind, 0, _printed(right / read, read)) for kind, (read, right) in BY_HAND.items()]
    for kind in labelled.TOLD:
        own = [s for s in samples if s.kind == kind]
        share = sum(s.right for s in own) / len(own)
        print(f"{kind}: {len(own)} rows, {share:.2f} right")
        certainty.append((kind, 0, _printed(share, len(own))))
    if not options.dry:
        _write("weights", ("kind", "sign", "weight"), weights)
        _write("certainty", ("kind", "from", "certainty"), certainty)
    return 0


def _write(name: str, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    with (GRAMMAR / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows([head, *sorted(rows, key=lambda row: tuple(map(str, row)))])


if __name__ == "__main__":
    sys.exit(main())
