"""The query tree: what an engine is asked to match and score, as plain values.

A parsed query has the same nodes with words as typed. Before an engine sees it they are analysed
into terms, and `Joined`, `Synonym` and `Prefix` are replaced by the other nodes.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Everything:
    """Matches every entry."""


@dataclass(frozen=True)
class Term:
    """One word; only in `fields` where given, its score times `weight`."""

    text: str
    fields: tuple[str, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True)
class Phrase:
    """Words side by side in this order."""

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
    """Words that begin so; spelt out into terms before an engine sees it."""

    text: str


@dataclass(frozen=True)
class Not:
    """What must not match; stands only among the parts of an `And`."""

    part: "Node"


@dataclass(frozen=True)
class And:
    """All parts match."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Or:
    """At least one part matches; the scores of those that do are added."""

    parts: tuple["Node", ...]


def leaves(node: "Node") -> int:
    """How many words, phrases and the like a tree asks for."""
    match node:
        case And(parts) | Or(parts):
            return sum(map(leaves, parts))
        case Not(part):
            return leaves(part)
    return 1


def bounded(node: "Node", most: int) -> "Node":
    """The tree with its first `most` leaves; exclusions are kept."""
    if leaves(node) <= most or not isinstance(node, And | Or):
        return node
    kept: list[Node] = []
    for part in sorted(node.parts, key=lambda part: not isinstance(part, Not)):
        if most <= 0:
            break
        kept.append(bounded(part, most))
        most -= leaves(kept[-1])
    return type(node)(tuple(kept))


Node = Everything | Term | Phrase | Joined | Synonym | Prefix | Not | And | Or
