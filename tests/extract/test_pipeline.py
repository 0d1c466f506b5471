"""The whole pipeline: every span stands in the text as it is quoted, whatever the text looks like."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.pipeline import Extractor
from schema.errors import InputError
from schema.models import Article, Report
from schema.vocabulary import kinds, measures, offences, qualifiers
from tests.extract.gold import article, records

FULL_WIDTH = str.maketrans("0123456789,.%()", "０１２３４５６７８９，．％（）")

CHANGES: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "full-width digits": lambda text: text.translate(FULL_WIDTH),
    "ideographic spaces": lambda text: "　　" + text.replace("\n", "\n　　").replace("，", "，　"),
    "no-break spaces": lambda text: text.replace("，", "，\u00a0").replace(",", ",\u00a0"),
    "byte order mark": lambda text: "\ufeff" + text.replace("。", "。\ufeff"),
    "emoji": lambda text: "🚨" + text.replace("。", "。👮🏻‍♂️"),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def check(report: Report) -> None:
    text = report.text
    for fact in report.facts:
        assert fact.start is not None
        assert text[fact.start : fact.end] == fact.quote
        assert fact.quote
    for mention in report.mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.text
    for event in report.events:
        for evidence in event.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize("change", CHANGES)
def test_spans_stand_in_the_text(extractor: Extractor, change: str) -> None:
    facts = 0
    for record in records():
        report = extractor.read(article(record, text=CHANGES[change](record["text"])))
        check(report)
        facts += len(report.facts)
    assert facts > 1000


def test_width_and_line_ends_change_no_number(extractor: Extractor) -> None:
    for record in records()[:40]:
        plain = extractor.read(article(record))
        for change in ("CRLF", "full-width digits"):
            changed = extractor.read(article(record, text=CHANGES[change](record["text"])))
            assert [(f.measure, f.value) for f in changed.facts] == [(f.measure, f.value) for f in plain.facts]


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(
        alphabet=st.one_of(
            st.sampled_from(
                "抓获嫌疑人名起元万亿余多近约,，。；：、\n\r\u3000\u00a0 0123456789.一二三十百千两其中（）“”年月日"
                "警方破获案件涉案金额"
            ),
            st.characters(exclude_categories=["Cs"]),
        ),
        max_size=200,
    ),
    title=st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
def test_any_text_is_read(text: str, title: str) -> None:
    report = Extractor().read(Article(id="x", title=title, published="2019-06-28", text=text))
    check(report)
    assert report.text == text


def test_half_a_character_is_refused(extractor: Extractor) -> None:
    with pytest.raises(InputError, match=r"U\+D800"):
        extractor.read(Article(id="x", text="抓获\ud8003人"))


def test_the_report_keeps_to_the_contract(extractor: Extractor) -> None:
    for record in records():
        report = json.loads(extractor.read(article(record)).to_json())
        assert list(report)[:8] == ["id", "url", "title", "published", "source", "text", "events", "facts"]
        events = {event["id"] for event in report["events"]}
        facts = {fact["id"] for fact in report["facts"]}
        assert len(events) == len(report["events"])
        assert len(facts) == len(report["facts"])
        for event in report["events"]:
            assert event["kind"] in kinds()
            assert all(offences()[code].assigned for code in event["offences"])
        for fact in report["facts"]:
            assert fact["event"] in events
            assert measures()[fact["measure"]].unit is not None
            assert fact["qualifier"] in qualifiers()
            assert fact["part_of"] is None or fact["part_of"] in facts
            assert ("item" in fact) == (fact["measure"] in {"items_seized", "online_removed"})


def test_every_event_holds_a_fact(extractor: Extractor) -> None:
    for record in records():
        report = extractor.read(article(record))
        assert {event.id for event in report.events} == {fact.event for fact in report.facts}


def test_a_text_without_results_gives_no_event(extractor: Extractor) -> None:
    report = extractor.read(Article(id="x", text="民警走进社区,向居民讲解防骗知识。"))
    assert report.events == []
    assert report.facts == []


def test_a_share_points_to_its_whole(extractor: Extractor) -> None:
    report = extractor.read(Article(id="x", published="2020-05-06", text="5月5日,警方抓获嫌疑人20名,其中逃犯3名。"))
    whole, share = report.facts
    assert share.part_of == whole.id


def test_a_total_over_a_period_is_a_campaign(extractor: Extractor) -> None:
    text = "近日,甲县警方捣毁一处赌博窝点,抓获12人。\n今年以来,全县公安机关累计破获赌博案件86起,抓获嫌疑人410名。"
    report = extractor.read(Article(id="x", published="2020-05-06", text=text))
    kind = {event.id: event.kind for event in report.events}
    assert [(fact.value, kind[fact.event]) for fact in report.facts] == [
        (1, "operation"),
        (12, "operation"),
        (86, "campaign"),
        (410, "campaign"),
    ]
    [campaign] = [event for event in report.events if event.kind == "campaign"]
    assert (campaign.start, campaign.end) == ("2020-01-01", "2020-05-06")


def test_a_restatement_is_one_fact(extractor: Extractor) -> None:
    text = "本报讯 一个盗窃团伙落网,25人被抓获。\n据介绍,5月5日,民警收网,抓获嫌疑人25名,缴获手机40部。"
    report = extractor.read(Article(id="x", title="警方抓获25人", published="2020-05-06", text=text))
    assert [fact.value for fact in report.facts if fact.measure == "suspects_arrested"] == [25]
