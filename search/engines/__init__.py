"""The wall: what every engine takes and gives, in plain values. Analysed documents in; a query tree in; ids, scores, counts out.

A `Maker` writes an index into a folder and opens it as an `Engine`, which several threads may ask at once. Neither knows anything of
evidence: fields, facets and orders are names they are given. Words reach them analysed, prefixes spelt out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from search.query import Node


@dataclass(frozen=True)
class Field:
    """How a field counts: `weight` times its BM25 score, in which length matters by `length` (BM25's b, 0 to 1).

    A field of weight 0 is looked in only where a term names it.
    """

    weight: float
    length: float = 0.75


@dataclass(frozen=True)
class Standing:
    """What a document is filtered, counted and sorted by.

    `values` hold for the document as a whole. `parts` (a document's findings, the preferred first) have one value per facet
    each; filters on them must be met by one and the same part. `ranks` sort the document as a whole, `part_ranks` each part:
    the greater first.
    """

    name: str
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parts: tuple[Mapping[str, str], ...] = ()
    ranks: Mapping[str, int] = field(default_factory=dict)
    part_ranks: tuple[Mapping[str, int], ...] = ()


@dataclass(frozen=True)
class Analysed:
    """A document ready to be indexed: for each field its terms with their positions (a gap divides passages), and its standing."""

    id: str
    terms: Mapping[str, tuple[tuple[str, int], ...]]
    standing: Standing


@dataclass(frozen=True)
class Ask:
    """One question: the tree, the values a document must have by facet, what to count, and which stretch of which order is wanted.

    `part_facets` names the facets that belong to parts. `sort` is "relevance", "name", or a name among the documents' ranks.
    """

    tree: Node
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    part_facets: frozenset[str] = frozenset()
    count: tuple[str, ...] = ()
    sort: str = "relevance"
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True)
class Found:
    """How many documents match, the wanted stretch of them as (id, score), and for each counted facet documents by value."""

    total: int
    hits: tuple[tuple[str, float], ...]
    counts: Mapping[str, Mapping[str, int]]


class Engine(Protocol):
    """An opened index; asked by several threads at once, never changed."""

    def find(self, ask: Ask) -> Found:
        """Answer one question."""
        ...

    def close(self) -> None:
        """Let go of what is held open."""
        ...


class Maker(Protocol):
    """How an engine's index is written and opened."""

    def version(self) -> str:
        """What changes when what `write` writes would change, or could not be opened any more."""
        ...

    def write(self, documents: Iterable[Analysed], folder: Path) -> None:
        """Write an index of the documents into the empty folder."""
        ...

    def open(self, folder: Path, fields: Mapping[str, Field]) -> Engine:
        """Open what `write` wrote; `fields` says how each field counts."""
        ...
