"""Words: segmentation of the sentences that are worth it."""

from extract.components.words.component import Words, segment

__all__ = ["Words", "segment"]
