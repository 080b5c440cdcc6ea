"""The names of areas in a text, which areas go by them, and what lies in what; over a register made for it."""

from __future__ import annotations

import pytest

from transform.language.areas import NO_AREAS, Areas

ROWS: list[dict[str, str | None]] = [
    {"code": "90", "name": "澜江省", "short_name": "澜江", "level": "province", "parent": None},
    {"code": "9001", "name": "云川市", "short_name": "云川", "level": "city", "parent": "90"},
    {"code": "900101", "name": "北岭区", "short_name": "北岭", "level": "county", "parent": "9001"},
    {"code": "900102", "name": "禾县", "short_name": "禾", "level": "county", "parent": "9001"},
    {"code": "9002", "name": "朔原蒙古族自治州", "short_name": "朔原", "level": "city", "parent": "90"},
    {"code": "900201", "name": "云川县", "short_name": "云川", "level": "county", "parent": "9002"},
    {"code": "900202", "name": "北岭县", "short_name": "北岭", "level": "county", "parent": "9002"},
    {"code": "900203", "name": "青塘自治旗", "short_name": "青塘", "level": "county", "parent": "9002"},
    {"code": "91", "name": "朔原", "short_name": "朔原", "level": "province", "parent": None},
]
AREAS = Areas(ROWS)

NAMES = [
    ("云川市北岭区和禾县", [("云川市", True, ["9001"]), ("北岭区", True, ["900101"]), ("禾县", True, ["900102"])]),
    ("云川、北岭两地", [("云川", False, ["9001", "900201"]), ("北岭", False, ["900101", "900202"])]),
    ("朔原州与朔原蒙古族自治州", [("朔原州", True, ["9002"]), ("朔原蒙古族自治州", True, ["9002"])]),
    ("青塘旗", [("青塘旗", True, ["900203"])]),
    ("禾苗生长", []),
    ("云", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_names_in_a_text(text: str, names: list[tuple[str, bool, list[str]]]) -> None:
    found = list(AREAS.within(text))
    assert [(n.name, n.is_full, [a.code for a in n.areas]) for n in found] == names
    assert all(text[n.start : n.end] == n.name for n in found)


@pytest.mark.parametrize(
    ("code", "sign"),
    [("90", "省"), ("9001", "市"), ("900101", "区"), ("900102", "县"), ("9002", "州"), ("900203", "旗"), ("91", "")],
)
def test_what_its_people_call_an_area(code: str, sign: str) -> None:
    assert AREAS.by_code[code].sign == sign


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("云川", "9001"),
        ("云川县", "900201"),
        ("北岭", None),
        ("澜江", "90"),
        ("朔原", "91"),
        ("外地", None),
        (None, None),
    ],
)
def test_the_widest_area_that_a_name_alone_means(name: str | None, code: str | None) -> None:
    found = AREAS.widest(name)
    assert (found and found.code) == code


def test_what_lies_in_what() -> None:
    inner, city, province = (AREAS.by_code[code] for code in ("900101", "9001", "90"))
    assert [area.code for area in AREAS.above(inner)] == ["900101", "9001", "90"]
    assert AREAS.lies_in(inner, province)
    assert AREAS.lies_in(inner, inner)
    assert not AREAS.lies_in(city, inner)
    assert not AREAS.lies_in(inner, AREAS.by_code["9002"])


def test_without_a_register_nothing_is_named() -> None:
    assert list(NO_AREAS.within("云川市")) == []
    assert NO_AREAS.widest("云川市") is None
