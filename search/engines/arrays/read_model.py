"""The read model as a value. Documents are numbered by name and id, so that among equals the
smaller number stands first.

A key is a term in a field: `term * fields + field`. Postings stand by key, then document; positions
by posting. The fields that are searched where none is named stand before the others, so that a
term's postings in them are one stretch.
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
    """A facet, over documents or over parts: its values in order, and the pairs of owner and value,
    by owner.
    """

    values: tuple[str, ...]
    owners: Numbers
    codes: Numbers


@dataclass(frozen=True)
class Postings:
    """Where each term stands. `starts` and `places` say where each key's postings and positions
    begin, with the end behind.
    """

    keys: Numbers
    starts: Numbers
    places: Numbers
    documents: Numbers
    frequencies: Numbers
    positions: Numbers


@dataclass(frozen=True)
class ReadModel:
    """`terms` are in order and hold no spaces; `lengths` are terms by field and document; `part_of`
    is each part's document, the preferred parts first. `ranks` and `part_ranks` sort documents and
    parts, `NO_RANK` where there is none. `impacts` are what each posting scores.
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
    def numbers(self) -> dict[str, int]:
        """The number of each term."""
        return dict(zip(self.terms, range(len(self.terms)), strict=True))


NO_RANK = np.iinfo(np.int64).min
POSTINGS = tuple(one.name for one in fields(Postings))


def gaps(starts: Numbers) -> Numbers:
    """How long each stretch is, of starts with the end behind."""
    wide = starts.astype(np.int64, copy=False)
    return wide[1:] - wide[:-1]


def changes(ordered: Numbers) -> NDArray[np.bool_]:
    """For each of numbers in order whether it differs from the one before it."""
    differs = np.empty(len(ordered), bool)
    differs[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=differs[1:])
    return differs


def distinct(numbers: Numbers) -> Numbers:
    """The different numbers in order: `np.unique` without its import of masked arrays."""
    ordered = np.sort(numbers)
    return ordered[changes(ordered)]


def numbered(numbers: Numbers) -> NDArray[np.int64]:
    """For each number its place among the different ones in order."""
    order = np.argsort(numbers, kind="stable")
    places = np.empty(len(numbers), np.int64)
    places[order] = np.cumsum(changes(numbers[order])) - 1
    return places


def narrow(numbers: Numbers) -> Numbers:
    """The same numbers in the fewest bytes, none below zero: a file half as long is read twice as
    fast.
    """
    most = int(numbers.max(initial=0))
    kind = next(
        kind for kind in (np.uint8, np.uint16, np.int32, np.int64) if most <= np.iinfo(kind).max
    )
    return numbers.astype(kind, copy=False)
