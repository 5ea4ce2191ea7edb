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


Node = Everything | Term | Phrase | Joined | Synonym | Prefix | Not | And | Or
