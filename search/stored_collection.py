"""A published collection as a server opens it: entries, texts and words from the cluster, none of
its files.

In memory are ids, names and words, and of the entries those that were used last.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, ValuesView
from dataclasses import replace
from itertools import count

from kb.loading import uncollected
from kb.model.library import Library
from kb.stored_library import VERSION, StoredHead, Used, stored_library
from search.answering.searcher import Content, Index
from search.engines.opensearch.cluster import Missing
from search.engines.opensearch.cluster_engine import MAKER, OpenSearchEngine
from search.engines.opensearch.cluster_index import ClusterIndex
from search.engines.opensearch.kept_texts import LAST, KeptTexts
from search.engines.protocol import EngineRequest, EngineResult, Unavailable, Weighting
from search.indexing.document_cache import document_of, row_of
from search.indexing.documents import Document
from search.indexing.fields import WEIGHTING
from search.query.entry_names import TELLING
from search.query.lexicon import lexicon
from search.text.analyzer import analyzer
from search.text.word_counts import WordCounts

USED = 500  # documents, and passages of documents, that are in memory
TOGETHER = 5_000  # documents' names in one text
LIGHT = {*TELLING, "authors"}  # fields whose texts are in memory of all documents
ENTRY, DOCUMENT = "entry", "document"  # the values that are kept of each
WORDS = "words"
ANYTHING = "*"


class ClusterEntries:
    """The entries of a published collection, by id."""

    def __init__(self, texts: KeptTexts) -> None:
        self._texts = texts

    def entries(self, ids: Sequence[str]) -> Mapping[str, str]:
        """The entries with these ids as JSON."""
        return self._texts.values(ids, ENTRY)

    def mentioning(self, id: str) -> tuple[str, ...]:
        """The ids of all entries that may mention it."""
        return self._texts.mentioning((id, ANYTHING))


class StoredDocuments(Mapping[str, Document]):
    """The documents of a published collection: `values` have only what names are made of, the
    documents by id everything.
    """

    def __init__(self, light: Mapping[str, Document], texts: KeptTexts) -> None:
        self._light, self._texts = light, texts
        self._used = Used[Document](USED)

    def __getitem__(self, id: str) -> Document:
        if id not in self._light:
            raise KeyError(id)
        return self.many((id,))[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._light)

    def __len__(self) -> int:
        return len(self._light)

    def __contains__(self, id: object) -> bool:
        return id in self._light

    def values(self) -> ValuesView[Document]:
        """All documents, without their long texts."""
        return self._light.values()

    def many(self, ids: Sequence[str]) -> list[Document]:
        """These documents, in one question for those that weren't used lately."""
        held = {id: self._used.get(id) for id in ids}
        lacking = [id for id, document in held.items() if document is None]
        for id, row in self._texts.values(lacking, DOCUMENT).items():
            held[id] = self._used.put(id, document_of(json.loads(row)))
        if gone := [id for id, document in held.items() if document is None]:
            raise Unavailable(f"The published index lacks {gone[0]}; publish it again.")
        return [document for document in held.values() if document]


class StoredEngine(OpenSearchEngine):
    """The engine of a published collection, which brings the documents of its hits along."""

    def __init__(
        self, index: ClusterIndex, weighting: Weighting, documents: StoredDocuments
    ) -> None:
        super().__init__(index, weighting)
        self._documents = documents

    def find(self, request: EngineRequest) -> EngineResult:
        """Answer a request."""
        found = super().find(request)
        self._documents.many([id for id, _ in found.hits[:USED]])
        return found


def open_published(known: str = "") -> Index | None:
    """Open what is published; None if that is the index `known`. Raises Unavailable."""
    publications = MAKER.publications()
    index = publications.current()
    if index is None:
        raise Unavailable(
            f"Nothing that this version can read is published as {publications.alias};"
            " run kb index --engine opensearch"
        )
    return _opened(index) if index.name != known else None


def _opened(index: ClusterIndex) -> Index:
    texts = KeptTexts(index)
    try:
        with uncollected():
            return _read(index, texts)
    except Missing:
        raise Unavailable(f"The index {index.name} was published without its entries.") from None


def _read(index: ClusterIndex, texts: KeptTexts) -> Index:
    library = _library(texts)
    documents = StoredDocuments(_light_documents(texts), texts)
    content = Content(library, documents, {})
    analysis = analyzer(library.collection.never_stemmed)
    counts = counts_of(texts, analysis.term)
    known = lexicon(library, documents, counts, analysis)
    opened = Index(
        index.name, "opensearch", content, known, StoredEngine(index, WEIGHTING, documents)
    )
    opened.remember(USED)
    return opened


def _library(texts: KeptTexts) -> Library:
    head = StoredHead.model_validate_json(texts.text(LAST))
    if head.version != VERSION:
        raise Unavailable("The collection was published by another version of kb; publish again.")
    return stored_library(head, ClusterEntries(texts))


def kept_texts(documents: Mapping[str, Document], counts: WordCounts) -> dict[str, str]:
    """What to keep of documents and words as a whole."""
    rows = [row_of(light(one)) for one in documents.values()]
    pieces = [rows[start : start + TOGETHER] for start in range(0, len(rows), TOGETHER)]
    named = {_piece(number): _json(piece) for number, piece in enumerate((*pieces, []))}
    return {**named, WORDS: _json([counts.words, counts.by_term])}


def light(document: Document) -> Document:
    """The document with only those texts that names are made of."""
    texts = {name: held for name, held in document.texts.items() if name in LIGHT}
    return replace(document, texts=texts)


def _light_documents(texts: KeptTexts) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for number in count():
        rows = json.loads(texts.text(_piece(number)))
        found |= {one.id: one for one in map(document_of, rows)}
        if not rows:
            return found
    return found


def counts_of(texts: KeptTexts, stem: Callable[[str], str]) -> WordCounts:
    """The words of a published collection."""
    words, by_term = json.loads(texts.text(WORDS))
    return WordCounts(words, {term: tuple(held) for term, held in by_term.items()}, stem)


def updated(
    texts: KeptTexts,
    stem: Callable[[str], str],
    fresh: Mapping[str, int],
    gone: Mapping[str, int],
) -> WordCounts:
    """The words of a published collection after an edit."""
    changes = Counter(fresh)
    changes.subtract(gone)
    return counts_of(texts, stem).updated(changes)


def _piece(number: int) -> str:
    return f"documents-{number}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
