"""The Table Schemas of the reference registers, as rules for a cell: what a row breaks, and what to do about it.

A register has its schema beside it in the seeds (`units.csv`, `units.schema.json`). Files of the same name that a collection
brings along are held to the same. Keys within and between registers are not looked at here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

from transform.csvrows import shown

LARGEST = Decimal(10) ** 25
"""Numbers of a register are DECIMAL(32, 6) in the models."""

PATTERNS = {"goes_on"}
"""Columns whose cells are put into patterns: one that is none would cost every document."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What the schema of a register asks of a column."""

    column: str
    constraints: Mapping[str, Any]
    kind: str

    @property
    def advice(self) -> str:
        """What to do about a cell that breaks it."""
        if "enum" in self.constraints:
            return f"Known are {', '.join(map(str, self.constraints['enum']))}"
        if self.kind in ("number", "integer"):
            least = self.constraints.get("minimum")
            return "Write digits, with a point where it has a fraction" + (
                f", from {least} on" if least is not None else ""
            )
        if "pattern" in self.constraints:
            return f"It must match {self.constraints['pattern']}"
        return "Fill it in, or delete the row"

    def fault_of(self, cell: str) -> str | None:
        """Say what is wrong with a cell, None where nothing is."""
        asked = self.constraints
        if not cell:
            return "empty, but required" if asked.get("required") else None
        if len(cell) > asked.get("maxLength", len(cell)):
            return f"{shown(cell)} is longer than {asked['maxLength']} characters"
        if self.kind in ("number", "integer"):
            return self._fault_of_number(cell)
        if self.column in PATTERNS and (wrong := _pattern_fault(cell)) is not None:
            return f"{shown(cell)} is no pattern ({wrong})"
        if "enum" in asked and cell not in asked["enum"]:
            return f"{shown(cell)} is none of the values allowed"
        if "pattern" in asked and not re.fullmatch(asked["pattern"], cell):
            return f"{shown(cell)} is not of the form asked for"
        return None

    def _fault_of_number(self, cell: str) -> str | None:
        try:
            number = Decimal(cell) if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", cell) else None
        except InvalidOperation:
            number = None
        if number is None or (self.kind == "integer" and number != number.to_integral_value()):
            return f"{shown(cell)} is not {'a whole number' if self.kind == 'integer' else 'a number'}"
        least, most = (self.constraints.get(name) for name in ("minimum", "maximum"))
        if (least is not None and number < Decimal(str(least))) or number > Decimal(str(most or LARGEST)):
            return f"{shown(cell)} is out of range"
        return None


def _pattern_fault(cell: str) -> str | None:
    try:
        re.compile(cell)
    except (re.error, RecursionError, OverflowError) as error:
        return str(error)
    return None


def rules_of(name: str, folders: Sequence[Path]) -> tuple[Rule, ...]:
    """Give the rules of a register by the first of the folders that holds its schema, none where none does."""
    found = (path for folder in folders if (path := folder / f"{name}.schema.json").is_file())
    return _rules(next(found, None))


@lru_cache(maxsize=64)
def _rules(schema: Path | None) -> tuple[Rule, ...]:
    if schema is None:
        return ()
    fields = json.loads(schema.read_text(encoding="utf-8"))["fields"]
    return tuple(Rule(field["name"], field.get("constraints", {}), field.get("type", "string")) for field in fields)
