"""The query tree: what an engine matches and scores, as plain values.

A parsed query has the same nodes with words as typed. Before an engine sees it, words are analysed
into terms, and `Joined`, `Synonym` and `Prefix` are replaced by other nodes.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Everything:
    """Matches every entry."""


@dataclass(frozen=True)
class Term:
    """One word; only in `fields` if given, its score multiplied by `weight`."""

    text: str
    fields: tuple[str, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True)
class Phrase:
    """Words next to each other in this order."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Joined:
    """Words typed with hyphens between them: one word to the reader."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Synonym:
    """Words of a synonym."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Prefix:
    """Words that start with this; expanded into terms before an engine sees it."""

    text: str


@dataclass(frozen=True)
class Not:
    """What must not match; only allowed among the parts of an `And`."""

    part: "Node"


@dataclass(frozen=True)
class And:
    """All parts match."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Or:
    """At least one part matches; the scores of those that do are added."""

    parts: tuple["Node", ...]


BRANCHES = (And, Or)


def leaves(node: "Node") -> int:
    """The number of words, phrases and other leaves of a tree."""
    if isinstance(node, BRANCHES):
        return sum(map(leaves, node.parts))
    return leaves(node.part) if isinstance(node, Not) else 1


def bounded(node: "Node", most: int) -> "Node":
    """The tree with its first `most` leaves; exclusions are kept."""
    if leaves(node) <= most or not isinstance(node, BRANCHES):
        return node
    kept: list[Node] = []
    for part in sorted(node.parts, key=lambda part: not isinstance(part, Not)):
        if most <= 0:
            break
        kept.append(bounded(part, most))
        most -= leaves(kept[-1])
    return type(node)(tuple(kept))


Node = Everything | Term | Phrase | Joined | Synonym | Prefix | Not | And | Or
