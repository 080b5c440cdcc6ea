"""Shows a folder on localhost: right media types, parts of files by HTTP range (RFC 9110, section 14), nothing else.

For looking at a site before it goes to a web server, not for standing on the open network.
"""

from __future__ import annotations

import contextlib
import html
import os
import re
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

CHUNK = 64 * 1024
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8; header=present",
    ".duckdb": "application/vnd.duckdb",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonld": "application/ld+json; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml; charset=utf-8",
    ".zip": "application/zip",
}


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD for the files below `root`."""

    protocol_version = "HTTP/1.1"
    server_version = "gongbao"
    sys_version = ""
    root: Path

    def do_GET(self) -> None:
        """Send a file."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Send a file's head."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        file = self._file(path)
        if file is not None and file.is_dir():
            if not path.endswith("/"):
                self._head(HTTPStatus.MOVED_PERMANENTLY, {"Location": f"{urlsplit(self.path).path}/"}, length=0)
                return
            file = self._file(f"{path}index.html")
        if file is None or not file.is_file():
            self._missing(with_body=with_body)
            return
        with file.open("rb") as stream:
            self._send(stream, file, with_body=with_body)

    def _file(self, path: str) -> Path | None:
        """Give the file that a path means, None where it leaves the folder, also by a link, or is hidden."""
        if "\0" in path or any(part.startswith(".") for part in path.split("/")):
            return None
        file = (self.root / path.lstrip("/")).resolve()
        return file if file.is_relative_to(self.root) and file.exists() else None

    def _send(self, stream: BinaryIO, file: Path, *, with_body: bool) -> None:
        status = os.fstat(stream.fileno())
        size, tag = status.st_size, f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
        headers = {
            "Content-Type": MEDIA_TYPES.get(file.suffix, "application/octet-stream"),
            "Accept-Ranges": "bytes",
            "Cache-Control": "no-cache",
            "ETag": tag,
        }
        if not file.suffix and file.name.isupper():
            headers["Content-Type"] = MEDIA_TYPES[".txt"]
        if self.headers.get("If-None-Match") == tag:
            self._head(HTTPStatus.NOT_MODIFIED, {"ETag": tag}, length=None)
            return
        code, start, length = HTTPStatus.OK, 0, size
        wanted = self.headers.get("Range")
        if wanted and self.headers.get("If-Range", tag) == tag:
            try:
                span = byte_range(wanted, size)
            except ValueError:
                unsatisfied = {"Content-Range": f"bytes */{size}"}
                self._head(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, unsatisfied, length=0)
                return
            if span is not None:
                code, start, length = HTTPStatus.PARTIAL_CONTENT, span[0], span[1] - span[0] + 1
                headers["Content-Range"] = f"bytes {span[0]}-{span[1]}/{size}"
        self._head(code, headers, length=length)
        if with_body:
            stream.seek(start)
            while length > 0 and (chunk := stream.read(min(length, CHUNK))):
                self.wfile.write(chunk)
                length -= len(chunk)

    def _missing(self, *, with_body: bool) -> None:
        page = self.root / "404.html"
        body = page.read_bytes() if page.is_file() else html.escape("Not found\n").encode()
        self._head(HTTPStatus.NOT_FOUND, {"Content-Type": MEDIA_TYPES[".html"]}, length=len(body))
        if with_body:
            self.wfile.write(body)

    def _head(self, status: HTTPStatus, headers: dict[str, str], *, length: int | None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: the person looks at the pages, not at the log."""


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """Give the first and last byte of a single range, None for a form that a server may ignore.

    Raises
    ------
    ValueError
        The range holds nothing of a file of this size.
    """
    match = re.fullmatch(r"bytes=(\d*)-(\d*)", header.replace(" ", ""))
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        first, last = max(0, size - int(match[2])), size - 1
    else:
        first, last = int(match[1]), min(int(match[2] or size - 1), size - 1)
        if match[2] and int(match[2]) < first:
            return None
    if first >= size or (not match[1] and int(match[2]) == 0):
        raise ValueError(header)
    return first, last


def make_server(dist: Path, port: int = 0) -> ThreadingHTTPServer:
    """Give a server for `dist` bound to 127.0.0.1; port 0 takes a free one. Raise NotADirectoryError for no folder."""
    if not dist.is_dir():
        raise NotADirectoryError(dist)
    handler = type("DistHandler", (Handler,), {"root": dist.resolve()})
    return ThreadingHTTPServer(("127.0.0.1", port), handler)


def serve(dist: Path, port: int = 8000) -> None:
    """Show `dist` on http://127.0.0.1:`port`/ until interrupted; the address is printed once the port is held.

    Raises
    ------
    NotADirectoryError, OSError
        There is no such folder; the port is taken.
    """
    with make_server(dist, port) as server, contextlib.suppress(KeyboardInterrupt):
        print(f"http://127.0.0.1:{server.server_port}/  (Ctrl-C ends)", flush=True)
        server.serve_forever()
