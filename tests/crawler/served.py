"""A small site on loopback that answers for made-up hosts as a plain HTTP proxy does, and remembers what was asked."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROBOTS = "User-agent: *\nDisallow: /forbidden/\n"


@dataclass
class Answer:
    """What the server says for one address; `pause` seconds before it does so, `fails` times with status 503 first."""

    body: bytes | str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    pause: float = 0.0
    fails: int = 0
    broken: bool = False


@dataclass
class Served:
    """A running server: address → answer, and the addresses asked for, in order."""

    pages: dict[str, Answer]
    proxy: str = ""
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)

    def count(self, part: str) -> int:
        return sum(part in url for url in self.asked)


def article(number: int, day: str = "2022-08-05") -> Answer:
    return Answer(
        f"<html><head><title>报道{number}</title></head><body><p>{day}</p>"
        f"<p>警方抓获犯罪嫌疑人{number}名。</p></body></html>"
    )


def list_page(*items: tuple[str, str], extra: str = "") -> Answer:
    rows = "".join(f'<li><a href="{href}">报道</a><span>{day}</span></li>' for href, day in items)
    return Answer(f"<html><body><ul>{rows}</ul>{extra}</body></html>")


class _Handler(BaseHTTPRequestHandler):
    served: Served

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self._answer("?" + self.rfile.read(length).decode())

    def _answer(self, form: str = "") -> None:
        url = self.path if self.path.startswith("http") else f"http://{self.headers['Host']}{self.path}"
        self.served.asked.append(url + form)
        self.served.agents.add(self.headers.get("User-Agent", ""))
        answer = self.served.pages.get(url + form)
        if answer is None and url.endswith("/robots.txt"):
            answer = Answer(ROBOTS, headers={"Content-Type": "text/plain"})
        answer = answer or Answer("nothing here", status=404)
        time.sleep(answer.pause)
        status = answer.status
        if answer.fails > 0:
            answer.fails -= 1
            status = 503
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        self.send_response(status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) + (100 if answer.broken else 0)))
        with suppress(ConnectionError):  # whoever asked may have been killed meanwhile
            self.end_headers()
            self.wfile.write(body)
        if answer.broken:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serve(pages: dict[str, Answer]) -> Iterator[Served]:
    """Serve pages until the block ends."""
    served = Served(pages)
    handler = type("Handler", (_Handler,), {"served": served})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    served.proxy = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
