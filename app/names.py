"""Chinese names of measures and offences, as tables show them: shorter than the codes, and near to the text's own words."""

from collections.abc import Sequence

from schema.vocabulary import measures, offences


def of_measure(code: str) -> str:
    """Give the name of a measure."""
    known = measures().get(code)
    return known.zh if known else code


def of_offences(codes: Sequence[str], most: int = 2) -> str:
    """Give the names of offences, no more than `most` of them."""
    known = offences()
    shown = "、".join(known[code].zh if code in known else code for code in codes[:most])
    return f"{shown}…" if len(codes) > most else shown
