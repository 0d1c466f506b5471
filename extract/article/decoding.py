"""From bytes to text: header or meta, strict UTF-8, GB 18030, Big5, each noticed where it is wrong.

Pages say GB2312 and hold GBK, say UTF-8 and hold GB2312, say nothing and hold Big5. A declaration is therefore a candidate
like others: it holds where the bytes decode without an error and look like Chinese in it.
"""

import codecs
import re
from collections.abc import Iterator

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_IN_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_IN_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_DECLARED_WITHIN = 8192
"""Bytes in which a `<meta>` with the charset is looked for; standards say 1024, old portals write more before it."""

_GB = re.compile(r"gb_?(2312|k|18030)(-?80)?|x-gbk|cp936|ms936|windows-936|euc-?cn|chinese|csgb2312", re.IGNORECASE)
_BIG5 = re.compile(r"big-?5(-?hkscs)?|cn-big5|x-x-big5|cp950|ms950", re.IGNORECASE)
_SAYS_NOTHING = re.compile(r"(us-)?ascii|latin-?1|iso-?8859-1|windows-1252|cp1252|none|auto", re.IGNORECASE)
"""Servers put these on everything, and no byte is an error in them."""

_SURE = 8
"""Sequences of UTF-8 after which chance is no explanation for their being valid."""

_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
_DOUBLE = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")


def decode(body: bytes, content_type: str = "") -> str:
    """Give the text of a page.

    A byte order mark decides; UTF-8 that is valid throughout is UTF-8 whatever is declared. Then the header's and the page's own
    declaration, GB 18030 and Big5 are tried strictly. A sequence cut off at the very end is left out. Only where
    nothing decodes without an error does U+FFFD stand for the broken bytes, in the charset that breaks fewest.
    """
    for mark, charset in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, errors="replace")
    if body[:64].count(b"<\x00") and body[1:64:2].count(0) > 16:
        return body.decode("utf-16-le", errors="replace")
    declared = list(dict.fromkeys(_declared(body, content_type)))
    if _is_utf8(body, declared):
        return _strict(body, "utf-8") or ""
    candidates = list(dict.fromkeys([*declared, "utf-8", "gb18030", "big5hkscs", "cp950"]))
    texts = {charset: text for charset in candidates if (text := _strict(body, charset)) is not None}
    if not texts:
        return min((body.decode(charset, errors="replace") for charset in candidates), key=_broken)
    return texts[_likeliest(body, list(texts))]


def _declared(body: bytes, content_type: str) -> Iterator[str]:
    """Yield the charsets that header, meta and XML declaration name, as codecs that read what such pages hold."""
    head = body[:_DECLARED_WITHIN]
    names = [match[1] for match in _IN_HEADER.finditer(content_type)]
    names += [match[1].decode("ascii") for match in (*_IN_META.finditer(head), *_IN_XML.finditer(head))]
    for name in names:
        if _GB.fullmatch(name):
            yield "gb18030"
        elif _BIG5.fullmatch(name):
            yield "big5hkscs"
        elif not _SAYS_NOTHING.fullmatch(name) and _known(name):
            yield codecs.lookup(name).name


def _known(name: str) -> bool:
    """Say whether Python has a codec of this name that makes text of bytes."""
    try:
        codecs.lookup(name)
        b"".decode(name)
    except (LookupError, UnicodeDecodeError):
        return False
    return True


def _is_utf8(body: bytes, declared: list[str]) -> bool:
    """Say whether bytes are UTF-8 beyond doubt, or as good as declared."""
    if _strict(body, "utf-8") is None:
        return False
    others = [charset for charset in declared if charset != "utf-8"]
    if not others or body.isascii():
        return True
    return len(_UTF8_SEQUENCE.findall(body)) >= _SURE


def _strict(body: bytes, charset: str) -> str | None:
    """Decode without tolerance, but for a sequence cut off at the end; None where the bytes are none of the charset."""
    try:
        text = codecs.getincrementaldecoder(charset)(errors="strict").decode(body, final=False)
    except (UnicodeDecodeError, ValueError):
        return None
    return text


def _broken(text: str) -> int:
    return text.count("\ufffd")


def _likeliest(body: bytes, charsets: list[str]) -> str:
    """Choose among charsets that all decode: the first, unless GB and Big5 are both possible.

    Bytes of the one are mostly valid in the other. Their common characters lie apart: those of GB 2312 (level 1) have lead
    bytes B0–D7 and trail bytes from A1, those of Big5 (level 1) lead bytes A4–C6.
    """
    first = charsets[0]
    rival = {"gb18030": "big5hkscs", "big5hkscs": "gb18030"}.get(first)
    if rival not in charsets:
        return first
    pairs = _DOUBLE.findall(body)
    simplified = sum(0xB0 <= pair[0] <= 0xD7 and pair[1] >= 0xA1 for pair in pairs)
    traditional = sum(0xA4 <= pair[0] <= 0xC6 for pair in pairs)
    likelier = "gb18030" if simplified >= traditional else "big5hkscs"
    return likelier if len(pairs) >= _SURE else first
