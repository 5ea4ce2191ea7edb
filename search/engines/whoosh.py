"""A plain Whoosh index: BM25F with field weights, one searcher per thread. The only module that
imports Whoosh.

The index is read into memory when opened, so it doesn't depend on its files afterwards. Whoosh
unpickles what it opens, so only open folders that `write` wrote.
"""

import hashlib
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache, partial
from heapq import nsmallest
from importlib.metadata import version
from pathlib import Path

from whoosh import analysis, fields, formats, query, scoring
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage, copy_to_ram
from whoosh.index import FileIndex
from whoosh.searching import Searcher

from search.engines.arrays import builder
from search.engines.arrays import read_model as model_module
from search.engines.arrays.builder import build
from search.engines.arrays.read_model import ReadModel
from search.engines.filters import counts, meets, ordering
from search.engines.protocol import (
    Attributes,
    Demotion,
    Engine,
    EngineRequest,
    EngineResult,
    IndexableDocument,
    Weighting,
)
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


def _schema(names: Iterable[str]) -> Schema:
    """One field of words per name, and the document's own record. Whoosh's own analysis isn't
    used.
    """
    words = {
        _safe(name): fields.TEXT(analyzer=analysis.SpaceSeparatedTokenizer())
        for name in sorted(names)
    }
    return fields.Schema(record=fields.STORED, **words)


def _safe(name: str) -> str:
    return "words_" + name.replace("-", "_")


class _Sorted:
    """The source of postings for Whoosh's writer: already sorted, instead of Whoosh's pool, which
    sorts on disk.
    """

    def __init__(self, model: ReadModel) -> None:
        self._model = model

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, int, bytes]]:
        """Field, term, document, weight and positions of each posting, by field, term and
        document.
        """
        model, postings, count = self._model, self._model.postings, len(self._model.fields)
        keys, starts, places = (
            one.tolist() for one in (postings.keys, postings.starts, postings.places)
        )
        names, texts = list(map(_safe, model.fields)), [term.encode() for term in model.terms]
        for at in sorted(range(len(keys)), key=lambda at: (names[keys[at] % count], keys[at])):
            stretch = slice(starts[at], starts[at + 1])
            positions = postings.positions[places[at] : places[at + 1]].tolist()
            name, text, begin = names[keys[at] % count], texts[keys[at] // count], 0
            for document, often in zip(
                postings.documents[stretch].tolist(),
                postings.frequencies[stretch].tolist(),
                strict=True,
            ):
                yield name, text, document, often, _encoded(tuple(positions[begin : begin + often]))
                begin += often

    def cleanup(self) -> None:
        """Nothing to clean up."""


class _Lengths:
    """Field lengths for Whoosh's writer, in memory because it asks once per posting."""

    def __init__(self, model: ReadModel) -> None:
        self._of = {
            _safe(name): lengths
            for name, lengths in zip(model.fields, model.lengths.tolist(), strict=True)
        }

    def doc_field_length(self, document: int, name: str) -> int:
        """The number of terms in a document's field."""
        length: int = self._of[name][document]
        return length

    def close(self) -> None:
        """Nothing to close."""


POSITIONS = formats.Positions()


@lru_cache(maxsize=1 << 16)
def _encoded(positions: tuple[int, ...]) -> bytes:
    """Positions in Whoosh's format."""
    encoded: bytes = POSITIONS.encode(positions)
    return encoded


class WhooshMaker:
    """Writes and opens Whoosh indexes."""

    def version(self) -> str:
        """A hash of the source of the modules that write, and Whoosh's version."""
        modules = (__file__, builder.__file__, model_module.__file__)
        written = hashlib.sha256(b"".join(Path(module).read_bytes() for module in modules))
        return f"{written.hexdigest()} {version('Whoosh-Reloaded')}"

    def write(
        self, documents: Iterable[IndexableDocument], folder: Path, weighting: Weighting
    ) -> None:
        """Write an index of the documents to an empty folder."""
        ready = sorted(documents, key=lambda one: (one.attributes.name, one.id))
        model = build(ready, weighting)
        schema = _schema(model.fields)
        writer = FileStorage(str(folder)).create_index(schema).writer()
        writer.pool.cleanup()
        writer.pool, writer.per_document_reader = _Sorted(model), partial(_Lengths, model)
        lengths = model.lengths.T.tolist()
        for number, document in enumerate(ready):
            writer.perdocwriter.start_doc(number)
            writer.perdocwriter.add_field(
                "record", schema["record"], (document.id, asdict(document.attributes)), 0
            )
            for name, length in zip(model.fields, lengths[number], strict=True):
                writer.perdocwriter.add_field(_safe(name), schema[_safe(name)], None, length)
            writer.perdocwriter.finish_doc()
        writer.docnum, writer._added = len(ready), bool(ready)
        writer.commit(merge=False)

    def edit(
        self,
        before: Engine,
        gone: Collection[str],
        fresh: Iterable[IndexableDocument],
        folder: Path,
        weighting: Weighting,
    ) -> bool:
        """Never edits: Whoosh's updates leave deleted documents in its statistics."""
        return False

    def open(self, folder: Path, weighting: Weighting) -> "WhooshEngine":
        """Open what `write` wrote; raises whatever Whoosh raises for incomplete files."""
        return WhooshEngine(
            copy_to_ram(FileStorage(str(folder), supports_mmap=False)).open_index(), weighting
        )


MAKER = WhooshMaker()


class WhooshEngine:
    """An open Whoosh index."""

    def __init__(self, index: FileIndex, weighting: Weighting) -> None:
        self._index = index
        self._schema = frozenset(index.schema.names())
        self._weights = {
            name: field.weight
            for name, field in weighting.fields.items()
            if field.weight and _safe(name) in self._schema
        }
        lengths = {f"{_safe(name)}_B": field.length for name, field in weighting.fields.items()}
        self._scoring = scoring.BM25F(K1=weighting.saturation, **lengths)
        self._mine = threading.local()
        records = [stored["record"] for stored in index.reader().all_stored_fields()]
        self._ids = [id for id, _ in records]
        self._attributes = [Attributes(**attributes) for _, attributes in records]

    def find(self, request: EngineRequest) -> EngineResult:
        """Answer a request."""
        scores = self._demoted(self._scores(request.tree), request.demoted)
        met = [number for number in scores if meets(self._attributes[number], request)]
        order = ordering(request)
        wanted = nsmallest(
            request.offset + request.limit,
            ((self._attributes[number], scores[number], self._ids[number]) for number in met),
            key=order,
        )
        hits = tuple((id, score) for _, score, id in wanted[request.offset :])
        return EngineResult(
            len(met), hits, counts((self._attributes[number] for number in scores), request)
        )

    def find_many(self, requests: Sequence[EngineRequest]) -> tuple[EngineResult, ...]:
        """Answer several requests."""
        return tuple(map(self.find, requests))

    def scores(self, tree: Node, ids: Collection[str]) -> Mapping[str, float]:
        """The scores of those documents that match."""
        found = self._scores(tree).items()
        return {self._ids[number]: score for number, score in found if self._ids[number] in ids}

    def _demoted(self, scores: dict[int, float], demoted: Demotion | None) -> dict[int, float]:
        if demoted is None:
            return scores
        facet, value, factor = demoted
        return {
            number: score * (factor if value in self._attributes[number].values[facet] else 1.0)
            for number, score in scores.items()
        }

    def close(self) -> None:
        """Close this thread's searcher; other threads' are closed with their threads."""
        searcher = self._mine.__dict__.pop("searcher", None)
        if searcher is not None:
            searcher.close()

    def _searcher(self) -> Searcher:
        """This thread's searcher: Whoosh's aren't thread-safe."""
        if "searcher" not in self._mine.__dict__:
            self._mine.searcher = self._index.searcher(weighting=self._scoring)
        return self._mine.searcher

    def _scores(self, tree: Node) -> dict[int, float]:
        """The score of every matching document by its number."""
        if isinstance(tree, Everything):
            return dict.fromkeys(range(len(self._ids)), 0.0)
        searcher = self._searcher()
        return {
            int(number): float(score)
            for number, score in searcher.search(self._build(tree, searcher), limit=None).items()
        }

    def _build(self, node: Node, searcher: Searcher) -> query.Query:
        match node:
            case Everything():
                return query.Every()
            case Term():
                return query.Or(list(self._terms(node, searcher)))
            case Phrase(words):
                return query.Or(
                    [
                        query.Phrase(_safe(name), list(words), boost=weight)
                        for name, weight in self._weights.items()
                    ]
                )
            case Or(parts):
                return query.Or([self._build(part, searcher) for part in parts])
            case And(parts):
                return self._all(parts, searcher)
            case Not() | Prefix() | Joined() | Synonym():
                raise ValueError(f"{type(node).__name__} isn't allowed here in a query tree")

    def _terms(self, node: Term, searcher: Searcher) -> Iterator[query.Term]:
        """The term in each field that has it."""
        looked_in = dict.fromkeys(node.fields, 1.0) if node.fields else self._weights
        for name, weight in looked_in.items():
            if _safe(name) in self._schema and (_safe(name), node.text) in searcher.reader():
                yield query.Term(_safe(name), node.text, boost=weight * node.weight)

    def _all(self, parts: Sequence[Node], searcher: Searcher) -> query.Query:
        wanted = [self._build(part, searcher) for part in parts if not isinstance(part, Not)]
        denied = [self._build(part.part, searcher) for part in parts if isinstance(part, Not)]
        both = query.And(wanted) if wanted else query.Every()
        # Whoosh's own AndNot lets the first match through where what is denied begins before it.
        return query.Require(both, query.Not(query.Or(denied))) if denied else both
