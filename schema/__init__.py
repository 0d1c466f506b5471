"""What is passed between the rooms: models, vocabularies and errors.

Every other room imports this one; this one imports none of them.
"""

from schema.models import (
    Article,
    ArticleRules,
    Event,
    Evidence,
    Fact,
    Mention,
    Page,
    Report,
)

__all__ = ["Article", "ArticleRules", "Event", "Evidence", "Fact", "Mention", "Page", "Report"]
