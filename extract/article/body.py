"""The body of an article: the element that holds it, and its lines."""

import logging
import re
from collections.abc import Iterator, Sequence
from functools import cache

import trafilatura
from lxml.html import HtmlElement
from readability import Document
from readability.readability import Unparseable

from extract.article.furniture import chinese_characters, is_prose
from extract.article.reading import PageLine, article_lines
from extract.article.tree import lines_of, parse, select
from schema.errors import PageError
from schema.lexicon import read_lexicon
from schema.models import ArticleRules

LEAST = 20
"""Chinese characters that a body has at least where no rule of the site names it."""

SENTENCE = 8
"""Chinese characters that one line of it has at least, with a full stop behind them."""

MOST_LINKED = 0.35
"""Share of linked characters from which an element whose name is not sure is no body."""

MOST_REMOVED = 0.4
"""Share of a body's text that an element named like a sidebar may hold and still be taken out."""

_WORDS = re.compile(r"[\s]+")
_NEVER = frozenset({"nav", "figcaption", "footer", "form", "aside", "iframe"})

for _name in ("readability", "trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)  # they report every odd page as an error


def body_by_rules(root: HtmlElement, rules: ArticleRules, title: str) -> list[str]:
    """Give the lines of the article where a site's rules say that it stands; empty where their selectors find nothing."""
    take_out(root, rules.remove)
    for selector in rules.body:
        if kept := _read(_outermost(select(root, selector)), title):
            return kept
    return []


def body_in_general(root: HtmlElement, text: str, title: str) -> list[str]:
    """Give the lines of the article by known containers, readability, trafilatura, or all of the page; empty for no article."""
    for elements in _containers(root):
        kept = _read(elements, title)
        if _is_article(kept):
            return kept
    for reader in (_by_readability, _by_trafilatura):
        kept = reader(text, title)
        if _is_article(kept):
            return kept
    kept = _read([root], title)  # markup too deep or too broken for either
    return kept if _is_article(kept) else []


def _is_article(kept: Sequence[str]) -> bool:
    """Say whether lines read as an article: enough of them, and a sentence among them."""
    return chinese_characters("".join(kept)) >= LEAST and any(is_prose(line, least=SENTENCE) for line in kept)


def take_out(root: HtmlElement, selectors: Sequence[str]) -> None:
    """Take the elements that a site's rules name out of the tree, leaving the text behind them."""
    for selector in selectors:
        for element in select(root, selector):
            if element.getparent() is not None:
                element.drop_tree()


def _outermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    """Leave out elements that stand within others of the list."""
    chosen = set(elements)
    return [element for element in elements if not any(above in chosen for above in element.iterancestors())]


def _read(elements: Sequence[HtmlElement], title: str) -> list[str]:
    lines: list[PageLine] = []
    for element in elements:
        _drop_asides(element)
        lines += [PageLine.of(line) for line in lines_of(element)]
    return article_lines(lines, title=title)


@cache
def _removed() -> re.Pattern[str]:
    rows = read_lexicon("extract.article", "removed.tsv")
    return re.compile("|".join(f"(?:{row['pattern']})" for row in rows), re.IGNORECASE)


def _drop_asides(element: HtmlElement) -> None:
    """Take out of a body what its markup says is none of it: captions, share bars, related news."""
    whole = len("".join(str(text) for text in element.itertext()))
    for inner in list(element.iterdescendants()):
        if not isinstance(inner, HtmlElement) or not isinstance(inner.tag, str):
            continue
        words = _WORDS.split(f"{inner.get('class') or ''} {inner.get('id') or ''}".strip())
        if inner.tag not in _NEVER and not any(_removed().fullmatch(word) for word in words if word):
            continue
        own = len("".join(str(text) for text in inner.itertext()))
        if own <= MOST_REMOVED * whole and inner.getparent() is not None:
            inner.drop_tree()


def _containers(root: HtmlElement) -> Iterator[list[HtmlElement]]:
    """Yield the elements that are named as bodies are, the surest names first."""
    for row in read_lexicon("extract.article", "containers.tsv", codes={"sure": {"yes", "no"}}):
        found = select(root, row["selector"])
        if not found:
            continue
        best = max(found, key=lambda element: chinese_characters("".join(str(text) for text in element.itertext())))
        if row["sure"] == "yes" or _linked_share(best) <= MOST_LINKED:
            yield [best]


def _linked_share(element: HtmlElement) -> float:
    lines = lines_of(element)
    whole = sum(len(line.text) for line in lines)
    return sum(len(line.text) * line.linked for line in lines) / whole if whole else 1.0


def _by_readability(text: str, title: str) -> list[str]:
    try:
        summary = Document(text).summary(html_partial=True)
        root = parse(summary)
    except (Unparseable, PageError, ValueError):
        return []
    return _read([root], title)


def _by_trafilatura(text: str, title: str) -> list[str]:
    found = trafilatura.extract(text, include_comments=False, include_tables=True, fast=True)
    lines = [PageLine(line.strip()) for line in (found or "").split("\n") if line.strip()]
    return article_lines(lines, title=title)
