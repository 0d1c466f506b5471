"""The `blotter` command: its parts put together, and every failure turned into one sentence and an exit code."""

import contextlib
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import typer
from typer.exceptions import Abort, TyperException

from app.commands import crawl, database, demo, evaluate, extract, query, run, sites, stats
from app.terminal import say
from schema.errors import BlotterError

INTERRUPTED = 130

app = typer.Typer(
    name="blotter",
    help="Read Chinese police press releases into a database of facts whose totals can be trusted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: blotter demo (crawls, reads and counts a sample site that ships with the program)",
)


def _print_version(value: bool) -> None:
    if value:
        sys.stdout.write(f"blotter {version('blotter')}\n")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and stop.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Hold the options that stand before the command."""


run.register(app)
crawl.register(app)
extract.register(app)
sites.register(app)
query.register(app)
stats.register(app)
evaluate.register(app)
database.register(app)
demo.register(app)


def call(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code: 0, 1 (it failed and said so), 2 (bad usage), 130 (interrupted)."""
    try:
        code = app(args=list(arguments), prog_name="blotter", standalone_mode=False)
        sys.stdout.flush()
    except TyperException as error:
        return _refuse(error)
    except BlotterError as error:
        say(f"blotter: {error}")
        return error.exit_code
    except (KeyboardInterrupt, Abort):
        code = INTERRUPTED
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        say(f"blotter: {error.strerror or error}{where}.")
        return 1
    if code == INTERRUPTED:
        say("blotter: interrupted.")
    return code if isinstance(code, int) else 0


def _refuse(error: TyperException) -> int:
    """Tell what is wrong with a command line, and where help is."""
    message = error.format_message()
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "blotter"
    if message:
        say(f"blotter: {message.rstrip('.')}. `{command} --help` shows what can be said.")
    return error.exit_code


def main() -> None:
    """Run the command line of this process and leave with its exit code."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    code = call(sys.argv[1:])
    try:
        sys.stdout.flush()
    except OSError:
        # The reader has gone (a closed pipe) or the disk is full; the interpreter must not try again on its way out.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = code or 1
    sys.exit(code)


if __name__ == "__main__":
    main()
