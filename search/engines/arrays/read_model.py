"""The read model as a value. Documents are numbered by name and id, so that ties go to the smaller
number.

A key is a term in a field: `term * fields + field`. Postings are sorted by key, then document;
positions by posting. Fields searched by default come first, so that a term's postings in them are
contiguous.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.integer[Any]]
Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Column:
    """A facet over documents or parts: its sorted values, and the pairs of owner and value, by
    owner.
    """

    values: tuple[str, ...]
    owners: Numbers
    codes: Numbers


@dataclass(frozen=True)
class Postings:
    """The postings of all terms. `starts` and `places` are where each key's postings and positions
    start, with the end appended.
    """

    keys: Numbers
    starts: Numbers
    places: Numbers
    documents: Numbers
    frequencies: Numbers
    positions: Numbers


@dataclass(frozen=True)
class ReadModel:
    """`terms` are sorted and have no spaces; `lengths` are term counts by field and document;
    `part_of` is each part's document, preferred parts first. `ranks` and `part_ranks` sort
    documents and parts, with `NO_RANK` for none. `impacts` are the postings' scores.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    fields: tuple[str, ...]
    terms: tuple[str, ...]
    postings: Postings
    lengths: Numbers
    values: Mapping[str, Column]
    part_of: Numbers
    part_values: Mapping[str, Column]
    ranks: Mapping[str, Numbers]
    part_ranks: Mapping[str, Numbers]
    impacts: Scores

    @cached_property
    def documents(self) -> dict[str, int]:
        """The number of each document."""
        return dict(zip(self.ids, range(len(self.ids)), strict=True))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each term."""
        return dict(zip(self.terms, range(len(self.terms)), strict=True))


NO_RANK = np.iinfo(np.int64).min
POSTINGS = tuple(one.name for one in fields(Postings))


def gaps(starts: Numbers) -> Numbers:
    """The length of each range, from starts with the end appended."""
    wide = starts.astype(np.int64, copy=False)
    return wide[1:] - wide[:-1]


def changes(ordered: Numbers) -> NDArray[np.bool_]:
    """For each of the sorted numbers, whether it differs from the one before."""
    differs = np.empty(len(ordered), bool)
    differs[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=differs[1:])
    return differs


def distinct(numbers: Numbers) -> Numbers:
    """The distinct values of sorted numbers: `np.unique` without its import of masked arrays."""
    ordered = np.sort(numbers)
    return ordered[changes(ordered)]


def numbered(numbers: Numbers) -> NDArray[np.int64]:
    """The index of each number among the sorted distinct ones."""
    order = np.argsort(numbers, kind="stable")
    places = np.empty(len(numbers), np.int64)
    places[order] = np.cumsum(changes(numbers[order])) - 1
    return places


def narrow(numbers: Numbers) -> Numbers:
    """The same non-negative numbers in the smallest dtype: half the size reads twice as fast."""
    most = int(numbers.max(initial=0))
    kind = next(
        kind for kind in (np.uint8, np.uint16, np.int32, np.int64) if most <= np.iinfo(kind).max
    )
    return numbers.astype(kind, copy=False)
