"""Crawling in a process of its own, since Twisted's reactor runs once in a process. Run as a module by the tests.

python -m tests.crawler.crawling '{"sites": [...], "sites_dir": "...", "store": "sqlite:///...", ...}'
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from crawler.run import crawl
from crawler.settings import UNHURRIED
from crawler.site import choose_sites
from schema.errors import BlotterError

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


def main() -> None:
    order = json.loads(sys.argv[1])
    sites = choose_sites(order["sites"], Path(order["sites_dir"]))
    settings = {**UNHURRIED, "BLOTTER_PROXY": order["proxy"], **order.get("settings", {})}
    bounds = {name: order.get(name) for name in ("since", "until", "limit")}
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
