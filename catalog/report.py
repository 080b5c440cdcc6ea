"""What a validation found: problems by resource, row and field, told in the words and codes of frictionless.

A report knows nothing of how the problems were found.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One error. `row` counts lines of the table from the header, which is 1; a problem of a file has none."""

    code: str
    message: str
    resource: str = ""
    row: int | None = None
    field: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        """Give one line: where, what, and the cell."""
        place = [self.resource or "package"]
        place += [f"row {self.row}"] if self.row is not None else []
        place += [self.field] if self.field else []
        return f"{', '.join(place)}: [{self.code}] {self.message}" + (f": {self.cell!r}" if self.cell else "")


@dataclass(frozen=True, slots=True)
class Table:
    """A resource that was read."""

    name: str
    path: str
    rows: int
    bytes: int


@dataclass(slots=True)
class Report:
    """Everything that was found, without limit."""

    name: str = ""
    problems: list[Problem] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @property
    def valid(self) -> bool:
        """Whether nothing was found."""
        return not self.problems

    def add(self, code: str, message: str, **place: Any) -> None:
        """Note a problem."""
        self.problems.append(Problem(code, message, **place))

    def counts(self) -> dict[str, int]:
        """Count the problems by code."""
        return dict(sorted(Counter(problem.code for problem in self.problems).items()))

    def to_json(self) -> dict[str, Any]:
        """Give what `validation.json` holds: the same for the same files, whenever and wherever it runs."""
        return {
            "valid": self.valid,
            "name": self.name,
            "stats": {"tables": len(self.tables), "rows": sum(t.rows for t in self.tables), "errors": self.counts()},
            "tables": [asdict(table) for table in self.tables],
            "errors": [asdict(problem) for problem in self.problems],
        }

    def render(self, most: int | None = 50) -> str:
        """Give a text for a person: the verdict, the tables, and up to `most` problems (all where it is None)."""
        verdict, rows = "valid" if self.valid else "NOT VALID", sum(table.rows for table in self.tables)
        head = f"{self.name or 'package'}: {verdict}, {len(self.tables)} tables, {rows} rows"
        lines = [head, *(f"  {table.name}: {table.rows} rows" for table in self.tables)]
        lines += [f"  {code}: {count}" for code, count in self.counts().items()]
        lines += [f"- {problem}" for problem in self.problems[:most]]
        if most is not None and len(self.problems) > most:
            lines.append(f"- … and {len(self.problems) - most} more")
        return "\n".join(lines)
