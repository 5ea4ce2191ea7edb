"""Filters and counts over columns: what `search.standing` says of one document, for all of them at once.

Owners that have the same values of a facet share a set of values; counting sets and then the values of each set touches
every match once, however many values it has.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.arrays.model import Column, Numbers, ReadModel
from search.engines import Ask

Mask = NDArray[np.bool_]
WORD = 62  # values told apart by the bits of one number


@dataclass(frozen=True)
class Sets:
    """A facet of documents: the set of values each has, and the pairs of set and value, by value."""

    values: tuple[str, ...]
    of: Numbers
    count: int
    sets: Numbers
    codes: Numbers


def value_sets(column: Column, owners: int) -> Sets:
    """The column's values as sets."""
    of = np.zeros(owners, np.int64)
    for first in range(0, len(column.values), WORD):
        here = (column.codes >= first) & (column.codes < first + WORD)
        bits = np.zeros(owners, np.int64)
        np.bitwise_or.at(bits, column.owners[here], np.int64(1) << (column.codes[here].astype(np.int64) - first))
        _, told = np.unique(bits, return_inverse=True)
        _, of = np.unique(of * (int(told.max(initial=0)) + 1) + told, return_inverse=True)
    width = max(1, len(column.values))
    pairs = np.unique(of[column.owners] * width + column.codes)
    return Sets(column.values, of.astype(np.intp), int(of.max(initial=0)) + 1, pairs // width, pairs % width)


class Facets:
    """The facets of one read model; several threads may ask at once."""

    def __init__(self, model: ReadModel) -> None:
        count = len(model.ids)
        self._documents = count
        self._values = {name: value_sets(column, count) for name, column in model.values.items()}
        of_documents = {
            name: Column(column.values, *_pairs(model.part_of[column.owners], column)) for name, column in model.part_values.items()
        }
        self._through_parts = {name: value_sets(column, count) for name, column in of_documents.items()}
        self._parts = {name: _one_each(column, len(model.part_of)) for name, column in model.part_values.items()}
        self._part_of = model.part_of.astype(np.intp)
        self._nothing = value_sets(Column((), np.zeros(0, np.int64), np.zeros(0, np.int64)), count)

    def narrow(self, mask: Mask, ask: Ask) -> Mask:
        """Those of the documents that meet the filters, those on parts through one part."""
        met = self._whole(mask, ask, "")
        parts = self.meeting(ask)
        if parts is None:
            return met
        through = np.zeros(self._documents, bool)
        through[self._part_of[parts]] = True
        return met & through

    def meeting(self, ask: Ask, but: str = "") -> Mask | None:
        """The parts that meet the filters on parts, but for the facet `but`; None where there are none."""
        chosen = [(facet, values) for facet, values in ask.filters.items() if facet in ask.part_facets and facet != but]
        if not chosen:
            return None
        met = np.ones(len(self._part_of), bool)
        for facet, values in chosen:
            column, codes = self._parts.get(facet, ((), self._part_of * 0 - 1))
            met &= np.isin(codes, [code for code, value in enumerate(column) if value in values])
        return met

    def first(self, parts: Mask) -> Numbers:
        """For every document the first of these parts that is its own, -1 where none is."""
        found = np.full(self._documents, -1, np.int64)
        numbers = np.flatnonzero(parts)[::-1]
        found[self._part_of[numbers]] = numbers
        return found

    def counts(self, mask: Mask, matches: Numbers, ask: Ask) -> dict[str, dict[str, int]]:
        """For each facet asked for how many of the documents have each value, its own filter left out, the most frequent first."""
        if not ask.filters:
            return self._all_counts(matches, ask)
        return {facet: self._count(facet, mask, ask) for facet in ask.count}

    def _all_counts(self, matches: Numbers, ask: Ask) -> dict[str, dict[str, int]]:
        """All facets at once."""
        columns = [self._column(facet, ask) for facet in ask.count]
        return {facet: _counted(column, matches) for facet, column in zip(ask.count, columns, strict=True)}

    def _column(self, facet: str, ask: Ask) -> Sets:
        return (self._through_parts if facet in ask.part_facets else self._values).get(facet, self._nothing)

    def _count(self, facet: str, mask: Mask, ask: Ask) -> dict[str, int]:
        met = self._whole(mask, ask, facet)
        parts = self.meeting(ask, but=facet)
        if parts is None:
            return _counted(self._column(facet, ask), np.flatnonzero(met))
        if facet in ask.part_facets:
            return self._count_parts(facet, parts & met[self._part_of])
        through = np.zeros(self._documents, bool)
        through[self._part_of[parts]] = True
        return _counted(self._column(facet, ask), np.flatnonzero(met & through))

    def _count_parts(self, facet: str, parts: Mask) -> dict[str, int]:
        values, codes = self._parts.get(facet, ((), self._part_of * 0 - 1))
        held = np.flatnonzero(parts & (codes >= 0))
        pairs = np.unique(self._part_of[held] * max(1, len(values)) + codes[held])
        return _listed(values, np.bincount(pairs % max(1, len(values)), minlength=len(values)))

    def _whole(self, mask: Mask, ask: Ask, but: str) -> Mask:
        """The documents that meet the filters on documents, but for the facet `but`."""
        met = mask
        for facet, values in ask.filters.items():
            if facet not in ask.part_facets and facet != but:
                sets = self._values.get(facet, self._nothing)
                having = np.zeros(sets.count, bool)
                having[sets.sets[np.isin(sets.codes, [code for code, value in enumerate(sets.values) if value in values])]] = True
                met = met & having[sets.of]
        return met


def _pairs(documents: Numbers, column: Column) -> tuple[Numbers, Numbers]:
    """The distinct pairs of document and value among those of parts."""
    width = max(1, len(column.values))
    pairs = np.unique(documents.astype(np.int64) * width + column.codes)
    return pairs // width, pairs % width


def _one_each(column: Column, owners: int) -> tuple[tuple[str, ...], Numbers]:
    """A part's one value of a facet by its code, -1 where it has none."""
    codes = np.full(owners, -1, np.int64)
    codes[column.owners] = column.codes
    return column.values, codes


def _counted(sets: Sets, matches: Numbers) -> dict[str, int]:
    if not sets.values:
        return {}
    held = np.bincount(sets.of[matches], minlength=sets.count)
    return _listed(sets.values, np.bincount(sets.codes, held[sets.sets], len(sets.values)))


def _listed(values: Sequence[str], counts: Numbers) -> dict[str, int]:
    found = [(value, int(count)) for value, count in zip(values, counts.tolist(), strict=True) if count]
    return dict(sorted(found, key=lambda pair: -pair[1]))
