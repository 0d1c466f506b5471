"""Articles from pages: charsets, titles, days, sources, bodies, pages that hold none."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.article import from_html, from_record
from extract.article.head import read_source
from extract.article.reading import PageLine, article_lines
from extract.article.tree import lines_of, parse
from schema.errors import InputError, PageError, SiteError
from schema.models import Article, ArticleRules
from tests.extract.pages import expected, folders

PAGES = folders("html")
URL = "http://www.lanping.example/a/1.html"
BODY = "岚平县公安局昨日通报，该局破获一起网络诈骗案，抓获犯罪嫌疑人12名，涉案金额300余万元，案件正在审理之中。"


def page(body: str, head: str = "", title: str = "岚平警方破获一起网络诈骗案") -> bytes:
    return f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


def read(body: str, head: str = "", *rules: ArticleRules, url: str = URL, fetched: date | None = None) -> Article:
    return from_html(page(body, head), url=url, rules=rules, fetched=fetched)


def read_page(folder: Path) -> Article:
    wanted = expected(folder)
    body = (folder / "page.html").read_bytes()
    return from_html(body, url=wanted["url"], content_type=wanted["content_type"])


@pytest.mark.parametrize("folder", PAGES, ids=lambda folder: folder.name)
@pytest.mark.parametrize("field", ["title", "published", "source"])
def test_field_of_page(folder: Path, field: str) -> None:
    assert getattr(read_page(folder), field) == expected(folder)[field]


@pytest.mark.parametrize("folder", PAGES, ids=lambda folder: folder.name)
def test_text_of_page(folder: Path) -> None:
    text = read_page(folder).text
    assert text.split("\n") == expected(folder)["text"]
    assert [word for word in expected(folder)["absent"] if word in text] == []


def test_pages_are_raw_bytes_of_several_charsets() -> None:
    undecodable = 0
    for folder in PAGES:
        try:
            (folder / "page.html").read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            undecodable += 1
    assert 2 <= undecodable < len(PAGES)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("来源：海南日报", "海南日报"),
        ("2019-06-28 10:00　来源：海南日报　编辑：某某　【字号 大 中 小】", "海南日报"),
        ("稿源： 岚平政法网   2016年11月21日 10:02:15", "岚平政法网"),
        ("来 源:公安部网站  打印本页", "公安部网站"),
        ("信息来源：清河市公安局字体大小：[大 中 小]", "清河市公安局"),
        ("来源：新华社分享到微信", "新华社"),
        ("来源：公安部刑侦局微博", "公安部刑侦局微博"),
        ("来源：“平安岚平”微信公众号", "“平安岚平”微信公众号"),
        ("来源：China Daily 2019-06-28", "China Daily"),
        ("來源：東湖晚報　列印", "東湖晚報"),
        ("来源：本站原创", None),
        ("来源：", None),
        ("来源：2019-06-28", None),
        ("消息来得突然", None),
    ],
)
def test_source(line: str, wanted: str | None) -> None:
    assert read_source(line) == wanted


@pytest.mark.parametrize(
    ("head", "body", "wanted"),
    [
        ("", f"<h1>岚平警方破案</h1><p>{BODY}</p>", "岚平警方破案"),
        ('<meta property="og:title" content="甲案告破 - 岚平网">', f"<h2>甲案告破</h2><p>{BODY}</p>", "甲案告破"),
        ('<meta name="ArticleTitle" content="乙案告破">', f"<h1>岚平网</h1><p>{BODY}</p>", "乙案告破"),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"丙案告破"}]}</script>',
            f"<h1>岚平网</h1><p>{BODY}</p>",
            "丙案告破",
        ),
        (
            '<script type="application/ld+json">{broken</script>',
            f"<h1>丁案告破全记录</h1><p>{BODY}</p>",
            "丁案告破全记录",
        ),
    ],
)
def test_title(head: str, body: str, wanted: str) -> None:
    assert read(body, head).title == wanted


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("岚平公安抓获12人_社会新闻_岚平网", "岚平公安抓获12人"),
        ("岚平公安抓获12人-岚平网", "岚平公安抓获12人"),
        ("岚平公安抓获12人 - 要闻 - 岚平网", "岚平公安抓获12人"),
        ("岚平网 要闻 岚平公安抓获12人", "岚平公安抓获12人"),
        ("岚平公安——抓获12人|岚平网", "岚平公安——抓获12人"),
        ("1-4月岚平公安抓获12人_岚平网", "1-4月岚平公安抓获12人"),
    ],
)
def test_title_without_the_sites_name(title: str, wanted: str) -> None:
    body = page(f"<div class=bt>{wanted}</div><p>{BODY}</p>", title=title)
    assert from_html(body, url=URL).title == wanted


def test_title_that_metadata_cut_off_is_read_from_the_page() -> None:
    head = '<meta property="og:title" content="岚平警方破获一起特大跨省…">'
    assert (
        read(f"<div>岚平警方破获一起特大跨省网络诈骗案</div><p>{BODY}</p>", head).title
        == "岚平警方破获一起特大跨省网络诈骗案"
    )


TITLE = "<h1>岚平警方破获一起网络诈骗案</h1>"


@pytest.mark.parametrize(
    ("head", "above", "wanted"),
    [
        ('<meta name="PubDate" content="2019-06-28">', "", "2019-06-28"),
        ('<meta name="PubDate" content="2019-06-28">', "<p>发布时间：2019-06-28 10:15</p>", "2019-06-28T10:15"),
        ('<meta name="PubDate" content="2019-06-28 09:00">', "<p>发布时间：2019-06-28</p>", "2019-06-28T09:00"),
        ('<meta name="PubDate" content="2019-06-28">', "<p>发布时间：2012-01-01 10:15</p>", "2019-06-28"),
        ('<meta name="PubDate" content="nothing">', "<p>日期：2019年6月28日</p>", "2019-06-28"),
        ("", "<p>更新时间：2019-07-01 08:00 发布时间：2019-06-28 10:15</p>", "2019-06-28T10:15"),
        ("", "<p>2019-06-28 10:15 岚平网 我要评论(0)</p>", "2019-06-28T10:15"),
        ("", "<p>记者 某某</p>", None),
        ('<script type="application/ld+json">{"pubDate": "2019-06-28T10:15:00"}</script>', "", "2019-06-28T10:15"),
    ],
)
def test_published(head: str, above: str, wanted: str | None) -> None:
    assert read(f"{TITLE}{above}<p>{BODY}</p>", head).published == wanted


def test_a_calendar_at_the_top_is_not_the_day_of_publication() -> None:
    body = f"<div>今天是2026年1月5日 星期一</div>{TITLE}<div>时间：2019-06-28</div><p>{BODY}</p>"
    assert read(body).published == "2019-06-28"


def test_days_in_running_text_are_not_the_day_of_publication() -> None:
    text = f"{BODY}2018年3月9日，警方接到报案。"
    assert read(f"{TITLE}<p>{text}</p>").published is None


def test_lines_of_blocks_breaks_and_white_space() -> None:
    root = parse(
        "<div><p>　　第一段</p>第二\n段<br>第三段&nbsp;尾 <b>粗</b>体  A\n B<pre>一\n二</pre><script>x()</script></div>"
    )
    assert [line.text for line in lines_of(root)] == ["第一段", "第二段", "第三段\u00a0尾 粗体 A B", "一", "二"]


def test_hidden_elements_are_not_read() -> None:
    assert (
        "8888"
        not in read(f"{TITLE}<p>{BODY}</p><p style='display: none'>另有8888人，尚未到案，警方正在追捕之中。</p>").text
    )


@pytest.mark.parametrize(
    "beside",
    [
        "<div class='share'>分享到 <a href=#>微信</a></div>",
        "<p>责任编辑：某某</p>",
        "<p>【编辑:某某】</p>",
        "<p>免责声明：本网转载此文不代表本网立场。</p>",
        "<p>本网站属岚平网版权所有，未经授权禁止复制或建立镜像</p>",
        "<p>[1] [2] [3] 下一页 尾页</p>",
        "<p>【打印本页】【关闭窗口】</p>",
        "<p>图为民警清点赃物。</p>",
        "<figure><img><figcaption>民警清点8888部手机</figcaption></figure>",
        "<center><img src=1.jpg></center><center>民警清点8888部手机</center>",
        "<h3>相关新闻</h3><ul><li><a href=1>警方抓获8888人</a><li><a href=2>警方打掉8888个团伙</a></ul>",
        "<div class='related'>警方抓获8888人</div>",
        "<p>上一篇：<a href=1>警方抓获8888人</a></p>",
        "<iframe src=x>8888</iframe><noscript>8888</noscript>",
    ],
)
def test_what_stands_around_an_article_is_left_out(beside: str) -> None:
    body = f"{TITLE}<p>2019-06-28</p><div id=zoom><p>{BODY}</p>{beside}</div>"
    assert read(body).text == BODY


@pytest.mark.parametrize(
    "line",
    [
        "(记者 某某 通讯员 某某)",
        "□记者 某某 通讯员 某某 报道",
        "★查获酒驾84起、醉驾49起",
        "一、举报什么？",
        "【警方提醒】",
        "时间：3月5日晚",
        "举报电话：110，邮箱：a@b.example",
        "该信息为不实信息，系网民编造。",
        "未经许可使用他人信息的，依法追究责任。",
        "特别提示：如遇诈骗，请拨打96110。",
        "扫描二维码后，张某被骗3000元。",
        "收藏品诈骗是近期高发的手法，请注意。",
        "2024年5月21日",
        "来源于境外的电话，请不要接听，也不要回拨。",
    ],
)
def test_lines_of_the_article_stay(line: str) -> None:
    assert article_lines([PageLine(BODY), PageLine(line)]) == [BODY, line]


def test_a_box_in_the_middle_does_not_end_the_article() -> None:
    box = "<div><b>相关阅读</b><br><a href=1>警方抓获8888人</a></div>"
    assert read(f"{TITLE}<div id=zoom><p>{BODY}</p>{box}<p>案件正在侦办。</p></div>").text == f"{BODY}\n案件正在侦办。"


OLD = ArticleRules(title=[".t1"], body=[".b"], source=[".s1"], valid_until="2015-12-31", source_name="旧网")
NEW = ArticleRules(title=[".t2"], body=[".b"], published=[".d"], source=[".s2"], remove=["i"], source_name="新网")
REDESIGNED = f"<p class=t1>旧题目</p><p class=t2>新题目</p><p class=d>{{}}</p><div class=b>{BODY}<i>插入</i></div>"


@pytest.mark.parametrize(
    ("day", "title", "source"),
    [("2015-12-31", "旧题目", "旧网"), ("2016-01-01", "新题目", "新网"), ("没有", "新题目", "新网")],
)
def test_rules_hold_until_the_day_that_they_say(day: str, title: str, source: str) -> None:
    article = read(REDESIGNED.format(f"发布时间：{day}"), "", OLD, NEW, fetched=date(2024, 5, 6))
    assert (article.title, article.source) == (title, source)


def test_rules_that_find_no_body_give_way_to_newer_ones_and_to_the_general_reader() -> None:
    gone = OLD.model_copy(update={"body": [".nowhere"]})
    assert read(REDESIGNED.format("发布时间：2010-01-01"), "", gone, NEW).title == "新题目"
    assert read(f"{TITLE}<p>{BODY}</p>", "", gone).text == BODY


def test_rules_remove_elements_before_the_body_is_read() -> None:
    assert read(REDESIGNED.format("2020-01-01"), "", NEW).text == BODY


def test_rules_read_metadata_and_attributes() -> None:
    rules = ArticleRules(title=["meta[name=T]"], published=["time"], source=["meta[name=S]"], body=["#b"])
    head = '<meta name="T" content="题目"><meta name="S" content="岚平网">'
    article = read(f'<time datetime="2019-06-28T10:15">前天</time><div id=b>{BODY}</div>', head, rules)
    assert (article.title, article.published, article.source) == ("题目", "2019-06-28T10:15", "岚平网")


def test_a_selector_that_is_none_is_the_site_files_error() -> None:
    with pytest.raises(SiteError, match=r"'p\[' in the rules"):
        read(f"<p>{BODY}</p>", "", ArticleRules(body=["p["]))


@pytest.mark.parametrize(
    ("body", "content_type", "said"),
    [
        (b"", "text/html", "is empty"),
        (b" \n ", "text/html", "is empty"),
        (b"%PDF-1.5 ...", "text/html", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "", "an image"),
        (b"PK\x03\x04....", "", "a ZIP archive or an Office document"),
        (b"....", "image/webp", "an image"),
        (b'{"code": 1}', "application/json", "JSON data"),
        (b"<?xml version='1.0'?><rss><item/></rss>", "text/xml", "XML data"),
        (b"<datastore></datastore>", "text/xml", "XML data"),
        ("没有任何标签的文字".encode(), "", "holds no HTML elements"),
        (page("<p>对不起，您访问的页面不存在或已删除！</p>"), "text/html", "does not exist"),
        (page("<p>请开启JavaScript并刷新该页</p>"), "text/html", "check by script or captcha"),
        (page("<p>为了您的访问安全，请拖动滑块完成安全验证</p>"), "text/html", "check by script or captcha"),
        (page("<script>document.cookie='a=b';location.href='/'</script>", title=""), "text/html", "check by script"),
        (page("<p>请先登录后查看</p>"), "text/html", "asks for a login"),
        (page("<ul><li><a href=1>一条新闻</a><li><a href=2>两条新闻</a></ul>"), "text/html", "holds no article"),
        (b"<html>", "text/html", "holds no article"),
        (b"<!-- -->", "text/html", "no HTML elements"),
    ],
)
def test_pages_without_an_article(body: bytes, content_type: str, said: str) -> None:
    with pytest.raises(PageError, match=said) as error:
        from_html(body, url=URL, content_type=content_type)
    assert str(error.value).endswith(".")
    assert "\n" not in str(error.value)


def test_an_article_about_captchas_is_an_article() -> None:
    text = f"{BODY}嫌疑人让其输入验证码，称页面不存在就重新登录。"
    assert read(f"{TITLE}<p>{text * 4}</p>").text == text * 4


def outcome(body: bytes) -> str:
    """Give the article's text, or the sentence that says why there is none."""
    try:
        return from_html(body, url=URL).text
    except PageError as error:
        return str(error)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_an_article_or_a_sentence(body: bytes) -> None:
    assert outcome(b"<html><p>" + body)


@pytest.mark.parametrize("tag", ["div", "b", "font"])
@pytest.mark.parametrize("depth", [200, 1000])
def test_elements_that_are_never_closed(tag: str, depth: int) -> None:
    assert BODY in read(f"{TITLE}{f'<{tag}>' * depth}<p>{BODY}").text


@pytest.mark.parametrize(
    "line",
    [
        "经核查，该信息不存在，系编造。",
        "不要把验证码告诉陌生人。",
        "对方以安全验证为由索要密码。",
        "网传消息找不到任何来源。",
    ],
)
def test_short_notices_are_no_messages(line: str) -> None:
    assert read(f"{TITLE}<p>{BODY}</p><p>{line}</p>").text == f"{BODY}\n{line}"


def test_id_address_and_place() -> None:
    assert read(f"<p>{BODY}</p>").id == URL
    article = from_html(page(f"<p>{BODY}</p>"), url="", id="x", site_place="甘肃省/天水市")
    assert (article.id, article.url, article.site_place) == ("x", None, "甘肃省/天水市")
    assert len(from_html(page(f"<p>{BODY}</p>"), url="").id) == 16


def test_record() -> None:
    line = (
        '{"id": 7, "title": "题", "published": "2019-06-28T08:30", "source": null, "text": " 一\\n二", "events": [1]}'
    )
    assert from_record(json.loads(line)) == Article(id="7", title="题", published="2019-06-28T08:30", text=" 一\n二")


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"id": "a"}, "'a' has no text"),
        ({"text": "  "}, "blank text"),
        ({"text": 5}, "a text of type int"),
        ({"text": "一", "title": ["x"]}, "title is of type list"),
        ({"text": "一", "id": 1.5}, "an id of type float"),
        ({"text": "一", "published": "2019-06-31"}, "'2019-06-31' is no day"),
        ({"text": "一", "published": "28.06.2019"}, "is no day"),
        ({"text": "一", "published": "2019-06"}, "is no day"),
        ({"text": "一", "published": "20190628T0"}, "is no day"),
    ],
)
def test_records_that_do_not_fit(record: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        from_record(record)
