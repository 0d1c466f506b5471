"""From a page, a copied text or a JSON object to an article."""

from extract.article.page import from_html
from extract.article.pasted import from_pasted
from extract.article.record import from_record

__all__ = ["from_html", "from_pasted", "from_record"]
