from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from crawler.failures import FORBIDDEN, RobotsUnreachable, explain
from crawler.loader import spider_for
from crawler.middlewares import CrawlDelay, Identity, seconds_until
from crawler.process import lanes_by_host, project_settings
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
    assert explain(IgnoreRequest(FORBIDDEN)).lasting
    assert not explain(IgnoreRequest("max redirections reached")).lasting
    statuses = {status: explain(HttpError(Response("http://1.example/", status=status))) for status in (403, 404, 503)}
    assert {status: reason.lasting for status, reason in statuses.items()} == {403: False, 404: True, 503: False}
    assert statuses[403].words == "HTTP status 403"
    assert not explain(DownloadTimeoutError("45")).lasting
    assert not explain(RobotsUnreachable("no answer in time")).lasting
    assert explain(ValueError("a\nb")).words == "ValueError: a b"


class Robot:
    def crawl_delay(self, user_agent: str) -> float | None:
        assert user_agent == "Blotter"
        return 7.0


def test_crawl_delay_slows_every_host_down() -> None:
    throttle = SimpleNamespace(mindelay=1.0)
    slots = {"1.example": SimpleNamespace(delay=2.0), "2.example": SimpleNamespace(delay=9.0)}
    crawler = SimpleNamespace(
        settings=project_settings({"AUTOTHROTTLE_MAX_DELAY": 8}),
        get_extension=lambda kind: throttle,
        engine=SimpleNamespace(downloader=SimpleNamespace(slots=slots)),
    )
    CrawlDelay(crawler).robots_parsed(Robot(), Request("http://1.example/"))  # type: ignore[arg-type]
    assert throttle.mindelay == 7
    assert [slot.delay for slot in slots.values()] == [7, 9]


def test_the_proxy_and_the_name_go_with_every_request() -> None:
    request = Request("http://1.example/robots.txt")
    Identity("Blotter/0.1 (+desk@example.org)", "http://127.0.0.1:1").process_request(request)
    assert request.meta["proxy"] == "http://127.0.0.1:1"
    assert request.headers["User-Agent"] == b"Blotter/0.1 (+desk@example.org)"


def test_settings_are_polite() -> None:
    settings = project_settings()
    assert settings.getbool("ROBOTSTXT_OBEY")
    assert settings.getbool("AUTOTHROTTLE_ENABLED")
    assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    for service in ("TELNETCONSOLE_ENABLED", "REMOTE_CONTROL_ENABLED", "COOKIES_ENABLED"):
        assert not settings.getbool(service)
    assert settings.getint("DOWNLOAD_MAXSIZE") == 10 * 2**20
    spider = spider_for(site("a", "1.example").model_copy(update={"delay": 4.0}))
    spider.update_settings(settings)
    assert settings.getfloat("DOWNLOAD_DELAY") == 4
    slower = project_settings({"BLOTTER_DELAY": 9})
    spider.update_settings(slower)
    assert slower.getfloat("DOWNLOAD_DELAY") == 9


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
