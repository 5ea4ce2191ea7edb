"""How readers may write the filters of a query, and each filter's values."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kb.model.entries import KINDS
from kb.model.library import Library
from kb.model.named import Named
from search.indexing.census import Census
from search.indexing.facets import (
    CAUTION,
    CERTAINTIES,
    MAGNITUDES,
    NOT_GRADED,
    OF_FINDINGS,
    RECOMMENDATION,
    RecommendationFacet,
)
from search.text.tokenizer import words

YEARS = tuple(map(str, range(1900, 2100)))  # in which a source may have been issued
DIRECTIONS = ("for", "against", "neither")
OF_RECOMMENDATIONS = ("body", "direction", "year")


@dataclass(frozen=True)
class FilterValues:
    """The values of a filter by each way of writing them (folded words), and their order, if
    any.

    The order is from low to high. `by_words` means that some of a value's words are enough.
    """

    written: Mapping[str, str]
    order: tuple[str, ...] = ()
    by_words: bool = False

    def find(self, typed: str) -> tuple[str, ...]:
        """The values written like this; empty if there are none."""
        sought = " ".join(words(typed))
        if sought in self.written:
            return (self.written[sought],)
        found = (
            value for written, value in self.written.items() if f" {sought} " in f" {written} "
        )
        return tuple(dict.fromkeys(found)) if self.by_words and sought else ()


class _Ids(Mapping[str, str]):
    """Ids by their words, split when they are first looked for: there may be very many."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids = ids

    def __getitem__(self, written: str) -> str:
        return self._by_words[written]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_words)

    def __len__(self) -> int:
        return len(self._by_words)

    @cached_property
    def _by_words(self) -> dict[str, str]:
        return {" ".join(words(id)): id for id in self._ids}


def filter_values(library: Library, counted: Census) -> dict[str, FilterValues]:
    """Every filter with its values, by id, name or synonym; bodies and sources by any word.

    Other facets of findings have whatever values occur.
    """
    vocabulary = library.vocabulary
    filters = {
        "kind": _plain(KINDS),
        "category": _named(vocabulary.categories.values()),
        "certainty": _plain((*CERTAINTIES, NOT_GRADED), order=CERTAINTIES),
        "magnitude": _plain(MAGNITUDES),
        "outcome": _named(vocabulary.outcomes.values()),
        "comparator": _named(vocabulary.comparators.values()),
        "stage": _named(vocabulary.stages.values()),
        CAUTION: _named(vocabulary.groups.values()),
        "body": FilterValues(_bodies(counted.bodies, library), by_words=True),
        "direction": _plain(DIRECTIONS),
        "year": _plain(YEARS, order=YEARS),
        "source": FilterValues(_Ids(library.sources), by_words=True),
    }
    rest = {name: counted.values.get(name, ()) for name in OF_FINDINGS if name not in filters}
    return {**filters, **{name: _plain(values) for name, values in rest.items()}}


def with_recommendations(
    filters: Mapping[str, frozenset[str]], known: Iterable[RecommendationFacet]
) -> dict[str, frozenset[str]]:
    """The filters with body, direction and year combined, so that one recommendation must meet all
    three.

    A year on its own is the year of sources and findings, and is unchanged.
    """
    if "body" not in filters and "direction" not in filters:
        return dict(filters)
    rest = {facet: values for facet, values in filters.items() if facet not in OF_RECOMMENDATIONS}
    wanted = {name: filters[name] for name in OF_RECOMMENDATIONS if name in filters}
    met = (
        one.value
        for one in known
        if all(getattr(one, name) in values for name, values in wanted.items())
    )
    return {**rest, RECOMMENDATION: frozenset(met)}


def _bodies(bodies: Iterable[str], library: Library) -> dict[str, str]:
    """Guideline bodies by their words, including an abbreviation's full name from the
    vocabulary.
    """
    full_names = {
        words(term.abbreviation): words(term.name)
        for term in library.vocabulary.terms.values()
        if term.abbreviation
    }
    return {" ".join((*words(body), *_spelt_out(words(body), full_names))): body for body in bodies}


def _spelt_out(
    body: tuple[str, ...], full_names: Mapping[tuple[str, ...], tuple[str, ...]]
) -> Iterator[str]:
    for short, name in full_names.items():
        if any(body[at : at + len(short)] == short for at in range(len(body))):
            yield from name


def _plain(values: Iterable[str], order: tuple[str, ...] = ()) -> FilterValues:
    return FilterValues({" ".join(words(value)): value for value in values}, order)


def _named(items: Iterable[Named]) -> FilterValues:
    """Values by synonym, name and id; if two items share a word, the later kind wins."""
    listed = tuple(items)
    written = {" ".join(words(synonym)): item.id for item in listed for synonym in item.synonyms}
    written |= {" ".join(words(item.name)): item.id for item in listed}
    written |= {" ".join(words(item.id)): item.id for item in listed}
    return FilterValues(written)
