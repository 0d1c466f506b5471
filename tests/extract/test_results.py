"""Results: what a number counts and what happened to it, with sentences that say no result."""

import pytest

from extract.components.quantities import Quantities
from extract.components.results import Results
from extract.report import confidences
from extract.view import view
from schema.lexicon import read_lexicon

QUANTITIES = Quantities()
RESULTS = Results()


def found(text: str) -> list[tuple[str, str]]:
    """Give measure, value and item of each result of a text, in the order of the text."""
    seen = view(text)
    return [
        (hit.measure, f"{hit.value:f}" + (f" {hit.item}" if hit.item else ""))
        for hit in RESULTS.find(seen, list(QUANTITIES.find(seen)))
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # number after the noun, before the noun, passive, inverted
        ("抓获犯罪嫌疑人17名。", [("suspects_arrested", "17")]),
        ("17名犯罪嫌疑人落网。", [("suspects_arrested", "17")]),
        ("17名嫌疑人被警方抓获。", [("suspects_arrested", "17")]),
        ("到案的犯罪嫌疑人有17名。", [("suspects_arrested", "17")]),
        ("犯罪嫌疑人落网17人。", [("suspects_arrested", "17")]),
        ("将这个团伙的17名成员悉数抓获。", [("suspects_arrested", "17")]),
        ("17名嫌疑人一路奔逃,近日也全部归案。", [("suspects_arrested", "17")]),
        # what happened next
        ("其中12人被刑事拘留,5人取保候审。", [("suspects_detained", "12"), ("suspects_measures", "5")]),
        ("移送起诉8人,逮捕6人。", [("suspects_prosecuted", "8"), ("suspects_formally_arrested", "6")]),
        ("35名违法人员被行政拘留。", [("suspects_punished", "35")]),
        ("抓获并刑拘17名嫌疑人。", [("suspects_arrested", "17"), ("suspects_detained", "17")]),
        ("抓获在逃人员3名。", [("fugitives_arrested", "3")]),
        ("40名嫌疑人被押解回国。", [("suspects_transferred", "40")]),
        ("两名嫌疑人主动投案自首。", [("suspects_surrendered", "2")]),
        ("9名被告人被判处有期徒刑。", [("suspects_sentenced", "9")]),
        # lists that share a verb or a unit
        (
            "打掉团伙28个、窝点12处,抓获嫌疑人256名。",
            [("gangs_dismantled", "28"), ("dens_raided", "12"), ("suspects_arrested", "256")],
        ),
        (
            "缴获手机16部、银行卡60张、笔记本电脑2台。",
            [("items_seized", "16 手机"), ("items_seized", "60 银行卡"), ("items_seized", "2 电脑")],
        ),
        ("查扣路由器、读卡器各2个。", [("items_seized", "2 路由器"), ("items_seized", "2 读卡器")]),
        # passive with the number after the verb
        ("盗窃团伙被打掉6个。", [("gangs_dismantled", "6")]),
        ("手机追回51部。", [("items_seized", "51 手机")]),
        ("60余部电脑被当场查扣。", [("items_seized", "60 电脑")]),
        # cases
        ("破获电信网络诈骗案件32起。", [("cases_solved", "32")]),
        ("立案侦办经济案件15起。", [("cases_filed", "15")]),
        ("串并同类案件40余起。", [("cases_linked", "40")]),
        ("侦破一起特大盗窃案。", [("cases_solved", "1")]),
        # money: the strongest act decides
        ("冻结涉案资金2亿元。", [("amount_frozen", "200000000")]),
        ("涉案资金2亿元被冻结。", [("amount_frozen", "200000000")]),
        ("为群众挽回经济损失500余万元。", [("amount_recovered", "5000000")]),
        ("返还被骗资金30万元。", [("amount_recovered", "300000")]),
        ("涉案金额高达1.2亿元。", [("amount_involved", "120000000")]),
        ("收缴赌资3万元。", [("amount_seized", "30000")]),
        ("非法获利20余万元。", [("amount_profit", "200000")]),
        ("张女士被骗走8万元。", [("amount_lost", "80000")]),
        ("民警及时赶到,7万元没有汇出。", [("amount_recovered", "70000")]),
        ("他把7万元汇给了对方。", [("amount_lost", "70000")]),
        # police, victims, the net
        ("出动警力600余名。", [("officers_deployed", "600")]),
        ("百余名民警同时出击。", [("officers_deployed", "100")]),
        ("解救被拐儿童4名。", [("victims_rescued", "4")]),
        ("3人死亡、2人受伤。", [("victims", "3"), ("victims", "2")]),
        ("关停诈骗网站300余个。", [("online_removed", "300 网站")]),
        # the verb of a list's end; the verb of the next number
        ("涉黑案件15起、涉恶案件23起被成功侦破。", [("cases_solved", "15"), ("cases_solved", "23")]),
        ("该团伙成员共16人,已到案14人。", [("suspects_arrested", "14")]),
        ("警方为23名被骗学生追回8万元。", [("victims", "23"), ("amount_recovered", "80000")]),
        ("民警为23名被骗学生追回8万元。", [("victims", "23"), ("amount_recovered", "80000")]),
        ("接报诈骗案件420起。", [("cases_filed", "420")]),
        # lists that say of each number what happened
        (
            "12人取保候审、5人行政拘留、3人被刑拘。",
            [("suspects_measures", "12"), ("suspects_punished", "5"), ("suspects_detained", "3")],
        ),
        ("刑拘12人、行政拘留5人。", [("suspects_detained", "12"), ("suspects_punished", "5")]),
        # who was not caught, and what is no crime's fate
        ("2名嫌疑人被起诉,另有1名嫌疑人在逃。", [("suspects_prosecuted", "2"), ("suspects_involved", "1")]),
        ("抓获15人,3人另案处理。", [("suspects_arrested", "15")]),
        ("抓获在逃人员4名,2名在逃嫌疑人落网。", [("fugitives_arrested", "4"), ("fugitives_arrested", "2")]),
        ("刑拘28人、强制隔离戒毒19人。", [("suspects_detained", "28"), ("suspects_punished", "19")]),
        ("查封生产线4条。", [("items_seized", "4 生产线")]),
        ("该公司非法吸收公众存款2.6亿元。", [("amount_involved", "260000000")]),
        ("查获案件2起,涉及公民信息3亿条。", [("cases_solved", "2"), ("items_seized", "300000000 个人信息")]),
        # what stands before the number describes it only
        ("并即时冻结四十四个银行账户。", [("items_seized", "44 账户")]),
        ("繳獲手提電話六十部。", [("items_seized", "60 手机")]),
        # an inventory without a verb goes on after a semicolon
        (
            "桌上有银行卡12张,身份证9张,口令卡2张;手机16部。",
            [
                ("items_seized", "12 银行卡"),
                ("items_seized", "9 身份证"),
                ("items_seized", "2 口令卡"),
                ("items_seized", "16 手机"),
            ],
        ),
        ("没收违法所得3万元,罚款5万元。", [("amount_seized", "30000")]),
        # things without a lexicon entry keep their own noun
        ("查获走私的鳄鱼皮12张。", [("items_seized", "12 鳄鱼皮")]),
    ],
)
def test_results(text: str, wanted: list[tuple[str, str]]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "同比上升12起。",
        "检查车辆3200辆。",
        "发放宣传手册1.5万份。",
        "奖励举报人5万元。",
        "并处罚金2万元。",
        "警方提醒:去年有3名学生被骗20万元,请勿轻信。",
        "民警走访群众200余户。",
        "一名副局长介绍了情况。",
        "被骗百万元以上的案件时有发生。",
        "诈骗数额从2万元到13万元不等。",
        "接到一起盗窃报案。",
        "涉及12个省份。",
        "桌上有手机16部。",
        "暂扣驾驶证,罚款1000元以上2000元以下。",
        "全县共接报诈骗警情420起。",
        "警方计划年底前再打掉团伙50个。",
        "今年拟再抓获嫌疑人200名。",
        "该案抓捕历时3个月。",
    ],
)
def test_sentences_without_a_result(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("word", "verb"),
    [
        ("民警判断有3名男子可疑。", "民警判了3名男子。"),
        ("他开办公司3家。", "警方端窝点3个。"),
        ("警方封闭道路3条。", "警方封账号3个。"),
        ("民警抓紧走访30名群众。", "民警抓了30名嫌疑人。"),
        ("警方揭穿骗局3起。", "警方破案3起。"),
        ("全市成立突击队5支。", "全市立案5起。"),
        ("嫌疑人破坏监控设备3台。", "民警破案3起。"),
    ],
)
def test_a_verb_inside_another_word_says_nothing(word: str, verb: str) -> None:
    assert found(word) == []
    assert len(found(verb)) == 1


def test_a_verb_that_begins_inside_another_word_is_read() -> None:
    assert found("现场并发还手机3部。") == [("items_seized", "3 手机")]
    assert found("全市刑案发生12起。") == [("cases_filed", "12")]


def test_what_was_planned_and_is_done_is_a_result() -> None:
    assert found("警方周密计划,抓获嫌疑人20名。") == [("suspects_arrested", "20")]


def test_a_marked_share_says_so() -> None:
    seen = view("抓获嫌疑人20名,其中逃犯3名。")
    hits = list(RESULTS.find(seen, list(QUANTITIES.find(seen))))
    assert [hit.marked_part for hit in hits] == [False, True]


def test_the_quote_holds_verb_number_and_noun() -> None:
    seen = view("昨日,警方抓获犯罪嫌疑人17名,案件正在侦办。")
    [hit] = RESULTS.find(seen, list(QUANTITIES.find(seen)))
    assert seen[hit.start : hit.end] == "抓获犯罪嫌疑人17名"


def test_every_kind_of_thing_has_a_confidence() -> None:
    things = {row["thing"] for row in read_lexicon("extract.components.results", "rules.tsv", key=("thing", "acts"))}
    known = confidences()
    assert {f"results.{thing}" for thing in things} | {"results.list", "results.inventory"} <= set(known)
    assert all(0 < value < 1 for value in known.values())
