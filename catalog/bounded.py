"""What a stranger's pattern or JSON Schema says of values, asked in a process of its own that has so many seconds and no more.

Python's patterns may take for ever over thirty characters, and nothing stops them in their own process. DuckDB's (RE2) are linear, so
only what RE2 does not know (look-around, back references), and JSON Schemas, which may hold patterns too, come here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

SECONDS = 20.0
"""For all values of a column; a million short ones take two."""
MEMORY = 1 << 30
"""Bytes of address space of the process."""

_PROGRAM = """
import json, re, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)
asked = json.load(sys.stdin)
found = []
if "pattern" in asked:
    pattern = re.compile(asked["pattern"])
    found = [[at, ""] for at, value in enumerate(asked["values"]) if not pattern.fullmatch(value)]
else:
    from jsonschema import ValidationError, validators
    from referencing import Registry
    kind = validators.validator_for(asked["schema"])
    kind.check_schema(asked["schema"])
    # With a registry of its own nothing is fetched.
    judge = kind(asked["schema"], registry=Registry())
    for at, value in enumerate(asked["values"]):
        error = next(judge.iter_errors(json.loads(value)), None)
        if error is not None:
            found.append([at, error.message[:300]])
json.dump(found, sys.stdout)
"""


class NotJudged(ValueError):
    """The values could not be judged; the message says why."""


def against_pattern(pattern: str, values: Sequence[str]) -> list[int]:
    """Give the positions of the values that a pattern of Python does not match whole; raises `NotJudged`."""
    return [position for position, _ in _ask({"pattern": pattern, "values": list(values)})]


def against_schema(schema: Mapping[str, Any], values: Sequence[str]) -> list[tuple[int, str]]:
    """Give the positions of the values (JSON) that a JSON Schema does not allow, with the reason; raises `NotJudged`."""
    return _ask({"schema": dict(schema), "values": list(values)})


def _ask(question: Mapping[str, Any]) -> list[tuple[int, str]]:
    if not question["values"]:
        return []
    command = [sys.executable, "-I", "-c", _PROGRAM, str(MEMORY)]
    try:
        done = subprocess.run(
            command, input=json.dumps(question), capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise NotJudged(f"was not done after {SECONDS:g} seconds") from None
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["its process was ended"]
        raise NotJudged(f"cannot be used: {last[0][:300]}")
    return [(position, reason) for position, reason in json.loads(done.stdout)]
