"""`collections.yaml`: what the sources of a collection have in common, read with the line of every key.

One bad key costs itself. YAML's aliases are not read: ten lines of them unfold to millions, and nobody needs one here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from pipelines.places import Refusal, followed, outside
from pipelines.register_faults import Fault
from pipelines.register_rows import read_text
from transform.csvrows import shown

COLLECTION_KEYS: dict[str, type] = {
    "title": str,
    "publisher": str,
    "area": str,
    "licence": str,
    "selectors": dict,
    "reference": str,
}
"""What a collection may say, and the type that YAML must give for it."""
SELECTORS = ("body", "title", "drop")
"""What the selectors of a collection may be of."""
LONGEST = 2000
"""Characters of a value; a title has 30, a selector 100."""


class _Texts(yaml.SafeLoader):
    """YAML without days (2031-02-30, which is none, is a text like any other) and without aliases."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(
                None, None, "aliases (*name) are not read here; write the value again", mark
            )
        return super().compose_node(parent, index)


_Texts.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(slots=True)
class Collections:
    """The defaults of collections by name; `is_there` says whether there is a file of them at all."""

    is_there: bool = False
    defaults: dict[str, dict[str, Any]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    """All that are named, whether anything of them could be used or not."""


def read_collections(path: Path, faults: list[Fault], *, allow_outside: bool = False) -> Collections:
    """Read the defaults of collections, none where there is no such file; faults go to `faults`.

    `reference` is given as the folder that it leads to.
    """
    out = Collections()
    if not path.is_symlink() and not path.exists():
        return out
    out.is_there = True

    def fault(line: int | None, name: str | None, message: str, advice: str, costs: Any = "key") -> None:
        faults.append(Fault(str(path), line, name, message, advice, costs))

    text = read_text(path, faults, "Make it readable, or delete it")
    if text is None:
        return out
    try:
        text.encode()
        loader = _Texts(text)
        root = loader.get_single_node()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        fault(line, None, "not UTF-8", "Save the file as UTF-8", "file")
        return out
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "nested too deeply"
        advice = "Mind the indentation, and quote a text with a colon"
        fault(mark.line + 1 if mark else None, None, f"not YAML ({problem})", advice, "file")
        return out
    if root is None:
        return out
    if not isinstance(root, yaml.MappingNode):
        fault(None, None, "not a mapping", "Write each collection's name with its defaults", "file")
        return out
    for key, node in root.value:
        name, line = str(key.value), key.start_mark.line + 1
        if name in out.names:
            fault(line, name, "the collection stands here twice", "Put what both say under one name")
            continue
        out.names.add(name)
        defaults = out.defaults.setdefault(name, {})
        for which, where, value in _pairs(loader, name, node, line, fault):
            if which == "reference":
                value = _folder(path, name, where, value, fault, allow_outside)
            elif which == "selectors":
                value = _selectors(name, where, value, fault)
            if value is not None:
                defaults[which] = value
    return out


def _pairs(loader: _Texts, name: str, node: Any, line: int, fault: Any) -> Iterator[tuple[str, int, Any]]:
    """Give (key, line, value) of what a collection says that can be used."""
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null":
        return
    if not isinstance(node, yaml.MappingNode):
        fault(line, name, "not a mapping", f"It may hold {', '.join(COLLECTION_KEYS)}")
        return
    seen: set[str] = set()
    for key, inner in node.value:
        which, where = str(key.value), key.start_mark.line + 1
        place = f"{name}.{which[:100]}"
        if which not in COLLECTION_KEYS:
            fault(where, place, "unknown key", f"Known are {', '.join(COLLECTION_KEYS)}")
            continue
        if which in seen:
            fault(where, place, "the key stands here twice", "Delete one of them")
            continue
        seen.add(which)
        try:
            value = loader.construct_object(inner, deep=True)
        except (yaml.YAMLError, ValueError, RecursionError):
            value = None
        if not isinstance(value, COLLECTION_KEYS[which]):
            kind = "a mapping" if COLLECTION_KEYS[which] is dict else "a text in quotes"
            printed = inner.value if isinstance(inner, yaml.ScalarNode) else "what stands there"
            fault(where, place, f"{shown(printed)} is not {kind}", "Mend the value")
        elif isinstance(value, str) and not (value := value.strip()):
            fault(where, place, "empty", "Fill it in, or delete the key")
        elif isinstance(value, str) and len(value) > LONGEST:
            fault(where, place, f"{shown(value)} is longer than {LONGEST} characters", "Shorten it")
        else:
            yield which, where, value


def _selectors(name: str, line: int, given: Any, fault: Any) -> dict[str, str]:
    out = {}
    for key, value in given.items():
        place = f"{name}.selectors.{str(key)[:100]}"
        if key not in SELECTORS:
            fault(line, place, "unknown key", f"Known are {', '.join(SELECTORS)}")
        elif not isinstance(value, str) or not value.strip() or len(value) > LONGEST:
            fault(line, place, f"{shown(str(value))} is not a text", "Give a CSS selector in quotes")
        elif (wrong := _selector_fault(value)) is not None:
            fault(line, place, f"{shown(value)} is no CSS selector ({wrong})", "Mend it")
        else:
            out[str(key)] = value
    return out


def _selector_fault(selector: str) -> str | None:
    from bs4 import BeautifulSoup

    try:
        BeautifulSoup("", "html.parser").select(selector)
    except Exception as error:  # of soupsieve, which is no dependency of ours
        return str(error).splitlines()[0]
    return None


def _folder(path: Path, name: str, line: int, given: str, fault: Any, allow_outside: bool) -> str | None:
    """Give the folder of the registers that a collection brings along, None where it cannot be used."""
    place = f"{name}.reference"
    found = followed(given, path.parent, allow_outside=allow_outside)
    if isinstance(found, Refusal):
        fault(line, place, found.message, found.advice)
    elif not found.is_dir():
        fault(
            line, place, f"there is no folder {shown(given)}", "Make it, or mend the path: it begins beside this file"
        )
    elif not allow_outside and (links := outside(found, "*.csv", path.parent)):
        fault(
            line, place, f"{shown(links[0].name)} in it leads out of the register's folder", "Put a copy there, no link"
        )
    else:
        return str(found)
    return None
