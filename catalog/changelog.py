"""The history of a package, newest first: as `changelog.json` for programs and CHANGELOG.md for people.

An entry is made once, from the difference that called for the version, and carried on from release to release.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from catalog.difference import Difference
from catalog.package import Package

NAME = "changelog.json"

STEPS = {
    "FIRST": "首次发布 first release",
    "MAJOR": "结构有变,程序须核对 breaking: check programs that read it",
    "MINOR": "行或表有增减 rows or tables added or removed",
    "PATCH": "更正数值或说明 corrected values or metadata",
}


WHOLE = {"added": "新增 new ", "removed": "移除 removed "}
SIGNS = ("+", "−", "±")
"""New, removed and changed rows."""


def read(release: Path) -> list[dict[str, Any]]:
    """Give the entries of a release on disk."""
    return list(json.loads((release / NAME).read_text(encoding="utf-8"))["versions"])


def entry(
    version: str,
    date: str,
    difference: Difference | None,
    rows: dict[str, int],
    accepted: Sequence[str] = (),
    told: Mapping[str, Any] | None = None,
    withdrawn: Sequence[str] = (),
) -> dict[str, Any]:
    """Make the entry of a new version, with what is `told` of it by name (`catalog.told`); without a difference it is the first.

    `withdrawn` are ids of sources that left on purpose.
    """
    if difference is None:
        reasons = [f"first release: {len(rows)} tables, {sum(rows.values())} rows"]
        return {"version": version, "date": date, "step": "FIRST", "reasons": reasons, "rows": rows}
    out = {"version": version, "date": date, **difference.to_json(), "rows": rows, **(told or {})}
    if accepted:
        out["accepted_loss"] = sorted(accepted)
    if withdrawn:
        out["withdrawn_sources"] = list(withdrawn)
    return out


def render(package: Package, entries: Sequence[dict[str, Any]]) -> str:
    """Give CHANGELOG.md."""
    titles = {r.name: r.title for r in package.resources}
    lines = [f"# {package.title} ({package.name}): 变更记录 change log", ""]
    for one in entries:
        lines += [f"## {one['version']} ({one['date']})", "", f"{STEPS[one['step']]}", ""]
        lines += [f"- {_with_title(_plain(reason), titles)}" for reason in one["reasons"]]
        if one.get("accepted_loss"):
            lines.append(f"- 已确认的行数减少 loss of rows accepted: {', '.join(one['accepted_loss'])}")
        if one.get("withdrawn_sources"):
            lines.append(f"- 撤下的来源 sources withdrawn: {', '.join(one['withdrawn_sources'])}")
        lines += _documents(one, titles)
        lines += _corrections(one, titles)
        if any(table["examples"] for table in one.get("tables", ())):
            lines += ["", "改动的值 values that changed（示例 examples）:", ""]
        for table in one.get("tables", ()):
            for example in table["examples"]:
                key = " / ".join(part or "" for part in example["key"])
                old, new = (value if value is not None else "∅" for value in (example["old"], example["new"]))
                lines.append(f"- `{table['name']}` `{key}` {example['field']}: {_line(old)} → {_line(new)}")
        lines.append("")
    return "\n".join(lines)


def _documents(entry: Mapping[str, Any], titles: Mapping[str, str]) -> Iterator[str]:
    if not entry.get("documents"):
        return
    yield from ("", "文件 documents:", "")
    for one in entry["documents"]:
        what = WHOLE.get(one["change"], "")
        rows = "；".join(
            f"{titles.get(name, name)} {name} "
            + " ".join(f"{sign}{n}" for sign, n in zip(SIGNS, counts, strict=True) if n)
            for name, counts in one["rows"].items()
        )
        yield f"- {what}《{_line(one['title'])}》（`{one['document_id']}`）" + (f"：{_plain(rows)}" if rows else "")
    if more := entry.get("more_documents"):
        yield f"- 另有 {more} 份文件，见 `delta/`。{more} more documents, see `delta/`."


def _corrections(entry: Mapping[str, Any], titles: Mapping[str, str]) -> Iterator[str]:
    if not entry.get("corrections"):
        return
    yield from ("", "更正 corrected by hand:", "")
    for one in entry["corrections"]:
        what = f"- {titles.get(one['table'], '')} `{one['table']}` `{one['row_id']}`"
        if one["field"] == "*":
            yield f"{what}：整行删去 row removed。{_line(one['why'] or '')}"
        else:
            old, new = (_line(one[side]) if one[side] is not None else "∅" for side in ("from", "to"))
            yield f"{what} {one['field']}：{old} → {new}。{_line(one['why'] or '')}"
    if more := entry.get("more_corrections"):
        yield f"- 另有 {more} 处更正，见 reference 数据包的 corrections。{more} more, see `corrections` in the package reference."


def _with_title(reason: str, titles: dict[str, str]) -> str:
    name, colon, rest = reason.partition(":")
    return f"`{name}` {titles[name]}{colon}{rest}" if name in titles else reason


def _line(value: str) -> str:
    """Give the start of a value on one line."""
    return _plain(value if len(value) <= 120 else value[:119] + "…")


def _plain(text: str) -> str:
    """Give text of a source on one line, without what Markdown or HTML would act on."""
    return "".join("\\" + c if c in "\\`*[]<>|#" else c for c in " ".join(text.split()))
