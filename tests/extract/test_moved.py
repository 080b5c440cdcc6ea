"""A character that pdfium says stands elsewhere than it does is put back on its line."""

from __future__ import annotations

import pypdfium2.raw as raw
import pytest

from extract.files import pdftext
from extract.pages.shapes import Char

HEIGHT = 842.0
LINE = Char("市", 100.0, 120.0, 112.0, 132.0, 130.0)


@pytest.mark.parametrize(
    ("base", "origin", "before", "place"),
    [
        # Where the origin lies on the line of the matrix, pdfium's own box holds.
        (712.0, 712.0, [LINE], None),
        # Moved away, it takes the next place on the line of the character before it …
        (712.0, 2040.0, [LINE], (112.0, 124.0, 120.0, 132.0)),
        # … and opens a line of its own where that character stands on another.
        (642.0, 2040.0, [LINE], (90.0, 102.0, 200.0 - 0.88 * 12, 200.0 + 0.12 * 12)),
        (642.0, -300.0, [], (90.0, 102.0, 200.0 - 0.88 * 12, 200.0 + 0.12 * 12)),
    ],
)
def test_a_character_moved_twice(
    monkeypatch: pytest.MonkeyPatch,
    base: float,
    origin: float,
    before: list[Char],
    place: tuple[float, float, float, float] | None,
) -> None:
    matrix = raw.FS_MATRIX()

    matrix.a, matrix.d, matrix.e, matrix.f = 0.5, 0.5, 90.0, base
    monkeypatch.setattr(raw, "FPDFText_GetFontSize", lambda _text, _index: 24.0)
    assert pdftext._moved(None, 0, HEIGHT, matrix, origin, before) == (pytest.approx(place) if place else None)
