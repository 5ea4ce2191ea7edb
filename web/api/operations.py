"""What the API can be asked: each address with its parameters and the schema of its answer; views
and document both read it here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import get_args

from kb.model.derived import Shows
from kb.model.entries import KINDS
from kb.model.library import Library
from kb.model.scalars import ID
from kb.overviews import evidence_table
from kb.overviews.findings_list import ORDERS
from search.answering.results import SORTS
from search.answering.suggestions import SUGGESTIONS
from search.indexing.facets import CAUTION, FACETS, MAGNITUDES
from web.api import api_wording as wording
from web.api.parameters import Count, Parameter, Words
from web.parts.guideline_args import BODIES
from web.parts.labels import CERTAINTY
from web.parts.matrix_args import SORTS as MATRIX_SORTS

ROOT = "/api/v1"
# An answer that a program can still hold, and a page that a person can still read.
MOST_ENTRIES, MOST_RECORDS, MOST_HITS = 1000, 100, 100
MOST_SUGGESTIONS = 20
LAST_PAGE = 10_000
SWITCH = ("0", "1")
FINDING_SORTS = tuple(ORDERS)
PAGE = Count("page", wording.PAGE, 1, LAST_PAGE)


@dataclass(frozen=True)
class Operation:
    """One thing the API can be asked; `id_pattern` is the pattern of the id in its address, where
    it has one.
    """

    path: str
    id: str
    summary: str
    answer: str
    parameters: Callable[[Library], tuple[Parameter, ...]]
    errors: tuple[int, ...] = ()
    id_pattern: str = ""


def facet_parameters(
    library: Library, names: tuple[str, ...] = FACETS, *, many: bool = True
) -> tuple[Parameter, ...]:
    """A parameter for each of these facets that has values in this collection; where it stands
    several times, any of its values will do.
    """
    choices = {
        name: values for name, values in facet_choices(library).items() if name in names and values
    }
    what = wording.OF_THIS if many else wording.ABOUT_THIS
    return tuple(
        Words(name, what.format(name), values, many=many) for name, values in choices.items()
    )


def facet_choices(library: Library) -> Mapping[str, tuple[str, ...]]:
    """The values of each facet."""
    words = library.vocabulary
    return {
        "kind": tuple(KINDS),
        "category": tuple(words.categories),
        "certainty": tuple(CERTAINTY),
        "magnitude": MAGNITUDES,
        "outcome": tuple(words.outcomes),
        "comparator": tuple(words.comparators),
        "stage": tuple(words.stages),
        CAUTION: tuple(words.groups),
    }


def _search(library: Library) -> tuple[Parameter, ...]:
    return (
        Words(
            "q",
            wording.SEARCH_TEXT,
        ),
        *facet_parameters(library),
        Words("sort", wording.ORDER_OF_HITS, SORTS, "relevance"),
        PAGE,
        Count("limit", wording.HITS_ON_A_PAGE, 20, MOST_HITS),
        Words(
            "exact",
            wording.EXACT,
            SWITCH,
            "0",
        ),
        Words("explain", wording.EXPLAIN, SWITCH, "0"),
    )


def _suggest(_: Library) -> tuple[Parameter, ...]:
    return Words("q", wording.TYPED), Count(
        "limit", wording.MOST_SUGGESTED, SUGGESTIONS, MOST_SUGGESTIONS
    )


def _entries(library: Library) -> tuple[Parameter, ...]:
    return (
        *facet_parameters(library, ("kind",)),
        PAGE,
        Count("limit", wording.ENTRIES_ON_A_PAGE, MOST_ENTRIES, MOST_ENTRIES),
    )


def _sources(_: Library) -> tuple[Parameter, ...]:
    return PAGE, Count("limit", wording.SOURCES_ON_A_PAGE, MOST_RECORDS, MOST_RECORDS)


def _matrix(library: Library) -> tuple[Parameter, ...]:
    outcomes = evidence_table.columns(library)
    return (
        *facet_parameters(library, ("stage",), many=False),
        Words("comparator", wording.COMPARATORS, evidence_table.GROUPS),
        Words("outcome", wording.COLUMNS, outcomes, many=True),
        *facet_parameters(library, ("category", "certainty")),
        Words("sort", wording.ORDER_OF_ROWS, tuple(MATRIX_SORTS)),
        Words("by", wording.SORT_BY, outcomes),
        PAGE,
        Count("limit", wording.ROWS_ON_A_PAGE, MOST_ENTRIES, MOST_ENTRIES),
    )


def _findings(library: Library) -> tuple[Parameter, ...]:
    what = wording.FINDINGS_OF
    fixed = {"comparator-group": evidence_table.GROUPS, "shows": get_args(Shows)}
    return (
        Words("intervention", what.format("intervention's id"), many=True),
        *facet_parameters(library, ("category", "certainty", "outcome", "comparator", "stage")),
        *(Words(name, what.format(name), words, many=True) for name, words in fixed.items()),
        Words("source", what.format("source's id"), many=True),
        Words("usable", wording.USABLE, SWITCH, "0"),
        Words("sort", wording.ORDER, FINDING_SORTS, FINDING_SORTS[0]),
        PAGE,
        Count("limit", wording.FINDINGS_ON_A_PAGE, MOST_RECORDS, MOST_RECORDS),
    )


def _compare(_: Library) -> tuple[Parameter, ...]:
    return (
        Words(
            "with",
            wording.COMPARED,
            many=True,
        ),
    )


def _guidelines(library: Library) -> tuple[Parameter, ...]:
    return (
        *facet_parameters(library, ("stage",), many=False),
        Words("bodies", wording.BODIES_DISAGREE, BODIES),
        PAGE,
        Count("limit", wording.ROWS_ON_A_PAGE, MOST_ENTRIES, MOST_ENTRIES),
    )


def _gaps(library: Library) -> tuple[Parameter, ...]:
    outcomes = evidence_table.columns(library)
    return (
        *facet_parameters(library, ("stage",), many=False),
        Words("outcome", wording.OUTCOMES, outcomes, many=True),
        PAGE,
        Count("limit", wording.ROWS_ON_A_PAGE, MOST_ENTRIES, MOST_ENTRIES),
    )


def _nothing(_: Library) -> tuple[Parameter, ...]:
    return ()


OPERATIONS = (
    Operation("/search", "search", wording.SEARCH, "Found", _search),
    Operation(
        "/suggest",
        "suggest",
        wording.SUGGEST,
        "Suggested",
        _suggest,
    ),
    Operation("/entries", "entries", wording.ENTRIES, "Entries", _entries),
    Operation(
        "/entries/{id}",
        "entry",
        wording.ENTRY,
        "Record",
        _nothing,
        (404, 503),
        f"^{ID}$",
    ),
    Operation(
        "/findings",
        "findings",
        wording.FINDINGS,
        "Findings",
        _findings,
    ),
    Operation("/matrix", "matrix", wording.MATRIX, "Matrix", _matrix),
    Operation("/compare", "compare", wording.COMPARE, "Comparison", _compare),
    Operation(
        "/guidelines",
        "guidelines",
        wording.GUIDELINES,
        "Guidelines",
        _guidelines,
    ),
    Operation("/gaps", "gaps", wording.GAPS, "Gaps", _gaps),
    Operation("/sources", "sources", wording.SOURCES, "Sources", _sources),
    Operation("/exports", "exports", wording.EXPORTS, "Exports", _nothing),
)


def operation_at(rule: str) -> Operation | None:
    """The operation at a route such as `/api/v1/entries/<id>`."""
    path = rule.removeprefix(ROOT).replace("<", "{").replace(">", "}")
    return next((operation for operation in OPERATIONS if operation.path == path), None)
