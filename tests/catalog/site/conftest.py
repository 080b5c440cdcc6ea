"""A small dist in the contract's form: fictional documents of a fictional city, with facts of every kind."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from catalog.escape import escape
from catalog.package import packages
from catalog.site import build

if TYPE_CHECKING:
    from playwright.sync_api import Page

Rows = dict[str, dict[str, list[dict[str, str]]]]

PLAN = "yunshangzi-2031-6"
PAPER = "yunchuan-baipishu-2033"
NEWS = "yunchuan-ribao-2031"

PLAN_SECTIONS = [
    ("s-00000001", "0", "", "", "为加快街区数字化，根据《澜江省数字经济促进办法》，制定本计划。"),
    ("s-00000002", "1", "一、", "总体目标", "一、总体目标\n到2033年，建成数字街区12个，网上零售额突破1.2万亿元。"),
    ("s-00000003", "1", "二、", "重点任务", "二、重点任务"),
    (
        "s-00000004",
        "2",
        "1.",
        "建设数字街区",
        "1.建设数字街区。每个区改造街区2—3个。对通过验收的街区给予最高300万元奖励。(责任单位：市商务局、市财政局)",
    ),
    ("s-00000005", "2", "2.", "培育直播基地", "2.培育直播基地。由市商务局牵头，各区政府配合。"),
]
PLAN_TEXT = "\n".join(section[-1] for section in PLAN_SECTIONS)


def evidence(text: str, quote: str) -> dict[str, str]:
    """Give the evidence of a quote that stands in the text."""
    start = text.index(quote)
    place = {"page": "3", "char_start": f"{start}", "char_end": f"{start + len(quote)}"}
    return place | {"quote": quote, "rule": "r", "is_ocr": "false"}


def example() -> Rows:
    """Give the rows of the packages, by package and table; columns not named are empty."""
    document = {"source_id": "gazette", "status": "in_force", "language": "zh", "character_count": "200"}
    document |= {"has_full_text": "true", "text_basis": "official_document"}
    documents = [
        document
        | {
            "document_id": PLAN,
            "kind": "plan",
            "title": "云川市数字街区建设行动计划",
            "title_en": "Action Plan for Digital Streets of Yunchuan",
            "document_number": "云商字〔2031〕6号",
            "issued_on": "2031-03-18",
        },
        document
        | {"document_id": PAPER, "kind": "white_paper", "title": "云川市数字消费白皮书", "issued_on": "2033-06"},
        document
        | {"document_id": NEWS, "kind": "news", "title": "我市将建数字街区", "published_on": "2031-03-20"}
        | {"has_full_text": "false", "text_basis": "news"},
    ]
    policies_only = {"title_en", "language", "character_count", "text_basis"}
    identities = [{name: value for name, value in row.items() if name not in policies_only} for row in documents]
    sections = [
        {
            "section_id": f"{PLAN}.{short}",
            "document_id": PLAN,
            "position": f"{position}",
            "level": level,
            "numbering": numbering,
            "heading": heading,
            "text": text,
            "page": "3",
            "char_start": f"{sum(len(s[-1]) + 1 for s in PLAN_SECTIONS[: position - 1])}",
        }
        for position, (short, level, numbering, heading, text) in enumerate(PLAN_SECTIONS, start=1)
    ]
    sections.append(
        {
            "section_id": f"{NEWS}.s-0000000a",
            "document_id": NEWS,
            "position": "1",
            "level": "0",
            "heading": "街区新貌",
            "text": "街区新貌\n……到2033年建成数字街区12个……",
            "char_start": "300",
        }
    )
    measures = [
        {
            "measure_id": f"{PLAN}.m-0000000{n}",
            "document_id": PLAN,
            "section_id": f"{PLAN}.s-0000000{n + 3}",
            "position": f"{n}",
            "number": f"{n}",
            "title": title,
            "path": "重点任务",
            "is_safeguard": "false",
            "text": title,
            "page": "3",
        }
        for n, title in [(1, "建设数字街区"), (2, "培育直播基地")]
    ]
    responsibilities = [
        {
            "measure_id": f"{PLAN}.m-0000000{measure}",
            "document_id": PLAN,
            "position": f"{position}",
            "printed_name": name,
            "organisation_id": "yunchuan-shangwuju" if name == "市商务局" else "",
            "role": role,
            "is_group": "false",
        }
        | evidence(PLAN_TEXT, quote)
        for measure, position, name, role, quote in [
            (1, 1, "市商务局", "unspecified", "责任单位：市商务局、市财政局"),
            (1, 2, "市财政局", "unspecified", "责任单位：市商务局、市财政局"),
            (2, 1, "市商务局", "lead", "由市商务局牵头"),
            (2, 2, "各区政府", "support", "各区政府配合"),
        ]
    ]
    quantity = {"comparator": "=", "kind": "level"}
    targets = [
        quantity
        | {
            "target_id": f"{PLAN}.t-0000000{n}",
            "voice": "own",
            "document_id": PLAN,
            "metric": metric,
            "value": value,
            "unit": unit,
            "value_base": base,
            "unit_base": unit_base,
            "deadline": deadline,
        }
        | extra
        | evidence(PLAN_TEXT, quote)
        for n, metric, value, unit, base, unit_base, deadline, quote, extra in [
            (
                1,
                "数字街区",
                "12",
                "个",
                "12",
                "个",
                "2033",
                "到2033年，建成数字街区12个",
                {"commitment_id": "c-000000000001"},
            ),
            (
                2,
                "网上零售额",
                "1.2",
                "万亿元",
                "1200000000000",
                "元",
                "2033",
                "网上零售额突破1.2万亿元",
                {"comparator": ">"},
            ),
            (
                3,
                "改造街区",
                "2",
                "个",
                "2",
                "个",
                "",
                "每个区改造街区2—3个",
                {"value_max": "3", "per": "每个区", "measure_id": f"{PLAN}.m-00000001"},
            ),
        ]
    ]
    observation = {
        "observation_id": f"{PAPER}.o-00000001",
        "voice": "own",
        "document_id": PAPER,
        "metric": "数字街区",
        "stat": "level",
        "comparator": "=",
        "value": "9",
        "unit": "个",
        "value_base": "9",
        "unit_base": "个",
        "period": "2032",
        "is_forecast": "false",
        "table_id": f"{PAPER}.tb-00000001",
        "row": "2",
        "column": "1",
        "page": "5",
        "quote": "9",
    }
    cells = [
        ("0", "0", "区", "2", "1", "true", ""),
        ("0", "1", "街区", "1", "2", "true", ""),
        ("0", "2", "街区", "1", "2", "true", ""),
        ("1", "0", "区", "2", "1", "true", ""),
        ("1", "1", "数量", "1", "1", "true", ""),
        ("1", "2", "面积", "1", "1", "true", ""),
        ("2", "0", "东湖区", "1", "1", "false", ""),
        ("2", "1", "9", "1", "1", "false", "9"),
        ("2", "2", "3.5", "1", "1", "false", "3.5"),
    ]
    return {
        "policies": {
            "sources": [
                {
                    "source_id": "gazette",
                    "collection": "yunchuan",
                    "url": "https://gazette.example/2031-07.pdf",
                    "publisher": "云川市人民政府",
                    "status": "read",
                }
            ],
            "documents": documents,
            "document_sources": [
                {
                    "document_id": d["document_id"],
                    "source_id": "gazette",
                    "position": "1",
                    "page_start": "3",
                    "page_end": "9",
                }
                for d in documents
            ],
            "document_issuers": [{"document_id": PLAN, "position": "1", "printed_name": "云川市商务局"}],
            "organisations": [{"organisation_id": "yunchuan-shangwuju", "name": "云川市商务局"}],
            "sections": sections,
            "measures": measures,
            "responsibilities": responsibilities,
            "incentives": [
                {
                    "incentive_id": f"{PLAN}.i-00000001",
                    "document_id": PLAN,
                    "measure_id": f"{PLAN}.m-00000001",
                    "instrument": "reward",
                    "cap": "300",
                    "cap_unit": "万元",
                    "cap_base": "3000000",
                }
                | evidence(PLAN_TEXT, "对通过验收的街区给予最高300万元奖励")
            ],
            "citations": [
                {"document_id": PLAN, "position": "1", "cited_title": "澜江省数字经济促进办法", "relation": "basis"}
                | evidence(PLAN_TEXT, "根据《澜江省数字经济促进办法》"),
                {
                    "document_id": PAPER,
                    "position": "1",
                    "cited_title": "云川市数字街区建设行动计划",
                    "relation": "mention",
                    "cited_document_id": PLAN,
                },
            ],
            "issues": [
                {
                    "issue_id": "i-1",
                    "source_id": "gazette",
                    "document_id": PLAN,
                    "type": "unresolved_organisation",
                    "severity": "warning",
                    "message": "市财政局未能对应到机构",
                    "page": "3",
                }
            ],
        },
        "targets": {
            "documents": identities,
            "targets": targets,
            "observations": [observation],
            "commitments": [
                {
                    "commitment_id": "c-000000000001",
                    "target_id": f"{PLAN}.t-00000001",
                    "document_id": PLAN,
                    "kind": "level",
                    "comparator": "=",
                    "unit_base": "个",
                    "deadline": "2033",
                    "mentions": "1",
                    "status": "on_track",
                    "status_period": "2032",
                    "status_value": "9",
                    "status_observation_id": observation["observation_id"],
                    "basis": "同一指标与单位",
                }
            ],
            "coverage": [
                {
                    "document_id": NEWS,
                    "target_id": f"{PLAN}.t-00000001",
                    "agrees": "true",
                    "quote": "到2033年建成数字街区12个",
                }
            ],
            "quantities": [{"quantity_id": f"{PLAN}.q-{n}", "document_id": PLAN, "role": "target"} for n in range(3)],
        },
        "tables": {
            "documents": identities,
            "tables": [
                {
                    "table_id": f"{PAPER}.tb-00000001",
                    "document_id": PAPER,
                    "number": "1",
                    "caption": "各区街区情况",
                    "page_start": "5",
                    "page_end": "5",
                    "header_rows": "2",
                    "n_rows": "3",
                    "n_columns": "3",
                    "confidence": "0.6",
                    "kind": "statistics",
                    "rule": "tables.statistics.measured",
                    "is_ocr": "true",
                    "unit_note": "单位：个、平方公里",
                }
            ],
            "cells": [
                dict(zip(("row", "column", "text", "row_span", "column_span", "is_header", "value"), cell, strict=True))
                | {"table_id": f"{PAPER}.tb-00000001"}
                for cell in cells
            ],
        },
        "reference": {"units": [{"unit": "万元", "unit_base": "元", "factor": "10000", "dimension": "money"}]},
    }


def write_dist(dist: Path, rows: Rows, version: str = "1.0.0") -> None:
    """Write releases of the four packages: descriptors as they are defined, CSV, and an index."""
    for name, package in packages().items():
        folder = dist / name / version
        (folder / "data").mkdir(parents=True)
        descriptor = package.descriptor() | {"version": version}
        for resource, described in zip(package.resources, descriptor["resources"], strict=True):
            described["rows"] = len(rows.get(name, {}).get(resource.name, []))
            with (folder / resource.path).open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, [f.name for f in resource.fields], restval="", lineterminator="\n")
                writer.writeheader()
                for row in rows.get(name, {}).get(resource.name, []):
                    writer.writerow({field: escape(value) for field, value in row.items()})
        (folder / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False), "utf-8")
        (folder / f"{name}-{version}.zip").write_bytes(b"PK")
        (folder / "CHANGELOG.md").write_text("# 1.0.0\n", "utf-8")
        shutil.copytree(folder, dist / name / "latest", dirs_exist_ok=True)
        index = {"versions": [{"version": version, "date": "2033-07-01", "step": "FIRST", "reasons": ["12 tables"]}]}
        (dist / name / "index.json").write_text(json.dumps(index), "utf-8")


@pytest.fixture
def make_dist(tmp_path: Path) -> Callable[[Rows], Path]:
    """Give a function that writes rows as releases and gives their folder."""

    def make(rows: Rows) -> Path:
        dist = tmp_path / "dist"
        dist.mkdir()
        write_dist(dist, rows)
        return dist

    return make


@pytest.fixture
def dist(make_dist: Callable[[Rows], Path]) -> Path:
    """Give the example as releases, without a site."""
    return make_dist(example())


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the example with its site, to be read only."""
    dist = tmp_path_factory.mktemp("built")
    write_dist(dist, example())
    build(dist)
    return dist


def serious_faults(page: Page) -> list[tuple[str, str]]:
    """Give what axe finds serious or critical on the page that is open: the rule and the first element."""
    package = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    page.evaluate((Path(package.__file__).parent / "axe.min.js").read_text("utf-8"))
    tags = "['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']"
    found = page.evaluate(f"axe.run(document, {{runOnly: {tags}}})")["violations"]
    return [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]
