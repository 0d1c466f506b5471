"""The vocabularies: measures, offences, kinds of events and qualifiers, as data with their Chinese names.

Each is a tab-separated file beside this module, read once when it is first asked for.
"""

from dataclasses import dataclass
from functools import cache

from schema.errors import VocabularyError
from schema.lexicon import NONE, read_lexicon

__all__ = ["Measure", "Offence", "Term", "kinds", "measures", "offences", "qualifiers"]

UNIT_CLASSES = {"person", "gang", "place", "case", "lead", "money", "item", NONE}


@dataclass(frozen=True, slots=True)
class Term:
    """A code with its Chinese name and what it means."""

    code: str
    zh: str
    description: str


@dataclass(frozen=True, slots=True)
class Measure(Term):
    """Something that is counted. A group (`unit` None) holds measures and never stands in a fact."""

    unit: str | None
    parent: str | None


@dataclass(frozen=True, slots=True)
class Offence(Term):
    """A kind of crime, or for `fraud.*` a modus operandi.

    `fraud_class` is its class in the public 12-class scheme of telecom fraud, `high_incidence` the years in whose list of
    the ten most frequent kinds of telecom fraud the Ministry of Public Security names it; a group (`assigned` False)
    only gathers others.
    """

    parent: str | None
    assigned: bool
    fraud_class: str | None
    high_incidence: tuple[int, ...]


def _none(cell: str) -> str | None:
    return None if cell == NONE else cell


def _check_parents(name: str, parents: dict[str, str | None]) -> None:
    for code, parent in parents.items():
        if parent is not None and parent not in parents:
            raise VocabularyError(f"schema/vocabulary/{name}: parent {parent!r} of {code!r} is not a code of the file.")


@cache
def measures() -> dict[str, Measure]:
    """Give every measure and group of measures by its code, in the order of the file."""
    rows = read_lexicon(__name__, "measures.tsv", codes={"unit": UNIT_CLASSES})
    found = {
        row["code"]: Measure(row["code"], row["zh"], row["description"], _none(row["unit"]), _none(row["parent"]))
        for row in rows
    }
    _check_parents("measures.tsv", {code: measure.parent for code, measure in found.items()})
    return found


@cache
def offences() -> dict[str, Offence]:
    """Give every offence and group of offences by its code, in the order of the file."""
    rows = read_lexicon(__name__, "offences.tsv", codes={"assigned": {"yes", "no"}})
    found = {
        row["code"]: Offence(
            row["code"],
            row["zh"],
            row["description"],
            _none(row["parent"]),
            row["assigned"] == "yes",
            _none(row["fraud_class"]),
            tuple(int(year) for year in row["high_incidence"].split(",") if year != NONE),
        )
        for row in rows
    }
    _check_parents("offences.tsv", {code: offence.parent for code, offence in found.items()})
    return found


def _terms(name: str) -> dict[str, Term]:
    return {row["code"]: Term(row["code"], row["zh"], row["description"]) for row in read_lexicon(__name__, name)}


@cache
def kinds() -> dict[str, Term]:
    """Give the kinds of events by their codes."""
    return _terms("kinds.tsv")


@cache
def qualifiers() -> dict[str, Term]:
    """Give the qualifiers of numbers by their codes."""
    return _terms("qualifiers.tsv")
