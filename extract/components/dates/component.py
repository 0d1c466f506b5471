"""Dates and periods: every one in a text, resolved against the day of publication and what the text said before.

Precision is kept (a month stays a month). Source of the conventions: the annotation guidelines, section Event.
"""

from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from extract.carrier import DateHit, mark
from extract.components.dates.holidays import Holidays, LunarCalendar
from extract.components.dates.reading import Reading


class Dates:
    """Finds dates in a view of a text."""

    def __init__(self) -> None:
        self.lunar = LunarCalendar()
        self.holidays = Holidays(self.lunar)

    def find(self, text: str, published: str | None, *, body_start: int = 0) -> list[DateHit]:
        """Give the dates of a view, left to right, none overlapping.

        Parameters
        ----------
        text
            A view (`extract.view.view`).
        published
            The day of publication as `YYYY-MM-DD`, with or without a time; None if unknown.
        body_start
            Where the body begins; a title before it is a paragraph of its own.
        """
        reading = Reading(
            text, date.fromisoformat(published[:10]) if published else None, self.lunar, self.holidays, body_start
        )
        return reading.hits()

    def __call__(self, doc: Doc) -> Doc:
        """Find the dates of a document."""
        doc._.hits.dates = self.find(doc._.view, doc._.article.published, body_start=doc._.body_start)
        mark(doc, "dates", doc._.hits.dates)
        return doc


@Language.factory("dates", assigns=["doc.spans"])
def make_dates(nlp: Language, name: str) -> Dates:
    """Give the component that finds dates."""
    return Dates()
