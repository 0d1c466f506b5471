"""Pages that hold no article, and how that is said."""

import json
import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from extract.article.furniture import chinese_characters, is_prose
from extract.article.tree import Line
from extract.view import view
from schema.errors import PageError
from schema.lexicon import read_lexicon

_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "an image"),
    (b"GIF8", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"RIFF", "an image or a film"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x00\x00\x00", "a film"),
    (b"ID3", "a sound file"),
    (b"%!PS", "a PostScript document"),
)
_KINDS = (
    ("image/", "an image"),
    ("video/", "a film"),
    ("audio/", "a sound file"),
    ("application/pdf", "a PDF document"),
)
_FEED = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(rss|feed|urlset|sitemapindex|datastore|rdf:RDF)\b", re.DOTALL
)
_ELEMENT = re.compile(
    r"<(?:!doctype|html|head|body|div|p|table|br|span|meta|article|section|h1|td|center|font)\b", re.IGNORECASE
)
_LITTLE = 200
"""Chinese characters in paragraphs up to which a page may be a message instead of an article."""

_LONGEST = 32
"""Characters that a message has at most."""

_LINKED = 0.5
_REDIRECT = re.compile(r"document\.cookie|location(?:\.href|\.replace|\s*=)|eval\(")


def refuse_bytes(body: bytes, content_type: str) -> None:
    """Raise where bytes are no text.

    Raises
    ------
    PageError
        Saying what they are.
    """
    if not body.strip():
        raise PageError("The page is empty: the server sent no body.")
    start = body.lstrip()[:16]
    for magic, kind in _MAGIC:
        if start.startswith(magic) or body.startswith(magic):
            raise PageError(f"The page is {kind}, not HTML; only HTML pages can be read.")
    for prefix, kind in _KINDS:
        if content_type.lower().startswith(prefix) and not _ELEMENT.search(body[:4096].decode("latin-1")):
            raise PageError(f"The page is {kind} ({content_type}), not HTML; only HTML pages can be read.")


def refuse_text(text: str) -> None:
    """Raise where a text is no HTML: JSON, a feed, a list of addresses, plain text.

    Raises
    ------
    PageError
        Saying what it is.
    """
    if _FEED.match(text):
        raise PageError("The page is XML data (a feed, a sitemap or a list), not an article in HTML.")
    if text.lstrip()[:1] in {"{", "["}:
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            pass
        else:
            raise PageError("The page is JSON data, not HTML; only HTML pages can be read.")
    if not _ELEMENT.search(text):
        raise PageError("The page holds no HTML elements; a copied text is read from a file that ends in .txt.")


def refuse_message(root: HtmlElement, lines: Sequence[Line], title: str, paragraphs: Sequence[str]) -> None:
    """Raise where a page with few paragraphs says that there is no article: not found, prove that you are human.

    Raises
    ------
    PageError
        Saying which of them.
    """
    if sum(chinese_characters(each) for each in paragraphs if is_prose(each, least=12)) > _LITTLE:
        return
    rows = read_lexicon("extract.article", "messages.tsv", key="pattern", codes={"says": set(_SAYS)})
    short = [title, *(line.text for line in lines if len(line.text) <= _LONGEST and line.linked < _LINKED)]
    for row in rows:
        pattern = re.compile(row["pattern"], re.IGNORECASE)
        if any(pattern.search(view(said)) for said in short):
            raise PageError(_SAYS[row["says"]])
    script = "".join(element.text or "" for element in root.iter("script"))
    if not paragraphs and _REDIRECT.search(script):
        raise PageError(_SAYS["challenge"])


_SAYS = {
    "missing": "The page says that the article does not exist or was taken away, though it was sent as a page that is there.",
    "challenge": "The page is a check by script or captcha that keeps programs out, not the article.",
    "login": "The page asks for a login and shows no article.",
}
