"""Results: numbers read as what the police achieved."""

from extract.components.results.component import Results

__all__ = ["Results"]
