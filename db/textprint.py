"""What of a text stays the same when it is republished: its letters and digits, their runs, its figures."""

import hashlib
import re
import unicodedata
from zlib import crc32

RUN = 4
"""Length of a shingle in characters."""

SKETCH = 12
"""How many of the smallest shingle hashes of a text are kept: of texts that share 80 % of their shingles, nearly all of these
are shared as well."""


def letters(text: str) -> str:
    """Give a text's letters and digits alone, of compatible width and small."""
    return "".join(character for character in unicodedata.normalize("NFKC", text).lower() if character.isalnum())


def digest(text: str) -> str:
    """Give the SHA-256 of a text's letters and digits, hexadecimal."""
    return hashlib.sha256(letters(text).encode()).hexdigest()


def shingles(text: str) -> set[str]:
    """Give the runs of four characters among a text's letters and digits."""
    plain = letters(text)
    return {plain[at : at + RUN] for at in range(len(plain) - RUN + 1)}


def sketch(text: str) -> list[int]:
    """Give the smallest hashes of a text's shingles, in order."""
    return sorted({crc32(run.encode()) for run in shingles(text)})[:SKETCH]


def figures(text: str) -> set[str]:
    """Give the numbers in digits of a text, of two digits or more."""
    return set(re.findall(r"\d{2,}(?:\.\d+)?", unicodedata.normalize("NFKC", text)))


def likeness(left: set[str], right: set[str]) -> float:
    """Give the Jaccard likeness of two sets, 0 to 1; of two empty ones 1."""
    whole = len(left | right)
    return len(left & right) / whole if whole else 1.0
