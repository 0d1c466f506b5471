"""A run that is killed at any moment and started again leaves what an undisturbed run leaves."""

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

PATIENCE = 120.0
ROWS = {
    "pages": """SELECT p.url, p.final_url, p.site, v.status, v.digest
        FROM pages p JOIN page_versions v ON v.page_id = p.id""",
    "reports": """SELECT p.url, r.key, r.extractor, r.is_current, r.is_linked, r.document_digest
        FROM reports r JOIN pages p ON p.id = r.page_id""",
    "unreadable": """SELECT p.url, u.extractor, u.reason FROM unreadable_pages u
        JOIN page_versions v ON v.id = u.page_version_id JOIN pages p ON p.id = v.page_id""",
    "facts": """SELECT p.url, e.key, e.kind, e.start_date, e.end_date, f.measure, f.value, f.qualifier, f.quote, f.span_start
        FROM facts f JOIN events e ON e.id = f.event_id JOIN reports r ON r.id = f.report_id
        JOIN pages p ON p.id = r.page_id""",
    "links": """SELECT min(a.url || x.key, b.url || y.key), max(a.url || x.key, b.url || y.key), l.rule FROM event_links l
        JOIN events x ON x.id = l.left_id JOIN reports q ON q.id = x.report_id JOIN pages a ON a.id = q.page_id
        JOIN events y ON y.id = l.right_id JOIN reports r ON r.id = y.report_id JOIN pages b ON b.id = r.page_id""",
    "marks": "SELECT site, key FROM crawl_marks",
}
"""What must be the same, in words that do not depend on the numbers of rows."""


def demo(folder: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "app.main", "demo", "--folder", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder.parent)


def rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(folder / "blotter.db")) as connection:
        return {name: sorted(connection.execute(query), key=repr) for name, query in ROWS.items()}


def count(folder: Path, table: str) -> int:
    """Count the rows of a table while another process writes; 0 before it is there."""
    path = folder / "blotter.db"
    if not path.exists():
        return 0
    try:
        with closing(sqlite3.connect(path, timeout=5)) as connection:
            (found,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    except sqlite3.OperationalError:
        return 0
    return int(found)


def kill_when(process: "subprocess.Popen[bytes]", ready: Callable[[], bool]) -> None:
    """Kill a process, which cannot prevent it, as soon as something holds."""
    end = time.monotonic() + PATIENCE
    while not ready():
        assert process.poll() is None, "it had finished before it was to be killed"
        assert time.monotonic() < end, "it never came so far"
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    assert process.wait(PATIENCE) == -signal.SIGKILL


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    folder = tmp_path_factory.mktemp("undisturbed") / "demo"
    assert demo(folder).wait(PATIENCE) == 0
    found = rows(folder)
    assert len(found["reports"]) > 100
    assert found["links"]
    return found


@pytest.mark.parametrize(
    ("table", "least"), [("page_versions", 15), ("reports", 25), ("reports", 110)], ids=["crawling", "reading", "later"]
)
def test_killed_and_started_again(
    table: str, least: int, tmp_path: Path, undisturbed: dict[str, list[tuple[object, ...]]]
) -> None:
    folder = tmp_path / "demo"
    kill_when(demo(folder), lambda: count(folder, table) >= least)
    assert rows(folder) != undisturbed
    assert demo(folder).wait(PATIENCE) == 0
    again = rows(folder)
    for name, wanted in undisturbed.items():
        assert again[name] == wanted, name


def test_second_run_changes_nothing(tmp_path: Path, undisturbed: dict[str, list[tuple[object, ...]]]) -> None:
    folder = tmp_path / "demo"
    for _ in range(2):
        assert demo(folder).wait(PATIENCE) == 0
    assert rows(folder) == undisturbed
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]
