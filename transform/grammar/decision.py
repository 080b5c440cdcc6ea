"""The decision: from the evidence around a proposed number to whether it is a fact, and how sure that is.

A small linear scorer for each kind of fact: what the signs of `transform.grammar.evidence` weigh is added up, and the
table of certainty says which share of the proposals with such a sum careful readers found right, in documents that the
weights were not learnt from. Both are data (`seeds/grammar/weights.csv`, `certainty.csv`), made by `make learn`. What
is less sure than `BAR` is no fact: it stands in `quantities` as a candidate, with what spoke against it.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from transform.document.genre import Sort
from transform.document.model import Document
from transform.document.records import Fact, Record
from transform.grammar import derivation, evidence, gate, reasons
from transform.grammar.reading import Reading
from transform.grammar.roles import Taken
from transform.language.numbers import Plain

GRAMMAR = Path(__file__).parents[2] / "seeds" / "grammar"
BAR = Decimal("0.90")
"""What is less sure is no fact: the contract of the tables of facts."""
_TOLD = 3
"""So many signs are told of a decision: the ones that weighed most."""

_OF_DOCUMENT = ("genre=", "speech=", "kind=", "company=", "density=", "beside=", "title:", "rule=")
"""Signs that say nothing of the number itself."""

F = TypeVar("F", bound=Fact)


class Judged(NamedTuple):
    """How sure it is that a proposal is right (0 to 1, two decimals), and the signs that weighed most, heaviest first."""

    certainty: Decimal
    signs: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Scorer:
    """What each sign weighs for one kind of fact, in hundredths, and the certainty from each sum on."""

    weights: dict[str, int]
    sums: tuple[int, ...]
    certainties: tuple[Decimal, ...]

    def judge(self, signs: Iterable[str]) -> Judged:
        """Weigh the signs of a proposal. A sign that was never learnt weighs nothing."""
        weighed = [(sign, self.weights[sign]) for sign in signs if sign in self.weights]
        total = self.weights[""] + sum(weight for _, weight in weighed)
        place = bisect_right(self.sums, total) - 1
        certainty = self.certainties[place] if place >= 0 else Decimal("0.00")
        return Judged(certainty, tuple(sorted(weighed, key=lambda w: (-abs(w[1]), w[0]))))


@cache
def scorers() -> dict[str, Scorer]:
    """Give the scorer of each kind of fact."""
    weights: dict[str, dict[str, int]] = {}
    for row in _rows("weights"):
        weights.setdefault(row["kind"], {})[row["sign"]] = int(row["weight"])
    steps: dict[str, list[tuple[int, Decimal]]] = {kind: [] for kind in weights}
    for row in _rows("certainty"):
        if row["kind"] in steps:
            steps[row["kind"]].append((int(row["from"]), Decimal(row["certainty"])))
    return {
        kind: Scorer(weights[kind], tuple(s for s, _ in sorted(found)), tuple(c for _, c in sorted(found)))
        for kind, found in steps.items()
    }


@cache
def _rows(name: str) -> list[dict[str, str]]:
    with (GRAMMAR / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def held(
    kind: str, sort: Sort, document: Document, readings: Sequence[Reading], rows: list[F], scorer: Scorer
) -> list[F]:
    """Give the rows of one kind of fact that are sure enough, with their certainty.

    `kind` is target, observation or incentive, `scorer` the one of that kind. The numbers of the others are free again
    in their readings, and `Reading.refused` says what they nearly were, and why they are not.
    """
    by_id = {key_of(row): row for row in rows}
    judged: dict[str, Judged] = {}
    for reading, position, key, signs in proposals(kind, sort, document, readings, by_id):
        if key not in judged:
            judged[key] = scorer.judge(signs)
        if judged[key].certainty < BAR:
            instead = gate.instead(kind, sort, document, reading, position, by_id[key])
            del reading.used[position]
            reading.refused.setdefault(position, _nearly(kind, instead, judged[key]))
        else:
            taken = reading.used[position]
            reading.used[position] = taken._replace(
                rule=_rule(taken.rule, judged[key]), certainty=str(judged[key].certainty)
            )
    sure: list[F] = []
    for key, row in by_id.items():
        found = judged.get(key) or _of_same_number(row, by_id, judged)
        if found is not None and found.certainty >= BAR:
            rule, certainty = _rule(row.evidence.rule, found), Plain(str(found.certainty))
            sure.append(replace(row, evidence=replace(row.evidence, rule=rule, certainty=certainty)))
    return sure


def told(kind: str, rows: Iterable[Record]) -> list[Record]:
    """Give rows of a kind that no weights decide, with the share of such rows that careful readers found right.

    `kind` is responsibility or citation; rows that are no facts (issues) go through.
    """
    [share] = [Plain(row["certainty"]) for row in _rows("certainty") if row["kind"] == kind]
    return [
        replace(row, evidence=replace(row.evidence, certainty=share)) if isinstance(row, Fact) else row for row in rows
    ]


def proposals(
    kind: str, sort: Sort, document: Document, readings: Sequence[Reading], by_id: Mapping[str, Fact]
) -> Iterator[tuple[Reading, int, str, frozenset[str]]]:
    """Give the numbers proposed as facts of a kind, in order: reading, place, the row's id, the signs around it.

    A number may be freed while they are given: the company that the next ones keep was counted before.
    """
    proposed = [
        (reading, [(p, t.fact_id) for p, t in sorted(reading.used.items()) if t.role == kind and t.fact_id in by_id])
        for reading in readings
    ]
    density = 1000 * len(by_id) / max(1, sum(len(reading.text) for reading in readings))
    for reading, found in proposed:
        company = evidence.Company(len(by_id), density, len(found))
        for position, key in found:
            assert key is not None
            yield (
                reading,
                position,
                key,
                evidence.signs(kind, sort, document, reading, position, by_id[key], company),
            )


def key_of(row: Fact) -> str:
    """Give the id of a fact."""
    [key] = row.KEY
    return str(getattr(row, key))


def _of_same_number(row: Fact, by_id: Mapping[str, Fact], judged: Mapping[str, Judged]) -> Judged | None:
    """Give what was judged of the number that a row shares with others (甲、乙产量均达到5万吨): one number, one decision."""
    own = row.evidence
    for key, other in by_id.items():
        of, same = other.evidence, getattr(other, "value", None) == getattr(row, "value", None)
        if (
            key in judged
            and same
            and (of.char_start or 0) < (own.char_end or 0)
            and (own.char_start or 0) < (of.char_end or 0)
        ):
            return judged[key]
    return None


def _rule(rule: str, found: Judged) -> str:
    """Give the derivation of a fact: the sign that spoke for it most heads it."""
    told = next((sign for sign, weight in found.signs if weight > 0 and not sign.startswith(_OF_DOCUMENT)), None)
    return derivation.joined(told and f"decide.{told}", rule)


def _nearly(kind: str, instead: Taken, found: Judged) -> Taken:
    """Say what a number that is no fact nearly was, and what spoke against it most."""
    against = [sign for sign, weight in found.signs if weight < 0][:_TOLD]
    said = reasons.REASONS.get(derivation.steps(instead.rule)[0].rpartition(".")[2])
    sure = f"确信度 {found.certainty},不足 {BAR}"
    told = f"最不利的迹象:{', '.join(against)}" if against else None
    reason = ";".join(part for part in (said, sure, told) if part)
    return instead._replace(candidate=kind, reason=reason, certainty=str(found.certainty))
