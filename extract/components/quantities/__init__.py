"""Numbers with their units."""

from extract.components.quantities.component import Quantities

__all__ = ["Quantities"]
