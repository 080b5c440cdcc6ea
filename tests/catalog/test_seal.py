"""The seal: checksums, and the signature by a key that the publisher keeps, checked by us and by minisign itself."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import minisign
import pytest
from yunchuan import build, rows, target

from catalog.package import packages
from catalog.release import publish
from catalog.seal import PUBLIC_KEY, SIGNATURE, SealError, SigningKey
from catalog.standing import ReleaseError, verify
from catalog.validate import validate

DAY = "2031-04-02"
PASSWORD = "correct horse"


def new_key(path: Path, password: str | None = None) -> SigningKey:
    key = minisign.KeyPair.generate().secret_key
    if password:
        key.encrypt(password, opslimit=1 << 15, memlimit=1 << 24)
    path.write_bytes(bytes(key) + b"\n")
    return SigningKey(path, password)


def release(dist: Path, key: SigningKey | None, more: int = 0) -> Path:
    tables = rows()
    tables["targets"] += [target(100 + number) for number in range(more)]
    return publish(build(tables), packages()["targets"], dist, released_on=DAY, signing_key=key).path


def problems(folder: Path) -> list[tuple[str, str]]:
    return [(p.code, p.message) for p in validate(folder).problems]


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_a_signed_release_is_the_same_twice_and_valid(tmp_path: Path, password: str | None) -> None:
    key = new_key(tmp_path / "secret.key", password)
    one, other = release(tmp_path / "one", key), release(tmp_path / "other", key)
    signature = (one / SIGNATURE).read_text()
    assert signature == (other / SIGNATURE).read_text()
    assert "trusted comment: package:targets\tversion:1.0.0\treleased:2031-04-02\n" in signature
    assert problems(one) == []
    verify(one)
    index = json.loads((one.parent / "index.json").read_text())
    assert index["versions"][0]["signature"] == f"1.0.0/{SIGNATURE}"
    assert "minisign -Vm SHA256SUMS" in (one / "README.md").read_text()


def test_without_a_key_nothing_is_signed(tmp_path: Path) -> None:
    done = release(tmp_path, None)
    assert not (done / SIGNATURE).exists() and not (tmp_path / PUBLIC_KEY).exists()
    assert "minisign" not in (done / "README.md").read_text()


@pytest.mark.parametrize(
    ("file", "code", "message"),
    [
        ("SHA256SUMS", "seal-error", f"{SIGNATURE} is not a signature of SHA256SUMS by the key that is published"),
        (SIGNATURE, "seal-error", f"{SIGNATURE} is not a signature of SHA256SUMS by the key that is published"),
        ("targets-1.0.0.zip", "seal-error", "targets-1.0.0.zip is not what was released"),
        ("data/targets.parquet", "seal-error", "data/targets.parquet is not what was released"),
    ],
)
def test_what_was_altered_is_named(tmp_path: Path, file: str, code: str, message: str) -> None:
    done = release(tmp_path, new_key(tmp_path / "secret.key"))
    content = bytearray((done / file).read_bytes())
    # In the signature it is the trusted comment that is altered, in the checksums the name of a file.
    content[-120 if file == SIGNATURE else -2] ^= 1
    (done / file).write_bytes(content)
    assert (code, message) in problems(done)
    with pytest.raises(ReleaseError):
        verify(done)


def test_another_key_does_not_pass(tmp_path: Path) -> None:
    done = release(tmp_path, new_key(tmp_path / "secret.key"))
    release(tmp_path / "other", new_key(tmp_path / "other.key"))
    shutil.copy(tmp_path / "other" / PUBLIC_KEY, tmp_path / PUBLIC_KEY)
    assert [code for code, _ in problems(done)] == ["seal-error"]
    (tmp_path / PUBLIC_KEY).write_text("no key")
    assert problems(done) == []


def test_a_new_key_leaves_older_releases_verifiable(tmp_path: Path) -> None:
    first = release(tmp_path, new_key(tmp_path / "secret.key"))
    second = release(tmp_path, new_key(tmp_path / "other.key"), more=1)
    assert first != second
    assert len(list(tmp_path.glob("minisign*.pub"))) == 2
    assert problems(first) == problems(second) == []


def test_a_key_that_cannot_be_used_stops_the_release(tmp_path: Path) -> None:
    key = new_key(tmp_path / "secret.key", PASSWORD)
    for broken, message in [
        (SigningKey(key.path), "no password is given"),
        (SigningKey(key.path, "wrong"), "wrong password"),
        (SigningKey(tmp_path / "none.key"), "No such file"),
        (SigningKey(Path(__file__)), "cannot be used"),
    ]:
        with pytest.raises(SealError, match=message):
            release(tmp_path / "dist", broken)
    assert not (tmp_path / "dist" / "targets" / "1.0.0").exists()


@pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not installed (apt install minisign)")
def test_minisign_itself_agrees(tmp_path: Path) -> None:
    """With a key that it made, and the signature of ours that it verifies."""
    secret = tmp_path / "secret.key"
    made = ["minisign", "-G", "-W", "-s", secret, "-p", tmp_path / "made.pub"]
    subprocess.run(made, check=True, capture_output=True)
    done = release(tmp_path / "dist", SigningKey(secret))
    asked = ["minisign", "-V", "-m", "SHA256SUMS", "-p", "../../minisign.pub"]
    said = subprocess.run(asked, cwd=done, check=True, capture_output=True, text=True).stdout
    assert "Trusted comment: package:targets\tversion:1.0.0\treleased:2031-04-02" in said
    published, made_key = (
        path.read_text().splitlines()[1] for path in (tmp_path / "dist" / PUBLIC_KEY, tmp_path / "made.pub")
    )
    assert published == made_key
