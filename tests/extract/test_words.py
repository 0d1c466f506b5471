"""The segmenter and the component that puts words into a document."""

from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.carrier import OffenceHit, PlaceHit, make_doc
from extract.components.words import Words, segment
from extract.components.words.component import sentences, split
from extract.components.words.segmenter import Segmenter, segmenter
from extract.model import SEGMENTER
from extract.train import boundaries, read_sentences, training_lines, word_f1
from extract.view import view
from schema.errors import InputError, VocabularyError
from schema.models import Article

PIECES = st.one_of(
    st.text(),
    st.sampled_from(
        ["警方抓获犯罪嫌疑人56名", "，", " ", "\u3000", "\n", "\t", "\x00", "🚓", "👮‍♀️", "1️⃣", "臺灣", "\x85", "\u2028"]
    ),
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)


@given(TEXTS)
@settings(deadline=None)
def test_characters_in_are_characters_out(text):
    assert "".join(segment(text)) == text
    assert all(segment(text))


@given(TEXTS, st.sets(st.integers(0, 60)))
@settings(deadline=None)
def test_no_word_reaches_across_a_cut(text, cuts):
    words = split(text, cuts)
    assert [start for start, _ in words] == [0, *(end for _, end in words)][: len(words)]
    assert not any(start < cut < end for start, end in words for cut in cuts)


@pytest.mark.parametrize(
    "marked",
    [
        "公安/机关/抓获/犯罪嫌疑人/。",
        "他/在/北京/工作/。",
        "公安/机关/ /抓获",
        "\n",
        "",
    ],
)
def test_segment(marked):
    assert "/".join(segment(marked.replace("/", ""))) == marked


def test_words_never_join_over_white_space():
    assert segment("刑\u3000拘") == ["刑", "\u3000", "拘"]


def test_traditional_text_comes_back_as_it_is_written():
    assert segment("拘捕犯罪嫌疑人") == segment("拘捕犯罪嫌疑人")
    assert "".join(segment("拘捕騙徒")) == "拘捕騙徒"


def test_a_missing_model_is_named(tmp_path):
    with pytest.raises(VocabularyError, match=r"features\.msgpack"):
        Segmenter(tmp_path)


def test_the_model_is_loaded_once():
    assert segmenter() is segmenter()
    assert sorted(path.name for path in SEGMENTER.iterdir()) == ["features.msgpack", "weights.npz"]


def doc_of(text):
    return make_doc(spacy.blank("zh").vocab, Article(id="t", text=text))


def words_of(doc):
    return [doc.text[span.start : span.end] for span in doc.spans["words"]]


def test_hits_are_never_cut():
    text = "警方在石园子端掉跑分窝点。没有收获的一句。"
    doc = doc_of(text)
    doc._.hits.places = [PlaceHit(3, 6, "gazetteer", path="缅甸/石园子", code=None, via="abroad")]
    doc._.hits.offences = [
        OffenceHit(7, 10, "lexicon", code="assist.laundering", named=True)
    ]  # 掉跑分: a hit may stand anywhere
    words = words_of(Words(kinds=["places"])(doc))
    assert "".join(words) == "警方在石园子端掉跑分窝点。"
    edges = {0, *(span.end for span in doc.spans["words"])}
    assert {3, 6, 7, 10} <= edges


def test_only_sentences_with_a_hit_are_segmented_unless_told():
    text = "天气很好。警方通报。"
    doc = doc_of(text)
    assert words_of(Words()(doc)) == []
    assert "".join(words_of(Words(everything=True)(doc))) == text


def test_an_unknown_kind_of_hits_is_refused():
    with pytest.raises(ValueError, match="ofences"):
        Words(kinds=["ofences"])


def test_the_factory_takes_the_same_options():
    nlp = spacy.blank("zh")
    nlp.add_pipe("words", config={"everything": True})
    assert nlp.get_pipe("words").everything
    with pytest.raises(ValueError, match="nonsense"):
        nlp.add_pipe("words", name="other", config={"nonsense": 1})


@given(TEXTS)
def test_sentences_cover_the_text(text):
    assert "".join(view(text)[a:b] for a, b in sentences(view(text))) == view(text)


def test_sentences_end_after_the_closing_quotation_mark():
    text = "他说:“抓到了。”随后离开。再见"
    assert [text[a:b] for a, b in sentences(text)] == ["他说:“抓到了。”", "随后离开。", "再见"]


CORPUS = """# text = 警察，來了
1\t警察\tO
2-3\t，來\tO
2\t，\tO
3\t來\tO
3.1\t空\tO
4\t了\tO

1\t臺 北\tO
2\t，\tO
"""


def test_a_corpus_is_read_word_by_word(tmp_path: Path):
    path = tmp_path / "corpus.iob2"
    path.write_text(CORPUS, encoding="utf-8")
    found = list(read_sentences(path))
    assert found == [["警察", "，", "來", "了"], ["臺北", "，"]]
    assert list(training_lines(found)) == ["警察 ， 来 了", "台北 ,"]


def test_a_corpus_without_words_is_refused(tmp_path: Path):
    path = tmp_path / "corpus.conllu"
    path.write_text("no table here\n", encoding="utf-8")
    with pytest.raises(InputError, match="holds no words"):
        list(read_sentences(path))
    with pytest.raises(InputError, match="cannot be read"):
        list(read_sentences(tmp_path / "absent"))


def test_word_f1_counts_whole_words():
    class Fixed:
        def spans(self, text):
            return [(0, 1), (1, 3)]

    assert boundaries(["抓获", "人"]) == {(0, 2), (2, 3)}
    assert word_f1(Fixed(), [["抓", "获人"]]) == 1.0
    assert word_f1(Fixed(), [["抓获", "人"]]) == 0.0
    assert word_f1(Fixed(), [["抓", "获", "人"]]) == pytest.approx(0.4)
