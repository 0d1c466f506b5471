"""The command line as a user meets it: exit codes, where things are printed, and no traceback for bad input."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import main
from schema.errors import StorageError


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("BLOTTER_DATABASE_URL", raising=False)


def blotter(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "app.main", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, **options)  # type: ignore[call-overload, no-any-return]


def test_version_and_help_go_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.call(["--version"]) == 0
    assert capsys.readouterr() == ("blotter 0.1.0\n", "")
    assert main.call(["extract", "--help"]) == 0
    shown = capsys.readouterr()
    assert "blotter extract" in shown.out
    assert shown.err == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explode"], "No such command 'explode'"),
        (["extract", "--wrong"], "No such option: --wrong"),
        (["extract", "none.txt"], "There is no file none.txt."),
        (["extract", "--all", "none.txt"], "--all is for stored pages"),
        (["extract", "-", "--format", "pdf"], "There is no format 'pdf'"),
        (["extract", "-o", "out.jsonl"], "--out needs a FILE"),
        (["eval"], "Missing argument"),
        (["eval", "none.jsonl"], "There is no file none.jsonl."),
        (["sites", "show", "nowhere"], "There is no site 'nowhere'"),
        (["extract"], "There is no database blotter.db yet"),
        (["crawl", "mps", "--since", "2024-13"], "--since '2024-13' is no day, month or year"),
        (["run", "mps", "--until", "June"], "--until 'June' is no day, month or year"),
        (["crawl", "nowhere"], "There is no site 'nowhere'"),
        (["crawl", "mps", "--limit", "0"], "--limit"),
        (["eval", "gold.jsonl", "--predicted", "x", "--through-pages"], "There is no file gold.jsonl."),
        (["db", "info"], "There is no database blotter.db yet"),
    ],
)
def test_bad_usage_is_one_sentence_and_2(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.call(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err
    assert len(shown.err.splitlines()) == 1


def test_unknown_view_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    Path("gold.jsonl").write_text('{"id": "a", "text": "一"}', encoding="utf-8")
    assert main.call(["eval", "gold.jsonl", "--predicted", "gold.jsonl", "--view", "colour"]) == 2
    assert "There is no view colour; there are number" in capsys.readouterr().err


def test_evaluation_of_given_reports(capsys: pytest.CaptureFixture[str]) -> None:
    event = {"id": "e1", "kind": "operation", "jurisdiction": ["湖北省"]}
    fact = {"id": "f1", "event": "e1", "measure": "gangs_dismantled", "value": 2, "qualifier": "exact"}
    gold = {"id": "a", "text": "打掉[2个]团伙", "events": [event], "facts": [fact | {"unit": "gang", "quote": "[b]"}]}
    read = gold | {"facts": [fact | {"unit": "gang", "quote": "打掉[2个]团伙", "qualifier": "over"}]}
    Path("gold.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    Path("read.jsonl").write_text(json.dumps(read), encoding="utf-8")
    assert main.call(["eval", "gold.jsonl", "--predicted", "read.jsonl", "--errors"]) == 0
    shown = capsys.readouterr().out
    assert "1 report, 1 read" in shown
    assert "number             1.000    1.000   1.000" in shown
    assert "qualified          0.000    0.000   0.000" in shown
    assert "“打掉[2个]团伙”" in shown
    assert "“[b]”" in shown


def test_errors_of_the_program_end_with_their_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**options: object) -> None:
        raise StorageError("The database [x] is locked; wait.")

    monkeypatch.setattr("app.settings.read_settings", fail)
    assert main.call(["sites", "list"]) == 1
    assert capsys.readouterr().err == "blotter: The database [x] is locked; wait.\n"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device", "blotter.db")])
def test_interruption_and_full_disk(
    error: BaseException, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**options: object) -> None:
        raise error

    monkeypatch.setattr("app.settings.read_settings", fail)
    code = main.call(["sites", "list"])
    shown = capsys.readouterr().err
    if isinstance(error, KeyboardInterrupt):
        assert (code, shown) == (130, "blotter: interrupted.\n")
    else:
        assert (code, shown) == (1, "blotter: No space left on device (blotter.db).\n")


def test_broken_setting_is_told_without_traceback() -> None:
    Path("blotter.toml").write_text("colour = 'red'\n", encoding="utf-8")
    done = blotter("sites", "list")
    assert done.returncode == 2
    assert done.stderr.startswith("blotter: blotter.toml: there is no setting 'colour'")
    assert "Traceback" not in done.stderr


def test_reader_that_goes_away() -> None:
    """`blotter … | head -1` says nothing about the pipe."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "app.main", "extract", "--help"]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, timeout=120, check=False)
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 1


def test_help_needs_no_heavy_library() -> None:
    """What makes `--help` slow is importing these; commands import them when they run."""
    code = (
        "import sys, app.main; print(*(set(sys.modules) & {'scrapy', 'spacy', 'sqlalchemy', 'twisted', 'trafilatura'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.strip() == ""
