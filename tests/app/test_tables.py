"""Tables of operations, of totals and of new readings, on a small database."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from app import main, terminal
from app.operations import operations_table, read_operations
from app.total_tables import pivot
from db.identity import link
from db.query import Filters
from db.stats import totals
from db.store import Store, open_store
from tests.app.stored import fill, make_report


@pytest.fixture
def store(tmp_path: Path) -> Store:
    fill(f"sqlite:///{tmp_path}/small.db")
    return open_store(f"sqlite:///{tmp_path}/small.db")


def printed(table: object, width: int = 110) -> str:
    written = io.StringIO()
    Console(width=width, file=written).print(table)
    return written.getvalue()


def test_one_operation_that_two_reports_tell_of_is_one_row(store: Store) -> None:
    with store:
        assert len(read_operations(store)) == 2
        assert link(store).merged == 1
        (operation,) = read_operations(store)
    assert len(operation.tellings) == 2
    assert operation.sources == ["报社one", "报社two"]
    assert operation.headline(("suspects_arrested",)) == "265"
    assert operation.headline(("gangs_dismantled",)) == ""
    row = next(line for line in printed(operations_table([operation])).splitlines() if "2019" in line)
    assert row.split() == ["2019-06-25", "海南省儋州市", "蓝天二号", "虚假贷款", "265", "≥1.5亿", "报社one", "+1"]


@pytest.mark.parametrize("width", [80, 100, 120])
def test_no_line_is_wider_than_the_terminal(store: Store, width: int) -> None:
    from rich.cells import cell_len

    with store:
        shown = printed(operations_table(read_operations(store)), width)
    assert "265" in shown
    assert max(map(cell_len, shown.splitlines())) <= width


def test_totals_side_by_side_count_an_operation_once(store: Store) -> None:
    measures = ("suspects_arrested", "amount_involved")
    with store:
        link(store)
        found = totals(store, by=["province"], filters=Filters(measures=measures))
    lines = [line.split() for line in printed(pivot(found, "province", measures)).splitlines() if line.strip()]
    assert ["海南省", "265", "≥1.5亿", "1"] in lines
    assert ["all", "265", "≥1.5亿", "1"] in lines


def test_lines_instead_of_a_bar(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    clock = iter([0.0, 10.0, 61.0, 62.0, 125.0])
    monkeypatch.setattr("app.terminal.time.monotonic", lambda: next(clock))
    with terminal.progress("Reading", 9) as advance:
        for number in range(4):
            advance(2, what=f"page {number}")
    assert capsys.readouterr().err.splitlines() == ["Reading: 4 of 9 page 1", "Reading: 8 of 9 page 3"]


def test_what_a_new_reading_changed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from app.reading import Reading
    from app.report_tables import show_reading
    from db.identity import LinkSummary

    monkeypatch.setenv("COLUMNS", "120")
    before = make_report("one", "报社")
    after = before.model_copy(
        update={"facts": [before.facts[0].model_copy(update={"qualifier": "over"}), *before.facts[1:]]}
    )
    reading = Reading()
    reading.count("replaced", "news")
    reading.count("unreadable", None)
    reading.changes.append(("http://news.example/one.html", before, after))
    reading.unreadable.append(("http://news.example/empty.html", "It holds no article."))
    show_reading(reading, LinkSummary(reports=1, copies=0, links=0, identities=0, merged=0))
    shown = capsys.readouterr()
    assert "http://news.example/one.html" in shown.out
    assert "suspects_arrested · 265 · - · exact" in shown.out
    assert "suspects_arrested · 265 · - · over" in shown.out
    assert "amount_involved" not in shown.out
    assert shown.err == "blotter: http://news.example/empty.html: It holds no article.\n"
    assert reading.by_site == {"news": {"new": 0, "same": 0, "replaced": 1, "unreadable": 0}}


def test_sites_of_the_program(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    assert main.call(["sites", "list"]) == 0
    assert "公安部" in capsys.readouterr().out
    assert main.call(["sites", "show", "mps"]) == 0
    assert "interval: 6h" in capsys.readouterr().out
    assert main.call(["sites", "try", "https://www.mps.gov.cn/n1/index.html", "--offline"]) == 1
    shown = capsys.readouterr()
    assert "it does not match article" in shown.out.replace("\n", " ")
    assert "no configured site takes" in shown.err
