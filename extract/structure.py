"""Sentences, clauses and paragraphs of a view, as offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SENTENCE_END = re.compile(r"[。!?！？;；\n…]+[”’」』)）]*")
CLAUSE_END = re.compile(r"(?<!\d)[,，:：]|[,，:：](?!\d)|——|[。!?！？;；\n]")
PARAGRAPH_END = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text."""

    start: int
    end: int


def _cut(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Stretch]:
    at = start
    for match in pattern.finditer(text, start, end):
        if match.start() > at:
            yield Stretch(at, match.start())
        at = match.end()
    if at < end:
        yield Stretch(at, end)


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[Stretch]:
    """Cut a text at its line feeds."""
    return list(_cut(PARAGRAPH_END, text, start, len(text) if end is None else end))


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Stretch]:
    """Cut a text into sentences; a semicolon ends one, since verbs do not reach beyond it."""
    return list(_cut(SENTENCE_END, text, start, len(text) if end is None else end))


def clauses(text: str, start: int, end: int) -> list[Stretch]:
    """Cut a sentence at its commas and colons (not inside a number: 1,234)."""
    return list(_cut(CLAUSE_END, text, start, end))
