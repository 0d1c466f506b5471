"""Offences: which crime, or which kind of fraud, a report is about."""

from extract.components.offences.component import Offences

__all__ = ["Offences"]
