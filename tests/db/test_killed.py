"""A process that is killed while it stores leaves whole pages and whole reports."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db import tables
from db.check import check
from db.store import open_store
from tests.db.reports import put, report

FACTS = 40

PROGRAM = f"""
import itertools, sys
from db.store import open_store
from tests.db.reports import event, fact, put, report

with open_store(sys.argv[1]) as store:
    for number in itertools.count():
        facts = [fact(f"f{{at}}", "leads", at, unit="lead", part_of="f0" if at else None) for at in range({FACTS})]
        put(store, report(f"r{{number}}", [event(jurisdiction=["海南省"])], facts))
        print(number, flush=True)
"""

INSIDE = """
import sys, time
import db.store
from tests.db.reports import event, fact, put, report

add_rows = db.store.add_rows

def add_rows_and_wait(*arguments):
    add_rows(*arguments)
    print("inside", flush=True)
    time.sleep(60)

with db.store.open_store(sys.argv[1]) as store:
    put(store, report("whole", [event()], [fact("f1", "leads", 3, unit="lead")]))
    db.store.add_rows = add_rows_and_wait
    put(store, report("half", [event()], [fact("f1", "leads", 5, unit="lead")]))
"""


@pytest.mark.parametrize("reports", [1, 7, 16])
def test_killed_process_leaves_whole_reports_only(address: str, reports: int) -> None:
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, address], stdout=subprocess.PIPE, text=True, cwd=root
    ) as process:
        assert process.stdout is not None
        for _ in range(reports):
            assert process.stdout.readline().strip().isdigit()
        process.kill()
        assert process.wait(timeout=30) == -signal.SIGKILL
    with open_store(address) as store:
        assert check(store) == []
        with store.reading() as connection:
            stored = connection.scalar(select(func.count()).select_from(tables.Report)) or 0
            facts = connection.scalar(select(func.count()).select_from(tables.Fact))
        assert stored >= reports
        assert facts == stored * FACTS
        assert put(store, report("after")) > 0


def test_killed_inside_a_transaction(address: str) -> None:
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", INSIDE, address], stdout=subprocess.PIPE, text=True, cwd=root
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "inside\n"
        process.kill()
    with open_store(address) as store:
        assert check(store) == []
        with store.reading() as connection:
            assert list(connection.scalars(select(tables.Report.key))) == ["whole"]
            assert list(connection.scalars(select(tables.Fact.value))) == [3]
        assert store.count_pages_to_read(version="1") == 1  # the page of the half report, to be read again
