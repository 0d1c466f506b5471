"""A server on loopback that answers for all hosts of the sample site, as a plain HTTP proxy does.

It knows `GET http://host/path`, `GET /path` with a `Host` header, and `GET /host/path` for a person with a browser.
"""

import threading
from collections import Counter
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import parse_qsl, unquote, urlsplit

from app.sample.catalogue import hosts
from app.sample.render import Rendered, render, site

LARGEST_FORM = 10_000


class SampleServer:
    """The sample site, served while the context is open.

    Attributes
    ----------
    port
        The port on 127.0.0.1, a free one unless a number was given.
    requests
        How often each address was asked for, `http://host/path` → number.

    Examples
    --------
    >>> with SampleServer() as server:
    ...     server.proxy.startswith("http://127.0.0.1:")
    True
    """

    def __init__(self, port: int = 0) -> None:
        self.requests: Counter[str] = Counter()
        self._counting = threading.Lock()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.sample = self
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def proxy(self) -> str:
        """The address that a crawler uses as its HTTP proxy."""
        return f"http://127.0.0.1:{self.port}"

    def address(self, url: str) -> str:
        """Give the address under which a browser finds a page of the sample site without a proxy."""
        parts = urlsplit(url)
        return f"{self.proxy}/{parts.hostname}{parts._replace(scheme='', netloc='').geturl()}"

    def count(self, url: str) -> None:
        """Note that an address was asked for."""
        with self._counting:
            self.requests[url] += 1

    def __enter__(self) -> "SampleServer":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    sample: SampleServer


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "BlotterSample"
    timeout = 30

    def do_GET(self) -> None:
        """Answer a request for a page."""
        self._answer({})

    def do_HEAD(self) -> None:
        """Answer a request for a page's headers."""
        self._answer({})

    def do_POST(self) -> None:
        """Answer a posted form; its fields are parameters like those of the address."""
        length = self.headers.get("Content-Length", "0")
        size = int(length) if length.isdigit() else 0
        if size > LARGEST_FORM:
            self._say(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A form here has at most {LARGEST_FORM} bytes.")
            return
        self._answer(dict(parse_qsl(self.rfile.read(size).decode("utf-8", "replace"), keep_blank_values=True)))

    def _answer(self, form: dict[str, str]) -> None:
        parts = urlsplit(self.path)
        name = parts.hostname or urlsplit(f"//{self.headers.get('Host', '')}").hostname or ""
        path, root = unquote(parts.path) or "/", ""
        if name in {"127.0.0.1", "localhost"}:
            first, _, rest = path.lstrip("/").partition("/")
            if not first:
                self._send(_front_page())
                return
            name, path, root = first, f"/{rest}", f"/{first}"
        host = site(name)
        if host is None:
            self._say(
                HTTPStatus.BAD_GATEWAY,
                f"{name or 'An address without a host'} is none of the sample's hosts: {', '.join(hosts())}.",
            )
            return
        query = f"?{parts.query}" if parts.query else ""
        self.server.sample.count(f"http://{name}{path}{query}")
        fields = dict(parse_qsl(parts.query, keep_blank_values=True)) | form
        self._send(render(host, path, fields, root))

    def _send(self, page: Rendered) -> None:
        fresh = page.status == HTTPStatus.OK and (
            self.headers.get("If-None-Match") == page.etag
            if "If-None-Match" in self.headers
            else self.headers.get("If-Modified-Since") == page.last_modified
        )
        self.send_response(HTTPStatus.NOT_MODIFIED if fresh else page.status)
        self.send_header("Content-Type", page.content_type)
        if page.status == HTTPStatus.OK:
            self.send_header("ETag", page.etag)
            self.send_header("Last-Modified", page.last_modified)
        self.send_header("Content-Length", "0" if fresh else str(len(page.body)))
        self.end_headers()
        if not fresh and self.command != "HEAD":
            self.wfile.write(page.body)

    def _say(self, status: HTTPStatus, sentence: str) -> None:
        self.close_connection = True
        self._send(Rendered(status, f"{sentence}\n".encode(), "text/plain; charset=utf-8"))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: requests are counted, not printed."""


def _front_page() -> Rendered:
    """Give the page that a person sees who opens the server's own address: a link to each site."""
    links = "".join(f'<li><a href="/{name}/">{each.name} ({name})</a></li>' for name, each in hosts().items())
    text = f'<!DOCTYPE html><html lang="zh"><meta charset="utf-8"><title>Sample site</title><ul>{links}</ul></html>'
    return Rendered(HTTPStatus.OK, text.encode(), "text/html; charset=utf-8")
