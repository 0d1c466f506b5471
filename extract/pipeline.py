"""The pipeline: from an article to a report.

>>> from extract.pipeline import Extractor                                  # doctest: +SKIP
>>> report = Extractor().read(Article(id="1", text="抓获犯罪嫌疑人3名。"))   # doctest: +SKIP
"""

from functools import cache

import spacy
from spacy.language import Language

import extract.components.agencies
import extract.components.dates
import extract.components.events
import extract.components.offences
import extract.components.operations
import extract.components.places
import extract.components.quantities
import extract.components.results
import extract.components.words  # noqa: F401 - these imports register the factories
from extract import VERSION
from extract.carrier import make_doc
from extract.report import to_report
from schema.models import Article, Report

COMPONENTS = ("dates", "operations", "places", "agencies", "quantities", "offences", "results", "events")
"""In the order in which they run: each reads what those before it found."""


@cache
def pipeline(*, words: bool = False) -> Language:
    """Give the pipeline of all recognisers, built once a process.

    Parameters
    ----------
    words
        Whether sentences that hold a number are also cut into words (`doc.spans["words"]`), which costs more time than all the
        rest and which no report needs.
    """
    nlp = spacy.blank("zh")
    for name in COMPONENTS:
        nlp.add_pipe(name)
    if words:
        nlp.add_pipe("words")
    return nlp


class Extractor:
    """Reads articles. Building one loads lexicons once a process; reading is free of side effects."""

    version = VERSION

    def __init__(self) -> None:
        self.nlp = pipeline()

    def read(self, article: Article) -> Report:
        """Give the report of an article."""
        doc = make_doc(self.nlp.vocab, article)
        for _, component in self.nlp.pipeline:
            doc = component(doc)
        return to_report(doc)
