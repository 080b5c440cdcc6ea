"""Fetching a published package over HTTP, so that it can be validated like one on disk. Nothing is stored for later."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from catalog.descriptor import APART, NAME, DescriptorError, is_safe
from catalog.seal import PUBLIC_KEY, SIGNATURE, SUMS

if TYPE_CHECKING:
    import httpx

LARGEST = 4 << 30
"""Bytes that one file may have."""


def fetched(url: str, folder: Path) -> Path:
    """Bring the descriptor at `url` (or `datapackage.json` below it) and its resources into `folder`,
    with the seal of a release and the public key above it.

    A resource that is not there is left out, which validation then reports; a path that leaves the package is not
    followed.

    Raises
    ------
    DescriptorError
        Where the descriptor itself cannot be had.
    """
    import httpx

    address = url if url.endswith(".json") else urljoin(url.rstrip("/") + "/", NAME)
    with httpx.Client(follow_redirects=True, timeout=60) as client:
        target = folder / NAME
        try:
            _download(client, address, target)
            descriptor = json.loads(target.read_text(encoding="utf-8"))
        except (httpx.HTTPError, ValueError) as error:
            raise DescriptorError(f"{address}: {error}") from error
        resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
        for resource in resources or []:
            for path in _named(resource) if isinstance(resource, dict) else ():
                file = folder / path
                file.parent.mkdir(parents=True, exist_ok=True)
                _download_if_there(client, urljoin(address, path), file)
        for name in (SUMS, SIGNATURE, f"../../{PUBLIC_KEY}"):
            if not _download_if_there(client, urljoin(address, name), folder / Path(name).name):
                break
    return target


def _named(resource: dict[str, Any]) -> list[str]:
    """Give the files of a package that a resource names: its data, and what of it stands apart."""
    path = resource.get("path", resource.get("url"))
    given = [*(path if isinstance(path, list) else [path]), *(resource.get(key) for key in APART)]
    return [name for name in given if isinstance(name, str) and is_safe(name)]


def _download_if_there(client: httpx.Client, address: str, target: Path) -> bool:
    import httpx

    try:
        _download(client, address, target)
    except httpx.HTTPStatusError:
        target.unlink(missing_ok=True)
        return False
    return True


def _download(client: httpx.Client, address: str, target: Path) -> None:
    size = 0
    with client.stream("GET", address) as response:
        response.raise_for_status()
        with target.open("wb") as file:
            for chunk in response.iter_bytes():
                size += len(chunk)
                if size > LARGEST:
                    raise DescriptorError(f"{address}: larger than {LARGEST} bytes")
                file.write(chunk)
