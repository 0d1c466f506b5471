"""Checks of site files against a site on loopback, and addresses tried against site files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.check import try_url
from crawler.site import get_site
from schema.errors import UsageError
from tests.crawler import crawling
from tests.crawler.served import Answer, Served, article, list_page, serve
from tests.crawler.test_crawl import HOST, NEWS, add_list, write_site


@pytest.fixture
def served() -> Iterator[Served]:
    with serve({}) as server:
        yield server


def check(sites: Path, served: Served, *names: str) -> dict[str, Any]:
    return crawling.run(sites, sites / "none.db", served.proxy, *names, check=True, settings={"BLOTTER_BACK_OFF": 0.01})


def test_good_and_bad_sites(tmp_path: Path, served: Served) -> None:
    pages = served.pages
    expect = "expect: {links: 2, characters: 5}\n"
    write_site(tmp_path, "good", more=expect)
    add_list(pages, ["20220805/1", "20220804/2"], ["20220703/3", "20220702/4"], ["20220601/5"])

    def site(name: str, lists: str = "{family: numbered}") -> str:
        entry = f"http://{name}.example/news/index.html"
        write_site(tmp_path, name, entry=entry, lists=lists, more=expect)
        return entry

    pages[site("moved")] = list_page(("/artikel/1.html", "2022-08-05"), ("/artikel/2.html", "2022-08-04"))
    site("missing")
    pages[site("map", "{family: sitemap}")] = Answer(
        "<sitemapindex><sitemap><loc>http://map.example/a.xml</loc></sitemap></sitemapindex>"
    )
    addresses = [f"http://map.example/news/20220805/{number}.html" for number in (1, 2)]
    pages["http://map.example/a.xml"] = Answer(
        "<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in addresses) + "</urlset>"
    )
    pages |= dict.fromkeys(addresses, article(1))
    pages[site("away")] = Answer("", 302, {"Location": "http://elsewhere.example/"})
    same = site("same", "{family: links}")
    items = [("20220805/1.html", "2022-08-05"), ("20220804/2.html", "2022-08-04")]
    pages[same] = list_page(*items, extra='<a href="index_1.html">下一页</a>')
    pages["http://same.example/news/index_1.html"] = list_page(*items)
    pages["http://same.example/news/20220805/1.html"] = article(1)
    pages["http://same.example/news/20220804/2.html"] = article(2)
    bare = site("bare")
    add_list(pages, ["20220805/1", "20220804/2", "20220803/3"], entry=bare)
    pages["http://bare.example/news/20220805/1.html"] = Answer("<div>跳转中</div>")
    pages["http://bare.example/news/20220804/2.html"] = Answer("<p>无日期的一篇报道</p>")
    pages["http://bare.example/news/20220803/3.html"] = Answer("", 404)
    site("daily", "{family: daily, first_day: 2000-01-01}")
    (tmp_path / "daily.yml").write_text(
        (tmp_path / "daily.yml").read_text(encoding="utf-8").replace("/news/index.html", "/%Y/%m/%d.html"), "utf-8"
    )

    found = check(tmp_path, served, "good", "moved", "missing", "same", "bare", "daily", "away", "map")

    assert found["good"]["ok"], found["good"]["problems"]
    assert found["good"]["lists"] == [[NEWS, 2, 2, ""], [f"{HOST}/news/index_1.html", 2, 2, ""]]
    assert [(url, got) for url, got, _ in found["good"]["articles"]] == [
        (f"{HOST}/news/20220805/1.html", True),
        (f"{HOST}/news/20220804/2.html", True),
    ]
    assert found["moved"]["problems"] == [
        "http://moved.example/news/index.html: 0 article links, but at least 2 are expected."
    ]
    assert found["missing"]["problems"] == ["http://missing.example/news/index.html: HTTP status 404"]
    assert found["same"]["problems"] == [
        "http://same.example/news/index_1.html: the same articles as on the first page, so paging does not work."
    ]
    assert found["bare"]["problems"] == [
        "http://bare.example/news/20220805/1.html: http://bare.example/news/20220805/1.html holds no article.",
        "http://bare.example/news/20220803/3.html: HTTP status 404",
        "0 of 3 articles have a day of publication, but 90% are expected.",
        "1 of 3 articles have a text of 5 characters or more, but 90% are expected.",
    ]
    assert found["map"]["ok"], found["map"]["problems"]
    assert found["map"]["lists"] == [
        ["http://map.example/news/index.html", 0, 0, ""],
        ["http://map.example/a.xml", 2, 2, ""],
    ]
    assert [got for _, got, _ in found["map"]["articles"]] == [True, True]
    assert not found["daily"]["ok"]
    assert found["away"]["problems"] == [
        "http://away.example/news/index.html: leads to another site",
    ]
    assert not (tmp_path / "none.db").exists()


def test_robots_txt_holds_for_checks(tmp_path: Path, served: Served) -> None:
    write_site(tmp_path)
    served.pages[f"{HOST}/robots.txt"] = Answer("User-agent: *\nDisallow: /news/\n")
    found = check(tmp_path, served, "plain")["plain"]
    assert found["problems"] == [f"{NEWS}: robots.txt forbids it"]
    assert served.asked == [f"{HOST}/robots.txt"]


def test_articles_that_robots_txt_forbids_are_passed_over(tmp_path: Path, served: Served) -> None:
    for name in ("some", "all"):
        entry = f"http://{name}.example/news/index.html"
        write_site(tmp_path, name, entry=entry, more="expect: {characters: 5}\n")
    forbidden = [(f"/forbidden/20220805/{number}.html", "2022-08-05") for number in range(4)]
    served.pages["http://some.example/news/index.html"] = list_page(*forbidden, ("20220804/9.html", "2022-08-04"))
    served.pages["http://some.example/news/20220804/9.html"] = article(9)
    served.pages["http://all.example/news/index.html"] = list_page(*forbidden)
    found = check(tmp_path, served, "some", "all")
    assert found["some"]["ok"], found["some"]["problems"]
    assert found["some"]["articles"] == [["http://some.example/news/20220804/9.html", True, ""]]
    assert found["all"]["problems"] == ["robots.txt forbids all articles that the lists name."]
    assert served.count("forbidden") == 0


def test_try_an_address(tmp_path: Path) -> None:
    write_site(tmp_path, "one")
    write_site(tmp_path, "two", more="deny: [/2021]\n")
    trial = try_url(f"{HOST}/news/20210805/1.html", extra=tmp_path)
    assert [(verdict.site.name, verdict.takes) for verdict in trial.verdicts] == [("one", True), ("two", False)]
    assert trial.verdicts[1].reason == "it matches deny: /2021"
    assert trial.site == get_site("one", tmp_path)
    assert trial.page is None

    trial = try_url(f"{HOST}/about.html", extra=tmp_path)
    assert trial.site is None
    assert all("does not match article" in verdict.reason for verdict in trial.verdicts)
    assert try_url("http://elsewhere.example/1.html", extra=tmp_path).verdicts == []
    for nothing in ("elsewhere", "ftp://elsewhere.example/", "http:///x", "http://[1/"):
        with pytest.raises(UsageError, match="is no"):
            try_url(nothing)
