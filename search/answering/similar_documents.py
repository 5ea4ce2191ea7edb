"""Documents that are like each other, and scores that neighbours share.

Documents about the same thing answer the same questions (the cluster hypothesis): a document among
good answers is likelier to be one, even where it uses other words. After Diaz 2007, Regularizing
query-based retrieval scores.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engines.arrays.ranking import best

# Neighbours of each document; 4 to 8 do about as well on the collections this was tuned on.
NEAREST = 5
# The neighbours' share of a score; 0.3 to 0.4 do about as well, from 0.5 verdicts on claims suffer.
SHARE = 0.35
# A word in a larger share of the documents makes nothing alike, and takes the most time to look up.
COMMON = 0.1

Places = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Neighbours:
    """For each document (row) the places of its neighbours, and their weights, which sum to 1.

    A document that is like no other is its own neighbour.
    """

    places: Places
    weights: Floats

    def smoothed(self, scores: Floats) -> Floats:
        """The documents' scores, with a share of each replaced by its neighbours' scores."""
        of_neighbours: Floats = (scores[self.places] * self.weights).sum(axis=1)
        return (1 - SHARE) * scores + SHARE * of_neighbours


def neighbours(term_counts: Sequence[Mapping[str, int]]) -> Neighbours:
    """The neighbours of documents by their terms, given with their counts.

    Likeness is the cosine of vectors of (1 + ln count) * ln(documents / documents with the term).
    """
    vectors = _vectors(term_counts)
    postings = _postings(vectors)
    size = len(term_counts)
    places = np.repeat(np.arange(size)[:, None], NEAREST, axis=1)
    weights = np.zeros(places.shape)
    weights[:, :1] = 1.0
    for place, vector in enumerate(vectors):
        likeness = _likeness(vector, postings, size)
        likeness[place] = 0.0
        found = best(likeness, NEAREST)
        if likeness[found].any():
            places[place, : len(found)] = found
            weights[place, : len(found)] = likeness[found] / likeness[found].sum()
    return Neighbours(places, weights)


def _vectors(term_counts: Sequence[Mapping[str, int]]) -> list[dict[str, float]]:
    """Each document's rarer terms with their weights, as a vector of length 1."""
    size = len(term_counts)
    held = Counter(term for counts in term_counts for term in counts)
    idf = {
        term: math.log(size / count) for term, count in held.items() if 1 < count < COMMON * size
    }
    return [
        _unit(
            {
                term: (1 + math.log(count)) * idf[term]
                for term, count in counts.items()
                if term in idf
            }
        )
        for counts in term_counts
    ]


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.hypot(*vector.values())
    return {term: weight / length for term, weight in vector.items()}


def _postings(vectors: Iterable[Mapping[str, float]]) -> dict[str, tuple[Places, Floats]]:
    """For each term the documents that hold it, with its weight in each."""
    postings: defaultdict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
    for place, vector in enumerate(vectors):
        for term, weight in vector.items():
            postings[term][0].append(place)
            postings[term][1].append(weight)
    return {
        term: (np.array(places, np.intp), np.array(weights))
        for term, (places, weights) in postings.items()
    }


def _likeness(
    vector: Mapping[str, float], postings: Mapping[str, tuple[Places, Floats]], size: int
) -> Floats:
    """The cosine of one document with every document."""
    if not vector:
        return np.zeros(size)
    places = np.concatenate([postings[term][0] for term in vector])
    parts = np.concatenate([postings[term][1] * weight for term, weight in vector.items()])
    return np.bincount(places, parts, size).astype(np.float64, copy=False)
