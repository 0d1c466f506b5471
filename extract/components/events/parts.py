"""Which result is a share of which: 其中, brackets, and breakdowns."""

from extract.carrier import ResultHit

FAMILIES = {
    "fugitives_arrested": "suspects",
    "suspects_arrested": "suspects",
    "suspects_surrendered": "suspects",
    "suspects_detained": "suspects",
    "suspects_formally_arrested": "suspects",
    "suspects_measures": "suspects",
    "suspects_prosecuted": "suspects",
    "suspects_punished": "suspects",
    "suspects_sentenced": "suspects",
    "suspects_transferred": "suspects",
}
REACH = 220
"""How many characters back the whole of a share may stand."""


def parents(results: list[ResultHit], listed: set[int]) -> dict[int, int]:
    """Give for each result that is a share the index of its whole.

    Parameters
    ----------
    results
        In the order of the text.
    listed
        Indices of results in a list that breaks a total down.
    """
    found: dict[int, int] = {}
    for index, result in enumerate(results):
        if result.marked_part or index in listed:
            parent = _whole(results, index, found)
            if parent is not None:
                found[index] = parent
    return found


def _family(result: ResultHit) -> str:
    return FAMILIES.get(result.measure, result.measure)


def _whole(results: list[ResultHit], index: int, found: dict[int, int]) -> int | None:
    """Give the nearest earlier result that this one can be a share of."""
    part = results[index]
    for candidate in range(index - 1, -1, -1):
        whole = results[candidate]
        if part.quantity.start - whole.quantity.end > REACH and candidate not in found.values():
            return None
        if whole.value < part.value or _family(whole) != _family(part):
            continue
        if whole.measure in {"items_seized", "online_removed"} and whole.unit != part.unit:
            continue
        if candidate in found and not part.marked_part:
            return found[candidate]
        return candidate
    return None
