"""The order of matches and the first so many of them, without sorting the rest; documents' numbers
decide among equals.
"""

import numpy as np
from numpy.typing import NDArray

from search.engines.arrays.read_model import NO_RANK, Numbers

# Up to so many matches sorting all is quicker than looking for the last that is wanted.
FEW = 200


def best(scores: NDArray[np.float64], wanted: int) -> Numbers:
    """The places of the best scores, best first, the earlier place first among equals."""
    if len(scores) > max(FEW, 2 * wanted) and wanted:
        last = np.partition(scores, len(scores) - wanted)[len(scores) - wanted]
        near = np.flatnonzero(scores >= last)
        return near[np.argsort(-scores[near], kind="stable")[:wanted]]
    return np.argsort(-scores, kind="stable")[:wanted]


def ranked(ranks: Numbers, scores: NDArray[np.float64], wanted: int) -> Numbers:
    """The places of the best ranks, the better score first among equals, then the earlier place."""
    return np.lexsort((-scores, -ranks))[:wanted]


def shown_ranks(
    ranks: Numbers | None, part_ranks: Numbers | None, matches: Numbers, parts: Numbers | None
) -> Numbers:
    """The rank of each match: that of its first meeting part where it has one, else its own, -1
    where it has none.
    """
    found = np.full(len(matches), NO_RANK) if ranks is None else ranks[matches]
    if parts is not None and part_ranks is not None:
        of_part = np.where(parts[matches] < 0, NO_RANK, part_ranks[parts[matches]])
        found = np.where(of_part == NO_RANK, found, of_part)
    known: Numbers = np.where(found == NO_RANK, -1, found)
    return known
