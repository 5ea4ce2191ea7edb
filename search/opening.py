"""Opens an index: named by the hash of its inputs, built if missing, edited from the last one if
that's faster.

It's a disposable cache: a damaged or missing index is rebuilt, an existing one is used, and only
folders written here are ever opened.
"""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path

import numpy as np

from kb.cache_files import code_digest
from kb.loading import uncollected
from kb.model.library import Library
from search import indexing, text
from search.answering.content import Content
from search.answering.searcher import Index
from search.engines import protocol
from search.engines.protocol import Maker, NumberedDocument, Unavailable
from search.indexing import document_cache, index_folder
from search.indexing.analysis import Analysis, digest
from search.indexing.documents import Document, documents
from search.indexing.fields import WEIGHTING
from search.indexing.index_folder import IndexUnwritable
from search.query.lexicon import lexicon
from search.text.analyzer import Analyzer, analyzer, stemmer_version
from search.text.word_counts import WordCounts, word_counts

__all__ = [
    "ENGINES",
    "IndexUnwritable",
    "Unavailable",
    "engine_maker",
    "open_documents",
    "open_index",
]

# Each engine by its name: the module whose MAKER makes its indexes. The first is the default.
MODULES = {
    "arrays": "search.engines.arrays.engine",
    "whoosh": "search.engines.whoosh",
    "opensearch": "search.engines.opensearch.cluster_engine",
}
ENGINES = tuple(MODULES)
WORDS, COUNTS = "words.txt", "counts.npy"  # all words, and how many documents have each
TERMS = "terms.txt"  # a line for each term, with its words behind it
TRIES = 5  # openings that may be crossed by other processes' repairs before it is called an error

Progress = Callable[[int, int], None]


def engine_maker(name: str) -> Maker:
    """Return the maker of an engine's indexes, importing only that engine.

    Raises ValueError for an unknown engine.
    """
    if name in MODULES:
        maker: Maker = import_module(MODULES[name]).MAKER
        return maker
    raise ValueError(f"No search engine {name!r}; use {', '.join(ENGINES)}.")


def open_index(
    library: Library,
    directory: Path,
    *,
    engine: str = ENGINES[0],
    progress: Progress | None = None,
    previous: Index | None = None,
) -> Index:
    """Open the index of the library, building it if it's missing; `progress` is called with (done,
    total) entries during analysis.

    With `previous`, an index of the collection's earlier state, only changed entries are analysed
    and indexed; hits and scores are the same as for a fresh build. Several processes may open at
    the same time. Raises IndexUnwritable, Unavailable, and ValueError for an unknown
    engine.
    """
    engine_maker(engine)
    with uncollected():
        content = content_of(library, directory, previous.content if previous else None)
        return _opened(Opening(content, engine, directory, progress, previous))


def open_documents(
    found: Sequence[Document],
    library: Library,
    directory: Path,
    *,
    engine: str = ENGINES[0],
    previous: Index | None = None,
) -> Index:
    """Open the index of these documents, like `open_index`; the library gives vocabulary and
    facets.
    """
    engine_maker(engine)
    with uncollected():
        content = _content_of(found, library, previous.content if previous else None)
        return _opened(Opening(content, engine, directory, None, previous))


def content_of(library: Library, directory: Path, past: Content | None = None) -> Content:
    """What to index of a library: derived from `past`, from the cache, or from scratch."""
    if past:
        found = documents(library, (past.library, past.documents))
        return _content_of(found, library, past)
    if kept := document_cache.restore(library, directory):
        return Content(library, *kept)
    content = _content_of(documents(library), library, None)
    document_cache.keep(library, directory, content.documents, content.digests)
    return content


def _content_of(found: Sequence[Document], library: Library, past: Content | None) -> Content:
    by_id = {document.id: document for document in found}
    return Content(library, by_id, _digests(by_id, past))


def _opened(opening: "Opening") -> Index:
    index_folder.refuse_foreign(opening.folder.parent)
    built = False
    for _ in range(TRIES):
        try:
            if not built:
                index_folder.check(opening.folder)
            return opening.opened()
        except FileNotFoundError:
            built = index_folder.build(opening.folder, opening.write)
        except (IndexUnwritable, Unavailable):
            raise
        except Exception as damage:  # noqa: BLE001 - whatever it is, the index can be built again
            import logging  # seldom needed, and every command would wait for it

            log = logging.getLogger(__name__)
            log.warning("The index %s is damaged (%s); rebuilding it.", opening.folder, damage)
            index_folder.set_aside(opening.folder)
            built = False
    index_folder.check(opening.folder)
    return opening.opened()


def _digests(found: Mapping[str, Document], before: Content | None) -> dict[str, bytes]:
    """Each document's digest by id; for a document object from before, the earlier digest."""
    known, digests = (before.documents, before.digests) if before else ({}, {})
    return {
        id: digests[id] if known.get(id) is document else digest(document)
        for id, document in found.items()
    }


class Opening:
    """Opens one content: its name and folder, and how it is written and read."""

    def __init__(
        self,
        content: Content,
        engine: str,
        directory: Path,
        progress: Progress | None,
        previous: Index | None,
    ) -> None:
        self.content, self.engine, self.progress = content, engine, progress
        self.maker = engine_maker(engine)
        self.analyzer = analyzer(content.library.collection.never_stemmed)
        same = (engine, self.analyzer)
        self.previous = (
            previous if previous and (previous.engine, previous.lexicon.analyzer) == same else None
        )
        self._how = _how(content, engine)
        self.name = _name(content, self._how)
        self.folder = directory / self.name
        self.word_counts: WordCounts | None = None  # the words that were written here, if any

    def opened(self) -> Index:
        """Open it. Raises FileNotFoundError if there is no such folder, Damaged if its files have
        changed.
        """
        try:
            counts = self.word_counts or _noted(self.folder, self.analyzer)
            opened = self.maker.open(self.folder / self.name, WEIGHTING)
        except Exception:
            index_folder.check(
                self.folder
            )  # another process may have taken it away while it was read: then that is reported
            raise
        library = self.content.library
        before = self.previous.lexicon if self.previous else None
        known = lexicon(library, self.content.documents, counts, self.analyzer, before)
        return Index(self.name, self.engine, self.content, known, opened)

    def write(self, aside: Path) -> None:
        """Write the index to be opened."""
        (aside / self.name).mkdir()
        self.word_counts = self._edit(aside / self.name) or self._write(aside / self.name)
        _note(self.word_counts, aside)

    def _write(self, folder: Path) -> WordCounts:
        """Write an index of all documents."""
        analysis = Analysis(self.analyzer)
        read = self.read(tuple(self.content.documents), analysis)
        self.maker.write(read, folder, WEIGHTING)
        return word_counts(analysis.words(), self.analyzer.term)

    def _edit(self, folder: Path) -> WordCounts | None:
        """Write it from the last index; None if there is no usable one."""
        if self.previous is None:
            return None
        before, now = self.previous.content, self.content
        gone = [id for id, digest in before.digests.items() if now.digests.get(id) != digest]
        fresh = [id for id, digest in now.digests.items() if before.digests.get(id) != digest]
        analysis, past = Analysis(self.analyzer), Analysis(self.analyzer)
        if not self.maker.edit(
            self.previous.opened,
            frozenset(gone),
            self.read(fresh, analysis),
            folder,
            WEIGHTING,
        ):
            return None
        for id in gone:
            past.read(before.documents[id])
        words = Counter(analysis.words())
        words.subtract(past.words())
        return self.previous.lexicon.word_counts.updated(words)

    def read(self, ids: Collection[str], analysis: Analysis) -> Iterator[NumberedDocument]:
        """The documents ready for the engine."""
        for done, id in enumerate(ids, 1):
            yield analysis.read(self.content.documents[id], self.digest(id))
            self._tell(done, len(ids))

    def digest(self, id: str) -> str:
        """A hash of what a document is made from and how: equal for equal documents in an index."""
        return hashlib.sha256(self._how + self.content.digests[id]).hexdigest()[:32]

    def _tell(self, done: int, total: int) -> None:
        if self.progress is not None:
            self.progress(done, total)


def _note(counts: WordCounts, folder: Path) -> None:
    words, terms = counts.words, counts.by_term.items()
    (folder / WORDS).write_text(" ".join(words), encoding="utf-8")
    np.save(folder / COUNTS, np.fromiter(words.values(), np.int32, len(words)))
    lines = (" ".join((term, *of_term)) for term, of_term in terms)
    (folder / TERMS).write_text("\n".join(lines), encoding="utf-8")


def _noted(folder: Path, analyzer: Analyzer) -> WordCounts:
    """The words as stored: computing their terms again would take five times as long."""
    words, counts = (folder / WORDS).read_text(encoding="utf-8"), np.load(folder / COUNTS)
    lines = (folder / TERMS).read_text(encoding="utf-8").split("\n")
    parted = (line.partition(" ") for line in lines if line)
    by_term = {term: tuple(of_term.split(" ")) for term, _, of_term in parted}
    analyzer.learn(by_term)
    counted = dict(zip(words.split(), counts.tolist(), strict=True))
    return WordCounts(counted, by_term, analyzer.term)


def _how(content: Content, engine: str) -> bytes:
    """How the documents are analysed and written."""
    return f"{_makings(engine)}{content.library.collection.never_stemmed!r}".encode()


def _name(content: Content, how: bytes) -> str:
    """The hash of the inputs: the documents in order, and how they are analysed and written."""
    return hashlib.sha256(how + b"".join(content.digests.values())).hexdigest()[:32]


@lru_cache
def _makings(engine: str) -> str:
    """A hash of the analysis source, the weighting, and the versions of their dependencies."""
    code = code_digest(*indexing.__path__, *text.__path__)
    sum = hashlib.sha256(code + Path(str(protocol.__file__)).read_bytes())
    sum.update(
        f"{engine_maker(engine).version()} {unicodedata.unidata_version} {stemmer_version()}"
        f" {WEIGHTING}".encode()
    )
    return sum.hexdigest()
