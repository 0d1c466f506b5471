"""Test examples with the answer marked inside the sentence: `涉案金额[1200余万元|12000000 over CNY]。`"""

import re

MARK = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]*)\]")


def read_marked(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Give the plain text of an example, and start, end and wanted value of each marked run.

    Brackets without a `|` stay as text. A `|` outside a mark is a mistyped mark and raises ValueError: an example must
    not ask for less than its author meant.

    >>> read_marked("抓获[3人|3]。")
    ('抓获3人。', [(2, 4, '3')])
    """
    parts: list[str] = []
    wanted: list[tuple[int, int, str]] = []
    at = length = 0
    for match in MARK.finditer(marked):
        before = marked[at : match.start()]
        start = length + len(before)
        length = start + len(match[1])
        parts += [before, match[1]]
        wanted.append((start, length, match[2]))
        at = match.end()
    parts.append(marked[at:])
    text = "".join(parts)
    if "|" in text:
        raise ValueError(f"A mark in {marked!r} is not closed or nested: write [words|value].")
    return text, wanted
