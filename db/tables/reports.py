"""Reports, their events and facts, and the words that they were read from."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Amount, Base, Moment


class Report(Base):
    """A page version as one extractor version read it."""

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("page_version_id", "extractor"),
        Index(
            "uq_reports_current_page",
            "page_id",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
        Index(None, "page_id"),
        Index(None, "text_digest"),
        Index(None, "published_day"),
        Index(None, "run_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id", ondelete="CASCADE"))
    page_version_id: Mapped[int] = mapped_column(ForeignKey("page_versions.id", ondelete="CASCADE"))
    run_id: Mapped[int | None] = mapped_column(
        ForeignKey("runs.id", ondelete="SET NULL"), comment="The run that read it"
    )
    extractor: Mapped[str] = mapped_column(Text, comment="Version of the extractor that read it")
    is_current: Mapped[bool] = mapped_column(
        comment="Whether this reading of the page is in force; only then it has events and facts"
    )
    is_linked: Mapped[bool] = mapped_column(
        comment="Whether it was compared with the other reports since it was stored"
    )
    stored_at: Mapped[datetime] = mapped_column(Moment, comment="When it was stored (UTC)")
    key: Mapped[str] = mapped_column(Text, comment="Id of the report in the extractor's output")
    url: Mapped[str | None] = mapped_column(Text, comment="Address as the report names it")
    title: Mapped[str] = mapped_column(Text, comment="Headline")
    published: Mapped[str | None] = mapped_column(
        Text, comment="Day, or day and minute, of publication as the page says it"
    )
    published_day: Mapped[date | None] = mapped_column(comment="Day of publication")
    source: Mapped[str | None] = mapped_column(Text, comment="The medium that the page names as its source")
    text: Mapped[str] = mapped_column(
        Text, comment="Body of the article, paragraphs parted by line feeds; offsets count its characters from 0"
    )
    text_digest: Mapped[str] = mapped_column(
        Text, comment="SHA-256 of the body's letters and digits alone: equal for copies"
    )
    document: Mapped[bytes] = mapped_column(
        LargeBinary, comment="The report as the extractor gave it but for its text: JSON, compressed with zlib"
    )
    document_digest: Mapped[str] = mapped_column(Text, comment="SHA-256 of the report with its text, hexadecimal")


class Event(Base):
    """What happened once, or a total over a period."""

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("report_id", "key"),
        CheckConstraint("kind IN ('operation', 'campaign', 'incident', 'context')", name="kind"),
        Index(None, "identity_id"),
        Index(None, "kind", "last_day"),
        Index(None, "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"))
    identity_id: Mapped[int | None] = mapped_column(
        ForeignKey("identities.id", ondelete="SET NULL"),
        comment="What it is together with events of other reports; null alone",
    )
    key: Mapped[str] = mapped_column(Text, comment="Id of the event in its report")
    kind: Mapped[str] = mapped_column(Text, comment="operation, campaign, incident or context")
    name: Mapped[str | None] = mapped_column(Text, comment="Proper name of the operation, without quotation marks")
    start_date: Mapped[str | None] = mapped_column(
        Text, comment="Start as precisely as the text says: 2019, 2019-06 or 2019-06-25"
    )
    end_date: Mapped[str | None] = mapped_column(Text, comment="End as precisely as the text says")
    first_day: Mapped[date | None] = mapped_column(comment="First day of start_date, for queries")
    last_day: Mapped[date | None] = mapped_column(comment="Last day of end_date, for queries")


class EventPlace(Base):
    """A region of an event: what its lead agency answers for, or where the police acted."""

    __tablename__ = "event_places"
    __table_args__ = (
        CheckConstraint("role IN ('jurisdiction', 'place')", name="role"),
        Index(None, "path"),
        Index(None, "code"),
        Index(None, "province"),
        Index(None, "prefecture"),
        Index(None, "county"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(
        Text, primary_key=True, comment="jurisdiction (of the lead agency) or place (of action)"
    )
    path: Mapped[str] = mapped_column(
        Text, primary_key=True, comment="Names from the province down, parted by /; abroad from the country down"
    )
    position: Mapped[int] = mapped_column(comment="Order in the report, from 0")
    locates: Mapped[bool] = mapped_column(
        comment="Whether it says where the event was: a place, or a jurisdiction of an event without places"
    )
    code: Mapped[str | None] = mapped_column(
        Text, comment="Division code valid at the time; ISO 3166 or UN M49 code abroad"
    )
    country: Mapped[str] = mapped_column(Text, comment="中国, or the country or region abroad")
    province: Mapped[str | None] = mapped_column(Text, comment="Path of the province")
    prefecture: Mapped[str | None] = mapped_column(
        Text,
        comment="Path of the prefecture; a municipality and a city directly under its province are their own",
    )
    county: Mapped[str | None] = mapped_column(Text, comment="Path of the county, district or county-level city")


class EventOffence(Base):
    """A crime that an event is about."""

    __tablename__ = "event_offences"
    __table_args__ = (Index(None, "code"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(Text, primary_key=True, comment="Offence code of the vocabulary")
    position: Mapped[int] = mapped_column(comment="Order in the report, from 0")


class EventAgency(Base):
    """A police body that acted in an event."""

    __tablename__ = "event_agencies"
    __table_args__ = (Index(None, "name"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(Text, primary_key=True, comment="Name as full as the text allows")
    position: Mapped[int] = mapped_column(comment="Order in the report, from 0; the first leads")


class EventEvidence(Base):
    """Words from which a value of an event was read."""

    __tablename__ = "event_evidence"
    __table_args__ = (Index(None, "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(
        Text, comment="The field that it stands for: name, start, end, jurisdiction, places, agencies …"
    )
    value: Mapped[str] = mapped_column(Text, comment="The value of the field that was read")
    span_start: Mapped[int] = mapped_column(comment="Offset of its first character in the report's text")
    span_end: Mapped[int] = mapped_column(comment="Offset after its last character")
    quote: Mapped[str] = mapped_column(Text, comment="The words themselves")


class Fact(Base):
    """One number, with the words that say it."""

    __tablename__ = "facts"
    __table_args__ = (
        UniqueConstraint("report_id", "key"),
        CheckConstraint("qualifier IN ('exact', 'over', 'under', 'about')", name="qualifier"),
        Index(None, "event_id"),
        Index(None, "measure", "value"),
        Index(None, "part_of_id"),
        Index(None, "item"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"))
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    part_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("facts.id", ondelete="SET NULL"), comment="The fact of the same report of which this one is a share"
    )
    key: Mapped[str] = mapped_column(Text, comment="Id of the fact in its report")
    measure: Mapped[str] = mapped_column(Text, comment="What is counted: a code of the vocabulary")
    value: Mapped[Decimal] = mapped_column(Amount, comment="The number, in units; the floor of a vague one")
    qualifier: Mapped[str] = mapped_column(Text, comment="exact; over (at least), under (less than), about")
    unit: Mapped[str] = mapped_column(
        Text, comment="person, gang, place, case, lead, an ISO 4217 code, or the item's classifier"
    )
    item: Mapped[str | None] = mapped_column(
        Text, comment="What was seized or removed, for items_seized and online_removed"
    )
    as_of: Mapped[str | None] = mapped_column(Text, comment="Day up to which the count holds, as precisely as said")
    as_of_day: Mapped[date | None] = mapped_column(comment="Last day of as_of, for queries")
    quote: Mapped[str] = mapped_column(Text, comment="The words that say it")
    span_start: Mapped[int | None] = mapped_column(comment="Offset of the quote in the report's text")
    span_end: Mapped[int | None] = mapped_column(comment="Offset after the quote")
    rule: Mapped[str | None] = mapped_column(Text, comment="The rule that read it; null in annotations")
    confidence: Mapped[float | None] = mapped_column(
        comment="Share of right facts expected among facts like it, 0 to 1"
    )


class Mention(Base):
    """Something recognised in a text and worth finding again: places, agencies, names, offences, numbers unused."""

    __tablename__ = "mentions"
    __table_args__ = (Index(None, "report_id"), Index(None, "kind", "text"))

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text, comment="place, agency, operation, offence or quantity")
    role: Mapped[str | None] = mapped_column(Text, comment="What a place or agency does in the text, where known")
    span_start: Mapped[int] = mapped_column(comment="Offset of its first character in the report's text")
    span_end: Mapped[int] = mapped_column(comment="Offset after its last character")
    text: Mapped[str] = mapped_column(Text, comment="The words themselves")
    value: Mapped[dict[str, Any]] = mapped_column(JSON, comment="What they were read as, by kind")
