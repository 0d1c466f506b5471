"""Numbers with units: what they are worth, how exact they are, and what is no number at all."""

import pytest

from extract.components.quantities import Quantities
from extract.view import view
from tests.extract.marked import read_marked

COMPONENT = Quantities()

SIGNS = {"exact": "", "over": " over", "under": " under", "about": " about"}


def found(text: str) -> list[tuple[int, int, str]]:
    return [
        (hit.start, hit.end, f"{hit.value:f}{SIGNS[hit.qualifier]} {hit.classifier}".strip())
        for hit in COMPONENT.find(view(text))
        if hit.unit != "bare"
    ]


@pytest.mark.parametrize(
    "marked",
    [
        # digits, scales and 余 in either order
        "涉案金额[1.5亿余元|150000000 over CNY]。",
        "[3千余万元|30000000 over CNY]赃款",
        "查扣各类假证[4100余张|4100 over 张]",
        "抓获嫌疑人[31.2万名|312000 名]",
        "扣押资金[1,234万元|12340000 CNY]",
        "[300多名|300 over 名]群众",
        # characters
        "抓获[十余名|10 over 名]",
        "[上百名|100 over 名]民警",
        "[数十名|10 over 名]受害人",
        "[一万二千人|12000 人]",
        "[一千三百八十多把|1380 over 把]管制刀具",
        "抓获[两名|2 名]嫌疑人",
        "[百余名|100 over 名]民警",
        "[廿三名|23 名]嫌疑人",
        "资金[数十亿元|1000000000 over CNY]",
        # full width
        "抓获[１２０名|120 名]",
        # qualifiers before and after
        "出动警力[近6000人次|6000 under 人次]",
        "资金[逾2亿元|200000000 over CNY]",
        "[约20万元|200000 about CNY]",
        "[约15.6億港元|1560000000 about HKD]",
        "[20人左右|20 about 人]",
        "[50人以上|50 over 人]",
        "损失[不足3万元|30000 under CNY]",
        # a unit that begins like a scale
        "象牙[约5千克|5 about 千克]",
        "[近百万元|1000000 under CNY]",
        # currencies
        "[1850万元人民币|18500000 CNY]",
        "[二百万美元|2000000 USD]",
        "新台币[300万元|3000000 TWD]",
    ],
)
def test_quantities(marked: str) -> None:
    text, wanted = read_marked(marked)
    assert found(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "“蓝天二号”行动",
        "5·08专案",
        "拨打110报警",
        "第一时间到场",
        "第3名",
        "嫌疑人某某,40岁",
        "24小时内",
        "同比上升62.7%",
        "历时3个月",
        "2019年6月25日",
        "持续三个多月",
        "一举摧毁",
        "刑法第266条",
        "下降3个百分点",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    assert found(text) == []


def test_numbers_inside_other_hits_count_nothing() -> None:
    text = "“9人”行动抓获5人"
    taken = [hit for hit in COMPONENT.find(text) if hit.start < 4]
    assert [hit.value for hit in COMPONENT.find(text, taken)] == [5]
