"""Pictures of numbers as inline SVG without style or script: where marks stand, in the units of the view box.

Only places are worked out here; the words beside the marks come from the rows, the drawing is `charts.html`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from catalog.site.sentences import scaled

WIDTH, HEIGHT = 520, 230
LEFT, RIGHT, TOP, BOTTOM = 20, 24, 34, 30
PARTS = re.compile(r"(\d{4})(?:Q([1-4])|H([12])|-(\d\d)(?:-\d\d)?)?$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A point: `kind` is `goal`, `base` or `seen`; `anchor` how its words stand beside it."""

    kind: str
    x: float
    y: float
    label: str
    period: str
    anchor: str
    label_y: float


@dataclass(slots=True)
class Chart:
    """Marks over time, the straight path to the goal, and the years below."""

    marks: list[Mark] = field(default_factory=list)
    line: str = ""
    path: tuple[float, float, float, float] | None = None
    goal_y: float | None = None
    zero_y: float | None = None
    years: list[tuple[float, str]] = field(default_factory=list)
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def said(self) -> str:
        """All that the picture shows, in words."""
        kinds = {"goal": "目标", "base": "基期", "seen": "观测"}
        return "；".join(f"{kinds[m.kind]} {m.period} {m.label}" for m in self.marks)


def when(period: str | None) -> float | None:
    """Give the end of a period in years, None where there is none: 2025 is 2025, 2025H1 is 2024.5."""
    match = PARTS.match((period or "").rpartition("/")[2])
    if not match:
        return None
    year, quarter, half, month = match.groups()
    part = int(quarter) / 4 if quarter else int(half) / 2 if half else int(month) / 12 if month else 1
    return int(year) - 1 + part


def _value(text: str | None) -> float | None:
    try:
        return float(Decimal(text or ""))
    except InvalidOperation:
        return None


def over_time(
    seen: Iterable[Mapping[str, str | None]],
    *,
    goal: Mapping[str, str | None] | None = None,
) -> Chart | None:
    """Draw observations over time, and a promise with its baseline and the way there; None without two marks.

    `seen` rows have `period`, `value_base`, `unit_base`; `goal` is a commitment.
    """
    found: list[tuple[str, float, float, str, str]] = []

    def add(kind: str, period: str | None, value: str | None, unit: str | None) -> None:
        x, y = when(period), _value(value)
        if x is not None and y is not None:
            found.append((kind, x, y, scaled(value, unit).zh, period or ""))

    for row in seen:
        add("seen", row["period"], row["value_base"], row["unit_base"])
    if goal:
        if not any(x == when(goal["baseline_period"]) for _, x, *_ in found):
            add("base", goal["baseline_period"], goal["baseline_value"], goal["unit_base"])
        add("goal", goal["deadline"], goal["value_base"], goal["unit_base"])
    if len(found) < 2:
        return None
    found.sort(key=lambda mark: (mark[1], mark[0]))
    last = max(mark[1] for mark in found)
    first = min(found[0][1], last - 1)
    low, high = min(0.0, *(m[2] for m in found)), max(0.0, *(m[2] for m in found))
    high = high if high > low else low + 1

    def across(x: float) -> float:
        return round(LEFT + 34 + (x - first) / (last - first) * (WIDTH - LEFT - RIGHT - 80), 1)

    def up(y: float) -> float:
        return round(HEIGHT - BOTTOM - (y - low) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    chart = Chart(zero_y=up(0))
    highest: dict[float, tuple[float, str]] = {}
    for kind, x, y, *_ in found:
        highest[x] = max(highest.get(x, (y, kind)), (y, kind))
    # Words stand over a mark; where marks crowd only the first, the last and the goal are named.
    crowded = len(found) > 6
    for number, (kind, x, y, label, period) in enumerate(found):
        named = not crowded or kind != "seen" or number in (0, len(found) - 1) or y in (low, high)
        place = across(x)
        anchor = "start" if place < LEFT + 60 else "end" if place > WIDTH - 80 else "middle"
        # Of two marks in one period the lower is named below itself.
        label_y = up(y) + 22 if (y, kind) < highest[x] else up(y) - 12
        chart.marks.append(Mark(kind, place, up(y), label if named else "", period, anchor, label_y))
    line = [(across(x), up(y)) for kind, x, y, *_ in found if kind != "goal"]
    chart.line = " ".join(f"{x},{y}" for x, y in line) if len(line) > 1 else ""
    target = next((m for m in chart.marks if m.kind == "goal"), None)
    if target:
        chart.goal_y = target.y
        before = [m for m in chart.marks if m.kind == "base"] or [
            m for m in chart.marks if m.kind == "seen" and m.x < target.x
        ]
        if goal and goal["stat"] == "level" and before:
            chart.path = (before[0].x, before[0].y, target.x, target.y)
    years = sorted({int(x) for _, x, *_ in found})
    step = max(1, -(-len(years) // 8))
    chart.years = [(across(year), str(year)) for year in years[::step] if first <= year <= last]
    return chart


def bounds(values: Iterable[str | None]) -> tuple[float, float] | None:
    """Give the smallest and the largest of a list and nought, None where none of it is a number."""
    numbers = [n for n in map(_value, values) if n is not None]
    return (min(0.0, *numbers), max(0.0, *numbers)) if numbers else None


def share(value: str | None, within: tuple[float, float] | None) -> float | None:
    """Give where a value stands between bounds, from 0 to 100."""
    own = _value(value)
    if own is None or within is None:
        return None
    low, high = within
    return round(100 * (own - low) / (high - low), 1) if high > low else 50.0
