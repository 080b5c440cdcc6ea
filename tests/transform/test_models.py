"""The SQL models, rule by rule: rows as read go in, rows as published come out. All places and papers are invented."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from transform import warehouse

Facts = list[tuple[str, dict[str, Any]]]
Build = Callable[..., duckdb.DuckDBPyConnection]

REGISTERS: dict[str, list[tuple[str, ...]]] = {
    "units": [
        ("unit", "unit_base", "factor", "dimension"),
        ("元", "元", "1", "money"),
        ("万元", "元", "10000", "money"),
        ("个", "个", "1", "count"),
        ("户", "户", "1", "count"),
        ("万人", "人", "10000", "count"),
        ("%", "%", "1", "ratio"),
        ("个百分点", "百分点", "1", "ratio"),
        ("成", "%", "10", "ratio"),
        ("千克", "公斤", "1", "mass"),
        ("MB", "MB", "1", "data"),
        ("Mb", "Mb", "1", "data"),
        ("PFlops", "PFlops", "1", "computing"),
        ("亿", "1", "100000000", "number"),
    ],
    "areas": [
        ("code", "name", "level", "parent", "short_name"),
        ("990000", "澜江省", "province", "", "澜江"),
        ("990100", "云川市", "city", "990000", "云川"),
        ("990101", "东屏区", "county", "990100", "东屏"),
        ("990200", "石浦市", "city", "990000", "石浦"),
        ("990201", "东屏区", "county", "990200", "东屏"),
        ("980000", "青屿市", "province", "", "青屿"),
    ],
    "functions": [
        ("function", "name", "forms", "kind", "parent"),
        ("renminzhengfu", "{area}人民政府", "{here}人民政府|{here}政府", "government", "above"),
        ("shangwuju", "{area}商务局", "{here}商务局|{here}商务厅", "department", "government"),
        ("jiaoyuweiyuanhui", "{area}教育委员会", "{here}教育委员会|{here}教委", "department", "government"),
        ("dangwei", "中国共产党{area}委员会", "{here}委|中共{here}委", "party", ""),
        ("dangweizuzhibu", "{committee}组织部", "{here}委组织部", "party", "party"),
        ("guojiashuiwuju", "星务总局{area}税务局", "{here}税务局|星务总局{area}税务局", "tax", "xw"),
        ("haiguan", "{short}海关", "{short}海关", "customs", ""),
    ],
    "organisations": [
        ("organisation_id", "name", "short_name", "kind", "area_code", "parent_id"),
        ("lj-sw", "澜江省商务厅", "省商务厅", "department", "990000", ""),
        ("yc-sw", "云川市商务局", "市商务局", "department", "990100", ""),
        ("yc-jx", "云川市经济和信息化局", "市经济和信息化局", "department", "990100", ""),
        ("sp-sw", "石浦市商务局", "市商务局", "department", "990200", ""),
        ("qy-sw", "青屿市商务局", "市商务局", "department", "980000", ""),
        ("yc-dp", "云川市东屏区人民政府", "东屏区政府", "government", "990101", ""),
        ("sp-dp", "石浦市东屏区人民政府", "东屏区政府", "government", "990201", ""),
        ("yc-kw", "云川市科学技术委员会、云川科学城管理委员会", "市科委、科学城管委会", "department", "990100", ""),
        ("yc-gx", "云川高新区管理委员会", "高新区管委会", "development_zone", "990100", ""),
        ("yc-gx-cj", "云川高新区财金局", "财金局", "department", "990100", "yc-gx"),
        ("xw", "国家星务局", "星务局", "central_ministry", "", ""),
        ("xf", "星防部", "星防部", "central_ministry", "", ""),
        ("ambiguous-1", "云川市第一水厂", "水厂", "other", "990100", ""),
        ("ambiguous-2", "云川市第二水厂", "水厂", "other", "990100", ""),
    ],
    "organisation_aliases": [("alias", "organisation_id"), ("市工信局", "yc-jx"), ("云川市工信局", "yc-jx")],
    "indicators": [
        (
            "indicator_id",
            "name",
            "name_en",
            "unit_base",
            "dimension",
            "definition",
            "phrases",
            "is_flow",
            "sense",
            "scope",
        ),
        (
            "online-retail",
            "网络零售额",
            "Online retail",
            "元",
            "money",
            "",
            "网络零售额|网上零售额",
            "true",
            "at_least",
            "",
        ),
        ("research-spending", "研发经费投入", "", "元", "money", "", "研发经费投入", "true", "at_least", ""),
        ("online-retail-share", "网络零售额占比", "", "%", "ratio", "", "网络零售额占比", "false", "at_least", ""),
        ("streets", "数字街区", "", "个", "count", "", "数字街区", "false", "at_least", ""),
        ("product", "地区生产总值", "", "元", "money", "", "地区生产总值", "true", "at_least", ""),
        ("prices", "居民消费价格", "", "%", "ratio", "", "居民消费价格", "true", "at_most", ""),
        ("energy", "单位能耗", "", "", "", "", "单位能耗", "true", "at_most", ""),
        ("idle", "登记失业率", "", "%", "ratio", "", "登记失业率|城镇登记失业率", "false", "at_most", "城镇"),
        ("jobs", "城镇新增就业", "", "人", "count", "", "城镇新增就业|新增就业", "true", "at_least", ""),
        (
            "income",
            "居民人均可支配收入",
            "",
            "元",
            "money",
            "",
            "居民人均可支配收入|全体居民人均可支配收入",
            "true",
            "at_least",
            "全体",
        ),
        (
            "industry",
            "工业增加值",
            "",
            "元",
            "money",
            "",
            "规上工业增加值|规模以上工业增加值|工业增加值",
            "true",
            "at_least",
            "",
        ),
        ("forest", "森林覆盖率", "", "%", "ratio", "", "森林覆盖率", "false", "at_least", ""),
    ],
    "scopes": [
        ("word", "scope"),
        ("规上", "规模以上"),
        ("规模以上", "规模以上"),
        ("城镇", "城镇"),
        ("农村", "农村"),
        ("全体", "全体"),
    ],
    "wordings": [
        ("word", "normal"),
        ("网上零售额", "网络零售额"),
        ("GDP", "生产总值"),
        ("地区生产总值", "生产总值"),
        ("规上", "规模以上"),
        ("比例", "比重"),
    ],
    "industries": [("code", "name", "level", "parent"), ("39", "整机制造业", "2", "C")],
    "licences": [
        ("licence", "title", "full_text", "basis", "url"),
        ("CC-BY-4.0", "署名", "true", "署名后可转载", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-NC-4.0", "非商业", "false", "不许商业使用", "https://creativecommons.org/licenses/by-nc/4.0/"),
    ],
}


REGISTERS["indicators"] = [
    (*row, "prices" if row[0] == "indicator_id" else "constant" if row[0] == "product" else "")
    for row in REGISTERS["indicators"]
]


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    """Run all models over the facts of some sources, each a list of (table, row); sources are named s1, s2, …"""
    folder = tmp_path / "registers"
    folder.mkdir()
    for name, rows in REGISTERS.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle).writerows(rows)
    number = count(1)

    def run(*facts: Facts, threads: int = 2, sources: dict[str, dict[str, Any]] | None = None, **inputs: Any) -> Any:
        files = []
        rows = []
        for position, found in enumerate(facts, start=1):
            source_id = f"s{position}"
            flat = [{"table": table, "row": json.dumps(row | _of_source(table, source_id))} for table, row in found]
            schema = pa.schema([("table", pa.string()), ("row", pa.string())])
            files.append(tmp_path / f"{next(number)}.parquet")
            pq.write_table(pa.Table.from_pylist(flat, schema=schema), files[-1])
            rows.append({"source_id": source_id, "position": position, **(sources or {}).get(source_id, {})})
        con = duckdb.connect()
        warehouse.build(con, facts=files, sources=rows, registers=[folder], threads=threads, **inputs)
        return con

    yield run


def _of_source(table: str, source_id: str) -> dict[str, str]:
    return {"source_id": source_id} if table in ("documents", "issues") else {}


def paper(document_id: str = "d", issuers: tuple[str, ...] = (), **more: Any) -> Facts:
    """A document with its issuers."""
    plain = {"document_id": document_id, "kind": "plan", "title": f"方案{document_id}", "character_count": 1000}
    named: Facts = [
        ("document_issuers", {"document_id": document_id, "position": position, "printed_name": name})
        for position, name in enumerate(issuers, start=1)
    ]
    return [("documents", plain | more), *named]


def target(fact_id: str, metric: str, value: str, unit: str | None, document_id: str = "d", **more: Any) -> Facts:
    plain = {"kind": "level", "voice": "own", "comparator": ">=", "rule": "r", "quote": f"{metric}{value}{unit or ''}"}
    fact = {"target_id": fact_id, "document_id": document_id, "metric": metric, "value": value, "unit": unit}
    return [("targets", plain | fact | more)]


def observation(fact_id: str, metric: str, value: str, unit: str | None, document_id: str, **more: Any) -> Facts:
    plain = {"stat": "level", "voice": "own", "comparator": "=", "is_forecast": False, "rule": "r"}
    fact = {"observation_id": fact_id, "document_id": document_id, "metric": metric, "value": value, "unit": unit}
    return [("observations", plain | fact | more)]


def responsible(document_id: str, *names: str, is_group: bool = False) -> Facts:
    plain = {"measure_id": f"{document_id}.m", "document_id": document_id, "is_group": is_group, "role": "lead"}
    return [("responsibilities", plain | {"position": p, "printed_name": n}) for p, n in enumerate(names)]


def citation(document_id: str, title: str, relation: str = "mention", number: str | None = None) -> Facts:
    fact = {"document_id": document_id, "position": 1, "cited_title": title, "cited_number": number}
    return [("citations", fact | {"relation": relation})]


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return con.execute(query).fetchall()


def test_what_is_absent_leaves_every_table_empty_but_the_registers(build: Build) -> None:
    con = build()
    for table in ("documents", "targets", "observations", "progress", "coverage", "issues", "cells"):
        assert rows(con, f"SELECT count(*) FROM {table}") == [(0,)]
    # Bodies that nobody names are none of the data.
    assert rows(con, "SELECT count(*) FROM organisations") == [(0,)]
    assert rows(con, "SELECT count(*) FROM units") > [(0,)]


def test_bodies_are_those_that_documents_name_and_what_they_belong_to(build: Build) -> None:
    con = build(
        paper("d", issuers=("云川市商务局", "没有登记的协会"), area="云川市") + responsible("d", "云川高新区财金局")
    )
    assert rows(con, "SELECT organisation_id FROM organisations ORDER BY 1") == [("yc-gx",), ("yc-gx-cj",), ("yc-sw",)]
    assert (
        rows(
            con,
            "SELECT DISTINCT organisation_id FROM organisation_aliases WHERE organisation_id NOT IN (SELECT organisation_id FROM organisations)",
        )
        == []
    )


class TestUnits:
    CASES = (
        # printed → base
        ("1", "万亿元", "1000000000000", "元"),
        ("1.5", "万元", "15000", "元"),
        ("1.234567", "亿元", "123456700", "元"),
        ("3", "万户", "30000", "户"),
        ("80", "%", "80", "%"),
        ("三", "个", None, "个"),
        ("2", "成", "20", "%"),
        ("0.5", "个百分点", "0.5", "百分点"),
        ("3", "亿", "300000000", "1"),
        ("5", "千克", "5", "公斤"),
        ("5", "百PFlops", "500", "PFlops"),
        ("5", "pflops", "5", "PFlops"),
        ("2", "MB", "2", "MB"),
        ("2", "Mb", "2", "Mb"),
        ("2", "万元/平方米/天", "20000", "元/平方米/天"),
        # not in the register
        ("2", "mb", "2", "mb"),
        ("2", "捆", "2", "捆"),
        ("2", "万捆", "20000", "捆"),
        ("2", "千捆", "2", "千捆"),
        # no unit at all: a multiple
        ("2", None, "2", None),
        ("-3.2", "%", "-3.2", "%"),
        ("999999999999999999", "元", "999999999999999999", "元"),
        ("99999999999999999", "万亿元", None, "元"),
    )

    def test_a_value_is_brought_to_its_base_unit_exactly(self, build: Build) -> None:
        facts = paper()
        for n, (value, unit, _, _) in enumerate(self.CASES):
            facts += target(f"t{n:02}", f"甲{n}", value, unit)
        found = rows(build(facts), "SELECT value_base, unit_base FROM targets ORDER BY target_id")
        assert found == [(base and Decimal(base), unit_base) for _, _, base, unit_base in self.CASES]

    def test_observations_incentives_and_quantities_alike(self, build: Build) -> None:
        offer = {"incentive_id": "i", "document_id": "d", "cap": "300", "cap_unit": "万元", "rate_pct": "30"}
        number = {"quantity_id": "q", "document_id": "d", "value": "2", "unit": "万户", "role": "other"}
        facts = paper() + observation("o", "甲", "7", "万户", "d")
        facts += [("incentives", offer | {"threshold": "1", "threshold_unit": "亿元"}), ("quantities", number)]
        con = build(facts)
        assert rows(con, "SELECT value_base, unit_base FROM observations") == [(Decimal(70000), "户")]
        assert rows(con, "SELECT rate_pct, cap, cap_base, threshold_base FROM incentives") == [
            (Decimal(30), Decimal(300), Decimal(3000000), Decimal(100000000))
        ]
        assert rows(con, "SELECT value_base, unit_base FROM quantities") == [(Decimal(20000), "户")]

    def test_what_could_not_be_converted_is_an_issue_once_a_document(self, build: Build) -> None:
        facts = paper() + target("t1", "甲", "2", "捆") + target("t2", "乙", "3", "捆") + target("t3", "丙", "三", "个")
        found = rows(build(facts), "SELECT type, severity, row_id FROM issues WHERE severity = 'warning' ORDER BY type")
        assert found == [("number_out_of_range", "warning", "t3"), ("unknown_unit", "warning", None)]


class TestOrganisations:
    CASES = (
        # (area of the document, its issuer, printed name) → organisation
        ("云川市", None, "云川市商务局", "yc-sw"),
        ("云川市", None, "石浦市商务局", "sp-sw"),
        ("云川市", None, "市商务局", "yc-sw"),
        ("石浦市", None, "市商务局", "sp-sw"),
        ("青屿市", None, "市商务局", "qy-sw"),
        ("澜江省", None, "市商务局", None),
        (None, None, "市商务局", None),
        ("云川市", None, "省商务厅", "lj-sw"),
        ("云川市", None, "市工信局", "yc-jx"),
        ("石浦市", None, "市工信局", None),
        (None, None, "云川市工信局", "yc-jx"),
        ("云川市", None, "云川市经济与信息化局", "yc-jx"),
        ("云川市", None, "东屏区政府", "yc-dp"),
        ("石浦市", None, "东屏区政府", "sp-dp"),
        ("石浦市", None, "东屏区人民政府", "sp-dp"),
        ("澜江省", None, "东屏区政府", None),
        ("云川市", None, "市科委、科学城管委会", "yc-kw"),
        ("云川市", None, "水厂", None),
        ("全国", None, "星务局", "xw"),
        ("云川市", None, "国家星务局", "xw"),
        ("云川市", None, "星务局", None),
        ("云川市", None, "星防部", "xf"),
        # the issuer's name says where, when the document does not
        (None, "石浦市商务局", "市商务局", "sp-sw"),
        # a development zone's own bureau, in its own papers only
        ("云川市", "云川高新区管理委员会", "财金局", "yc-gx-cj"),
        ("云川市", "云川市商务局", "财金局", None),
    )

    def test_a_printed_name_is_read_from_where_it_stands(self, build: Build) -> None:
        facts: Facts = []
        for n, (area, issuer, name, _) in enumerate(self.CASES):
            facts += paper(f"d{n:02}", (issuer,) if issuer else (), area=area) + responsible(f"d{n:02}", name)
        found = rows(build(facts), "SELECT organisation_id FROM responsibilities ORDER BY document_id")
        assert [organisation for (organisation,) in found] == [case[-1] for case in self.CASES]

    BY_RULE = (
        # (area of the document, printed name) → id, name, parent of the body that the rule makes
        ("云川市", "市教委", "990100-jiaoyuweiyuanhui", "云川市教育委员会", "990100-renminzhengfu"),
        ("云川市", "教育委员会", "990100-jiaoyuweiyuanhui", "云川市教育委员会", "990100-renminzhengfu"),
        ("澜江省", "石浦市教委", "990200-jiaoyuweiyuanhui", "石浦市教育委员会", "990200-renminzhengfu"),
        ("澜江省", "石浦市东屏区教委", "990201-jiaoyuweiyuanhui", "石浦市东屏区教育委员会", "sp-dp"),
        ("云川市", "东屏区教委", "990101-jiaoyuweiyuanhui", "云川市东屏区教育委员会", "yc-dp"),
        ("澜江省", "东屏区教委", None, None, None),
        ("云川市", "省政府", "990000-renminzhengfu", "澜江省人民政府", None),
        ("云川市", "市委组织部", "990100-dangweizuzhibu", "中共云川市委组织部", "990100-dangwei"),
        ("云川市", "星务总局云川市税务局", "990100-guojiashuiwuju", "星务总局云川市税务局", "xw"),
        ("云川市", "市税务局(市社保局)", "990100-guojiashuiwuju", "星务总局云川市税务局", "xw"),
        ("澜江省", "云川海关", "990100-haiguan", "云川海关", None),
        ("澜江省", "市教委", None, None, None),
        ("全国", "教委", None, None, None),
        ("云川市", "市场教委", None, None, None),
    )

    def test_a_body_is_an_area_and_a_function(self, build: Build) -> None:
        facts: Facts = []
        for n, (area, name, *_) in enumerate(self.BY_RULE):
            facts += paper(f"d{n:02}", area=area) + responsible(f"d{n:02}", name)
        con = build(facts)
        found = rows(
            con,
            "SELECT o.organisation_id, o.name, o.parent_id FROM responsibilities AS r"
            " LEFT JOIN organisations AS o ON o.organisation_id = r.organisation_id ORDER BY r.document_id",
        )
        assert found == [case[2:] for case in self.BY_RULE]
        assert rows(con, "SELECT organisation_id FROM organisations GROUP BY ALL HAVING count(*) > 1") == []
        orphans = (
            "SELECT parent_id FROM organisations WHERE parent_id NOT IN (SELECT organisation_id FROM organisations)"
        )
        assert rows(con, orphans) == []

    def test_companies_and_zones_that_carry_tasks_are_bodies_by_their_names(self, build: Build) -> None:
        facts = paper("d", area="云川市") + responsible(
            "d", "临江水务集团", "云东开发区管委会", "属地国有公司", "飞艇局"
        )
        facts += paper("e", area="云川市") + responsible("e", "云东开发区管理委员会")
        found = rows(
            build(facts),
            "SELECT r.printed_name, o.kind, o.area_code FROM responsibilities AS r"
            " LEFT JOIN organisations AS o ON o.organisation_id = r.organisation_id ORDER BY r.document_id, r.position",
        )
        assert found == [
            ("临江水务集团", "company", "990100"),
            ("云东开发区管委会", "development_zone", "990100"),
            ("属地国有公司", None, None),
            ("飞艇局", None, None),
            ("云东开发区管理委员会", "development_zone", "990100"),
        ]

    def test_issuers_are_resolved_alike(self, build: Build) -> None:
        con = build(paper("d", ("云川市商务局", "市工信局"), area="云川市"))
        assert rows(con, "SELECT position, organisation_id FROM document_issuers ORDER BY position") == [
            (1, "yc-sw"),
            (2, "yc-jx"),
        ]

    def test_a_collection_s_area_stands_in_for_the_document_s(self, build: Build) -> None:
        con = build(paper() + responsible("d", "市商务局"), sources={"s1": {"area": "石浦市"}})
        assert rows(con, "SELECT organisation_id FROM responsibilities") == [("sp-sw",)]
        assert rows(con, "SELECT area FROM documents") == [("石浦市",)]

    def test_an_unresolved_name_is_one_issue_a_document_and_a_class_is_none(self, build: Build) -> None:
        facts = paper(area="云川市") + responsible("d", "水厂", "飞艇局", "飞艇局")
        facts += paper("e", area="云川市") + responsible("e", "各有关单位", is_group=True)
        found = rows(build(facts), "SELECT document_id, type, severity, message FROM issues ORDER BY type")
        assert found == [
            ("d", "ambiguous_organisation", "info", "机构“水厂”在本文件语境中可指 2 个机构"),
            ("d", "unknown_organisation", "info", "机构“飞艇局”不在机构名录中"),
        ]


class TestSameDocument:
    def joined(self, con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
        return rows(con, "SELECT document_id, source_id, position FROM document_sources ORDER BY ALL")

    def test_one_number_is_one_document_and_the_fuller_text_is_read(self, build: Build) -> None:
        number = "云商发〔2031〕6号"
        short = paper("d", document_number=number, character_count=500) + target("d.t-1", "甲", "1", "个")
        full = paper("d", document_number="云商发[2031]6号", character_count=900, title="全")
        con = build(short, full + target("d.t-2", "乙", "2", "个"))
        assert self.joined(con) == [("d", "s1", 2), ("d", "s2", 1)]
        assert rows(con, "SELECT source_id, title FROM documents") == [("s2", "全")]
        assert rows(con, "SELECT target_id FROM targets") == [("d.t-2",)]

    def test_about_equally_full_texts_are_taken_in_the_register_s_order(self, build: Build) -> None:
        con = build(paper("d", document_number="云1号"), paper("d", document_number="云1号", character_count=1050))
        assert self.joined(con) == [("d", "s1", 1), ("d", "s2", 2)]

    @pytest.mark.parametrize(
        ("one", "other", "issuer", "is_same"),
        [
            # title, date, number of the two; their issuer
            (("水务方案", "2031-02-03", None), ("水务方案", "2031-02-03", None), "甲局", True),
            (("水务方案", "2031-02-03", None), ("《水务 方案》", "2031-02-03", None), "甲局", True),
            (("水务方案", "2031-02-03", None), ("水务方案", "2032-02-03", None), "甲局", False),
            (("水务方案", None, None), ("水务方案", None, None), "甲局", False),
            (("公告", "2031-02-03", None), ("公告", "2031-02-03", None), None, False),
            (("水务方案", "2031-02-03", "云水〔2031〕1号"), ("水务方案", "2031-02-03", None), "甲局", True),
            (
                ("水务方案", "2031-02-03", "云水〔2031〕1号"),
                ("水务方案", "2031-02-03", "云水〔2031〕2号"),
                "甲局",
                False,
            ),
        ],
    )
    def test_without_a_number_title_issuers_and_date_decide(
        self, build: Build, one: tuple[str, ...], other: tuple[str, ...], issuer: str | None, is_same: bool
    ) -> None:
        fields = ("title", "issued_on", "document_number")
        issuers = (issuer,) if issuer else ()
        con = build(
            paper("a", issuers, **dict(zip(fields, one, strict=True))),
            paper("b", issuers, **dict(zip(fields, other, strict=True))),
        )
        expected = [("a", "s1", 1), ("a", "s2", 2)] if is_same else [("a", "s1", 1), ("b", "s2", 1)]
        assert self.joined(con) == expected

    def test_the_issues_of_a_second_source_point_at_the_document_that_is_published(self, build: Build) -> None:
        shared = {"title": "水务方案", "issued_on": "2031-02-03"}
        torn = ("issues", {"document_id": "b", "type": "torn", "severity": "warning", "message": "缺页"})
        con = build(paper("a", ("甲局",), **shared), [*paper("b", ("甲局",), **shared), torn])
        assert rows(con, "SELECT source_id, document_id FROM issues WHERE type = 'torn'") == [("s2", "a")]


class TestLifeCycle:
    def test_status_is_judged_on_the_warehouse_s_own_day(self, build: Build) -> None:
        facts = [
            *paper("a", effective_from="2030-01-01", effective_to="2031-05"),
            *paper("b", effective_from="2030-01-01", effective_to="2031-06"),
            *paper("c", effective_from="2031-06-16"),
            *paper("e", issued_on="2031-06-15"),
            *paper("f", effective_from="2029-01-01", document_number="云水〔2029〕7号"),
            *paper("g", effective_from="2031-06-01"),
            *citation("g", "旧办法", "repeals", "云水[2029]7号"),
            *paper("h", effective_from="2029-01-01", title="水面保洁办法(试行)"),
            *paper("i", effective_from="2031-08-01"),
            *citation("i", "水面保洁办法（试行）", "repeals"),
        ]
        assert rows(build(facts), "SELECT document_id, status FROM documents ORDER BY document_id") == [
            ("a", "expired"),
            ("b", "in_force"),
            ("c", "not_yet_in_force"),
            ("e", "unknown"),
            ("f", "repealed"),
            ("g", "in_force"),
            # what repeals it has not come into effect yet
            ("h", "in_force"),
            ("i", "not_yet_in_force"),
        ]

    @pytest.mark.parametrize(
        ("what", "status", "reason"),
        [
            (
                {
                    "effective_from": "2030-01-01",
                    "effective_to": "2031-12-31",
                    "validity_words": "本办法自2030年1月1日起施行",
                },
                "in_force",
                "自2030-01-01起施行，有效期至2031-12-31：“本办法自2030年1月1日起施行”",
            ),
            ({"effective_from": "2030-01-01"}, "in_force", "自2030-01-01起施行，未见失效日期"),
            ({"effective_to": "2031-05-31"}, "expired", "有效期至2031-05-31，已过"),
            ({"effective_to": "2031-12-31"}, "in_force", "有效期至2031-12-31"),
            ({"effective_from": "2031-09-01"}, "not_yet_in_force", "自2031-09-01起施行，尚未到期"),
            ({"holds_on_issue": True}, "in_force", "自印发或公布之日起施行，日期未见"),
            ({"stated_status": "in_force", "stated_words": "现行有效"}, "in_force", "页面标注“现行有效”"),
            ({"stated_status": "expired", "stated_words": "失效"}, "expired", "页面标注“失效”"),
            (
                {"stated_status": "repealed", "stated_words": "废止", "effective_from": "2030-01-01"},
                "repealed",
                "页面标注“废止”",
            ),
            ({"stated_status": "not_yet", "stated_words": "尚未生效"}, "not_yet_in_force", "页面标注“尚未生效”"),
            ({"horizon": "2029/2030"}, "expired", "未印施行、失效日期；所述期间2029至2030已过"),
            ({"horizon": "2031"}, "in_force", "未印施行、失效日期；所述期间2031未过"),
            ({"kind": "report"}, "unknown", "新闻、报告、公报等不设效力"),
            ({}, "unknown", "原文和页面都未印施行日期、失效日期或效力状态"),
        ],
    )
    def test_every_status_has_its_reason(self, build: Build, what: dict[str, Any], status: str, reason: str) -> None:
        con = build([*paper("a", **what), *paper("z", issued_on="2031-06-15")])
        found = rows(con, "SELECT status, status_reason FROM documents WHERE document_id = 'a'")
        assert found == [(status, reason)]

    def test_the_first_that_repeals_it_is_the_reason(self, build: Build) -> None:
        old = paper("old", title="旧渡口管理办法", effective_from="2029-01-01")
        later = [
            *paper("later", title="渡口办法", effective_from="2031-03-01"),
            *citation("later", "旧渡口管理办法", "repeals"),
        ]
        first = [
            *paper("first", title="渡口条例", effective_from="2030-03-01"),
            *citation("first", "旧渡口管理办法", "repeals"),
        ]
        found = rows(
            build([*old, *later, *first]), "SELECT status, status_reason FROM documents WHERE document_id = 'old'"
        )
        assert found == [("repealed", "由《渡口条例》废止，自2030-03-01起")]

    @pytest.mark.parametrize(
        ("what", "message"),
        [
            ({"stated_status": "in_force", "effective_to": "2031-05-31"}, "页面标注“印”，但有效期至2031-05-31，已过"),
            ({"stated_status": "expired", "effective_to": "2031-12-31"}, "页面标注“印”，但有效期至2031-12-31，未到"),
            ({"stated_status": "in_force", "effective_to": "2031-12-31"}, None),
            ({"stated_status": "expired", "effective_to": "2031-05-31"}, None),
        ],
    )
    def test_a_page_that_says_otherwise_is_an_issue(
        self, build: Build, what: dict[str, Any], message: str | None
    ) -> None:
        con = build([*paper("a", stated_words="印", **what), *paper("z", issued_on="2031-06-15")])
        found = rows(con, "SELECT message FROM issues WHERE type = 'status_mismatch'")
        assert found == ([(message,)] if message else [])

    def test_a_later_retrieval_moves_the_day(self, build: Build) -> None:
        taken = {"s1": {"retrieved_at": "2032-01-02T03:04:05Z"}}
        con = build(paper(effective_from="2030-01-01", effective_to="2031-12-31"), sources=taken)
        assert rows(con, "SELECT status FROM documents") == [("expired",)]


def test_a_page_without_a_headline_goes_by_what_else_it_has(build: Build) -> None:
    facts = (
        paper("a", title="", notice_title="通知") + paper("b", title="", document_number="云1号") + paper("c", title="")
    )
    found = rows(build(facts), "SELECT title FROM documents ORDER BY document_id")
    assert found == [("通知",), ("云1号",), ("c",)]


class TestCitations:
    @pytest.mark.parametrize(
        ("title", "number", "cited"),
        [
            ("随便什么", "云水〔2031〕1号", "held"),
            ("水务“五年”方案（2031-2035年）", None, "held"),
            ("关于印发《水务“五年”方案(2031—2035年)》的通知", None, "held"),
            ("水务“五年”方案(2031—2035年)", "云水〔2026〕1号", None),
            ("水务方案", None, None),
            ("有人说起", None, None),
        ],
    )
    def test_a_citation_is_joined_by_number_else_by_title(
        self, build: Build, title: str, number: str | None, cited: str | None
    ) -> None:
        held = paper("held", title="水务“五年”方案(2031—2035年)", document_number="云水〔2031〕1号",
                     notice_title="关于印发《水务“五年”方案(2031—2035年)》的通知")  # fmt: skip
        page = paper("page", title="有人说起", kind="news")
        con = build(held, page, paper("d") + citation("d", title, number=number))
        assert rows(con, "SELECT cited_document_id FROM citations") == [(cited,)]
        assert rows(con, "SELECT count(*) FROM issues WHERE type = 'citation_not_held'") == [(int(cited is None),)]

    @pytest.mark.parametrize(
        ("title", "number", "cited"),
        [
            # the plan for the notice, the notice for the plan, with the bodies that sign and without
            ("关于印发〈临澜市驿站建设行动方案〉的通知", None, "plan"),
            ("临澜市民政局关于印发《临澜市驿站建设行动方案》的通知", None, "plan"),
            ("关于加强临澜市渡口安全管理工作的意见", None, "opinion"),
            ("临澜市人民政府关于加强临澜市渡口安全管理工作的意见", None, "opinion"),
            # of another body, of another number, too short to tell
            ("青岚省人民政府关于加强临澜市渡口安全管理工作的意见", None, None),
            ("关于加强临澜市渡口安全管理工作的意见", "临政发〔2029〕8号", None),
            ("关于印发渡口办法的通知", None, None),
            # an order by its short name
            ("临澜市渡口管理规定", "市政府令第71号", "order"),
            ("临澜市渡口管理规定", "市政府令第70号", None),
        ],
    )
    def test_a_title_is_known_in_its_other_forms(
        self, build: Build, title: str, number: str | None, cited: str | None
    ) -> None:
        con = build(
            paper("plan", title="临澜市驿站建设行动方案"),
            paper("opinion", ("临澜市人民政府",), title="临澜市人民政府关于加强临澜市渡口安全管理工作的意见",
                  document_number="临政发〔2031〕8号"),
            paper("order", title="临澜市渡口管理规定", document_number="临澜市人民政府令第71号"),
            paper("short", title="渡口办法"),
            paper("d") + citation("d", title, number=number),
        )  # fmt: skip
        assert rows(con, "SELECT cited_document_id FROM citations") == [(cited,)]

    def test_a_notice_that_another_body_issued_of_the_same_plan_is_another(self, build: Build) -> None:
        con = build(
            paper("a", title="甲局关于印发临澜市驿站建设行动方案的通知"),
            paper("d") + citation("d", "乙局关于印发临澜市驿站建设行动方案的通知"),
        )
        assert rows(con, "SELECT cited_document_id FROM citations") == [(None,)]

    def test_an_other_form_of_a_later_document_is_not_meant(self, build: Build) -> None:
        con = build(
            paper("a", title="临澜市驿站建设行动方案", issued_on="2031-05-01"),
            paper("d", issued_on="2031-03-01") + citation("d", "关于印发临澜市驿站建设行动方案的通知"),
        )
        assert rows(con, "SELECT cited_document_id FROM citations") == [(None,)]

    def test_a_document_does_not_cite_itself(self, build: Build) -> None:
        con = build(paper(title="水务方案") + citation("d", "水务方案"))
        assert rows(con, "SELECT cited_document_id FROM citations") == [(None,)]


class TestIndicators:
    CASES = (
        ("网络零售额", "亿元", "level", "online-retail"),
        ("网上零售额", "亿元", "level", "online-retail"),
        ("全市网络零售额", "亿元", "level", "online-retail"),
        ("云川市网络零售额", "亿元", "level", "online-retail"),
        ("云川的网络零售额", "亿元", "level", "online-retail"),
        ("网络零售额", "%", "increase", "online-retail"),
        ("网络零售额占比", "%", "level", "online-retail-share"),
        ("网络零售额", "%", "level", None),
        ("网络零售额", "户", "level", None),
        ("农村网络零售额", "亿元", "level", "online-retail"),
        ("石浦网络零售额", "亿元", "level", None),
        ("拟安排研发经费投入", "亿元", "level", "research-spending"),
        ("研发经费投入安排", "亿元", "level", "research-spending"),
        ("安排研发经费投入项目", "亿元", "level", None),
    )

    def test_a_phrase_is_an_indicator_s_only_in_its_normal_form_and_dimension(self, build: Build) -> None:
        facts = paper(area="云川市")
        for n, (metric, unit, kind, _) in enumerate(self.CASES):
            facts += target(f"t{n:02}", metric, "1", unit, kind=kind)
        found = rows(build(facts), "SELECT indicator_id FROM targets ORDER BY target_id")
        registered = [None if name.startswith("metric-") else name for (name,) in found]
        assert registered == [case[-1] for case in self.CASES]

    def test_an_unregistered_phrase_has_one_id_wherever_it_is_met(self, build: Build) -> None:
        one = paper("a", area="云川市") + target("t1", "全市示范街区", "5", "个", "a")
        other = paper("b", area="石浦市") + observation("o1", "示范街区", "3", "个", "b", period="2031")
        con = build(one, other)
        alone = build(one)
        query = "SELECT indicator_id, name, unit_base, dimension FROM indicators WHERE NOT is_registered"
        ((indicator_id, name, unit_base, dimension),) = rows(con, query)
        assert (name, unit_base, dimension) == ("示范街区", "个", "count")
        assert rows(con, "SELECT indicator_id FROM targets UNION ALL SELECT indicator_id FROM observations") == [
            (indicator_id,),
            (indicator_id,),
        ]
        assert rows(alone, "SELECT indicator_id FROM targets") == [(indicator_id,)]
        assert rows(con, "SELECT document_id, row_id FROM issues WHERE type = 'unregistered_indicator' ORDER BY 1") == [
            ("a", indicator_id),
            ("b", indicator_id),
        ]


class TestProgress:
    """What a promise of early 2031 came to: one verdict or one reason for each pair, none where nothing is to be said."""

    # metric kind comparator value unit deadline | stat comparator value unit period | status, and what `basis` begins with
    CASES = """
        # growth answers growth, of the same year
        地区生产总值 increase ~  8   %    2031 | growth_yoy     =  9.9  %    2031      | met 观测值达到目标
        地区生产总值 increase ~  8   %    2031 | growth_yoy     =  7.9  %    2031      | missed 期限已到
        地区生产总值 increase ~  8   %    2031 | growth_yoy     =  9.9  %    2032      | -
        地区生产总值 increase ~  8   %    2031 | growth_yoy     =  9.9  %    2031H1    | not_comparable 观测期只含一年的一部分
        地区生产总值 increase ~  8   %    2031 | growth_yoy     =  9.9  %    2031-12   | not_comparable 观测期只含一年的一部分
        地区生产总值 increase ~  8   %    2031 | growth_yoy     =  9.9  %    2031-01/2031-12 | met 观测值达到目标
        地区生产总值 increase ~  8   %    2031 | growth_yoy     =  50   %    2027/2031 | not_comparable 目标为一年，观测期为多年
        地区生产总值 increase ~  8   %    2031 | average_growth =  9.9  %    2031      | not_comparable 年均增速
        地区生产总值 increase ~  8   %    2031 | level          =  99   亿元 2031      | -
        地区生产总值 increase ~  8   %    2031 | share          =  9.9  %    2031      | not_comparable 统计口径不同：目标为增速，观测为期间总量
        地区生产总值 increase ~  8   %    -    | growth_yoy     =  9.9  %    2031      | not_comparable 目标未定期限
        地区生产总值 increase ~  8   %    -    | growth_yoy     =  9.9  %    2034      | -
        # growth over several years is not that of its last
        地区生产总值 increase =  40  %    2035 | growth_yoy     =  45   %    2031/2035 | met 观测值达到目标
        地区生产总值 increase =  40  %    2035 | growth_yoy     =  45   %    2035      | not_comparable 目标为多年合计或年均
        地区生产总值 increase =  40  %    2035 | growth_yoy     =  45   %    2026/2035 | not_comparable 观测期与目标期的起始年不同
        # a sum is answered by its own year only, whole
        地区生产总值 level    >= 240 亿元 2032 | level          =  253  亿元 2032      | met 观测值达到目标
        地区生产总值 level    >= 240 亿元 2032 | level          =  253  亿元 2033      | -
        地区生产总值 level    >= 240 亿元 2032 | level          =  239  亿元 2031      | -
        地区生产总值 level    >= 240 亿元 2032 | level          =  253  亿元 2032Q3    | not_comparable 观测期只含一年的一部分
        地区生产总值 level    >= 240 亿元 2032-06 | level       =  253  亿元 2032      | not_comparable 目标期限不是一年之末
        地区生产总值 level    <= 240 亿元 2032 | level          =  230  亿元 2032      | met 观测值达到目标
        # what is added answers what is to be added
        城镇新增就业 increase >= 9   万人 2031 | level          =  11   万人 2031      | met 观测值达到目标
        城镇新增就业 increase >= 9   万人 2031 | change         =  8    万人 2031      | missed 期限已到
        城镇新增就业 increase >= 9   万人 2031 | change         =  51   万人 2027/2031 | not_comparable 目标为一年，观测期为多年
        新增就业     increase >= 9   万人 2031 | change         =  11   万人 2031      | met 观测值达到目标
        数字街区     increase >= 5   个   2031 | change         =  5    个   2031      | met 观测值达到目标
        数字街区     increase >= 5   个   2031 | level          =  50   个   2031      | not_comparable 统计口径不同：目标为增量，观测为总量
        数字街区     level    >= 5   个   2031 | change         =  9    个   2031      | not_comparable 统计口径不同：目标为总量，观测为增量
        # a fall is met by a fall at least as large
        单位能耗     increase =  -3  %    2031 | growth_yoy     =  -3.2 %    2031      | met 观测值达到目标
        单位能耗     increase =  -3  %    2031 | growth_yoy     =  -3   %    2031      | met 观测值达到目标
        单位能耗     increase =  -3  %    2031 | growth_yoy     =  -2   %    2031      | missed 期限已到
        单位能耗     increase =  -3  %    2031 | growth_yoy     =  1    %    2031      | missed 期限已到
        单位能耗     increase >= -3  %    2031 | growth_yoy     =  -4   %    2031      | met 观测值达到目标
        单位能耗     increase >= -3  %    2031 | growth_yoy     =  -2.9 %    2031      | missed 期限已到
        单位能耗     increase >  -3  %    2031 | growth_yoy     =  -3   %    2031      | missed 期限已到
        单位能耗     increase <= -3  %    2031 | growth_yoy     =  -2   %    2031      | met 观测值达到目标
        单位能耗     increase <= -3  %    2031 | growth_yoy     =  -4   %    2031      | missed 期限已到
        单位能耗     increase >= -3  %    2031 | growth_yoy     >= -4   %    2031      | met 观测值达到目标
        单位能耗     increase >= -3  %    2031 | growth_yoy     >= -2   %    2031      | not_comparable 观测值只说上限或下限
        数字街区     increase =  -3  个   2031 | change         =  -4   个   2031      | met 观测值达到目标
        # a ceiling where the indicator is one, unless the text says otherwise
        居民消费价格 increase ~  3   %    2031 | growth_yoy     =  2.6  %    2031      | met 观测值达到目标
        居民消费价格 increase ~  3   %    2031 | growth_yoy     =  3.3  %    2031      | missed 期限已到
        居民消费价格 increase >= 3   %    2031 | growth_yoy     =  3.3  %    2031      | met 观测值达到目标
        登记失业率   level    =  4.6 %    2031 | level          =  4.1  %    2031      | met 观测值达到目标
        登记失业率   level    <  4.6 %    2031 | level          =  4.6  %    2031      | missed 期限已到
        登记失业率   level    =  4.6 %    2032 | level          =  4.1  %    2031      | on_track 期限未到，观测值在目标限度之内
        # a stock may be looked at before its deadline and at it; what is met late is not met
        数字街区     level    >= 100 个   2032 | level          =  100  个   2031      | met 观测值达到目标
        数字街区     level    >= 100 个   2032 | level          =  99   个   2032      | missed 期限已到
        数字街区     level    >= 100 个   2032 | level          =  99   个   2032-06   | not_comparable 期限未到
        数字街区     level    >= 100 个   2032 | level          =  120  个   2033      | -
        数字街区     level    >= 100 个   2032-06 | level       =  120  个   2032      | -
        数字街区     level    >= 100 个   2032 | level          >  90   个   2032      | not_comparable 观测值只说上限或下限
        数字街区     level    >= 100 个   2032 | level          >  110  个   2032      | met 观测值达到目标
        数字街区     level    >  100 个   2032 | level          >  100  个   2032      | met 观测值达到目标
        数字街区     level    >  100 个   2032 | level          =  100  个   2032      | missed 期限已到
        数字街区     level    >= 100 个   -    | level          =  120  个   2031      | not_comparable 目标未定期限
        数字街区     level    >= 5   个   2031 | level          =  9    个   2030      | -
        数字街区     level    >= 5   个   2031 | level          =  9    户   2031      | -
        数字街区     level    >= 5   个   2031 | rank           =  9    个   2031      | -
        数字街区     level    >= 5   个   2031 | level          =  9    个   -         | -
        数字街区     multiple =  2   -    2031 | level          =  5    个   2031      | not_comparable 目标为倍数
        森林覆盖率   level    >= 40  %    2031 | share          =  41   %    2031      | met 观测值达到目标
        森林覆盖率   increase =  1   个百分点 2031 | change      =  1.2  个百分点 2031  | met 观测值达到目标
        森林覆盖率   increase =  1   个百分点 2031 | level       =  41   %    2031      | not_comparable 统计口径不同：目标为增量，观测为总量
        # the same scope, in front of the metric or in it
        规上工业增加值 increase = 6  %    2031 | 规模以上工业增加值 growth_yoy = 7 %  2031 | met 观测值达到目标
        规上工业增加值 increase = 6  %    2031 | 工业增加值 growth_yoy =  7    %    2031  | not_comparable 统计范围不同：目标为“规模以上”，观测为“未注明”
        居民人均可支配收入 increase = 6 % 2031 | 全体居民人均可支配收入 growth_yoy = 7 % 2031 | met 观测值达到目标
        城镇登记失业率 level <= 4.6 %     2031 | 登记失业率 level =     4.1  %    2031      | met 观测值达到目标
        城镇新增就业 increase >= 9   万人 2031 | 新增就业 change  =     11   万人 2031      | not_comparable 统计范围不同：目标为“城镇”，观测为“未注明”
        # what no register names links nothing
        投资         level    >= 9   亿元 2031 | level          =  11   亿元 2031      | -
        示范街区     level    >= 9   个   2031 | level          =  11   个   2031      | -
    """

    def test_a_target_meets_its_own_kind_at_its_own_time(self, build: Build) -> None:
        lines = [line.strip() for line in self.CASES.strip().splitlines() if not line.strip().startswith("#")]
        plans: Facts = []
        bulletins: Facts = []
        expected: dict[str, str | None] = {}
        for n, line in enumerate(lines):
            promise, measure, said = (
                [None if word == "-" else word for word in part.split()] for part in line.split("|")
            )
            metric, kind, comparator, value, unit, deadline = promise
            other = measure.pop(0) if len(measure) == 6 else metric
            # A city of its own for each line, so that lines never meet.
            where = {"area": f"第{n}市"}
            more = {"kind": kind, "comparator": comparator, "deadline": deadline}
            plans += paper(f"plan{n}", **where, issued_on="2031-01-15")
            plans += target(f"t{n:02}", metric or "", value or "", unit, f"plan{n}", **more)
            stat, comparator, value, unit, period = measure
            more = {"stat": stat, "comparator": comparator, "period": period}
            bulletins += paper(f"bulletin{n}", **where, kind="bulletin", issued_on="2037-01-31")
            bulletins += observation(f"o{n:02}", other or "", value or "", unit, f"bulletin{n}", **more)
            expected[line] = " ".join(said) if said[0] else None
        told = rows(build(plans, bulletins), "SELECT target_id, status || ' ' || basis FROM progress")
        found = {f"t{n:02}": line for n, line in enumerate(expected)}
        shown = dict.fromkeys(expected) | {found[key]: text for key, text in told}
        assert {line: text and text[: len(expected[line] or text)] for line, text in shown.items()} == expected

    # what the target's and the observation's own words say | status, reason
    WORDS = (
        ("城镇居民人均可支配收入增长6%", "居民人均可支配收入增长7%", "not_comparable", "统计范围不同"),
        ("城镇居民人均可支配收入增长6%", "城镇居民人均可支配收入增长7%", "met", "观测值达到目标"),
        ("农村居民人均可支配收入增长6%", "城镇居民人均可支配收入增长7%", "not_comparable", "统计范围不同"),
        ("居民人均可支配收入实际增长6%", "居民人均可支配收入增长7%", "not_comparable", "一为扣除价格因素"),
        ("居民人均可支配收入增长6%", "居民人均可支配收入比2026年增长7%", "not_comparable", "增速的基期不是上一年"),
        ("居民人均可支配收入增长6%", "居民人均可支配收入比2030年增长7%", "met", "观测值达到目标"),
        ("居民人均可支配收入增长6%", "居民人均可支配收入比上年增长7%", "met", "观测值达到目标"),
        ("居民人均可支配收入增长6%", "五年来，居民人均可支配收入增长7%", "not_comparable", "观测值可能是多年合计"),
        ("今后五年居民人均可支配收入增长6%", "居民人均可支配收入增长7%", "not_comparable", "目标为多年合计或年均"),
        ("居民人均可支配收入年均增长6%", "居民人均可支配收入增长7%", "not_comparable", "年均增速"),
    )

    @pytest.mark.parametrize(("promised", "measured", "status", "reason"), WORDS)
    def test_the_words_around_a_number_decide_too(
        self, build: Build, promised: str, measured: str, status: str, reason: str
    ) -> None:
        plan = paper("plan", area="云川市", issued_on="2031-01-15")
        more = {"kind": "increase", "deadline": "2031", "quote": promised}
        plan += target("t", "居民人均可支配收入", "6", "%", "plan", **more)
        bulletin = paper("b", area="云川市", kind="bulletin") + observation(
            "o", "居民人均可支配收入", "7", "%", "b", period="2031", stat="growth_yoy", quote=measured
        )
        ((found, basis),) = rows(build(plan, bulletin), "SELECT status, basis FROM progress")
        assert (found, basis[: len(reason)]) == (status, reason)

    @pytest.mark.parametrize(
        ("promised", "measured", "status"),
        [
            ("建设数字街区5个", "新建数字街区9个", "met"),
            ("到2031年建设数字街区5个", "新建数字街区9个", "met"),
            ("到2031年建设数字街区5个", "数字街区增加到9个", "not_comparable"),
            ("建设数字街区5个", "数字街区达到9个", "not_comparable"),
            ("建设数字街区5个", "累计建成数字街区9个", "not_comparable"),
            ("数字街区总数达到5个", "累计建成数字街区9个", "met"),
            ("数字街区达到5个", "建成数字街区9个", "not_comparable"),
            ("数字街区达到5个", "数字街区从9个", "not_comparable"),
            ("数字街区达到5个", "数字街区从3个增加到9个", "met"),
        ],
    )
    def test_what_is_built_is_not_what_there_is(self, build: Build, promised: str, measured: str, status: str) -> None:
        plan = paper("plan", area="云川市", issued_on="2031-01-15")
        plan += target("t", "数字街区", "5", "个", "plan", deadline="2031", quote=promised)
        bulletin = paper("b", area="云川市", kind="bulletin")
        bulletin += observation("o", "数字街区", "9", "个", "b", period="2031", quote=measured)
        assert rows(build(plan, bulletin), "SELECT status FROM progress") == [(status,)]

    @pytest.mark.parametrize(
        ("promised", "measured", "status"),
        [
            ({"per": "每个区"}, {}, "not_comparable"),
            ({"per": "临澜区、东屏区各"}, {}, "not_comparable"),
            ({}, {"is_forecast": True}, None),
            ({}, {"area": "石浦市"}, None),
            ({}, {"area": "全国"}, None),
            ({"area": "全市"}, {"area": "云川"}, "met"),
            ({"area": "东屏区"}, {"area": "东屏区"}, "met"),
            ({"area": "东屏区"}, {}, None),
            ({}, {"value_max": "12"}, "met"),
            ({"value": "10"}, {"value_max": "12"}, "not_comparable"),
            ({"value": "10"}, {"value_max": "9.5"}, "missed"),
        ],
    )
    def test_what_was_counted_where_must_agree(
        self, build: Build, promised: dict[str, Any], measured: dict[str, Any], status: str | None
    ) -> None:
        plan = paper("plan", area="云川市", issued_on="2030-06-30")
        plan += target("t", "数字街区", promised.pop("value", "5"), "个", "plan", deadline="2031", **promised)
        bulletin = paper("c", area="云川市", kind="bulletin")
        bulletin += observation("o", "数字街区", "9", "个", "c", period="2031", **measured)
        assert rows(build(plan, bulletin), "SELECT status FROM progress") == ([(status,)] if status else [])

    def test_what_is_reached_after_a_missed_deadline_is_met_late(self, build: Build) -> None:
        plan = paper("plan", area="云川市", issued_on="2030-06-30")
        plan += target("t", "数字街区", "100", "个", "plan", deadline="2032")
        bulletin = paper("b", area="云川市", kind="bulletin")
        for period, value in (("2031", "60"), ("2032", "90"), ("2033", "95"), ("2034", "120")):
            bulletin += observation(f"o{period}", "数字街区", value, "个", "b", period=period)
        found = rows(build(plan, bulletin), "SELECT period, status FROM progress ORDER BY period")
        assert found == [("2031", "not_comparable"), ("2032", "missed"), ("2034", "met_late")]

    @pytest.mark.parametrize(
        ("told", "expected"),
        [
            # a later paper tells the year otherwise
            ((("b1", "2032-02-01", "9", "增长9%"), ("b2", "2033-02-01", "5", "增长5%")), ["met", "not_comparable"]),
            ((("b1", "2032-02-01", "9", "增长9%"), ("b2", "2033-02-01", "9", "增长9%")), ["met", "met"]),
            # the one that names its base
            (
                (("b1", "2032-02-01", "57", "增长57%"), ("b2", "2032-02-01", "9", "比上年增长9%")),
                ["not_comparable", "met"],
            ),
            ((("b1", "2032-02-01", "9", "增长9%"), ("b1", "2032-02-01", "5", "增长5%")), ["not_comparable"] * 2),
            # the year is not over when it is told
            ((("b1", "2031-10-01", "9", "增长9%"), ("b2", "2032-02-01", "5", "增长5%")), ["not_comparable", "missed"]),
        ],
    )
    def test_one_year_has_one_result(
        self, build: Build, told: tuple[tuple[str, str, str, str], ...], expected: list[str]
    ) -> None:
        plan = paper("plan", area="云川市", issued_on="2031-01-15")
        plan += target("t", "地区生产总值", "8", "%", "plan", kind="increase", deadline="2031")
        facts: Facts = []
        for document_id, day in sorted({(name, day) for name, day, _, _ in told}):
            facts += paper(document_id, area="云川市", kind="report", issued_on=day)
        for n, (document_id, _, value, quote) in enumerate(told):
            more = {"stat": "growth_yoy", "period": "2031", "quote": f"地区生产总值{quote}"}
            facts += observation(f"o{n}", "地区生产总值", value, "%", document_id, **more)
        found = rows(build(plan, facts), "SELECT status FROM progress ORDER BY observation_id")
        assert found == [(status,) for status in expected]

    def test_a_target_of_nobody_knows_when_gets_no_verdict(self, build: Build) -> None:
        plan = paper("plan", area="云川市") + target("t", "数字街区", "5", "个", "plan", deadline="2032")
        bulletin = paper("b", area="云川市", kind="bulletin") + observation(
            "o", "数字街区", "9", "个", "b", period="2031"
        )
        assert rows(build(plan, bulletin), "SELECT * FROM progress") == []

    def test_the_basis_says_what_was_compared(self, build: Build) -> None:
        plan = paper("plan", area="云川市", issued_on="2030-12-31") + target(
            "t", "数字街区", "100", "个", "plan", deadline="2032"
        )
        bulletin = paper("news", area="云川市", kind="bulletin")
        bulletin += observation("o", "数字街区", "60", "个", "news", period="2031")
        bulletin += observation("p", "数字街区", "20", "个", "news", period="2030")
        found = rows(build(plan, bulletin), "SELECT status, ratio, basis FROM progress")
        basis = "观测值不落后于从基期值到目标值的匀速路径；目标 >= 100个；观测 60个；基期 20个；时间进度 50%"
        assert found == [("on_track", Decimal("0.6"), basis)]

    def test_the_basis_prints_no_unit_where_the_text_has_none(self, build: Build) -> None:
        plan = paper("plan", area="云川市", issued_on="2030-12-31")
        plan += target("t", "单位能耗", "1", "亿", "plan", deadline="2031")
        bulletin = paper("b", area="云川市", kind="bulletin") + observation(
            "o", "单位能耗", "2", "亿", "b", period="2031"
        )
        found = rows(build(plan, bulletin), "SELECT basis FROM progress")
        assert found == [("观测值达到目标；目标 >= 100000000；观测 200000000",)]

    @pytest.mark.parametrize(
        ("aim", "comparator", "start", "now", "status"),
        [
            ("100", ">=", "80", "88", "behind"),
            ("100", ">=", "80", "90", "on_track"),
            ("10", "<=", "20", "14", "on_track"),
            ("10", "<=", "20", "16", "behind"),
        ],
    )
    def test_where_a_start_is_known_the_path_from_it_decides(
        self, build: Build, aim: str, comparator: str, start: str, now: str, status: str
    ) -> None:
        plan = paper("plan", area="云川市", issued_on="2030-12-31")
        plan += target("t", "数字街区", aim, "个", "plan", deadline="2032", comparator=comparator)
        bulletin = paper("news", area="云川市", kind="bulletin") + observation(
            "o", "数字街区", now, "个", "news", period="2031"
        )
        bulletin += observation("p", "数字街区", start, "个", "news", period="2030")
        found = rows(build(plan, bulletin), "SELECT observation_id, status FROM progress")
        assert found == [("o", status)]

    def test_where_nobody_says_which_place_nothing_is_compared(self, build: Build) -> None:
        plan = paper("plan", issued_on="2030-12-31") + target("t", "数字街区", "5", "个", "plan", deadline="2032")
        bulletin = paper("c", kind="bulletin") + observation("o", "数字街区", "9", "个", "c", period="2031")
        assert rows(build(plan, bulletin), "SELECT * FROM progress") == []

    def test_a_page_that_reports_a_plan_promises_nothing(self, build: Build) -> None:
        page = paper("page", area="云川市", kind="news", issued_on="2030-06-30") + target(
            "t", "数字街区", "5", "个", "page", deadline="2031", voice="reported"
        )
        bulletin = paper("b", area="云川市", kind="bulletin") + observation(
            "o", "数字街区", "9", "个", "b", period="2031"
        )
        assert rows(build(page, bulletin), "SELECT * FROM progress") == []


class TestCoverage:
    PLAN = (
        paper("plan", title="云川市数字商圈方案")
        + target("t1", "直播电商平台", "10", "个", "plan", deadline="2031")
        + target("t2", "信息服务收入", "3500", "亿元", "plan", deadline="2030", comparator=">")
        + target("t3", "信息服务收入", "5000", "亿元", "plan", deadline="2031")
        + target("t4", "示范街区", "2", "个", "plan", value_max="3", deadline="2031")
    )

    @pytest.mark.parametrize(
        ("metric", "value", "unit", "deadline", "target_id", "difference"),
        [
            ("直播电商平台", "10", "个", "2031", "t1", None),
            ("有影响力的直播平台", "10", "个", "2031", "t1", None),
            ("直播电商平台", "10", "个", None, "t1", None),
            ("直播电商平台", "12", "个", "2031", "t1", "数值：报道为 12个，文件为 10个"),
            ("直播电商平台", "10", "个", "2032", "t1", "期限：报道为 2032，文件为 2031"),
            ("信息服务收入", "0.35", "万亿元", "2030", "t2", "程度：报道为“>=”，文件为“>”"),
            ("信息服务收入", "5000", "亿元", "2031", "t3", None),
            ("示范街区", "2", "个", "2031", "t4", "数值：报道为 2个，文件为 2—3个"),
            ("飞艇航线", "7", "个", "2031", None, None),
            ("直播电商平台", "10", "户", "2031", None, None),
        ],
    )
    def test_a_report_is_laid_beside_the_plan(
        self,
        build: Build,
        metric: str,
        value: str,
        unit: str,
        deadline: str | None,
        target_id: str | None,
        difference: str | None,
    ) -> None:
        page = paper("page", kind="news", title="报道") + citation("page", "云川市数字商圈方案")
        con = build(self.PLAN, page + target("n1", metric, value, unit, "page", deadline=deadline))
        found = rows(con, "SELECT document_id, target_id, agrees, difference, news_target_id, changes FROM coverage")
        # 程度 alone is said, and is no disagreement.
        agrees = difference is None or difference.startswith("程度")
        said = {"数值": "value", "程度": "comparator", "期限": "deadline"}
        changes = said[difference[:2]] if difference else None
        assert found == ([("page", target_id, agrees, difference, "n1", changes)] if target_id else [])
        gaps = rows(con, "SELECT row_id FROM issues WHERE type = 'news_target_not_in_plan'")
        assert gaps == ([] if target_id else [("n1",)])

    def test_of_several_whose_number_is_another_none_was_changed(self, build: Build) -> None:
        rival = target("t9", "直播电商平台", "20", "个", "plan", deadline="2031")
        page = paper("page", kind="news", title="报道") + citation("page", "云川市数字商圈方案")
        con = build(self.PLAN + rival, page + target("n1", "直播电商平台", "12", "个", "page", deadline="2031"))
        assert rows(con, "SELECT * FROM coverage") == []

    def test_a_registered_indicator_is_not_another_that_is_worded_alike(self, build: Build) -> None:
        plan = paper("plan", title="云川市数字商圈方案", area="云川市")
        plan += target("t1", "网络零售额占比", "30", "%", "plan", deadline="2031")
        page = paper("page", kind="news", title="报道") + citation("page", "云川市数字商圈方案")
        page += target("n1", "网络零售额", "30", "%", "page", kind="increase", deadline="2031")
        assert rows(build(plan, page), "SELECT * FROM coverage") == []

    def test_what_a_page_leaves_out_of_a_plan_that_it_tells_in_part(self, build: Build) -> None:
        page = paper("page", kind="news", title="报道") + citation("page", "云川市数字商圈方案")
        told = build(self.PLAN, page + target("n1", "直播电商平台", "10", "个", "page", deadline="2031"))
        everything = {name for (name,) in rows(told, "SELECT target_id FROM targets WHERE document_id = 'plan'")}
        left_out = {name for (name,) in rows(told, "SELECT target_id FROM omissions")}
        assert "t1" not in left_out
        assert left_out == everything - {"t1"}
        silent = build(self.PLAN, page)
        assert rows(silent, "SELECT * FROM omissions") == []

    def test_a_target_that_the_plan_repeats_is_told_once_for_all(self, build: Build) -> None:
        again = target("t9", "直播电商平台", "10", "个", "plan", deadline="2031")
        page = paper("page", kind="news", title="报道") + citation("page", "云川市数字商圈方案")
        con = build(self.PLAN + again, page + target("n1", "直播电商平台", "10", "个", "page", deadline="2031"))
        assert not {"t1", "t9"} & {name for (name,) in rows(con, "SELECT target_id FROM omissions")}

    @pytest.mark.parametrize(
        ("page", "reported"),
        [
            ({"title": "云川市数字商圈建设行动方案公布"}, ["plan"]),
            ({"title": "云川市公布方案", "area": "云川市", "text": "市长代表市人民政府向大会报告工作。"}, ["work"]),
            ({"title": "云川市政府工作报告说了什么", "area": "云川市"}, ["work"]),
            ({"title": "石浦市政府工作报告说了什么", "area": "石浦市"}, []),
            ({"title": "云川市政府工作报告说了什么", "area": "云川市", "issued_on": "2032-01-20"}, []),
            ({"title": "国务院总理作政府工作报告", "area": "云川市"}, ["nation"]),
            ({"title": "云川市方案公布", "area": "云川市"}, []),
        ],
    )
    def test_which_documents_a_page_reports(self, build: Build, page: dict[str, Any], reported: list[str]) -> None:
        text = page.pop("text", None)
        news = paper("page", kind="news", **({"issued_on": "2031-01-20"} | page))
        if text:
            section = {"section_id": "s", "document_id": "page", "position": 1, "level": 0, "text": text}
            news.append(("sections", section))
        con = build(
            paper("plan", title="云川市数字商圈建设行动方案"),
            paper("work", title="2031年云川市政府工作报告", kind="report", area="云川市", issued_on="2031-01-19"),
            paper("nation", title="2031年国务院政府工作报告", kind="report", area="全国", issued_on="2031-03-05"),
            news,
        )
        assert [name for (name,) in rows(con, "SELECT plan_id FROM reported_plans ORDER BY 1")] == reported

    def test_only_a_plan_that_the_page_reports_counts(self, build: Build) -> None:
        page = paper("page", kind="news") + target("n1", "直播电商平台", "10", "个", "page")
        con = build(self.PLAN, page)
        assert rows(con, "SELECT * FROM coverage") == []
        assert rows(con, "SELECT * FROM issues WHERE type = 'news_target_not_in_plan'") == []


class TestTables:
    def grid(self, *lines: tuple[str, ...], header_rows: int) -> Facts:
        table = {"table_id": "d.x", "document_id": "d", "header_rows": header_rows, "n_rows": len(lines)}
        return [
            *paper(),
            ("tables", table | {"n_columns": len(lines[0])}),
            *(
                ("cells", {"table_id": "d.x", "row": r, "column": c, "text": text, "is_header": r < header_rows})
                for r, line in enumerate(lines)
                for c, text in enumerate(line)
            ),
        ]

    def test_a_cell_that_is_a_number_has_its_value(self, build: Build) -> None:
        cell = {"table_id": "d.x", "row": 1, "column": 0, "text": "1,234.50", "value": "1234.50", "is_header": False}
        table = ("tables", {"table_id": "d.x", "document_id": "d"})
        con = build([*paper(), table, ("cells", cell)])
        assert rows(con, "SELECT text, value FROM cells") == [("1,234.50", Decimal("1234.5"))]

    def test_codes_beside_codes_become_the_scope_of_digital_consumption(self, build: Build) -> None:
        facts = self.grid(
            ("数字经济代码及名称", "数字经济代码及名称", "国民经济行业代码及名称-2017", "国民经济行业代码及名称-2017"),
            ("981:飞艇制造", "98101:整艇制造", "991: 浮空器制造", "9911*:整艇制造"),
            ("981:飞艇制造", "98102:艇囊制造", "991: 浮空器制造", "9912:艇囊制造"),
            ("", "98103:其他", "", ""),
            header_rows=1,
        )
        query = (
            "SELECT digital_code, digital_name, gbt4754_code, gbt4754_name FROM digital_consumption_scope ORDER BY ALL"
        )
        assert rows(build(facts), query) == [
            ("981", "飞艇制造", "991", "浮空器制造"),
            ("98101", "整艇制造", "9911", "整艇制造"),
            ("98102", "艇囊制造", "9912", "艇囊制造"),
        ]


class TestIssues:
    def test_a_failed_correction_is_an_error(self, build: Build, tmp_path: Path) -> None:
        folder = tmp_path / "corrections"
        folder.mkdir()
        (folder / "c.csv").write_text(
            "table,row_id,field,expect,value,why,source\ntargets,t,deadline,2040,2041,看错,\ntargets,t,value,4,5,看错,\n",
            encoding="utf-8",
        )
        con = build(paper() + target("t", "示范街区", "4", "个", deadline="2031"), corrections=[folder])
        assert rows(con, "SELECT field, status, found FROM corrections ORDER BY line") == [
            ("deadline", "failed", "2031"),
            ("value", "applied", None),
        ]
        assert rows(con, "SELECT value_base FROM targets") == [(Decimal(5),)]
        assert rows(con, "SELECT type, row_id, message FROM issues WHERE severity = 'error'") == [
            ("correction_failed", "t", "更正未生效（c.csv 第 2 行）：deadline 应为“2040”，实为“2031”")
        ]

    def test_ids_are_made_of_what_is_said(self, build: Build) -> None:
        said = {"type": "torn", "severity": "warning", "message": "缺页", "page": 3}
        first = build(paper(), issues=[{"source_id": "s1", **said}])
        more = build(paper(), paper("e"), issues=[{"source_id": "s2", **said}, {"source_id": "s1", **said}])
        (known,) = rows(first, "SELECT issue_id FROM issues")
        assert known in rows(more, "SELECT issue_id FROM issues")
        assert rows(more, "SELECT count(*), count(DISTINCT issue_id) FROM issues") == [(2, 2)]


def test_every_table_is_the_same_for_any_number_of_threads(build: Build) -> None:
    sources: list[Facts] = [TestCoverage.PLAN]
    for n in range(6):
        page = paper(f"page{n}", kind="news", title=f"报道{n}", area="云川市") + citation(
            f"page{n}", "云川市数字商圈方案"
        )
        page += target(f"n{n}", "直播电商平台", str(n), "万捆", f"page{n}") + responsible(
            f"page{n}", "市商务局", "飞艇局"
        )
        page += observation(f"o{n}", "示范街区", str(n), "个", f"page{n}", period=f"203{n}")
        sources.append(page)
    one, four = build(*sources, threads=1), build(*sources, threads=4)
    for table in warehouse.order():
        query = f'SELECT * FROM "{table}" ORDER BY ALL'
        assert rows(one, query) == rows(four, query), table


class TestTextRights:
    """What of a document's text may be released: by its kind, its source's licence, and who issued it."""

    CASES: ClassVar[list[tuple[dict[str, Any], dict[str, Any], tuple[str, ...], bool, str]]] = [
        # the document, its source, its issuers, whether its text is released whole, why
        ({"kind": "news"}, {}, (), False, "news"),
        ({"kind": "news"}, {"licence": "CC-BY-4.0", "publisher": "云川市人民政府"}, ("云川市商务局",), False, "news"),
        ({}, {"licence": "CC-BY-4.0"}, (), True, "licence"),
        ({}, {"licence": "cc-by-4.0 "}, ("云川数据有限公司",), True, "licence"),
        ({}, {"licence": "https://creativecommons.org/licenses/by/4.0/"}, (), True, "licence"),
        ({}, {"licence": "http://creativecommons.org/licenses/by/4.0"}, (), True, "licence"),
        ({}, {"licence": "https://www.creativecommons.org/licenses/by/4.0/deed.zh"}, (), True, "licence"),
        ({}, {"licence": "CC-BY-NC-4.0"}, (), False, "licence_forbids"),
        ({}, {"licence": "CC-BY-NC-4.0"}, ("云川市人民政府",), False, "licence_forbids"),
        ({}, {"licence": "https://creativecommons.org/licenses/by-nc/4.0/legalcode"}, (), False, "licence_forbids"),
        ({}, {"licence": "版权所有"}, (), False, "no_licence"),
        ({}, {"licence": "版权所有"}, ("云川市人民政府",), True, "official_document"),
        ({}, {}, (), False, "no_licence"),
        ({}, {}, ("云川市商务局",), True, "official_document"),
        ({}, {}, ("北屏县农业农村局",), True, "official_document"),
        ({}, {}, ("国家星务局",), True, "official_document"),
        ({}, {}, ("星防部",), True, "official_document"),
        ({}, {}, ("云川市第一水厂",), False, "no_licence"),
        ({}, {}, ("云川市商务局", "云川市零售业协会"), True, "official_document"),
        ({}, {}, ("云川市零售业协会",), False, "no_licence"),
        ({"document_number": "云零协〔2031〕6号"}, {}, ("云川市零售业协会",), False, "no_licence"),
        ({"document_number": "云商字〔2031〕6号"}, {}, (), True, "official_document"),
        ({}, {"publisher": "云川市人民政府办公厅"}, (), True, "official_document"),
        ({}, {"publisher": "北屏县政府网"}, (), True, "official_document"),
        ({}, {"publisher": "云川市"}, (), True, "official_document"),
        ({}, {"publisher": "云川晨报"}, (), False, "no_licence"),
        ({}, {"publisher": "云川市场研究院"}, (), False, "no_licence"),
        ({}, {"publisher": "临澜区居民委员会"}, (), False, "no_licence"),
        ({}, {"publisher": "云川电力集团有限公司"}, (), False, "no_licence"),
        ({}, {"publisher": "云川市书局"}, (), False, "no_licence"),
        ({"kind": "white_paper"}, {"publisher": "云川市经济和信息化局"}, (), True, "official_document"),
        ({"kind": "white_paper"}, {"publisher": "云川咨询"}, (), False, "no_licence"),
    ]

    @pytest.mark.parametrize(("document", "source", "issuers", "is_whole", "basis"), CASES)
    def test_they_follow_from_kind_licence_and_issuer(
        self,
        build: Build,
        document: dict[str, Any],
        source: dict[str, Any],
        issuers: tuple[str, ...],
        is_whole: bool,
        basis: str,
    ) -> None:
        con = build(paper("d", issuers, **document), sources={"s1": source})
        assert rows(con, "SELECT has_full_text, text_basis FROM documents") == [(is_whole, basis)]

    def test_a_licence_that_the_register_does_not_know_is_told(self, build: Build) -> None:
        con = build(paper("d"), paper("e"), sources={"s1": {"licence": "版权所有"}, "s2": {"licence": "CC-BY-4.0"}})
        assert rows(con, "SELECT source_id, message FROM issues WHERE type = 'unknown_licence'") == [
            ("s1", "许可“版权所有”不在许可登记（reference/licences.csv）中，不作为发布全文的依据")
        ]
