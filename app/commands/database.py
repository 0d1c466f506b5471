"""`blotter db`: migrations, what a database holds, whether it is whole."""

from typing import Annotated

import typer

from app.commands.options import Database, LogLevel

database = typer.Typer(name="db", help="Migrate, describe and check the database.", no_args_is_help=True)


@database.command(epilog="Example: blotter db upgrade --database postgresql://blotter@localhost/blotter")
def upgrade(database: Database = None, log_level: LogLevel = None) -> None:
    """Bring the database to the form that this version needs, making it where there is none.

    Either all of it is done or nothing; take a copy first all the same.
    """
    from app.commands.options import settings
    from app.terminal import results
    from db.engine import masked, read_url
    from db.migrate import current, newest
    from db.migrate import upgrade as migrate

    url = settings(database=database, log_level=log_level).database_url
    before = current(url)
    migrate(url)
    name = masked(read_url(url))
    if before == newest():
        results().print(f"{name} is of the newest form already ({before}).", markup=False, soft_wrap=True)
    else:
        results().print(f"{name}: from {before or 'nothing'} to {newest()}.", markup=False, soft_wrap=True)


@database.command(epilog="Examples: blotter db info; blotter db info --columns")
def info(
    columns: Annotated[
        bool, typer.Option("--columns", help="Show what every column means: the data dictionary.")
    ] = False,
    database: Database = None,
    log_level: LogLevel = None,
) -> None:
    """Show how much the database holds: its size, its pages and reports by site, what is unread."""
    from app.commands.options import settings, store
    from app.database_tables import show_columns, show_info
    from db.info import info as describe

    found = settings(database=database, log_level=log_level)
    if columns:
        show_columns()
        return
    with store(found) as opened:
        show_info(describe(opened))


@database.command(epilog="Example: blotter db check --quick")
def check(
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave out unpacking every page, which takes longest.")
    ] = False,
    database: Database = None,
    log_level: LogLevel = None,
) -> None:
    """Check the database: migrations, references, quotes against texts, codes, dates, and the pages' digests.

    Ends with 1 where something is wrong.
    """
    from app.commands.options import settings, store
    from app.terminal import counted, new_table, results
    from db.check import check as find_problems

    with store(settings(database=database, log_level=log_level)) as opened:
        problems = find_problems(opened, pages=not quick)
        name = opened.name
    if not problems:
        results().print(f"{name} is whole.", markup=False, soft_wrap=True)
        return
    table = new_table(counted(len(problems), "problem"), "|check", "where", "what is wrong")
    for problem in problems:
        table.add_row(problem.what, problem.where, problem.message)
    results().print(table)
    raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(database)
