"""Whole crawls of a site on loopback, each in a process of its own."""

import gzip
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urljoin

import pytest

from db.store import open_store
from tests.crawler import crawling
from tests.crawler.served import Answer, Served, article, list_page, serve

HOST = "http://police.example"
NEWS = f"{HOST}/news/index.html"

SITE = r"""
name: {name}
title: 某地公安局
kind: police
level: county
entries: ["{entry}"]
lists: {lists}
article: http://{host}/(news|forbidden)/\d{{8}}/\d+\.html
"""


def write_site(
    folder: Path, name: str = "plain", *, entry: str = NEWS, lists: str = "{family: numbered}", more: str = ""
) -> None:
    text = SITE.format(name=name, entry=entry, lists=lists, host=entry.split("/")[2].replace(".", r"\."))
    (folder / f"{name}.yml").write_text(text + more, encoding="utf-8")


def add_list(pages: dict[str, Answer], *lists: list[str], entry: str = NEWS) -> None:
    """Put numbered list pages and their articles (`20220805/1`) in place."""
    for number, items in enumerate(lists):
        rows = [(f"{item}.html", f"{item[:4]}-{item[4:6]}-{item[6:8]}") for item in items]
        script = f'<script>createPageHTML({len(lists)}, {number}, "index", "html");</script>'
        pages[urljoin(entry, f"index_{number}.html") if number else entry] = list_page(*rows, extra=script)
        for count, (href, day) in enumerate(rows):
            pages.setdefault(urljoin(entry, href), article(number * 10 + count, day))


def stored(database: Path) -> set[str]:
    """Give the addresses in a database, without the site's part of them."""
    with closing(sqlite3.connect(database)) as connection:
        return {url.split("/news/")[-1] for (url,) in connection.execute("SELECT url FROM pages")}


def wait_until_stored(database: Path, wanted: set[str]) -> None:
    """Wait for a crawl to have stored some addresses."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            if wanted <= stored(database):
                return
        except sqlite3.OperationalError:
            pass  # the tables are not there yet
        time.sleep(0.05)
    raise AssertionError(f"{wanted} were not stored")


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    folder = tmp_path / "sites"
    folder.mkdir()
    return folder


@pytest.fixture
def served() -> Iterator[Served]:
    with serve({}) as server:
        yield server


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "blotter.db"


def test_crawl_and_crawl_again(sites: Path, served: Served, database: Path) -> None:
    write_site(sites)
    add_list(served.pages, ["20220805/1", "20220804/2"], ["20220703/3", "20220702/4", "20220701/5"])
    raw = "<meta charset=gb2312><p>镕基　警方</p>".encode("gbk")
    served.pages[f"{HOST}/news/20220804/2.html"] = Answer(raw, headers={"Content-Type": "text/html", "ETag": '"a"'})
    served.pages[f"{HOST}/news/20220703/3.html"] = Answer("", 404)
    served.pages[f"{HOST}/news/20220702/4.html"] = Answer("", 302, {"Location": "/news/20220630/9.html"})
    served.pages[f"{HOST}/news/20220630/9.html"] = article(9)
    served.pages[f"{HOST}/news/20220701/5.html"] = Answer("", 302, {"Location": f"{HOST}/"})
    served.pages[f"{HOST}/"] = Answer("首页")

    first = crawling.run(sites, database, served.proxy, "plain")["plain"]

    assert served.asked[:6] == [
        f"{HOST}/robots.txt",
        NEWS,
        f"{HOST}/news/20220805/1.html",
        f"{HOST}/news/20220804/2.html",
        f"{HOST}/news/index_1.html",
        f"{HOST}/news/20220703/3.html",
    ]
    assert served.agents == {"Blotter/0.1 (+desk@example.org)"}
    assert (first["pages"], first["new"], first["failed"], first["lists"], first["end"]) == (3, 3, 2, 2, "finished")
    assert first["problems"] == [
        f"{HOST}/news/20220703/3.html: HTTP status 404",
        f"{HOST}/news/20220701/5.html: led to {HOST}/, which is no article of the site",
    ]
    with open_store(f"sqlite:///{database}") as store:
        pages = {kept.page.url: kept.page for kept in store.pages_to_read(version="1")}
    kept = pages[f"{HOST}/news/20220804/2.html"]
    assert kept.body == raw
    assert kept.headers["etag"] == '"a"'
    assert (kept.site, kept.status) == ("plain", 200)
    moved = pages[f"{HOST}/news/20220702/4.html"]
    assert moved.final_url == f"{HOST}/news/20220630/9.html"

    served.asked.clear()
    second = crawling.run(sites, database, served.proxy, "plain")["plain"]
    assert served.asked == [f"{HOST}/robots.txt", NEWS, f"{HOST}/news/20220701/5.html", f"{HOST}/"]
    assert (second["pages"], second["skipped"], second["failed"]) == (0, 2, 1)

    served.asked.clear()
    add_list(served.pages, ["20220806/6", "20220805/1"], ["20220804/2", "20220703/3"], ["20220702/4", "20220701/5"])
    served.pages[f"{HOST}/news/20220701/5.html"] = article(5)
    third = crawling.run(sites, database, served.proxy, "plain")["plain"]
    assert [url for url in served.asked if "/2022" in url] == [
        f"{HOST}/news/20220701/5.html",
        f"{HOST}/news/20220806/6.html",
    ]
    assert third["new"] == 2
    assert served.count("index_2") == 0


def test_a_killed_crawl_is_completed_by_the_next(sites: Path, served: Served, database: Path, tmp_path: Path) -> None:
    write_site(sites)
    add_list(served.pages, ["20220704/1", "20220703/2"], ["20220702/3", "20220701/4"])
    crawling.run(sites, database, served.proxy, "plain")
    add_list(
        served.pages,
        ["20220808/7", "20220807/8"],
        ["20220806/5", "20220805/6"],
        ["20220704/1", "20220703/2"],
        ["20220702/3", "20220701/4"],
    )
    hanging = served.pages[f"{HOST}/news/20220806/5.html"]
    hanging.pause = 20
    with crawling.start(sites, database, served.proxy, "plain") as process:
        wait_until_stored(database, {"20220808/7.html", "20220807/8.html"})
        process.kill()
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    hanging.pause = 0
    served.asked.clear()

    answer = crawling.run(sites, database, served.proxy, "plain")["plain"]

    assert answer["new"] == 2
    assert [url for url in served.asked if "/2022" in url] == [
        f"{HOST}/news/20220806/5.html",
        f"{HOST}/news/20220805/6.html",
    ]
    assert served.count("index_3") == 0
    whole = tmp_path / "whole.db"
    crawling.run(sites, whole, served.proxy, "plain")
    assert stored(database) == stored(whole)
    assert len(stored(whole)) == 8


def test_ctrl_c_keeps_what_was_stored(sites: Path, served: Served, database: Path) -> None:
    write_site(sites)
    add_list(served.pages, ["20220805/1", "20220804/2", "20220803/3"])
    served.pages[f"{HOST}/news/20220804/2.html"].pause = 1
    with crawling.start(sites, database, served.proxy, "plain") as process:
        wait_until_stored(database, {"20220805/1.html"})
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert not err
    assert '"end": "interrupted"' in out
    assert "20220805/1.html" in stored(database)
    assert "20220803/3.html" not in stored(database)
    crawling.run(sites, database, served.proxy, "plain")
    assert len(stored(database)) == 3


def test_a_second_ctrl_c_does_not_wait(sites: Path, served: Served, database: Path) -> None:
    write_site(sites)
    add_list(served.pages, ["20220805/1", "20220804/2"])
    served.pages[f"{HOST}/news/20220804/2.html"].pause = 20
    with crawling.start(sites, database, served.proxy, "plain") as process:
        wait_until_stored(database, {"20220805/1.html"})
        while process.poll() is None:
            process.send_signal(signal.SIGINT)
            time.sleep(0.3)
        out, _ = process.communicate(timeout=5)
    assert '"end": "interrupted"' in out
    assert stored(database) == {"20220805/1.html"}


def test_every_family_in_one_crawl(sites: Path, served: Served, database: Path) -> None:
    pages = served.pages
    write_site(sites, "next", entry="http://next.example/news/", lists="{family: links, next_text: 后页}")
    pages["http://next.example/news/"] = list_page(("20220805/1.html", ""), extra='<a href="?p=2">后页</a>')
    pages["http://next.example/news/?p=2"] = list_page(("20220804/2.html", ""))

    proxy = "http://proxy.example/news/dataproxy.jsp"
    lists = "{family: dataproxy, method: POST, per_request: 1, per_page: 1}"
    write_site(sites, "proxy", entry=f"{proxy}?columnid=7", lists=lists)
    for number in (1, 2):
        record = f"<![CDATA[<a href='20220805/{number}.html'>x</a>]]>"
        pages[f"{proxy}?startrecord={number}&endrecord={number}&perpage=1?columnid=7"] = Answer(
            f"<datastore><totalrecord>2</totalrecord><recordset><record>{record}</record></recordset></datastore>",
            headers={"Content-Type": "text/xml"},
        )

    write_site(sites, "map", entry="http://map.example/sitemap.xml", lists="{family: sitemap}")
    pages["http://map.example/sitemap.xml"] = Answer(
        "<sitemapindex><sitemap><loc>http://map.example/a.xml.gz</loc></sitemap></sitemapindex>"
    )
    urls = "".join(f"<url><loc>http://map.example/news/20220805/{number}.html</loc></url>" for number in (1, 2))
    pages["http://map.example/a.xml.gz"] = Answer(
        gzip.compress(f"<urlset>{urls}</urlset>".encode()), headers={"Content-Type": "application/gzip"}
    )

    write_site(
        sites,
        "daily",
        entry="http://daily.example/%Y/%m%d/",
        lists=f"{{family: daily, first_day: {date.today() - timedelta(days=3)}}}",
    )
    old = date.today() - timedelta(days=2)
    pages[f"http://daily.example/{old:%Y/%m%d}/"] = list_page(
        (f"/news/{old:%Y%m%d}/1.html", ""), (f"/news/{old:%Y%m%d}/2.html", "")
    )
    for url in (
        "http://next.example/news/20220805/1.html",
        "http://next.example/news/20220804/2.html",
        "http://proxy.example/news/20220805/1.html",
        "http://proxy.example/news/20220805/2.html",
        "http://map.example/news/20220805/1.html",
        "http://map.example/news/20220805/2.html",
        f"http://daily.example/news/{old:%Y%m%d}/1.html",
        f"http://daily.example/news/{old:%Y%m%d}/2.html",
    ):
        pages[url] = article(1)
    first = crawling.run(sites, database, served.proxy, "next", "proxy", "map", "daily")
    assert {
        name: (counted["new"], counted["failed"], counted["end"]) for name, counted in first.items()
    } == dict.fromkeys(("next", "proxy", "map", "daily"), (2, 0, "finished"))
    assert not any(counted["problems"] for counted in first.values())
    second = crawling.run(sites, database, served.proxy, "next", "proxy", "map", "daily")
    assert all((counted["new"], counted["end"]) == (0, "finished") for counted in second.values())


def test_robots_txt_is_obeyed(sites: Path, served: Served, database: Path) -> None:
    write_site(sites)
    served.pages[f"{HOST}/robots.txt"] = Answer(
        "User-agent: Blotter\nDisallow: /forbidden/\n\nUser-agent: *\nDisallow: /\n"
    )
    served.pages[NEWS] = list_page(("/forbidden/20220805/1.html", ""), ("20220804/2.html", ""))
    served.pages[f"{HOST}/forbidden/20220805/1.html"] = article(1)
    served.pages[f"{HOST}/news/20220804/2.html"] = article(2)
    answer = crawling.run(sites, database, served.proxy, "plain")["plain"]
    assert served.count("forbidden") == 0
    assert (answer["new"], answer["failed"], answer["skipped"]) == (1, 0, 1)
    assert answer["problems"] == [f"robots.txt forbids 1 of the articles, such as {HOST}/forbidden/20220805/1.html"]


def test_no_page_is_asked_for_where_robots_txt_cannot_be_had(sites: Path, served: Served, database: Path) -> None:
    write_site(sites)
    add_list(served.pages, ["20220805/1"])
    served.pages[f"{HOST}/robots.txt"] = Answer("", 500)
    answer = crawling.run(sites, database, served.proxy, "plain", settings={"BLOTTER_BACK_OFF": 0.01})
    assert set(served.asked) == {f"{HOST}/robots.txt"}
    assert answer["error"].startswith("CrawlError: No site answered. plain: ")
    assert "robots.txt could not be fetched" in answer["error"]
    assert "HTTP status 500" in answer["error"]


def test_one_site_down_does_not_stop_another(sites: Path, served: Served, database: Path) -> None:
    write_site(sites)
    write_site(sites, "down", entry="http://down.example/news/index.html")
    write_site(sites, "empty", entry="http://empty.example/news/index.html")
    add_list(served.pages, ["20220805/1", "20220804/2"])
    served.pages[f"{HOST}/news/20220805/1.html"].fails = 1
    served.pages[f"{HOST}/news/20220804/2.html"].broken = True
    served.pages["http://down.example/news/index.html"] = Answer("", 500)
    served.pages["http://empty.example/news/index.html"] = list_page()
    write_site(sites, "half", entry="http://half.example/news/index.html")
    add_list(served.pages, ["20220805/1", "20220804/2"], [], entry="http://half.example/news/index.html")
    served.pages["http://half.example/news/index_1.html"] = Answer("", 302, {"Location": "http://other.example/"})
    served.pages["http://half.example/news/20220804/2.html"] = Answer("  ")
    settings = {"BLOTTER_BACK_OFF": 0.01}
    answer = crawling.run(sites, database, served.proxy, "down", "plain", "empty", "half", settings=settings)
    assert (answer["plain"]["new"], answer["plain"]["failed"], answer["plain"]["end"]) == (1, 1, "finished")
    assert answer["plain"]["problems"] == [f"{HOST}/news/20220804/2.html: the answer broke off"]
    assert (answer["down"]["lists"], answer["down"]["failed"], answer["down"]["end"]) == (0, 1, "failed")
    assert answer["down"]["problems"] == ["http://down.example/news/index.html: HTTP status 500"]
    assert "no article links" in answer["empty"]["problems"][0]
    assert answer["half"]["end"] == "incomplete"
    assert answer["half"]["problems"] == [
        "http://half.example/news/20220804/2.html: the page is empty",
        "http://half.example/news/index_1.html: the list page led to another site",
    ]
    assert served.count(f"{HOST}/news/20220805/1.html") == 2


def test_nothing_answers(sites: Path, database: Path) -> None:
    write_site(sites)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        proxy = f"http://127.0.0.1:{unused.getsockname()[1]}"
        answer = crawling.run(sites, database, proxy, "plain", settings={"BLOTTER_BACK_OFF": 0.01})
    assert answer["error"].startswith("CrawlError: No site answered. plain: ")
    assert "the connection was refused" in answer["error"]


def test_bounds_limit_and_other_sites(sites: Path, served: Served, database: Path) -> None:
    write_site(sites, more="expect: {links: 1}\n")
    add_list(served.pages, ["20220805/1", "20220804/2", "20220803/3"], ["20220702/4"], ["20210701/5"], ["20200101/6"])
    served.pages[NEWS] = list_page(
        ("20220805/1.html", "2022-08-05"),
        ("20220804/2.html", "2022-08-04"),
        ("20220803/3.html", "2022-08-03"),
        ("http://other.example/news/20220803/3.html", "2022-08-03"),
        extra='<script>createPageHTML(4, 0, "index", "html")</script>',
    )
    served.pages[f"{HOST}/news/20220804/2.html"] = Answer("", 302, {"Location": "http://other.example/x"})
    answer = crawling.run(sites, database, served.proxy, "plain", since="2022", until="2022-08-04")["plain"]
    assert stored(database) == {"20220803/3.html", "20220702/4.html"}
    assert served.count("other.example") == 0
    assert served.count("index_3") == 0
    assert answer["failed"] == 1
    answer = crawling.run(sites, database, served.proxy, "plain", limit=1)["plain"]
    assert (answer["new"], answer["problems"], answer["end"]) == (1, [], "finished")
    assert crawling.run(sites, database, served.proxy, "plain")["plain"]["new"] == 2
    assert "20200101/6.html" in stored(database)
    assert crawling.run(sites, database, served.proxy, "plain", since="soon")["error"].startswith(
        "SettingsError: 'soon'"
    )


def test_a_database_that_fails_ends_the_crawl(sites: Path, served: Served, database: Path) -> None:
    write_site(sites)
    add_list(served.pages, ["20220805/1", "20220804/2", "20220803/3", "20220802/4"])
    served.pages[f"{HOST}/news/20220804/2.html"].pause = 1
    with crawling.start(sites, database, served.proxy, "plain") as process:
        wait_until_stored(database, {"20220805/1.html"})
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("ALTER TABLE pages RENAME TO lost")
        out, err = process.communicate(timeout=30)
    assert not err
    assert '"error": "StorageError: ' in out
    assert served.count("20220802/4") == 0


def test_too_large_and_too_slow(sites: Path, served: Served, database: Path) -> None:
    write_site(sites)
    add_list(served.pages, ["20220805/1", "20220804/2", "20220803/3"])
    served.pages[f"{HOST}/news/20220805/1.html"] = Answer("大" * 2000)
    served.pages[f"{HOST}/news/20220804/2.html"].pause = 3
    settings = {"DOWNLOAD_MAXSIZE": 5000, "DOWNLOAD_TIMEOUT": 1, "RETRY_TIMES": 0}
    answer = crawling.run(sites, database, served.proxy, "plain", settings=settings)["plain"]
    assert answer["problems"] == [
        f"{HOST}/news/20220805/1.html: the answer is larger than allowed",
        f"{HOST}/news/20220804/2.html: no answer in time",
    ]
    assert stored(database) == {"20220803/3.html"}


def test_who_crawls_is_asked_for_a_contact(sites: Path, served: Served, database: Path) -> None:
    write_site(sites)
    add_list(served.pages, ["20220805/1"])
    with crawling.start(sites, database, served.proxy, "plain", settings={"BLOTTER_CONTACT": ""}) as process:
        out, err = process.communicate(timeout=30)
    assert '"end": "finished"' in out
    assert err.startswith("Set contact (BLOTTER_CONTACT)")
    assert served.agents == {"Blotter/0.1"}


def scrapy(sites: Path, database: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=crawling.ROOT,
        env={
            "PATH": os.environ.get("PATH", ""),
            "BLOTTER_SITES_DIR": str(sites),
            "BLOTTER_DATABASE_URL": f"sqlite:///{database}",
            "BLOTTER_DELAY": "0",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_scrapys_own_commands(sites: Path, served: Served, database: Path) -> None:
    write_site(sites)
    listed = scrapy(sites, database, "list")
    assert {"plain", "mps"} <= set(listed.stdout.split())
    add_list(served.pages, ["20220805/1", "20220804/2"])
    arguments = ["-s", f"BLOTTER_PROXY={served.proxy}", "-s", "AUTOTHROTTLE_ENABLED=False", "-a", "since=2022-08-05"]
    done = scrapy(sites, database, "crawl", "plain", *arguments)
    assert done.returncode == 0, done.stderr
    assert stored(database) == {"20220805/1.html"}
    assert "抓获" not in done.stderr
