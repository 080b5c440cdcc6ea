"""Registers are read whole or refused with the file, the row and the field that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from transform import registers
from transform.registers import REGISTERS, RegisterError

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds every register, each without rows."""
    for name, register in REGISTERS.items():
        (tmp_path / f"{name}.csv").write_text(",".join(register.columns) + "\n", encoding="utf-8")
    return tmp_path


def fill(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def test_the_seeds_hold_every_register() -> None:
    found = registers.read([SEEDS / "reference", SEEDS / "specimens" / "registers"])
    assert found.keys() == REGISTERS.keys()
    assert all(found.values())


def test_folders_are_joined_and_text_is_folded(folder: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    more.mkdir()
    fill(folder, "units", "unit,unit_base,factor,dimension,note\n万户,户,10000,count,of any kind\n")
    fill(more, "units", "unit,unit_base,factor,dimension\n台（套）,台（套）,1,count\n万户,户,10000,count\n")
    assert registers.read([folder, more])["units"] == [
        {"unit": "万户", "unit_base": "户", "factor": "10000", "dimension": "count"},
        {"unit": "台(套)", "unit_base": "台(套)", "factor": "1", "dimension": "count"},
    ]


def test_an_empty_cell_is_nothing(folder: Path) -> None:
    fill(folder, "areas", "code,name,short_name,level,parent\n990000,澜江省,澜江,province,\n")
    assert registers.read([folder])["areas"][0]["parent"] is None


def test_a_column_that_a_register_may_lack_is_empty(folder: Path) -> None:
    fill(
        folder,
        "indicators",
        "indicator_id,name,name_en,unit_base,dimension,definition,phrases\nroads,道路,Roads,,,,道路\n",
    )
    [row] = registers.read([folder])["indicators"]
    assert (row["name"], row["is_flow"], row["sense"], row["scope"]) == ("道路", None, None, None)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("units", "unit,unit_base,dimension\n", r"units\.csv: column factor is missing"),
        ("units", "unit,unit_base,factor,dimension\n,户,1,count\n", r"units\.csv, row 1: unit must not be empty"),
        ("units", "unit,unit_base,factor,dimension\n户,户,1\n", r"units\.csv, line 2: 3 cells where the header has 4"),
        (
            "units",
            "unit,unit_base,factor,dimension\n户,户,1,count\n户,家,1,count\n",
            r"units\.csv, row 2: 户 stands there twice, unlike",
        ),
    ],
)
def test_a_broken_register_says_where(folder: Path, name: str, text: str, message: str) -> None:
    fill(folder, name, text)
    with pytest.raises(RegisterError, match=message):
        registers.read([folder])


@pytest.mark.parametrize(
    ("alias", "is_name"),
    [
        ("云川市商务局", True),
        ("市商务局", True),
        ("云川市商务局（市会展办）", True),
        ("商务局", False),
        ("市场局", False),
    ],
)
def test_an_alias_that_repeats_a_name_of_its_own_body_is_a_fault(folder: Path, alias: str, is_name: bool) -> None:
    fill(
        folder,
        "organisations",
        "organisation_id,name,short_name,kind,area_code,parent_id\n"
        "yc-sw,云川市商务局,市商务局,department,,\nyc-hz,云川市商务局(市会展办),,department,,\nyc-sc,市场局,,department,,\n",
    )
    body = "yc-hz" if "会展" in alias else "yc-sw"
    fill(folder, "organisation_aliases", f"alias,organisation_id\n商委,yc-sw\n{alias},{body}\n")
    assert (
        registers.faults([folder])
        == [
            f"{folder / 'organisation_aliases.csv'}:3: alias: “{alias}” is a name of {body} in organisations.csv already."
            " Delete the row"
        ]
        * is_name
    )
    assert len(registers.read([folder])["organisation_aliases"]) == 2


def test_what_cannot_be_read_is_a_fault_too(folder: Path) -> None:
    fill(folder, "units", "unit,unit_base,dimension\n")
    (fault,) = registers.faults([folder])
    assert "units.csv: column factor is missing" in fault


def test_a_missing_register_says_where_it_was_looked_for(folder: Path) -> None:
    (folder / "areas.csv").unlink()
    with pytest.raises(RegisterError, match=r"areas\.csv is in none of the register folders .*" + folder.name):
        registers.read([folder])
