"""Ranks hits by passage: words count together only if they're in the same passage.

A long entry that has all the words in unrelated places isn't a match. Similar hits then share their
scores.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from search.answering.similar_documents import Vector, smoothed
from search.indexing.passages import Passages
from search.text.analyzer import Terms

WINDOW = 60  # hits, in the engine's order, that are looked at
SCATTERED = 0.35  # what is left of the score of an entry that says no two of the words together
PUBLICATION = 0.6  # of the score of a source, where none is asked for
Telling = tuple[tuple[Terms, ...], ...]
NAMING = frozenset({"name", "synonyms", "title", "category"})


@dataclass(frozen=True)
class PassageRanking:
    """Re-ranks the first hits of one response.

    `telling` are the words that identify the subject, each as sets of terms that express it; `idf`
    gives a term's inverse document frequency. `is_source`, `passages` and `vector` take a
    document's id.
    """

    telling: Telling
    idf: Callable[[str], float]
    passages: Callable[[str], Passages]
    vector: Callable[[str], Vector]
    is_source: Callable[[str], bool]
    wants_sources: bool

    def ranked(self, hits: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
        """The hits with their new scores, best first; a single word is always together."""
        if len(self.telling) < 2:
            of_kind = ((id, score * self._of_kind(id)) for id, score in hits)
            return tuple(sorted(of_kind, key=lambda hit: -hit[1]))
        own = np.array([score * self._share(id) for id, score in hits])
        scores = smoothed(own, [self.vector(id) for id, _ in hits]).tolist()
        scored = zip((id for id, _ in hits), scores, strict=True)
        return tuple(sorted(scored, key=lambda hit: -hit[1]))

    def has_full(self, hits: Sequence[tuple[str, float]]) -> bool:
        """Whether any hit has all the words in one passage."""
        return any(self.coverage(id) == 1.0 for id, _ in hits)

    def is_named(self, id: str) -> bool:
        """Whether an entry's names include all the words."""
        passages = self.passages(id)
        return all(
            any(passages.fields[place] in NAMING for place in _places(ways, passages))
            for ways in self.telling
        )

    def _share(self, id: str) -> float:
        return self._of_kind(id) * (SCATTERED + (1.0 - SCATTERED) * self.coverage(id))

    def _of_kind(self, id: str) -> float:
        return PUBLICATION if self.is_source(id) and not self.wants_sources else 1.0

    def coverage(self, id: str) -> float:
        """The share of the words' weight found in one passage or in the entry's names."""
        worths = [max(map(self.idf, ways[0])) + 0.1 for ways in self.telling]
        if not worths:
            return 1.0
        passages = self.passages(id)
        sums: dict[int, float] = {}
        named = 0.0
        for ways, worth in zip(self.telling, worths, strict=True):
            places = _places(ways, passages)
            if any(passages.fields[place] in NAMING for place in places):
                named += worth
            else:
                for place in places:
                    sums[place] = sums.get(place, 0.0) + worth
        best = max(
            (sums[place] for place in sums if passages.fields[place] != "sources"), default=0.0
        )
        return min(1.0, round((named + best) / sum(worths), 6))


def _places(ways: Sequence[Terms], passages: Passages) -> set[int]:
    """The passages that contain any of the ways to say it."""
    found: set[int] = set()
    for way in ways:
        sets = [set(passages.holders.get(term, ())) for term in way]
        found |= set.intersection(*sets) if sets else set()
    return found
