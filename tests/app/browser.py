"""What a person copies out of a page: Chromium renders it, selects everything, and gives the text."""

import html
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from app.sample.catalogue import Placed, hosts
from app.sample.render import render

OPTIONS = """
--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync --hide-scrollbars --window-size=1200,1600
--virtual-time-budget=120000 --dump-dom
"""

WRAPPER = """<!DOCTYPE html><meta charset="utf-8"><pre id="copies"></pre><iframe id="page" width="1200" height="1600"></iframe>
<script>
var paths = %s, copies = [], frame = document.getElementById("page");
function next() {
  if (copies.length == paths.length) {
    document.getElementById("copies").textContent = JSON.stringify(copies);
    frame.remove();
    return;
  }
  frame.onload = function () { copies.push(frame.contentDocument.body.innerText); next(); };
  frame.src = paths[copies.length];
}
next();
</script>"""


def chromium() -> str:
    """Give Chromium's path; without one the test is skipped, but never in CI."""
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("There is no Chromium in CI; install the package chromium.")
        pytest.skip("needs a Chromium browser: apt-get install chromium")
    return found


def copies(articles: Sequence[Placed]) -> list[str]:
    """Give the text of each article's page as the browser shows it."""
    wrapper = (WRAPPER % json.dumps([f"/{each.host}{each.path}" for each in articles])).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name, _, rest = self.path.lstrip("/").partition("/")
            if name in hosts():
                page = render(hosts()[name], f"/{rest}", {}, f"/{name}")
                status, kind, body = page.status, page.content_type, page.body
            else:
                status, kind, body = 200, "text/html; charset=utf-8", wrapper
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        with tempfile.TemporaryDirectory() as profile:
            shown = subprocess.run(
                [chromium(), *OPTIONS.split(), f"--user-data-dir={profile}", f"http://127.0.0.1:{server.server_port}/"],
                capture_output=True,
                timeout=180,
                check=True,
            ).stdout.decode()
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    held = re.search(r'<pre id="copies">(.+?)</pre>', shown, re.DOTALL)
    assert held, f"Chromium gave no text: {shown[:300]}"
    texts: list[str] = json.loads(html.unescape(held[1]))
    return texts
