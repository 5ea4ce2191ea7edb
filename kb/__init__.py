"""kb knows evidence: the model, how it is read, what must hold, and what follows from it.

For programs: `load` reads a collection, `records` gives the rows of one of its tables. Both are
imported when first asked for, as commands shouldn't wait for what they don't use.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.export.tables.collection_tables import records
    from kb.loading import load

__all__ = ["load", "records"]
HOMES = {"load": "kb.loading", "records": "kb.export.tables.collection_tables"}


def __getattr__(name: str) -> object:
    """What this package offers programs, from the module it's in."""
    if name in HOMES:
        return getattr(import_module(HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
