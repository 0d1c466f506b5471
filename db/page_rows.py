"""What is read back from the tables of pages: states, stored pages, and which of them are still to be read."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, select

from db import tables
from schema.models import Page, Report


@dataclass(frozen=True, slots=True)
class PageState:
    """What the newest stored version of an address is known by: for conditional requests and for telling changes."""

    digest: str
    etag: str | None
    last_modified: str | None
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A stored version of a page; `id` is the number of the version."""

    id: int
    page: Page


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A reading of a page version; `current` where it is the one in force. `page_id` is the number of the page version."""

    id: int
    page_id: int
    extractor: str
    current: bool
    report: Report


def unread(version: str, sites: Sequence[str], *, everything: bool) -> Select[Any]:
    """Select the newest good version of each page, without those that the extractor version has tried."""
    stored, later, page = tables.PageVersion, tables.PageVersion.__table__.alias("later"), tables.Page
    good = stored.status.between(200, 299)
    newer = exists().where(later.c.page_id == stored.page_id, later.c.id > stored.id, later.c.status.between(200, 299))
    query = (
        select(
            stored.id,
            stored.fetched_at,
            stored.status,
            stored.headers,
            stored.body,
            page.url,
            page.final_url,
            page.site,
        )
        .join(page, page.id == stored.page_id)
        .where(good, ~newer)
    )
    if sites:
        query = query.where(page.site.in_(sites))
    if everything:
        return query
    report, unreadable = tables.Report, tables.UnreadablePage
    read = exists().where(report.page_version_id == stored.id, report.extractor == version)
    tried = exists().where(unreadable.page_version_id == stored.id, unreadable.extractor == version)
    return query.where(~read, ~tried)


def page_of(row: Any) -> Page:
    """Give the page of a row that `unread` selects."""
    return Page(
        url=row.url,
        final_url=row.final_url,
        site=row.site,
        fetched_at=row.fetched_at,
        status=row.status,
        headers=row.headers,
        body=zlib.decompress(row.body),
    )
