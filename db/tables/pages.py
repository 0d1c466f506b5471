"""Sites, runs, pages and their versions: what was fetched, when, and by which run."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base, Moment


class Site(Base):
    """A site whose pages are crawled."""

    __tablename__ = "sites"

    name: Mapped[str] = mapped_column(Text, primary_key=True, comment="Name of the site file")
    first_seen: Mapped[datetime] = mapped_column(Moment, comment="When the site was first crawled or stored")


class Run(Base):
    """One run of a command that writes to the database."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    command: Mapped[str] = mapped_column(Text, comment="The command: crawl, extract, run")
    started_at: Mapped[datetime] = mapped_column(Moment, comment="When it began (UTC)")
    finished_at: Mapped[datetime | None] = mapped_column(
        Moment, comment="When it ended; null while it runs or if it was killed"
    )
    status: Mapped[str | None] = mapped_column(
        Text, comment="How it ended, in one word; null while it runs or if it was killed"
    )


class RunCount(Base):
    """What a run did at one site, as counts."""

    __tablename__ = "run_counts"
    __table_args__ = (Index(None, "site"),)

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    site: Mapped[str] = mapped_column(ForeignKey("sites.name"), primary_key=True, comment="Name of the site")
    name: Mapped[str] = mapped_column(
        Text, primary_key=True, comment="What is counted: pages, new, unchanged, edited, failed"
    )
    count: Mapped[int] = mapped_column(comment="How many")


class Page(Base):
    """An address that was fetched at least once."""

    __tablename__ = "pages"
    __table_args__ = (Index(None, "site"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(Text, unique=True, comment="The address that was asked for")
    final_url: Mapped[str] = mapped_column(Text, comment="The address that answered last, after redirects")
    site: Mapped[str | None] = mapped_column(
        ForeignKey("sites.name"), comment="Name of the site, null for single addresses"
    )
    first_seen: Mapped[datetime] = mapped_column(Moment, comment="When it was fetched first (UTC)")
    last_seen: Mapped[datetime] = mapped_column(Moment, comment="When it was fetched last, changed or not (UTC)")


class PageVersion(Base):
    """What an address answered until it answered something else; never overwritten."""

    __tablename__ = "page_versions"
    __table_args__ = (Index(None, "page_id"), Index(None, "digest"), Index(None, "run_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id", ondelete="CASCADE"))
    run_id: Mapped[int | None] = mapped_column(
        ForeignKey("runs.id", ondelete="SET NULL"), comment="The run that fetched it"
    )
    fetched_at: Mapped[datetime] = mapped_column(Moment, comment="When this version was first fetched (UTC)")
    status: Mapped[int] = mapped_column(comment="HTTP status")
    headers: Mapped[dict[str, Any]] = mapped_column(JSON, comment="HTTP headers of the answer, names in lower case")
    digest: Mapped[str] = mapped_column(Text, comment="SHA-256 of the body, hexadecimal")
    size: Mapped[int] = mapped_column(comment="Length of the body in bytes, before compression")
    body: Mapped[bytes] = mapped_column(LargeBinary, comment="The body as it was sent, compressed with zlib")


class CrawlMark(Base):
    """How far the crawling of a site has come, in the words of its spider."""

    __tablename__ = "crawl_marks"

    site: Mapped[str] = mapped_column(ForeignKey("sites.name"), primary_key=True, comment="Name of the site")
    key: Mapped[str] = mapped_column(Text, primary_key=True, comment="What is marked")
    value: Mapped[str] = mapped_column(Text, comment="The mark")
    set_at: Mapped[datetime] = mapped_column(Moment, comment="When it was set (UTC)")


class UnreadablePage(Base):
    """A page version in which an extractor version found no article."""

    __tablename__ = "unreadable_pages"

    page_version_id: Mapped[int] = mapped_column(ForeignKey("page_versions.id", ondelete="CASCADE"), primary_key=True)
    extractor: Mapped[str] = mapped_column(Text, primary_key=True, comment="Version of the extractor")
    reason: Mapped[str] = mapped_column(Text, comment="Why it could not be read, as a sentence")
    noted_at: Mapped[datetime] = mapped_column(Moment, comment="When it was tried (UTC)")
