"""Dates and periods in running text."""

from extract.components.dates.component import Dates

__all__ = ["Dates"]
