"""What is imported is declared: a dependency of a dependency may go with its next version."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

ROOMS = ("extract", "transform", "catalog", "pipelines")


@pytest.fixture(scope="module")
def declared(project: Path) -> dict[str, set[str]]:
    """The distributions that pyproject.toml names: those that every run needs, and those of extras for users."""
    told = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = told["optional-dependencies"]
    return {
        "always": {_name(line) for line in told["dependencies"]},
        "extras": {_name(line) for extra in extras.keys() - {"dev", "specimens"} for line in extras[extra]},
    }


def _name(requirement: str) -> str:
    return _canonical(re.split(r"[\s\[<>=!~;]", requirement, maxsplit=1)[0])


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _imported(tree: ast.AST, *, within: bool = False) -> Iterator[tuple[str, bool]]:
    """Give each imported top-level module, and whether loading the file imports it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.partition(".")[0], not within) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0], not within
        else:
            later = isinstance(node, ast.FunctionDef) or (
                isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
            )
            yield from _imported(node, within=within or later)


@pytest.mark.parametrize("room", ROOMS)
def test_every_library_that_is_imported_is_declared(project: Path, room: str, declared: dict[str, set[str]]) -> None:
    distributions = metadata.packages_distributions()
    missing = []
    for path in sorted((project / room).rglob("*.py")):
        for module, at_once in _imported(ast.parse(path.read_text(encoding="utf-8"))):
            if module in sys.stdlib_module_names or module in ROOMS:
                continue
            names = {_canonical(name) for name in distributions.get(module, [module])}
            if not names & (declared["always"] | (set() if at_once else declared["extras"])):
                missing.append(f"{path.relative_to(project)} imports {module}")
    assert missing == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import a.b", [("a", True)]),
        ("from a.b import c", [("a", True)]),
        ("from . import c", []),
        ("def f():\n    import a", [("a", False)]),
        ("if TYPE_CHECKING:\n    import a", [("a", False)]),
        ("try:\n    import a\nexcept ImportError:\n    import b", [("a", True), ("b", True)]),
    ],
)
def test_which_imports_are_seen(code: str, found: list[tuple[str, bool]]) -> None:
    assert list(_imported(ast.parse(code))) == found
