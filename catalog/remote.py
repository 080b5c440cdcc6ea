"""A package that is not all on this disk: its descriptor at an address, or data that its descriptor names by address.

It is brought into a folder, so that it can be validated like one on disk; nothing is stored for later. How an address is
asked, and which may be, is for who calls to say (`Fetch`): here it is only known what to ask for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from catalog.descriptor import APART, NAME, DescriptorError, is_safe, parsed
from catalog.report import Problem
from catalog.seal import PUBLIC_KEY, SIGNATURE, SUMS

LARGEST = 4 << 30
"""Bytes that one file may have."""

SECONDS = 600.0
"""Seconds that one file may take, redirects and all."""

ADDRESS = re.compile(r"https?://", re.IGNORECASE)


class NotFetched(Exception):
    """What stands at an address cannot be had; the message says why."""


Fetch = Callable[[str, Path], None]
"""Brings what stands at an address into a file, or raises `NotFetched`."""


def is_address(source: object) -> bool:
    """Say whether a text is an address that can be asked."""
    return isinstance(source, str) and ADDRESS.match(source) is not None


def fetched(url: str, folder: Path, fetch: Fetch) -> tuple[Path, list[Problem]]:
    """Bring the descriptor at `url` (or `datapackage.json` below it) and all that it names into `folder`,
    with the seal of a release and the public key above it; give the descriptor, and what could not be had.

    A path that leaves the package is not followed; what the descriptor names by address is fetched from there.

    Raises
    ------
    DescriptorError
        Where the descriptor itself cannot be had.
    """
    address = url if url.endswith(".json") else urljoin(url.rstrip("/") + "/", NAME)
    target = folder / NAME
    try:
        fetch(address, target)
        descriptor = parsed(target.read_text(encoding="utf-8-sig"), address)
    except DescriptorError:
        raise
    except (NotFetched, ValueError) as error:
        raise DescriptorError(f"{address}: {error}") from error
    faults = []
    for resource in _resources(descriptor):
        for path in filter(is_safe, _named(resource)):
            file = folder / path
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                fetch(urljoin(address, path), file)
            except (NotFetched, OSError, ValueError) as error:
                faults.append(Problem("scheme-error", str(error), str(resource.get("name", ""))))
    for name in (SUMS, SIGNATURE, f"../../{PUBLIC_KEY}"):
        try:
            fetch(urljoin(address, name), folder / Path(name).name)
        except NotFetched:
            break
    return target, [*faults, *_bring(descriptor, target, fetch)]


def names_addresses(path: Path) -> bool:
    """Say whether the descriptor at a path names data by address; False where it cannot be read."""
    try:
        descriptor = parsed(path.read_text(encoding="utf-8-sig"), path.name)
    except (DescriptorError, OSError, ValueError):
        return False
    return any(is_address(name) for resource in _resources(descriptor) for name in _named(resource))


def completed(path: Path, folder: Path, fetch: Fetch) -> tuple[Path, list[Problem]]:
    """Lay a package on disk that names data by address into `folder`, with these; give its descriptor there, and faults.

    The files of the package are links; its seal stays where it is, for the descriptor is another.
    """
    for entry in path.parent.iterdir():
        if entry.name not in {path.name, SUMS, SIGNATURE}:
            (folder / entry.name).symlink_to(entry.resolve(), target_is_directory=entry.is_dir())
    return folder / NAME, list(_bring(parsed(path.read_text(encoding="utf-8-sig"), path.name), folder / NAME, fetch))


def _bring(descriptor: Any, target: Path, fetch: Fetch) -> Iterator[Problem]:
    """Fetch what a descriptor names by address, and write it to `target` with the files named instead."""
    count = 0
    for resource in _resources(descriptor):
        key = "path" if "path" in resource else "url"
        for name in (key, *APART):
            given = resource.get(name)
            # A list that mixes addresses and paths is forbidden, and told as such.
            addresses = [str(one) for one in (given if isinstance(given, list) else [given]) if is_address(one)]
            if not addresses or (isinstance(given, list) and len(addresses) < len(given)):
                continue
            files = []
            for address in addresses:
                count += 1
                # The end of the name tells what the file is.
                ending = re.sub(r"[^A-Za-z0-9._-]", "", address.partition("?")[0].rpartition("/")[2])[-60:]
                files.append(f"fetched/{count}-{ending.lstrip('.') or 'data'}")
                (target.parent / "fetched").mkdir(exist_ok=True)
                try:
                    fetch(address, target.parent / files[-1])
                except NotFetched as error:
                    yield Problem("scheme-error", str(error), str(resource.get("name", "")))
            resource[name] = files if isinstance(given, list) else files[0]
    if count:
        target.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")


def _resources(descriptor: Any) -> list[dict[str, Any]]:
    found = descriptor.get("resources") if isinstance(descriptor, dict) else None
    return [resource for resource in found if isinstance(resource, dict)] if isinstance(found, list) else []


def _named(resource: dict[str, Any]) -> list[str]:
    """Give what a resource names: its data, and what of it stands apart."""
    path = resource.get("path", resource.get("url"))
    given = [*(path if isinstance(path, list) else [path]), *(resource.get(key) for key in APART)]
    return [name for name in given if isinstance(name, str)]
