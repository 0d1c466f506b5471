"""Places in running text: marked examples, and the sentences that must give none."""

import pytest

from extract.carrier import PlaceHit, make_doc
from extract.components.places import Places
from extract.components.places.home import at_level, region_of_source
from extract.view import view
from schema.models import Article
from tests.extract.marked import read_marked


@pytest.fixture(scope="module")
def places() -> Places:
    return Places()


def article(text: str, *, source: str | None = None, published: str | None = "2020-05-01", title: str = "") -> Article:
    return Article(id="t", title=title, published=published, source=source, text=text)


def found(places: Places, text: str, *, source: str | None = None, published: str = "2020-05-01") -> list[PlaceHit]:
    return places.find(view(text), article(text, source=source, published=published))


@pytest.mark.parametrize(
    "marked",
    [
        "在[海南省儋州市|海南省/儋州市]那大镇抓获2人",
        "在[南宁市西乡塘区|广西壮族自治区/南宁市/西乡塘区]收网",
        "在[海口|海南省/海口市]抓获5人",
        "[南宁|广西壮族自治区/南宁市]、[柳州|广西壮族自治区/柳州市]等地",
        "在[广西南宁|广西壮族自治区/南宁市]、[甘肃天水|甘肃省/天水市]、[内蒙古赤峰|内蒙古自治区/赤峰市]同时抓捕",
        "在[西藏拉萨|西藏自治区/拉萨市]落网",
        "在[重庆渝北|重庆市/渝北区]抓获",
        "[湖北省仙桃市|湖北省/仙桃市]、[天门市|湖北省/天门市]",
        "在[恩施州|湖北省/恩施土家族苗族自治州]和[长阳县|湖北省/宜昌市/长阳土家族自治县]",
        "在[吉林省吉林市|吉林省/吉林市]",
        "[长沙|湖南省/长沙市]发案",
        "河南的[许昌|河南省/许昌市]、[长葛|河南省/许昌市/长葛市]、[新乡|河南省/新乡市]".replace(
            "河南", "[河南|河南省]", 1
        ),
        "在[朝阳|北京市/朝阳区]、[海淀|北京市/海淀区]抓获5人",
        "在[安徽和县|安徽省/马鞍山市/和县]抓获",
        "在[百色市右江区|广西壮族自治区/百色市/右江区]和[田阳区|广西壮族自治区/百色市/田阳区]",
        "[缅北老街|缅甸/果敢]、[佤邦|缅甸/佤邦]、[妙瓦底|缅甸/妙瓦底]",
        "从[金边|柬埔寨/金边]、[西港|柬埔寨/西哈努克]转到[东南亚|东南亚]其他国家",
        "在[越南广宁省下龙市|越南/广宁省/下龙市]、[岘港市|越南/岘港市]",
        "[迪拜|阿联酋/迪拜]的窝点",
        "赴[湘|湖南省]、[鄂|湖北省]、[赣|江西省]三省抓捕",
        "在[上海|上海市]南京西路抓获3人",
        "推广[东莞|广东省/东莞市]经验",
        "记者在[河北省雄安新区|河北省/雄安新区]",
    ],
)
def test_places_in_text(places: Places, marked: str) -> None:
    text, wanted = read_marked(marked)
    assert [(hit.start, hit.end, hit.path) for hit in found(places, text)] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "双方展开合作,手法大同小异。",
        "他在东方明珠附近的和平饭店被抓",
        "毕业于北京大学的张某在海口饭店附近被骗",
        "客厅摆着一张长沙发",
        "查获贵州茅台酒、青岛啤酒、云南白药一批",
        "冒充中国移动、中国银行客服",
        "驾驶上海大众轿车沿北京路逃窜",
        "近日,县公安局破获一起案件",
        "某区县公安局民警",
        "犯罪嫌疑人和田某一起",
        "今日本报记者获悉",
        "特大连环盗窃案",
        "孙中山故居、中山路派出所",
        "长江路与黄河路交叉口",
        "平安建设与银行合作",
        "打击和平衡两手抓",
        "召开县委会议,达到和县标准,受理县城居民报案",
        "在鼓楼区抓获2人",
        "躲进城区一家网吧",
        "在平台中转账",
    ],
)
def test_what_is_no_place(places: Places, text: str) -> None:
    assert found(places, text) == []


@pytest.mark.parametrize(
    ("text", "written", "path", "via"),
    [
        ("河南籍男子李某", "河南", "河南省", "person"),
        ("安徽泗县人潘某", "安徽泗县", "安徽省/宿州市/泗县", "person"),
        ("据海口日报报道", "海口", "海南省/海口市", "medium"),
        ("新华社海口6月28日电(记者王某)", "海口", "海南省/海口市", "medium"),
        ("中新社武汉十二月二十七日电", "武汉", "湖北省/武汉市", "medium"),
        ("儋州市公安局破案", "儋州市", "海南省/儋州市", "agency"),
        ("南明警方打掉团伙", "南明", "贵州省/贵阳市/南明区", "agency"),
    ],
)
def test_how_a_place_is_named(places: Places, text: str, written: str, path: str, via: str) -> None:
    hits = found(places, text)
    assert [(text[hit.start : hit.end], hit.path, hit.via) for hit in hits] == [(written, path, via)]


@pytest.mark.parametrize(
    ("published", "written", "path"),
    [
        ("2013-11-27", "增城市", "广东省/广州市/增城市"),
        ("2018-07-20", "百色市田阳县", "广西壮族自治区/百色市/田阳县"),
        ("2013-11-27", "广州增城", "广东省/广州市/增城市"),
        ("2021-07-29", "广州增城", "广东省/广州市/增城区"),
        ("2009-01-22", "襄樊", "湖北省/襄樊市"),
    ],
)
def test_names_of_the_day(places: Places, published: str, written: str, path: str) -> None:
    assert [hit.path for hit in found(places, f"在{written}抓获", published=published)] == [path]


@pytest.mark.parametrize(
    ("source", "text", "path"),
    [
        ("兰州晨报", "我省上半年破案", "甘肃省"),
        ("兰州晨报", "我市上半年破案", "甘肃省/兰州市"),
        ("海口长安网", "全省破案", "海南省"),
        ("天水市公安局", "全市破案", "甘肃省/天水市"),
        ("都市快报", "我市破案", "浙江省/杭州市"),
        ("西藏自治区反诈骗中心", "全区破案", "西藏自治区"),
        ("苏仙公安", "我区破案", "湖南省/郴州市/苏仙区"),
        ("香港01", "全港性行动", "香港特别行政区"),
        ("如皋日报", "我市破案", "江苏省/南通市/如皋市"),
    ],
)
def test_self_words_ask_the_source(places: Places, source: str, text: str, path: str) -> None:
    assert [(hit.path, hit.via) for hit in found(places, text, source=source)] == [(path, "self")]


def test_self_words_without_anything_to_ask_give_none(places: Places) -> None:
    assert found(places, "我市公安机关,全省,该县", source="新华社") == []


def test_self_words_ask_the_dateline(places: Places) -> None:
    hits = found(places, "中新网南宁1月6日电 全市破案210起", source="中新网")
    assert [(hit.path, hit.via) for hit in hits] == [
        ("广西壮族自治区/南宁市", "medium"),
        ("广西壮族自治区/南宁市", "self"),
    ]


def test_self_words_are_no_part_of_other_words(places: Places) -> None:
    assert found(places, "全市场,本市民,该区域,本区别", source="海口日报") == []


def test_ambiguous_names_ask_the_report(places: Places) -> None:
    text = "福州市公安局通报,民警在鼓楼区抓获2人,在台江抓获1人"
    assert [hit.path for hit in found(places, text)][1:] == ["福建省/福州市/鼓楼区", "福建省/福州市/台江区"]
    text = "江苏徐州警方通报,民警在鼓楼区抓获2人"
    assert found(places, text)[-1].path == "江苏省/徐州市/鼓楼区"


def test_ambiguous_names_ask_the_source(places: Places) -> None:
    assert [hit.path for hit in found(places, "民警在江北区抓获2人", source="宁波晚报")] == ["浙江省/宁波市/江北区"]
    assert [hit.path for hit in found(places, "民警在江北区抓获2人", source="重庆晨报")] == ["重庆市/江北区"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("民警赶赴云南昆明、贵州贵阳抓获7人", ["action", "action"]),
        ("家住渝北的王女士被骗", ["victim"]),
        ("长沙市民沈先生被骗", ["victim"]),
        ("在昆明警方配合下收网", ["support"]),
        ("线索出现在浙江。", [None]),
    ],
)
def test_roles(places: Places, text: str, roles: list[str | None]) -> None:
    assert [hit.role for hit in found(places, text)] == roles


def test_nation_is_china(places: Places) -> None:
    hits = found(places, "全国公安机关破案;全国人大代表;中国籍嫌疑人")
    assert [(hit.start, hit.path) for hit in hits if hit.rule == "nation"] == [(0, "中国")]


def test_codes_stand_in_china_only(places: Places) -> None:
    hits = found(places, "在湖北武汉和柬埔寨金边抓获")
    assert [(hit.path, hit.code) for hit in hits] == [("湖北省/武汉市", "420100"), ("柬埔寨/金边", None)]


@pytest.mark.parametrize(
    ("source", "region"),
    [
        ("兰州晨报", "甘肃省/兰州市"),
        ("华西都市报", "四川省"),
        ("香港01", "香港特别行政区"),
        ("中国日报云南记者站", "云南省"),
        ("新浪湖南", "湖南省"),
        ("新华社", None),
        ("人民日报", None),
        ("zhtxs.com", None),
    ],
)
def test_region_of_a_source(source: str, region: str | None) -> None:
    assert region_of_source(source, "2020") == region


@pytest.mark.parametrize(
    ("path", "unit", "region"),
    [
        ("海南省/儋州市", "省", "海南省"),
        ("甘肃省/天水市/麦积区", "市", "甘肃省/天水市"),
        ("江苏省/南通市/如皋市", "市", "江苏省/南通市/如皋市"),
        ("北京市/朝阳区", "市", "北京市"),
        ("北京市/朝阳区", "省", None),
        ("广西壮族自治区/南宁市", "区", "广西壮族自治区"),
        ("甘肃省/天水市/麦积区", "区", "甘肃省/天水市/麦积区"),
        ("湖南省/湘西土家族苗族自治州/泸溪县", "州", "湖南省/湘西土家族苗族自治州"),
        ("甘肃省", "县", None),
    ],
)
def test_region_of_a_kind(path: str, unit: str, region: str | None) -> None:
    assert at_level(path, unit) == region


def test_component_writes_hits_and_spans(places: Places) -> None:
    import spacy

    doc = places(make_doc(spacy.blank("zh").vocab, article("民警在海口抓获5人", title="破案")))
    hit = doc._.hits.places[0]
    assert doc.text[hit.start : hit.end] == "海口"
    assert [(span.text, span.label_) for span in doc.spans["places"]] == [("海口", "place.short")]


def test_traditional_characters_and_full_width_keep_their_offsets(places: Places) -> None:
    text = "在廣東廣州、雲南昆明２地"
    hits = found(places, text)
    assert [text[hit.start : hit.end] for hit in hits] == ["廣東廣州", "雲南昆明"]
