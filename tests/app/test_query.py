"""`blotter query` and `blotter stats` on a small database, in every format."""

import csv
import json
from pathlib import Path

import pytest

from app import main
from tests.app.stored import fill


@pytest.fixture(autouse=True)
def _database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("BLOTTER_DATABASE_URL", "sqlite:///small.db")
    fill("sqlite:///small.db")


def test_table_shows_figure_and_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.call(["query", "-p", "海南省", "-m", "suspects", "--limit", "3"]) == 0
    shown = capsys.readouterr()
    assert "2019-06-25   海南省儋州市   抓获人数" in shown.out
    assert "其中 82" in shown.out
    assert "抓获嫌疑人265名" in shown.out
    assert shown.err == "3 of 6 facts; --limit 0 gives all.\n"


def test_names_of_the_table_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.call(["query", "-m", "涉案金额", "--offence", "虚假贷款", "--format", "json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["value"], row["qualifier"], row["places"]) for row in rows] == [
        (150_000_000, "over", ["海南省/儋州市"])
    ] * 2
    assert rows[0]["quote"] == "涉案金额1.5亿余元"


def test_csv_file_opens_in_spreadsheets(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.call(["query", "-m", "suspects_surrendered", "--format", "csv", "-o", "facts.csv"]) == 0
    assert capsys.readouterr() == ("", "")
    assert Path("facts.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")
    with Path("facts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["value"], row["sign"], row["offences"]) for row in rows] == [("82", "", "fraud.loan")] * 2


def test_nothing_found_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.call(["query", "--place", "甘肃省"]) == 0
    assert capsys.readouterr().err == "There is no such fact.\n"
    assert main.call(["stats", "year", "--place", "甘肃省"]) == 0
    assert "There is nothing to add up." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["query", "-m", "suspects_arested"], "There is no measure 'suspects_arested'"),
        (["query", "--since", "June"], "'June' is no date"),
        (["query", "--order", "colour"], "There is no order 'colour'"),
        (["query", "--format", "xml"], "There is no format 'xml'; there are table, csv, json."),
        (["query", "--place-role", "home"], "There is no place role 'home'"),
        (["query", "--limit", "-1"], "--limit"),
        (["stats", "colour"], "cannot be divided by 'colour'"),
        (["stats", "--kind", "party"], "There is no kind of event 'party'"),
        (["query", "--database", "sqlite:///none.db"], "There is no database none.db yet"),
    ],
)
def test_questions_without_meaning(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.call(arguments) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert "Traceback" not in shown.err
    assert shown.out == ""


def test_file_that_is_no_database(capsys: pytest.CaptureFixture[str]) -> None:
    Path("text.db").write_text("no database at all, but text that is long enough to have a head" * 5, encoding="utf-8")
    assert main.call(["query", "--database", "sqlite:///text.db"]) == 1
    assert "it is no SQLite database" in capsys.readouterr().err


def test_statistics_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.call(["stats", "province", "offence", "-m", "suspects", "--format", "json"]) == 0
    shown = capsys.readouterr()
    rows = [json.loads(line) for line in shown.out.splitlines()]
    assert [(row["province"], row["offence"], row["measure"]) for row in rows] == [
        ("海南省", "fraud.loan", "suspects_arrested"),
        ("海南省", "fraud.loan", "suspects_surrendered"),
    ]
    assert rows[0]["unit"] == "person"
    assert [row["value"] for row in rows] == [530, 164], "two reports that nobody has linked yet"
    assert "2 figures are parts of others and left out." in shown.err


def test_statistics_as_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.call(["stats", "year", "-m", "amount_involved"]) == 0
    shown = capsys.readouterr().out
    assert "2019" in shown
    assert "≥" in shown
    assert "all" in shown


def test_columns_parted_by_commas_are_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for columns in (["--by", "province, year"], ["province", "--by", "year"], ["province", "year"]):
        assert main.call(["stats", *columns, "--measure", "suspects_arrested", "--format", "json"]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] == said[2] != ""
    assert list(json.loads(said[0].splitlines()[0]))[:2] == ["province", "year"]
