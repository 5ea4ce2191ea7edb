"""Which documents match a query tree, and how they score: trees worked out over whole arrays, a number for every document."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from search.arrays.model import Numbers, ReadModel
from search.query import And, Everything, Joined, Node, Not, Or, Phrase, Prefix, Synonym, Term

Mask = NDArray[np.bool_]
Sums = NDArray[np.float64]
Stretch = tuple[int, int, float]  # of postings, and what their scores are multiplied by
Matched = tuple[Mask, Sums]


class Matcher:
    """Answers trees over one read model; several threads may ask at once."""

    def __init__(self, model: ReadModel, weights: Sequence[float]) -> None:
        """`weights` are those of the model's fields, in their order."""
        self._count = len(model.ids)
        self._model = model
        self._fields = {name: number for number, name in enumerate(model.fields)}
        self._weights = weights
        postings = model.postings
        self._keys, self._starts, self._places = postings.keys, postings.starts, postings.places
        self._documents, self._impacts = postings.documents, model.impacts
        searched = sum(weight > 0 for weight in weights)
        self._searched = range(searched)
        first = np.arange(len(model.terms), dtype=np.int64) * len(model.fields)
        self._spans = np.stack([self._starts[np.searchsorted(self._keys, edge)] for edge in (first, first + searched)], axis=1)

    def match(self, node: Node) -> Matched:
        """For every document whether it matches, and its score, which says nothing where it does not."""
        match node:
            case Term() | Or():
                return self._any(node)
            case And(parts):
                return self._all(parts)
            case Phrase(words):
                return self._phrase(words)
            case Everything():
                return np.ones(self._count, bool), np.ones(self._count, np.float64)
            case Not() | Prefix() | Joined() | Synonym():
                raise ValueError(f"{type(node).__name__} does not stand here in a query tree")

    def _any(self, node: Node) -> Matched:
        """All terms below an Or are added up at once; only what is no term is matched on its own."""
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

    def _stretches(self, node: Term) -> Iterator[Stretch]:
        """Where the postings of a term stand in the fields it asks for."""
        number = self._model.numbers.get(node.text)
        if number is None:
            return
        if not node.fields:
            start, end = self._spans[number].tolist()
            yield start, end, node.weight
            return
        for name in node.fields:
            key = self._key(number, self._fields.get(name))
            if key is not None:
                # named fields count alike: what the weight of the field put in is taken out again
                yield int(self._starts[key]), int(self._starts[key + 1]), node.weight / (self._weights[self._fields[name]] or 1.0)

    def _key(self, number: int, field: int | None) -> int | None:
        """The place of a key, None where nothing holds the term in the field."""
        if field is None:
            return None
        key = number * len(self._fields) + field
        place = int(np.searchsorted(self._keys, key))
        return place if place < len(self._keys) and self._keys[place] == key else None

    def _added(self, stretches: Sequence[Stretch]) -> Matched:
        if not stretches:
            return np.zeros(self._count, bool), np.zeros(self._count)
        documents, impacts = self._documents, self._impacts
        if len(stretches) == 1:
            start, end, weight = stretches[0]
            documents, impacts = documents[start:end], _times(impacts[start:end], weight)
        else:
            documents = np.concatenate([documents[start:end] for start, end, _ in stretches])
            impacts = np.concatenate([_times(impacts[start:end], weight) for start, end, weight in stretches])
        scores: Sums = np.bincount(documents, impacts, self._count).astype(np.float64, copy=False)
        if all(weight > 0 for _, _, weight in stretches):
            return scores > 0, scores
        mask = np.zeros(self._count, bool)
        mask[documents] = True
        return mask, scores

    def _all(self, parts: Sequence[Node]) -> Matched:
        wanted = [part for part in parts if not isinstance(part, Not)]
        mask, scores = self.match(wanted[0] if wanted else Everything())
        for part in wanted[1:]:
            also, more = self.match(part)
            mask &= also
            scores += more
        for denied in [part.part for part in parts if isinstance(part, Not)]:
            mask &= ~self.match(denied)[0]
        return mask, scores

    def _phrase(self, words: Sequence[str]) -> Matched:
        """A phrase scores what its words score where it stands, in each searched field."""
        mask, scores = np.zeros(self._count, bool), np.zeros(self._count)
        numbers = [self._model.numbers.get(word) for word in words]
        known = [number for number in numbers if number is not None]
        if not words or len(known) < len(words):
            return mask, scores
        for field in self._searched:
            keys = [self._key(number, field) for number in known]
            if None not in keys:
                self._add_phrase([key for key in keys if key is not None], mask, scores)
        return mask, scores

    def _add_phrase(self, keys: Sequence[int], mask: Mask, scores: Sums) -> None:
        """Put in what the phrase adds in one field; the rarest word says where to look."""
        by_length = sorted(range(len(keys)), key=lambda at: int(self._starts[keys[at] + 1]) - int(self._starts[keys[at]]))
        held = np.zeros(self._count, np.int8)
        for key in dict.fromkeys(keys):
            held[self._documents[self._starts[key] : self._starts[key + 1]]] += 1
        both = held == len(set(keys))
        if not both.any():
            return
        here = self._spots(keys[by_length[0]], by_length[0], both)
        for at in by_length[1:]:
            here = here[_within(here, self._spots(keys[at], at, both))]
        here = np.unique(here >> 32)
        mask[here] = True
        alone = np.zeros(self._count)
        for key in keys:
            stretch = slice(int(self._starts[key]), int(self._starts[key + 1]))
            alone += np.bincount(self._documents[stretch], self._impacts[stretch], self._count)
        scores[here] += alone[here]

    def _spots(self, key: int, at: int, documents: Mask) -> Numbers:
        """Where the phrase would begin were the key its word number `at`, as document and position in one, in those documents."""
        stretch = slice(int(self._starts[key]), int(self._starts[key + 1]))
        holders, often = self._documents[stretch], self._model.postings.frequencies[stretch]
        wanted = documents[holders]
        positions = self._model.postings.positions[int(self._places[key]) : int(self._places[key + 1])]
        owners = np.repeat(holders[wanted].astype(np.int64), often[wanted])
        kept = positions[np.repeat(wanted, often)].astype(np.int64)
        return ((owners << 32) + kept - at)[kept >= at]


def _within(some: Numbers, others: Numbers) -> Mask:
    """For each of some whether it is among the others; both in order."""
    if not len(others):
        return np.zeros(len(some), bool)
    place = np.searchsorted(others, some)
    place[place == len(others)] = 0
    found: Mask = others[place] == some
    return found


def _times(impacts: NDArray[np.float32], weight: float) -> NDArray[np.float32]:
    return impacts if weight == 1.0 else impacts * np.float32(weight)
