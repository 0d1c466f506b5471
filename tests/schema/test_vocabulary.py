"""The vocabularies: complete, consistent, and the same as the annotated reports use."""

import re

import pytest

from schema import vocabulary
from schema.errors import VocabularyError
from schema.models import EventKind, Qualifier
from schema.vocabulary import kinds, measures, offences, qualifiers
from tests.extract.gold import records

CLASSES = {
    "刷单返利类",
    "冒充电商物流客服类",
    "虚假网络投资理财类",
    "贷款、代办信用卡类",
    "虚假征信类",
    "虚假购物、服务类",
    "冒充公检法及政府机关类",
    "冒充领导、熟人类",
    "网络游戏产品虚假交易类",
    "网络婚恋、交友类（非虚假网络投资理财类）",
    "冒充军警购物类",
    "网黑案件",
}
FRAUD_2022 = {"fraud.brushing", "fraud.investment", "fraud.loan", "fraud.customer_service", "fraud.authority"}
FRAUD_2023 = FRAUD_2022 | {"fraud.credit", "fraud.shopping", "fraud.acquaintance", "fraud.gaming", "fraud.romance"}


def test_every_offence_has_a_name_a_description_and_a_place():
    for code, offence in offences().items():
        assert offence.code == code
        assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)?", code)
        assert re.search(r"[\u4e00-\u9fff]", offence.zh)
        assert offence.description.isascii()
        assert code.partition(".")[0] == (offence.parent if "." in code else code)


def test_names_are_not_given_twice():
    names = [offence.zh for offence in offences().values()]
    assert len(names) == len(set(names))


def test_groups_hold_something_and_are_never_assigned():
    groups = {code for code, offence in offences().items() if not offence.assigned}
    parents = {offence.parent for offence in offences().values() if offence.parent}
    assert groups == {"assist", "cyber", "economy", "property", "persons", "order"}
    assert parents == groups | {"fraud"}
    assert all(offences()[group].parent is None for group in groups)


def test_all_twelve_classes_of_fraud_are_named_and_no_other():
    assert {offence.fraud_class for offence in offences().values()} - {None} == CLASSES


@pytest.mark.parametrize(("year", "wanted"), [(2022, FRAUD_2022), (2023, FRAUD_2023), (2024, FRAUD_2023)])
def test_the_ministrys_lists(year, wanted):
    assert {code for code, offence in offences().items() if year in offence.high_incidence} == wanted


def test_measures_have_a_unit_and_groups_have_none():
    parents = {measure.parent for measure in measures().values() if measure.parent}
    for code, measure in measures().items():
        assert (measure.unit is None) == (code in parents)
        assert measure.unit is None or measure.parent in measures()


def test_codes_of_the_contract_and_of_the_vocabulary_are_the_same():
    assert set(kinds()) == set(EventKind.__args__)
    assert set(qualifiers()) == set(Qualifier.__args__)


def test_annotated_reports_use_codes_that_may_be_assigned():
    for record in records():
        for event in record["events"]:
            assert event["kind"] in kinds()
            assert all(offences()[code].assigned for code in event["offences"])
        for fact in record["facts"]:
            assert measures()[fact["measure"]].unit is not None
            assert fact["qualifier"] in qualifiers()


def test_a_parent_that_does_not_stand_in_the_file_is_named(monkeypatch):
    row = dict(zip(["code", "zh", "description", "unit", "parent"], ["a", "甲", "A", "case", "nowhere"], strict=True))
    monkeypatch.setattr(vocabulary, "read_lexicon", lambda *args, **options: [row])
    measures.cache_clear()
    try:
        with pytest.raises(VocabularyError, match=r"measures\.tsv: parent 'nowhere' of 'a'"):
            measures()
    finally:
        measures.cache_clear()
