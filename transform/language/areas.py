"""The register of areas as a text prints them: full names, short ones, and which area lies in which.

It knows names and nothing of sentences: whether a name in a text says where something is, `transform.grammar.places` decides,
and in whose name a document speaks, `transform.document.speaks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

Level = Literal["province", "city", "county"]
GENERIC = ("自治区", "自治州", "自治县", "自治旗", "地区", "省", "市", "州", "盟", "县", "区", "旗")
"""What the names of areas end in, the longest first."""
_CALLED = {"自治州": "州", "自治县": "县", "自治旗": "旗"}
"""The generic part that a text says for that of the full name (延边州 for 延边朝鲜族自治州)."""
_LEAST = 2
"""Characters of the shortest name: with one (渝, 皖) a text means an area only in a word of its own."""


@dataclass(frozen=True, slots=True)
class Area:
    """An area of the register; `sign` is what its people call it among themselves (省, 市, 区): 全市, 我省."""

    code: str
    name: str
    short_name: str
    level: Level
    parent: str | None

    @property
    def sign(self) -> str:
        """The generic part of its name, as 全… and 我… have it."""
        ending = next((generic for generic in GENERIC if self.name.endswith(generic)), "")
        return _CALLED.get(ending, ending)


class Named(NamedTuple):
    """A name of areas in a text, `text[start:end]`, with the areas that go by it; `is_full` where its generic part stands."""

    start: int
    end: int
    name: str
    areas: tuple[Area, ...]
    is_full: bool


class Areas:
    """The areas of the registers by their names."""

    def __init__(self, rows: Iterable[Mapping[str, str | None]]) -> None:
        """Take the rows of `areas.csv`: code, name, short_name, level, parent."""
        self.by_code: dict[str, Area] = {}
        full: dict[str, list[Area]] = {}
        short: dict[str, list[Area]] = {}
        for row in rows:
            area = Area(
                str(row["code"]),
                str(row["name"]),
                str(row["short_name"]),
                row["level"],  # type: ignore[arg-type]
                row["parent"] or None,
            )
            self.by_code[area.code] = area
            names = {area.name, area.short_name + area.sign} if area.sign else {area.name}
            for name in names:
                full.setdefault(name, []).append(area)
            if len(area.short_name) >= _LEAST and area.short_name not in names:
                short.setdefault(area.short_name, []).append(area)
        self._full = {name: tuple(found) for name, found in full.items()}
        self._short = {name: tuple(found) for name, found in short.items()}
        self._lengths = sorted({len(name) for name in (*full, *short)}, reverse=True)
        self._first = {name[0] for name in (*full, *short)}

    def at(self, text: str, start: int) -> Named | None:
        """Give the longest name of areas that begins at a place of a folded text."""
        if text[start : start + 1] not in self._first:
            return None
        for length in self._lengths:
            name = text[start : start + length]
            if len(name) < length:
                continue
            if name in self._full:
                return Named(start, start + length, name, self._full[name], True)
            if name in self._short:
                return Named(start, start + length, name, self._short[name], False)
        return None

    def within(self, text: str) -> Iterator[Named]:
        """Give the names in a folded text from left to right, the longest first, none overlapping another."""
        start = 0
        while start < len(text):
            named = self.at(text, start)
            if named is not None:
                yield named
            start = named.end if named is not None else start + 1

    def named(self, name: str) -> tuple[Area, ...]:
        """Give the areas of a full or short name."""
        return self._full.get(name, ()) or self._short.get(name, ())

    def widest(self, name: str | None) -> Area | None:
        """Give the area that a name means where nothing is around it: the widest, if it is one (吉林 is the province)."""
        found = self.named(name or "")
        for level in ("province", "city", "county"):
            of_level = [area for area in found if area.level == level]
            if of_level:
                return of_level[0] if len(of_level) == 1 else None
        return None

    def above(self, area: Area) -> Iterator[Area]:
        """Give an area and those that it lies in, from within."""
        here: Area | None = area
        while here is not None:
            yield here
            here = self.by_code.get(here.parent or "")

    def lies_in(self, area: Area, around: Area) -> bool:
        """Say whether an area is another or lies in it."""
        return any(above.code == around.code for above in self.above(area))


NO_AREAS = Areas(())
"""No register: only what a text says of itself."""
