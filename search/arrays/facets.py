"""Filters and counts over columns: what `search.standing` says of one document, for all of them at once."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from search.arrays.model import Column, Numbers, ReadModel
from search.arrays.sets import Board, Sets, value_sets
from search.engines import Ask

Mask = NDArray[np.bool_]
Counts = dict[str, dict[str, int]]
NOTHING = Column((), np.zeros(0, np.int64), np.zeros(0, np.int64))


class Facets:
    """The facets of one read model; several threads may ask at once."""

    def __init__(self, model: ReadModel) -> None:
        self._count = len(model.ids)
        self._part_of = model.part_of.astype(np.intp)
        through_parts = {name: _of_documents(column, model.part_of) for name, column in model.part_values.items()}
        self._whole = {name: value_sets(column, self._count) for name, column in model.values.items()}
        self._through_parts = {name: value_sets(column, self._count) for name, column in through_parts.items()}
        self._parts = {name: _one_each(column, len(model.part_of)) for name, column in model.part_values.items()}
        self._none = value_sets(NOTHING, self._count)
        self._no_part = _one_each(NOTHING, len(model.part_of))
        self._boards: dict[tuple[tuple[str, ...], frozenset[str]], Board] = {}

    def narrow(self, mask: Mask, ask: Ask, but: str = "") -> Mask:
        """Those of the documents that meet the filters but for the facet `but`, those on parts through one part."""
        met = self._having(mask, ask, but)
        parts = self.meeting(ask, but)
        return met if parts is None else met & self._owners(parts)

    def meeting(self, ask: Ask, but: str = "") -> Mask | None:
        """The parts that meet the filters on parts, but for the facet `but`; None where there are none."""
        met: Mask | None = None
        for facet, values in ask.filters.items():
            if facet in ask.part_facets and facet != but:
                known, codes = self._parts.get(facet, self._no_part)
                here = _among(known, values)[codes]
                met = here if met is None else met & here
        return met

    def first(self, parts: Mask) -> Numbers:
        """For every document the first of these parts that is its own, -1 where none is."""
        found = np.full(self._count, -1, np.int64)
        numbers = np.flatnonzero(parts)[::-1]
        found[self._part_of[numbers]] = numbers
        return found

    def counts(self, mask: Mask, matches: Numbers, ask: Ask) -> Counts:
        """For each facet asked for how many of the documents of `mask` have each value, its own filter left out; the frequent first.

        `matches` are those that meet all filters.
        """
        filtered = ask.filters.keys()
        through = not ask.part_facets.isdisjoint(filtered)
        plain = tuple(facet for facet in ask.count if facet not in filtered and not (through and facet in ask.part_facets))
        together = self._board(plain, ask.part_facets).counted(matches)
        return {facet: together[facet] if facet in together else self._alone(facet, mask, ask) for facet in ask.count}

    def _board(self, facets: tuple[str, ...], part_facets: frozenset[str]) -> Board:
        """The facets side by side; the few combinations that are asked for are kept."""
        board = self._boards.get((facets, part_facets))
        if board is None:
            board = self._boards[facets, part_facets] = Board({facet: self._sets(facet, facet in part_facets) for facet in facets})
        return board

    def _sets(self, facet: str, of_parts: bool) -> Sets:
        return (self._through_parts if of_parts else self._whole).get(facet, self._none)

    def _alone(self, facet: str, mask: Mask, ask: Ask) -> dict[str, int]:
        """A facet that is filtered by itself, or whose values must be those of parts that meet the filters."""
        parts = self.meeting(ask, but=facet)
        if parts is None or facet not in ask.part_facets:
            matches = np.flatnonzero(self.narrow(mask, ask, but=facet))
            return self._board((facet,), ask.part_facets).counted(matches)[facet]
        held = parts & self._having(mask, ask, facet)[self._part_of]
        known, codes = self._parts.get(facet, self._no_part)
        return _listed(known, self._part_of[held], codes[held])

    def _having(self, mask: Mask, ask: Ask, but: str) -> Mask:
        """The documents that meet the filters on documents, but for the facet `but`."""
        met = mask
        for facet, values in ask.filters.items():
            if facet not in ask.part_facets and facet != but:
                met = met & self._whole.get(facet, self._none).having(values)
        return met

    def _owners(self, parts: Mask) -> Mask:
        owners = np.zeros(self._count, bool)
        owners[self._part_of[parts]] = True
        return owners


def _of_documents(column: Column, part_of: Numbers) -> Column:
    """A facet of parts as one of their documents: each document's different values."""
    width = max(1, len(column.values))
    pairs = np.unique(part_of[column.owners].astype(np.int64) * width + column.codes)
    return Column(column.values, pairs // width, pairs % width)


def _one_each(column: Column, owners: int) -> tuple[tuple[str, ...], Numbers]:
    """A part's one value of a facet by its code, -1 where it has none."""
    codes = np.full(owners, -1, np.int64)
    codes[column.owners] = column.codes
    return column.values, codes


def _among(known: Sequence[str], values: Collection[str]) -> Mask:
    """For each code whether its value is among these; for -1, the last, it is not."""
    return np.array([*(value in values for value in known), False])


def _listed(known: Sequence[str], owners: Numbers, codes: Numbers) -> dict[str, int]:
    """How many owners have each value, the most frequent first."""
    width = len(known) + 1
    pairs = np.unique(owners[codes >= 0] * width + codes[codes >= 0])
    counts: Mapping[str, int] = dict(zip(known, np.bincount(pairs % width, minlength=len(known)).tolist(), strict=False))
    return dict(sorted(((value, count) for value, count in counts.items() if count), key=lambda pair: -pair[1]))
