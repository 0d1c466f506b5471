"""Places in a report."""

from extract.components.places.component import Places, make_places

__all__ = ["Places", "make_places"]
