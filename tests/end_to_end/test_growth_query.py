"""The query of the README, over what the reports of two invented places say: read, parsed, modelled, exported, asked."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from extract.read import read
from transform import facts, warehouse
from transform.document.model import SourceInfo

ROOT = Path(__file__).parents[2]
QUERY = re.compile(r"```sql\n(.*?)```", re.DOTALL)
HEAD = "政府工作报告\n\n各位代表：\n\n"
REPORTS = {
    "linlan-2030": ("临澜市", "2030-01-15", "2030年主要预期目标是：地区生产总值增长6%左右，城镇新增就业5万人。"),
    "linlan-2031": ("临澜市", "2031-01-15", "2030年，地区生产总值增长5.4%。\n\n2031年的预期目标：地区生产总值增长5.5%左右。"),
    "linlan-2032": ("临澜市", "2032-01-15", "2031年，地区生产总值比上年增长5.6%。\n\n2032年主要预期目标是：地区生产总值增长5%。"),
    "qingyu-2031": ("青屿市", "2031-01-20", "2030年，地区生产总值800亿元，增长7.1%。\n\n2031年主要预期目标是：全市GDP增长7%以上。"),
}  # fmt: skip
"""Source → place, day, what its report says."""
EXPECTED = [
    # area, year, comparator, target, outcome, status, target and result of the year before
    ("临澜市", "2030", "~", 6, 5.4, "missed", None, None),
    ("临澜市", "2031", "~", 5.5, 5.6, "met", 6, 5.4),
    ("临澜市", "2032", "=", 5, None, "pending", 5.5, 5.6),
    ("青屿市", "2031", ">=", 7, None, "no_evidence", None, 7.1),
]


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_every_place_s_growth_beside_what_came_of_it(
    readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed, sources = [], []
    for position, (source_id, (area, day, text)) in enumerate(REPORTS.items(), start=1):
        path, content = tmp_path / f"{source_id}.txt", tmp_path / f"{source_id}.content"
        path.write_text(HEAD + text, encoding="utf-8")
        read(path).write(content)
        said = {"title": f"{day[:4]}年{area}政府工作报告", "publisher": f"{area}人民政府", "published_on": day}
        source = SourceInfo(source_id=source_id, collection="reports", **said)
        parsed.append(tmp_path / f"{source_id}.facts")
        facts.write(facts.parse(content, source, [ROOT / "seeds" / "reference"]), parsed[-1])
        sources.append({"source_id": source_id, "collection": "reports", "position": position, "status": "read"})
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    with duckdb.connect() as con:
        warehouse.build(con, facts=parsed, sources=sources, registers=[ROOT / "seeds" / "reference"])
        for table in ("commitments", "series"):
            con.execute(f"COPY {table} TO 'data/{table}.parquet'")
        [query] = QUERY.findall((ROOT / readme).read_text(encoding="utf-8"))
        found = con.execute(query).fetchall()
    assert [
        (*row[:3], *(float(v) if v is not None and not isinstance(v, str) else v for v in row[3:])) for row in found
    ] == EXPECTED
