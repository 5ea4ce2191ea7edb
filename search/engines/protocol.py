"""The protocol of every engine, in plain values: analysed documents in; query trees in; ids, scores
and counts out.

A `Maker` writes an index to a folder and opens it as an `Engine`, which threads can share. Neither
knows anything about evidence: fields, facets and sort orders are just names. Terms arrive analysed,
prefixes expanded.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias, TypeVar, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from search.engines.query_tree import Node, leaves

# Leaves of a tree that an engine is asked for at most, so that the time of a search is bounded.
MOST_LEAVES = 256


@dataclass(frozen=True)
class Field:
    """How a field is scored: `weight` times its BM25 score, with `length` as BM25's b (0 to 1).

    A field of weight 0 is searched only if a term names it.
    """

    weight: float
    length: float = 0.75


@dataclass(frozen=True)
class Weighting:
    """How matches are scored: BM25F over these fields, with `saturation` as BM25's k1: a repeated
    term counts up to `saturation` + 1 times.

    `rough_lengths` rounds lengths as Whoosh does, to compare scores with Whoosh's own.
    """

    fields: Mapping[str, Field]
    saturation: float = 1.2  # as Whoosh, Lucene and Robertson have it
    rough_lengths: bool = False


@dataclass(frozen=True)
class Attributes:
    """What a document is filtered, counted and sorted by.

    `values` are for the document as a whole. `parts` (a document's findings, preferred first) have
    one value per facet each; filters on them must all be met by one part. `ranks` sort documents
    and `part_ranks` parts, largest first.
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
    """The numbers of all passages, concatenated."""
    return np.frombuffer(b"".join(passages), np.intc).astype(np.int64)


@dataclass(frozen=True)
class AnalysedDocument:
    """A document ready for indexing: the terms of each field's passages, and its attributes.

    `digest` is a hash of what the document was made from and how; empty if that's unknown.
    """

    id: str
    terms: Mapping[str, tuple[tuple[str, ...], ...]]
    attributes: Attributes
    digest: str = ""


@dataclass(frozen=True)
class NumberedDocument:
    """The same with terms as numbers, each its index in a `vocabulary` that all documents of an
    index share.

    The vocabulary may grow until the last document is read, and may list a term twice. Faster to
    make, store and index.
    """

    id: str
    terms: Mapping[str, tuple[Passage, ...]]
    vocabulary: Collection[str]
    attributes: Attributes
    digest: str = ""


IndexableDocument = AnalysedDocument | NumberedDocument
T = TypeVar("T")

# Every passage of a field begins at a multiple of so many positions, so that no phrase spans two
# and a position tells its passage. A longer one counts as several.
PASSAGE = 1 << 10


def after(start: int, length: int) -> int:
    """Where the next passage begins, after one that begins at `start`; nowhere else if empty."""
    return start + (length // PASSAGE + 1) * PASSAGE if length else start


def placed(passages: Iterable[Sequence[T]]) -> Iterator[tuple[T, int]]:
    """Each term of a field with its position."""
    start = 0
    for passage in passages:
        yield from zip(passage, range(start, start + len(passage)), strict=True)
        start = after(start, len(passage))


class Unavailable(Exception):
    """The engine's service can't answer now; the message is one sentence, without secrets."""


class Damaged(Exception):
    """The contents of an index folder aren't what was written."""


class Demotion(NamedTuple):
    """Multiplies the scores of documents with this value of a facet by a factor."""

    facet: str
    value: str
    factor: float


@dataclass(frozen=True)
class EngineRequest:
    """A request: the tree, required values by facet, what to count, and which slice of which order
    to return.

    `part_facets` names the facets that belong to parts. `sort` is "relevance", "name" or the name
    of a rank. Raises ValueError for a tree of more than `MOST_LEAVES`.
    """

    tree: Node
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    part_facets: frozenset[str] = frozenset()
    count: tuple[str, ...] = ()
    sort: str = "relevance"
    offset: int = 0
    limit: int = 20
    demoted: Demotion | None = None

    def __post_init__(self) -> None:
        """Reject a tree that is too large."""
        if (found := leaves(self.tree)) > MOST_LEAVES:
            raise ValueError(f"a query tree of {found} leaves; at most {MOST_LEAVES} are asked for")


class EngineResult(NamedTuple):
    """The number of matches, the requested slice as (id, score), and document counts by value for
    each counted facet.
    """

    total: int
    hits: tuple[tuple[str, float], ...]
    counts: Mapping[str, Mapping[str, int]]


# For each passage of one document that has any of some terms, its field and which it has: a bit for
# each, in their order.
Places = Sequence[tuple[str, int]]


class Engine(Protocol):
    """An open, immutable index; threads can share it."""

    def find(self, request: EngineRequest) -> EngineResult:
        """Answer a request; here and below, Unavailable where that takes a service."""
        ...

    def find_many(self, requests: Sequence[EngineRequest]) -> tuple[EngineResult, ...]:
        """Answer several requests, in one round trip where there is one."""
        ...

    def scores(self, tree: Node, ids: Collection[str]) -> Mapping[str, float]:
        """The scores of those of the documents that match the tree."""
        ...

    def close(self) -> None:
        """Release open resources."""
        ...


@runtime_checkable
class Placing(Protocol):
    """An engine that knows where terms are, so that no text has to be read again."""

    def places(self, terms: Sequence[str], ids: Sequence[str]) -> Sequence[Places]:
        """Where each of these documents has any of the terms, in the fields searched by
        default.
        """
        ...


class Maker(Protocol):
    """How an engine's index is written and opened.

    A folder is named after what its index holds. An engine that keeps its indexes elsewhere gives
    them that name there. Each method raises Unavailable where that can't be done now.
    """

    def version(self) -> str:
        """A string that changes whenever the format or content that `write` produces would."""
        ...

    def write(
        self, documents: Iterable[IndexableDocument], folder: Path, weighting: Weighting
    ) -> None:
        """Write an index of the documents to an empty folder."""
        ...

    def edit(
        self,
        before: Engine,
        gone: Collection[str],
        fresh: Iterable[IndexableDocument],
        folder: Path,
        weighting: Weighting,
    ) -> bool:
        """Write what `write` would for an open engine's documents without those `gone`, plus the
        new ones.

        Returns False, having written nothing, if it needs all documents.
        """
        ...

    def open(self, folder: Path, weighting: Weighting) -> Engine:
        """Open what `write` wrote; raises Damaged if it isn't that."""
        ...
