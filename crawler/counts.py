"""What a crawl counts, site by site, and what it says while it is under way."""

from dataclasses import dataclass, field

_REASONS = 20
"""How many different failures of one site are kept in words."""


@dataclass(slots=True)
class Counts:
    """What came of crawling one site.

    `pages` are the article pages stored: `new` + `unchanged` + `edited`. `failed` were asked for and not got,
    `skipped` are on the lists but were not asked for, since they are stored already, lie outside the days wanted or
    robots.txt forbids them. `lists` are the list pages read. `end` is how it ended: `finished`; `incomplete`, where
    some list page could not be had; `interrupted` by the user; `failed`, where none could be had or the database failed.
    `problems` says what went wrong, each thing once.
    """

    pages: int = 0
    new: int = 0
    unchanged: int = 0
    edited: int = 0
    failed: int = 0
    skipped: int = 0
    lists: int = 0
    end: str = "failed"
    problems: list[str] = field(default_factory=list)

    def note(self, problem: str) -> None:
        """Keep a problem in words, once."""
        if problem not in self.problems and len(self.problems) < _REASONS:
            self.problems.append(problem)

    def numbers(self) -> dict[str, int]:
        """Give the numbers alone, as a run is recorded."""
        return {
            name: getattr(self, name) for name in ("pages", "new", "unchanged", "edited", "failed", "skipped", "lists")
        }


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the crawl of one site stands: what was counted, and what was fetched last."""

    site: str
    pages: int
    new: int
    failed: int
    skipped: int
    lists: int
    url: str
    done: bool = False
