"""Sentences that can be quoted: what was promised and what came of it, in Chinese and in English.

They say what the rows say and nothing more; a status is put in words, never judged here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from catalog.site import words
from catalog.site.words import Label

VERBS = {
    "level": ("达到", "to reach"),
    "change": ("增加", "to rise by"),
    "growth_yoy": ("增长", "to grow by"),
    "average_growth": ("年均增长", "to grow by, a year on average,"),
}
LIMITED = {
    ">": ("超过 {}", "more than {}"),
    ">=": ("{} 以上", "at least {}"),
    "<=": ("不超过 {}", "no more than {}"),
    "<": ("低于 {}", "less than {}"),
    "~": ("{} 左右", "about {}"),
}
UNITS_EN = {
    "元": "yuan", "人": "people", "公里": "km", "户": "households", "家": "enterprises", "套": "homes", "吨": "tonnes",
    "斤": "jin", "亩": "mu", "千瓦": "kW", "平方米": "m²", "人次": "visits", "件": "items", "个": "", "项": "", "张": "",
    "美元": "US dollars", "岁": "years", "年": "years", "天": "days", "1": "",
}  # fmt: skip
"""English of frequent base units; another stays as it is printed."""
DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
SCALES_ZH = ((12, "万亿"), (8, "亿"), (4, "万"))
SCALES_EN = ((12, "trillion"), (9, "billion"), (6, "million"))
RESULTS = {
    "met": Label("结果：已达到", "Outcome: met"),
    "met_late": Label("结果：逾期达到", "Outcome: met late"),
    "missed": Label("结果：未达到", "Outcome: missed"),
    "on_track": Label("进展正常，期限未到", "On track, not due yet"),
    "behind": Label("进展滞后，期限未到", "Behind, not due yet"),
    "pending": Label("期限未到，尚无可比的数据", "Not due yet, nothing to compare with so far"),
    "no_evidence": Label(
        "期限已到，已读文件中没有可以核对的数据",
        "Due, and nothing published in the documents read tells whether it came",
    ),
    "not_comparable": Label("已有数据，但与承诺不可比", "There are figures, but none that compares with the promise"),
}


def period(text: str | None) -> Label:
    """Write a period: 2025 → 2025年, by half or quarter too; what is no period stays."""
    code = text or ""
    if match := DAY.fullmatch(code):
        year, month, day = match.groups()
        return Label(f"{year}年{int(month)}月" + (f"{int(day)}日" if day else ""), code)
    if re.fullmatch(r"\d{4}", code):
        return Label(f"{code}年", code)
    if match := re.fullmatch(r"(\d{4})([QH])(\d)", code):
        year, part, number = match.groups()
        return Label(
            f"{year}年第{'一二三四'[int(number) - 1]}季度" if part == "Q" else f"{year}年{'上下'[int(number) - 1]}半年",
            code,
        )
    first, slash, last = code.partition("/")
    return Label(f"{first}至{last}", f"{first} to {last}") if slash else Label(code, code)


def scaled(value: str | None, unit: str | None) -> Label:
    """Write a value in its base unit with the largest multiplier that leaves a digit before the point."""
    try:
        exact = Decimal(value or "")
    except InvalidOperation:
        return Label(value or "", value or "")
    written = []
    for scales in (SCALES_ZH, SCALES_EN):
        power, name = next(((p, n) for p, n in scales if abs(exact) >= Decimal(10) ** p), (0, ""))
        short = f"{exact.scaleb(-power):f}"
        short = short.rstrip("0").rstrip(".") if "." in short else short
        written.append((words.number(short), name))
    (zh, times), (en, times_en) = written
    if unit and unit[0] in "%‰":
        return Label(f"{zh}{unit}", f"{en}{unit}")
    zh_unit = "" if unit == "1" else unit or ""
    en_unit = UNITS_EN.get(unit or "", unit or "")
    return Label(f"{zh} {times}{zh_unit}".strip(), " ".join(filter(None, (en, times_en, en_unit))))


def promised(row: Mapping[str, str | None]) -> Label:
    """Say in one sentence who promised what by when; the English takes the indicator's English name."""
    zh_verb, en_verb = VERBS.get(row["stat"] or "", VERBS["level"])
    amount = scaled(row["value_base"], row["unit_base"])
    if row["kind"] == "multiple":
        amount = Label(f"{words.number(row['value_base'])} 倍", f"{words.number(row['value_base'])} times")
    if (row["value_base"] or "").startswith("-"):
        amount = scaled((row["value_base"] or "")[1:], row["unit_base"])
        zh_verb, en_verb = (
            zh_verb.replace("增长", "下降").replace("增加", "减少"),
            en_verb.replace("rise", "fall").replace("grow", "fall"),
        )
    if row["stat"] == "level" and row["comparator"] in (">", "<", "<="):
        zh_verb, en_verb = "", en_verb if row["comparator"] == ">" else "to stay at"
    if row["value_max_base"]:
        upper = scaled(row["value_max_base"], row["unit_base"])
        amount = Label(f"{amount.zh}至 {upper.zh}", f"{amount.en} to {upper.en}")
    zh_form, en_form = LIMITED.get(row["comparator"] or "", ("{}", "{}"))
    by = period(row["deadline"])
    who = row["area"] or row["document_area"] or row["owner"] or ""
    who_en = words.place_en(row["place"]) or who
    what_en = row["indicator_en"] or f"“{row['metric'] or ''}”"
    source = f"《{row['document_title']}》" if row["document_title"] else ""
    date = row["document_date"] or ""
    told = "，".join(filter(None, (source, date)))
    per = row["per"] or ""
    by_zh = f"到{by.zh}，" if by.zh else ""
    gap = " " if zh_verb else ""
    what = row["metric"] or row["indicator"] or ""
    zh = f"{who}提出，{by_zh}{per}{what}{zh_verb}{gap}{zh_form.format(amount.zh)}"
    en = f"{who_en} promised {what_en} {en_verb} {en_form.format(amount.en)}{f' by {by.en}' if by.en else ''}"
    return Label(f"{zh}（{told}）。" if told else f"{zh}。", f"{en}{f' ({date})' if date else ''}.")


def came(row: Mapping[str, str | None]) -> Label:
    """Say what the data say came of a promise, with the value and the period that decided."""
    zh, en = RESULTS.get(row["status"] or "", Label(row["status"] or "", row["status"] or ""))
    when = period(row["status_period"])
    if row["status_value"]:
        # Growth and shares are judged in the unit of the promise; the observation's own unit tells what is meant.
        value = scaled(row["status_value"], row["unit_base"])
        zh, en = f"{zh}——{when.zh}为 {value.zh}", f"{en}: {value.en} in {when.en}"
    return Label(f"{zh}。", f"{en}.")
