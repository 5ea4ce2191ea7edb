"""The evidence base: its model, how it's read, its rules, and what is derived from it.

For other programs: `load` reads a collection, `records` gives the rows of one of its tables. Both
are imported on first use, so that commands don't wait for what they don't need.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.export.tables.collection_tables import records
    from kb.loading import load

__all__ = ["load", "records"]
HOMES = {"load": "kb.loading", "records": "kb.export.tables.collection_tables"}


def __getattr__(name: str) -> object:
    """Return a public name of this package from its module."""
    if name in HOMES:
        return getattr(import_module(HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
