"""Any text is read without an error, and every span that is given stands in it: cut off, shuffled, sprinkled with signs."""

import random
from pathlib import Path

import pytest

from app.inputs import read_reports
from extract.pipeline import Extractor
from schema.models import Article, Report

GOLD = [report for path in sorted(Path(__file__).parent.parent.glob("gold/*.jsonl")) for report in read_reports(path)]
SIGNS = "0123456789一二两三十百千万亿余多月日年第零〇.,-~至、“”《》()（）%\n\t 　😀\u200b\U00020000"
EACH = 25


def mangle(text: str, chance: random.Random) -> str:
    """Give a text as nobody would write it."""
    first, last = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    characters = list(text)
    match chance.randrange(5):
        case 0:
            return text[first:last]
        case 1:
            for _ in range(20):
                left, right = chance.randrange(len(text)), chance.randrange(len(text))
                characters[left], characters[right] = characters[right], characters[left]
        case 2:
            for _ in range(40):
                characters[chance.randrange(len(text))] = chance.choice(SIGNS)
        case 3:
            return text[first:last] + text[:first][::-1]
        case _:
            return text.replace("。", "").replace(",", "").replace("，", "")
    return "".join(characters)


def check_spans(report: Report) -> None:
    """Fail where a span does not hold the words that it should."""
    for fact in report.facts:
        assert (fact.start, fact.end) != (None, None), fact
        assert report.text[fact.start : fact.end] == fact.quote, fact
    for mention in report.mentions:
        assert report.text[mention.start : mention.end] == mention.text, mention
    for event in report.events:
        for evidence in event.evidence:
            assert report.text[evidence.start : evidence.end] == evidence.quote, evidence
    ids = {fact.id for fact in report.facts}
    assert {fact.part_of for fact in report.facts if fact.part_of} <= ids
    assert {fact.event for fact in report.facts} <= {event.id for event in report.events}


@pytest.mark.parametrize("seed", range(16))
def test_mangled_text_is_read(seed: int) -> None:
    chance = random.Random(seed)
    extractor = Extractor()
    for _ in range(EACH):
        chosen = chance.choice(GOLD)
        title = chance.choice([chosen.title, "", mangle(chosen.title or "一", chance)])
        published = chance.choice([chosen.published, None, "2024-02-29", "2024-02-29T08:30"])
        text = mangle(chosen.text, chance) or "。"
        report = extractor.read(Article(id="x", title=title, published=published, source=chosen.source, text=text))
        assert (report.text, report.title) == (text, title)
        check_spans(report)
        assert Report.model_validate_json(report.to_json()) == report


def test_gold_spans_stand_in_the_text() -> None:
    extractor = Extractor()
    for chosen in GOLD:
        check_spans(
            extractor.read(Article(id=chosen.id, title=chosen.title, published=chosen.published, text=chosen.text))
        )
