"""Events: results gathered by what happened once, or over a period."""

from extract.components.events.component import Events

__all__ = ["Events"]
