"""A published collection as a server opens it: entries, texts and words from the cluster, none of
its files.

In memory are those entries, ids, names and words that were used last.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict

from kb.loading import uncollected
from kb.model.entries import FOLDERS, KINDS
from kb.model.library import Library
from kb.stored_entries import StoredEntry, file_of, id_of
from kb.stored_library import VERSION, StoredHead, stored_library
from kb.stored_rows import TABLES
from kb.used_lately import Used
from search.answering.content import Content
from search.answering.searcher import Index
from search.answering.suggestions import Completions
from search.engines.opensearch.cluster import Missing
from search.engines.opensearch.cluster_engine import MAKER, OpenSearchEngine
from search.engines.opensearch.cluster_index import ClusterIndex
from search.engines.opensearch.kept_texts import LAST, KeptTexts
from search.engines.opensearch.marked_entries import ClusterMarked
from search.engines.protocol import EngineRequest, EngineResult, Unavailable, Weighting
from search.indexing.census import Census
from search.indexing.document_cache import document_of
from search.indexing.documents import Document
from search.indexing.facets import RecommendationFacet
from search.indexing.fields import WEIGHTING
from search.query.entry_names import entry_names
from search.sorted_tables import Pages, lists, pages
from search.stored_lexicon import (
    rows,
    stored_files,
    stored_identifiers,
    stored_lexicon,
    stored_rows,
    stored_word_counts,
)
from search.stored_suggestions import StoredCandidates
from search.text.analyzer import Analyzer, analyzer
from search.text.word_counts import WordCounts

USED = 200  # documents, and passages of documents, that are in memory
ENTRY, DOCUMENT = "entry", "document"  # the values that are kept of each
WHOLE = "whole"  # the text that is kept of all
ANYTHING = "*"
Versioned = TypeVar("Versioned", StoredEntry, StoredHead)


class ClusterEntries(ClusterMarked):
    """The entries of a published collection, by id and by what marks them."""

    def __init__(self, engine: OpenSearchEngine, texts: KeptTexts, pages: Pages) -> None:
        super().__init__(engine)
        self._texts = texts
        self._rows = {table: stored_rows(pages, table) for table in TABLES}
        self._files = {kind: stored_files(pages, kind) for kind in KINDS}

    def row(self, table: str, id: str) -> Any:  # noqa: ANN401 what JSON tells
        """The row of an entry in one of the tables of `kb/stored_rows.py`."""
        try:
            return self._rows[table][id]
        except KeyError:
            raise Unavailable(f"The published index lacks {id}; publish it again.") from None

    def entries(self, ids: Sequence[str]) -> Mapping[str, StoredEntry]:
        """What is stored of the entries with these ids. Raises Unavailable."""
        found = self._texts.values(ids, ENTRY)
        if gone := [id for id in ids if id not in found]:
            raise Unavailable(f"The published index lacks {gone[0]}; publish it again.")
        return {id: _of_this_version(StoredEntry.model_validate_json(found[id])) for id in ids}

    def ids(self, kind: str, start: str = "") -> Iterator[str]:
        """The ids of a kind in the order of their files, which don't come before `start`."""
        return map(id_of, self._files[kind].starting(start))

    def has(self, kind: str, id: str) -> bool:
        """Whether there is an entry of that kind and id."""
        return file_of(id) in self._files[kind]

    def mentioning(self, id: str) -> tuple[tuple[str, str], ...]:
        """The kinds and ids of all entries that may mention it, in the order of the library."""
        kinds, found = list(KINDS), self._texts.mentioning((id, ANYTHING))
        return tuple((kinds[int(kind)], one) for kind, one in found)


class StoredDocuments(Mapping[str, Document]):
    """The documents of a published library, by id."""

    def __init__(self, library: Library, texts: KeptTexts) -> None:
        self._shelves = [getattr(library, folder) for folder in FOLDERS]
        self._texts = texts
        self._used = Used[Document](USED)

    def __getitem__(self, id: str) -> Document:
        if id not in self:
            raise KeyError(id)
        return self.many((id,))[0]

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self._shelves)

    def __len__(self) -> int:
        return sum(map(len, self._shelves))

    def __contains__(self, id: object) -> bool:
        return any(id in shelf for shelf in self._shelves)

    def many(self, ids: Sequence[str]) -> list[Document]:
        """These documents, in one question for those that weren't used lately."""
        held = {id: self._used.get(id) for id in ids}
        lacking = [id for id, document in held.items() if document is None]
        for id, row in self._texts.values(lacking, DOCUMENT).items():
            held[id] = self._used.put(id, document_of(json.loads(row)))
        if gone := [id for id, document in held.items() if document is None]:
            raise Unavailable(f"The published index lacks {gone[0]}; publish it again.")
        return [document for document in held.values() if document]


@dataclass(frozen=True)
class StoredContent(Content):
    """A published content: what was gathered from all of it is read."""

    kept: "KeptWhole"

    @cached_property
    def census(self) -> Census:
        """What was counted over all documents."""
        return self.kept.whole.census()

    def identifiers(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the sources with each identifier."""
        return stored_identifiers(self.kept.pages)

    def completions(self) -> Completions:
        """Everything that can be suggested."""
        return StoredCandidates(self.kept.texts.lines)


class Whole(BaseModel):
    """What is read of all documents at the start: the census, and where the tables' pages are."""

    model_config = ConfigDict(frozen=True)

    recommendations: list[tuple[str, str, str]]
    values: dict[str, list[str]]
    groups: list[str]
    firsts: list[str]

    def census(self) -> Census:
        """The census."""
        return Census(
            tuple(RecommendationFacet(*one) for one in self.recommendations),
            {name: tuple(values) for name, values in self.values.items()},
            frozenset(self.groups),
        )


class KeptWhole:
    """What is kept of all documents of a published index. Raises Missing."""

    def __init__(self, texts: KeptTexts) -> None:
        self.texts = texts
        self.whole = Whole.model_validate_json(texts.text(WHOLE))
        self.pages = Pages(
            self.whole.firsts,
            lambda number: texts.text(_page(number)),
            lambda number: texts.text(_list(number)),
        )


def kept_texts(content: Content, counts: WordCounts, analyzer: Analyzer) -> dict[str, str]:
    """What to keep of documents and words as a whole."""
    names = entry_names(content.documents.values(), analyzer)
    held, found = tuple(pages(rows(content, counts, names))), content.census
    listed = tuple(lists(held))
    whole = Whole(
        recommendations=[tuple(one) for one in found.recommendations],
        values={name: list(values) for name, values in found.values.items()},
        groups=sorted(found.groups),
        firsts=[one.partition("\n")[0] for one in listed],
    )
    told = {WHOLE: whole.model_dump_json()}
    told |= {_list(number): list for number, list in enumerate(listed)}
    return told | {_page(number): page for number, page in enumerate(held)}


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


def open_published(known: str = "", prefix: str = "") -> Index | None:
    """Open what is published with this prefix, by default that of the environment; None if that is
    the index `known`. Raises Unavailable.
    """
    publications = MAKER.publications(prefix)
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
    kept = KeptWhole(texts)
    library = _library(index, kept)
    documents = StoredDocuments(library, texts)
    content = StoredContent(library, documents, {}, kept)
    analysis = analyzer(library.collection.never_stemmed)
    known = stored_lexicon(library, documents, content.census.bodies, kept.pages, analysis)
    opened = Index(
        index.name, "opensearch", content, known, StoredEngine(index, WEIGHTING, documents)
    )
    opened.remember(USED)
    return opened


def _of_this_version(stored: Versioned) -> Versioned:
    if stored.version != VERSION:
        raise Unavailable("The collection was published by another version of kb; publish again.")
    return stored


def _library(index: ClusterIndex, kept: KeptWhole) -> Library:
    head = _of_this_version(StoredHead.model_validate_json(kept.texts.text(LAST)))
    engine = OpenSearchEngine(index, WEIGHTING)
    return stored_library(head, ClusterEntries(engine, kept.texts, kept.pages))


def updated(
    texts: KeptTexts,
    stem: Callable[[str], str],
    fresh: Mapping[str, int],
    gone: Mapping[str, int],
) -> WordCounts:
    """The words of a published collection after an edit."""
    changes = Counter(fresh)
    changes.subtract(gone)
    return stored_word_counts(KeptWhole(texts).pages, stem).updated(changes)


def _page(number: int) -> str:
    return f"page-{number}"


def _list(number: int) -> str:
    return f"pages-{number}"
