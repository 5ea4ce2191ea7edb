"""How a score is made up: the score of each word, phrase and name in each field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from search.answering import messages
from search.engines.protocol import Engine
from search.engines.query_tree import And, Everything, Node, Not, Or, Phrase, Term
from search.indexing.fields import FIELDS, NAME, OTHER_NAME

Part = tuple[str, float]


def explain(engine: Engine, tree: Node, ids: Sequence[str]) -> dict[str, tuple[Part, ...]]:
    """Return the parts of each document's score for the tree."""
    explainer = _Explainer(engine, tuple(ids))
    scored = _without_negations(tree)
    return {id: explainer.parts(id, scored) for id in ids}


def scaled(parts: Sequence[Part], score: float) -> tuple[Part, ...]:
    """The parts rescaled to a score that was re-ranked by passages."""
    total = sum(part for _, part in parts)
    return tuple((name, round(part * score / total, 4)) for name, part in parts) if total else ()


@dataclass
class _Explainer:
    """Explains the scores of one tree, asking the engine about each leaf only once."""

    engine: Engine
    ids: tuple[str, ...]
    found: dict[Node, Mapping[str, float]] = field(default_factory=dict)

    def parts(self, id: str, tree: Node) -> tuple[Part, ...]:
        """The parts that add up to a document's score, largest first; equal parts are summed."""
        if isinstance(tree, Everything):
            return ()  # without words nothing is scored
        sums: dict[str, float] = {}
        for name, score in self._parts(id, tree):
            sums[name] = sums.get(name, 0.0) + score
        rounded = ((name, round(score, 4)) for name, score in sums.items() if score)
        return tuple(sorted(rounded, key=lambda part: (-part[1], part[0])))

    def _parts(self, id: str, node: Node) -> Iterator[Part]:
        """The parts of a node; none if the document doesn't match it."""
        match node:
            case Or(parts):
                for part in parts:
                    yield from self._parts(id, part)
            case And(parts):
                if id in self._scores(node):
                    for part in parts:
                        yield from self._parts(id, part)
            case Everything():
                yield messages.every_entry(), 1.0
            case Term():
                yield from self._term_parts(id, node)
            case Phrase(words):
                yield messages.words_in_order(words), self._score(id, node)

    def _term_parts(self, id: str, node: Term) -> Iterator[Part]:
        """A term in each weighted field; fields that the term names are one part."""
        if id not in self._scores(node):
            return
        if node.fields:
            is_name = node.fields[0] in (NAME, OTHER_NAME)
            text = node.text.replace("_", " ")
            named = messages.name_of if is_name else messages.word_in
            yield named(text, node.fields), self._score(id, node)
            return
        for name, counts in FIELDS.items():
            if counts.weight:
                term = Term(node.text, (name,), node.weight * counts.weight)
                yield messages.word_in(node.text, (name,)), self._score(id, term)

    def _score(self, id: str, node: Node) -> float:
        return self._scores(node).get(id, 0.0)

    def _scores(self, node: Node) -> Mapping[str, float]:
        if node not in self.found:
            self.found[node] = self.engine.scores(node, self.ids)
        return self.found[node]


def _without_negations(node: Node) -> Node:
    """The tree without negations, which add nothing to a score."""
    if isinstance(node, And):
        kept = [part for part in node.parts if not isinstance(part, Not)]
        return replace(node, parts=tuple(map(_without_negations, kept)))
    return node
