"""The register of indicators as the models apply it: printed phrase → indicator and scope. The place is invented."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from transform import warehouse

REFERENCE = Path(__file__).parents[2] / "seeds" / "reference"
PHRASES = """
    # metric | unit | kind | indicator | scope
    全市地区生产总值 | % | increase | regional-gdp |
    GDP增速 | % | level | regional-gdp |
    人均GDP | 万元 | level | gdp-per-capita |
    规上工业增加值 | % | increase | industrial-added-value | 规模以上
    规模工业增加值 | % | increase | industrial-added-value | 规模以上
    社零总额 | % | increase | retail-sales |
    限额以上社会消费品零售总额 | % | increase | retail-sales | 限额以上
    城镇常住居民人均可支配收入 | % | increase | urban-disposable-income | 城镇
    农村居民收入 | % | increase | rural-disposable-income | 农村
    居民人均可支配收入实际 | % | increase | disposable-income | 全体
    全社会研发经费投入强度 | % | level | rnd-intensity | 全社会
    研发经费支出相当于全市生产总值的比例 | % | level | rnd-intensity | 全社会
    服务业增加值在国内生产总值中的比重 | % | level | services-added-value-share |
    实际利用外商直接投资 | 亿美元 | level | foreign-investment |
    外贸进出口总值 | 亿元 | level | import-export | 货物
    地级及以上城市细颗粒物(PM_2.5)年平均浓度 | 微克/立方米 | level | pm25 | 地级以上城市
    新增城镇就业 | 万人 | increase | urban-employment | 城镇
    农村网络零售额 | 亿元 | level | online-retail-sales | 农村
    中央财政拟安排科技支出 | 亿元 | level | central-science-spending | 中央
    赤字率从2029年 | % | level | fiscal-deficit-ratio |
    粮食综合生产能力 | 亿斤 | level | grain-output | 综合生产能力
    城镇保障性住房新开工 | 万套 | level | housing-starts | 城镇
    新开工建设城镇保障性住房 | 万套 | level | housing-starts | 城镇
    新型农村合作医疗制度试点范围(县(市、区)) | % | level | new-medical-scheme-counties |
    每人每年各级财政对居民医保补助标准 | 元 | level | medical-insurance-subsidy |
    # of another dimension, or of another thing
    地区生产总值 | 家 | level | - |
    数字地区生产总值 | 亿元 | level | - |
    投资 | 亿元 | level | - |
    项目 | 个 | level | - |
    新型农村合作医疗试点县 | 个 | level | - |
"""


def test_phrases_of_reports_find_their_indicator_and_scope(tmp_path: Path) -> None:
    cases = [
        [p.strip() for p in line.split("|")] for line in PHRASES.strip().splitlines() if "|" in line and "#" not in line
    ]
    facts = [("documents", {"source_id": "s", "document_id": "d", "kind": "report", "title": "报告", "area": "临澜市"})]
    for n, (metric, unit, kind, *_) in enumerate(cases):
        row = {"target_id": f"t{n:02}", "document_id": "d", "metric": metric, "unit": unit, "kind": kind}
        more = {"voice": "own", "comparator": "=", "value": "5", "rule": "r", "quote": f"{metric}5{unit}"}
        facts.append(("targets", row | more))
    flat = [{"table": table, "row": json.dumps(row)} for table, row in facts]
    pq.write_table(pa.Table.from_pylist(flat), tmp_path / "facts.parquet")
    with duckdb.connect() as con:
        sources = [{"source_id": "s", "position": 1}]
        warehouse.build(con, facts=[tmp_path / "facts.parquet"], sources=sources, registers=[REFERENCE])
        found = con.execute(
            """SELECT t.metric, t.unit, t.kind, CASE WHEN i.is_registered THEN i.indicator_id ELSE '-' END, coalesce(t.scope, '')
            FROM targets AS t JOIN indicators AS i USING (indicator_id) ORDER BY t.target_id"""
        ).fetchall()
        shared = con.execute(
            """SELECT form, list_sort(list(DISTINCT indicator_id)) FROM (
                SELECT indicator_id, phrase_key(unplanned(metric_key(unnest(string_split(concat_ws('|', name, phrases), '|')))), words) AS form
                FROM register_indicators, wordings
            ) GROUP BY form HAVING count(DISTINCT indicator_id) > 1"""
        ).fetchall()
    assert [list(row) for row in found] == cases
    assert shared == [], "two indicators share a wording, so that neither is found by it"
