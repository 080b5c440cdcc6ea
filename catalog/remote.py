"""Fetching a published package over HTTP, so that it can be validated like one on disk. Nothing is stored for later."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from catalog.descriptor import APART, NAME, DescriptorError, is_safe, parsed
from catalog.seal import PUBLIC_KEY, SIGNATURE, SUMS

if TYPE_CHECKING:
    import httpx

LARGEST = 4 << 30
"""Bytes that one file may have."""
LARGEST_APART = 16 << 20
"""Bytes of a schema or dialect that stands apart."""
SECONDS_APART = 20
"""Seconds that each step of asking for it may take."""


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
            descriptor = parsed(target.read_text(encoding="utf-8-sig"), address)
        except DescriptorError:
            raise
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise DescriptorError(f"{address}: {error}") from error
        resources = descriptor.get("resources")
        for resource in resources if isinstance(resources, list) else []:
            for path in _named(resource) if isinstance(resource, dict) else ():
                file = folder / path
                with contextlib.suppress(OSError):
                    # A name that no file can have is none that is there.
                    file.parent.mkdir(parents=True, exist_ok=True)
                _download_if_there(client, urljoin(address, path), file)
        for name in (SUMS, SIGNATURE, f"../../{PUBLIC_KEY}"):
            if not _download_if_there(client, urljoin(address, name), folder / Path(name).name):
                break
    return target


def text_at(address: str) -> str:
    """Give the text at an address that a descriptor names for its schema or dialect.

    A stranger's descriptor may name any address, so only public ones are asked, and redirects are not followed.

    Raises
    ------
    DescriptorError
        Where it cannot be had, or is no public address.
    """
    import httpx

    try:
        host = httpx.URL(address).host
        found = {str(info[4][0]).partition("%")[0] for info in socket.getaddrinfo(host, None)}
        if not found or not all(ipaddress.ip_address(one).is_global for one in found):
            raise DescriptorError(f"{address}: no public address, which a descriptor may not name")
        with httpx.Client(timeout=SECONDS_APART) as client, client.stream("GET", address) as response:
            if response.status_code != httpx.codes.OK:
                raise DescriptorError(f"{address} answers {response.status_code}")
            data = b""
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > LARGEST_APART:
                    raise DescriptorError(f"{address}: larger than {LARGEST_APART} bytes")
        return data.decode("utf-8-sig")
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
        raise DescriptorError(f"{address} cannot be had: {error}") from error


def _named(resource: dict[str, Any]) -> list[str]:
    """Give the files of a package that a resource names: its data, and what of it stands apart."""
    path = resource.get("path", resource.get("url"))
    given = [*(path if isinstance(path, list) else [path]), *(resource.get(key) for key in APART)]
    return [name for name in given if isinstance(name, str) and is_safe(name)]


def _download_if_there(client: httpx.Client, address: str, target: Path) -> bool:
    import httpx

    try:
        _download(client, address, target)
    except (httpx.HTTPError, httpx.InvalidURL, OSError):
        with contextlib.suppress(OSError):
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
