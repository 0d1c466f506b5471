"""The word segmenter's model that ships with Blotter; see CARD.md for its data, licence, training command and score."""

from pathlib import Path

SEGMENTER = Path(__file__).parent / "segmenter"
"""Folder that holds the model in the format of spacy-pkuseg."""
