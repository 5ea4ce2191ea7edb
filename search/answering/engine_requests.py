"""The engine requests of a search."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from search.answering.passage_ranking import PUBLICATION
from search.answering.results import SORTS, Request
from search.engines.protocol import Demotion, EngineRequest
from search.engines.query_tree import Or, Term
from search.indexing.facets import OF_FINDINGS, RecommendationFacet
from search.indexing.fields import NAME, whole_name
from search.query.filter_values import with_recommendations
from search.query.parser import Query
from search.query.understanding import UnderstoodQuery
from search.text.analyzer import Analyzer

LONGEST_PAGE = 10_000
FIRST = 1000.0  # the weight that puts an entry first
FINDING_FACETS = frozenset(OF_FINDINGS)
PUBLICATIONS = Demotion("kind", "source", PUBLICATION)


def engine_request_of(
    request: Request,
    query: Query,
    understood: UnderstoodQuery,
    known: Mapping[str, object],
    recommendations: Iterable[RecommendationFacet],
) -> EngineRequest:
    """The engine request, with typed and selected filter values combined; `known` are the filters
    by name.
    """
    filters = dict(query.filters)
    for name, values in request.filters.items():
        if name in known and values:
            filters[name] = filters.get(name, frozenset()) | frozenset(values)
    sort = request.sort if request.sort in SORTS else "relevance"
    if sort == "relevance" and not understood.marks:
        sort = "name"  # without words all entries are equally relevant
    return EngineRequest(
        understood.strict,
        with_recommendations(filters, recommendations),
        FINDING_FACETS,
        request.count,
        sort,
        max(request.offset, 0),
        min(max(request.limit, 0), LONGEST_PAGE),
        PUBLICATIONS if sort == "relevance" and understood.prefers_entries else None,
    )


def with_first(request: EngineRequest, titles: Iterable[str], analyzer: Analyzer) -> EngineRequest:
    """The request with the entries called so first, in that order."""
    named = (
        Term(whole_name(analyzer.terms(title)), (NAME,), FIRST * (1 + place))
        for place, title in enumerate(reversed(tuple(titles)))
    )
    return replace(request, tree=Or((request.tree, *named)))
