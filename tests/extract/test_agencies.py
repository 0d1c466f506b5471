"""Police bodies in running text: full names, names in part, the police of a place, and what only looks like a body."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.carrier import AgencyHit, make_doc
from extract.components.agencies import Agencies, home_of
from extract.components.places import Places
from extract.view import view
from schema.models import Article


@pytest.fixture(scope="module")
def read() -> "Reader":
    return Reader()


class Reader:
    """Places and agencies, as the pipeline runs them."""

    def __init__(self) -> None:
        self.places, self.agencies = Places(), Agencies()

    def __call__(self, text: str, source: str | None = None, title: str = "") -> list[AgencyHit]:
        self.article = Article(id="t", title=title, published="2020-05-01", source=source, text=text)
        seen = view(f"{title}\n{text}" if title else text)
        self.found = self.places.find(seen, self.article)
        return self.agencies.find(seen, self.found, self.article)

    def home(self, text: str, source: str | None = None, title: str = "") -> str | None:
        hits = self(text, source, title)
        return home_of(self.article, hits, self.found)


@pytest.mark.parametrize(
    ("text", "name", "region"),
    [
        ("高台县公安局破案", "高台县公安局", "甘肃省/张掖市/高台县"),
        ("甘肃省兰州市公安局破案", "兰州市公安局", "甘肃省/兰州市"),
        ("四川省西昌市公安局", "西昌市公安局", "四川省/凉山彝族自治州/西昌市"),
        ("天水市公安局麦积分局", "天水市公安局麦积分局", "甘肃省/天水市/麦积区"),
        ("武汉市公安局青山区分局", "武汉市公安局青山区分局", "湖北省/武汉市/青山区"),
        ("自贡市公安局汇东公安分局", "自贡市公安局汇东公安分局", "四川省/自贡市"),
        ("义乌市公安局刑侦大队", "义乌市公安局刑侦大队", "浙江省/金华市/义乌市"),
        ("扬州市公安局网警支队", "扬州市公安局网警支队", "江苏省/扬州市"),
        ("佛山市公安局南海分局桂城派出所", "佛山市公安局南海分局桂城派出所", "广东省/佛山市/南海区"),
        ("南宁市公安局巡警（便衣侦查）支队", "南宁市公安局巡警(便衣侦查)支队", "广西壮族自治区/南宁市"),
        ("阳泉市公安局矿区分局", "阳泉市公安局矿区分局", "山西省/阳泉市/矿区"),
        ("公安部网络安全保卫局", "公安部网络安全保卫局", "中国"),
        ("海南省公安厅", "海南省公安厅", "海南省"),
        ("云南出入境边防检查总站", "云南出入境边防检查总站", "云南省"),
        ("湛江海关缉私局", "湛江海关缉私局", "广东省/湛江市"),
        ("广州铁路公安局衡阳公安处", "广州铁路公安局衡阳公安处", "湖南省/衡阳市"),
        ("广州铁路公安局", "广州铁路公安局", "广东省"),
        (
            "黑龙江出入境边防检查总站牡丹江边境管理支队",
            "黑龙江出入境边防检查总站牡丹江边境管理支队",
            "黑龙江省/牡丹江市",
        ),
        ("香港警務處商業罪案調查科", "香港警务处商业罪案调查科", "香港特别行政区"),
        ("澳門司法警察局", "澳门司法警察局", "澳门特别行政区"),
        ("红花套派出所民警现场查获", "红花套派出所", None),
    ],
)
def test_bodies_with_their_place(read: Reader, text: str, name: str, region: str | None) -> None:
    assert [(hit.name, hit.jurisdiction, hit.generic) for hit in read(text)] == [(name, region, False)]


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("省公安厅通报", "兰州晨报", "甘肃省公安厅"),
        ("市公安局杏花岭分局破案", "太原晚报", "太原市公安局杏花岭分局"),
        ("市公安局经侦支队破案", "自贡日报", "自贡市公安局经侦支队"),
        ("州公安局通报", "团结报", "湘西土家族苗族自治州公安局"),
        ("县公安局通报", "桃源县融媒体中心", "桃源县公安局"),
        ("市反诈骗中心通报", "厦门晚报", "厦门市反诈骗中心"),
        ("省交警总队通报", "海峡都市报", "福建省交警总队"),
        ("警務處刑事部展開行動", "香港01", "香港警务处刑事部"),
        ("司警拘捕五人", "澳門日報", "澳门司法警察局"),
    ],
)
def test_bodies_completed_by_the_source(read: Reader, text: str, source: str, name: str) -> None:
    assert [hit.name for hit in read(text, source)] == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("成都市公安局武侯区分局破案。武侯分局民警说,该局抓获5人", ["成都市公安局武侯区分局"] * 3),
        ("武汉市公安局青山分局抓获2人,武昌分局抓获3人", ["武汉市公安局青山分局", "武汉市公安局武昌分局"]),
        ("汇东公安分局破案。自贡市公安局汇东公安分局通报", ["自贡市公安局汇东公安分局"] * 2),
        ("长沙市公安局通报,治安支队行动大队收网", ["长沙市公安局", "长沙市公安局治安支队行动大队"]),
        ("大理白族自治州公安局通报,该局禁毒大队破案", ["大理白族自治州公安局", "大理白族自治州公安局禁毒大队"]),
        ("公安部网络安全保卫局部署。公安部网安局抓获5人", ["公安部网络安全保卫局"] * 2),
        ("兰州警方破案。兰州市公安局通报", ["兰州市公安局"] * 2),
        ("海宁市公安局尖山派出所抓获3人,海宁警方提醒", ["海宁市公安局尖山派出所", "海宁市公安局尖山派出所"]),
        ("广州铁路公安局破案,广州铁路警方通报", ["广州铁路公安局"] * 2),
        ("云南边检总站,云南出入境边防检查总站", ["云南出入境边防检查总站"] * 2),
    ],
)
def test_names_completed_within_the_report(read: Reader, text: str, names: list[str]) -> None:
    assert [hit.name for hit in read(text)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("福清警方端掉团伙", ["福清警方"]),
        ("安徽滁州公安机关打掉团伙", ["滁州公安机关"]),
        ("贵州省公安机关破案", ["贵州省公安机关"]),
        ("赤峰市敖汉旗警方抓获", ["敖汉旗警方"]),
        ("三明、尤溪警方抓获", ["三明警方", "尤溪警方"]),
        ("山东、贵州等14个省区市公安机关同时抓捕", ["山东公安机关", "贵州公安机关"]),
        ("与泰国、马来西亚、柬埔寨3国警方合作", ["泰国警方", "马来西亚警方", "柬埔寨警方"]),
        ("中缅泰三国警方联合行动", ["缅甸警方", "泰国警方"]),
        ("哈尔滨、北京等11个铁路公安局", ["哈尔滨铁路公安局", "北京铁路公安局"]),
        ("我国公安机关悬赏通缉", ["中国公安机关"]),
        ("江西公安民警赴泰国,江西公安机关", ["江西公安机关", "江西公安机关"]),
    ],
)
def test_police_of_a_place(read: Reader, text: str, names: list[str]) -> None:
    hits = read(text)
    assert [hit.name for hit in hits] == names
    assert all(hit.generic or hit.rule == "railway" for hit in hits)


@pytest.mark.parametrize(
    "text",
    [
        "接到自称“上海市公安局民警”的电话",
        "先是“武汉市公安局陈警官”来电",
        "公安机关、警方、民警、派出所",
        "北京市朝阳区人民法院、温州市人民检察院、海口市人民政府",
        "市场监管局、税务局稽查局",
        "当地警方抓获",
        "全国公安机关打击经济犯罪宣传日",
        "超市局部装修",
        "出租车支队伍",
    ],
)
def test_what_is_no_police_body(read: Reader, text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("在万州公安局配合下,江苏警方抓获", ["support", "lead"]),
        ("在云南省公安厅大力支持下,昆明警方收网", ["support", "lead"]),
        ("汇东公安分局清剿,自贡市公安局经侦支队到场协助", ["lead", "support"]),
        ("会同兰州市公安局破案", ["lead"]),
        ("在贵港市公安局港北分局、桂平市公安局协助下,专案组抓获5人", ["support", "support"]),
    ],
)
def test_roles(read: Reader, text: str, roles: list[str]) -> None:
    assert [hit.role for hit in read(text)] == roles


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("根据公安部和广东省公安厅部署", "ministry.context"),
        ("2020年公安部部署专项行动", "ministry.context"),
        ("公安部挂牌督办的案件", "ministry.superior"),
        ("在公安部统一指挥下", "ministry.superior"),
        ("公安部破获案件", "ministry"),
        ("移交楚雄州公安机关", "generic.context"),
        ("金马派出所接群众报警", "station.context"),
        ("惠州公安供图", "generic"),
    ],
)
def test_rules_tell_who_acted(read: Reader, text: str, rule: str) -> None:
    assert read(text)[0].rule == rule


@pytest.mark.parametrize(
    ("text", "source", "title", "home"),
    [
        ("百色市公安局支援凌云县公安局", None, "凌云警方收网", "广西壮族自治区/百色市/凌云县"),
        ("公安部挂牌督办,咸阳市公安局破案", None, "", "陕西省/咸阳市"),
        ("公安部通报,江苏警方破案", None, "公安部通报战果", "中国"),
        ("温州市中级人民法院宣判,公安部破案", None, "", "浙江省/温州市"),
        ("日喀则市公安机关破获2起", "西藏自治区反诈骗中心", "5月全区警情", "西藏自治区"),
        ("一名男子被骗", "长沙晚报", "", "湖南省/长沙市"),
        ("在缅甸警方配合下,江西公安机关押解", None, "", "江西省"),
        ("一名男子被骗", None, "", None),
    ],
)
def test_home_of_a_report(read: Reader, text: str, source: str | None, title: str, home: str | None) -> None:
    assert read.home(text, source, title) == home


def test_component_writes_hits_and_marks_the_home_place(read: Reader) -> None:
    import spacy

    article = Article(id="t", title="", published="2020-05-01", source=None, text="兰州市公安局在西宁警方配合下破案")
    doc = read.agencies(read.places(make_doc(spacy.blank("zh").vocab, article)))
    assert [(hit.name, hit.role) for hit in doc._.hits.agencies] == [("兰州市公安局", "lead"), ("西宁警方", "support")]
    assert [(hit.path, hit.role) for hit in doc._.hits.places] == [
        ("甘肃省/兰州市", "jurisdiction"),
        ("青海省/西宁市", "support"),
    ]
    assert [span.text for span in doc.spans["agencies"]] == ["兰州市公安局", "西宁警方"]


def test_offsets_stand_in_the_text(read: Reader) -> None:
    text = "近日，廣東省公安廳、深圳警方破案"
    assert [text[hit.start : hit.end] for hit in read(text)] == ["廣東省公安廳", "深圳警方"]


WORDS = re.findall(
    r"\S+",
    """公安局 公安分局 分局 派出所 省公安厅 市公安局 该局 警方 公安机关 等 3个 省区市 铁路公安局 中缅泰 三国 、 , 。 “ ”
    自称 海口 和 和田 田阳县 新城区 内蒙古 自治区 我市 全省 县局 刑侦大队 支队 ( ) 越南 广宁省 下龙市 缅北 老街 赴 闽
    粤 两地 香港 警务处 日本 今 市民 治安 公安部 网安局 从 在 配合下 中新网 1月2日电 记者 区 县 市 省 州 朝阳 鼓楼区
    讯 人 籍 开发区 反诈中心 少辅队 刑大""",
)
SOURCES = [None, "海口日报", "香港01", "中央社", "天水市公安局", "新华社"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30), st.sampled_from(SOURCES))
def test_any_mixture_of_words_gives_hits_within_the_text(words: list[str], source: str | None) -> None:
    text = "".join(words)
    read = READER
    hits = read(text, source)
    assert all(0 <= hit.start < hit.end <= len(text) and hit.name for hit in hits)
    assert all(0 <= hit.start < hit.end <= len(text) and hit.path for hit in read.found)


READER = Reader()
