"""Page, Article, Report, Event, Fact and Mention: the contract between the rooms.

The shape of `Report` is the annotation format, the output format and the data dictionary in one; the vocabularies that its
codes come from stand in `schema/vocabulary/`. All models are immutable and reject keys that they do not know.
"""

import hashlib
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer

EventKind = Literal["operation", "campaign", "incident", "context"]
Qualifier = Literal["exact", "over", "under", "about"]
MentionKind = Literal["date", "place", "quantity", "agency", "operation", "offence"]
EvidenceField = Literal["name", "start", "end", "jurisdiction", "places", "agencies", "offences", "kind"]

PartialDate = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""A day, a month or a year, as precisely as it is known: `2019-06-25`, `2019-06`, `2019`."""

Published = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$")]
"""A day, or a day and a minute in the site's own time (China Standard Time unless the site says otherwise)."""


def plain_number(value: Decimal) -> int | float:
    """Give a decimal as the JSON number that says the same: 265, 35.7."""
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[Decimal, PlainSerializer(plain_number, return_type=int | float, when_used="json")]


class Model(BaseModel):
    """Base of all models: immutable, strict about keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Page(Model):
    """A web page exactly as it was fetched.

    `url` is the address that was asked for, `final_url` the one that answered after redirects. `body` is what the
    server sent after transport decompression, in its own charset. `headers` have lower-case names; where a
    header was sent more than once, its values are joined by `, `.
    """

    url: str
    final_url: str
    site: str | None = None
    fetched_at: AwareDatetime
    status: int
    headers: dict[str, str] = {}
    body: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the body, in hexadecimal."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def content_type(self) -> str:
        """The `Content-Type` header, empty where the server sent none."""
        return self.headers.get("content-type", "")


class ArticleRules(Model):
    """Where a site puts the parts of an article: CSS selectors, tried in order, first hit wins.

    Empty lists mean that the general reader decides. `remove` names elements that are taken out of the body first.
    `valid_until` is the last day of publication (or of fetching) on which these rules hold; a site file lists newer
    rules after older ones.
    """

    title: list[str] = []
    published: list[str] = []
    source: list[str] = []
    body: list[str] = []
    remove: list[str] = []
    source_name: str | None = None
    valid_until: PartialDate | None = None


class Article(Model):
    """The article of a page: what its author wrote, without navigation, related news, captions and disclaimers.

    `text` holds the paragraphs, parted by line feeds. `site_place` is the region that the site itself answers for, as a path
    (`甘肃省/天水市`): it resolves 我市 and 全省.
    """

    id: str
    url: str | None = None
    title: str = ""
    published: Published | None = None
    source: str | None = None
    text: str
    site_place: str | None = None


class Evidence(Model):
    """Words of a report from which a value of one of its events was read: `text[start:end] == quote`.

    `value` is the value as it stands in the event's `field`.
    """

    field: EvidenceField
    value: str
    start: int
    end: int
    quote: str


class Event(Model):
    """What happened once, or a total over a period.

    Places are paths from the province down, parted by `/`. `places` is where the police acted (for an
    incident: where the victim was); where it is empty, the jurisdiction stands for it.
    """

    id: str
    kind: EventKind
    name: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    jurisdiction: list[str] = []
    places: list[str] = []
    agencies: list[str] = []
    offences: list[str] = []
    evidence: list[Evidence] = []


class Fact(Model):
    """One number, with the words that say it: `text[start:end] == quote`.

    `value` is in units (1.5亿元 is 150000000). `rule` names the rule that read it, `confidence` is the share of right
    facts that a set of facts with this confidence is expected to hold (0 to 1), None for annotations.
    """

    id: str
    event: str
    measure: str
    value: Number
    qualifier: Qualifier
    unit: str
    item: str | None = None
    part_of: str | None = None
    as_of: PartialDate | None = None
    quote: str
    start: int | None = None
    end: int | None = None
    rule: str | None = None
    confidence: float | None = None


class Mention(Model):
    """Something recognised in the text, used by a fact or not: `text[start:end] == text of the mention`.

    `value` by kind: date `{"start", "end"}`; place `{"path", "code"}`; quantity `{"number", "qualifier", "unit"}`;
    agency `{"name", "jurisdiction"}`; operation `{"name"}`; offence `{"code"}`. Places carry the `role` that
    they play where it is known: `action`, `jurisdiction`, `victim`, `support`.
    """

    kind: MentionKind
    start: int
    end: int
    text: str
    value: dict[str, Any]
    role: str | None = None


class Report(Model):
    """A press release as read: its events, its facts, and everything recognised on the way."""

    id: str
    url: str | None = None
    title: str = ""
    published: Published | None = None
    source: str | None = None
    text: str
    events: list[Event] = []
    facts: list[Fact] = []
    mentions: list[Mention] = []
    extractor: str | None = None

    same_as: str | None = None
    """Id of another report of the same event, in annotations only."""

    def to_json(self, *, indent: int | None = None) -> str:
        """Give the report as one JSON object, on one line unless `indent` says otherwise.

        Keys of the contract stand there even where they are null; keys beyond it (`item` of a fact without one, `role`,
        `rule`, `confidence`, `same_as` …) only where they say something.
        """
        data = self.model_dump(mode="json")
        for fact in data["facts"]:
            _drop_silent(fact, "item", "start", "end", "rule", "confidence")
        for event in data["events"]:
            _drop_silent(event, "evidence")
        for mention in data["mentions"]:
            _drop_silent(mention, "role")
        _drop_silent(data, "extractor", "same_as")
        return json.dumps(data, ensure_ascii=False, indent=indent)


def _drop_silent(data: dict[str, Any], *keys: str) -> None:
    """Take the named keys out where they hold nothing."""
    for key in keys:
        if data.get(key) in (None, []):
            data.pop(key, None)


def utc_now() -> datetime:
    """Give the present moment in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
