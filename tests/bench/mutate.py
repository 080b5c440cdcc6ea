"""Which small faults in a room its tests would not see: `make mutate ROOM=extract/tables SAMPLE=80 SEED=1`.

A mutant is the code with one small change: another comparison, a number one higher, an item of a list or an alternative
of a pattern less. The changes are Cosmic Ray's (https://cosmic-ray.readthedocs.io), with two of the kind that tables and
patterns need. A sample of them, the same for the same seed, is put one by one into a copy of this work tree, and the
tests of the room (`ROOMS`) judge each: killed where a test fails or the time is up, survived where none does. Nothing
here is altered. What survives is printed with its difference: a test is missing, or the change means nothing.

Ends with 0 when all were judged, with 2 where there is no such room or its tests fail without any change.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import multiprocessing
import os
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.plugins import get_operator, operator_names
from cosmic_ray.testing import run_tests
from cosmic_ray.work_item import TestOutcome

PROJECT = Path(__file__).parents[2]

ROOMS = {
    "catalog": ["tests/catalog/test_difference.py", "tests/catalog/test_definitions.py", "tests/catalog/test_faults.py"],
    "catalog/difference.py": ["tests/catalog/test_difference.py"],
    "catalog/rules.py": ["tests/catalog/test_rules.py"],
    "catalog/site": ["tests/catalog/site"],
    "catalog/validate.py": ["tests/catalog/test_validate.py"],
    "catalog/version.py": ["tests/catalog/test_version.py"],
    "extract": ["tests/extract/test_snapshot.py", "tests/extract/test_sniff.py", "tests/extract/test_text.py"],
    "extract/files": [
        "tests/extract/test_docx.py", "tests/extract/test_html.py", "tests/extract/test_ofd.py",
        "tests/extract/test_pdf.py", "tests/extract/test_sniff.py", "tests/extract/test_text.py",
    ],
    "extract/guard": ["tests/extract/test_guard.py"],
    "extract/pages": [
        "tests/extract/test_layout.py", "tests/extract/test_paragraphs.py", "tests/extract/test_scan.py",
        "tests/extract/test_standin.py", "tests/extract/test_turned.py",
    ],
    "extract/tables": [
        "tests/extract/test_borderless.py", "tests/extract/test_shaded.py", "tests/extract/test_spread.py",
        "tests/extract/test_stacked.py", "tests/extract/test_tabbed.py", "tests/extract/test_pdf.py",
    ],
    "extract/text": ["tests/extract/test_prose.py", "tests/extract/test_text.py", "tests/extract/test_html.py"],
    "pipelines": ["tests/pipelines"],
    "transform": [
        "tests/transform/test_ids.py", "tests/transform/test_registers.py", "tests/transform/test_excerpts.py",
        "tests/transform/test_explain.py", "tests/transform/test_warehouse.py",
    ],
    "transform/document": [
        "tests/transform/test_outline.py", "tests/transform/test_issue.py", "tests/transform/test_metadata.py",
        "tests/transform/test_measures.py", "tests/transform/test_genre.py", "tests/transform/test_tasks.py",
        "tests/transform/test_run_in.py", "tests/transform/test_tablekind.py",
    ],
    "transform/grammar": [
        "tests/transform/test_targets.py", "tests/transform/test_observations.py", "tests/transform/test_incentives.py",
        "tests/transform/test_responsibilities.py", "tests/transform/test_citations.py", "tests/transform/test_cells.py",
        "tests/transform/test_gate.py", "tests/transform/test_audit.py", "tests/transform/test_decision.py",
        "tests/transform/test_incentive_terms.py", "tests/transform/test_observed_period.py",
        "tests/transform/test_target_slots.py", "tests/transform/test_course.py", "tests/transform/test_aims.py",
        "tests/transform/test_slots.py", "tests/transform/test_doubts.py", "tests/transform/test_numberwords.py",
        "tests/transform/test_constituents.py", "tests/transform/test_receivers.py", "tests/transform/test_voice.py",
        "tests/transform/test_joint.py", "tests/transform/test_each_area.py", "tests/transform/test_roles.py",
        "tests/transform/test_promised.py", "tests/transform/test_giving.py", "tests/transform/test_phrase_words.py",
        "tests/transform/test_observed_subject.py", "tests/transform/test_grades.py",
        "tests/transform/test_gate_words.py", "tests/transform/test_places.py", "tests/transform/test_ahead.py",
        "tests/transform/test_observed_rank.py", "tests/transform/test_observed_stat.py",
        "tests/transform/test_deadlines.py", "tests/transform/test_conditions.py", "tests/transform/test_verbs.py",
        "tests/transform/test_terms.py", "tests/transform/test_titles.py", "tests/transform/test_told_when.py",
        "tests/transform/test_predicates.py", "tests/transform/test_word_lists.py",
    ],
    "transform/language": [
        "tests/transform/test_numbers.py", "tests/transform/test_rules.py", "tests/transform/test_words.py",
        "tests/transform/test_properties.py", "tests/transform/test_clauses.py", "tests/transform/test_periods.py",
        "tests/transform/test_quantities.py", "tests/transform/test_chart.py", "tests/transform/test_area_names.py",
        "tests/transform/test_bounds.py", "tests/transform/test_folding.py", "tests/transform/test_printed_forms.py",
        "tests/transform/test_roles.py", "tests/transform/test_numberwords.py", "tests/transform/test_target_slots.py",
        "tests/transform/test_observations.py", "tests/transform/test_observed_period.py",
        "tests/transform/test_told_when.py",
    ],
}  # fmt: skip
"""The tests that judge a room: those that tell its faults soonest. A file or a folder has those of the longest name."""

UNLIKELY = re.compile(r"UAdd|Invert|Pow|Shift|BitXor|FloorDiv_|Mod_|_Eq_Is$|_NotEq_IsNot$|RemoveDecorator")
"""Changes that nobody makes by mistake, which every test kills; and `is` for `==`, which changes nothing here."""

SLACK = 3.0
"""A mutant may take so many times what the tests take without a change: other work slows a machine that much."""

LEAST_SECONDS = 20.0
"""And no less than this, since starting Python and importing count too."""

AT_ONCE = 2
"""Copies in which mutants are judged side by side."""


class Unusable(Exception):
    """The tests fail without any change; the message says how."""


class DropItem(Operator):
    """Leaves one item out of a list, tuple, set or dict, or one argument with a name out of a call."""

    def mutation_positions(self, node):
        """Give the place of each item that can go."""
        return [(node.children[first].start_pos, node.children[last].end_pos) for first, last in self._items(node)]

    def mutate(self, node, index):
        """Take the item away, and the comma behind or before it."""
        first, last = list(self._items(node))[index]
        if last + 1 < len(node.children):
            del node.children[first : last + 2]
        else:
            del node.children[first - 1 : last + 1]
        return node

    @staticmethod
    def _items(node) -> list[tuple[int, int]]:
        if node.type not in {"testlist_comp", "dictorsetmaker", "arglist"}:
            return []
        found, first = [], 0
        for at, child in enumerate([*node.children, None]):
            if child is None or (child.type == "operator" and child.value == ","):
                if at > first:
                    found.append((first, at - 1))
                first = at + 1
        if node.type == "arglist":
            return [(a, z) for a, z in found if node.children[a].type == "argument"]
        return found if len(found) > 1 else []

    @classmethod
    def examples(cls):
        """Give what the changes look like."""
        return (
            Example("x = (a, b)", "x = ( b)"),
            Example("x = [a, b]", "x = [a]", occurrence=1),
            Example("x = {a: b, c: d}", "x = {a: b}", occurrence=1),
            Example("f(a, b=c)", "f(a)"),
        )


class ChangeText(Operator):
    """Leaves an alternative out of a pattern, or makes a bound strict that was not (`<=`, `<`) and the other way round."""

    BOUNDS: ClassVar = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
    ALTERNATIVE: ClassVar = re.compile(r"\|[^|()\[\]{}\\'\"?*+]+(?=[|)'\"])")

    def mutation_positions(self, node):
        """Give the place of the text once for each change of it."""
        return [(node.start_pos, node.end_pos) for _ in self._texts(node)]

    def mutate(self, node, index):
        """Put the changed text in its place."""
        node.value = self._texts(node)[index]
        return node

    @classmethod
    def _texts(cls, node) -> list[str]:
        if node.type != "string":
            return []
        text = node.value
        if (bound := text[1:-1]) in cls.BOUNDS:
            return [text[0] + cls.BOUNDS[bound] + text[-1]]
        return [text[: found.start()] + text[found.end() :] for found in cls.ALTERNATIVE.finditer(text)]

    @classmethod
    def examples(cls):
        """Give what the changes look like."""
        return (Example("x = '<='", "x = '<'"), Example("x = r'(a|b|c)d'", "x = r'(a|b)d'", occurrence=1))


@dataclass(frozen=True)
class Mutant:
    """A file of the work tree with one change."""

    path: str
    line: int
    operator: str
    code: str

    def difference(self) -> str:
        """Give the lines that the change takes away and adds."""
        old = (PROJECT / self.path).read_text(encoding="utf-8").splitlines()
        lines = list(difflib.unified_diff(old, self.code.splitlines(), lineterm="", n=0))[2:]
        return "\n".join(f"    {line}" for line in lines if not line.startswith("@@"))


def tests_of(path: str) -> list[str]:
    """Give the tests that judge a file or a folder, those with its own name first.

    Raises
    ------
    KeyError
        It lies in no room.
    """
    room = max((room for room in ROOMS if f"{path}/".startswith(f"{room}/")), key=len, default=None)
    if room is None:
        raise KeyError(path)
    return sorted(ROOMS[room], key=lambda test: Path(test).stem != f"test_{Path(path).stem}")


def files_of(path: str) -> list[str]:
    """Give a file, or the Python files under a folder that have no room of their own; empty where there are none."""
    if path.endswith(".py"):
        return [path] if (PROJECT / path).is_file() else []
    found = (file.relative_to(PROJECT).as_posix() for file in sorted((PROJECT / path).rglob("*.py")))
    inner = [f"{room}/" for room in ROOMS if room.startswith(f"{path}/")]
    return [file for file in found if not file.startswith(tuple(inner))]


def operators() -> dict[str, Operator]:
    """Give the kinds of change by their name."""
    kinds = {name.partition("/")[2]: get_operator(name) for name in operator_names() if not UNLIKELY.search(name)}
    known = {name: kind() for name, kind in sorted(kinds.items()) if not kind.arguments()}
    return known | {"DropItem": DropItem(), "ChangeText": ChangeText()}


def mutants(files: Sequence[str], seed: int) -> Iterator[Mutant]:
    """Give one change for each place of the files that can be changed, in the order that the seed draws.

    What does not compile, and what changes only annotations, docstrings, `__all__`, the examples of a rule (they are tests)
    or whether a class is frozen, is no mutant.
    """
    kinds = operators()
    places: dict[tuple[str, tuple[int, int]], list[tuple[str, int]]] = {}
    for path in files:
        nodes = list(ast_nodes(get_ast((PROJECT / path).read_text(encoding="utf-8"))))
        for name, kind in kinds.items():
            starts = (start for node in nodes for start, _ in kind.mutation_positions(node))
            for occurrence, start in enumerate(starts):
                places.setdefault((path, start), []).append((name, occurrence))
    draw = random.Random(seed)
    order = sorted(places)
    draw.shuffle(order)
    for path, start in order:
        name, occurrence = draw.choice(places[path, start])
        source = (PROJECT / path).read_text(encoding="utf-8")
        code = mutate_code(source, kinds[name], occurrence)
        if code is not None and _meaning(code) not in (None, _meaning(source)):
            yield Mutant(path, start[0], name, code)


def _meaning(code: str) -> str | None:
    """Give what code does, as text: without annotations and their imports, docstrings, `__all__`, examples, what decorates a class."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(None)
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            node.value = ast.Constant(None)
        elif isinstance(node, ast.ClassDef):
            node.decorator_list = []
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.test, node.body = ast.Constant(None), []
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value = ast.Constant(None)
        _without_examples(node)
    return ast.dump(tree)


def _without_examples(node: ast.AST) -> None:
    """Take the examples out of a rule that is made here, and out of a table of them by rule: they are tests themselves."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Rule", "Way", "_rule"):
        node.args = [ast.Constant(None) if isinstance(arg, ast.Dict) else arg for arg in node.args]
    elif (
        isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "EXAMPLES" and isinstance(node.value, ast.Dict)
    ):
        node.value.values = [ast.Constant(None) for _ in node.value.values]


def copied(folder: Path) -> Path:
    """Copy what git knows or would know of the work tree, as it is now."""
    listed = subprocess.run(
        ["git", "-C", PROJECT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, check=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (source := PROJECT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, folder / name)
    return folder


def command(tests: Sequence[str]) -> str:
    """Give the shell line that judges: it stops at the first test that fails."""
    return shlex.join([sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", *tests])


def work_in(folders: multiprocessing.Queue[str]) -> None:
    """Take one of the copies for this process, so that its tests import the code there."""
    os.chdir(folders.get())
    for name in [name for name in os.environ if name.startswith(("GONGBAO_", "DAGSTER_"))]:
        del os.environ[name]
    os.environ["PYTHONPATH"] = os.getcwd()  # noqa: PTH109


def judge(mutant: Mutant, tests: Sequence[str], seconds: float) -> tuple[bool, str]:
    """Put the change into this process's copy, run the tests, and take it out again; whether one failed, and how."""
    path = Path(mutant.path)
    before, stamp = path.read_bytes(), path.stat()
    try:
        path.write_text(mutant.code, encoding="utf-8")
        outcome, output = run_tests(command(tests), seconds)
    finally:
        path.write_bytes(before)
        # With its old time, the compiled file that the tests without a change left is good again.
        os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    if outcome is TestOutcome.INCOMPETENT:
        raise RuntimeError(f"the tests could not be run:\n{output}")
    return outcome is TestOutcome.KILLED, output


def seconds_without(tests: Sequence[str]) -> float:
    """Give what the tests take in the copy without any change.

    Raises
    ------
    Unusable
        They fail: nothing can be judged by them.
    """
    began = time.monotonic()
    done = subprocess.run(shlex.split(command(tests)), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unusable(f"{' '.join(tests)} fail without any change:\n{done.stdout[-3000:]}{done.stderr[-1000:]}")
    return time.monotonic() - began


def main(arguments: list[str] | None = None) -> int:
    """Draw, judge and print."""
    parser = argparse.ArgumentParser(description="Print which small changes of the code its tests do not see.")
    parser.add_argument("room", nargs="+", help="folders or files: extract/tables, catalog/version.py")
    parser.add_argument(
        "--sample", type=int, default=80, help="how many changes; 0 for one at every place  [default: 80]"
    )
    parser.add_argument("--seed", type=int, default=1, help="which ones  [default: 1]")
    parser.add_argument("--killed", action="store_true", help="print what was killed too, by which test")
    asked = parser.parse_args(arguments)
    rooms = [room.strip("/") for room in asked.room]
    for room in rooms:
        if not files_of(room) or not any(f"{room}/".startswith(f"{name}/") for name in ROOMS):
            print(f"There is no room {room}; there are {', '.join(ROOMS)}, and the files in them.", file=sys.stderr)
            return 2
    files = sorted({file for room in rooms for file in files_of(room)})
    drawn = [mutant for mutant, _ in zip(mutants(files, asked.seed), range(asked.sample or 10**6), strict=False)]
    with tempfile.TemporaryDirectory() as parent:
        folders: multiprocessing.Queue[str] = multiprocessing.Queue()
        for number in range(AT_ONCE):
            folders.put(str(copied(Path(parent) / str(number))))
        try:
            counted = count(drawn, folders, asked.killed)
        except Unusable as error:
            print(error, file=sys.stderr)
            return 2
    tell(counted)
    return 0


def count(drawn: Sequence[Mutant], folders: multiprocessing.Queue[str], with_killed: bool) -> dict[str, Counter[str]]:
    """Judge the mutants and print each that survived, in the order drawn; how many, by file and outcome."""
    counted: dict[str, Counter[str]] = {}
    with ProcessPoolExecutor(AT_ONCE, initializer=work_in, initargs=(folders,)) as pool:
        judges = [tests_of(mutant.path) for mutant in drawn]
        suites = sorted({tuple(sorted(tests)) for tests in judges})
        # Twice, once for each copy: so that both have their compiled files.
        took = dict(zip(suites * 2, pool.map(seconds_without, suites * 2), strict=True))
        limits = [max(LEAST_SECONDS, SLACK * took[tuple(sorted(tests))]) for tests in judges]
        for mutant, (killed, output) in zip(drawn, pool.map(judge, drawn, judges, limits), strict=True):
            outcome = "survived" if not killed else "timed out" if output == "timeout" else "killed"
            counted.setdefault(mutant.path, Counter())[outcome] += 1
            if with_killed or not killed:
                by = re.search(r"^(?:FAILED|ERROR) .*", output, re.MULTILINE) if killed else None
                print(f"{outcome} {mutant.path}:{mutant.line} {mutant.operator} {by[0] if by else ''}".rstrip())
                print(mutant.difference(), flush=True)
    return counted


def tell(counted: dict[str, Counter[str]]) -> None:
    """Print the share killed, by file and by room."""
    rooms: dict[str, Counter[str]] = {}
    for path, outcomes in counted.items():
        rooms.setdefault(str(Path(path).parent), Counter()).update(outcomes)
    for name, outcomes in [*sorted(counted.items()), *sorted(rooms.items())]:
        killed, judged = outcomes["killed"] + outcomes["timed out"], outcomes.total()
        late = f", {outcomes['timed out']} of them by time" if outcomes["timed out"] else ""
        print(f"{name}: {killed} of {judged} killed, {killed / judged:.0%}{late}")


if __name__ == "__main__":
    sys.exit(main())
