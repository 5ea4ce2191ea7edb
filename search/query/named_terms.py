"""The words that a collection has names for besides its entries: their parts, its vocabulary.

A word that entries merely mention doesn't count: a label that names a harm doesn't make the
collection about that harm.
"""

from collections.abc import Iterable, Iterator

from kb.model.library import Library
from search.indexing.facets import CERTAINTIES, MAGNITUDES
from search.text.analyzer import Analyzer


def named_terms(library: Library, bodies: Iterable[str], analyzer: Analyzer) -> frozenset[str]:
    """The terms of everything that is a part of a condition or has a definition, and of the bodies
    that recommend something.
    """
    texts = (*_of_vocabulary(library), *_of_conditions(library), *bodies, *CERTAINTIES, *MAGNITUDES)
    return frozenset(term for text in texts for term in analyzer.terms(text))


def _of_vocabulary(library: Library) -> Iterator[str]:
    vocabulary = library.vocabulary
    lists = (
        vocabulary.outcomes,
        vocabulary.scales,
        vocabulary.comparators,
        vocabulary.stages,
        vocabulary.categories,
        vocabulary.terms,
        vocabulary.features,
    )
    for words in lists:
        for word in words.values():
            yield from (word.id, word.name, *word.synonyms)
    yield from (term.abbreviation for term in vocabulary.terms.values() if term.abbreviation)


def _of_conditions(library: Library) -> Iterator[str]:
    for condition in library.conditions.values():
        yield from (factor.factor for factor in condition.factors)
        yield from (kind.kind for kind in condition.kinds)
        yield from (step.title for step in condition.pathway)
