"""What stands between a title and its article: when and by whom it was published."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise

from extract.article.furniture import chinese_characters, is_control, labels
from extract.article.stamps import Stamp, stamps_in
from extract.article.tree import trim
from extract.view import view
from schema.lexicon import read_lexicon

LONGEST_HEAD = 160
"""Characters that a line with stamp, source and controls has at most."""

LONGEST_REST = 24
"""Characters of such a line that are neither stamp nor label nor control: an unlabelled source, an author."""

LONGEST_SOURCE = 30
_SIGNS = re.compile(r"[\s|/\\()\[\]【】<>《》:;,.、·•+\-—_]+")
_CLEAN = " \u3000\u00a0\t|/\\·:：-—,，;；[]【】()（）<>"
_PAIRED = {"”": "“", "》": "《", "」": "「"}


@cache
def _source_label() -> re.Pattern[str]:
    return re.compile(rf"(?:{labels().any_of('source')})\s*[:】\]|丨]\s*|(?<=[\s(])来自\s*[:：]\s*")


@cache
def _nameless() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("extract.article", "nameless.tsv"))


@cache
def _after_source() -> re.Pattern[str]:
    """Read what ends the name of a source: the next label with its colon, a thing to click, a count."""
    known = labels()
    labelled = known.any_of("published", "updated", "source", "editor", "author", "count")
    clicked = known.any_of("control", "count")
    return re.compile(
        rf"(?:{labelled}|{clicked})\s*[:】\]]|\s(?:{clicked}|{known.any_of('network')})|(?:{clicked})(?=[\s\[(【]|$|{clicked}|{known.any_of('network')})"
    )


@cache
def _label_before(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{labels().by_kind[kind]})\s*[:】\]]?\s*$")


@cache
def _any_label() -> re.Pattern[str]:
    known = labels()
    named = known.any_of("editor", "author")
    plain = known.any_of("published", "updated", "source", "control", "network", "count")
    return re.compile(rf"(?:{named})\s*[:】\]]\s*[^\s:|]{{0,12}}|(?:{plain})\s*[:】\]]?")


def read_source(line: str) -> str | None:
    """Give the medium that a line names after 来源 and its like, None where it names none.

    >>> read_source("2019-06-28 10:00　来源：海南日报　编辑：某某　【字号 大 中 小】")
    '海南日报'
    """
    text = view(line)
    for label in _source_label().finditer(text):
        end = len(text)
        if following := _after_source().search(text, label.end()):
            end = following.start()
        for stamp in stamps_in(line):
            if stamp.start >= label.end():
                end = min(end, stamp.start)
        name = _first_words(line[label.end() : end])
        if name in _nameless():
            continue
        if name and chinese_characters(name) + len(re.findall(r"[A-Za-z]", name)) >= 2:
            return name
    return None


def _first_words(text: str) -> str:
    """Cut a name at the first gap, but for one inside a pair of signs or before Latin letters."""
    words = trim(text).split()
    name = words[0] if words else ""
    for before, word in pairwise(words):
        opened = any(name.count(left) > name.count(right) for right, left in _PAIRED.items())
        if not opened and not (word.isascii() and before.isascii() and word[0].isalpha()):
            break
        name += f" {word}"
    name = re.split(r"\t|\s{2,}|[|｜]", name)[0]
    cleaned = name.strip(_CLEAN)
    if name.endswith(("）", ")")) and ("（" in cleaned or "(" in cleaned):
        cleaned = name.rstrip(" \u3000")
    return cleaned if 2 <= len(cleaned) <= LONGEST_SOURCE else ""


def head_stamp(line: str, *, latest: date | None = None) -> tuple[Stamp, int] | None:
    """Give the stamp of a line that says when the article was published, and how sure that is; None for other lines.

    Sureness: 3 with a label (发布时间), 2 beside a source, 1 alone, 0 for a stamp of a later change.
    """
    if len(line) > LONGEST_HEAD:
        return None
    text = view(line)
    if len(rest_of(line, latest)) > LONGEST_REST:
        return None
    best: tuple[Stamp, int] | None = None
    for stamp in stamps_in(line, latest=latest):
        before = text[: stamp.start]
        if _label_before("updated").search(before):
            sure = 0
        elif _label_before("published").search(before):
            sure = 3
        else:
            sure = 2 if _source_label().search(text) else 1
        if best is None or sure > best[1]:
            best = (stamp, sure)
    return best


def rest_of(line: str, latest: date | None = None) -> str:
    """Give what a line says beside stamps, labels, names of sources and editors, and controls."""
    text = view(line)
    source = read_source(line)
    for stamp in reversed(list(stamps_in(line, latest=latest))):
        text = text[: stamp.start] + "\n" + text[stamp.end :]
    if source:
        text = text.replace(view(source), "\n", 1)
    text = re.sub(
        r"https?://[\w./-]+|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[a-z]{2,}|\d+", "", _any_label().sub("\n", text)
    )
    return _SIGNS.sub("", text)


def is_head(line: str, *, latest: date | None = None) -> bool:
    """Say whether a line belongs to the head of an article: a stamp or a source, and little else."""
    if is_control(line):
        return True
    if head_stamp(line, latest=latest) is not None:
        return True
    return len(line) <= LONGEST_HEAD and read_source(line) is not None and len(rest_of(line, latest)) <= LONGEST_REST


@cache
def _media() -> dict[str, tuple[str, ...]]:
    sides = ("start", "end", "never")
    rows = read_lexicon("extract.article", "media_endings.tsv", key=("word", "side"), codes={"side": sides})
    return {side: tuple(row["word"] for row in rows if row["side"] == side) for side in sides}


def is_medium(name: str) -> bool:
    """Say whether a name is one that media and police bodies go by: …日报, …网, …公安局, 平安…."""
    known, plain = _media(), view(name)
    if not 3 <= len(plain) <= 20 or plain.endswith(known["never"]):
        return False
    return plain.startswith(known["start"]) or plain.endswith(known["end"])


def unlabelled_source(line: str, *, latest: date | None = None) -> str | None:
    """Give the medium that stands beside a stamp without a label, None where no name there is one."""
    text = line
    for stamp in reversed(list(stamps_in(line, latest=latest))):
        text = f"{text[: stamp.start]} | {text[stamp.end :]}"
    named = [word for word in _words(text) if is_medium(word)]  # an author's account stands before the medium's
    return named[-1] if named else None


def _words(text: str) -> Iterator[str]:
    for word in re.split(r"[\s|｜]+", text):
        yield word.strip(_CLEAN)
