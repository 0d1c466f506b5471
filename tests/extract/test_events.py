"""Events: kind, time, region, places, agencies and offences of results, and which result is a share of which."""

import pytest

from extract.pipeline import Extractor
from schema.models import Article, Event, Report

EXTRACTOR = Extractor()


def read(text: str, *, title: str = "", published: str | None = "2020-05-21") -> Report:
    article = Article(id="x", title=title, published=published, site_place="湖南省/长沙市", text=text)
    return EXTRACTOR.read(article)


def only_event(text: str) -> Event:
    [event] = read(text).events
    return event


def shares(text: str) -> list[tuple[int, int | None]]:
    """Give the value of each fact, and of the fact that it is a share of."""
    facts = read(text).facts
    value = {fact.id: int(fact.value) for fact in facts}
    return [(value[fact.id], value[fact.part_of] if fact.part_of else None) for fact in facts]


# Kinds


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("5月5日,长沙警方收网,抓获嫌疑人31名。", "operation"),
        ("近日,长沙警方打掉一个诈骗团伙。", "operation"),
        ("在“蓝盾一号”行动中,长沙警方抓获嫌疑人31名。", "operation"),
        ("今年以来,长沙警方抓获嫌疑人31名。", "campaign"),
        ("今年1至4月,长沙警方破获案件120起。", "campaign"),
        ("专项行动开展以来,截至5月20日,长沙警方抓获嫌疑人300名。", "campaign"),
        ("全市公安机关累计破获案件9800起。", "campaign"),
        ("5月3日,市民刘女士被骗8万元。", "incident"),
        ("长沙警方日均劝阻群众35人。", "context"),
        ("去年同期,全市破获此类案件210起。", "context"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert only_event(text).kind == kind


def test_a_story_that_the_police_solved_is_one_operation() -> None:
    event = only_event("5月3日,刘女士被骗8万元。接报后,长沙警方于5月5日抓获嫌疑人3名。")
    assert (event.kind, event.start) == ("operation", "2020-05-05")


def test_only_the_number_compared_with_is_context() -> None:
    report = read("今年1至4月,全市破获案件310起,比去年同期的420起少了一成。")
    kind = {event.id: event.kind for event in report.events}
    assert [(int(fact.value), kind[fact.event]) for fact in report.facts] == [(310, "campaign"), (420, "context")]


def test_a_comparison_makes_no_context_of_results() -> None:
    assert only_event("今年1至4月,全市破获案件310起,比去年同期上升两成。").kind == "campaign"


def test_an_average_makes_no_context_of_the_next_clause() -> None:
    report = read("今年以来,警方日均劝阻群众35人,共挽回损失800万元。")
    kind = {event.id: event.kind for event in report.events}
    assert [kind[fact.event] for fact in report.facts] == ["context", "campaign"]


# Time


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("5月5日,长沙警方收网,抓获嫌疑人25名。", "2020-05-05", "2020-05-05"),
        ("5月5日至7日,长沙警方集中收网,抓获嫌疑人25名。", "2020-05-05", "2020-05-07"),
        # the announcement and the report of the crime are other days
        ("5月20日,长沙市公安局召开新闻发布会:警方抓获嫌疑人25名。", None, None),
        ("4月10日,长沙市公安局接到报案。5月5日,警方收网,抓获嫌疑人25名。", "2020-05-05", "2020-05-05"),
        # the years of the crime are not those of the arrests
        ("2018年以来,该团伙作案50起。5月5日,长沙警方抓获嫌疑人6名。", "2020-05-05", "2020-05-05"),
        ("近日,长沙警方抓获嫌疑人25名。", None, None),
        # campaigns
        ("今年以来,长沙警方破获案件120起。", "2020-01-01", "2020-05-21"),
        ("今年1至4月,长沙警方破获案件120起。", "2020-01", "2020-04"),
        ("2019年以来,全省公安机关破获案件1.2万起。", "2019-01-01", "2020-05-21"),
        ("4月1日,长沙市公安局启动“护民”专项行动。目前,已抓获嫌疑人210名。", "2020-04-01", "2020-05-21"),
    ],
)
def test_days_of_results(text: str, start: str | None, end: str | None) -> None:
    event = only_event(text)
    assert (event.start, event.end) == (start, end)


def test_a_count_holds_as_of_the_day_that_the_text_says() -> None:
    [until, plain] = [read(text).facts[0] for text in ("截至5月18日,警方抓获嫌疑人300名。", "警方抓获嫌疑人300名。")]
    assert (until.as_of, plain.as_of) == ("2020-05-18", None)


def test_now_is_the_day_of_publication_and_says_no_day_of_arrests() -> None:
    report = read("目前,警方已抓获嫌疑人30名。")
    assert report.facts[0].as_of == "2020-05-21"
    assert (report.events[0].start, report.events[0].end) == (None, None)


def test_without_a_day_of_publication_nothing_is_invented() -> None:
    [event] = read("今年以来,长沙警方破获案件120起。", published=None).events
    assert (event.start, event.end) == (None, None)


# Several events


def test_bodies_of_two_regions_make_two_events() -> None:
    report = read("5月5日,长沙市公安局抓获嫌疑人12名。\n5月20日,株洲市公安局抓获嫌疑人8名。")
    assert [(event.start, event.jurisdiction) for event in report.events] == [
        ("2020-05-05", ["湖南省/长沙市"]),
        ("2020-05-20", ["湖南省/株洲市"]),
    ]


def test_a_partner_makes_no_second_region() -> None:
    event = only_event("5月5日,长沙市公安局联合株洲市公安局抓获嫌疑人9名。")
    assert event.jurisdiction == ["湖南省/长沙市"]
    assert event.agencies == ["长沙市公安局", "株洲市公安局"]


@pytest.mark.parametrize(
    ("body", "region"),
    [
        ("柬埔寨警方在金边", "湖南省/长沙市"),  # abroad nobody answers for a report of the city's police
        ("浏阳市公安局在当地", "湖南省/长沙市/浏阳市"),
        ("湖南省公安厅在当地", "湖南省/长沙市"),  # the province only stands above
    ],
)
def test_whose_region_answers(body: str, region: str) -> None:
    event = only_event(f"长沙市公安局通报,5月5日,{body}抓获嫌疑人12名。")
    assert event.jurisdiction == [region]


def test_one_case_told_over_several_days_is_one_event() -> None:
    event = only_event("5月5日,长沙警方打掉一个诈骗团伙,抓获12人。\n5月9日,民警又抓获嫌疑人3名。")
    assert (event.start, event.end) == ("2020-05-05", "2020-05-09")


# Places, agencies, offences


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "5月5日,长沙市公安局民警赶赴云南省昆明市、广东省深圳市,抓获嫌疑人12名。",
            ["云南省/昆明市", "广东省/深圳市"],
        ),
        ("5月5日,长沙警方在柬埔寨金边捣毁窝点2处。", ["柬埔寨/金边"]),
        ("5月5日,长沙警方抓获嫌疑人12名,受害人遍布云南省、广东省。", []),
        ("5月5日,长沙警方抓获云南省昆明市人李某等12人。", []),
    ],
)
def test_places_of_action(text: str, places: list[str]) -> None:
    assert only_event(text).places == places


def test_police_of_a_place_count_only_where_no_body_of_it_is_named() -> None:
    named = "5月5日,长沙市公安局收网,长沙警方抓获嫌疑人9名。"
    assert only_event(named).agencies == ["长沙市公安局"]
    assert only_event("5月5日,长沙警方抓获嫌疑人9名。").agencies == ["长沙警方"]


def test_a_court_is_no_agency() -> None:
    event = only_event("5月5日,长沙市岳麓区人民法院判处12名被告人有期徒刑。")
    assert event.agencies == []
    assert event.start == "2020-05-05"


def test_offences_are_those_of_the_own_event() -> None:
    report = read("5月5日,长沙市公安局抓获盗窃嫌疑人12名。\n5月20日,株洲市公安局抓获诈骗嫌疑人8名。")
    assert [event.offences for event in report.events] == [["theft"], ["fraud"]]


def test_the_name_of_an_operation_is_kept_without_its_marks() -> None:
    assert only_event("在“蓝盾一号”行动中,长沙警方抓获嫌疑人31名。").name == "蓝盾一号"
    assert only_event("长沙警方抓获绰号“老鬼”的嫌疑人等31名。").name is None


# Shares


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("抓获嫌疑人20名,其中逃犯3名。", [(20, None), (3, 20)]),
        # what happened next to the same people is no share unless the words say so
        ("抓获嫌疑人20名,刑拘12人。", [(20, None), (12, None)]),
        ("抓获嫌疑人46人(其中刑拘31人、行政拘留15人)。", [(46, None), (31, 46), (15, 46)]),
        (
            "抓获20人,其中12人被刑拘、5人取保候审、3人行政拘留。",
            [(20, None), (12, 20), (5, 20), (3, 20)],
        ),
        ("抓获46人,其中刑拘31人,缴获手机15部。", [(46, None), (31, 46), (15, None)]),
        # a breakdown that adds up
        ("破获案件20起:盗窃案17起,抢劫案3起。", [(20, None), (17, 20), (3, 20)]),
        ("破获案件20起,去年破获案件17起。", [(20, None), (17, None)]),
        # a breakdown by kind of crime
        (
            "今年以来,全市破获诈骗案件86起,其中刷单类50起、冒充客服类20起、虚假贷款类16起。",
            [(86, None), (50, 86), (20, 86), (16, 86)],
        ),
        # a share is never more than its whole
        ("抓获嫌疑人3名,其中逃犯20名。", [(3, None), (20, None)]),
    ],
)
def test_shares(text: str, wanted: list[tuple[int, int | None]]) -> None:
    assert shares(text) == wanted


# Restatements


def values(text: str, title: str = "") -> list[int]:
    return [int(fact.value) for fact in read(text, title=title).facts]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("一个团伙被打掉,25人落网。\n5月5日,警方收网,抓获嫌疑人25名。", [1, 25]),
        # in one paragraph it is another number
        ("警方抓获嫌疑人25名,此后又抓获嫌疑人25名。", [25, 25]),
        # small numbers meet by chance
        ("长沙警方抓获嫌疑人2名。\n株洲市公安局抓获嫌疑人2名。", [2, 2]),
        # the rough form of an exact number, and a number that is no form of it
        ("警方抓获嫌疑人近百名。\n5月5日,警方收网,抓获嫌疑人98名。", [98]),
        ("警方抓获嫌疑人近百名。\n5月5日,警方收网,抓获嫌疑人61名。", [100, 61]),
        # another measure
        ("警方抓获嫌疑人25名。\n目前,25人已被刑拘。", [25, 25]),
    ],
)
def test_restatements(text: str, wanted: list[int]) -> None:
    assert values(text) == wanted


def test_a_number_of_the_title_alone_is_no_fact() -> None:
    assert values("5月5日,警方收网。", title="抓获嫌疑人25名") == []
    assert values("5月5日,警方收网,抓获嫌疑人25名。", title="抓获嫌疑人25名") == [25]


# Evidence


def test_the_words_behind_an_event_are_quoted() -> None:
    event = only_event("5月5日,长沙市公安局抓获盗窃嫌疑人12名。")
    said = {(evidence.field, evidence.value): evidence.quote for evidence in event.evidence}
    assert said["start", "2020-05-05"] == "5月5日"
    assert said["agencies", "长沙市公安局"] == "长沙市公安局"
    assert said["offences", "theft"] == "盗窃"
