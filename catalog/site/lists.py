"""Long lists as numbered pages, of which one row more or less changes only those around it.

Where a list is cut is `units.cut`; the first page alone says how many rows there are. Which lists there are does not live
here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from catalog.site import words
from catalog.site.kept import Kept, print_of
from catalog.site.rows import Library, Row
from catalog.site.units import Query, pages_of, rows_of_pages
from catalog.site.words import Label


class Choice(NamedTuple):
    """A way to filter a list: the name of the rows' data attribute, and the values that occur with what is shown."""

    name: str
    label: Label
    options: list[tuple[str, str]]


Filters = list[tuple[str, Label, Callable[[Mapping[str, Any]], tuple[str | None, str | None]]]]
"""Name and label of a choice, and a row's value for it with what is shown."""


def choice(name: str, label: Label, values: Iterable[tuple[str | None, str | None]]) -> Choice:
    """Give a choice over the values that occur, each with what is shown for it."""
    occurring = {(value, words.clipped(shown, 28) or value) for value, shown in values if value}
    return Choice(name, label, sorted(occurring))


def coded(group: str, code: str | None) -> tuple[str | None, str]:
    """Give a code with its word."""
    return code, words.word(group, code).zh


def year_of(date: str | None) -> tuple[str | None, str | None]:
    """Give the year of a date, twice: as the value and as what is shown."""
    return (date[:4], date[:4]) if date else (None, None)


class Lists:
    """Writes the lists of one build."""

    def __init__(self, library: Library, kept: Kept, page: Callable[..., None]) -> None:
        """Take the rows, what stands, and what renders a template to a path."""
        self._library = library
        self._kept = kept
        self._page = page

    def write(
        self, folder: str, template: str, query: Query, key: str, by: Filters, front: Mapping[str, Any] | None = None
    ) -> None:
        """Stage the pages of a list that must be rendered.

        `key` names the rows, `by` are the columns that a page can be filtered by, `front` is what the first page shows
        beside its rows.
        """
        cut = pages_of(self._library, query, key)
        last = len(cut)
        total = cut[-1][1]
        names = {"index.html" if n == 1 else f"page-{n}.html": n for n in range(1, last + 1)}
        front = front or {}
        prints = (
            (name, print_of(cut[n - 1][1] - cut[n - 1][0], cut[n - 1][2], n, last, *((total, front) if n == 1 else ())))
            for name, n in names.items()
        )
        todo = self._kept.plan_these(folder, prints)

        def give(name: str, rows: list[Row]) -> None:
            number = names[name]
            numbering = {"number": number, "last": last, "total": total}
            choices = [choice(title, label, (show(row) for row in rows)) for title, label, show in by]
            self._page(
                f"{folder}/{name}",
                template,
                f"{folder}/{name}",
                rows=rows,
                numbering=numbering,
                choices=choices,
                **front,
            )

        rows_of_pages(self._library, query, {name: cut[names[name] - 1][:2] for name in todo}, give)
