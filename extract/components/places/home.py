"""The region that an article speaks from: what 我市 and 全省 mean."""

from collections.abc import Sequence
from functools import cache

from extract.components.places.gazetteer import PACKAGE
from extract.components.places.runs import runs
from extract.view import view
from schema.lexicon import read_lexicon
from schema.models import Article
from schema.places import by_path, parent_path

AUTONOMOUS = "自治区"


@cache
def media() -> list[tuple[str, str]]:
    """Give the media whose names do not say their region, the longest names first."""
    rows = read_lexicon(PACKAGE, "media.tsv", ordered=True)
    return sorted(((row["medium"], row["region"]) for row in rows), key=lambda row: -len(row[0]))


def region_of_source(source: str, year: str | None) -> str | None:
    """Give the region that a source writes for: of 兰州晨报 甘肃省/兰州市, of 都市快报 浙江省/杭州市, of 新华社 none."""
    plain = view(source)
    for medium, region in media():
        if medium in plain:
            return region
    for run in runs(plain, year):
        paths = list(dict.fromkeys(place.path for place, form in run.options if form != "abroad"))
        if run.use == "free" or run.full or run.narrowed:
            paths.sort(key=lambda path: path.count("/"))
            if paths and (len(paths) == 1 or paths[1].startswith(paths[0])):
                return paths[0]
    return None


def home_of_article(article: Article) -> str | None:
    """Give the region of the site or of the source, None where neither says."""
    if article.site_place:
        return article.site_place
    return region_of_source(article.source, (article.published or "")[:4] or None) if article.source else None


def at_level(path: str, unit: str) -> str | None:
    """Give the region of a kind (省, 市, 州, 县, 旗, 区) that holds a place or is it, None where there is none.

    A county-level city is its own 市; 区 is a district, else the autonomous region.
    """
    around = list(_upwards(path))
    for region in around:
        found = by_path(region)
        if found is None:
            continue
        if unit == "省" and found.level == "province" and region.endswith(("省", AUTONOMOUS)):
            return region
        if unit == "市" and region.endswith("市"):
            return region
        if unit == "区" and region.endswith("区") and (found.level != "province" or region.endswith(AUTONOMOUS)):
            return region
        if unit in "州县旗盟" and region.endswith(unit) and unit != "省":
            return region
        if unit in "港澳" and region.startswith({"港": "香港", "澳": "澳门"}[unit]):
            return region
    return None


def _upwards(path: str) -> Sequence[str]:
    """Give a place and the regions that hold it, from within outwards."""
    around = [path]
    while "/" in around[-1] and (parent := parent_path(around[-1])) is not None:
        around.append(parent)
    return around
