"""What seals a release: `SHA256SUMS` over its files, and where a key is given its signature in the form of minisign.

A release is `dist/<package>/<version>/`; the public key stands in `dist`, beside the packages. That key says that files
and signature belong together; who signed is known only to those who have the key from elsewhere. Deciding what to
release does not live here.

Standard: https://jedisct1.github.io/minisign/ (Ed25519 over BLAKE2b-512).
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import minisign  # type: ignore[import-untyped]

SUMS = "SHA256SUMS"
SIGNATURE = "SHA256SUMS.minisig"
PUBLIC_KEY = "minisign.pub"


class SealError(ValueError):
    """A key that cannot be used, or a release that is not what was sealed; the message says why."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """Where the secret key of minisign stands, and the password of one that is encrypted."""

    path: Path
    password: str | None = None

    def sign(self, data: bytes, trusted_comment: str) -> tuple[bytes, bytes]:
        """Give the signature and the public key, each as the text of its file; the same for the same input.

        Raises
        ------
        SealError
            Where the key cannot be read, or the password is missing or wrong.
        """
        import minisign

        try:
            with minisign.SecretKey.from_file(self.path) as key:
                if key.is_encrypted():
                    if self.password is None:
                        raise SealError("the signing key is encrypted, and no password is given")
                    key.decrypt(self.password)
                signature = key.sign(data, trusted_comment=trusted_comment)
                return bytes(signature) + b"\n", bytes(key.get_public_key()) + b"\n"
        except (OSError, minisign.Error) as error:
            raise SealError(f"the signing key cannot be used: {error}") from error


def sha256(file: Path) -> str:
    """Hash a file."""
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def files(folder: Path) -> list[str]:
    """Give the files of a folder as relative POSIX paths, sorted."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def sums(release: Path) -> dict[str, str]:
    """Give the digests that `SHA256SUMS` lists, by file."""
    lines = (release / SUMS).read_text(encoding="utf-8", errors="replace").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def comment(package: str, version: str, released_on: str) -> str:
    """Give the trusted comment of a release, which its signature covers."""
    return f"package:{package}\tversion:{version}\treleased:{released_on}"


def seal(release: Path, key: SigningKey | None, trusted_comment: str) -> bytes | None:
    """Write `SHA256SUMS` over the files of a finished folder, sign it where there is a key, and give the public key."""
    text = "".join(f"{sha256(release / name)}  {name}\n" for name in files(release))
    (release / SUMS).write_text(text, encoding="utf-8", newline="\n")
    if key is None:
        return None
    signature, public_key = key.sign(text.encode(), trusted_comment)
    (release / SIGNATURE).write_bytes(signature)
    return public_key


def publish_key(dist: Path, public_key: bytes) -> None:
    """Put the public key into `dist`; one that it replaces stays beside it, for the releases that it signed."""
    file = dist / PUBLIC_KEY
    standing = file.read_bytes() if file.is_file() else None
    if standing == public_key:
        return
    if standing is not None:
        (dist / f"minisign-{hashlib.sha256(standing).hexdigest()[:8]}.pub").write_bytes(standing)
    beside = dist / f".{PUBLIC_KEY}.new"
    beside.write_bytes(public_key)
    beside.replace(file)


def broken(release: Path) -> Iterator[tuple[str, str]]:
    """Give each file whose bytes are not those that were sealed, with the reason; files that are not there are none.

    The signature is checked where a public key is published, in `dist` or beside it: one of them must have made it. A
    folder without `SHA256SUMS` has no seal.
    """
    if not (release / SUMS).is_file():
        return
    for name, digest in sums(release).items():
        if (release / name).is_file() and sha256(release / name) != digest:
            yield name, "is not what was released"
    if (release / SIGNATURE).is_file() and (keys := _public_keys(release)) and not _is_signed(release, keys):
        yield SIGNATURE, f"is not a signature of {SUMS} by the key that is published"


def _public_keys(release: Path) -> list[minisign.PublicKey]:
    import minisign

    found = []
    for folder in (release, release.parent.parent):
        for file in sorted(folder.glob("minisign*.pub")):
            with contextlib.suppress(minisign.Error):
                found.append(minisign.PublicKey.from_file(file))
    return found


def _is_signed(release: Path, keys: list[minisign.PublicKey]) -> bool:
    """Say whether one of the keys signed the checksums; these cover the descriptor, and so the name and the version."""
    import minisign

    data = (release / SUMS).read_bytes()
    for key in keys:
        with contextlib.suppress(minisign.Error):
            key.verify(data, minisign.Signature.from_file(release / SIGNATURE))
            return True
    return False
