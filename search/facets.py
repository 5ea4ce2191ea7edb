"""What results can be narrowed by, the order of its values, and how readers may write them in a query."""

from collections.abc import Iterable

from kb.library import Library
from kb.model import KINDS, Named
from search.query import Facet
from search.text import words

FACETS = ("kind", "category", "certainty", "magnitude", "outcome", "comparator", "stage")
# Those that belong to findings: all that are chosen must be met by one and the same finding.
FINDING_FACETS = frozenset({"certainty", "magnitude", "outcome", "comparator", "stage"})
CERTAINTIES = ("very-low", "low", "moderate", "high")  # from low to high; not-graded stands outside
NOT_GRADED = "not-graded"
WORSE = "worse-than-comparator"  # what the magnitude of a finding that favours the comparator is called here
MAGNITUDES = (WORSE, "not-classed", "little-or-none", "small", "moderate", "large")  # from worst to best


def rank(value: str | None, order: tuple[str, ...]) -> int:
    """The place of a value in an order, -1 outside it."""
    return order.index(value) if value in order else -1


def facets(library: Library) -> dict[str, Facet]:
    """Every facet with its values as readers may write them: by id, name or synonym."""
    vocabulary = library.vocabulary
    return {
        "kind": _plain(KINDS),
        "category": _named(vocabulary.categories.values()),
        "certainty": _plain((*CERTAINTIES, NOT_GRADED), order=CERTAINTIES),
        "magnitude": _plain(MAGNITUDES),
        "outcome": _named(vocabulary.outcomes.values()),
        "comparator": _named(vocabulary.comparators.values()),
        "stage": _named(vocabulary.stages.values()),
    }


def _plain(values: Iterable[str], order: tuple[str, ...] = ()) -> Facet:
    return Facet({" ".join(words(value)): value for value in values}, order)


def _named(items: Iterable[Named]) -> Facet:
    """Synonyms first, so that where two items claim a word, the one that is called so has it."""
    listed = tuple(items)
    written = {" ".join(words(synonym)): item.id for item in listed for synonym in item.synonyms}
    written |= {" ".join(words(item.name)): item.id for item in listed}
    return Facet(written | {" ".join(words(item.id)): item.id for item in listed})
