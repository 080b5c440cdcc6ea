"""What the site calls things: labels for coded values in Chinese and English, and how a value is written for people.

Fields and tables are named by the descriptors, not here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from catalog.package import Field


class Label(NamedTuple):
    """One thing in two languages; `en` is empty where there is no English."""

    zh: str
    en: str = ""


WORDS: dict[str, dict[str, Label]] = {
    "document_kind": {
        "plan": Label("方案规划", "Plan"),
        "measures": Label("办法措施", "Measures"),
        "provisions": Label("规定", "Provisions"),
        "opinions": Label("意见", "Opinions"),
        "key_points": Label("工作要点", "Key points"),
        "notice": Label("通知", "Notice"),
        "white_paper": Label("白皮书", "White paper"),
        "bulletin": Label("公报", "Bulletin"),
        "report": Label("报告", "Report"),
        "news": Label("新闻", "News"),
        "other": Label("其他", "Other"),
    },
    "genre": {
        "决议": Label("决议", "Resolution"),
        "决定": Label("决定", "Decision"),
        "命令": Label("命令", "Order"),
        "公报": Label("公报", "Bulletin"),
        "公告": Label("公告", "Announcement"),
        "通告": Label("通告", "Public notice"),
        "意见": Label("意见", "Opinions"),
        "通知": Label("通知", "Notice"),
        "通报": Label("通报", "Circular"),
        "报告": Label("报告", "Report"),
        "请示": Label("请示", "Request for instructions"),
        "批复": Label("批复", "Reply"),
        "议案": Label("议案", "Bill"),
        "函": Label("函", "Letter"),
        "纪要": Label("纪要", "Minutes"),
        "法规/办法": Label("法规、办法", "Rules"),
        "规划/方案": Label("规划、方案", "Plan"),
        "办事指南": Label("办事指南", "Service guide"),
        "问答": Label("问答", "Questions and answers"),
        "新闻": Label("新闻", "News"),
        "标准": Label("标准", "Standard"),
        "名单": Label("名单", "List"),
        "其他": Label("其他", "Other"),
    },
    "speech": {
        "plans": Label("提出目标任务", "Plans"),
        "rules": Label("作出规定", "Rules"),
        "grants": Label("批准授予", "Grants"),
        "reports": Label("报告情况", "Reports"),
        "orders": Label("部署工作", "Orders"),
        "serves": Label("指导办事", "Serves"),
    },
    "table_kind": {
        "statistics": Label("统计表", "Statistics"),
        "aims": Label("目标表", "Aims"),
        "tasks": Label("任务表", "Tasks"),
        "list": Label("名单目录", "List"),
        "specification": Label("标准规格", "Specification"),
        "form": Label("表式", "Form"),
        "other": Label("其他表格", "Other table"),
    },
    "document_status": {
        "not_yet_in_force": Label("尚未施行", "Not yet in force"),
        "in_force": Label("现行有效", "In force"),
        "expired": Label("已到期", "Expired"),
        "repealed": Label("已废止", "Repealed"),
        "unknown": Label("效力未注明", "Not stated"),
    },
    "target_kind": {
        "level": Label("达到", "Level"),
        "increase": Label("增加", "Increase"),
        "multiple": Label("倍数", "Multiple"),
    },
    "role": {
        "lead": Label("牵头", "Lead"),
        "support": Label("配合", "Support"),
        "unspecified": Label("负责", "Responsible"),
    },
    "instrument": {
        "grant": Label("补助", "Grant"),
        "matching": Label("配套", "Matching"),
        "reward": Label("奖励", "Reward"),
        "rent_subsidy": Label("房租补贴", "Rent subsidy"),
        "interest_subsidy": Label("贷款贴息", "Interest subsidy"),
        "insurance_subsidy": Label("保费补贴", "Insurance subsidy"),
        "voucher": Label("消费券、服务券", "Voucher"),
        "service_subsidy": Label("服务补贴", "Service subsidy"),
        "tax_relief": Label("税收优惠", "Tax relief"),
        "investment": Label("股权投资", "Investment"),
        "other": Label("其他", "Other"),
    },
    "stat": {
        "level": Label("数值", "Level"),
        "growth_yoy": Label("同比增长", "Growth, year on year"),
        "average_growth": Label("平均增长", "Average growth"),
        "share": Label("占比", "Share"),
        "rank": Label("位次", "Rank"),
        "change": Label("变动", "Change"),
    },
    "relation": {
        "basis": Label("依据", "Basis"),
        "supplements": Label("补充", "Supplements"),
        "repeals": Label("废止", "Repeals"),
        "supersedes_conflicts": Label("冲突时取代", "Prevails in conflict"),
        "standard": Label("标准", "Standard"),
        "mention": Label("提及", "Mention"),
    },
    "progress": {
        "met": Label("已达到", "Met"),
        "met_late": Label("逾期达到", "Met late"),
        "on_track": Label("进展正常", "On track"),
        "behind": Label("进展滞后", "Behind"),
        "missed": Label("未达到", "Missed"),
        "not_comparable": Label("不可比", "Not comparable"),
        "no_evidence": Label("到期无数据", "Due, no evidence"),
        "pending": Label("未到期", "Pending"),
        "none": Label("暂无对照", "Nothing to compare with"),
    },
    "severity": {
        "error": Label("错误", "Error"),
        "warning": Label("警告", "Warning"),
        "info": Label("提示", "Note"),
    },
    "found": {
        "commitment": Label("承诺", "Promise"),
        "document": Label("文件", "Document"),
        "place": Label("地区", "Place"),
        "body": Label("机构", "Body"),
        "indicator": Label("指标", "Indicator"),
        "observation": Label("观测值", "Observation"),
        "measure": Label("任务", "Measure"),
        "incentive": Label("支持政策", "Incentive"),
        "table": Label("表格", "Table"),
        "news": Label("新闻", "News"),
        "dataset": Label("数据表", "Dataset"),
        "text": Label("原文", "Text"),
    },
    "quantity_role": {
        "target": Label("目标", "Target"),
        "observation": Label("观测值", "Observation"),
        "incentive": Label("支持政策", "Incentive"),
        "threshold": Label("门槛", "Threshold"),
        "limit": Label("限额", "Limit"),
        "limit_of_time": Label("时限", "Time limit"),
        "date": Label("日期", "Date"),
        "reference": Label("条文编号", "Reference"),
        "contact": Label("联系方式", "Contact"),
        "name": Label("名称", "Name"),
        "list_count": Label("列举计数", "Count of a list"),
        "other": Label("其他", "Other"),
    },
    "format": {
        "zip": Label("全部文件 ZIP", "Everything, ZIP"),
        "xlsx": Label("Excel 工作簿", "Excel workbook"),
        "duckdb": Label("DuckDB 数据库", "DuckDB database"),
        "csv": Label("CSV"),
        "parquet": Label("Parquet"),
    },
}

PROVINCES = {
    "cn": "China", "11": "Beijing", "12": "Tianjin", "13": "Hebei", "14": "Shanxi", "15": "Inner Mongolia",
    "21": "Liaoning", "22": "Jilin", "23": "Heilongjiang", "31": "Shanghai", "32": "Jiangsu", "33": "Zhejiang",
    "34": "Anhui", "35": "Fujian", "36": "Jiangxi", "37": "Shandong", "41": "Henan", "42": "Hubei", "43": "Hunan",
    "44": "Guangdong", "45": "Guangxi", "46": "Hainan", "50": "Chongqing", "51": "Sichuan", "52": "Guizhou",
    "53": "Yunnan", "54": "Tibet", "61": "Shaanxi", "62": "Gansu", "63": "Qinghai", "64": "Ningxia", "65": "Xinjiang",
    "71": "Taiwan", "81": "Hong Kong", "82": "Macao",
}  # fmt: skip
"""English names by the first two digits of GB/T 2260; places below a province have none that is settled."""


def place_en(place: str | None) -> str:
    """Give the English name of the country or of a province by the key of its page, empty for other places."""
    code = place or ""
    key = code if code == "cn" else code[:2] if code.endswith("0000") else ""
    return PROVINCES.get(key, "")


COMPARATORS = {">": "＞", ">=": "≥", "<=": "≤", "<": "＜", "~": "约 ", "=": ""}


def word(group: str, code: str | None) -> Label:
    """Give the label of a coded value; a code without one stands for itself."""
    return WORDS[group].get(code or "", Label(code or ""))


def number(text: str | None) -> str:
    """Write a decimal in text form with thousands separated by a narrow space, as GB/T 15835 does; else unchanged."""
    if not text:
        return ""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    return f"{value:,f}".replace(",", "\N{NARROW NO-BREAK SPACE}") if value.is_finite() else text


def amount(row: Mapping[str, str | None], value: str = "value", unit: str = "unit") -> str:
    """Write a quantity as it was printed: comparator, value or range, unit."""
    printed = number(row.get(value))
    if not printed:
        return ""
    upper = number(row.get(f"{value}_max"))
    of_multiple = row.get("kind") == "multiple" and not row.get(unit)
    return "".join(
        (
            COMPARATORS.get(row.get("comparator") or "", ""),
            printed,
            f"–{upper}" if upper else "",
            "\N{NO-BREAK SPACE}倍" if of_multiple else _unit(row.get(unit)),
        )
    )


def _unit(unit: str | None) -> str:
    if not unit:
        return ""
    return unit if unit[0] in "%‰" else f"\N{NO-BREAK SPACE}{unit}"


PARTS_OF_AMOUNT = ("comparator", "value_max", "unit")
"""Fields that `amount` writes together with `value`."""


def said(field: Field, row: Mapping[str, str | None]) -> str:
    """Write what a field says: an amount with its unit, a code in words, yes or no; nothing where it is empty."""
    text = row.get(field.name)
    if not text:
        return ""
    if field.name == "value":
        return amount(row)
    if field.type == "boolean":
        return "是" if text == "true" else "否"
    if field.type in ("number", "integer"):
        return number(text) + _unit(field.unit)
    return word(field.name, text).zh if field.name in WORDS else text


def base_amount(row: Mapping[str, str | None]) -> str:
    """Write the quantity in its base unit where that says more than the print, else nothing."""
    if row.get("unit") == row.get("unit_base") or not row.get("value_base") or row.get("value_max"):
        return ""
    return number(row["value_base"]) + _unit(row.get("unit_base"))


def web_address(text: str | None) -> str | None:
    """Give an address back when it is a complete http or https one, else None: nothing else may become a link."""
    if not text or re.search(r"[\x00-\x20\x7f\\]", text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.hostname else None


def path_address(path: str) -> str:
    """Percent-encode a relative path for an attribute; slashes stay."""
    return quote(path, safe="/-._~")


def clipped(text: str | None, length: int = 80) -> str:
    """Give the text, cut to `length` characters with an ellipsis."""
    if not text:
        return ""
    return text if len(text) <= length else text[: length - 1] + "…"


def file_size(size: int) -> str:
    """Write a number of bytes in the largest unit that leaves one digit before the point."""
    amount = float(size)
    for unit in ("B", "KB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            return f"{amount:.0f} {unit}" if unit == "B" or amount >= 100 else f"{amount:.1f} {unit}"
        amount /= 1000
    raise AssertionError


def anchor(document_id: str, row_id: str) -> str:
    """Give a row's id as a fragment of its document's page: without the document's own id, safe in an address."""
    short = row_id.removeprefix(f"{document_id}.")
    return re.sub(r"[^A-Za-z0-9_-]", lambda match: f"_{ord(match[0]):x}", short)
