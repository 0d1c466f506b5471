"""An article from a page's HTML."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from lxml.html import HtmlElement

from extract.article.body import body_by_rules, body_in_general, take_out
from extract.article.decoding import decode
from extract.article.furniture import chinese_characters
from extract.article.head import head_stamp, read_source, unlabelled_source
from extract.article.metadata import metadata_values
from extract.article.refusals import refuse_bytes, refuse_message, refuse_text
from extract.article.stamps import Stamp, stamp_of_address, stamp_of_metadata, stamps_in
from extract.article.titles import find_title, place_of_title
from extract.article.tree import Line, lines_of, parse, select, text_of
from schema.errors import PageError
from schema.models import Article, ArticleRules

BEHIND_TITLE = 10
BEFORE_TITLE = 6
"""Lines around the title among which day and source are looked for."""

FOOT = 6
"""Lines behind the last of the body among which a source is looked for."""


def from_html(
    body: bytes,
    *,
    url: str,
    content_type: str = "",
    rules: Sequence[ArticleRules] = (),
    fetched: date | None = None,
    id: str | None = None,
    site_place: str | None = None,
) -> Article:
    """Read the article of a page.

    Parameters
    ----------
    body
        The page as it was sent, in its own charset.
    url
        Its address, empty where it is not known. The day in it is the last resort for the day of publication.
    content_type
        The header of that name.
    rules
        The site's rules, older ones first. Those hold whose `valid_until` has not passed on the day of publication, the
        oldest of them first; where their selectors find no body, the next ones, then the general reader.
    fetched
        The day of fetching; stamps after it are none.
    id
        The article's id; its address unless given, or the digest of the page where there is none.
    site_place
        The region that the site answers for, as a path.

    Returns
    -------
    Article
        `source` is None where the page names none.

    Raises
    ------
    PageError
        Where the page holds no article, saying what it holds instead.
    SiteError
        Where a selector of the rules is none.
    """
    refuse_bytes(body, content_type)
    text = decode(body, content_type)
    refuse_text(text)
    root = parse(text)
    lines = lines_of(root)
    general = _published(root, lines, find_title(root, lines, None), url, None, fetched)
    chosen = list(rules_on(rules, general, fetched))
    used, paragraphs = _body(root, text, lines, chosen)
    if not chinese_characters("".join(paragraphs)):
        raise PageError("The page holds no article: no paragraph of text was found in it.")
    title = find_title(root, lines, used)
    source = _source(root, lines, title, used) or _source_below(lines, paragraphs)
    return Article(
        id=id or url or hashlib.sha256(body).hexdigest()[:16],
        url=url or None,
        title=title,
        published=_published(root, lines, title, url, used, fetched),
        source=source or (used.source_name if used else None),
        text="\n".join(paragraphs),
        site_place=site_place,
    )


def _body(
    root: HtmlElement, text: str, lines: Sequence[Line], chosen: Sequence[ArticleRules]
) -> tuple[ArticleRules | None, list[str]]:
    """Give the article's lines and the rules that found them; the first rules where none did and the general reader decides."""
    for each in chosen:
        title = find_title(root, lines, each)
        if each.body and (paragraphs := body_by_rules(parse(text), each, title)):
            return each, paragraphs
    first = chosen[0] if chosen else None
    title = find_title(root, lines, first)
    tree = parse(text)
    if first is not None:
        take_out(tree, first.remove)
    paragraphs = body_in_general(tree, text, title)
    refuse_message(root, lines, title, paragraphs)
    return first, paragraphs


def rules_on(rules: Sequence[ArticleRules], published: str | None, fetched: date | None) -> Iterator[ArticleRules]:
    """Yield the rules that hold on the day of publication, else of fetching: the oldest that do first, then newer ones."""
    day = published[:10] if published else fetched.isoformat() if fetched else "9999-12-31"
    for each in rules:
        if each.valid_until is None or day[: len(each.valid_until)] <= each.valid_until:
            yield each


def _published(
    root: HtmlElement,
    lines: Sequence[Line],
    title: str,
    url: str,
    rules: ArticleRules | None,
    fetched: date | None,
) -> str | None:
    """Find when an article was published: rules, metadata, the lines around the title, any labelled stamp, the address."""
    for selector in rules.published if rules else ():
        for element in select(root, selector):
            for said in (text_of(element), element.get("content"), element.get("datetime"), element.get("title")):
                if said and (value := stamp_of_metadata(said, latest=fetched)):
                    return value
    stated = next(
        (
            stamp
            for value in metadata_values(root, "published")
            if (stamp := stamp_of_metadata(value.text, latest=fetched))
        ),
        None,
    )
    shown = _shown(lines, title, fetched)
    if stated is not None:
        return _agreed(stated, shown)
    if shown is not None:
        return shown.value
    for line in lines:
        found = head_stamp(line.text, latest=fetched)
        if found is not None and found[1] == 3:
            return found[0].value
    return stamp_of_address(url, latest=fetched)


def _agreed(stated: str, shown: Stamp | None) -> str:
    """Choose between metadata and what readers see: what they see where it is the same day or the next, and has a time."""
    if shown is None or abs(date.fromisoformat(stated[:10]) - date.fromisoformat(shown.day)) > timedelta(days=1):
        return stated
    if "T" in shown.value or stated[:10] != shown.day:
        return shown.value
    return stated


def _near(lines: Sequence[Line], title: str) -> list[str]:
    """Give the lines around the title in the order in which they are looked through: behind it, then before it."""
    place = place_of_title(lines, title)
    if place is None:
        return [line.text for line in lines[:40]]
    behind = [line.text for line in lines[place + 1 : place + 1 + BEHIND_TITLE]]
    before = [line.text for line in reversed(lines[max(0, place - BEFORE_TITLE) : place])]
    return behind + before


def _shown(lines: Sequence[Line], title: str, fetched: date | None) -> Stamp | None:
    found = [each for line in _near(lines, title) if (each := head_stamp(line, latest=fetched))]
    return max(found, key=lambda each: each[1])[0] if found else None


def _source(root: HtmlElement, lines: Sequence[Line], title: str, rules: ArticleRules | None) -> str | None:
    for selector in rules.source if rules else ():
        for element in select(root, selector):
            said = (element.get("content") or "") if element.tag == "meta" else text_of(element)
            if name := read_source(said) or _plain_source(said):
                return name
    near = _near(lines, title)
    for line in near:
        if len(line) <= 160 and (name := read_source(line)):
            return name
    for value in metadata_values(root, "source"):
        if name := read_source(value.text) or _plain_source(value.text):
            return name
    for line in near:
        if head_stamp(line) is not None and (name := unlabelled_source(line)):
            return name
    return None


def _plain_source(text: str) -> str | None:
    """Give a text as a source where it can be the name of one: short, and no stamp or address."""
    name = text.strip()
    if not 2 <= len(name) <= 30 or "://" in name or any(stamps_in(name)) or ":" in name.replace("：", ":"):
        return None
    return name


def _source_below(lines: Sequence[Line], paragraphs: Sequence[str]) -> str | None:
    """Find a line at the foot of an article that names its source: 来源：某某公安."""
    kept = set(paragraphs)
    places = [at for at, line in enumerate(lines) if line.text in kept]
    if not places:
        return None
    foot = [line.text for line in lines[places[0] : places[-1] + 1 + FOOT] if line.text not in kept]
    return next((name for line in foot if len(line) <= 40 and (name := read_source(line))), None)
