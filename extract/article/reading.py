"""Which of a page's lines are the article's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.article.furniture import effect_of, is_headline, is_list_item, is_navigation, is_prose, squeezed
from extract.article.head import is_head
from extract.article.tree import Line

LINKED = 0.9
"""Share of a line's characters in links from which it is a link, not a sentence with one in it."""

LOOK_AHEAD = 10
"""Lines after a list of headlines in which an article may go on (a box floats in the middle of many)."""

LONGEST_CAPTION = 120
LONGEST_HEADING = 8
LONGEST_WORD = 4
"""Characters of a line above the first paragraph of a copied page that is the rest of something to click."""

LEAST_HEADLINES = 4
"""Headlines in a row after the last paragraph from which they are a list without a heading."""

_MARKED = re.compile(r"[【■◆●▲★▫□○◇]")
_BARE = re.compile(r"[\u4e00-\u9fff“《\d][^:：，,、；;|]{9,45}")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page, from HTML or from a copy: its text, whether it is a link, whether it is a caption by its looks."""

    text: str
    linked: bool = False
    caption: bool = False

    @classmethod
    def of(cls, line: Line) -> "PageLine":
        """Take from a line of HTML what decides whether it is the article's."""
        caption = line.below_image and line.centred and len(line.text) <= LONGEST_CAPTION
        return cls(line.text, line.linked >= LINKED, caption)


def article_lines(lines: Sequence[PageLine], *, title: str = "", has_links: bool = True) -> list[str]:
    """Give the article's lines.

    Parameters
    ----------
    lines
        The lines of the element that holds the body, or those of a copied page from the title on.
    title
        The title, which is not said again before the first paragraph.
    has_links
        Whether it is known which lines are links; where it is not, a list of headlines ends less easily.
    """
    kept: list[str] = []
    begun = False
    at = 0
    while at < len(lines):
        line = lines[at]
        effect = effect_of(line.text)
        if not begun and (line.text == title or is_head(line.text) or (not has_links and is_navigation(line.text))):
            at += 1
            continue
        if effect == "end" and begun:
            break
        if effect in {"list", "aside"}:
            going_on = _goes_on(lines, at + 1, strict=effect == "list", has_links=has_links)
            if going_on is None:
                if begun or not has_links:
                    break
                at += 1
                continue
            if effect == "aside":
                kept.append(line.text)
            at = going_on
            continue
        is_word = not (has_links or begun or len(line.text) > LONGEST_WORD or _MARKED.match(line.text))
        if effect is None and not line.caption and not _is_link_row(line) and not is_word:
            kept.append(line.text)
            begun = begun or is_prose(line.text, least=25)
        at += 1
    return _without_tail(kept, has_links=has_links)


def _is_link_row(line: PageLine) -> bool:
    return line.linked and is_headline(line.text)


def _goes_on(lines: Sequence[PageLine], start: int, *, strict: bool, has_links: bool) -> int | None:
    """Say at which line an article goes on after a heading of a list, None where it does not.

    An aside (新闻链接) goes on at once where paragraphs follow. After a list of headlines, paragraphs must come soon, with no
    second list and no foot of the page before them.
    """
    ahead = range(start, min(len(lines), start + LOOK_AHEAD))
    for at in ahead:
        line = lines[at]
        effect = effect_of(line.text)
        if effect in {"end", "list"}:
            return None
        if effect is not None or line.linked or is_list_item(line.text):
            if not strict and (line.linked or is_list_item(line.text)):
                strict = True
            continue
        if is_prose(line.text, least=40 if strict and not has_links else 30):
            return _back_to_list(lines, start, at) if strict else start
        if has_links and strict and not is_headline(line.text):
            return at
    return None


def _back_to_list(lines: Sequence[PageLine], start: int, at: int) -> int:
    """Go back from a paragraph over the shorter ones before it, and their headings, as far as the headlines of a list."""
    while at > start:
        before = lines[at - 1]
        if before.linked or not (is_prose(before.text, least=12) or _MARKED.match(before.text)):
            break
        at -= 1
    return at


def _without_tail(kept: list[str], *, has_links: bool) -> list[str]:
    """Take off a list of headlines that stands at the end without a heading of its own."""
    last = len(kept)
    while last and not is_prose(kept[last - 1], least=20):
        last -= 1
    tail = kept[last:]
    items = [at for at, text in enumerate(tail) if is_list_item(text)]
    if len(items) < 2:
        items = [] if has_links or not last else _bare_headlines(tail)
    if not items:
        return kept
    first = items[0]
    while first and len(squeezed(tail[first - 1])) <= LONGEST_HEADING:
        first -= 1
    return kept[:last] + tail[:first]


def _bare_headlines(tail: Sequence[str]) -> list[int]:
    """Give the lines of a tail that are headlines, if there are so many in a row that they cannot be anything else."""
    run: list[int] = []
    for at, text in enumerate(tail):
        if _BARE.fullmatch(text) and is_headline(text):
            run.append(at)
        elif len(run) < LEAST_HEADLINES:
            run = []
    return run if len(run) >= LEAST_HEADLINES else []
