"""Stored pages become reports: in one process or several, once, and again where they changed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import main
from app.reading import find_article, read_pages
from app.settings import read_settings
from app.work import read_and_link
from crawler.site import Site
from db.query import find_facts
from db.store import Store, open_store
from schema.models import ArticleRules, Page

MOMENT = datetime(2024, 6, 1, tzinfo=UTC)
WORDS = "5月30日，武汉市公安局破获一起电信网络诈骗案，抓获犯罪嫌疑人{count}名，涉案金额1200余万元。"


def page(name: str, count: int, *, site: str | None = None, charset: str = "utf-8") -> Page:
    text = f"""<html><head><meta charset="{charset}"><title>武汉警方通报一起案件</title></head><body>
        <h1>武汉警方通报一起案件</h1><div class="info">2024-05-31 来源：武汉公安</div>
        <div id="content"><p>{WORDS.format(count=count)}</p><p>案件正在进一步侦办之中，警方提醒广大市民提高警惕。</p></div>
        </body></html>"""
    url = f"http://news.example/2024/{name}.html"
    return Page(url=url, final_url=url, site=site, fetched_at=MOMENT, status=200, body=text.encode(charset))


EMPTY = Page(
    url="http://news.example/empty.html",
    final_url="http://news.example/empty.html",
    fetched_at=MOMENT,
    status=200,
    body="<html><body><a href='/'>首页</a></body></html>".encode(),
)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    url = "sqlite:///read.db"
    monkeypatch.setenv("BLOTTER_DATABASE_URL", url)
    with open_store(url) as store:
        for number in range(1, 4):
            store.store_page(page(f"t{number}", number + 10))
        store.store_page(EMPTY)
    return url


def arrested(store: Store) -> dict[str, int]:
    rows = find_facts(store, limit=None)
    return {row.url.rpartition("/")[2]: int(row.value) for row in rows if row.measure == "suspects_arrested"}


def test_pages_are_read_once(database: str) -> None:
    with open_store(database) as store:
        first = read_pages(store, read_settings())
        assert first.counts == {"new": 3, "same": 0, "replaced": 0, "unreadable": 1}
        assert [url for url, _ in first.unreadable] == ["http://news.example/empty.html"]
        assert arrested(store) == {"t1.html": 11, "t2.html": 12, "t3.html": 13}
        assert read_pages(store, read_settings()).pages == 0
        again = read_pages(store, read_settings(), everything=True)
        assert again.counts == {"new": 0, "same": 3, "replaced": 0, "unreadable": 1}


def test_several_processes_read_the_same(database: str) -> None:
    with open_store(database) as store:
        found = read_pages(store, read_settings(workers=2))
        assert found.counts["new"] == 3
        assert [report.url for report in found.new] == [
            f"http://news.example/2024/t{number}.html" for number in (1, 2, 3)
        ]
        assert arrested(store) == {"t1.html": 11, "t2.html": 12, "t3.html": 13}


def test_edited_page_is_read_again_and_the_change_told(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    read_and_link(read_settings())
    with open_store(database) as store:
        assert store.store_page(page("t1", 19)) == "edited"
    assert main.call(["extract"]) == 0
    shown = capsys.readouterr().out
    assert "suspects_arrested · 11 · - · exact" in shown
    assert "suspects_arrested · 19 · - · exact" in shown
    with open_store(database) as store:
        assert arrested(store) == {"t1.html": 19, "t2.html": 12, "t3.html": 13}


def test_command_reads_and_prints_what_is_new(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.call(["extract"]) == 0
    shown = capsys.readouterr()
    assert "New: 3 reports" in shown.out
    assert "≥1,200万" in shown.out
    assert "blotter: http://news.example/empty.html: " in shown.err
    assert main.call(["extract", "--all"]) == 0
    assert "New" not in capsys.readouterr().out


def test_site_gives_rules_place_charset_and_a_name_for_the_source() -> None:
    site = Site.model_validate(
        {"name": "wuhan", "title": "武汉公安网", "place": "湖北省/武汉市", "kind": "police", "level": "prefecture"}
        | {"entries": ["http://news.example/"], "lists": {"family": "links"}, "article": ".*", "encoding": "gb18030"}
        | {"rules": [ArticleRules(body=["#other"])]}
    )
    body = page("t1", 11).body.decode().replace('<meta charset="utf-8">', "").replace("来源：武汉公安", "")
    other = (
        '<div id="other"><p>全市公安机关五月份破获各类案件300起，抓获嫌疑人200名，追回赃款500万元。</p></div></body>'
    )
    fetched = page("t1", 11, site="wuhan").model_copy(update={"body": body.replace("</body>", other).encode("gb18030")})
    article = find_article(fetched, site)
    assert article.text.startswith("全市公安机关五月份破获")
    assert (article.source, article.site_place) == ("武汉公安网", "湖北省/武汉市")


def test_pages_of_the_sample_are_read_as_well_as_their_texts(capsys: pytest.CaptureFixture[str]) -> None:
    from tests.app.test_evaluation import GOLD

    def right(*options: str) -> int:
        assert main.call(["eval", *map(str, GOLD), *options]) == 0
        shown = capsys.readouterr().out
        assert "140 reports, 140 read" in shown
        (row,) = [line.split() for line in shown.splitlines() if line.split()[:1] == ["placed"]]
        return int(row[-1])

    assert right("--through-pages") >= 0.99 * right()
