"""Search: a library's entries found by what readers type. Knows text and engines, and nothing of the web.

`open_index` gives an `Index`; `Index.search` takes a `Request` and gives `Results`.
"""

from search.facets import FACETS
from search.opening import ENGINES, IndexUnwritable, default_directory, open_index
from search.results import SORTS, Hit, Request, Results
from search.searching import Index

__all__ = ["ENGINES", "FACETS", "SORTS", "Hit", "Index", "IndexUnwritable", "Request", "Results", "default_directory", "open_index"]
