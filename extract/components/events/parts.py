"""Which result is a share of which: 其中, brackets, and breakdowns that add up to a total."""

import re
from collections.abc import Iterator

from extract.carrier import ResultHit
from extract.patterns import read_patterns
from extract.structure import Stretch

REACH = 260
"""How many characters back the whole of a share may stand."""

BREAKDOWN_REACH = 420
"""How many characters a breakdown may run after its total."""

CLOSED = re.compile("[,，。;；:：]")
"""What ends a list of shares."""

CAUGHT = {"fugitives_arrested", "suspects_arrested", "suspects_surrendered"}
"""People caught, in whichever way: one of these can be a share of another."""


def parents(text: str, results: list[ResultHit], sentences: list[Stretch], listed: set[int]) -> dict[int, int]:
    """Give for each result that is a share the index of its whole.

    Parameters
    ----------
    text
        The view that the results stand in.
    results, sentences
        The results in the order of the text, and the sentence of each.
    listed
        Indices of results in a plain list that goes on with the measure of a total.
    """
    found: dict[int, int] = {}
    for index, result in enumerate(results):
        opener = _opener(text, result, sentences[index])
        whole = None
        if opener is not None:
            whole = _whole(text, results, index, opener)
        elif index in listed or _goes_on(text, results, index, found):
            whole = _listed_whole(results, index, found)
        if whole is not None:
            found[index] = whole
    for total, shares in _sums(results):
        if total not in shares and not any(share in found for share in shares):
            found.update(dict.fromkeys(shares, total))
    return found


def related(part: ResultHit, whole: ResultHit) -> bool:
    """Whether one result can be a share of another: the same measure (people: caught in any way) and the same unit."""
    if part.measure != whole.measure:
        return part.measure in CAUGHT and whole.measure in CAUGHT
    return part.unit == whole.unit


def _opener(text: str, result: ResultHit, sentence: Stretch) -> int | None:
    """Give where the words stand that mark a result as a share, None where none do."""
    last = None
    for match in read_patterns(__package__)["share"].finditer(text, sentence.start, result.quantity.start):
        last = match
    return last.start() if last else None


def _whole(text: str, results: list[ResultHit], index: int, opener: int) -> int | None:
    """Give the nearest result before the opening words that a share can belong to.

    The number right after the words, and those that follow it in a list (其中刑拘9人、行政拘留6人), may be of any fate of the same
    people; later ones only of the same measure.
    """
    part = results[index]
    first = index == 0 or results[index - 1].quantity.start < opener or _next_of_list(text, results, index)
    for candidate in range(index - 1, -1, -1):
        whole = results[candidate]
        if whole.quantity.end > opener:
            continue
        if opener - whole.quantity.end > REACH:
            return None
        people = first and part.unit == whole.unit == "person"
        if whole.value > part.value and (related(part, whole) or people) and _same_item(part, whole):
            return candidate
    return None


def _next_of_list(text: str, results: list[ResultHit], index: int) -> bool:
    """Whether only the words of one item stand between a number and the one before it."""
    gap = text[results[index - 1].quantity.end : results[index].quantity.start]
    return "、" in gap and not CLOSED.search(gap)


def _same_item(part: ResultHit, whole: ResultHit) -> bool:
    return part.item is None or whole.item is None or part.unit == whole.unit


def _goes_on(text: str, results: list[ResultHit], index: int, found: dict[int, int]) -> bool:
    """Whether a result goes on with a list of shares: 其中20年以上的18起、30年以上的6起."""
    if index == 0 or index - 1 not in found:
        return False
    before, result = results[index - 1], results[index]
    gap = text[before.quantity.end : result.quantity.start]
    return related(result, before) and gap.startswith(("、", ",", "，")) and len(gap) < 25


def _listed_whole(results: list[ResultHit], index: int, found: dict[int, int]) -> int | None:
    """Give the total that a list breaks down: that of the list's number before, else the nearest larger one."""
    part = results[index]
    for candidate in range(index - 1, -1, -1):
        whole = results[candidate]
        if candidate in found and related(part, whole):
            return found[candidate]
        if part.quantity.start - whole.quantity.end > REACH:
            return None
        if related(part, whole) and whole.value > part.value:
            return candidate
    return None


def _sums(results: list[ResultHit]) -> Iterator[tuple[int, list[int]]]:
    """Yield totals with the numbers after them that add up to them: 共20人:甲地17人,乙地3人."""
    for total, whole in enumerate(results):
        shares: list[int] = []
        left = whole.value
        for index in range(total + 1, len(results)):
            part = results[index]
            if part.quantity.start - whole.quantity.end > BREAKDOWN_REACH or left <= 0:
                break
            if related(part, whole) and part.value < whole.value and _same_thing(part, whole):
                shares.append(index)
                left -= part.value
        if left == 0 and len(shares) > 1:
            yield total, shares


def _same_thing(part: ResultHit, whole: ResultHit) -> bool:
    return part.item == whole.item
