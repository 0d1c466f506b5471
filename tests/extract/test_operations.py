from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extract.carrier import make_doc
from extract.components.operations import Operations
from extract.view import view
from schema.models import Article
from tests.extract.marked import read_marked

OPERATIONS = Operations()


@pytest.fixture
def operations() -> Operations:
    return OPERATIONS


def read(operations: Operations, text: str) -> list[tuple[int, int, str]]:
    return [(hit.start, hit.end, hit.name) for hit in operations.find(view(text))]


@pytest.mark.parametrize(
    "marked",
    [
        # the word for an operation follows the marks
        "警方开展[“雷火”|雷火]行动以来",
        "开展[“铁拳”|铁拳]专项行动,破案12起",
        "同步推进[“铁网”|铁网]追逃行动",
        "部署[“春雷”|春雷]打击盗窃电动车专项行动",
        "在[“护航”|护航]集群战役中抓获9人",
        "深化[“百城禁毒”|百城禁毒]会战",
        "[“利剑”|利剑]第三轮收网",
        "推进[“平安细胞”|平安细胞]工作",
        "[‘雷火’|雷火]行动",
        '开展"清源"行动'.replace('"清源"', '["清源"|清源]'),
        "採取[「雷霆」|雷霆]行動",
        # it stands inside the marks and belongs to the name
        "[“捉马行动”|捉马行动]正式打响",
        "[“百日行动”|百日行动]战果",
        "[“夏季行动”|夏季行动]以来",
        "[“破冰攻坚战”|破冰攻坚战]",
        "[“秋风会战”|秋风会战]打响",
        # the name's own form says so
        "[“雷火2021”|雷火2021]抓获97人",
        "[“神盾3号”|神盾3号]破案210起",
        "[“猎隼二号”|猎隼二号]又传捷报",
        "[“使命2020-7”|使命2020-7]走私案",
        "[“猎隼—2019”|猎隼—2019]",
        "[“蓝盾行动2021”|蓝盾行动2021]",
        # cases named after a day
        "公安部督办的[“5·08”|5·08]专案告破",
        "[“12.15”|12.15]系列案",
        "[“9·28”|9·28]特大电信诈骗案",
        "[“2011·11·18”|2011·11·18]特大拐卖儿童专案",
        "[“三·一六”|三·一六]枪杀案",
        "部督[“1203”|1203]跨境网络赌博案",
        "[“2·12”|2·12]特大网络“套路贷”专案",
        "成立代号[“9·23”|9·23]的专案组",
        "[“1·15专案”|1·15专案]告破",
        # code names
        "行动代号为[“长弓”|长弓],出动警力90人",
        "代號[「勇拓」|勇拓],拘捕11人",
        # rows share the word at their end
        "[“断卡”|断卡][“净网”|净网]行动",
        "紧盯[“云剑”|云剑]、[“断卡”|断卡]、[“断流”|断流]等专项行动",
        # no marks
        "[4.12|4.12]专案组奔赴外省",
        "[5·08|5·08]特大贩毒专案告破",
        "部署开展[断卡|断卡]行动",
        "[净网2022|净网2022]专项行动",
    ],
)
def test_names(operations: Operations, marked: str) -> None:
    text, wanted = read_marked(marked)
    assert read(operations, text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        # slang, kinds of crime, things
        "打掉一个“跑分”团伙",
        "涉“两卡”违法犯罪",
        "打击“杀猪盘”专项行动",
        "整治“黄赌”专项行动",
        "开展“黑灰产”违法犯罪打击专项行动",
        "“套路贷”专项整治行动",
        "“民族资产解冻”诈骗案",
        "深挖“保护伞”",
        "制作“伯乐木马”的“大哥”",
        "缴获“伪基站”设备5套,警方行动迅速",
        # quoted speech and mottos
        "“订金”交了还有“安全保证金”",
        "“没想到这钱真能要回来!”行动结束后他说",
        "体现在“实际行动”上",
        "按照“有黑扫黑、无黑除恶”的思路行动",
        "采取“统一行动”",
        # titles, apps, brands, numbers
        "制定《电信网络诈骗预警劝阻工作规范》,专项推进",
        "《反有组织犯罪法》专项宣传行动",
        "下载“国家反诈中心”APP",
        "拨打“96110”",
        "致电“防骗易18222”热线",
        "“双11”期间",
        "“110宣传日”活动",
        "“110”接到报案",
        "“6·26”国际禁毒日宣传行动",
        "“全民反诈在行动”宣传月",
        "“飞虎”突击队行动迅速",
        "打击整治“沙霸”“矿霸”专项行动",
        "“5·15”全国打击和防范经济犯罪宣传日",
        "央视“3·15”晚会曝光",
        # an operation without a name
        "专项行动以来,抓获23人",
        "打击拐卖儿童妇女专项行动",
        "统一收网行动",
        # numbers that are no case
        "上涨4.12%,专案组认为",
        "重4.12公斤的毒品系列案",
        "版本2.1.3专案",
        "断卡的人被抓",
    ],
)
def test_no_names(operations: Operations, text: str) -> None:
    assert read(operations, text) == []


def test_again_without_marks(operations: Operations) -> None:
    text, wanted = read_marked(
        "[“神盾3号”|神盾3号]打响。[神盾3号|神盾3号]抓获9人。\n[“雷火”|雷火]行动收官,[“雷火”|雷火]成效显著,[雷火|雷火]行动组说雷火无情。"
    )
    assert read(operations, text) == wanted


def test_a_number_left_out(operations: Operations) -> None:
    names = {hit.name for hit in operations.find("“霹雳二号”打响。两次“霹雳”行动之后")}
    assert names == {"霹雳二号"}


@pytest.mark.parametrize(
    ("text", "campaign"),
    [
        ("“铁拳”专项行动", True),
        ("“百日行动”", True),
        ("“雷火2021”", True),
        ("“护航”集群战役", True),
        ("“断卡”行动", True),
        ("“雷火”行动开展以来", True),
        ("“雷火”行动抓获9人", False),
        ("“神盾3号”收网", False),
        ("“5·08”专案", False),
        ("“使命2020-7”走私案", False),
        ("“蓝盾行动2021”", True),
        ("“清网行动”", True),
        ("“捉马行动”", False),
    ],
)
def test_campaign(operations: Operations, text: str, campaign: bool) -> None:
    assert [hit.campaign for hit in operations.find(text)] == [campaign]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("先后侦破“7·18”“8·21”“6·17”等一批赌博专案", ["operation.listed"] * 3),
        ("“7·18”盗窃案、“8·21”抢劫案、“6·17”杀人案告破", ["operation.listed"] * 3),
        ("“昆仑”等专项行动接续展开", ["operation.listed"]),
        ("是“天网”行动的重要组成部分", ["operation.context"]),
        ("按照“雷火”专项行动的工作部署", ["operation.context"]),
        ("“7·18”盗窃案告破,抓获3人", ["operation.code"]),
        ("“雷火”行动抓获3人", ["operation.followed"]),
    ],
)
def test_only_mentioned(operations: Operations, text: str, rules: list[str]) -> None:
    assert [hit.rule for hit in operations.find(text)] == rules


@given(st.text('“”"‘《》断卡净网行动专项案等、5·08 2019号,。\n代', max_size=30))
def test_any_text(text: str) -> None:
    hits = OPERATIONS.find(text)
    assert all(0 <= left.start < left.end <= right.start for left, right in pairwise(hits))
    assert all(hit.name.strip() and hit.name in text for hit in hits)


def test_component() -> None:
    nlp = spacy.blank("zh")
    doc = make_doc(nlp.vocab, Article(id="a", title="「雷霆」行動", text="拘捕9人"))
    Operations()(doc)
    assert [(hit.name, hit.start, hit.end) for hit in doc._.hits.names] == [("雷霆", 0, 4)]
    assert [span.text for span in doc.spans["names"]] == ["「雷霆」"]
