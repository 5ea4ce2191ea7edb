"""Publishes a collection to a cluster, for all who read there: written under its own name, checked,
and then put in the place of the last one.

Two jobs with the same content write one index; of two with different contents the last one counts.
"""

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import kb
from kb.cache_files import code_digest
from kb.loading import uncollected
from kb.model.entries import Entry
from kb.model.library import Library
from kb.stored_entries import StoredEntry
from kb.stored_library import stored_entry, stored_head, version_of
from search.engines.opensearch.cluster_engine import MAKER, OpenSearchEngine
from search.engines.opensearch.cluster_index import ClusterIndex
from search.engines.opensearch.index_mapping import (
    CELL_ORDERS,
    FINDINGS,
    LOOKED_FOR,
    MARKS,
    ORDERS,
    WINDOW,
)
from search.engines.opensearch.kept_texts import LAST, KeptTexts
from search.engines.opensearch.publications import digests
from search.engines.protocol import MOST_LEAVES, EngineRequest, Unavailable
from search.engines.query_tree import Or, Term
from search.indexing.analysis import Analysis
from search.indexing.document_cache import document_of, row_of
from search.indexing.documents import Document
from search.indexing.fields import NAME, WEIGHTING, whole_name
from search.opening import Opening, Progress, content_of
from search.stored_collection import DOCUMENT, ENTRY, kept_texts, updated
from search.stored_suggestions import suggestion_lines
from search.text.word_counts import WordCounts, word_counts

SAMPLE = 20  # entries that are looked for by their names before an index is published


class Published(NamedTuple):
    """What was done: the index, how many of its entries were sent, and what was dropped."""

    alias: str
    name: str
    entries: int
    sent: int
    dropped: tuple[str, ...]


def publish(library: Library, directory: Path, progress: Progress | None = None) -> Published:
    """Publish the library; where the last one is similar, only what changed is sent.

    Raises Unavailable, with the published index as it was.
    """
    job = _Job(library, directory, progress)
    publications = MAKER.publications()
    index, before = publications.index(job.name), publications.current()
    unfinished = publications.unfinished(but=index)
    sent = 0 if _is_complete(index) else job.write(index, before)
    job.check(index)
    publications.publish(index)
    dropped = publications.forget(index, unfinished)
    return Published(publications.alias, index.name, len(job.documents), sent, dropped)


def _is_complete(index: ClusterIndex) -> bool:
    return index.is_whole() and KeptTexts(index).are_there()


class _Job:
    """What is to be published of a library."""

    def __init__(self, library: Library, directory: Path, progress: Progress | None) -> None:
        self._library = library
        with uncollected():
            content = content_of(library, directory)
            self._opening = Opening(content, "opensearch", directory, progress, None)
        self._content, self.documents = content, content.documents

    @cached_property
    def name(self) -> str:
        """The hash of all that is published."""
        every = (self._head, self._opening.name, code_digest(*kb.__path__).hex())
        return hashlib.sha256("".join(every).encode()).hexdigest()[:32]

    @cached_property
    def _head(self) -> str:
        return stored_head(self._library).model_dump_json()

    @cached_property
    def _digests(self) -> dict[str, str]:
        """A hash of what is published of each entry."""
        return {id: self._digest(id, self._stored(id)[0]) for id in self.documents}

    def _digest(self, id: str, stored: StoredEntry) -> str:
        made = f"{self._opening.digest(id)} {stored}".encode()
        return hashlib.sha256(made + version_of(self._entry(id), self._library)).hexdigest()[:32]

    def _stored(self, id: str) -> tuple[StoredEntry, list[str]]:
        return stored_entry(self._entry(id), self._library)

    def _entry(self, id: str) -> Entry:
        entry = self._library.entry(id)
        if entry is None:
            raise KeyError(id)
        return entry

    def write(self, index: ClusterIndex, before: ClusterIndex | None) -> int:
        """Write an index, as a change of the one before if that is less work; returns how many
        documents were sent.
        """
        past = digests(before) if before and _is_complete(before) else {}
        sent = tuple(self.documents)
        if before and past and not index.is_whole() and (change := self._change(past)):
            sent, gone = change
            counts = self._edit(index, before, sent, gone)
        else:
            counts = self._write(index)
        texts = kept_texts(self._content, counts, self._opening.analyzer)
        KeptTexts(index).write({**texts, LAST: self._head}, suggestion_lines(self._content))
        return len(sent)

    def _change(self, past: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Which entries are new or different, and which are not as before; None if it is less work
        to write all.
        """
        fresh, gone = _difference(self._digests, past), _difference(past, self._digests)
        return (fresh, gone) if len(fresh) + len(gone) < len(self._digests) else None

    def _write(self, index: ClusterIndex) -> WordCounts:
        analysis = Analysis(self._opening.analyzer)
        read = self._opening.read(tuple(self.documents), analysis)
        index.write(read, WEIGHTING, self._more)
        for _ in read:  # all words are counted, also where another process has written the index
            pass
        return word_counts(analysis.words(), self._opening.analyzer.term)

    def _edit(
        self,
        index: ClusterIndex,
        before: ClusterIndex,
        fresh: tuple[str, ...],
        gone: tuple[str, ...],
    ) -> WordCounts:
        analysis, past = (Analysis(self._opening.analyzer) for _ in range(2))
        read = self._opening.read(fresh, analysis)
        index.edit(before, gone, read, WEIGHTING, self._more)
        for _ in read:
            pass
        texts = KeptTexts(before)
        for document in _documents(texts, gone):
            past.read(document)
        return updated(texts, self._opening.analyzer.term, analysis.words(), past.words())

    def _more(self, id: str) -> Mapping[str, Any]:
        """What else is kept of a document: its entry, all its texts, and what it mentions."""
        stored, mentions = self._stored(id)
        row = json.dumps(row_of(self.documents[id]), ensure_ascii=False)
        found_by = {
            MARKS: stored.marks,
            ORDERS: stored.orders,
            CELL_ORDERS: stored.cell_orders,
            LOOKED_FOR: stored.looked_for,
            FINDINGS: [one._asdict() for one in stored.findings],
        }
        kept = stored.model_dump_json(include={"version", "entry", "answer"})
        return {
            "digest": self._digest(id, stored),
            "mentions": mentions,
            "stored": {ENTRY: kept, DOCUMENT: row},
            **{name: value for name, value in found_by.items() if value},
        }

    def check(self, index: ClusterIndex) -> None:
        """Raise Unavailable unless some entries are found by their names, and the largest search
        can be asked.
        """
        engine, term = OpenSearchEngine(index, WEIGHTING), self._opening.analyzer.terms
        some = [*self.documents.values()][:: max(1, len(self.documents) // SAMPLE)]
        names = {one.id: whole_name(term(one.title)) for one in some}
        asked = {id: EngineRequest(Term(name, (NAME,)), limit=WINDOW) for id, name in names.items()}
        largest = EngineRequest(Or(tuple(Term(f"word{number}") for number in range(MOST_LEAVES))))
        found = engine.find_many([largest, *asked.values()])[1:]
        for id, answer in zip(asked, found, strict=True):
            if names[id] and id not in dict(answer.hits):
                raise Unavailable(f"The new index {index.name} doesn't find {id}; not published.")


def _difference(some: Mapping[str, str], others: Mapping[str, str]) -> tuple[str, ...]:
    """The ids whose digests the others don't have."""
    return tuple(id for id, digest in some.items() if others.get(id) != digest)


def _documents(texts: KeptTexts, ids: tuple[str, ...]) -> list[Document]:
    """The documents as they were published."""
    rows = texts.values(ids, DOCUMENT).values()
    return [document_of(json.loads(row)) for row in rows]
