"""What a run costs by the number of documents: first, unchanged, one changed; processor seconds by step, peak memory.

Usage: `make bench BENCH="scale 100 1000"`. The documents are made here: three plans of a city that does not exist to one
bulletin with a table. A run is a process of its own, and its seconds hold those of its workers.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
if Path(sys.path[0]).resolve() == Path(__file__).parent:
    # Its neighbour `extract` would stand for the room of that name.
    sys.path[0] = str(ROOT)

DISTRICTS = ("临澜区", "东屏区", "南岭区", "北屏县", "海塘区", "石湾县")
THEMES = ("智慧养老", "数字商务", "社区服务", "普惠托育", "职业培训", "绿色建筑", "乡村物流", "公共文化")
BODIES = ("市民政局", "市商务局", "市财政局", "市数据局", "市交通运输局", "市教育局", "市农业农村局")
THINGS = ("服务站", "示范街区", "便民网点", "实训基地", "培训中心", "文化驿站", "共享仓库", "充电站")
DIGITS = "一二三四五六七八九十"
BULLETIN_EVERY = 4
BEHIND = {f"{name}_package" for name in ("policies", "targets", "tables", "reference")} | {
    "releases",
    "catalogue",
    "site",
}
"""Steps of release and site."""


def plan(number: int, *, edition: int = 0) -> str:
    """Write a plan; another edition has other figures in one of its items."""
    dice = random.Random(number)
    theme, year = dice.choice(THEMES), dice.randint(2024, 2028)
    lines = [f"# {dice.choice(DISTRICTS)}{theme}提升行动方案（{year}—{year + 2}年）第{number}号", ""]
    lines += [
        f"云字〔{year}〕{number}号",
        "",
        f"为推动{theme}发展，结合本市实际，制定本方案。",
        "",
        "## 一、主要目标",
        "",
    ]
    lines += [
        f"到{year + 2}年，建成{thing}{dice.randint(20, 900)}个以上，服务覆盖率达到{dice.randint(60, 99)}%。"
        for thing in dice.sample(THINGS, 3)
    ]
    lines += ["", "## 二、重点任务", ""]
    for item in range(8):
        thing, bodies = dice.choice(THINGS), "、".join(dice.sample(BODIES, 2))
        count = dice.randint(2, 300) + (edition if item == 0 else 0)
        lines += [
            f"### （{DIGITS[item]}）完善{thing}布局",
            "",
            f"{item + 1}.支持{thing}连锁运营，每年新增{thing}{count}个，培训从业人员{dice.randint(100, 9000)}人次。"
            f"对新建的{thing}，按照投入的{dice.randint(10, 50)}%给予补助，最高{dice.randint(10, 90)}万元。（责任单位：{bodies}）",
            "",
        ]
    return "\n".join(lines)


def bulletin(number: int) -> str:
    """Write a bulletin as a page with a table."""
    dice = random.Random(number)
    year = dice.randint(2021, 2025)
    rows = "".join(
        f"<tr><td>{name}</td><td>{dice.randint(100, 9000)}</td><td>{dice.randint(1, 30)}.{dice.randint(1, 9)}</td></tr>"
        for name in DISTRICTS
    )
    title = f"云川市{year}年{dice.choice(THEMES)}统计公报（第{number}期）"
    said = "".join(
        f"<p>{year}年，全市{thing}达到{dice.randint(50, 3000)}个，比上年增长{dice.randint(1, 20)}.5%。</p>"
        for thing in THINGS
    )
    table = f"<table><tr><th>地区</th><th>数量（个）</th><th>增长（%）</th></tr>{rows}</table>"
    return f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1>{said}<p>表1 各区县情况</p>{table}</body></html>'


def make(folder: Path, documents: int) -> Path:
    """Write documents and their register; give the register."""
    (folder / "papers").mkdir(parents=True)
    rows = []
    for number in range(1, documents + 1):
        is_bulletin = number % BULLETIN_EVERY == 0
        path = f"papers/{number}.{'html' if is_bulletin else 'md'}"
        (folder / path).write_text(bulletin(number) if is_bulletin else plan(number), encoding="utf-8")
        rows.append([f"paper-{number:06}", "bench", path, "云川市人民政府", "CC0-1.0"])
    with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [["source_id", "collection", "path", "publisher", "licence"], *rows]
        )
    return folder / "sources.csv"


def run(register: Path, home: Path) -> dict[str, Any]:
    """Publish in a process of its own; give what `_measured` said of it."""
    command = [sys.executable, __file__, "--child", str(register), str(home)]
    return dict(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout))


def _seconds() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def _measured(register: Path, folder: Path) -> dict[str, Any]:
    from pipelines import progress
    from pipelines.home import Home
    from pipelines.run import run_publish

    class Meter(progress.Display):
        """Keeps the processor seconds of each step, checks added to theirs."""

        def __init__(self) -> None:
            self.began: dict[str, float] = {}
            self.steps: dict[str, float] = {}

        def start(self, step: str) -> None:
            self.began[step] = _seconds()

        def finish(self, step: str, summary: str, *, failed: bool = False) -> None:
            self.steps[step] = _seconds() - self.began[step]

    wall = time.monotonic()
    progress._current = meter = Meter()
    home = Home(folder.resolve())
    done = run_publish(home, {"home": str(folder), "registers": [str(register)]})
    if done.failures:
        raise SystemExit(str(done.failures))
    used = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    # A process that reads is the child of one that outlives the run, so that no parent is told what it took.
    rows = home.recall("content") or []
    read = sum(row["cpu_seconds"] for row in rows) / len(rows) * done.steps["content"]["documents_read"]
    meter.steps["content"] += read
    return {
        "cpu": _seconds() + read,
        "wall": time.monotonic() - wall,
        "memory": used[0],
        "memory_worker": used[1],
        "steps": meter.steps,
        "released": [step["version"] for step in done.steps.values() if "version" in step],
    }


def _print(documents: int, runs: dict[str, dict[str, Any]]) -> None:
    first = runs["first"]["cpu"]
    print(
        f"\n{documents} documents{'':<18}{'CPU s':>9}{'of first':>10}{'wall s':>9}{'MB':>7}{'MB worker':>11}  releases"
    )
    for name, said in runs.items():
        print(
            f"  {name:<28}{said['cpu']:>9.1f}{said['cpu'] / first:>10.1%}{said['wall']:>9.1f}{said['memory']:>7.0f}"
            f"{said['memory_worker']:>11.0f}  {' '.join(said['released'])}"
        )
        behind = sum(seconds for step, seconds in said["steps"].items() if step in BEHIND)
        print(f"    {'release and site':<26}{behind:>9.1f}{behind / first:>10.1%}")
        for step, seconds in sorted(said["steps"].items(), key=lambda one: -one[1]):
            if seconds > 0.005 * first or seconds > 0.5:
                print(f"    {step:<26}{seconds:>9.1f}{seconds / first:>10.1%}")


def main() -> None:
    """Measure each number of documents, and print the exponent of the first run's cost from each to the next."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="*", default=[100])
    parser.add_argument("--keep", type=Path, help="folder to leave documents and homes in")
    parser.add_argument("--child", type=Path, nargs=2, metavar=("REGISTER", "HOME"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(_measured(*options.child)))
        return
    with tempfile.TemporaryDirectory() as scratch:
        _all(options.keep or Path(scratch), options.documents)


def _all(folder: Path, sizes: Sequence[int]) -> None:
    before: tuple[int, float] | None = None
    for documents in sizes:
        register, home = make(folder / f"{documents}", documents), folder / f"{documents}" / "home"
        runs = {"first": run(register, home), "unchanged": run(register, home)}
        (register.parent / "papers" / "1.md").write_text(plan(1, edition=1), encoding="utf-8")
        runs["one changed"] = run(register, home)
        _print(documents, runs)
        if before is not None:
            exponent = math.log(runs["first"]["cpu"] / before[1]) / math.log(documents / before[0])
            print(f"  exponent from {before[0]}: {exponent:.2f}")
        before = (documents, runs["first"]["cpu"])


if __name__ == "__main__":
    main()
