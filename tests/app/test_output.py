"""A result file is whole or it is what it was before."""

from pathlib import Path

import pytest

from app.output import opened
from schema.errors import InputError, UsageError


def test_file_is_written(tmp_path: Path) -> None:
    with opened(tmp_path / "out.jsonl") as file:
        file.write("收网\n")
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "收网\n"
    assert list(tmp_path.iterdir()) == [tmp_path / "out.jsonl"]


def test_failure_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError), opened(path) as file:
        file.write("half" + "\ud800")
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [tmp_path / "out.jsonl"]


def test_permissions_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.touch(mode=0o640)
    with opened(path) as file:
        file.write("x")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_full_disk() -> None:
    with pytest.raises(InputError, match="/dev/full was not written"), opened(Path("/dev/full")) as file:
        file.write("x" * 10)


def test_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    with opened(Path("-")) as file:
        file.write("x\n")
    assert capsys.readouterr().out == "x\n"


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"), opened(tmp_path):
        pass
    with pytest.raises(UsageError, match="No such file or directory"), opened(tmp_path / "none" / "out.jsonl"):
        pass
