"""The demonstration: all of Blotter on a sample site that ships with it and is served on loopback."""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

from app.crawling import exit_code, show_crawl
from app.operations import operations_table, read_operations
from app.settings import Settings, read_settings
from app.terminal import results, say
from app.total_tables import pivot
from app.work import Outcome, run
from crawler.site import Site, load_sites
from db.query import Filters
from db.stats import totals
from db.store import Store, open_store
from schema.errors import UsageError
from schema.vocabulary import offences

DATABASE = "blotter.db"
MEASURES = ("suspects_arrested", "gangs_dismantled", "cases_solved", "amount_involved")
SHOWN = 20


def sample_sites() -> list[Site]:
    """Give the sites that ship for demonstration."""
    return [site for site in load_sites().values() if site.sample]


def run_demo(folder: Path) -> int:
    """Crawl, read and link the sample site into a database in `folder`, and show what is in it; give the exit code.

    Raises
    ------
    UsageError
        Where the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"The folder {folder} cannot be made: {error.strerror}.") from error
    database = f"sqlite:///{folder / DATABASE}"
    settings = read_settings(database_url=database)
    say("The sample site is served on loopback only. Its reports are retold from public ones, for testing.")
    outcome = run(sample_sites(), settings)
    show_steps(outcome)
    with open_store(database) as store:
        show_contents(store)
    show_next(settings, folder)
    return 1 if outcome.failed else exit_code(outcome.crawled.values())


def show_steps(outcome: Outcome) -> None:
    """Print what each step did; what robots.txt forbids and what failed goes to standard error."""
    show_crawl(outcome.crawled)
    counts, linked = outcome.reading.counts, outcome.linked
    read = ", ".join(f"{count} {name}" for name, count in counts.items())
    results().print(
        f"Read: {read}. Compared: {linked.reports} reports, {linked.links} new links between their events.\n"
    )


def show_contents(store: Store) -> None:
    """Print the operations of the database, and totals by province and by kind of fraud."""
    operations = read_operations(store)
    told_again = sum(len(operation.tellings) - 1 for operation in operations)
    told = [operation for operation in operations if operation.has_headline][:SHOWN]
    results().print(operations_table(told, f"The latest {len(told)} operations with figures"))
    results().print(
        f"{len(operations)} operations; {told_again} more tellings of them by other reports were merged (+1 in the table).\n"
    )
    wanted = Filters(measures=MEASURES)
    results().print(
        pivot(totals(store, by=["province"], filters=wanted), "province", MEASURES, "By province or country")
    )
    fraud = totals(store, by=["offence"], filters=Filters(measures=MEASURES, offences=("fraud",)))
    known = offences()
    fraud_only = {code for code in known if code == "fraud" or known[code].parent == "fraud"}
    rows = [row for row in fraud.rows if row.keys["offence"] in fraud_only]
    results().print(pivot(replace(fraud, rows=rows), "offence", MEASURES, "By kind of fraud"))


def show_next(settings: Settings, folder: Path) -> None:
    """Print what to type next."""
    url = settings.database_url
    command = "blotter" if shutil.which("blotter") else sys.argv[0]
    results().print(
        f"""What to type next:
  {command} query --database {url} -m suspects_arrested --order value
  {command} stats month offence --database {url} -m money
  {command} extract --help
The database is {folder / DATABASE}; delete the folder {folder} to start afresh.""",
        markup=False,
        soft_wrap=True,
    )
