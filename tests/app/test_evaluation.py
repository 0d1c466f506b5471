"""Scores are worked out by hand from two small reports; the annotated reports must score themselves in full."""

from pathlib import Path
from typing import Any

import pytest

from app.evaluation import VIEWS, Difference, by_id, evaluate
from app.inputs import read_reports
from schema.errors import InputError
from schema.models import Report

GOLD = sorted(Path(__file__).parent.parent.glob("gold/*.jsonl"))


def event(**changes: Any) -> dict[str, Any]:
    base = {"id": "e1", "kind": "operation", "start": "2024-05", "end": "2024-05", "jurisdiction": ["湖北省"]}
    return base | {"offences": ["fraud.loan"], "agencies": ["湖北省公安厅"]} | changes


def fact(number: int, **changes: Any) -> dict[str, Any]:
    base = {"id": f"f{number}", "event": "e1", "measure": "suspects_arrested", "value": number, "qualifier": "exact"}
    return base | {"unit": "person", "quote": f"抓获{number}人"} | changes


def report(events: list[dict[str, Any]], facts: list[dict[str, Any]], id: str = "r1") -> Report:
    return Report.model_validate({"id": id, "text": "抓获", "events": events, "facts": facts})


def counts(gold: Report, predicted: Report) -> dict[str, tuple[int, int, int]]:
    """Give hits, predicted and gold of every view in which the two differ."""
    scores = evaluate({gold.id: gold}, {predicted.id: predicted}).scores
    found = {view: (score.hits, score.predicted, score.gold) for view, score in scores.items()}
    return {view: three for view, three in found.items() if len(set(three)) > 1}


GOLD_REPORT = report([event()], [fact(5), fact(2, part_of="f5")])


def test_same_report_is_right_in_every_view() -> None:
    scores = evaluate({"r1": GOLD_REPORT}, {"r1": GOLD_REPORT}).scores
    assert {view: (score.hits, score.f1) for view, score in scores.items()} == {
        **dict.fromkeys(("number", "qualified", "scoped", "dated", "placed"), (2, 1.0)),
        **dict.fromkeys(("offences", "places", "jurisdiction", "agencies", "event"), (1, 1.0)),
        "names": (0, 0.0),
    }


@pytest.mark.parametrize(
    ("events", "facts", "wrong"),
    [
        ([event()], [fact(5)], dict.fromkeys(("number", "qualified", "scoped", "dated", "placed"), (1, 1, 2))),
        (
            [event()],
            [fact(5, qualifier="over"), fact(2, part_of="f5")],
            dict.fromkeys(("qualified", "scoped", "dated", "placed"), (1, 2, 2)),
        ),
        ([event()], [fact(5), fact(2)], dict.fromkeys(("scoped", "dated", "placed"), (1, 2, 2))),
        ([event(start="2024-05-01", end="2024-05-31")], [fact(5), fact(2, part_of="f5")], {}),
        (
            [event(end="2024-05-30")],
            [fact(5), fact(2, part_of="f5")],
            {"dated": (0, 2, 2), "event": (0, 1, 1)},
        ),
        ([event(places=["湖北省"])], [fact(5), fact(2, part_of="f5")], {}),
        (
            [event(places=["湖北省/武汉市"])],
            [fact(5), fact(2, part_of="f5")],
            {"placed": (0, 2, 2), "places": (0, 1, 1)},
        ),
        (
            [event(offences=["fraud.loan", "drugs"], name="净网")],
            [fact(5), fact(2, part_of="f5")],
            {"offences": (1, 2, 1), "names": (0, 1, 0), "event": (0, 1, 1)},
        ),
        (
            [event(), event(id="e2")],
            [fact(5), fact(2, part_of="f5")],
            {"event": (1, 2, 1)},
        ),
    ],
)
def test_views(events: list[Any], facts: list[Any], wrong: dict[str, tuple[int, int, int]]) -> None:
    assert counts(GOLD_REPORT, report(events, facts)) == wrong


def test_item_counts_only_where_items_are_counted() -> None:
    phones = fact(5, measure="items_seized", item="手机", unit="部")
    computers = fact(5, measure="items_seized", item="电脑", unit="部")
    assert counts(report([event()], [phones]), report([event()], [computers]))["number"] == (0, 1, 1)
    named = fact(5, item="嫌疑人")
    assert counts(report([event()], [fact(5)]), report([event()], [named])) == {}


def test_report_that_was_not_read_is_missed_whole() -> None:
    result = evaluate({"r1": GOLD_REPORT}, {})
    assert (result.reports, result.predicted) == (1, 0)
    assert (result.scores["number"].gold, result.scores["number"].recall) == (2, 0.0)


def test_figures_of_a_known_mixture() -> None:
    score = evaluate({"r1": GOLD_REPORT}, {"r1": report([event()], [fact(5), fact(7), fact(9)])}).scores["number"]
    assert (score.precision, score.recall) == (pytest.approx(1 / 3), pytest.approx(1 / 2))
    assert score.f1 == pytest.approx(0.4)


def test_differences_stand_side_by_side_with_their_quotes() -> None:
    changed = report([event()], [fact(5, qualifier="over", quote="抓获5余人"), fact(2, part_of="f5")])
    result = evaluate({"r1": GOLD_REPORT}, {"r1": changed})
    shown = [difference for difference in result.differences if difference.view == "qualified"]
    missed = ("suspects_arrested", 5, None, "exact")
    extra = ("suspects_arrested", 5, None, "over")
    assert shown == [Difference("r1", "qualified", missed, "抓获5人", extra, "抓获5余人")]


def test_differences_that_have_nothing_in_common_stand_apart() -> None:
    result = evaluate({"r1": GOLD_REPORT}, {"r1": report([event(offences=["drugs"])], [fact(5), fact(2)])})
    shown = [(each.missed, each.extra) for each in result.differences if each.view == "offences"]
    assert shown == [(("fraud.loan",), None), (None, ("drugs",))]


def test_an_id_that_stands_twice_is_refused() -> None:
    with pytest.raises(InputError, match="the id r1 stands twice"):
        by_id([GOLD_REPORT, GOLD_REPORT], "Gold")


def test_a_fact_without_its_event_is_refused() -> None:
    stray = report([event()], [fact(5, event="e9")])
    with pytest.raises(InputError, match="fact f5 belongs to event e9"):
        evaluate({"r1": stray}, {})


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_annotations_with_one_fact_less_a_report(path: Path) -> None:
    gold = by_id(read_reports(path), path.name)
    less = {key: each.model_copy(update={"facts": each.facts[:-1]}) for key, each in gold.items()}
    facts = sum(len(each.facts) for each in gold.values())
    lost = sum(bool(each.facts) for each in gold.values())
    scores = evaluate(gold, less).scores
    for view in VIEWS[:5]:
        assert (scores[view].hits, scores[view].predicted, scores[view].gold) == (facts - lost, facts - lost, facts)
    assert scores["event"].f1 == 1.0


def test_gold_has_every_file() -> None:
    assert [path.stem for path in GOLD] == [f"dev-{letter}" for letter in "abcdefghij"]
