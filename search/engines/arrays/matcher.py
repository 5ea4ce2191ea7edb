"""Matches and scores query trees over arrays with one number for every document."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.engines.arrays.read_model import Numbers, ReadModel, Scores, changes, gaps
from search.engines.protocol import PASSAGE, Places
from search.engines.query_tree import (
    And,
    Everything,
    Joined,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Synonym,
    Term,
)

Mask = NDArray[np.bool_]
Sums = NDArray[np.float64]
Stretch = tuple[int, int, float]  # of postings, and what their scores are multiplied by
Matched = tuple[Mask, Sums]
# An owner is a field and a document in one number; a spot is an owner and a position: so many bits
# of position, moved up so that none falls below zero.
OWNER = np.int32
POSITION = 32
FIRST = 1 << 16
SMALL = 4096  # postings up to which looking at all of them is quicker than leaving some out
KEPT = 256  # words of few postings whose spots are kept: those of names come again and again


class Holding(NamedTuple):
    """A term's postings in the searched fields: owners, impacts, frequencies and all positions.

    `spots` are owner and position as one number; None if there are many and only some will be
    needed.
    """

    owners: Numbers
    impacts: Scores
    frequencies: Numbers
    positions: Numbers
    spots: Numbers | None


class Matcher:
    """Evaluates trees over one read model; threads can share it."""

    def __init__(self, model: ReadModel, weights: Sequence[float]) -> None:
        """`weights` are the weights of the model's fields, in order."""
        self._count = len(model.ids)
        self._model = model
        self._fields = {name: number for number, name in enumerate(model.fields)}
        self._weights = weights
        postings = model.postings
        self._keys, self._starts, self._places = postings.keys, postings.starts, postings.places
        self._documents, self._impacts = postings.documents, model.impacts
        searched = sum(weight > 0 for weight in weights)
        keys = self._keys.astype(np.int64)
        first = np.arange(len(model.terms) + 1) * len(model.fields)
        self._edges = np.searchsorted(keys, first)
        # Of each term in the searched fields its postings and positions, each from and to, and
        # whether any is in another passage than the first.
        searched_keys = np.stack(
            [self._edges[:-1], np.searchsorted(keys, first[:-1] + searched)], axis=1
        )
        self._spans = self._starts[searched_keys]
        positions = self._places[searched_keys]
        later = np.flatnonzero(postings.positions >= PASSAGE).searchsorted(positions)
        several = later[:, :1] < later[:, 1:]
        self._searched = np.hstack([self._spans, positions, several])
        self._kept = lru_cache(maxsize=KEPT)(self._read)
        # Field and document as one number, of each posting and of the searched fields with words.
        apart = (keys % max(1, len(model.fields)) * self._count).astype(OWNER)
        self._owners = apart.repeat(gaps(self._starts))
        np.add(self._owners, self._documents, out=self._owners, casting="same_kind")
        filled = np.flatnonzero(model.lengths[:searched].any(axis=1))
        self._filled = [model.fields[field] for field in filled]
        self._filled_apart = (filled * self._count).astype(OWNER)[:, None]

    def match(self, node: Node) -> Matched:
        """For every document, whether it matches and its score, which is meaningless if it
        doesn't.
        """
        match node:
            case Term():
                return self._added(self._stretches(node))
            case Or():
                return self._any(node)
            case And(parts):
                return self._all(parts)
            case Phrase(words):
                return self._phrase(words)
            case Everything():
                return np.ones(self._count, bool), np.ones(self._count, np.float64)
            case Not() | Prefix() | Joined() | Synonym():
                raise ValueError(f"{type(node).__name__} isn't allowed here in a query tree")

    def _any(self, node: Node) -> Matched:
        """Any of the words and other nodes of a node; words are summed together."""
        stretches: list[Stretch] = []
        others: list[Node] = []
        self._gather(node, stretches, others)
        mask, scores = self._added(stretches)
        for other in others:
            also, more = self.match(other)
            mask |= also
            scores += np.where(also, more, 0.0)
        return mask, scores

    def _gather(self, node: Node, stretches: list[Stretch], others: list[Node]) -> None:
        if isinstance(node, Or):
            for part in node.parts:
                self._gather(part, stretches, others)
        elif isinstance(node, Term):
            stretches.extend(self._stretches(node))
        else:
            others.append(node)

    def _stretches(self, node: Term) -> Sequence[Stretch]:
        """The ranges of a term's postings in the requested fields."""
        number = self._model.numbers.get(node.text)
        if number is None:
            return ()
        if not node.fields:
            start, end = self._spans[number].tolist()
            return ((start, end, node.weight),)
        keys = self._keys_of(number)
        fields = {self._fields[name] for name in node.fields if name in self._fields} & keys.keys()
        found: list[Stretch] = []
        for field in fields:
            start, end = self._starts[keys[field] : keys[field] + 2].tolist()
            # Named fields count alike: the weight put in is taken out.
            found.append((start, end, node.weight / (self._weights[field] or 1.0)))
        return found

    def _keys_of(self, number: int) -> dict[int, int]:
        """The fields that have a term, with the indices of their keys."""
        first, end = self._edges[number : number + 2].tolist()
        count = len(self._fields)
        return {
            key % count: first + place for place, key in enumerate(self._keys[first:end].tolist())
        }

    def _added(self, stretches: Sequence[Stretch]) -> Matched:
        """The sums of the scores in these ranges."""
        if not stretches:
            return np.zeros(self._count, bool), np.zeros(self._count)
        every = [self._documents[start:end] for start, end, _ in stretches]
        scores = [_times(self._impacts[start:end], weight) for start, end, weight in stretches]
        single = len(stretches) == 1
        documents = every[0] if single else np.concatenate(every)
        impacts = scores[0] if single else np.concatenate(scores)
        sums: Sums = np.bincount(documents, impacts, self._count).astype(np.float64, copy=False)
        if all(weight > 0 for _, _, weight in stretches):
            return sums > 0, sums
        mask = np.zeros(self._count, bool)
        mask[documents] = True
        return mask, sums

    def _all(self, parts: Sequence[Node]) -> Matched:
        """All parts: one after the other, which is quicker than all in one piece."""
        wanted = [part for part in parts if not isinstance(part, Not)]
        mask, total = self.match(wanted[0] if wanted else Everything())
        for part in wanted[1:]:
            also, more = self.match(part)
            mask &= also
            total += more
        for denied in [part.part for part in parts if isinstance(part, Not)]:
            mask &= ~self.match(denied)[0]
        return mask, total

    def _phrase(self, words: Sequence[str]) -> Matched:
        """A phrase scores the sum of its words' scores in each searched field that contains it."""
        known = [number for number in map(self._model.numbers.get, words) if number is not None]
        if not words or len(known) < len(words):
            return np.zeros(self._count, bool), np.zeros(self._count)
        holding = [self._holding(number) for number in known]
        sizes = [len(held.owners) for held in holding]
        rarest = sizes.index(min(sizes))
        among = holding[rarest].owners
        here = self._spots(holding[rarest], among) - rarest
        for at, held in enumerate(holding):
            if at != rarest:
                here = here[_within(here, self._spots(held, among) - at)]
        beginnings = here >> POSITION
        owners = beginnings[changes(beginnings)].astype(OWNER)
        scores = np.zeros(len(owners))
        for held in holding:
            scores += held.impacts[held.owners.searchsorted(owners)]
        sums = np.bincount(owners % max(1, self._count), scores, self._count).astype(
            np.float64, copy=False
        )
        return sums > 0, sums

    def places(self, terms: Sequence[str], documents: Sequence[int]) -> Sequence[Places]:
        """Where each of these documents has any of the terms: for each field and passage that has
        some, which ones.
        """
        found: list[dict[tuple[str, int], int]] = [{} for _ in documents]
        cells = [(held, field) for field in self._filled for held in found]
        wanted = (self._filled_apart + np.array(documents, OWNER)).ravel()
        for bit, term in enumerate(terms):
            number = self._model.numbers.get(term)
            if number is not None:
                for cell, passage in self._placed_in(number, wanted):
                    held, field = cells[cell]
                    at = field, passage
                    held[at] = held.get(at, 0) | 1 << bit
        return [[(field, bits) for (field, _), bits in held.items()] for held in found]

    def _placed_in(self, number: int, wanted: Numbers) -> Iterator[tuple[int, int]]:
        """The passages of the wanted owners that have a term, each with the owner's place."""
        start, stop, place, last, several = self._searched[number].tolist()
        owners = self._owners[start:stop]
        at = owners.searchsorted(wanted)
        here = (owners.take(at, mode="clip") == wanted).nonzero()[0] if start < stop else at[:0]
        if not several or not len(here):
            return zip(here.tolist(), repeat(0))  # noqa: B905 - no end
        often = self._model.postings.frequencies[start:stop]
        kept = at[here]
        times = often[kept]
        after = times.cumsum(dtype=np.int64)
        # Of each posting the places of its positions, as of the first of all.
        each = (often.cumsum(dtype=np.int64)[kept] - after).repeat(times) + np.arange(after[-1])
        passages = self._model.postings.positions[place:last][each] // PASSAGE
        return zip(here.repeat(times).tolist(), passages.tolist(), strict=True)

    def _holding(self, number: int) -> Holding:
        first, last = self._spans[number].tolist()
        return self._kept(number) if last - first <= SMALL else self._read(number)

    def _read(self, number: int) -> Holding:
        start, stop, place, last, _ = self._searched[number].tolist()
        postings = self._model.postings
        owners, often = self._owners[start:stop], postings.frequencies[start:stop]
        positions = postings.positions[place:last]
        spots = _placed(owners, often, positions) if len(owners) <= SMALL else None
        return Holding(owners, self._impacts[start:stop], often, positions, spots)

    def _spots(self, held: Holding, among: Numbers) -> Numbers:
        """The word's positions, as owner and position in one number, at least for those owners."""
        if held.spots is not None:
            return held.spots
        owners, _, often, positions, _ = held
        if len(owners) > 2 * len(among):
            wanted = np.zeros(len(self._fields) * self._count, bool)
            wanted[among] = True
            kept = wanted[owners]
            positions, owners, often = positions[np.repeat(kept, often)], owners[kept], often[kept]
        return _placed(owners, often, positions)


def _placed(owners: Numbers, often: Numbers, positions: Numbers) -> Numbers:
    """Owners and positions, combined into single numbers."""
    return (owners.repeat(often).astype(np.int64) << POSITION) + positions + FIRST


def _within(some: Numbers, others: Numbers) -> Mask:
    """For each number, whether it is among the others; both sorted."""
    if not len(others):
        return np.zeros(len(some), bool)
    found: Mask = others.take(others.searchsorted(some), mode="clip") == some
    return found


def _times(impacts: NDArray[np.float32], weight: float) -> NDArray[np.float32]:
    return impacts if weight == 1.0 else impacts * np.float32(weight)
