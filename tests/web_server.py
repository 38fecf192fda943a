"""A web server on 127.0.0.1 for tests: pages that can be changed, broken and slowed down.

Sends nothing anywhere else. A page is bytes with headers, or a function that handles the request itself.
"""

from __future__ import annotations

import hashlib
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Handler = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Page:
    """A page of the site: `etag` makes it answer conditional requests with 304."""

    body: bytes
    content_type: str = "text/html"
    headers: dict[str, str] = field(default_factory=dict)
    etag: bool = True
    status: int = 200


@dataclass
class Site:
    """Paths and what they answer; `log` holds every request as (path, status)."""

    pages: dict[str, Page | Handler] = field(default_factory=dict)
    log: list[tuple[str, int]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    port: int = 0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def add(self, path: str, body: str | bytes, encoding: str = "utf-8", **options: Any) -> str:
        data = body.encode(encoding) if isinstance(body, str) else body
        self.pages[path] = Page(data, **options)
        return self.base + path

    def counts(self, status: int = 200) -> Counter[str]:
        return Counter(path for path, code in self.log if code == status)


class _Request(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each small answer waits 40 ms for an acknowledgement
    site: Site

    def do_GET(self) -> None:
        self.site.agents.add(self.headers.get("User-Agent", ""))
        page = self.site.pages.get(self.path)
        if page is None:
            self.answer(404, b"<html><body>404 Not Found</body></html>")
        elif isinstance(page, Page):
            self.page(page)
        else:
            page(self)

    def page(self, page: Page) -> None:
        etag = '"' + hashlib.sha256(page.body).hexdigest()[:16] + '"'
        if page.etag and self.headers.get("If-None-Match") == etag:
            self.answer(304, b"", {"ETag": etag})
            return
        headers = {"Content-Type": page.content_type, **page.headers}
        if page.etag:
            headers["ETag"] = etag
        self.answer(page.status, page.body, headers)

    def answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.site.log.append((self.path, status))
        self.send_response(status)
        for name, value in (headers or {"Content-Type": "text/html"}).items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # a client that hangs up is what some tests are about


@contextmanager
def serve() -> Iterator[Site]:
    site = Site()
    server = _Server(("127.0.0.1", 0), type("Request", (_Request,), {"site": site}))
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


# ---- troubles


def first_fails(times: int, then: Page, status: int = 503, headers: dict[str, str] | None = None) -> Handler:
    """`status` for the first requests, then the page."""
    left = [times]

    def handle(request: Any) -> None:
        if left[0] > 0:
            left[0] -= 1
            request.answer(status, b"busy", headers)
        else:
            request.page(then)

    return handle


def drops(times: int, then: Page) -> Handler:
    """The connection breaks off in the middle of the body, `times` times."""
    left = [times]

    def handle(request: Any) -> None:
        if left[0] <= 0:
            request.page(then)
            return
        left[0] -= 1
        request.site.log.append((request.path, 0))
        request.send_response(200)
        request.send_header("Content-Length", str(len(then.body)))
        request.end_headers()
        request.wfile.write(then.body[: len(then.body) // 2])
        request.wfile.flush()
        request.close_connection = True
        request.connection.shutdown(socket.SHUT_RDWR)

    return handle


def endless(request: Any) -> None:
    """A body without end."""
    request.site.log.append((request.path, 200))
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    request.close_connection = True
    while True:
        request.wfile.write(b"<p>" + b"x" * 65536)


def dripping(request: Any) -> None:
    """A byte now and then: never silent for long, never done."""
    request.site.log.append((request.path, 200))
    request.send_response(200)
    request.send_header("Content-Length", "100000")
    request.end_headers()
    request.close_connection = True
    while True:
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(0.05)


def redirect(target: str, status: int = 302) -> Handler:
    def handle(request: Any) -> None:
        request.answer(status, b"", {"Location": target})

    return handle
