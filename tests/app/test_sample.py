"""The sample site: in step with the annotated reports, laid out as its README says, and read without a fault."""

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from http.client import HTTPConnection
from pathlib import Path

import pytest
from lxml import html

from app.sample import pages
from app.sample.build import KEYS, REPORTS, copied_lines
from app.sample.catalogue import Host, Placed, hosts, listed, page_count, placed, trap_path
from app.sample.render import GIF, Rendered, render
from app.sample.server import SampleServer
from crawler.site import Site, load_sites
from extract.article import from_html, from_pasted
from schema.errors import PageError
from schema.models import Article
from tests.app.browser import copies
from tests.extract.pages import furniture

ARTICLES = placed()
HOSTS = list(hosts().values())
README = (Path(REPORTS).parent / "README.md").read_text(encoding="utf-8")
FIGURE = re.compile(r"(?<!\d)(?:777|888|999|666|555|444)\d{1,2}(?!\d)")
UNMARKED = ("民警在现场清点7775件赃物", "警方展示檢獲的4443張銀行卡。")
"""Captions that a copied text gives no sign of: only the page's markup says that they stand under a picture."""


def by_host(host: Host) -> list[Placed]:
    return [each for each in ARTICLES if each.host == host.host]


def page(url: str, root: str = "") -> Rendered:
    parts = urllib.parse.urlsplit(url)
    query = dict(urllib.parse.parse_qsl(parts.query))
    return render(hosts()[parts.hostname or ""], parts.path, query, root)


@cache
def site_of(host: str) -> Site:
    return next(site for site in load_sites().values() if host in site.own_hosts)


def read(article: Placed, *, with_rules: bool) -> Article:
    answer = page(article.url)
    rules = site_of(article.host).rules if with_rules else ()
    return from_html(
        answer.body, url=article.url, content_type=answer.content_type, rules=rules, fetched=date(2026, 11, 22)
    )


def wanted_text(article: Placed) -> str:
    left_out = {line.strip() for line in furniture().get(article.id, ())}
    return "\n".join(line for line in article.paragraphs if line not in left_out)


def links(answer: Rendered, charset: str) -> list[str]:
    tree = html.document_fromstring(answer.body.decode(charset))
    return [str(anchor.get("href")) for anchor in tree.iter("a") if anchor.get("href")]


def test_reports_are_those_of_the_annotations() -> None:
    assert REPORTS.read_text(encoding="utf-8").splitlines() == list(copied_lines())


def test_reports_hold_texts_and_no_annotations() -> None:
    reports = [json.loads(line) for line in REPORTS.read_text(encoding="utf-8").splitlines()]
    assert len(reports) == 140
    assert all(tuple(report) == KEYS for report in reports)


def test_every_report_stands_somewhere_and_one_stands_twice() -> None:
    times = Counter(report for _, report in pages())
    assert len(times) == 140
    assert {report: count for report, count in times.items() if count > 1} == {"h-012": 2}
    urls = [url for url, _ in pages()]
    assert len(set(urls)) == len(urls) == 141


def test_left_out_lines_stand_in_the_reports() -> None:
    texts = {
        json.loads(line)["id"]: json.loads(line)["text"].split("\n") for line in REPORTS.read_text("utf-8").splitlines()
    }
    strange = [
        (report, line) for report, lines in furniture().items() for line in lines - set(map(str.strip, texts[report]))
    ]
    assert strange == []


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.style)
@pytest.mark.parametrize("with_rules", [True, False], ids=["rules", "general"])
def test_all_articles_are_read_rightly(host: Host, with_rules: bool) -> None:
    for article in by_host(host):
        got = read(article, with_rules=with_rules)
        assert (got.title, got.published, got.source) == (article.title, article.published, article.source), article.url
        assert got.text == wanted_text(article), article.url


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.style)
def test_pages_hold_misleading_figures_that_reports_do_not(host: Host) -> None:
    charset = host.charset
    for article in by_host(host):
        assert not any(FIGURE.fullmatch(line) for line in article.paragraphs)
        assert FIGURE.search(page(article.url).body.decode(charset)), article.url


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.style)
def test_misleading_figures_stand_in_no_report(host: Host) -> None:
    invented = {
        figure
        for line in (*host.texts["headlines"], *host.texts["captions"], *host.texts["trap"].values())
        for figure in re.findall(r"\d{4,}", line)
    }
    assert invented
    everything = REPORTS.read_text(encoding="utf-8")
    assert [figure for figure in invented if re.search(rf"(?<![\d.,]){figure}(?![\d.])", everything)] == []


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.style)
def test_every_page_says_what_it_is(host: Host) -> None:
    said = "並非所署媒體的原文" if host.style == "daily" else "并非所署媒体的原文"
    lists = [host.list_path(column, 1) for column in host.columns]
    for path in ("/", *lists, by_host(host)[0].path, trap_path(host), "/nothing-here.html"):
        assert said in render(host, path, {}).body.decode(host.charset), path


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.style)
def test_lists_lead_to_every_article_newest_first(host: Host) -> None:
    for column in host.columns:
        found: list[str] = []
        for number in range(1, page_count(host, column) + 1):
            url = f"http://{host.host}{host.list_path(column, number)}"
            answer = page(url)
            if host.style == "bureau":  # rows that a script shows; the data proxy gives the same
                found += re.findall(r'<a href="(/art/[^"]+)"', answer.body.decode())
            else:
                found += [
                    urllib.parse.urlsplit(urllib.parse.urljoin(url, link)).path for link in links(answer, host.charset)
                ]
        articles = [each.path for each in listed(host.host, column.key)]
        in_order = list(dict.fromkeys(path for path in found if path in articles))
        assert sorted(in_order) == sorted(articles)
        days = [each.published for each in listed(host.host, column.key)]
        assert days == sorted(days, reverse=True)
        beyond = host.list_path(column, page_count(host, column) + 1)
        assert render(host, beyond, {}).status == 404


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.style)
def test_only_robots_keeps_crawlers_from_the_trap(host: Host) -> None:
    robots = render(host, "/robots.txt", {}).body.decode()
    assert "Disallow: /internal/" in robots
    trap = trap_path(host)
    assert trap.startswith("/internal/")
    site = site_of(host.host)
    assert site.takes(f"http://{host.host}{trap}")
    answer = render(host, trap, {})
    assert host.texts["trap"]["title"] in answer.body.decode(host.charset)
    first = render(host, host.list_path(host.columns[0], 1), {}).body.decode(host.charset)
    assert trap in first
    assert not any(path == trap for path in (each.path for each in ARTICLES))


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.style)
def test_lists_hold_links_that_are_no_articles(host: Host) -> None:
    first = render(host, host.list_path(host.columns[0], 1), {})
    site = site_of(host.host)
    others = [
        link
        for link in links(first, host.charset)
        if "special" in link or "video" in link or "/zt/" in link or "/v/" in link or "/col/" in link
    ]
    assert others
    assert not any(site.takes(urllib.parse.urljoin(f"http://{host.host}/", link)) for link in others)


def test_data_proxy_gives_records_by_their_numbers() -> None:
    host = hosts()["gaj.qinghe.example"]
    path = "/module/web/jpage/dataproxy.jsp"
    whole = [each.path for each in listed(host.host, "1229")]
    seen: list[str] = []
    for start in (1, 4, 7, 10):
        query = {"columnid": "1229", "startrecord": str(start), "endrecord": str(start + 2), "perpage": "3"}
        body = render(host, path, query).body.decode()
        assert f"<totalrecord>{len(whole)}</totalrecord>" in body
        seen += re.findall(r'<a href="(/art/[^"]+)"', body)
    assert seen == whole
    assert b"<record>" not in render(host, path, {"columnid": "7"}).body
    assert b"<record>" not in render(host, path, {"columnid": "1229", "startrecord": "99", "endrecord": "199"}).body
    assert render(host, path, {"columnid": "1229", "startrecord": "x", "endrecord": "-1"}).status == 200


def test_sitemaps_name_every_article() -> None:
    for name, start in (("gat.jiangbei.example", "sitemap.xml"), ("news.donghu.example", "sitemap.xml")):
        todo, found = [f"http://{name}/{start}"], set()
        while todo:
            addresses = re.findall(r"<loc>(.*?)</loc>", page(todo.pop()).body.decode())
            todo += [address for address in addresses if address.endswith(".xml")]
            found |= {address for address in addresses if not address.endswith(".xml")}
        assert found == {each.url for each in ARTICLES if each.host == name}
    assert page("http://news.donghu.example/sitemap-1999.xml").status == 404
    assert page("http://www.haizhou-portal.example/sitemap.xml").status == 404


def test_charsets_are_what_old_sites_send() -> None:
    portal = page(by_host(hosts()["www.haizhou-portal.example"])[0].url)
    assert portal.content_type == "text/html"
    assert b"charset=gb2312" in portal.body
    with pytest.raises(UnicodeDecodeError):
        portal.body.decode("utf-8")
    daily = page(by_host(hosts()["www.namkap-daily.example"])[0].url)
    assert daily.content_type == "text/html"
    assert b"charset=big5" in daily.body
    with pytest.raises(UnicodeDecodeError):
        daily.body.decode("utf-8")


def test_a_page_that_is_gone_but_sent_as_found_is_no_article() -> None:
    for host in HOSTS:
        answer = render(host, "/gone.html", {})
        assert answer.status == 200
        with pytest.raises(PageError):
            from_html(answer.body, url=f"http://{host.host}/gone.html", rules=site_of(host.host).rules)


def test_documentation_names_hosts_and_examples() -> None:
    assert [host.host for host in HOSTS if f"`{host.host}`" not in README] == []
    assert [host.name for host in HOSTS if host.name not in README] == []


def opener(server: SampleServer) -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(urllib.request.ProxyHandler({"http": server.proxy}))


def ask(server: SampleServer, url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(url, headers={key.replace("_", "-"): value for key, value in headers.items()})
    try:
        with opener(server).open(request, timeout=10) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read()


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with SampleServer() as running:
        yield running


def test_server_answers_as_a_proxy(server: SampleServer) -> None:
    article = ARTICLES[0]
    status, headers, body = ask(server, article.url)
    assert status == 200
    assert body == page(article.url).body
    assert server.requests[article.url] >= 1
    connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", article.path, headers={"Host": article.host})
    assert connection.getresponse().read() == body
    connection.request("HEAD", article.path, headers={"Host": article.host})
    answer = connection.getresponse()
    assert (answer.getheader("Content-Length"), answer.read()) == (str(len(body)), b"")
    connection.close()
    assert headers["ETag"]


def test_server_knows_what_has_not_changed(server: SampleServer) -> None:
    _, headers, _ = ask(server, ARTICLES[0].url)
    assert ask(server, ARTICLES[0].url, If_None_Match=headers["ETag"])[::2] == (304, b"")
    assert ask(server, ARTICLES[0].url, If_Modified_Since=headers["Last-Modified"])[0] == 304
    assert ask(server, ARTICLES[0].url, If_None_Match='"other"', If_Modified_Since=headers["Last-Modified"])[0] == 200
    assert ask(server, ARTICLES[1].url, If_None_Match=headers["ETag"])[0] == 200


def test_server_says_what_is_not_there(server: SampleServer) -> None:
    assert ask(server, "http://www.haizhou-portal.example/news/none.htm")[0] == 404
    status, _, body = ask(server, "http://www.elsewhere.example/")
    assert (status, body.decode().split(" is ")[0]) == (502, "www.elsewhere.example")
    assert ask(server, "http://www.haizhou-portal.example/images/spacer.gif")[2] == GIF


def test_server_takes_forms(server: SampleServer) -> None:
    address = "http://gaj.qinghe.example/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=2&perpage=2"
    with opener(server).open(address, data=b"columnid=1230&unitid=4010", timeout=10) as answer:
        assert answer.read().count(b'<a href="/art/') == 2
    with pytest.raises(urllib.error.HTTPError) as error:
        opener(server).open(address, data=b"x" * 20_000, timeout=10)
    assert error.value.code == 413
    error.value.close()


def test_a_browser_finds_all_sites_without_a_proxy(server: SampleServer) -> None:
    for host in HOSTS:
        article = by_host(host)[0]
        with urllib.request.urlopen(server.address(article.url), timeout=10) as answer:
            body = answer.read()
        found = links(Rendered(200, body, ""), host.charset)
        local = [link for link in found if link.startswith("/")]
        assert local
        assert [link for link in local if not link.startswith(f"/{host.host}/")] == []
    with urllib.request.urlopen(server.proxy, timeout=10) as answer:
        front = answer.read().decode()
    assert all(host.host in front for host in HOSTS)


COPIES = {
    "alone": "{title}\n{text}",
    "dated": "{title}\n{source} {stamp}\n\n{text}\n\n责任编辑：某某\n\n上一篇：警方抓获8888人\n下一篇：没有了",
    "stamp-first": "{stamp}\n{title}\n来源:{source}\n{text}\n相 关 新 闻\n·警方抓获8888人\n·警方打掉8888个团伙",
}


@pytest.mark.parametrize("form", COPIES)
def test_copies_of_other_forms_read_the_same(form: str) -> None:
    for article in ARTICLES:
        text = "\n\n".join(article.paragraphs)
        copy = COPIES[form].format(title=article.title, source=article.source, stamp=article.stamp, text=text)
        got = from_pasted(copy, id=article.id)
        assert (got.title, got.text) == (article.title, wanted_text(article)), article.id
        if form != "alone":
            assert got.published == article.published, article.id


@pytest.mark.chromium
def test_what_a_person_copies_out_of_a_browser_reads_the_same() -> None:
    some = [article for host in HOSTS for article in by_host(host)[::4]]
    for article, text in zip(some, copies(some), strict=True):
        got = from_pasted(text, id=article.id)
        assert (got.title, got.published, got.source) == (article.title, article.published, article.source), article.url
        kept = "\n".join(line for line in got.text.split("\n") if line not in UNMARKED)
        assert kept == wanted_text(article), article.url
