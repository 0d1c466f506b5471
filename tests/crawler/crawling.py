"""Crawling in a process of its own, since Twisted's reactor runs once in a process. Run as a module by the tests.

python -m tests.crawler.crawling '{"sites": [...], "sites_dir": "...", "store": "sqlite:///...", ...}'
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from crawler.check import check_sites
from crawler.run import crawl
from crawler.settings import UNHURRIED
from crawler.site import Site, choose_sites
from schema.errors import BlotterError, PageError
from schema.models import Article, Page

ROOT = Path(__file__).parents[2]


def start(sites_dir: Path, database: Path, proxy: str, *sites: str, **more: Any) -> "subprocess.Popen[str]":
    """Start a crawl of the named sites."""
    order = {"sites_dir": str(sites_dir), "store": f"sqlite:///{database}", "proxy": proxy, "sites": sites, **more}
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "tests.crawler.crawling", json.dumps(order)],
        cwd=ROOT,
        env={"PATH": os.environ.get("PATH", "")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(sites_dir: Path, database: Path, proxy: str, *sites: str, **more: Any) -> dict[str, Any]:
    """Crawl the named sites and give what was counted, or `{"error": …}`; nothing may be said on standard error."""
    with start(sites_dir, database, proxy, *sites, **more) as process:
        out, err = process.communicate(timeout=60)
    assert not err, err
    assert process.returncode == 0
    answer: dict[str, Any] = json.loads(out)
    return answer


def read(page: Page, site: Site) -> Article:
    """Read an article as a stand-in for the reader of `extract`, which the crawler does not know."""
    text = page.body.decode(site.encoding or "utf-8")
    if "<p>" not in text:
        raise PageError(f"{page.url} holds no article.")
    day = re.search(r"<p>(\d{4}-\d\d-\d\d)</p>", text)
    return Article(id="1", url=page.url, published=day[1] if day else None, text=re.sub("<.*?>", "", text))


def checked(sites: list[Site], settings: dict[str, Any]) -> dict[str, Any]:
    return {
        name: {
            "ok": check.ok,
            "problems": check.problems,
            "lists": [[page.url, len(page.articles), page.dated, page.problem] for page in check.lists],
            "articles": [[article.url, article.page is not None, article.problem] for article in check.articles],
        }
        for name, check in check_sites(sites, read=read, settings=settings).items()
    }


def main() -> None:
    order = json.loads(sys.argv[1])
    sites = choose_sites(order["sites"], Path(order["sites_dir"]))
    known = {"BLOTTER_PROXY": order["proxy"], "BLOTTER_CONTACT": "desk@example.org"}
    settings = {**UNHURRIED, **known, **order.get("settings", {})}
    bounds = {name: order.get(name) for name in ("since", "until", "limit")}
    if order.get("check"):
        sys.stdout.write(json.dumps(checked(sites, settings)))
        return
    try:
        counts = crawl(sites, order["store"], settings=settings, **bounds)
    except BlotterError as error:
        answer: dict[str, Any] = {"error": f"{type(error).__name__}: {error}"}
    else:
        answer = {
            name: {**counted.numbers(), "end": counted.end, "problems": counted.problems}
            for name, counted in counts.items()
        }
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
