"""What `blotter sites check` and `blotter sites try` find, and how they show it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from app.crawling import reached
from app.reading import find_article
from app.terminal import new_table, results, say
from crawler.check import ListCheck, Trial, check_sites
from crawler.site import Site
from db.store import Store
from extract import VERSION
from schema.errors import PageError
from schema.models import Article

if TYPE_CHECKING:
    from app.settings import Settings

SHOWN = 60
"""Characters of an article's text that a table shows."""


@dataclass
class Checked:
    """What a site's rules found: list pages (none where stored pages were read), articles by address, problems."""

    site: Site
    lists: Sequence[ListCheck] = ()
    articles: list[tuple[str, Article | None]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether the site gives what its file expects."""
        return not self.problems


def check_live(sites: Sequence[Site], settings: "Settings", *, articles: int) -> list[Checked]:
    """Check sites on the network, sample sites on loopback.

    Raises
    ------
    CrawlError
        Where this process has crawled already.
    """
    with reached(sites, settings) as options:
        found = check_sites(sites, read=find_article, articles=articles, settings=options)
    return [
        Checked(each.site, each.lists, [(one.url, one.article) for one in each.articles], each.problems)
        for each in found.values()
    ]


def check_stored(sites: Sequence[Site], store: Store, *, articles: int) -> list[Checked]:
    """Check sites on the pages that are stored of them, the first ones of each."""
    found = []
    for site in sites:
        checked = Checked(site)
        pages = store.pages_to_read(version=VERSION, sites=[site.name], everything=True)
        for stored in islice(pages, articles):
            try:
                checked.articles.append((stored.page.url, find_article(stored.page, site)))
            except PageError as error:
                checked.articles.append((stored.page.url, None))
                checked.problems.append(f"{stored.page.url}: {error}")
        checked.problems.extend(_shortcomings(checked))
        found.append(checked)
    return found


def _shortcomings(checked: Checked) -> Iterator[str]:
    """Say where stored pages give less than the site file expects."""
    expect, count = checked.site.expect, len(checked.articles)
    if not count:
        yield "No page of this site is stored."
        return
    read = [article for _, article in checked.articles if article is not None]
    dated = sum(article.published is not None for article in read)
    full = sum(len(article.text) >= expect.characters for article in read)
    if dated < expect.dated * count:
        yield f"{dated} of {count} pages have a day of publication, but {expect.dated:.0%} are expected."
    if full < expect.body * count:
        yield f"{full} of {count} pages have {expect.characters} characters of text, but {expect.body:.0%} are expected."


def show_checks(checks: Sequence[Checked]) -> None:
    """Print what was found at each site; problems go to standard error."""
    for checked in checks:
        if checked.lists:
            table = new_table(f"{checked.site.name}: list pages", ">page", ">links", ">dated", "address")
            for page in checked.lists:
                table.add_row(str(page.number), str(len(page.articles)), str(page.dated), page.url)
            results().print(table)
        if checked.articles:
            results().print(_articles_table(f"{checked.site.name}: articles", checked.articles))
        for problem in checked.problems:
            say(f"blotter: {checked.site.name}: {problem}")
        if checked.ok:
            results().print(f"{checked.site.name}: as its file expects.")


def _articles_table(title: str, articles: Sequence[tuple[str, Article | None]]) -> object:
    from rich.text import Text

    table = new_table(title, ">published", "source", "title", "text", ">characters")
    for url, article in articles:
        if article is None:
            table.add_row("", "", Text(url), Text("no article", style="dim"), "")
            continue
        start = article.text[:SHOWN].replace("\n", " ")
        title_text = Text(article.title or url)
        table.add_row(article.published or "", article.source or "", title_text, Text(start), str(len(article.text)))
    return table


def show_trial(trial: Trial, *, fetched: bool) -> bool:
    """Print which sites take an address and the article found; give whether all of it went well."""
    table = new_table("", "site", "takes it", "why not")
    for verdict in trial.verdicts:
        table.add_row(verdict.site.name, "yes" if verdict.takes else "no", verdict.reason)
    if trial.verdicts:
        results().print(table)
    if trial.site is None:
        say(f"blotter: no configured site takes {trial.url}.")
    if not fetched:
        return trial.site is not None
    if trial.page is None:
        say(f"blotter: {trial.url}: {trial.problem}.")
        return False
    try:
        article = find_article(trial.page, trial.site)
    except PageError as error:
        say(f"blotter: {trial.url}: {error}")
        return False
    results().print(_articles_table("", [(trial.url, article)]))
    results().print(article.text, markup=False)
    return trial.site is not None
