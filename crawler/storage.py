"""What the crawler asks of the database, and what it writes down there about its own walks."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Literal, Protocol

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from schema.models import Page

Outcome = Literal["new", "unchanged", "edited"]


class PageState(Protocol):
    """What is known of the newest stored version of a page."""

    @property
    def fetched_at(self) -> datetime:
        """When it was fetched."""


class PageStore(Protocol):
    """The part of `db.store.Store` that crawling uses."""

    def start_run(self, command: str, sites: Sequence[str]) -> int:
        """Begin a run and give its number."""

    def finish_run(self, run: int, status: str, counts: Mapping[str, Mapping[str, int]]) -> None:
        """End a run: site → what was counted."""

    def page_state(self, url: str) -> PageState | None:
        """Say what is stored of an address."""

    def store_page(self, page: Page, *, run: int | None = None) -> Outcome:
        """Store a page in one transaction."""

    def crawl_mark(self, site: str, key: str) -> str | None:
        """Give the mark of a list."""

    def set_crawl_mark(self, site: str, key: str, value: str) -> None:
        """Set the mark of a list."""

    def close(self) -> None:
        """Give the connection back."""


class Mark(BaseModel):
    """How far a list has been walked without a gap: every article that it showed until `completed` was asked for.

    The walk went back to `since` (None: to the list's end) and no further than `pages` pages. `dead` are addresses on
    the list that gave no article and will not: gone, forbidden, tried too often. `failed` are those that gave none for a
    passing reason, with the number of crawls that tried; they are asked for again.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    completed: AwareDatetime
    since: date | None = None
    pages: int
    dead: tuple[str, ...] = ()
    failed: dict[str, int] = {}

    def covers(self, since: date | None, pages: int) -> bool:
        """Say whether what this mark calls complete is enough for a walk back to `since` of at most `pages` pages."""
        if self.pages < pages:
            return False
        return self.since is None or (since is not None and since >= self.since)


class Ledger:
    """What earlier crawls have stored of a site."""

    def __init__(self, store: PageStore, site: str) -> None:
        self.store = store
        self.site = site

    def fetched_at(self, url: str) -> datetime | None:
        """Say when an address was fetched last, None for never."""
        state = self.store.page_state(url)
        if state is None:
            return None
        return state.fetched_at if state.fetched_at.tzinfo else state.fetched_at.replace(tzinfo=UTC)

    def mark(self, entry: str) -> Mark | None:
        """Give the mark of a list, None where it was never walked to its end."""
        written = self.store.crawl_mark(self.site, entry)
        if not written:
            return None
        try:
            return Mark.model_validate_json(written)
        except ValidationError:
            return None  # written by an older version: the list is walked in full once more

    def set_mark(self, entry: str, mark: Mark) -> None:
        """Write a list's mark down."""
        self.store.set_crawl_mark(self.site, entry, mark.model_dump_json())
