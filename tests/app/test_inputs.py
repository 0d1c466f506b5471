"""Files as people have them: what is read, and what is said of those that cannot be."""

import io
import json
from pathlib import Path

import pytest

from app.inputs import STANDARD_INPUT, find_format, read_articles, read_reports
from schema.errors import InputError, UsageError
from schema.models import Article


def write(path: Path, *lines: object) -> Path:
    said = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text("\n".join(said), encoding="utf-8")
    return path


def only_error(path: Path) -> str:
    (found,) = read_articles(path, "jsonl")
    assert isinstance(found, InputError)
    return str(found)


def test_json_lines(tmp_path: Path) -> None:
    path = write(
        tmp_path / "in.jsonl",
        {"id": 7, "title": "通报", "published": "2024-05-31", "source": None, "text": "抓获3人。", "events": []},
        "",
        {"text": "抓获5人。"},
    )
    assert list(read_articles(path, "jsonl", site_place="湖北省")) == [
        Article(id="7", title="通报", published="2024-05-31", text="抓获3人。", site_place="湖北省"),
        Article(id="in-3", text="抓获5人。", site_place="湖北省"),
    ]


def test_a_bad_line_does_not_stop_the_others(tmp_path: Path) -> None:
    path = write(tmp_path / "in.jsonl", {"id": "a", "text": "一"}, "{'id': 1}", {"id": "b", "text": "二"})
    first, second, third = read_articles(path, "jsonl")
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert isinstance(second, InputError)
    assert str(second).startswith(f"{path}:2: this is not valid JSON")
    assert "column 2" in str(second)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ([1, 2], "must hold one JSON object"),
        ({"id": "a"}, "The record 'a' has no text"),
        ({"id": "a", "text": " \n"}, "has a blank text"),
        ({"id": "a", "text": 5}, "has a text of type int"),
        ({"id": "a", "text": "一", "published": "31.5.2024"}, "published '31.5.2024' is no day"),
        ({"id": "a", "text": "一", "published": "2024-02-30"}, "published '2024-02-30' is no day"),
        ('{"id": "a", "text": "\\ud800"}', "cannot be held as text"),
        ('{"text": "一", "n": ' + "9" * 5000 + "}", "cannot be held as text"),
        ("[" * 100_000, ":1: this"),
    ],
)
def test_objects_that_do_not_fit(tmp_path: Path, line: object, said: str) -> None:
    path = write(tmp_path / "in.jsonl", line)
    assert only_error(path).startswith(f"{path}:1: ")
    assert said in only_error(path)


def test_empty_and_binary_files(tmp_path: Path) -> None:
    empty = write(tmp_path / "empty.jsonl", " \n")
    assert only_error(empty) == f"{empty} is empty; there is nothing to read."
    binary = tmp_path / "binary.jsonl"
    binary.write_bytes(b"\xff\xfe\xfa\x80\x00\xff")
    assert "is no text in UTF-8 or GB 18030" in only_error(binary)


def test_charsets(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    for charset in ("utf-8", "utf-8-sig", "gb18030"):
        path.write_bytes('{"id": "a", "text": "抓获嫌疑人"}\r\n'.encode(charset))
        assert [article.text for article in read_articles(path, "jsonl") if isinstance(article, Article)] == [
            "抓获嫌疑人"
        ]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO('{"text": "抓获嫌疑人"}'.encode())))
    (article,) = read_articles(STANDARD_INPUT, "jsonl")
    assert isinstance(article, Article)
    assert article.id == "stdin-1"


def test_format_by_ending_or_option(tmp_path: Path) -> None:
    names = {"a.html": "html", "b.HTM": "html", "c.txt": "txt", "d.jsonl": "jsonl"}
    assert {name: find_format(write(tmp_path / name, "x"), None) for name in names} == names
    assert find_format(write(tmp_path / "e.dat", "x"), "txt") == "txt"
    assert find_format(STANDARD_INPUT, "html") == "html"


def test_files_that_are_not_there_or_say_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no file"):
        find_format(tmp_path / "none.txt", None)
    with pytest.raises(UsageError, match="is not a file"):
        find_format(tmp_path, None)
    with pytest.raises(UsageError, match=r"the ending \.dat is unknown"):
        find_format(write(tmp_path / "e.dat", "x"), None)
    with pytest.raises(UsageError, match="Say what standard input holds"):
        find_format(STANDARD_INPUT, None)


def test_reports_that_are_none(tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", {"id": "a", "text": "一", "events": [{"id": "e1", "kind": "party"}]})
    with pytest.raises(InputError, match=r"gold\.jsonl:1: events\.0\.kind cannot be 'party'"):
        read_reports(path)
    with pytest.raises(UsageError, match="There is no file"):
        read_reports(tmp_path / "none.jsonl")
