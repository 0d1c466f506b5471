"""The title of an article: what it says, and where it stands on the page."""

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from extract.article.furniture import chinese_characters, effect_of, squeezed
from extract.article.head import is_medium
from extract.article.metadata import metadata_values
from extract.article.tree import Line, select, text_of, trim
from extract.view import view
from schema.models import ArticleRules

_SEPARATOR = re.compile(
    r"\s*(?:_+|[|｜]+|\s[-–—]+\s|--+|(?<![—–A-Za-z\d])[-–](?![—–A-Za-z\d])|\s?>+\s?|\s<<\s|\s·\s)\s*"
)
_SPACES = re.compile(r"\s+")
_CUT_OFF = re.compile(r"(?:…+|\.{3,})$")
LONGEST_TITLE = 120


def one_line(text: str) -> str:
    """Give a title with single spaces."""
    return trim(_SPACES.sub(" ", text))


def find_title(root: HtmlElement, lines: Sequence[Line], rules: ArticleRules | None) -> str:
    """Give the title: by the site's rules, the metadata, the heading, `<title>`; empty where there is none."""
    said = {squeezed(line.text): line.text for line in reversed(lines) if len(line.text) <= LONGEST_TITLE}
    for candidate in _candidates(root, said, rules):
        title = one_line(candidate)
        if _CUT_OFF.search(title):
            begun = squeezed(_CUT_OFF.sub("", title))
            title = next((text for key, text in said.items() if len(begun) >= 6 and key.startswith(begun)), title)
        if 2 <= len(title) <= LONGEST_TITLE:
            return one_line(title)
    return ""


def _candidates(root: HtmlElement, said: dict[str, str], rules: ArticleRules | None) -> Iterator[str]:
    for selector in rules.title if rules else ():
        for element in select(root, selector):
            yield (element.get("content") or "") if element.tag == "meta" else text_of(element)
    for value in metadata_values(root, "title"):
        yield without_site(value.text, said) if value.suffixed else value.text
    whole = " ".join(text_of_title(element) for element in root.iter("title"))
    headings = [text_of(element) for element in root.iter("h1")]
    headings = [heading for heading in headings if len(squeezed(heading)) >= 4 and not is_medium(heading)]
    known, own = squeezed(whole), without_site(whole, said)
    yield from (heading for heading in headings if squeezed(heading) in known)
    if squeezed(own) in said:
        yield own
    yield from (heading for heading in headings if chinese_characters(heading) >= 4)
    yield own
    for level in ("h2", "h3"):
        yield from (text for element in root.iter(level) if chinese_characters(text := text_of(element)) >= 6)


def text_of_title(element: HtmlElement) -> str:
    """Give what a `<title>` says."""
    return one_line("".join(str(text) for text in element.itertext()))


def without_site(text: str, said: dict[str, str]) -> str:
    """Take the site's and the column's name off a title, before or behind it.

    The part that the page shows as a line of its own is the title; where none is, what stands before the first
    separator with a sign of a list (`_`, `|`), else before the last hyphen.
    """
    text = one_line(text)
    cuts = [match.span() for match in _SEPARATOR.finditer(text)]
    parts = [text[:start] for start, _ in reversed(cuts)] + [text[end:] for _, end in cuts]
    for part in [text, *parts]:
        if len(squeezed(part)) >= 4 and squeezed(part) in said and not effect_of(part) and not is_medium(part):
            return said[squeezed(part)]
    gaps = [gap.start() for gap in re.finditer(" ", text)]
    for least, part in [(4, text[gap + 1 :]) for gap in gaps] + [(8, text[:gap]) for gap in reversed(gaps)]:
        if len(squeezed(part)) >= least and squeezed(part) in said and not effect_of(part):
            return said[squeezed(part)]
    if strong := re.search(r"\s*[_|｜]", text):
        return text[: strong.start()]
    if cuts and chinese_characters(text[: cuts[-1][0]]) >= 6 and len(text) - cuts[-1][1] <= 15:
        return text[: cuts[-1][0]]
    return text


def place_of_title(lines: Sequence[Line], title: str) -> int | None:
    """Give the index of the line that shows the title: in a heading if it can be, else not in a link; None if it is not shown."""
    wanted = squeezed(title)
    places = [at for at, line in enumerate(lines) if wanted and squeezed(line.text) == wanted]
    if not places:
        start = wanted[:16]
        places = [at for at, line in enumerate(lines) if len(start) >= 6 and squeezed(line.text).startswith(start)]
    headings = [at for at in places if lines[at].element.tag in {"h1", "h2"}]
    plain = [at for at in places if lines[at].linked < 0.5]
    for choice in (headings, plain, places):
        if choice:
            return choice[0]
    return None


def is_title(line: str, title: str) -> bool:
    """Say whether a line shows a title, whatever the spaces in it."""
    return bool(title) and view(line).replace(" ", "") == view(title).replace(" ", "")
