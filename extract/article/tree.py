"""HTML as a tree, and a tree as the lines that a reader sees."""

import re
from dataclasses import dataclass

from cssselect import HTMLTranslator
from lxml import html
from lxml.etree import ParserError, XMLSyntaxError, _Element
from lxml.html import HtmlElement

from schema.errors import PageError, SiteError


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BLOCKS = _names("""
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol p pre
    section summary table tbody td tfoot th thead tr ul xmp
""")
SILENT = _names("""
    script style noscript template iframe object embed applet audio video canvas svg math map head title meta
    link button input select textarea option datalist
""")
"""Elements whose text no reader of the page sees as the article's."""

IMAGES = frozenset({"img", "picture"})
DEEPEST = 300
"""Elements within each other below which their text is taken as one piece."""

LONGEST_CELL = 60
"""Characters that a cell of a table of data has at most; longer ones are paragraphs of a layout."""

_SPACES = re.compile(r"[ \t\n\r\f]+")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f\u2018-\u201d]"
_BETWEEN_WIDE = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n][ \t\r\n]*(?={_WIDE})")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
EDGE = " \t\r\n\f\v\x1c-\x1f\x85\u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
_EDGES = re.compile(rf"^[{EDGE}]+|[{EDGE}]+$")
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as a reader sees it.

    `element` is the block that it stands in; `below_image` says that a picture stands right before it, `centred` that it stands in
    the middle, `linked` is the share of its characters that are links (0 to 1).
    """

    text: str
    element: _Element
    below_image: bool = False
    centred: bool = False
    linked: float = 0.0


def trim(text: str) -> str:
    """Take spaces of every kind, indents of U+3000 and zero-width characters off both ends."""
    return _EDGES.sub("", text)


def parse(text: str) -> HtmlElement:
    """Give the tree of a page.

    Raises
    ------
    PageError
        Where there is no element in it.
    """
    cleaned = _XML_HEAD.sub("", text).replace("\x00", "")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(cleaned.encode("utf-8", "replace"), parser=parser)
    except (ParserError, XMLSyntaxError) as error:
        raise PageError("The page holds no HTML elements; there is no article to read.") from error
    return root


def select(root: HtmlElement, selector: str) -> list[HtmlElement]:
    """Give the elements that a CSS selector finds, in the order of the page.

    Raises
    ------
    SiteError
        Where the selector is none.
    """
    try:
        found = root.xpath(HTMLTranslator().css_to_xpath(selector))
    except (SyntaxError, ValueError) as error:  # cssselect's errors are of these kinds
        raise SiteError(f"{selector!r} in the rules of a site file is no CSS selector: {error}.") from error
    return [element for element in found if isinstance(element, HtmlElement)] if isinstance(found, list) else []


def is_hidden(element: _Element) -> bool:
    """Say whether a page's own markup hides an element."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def text_of(element: _Element) -> str:
    """Give the text of an element on one line."""
    return trim(" ".join(line.text for line in lines_of(element)))


def lines_of(element: _Element) -> list[Line]:
    """Give the lines of an element: a block or a `<br>` ends a line; empty lines are left out.

    White space is as browsers show it, but that a line break between two Chinese characters is nothing. Rows of data
    become one line, cells parted by tabs. No-break and wide spaces stay inside a line and go at its ends.
    """
    writer = _Writer()
    writer.visit(element)
    writer.end_line(element)
    return writer.lines


class _Writer:
    """Collects lines while it walks through a tree."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._pieces: list[str] = []
        self._links = 0
        self._below_image = False

    def visit(self, element: _Element, in_link: bool = False, within: _Element | None = None, depth: int = 0) -> None:
        """Write an element; what follows it within its parent is the caller's."""
        tag = element.tag
        if tag in SILENT or is_hidden(element):
            return
        block = element if tag in BLOCKS or within is None else within
        if tag == "tr" and (cells := data_row(element)) is not None:
            self.end_line(block)
            self._add("\t".join(cells), element)
            return
        if tag in IMAGES:
            self._below_image = self._below_image or not trim("".join(self._pieces))
            return
        if tag == "br" or tag in BLOCKS:
            self.end_line(block if tag == "br" else within if within is not None else element)
        here = in_link or tag == "a"
        if depth == DEEPEST:  # broken markup, thousands of elements that are never closed
            self._say(" ".join(str(text) for text in element.itertext()), here)
            return
        self._say(_inner(element.text, tag), here)
        for child in element:
            self.visit(child, here, block, depth + 1)
            self._say(_inner(child.tail, tag), here)
        if tag in BLOCKS:
            self.end_line(element)

    def _say(self, text: str, in_link: bool) -> None:
        if not text:
            return
        self._pieces.append(text)
        if in_link:
            self._links += len(trim(text))

    def end_line(self, block: _Element) -> None:
        """End the line that was begun, if it says anything."""
        for piece in "".join(self._pieces).split("\x00"):
            if text := trim(_collapse(piece)):
                self._add(text, block)
        self._pieces, self._links = [], 0

    def _add(self, text: str, block: _Element) -> None:
        linked = min(1.0, self._links / len(text))
        self.lines.append(Line(text, block, self._below_image, _is_centred(block), linked))
        self._below_image = False


def _inner(text: str | None, tag: str) -> str:
    """Give an element's own text; in preformatted text line breaks stand, marked by NUL, which no page holds."""
    if not text:
        return ""
    return text.replace("\n", "\x00") if tag in {"pre", "xmp", "listing"} else text


def _collapse(text: str) -> str:
    """Make runs of white space one space, as browsers do."""
    return _SPACES.sub(" ", _BETWEEN_WIDE.sub("", text))


def _is_centred(block: _Element) -> bool:
    node: _Element | None = block
    for _ in range(2):
        if node is None:
            return False
        align, style = node.get("align", ""), node.get("style", "")
        if node.tag == "center" or align.lower() == "center" or _CENTRED.search(style):
            return True
        node = node.getparent()
    return False


def data_row(row: _Element) -> list[str] | None:
    """Give the cells of a row of data: two or more, all short and without blocks of their own; None for a layout."""
    cells = [cell for cell in row if cell.tag in {"td", "th"}]
    if len(cells) < 2:
        return None
    texts = []
    for cell in cells:
        if any(node.tag in {"table", "div", "ul", "ol", "li", "a", *IMAGES} for node in cell.iterdescendants()):
            return None
        text = trim(_collapse(" ".join(str(piece) for piece in cell.itertext())))
        if len(text) > LONGEST_CELL:
            return None
        texts.append(text)
    return texts if sum(bool(text) for text in texts) >= 2 else None
