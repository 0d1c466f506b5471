"""Options that choose facts, shared by `blotter query` and `blotter stats`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from db.query import Filters

Many = list[str] | None

Measures = Annotated[
    Many,
    typer.Option(
        "--measure", "-m", metavar="CODE", help="suspects_arrested, amount_lost, … or a group: suspects, money."
    ),
]
Places = Annotated[
    Many,
    typer.Option(
        "--place", "-p", metavar="PLACE", help="Path or division code, with all below: 海南省/儋州市, 460400."
    ),
]
PlaceRole = Annotated[
    str, typer.Option("--place-role", metavar="ROLE", help="place (of action), jurisdiction (of the agency), or any.")
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="D", help="Events that last to D or longer: 2019, 2019-06.")
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="D", help="Events that had begun by D: 2019, 2019-06-25.")
]
Offences = Annotated[
    Many, typer.Option("--offence", metavar="CODE", help="fraud.loan, drugs, …; fraud stands for all of its kinds.")
]
Broader = Annotated[bool, typer.Option("--broader", help="With --offence fraud.loan: events that only say fraud, too.")]
Agencies = Annotated[Many, typer.Option("--agency", metavar="NAME", help="Part of the name of a police body.")]
Operations = Annotated[Many, typer.Option("--operation", metavar="NAME", help="Part of the name of an operation.")]
Kinds = Annotated[Many, typer.Option("--kind", metavar="KIND", help="operation, campaign, incident or context.")]
FromSites = Annotated[Many, typer.Option("--site", metavar="SITE", help="Only pages of this site.")]
Items = Annotated[Many, typer.Option("--item", metavar="NOUN", help="What was seized or removed: 手机, 银行卡.")]
Words = Annotated[
    Many, typer.Option("--words", "-w", metavar="WORDS", help="Words of the title or text; all must be there.")
]
Confidence = Annotated[
    float | None, typer.Option("--confidence", metavar="C", min=0, max=1, help="Leave out facts below this confidence.")
]


def filters(**given: Any) -> "Filters":
    """Give the filters that options ask for; None and empty lists ask for everything.

    Raises
    ------
    UsageError
        For a code that is none, or a date that is none.
    """
    from typing import get_args

    from db.filters import Filters, PlaceRole
    from schema.errors import UsageError

    role = given.get("place_role")
    if role is not None and role not in get_args(PlaceRole):
        raise UsageError(f"There is no place role {role!r}; there are {', '.join(get_args(PlaceRole))}.")
    return Filters(**{name: _codes(name, value) for name, value in given.items() if value not in (None, [])})


def _codes(name: str, values: Any) -> Any:
    """Put codes for the Chinese names of measures and offences, which tables show."""
    from schema.vocabulary import measures, offences

    if name == "measures":
        codes = {measure.zh: code for code, measure in measures().items()}
    elif name == "offences":
        codes = {offence.zh: code for code, offence in offences().items()}
    else:
        return values
    return [codes.get(value, value) for value in values]
