"""Patterns that take more than linear time: every pattern of the house, over texts made of its own repeats.

For each pattern that a module of the rooms compiles as it is imported or as the specimens are read, and for each that stands in a
function, texts are built that walk into its repeats and do not let it end; its time over n, 2n and 4n signs says how it grows. Twice the
text takes twice the time where it is linear, four times where it is quadratic: a paragraph bounds that, and the limits of reading and
parsing. What grows faster than that is a fault.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import math
import pkgutil
import re
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

from re import _parser  # type: ignore[attr-defined]  # isort: skip

ROOMS = ("extract", "transform", "catalog", "pipelines")
SIGNS = 250
"""Characters of the shortest text; the longest has four times as many, as a long paragraph has."""
GROWS = 2.4
"""The exponent from which a pattern is worse than quadratic; measured ones scatter by 0.3."""
SLOW = 0.08
"""Seconds over the longest text from which growth shows: a quadratic pattern takes a hundredth of one."""
ALARM = 3.0
"""Seconds of processor time after which a search is stopped: it would not end."""
SHORT = 26
"""Signs over which a pattern that is exponential shows it within the alarm."""
USES = {
    "compile": 1,
    "match": 2,
    "fullmatch": 2,
    "search": 2,
    "findall": 2,
    "finditer": 2,
    "split": 3,
    "sub": 4,
    "subn": 4,
}
"""Where each function of `re` takes its flags."""
SEEDS = Path(__file__).parents[2] / "seeds"
ENDS = ("", "\0", "。!")
MANY = 8
"""Repetitions from which a repeat counts as open."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as it was compiled, the first line that did, and how it is used where that is known."""

    text: str
    flags: int
    where: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Growth:
    """How the worst of the texts went: the exponent of time over length, and seconds over the longest."""

    pattern: Pattern
    exponent: float
    seconds: float
    text: str


def compiled() -> list[Pattern]:
    """Give the patterns that the modules of the rooms compile as they are imported, anew in this process, and as the specimens
    are read and parsed; then those that stand in functions that may not have been called.
    """
    found: dict[tuple[str, int], Pattern] = {}
    genuine = re._compile  # type: ignore[attr-defined]

    def watch(pattern: Any, flags: Any) -> Any:
        frame: FrameType | None = sys._getframe(1)
        while frame and frame.f_globals.get("__name__", "").partition(".")[0] in ("re", "functools"):
            frame = frame.f_back
        module = frame.f_globals.get("__name__", "") if frame else ""
        if frame and isinstance(pattern, str) and module.partition(".")[0] in ROOMS:
            found.setdefault((pattern, int(flags)), Pattern(pattern, int(flags), f"{module}:{frame.f_lineno}"))
        return genuine(pattern, flags)

    re._compile = watch  # type: ignore[attr-defined]
    try:
        for room in ROOMS:
            package = importlib.import_module(room)
            for module in pkgutil.walk_packages(package.__path__, f"{room}."):
                importlib.import_module(module.name)
        _read_specimens()
    finally:
        re._compile = genuine  # type: ignore[attr-defined]
    for name, module in sorted(sys.modules.items()):
        if name.partition(".")[0] in ROOMS:
            for pattern in written(module):
                found.setdefault((pattern.text, pattern.flags), pattern)
    return sorted(found.values(), key=lambda pattern: pattern.where)


def _read_specimens() -> None:
    from extract.read import read
    from transform import facts
    from transform.document.model import SourceInfo

    with tempfile.TemporaryDirectory() as folder:
        for path in sorted((SEEDS / "specimens").glob("yunchuan-*")):
            out = Path(folder) / "content.parquet"
            read(path).write(out)
            facts.parse(out, SourceInfo(path.stem), [SEEDS / "reference"])


def written(module: ModuleType) -> list[Pattern]:
    """Give the patterns that the source of a module hands to functions of `re`, as far as its own names tell what they are."""
    try:
        tree = ast.parse(inspect.getsource(module))
    except OSError:
        return []
    found = []
    for call in ast.walk(tree):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.args):
            continue
        function = call.func
        if not (isinstance(function.value, ast.Name) and function.value.id == "re" and function.attr in USES):
            continue
        flags = [value.value for value in call.keywords if value.arg == "flags"]
        flags += call.args[USES[function.attr] : USES[function.attr] + 1]
        try:
            text = eval(compile(ast.Expression(call.args[0]), "", "eval"), vars(module))
            flag = eval(compile(ast.Expression(flags[0]), "", "eval"), vars(module)) if flags else 0
            re.compile(text, flag)
        except (NameError, TypeError, AttributeError, ValueError, re.error):
            continue  # made of what only the function knows: the specimens may have called it
        if isinstance(text, str):
            how = function.attr if function.attr in ("match", "fullmatch") else ""
            found.append(Pattern(text, int(flag), f"{module.__name__}:{call.lineno}", how))
    return found


def attacks(pattern: Pattern) -> Iterator[tuple[str, str, str]]:
    """Give (before, again, behind): the middle is repeated, and what stands before leads to a repeat of the pattern."""
    try:
        parsed = _parser.parse(pattern.text, pattern.flags)
    except re.error:
        return
    seen = set()
    for before, body in _repeats(list(parsed), ""):
        for again in dict.fromkeys((*body, *(one + other for one in body[:2] for other in body[1:3]))):
            for lead in dict.fromkeys((before, "")):
                for end in ENDS:
                    if again and (lead, again, end) not in seen:
                        seen.add((lead, again, end))
                        yield lead, again, end


def _repeats(nodes: Sequence[Any], before: str) -> Iterator[tuple[str, list[str]]]:
    """Give for each open repeat what leads to it, and what it repeats."""
    for op, argument in nodes:
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            _, most, body = argument
            if most >= MANY:
                yield before, _samples(list(body))
            yield from _repeats(list(body), before)
        elif name == "SUBPATTERN":
            yield from _repeats(list(argument[-1]), before)
        elif name == "BRANCH":
            for branch in argument[1]:
                yield from _repeats(list(branch), before)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _repeats(list(argument[1]), before)
        elif name == "ATOMIC_GROUP":
            yield from _repeats(list(argument), before)
        before += _sample([(op, argument)])


def _samples(body: Sequence[Any]) -> list[str]:
    """Give a few texts that the body of a repeat matches: one for each branch and each kind of sign."""
    if len(body) == 1:
        op, argument = body[0]
        match str(op):
            case "IN":
                return _of_set(argument)[:4]
            case "BRANCH":
                return [_sample(list(branch)) for branch in argument[1]][:4]
            case "SUBPATTERN":
                return _samples(list(argument[-1]))
            case "ANY" | "NOT_LITERAL":
                return ["一", " ", "1", "a"]
    return [_sample(body), _sample(body, 2)]


def _sample(nodes: Sequence[Any], least: int = 0) -> str:
    """Give a short text that the nodes match, where one is easily told; a repeat is taken `least` times where it may."""
    out = ""
    for op, argument in nodes:
        match str(op):
            case "LITERAL":
                out += chr(argument)
            case "NOT_LITERAL":
                out += "一" if argument != ord("一") else "二"
            case "ANY":
                out += "一"
            case "IN":
                out += (_of_set(argument) or [""])[0]
            case "BRANCH":
                out += _sample(list(argument[1][0]), least)
            case "SUBPATTERN":
                out += _sample(list(argument[-1]), least)
            case "ATOMIC_GROUP":
                out += _sample(list(argument), least)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                out += _sample(list(argument[2]), least) * min(max(argument[0], least), argument[1], 3)
    return out


_CANDIDATES = "一1 a,市年、.%-(亿二AZ　\n"


def _of_set(items: Sequence[Any]) -> list[str]:
    """Give signs of a set: those of it that are usual in documents first."""
    inside = [c for c in _CANDIDATES if _in_set(items, c)]
    for op, argument in items:
        if str(op) == "LITERAL" and chr(argument) not in inside:
            inside.append(chr(argument))
        elif str(op) == "RANGE" and not inside:
            inside.append(chr(argument[0]))
    return inside


_CATEGORIES = {
    "CATEGORY_DIGIT": str.isdigit,
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_WORD": lambda c: c.isalnum() or c == "_",
    "CATEGORY_NOT_DIGIT": lambda c: not c.isdigit(),
    "CATEGORY_NOT_SPACE": lambda c: not c.isspace(),
    "CATEGORY_NOT_WORD": lambda c: not (c.isalnum() or c == "_"),
}


def _in_set(items: Sequence[Any], sign: str) -> bool:
    negated, inside = False, False
    for op, argument in items:
        match str(op):
            case "NEGATE":
                negated = True
            case "LITERAL":
                inside |= ord(sign) == argument
            case "RANGE":
                inside |= argument[0] <= ord(sign) <= argument[1]
            case "CATEGORY":
                inside |= _CATEGORIES[str(argument)](sign)
    return inside != negated


def used_by(pattern: Pattern) -> str:
    """Say how a pattern is used by the module that compiles it: `search` unless it is asked at the beginning of a text only."""
    if pattern.how:
        return pattern.how
    module, _, line = pattern.where.partition(":")
    try:
        source = inspect.getsource(sys.modules[module])
    except (KeyError, OSError):
        return "search"
    head = source.splitlines()[: int(line)]
    named = [found[1] for text in head if (found := re.match(r"(\w+)\b[^=]*= re\.compile\(", text))]
    if not named:
        return "search"
    used = set(re.findall(rf"\b{named[-1]}\.(\w+)", source))
    return "fullmatch" if used == {"fullmatch"} else "match" if used and used <= {"match", "fullmatch"} else "search"


class _Endless(Exception):
    """A search that did not end within the alarm."""


def seconds_of(pattern: re.Pattern[str], text: str, how: str = "search", alarm: float = ALARM) -> float:
    """Give the seconds of processor time of a search (or `match`, `fullmatch`); infinity where the alarm ends it."""

    def stop(*_: object) -> None:
        raise _Endless

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, alarm)
    began = time.process_time()
    try:
        getattr(pattern, how)(text)
        return time.process_time() - began
    except _Endless:
        return math.inf
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def growth(pattern: Pattern, alarm: float = ALARM) -> Growth | None:
    """Give how a pattern grows over its worst text; None where it is quadratic at most. `alarm` is when a search does not end."""
    judge, how = re.compile(pattern.text, pattern.flags), used_by(pattern)
    worst: Growth | None = None
    for before, again, behind in attacks(pattern):
        if math.isinf(seconds_of(judge, before + again * max(1, SHORT // len(again)) + behind, how, alarm)):
            return Growth(pattern, math.inf, math.inf, before + again)
        times = []
        for factor in (1, 2, 4):
            text = before + again * (SIGNS * factor // len(again)) + behind
            times.append(seconds_of(judge, text, how, alarm))
            if math.isinf(times[-1]) or times[-1] * (4 / factor) ** 3.5 < SLOW:
                break
        if math.isinf(times[-1]):
            return Growth(pattern, math.inf, math.inf, before + again)
        if len(times) == 3 and times[2] > SLOW:
            exponent = math.log2(times[2] / times[1]) if times[1] else 0.0
            if exponent > GROWS and (worst is None or times[2] > worst.seconds):
                worst = Growth(pattern, exponent, times[2], before + again)
    return worst
