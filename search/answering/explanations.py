"""What a score is made of: each word, phrase and name of the query in each field, asked of the engine one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from search.engines.protocol import Engine, EngineRequest
from search.engines.query_tree import And, Everything, Node, Not, Or, Phrase, Term
from search.indexing.fields import CALLED, FIELDS, KNOWN_AS

ALL = 1 << 30  # more entries than there are
Part = tuple[str, float]


@dataclass
class Explanation:
    """Explains the scores of one tree; each leaf is asked for once."""

    engine: Engine
    found: dict[Node, dict[str, float]] = field(default_factory=dict)

    def parts(self, id: str, tree: Node) -> tuple[Part, ...]:
        """What adds up to the score of a document, the greatest first; equal parts of one name together."""
        if isinstance(tree, Everything):
            return ()  # without words nothing is scored
        added: dict[str, float] = {}
        for name, score in self._parts(id, tree):
            added[name] = added.get(name, 0.0) + score
        return tuple(
            sorted(
                ((name, round(score, 4)) for name, score in added.items() if score),
                key=lambda part: (-part[1], part[0]),
            )
        )

    def _parts(self, id: str, node: Node) -> Iterator[Part]:
        """Nothing of a part that the document does not match."""
        match node:
            case Or(parts):
                for part in parts:
                    yield from self._parts(id, part)
            case And(parts):
                if self._matches(id, node):
                    for part in parts:
                        yield from self._parts(id, part)
            case Everything():
                yield "every entry", 1.0
            case Term():
                yield from self._fields(id, node)
            case Phrase(words):
                yield f"\u201c{' '.join(words)}\u201d side by side", self._score(id, node)

    def _fields(self, id: str, node: Term) -> Iterator[Part]:
        """A word in each field that counts; in fields named by the term, as those count alike."""
        if not self._matches(id, node):
            return
        if node.fields:
            whole = node.fields[0] in (CALLED, KNOWN_AS)
            yield (
                f"{'name' if whole else 'word'} \u201c{node.text.replace('_', ' ')}\u201d in {', '.join(node.fields)}",
                self._score(id, node),
            )
            return
        for name, counts in FIELDS.items():
            if counts.weight:
                yield (
                    f"\u201c{node.text}\u201d in {name}",
                    self._score(id, Term(node.text, (name,), node.weight * counts.weight)),
                )

    def _matches(self, id: str, node: Node) -> bool:
        return id in self._scores(node)

    def _score(self, id: str, node: Node) -> float:
        return self._scores(node).get(id, 0.0)

    def _scores(self, node: Node) -> dict[str, float]:
        if node not in self.found:
            self.found[node] = dict(self.engine.find(EngineRequest(node, limit=ALL)).hits)
        return self.found[node]


def explained(engine: Engine, tree: Node, ids: Sequence[str]) -> dict[str, tuple[Part, ...]]:
    """By document what its score of the tree is made of."""
    explanation = Explanation(engine)
    return {id: explanation.parts(id, _without_denials(tree)) for id in ids}


def _without_denials(node: Node) -> Node:
    """What must not match adds nothing to what does."""
    if isinstance(node, And):
        return replace(
            node,
            parts=tuple(_without_denials(part) for part in node.parts if not isinstance(part, Not)),
        )
    return node
