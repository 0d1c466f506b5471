"""Train the word segmenter that ships in `extract/model/segmenter`.

    python -m extract.train zh_gsd-ud-train.iob2 OUT --test zh_gsdsimp-ud-test.conllu

The corpus is the training part of Universal Dependencies' Chinese GSD treebank, in one of the tab-separated forms that
hold one word a line (CoNLL-U, or the IOB2 of Universal NER). Its words are made simplified (OpenCC `tw2s`), and every
second sentence is written with half-width letters, digits and punctuation, as scraped pages often have them. Training
takes one to two minutes on one core and is repeatable: the same corpus gives the same model.
"""

import argparse
import contextlib
import random
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import spacy_pkuseg
from opencc import OpenCC
from spacy_pkuseg.config import config

from extract.components.words.segmenter import Segmenter
from extract.view import view
from schema.errors import BlotterError, InputError

ITERATIONS = 10
RARE = 1
"""Features that stand no more often than this in the corpus are left out: a third of the size for .002 of word F1."""

Sentence = list[str]


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a corpus with one word a line, tab-separated: number, word, anything.

    Multi-word ranges (`3-4`) and empty nodes (`3.1`) are passed over.

    Raises
    ------
    InputError
        Where the file cannot be read or holds no words.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as a corpus: {error}.") from error
    sentence: Sentence = []
    count = 0
    for line in [*lines, ""]:
        if line.startswith("#"):
            continue
        if not line.strip():
            if sentence:
                count += 1
                yield sentence
            sentence = []
            continue
        cells = line.split("\t")
        if len(cells) > 1 and cells[0].isdigit():
            sentence.append("".join(cells[1].split()))
    if not count:
        raise InputError(f"{path} holds no words; a corpus has one word a line: number, tab, word.")


def training_lines(sentences: Iterable[Sentence]) -> Iterator[str]:
    """Yield one line a sentence, words parted by spaces: simplified, every second one half-width."""
    simplify = OpenCC("tw2s").convert
    for number, sentence in enumerate(sentences):
        words = [simplify(word) for word in sentence]
        if number % 2:
            words = [view(word) for word in words]
        yield " ".join(words)


def train(sentences: Sequence[Sentence], target: Path) -> None:
    """Train a segmenter on sentences and write its two files into the folder `target`.

    The trainer's own log goes to standard error.
    """
    random.seed(0)  # the trainer shuffles its sentences
    config.featureTrim = RARE
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "train.txt"
        corpus.write_text("\n".join(training_lines(sentences)) + "\n", encoding="utf-8")
        sample = Path(folder) / "sample.txt"  # the trainer wants something to score after each round
        sample.write_text("\n".join(training_lines(sentences[:20])) + "\n", encoding="utf-8")
        with contextlib.redirect_stdout(sys.stderr):
            spacy_pkuseg.train(str(corpus), str(sample), str(target), train_iter=ITERATIONS)
    compress(target / "weights.npz")


def compress(path: Path) -> None:
    """Write a model's weights again, to the precision of 32 bits and compressed; the trainer writes 64 bits raw."""
    with np.load(path) as weights:
        sizes, values = weights["sizes"], weights["w"]
    np.savez_compressed(path, sizes=sizes, w=values.astype(np.float32).astype(np.float64))


def boundaries(words: Sequence[str]) -> set[tuple[int, int]]:
    """Give start and end of each word in the sentence that they make up."""
    found = set()
    at = 0
    for word in words:
        found.add((at, at + len(word)))
        at += len(word)
    return found


def word_f1(segmenter: Segmenter, sentences: Iterable[Sentence]) -> float:
    """Give the F1 of whole words over sentences whose words are known."""
    right = given = wanted = 0
    for sentence in sentences:
        gold = boundaries(sentence)
        found = set(segmenter.spans("".join(sentence)))
        right += len(gold & found)
        given += len(found)
        wanted += len(gold)
    return 2 * right / (given + wanted)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; see the module's text."""
    parser = argparse.ArgumentParser(prog="python -m extract.train", description="Train the word segmenter.")
    parser.add_argument("corpus", type=Path, help="training corpus, one word a line (.conllu, .iob2)")
    parser.add_argument("target", type=Path, help="folder that the model is written into")
    parser.add_argument("--test", type=Path, help="corpus in simplified characters to score the model on")
    options = parser.parse_args(arguments)
    try:
        train(list(read_sentences(options.corpus)), options.target)
        if options.test:
            sentences = list(read_sentences(options.test))
            score = word_f1(Segmenter(options.target), sentences)
            sys.stdout.write(f"word F1 {score:.4f} on {len(sentences)} sentences of {options.test.name}\n")
    except BlotterError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
