"""A read model edited: that of the documents kept and the fresh ones, byte for byte as if it were built from all of them."""

from collections.abc import Collection, Mapping

import numpy as np

from search.arrays.building import assembled
from search.arrays.model import NO_RANK, Column, Numbers, Postings, ReadModel, gaps, narrow
from search.arrays.scoring import impacts
from search.engines import Weighting

Columns = Mapping[str, Column]
Ranks = Mapping[str, Numbers]


def edited(before: ReadModel, gone: Collection[str], fresh: ReadModel, weighting: Weighting) -> ReadModel:
    """The read model of the documents of `before` that are not `gone`, and of the fresh ones."""
    both = (*zip(before.names, before.ids, strict=True), *zip(fresh.names, fresh.ids, strict=True))
    old = len(before.ids)
    order = sorted((number for number, (_, id) in enumerate(both) if number >= old or id not in gone), key=both.__getitem__)
    moved = np.full(len(both), -1, np.int64)  # the new number of each document, -1 for those gone
    moved[order] = np.arange(len(order))
    terms, postings = _merged(before, fresh, moved)
    lengths = narrow(np.concatenate((before.lengths, fresh.lengths), axis=1, dtype=np.int64, casting="unsafe")[:, order])
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
        part_values=_columns(before.part_values, fresh.part_values, len(before.part_of), moved_parts),
        ranks=_ranks(before.ranks, fresh.ranks, (old, len(fresh.ids)), np.array(order, np.int64)),
        part_ranks=_ranks(before.part_ranks, fresh.part_ranks, (len(before.part_of), len(fresh.part_of)), parts),
        impacts=impacts(postings, lengths, before.fields, weighting),
    )


def _moved(owners: Numbers, moved: Numbers) -> tuple[Numbers, Numbers]:
    """The new owner of each row that is kept, in order, and which row it was."""
    new = moved[owners]
    kept = np.flatnonzero(new >= 0)
    rows = kept[np.argsort(new[kept], kind="stable")]
    return new[rows], rows


def _columns(before: Columns, fresh: Columns, old: int, moved: Numbers) -> dict[str, Column]:
    nothing = Column((), np.zeros(0, np.int64), np.zeros(0, np.int64))
    names = sorted({*before, *fresh})
    made = {name: _column(before.get(name, nothing), fresh.get(name, nothing), old, moved) for name in names}
    return {name: column for name, column in made.items() if len(column.owners)}


def _column(before: Column, fresh: Column, old: int, moved: Numbers) -> Column:
    owners, rows = _moved(np.concatenate((before.owners.astype(np.int64), fresh.owners + np.int64(old))), moved)
    values = (*before.values, *fresh.values)
    codes = np.concatenate((before.codes.astype(np.int64), fresh.codes + np.int64(len(before.values))))[rows]
    held = sorted({values[code] for code in np.flatnonzero(np.bincount(codes, minlength=len(values)))})
    number = {value: place for place, value in enumerate(held)}
    recoded = np.array([number.get(value, -1) for value in values], np.int64)[codes]
    return Column(tuple(held), narrow(owners), narrow(recoded))


def _ranks(before: Ranks, fresh: Ranks, counts: tuple[int, int], order: Numbers) -> dict[str, Numbers]:
    none = [np.full(count, NO_RANK, np.int64) for count in counts]
    made = {name: np.concatenate((before.get(name, none[0]), fresh.get(name, none[1])))[order] for name in sorted({*before, *fresh})}
    return {name: ranks for name, ranks in made.items() if np.any(ranks != NO_RANK)}


def _merged(before: ReadModel, fresh: ReadModel, moved: Numbers) -> tuple[tuple[str, ...], Postings]:
    """Terms and postings of both, the documents renumbered; terms that nothing holds any more are left out."""
    all_terms = list(before.terms)
    new = [term for term in fresh.terms if term not in before.numbers]
    all_terms = sorted(all_terms + new) if new else all_terms  # two runs in order: nothing but a merge
    number = {term: place for place, term in enumerate(all_terms)} if new else before.numbers
    old_numbers = np.fromiter(map(number.__getitem__, before.terms), np.int64, len(before.terms)) if new else np.arange(len(all_terms))
    fresh_numbers = np.fromiter(map(number.__getitem__, fresh.terms), np.int64, len(fresh.terms))
    count = len(before.fields)
    keys, documents, frequencies, positions = _sorted(
        _flat(before.postings, old_numbers, count, moved[: len(before.ids)]),
        _flat(fresh.postings, fresh_numbers, count, moved[len(before.ids) :]),
    )
    term = keys // count
    held = np.zeros(len(all_terms), bool)
    held[term] = True
    if not held.all():
        all_terms = [one for one, here in zip(all_terms, held, strict=True) if here]
        keys = (np.cumsum(held) - 1)[term] * count + keys % count
    return tuple(all_terms), assembled(keys, documents, frequencies, positions)


Flat = tuple[Numbers, Numbers, Numbers, Numbers]


def _flat(postings: Postings, number: Numbers, fields: int, moved: Numbers) -> Flat:
    """Key, document, frequency of each posting that is kept, and the positions of those, with new numbers."""
    key = number[postings.keys // fields] * fields + postings.keys % fields
    documents = moved[postings.documents]
    keys = np.repeat(key, gaps(postings.starts))
    kept = documents >= 0
    if kept.all():
        return keys, documents, postings.frequencies, postings.positions
    positions = postings.positions[np.repeat(kept, postings.frequencies)]
    return keys[kept], documents[kept], postings.frequencies[kept], positions


def _sorted(old: Flat, fresh: Flat) -> Flat:
    """Both together by key and document; each stands in that order by itself."""
    at = np.searchsorted(_packed(old), _packed(fresh))
    places = np.concatenate(([0], np.cumsum(old[2], dtype=np.int64)))[at]
    keys, documents, frequencies = (_inserted(kept, at, one) for kept, one in zip(old[:3], fresh[:3], strict=True))
    return keys, documents, frequencies, _inserted(old[3], np.repeat(places, fresh[2]), fresh[3])


def _packed(flat: Flat) -> Numbers:
    return flat[0] << 32 | flat[1]


def _inserted(kept: Numbers, at: Numbers, fresh: Numbers) -> Numbers:
    return np.insert(kept.astype(np.promote_types(kept.dtype, fresh.dtype), copy=False), at, fresh)
