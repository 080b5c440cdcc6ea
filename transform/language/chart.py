"""A bottom-up chart: constituents of a row of words by named rules, each node with its rule and its children.

A word comes with the categories that it may have; a rule makes a category of two neighbours, or of one (a name for it). Of
the ways to build a category over the same words the cheapest is kept, so the work grows with the cube of the words and not
with the readings. Which categories and rules there are is the caller's grammar; what a constituent means is decided there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(slots=True, frozen=True)
class Rule:
    """Gives `gives` for one or two neighbours of the categories `of`, at a cost; `examples` are phrases → their constituent.

    Raises
    ------
    ValueError
        The rule has no example, or not one or two parts.
    """

    name: str
    gives: str
    of: tuple[str, ...]
    cost: int
    examples: Mapping[str, str] = field(compare=False)

    def __post_init__(self) -> None:
        """Refuse a rule that shows nobody what it is for."""
        if not self.examples:
            raise ValueError(
                f"rule {self.name} has no example: give it a phrase and the constituent that it makes of it"
            )
        if len(self.of) not in (1, 2):
            raise ValueError(f"rule {self.name} is of {len(self.of)} parts: one or two are possible")


class Node(NamedTuple):
    """A constituent over `words[start:end]`: its category, the rule that made it, what it is made of.

    A tuple, for a chart makes thousands of them and a frozen dataclass takes twice the time to make.
    """

    start: int
    end: int
    category: str
    cost: int
    rule: str = ""
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """Give the constituent and all that it is made of, from above."""
        yield self
        for child in self.children:
            yield from child.walk()

    def uses(self, rule: str) -> bool:
        """Say whether a rule has made the constituent or a part of it."""
        return any(node.rule == rule for node in self.walk())


Cell = dict[str, Node]


class Grammar:
    """Rules, looked up by what they are made of."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Index the rules; two of one name are a defect of the caller's."""
        self.rules = tuple(rules)
        self._single: dict[str, list[Rule]] = {}
        self._pairs: dict[str, dict[str, list[Rule]]] = {}
        for rule in rules:
            if len(rule.of) == 1:
                self._single.setdefault(rule.of[0], []).append(rule)
            else:
                self._pairs.setdefault(rule.of[0], {}).setdefault(rule.of[1], []).append(rule)

    def parse(self, words: Sequence[Mapping[str, int]]) -> dict[tuple[int, int], Cell]:
        """Give for each stretch of words, by begin and end, its constituents by category: the cheapest of each.

        A word is the categories that it may have, each with a cost.
        """
        number = len(words)
        chart: dict[tuple[int, int], Cell] = {}
        for at, word in enumerate(words):
            cell = {category: Node(at, at + 1, category, cost) for category, cost in word.items()}
            self._name(cell)
            chart[at, at + 1] = cell
        for length in range(2, number + 1):
            for start in range(number - length + 1):
                end = start + length
                cell = {}
                for middle in range(start + 1, end):
                    left, right = chart.get((start, middle)), chart.get((middle, end))
                    if left and right:
                        self._join(cell, left, right)
                if cell:
                    self._name(cell)
                    chart[start, end] = cell
        return chart

    def _join(self, cell: Cell, left: Cell, right: Cell) -> None:
        for first, node in left.items():
            pairs = self._pairs.get(first)
            if pairs is None:
                continue
            for second, other in right.items():
                for rule in pairs.get(second, ()):
                    cost = node.cost + other.cost + rule.cost
                    kept = cell.get(rule.gives)
                    if kept is None or cost < kept.cost:
                        cell[rule.gives] = Node(node.start, other.end, rule.gives, cost, rule.name, (node, other))

    def _name(self, cell: Cell) -> None:
        waiting = list(cell)
        while waiting:
            node = cell[waiting.pop()]
            for rule in self._single.get(node.category, ()):
                cost = node.cost + rule.cost
                kept = cell.get(rule.gives)
                if kept is None or cost < kept.cost:
                    cell[rule.gives] = Node(node.start, node.end, rule.gives, cost, rule.name, (node,))
                    waiting.append(rule.gives)
