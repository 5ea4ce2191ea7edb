"""Sets of values: documents with the same values of a facet share one set.

Counting sets first, then the values of each set, visits every match once, however many values it
has.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.engines.arrays.read_model import Column, Numbers, distinct, numbered

WORD = 62  # values told apart by the bits of one number


@dataclass(frozen=True)
class Sets:
    """A facet of documents: each one's set of values, the number of sets, and the pairs of set and
    value, by value.
    """

    values: tuple[str, ...]
    of: Numbers
    count: int
    sets: Numbers
    codes: Numbers

    @cached_property
    def _code(self) -> dict[str, int]:
        return {value: code for code, value in enumerate(self.values)}

    @cached_property
    def _starts(self) -> list[int]:
        return [
            int(start) for start in np.searchsorted(self.codes, np.arange(len(self.values) + 1))
        ]

    def having(self, values: Collection[str]) -> NDArray[np.bool_]:
        """For every document whether it has any of the values."""
        sets = np.zeros(self.count, bool)
        for code in [self._code[value] for value in values if value in self._code]:
            sets[self.sets[self._starts[code] : self._starts[code + 1]]] = True
        return sets[self.of]


def value_sets(column: Column, owners: int) -> Sets:
    """The column's values as sets."""
    of = np.zeros(owners, np.int64)
    for first in range(0, len(column.values), WORD):
        here = (column.codes >= first) & (column.codes < first + WORD)
        bits = np.zeros(owners, np.int64)
        np.bitwise_or.at(
            bits, column.owners[here], np.int64(1) << (column.codes[here].astype(np.int64) - first)
        )
        told = numbered(bits)
        of = numbered(of * (int(told.max(initial=0)) + 1) + told)
    count = int(of.max(initial=0)) + 1
    pairs = distinct(column.codes.astype(np.int64) * count + of[column.owners])
    return Sets(column.values, of.astype(np.intp), count, pairs % count, pairs // count)


class Board:
    """Several facets counted together, with their sets and values numbered consecutively."""

    def __init__(self, facets: Mapping[str, Sets]) -> None:
        self._names = tuple(facets)
        every = tuple(facets.values())
        starts = np.cumsum([0, *(sets.count for sets in every)])
        values = np.cumsum([0, *(len(sets.values) for sets in every)])
        self._of = (
            np.stack([sets.of + start for sets, start in zip(every, starts, strict=False)])
            if every
            else starts[:, None]
        )
        self._sets = np.concatenate(
            [
                np.zeros(0, np.intp),
                *(sets.sets + start for sets, start in zip(every, starts, strict=False)),
            ]
        )
        self._codes = np.concatenate(
            [
                np.zeros(0, np.intp),
                *(sets.codes + start for sets, start in zip(every, values, strict=False)),
            ]
        )
        self._counts = int(starts[-1]), int(values[-1])
        self._listed = [(name, value) for name, sets in facets.items() for value in sets.values]

    def counted(self, matches: Numbers, apart: Sequence[Numbers] = ()) -> dict[str, dict[str, int]]:
        """For each facet, how many of the documents have each value, most frequent first; ties by
        value.

        The last facets are counted over other documents, `apart`, one each.
        """
        found: dict[str, dict[str, int]] = {name: {} for name in self._names}
        if not self._listed:
            return found
        same = len(self._names) - len(apart)
        of = self._of[:same].take(matches, axis=1).ravel()
        if apart:
            of = np.concatenate(
                [
                    of,
                    *(
                        sets.take(others)
                        for sets, others in zip(self._of[same:], apart, strict=True)
                    ),
                ]
            )
        held = np.bincount(of, minlength=self._counts[0])
        counts = np.bincount(self._codes, held[self._sets], self._counts[1]).astype(np.int64)
        places = counts.nonzero()[0]
        ordered = places[(-counts[places]).argsort(kind="stable")]
        for place, count in zip(ordered.tolist(), counts[ordered].tolist(), strict=True):
            facet, value = self._listed[place]
            found[facet][value] = count
        return found
