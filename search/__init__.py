"""Search: a library's entries found by what readers type. Knows text and engines, and nothing of the web.

`open_index` gives an `Index`; `Index.search` takes a `Request` and gives `Results`, `Index.suggest` what may be typed.
"""

from search.facets import FACETS
from search.opening import ENGINES, IndexUnwritable, default_directory, open_index
from search.results import SORTS, Hit, Offer, Request, Results
from search.searching import Index
from search.suggesting import SUGGESTIONS, Suggestion

__all__ = [
    "ENGINES", "FACETS", "SORTS", "SUGGESTIONS", "Hit", "Index", "IndexUnwritable", "Offer", "Request", "Results", "Suggestion",
    "default_directory", "open_index",
]  # fmt: skip
