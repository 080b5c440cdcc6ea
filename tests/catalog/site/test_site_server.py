"""The local server: media types, ranges, and nothing outside the folder."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from catalog.site import make_server
from catalog.site.server import byte_range


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    tmp_path = tmp_path_factory.mktemp("served")
    root = tmp_path / "dist"
    (root / "data").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    (root / ".hidden").write_text("hidden")
    (root / "index.html").write_text("<p>front")
    (root / "404.html").write_text("<p>missing")
    (root / "data" / "a.csv").write_text("0123456789")
    (root / "data" / "a.parquet").write_text("PAR1")
    (root / "SHA256SUMS").write_text("0  a")
    server = make_server(root)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture
def connection(port: int) -> HTTPConnection:
    return HTTPConnection("127.0.0.1", port, timeout=5)


def ask(connection: HTTPConnection, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, str]:
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    return answer, answer.read().decode()


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/data/a.csv", "text/csv; charset=utf-8; header=present"),
        ("/data/a.parquet", "application/vnd.apache.parquet"),
        ("/SHA256SUMS", "text/plain; charset=utf-8"),
    ],
)
def test_media_types(connection: HTTPConnection, path: str, media_type: str) -> None:
    answer, _ = ask(connection, path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, media_type)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("header", "status", "body"),
    [
        ("bytes=2-4", 206, "234"),
        ("bytes=7-", 206, "789"),
        ("bytes=-3", 206, "789"),
        ("bytes=8-99", 206, "89"),
        ("bytes=10-", 416, ""),
        ("bytes=-0", 416, ""),
        ("bytes=0-1,3-4", 200, "0123456789"),
        ("lines=1-2", 200, "0123456789"),
    ],
)
def test_ranges(connection: HTTPConnection, header: str, status: int, body: str) -> None:
    answer, got = ask(connection, "/data/a.csv", Range=header)
    assert (answer.status, got) == (status, body)


def test_a_range_of_a_changed_file_gives_it_whole(connection: HTTPConnection) -> None:
    answer, body = ask(connection, "/data/a.csv", Range="bytes=2-4", If_Range='"other"')
    assert (answer.status, body) == (200, "0123456789")


def test_head_and_unchanged_files(connection: HTTPConnection) -> None:
    answer, body = ask(connection, "/data/a.csv", "HEAD")
    assert (answer.status, answer.headers["Content-Length"], body) == (200, "10", "")
    again, _ = ask(connection, "/data/a.csv", If_None_Match=answer.headers["ETag"])
    assert again.status == 304


def test_folders_and_missing_pages(connection: HTTPConnection) -> None:
    answer, _ = ask(connection, "/data")
    assert (answer.status, answer.headers["Location"]) == (301, "/data/")
    answer, body = ask(connection, "/data/")
    assert (answer.status, body) == (404, "<p>missing")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "//secret.txt",
        "/link.txt",
        "/.hidden",
        "/data/%2e%2e/%2e%2e/secret.txt",
        "/%00",
    ],
)
def test_nothing_outside_the_folder(connection: HTTPConnection, path: str) -> None:
    answer, body = ask(connection, path)
    assert answer.status == 404
    assert "secret" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_it_only_reads(connection: HTTPConnection, method: str) -> None:
    assert ask(connection, "/", method)[0].status == 501


def test_an_empty_file_has_no_range() -> None:
    with pytest.raises(ValueError, match="bytes"):
        byte_range("bytes=0-", 0)


def test_it_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        make_server(tmp_path / "none")
