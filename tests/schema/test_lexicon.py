"""Reading lexicons: what is wrong with a file is named with its line."""

import re
import sys

import pytest

from schema.errors import VocabularyError
from schema.lexicon import check_rows, read_lexicon

HEAD = "# where the words come from\nword\tcode\n"


def rows(text, *, key=None, ordered=False, codes=None):
    return list(check_rows(text, "words.tsv", key=key, ordered=ordered, codes=codes or {}))


def test_comments_and_empty_lines_are_passed_over():
    text = HEAD + "\n# a comment between\n甲\t1\n乙\t-\n"
    assert rows(text) == [{"word": "甲", "code": "1"}, {"word": "乙", "code": "-"}]


def test_a_file_without_rows_is_empty():
    assert rows(HEAD) == []
    assert rows("") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("甲\t1\t2\n", "words.tsv:3: 3 cells, but the head names 2 columns"),
        ("甲\n", "words.tsv:3: 1 cells"),
        ("甲\t\n", "words.tsv:3: the cell code is empty"),
        ("甲 \t1\n", "words.tsv:3: the cell word is empty or has spaces around it"),
        ("\n甲\t1\n甲\t2\n", "words.tsv:5: 甲 stands on line 4 already"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text, message):
    with pytest.raises(VocabularyError, match=re.escape(message)):
        rows(HEAD + text)


def test_a_cell_must_hold_a_known_code():
    known = {"code": {"theft", "-"}}
    assert len(rows(HEAD + "甲\ttheft\n乙\t-\n", codes=known)) == 2
    with pytest.raises(VocabularyError, match=re.escape("words.tsv:3: code 'thaft' is not a known code")):
        rows(HEAD + "甲\tthaft\n", codes=known)


def test_a_key_may_take_several_columns():
    text = HEAD + "甲\t1\n甲\t2\n"
    assert len(rows(text, key=("word", "code"))) == 2
    with pytest.raises(VocabularyError, match="甲 stands on line 3 already"):
        rows(text, key="word")
    with pytest.raises(VocabularyError, match="甲 1 stands on line 3 already"):
        rows(text + "甲\t1\n", key=("word", "code"))


def test_rows_may_have_to_be_in_order():
    text = HEAD + "b\t1\na\t2\n"
    assert [row["word"] for row in rows(text)] == ["b", "a"]
    with pytest.raises(VocabularyError, match=re.escape("words.tsv:4: a is out of order")):
        rows(text, ordered=True)


def test_a_lexicon_is_read_from_its_package(tmp_path, monkeypatch):
    package = tmp_path / "lexica"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "words.tsv").write_text(HEAD + "甲\t1\n", encoding="utf-8")
    (package / "broken.tsv").write_bytes(b"\xb0\xa1\t1\n")
    monkeypatch.syspath_prepend(tmp_path)
    try:
        assert read_lexicon("lexica", "words.tsv") == [{"word": "甲", "code": "1"}]
        with pytest.raises(VocabularyError, match=r"lexica/broken\.tsv cannot be read.*Check the installation"):
            read_lexicon("lexica", "broken.tsv")
        with pytest.raises(VocabularyError, match=r"lexica/absent\.tsv cannot be read"):
            read_lexicon("lexica", "absent.tsv")
    finally:
        sys.modules.pop("lexica", None)
