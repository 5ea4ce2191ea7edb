"""Ranks hits by passage: words count together only if they're in the same passage.

A long entry that has all the words in unrelated places isn't a match. Hits of a longer query then
share their scores with similar ones.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import numpy as np

from search.answering.similar_documents import LEAST_WORDS, Vector, smoothed
from search.engines.protocol import Places
from search.text.analyzer import Terms

WINDOW = 60  # hits, in the engine's order, that are looked at
BATCH = 10  # of them that are looked at together, at least: as many as a page has
SCATTERED = 0.35  # what is left of the score of an entry that says no two of the words together
PUBLICATION = 0.6  # of the score of a source, where none is asked for
LEAST_WORTH = 0.1  # of a word that every entry has
Telling = tuple[tuple[Terms, ...], ...]
Hits = Sequence[tuple[str, float]]
SOURCES = "sources"  # the field of citations, whose words tell nothing together
NAMING = frozenset({"name", "synonyms", "title", "category", "authors"})


class _Worths(dict[int, float]):
    """How much words tell together, given as bits; summed up where it is asked for."""

    def __init__(self, of: Sequence[float]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, words: int) -> float:
        self[words] = sum(worth for number, worth in enumerate(self._of) if words >> number & 1)
        return self[words]


class _Words(dict[int, int]):
    """Which words some terms say, both given as bits; worked out where it is asked for.

    `ways` are, for each word, the ways to say it, each as the bits of its terms.
    """

    def __init__(self, ways: Sequence[Sequence[int]]) -> None:
        super().__init__()
        self._ways = ways

    def __missing__(self, terms: int) -> int:
        said = [any(way & terms == way for way in ways) for ways in self._ways]
        self[terms] = sum(1 << number for number, is_said in enumerate(said) if is_said)
        return self[terms]


class PassageRanking:
    """Re-ranks the first hits of queries with the same telling words.

    `telling` are the words that identify the subject, each as sets of terms that express it; `idf`
    gives a term's inverse document frequency. `places` gives where documents have terms, and
    `vector` a document's vector, by their ids.
    """

    def __init__(
        self,
        telling: Telling,
        idf: Callable[[str], float],
        places: Callable[[Sequence[str], Sequence[str]], Sequence[Places]],
        vector: Callable[[str], Vector],
    ) -> None:
        self._every = (1 << len(telling)) - 1
        self._worth = _Worths([max(map(idf, ways[0])) + LEAST_WORTH for ways in telling])
        self._terms = tuple(dict.fromkeys(term for ways in telling for way in ways for term in way))
        # Nearly always every word is one term: then bits of terms are bits of words.
        self._are_terms = telling == tuple(((term,),) for term in self._terms)
        self._telling = telling
        self._places, self._vector = places, vector
        self._known: dict[str, float] = {}
        self._named: dict[str, bool] = {}

    def ranked(self, hits: Hits, wanted: int) -> Hits:
        """The first hits with their new scores, best first: at least `wanted` of them."""
        if len(self._telling) >= LEAST_WORDS:
            return self._smoothed(hits)
        best: list[tuple[str, float]] = []
        many = max(BATCH, wanted)
        for start in range(0, len(hits), many):
            best = _sorted((*best, *self._scored(hits[start : start + many])))
            rest = hits[start + many :]
            if rest and len(best) >= wanted and best[wanted - 1][1] >= rest[0][1]:
                break  # no score grows
        return best

    def has_full(self, hits: Hits) -> bool:
        """Whether any hit has all the words in one passage."""
        if any(self._known.get(id) == 1.0 for id, _ in hits):
            return True
        batches = (hits[start : start + BATCH] for start in range(0, len(hits), BATCH))
        return any(1.0 in self._coverages([id for id, _ in batch]) for batch in batches)

    def is_named(self, id: str) -> bool:
        """Whether an entry's names include all the words."""
        if id not in self._named:
            (held,) = self._places(self._terms, (id,))
            self._named[id] = said_in(NAMING, self._said(held)) == self._every
        return self._named[id]

    def _smoothed(self, hits: Hits) -> Hits:
        ids, own = [id for id, _ in hits], np.array([score for _, score in self._scored(hits)])
        scores = smoothed(own, list(map(self._vector, ids))).tolist()
        return _sorted(zip(ids, scores, strict=True))

    def _scored(self, hits: Hits) -> Hits:
        coverages = self._coverages([id for id, _ in hits])
        return [
            (id, score * (SCATTERED + (1.0 - SCATTERED) * coverage))
            for (id, score), coverage in zip(hits, coverages, strict=True)
        ]

    def _coverages(self, ids: Sequence[str]) -> Sequence[float]:
        new = [id for id in ids if id not in self._known]
        if new:
            found = self._places(self._terms, new)
            self._known |= zip(new, map(self._coverage, found), strict=True)
        return [self._known[id] for id in ids]

    def _coverage(self, held: Places) -> float:
        """The share of the words' weight found in one passage or in the entry's names."""
        named, apart = 0, set[int]()
        for field, words in self._said(held):
            if field in NAMING:
                named |= words
            if field != SOURCES:
                if words == self._every:
                    return 1.0
                apart.add(words)
        best = max([self._worth[words & ~named] for words in apart], default=0.0)
        worth = self._worth[self._every]
        return min(1.0, round((self._worth[named] + best) / worth, 6)) if worth else 1.0

    def _said(self, held: Places) -> Places:
        """The places with the words that they have, instead of the terms."""
        if self._are_terms:
            return held
        return [(field, self._words[terms]) for field, terms in held]

    @cached_property
    def _words(self) -> _Words:
        bits = {term: 1 << number for number, term in enumerate(self._terms)}
        return _Words(
            [[sum(map(bits.__getitem__, {*way})) for way in ways if way] for ways in self._telling]
        )


def said_in(fields: frozenset[str], held: Places) -> int:
    """Which of the terms are in any of the fields, as bits."""
    said = 0
    for field, terms in held:
        if field in fields:
            said |= terms
    return said


def _sorted(hits: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    return sorted(hits, key=lambda hit: -hit[1])
