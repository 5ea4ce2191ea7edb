"""Which files of the whole collection a site serves, and what they say of it as linked data."""

from importlib.util import find_spec
from typing import Any

from kb.export.collection_formats import COLLECTION_FORMATS, CollectionFormat, catalog
from kb.export.edition import edition
from kb.model.library import Library
from web.core.reload import State

# Beyond this making a file keeps a reader waiting for seconds: `kb export` makes it ahead.
MOST_ENTRIES = 3_000


def served(library: Library) -> tuple[CollectionFormat, ...]:
    """The forms that this site serves."""
    return tuple(form for form in COLLECTION_FORMATS.values() if is_served(form, library))


def is_served(form: CollectionFormat, library: Library) -> bool:
    """Whether the collection is small enough, and what writes this form is installed."""
    installed = not form.extra or find_spec("pyarrow") is not None
    return installed and library.size <= MOST_ENTRIES


def collection_json_ld(state: State, public: str) -> dict[str, Any]:
    """The collection as a Dataset in a DataCatalog."""
    library = state.library
    return state.once(
        "data catalog", lambda: catalog(library, edition(library), served(library), public)
    )
