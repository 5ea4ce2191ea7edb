"""Finds the top matches in order without sorting the rest; document numbers break ties."""

import numpy as np
from numpy.typing import NDArray

from search.engines.arrays.read_model import NO_RANK, Numbers

# Up to so many matches sorting all is quicker than looking for the last one needed.
FEW = 400


def best(scores: NDArray[np.float64], wanted: int) -> Numbers:
    """The indices of the best scores, best first; ties by index."""
    if len(scores) > max(FEW, 2 * wanted) and wanted:
        divided = scores.copy()
        divided.partition(len(scores) - wanted)
        near = np.flatnonzero(scores >= divided[len(scores) - wanted])
        return near[(-scores[near]).argsort(kind="stable")[:wanted]]
    return (-scores).argsort(kind="stable")[:wanted]


def ranked(ranks: Numbers, scores: NDArray[np.float64], wanted: int) -> Numbers:
    """The indices of the best ranks; ties by score, then index."""
    return np.lexsort((-scores, -ranks))[:wanted]


def shown_ranks(
    ranks: Numbers | None, part_ranks: Numbers | None, matches: Numbers, parts: Numbers | None
) -> Numbers:
    """The rank of each match: its first matching part's if there is one, else its own; -1 without
    one.
    """
    found = np.full(len(matches), NO_RANK) if ranks is None else ranks[matches]
    if parts is not None and part_ranks is not None:
        of_part = np.where(parts[matches] < 0, NO_RANK, part_ranks[parts[matches]])
        found = np.where(of_part == NO_RANK, found, of_part)
    known: Numbers = np.where(found == NO_RANK, -1, found)
    return known
