"""What the sentences of a text are for: news, advice, plans, denials, statistics."""

import re
from dataclasses import dataclass
from functools import cache

from extract.wordlist import Words
from schema.lexicon import read_lexicon

SENTENCE = re.compile(r"[^。!?;\n]*[。!?;\n]?")
NUMBER = re.compile(r"[0-9一二两三四五六七八九十百千万]")
CLAUSE_ENDS = "。!?;,:\n"

SCOPES = ("result", "total", "charge", "statistic", "tip", "plan", "denied", "past")
REACHES = ("sentence", "paragraph", "clause")
ASIDE = ("tip", "plan", "denied")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a view; `paragraph` is where its paragraph begins.

    `aside` says that it is about something else than the report's own news, `figures` that it does so only because it
    compares figures; `result` that it says with a number what was achieved or happened; `total` that this covers a period;
    `charge` that it says what people are charged with.
    """

    start: int
    end: int
    paragraph: int
    aside: bool
    figures: bool
    result: bool
    total: bool
    charge: bool


@cache
def cues() -> Words[tuple[str, str]]:
    """Give the cues with their scope and their reach."""
    codes = {"scope": SCOPES, "reach": REACHES}
    rows = read_lexicon(__package__, "scopes.tsv", ordered=True, codes=codes)
    return Words([(row["cue"], (row["scope"], row["reach"])) for row in rows])


def sentences(text: str) -> list[Sentence]:
    """Part a view into its sentences; together they cover the text."""
    found: list[Sentence] = []
    paragraph = 0
    advice = False
    for match in SENTENCE.finditer(text):
        start, end = match.span()
        if start == end:
            continue
        said = {cue for _, _, cue in cues().find(text, start, end)}
        scopes = {scope for scope, reach in said if reach != "clause"}
        aside = advice or not scopes.isdisjoint(ASIDE)
        result = "result" in scopes
        figures = not aside and "statistic" in scopes and not result
        counted = result and NUMBER.search(text, start, end) is not None
        found.append(
            Sentence(start, end, paragraph, aside or figures, figures, counted, "total" in scopes, "charge" in scopes)
        )
        advice = advice or any(reach == "paragraph" for _, reach in said)
        if text[end - 1] == "\n":
            advice = False
            paragraph = end
    return found


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Give start and end of the clauses that hold `start:end`."""
    left = max(text.rfind(sign, 0, start) for sign in CLAUSE_ENDS) + 1
    ends = [at for sign in CLAUSE_ENDS if (at := text.find(sign, end)) >= 0]
    return left, min(ends, default=len(text))


def about_the_past(text: str, start: int, end: int) -> bool:
    """Say whether the words at `start:end` stand in a clause about an earlier conviction."""
    return any(reach == "clause" for _, _, (_, reach) in cues().find(text, *clause(text, start, end)))
