"""A row of a register that is wrong costs itself, and is told of by file, line and field; a file without header costs the register."""

from __future__ import annotations

import shutil
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
        ("units", "unit,unit_base,dimension\n", "units.csv:1: column factor is missing"),
        ("units", "", "units.csv: the file is empty"),
    ],
)
def test_a_register_without_header_says_where(folder: Path, name: str, text: str, message: str) -> None:
    fill(folder, name, text)
    with pytest.raises(RegisterError, match=message):
        registers.read([folder])
    (fault,) = registers.faults([folder])
    assert message in str(fault)


@pytest.mark.parametrize(
    ("row", "field", "message"),
    [
        (",户,1,count,", "unit", "empty, but required"),
        ("棵,棵,1", None, "3 cells where the header has 5"),
        ("户,家,1,count,", "unit", "“户” stands there twice, unlike"),
        ("棵,棵,许多,count,", "factor", "“许多” is not a number"),
        ("棵,棵,1e999,count,", "factor", "“1e999” is not a number"),
        ("棵,棵,-3,count,", "factor", "“-3” is out of range"),
        ("棵,棵,0,count,", "factor", "“0” is out of range"),
        (f"棵,棵,{'9' * 60},count,", "factor", "is out of range"),
        ("棵,棵,nan,count,", "factor", "“nan” is not a number"),
        ("棵,棵,1,Zahl!,", "dimension", "“Zahl!” is not of the form asked for"),
        ("棵,棵,1,count,(", "goes_on", "“(” is no pattern"),
        ("棵\x00,棵,1,count,", "unit", "control character U+0000"),
        ('"棵,棵,1,count,', None, "a double quote is not closed"),
    ],
)
def test_a_bad_row_costs_itself(folder: Path, row: str, field: str | None, message: str) -> None:
    shutil.copy(SEEDS / "reference" / "units.schema.json", folder)
    fill(folder, "units", f"unit,unit_base,factor,dimension,goes_on\n户,户,1,count,\n{row}\n台,台,1,count,\n")
    assert [found["unit"] for found in registers.read([folder])["units"]] == ["户", "台"]
    (fault,) = registers.faults([folder])
    assert (fault.line, fault.field) == (3, field)
    assert message in fault.message


def test_bytes_that_are_no_text_cost_their_row(folder: Path) -> None:
    head = "unit,unit_base,factor,dimension\n户,户,1,count\n".encode()
    (folder / "units.csv").write_bytes(head + "棵,棵,1,count\n".encode("gbk"))
    assert len(registers.read([folder])["units"]) == 1
    (fault,) = registers.faults([folder])
    assert "read as GBK it is “棵”" in str(fault)


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
    assert [str(fault) for fault in registers.faults([folder])] == [
        f"{folder / 'organisation_aliases.csv'}:3: alias: “{alias}” is a name of {body} in organisations.csv already."
        " Delete the row"
    ] * is_name
    assert len(registers.read([folder])["organisation_aliases"]) == 2


def test_a_missing_register_says_where_it_was_looked_for(folder: Path) -> None:
    (folder / "areas.csv").unlink()
    with pytest.raises(RegisterError, match=r"areas\.csv is in none of the register folders .*" + folder.name):
        registers.read([folder])
