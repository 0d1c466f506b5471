"""The word segmenter: spacy-pkuseg with the model that ships with Blotter, aligned to the characters of the text."""

import threading
from functools import cache
from pathlib import Path

import spacy_pkuseg

from extract.model import SEGMENTER
from schema.errors import VocabularyError

_loading = threading.Lock()


class Segmenter:
    """Words of a text, as offsets that cover every character once.

    The model's own words leave out white space; here each run of white space is a word of its own, so that the words
    joined are the text again, whatever stands in it.

    Parameters
    ----------
    model
        Folder of a spacy-pkuseg model.

    Raises
    ------
    VocabularyError
        Where the folder does not hold a model.
    """

    def __init__(self, model: Path = SEGMENTER) -> None:
        for name in ("features.msgpack", "weights.npz"):
            if not (model / name).is_file():
                raise VocabularyError(f"The segmenter's model lacks {model / name}. Check the installation.")
        with _loading:  # the library keeps the folder of the model in a global while it loads
            self.cut = spacy_pkuseg.pkuseg(str(model), user_dict=None)._cut

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Give start and end of each word of `text`, in order, without gaps."""
        words: list[tuple[int, int]] = []
        at = 0
        while at < len(text):
            blank = text[at].isspace()
            stop = at + 1
            while stop < len(text) and text[stop].isspace() == blank:
                stop += 1
            for word in [text[at:stop]] if blank else self.cut(text[at:stop]):
                words.append((at, at + len(word)))
                at += len(word)
        return words


@cache
def segmenter() -> Segmenter:
    """Give the segmenter with the shipped model, loaded once in a process, when it is first asked for."""
    return Segmenter()
