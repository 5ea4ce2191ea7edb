"""Builds a read model from analysed documents: every token becomes one number, and sorting the
numbers gives the index.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from search.engines.arrays.bm25f import impacts
from search.engines.arrays.read_model import (
    NO_RANK,
    Column,
    Numbers,
    Postings,
    ReadModel,
    changes,
    gaps,
    narrow,
)
from search.engines.protocol import (
    IndexableDocument,
    NumberedDocument,
    Passage,
    Weighting,
    after,
    flat,
    numbers,
)

BITS = 63  # of a number that holds key, document and position together


def build(documents: Iterable[IndexableDocument], weighting: Weighting) -> ReadModel:
    """Build the read model of the documents, without fields that the weighting doesn't name."""
    ordered = sorted(_numbered(documents), key=lambda one: (one.attributes.name, one.id))
    fields = field_order(weighting)
    passages = _passages(ordered, fields)
    terms, places = _in_order(passages, list(ordered[0].vocabulary) if ordered else [])
    postings, lengths = _postings(passages, places, len(fields), len(ordered))
    parts = [(number, part) for number, one in enumerate(ordered) for part in one.attributes.parts]
    return ReadModel(
        ids=tuple(one.id for one in ordered),
        names=tuple(one.attributes.name for one in ordered),
        fields=fields,
        terms=terms,
        postings=postings,
        lengths=lengths,
        values=_columns([one.attributes.values for one in ordered]),
        part_of=np.array([number for number, _ in parts], np.int32),
        part_values=_columns(
            [{facet: (value,) for facet, value in part.items()} for _, part in parts]
        ),
        ranks=_ranks([one.attributes.ranks for one in ordered]),
        part_ranks=_ranks([rank for one in ordered for rank in one.attributes.part_ranks]),
        impacts=impacts(postings, lengths, fields, weighting),
    )


def field_order(weighting: Weighting) -> tuple[str, ...]:
    """The fields searched by default, then those searched only by name."""
    return tuple(
        sorted(weighting.fields, key=lambda name: (not weighting.fields[name].weight, name))
    )


def _numbered(documents: Iterable[IndexableDocument]) -> Iterator[NumberedDocument]:
    """The documents with their terms as numbers."""
    met: defaultdict[str, int] = defaultdict()
    met.default_factory = met.__len__
    for one in documents:
        if isinstance(one, NumberedDocument):
            yield one
        else:
            terms = {
                field: tuple(numbers(map(met.__getitem__, passage)) for passage in held)
                for field, held in one.terms.items()
            }
            yield NumberedDocument(one.id, terms, met, one.attributes)


@dataclass(frozen=True)
class _Passages:
    """All passages with terms: each one's field, document, first position and length, and all terms
    concatenated.
    """

    fields: Numbers
    documents: Numbers
    firsts: Numbers
    lengths: Numbers
    terms: Numbers


def _passages(ordered: Sequence[NumberedDocument], fields: Sequence[str]) -> _Passages:
    place = {name: field for field, name in enumerate(fields)}
    placed: list[tuple[int, int, int, int]] = []
    held: list[Passage] = []
    for number, document in enumerate(ordered):
        for name, passages in document.terms.items():
            start = 0
            for passage in passages if name in place else ():
                if passage:
                    placed.append((place[name], number, start, len(passage)))
                    held.append(passage)
                    start = after(start, len(passage))
    fields_of, documents, firsts, lengths = np.array(placed, np.int64).reshape(-1, 4).T
    return _Passages(fields_of, documents, firsts, lengths, flat(held))


def _in_order(passages: _Passages, vocabulary: Sequence[str]) -> tuple[tuple[str, ...], Numbers]:
    """The terms used in passages, sorted, and each vocabulary term's place among them."""
    met = np.bincount(passages.terms, minlength=len(vocabulary)) > 0
    terms = sorted({vocabulary[number] for number in np.flatnonzero(met).tolist()})
    place = {term: number for number, term in enumerate(terms)}
    return tuple(terms), np.array([place.get(term, 0) for term in vocabulary], np.int64)


def _postings(
    passages: _Passages, places: Numbers, fields: int, documents: int
) -> tuple[Postings, Numbers]:
    """Each term of a passage as one number of key, document and position, sorted into postings; and
    field lengths by document.
    """
    lasts = passages.firsts + passages.lengths - 1
    widths = [int(part.max(initial=0)).bit_length() for part in (passages.documents, lasts)]
    if (len(places) * fields).bit_length() + sum(widths) > BITS:
        raise OverflowError("too many terms, entries and words for one index")
    before = np.cumsum(passages.lengths) - passages.lengths
    places_of = passages.fields << sum(widths) | passages.documents << widths[1]
    packed = ((places * fields) << sum(widths))[passages.terms]
    packed += np.repeat(places_of + passages.firsts - before, passages.lengths)
    packed += np.arange(len(packed))
    packed.sort()
    begins = np.flatnonzero(changes(packed >> widths[1]))
    posting = packed[begins] >> widths[1]
    frequencies = gaps(np.append(begins, len(packed)))
    made = assembled(
        posting >> widths[0],
        posting & (1 << widths[0]) - 1,
        frequencies,
        packed & (1 << widths[1]) - 1,
    )
    owners = passages.fields * documents + passages.documents
    lengths = (
        np.bincount(owners, passages.lengths, fields * documents)
        .astype(np.int64)
        .reshape(fields, documents)
    )
    return made, narrow(lengths)


def assembled(
    keys: Numbers, documents: Numbers, frequencies: Numbers, positions: Numbers
) -> Postings:
    """Postings from these columns, already sorted by key and document; `keys` has one number for
    each posting.
    """
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
    """A column for each facet of the owners' values."""
    return {
        facet: _column([one.get(facet, ()) for one in held])
        for facet in sorted({facet for one in held for facet in one if one[facet]})
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
