"""README.md of a release: what it is, its tables, how to load it, how to cite it. Its snippets run as they stand."""

from __future__ import annotations

from collections.abc import Mapping

from catalog import sheet
from catalog.package import Package, Resource

PANDAS = {"number": "Float64", "integer": "Int64", "boolean": "boolean"}
"""Types of fields that are no text → the types of pandas that hold them beside missing values."""


def main_resource(package: Package) -> Resource:
    """Give the table that examples load: the one named as the package, else `documents`, else the first."""
    by_name = {resource.name: resource for resource in package.resources}
    return by_name.get(package.name) or by_name.get("documents") or package.resources[0]


def render(package: Package, *, version: str, released_on: str, rows: Mapping[str, int], is_signed: bool) -> str:
    """Give README.md; paths in it are relative to the release's folder."""
    main = main_resource(package)
    printed = [r for r in package.resources if r.name.startswith("t-")]
    lines = []
    for r in package.resources:
        if r not in printed:
            cells = (f"[`{r.name}`]({r.path})", f"{r.title} {r.title_en}", str(rows[r.name]), ", ".join(r.primary_key))
            lines.append(f"| {' | '.join(cells)} | {r.description} |")
    tables = "\n".join(lines)
    more = ""
    if printed:
        count = len(printed)
        more = f"\n另有逐表 CSV {count} 份，名为 `t-*`。{count} printed tables stand as CSV of their own, `t-*`.\n"
    signed = (
        "\n  `SHA256SUMS.minisig` 为其签名 and its signature: `minisign -Vm SHA256SUMS -p ../../minisign.pub`。"
        if is_signed
        else ""
    )
    long = "、".join(f"`{r.name}`" for r in package.resources if rows[r.name] > sheet.MOST)
    cut = (
        f"\n{long} 各只列前 {sheet.MOST} 行，其余见 CSV。Of these only the first rows; the CSV has all." if long else ""
    )
    licence = package.licenses[0]
    types = "\n".join(f'        "{f.name}": "{PANDAS[f.type]}",' for f in main.fields if f.type in PANDAS)
    return f"""# {package.title} {package.title_en}

{package.description}

{package.description_en}

版本 version **{version}**，{released_on}。{package.update_cycle["title"]} ({package.update_cycle["title_en"]})。

## 数据表 Tables

| 表 table | 名称 title | 行 rows | 主键 key | 说明 |
| --- | --- | ---: | --- | --- |
{tables}
{more}
每个字段的类型、单位、约束与中英文说明见 `datapackage.json`（Data Package 2.0）及 XLSX 中的字典。
Types, units, constraints and descriptions of every field are in `datapackage.json` and in the workbook's dictionary.

## 读取 Loading

pandas:

```python
from collections import defaultdict

import pandas as pd

types = defaultdict(
    lambda: "string",
    {{
{types}
    }},
)
{main.name} = pd.read_parquet("data/{main.name}.parquet").astype(types)
# 或 CSV：代码与标识按文本读取 or CSV, ids and codes as text
{main.name} = pd.read_csv("data/{main.name}.csv", dtype=types, keep_default_na=False, na_values="")
```

其中数为浮点数，约 15 位有效数字；Parquet 不加 `astype` 则为精确的 `Decimal`。
Numbers are floats of some 15 digits here; Parquet without `astype` gives exact `Decimal`.

polars:

```python
import polars as pl

{main.name} = pl.read_parquet("data/{main.name}.parquet")
# 需要浮点数时 where floats are wanted:
{main.name} = {main.name}.with_columns(pl.selectors.decimal().cast(pl.Float64))
```

DuckDB:

```sql
SELECT * FROM 'data/{main.name}.parquet' LIMIT 10;
```

R:

```r
# 均按文本读取，数用 as.numeric() everything as text, numbers by as.numeric()
{main.name} <- read.csv("data/{main.name}.csv", colClasses = "character", na.strings = "", encoding = "UTF-8")
```

Frictionless:

```python
from frictionless import Package

package = Package("datapackage.json")
{main.name} = package.get_resource("{main.name}").read_rows()
```

Excel：打开 `{package.name}-{version}.xlsx`，首页为字典。Open the workbook; its first sheet is the dictionary.{cut}

## 约定 Conventions

- UTF-8，LF，缺失值为空。UTF-8, LF, a missing value is an empty cell.
- 数为精确十进制，`.` 为小数点。Numbers are exact decimals.
- CSV 中，来源文字若会被电子表格当作公式执行，前加一个 `'`：
  即以 `=`、`+`、`-`、`@`、制表符或回车开头，且不是数或单个符号的文字。Parquet 与 XLSX 中为原文。
  In CSV, a text from a source that a spreadsheet would run as a formula has one `'` in front: text that starts with one
  of `= + - @`, tab or carriage return and is neither a number nor a sign alone. Parquet and XLSX hold the text itself.
- 与上一版本的差异见 `CHANGELOG.md`、`changelog.json` 与 `delta/`。
  `_change` 列为 `removed`、`added`，或改动行的 `before`、`after`：
  旧表减去 `removed`、`before`，加上 `added`、`after`，即为新表。
  What changed since the version before is in `CHANGELOG.md`, `changelog.json` and `delta/`: the old table without the
  rows `removed` and `before`, with those `added` and `after`, is the new one.
- `croissant.json`：供机器学习工具读取的 MLCommons Croissant 描述。The same tables as MLCommons Croissant.
- `SHA256SUMS` 为各文件校验值：`sha256sum -c SHA256SUMS`；`validation.json` 为校验结果。{signed}

## 引用 Citation

> Gongbao. {package.title} ({package.name}), version {version}, {released_on}. {licence["name"]}.

许可 licence: [{licence["title"]}]({licence["path"]})
"""
