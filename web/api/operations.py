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
from search.answering.results import SORTS
from search.answering.suggestions import SUGGESTIONS
from search.indexing.facets import CAUTION, FACETS, MAGNITUDES
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
FINDING_SORTS = ("intervention", "certainty", "magnitude")
PAGE = Count("page", "Which page, from 1.", 1, LAST_PAGE)


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
    what = "Only what is of this {}; several are alternatives." if many else "The {} it is about."
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
            "The search text; empty finds everything. `changed` lists anything understood"
            " differently.",
        ),
        *facet_parameters(library),
        Words("sort", "The order of the hits.", SORTS, "relevance"),
        PAGE,
        Count("limit", "Hits on a page.", 20, MOST_HITS),
        Words(
            "exact",
            "1 searches exactly as typed: no corrections, synonyms or dropped words.",
            SWITCH,
            "0",
        ),
        Words("explain", "1 explains each score.", SWITCH, "0"),
    )


def _suggest(_: Library) -> tuple[Parameter, ...]:
    return Words("q", "The text typed so far."), Count(
        "limit", "Maximum number of suggestions.", SUGGESTIONS, MOST_SUGGESTIONS
    )


def _entries(library: Library) -> tuple[Parameter, ...]:
    return (
        *facet_parameters(library, ("kind",)),
        PAGE,
        Count("limit", "Entries on a page.", MOST_ENTRIES, MOST_ENTRIES),
    )


def _sources(_: Library) -> tuple[Parameter, ...]:
    return PAGE, Count("limit", "Sources on a page.", MOST_RECORDS, MOST_RECORDS)


def _matrix(library: Library) -> tuple[Parameter, ...]:
    outcomes = evidence_table.columns(library)
    return (
        *facet_parameters(library, ("stage",), many=False),
        Words("comparator", "The class of comparators.", evidence_table.GROUPS),
        Words("outcome", "The columns; only the first few are shown.", outcomes, many=True),
        *facet_parameters(library, ("category", "certainty")),
        Words("sort", "The order of the rows.", tuple(MATRIX_SORTS)),
        Words("by", "The column to sort rows by.", outcomes),
        PAGE,
        Count("limit", "Rows on a page.", MOST_ENTRIES, MOST_ENTRIES),
    )


def _findings(library: Library) -> tuple[Parameter, ...]:
    what = "Only findings of this {}; several are alternatives."
    fixed = {"comparator-group": evidence_table.GROUPS, "shows": get_args(Shows)}
    return (
        Words("intervention", what.format("intervention's id"), many=True),
        *facet_parameters(library, ("category", "certainty", "outcome", "comparator", "stage")),
        *(Words(name, what.format(name), words, many=True) for name, words in fixed.items()),
        Words("source", what.format("source's id"), many=True),
        Words("usable", "1 leaves out what can't stand for its intervention.", SWITCH, "0"),
        Words("sort", "The order.", FINDING_SORTS, FINDING_SORTS[0]),
        PAGE,
        Count("limit", "Findings on a page.", MOST_RECORDS, MOST_RECORDS),
    )


def _compare(_: Library) -> tuple[Parameter, ...]:
    return (
        Words(
            "with",
            "The ids of two to four interventions; the answer lists any that are unknown or"
            " too many.",
            many=True,
        ),
    )


def _guidelines(library: Library) -> tuple[Parameter, ...]:
    return (
        *facet_parameters(library, ("stage",), many=False),
        Words("bodies", "Only interventions that guideline bodies disagree on.", BODIES),
        PAGE,
        Count("limit", "Rows on a page.", MOST_ENTRIES, MOST_ENTRIES),
    )


def _gaps(library: Library) -> tuple[Parameter, ...]:
    outcomes = evidence_table.columns(library)
    return (
        *facet_parameters(library, ("stage",), many=False),
        Words("outcome", "The outcomes; only the first few are shown.", outcomes, many=True),
        PAGE,
        Count("limit", "Rows on a page.", MOST_ENTRIES, MOST_ENTRIES),
    )


def _nothing(_: Library) -> tuple[Parameter, ...]:
    return ()


OPERATIONS = (
    Operation(
        "/search", "search", "Entries that match what was typed, best first.", "Found", _search
    ),
    Operation(
        "/suggest",
        "suggest",
        "Completions for the text typed so far.",
        "Suggested",
        _suggest,
    ),
    Operation("/entries", "entries", "All entries, by kind and id.", "Entries", _entries),
    Operation(
        "/entries/{id}",
        "entry",
        "One entry with everything derived.",
        "Record",
        _nothing,
        (404, 503),
        f"^{ID}$",
    ),
    Operation(
        "/findings",
        "findings",
        "Findings by what they are about, each with its source.",
        "Findings",
        _findings,
    ),
    Operation("/matrix", "matrix", "Interventions by outcome, at one stage.", "Matrix", _matrix),
    Operation(
        "/compare", "compare", "Two to four interventions side by side.", "Comparison", _compare
    ),
    Operation(
        "/guidelines",
        "guidelines",
        "What guideline bodies say about interventions, at one stage.",
        "Guidelines",
        _guidelines,
    ),
    Operation("/gaps", "gaps", "What isn't known, by treatment and outcome.", "Gaps", _gaps),
    Operation(
        "/sources", "sources", "All sources with all their fields, by id.", "Sources", _sources
    ),
    Operation("/exports", "exports", "Files of the whole collection to take.", "Exports", _nothing),
)


def operation_at(rule: str) -> Operation | None:
    """The operation at a route such as `/api/v1/entries/<id>`."""
    path = rule.removeprefix(ROOT).replace("<", "{").replace(">", "}")
    return next((operation for operation in OPERATIONS if operation.path == path), None)
