"""A read model built from analysed documents: every token becomes one number, and sorting those numbers is the index."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np

from search.arrays.model import NO_RANK, Column, Numbers, Postings, ReadModel, changes, gaps, narrow
from search.arrays.scoring import impacts
from search.engines import GAP, Analysed, Weighting

BITS = 63  # of a number that holds key, document and position together


def build(documents: Iterable[Analysed], weighting: Weighting) -> ReadModel:
    """The read model of the documents; fields that the weighting does not name are left out."""
    ordered = sorted(documents, key=lambda one: (one.standing.name, one.id))
    fields = field_order(weighting)
    terms, tokens = _tokens(ordered, fields)
    postings, lengths = _postings(tokens, len(fields), len(ordered))
    parts = [(number, part) for number, one in enumerate(ordered) for part in one.standing.parts]
    return ReadModel(
        ids=tuple(one.id for one in ordered),
        names=tuple(one.standing.name for one in ordered),
        fields=fields,
        terms=terms,
        postings=postings,
        lengths=lengths,
        values=_columns([one.standing.values for one in ordered]),
        part_of=np.array([number for number, _ in parts], np.int32),
        part_values=_columns([{facet: (value,) for facet, value in part.items()} for _, part in parts]),
        ranks=_ranks([one.standing.ranks for one in ordered]),
        part_ranks=_ranks([rank for one in ordered for rank in one.standing.part_ranks]),
        impacts=impacts(postings, lengths, fields, weighting),
    )


def field_order(weighting: Weighting) -> tuple[str, ...]:
    """The searched fields, then those looked in only by name."""
    return tuple(sorted(weighting.fields, key=lambda name: (not weighting.fields[name].weight, name)))


Tokens = tuple[Numbers, Numbers, Numbers, Numbers]


def _tokens(ordered: Sequence[Analysed], fields: Sequence[str]) -> tuple[tuple[str, ...], Tokens]:
    """All terms in order, and for every token the numbers of its term, field and document, and its position."""
    met: defaultdict[str, int] = defaultdict()
    met.default_factory = met.__len__
    passages: list[tuple[int, int, int, int]] = []  # field, document, first position, length
    held: list[tuple[str, ...]] = []
    for number, document in enumerate(ordered):
        for field, name in enumerate(fields):
            start = 0
            for passage in document.terms.get(name, ()):
                if passage:
                    passages.append((field, number, start, len(passage)))
                    held.append(passage)
                    start += len(passage) - 1 + GAP
    as_met = np.fromiter(map(met.__getitem__, chain.from_iterable(held)), np.int64, sum(map(len, held)))
    terms = sorted(met)
    rank = np.empty(len(terms), np.int64)
    rank[np.fromiter(map(met.__getitem__, terms), np.int64, len(terms))] = np.arange(len(terms))
    fields_of, documents_of, firsts, lengths = np.array(passages, np.int64).reshape(-1, 4).T
    within = np.arange(len(as_met)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return tuple(terms), (
        rank[as_met],
        np.repeat(fields_of, lengths),
        np.repeat(documents_of, lengths),
        np.repeat(firsts, lengths) + within,
    )


def _postings(tokens: Tokens, fields: int, documents: int) -> tuple[Postings, Numbers]:
    """Tokens sorted into postings, and the lengths of fields by document."""
    term, field, document, position = tokens
    lengths = np.bincount(field * documents + document, minlength=fields * documents).reshape(fields, documents)
    widths = [int(part.max(initial=0)).bit_length() for part in (document, position)]
    key = term * fields + field
    if int(key.max(initial=0)).bit_length() + sum(widths) > BITS:
        raise OverflowError("too many terms, entries and words for one index")
    packed = np.sort(key << sum(widths) | document << widths[1] | position)
    begins = np.flatnonzero(changes(packed >> widths[1]))
    posting = packed[begins] >> widths[1]
    frequencies = gaps(np.append(begins, len(packed)))
    made = assembled(posting >> widths[0], posting & (1 << widths[0]) - 1, frequencies, packed & (1 << widths[1]) - 1)
    return made, narrow(lengths)


def assembled(keys: Numbers, documents: Numbers, frequencies: Numbers, positions: Numbers) -> Postings:
    """Postings of these columns, sorted by key and document already; `keys` has one number for each posting."""
    starts = np.flatnonzero(changes(keys))
    places = np.concatenate(([0], np.cumsum(frequencies, dtype=np.int64)))
    return Postings(
        keys=narrow(keys[starts]),
        starts=narrow(np.append(starts, len(keys))),
        places=narrow(places[np.append(starts, len(keys))]),
        documents=narrow(documents),
        frequencies=narrow(frequencies),
        positions=narrow(positions),
    )


def _columns(held: Sequence[Mapping[str, tuple[str, ...]]]) -> dict[str, Column]:
    """A column for each facet among the owners' values."""
    return {
        facet: _column([one.get(facet, ()) for one in held]) for facet in sorted({facet for one in held for facet in one if one[facet]})
    }


def _column(held: Sequence[tuple[str, ...]]) -> Column:
    values = sorted({value for one in held for value in one})
    code = {value: number for number, value in enumerate(values)}
    pairs = sorted({(owner, code[value]) for owner, one in enumerate(held) for value in one})
    owners, codes = np.array(pairs, np.int64).reshape(-1, 2).T
    return Column(tuple(values), narrow(owners), narrow(codes))


def _ranks(held: Sequence[Mapping[str, int]]) -> dict[str, Numbers]:
    names = sorted({name for one in held for name in one})
    return {name: np.array([one.get(name, NO_RANK) for one in held], np.int64) for name in names}
