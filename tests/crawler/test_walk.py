"""The walk's rules, without a network: when it ends, what it asks for, what it writes down."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from scrapy.http import HtmlResponse

from crawler.lists import Step, family_of
from crawler.site import Site
from crawler.storage import Ledger
from crawler.walk import Bounds, Walk

HOST = "http://police.example"
ENTRY = f"{HOST}/news/index.html"
DAY = datetime(2022, 8, 10, 12, tzinfo=UTC)


class State:
    def __init__(self, fetched_at: datetime) -> None:
        self.fetched_at = fetched_at


class Memory:
    """A store in memory, as much of it as a walk needs."""

    def __init__(self) -> None:
        self.pages: dict[str, State] = {}
        self.marks: dict[str, str] = {}

    def page_state(self, url: str) -> State | None:
        return self.pages.get(url)

    def crawl_mark(self, site: str, key: str) -> str | None:
        return self.marks.get(key)

    def set_crawl_mark(self, site: str, key: str, value: str) -> None:
        self.marks[key] = value


class Lists:
    """A site with numbered lists of made-up articles, and a crawl of it that can be killed."""

    def __init__(self, *pages: list[int], **lists: Any) -> None:
        self.pages = list(pages)
        self.store = Memory()
        self.now = DAY
        self.site = Site.model_validate(
            {
                "name": "plain",
                "title": "某地公安局",
                "kind": "police",
                "level": "county",
                "entries": [ENTRY],
                "lists": {"family": "numbered", **lists},
                "article": r"http://police\.example/news/\d+\.html",
            }
        )

    def response(self, number: int) -> HtmlResponse:
        rows = "".join(f'<li><a href="{n}.html">x</a> 2022-07-{n:02d}</li>' for n in self.pages[number - 1])
        script = f'<script>createPageHTML({len(self.pages)}, 0, "index", "html")</script>'
        return HtmlResponse(ENTRY, body=f"<ul>{rows}</ul>{script}".encode(), encoding="utf-8")

    def crawl(
        self,
        *,
        killed_after: int | None = None,
        failing: tuple[int, ...] = (),
        gone: tuple[int, ...] = (),
        **bounds: date,
    ) -> tuple[list[int], list[int]]:
        """Crawl; give the articles asked for and the list pages read. A killed crawl ends after so many list pages."""
        asked: list[int] = []
        read: list[int] = []
        with time_machine.travel(self.now, tick=False):
            walk = Walk(ENTRY, family_of(self.site), Ledger(self.store, "plain"), Bounds(**bounds))  # type: ignore[arg-type]
            steps = [walk.begin()]
            urls = list(walk.failed)
            while steps:
                step = steps.pop(0)
                read.append(step.number)
                _, wanted, following = walk.read(self.response(step.number), step)
                steps += following
                for url in [*urls, *(link.url for link in wanted)]:
                    asked.append(int(url.rsplit("/", 1)[1].removesuffix(".html")))
                    self.fetch(walk, url, failing=asked[-1] in failing, gone=asked[-1] in gone)
                urls = []
                if len(read) == killed_after:
                    return asked, read
            walk.finish()
        self.now += timedelta(days=1)
        return asked, read

    def fetch(self, walk: Walk, url: str, *, failing: bool, gone: bool) -> None:
        if failing or gone:
            walk.article_failed(url, lasting=gone)
        else:
            walk.failed.pop(url, None)
            self.store.pages[url] = State(self.now)


def test_a_second_crawl_reads_one_list_page_and_asks_for_nothing() -> None:
    lists = Lists([9, 8], [7, 6], [5, 4])
    assert lists.crawl() == ([9, 8, 7, 6, 5, 4], [1, 2, 3])
    assert lists.crawl() == ([], [1])


def test_new_articles_are_fetched_back_to_what_was_known() -> None:
    lists = Lists([5, 4], [3, 2], [1])
    lists.crawl()
    lists.pages = [[9, 8], [7, 6], [5, 4], [3, 2], [1]]
    assert lists.crawl() == ([9, 8, 7, 6], [1, 2, 3])


@pytest.mark.parametrize("killed_after", [1, 2, 3])
def test_a_killed_first_crawl_is_completed(killed_after: int) -> None:
    lists = Lists([9, 8], [7, 6], [5, 4], [3, 2])
    first, _ = lists.crawl(killed_after=killed_after)
    second, read = lists.crawl()
    assert sorted(first + second, reverse=True) == [9, 8, 7, 6, 5, 4, 3, 2]
    assert not set(first) & set(second)
    assert read == [1, 2, 3, 4]
    assert lists.crawl() == ([], [1])


def test_a_killed_later_crawl_is_completed_and_goes_no_further_than_needed() -> None:
    lists = Lists([5, 4], [3, 2], [1])
    lists.crawl()
    lists.pages = [[9, 8], [7, 6], [5, 4], [3, 2], [1]]
    assert lists.crawl(killed_after=1) == ([9, 8], [1])
    lists.now += timedelta(hours=1)
    assert lists.crawl() == ([7, 6], [1, 2, 3])


def test_a_failed_article_is_asked_for_again_without_walking_the_whole_list() -> None:
    lists = Lists([9, 8], [7, 6], [5, 4])
    lists.crawl(failing=(6,))
    assert lists.crawl() == ([6], [1])
    assert lists.crawl() == ([], [1])


def test_an_article_that_is_gone_is_asked_for_once() -> None:
    lists = Lists([9, 8], [7, 6])
    lists.crawl(gone=(8,))
    assert lists.crawl() == ([], [1])


def test_after_five_failures_an_article_is_given_up() -> None:
    lists = Lists([9, 8])
    walk = Walk(ENTRY, family_of(lists.site), Ledger(lists.store, "plain"), Bounds())
    url = f"{HOST}/news/8.html"
    for tries in range(1, 5):
        walk.article_failed(url, lasting=False)
        assert walk.failed == {url: tries}
    walk.article_failed(url, lasting=False)
    assert (walk.failed, walk.dead) == ({}, {url})


def test_since_ends_the_walk_and_is_remembered() -> None:
    lists = Lists([9, 8], [7, 6], [5, 4], [3, 2])
    since = date(2022, 7, 7)
    assert lists.crawl(since=since) == ([9, 8, 7], [1, 2, 3])
    assert lists.crawl(since=since) == ([], [1])
    assert lists.crawl(since=date(2022, 7, 8)) == ([], [1])
    assert lists.crawl() == ([6, 5, 4, 3, 2], [1, 2, 3, 4])
    assert lists.crawl() == ([], [1])


def test_until_leaves_newer_articles_for_another_crawl() -> None:
    lists = Lists([9, 8], [7, 6])
    assert lists.crawl(until=date(2022, 7, 7)) == ([7, 6], [1, 2])
    assert lists.crawl() == ([9, 8], [1, 2])
    assert lists.crawl() == ([], [1])


def test_more_pages_than_before_are_walked_when_the_site_file_allows_them() -> None:
    lists = Lists([9, 8], [7, 6], [5, 4], max_pages=2)
    assert lists.crawl() == ([9, 8, 7, 6], [1, 2])
    lists.site = lists.site.model_copy(update={"lists": lists.site.lists.model_copy(update={"max_pages": 3})})
    assert lists.crawl() == ([5, 4], [1, 2, 3])


def test_a_list_that_repeats_itself_ends() -> None:
    lists = Lists([9, 8], [7, 6], [7, 6], [5])
    assert lists.crawl() == ([9, 8, 7, 6], [1, 2, 3])


def test_a_list_page_is_asked_for_once_though_lists_lead_in_a_circle() -> None:
    lists = Lists([9, 8])
    site = lists.site.model_copy(update={"lists": lists.site.lists.model_copy(update={"family": "links"})})
    walk = Walk(ENTRY, family_of(site), Ledger(lists.store, "plain"), Bounds())

    def read(step: Step, target: str) -> list[Step]:
        html = f'<a href="{step.number}.html">x</a><a href="{target}">下一页</a>'
        return walk.read(HtmlResponse(step.url, body=html.encode(), encoding="utf-8"), step)[2]

    (second,) = read(walk.begin(), "second.html")
    assert read(second, ENTRY) == []
    walk.finish()
    assert set(lists.store.marks) == {ENTRY}


def test_a_mark_of_another_shape_is_no_mark() -> None:
    lists = Lists([9, 8], [7, 6])
    lists.crawl()
    lists.store.marks[ENTRY] = '{"completed": "yesterday"}'
    assert lists.crawl() == ([], [1, 2])


def test_an_unread_list_page_leaves_no_mark() -> None:
    lists = Lists([9, 8], [7, 6])
    walk = Walk(ENTRY, family_of(lists.site), Ledger(lists.store, "plain"), Bounds())
    walk.read(lists.response(1), walk.begin())
    assert walk.unread == [f"{HOST}/news/index_1.html"]
    walk.finish()
    assert lists.store.marks == {}


def sitemap_walk(store: Memory, **bounds: date) -> tuple[list[str], list[str]]:
    """Walk an index of two sitemaps, one a year, fetching what is wanted; give the sitemaps read and the articles."""
    site = Lists([1]).site
    site = site.model_copy(update={"lists": site.lists.model_copy(update={"family": "sitemap"})})
    rows = {
        "index": [("map-2021.xml", "2021-12-31"), ("map-2022.xml", "2022-08-08")],
        "map-2021.xml": [("news/1.html", "2021-05-01")],
        "map-2022.xml": [("news/2.html", "2022-05-01"), ("news/3.html", "2022-08-08")],
    }
    read, articles = [], []
    with time_machine.travel(DAY, tick=False):
        walk = Walk(ENTRY, family_of(site), Ledger(store, "plain"), Bounds(**bounds))  # type: ignore[arg-type]
        steps = [walk.begin()]
        while steps:
            step = steps.pop(0)
            name = step.url.removeprefix(f"{HOST}/") if step.number > 1 else "index"
            read.append(name)
            tag = "url" if step.number > 1 else "sitemap"
            nodes = "".join(
                f"<{tag}><loc>{HOST}/{path}</loc><lastmod>{day}</lastmod></{tag}>" for path, day in rows[name]
            )
            response = HtmlResponse(step.url, body=f"<set>{nodes}</set>".encode(), encoding="utf-8")
            _, wanted, following = walk.read(response, step)
            steps += following
            articles += [link.url.removeprefix(f"{HOST}/news/") for link in wanted]
            store.pages |= {link.url: State(DAY) for link in wanted}
        walk.finish()
    return read, articles


def test_sitemaps_that_have_not_changed_are_not_read_again() -> None:
    store = Memory()
    assert sitemap_walk(store) == (["index", "map-2022.xml", "map-2021.xml"], ["3.html", "2.html", "1.html"])
    assert sitemap_walk(store) == (["index"], [])


def test_sitemaps_before_the_bounds_are_not_read_until_they_are_wanted() -> None:
    store = Memory()
    assert sitemap_walk(store, since=date(2022, 1, 1)) == (["index", "map-2022.xml"], ["3.html", "2.html"])
    assert sitemap_walk(store, since=date(2022, 2, 1)) == (["index"], [])
    assert sitemap_walk(store) == (["index", "map-2022.xml", "map-2021.xml"], ["1.html"])


def test_what_until_leaves_out_of_a_sitemap_is_not_lost() -> None:
    store = Memory()
    assert sitemap_walk(store, until=date(2022, 6, 1))[1] == ["2.html", "1.html"]
    assert sitemap_walk(store)[1] == ["3.html"]
