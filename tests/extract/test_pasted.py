"""Articles from pages that a person copied whole out of a browser."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.article import from_pasted
from schema.errors import PageError
from tests.extract.pages import expected, folders

PAGES = folders("pasted")
BODY = "岚平县公安局昨日通报，该局破获一起网络诈骗案，抓获犯罪嫌疑人12名，涉案金额300余万元，案件正在审理之中。"
TITLE = "岚平警方破获一起网络诈骗案"


@pytest.mark.parametrize("folder", PAGES, ids=lambda folder: folder.name)
@pytest.mark.parametrize("field", ["title", "published", "source"])
def test_field_of_copy(folder: Path, field: str) -> None:
    article = from_pasted((folder / "page.txt").read_text(encoding="utf-8"), id="x")
    assert getattr(article, field) == expected(folder)[field]


@pytest.mark.parametrize("folder", PAGES, ids=lambda folder: folder.name)
def test_text_of_copy(folder: Path) -> None:
    text = from_pasted((folder / "page.txt").read_text(encoding="utf-8"), id="x").text
    assert text.split("\n") == expected(folder)["text"]
    assert [word for word in expected(folder)["absent"] if word in text] == []


@pytest.mark.parametrize(
    ("above", "published", "source"),
    [
        ("发布时间：2019-06-28", "2019-06-28", None),
        ("(2014-3-5 7:08:09)  来源:某市公安网  打印本页", "2014-03-05T07:08", "某市公安网"),
        ("来源：岚平晚报\n2019-06-28 10:15", "2019-06-28T10:15", "岚平晚报"),
        ("2019-06-28 10:15:02　岚平晚报　字号：T|T", "2019-06-28T10:15", "岚平晚报"),
        ("时间：2019年6月28日 点击：1234次 作者：佚名", "2019-06-28", None),
        ("2019年06月28日10:15 | 来源：岚平日报", "2019-06-28T10:15", "岚平日报"),
        ("平安岚平\n2019-06-28 10:15\n岚平", "2019-06-28T10:15", "平安岚平"),
    ],
)
def test_head(above: str, published: str, source: str | None) -> None:
    article = from_pasted(f"首页 新闻 法治 社会\n{TITLE}\n{above}\n{BODY}\n警方正在追捕其他嫌疑人。", id="x")
    assert (article.title, article.published, article.source) == (TITLE, published, source)
    assert article.text == f"{BODY}\n警方正在追捕其他嫌疑人。"


@pytest.mark.parametrize(
    "heading",
    [
        "相关新闻",
        "相 关 新 闻",
        "【相关阅读】",
        "新闻推荐",
        "新 闻 推 荐",
        "最新图片",
        " 资讯快递",
        "热点新闻排行榜",
        "24小时点击排行",
        "猜你喜欢",
        "推荐阅读：",
        "延伸阅读",
        "上一篇：某某",
        "网友评论",
        "评论(3)",
        "版权所有 岚平网",
        "免责声明：本站转载，不代表本站观点。",
        "主办单位：岚平县公安局",
    ],
)
def test_what_follows_an_article_is_left_out(heading: str) -> None:
    text = f"{TITLE}\n2019-06-28\n{BODY}\n{heading}\n·警方抓获8888人\n·警方打掉8888个团伙\n·局长强调8888\n"
    assert from_pasted(text, id="x").text == BODY


def test_a_list_of_headlines_without_a_heading_is_left_out() -> None:
    rows = "\n".join(f"岚平警方近日一举抓获{number}名嫌疑人" for number in (8881, 8882, 8883, 8884))
    assert from_pasted(f"{TITLE}\n2019-06-28\n{BODY}\n{rows}", id="x").text == BODY
    rows = "\n".join(f"岚平警方抓获{number}人 2019-06-2{number % 10}" for number in (8881, 8882))
    assert from_pasted(f"{TITLE}\n2019-06-28\n{BODY}\n{rows}", id="x").text == BODY


@pytest.mark.parametrize(
    "tail",
    [
        "▫止付银行账户18个、资金80余万元\n▫拨打预警电话近4000个\n▫劝阻群众2950人次\n▫走访社区12个",
        "新闻链接\n如何识别诈骗\n凡是要求先交手续费、保证金才能放款的，都是诈骗，请市民不要相信，更不要转账。",
        "(记者 某某 通讯员 某某)",
        "清河市公安局\n2019年6月28日",
        "张某，男，31岁；\n李某，男，42岁。",
    ],
)
def test_the_end_of_an_article_stays(tail: str) -> None:
    assert from_pasted(f"{TITLE}\n2019-06-28\n{BODY}\n{tail}", id="x").text == f"{BODY}\n{tail}"


def test_names_of_pictures_are_left_out() -> None:
    names = "微信图片_20210203040506.jpg\ntimg (1).jpg\nu=62498065,35&fm=26&gp=0.jpg\n1/5\n点击查看大图"
    assert from_pasted(f"{TITLE}\n2019-06-28\n{BODY}\n{names}\n{BODY}", id="x").text == f"{BODY}\n{BODY}"


@pytest.mark.parametrize(
    ("foot", "source"),
    [
        ("本网站属岚平县委政法委、岚平长安网版权所有，未经授权禁止复制或建立镜像", "岚平长安网"),
        ("版权所有：岚平县公安局", "岚平县公安局"),
        ("主办：岚平县公安局 承办：岚平县公安局办公室", "岚平县公安局"),
        ("此稿件为转载，稿件来源为: 岚平晚报。", "岚平晚报"),
        ("友情链接", None),
    ],
)
def test_source_from_the_foot_of_the_page(foot: str, source: str | None) -> None:
    assert from_pasted(f"{TITLE}\n2019-06-28\n{BODY}\n{foot}", id="x").source == source


def test_an_article_alone() -> None:
    article = from_pasted(f"{BODY}\n{BODY}", id="x")
    assert (article.title, article.published, article.text) == ("", None, f"{BODY}\n{BODY}")
    article = from_pasted(f"{TITLE}\n{BODY}", id="x")
    assert (article.title, article.text) == (TITLE, BODY)


def test_spaces_inside_a_paragraph_stay() -> None:
    line = f"　　本报讯　{BODY}\u00a0 完 "
    assert from_pasted(f"{TITLE}\r\n2019-06-28\r\n{line}\r\n", id="x").text == f"本报讯　{BODY}\u00a0 完"


@pytest.mark.parametrize("text", ["", " \n　\n", "\ufeff", "首页 新闻 体育 财经\n登录 注册\n更多", "2019-06-28"])
def test_texts_without_an_article(text: str) -> None:
    with pytest.raises(PageError, match=r"\.$"):
        from_pasted(text, id="x")


def outcome(text: str) -> str:
    """Give the article's text, or the sentence that says why there is none."""
    try:
        return from_pasted(text, id="x").text
    except PageError as error:
        return str(error)


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [TITLE, BODY, "2019-06-28", "相关新闻", "·抓获3人", "首页 > 正文", "来源：岚平网", "评论", "1/5"]
            ),
            st.text(max_size=40),
        )
    )
)
def test_any_text_gives_an_article_or_a_sentence(lines: list[str]) -> None:
    text = outcome("\n".join(lines))
    assert text
    assert [line for line in text.split("\n") if not line or line != line.strip()] == []
