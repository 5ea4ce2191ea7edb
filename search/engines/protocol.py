"""The wall: what every engine takes and gives, in plain values. Analysed documents in; a query tree
in; ids, scores, counts out.

A `Maker` writes an index into a folder and opens it as an `Engine`, which several threads may use
at once. Neither knows anything of evidence: fields, facets and orders are names they are given.
Words reach them analysed, prefixes spelt out.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from search.engines.query_tree import Node, leaves

# Leaves of a tree that an engine is asked for at most, so that the time of a search is bounded.
MOST_LEAVES = 256


@dataclass(frozen=True)
class Field:
    """How a field counts: `weight` times its BM25 score, in which length matters by `length`
    (BM25's b, 0 to 1).

    A field of weight 0 is looked in only where a term names it.
    """

    weight: float
    length: float = 0.75


@dataclass(frozen=True)
class Weighting:
    """How matches are scored: BM25F over these fields. A term said often counts up to `saturation`
    + 1 times (BM25's k1).

    `rough_lengths` rounds lengths as Whoosh does, for comparing scores with Whoosh's own.
    """

    fields: Mapping[str, Field]
    saturation: float = 1.2  # as Whoosh, Lucene and Robertson have it
    rough_lengths: bool = False


@dataclass(frozen=True)
class Attributes:
    """What a document is filtered, counted and sorted by.

    `values` hold for the document as a whole. `parts` (a document's findings, the preferred first)
    have one value per facet each; filters on them must be met by one and the same part. `ranks`
    sort the document as a whole, `part_ranks` each part: the greater first.
    """

    name: str
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parts: tuple[Mapping[str, str], ...] = ()
    ranks: Mapping[str, int] = field(default_factory=dict)
    part_ranks: tuple[Mapping[str, int], ...] = ()


Passage: TypeAlias = "array[int]"  # its terms as numbers


def numbers(of: Iterable[int]) -> Passage:
    """A passage of these numbers."""
    return array("i", tuple(of))  # of a tuple it is twice as quick


def flat(passages: Iterable[Passage]) -> NDArray[np.int64]:
    """The numbers of all passages, one behind the other."""
    return np.frombuffer(b"".join(passages), np.intc).astype(np.int64)


@dataclass(frozen=True)
class AnalysedDocument:
    """A document ready to be indexed: for each field the terms of its passages, and its
    attributes.
    """

    id: str
    terms: Mapping[str, tuple[tuple[str, ...], ...]]
    attributes: Attributes


@dataclass(frozen=True)
class NumberedDocument:
    """The same with terms as numbers, each the place of the term in a `vocabulary` that all
    documents of one index share.

    The vocabulary may grow until the last document is there, and may hold a term twice. Quicker to
    make, to hold and to index.
    """

    id: str
    terms: Mapping[str, tuple[Passage, ...]]
    vocabulary: Collection[str]
    attributes: Attributes


IndexableDocument = AnalysedDocument | NumberedDocument
T = TypeVar("T")

# The last term of a passage and the first of the next are so many positions apart, so that no
# phrase spans them.
GAP = 8


def placed(passages: Iterable[Sequence[T]]) -> Iterator[tuple[T, int]]:
    """Each term of a field with its position."""
    start = 0
    for passage in passages:
        yield from zip(passage, range(start, start + len(passage)), strict=True)
        start += len(passage) - 1 + GAP if passage else 0


class Damaged(Exception):
    """What is in an index's folder is not what was written there."""


@dataclass(frozen=True)
class EngineRequest:
    """One question: the tree, the values a document must have by facet, what to count, and which
    stretch of which order is wanted.

    `part_facets` names the facets that belong to parts. `sort` is "relevance", "name", or a name
    among the documents' ranks. Raises ValueError for a tree of more than `MOST_LEAVES`.
    """

    tree: Node
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    part_facets: frozenset[str] = frozenset()
    count: tuple[str, ...] = ()
    sort: str = "relevance"
    offset: int = 0
    limit: int = 20

    def __post_init__(self) -> None:
        """Refuse a tree that is too large."""
        if (found := leaves(self.tree)) > MOST_LEAVES:
            raise ValueError(f"a query tree of {found} leaves; at most {MOST_LEAVES} are asked for")


class EngineResult(NamedTuple):
    """How many documents match, the wanted stretch of them as (id, score), and for each counted
    facet documents by value.
    """

    total: int
    hits: tuple[tuple[str, float], ...]
    counts: Mapping[str, Mapping[str, int]]


class Engine(Protocol):
    """An opened index; asked by several threads at once, never changed."""

    def find(self, request: EngineRequest) -> EngineResult:
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

    def write(
        self, documents: Iterable[IndexableDocument], folder: Path, weighting: Weighting
    ) -> None:
        """Write an index of the documents into the empty folder."""
        ...

    def edit(
        self,
        before: Engine,
        gone: Collection[str],
        fresh: Iterable[IndexableDocument],
        folder: Path,
        weighting: Weighting,
    ) -> bool:
        """Write what `write` would, were it given the documents of an engine of this maker's
        without those `gone`, and the fresh ones.

        False, and nothing written, where the engine must be given all documents.
        """
        ...

    def open(self, folder: Path, weighting: Weighting) -> Engine:
        """Open what `write` wrote; raises Damaged where it sees that something else is there."""
        ...
