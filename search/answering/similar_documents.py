"""Documents that are like each other, and scores that neighbours share.

What is about the same thing answers the same questions (the cluster hypothesis): a document among good answers is the likelier to
be one, even where it says it in other words. After Diaz 2007, Regularizing query-based retrieval scores.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engines.arrays.ranking import best

NEAREST = (
    5  # documents that each looks at; 4 to 8 do about as well on the collections this was tuned on
)
SHARED = (
    0.35  # of a score is the neighbours'; 0.3 to 0.4 do about as well, from 0.5 on claims suffer
)
COMMON = 0.1  # a word held by more of the documents than this makes nothing alike, and to look it up takes the most time

Places = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Neighbours:
    """For each document (row) the places of the nearest, and how much each is heard; that adds up to 1.

    A document that is like no other is its own neighbour.
    """

    nearest: Places
    heard: Floats

    def smoothed(self, scores: Floats) -> Floats:
        """The documents' scores, a share of each replaced by its neighbours'."""
        theirs: Floats = (scores[self.nearest] * self.heard).sum(axis=1)
        return (1 - SHARED) * scores + SHARED * theirs


def neighbours(held: Sequence[Mapping[str, int]]) -> Neighbours:
    """The neighbours of documents by the words they hold, and how often: by the cosine of (1 + ln often) * ln(documents / held by)."""
    vectors = _vectors(held)
    holders = _holders(vectors)
    nearest = np.repeat(np.arange(len(held))[:, None], NEAREST, axis=1)
    heard = np.zeros(nearest.shape)
    heard[:, :1] = 1.0
    for place, vector in enumerate(vectors):
        likeness = _likeness(vector, holders, len(held))
        likeness[place] = 0.0
        found = best(likeness, NEAREST)
        if likeness[found].any():
            nearest[place, : len(found)] = found
            heard[place, : len(found)] = likeness[found] / likeness[found].sum()
    return Neighbours(nearest, heard)


def _vectors(held: Sequence[Mapping[str, int]]) -> list[dict[str, float]]:
    """Each document's telling words with their weights, in all of length 1."""
    by = Counter(term for words in held for term in words)
    rarity = {
        term: math.log(len(held) / count)
        for term, count in by.items()
        if 1 < count < COMMON * len(held)
    }
    return [
        _unit(
            {
                term: (1 + math.log(often)) * rarity[term]
                for term, often in words.items()
                if term in rarity
            }
        )
        for words in held
    ]


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.hypot(*vector.values())
    return {term: weight / length for term, weight in vector.items()}


def _holders(vectors: Iterable[Mapping[str, float]]) -> dict[str, tuple[Places, Floats]]:
    """For each word the documents that hold it, and its weight there."""
    holders: defaultdict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
    for place, vector in enumerate(vectors):
        for term, weight in vector.items():
            holders[term][0].append(place)
            holders[term][1].append(weight)
    return {
        term: (np.array(places, np.intp), np.array(weights))
        for term, (places, weights) in holders.items()
    }


def _likeness(
    vector: Mapping[str, float], holders: Mapping[str, tuple[Places, Floats]], documents: int
) -> Floats:
    """The cosine of one document to all."""
    if not vector:
        return np.zeros(documents)
    places = np.concatenate([holders[term][0] for term in vector])
    parts = np.concatenate([holders[term][1] * weight for term, weight in vector.items()])
    return np.bincount(places, parts, documents).astype(np.float64, copy=False)
