from pathlib import Path

import pytest
import time_machine
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest

from crawler.failures import FORBIDDEN, RobotsUnreachable, explain
from crawler.middlewares import seconds_until
from crawler.process import lanes_by_host
from crawler.run import crawl
from crawler.site import Site
from schema.errors import CrawlError


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sat, 06 Aug 2022 00:00:30 GMT", 30),
        ("Fri, 05 Aug 2022 00:00:00 GMT", 0),
        ("soon", 0),
        ("-5", 0),
        ("", 0),
    ],
)
def test_retry_after(header: str, seconds: float) -> None:
    with time_machine.travel("2022-08-06T00:00:00Z", tick=False):
        assert seconds_until(header) == seconds


def test_reasons_are_in_words_and_say_whether_they_last() -> None:
    assert explain(IgnoreRequest(FORBIDDEN)).forbidden
    assert explain(IgnoreRequest("max redirections reached")).lasting
    assert not explain(DownloadTimeoutError("45")).lasting
    assert not explain(RobotsUnreachable("no answer in time")).lasting
    assert explain(ValueError("a\nb")).words == "ValueError: a b"


def site(name: str, *hosts: str) -> Site:
    return Site.model_validate(
        {
            "name": name,
            "title": name,
            "kind": "police",
            "level": "county",
            "entries": [f"http://{host}/" for host in hosts],
            "lists": {"family": "links"},
            "article": "http://.*",
        }
    )


def test_no_host_is_asked_by_two_lanes() -> None:
    sites = [
        site("a", "1.example"),
        site("b", "2.example"),
        site("c", "2.example", "1.example"),
        site("d", "3.example"),
    ]
    lanes = [{member.name for member in lane} for lane in lanes_by_host(sites)]
    assert sorted(lanes, key=len) == [{"d"}, {"a", "b", "c"}]


def test_many_sites_share_the_lanes() -> None:
    lanes = lanes_by_host([site(f"s{number}", f"{number}.example") for number in range(20)])
    assert sorted(len(lane) for lane in lanes) == [2, 2, 2, 2, 3, 3, 3, 3]


def test_no_sites_no_crawl() -> None:
    assert crawl([], "sqlite:///nowhere/at/all.db") == {}


def test_a_process_crawls_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("crawler.process._crawls", [None])
    with pytest.raises(CrawlError, match="only once"):
        crawl([site("a", "1.example")], f"sqlite:///{tmp_path}/blotter.db")
