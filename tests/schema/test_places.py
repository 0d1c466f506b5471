"""The table of places: paths, codes, years of validity, former divisions and what they became."""

import re
from pathlib import Path

import pytest

from schema.errors import InputError, UsageError
from schema.lexicon import read_lexicon
from schema.places import abroad_names, by_code, by_path, divisions, is_within, parent_path, valid_on
from schema.places.build import main, path_of


@pytest.mark.parametrize(
    ("path", "code", "level"),
    [
        ("海南省/儋州市", "460400", "prefecture"),
        ("湖北省/仙桃市", "429004", "county"),
        ("北京市/朝阳区", "110105", "county"),
        ("河北省/雄安新区", "133100", "prefecture"),
        ("重庆市/酉阳土家族苗族自治县", "500242", "county"),
        ("新疆维吾尔自治区/石河子市", "659001", "county"),
        ("香港特别行政区", "810000", "province"),
        ("台湾省/台中市", "710400", "prefecture"),
        ("湖北省/荆州市/沙市区", "421002", "county"),
        ("新疆维吾尔自治区/乌鲁木齐市/新市区", "650104", "county"),
        ("吉林省/吉林市", "220200", "prefecture"),
        ("中国", "CN", "country"),
        ("柬埔寨", "KH", "country"),
        ("东南亚", "035", "country"),
    ],
)
def test_path_gives_the_division(path: str, code: str, level: str) -> None:
    found = by_path(path)
    assert found is not None
    assert (found.code, found.path, found.level) == (code, path, level)
    assert by_code(code) == found


@pytest.mark.parametrize(
    "path",
    [
        "北京市/市辖区",
        "湖北省/省直辖县级行政区划/仙桃市",
        "北京市/市辖区/朝阳区",
        "海南省/三亚",
        "火星",
        "柬埔寨/仙桃市",
        "越南/无省/下龙市",
        "",
    ],
)
def test_what_is_no_place_gives_none(path: str) -> None:
    assert by_path(path) is None


def test_no_grouping_row_stands_in_a_path() -> None:
    grouping = re.compile(r"市辖区|直辖|行政单位|[()（）]|/市区$")
    assert [place.path for place in divisions() if grouping.search(place.path)] == []


def test_counts_of_the_day() -> None:
    """The Ministry of Civil Affairs counts 34 provinces; 333 prefectures on the mainland, and Xiong'an besides."""
    now = [place for place in divisions() if not place.successors]
    assert sum(place.level == "province" for place in now) == 34
    mainland = [place for place in now if place.level == "prefecture" and not place.code.startswith("71")]
    assert len(mainland) == 334
    assert len({place.path for place in now}) == len(now)


def test_every_parent_of_the_day_is_a_division() -> None:
    now = {place.path for place in divisions() if not place.successors}
    assert [path for path in now if "/" in path and path.rpartition("/")[0] not in now] == []


def test_every_successor_is_a_division_of_the_day() -> None:
    now = {place.code for place in divisions() if not place.successors}
    former = [place for place in divisions() if place.successors]
    assert [place.path for place in former if not set(place.successors) <= now] == []


@pytest.mark.parametrize(
    ("old", "new", "year"),
    [
        ("广东省/广州市/增城市", "广东省/广州市/增城区", 2014),
        ("广西壮族自治区/百色市/田阳县", "广西壮族自治区/百色市/田阳区", 2019),
        ("湖北省/襄樊市", "湖北省/襄阳市", 2010),
        ("江苏省/南通市/海门市", "江苏省/南通市/海门区", 2020),
        ("山东省/莱芜市", "山东省/济南市/莱芜区", 2018),
        ("四川省/达州市/达县", "四川省/达州市/达川区", 2013),
    ],
)
def test_former_division_and_its_successor(old: str, new: str, year: int) -> None:
    before, after = by_path(old), by_path(new)
    assert before is not None
    assert after is not None
    assert before.last == year
    assert before.successors == (after.code,)
    assert valid_on(before, str(year - 1))
    assert not valid_on(before, str(year + 1))
    assert valid_on(before, f"{year}-07-01"), "the year of change belongs to both"


def test_a_code_held_by_two_in_turn_is_told_apart_by_the_day() -> None:
    assert [place.name for on in ("2008-05", "2019-01-01", None) if (place := by_code("420600", on))] == [
        "襄樊市",
        "襄阳市",
        "襄阳市",
    ]


def test_a_new_district_was_not_there_before_its_year() -> None:
    zengcheng = by_path("广东省/广州市/增城区")
    assert zengcheng is not None
    assert not valid_on(zengcheng, "2013-11-27")


@pytest.mark.parametrize(
    ("path", "name"),
    [("柬埔寨/金边", "金边"), ("越南/岘港市", "岘港市"), ("越南/广宁省/下龙市", "下龙市"), ("缅甸/果敢", "果敢")],
)
def test_places_abroad(path: str, name: str) -> None:
    found = by_path(path)
    assert found is not None
    assert (found.name, found.path) == (name, path)


def test_names_abroad_lead_to_places() -> None:
    assert abroad_names()["西港"] == "柬埔寨/西哈努克"
    assert abroad_names()["印尼"] == "印度尼西亚"
    assert [name for name, path in abroad_names().items() if by_path(path) is None] == []


@pytest.mark.parametrize(
    ("path", "region", "within"),
    [
        ("海南省/儋州市", "海南省", True),
        ("海南省", "海南省", True),
        ("海南省/儋州市", "中国", True),
        ("海南省", "海南省/儋州市", False),
        ("吉林省/吉林市", "吉林", False),
        ("缅甸/果敢", "中国", False),
        ("缅甸/果敢", "缅甸", True),
        ("东南亚", "中国", False),
    ],
)
def test_within(path: str, region: str, within: bool) -> None:
    assert is_within(path, region) is within


def test_parent_path() -> None:
    assert [parent_path(path) for path in ("海南省/儋州市", "海南省", "中国", "缅甸/果敢", "缅甸")] == [
        "海南省",
        "中国",
        None,
        "缅甸",
        None,
    ]


@pytest.mark.parametrize(
    ("name", "key"), [("divisions.tsv", ("code", "name")), ("abroad.tsv", "path"), ("changes.tsv", "path")]
)
def test_tables_are_well_formed_and_in_order(name: str, key: str | tuple[str, ...]) -> None:
    assert read_lexicon("schema.places", name, key=key, ordered=True)


def test_directly_administered_counties_stand_under_their_province() -> None:
    names = {
        "420000": "湖北省",
        "429000": "省直辖县级行政区划",
        "429004": "仙桃市",
        "110000": "北京市",
        "110100": "市辖区",
        "110105": "朝阳区",
    }
    assert path_of("429004", names) == "湖北省/仙桃市"
    assert path_of("110105", names) == "北京市/朝阳区"


def test_building_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Name one folder"):
        main([])
    with pytest.raises(InputError, match=r"list\.json cannot be read"):
        main([str(tmp_path)])
