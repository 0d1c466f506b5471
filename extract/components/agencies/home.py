"""The report's home: the region of the body that leads it."""

from collections.abc import Sequence

from extract.carrier import AgencyHit, PlaceHit
from extract.components.places.home import home_of_article
from schema.models import Article
from schema.places import CHINA, by_path


def home_of(article: Article | None, agencies: Sequence[AgencyHit], places: Sequence[PlaceHit]) -> str | None:
    """Give the path of the region that the lead agency of a report answers for.

    The title decides before the text, a body before X警方, a body before the ministry that stands above it; then a court, then the
    source and the first place named.
    """
    title_end = len(article.title) if article else 0
    acting = [hit for hit in agencies if hit.jurisdiction and hit.role == "lead" and not hit.rule.endswith(".context")]
    local = [hit for hit in acting if hit.jurisdiction != CHINA and not (hit.generic and _abroad(hit))]
    national = [hit for hit in acting if hit.jurisdiction == CHINA and hit.rule != "ministry.superior"]
    courts = [hit for hit in places if hit.rule == "place.court"]
    if courts and (not acting or courts[0].start < acting[0].start):
        return courts[0].path
    own = [hit.path for hit in places if hit.via == "self" and hit.end <= title_end]
    if own and not any(hit.start < title_end for hit in local):
        return own[0]
    for among in (
        [hit for hit in acting if hit.start < title_end and hit in local],
        _national_first(article, national, local),
        local,
        national,
    ):
        if among:
            return among[0].jurisdiction
    if article is not None and (home := home_of_article(article)) is not None:
        return home
    named = [hit.path for hit in places if hit.via in ("full", "short", "agency", "self")]
    return named[0] if named else None


def _national_first(
    article: Article | None, national: Sequence[AgencyHit], local: Sequence[AgencyHit]
) -> list[AgencyHit]:
    """Give the ministry's hits where it leads: named in the title, or before any other body."""
    if not national:
        return []
    title_end = len(article.title) if article else 0
    in_title = article is not None and (national[0].start < title_end or "全国" in article.title)
    first = not local or national[0].start < local[0].start
    return list(national) if in_title or first else []


def _abroad(hit: AgencyHit) -> bool:
    """Say whether a hit is the police of a foreign country."""
    place = by_path((hit.jurisdiction or "").partition("/")[0])
    return place is not None and place.level == "country"
