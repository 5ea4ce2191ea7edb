"""A plain Whoosh index: BM25F with field weights, one searcher per thread. The only module that knows Whoosh.

The index is read into memory when opened, so that nothing depends on its files afterwards. Whoosh unpickles what it opens: only
folders that `write` wrote may be opened.
"""

import hashlib
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict
from heapq import nsmallest
from importlib.metadata import version
from pathlib import Path

from whoosh import analysis, fields, query, scoring
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage, copy_to_ram
from whoosh.index import FileIndex
from whoosh.searching import Searcher

from search.engines import Analysed, Ask, Engine, Found, Standing, Weighting, placed
from search.query import And, Everything, Joined, Node, Not, Or, Phrase, Prefix, Synonym, Term
from search.standing import counts, meets, ordering

GAP = "\x1f"  # stands where no term is, so that positions keep their gaps; never a term itself
MEMORY = 256  # MB the writer may use before it writes a second segment: one segment, one set of statistics


def _schema(names: Iterable[str]) -> Schema:
    """One field of words per name, split at spaces only, and the document's own record."""
    split = analysis.SpaceSeparatedTokenizer() | analysis.StopFilter(stoplist=[GAP], minsize=1, renumber=False)
    words = {_safe(name): fields.TEXT(analyzer=split) for name in sorted(names)}
    return fields.Schema(record=fields.STORED, **words)


def _safe(name: str) -> str:
    return "words_" + name.replace("-", "_")


def _spread(passages: Iterable[tuple[str, ...]]) -> str:
    """Terms at their positions, as text with the gaps filled."""
    spread: list[str] = []
    for term, position in placed(passages):
        spread.extend([GAP] * (position - len(spread)))
        spread.append(term)
    return " ".join(spread)


class WhooshMaker:
    """Writes and opens Whoosh indexes."""

    def version(self) -> str:
        """This module as it is written, and Whoosh's version."""
        return f"{hashlib.sha256(Path(__file__).read_bytes()).hexdigest()} {version('Whoosh-Reloaded')}"

    def write(self, documents: Iterable[Analysed], folder: Path, weighting: Weighting) -> None:
        """Write an index of the documents into the empty folder."""
        ready = tuple(documents)
        schema = _schema({name for document in ready for name in document.terms})
        writer = FileStorage(str(folder)).create_index(schema).writer(limitmb=MEMORY)
        for document in ready:
            texts = {_safe(name): _spread(terms) for name, terms in document.terms.items() if terms}
            writer.add_document(record=(document.id, asdict(document.standing)), **texts)
        writer.commit(optimize=True)

    def edit(self, before: Engine, gone: Collection[str], fresh: Iterable[Analysed], folder: Path, weighting: Weighting) -> bool:
        """Whoosh's own updates leave deleted documents in its statistics: an edited index is written anew."""
        return False

    def open(self, folder: Path, weighting: Weighting) -> "WhooshEngine":
        """Open what `write` wrote; raises whatever Whoosh raises when the files are not whole."""
        return WhooshEngine(copy_to_ram(FileStorage(str(folder), supports_mmap=False)).open_index(), weighting)


WHOOSH = WhooshMaker()


class WhooshEngine:
    """An opened Whoosh index."""

    def __init__(self, index: FileIndex, weighting: Weighting) -> None:
        self._index = index
        self._schema = frozenset(index.schema.names())
        self._weights = {name: field.weight for name, field in weighting.fields.items() if field.weight and _safe(name) in self._schema}
        lengths = {f"{_safe(name)}_B": field.length for name, field in weighting.fields.items()}
        self._scoring = scoring.BM25F(K1=weighting.saturation, **lengths)
        self._mine = threading.local()
        records = [stored["record"] for stored in index.reader().all_stored_fields()]
        self._ids = [id for id, _ in records]
        self._standings = [Standing(**standing) for _, standing in records]

    def find(self, ask: Ask) -> Found:
        """Answer one question."""
        scores = self._scores(ask.tree)
        met = [number for number in scores if meets(self._standings[number], ask)]
        order = ordering(ask)
        wanted = nsmallest(
            ask.offset + ask.limit, ((self._standings[number], scores[number], self._ids[number]) for number in met), key=order
        )
        hits = tuple((id, score) for _, score, id in wanted[ask.offset :])
        return Found(len(met), hits, counts((self._standings[number] for number in scores), ask))

    def close(self) -> None:
        """Let go of this thread's searcher; those of other threads go with their threads."""
        searcher = self._mine.__dict__.pop("searcher", None)
        if searcher is not None:
            searcher.close()

    def _searcher(self) -> Searcher:
        """This thread's searcher: Whoosh's are not safe to share."""
        if "searcher" not in self._mine.__dict__:
            self._mine.searcher = self._index.searcher(weighting=self._scoring)
        return self._mine.searcher

    def _scores(self, tree: Node) -> dict[int, float]:
        """The score of every matching document by its number."""
        if isinstance(tree, Everything):
            return dict.fromkeys(range(len(self._ids)), 0.0)
        searcher = self._searcher()
        return {int(number): float(score) for number, score in searcher.search(self._build(tree, searcher), limit=None).items()}

    def _build(self, node: Node, searcher: Searcher) -> query.Query:
        match node:
            case Everything():
                return query.Every()
            case Term():
                return query.Or(list(self._terms(node, searcher)))
            case Phrase(words):
                return query.Or([query.Phrase(_safe(name), list(words), boost=weight) for name, weight in self._weights.items()])
            case Or(parts):
                return query.Or([self._build(part, searcher) for part in parts])
            case And(parts):
                return self._all(parts, searcher)
            case Not() | Prefix() | Joined() | Synonym():
                raise ValueError(f"{type(node).__name__} does not stand here in a query tree")

    def _terms(self, node: Term, searcher: Searcher) -> Iterator[query.Term]:
        """The term in each field that holds it."""
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
