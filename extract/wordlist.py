"""Finding the words of a lexicon in a text, longest first, in one pass."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Words(Generic[Value]):
    """Words with a value each, found left to right; at each place the longest word wins and nothing overlaps.

    >>> list(Words([("刑拘", 1), ("刑事拘留", 2)]).find("被刑事拘留"))
    [(1, 5, 2)]
    """

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        self.values = dict(entries)
        lengths: dict[str, set[int]] = {}
        for word in self.values:
            lengths.setdefault(word[0], set()).add(len(word))
        self.lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, Value]]:
        """Yield start, end and value of each word in `text[start:end]`."""
        stop = len(text) if end is None else end
        at = start
        while at < stop:
            for size in self.lengths.get(text[at], ()):
                if at + size <= stop and text[at : at + size] in self.values:
                    yield at, at + size, self.values[text[at : at + size]]
                    at += size
                    break
            else:
                at += 1
