"""An article from a page's text as a person copies it out of a browser: everything selected, everything copied."""

import re
from collections.abc import Iterator, Sequence

from extract.article.furniture import (
    chinese_characters,
    effect_of,
    is_headline,
    is_list_item,
    is_navigation,
    is_prose,
    squeezed,
)
from extract.article.head import head_stamp, is_head, is_medium, read_source, rest_of, unlabelled_source
from extract.article.reading import PageLine, article_lines
from extract.article.stamps import stamps_in
from extract.article.titles import one_line
from extract.article.tree import trim
from schema.errors import PageError
from schema.models import Article

ABOVE_HEAD = 8
BELOW_HEAD = 3
"""Lines above and below the line with the stamp among which the title is looked for."""

LONGEST_MEDIUM = 12
"""Characters of a line between title and stamp that is taken for the medium's name instead of the title."""

FOOT = 6
"""Lines behind the last of the body among which a source is looked for."""

LEAST_HEADLINE = 12
"""Characters of a headline before a day from which the line is a row of a list."""

LONGEST_TITLE = 60
"""Characters of a first line that is taken for the title of an article copied alone."""

BEHIND_HEAD = 12
"""Lines behind the stamp within which a paragraph must come."""

_BREAKS = re.compile(r"\r\n?|[\n\v\f\u0085\u2028\u2029]")
_SENTENCE = re.compile(r"[。;；，,]$")
_SUBTITLE = re.compile(r"^\s*(?:——|--|—)")
_OWNER = re.compile(r"^(?:本网站|本站)?(?:属于?|由)?(?P<names>[^。]{2,60}?)(?:版权所有|主办)")
_OWNER_BEHIND = re.compile(
    r"(?:版权所有|主办(?:单位|方)?|Copyright\s*©?[\d\s\-]*)[:：©\s]*(?P<names>[\u4e00-\u9fff、,，\s]{2,40})"
)
_OF_COPY = re.compile(r"(?:稿件|文章)?来源为?\s*[:：]\s*(?P<name>[^。,，;；\s]{2,30})")


def from_pasted(text: str, *, id: str) -> Article:
    """Read the article of a copied page.

    The title is looked for above the line that says when the page was published, the body below it as far as the lists of
    headlines, the disclaimers and the foot of the page. A text without such a line is taken for the article alone.

    Parameters
    ----------
    text
        The copied text.
    id
        The article's id.

    Returns
    -------
    Article
        `source` is the medium that the page names, else the site that its foot names, else None.

    Raises
    ------
    PageError
        Where no paragraph is found.
    """
    lines = [line for raw in _BREAKS.split(text.removeprefix("\ufeff")) if (line := trim(raw))]
    if not lines:
        raise PageError("The text is empty; there is nothing to read.")
    head = _find_head(lines)
    title_at = _find_title(lines, head)
    title = one_line(lines[title_at]) if title_at is not None else ""
    start = max(-1 if head is None else head, -1 if title_at is None else title_at) + 1
    body = article_lines([PageLine(line) for line in lines[start:]], title=title, has_links=False)
    if not _says_something(body):
        raise PageError("The text holds no article: no paragraph was found in it, only short lines.")
    first = min(place for place in (head, title_at, start) if place is not None)
    around = [*lines[first : start + 4], *reversed(lines[max(0, first - 3) : first])]
    around = [line for line in around if line != title]
    return Article(
        id=id,
        title=title,
        published=_published(lines, head, start, body),
        source=_source(around, lines[start:], body),
        text="\n".join(body),
    )


def _says_something(body: Sequence[str]) -> bool:
    whole = "".join(body)
    return any(is_prose(line, least=12) for line in body) or chinese_characters(whole) >= 60


def _find_head(lines: Sequence[str]) -> int | None:
    """Find the line that says when the page was published: stamped, short, below a title, above paragraphs."""
    best: tuple[float, int] | None = None
    for at, line in enumerate(lines):
        found = head_stamp(line)
        if found is None or (
            found[1] == 1
            and is_list_item(line)
            and len(rest_of(line)) >= LEAST_HEADLINE
            and not unlabelled_source(line)
        ):
            continue
        score = float(found[1])
        if any(_can_be_title(each) for each in lines[max(0, at - 3) : at]):
            score += 2
        if any(is_prose(each, least=20) for each in lines[at + 1 : at + 1 + BEHIND_HEAD]):
            score += 3
        if any(is_prose(each) for each in lines[:at]):
            score -= 3
        if effect_of(line) == "drop" and found[1] == 1:  # a calendar at the top of the page
            score -= 1
        score += at / len(lines)
        if score >= 3 and (best is None or score > best[0]):
            best = (score, at)
    return best[1] if best else None


def _can_be_title(line: str) -> bool:
    if not 4 <= len(line) <= 100 or chinese_characters(line) < 4 or _SENTENCE.search(line):
        return False
    return effect_of(line) is None and not is_navigation(line) and not is_head(line) and not is_list_item(line)


def _names_medium(line: str, above: str) -> bool:
    """Say whether a line between title and stamp is the account that published, as on mobile pages."""
    return len(line) <= LONGEST_MEDIUM and len(line) < len(above) and is_medium(line) and not is_medium(above)


def _find_title(lines: Sequence[str], head: int | None) -> int | None:
    """Find the title: the nearest line above the stamp that can be one, else below it, else above the first paragraph."""
    if head is not None:
        above = [at for at in range(head - 1, max(-1, head - 1 - ABOVE_HEAD), -1) if _can_be_title(lines[at])]
        main = [at for at in above if not _SUBTITLE.match(lines[at])]
        below = range(head + 1, min(len(lines), head + 1 + BELOW_HEAD))
        main += [at for at in below if _can_be_title(lines[at]) and not is_prose(lines[at])]
        if main:
            return main[1] if len(main) > 1 and _names_medium(lines[main[0]], lines[main[1]]) else main[0]
        return None
    first = next((at for at, line in enumerate(lines) if at and is_prose(line, least=20)), len(lines))
    if trail := [at for at in range(first) if "正文" in lines[at] and effect_of(lines[at]) == "drop"]:
        behind = range(trail[-1] + 1, first)
        return next((at for at in behind if _can_be_title(lines[at])), None)
    alone = first <= BEHIND_HEAD and not any(effect_of(line) or is_navigation(line) for line in lines[:first])
    if alone and len(lines) > 1 and _can_be_title(lines[0]) and len(lines[0]) <= LONGEST_TITLE:
        return 0
    candidates = [at for at in range(max(0, first - 4), first) if _can_be_title(lines[at]) and is_headline(lines[at])]
    return candidates[0] if candidates else None


def _published(lines: Sequence[str], head: int | None, start: int, body: Sequence[str]) -> str | None:
    """Give the stamp of the head, else a labelled one anywhere, else the day below the article's signature."""
    if head is not None and (found := head_stamp(lines[head])):
        return found[0].value
    for line in (*lines[:start], *reversed(lines)):
        found = head_stamp(line)
        if found is not None and found[1] >= 2:
            return found[0].value
    for line in reversed(body[-3:]):
        stamps = list(stamps_in(line))
        if len(stamps) == 1 and len(line) <= 40 and stamps[0].end >= len(line.rstrip(" )）。")):
            return stamps[0].value
    return None


def _source(around: Sequence[str], below: Sequence[str], body: Sequence[str]) -> str | None:
    """Give the source: beside the title, at the article's end, in a remark on the copy, as the owner of the page."""
    kept = set(body)
    head = [line for line in around if line not in kept]
    behind = [line for line in below if line not in kept]
    last = max((at for at, line in enumerate(below) if line in kept), default=0)
    foot = [line for line in below[: last + 1 + FOOT] if line not in kept]
    readings = (
        (read_source(line) for line in head if len(line) <= 160),
        (read_source(line) for line in foot if len(line) <= 60),
        (unlabelled_source(line) for line in head if head_stamp(line) is not None),
        (line for line in head if is_medium(line) and effect_of(line) is None),
        (match["name"] for line in behind if (match := _OF_COPY.search(line))),
    )
    return next((name for reading in readings for name in reading if name), None) or _owner(behind)


def _owner(lines: Sequence[str]) -> str | None:
    """Find whose page it is in its foot: 版权所有, 主办. Of several owners, the one that is called like a medium."""
    for line in reversed(lines):
        for pattern in (_OWNER, _OWNER_BEHIND):
            match = pattern.search(line)
            if match is None:
                continue
            names = [name for name in _names(match["names"]) if 3 <= len(name) <= 20]
            media = [name for name in names if is_medium(name)]
            if media or names:
                return (media or names)[-1]
    return None


def _names(text: str) -> Iterator[str]:
    for name in re.split(r"[、,，和与\s|:：©]+", text):
        if chinese_characters(name) >= 3 and not squeezed(name).isdigit():
            yield name.strip("()（）")
