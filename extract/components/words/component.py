"""Words of the sentences that can hold a fact, with boundaries where a recogniser found something."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from functools import cache
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.carrier import Hits
from extract.components.words.segmenter import segmenter
from extract.view import view
from extract.wordlist import Words as WordList
from schema.lexicon import read_lexicon

SENTENCE = re.compile(r"[^。!?;\n]*[。!?;]*[”』」)]*\n?")
"""A sentence of a view, with the signs that end it."""

WORTH = ("quantities",)


@cache
def police_words() -> WordList[None]:
    """Give the words of police reports that are kept whole."""
    return WordList((row["word"], None) for row in read_lexicon(__package__, "police.tsv", ordered=True))


def segment(text: str) -> list[str]:
    """Give the words of a text; joined, they are the text again (white space is a word of its own).

    >>> segment("警方抓获犯罪嫌疑人。")
    ['警方', '抓获', '犯罪嫌疑人', '。']
    """
    return [text[start:end] for start, end in split(view(text))]


def split(text: str, cuts: Iterable[int] = ()) -> list[tuple[int, int]]:
    """Give start and end of each word in a view; the words cover it, and none reaches across one of `cuts`.

    The field's own words stand whole, unless a cut runs through them; the segmenter parts what stands between.
    """
    forced = set(cuts)
    whole = set()
    for start, end, _ in police_words().find(text):
        if forced.isdisjoint(range(start + 1, end)):
            whole.add((start, end))
            forced.update((start, end))
    edges = sorted({0, len(text), *(cut for cut in forced if 0 < cut < len(text))})
    words: list[tuple[int, int]] = []
    for start, end in pairwise(edges):
        if (start, end) in whole:
            words.append((start, end))
        else:
            words.extend((start + a, start + b) for a, b in segmenter().spans(text[start:end]))
    return words


class Words:
    """Words as spans in `doc.spans["words"]`, for the sentences that are worth it.

    Each hit in `doc._.hits` starts and ends at a word's boundary, so that every hit is made of whole words.

    Parameters
    ----------
    kinds
        Kinds of hits (fields of `Hits`) that make a sentence worth segmenting.
    everything
        Whether to segment every sentence instead.

    Raises
    ------
    ValueError
        Where `kinds` names a kind that `Hits` does not have.
    """

    def __init__(self, *, kinds: Sequence[str] = WORTH, everything: bool = False) -> None:
        known = {field.name for field in fields(Hits)}
        if unknown := sorted(set(kinds) - known):
            raise ValueError(f"Words: unknown kinds of hits {unknown}; known are {sorted(known)}.")
        self.kinds = tuple(kinds)
        self.everything = everything

    def find(
        self, text: str, cuts: Sequence[int] = (), *, within: Sequence[tuple[int, int]] | None = None
    ) -> list[tuple[int, int]]:
        """Give start and end of each word in a view.

        Parameters
        ----------
        text
            A view of a text.
        cuts
            Offsets that no word may reach across.
        within
            Stretches to segment, in order; all of the text unless given.
        """
        words: list[tuple[int, int]] = []
        for start, end in [(0, len(text))] if within is None else within:
            inner = [cut - start for cut in cuts if start < cut < end]
            words.extend((start + a, start + b) for a, b in split(text[start:end], inner))
        return words

    def __call__(self, doc: Doc) -> Doc:
        """Segment the sentences of a document that are worth it."""
        text: str = doc._.view
        hits: Hits = doc._.hits
        edges = {edge for kind in fields(hits) for hit in getattr(hits, kind.name) for edge in (hit.start, hit.end)}
        cuts = sorted(edges)
        marks = [hit.start for kind in self.kinds for hit in getattr(hits, kind)]
        worth = [(a, b) for a, b in sentences(text) if self.everything or any(a <= mark < b for mark in marks)]
        doc.spans["words"] = [Span(doc, a, b, label="word") for a, b in self.find(text, cuts, within=worth)]
        return doc


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence of a view; together they cover it."""
    for match in SENTENCE.finditer(text):
        if match.start() < match.end():
            yield match.start(), match.end()


@Language.factory("words", default_config={"kinds": list(WORTH), "everything": False}, assigns=["doc.spans"])
def make_words(nlp: Language, name: str, kinds: list[str], everything: bool) -> Words:
    """Make the component for a spaCy pipeline."""
    return Words(kinds=kinds, everything=everything)
