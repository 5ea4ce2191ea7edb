"""Edits a read model: the result is byte for byte what a build from all documents would give."""

from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engines.arrays.bm25f import impacts
from search.engines.arrays.read_model import (
    NO_RANK,
    Column,
    Numbers,
    Postings,
    ReadModel,
    gaps,
    narrow,
)
from search.engines.protocol import Weighting

Columns = Mapping[str, Column]
Ranks = Mapping[str, Numbers]


def edited(
    before: ReadModel, gone: Collection[str], fresh: ReadModel, weighting: Weighting
) -> ReadModel:
    """The read model of the documents of `before` without those `gone`, plus the new ones."""
    both = (*zip(before.names, before.ids, strict=True), *zip(fresh.names, fresh.ids, strict=True))
    old = len(before.ids)
    order = sorted(
        (number for number, (_, id) in enumerate(both) if number >= old or id not in gone),
        key=both.__getitem__,
    )
    moved = np.full(len(both), -1, np.int64)  # the new number of each document, -1 for those gone
    moved[order] = np.arange(len(order))
    terms, postings = _merged(before, fresh, moved)
    lengths = narrow(
        np.concatenate((before.lengths, fresh.lengths), axis=1, dtype=np.int64, casting="unsafe")[
            :, order
        ]
    )
    part_of, parts = _moved(np.concatenate((before.part_of, fresh.part_of + np.int64(old))), moved)
    moved_parts = np.full(len(before.part_of) + len(fresh.part_of), -1, np.int64)
    moved_parts[parts] = np.arange(len(parts))
    return ReadModel(
        ids=tuple(both[number][1] for number in order),
        names=tuple(both[number][0] for number in order),
        fields=before.fields,
        terms=terms,
        postings=postings,
        lengths=lengths,
        values=_columns(before.values, fresh.values, old, moved),
        part_of=part_of.astype(np.int32),
        part_values=_columns(
            before.part_values, fresh.part_values, len(before.part_of), moved_parts
        ),
        ranks=_ranks(before.ranks, fresh.ranks, (old, len(fresh.ids)), np.array(order, np.int64)),
        part_ranks=_ranks(
            before.part_ranks, fresh.part_ranks, (len(before.part_of), len(fresh.part_of)), parts
        ),
        impacts=impacts(postings, lengths, before.fields, weighting),
    )


def _moved(owners: Numbers, moved: Numbers) -> tuple[Numbers, Numbers]:
    """The new owner of each kept row, in order, and which row it was."""
    new = moved[owners]
    kept = np.flatnonzero(new >= 0)
    rows = kept[np.argsort(new[kept], kind="stable")]
    return new[rows], rows


def _columns(before: Columns, fresh: Columns, old: int, moved: Numbers) -> dict[str, Column]:
    nothing = Column((), np.zeros(0, np.int64), np.zeros(0, np.int64))
    names = sorted({*before, *fresh})
    made = {
        name: _column(before.get(name, nothing), fresh.get(name, nothing), old, moved)
        for name in names
    }
    return {name: column for name, column in made.items() if len(column.owners)}


def _column(before: Column, fresh: Column, old: int, moved: Numbers) -> Column:
    owners, rows = _moved(
        np.concatenate((before.owners.astype(np.int64), fresh.owners + np.int64(old))), moved
    )
    values = (*before.values, *fresh.values)
    codes = np.concatenate(
        (before.codes.astype(np.int64), fresh.codes + np.int64(len(before.values)))
    )[rows]
    held = sorted(
        {values[code] for code in np.flatnonzero(np.bincount(codes, minlength=len(values)))}
    )
    number = {value: place for place, value in enumerate(held)}
    recoded = np.array([number.get(value, -1) for value in values], np.int64)[codes]
    return Column(tuple(held), narrow(owners), narrow(recoded))


def _ranks(
    before: Ranks, fresh: Ranks, counts: tuple[int, int], order: Numbers
) -> dict[str, Numbers]:
    none = [np.full(count, NO_RANK, np.int64) for count in counts]
    made = {
        name: np.concatenate((before.get(name, none[0]), fresh.get(name, none[1])))[order]
        for name in sorted({*before, *fresh})
    }
    return {name: ranks for name, ranks in made.items() if np.any(ranks != NO_RANK)}


def _merged(
    before: ReadModel, fresh: ReadModel, moved: Numbers
) -> tuple[tuple[str, ...], Postings]:
    """Terms and postings of both, with documents renumbered and unused terms removed."""
    count, old = len(before.fields), len(before.ids)
    terms, (old_keys, new_keys) = _numbered(before, fresh)
    changed = _changed(
        before.postings, fresh.postings, (old_keys, new_keys), (moved[:old], moved[old:])
    )
    keys, starts, places = _stretches(
        before.postings, fresh.postings, (old_keys, new_keys), changed
    )
    held = np.zeros(len(terms), bool)
    held[keys // max(1, count)] = True
    if not held.all():
        terms = tuple(one for one, here in zip(terms, held, strict=True) if here)
        keys = (np.cumsum(held) - 1)[keys // count] * count + keys % count
    to = narrow(np.maximum(moved, 0))
    return terms, Postings(
        keys=narrow(keys),
        starts=narrow(starts),
        places=narrow(places),
        documents=narrow(
            changed.postings(
                np.take(to[:old], before.postings.documents),
                np.take(to[old:], fresh.postings.documents),
            )
        ),
        frequencies=narrow(
            changed.postings(before.postings.frequencies, fresh.postings.frequencies)
        ),
        positions=narrow(changed.positions(before.postings.positions, fresh.postings.positions)),
    )


Pair = tuple[Numbers, Numbers]  # of what was there before, and of what is fresh


def _numbered(before: ReadModel, fresh: ReadModel) -> tuple[tuple[str, ...], Pair]:
    """The sorted terms of both, and the keys of both with those terms' numbers."""
    new = [term for term in fresh.terms if term not in before.numbers]
    terms = (
        tuple(sorted((*before.terms, *new))) if new else before.terms
    )  # two runs in order: nothing but a merge
    ahead = np.searchsorted(
        [bisect_left(before.terms, term) for term in new],
        np.arange(len(before.terms)),
        side="right",
    )
    numbers = np.array([bisect_left(terms, term) for term in fresh.terms], np.int64)
    return terms, (
        _renumbered(before, np.arange(len(before.terms)) + ahead),
        _renumbered(fresh, numbers),
    )


def _renumbered(model: ReadModel, numbers: Numbers) -> Numbers:
    term, field = np.divmod(model.postings.keys, max(1, len(model.fields)))
    renumbered: Numbers = numbers[term] * len(model.fields) + field
    return renumbered


@dataclass(frozen=True)
class _Changed:
    """Which old postings and positions are removed, and where the new ones are inserted."""

    out: Numbers
    at: Numbers
    positions_out: Numbers
    positions_at: Numbers

    def postings(self, old: Numbers, fresh: Numbers) -> Numbers:
        """A column of postings with these changes."""
        return _spliced(old, self.out, self.at, fresh)

    def positions(self, old: Numbers, fresh: Numbers) -> Numbers:
        """All positions with these changes."""
        return _spliced(old, self.positions_out, self.positions_at, fresh)


def _spliced(old: Numbers, out: Numbers, at: Numbers, fresh: Numbers) -> Numbers:
    wide = old.astype(np.promote_types(old.dtype, fresh.dtype), copy=False)
    return np.insert(np.delete(wide, out), at - np.searchsorted(out, at), fresh)


def _changed(before: Postings, fresh: Postings, keys: Pair, moved: Pair) -> _Changed:
    """The changes; `moved` are the new numbers of both sides' documents, -1 for removed ones."""
    out = np.flatnonzero(np.take(moved[0] < 0, before.documents))
    at = _places(before, fresh, keys, moved)
    ends = np.zeros(len(before.documents) + 1, before.places.dtype)
    np.cumsum(before.frequencies, out=ends[1:])
    often = before.frequencies[out].astype(np.int64)
    within = np.arange(often.sum()) - np.repeat(np.cumsum(often) - often, often)
    return _Changed(
        out,
        at,
        np.repeat(ends[out], often) + within,
        np.repeat(ends[at].astype(np.int64), fresh.frequencies),
    )


def _places(before: Postings, fresh: Postings, keys: Pair, moved: Pair) -> Numbers:
    """The old posting before which each new one is inserted: within its key, the first of a later
    document.
    """
    kept = np.flatnonzero(moved[0] >= 0)
    later = np.append(kept, len(moved[0]))[np.searchsorted(moved[0][kept], moved[1])][
        fresh.documents
    ]
    place, known = _found(keys)
    each = gaps(fresh.starts)
    low, high = (
        np.repeat(before.starts[edge].astype(np.int64), each) for edge in (place, place + known)
    )
    while np.any(searching := low < high):
        middle = (low + high) // 2
        below = searching & (
            before.documents[np.minimum(middle, len(before.documents) - 1)] < later
        )
        low, high = np.where(below, middle + 1, low), np.where(searching & ~below, middle, high)
    return low


def _stretches(
    before: Postings, fresh: Postings, keys: Pair, changed: _Changed
) -> tuple[Numbers, Numbers, Numbers]:
    """The keys that still have postings, and where each one's postings and positions start, with
    the end appended.
    """
    place, known = _found(keys)
    added = place[~known]
    every = np.insert(keys[0], added, keys[1][~known])
    lost = np.searchsorted(before.starts, changed.out, side="right") - 1
    postings = gaps(before.starts) - np.bincount(lost, minlength=len(keys[0]))
    positions = gaps(before.places) - np.bincount(
        lost, before.frequencies[changed.out], len(keys[0])
    ).astype(np.int64)
    postings, positions = np.insert(postings, added, 0), np.insert(positions, added, 0)
    new = np.searchsorted(every, keys[1])
    postings[new] += gaps(fresh.starts)
    positions[new] += gaps(fresh.places)
    left = postings > 0
    starts, places = (
        np.concatenate(([0], np.cumsum(each[left]))) for each in (postings, positions)
    )
    return every[left], starts, places


def _found(keys: Pair) -> tuple[Numbers, NDArray[np.bool_]]:
    """The insertion index of each new key among the old ones, and whether it is one of them."""
    place = np.searchsorted(*keys)
    known: NDArray[np.bool_] = np.append(keys[0], -1)[place] == keys[1]
    return place, known
