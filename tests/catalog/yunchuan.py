"""A small warehouse of a fictional city, made from the package definitions: what `publish` is given in these tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from catalog.package import Package, packages
from catalog.sql import connect, identifier

PLAN = "yunshangzi-2031-6"
NEWS = "yunchuan-xinwen-2031-05"
NEWS_RIGHTS = {"has_full_text": False, "text_basis": "news"}
EVIDENCE = {
    "page": 3,
    "char_start": 10,
    "char_end": 20,
    "quote": "到2033年，建成数字街区12个",
    "rule": "target.count",
    "is_ocr": False,
}

Rows = dict[str, list[dict[str, Any]]]


def document(document_id: str, **more: Any) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "source_id": "yunchuan-gazette",
        "kind": "plan",
        "title": "云川市数字街区建设行动计划",
        "document_number": "云商字〔2031〕6号",
        "issued_on": "2031-03-18",
        "status": "in_force",
        "language": "zh",
        "character_count": 5230,
        "area": "云川市",
        "has_full_text": True,
        "text_basis": "official_document",
        "genre": "规划/方案",
        "speech": "plans",
        **more,
    }


def target(number: int, **more: Any) -> dict[str, Any]:
    return {
        "target_id": f"{PLAN}.t-{number:08x}",
        "voice": "own",
        "document_id": PLAN,
        "metric": "数字街区",
        "indicator_id": "digital-street",
        "kind": "level",
        "comparator": ">=",
        "value": "1.20",
        "unit": "万亿元",
        "value_base": "1200000000000",
        "unit_base": "元",
        "deadline": "2033",
        **EVIDENCE,
        "char_start": number,
        **more,
    }


def cell(row: int, column: int, text: str, value: str | None = None) -> dict[str, Any]:
    return {
        "table_id": f"{PLAN}.tb-00000001",
        "row": row,
        "column": column,
        "text": text,
        "row_span": 1,
        "column_span": 1,
        "is_header": row == 0,
        "value": value,
        "page": 4,
        "is_ocr": False,
    }


def rows() -> Rows:
    """Rows of every table, by name; a test takes them and changes what it is about."""
    return {
        "sources": [
            {
                "source_id": "yunchuan-gazette",
                "collection": "yunchuan",
                "media_type": "application/pdf",
                "url": "https://example.org/gazette.pdf",
                "sha256": "ab" * 32,
                "bytes": 4096,
                "retrieved_at": "2031-04-02 08:30:00",
                "publisher": "云川市人民政府",
                "page_count": 48,
                "reader": "pdf",
                "status": "read",
            },
            {"source_id": "yunchuan-broken", "collection": "yunchuan", "status": "quarantined"},
        ],
        "documents": [
            document(PLAN),
            document(
                NEWS,
                kind="news",
                title="云川发布数字街区计划",
                document_number=None,
                genre="新闻",
                speech="reports",
                **NEWS_RIGHTS,
            ),
        ],
        "document_sources": [
            {"document_id": PLAN, "source_id": "yunchuan-gazette", "position": 1, "page_start": 2, "page_end": 8}
        ],
        "document_issuers": [
            {"document_id": PLAN, "position": 1, "printed_name": "云川市商务局", "organisation_id": "yc-swj"}
        ],
        "organisations": [
            {"organisation_id": "yc-swj", "name": "云川市商务局", "short_name": "市商务局", "area_code": "990100"},
        ],
        "organisation_aliases": [{"alias": "市商务局", "organisation_id": "yc-swj"}],
        "sections": [
            {
                "section_id": f"{PLAN}.s-00000001",
                "document_id": PLAN,
                "position": 1,
                "level": 1,
                "numbering": "一、",
                "heading": "总体目标",
                "text": "=HYPERLINK(1)\n云川市，数字“街区”",
                "page": 2,
                "char_start": 0,
            }
        ],
        "measures": [
            {
                "measure_id": f"{PLAN}.m-00000001",
                "document_id": PLAN,
                "section_id": f"{PLAN}.s-00000001",
                "position": 1,
                "number": "1",
                "title": "建设数字街区",
                "path": "重点任务",
                "is_safeguard": False,
                "text": "建设数字街区。",
                "page": 3,
            }
        ],
        "responsibilities": [
            {
                "measure_id": f"{PLAN}.m-00000001",
                "position": 1,
                "printed_name": "市商务局",
                "organisation_id": "yc-swj",
                "role": "lead",
                "is_group": False,
                "document_id": PLAN,
                **EVIDENCE,
            }
        ],
        "incentives": [
            {
                "incentive_id": f"{PLAN}.i-00000001",
                "document_id": PLAN,
                "measure_id": f"{PLAN}.m-00000001",
                "instrument": "reward",
                "rate_pct": "30.0",
                "rate_is_cap": True,
                "cap": "300",
                "cap_unit": "万元",
                "cap_base": "3000000",
                "recipient": "数字街区运营方",
                "condition": "首次获评市级数字街区",
                "is_pool": False,
                **EVIDENCE,
            }
        ],
        "citations": [
            {
                "document_id": PLAN,
                "position": 1,
                "cited_title": "澜江省数字经济促进条例",
                "relation": "basis",
                **EVIDENCE,
            }
        ],
        "issues": [
            {
                "issue_id": "0123456789ab",
                "source_id": "yunchuan-broken",
                "type": "unreadable",
                "severity": "error",
                "message": "文件已加密",
            }
        ],
        "indicators": [
            {"indicator_id": "digital-street", "name": "数字街区", "unit_base": "个", "is_registered": True},
        ],
        "targets": [
            target(1),
            target(2, value="-147", value_base="-147", unit="个", unit_base="个", comparator="="),
            target(10, document_id=NEWS, value=None, value_base=None, kind="multiple"),
        ],
        "observations": [
            {
                "observation_id": f"{PLAN}.o-00000001",
                "voice": "own",
                "document_id": PLAN,
                "indicator_id": "digital-street",
                "metric": "数字街区",
                "stat": "level",
                "comparator": "=",
                "value": "10",
                "value_base": "10",
                "unit": "个",
                "unit_base": "个",
                "period": "2031H1",
                "is_forecast": False,
                **EVIDENCE,
            }
        ],
        "progress": [
            {
                "target_id": f"{PLAN}.t-00000001",
                "observation_id": f"{PLAN}.o-00000001",
                "period": "2031H1",
                "ratio": "0.8333333333",
                "status": "on_track",
            }
        ],
        "coverage": [
            {
                "document_id": NEWS,
                "target_id": f"{PLAN}.t-00000001",
                "agrees": True,
                "news_target_id": f"{PLAN}.t-0000000a",
                **EVIDENCE,
            }
        ],
        "quantities": [
            {
                "quantity_id": f"{PLAN}.q-00000001",
                "document_id": PLAN,
                "page": 3,
                "char_start": 12,
                "char_end": 15,
                "text": "12个",
                "value_base": "12",
                "unit_base": "个",
                "role": "target",
                "rule": "targets.level.object",
                "fact_id": f"{PLAN}.t-00000001",
            }
        ],
        "tables": [
            {
                "table_id": f"{PLAN}.tb-00000001",
                "document_id": PLAN,
                "number": "1",
                "caption": "数字街区任务清单",
                "page_start": 4,
                "page_end": 4,
                "header_rows": 1,
                "n_rows": 3,
                "n_columns": 3,
                "confidence": "1",
                "kind": "tasks",
                "rule": "tables.tasks.duties",
                "is_ocr": False,
            }
        ],
        "cells": [
            cell(0, 0, "区县"),
            cell(0, 1, "街区数量"),
            cell(0, 2, "序号"),
            cell(1, 0, "南岭区"),
            cell(1, 1, "1,200", "1200"),
            cell(1, 2, "1", "1"),
            cell(2, 0, "北屏县"),
            cell(2, 1, "-7.50", "-7.5"),
            cell(2, 2, "2", "2"),
        ],
        "units": [
            {"unit": "个", "unit_base": "个", "factor": "1", "dimension": "count"},
            {"unit": "万亿元", "unit_base": "元", "factor": "1000000000000", "dimension": "money"},
        ],
        "areas": [
            {"code": "990100", "name": "云川市", "parent": "990000"},
            {"code": "990000", "name": "澜江省", "parent": None},
        ],
        "licences": [
            {"licence": "CC-BY-4.0", "title": "知识共享署名 4.0 国际", "full_text": True, "basis": "署名后可转载"},
        ],
        "digital_consumption_scope": [
            {
                "digital_code": "990101",
                "digital_name": "数字零售",
                "gbt4754_code": "0999",
                "gbt4754_name": "其他零售",
                "document_id": PLAN,
                "table_id": f"{PLAN}.tb-00000001",
            }
        ],
    }


def definitions() -> Mapping[str, Package]:
    return packages()


def build(
    tables: Mapping[str, Sequence[Mapping[str, Any]]] | None = None, *, threads: int | None = None
) -> duckdb.DuckDBPyConnection:
    """A DuckDB with the widest definition of each table, holding the given rows."""
    con = connect(threads=threads)
    widest = {}
    for package in packages().values():
        for resource in package.resources:
            if len(resource.fields) > len(widest[resource.name].fields if resource.name in widest else ()):
                widest[resource.name] = resource
    for name, resource in widest.items():
        con.execute(resource.create_sql())
        for row in (tables if tables is not None else rows()).get(name, ()):
            columns = ", ".join(map(identifier, row))
            marks = ", ".join("?" * len(row))
            con.execute(f"INSERT INTO {identifier(name)} ({columns}) VALUES ({marks})", list(row.values()))
    return con
