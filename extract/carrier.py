"""The spaCy document that carries a report through the pipeline, and what recognisers leave on it.

A `Doc` holds one token a character, so that token index and character offset are the same number and no span can be lost
to a token boundary; words stand in `doc.spans["words"]` where a sentence was segmented. Recognisers see `doc._.view`,
a text of the same length with half-width and simplified characters, and leave typed hits in `doc._.hits`.

The document is the title, a line feed, and the body; `doc._.body_start` is the offset of the body. Without a title it is the
body alone.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from extract.view import view
from schema.errors import InputError, SpanError
from schema.models import Article, Qualifier

SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something recognised: where it stands (offsets into the document) and which rule said so."""

    start: int
    end: int
    rule: str


DateRole = Literal["point", "range", "since", "until", "vague"]


@dataclass(frozen=True, slots=True)
class DateHit(Hit):
    """A date or period.

    `first` and `last` are partial dates (`2019`, `2019-06`, `2019-06-25`), equal for a single moment, None where the
    words say nothing (近日) or leave a side open. `role`: a `point` or `range` in time; `since` for 自…以来 and 今年以来 (`last`
    is the day of publication); `until` for 截至… (`first` is None); `vague` for 近日, 日前.
    """

    first: str | None
    last: str | None
    role: DateRole


PlaceRole = Literal["action", "jurisdiction", "victim", "support"]


@dataclass(frozen=True, slots=True)
class PlaceHit(Hit):
    """A place. `path` from the province down (`海南省/儋州市`), `code` its division code, None abroad.

    `via` tells how it was read: `full` (with 省, 市, 县, 区), `short` (海口), `self` (我市, 全省: resolved through source or site),
    `agency` (part of an agency's name), `person` (origin of a person, 河南息县人: no place of action), `abroad`, `medium` (part
    of a medium's name or a dateline).
    """

    path: str
    code: str | None
    via: str
    role: PlaceRole | None = None


@dataclass(frozen=True, slots=True)
class AgencyHit(Hit):
    """A police body as full as the text allows. `jurisdiction` is the path of the region that it answers for, if known.

    `generic` marks X警方 and X公安机关, which count only where the text names no body of that place.
    `role`: `lead` unless the words say that it only helped (`support`).
    """

    name: str
    jurisdiction: str | None
    generic: bool
    role: Literal["lead", "support"] = "lead"


@dataclass(frozen=True, slots=True)
class NameHit(Hit):
    """The proper name of an operation, without its quotation marks. `campaign`: 专项行动 and the like follow."""

    name: str
    campaign: bool


@dataclass(frozen=True, slots=True)
class OffenceHit(Hit):
    """Words that name a crime or tell its modus operandi.

    `named`: the text's own word for it, not what the story tells.
    """

    code: str
    named: bool


@dataclass(frozen=True, slots=True)
class QuantityHit(Hit):
    """A number with its unit. The hit spans qualifier, number and unit (近6000余人次).

    `value` is in units (1.5亿元 is 150000000); a vague number gives its floor. `unit` is the class of what is counted: `person`,
    `case`, `item`, `measure`, `general` (decided by the noun), `times`, `money`, or `bare` where no unit stands; `classifier` is
    the word for it as written, for money the ISO 4217 code. `number_start` is where the number itself begins.
    """

    number_start: int
    value: Decimal
    qualifier: Qualifier
    unit: str
    classifier: str


@dataclass(frozen=True, slots=True)
class ResultHit(Hit):
    """A number read as a result: the words that say it run from `start` to `end`.

    `quantity` is where the number stands; `part` says that the words mark it as a share (其中) of a result before it.
    """

    measure: str
    value: Decimal
    qualifier: Qualifier
    unit: str
    item: str | None
    quantity: QuantityHit
    noun: str = ""
    marked_part: bool = False


@dataclass
class Hits:
    """Everything recognised in a document, by kind, each list in the order of the text."""

    dates: list[DateHit] = field(default_factory=list)
    places: list[PlaceHit] = field(default_factory=list)
    agencies: list[AgencyHit] = field(default_factory=list)
    names: list[NameHit] = field(default_factory=list)
    offences: list[OffenceHit] = field(default_factory=list)
    quantities: list[QuantityHit] = field(default_factory=list)
    results: list[ResultHit] = field(default_factory=list)


def register() -> None:
    """Register the extensions that the components read and write (idempotent)."""
    for name, default in (("view", ""), ("article", None), ("body_start", 0), ("hits", None), ("events", None)):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)


register()


def make_doc(vocab: Vocab, article: Article) -> Doc:
    """Give the document of an article: title, line feed, body, one token a character.

    Raises
    ------
    InputError
        Where the text holds half a character (a lone surrogate), which no Unicode text does.
    """
    text = f"{article.title}\n{article.text}" if article.title else article.text
    broken = SURROGATE.search(text)
    if broken:
        raise InputError(
            f"Article {article.id}: half a character (U+{ord(broken[0]):04X}) at {broken.start()}; decode its page again."
        )
    doc = Doc(vocab, words=list(text), spaces=[False] * len(text))
    doc._.view = view(text)
    doc._.article = article
    doc._.body_start = len(text) - len(article.text)
    doc._.hits = Hits()
    return doc


def mark(doc: Doc, key: str, hits: Iterable[Hit]) -> None:
    """Put hits into `doc.spans[key]`, each labelled with its rule.

    Raises
    ------
    SpanError
        Where a hit does not stand in the document.
    """
    spans = []
    for hit in hits:
        if not 0 <= hit.start < hit.end <= len(doc):
            raise SpanError(f"{key}: rule {hit.rule} gave {hit.start}–{hit.end} in a text of {len(doc)} characters.")
        spans.append(Span(doc, hit.start, hit.end, label=hit.rule))
    doc.spans[key] = spans
