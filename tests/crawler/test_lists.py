import gzip
from datetime import date
from typing import Any

import pytest
from scrapy.http import HtmlResponse, Response, TextResponse, XmlResponse

from crawler.lists import Family, Reading, Step, family_of
from crawler.lists.numbered import page_count
from crawler.site import Site

HOST = "http://police.example"
TODAY = date(2022, 8, 6)


def make(entry: str = f"{HOST}/news/index.html", **more: Any) -> Site:
    lists = more.pop("lists", {"family": "links"})
    return Site.model_validate(
        {
            "name": "plain",
            "title": "某地公安局",
            "kind": "police",
            "level": "county",
            "entries": [entry],
            "lists": lists,
            "article": r"http://police\.example/news/\d+/.*\.html",
            **more,
        }
    )


def read(site: Site, html: str, step: Step | None = None) -> Reading:
    entry = site.entries[0]
    step = step or Step(entry)
    return family_of(site).read(HtmlResponse(step.url, body=html.encode(), encoding="utf-8"), step, entry)


def urls(reading: Reading) -> list[str]:
    return [link.url.removeprefix(HOST) for link in reading.links]


def test_links_are_absolute_of_the_site_and_once_each() -> None:
    reading = read(
        make(deny=["/news/0/"]),
        """<base href="http://police.example/news/">
        <a href="1/a.html"><img></a> <a href=" 1/a.html#top ">警方<b>破获</b>一案</a>
        <a href="/news/1/抓 获.html" title="两人落网"></a> <a href="http://other.example/news/1/a.html">别处</a>
        <a href="/news/0/a.html">不要</a> <a href="javascript:go('/news/1/b.html')">脚本</a> <a href="http://[">坏</a>
        <a name="x">无</a> <a href="">空</a>""",
    )
    assert urls(reading) == ["/news/1/a.html", "/news/1/%E6%8A%93%20%E8%8E%B7.html"]
    assert [link.title for link in reading.links] == ["警方破获一案", "两人落网"]


def test_a_day_belongs_to_its_own_link() -> None:
    reading = read(
        make(),
        """<p>今天是2022年8月6日</p><ul>
        <li><span>2022-08-05</span><p><a href="/news/1/a.html">甲</a></p></li>
        <li><a href="/news/1/b.html">乙</a> <i>[2022/8/4]</i></li>
        <li><a href="/news/1/c.html">丙</a></li>
        <li><a href="/news/20220803/d.html">丁</a></li></ul>
        <table><tr><td><a href="/news/1/e.html">戊</a></td><td>2022.08.02</td></tr></table>""",
    )
    assert [link.day and link.day.day for link in reading.links] == [5, 4, None, 3, 2]


def test_only_the_area_is_read() -> None:
    html = '<div class="hot"><a href="/news/1/a.html">热</a></div><ul class="list"><a href="/news/1/b.html">新</a></ul>'
    assert urls(read(make(lists={"family": "links", "area": ".list"}), html)) == ["/news/1/b.html"]
    assert urls(read(make(), html)) == ["/news/1/a.html", "/news/1/b.html"]


@pytest.mark.parametrize(
    ("lists", "html", "following"),
    [
        ({}, '<a href="list_2.html">下一页</a><a href="list_3.html">3</a>', ["/news/list_2.html"]),
        ({}, '<a href="list_2.html"><span> 下一页 </span></a>', ["/news/list_2.html"]),
        ({}, '<a href="javascript:;">下一页</a>', []),
        ({}, '<a href="index.html">下一页</a>', []),
        ({}, "下一页", []),
        ({"next_text": "后页"}, '<a href="p3">下一页</a><a href="p2">后页</a>', ["/news/p2"]),
        ({"next": "a.next"}, '<a href="p3">下一页</a><a class="next" href="p2">&gt;</a>', ["/news/p2"]),
    ],
)
def test_next_page_is_a_link(lists: dict[str, str], html: str, following: list[str]) -> None:
    reading = read(make(lists={"family": "links", **lists}), html)
    assert [step.url.removeprefix(HOST) for step in reading.following] == following
    assert all(step.number == 2 for step in reading.following)


ONE = '<a href="/news/1/a.html">甲</a>'


def test_numbered_pages_up_to_the_stated_number() -> None:
    site = make(lists={"family": "numbered"})
    html = ONE + '<script>function createPageHTML(n, i, s, e) {}\ncreatePageHTML(3, 0, "index", "html");</script>'
    first = read(site, html)
    assert [step.url for step in first.following] == [f"{HOST}/news/index_1.html"]
    second = read(site, ONE, first.following[0])
    assert [step.url for step in second.following] == [f"{HOST}/news/index_2.html"]
    assert read(site, ONE, second.following[0]).following == ()


def test_numbered_pages_until_one_is_empty_or_missing() -> None:
    site = make(lists={"family": "numbered", "page": "list-{n}.shtml", "first_number": 2})
    first = read(site, ONE)
    assert [step.url for step in first.following] == [f"{HOST}/news/list-2.shtml"]
    assert read(site, "<p>没有了</p>", first.following[0]).following == ()
    family = family_of(site)
    assert family.after_missing(first.following[0], site.entries[0]) == ()
    assert family.after_missing(Step(site.entries[0]), site.entries[0]) is None


@pytest.mark.parametrize(
    ("html", "pages"),
    [
        ("createPageHTML(50, 0, 'index', 'htm', 849);", 50),
        ('createPageHTML("12",0,"index","html")', 12),
        ("createPageHTML('page_div',7, 1,'list','shtml',100);", 7),
        ("function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){", None),
        ("createPageHTML(0, 0, 'index', 'html')", None),
        ("", None),
    ],
)
def test_number_of_pages(html: str, pages: int | None) -> None:
    assert page_count(html) == pages


PROXY = f"{HOST}/module/web/jpage/dataproxy.jsp?columnid=12&unitid=34"


def records(total: int, *numbers: int) -> str:
    rows = "".join(
        f"<record><![CDATA[<li><a href='/news/{n}/a.html'>甲&amp;乙</a><b>2022-08-0{n}</b></li>]]></record>"
        for n in numbers
    )
    return (
        "<?xml version='1.0' encoding='utf-8'?>"
        f"<datastore><totalrecord>{total}</totalrecord><recordset>{rows}</recordset></datastore>"
    )


def test_data_proxy_gives_records_by_windows() -> None:
    site = make(PROXY, lists={"family": "dataproxy", "per_request": 2, "per_page": 1})
    family = family_of(site)
    first = family.first(PROXY, today=TODAY)
    assert first.url == PROXY + "&startrecord=1&endrecord=2&perpage=1"
    reading = family.read(XmlResponse(first.url, body=records(3, 1, 2).encode()), first, PROXY)
    assert urls(reading) == ["/news/1/a.html", "/news/2/a.html"]
    assert [link.title for link in reading.links] == ["甲&乙", "甲&乙"]
    assert [link.day for link in reading.links] == [date(2022, 8, 1), date(2022, 8, 2)]
    (second,) = reading.following
    assert second.url == PROXY + "&startrecord=3&endrecord=4&perpage=1"
    last = family.read(TextResponse(second.url, body=records(3, 3).encode(), encoding="utf-8"), second, PROXY)
    assert urls(last) == ["/news/3/a.html"]
    assert last.following == ()
    assert family.read(XmlResponse(second.url, body=b"<html>Error</html>"), second, PROXY) == Reading()


def test_data_proxy_by_post_puts_the_column_into_the_form() -> None:
    site = make(PROXY, lists={"family": "dataproxy", "method": "POST"})
    step = family_of(site).first(PROXY, today=TODAY)
    assert step.form == "columnid=12&unitid=34"
    assert step.url.endswith("dataproxy.jsp?startrecord=1&endrecord=45&perpage=15")


SITEMAP = f"{HOST}/sitemap.xml"
URLSET = f"""<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>{HOST}/about.html</loc></url>
<url><loc> {HOST}/news/1/old.html </loc><lastmod>2020-01-02T08:00:00+08:00</lastmod></url>
<url><loc>{HOST}/news/1/undated.html</loc><lastmod>soon</lastmod></url>
<url><loc>{HOST}/news/20220805/new.html</loc></url>
<url><loc>http://other.example/news/1/x.html</loc></url></urlset>"""


@pytest.mark.parametrize("packed", [False, True])
def test_sitemap_newest_first(packed: bool) -> None:
    body = gzip.compress(URLSET.encode()) if packed else URLSET.encode()
    site = make(SITEMAP, lists={"family": "sitemap"})
    reading = family_of(site).read(Response(SITEMAP, body=body), Step(SITEMAP), SITEMAP)
    assert urls(reading) == ["/news/20220805/new.html", "/news/1/old.html", "/news/1/undated.html"]
    assert [link.day for link in reading.links] == [date(2022, 8, 5), date(2020, 1, 2), None]


def test_sitemap_index_is_followed_on_own_hosts_only() -> None:
    index = f"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <sitemap><loc>{HOST}/news-2021.xml</loc><lastmod>2021-12-31</lastmod></sitemap>
    <sitemap><loc>{HOST}/news-2022.xml</loc><lastmod>2022-08-05</lastmod></sitemap>
    <sitemap><loc>{HOST}/images.xml</loc></sitemap>
    <sitemap><loc>http://other.example/news.xml</loc></sitemap></sitemapindex>"""
    site = make(SITEMAP, lists={"family": "sitemap", "follow": "/news-"})
    reading = family_of(site).read(XmlResponse(SITEMAP, body=index.encode()), Step(SITEMAP), SITEMAP)
    assert reading.links == ()
    assert [(step.url, step.day) for step in reading.following] == [
        (f"{HOST}/news-2022.xml", date(2022, 8, 5)),
        (f"{HOST}/news-2021.xml", date(2021, 12, 31)),
    ]


def test_no_entity_of_a_sitemap_is_expanded() -> None:
    bomb = f"""<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>
    <urlset><url><loc>{HOST}/news/1/&a;.html</loc></url></urlset>"""
    site = make(SITEMAP, lists={"family": "sitemap"})
    reading = family_of(site).read(XmlResponse(SITEMAP, body=bomb.encode()), Step(SITEMAP), SITEMAP)
    assert urls(reading) in ([], ["/news/1/.html"])


def daily() -> tuple[Family, str]:
    entry = f"{HOST}/scroll/%Y/%m%d/"
    return family_of(make(entry, lists={"family": "daily", "first_day": "2022-08-04"})), entry


def test_daily_lists_go_back_to_the_first_day() -> None:
    family, entry = daily()
    first = family.first(entry, today=TODAY)
    assert first.url == f"{HOST}/scroll/2022/0806/"
    reading = family.read(HtmlResponse(first.url, body=ONE.encode(), encoding="utf-8"), first, entry)
    assert [link.day for link in reading.links] == [TODAY]
    (second,) = reading.following
    assert second.url == f"{HOST}/scroll/2022/0805/"
    missing = family.after_missing(second, entry)
    assert missing is not None
    assert [step.day for step in missing] == [date(2022, 8, 4)]
    assert family.after_missing(missing[0], entry) == ()


@pytest.mark.parametrize("encoding", ["gb2312", "GBK", "gb18030"])
def test_the_site_files_encoding_is_used(encoding: str) -> None:
    html = '<meta charset="utf-8"><a href="/news/1/a.html">镕基</a>'  # 镕 is in GBK, not in GB 2312
    site = make(encoding=encoding)
    response = HtmlResponse(site.entries[0], body=html.encode("gbk"))
    assert family_of(site).read(response, Step(site.entries[0]), site.entries[0]).links[0].title == "镕基"


def test_a_list_that_is_no_text() -> None:
    response = Response(f"{HOST}/news/index.html", body=b"\x89PNG\x00\x01")
    site = make()
    assert family_of(site).read(response, Step(response.url), response.url) == Reading()
