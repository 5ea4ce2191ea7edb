"""How readers may write the filters of a query, and the values that each of them can take."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kb.model.collection import Named
from kb.model.entries import KINDS
from kb.model.library import Library
from search.indexing.facets import CERTAINTIES, MAGNITUDES, NOT_GRADED, RECOMMENDED, recommended
from search.text.tokenizer import words

YEARS = tuple(map(str, range(1900, 2100)))  # in which a source may have been issued
DIRECTIONS = ("for", "against", "neither")


@dataclass(frozen=True)
class Facet:
    """The values a filter can take, by every way to write them (folded words), and their order from low to high, if any.

    `by_words` says that some of the words of a value are enough.
    """

    written: Mapping[str, str]
    order: tuple[str, ...] = ()
    by_words: bool = False

    def values(self, typed: str) -> tuple[str, ...]:
        """The values that are written so; none where there is no such value."""
        sought = " ".join(words(typed))
        if sought in self.written:
            return (self.written[sought],)
        held = (value for written, value in self.written.items() if f" {sought} " in f" {written} ")
        return tuple(dict.fromkeys(held)) if self.by_words and sought else ()


def facets(library: Library) -> dict[str, Facet]:
    """Every filter with its values as readers may write them: by id, name or synonym; a body or source by any of its words."""
    vocabulary = library.vocabulary
    return {
        "kind": _plain(KINDS),
        "category": _named(vocabulary.categories.values()),
        "certainty": _plain((*CERTAINTIES, NOT_GRADED), order=CERTAINTIES),
        "magnitude": _plain(MAGNITUDES),
        "outcome": _named(vocabulary.outcomes.values()),
        "comparator": _named(vocabulary.comparators.values()),
        "stage": _named(vocabulary.stages.values()),
        "body": Facet(_bodies(library), by_words=True),
        "direction": _plain(DIRECTIONS),
        "year": _plain(YEARS, order=YEARS),
        "source": Facet({" ".join(words(id)): id for id in library.sources}, by_words=True),
        RECOMMENDED: Facet(
            {value: value for value in _recommendations(library)}
        ),  # never typed: no folded words look so
    }


def together(
    filters: Mapping[str, frozenset[str]], known: Mapping[str, Facet]
) -> dict[str, frozenset[str]]:
    """The filters with body, direction and year read as those of one and the same recommendation, where one of the first two is there."""
    if "body" not in filters and "direction" not in filters:
        return dict(filters)
    rest = {
        facet: values
        for facet, values in filters.items()
        if facet not in ("body", "direction", "year")
    }
    asked = [filters.get(name) for name in ("body", "direction", "year")]
    met = (
        value
        for value in known[RECOMMENDED].written
        if all(
            wanted is None or part in wanted
            for wanted, part in zip(asked, value.rsplit("|", 2), strict=True)
        )
    )
    return {**rest, RECOMMENDED: frozenset(met)}


def _recommendations(library: Library) -> Iterator[str]:
    for entry in library.interventions.values():
        yield from map(recommended, entry.recommendations)


def _bodies(library: Library) -> dict[str, str]:
    """Who recommends, with the full name beside an abbreviation that the vocabulary explains."""
    full = {
        words(term.abbreviation): term.name
        for term in library.vocabulary.terms.values()
        if term.abbreviation
    }
    bodies = dict.fromkeys(value.rsplit("|", 2)[0] for value in _recommendations(library))
    return {" ".join((*words(body), *_explained(words(body), full))): body for body in bodies}


def _explained(body: tuple[str, ...], full: Mapping[tuple[str, ...], str]) -> Iterator[str]:
    for short, name in full.items():
        if any(body[at : at + len(short)] == short for at in range(len(body))):
            yield from words(name)


def _plain(values: Iterable[str], order: tuple[str, ...] = ()) -> Facet:
    return Facet({" ".join(words(value)): value for value in values}, order)


def _named(items: Iterable[Named]) -> Facet:
    """Synonyms first, so that where two items claim a word, the one that is called so has it."""
    listed = tuple(items)
    written = {" ".join(words(synonym)): item.id for item in listed for synonym in item.synonyms}
    written |= {" ".join(words(item.name)): item.id for item in listed}
    return Facet(written | {" ".join(words(item.id)): item.id for item in listed})
