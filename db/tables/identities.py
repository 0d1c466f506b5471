"""Links between reports and between events, and what they add up to: identities."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base, Moment


class Identity(Base):
    """Events of different reports that are one."""

    __tablename__ = "identities"

    id: Mapped[int] = mapped_column(primary_key=True)
    events: Mapped[int] = mapped_column(comment="How many events it holds")
    reports: Mapped[int] = mapped_column(comment="How many reports they stand in")


class ReportLink(Base):
    """Two reports with the same text, but for what editors change."""

    __tablename__ = "report_links"
    __table_args__ = (
        UniqueConstraint("left_id", "right_id"),
        CheckConstraint("left_id < right_id", name="order"),
        Index(None, "right_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    left_id: Mapped[int] = mapped_column(
        ForeignKey("reports.id", ondelete="CASCADE"), comment="The report stored first"
    )
    right_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), comment="The other report")
    why: Mapped[str] = mapped_column(Text, comment="The reason, as words")
    made_at: Mapped[datetime] = mapped_column(Moment, comment="When the link was made (UTC)")


class EventLink(Base):
    """Two events of different reports that are one."""

    __tablename__ = "event_links"
    __table_args__ = (
        UniqueConstraint("left_id", "right_id"),
        CheckConstraint("left_id < right_id", name="order"),
        Index(None, "right_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    left_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), comment="The event stored first")
    right_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), comment="The other event")
    rule: Mapped[str] = mapped_column(Text, comment="The rule that made it: copy, facts, case_name, name")
    why: Mapped[str] = mapped_column(Text, comment="The reason, as words")
    made_at: Mapped[datetime] = mapped_column(Moment, comment="When the link was made (UTC)")


class LinkVeto(Base):
    """Two events that a person has parted; named by page and key, so that it outlives re-reading."""

    __tablename__ = "link_vetoes"

    left_page_id: Mapped[int] = mapped_column(ForeignKey("pages.id", ondelete="CASCADE"), primary_key=True)
    left_key: Mapped[str] = mapped_column(
        Text, primary_key=True, comment="Id of the event in the report of the left page"
    )
    right_page_id: Mapped[int] = mapped_column(ForeignKey("pages.id", ondelete="CASCADE"), primary_key=True)
    right_key: Mapped[str] = mapped_column(
        Text, primary_key=True, comment="Id of the event in the report of the right page"
    )
    made_at: Mapped[datetime] = mapped_column(Moment, comment="When they were parted (UTC)")


class ReportShingle(Base):
    """The smallest hashes of a text's four-character runs: near-copies share most of them."""

    __tablename__ = "report_shingles"
    __table_args__ = (Index(None, "hash"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True)
    hash: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, comment="CRC-32 of a run of four letters or digits"
    )
