"""Filters and facet counts over columns: the same as `filters` for all documents at once."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache, reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.engines.arrays.read_model import Column, Numbers, ReadModel, distinct
from search.engines.arrays.value_sets import Board, Sets, value_sets
from search.engines.protocol import EngineRequest

Mask = NDArray[np.bool_]
Counts = dict[str, dict[str, int]]
PLANS = 64  # combinations of counted and filtered facets that are kept
NOTHING = Column((), np.zeros(0, np.int64), np.zeros(0, np.int64))


class _Plan(NamedTuple):
    """How facets are counted: those on the board, over documents that meet all filters (the last
    ones, `apart`, over documents that meet all filters but their own); those of `by_part`, through
    the parts that meet the filters.
    """

    board: Board
    apart: tuple[str, ...]
    by_part: frozenset[str]


class Facets:
    """The facets of one read model; threads can share it."""

    def __init__(self, model: ReadModel) -> None:
        self._count = len(model.ids)
        self._part_of = model.part_of.astype(np.intp)
        through_parts = {
            name: _of_documents(column, model.part_of) for name, column in model.part_values.items()
        }
        self._whole = {
            name: value_sets(column, self._count) for name, column in model.values.items()
        }
        self._through_parts = {
            name: value_sets(column, self._count) for name, column in through_parts.items()
        }
        self._parts = {
            name: _one_each(column, len(model.part_of))
            for name, column in model.part_values.items()
        }
        self._none = value_sets(NOTHING, self._count)
        self._no_part = _one_each(NOTHING, len(model.part_of))
        self._plan = lru_cache(maxsize=PLANS)(self._planned)

    def narrow(self, mask: Mask, request: EngineRequest, but: str = "") -> Mask:
        """The documents that meet the filters, ignoring the facet `but`; filters on parts must be
        met by one part.
        """
        met = self._having(mask, request, but)
        parts = self.meeting(request, but)
        return met if parts is None else met & self._owners(parts)

    def meeting(self, request: EngineRequest, but: str = "") -> Mask | None:
        """The parts that meet the filters on parts, ignoring the facet `but`; None without such
        filters.
        """
        met = tuple(self._meeting(request, but))
        return reduce(np.logical_and, met) if met else None

    def _meeting(self, request: EngineRequest, but: str) -> Iterator[Mask]:
        """For each filter on parts, the parts that meet it."""
        for facet, values in request.filters.items():
            if facet in request.part_facets and facet != but:
                known, codes = self._parts.get(facet, self._no_part)
                yield _among(known, values)[codes]

    def having(self, facet: str, values: Collection[str]) -> Mask:
        """The documents that have any of the values of a facet of documents."""
        return self._whole.get(facet, self._none).having(values)

    def first(self, parts: Mask) -> Numbers:
        """Each document's first part among these, or -1."""
        found = np.full(self._count, -1, np.int64)
        numbers = np.flatnonzero(parts)[::-1]
        found[self._part_of[numbers]] = numbers
        return found

    def counts(self, mask: Mask, matches: Numbers, request: EngineRequest) -> Counts:
        """For each requested facet, how many documents in `mask` have each value, ignoring its own
        filter; most frequent first.

        `matches` are those that meet all filters.
        """
        plan = self._plan(request.count, frozenset(request.filters), request.part_facets)
        apart = [self.narrow(mask, request, but=facet).nonzero()[0] for facet in plan.apart]
        together = plan.board.counted(matches, apart)
        return {
            facet: self._by_part(facet, mask, request) if facet in plan.by_part else together[facet]
            for facet in request.count
        }

    def _planned(
        self, count: tuple[str, ...], filtered: frozenset[str], part_facets: frozenset[str]
    ) -> "_Plan":
        through = not part_facets.isdisjoint(filtered)
        plain = tuple(
            facet
            for facet in count
            if facet not in filtered and not (through and facet in part_facets)
        )
        by_part = frozenset(
            facet
            for facet in count
            if facet in part_facets and not part_facets.isdisjoint(filtered - {facet})
        )
        apart = tuple(facet for facet in count if facet not in plain and facet not in by_part)
        board = Board(
            {facet: self._sets(facet, facet in part_facets) for facet in (*plain, *apart)}
        )
        return _Plan(board, apart, by_part)

    def _sets(self, facet: str, of_parts: bool) -> Sets:
        return (self._through_parts if of_parts else self._whole).get(facet, self._none)

    def _by_part(self, facet: str, mask: Mask, request: EngineRequest) -> dict[str, int]:
        """How many documents have each value in parts that meet the filters."""
        held = reduce(
            np.logical_and,
            self._meeting(request, facet),
            self._having(mask, request, facet)[self._part_of],
        )
        known, codes = self._parts.get(facet, self._no_part)
        return _listed(known, self._part_of[held], codes[held])

    def _having(self, mask: Mask, request: EngineRequest, but: str) -> Mask:
        """The documents that meet the filters on documents, ignoring the facet `but`."""
        met = mask
        for facet, values in request.filters.items():
            if facet not in request.part_facets and facet != but:
                met = met & self.having(facet, values)
        return met

    def _owners(self, parts: Mask) -> Mask:
        owners = np.zeros(self._count, bool)
        owners[self._part_of[parts]] = True
        return owners


def _of_documents(column: Column, part_of: Numbers) -> Column:
    """A facet of parts as a facet of documents: each document's distinct values."""
    width = max(1, len(column.values))
    pairs = distinct(part_of[column.owners].astype(np.int64) * width + column.codes)
    return Column(column.values, pairs // width, pairs % width)


def _one_each(column: Column, owners: int) -> tuple[tuple[str, ...], Numbers]:
    """Each part's value of a facet as a code, -1 without one."""
    codes = np.full(owners, -1, np.int64)
    codes[column.owners] = column.codes
    return column.values, codes


def _among(known: Sequence[str], values: Collection[str]) -> Mask:
    """For each code, whether its value is among these; false for the last, -1."""
    return np.array([*(value in values for value in known), False])


def _listed(known: Sequence[str], owners: Numbers, codes: Numbers) -> dict[str, int]:
    """How many owners have each value, most frequent first."""
    width = len(known) + 1
    pairs = distinct(owners[codes >= 0] * width + codes[codes >= 0])
    counts: Mapping[str, int] = dict(
        zip(known, np.bincount(pairs % width, minlength=len(known)).tolist(), strict=False)
    )
    return dict(
        sorted(
            ((value, count) for value, count in counts.items() if count), key=lambda pair: -pair[1]
        )
    )
