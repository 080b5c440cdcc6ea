"""The registers say what their schemas say, and agree with one another."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from frictionless import Resource, Schema
from jsonschema import Draft202012Validator

from transform.language.text import folded
from transform.registers import faults

SEEDS = Path(__file__).parents[2] / "seeds"
REFERENCE = SEEDS / "reference"
FICTIONAL = SEEDS / "specimens" / "registers"

TABLES = [
    *((path, REFERENCE / f"{path.stem}.schema.json") for path in sorted(REFERENCE.glob("*.csv"))),
    *((path, REFERENCE / f"{path.stem}.schema.json") for path in sorted(FICTIONAL.glob("*.csv"))),
    *((path, path.with_suffix(".schema.json")) for path in sorted((SEEDS / "grammar").glob("*.csv"))),
    (SEEDS / "corrections" / "corrections.csv", SEEDS / "corrections" / "corrections.schema.json"),
    *(
        (path, SEEDS / "schemas" / "sources.schema.json")
        for path in (SEEDS / "sources.csv", *sorted((SEEDS / "examples").glob("*.csv")))
    ),
]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def both(name: str) -> list[dict[str, str]]:
    return rows(REFERENCE / f"{name}.csv") + rows(FICTIONAL / f"{name}.csv")


def name_of(table: tuple[Path, Path]) -> str:
    return str(table[0].relative_to(SEEDS))


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_a_register_is_valid_by_its_table_schema(table: tuple[Path, Path]) -> None:
    path, schema = table
    descriptor = json.loads(schema.read_text(encoding="utf-8"))
    if path.parent == FICTIONAL:
        descriptor.pop("foreignKeys", None)  # their parents stand in the real registers, too
    found = Resource(path=path.name, basepath=str(path.parent), schema=Schema.from_descriptor(descriptor)).validate()
    assert found.flatten(["rowNumber", "fieldName", "message"]) == []


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_a_schema_titles_every_field_in_chinese_and_english(table: tuple[Path, Path]) -> None:
    schema = json.loads(table[1].read_text(encoding="utf-8"))
    for field in [schema, *schema["fields"]]:
        for key in ("title", "title_en", "description", "description_en"):
            assert field.get(key), (field.get("name"), key)
        assert not field["title"].isascii()
        assert field["title_en"].isascii()


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_a_register_is_sorted_by_its_unique_key_in_plain_lines(table: tuple[Path, Path]) -> None:
    path, schema = table
    text = path.read_bytes()
    assert b"\r" not in text
    assert text.endswith(b"\n")
    assert not text.startswith(b"\xef\xbb\xbf")
    key = json.loads(schema.read_text(encoding="utf-8"))["primaryKey"]
    keys = [tuple(row[name] for name in key) for row in rows(path)]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("name", ["areas", "organisations", "organisation_aliases", "indicators"])
def test_fictional_rows_never_share_a_key_with_real_ones(name: str) -> None:
    key = {"areas": "code", "organisations": "organisation_id", "indicators": "indicator_id"}.get(name)
    for column in [key] if key else ["organisation_id"]:
        real, fictional = ({row[column] for row in rows(folder / f"{name}.csv")} for folder in (REFERENCE, FICTIONAL))
        assert not real & fictional


def test_what_text_is_matched_against_is_folded() -> None:
    texts = [row["unit"] for row in rows(REFERENCE / "units.csv")]
    texts += [row["alias"] for row in both("organisation_aliases")]
    texts += [phrase for row in both("indicators") for phrase in row["phrases"].split("|")]
    assert [text for text in texts if folded(text) != text] == []


UNITS = {row["unit"]: row for row in rows(REFERENCE / "units.csv")}


class TestUnits:
    def test_what_a_unit_goes_on_with_is_a_pattern_of_words(self) -> None:
        for row in UNITS.values():
            if row["goes_on"]:
                assert re.match(row["goes_on"], "") is None, row["unit"]

    @pytest.mark.parametrize(
        ("unit", "factor", "unit_base", "dimension"),
        [
            ("万亿元", "1000000000000", "元", "money"),
            ("亿美元", "100000000", "美元", "money"),
            ("万亩", "10000", "亩", "area"),
            ("平米", "1", "平方米", "area"),
            ("百万人", "1000000", "人", "count"),
            ("亿级", "100000000", "1", "number"),
            ("亿", "100000000", "1", "number"),
            ("成", "10", "%", "ratio"),
            ("个百分点", "1", "百分点", "ratio"),
            ("PFlops", "1", "PFlops", "computing"),
            ("公里", "1", "公里", "length"),
            ("万公里", "10000", "公里", "length"),
            ("公斤", "1", "公斤", "mass"),
            ("万千瓦", "10000", "千瓦", "power"),
            ("亿千瓦时", "100000000", "千瓦时", "energy"),
            ("万吨标准煤", "10000", "吨标准煤", "energy"),
            ("元/平方米/天", "1", "元/平方米/天", "money/area/time"),
            ("万元/年", "10000", "元/年", "money/time"),
            ("张/千人", "1", "张/千人", "count/count"),
            ("个工作日", "1", "个工作日", "time"),
        ],
    )
    def test_a_unit_is_worth_so_many_base_units(self, unit: str, factor: str, unit_base: str, dimension: str) -> None:
        row = UNITS[unit]
        assert (row["factor"], row["unit_base"], row["dimension"]) == (factor, unit_base, dimension)

    def test_a_base_unit_has_a_row_of_factor_one_and_the_same_dimension(self) -> None:
        for row in UNITS.values():
            if row["unit_base"] != "1":
                base = UNITS[row["unit_base"]]
                assert (base["unit_base"], base["factor"]) == (row["unit_base"], "1")
                assert base["dimension"] == row["dimension"]

    def test_a_chinese_multiplier_is_its_exact_power_of_ten(self) -> None:
        powers = {
            "百": 2,
            "千": 3,
            "万": 4,
            "十万": 5,
            "百万": 6,
            "千万": 7,
            "亿": 8,
            "十亿": 9,
            "百亿": 10,
            "万亿": 12,
        }
        bases = {row["unit_base"] for row in UNITS.values()}
        for prefix, power in powers.items():
            for base in bases:
                row = UNITS.get(prefix + base)
                # 千克, 千瓦 and the like are units of their own.
                if row and row["unit_base"] == base:
                    assert Decimal(row["factor"]) == Decimal(10) ** power, row

    @pytest.mark.parametrize("word", ["度", "点", "G", "K", "月", "号", "两"])
    def test_what_is_oftener_a_word_or_a_name_is_no_unit(self, word: str) -> None:
        assert word not in UNITS


AREAS = {row["code"]: row for row in both("areas")}


class TestAreas:
    @pytest.mark.parametrize(
        ("code", "name", "short_name", "level", "parent"),
        [
            ("110000", "北京市", "北京", "province", ""),
            ("110108", "海淀区", "海淀", "county", "110000"),
            ("440100", "广州市", "广州", "city", "440000"),
            ("450000", "广西壮族自治区", "广西", "province", ""),
            ("222400", "延边朝鲜族自治州", "延边", "city", "220000"),
            ("419001", "济源市", "济源", "county", "410000"),
            ("990100", "云川市", "云川", "city", "990000"),
        ],
    )
    def test_an_area_has_its_place(self, code: str, name: str, short_name: str, level: str, parent: str) -> None:
        assert list(AREAS[code].values())[:5] == [code, name, short_name, level, parent]

    def test_every_area_but_a_province_lies_in_a_wider_one(self) -> None:
        width = ["province", "city", "county"]
        for row in AREAS.values():
            if row["level"] == "province":
                assert row["parent"] == ""
            else:
                assert width.index(AREAS[row["parent"]]["level"]) < width.index(row["level"])

    def test_slugs_tell_areas_apart_and_say_the_city_of_a_district(self) -> None:
        slugs = Counter(row["slug"] for row in AREAS.values())
        assert [slug for slug, count in slugs.items() if count > 1] == []
        for row in AREAS.values():
            assert row["level"] != "county" or row["slug"].startswith(AREAS[row["parent"]]["slug"] + "-")

    def test_no_placeholder_of_the_code_list_is_an_area(self) -> None:
        assert not {"市辖区", "县", "省直辖县级行政区划"} & {row["name"] for row in AREAS.values()}


ORGANISATIONS = {row["organisation_id"]: row for row in both("organisations")}


ALIASES = both("organisation_aliases")


NAMES = {(row["alias"], row["organisation_id"]) for row in ALIASES} | {
    (row[field], name) for name, row in ORGANISATIONS.items() for field in ("name", "short_name") if row[field]
}


class TestOrganisations:
    def meant(self, alias: str, area: str) -> list[str]:
        return [name for said, name in NAMES if said == alias and ORGANISATIONS[name]["area_code"] == area]

    def test_areas_and_parents_are_in_their_registers(self) -> None:
        areas = {row["code"] for row in both("areas")}
        for row in ORGANISATIONS.values():
            assert row["area_code"] in areas or not row["area_code"]
            assert row["parent_id"] in ORGANISATIONS or not row["parent_id"]

    def test_every_alias_is_of_an_organisation_and_none_repeats_its_name(self) -> None:
        assert {row["organisation_id"] for row in ALIASES} <= set(ORGANISATIONS)
        assert faults([REFERENCE, FICTIONAL]) == []

    def test_a_name_means_one_body_of_an_area(self) -> None:
        where = Counter((said, ORGANISATIONS[name]["area_code"]) for said, name in NAMES)
        assert [key for key, count in where.items() if count > 1] == []

    @pytest.mark.parametrize(
        ("alias", "area", "organisation_id"),
        [
            ("市商务局", "110000", "beijing-shangwuju"),
            ("市商务局", "990100", "yunchuan-shangwuju"),
            ("市经信局", "110000", "beijing-jingjihexinxihuaju"),
            ("市科委、中关村管委会", "110000", "beijing-kexuejishuweiyuanhui-zhongguancunkejiyuanquguanliweiyuanhui"),
            ("市科委、云东高新区管委会", "990100", "yunchuan-kexuejishuweiyuanhui-yundonggaoxinquguanweihui"),
            ("工信部", "", "gongyehexinxihuabu"),
            ("发展改革委", "", "guojiafazhanhegaigeweiyuanhui"),
        ],
    )
    def test_the_area_decides_which_body_a_short_name_means(self, alias: str, area: str, organisation_id: str) -> None:
        assert self.meant(alias, area) == [organisation_id]


class TestFunctions:
    FUNCTIONS = rows(REFERENCE / "functions.csv")

    def test_a_form_is_one_function_s_only(self) -> None:
        forms = Counter(form for row in self.FUNCTIONS for form in row["forms"].split("|"))
        assert [form for form, count in forms.items() if count > 1] == []

    def test_every_form_says_where_the_area_stands(self) -> None:
        forms = [form for row in self.FUNCTIONS for form in row["forms"].split("|")]
        assert [form for form in forms if len(re.findall(r"\{(?:here|area|short)\}", form)) != 1] == []

    def test_a_parent_is_of_the_area_or_in_the_register(self) -> None:
        known = {"", "government", "above", "party", *ORGANISATIONS}
        assert {row["parent"] for row in self.FUNCTIONS} <= known

    def test_no_row_of_the_register_says_what_the_rule_says(self) -> None:
        areas = {row["code"]: row for row in rows(REFERENCE / "areas.csv")}
        for row in rows(REFERENCE / "organisations.csv"):
            area = areas.get(row["area_code"])
            made = (
                {f["name"].replace("{area}", area["name"]) for f in self.FUNCTIONS}
                if area and area["code"][:2] != "11"
                else set()
            )
            assert row["name"] not in made


INDICATORS = both("indicators")


class TestIndicators:
    def test_a_phrase_stands_for_one_indicator(self) -> None:
        phrases = Counter(phrase for row in INDICATORS for phrase in row["phrases"].split("|"))
        assert [phrase for phrase, count in phrases.items() if count > 1] == []

    def test_units_are_base_units_of_the_dimension(self) -> None:
        units = {row["unit"]: row for row in rows(REFERENCE / "units.csv")}
        for row in INDICATORS:
            if row["unit_base"]:
                unit = units[row["unit_base"]]
                assert (unit["unit_base"], unit["dimension"]) == (row["unit_base"], row["dimension"]), row

    def test_scopes_are_those_that_words_name(self) -> None:
        assert {row["scope"] for row in INDICATORS} <= {row["scope"] for row in rows(REFERENCE / "scopes.csv")} | {""}


def test_an_industry_stands_under_the_one_that_its_code_begins_with() -> None:
    industries = {row["code"]: row for row in rows(REFERENCE / "industries.csv")}
    for code, row in industries.items():
        level = int(row["level"])
        assert len(code) == (1 if level == 1 else level)
        if level == 1:
            assert row["parent"] == ""
        else:
            assert int(industries[row["parent"]]["level"]) == level - 1
            assert level == 2 or code.startswith(row["parent"])


SOURCES = rows(SEEDS / "sources.csv")


COLLECTIONS = yaml.safe_load((SEEDS / "collections.yaml").read_text(encoding="utf-8"))


class TestSources:
    def test_the_hash_is_that_of_the_file(self) -> None:
        for row in SOURCES:
            assert hashlib.sha256((SEEDS / row["path"]).read_bytes()).hexdigest() == row["sha256"], row["path"]

    def test_every_collection_is_described(self) -> None:
        assert {row["collection"] for row in SOURCES} == set(COLLECTIONS)

    def test_collections_are_valid_by_their_json_schema(self) -> None:
        schema = json.loads((SEEDS / "schemas" / "collections.schema.json").read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        assert [error.message for error in Draft202012Validator(schema).iter_errors(COLLECTIONS)] == []

    def test_the_areas_and_folders_of_collections_exist(self) -> None:
        areas = {row["name"] for row in both("areas")}
        for defaults in COLLECTIONS.values():
            assert defaults["area"] in areas
            assert (SEEDS / defaults["reference"]).is_dir()
