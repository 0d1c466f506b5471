"""Names of operations, campaigns and special cases."""

from extract.components.operations.component import Operations

__all__ = ["Operations"]
