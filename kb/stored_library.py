"""A library whose entries are kept in a store, and read when they're asked for.

In memory are only the entries and answers that were used last. Whoever looks over all entries gets
those of `kb/stored_rows.py`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel, ConfigDict

from kb.export.citations import looked_for
from kb.export.edition import edition
from kb.export.tables.collection_tables import row_counts
from kb.library_cache import MODELS, written
from kb.model.collection import VOCABULARY, Collection
from kb.model.derived import Answer
from kb.model.entries import FOLDERS, KINDS, Entry, Intervention
from kb.model.library import FOLDER_OF, EntryChange, Library, Vocabulary
from kb.model.marked import Question
from kb.model.source import Source
from kb.overviews.entry_marks import cell_orders, marks_of, orders_of
from kb.overviews.findings_list import marked_findings
from kb.overviews.found_rows import INTERVENTIONS, FoundIds
from kb.stored_answer import read_answer, written_answer
from kb.stored_entries import EntryStore, Kept, StoredEntry, StoredSequence, StoredShelf, file_of
from kb.stored_rows import NEWER, LightAnswer, StoredChanges
from kb.used_lately import Used

VERSION = 10  # of what is stored
KEPT = 3_000_000  # characters of the JSON of entries in memory, those used last
KEPT_ANSWERS = 150
ANY = "*"  # a mention of everything


class StoredHead(BaseModel):
    """What is read of a library at the start: everything but its entries."""

    model_config = ConfigDict(frozen=True)

    version: int
    digest: str
    collection: str
    vocabulary: dict[str, dict[str, str]]
    sizes: dict[str, int]
    withheld: dict[str, str]
    row_counts: dict[str, int]
    finding_count: int
    changes: dict[str, int]
    updated: date


def stored_head(library: Library) -> StoredHead:
    """What to store of a library as a whole."""
    words = {name: getattr(library.vocabulary, name) for name in VOCABULARY}
    return StoredHead(
        version=VERSION,
        digest=library.digest.hex(),
        collection=written(library.collection),
        vocabulary={
            name: {id: written(word) for id, word in held.items()} for name, held in words.items()
        },
        sizes={folder: len(getattr(library, folder)) for folder in FOLDERS},
        withheld=dict(library.withheld),
        row_counts=dict(row_counts(library)),
        finding_count=library.finding_count,
        changes={kind: len(library.changes(kind)) for kind in ("", *KINDS)},
        updated=edition(library).day,
    )


def stored_entry(entry: Entry, library: Library) -> tuple[StoredEntry, list[str]]:
    """What to store of an entry, and the ids that it may mention."""
    file = library.files.get(_path(entry))
    sure = file is not None and entry.id not in library.kept
    told = StoredEntry(
        version=VERSION,
        entry=written(entry),
        marks=marks_of(entry, library),
        orders=dict(orders_of(entry, library)),
        looked_for=looked_for(entry),
    )
    if isinstance(entry, Intervention):
        answer, ranks = written_answer(library.answers[entry.id]), cell_orders(entry, library)
        found = tuple(marked_findings(entry, library))
        more = {"answer": answer, "cell_orders": ranks, "findings": found}
        told = told.model_copy(update=more)
    return told, sorted(file.mentions) if file and sure else [ANY]


def version_of(entry: Entry, library: Library) -> bytes:
    """A digest of what is stored of an entry."""
    return library.versions.get(_path(entry)) or written(entry).encode()


def _path(entry: Entry) -> str:
    return f"{FOLDER_OF[entry.kind]}/{file_of(entry.id)}"


class StoredAnswers(Mapping[str, Answer]):
    """Answers as they were stored, read when they're asked for; those used last are kept."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._used = Used[Answer](KEPT_ANSWERS)

    def __getitem__(self, id: str) -> Answer:
        return self._used.get(id) or self._used.put(id, self._read(id))

    def are_at_hand(self, id: str) -> bool:
        """Whether that of an entry needn't be asked for."""
        return self._shelf.at_hand(id)

    @property
    def _shelf(self) -> StoredShelf:
        return cast(StoredShelf, self._library.interventions)

    def _read(self, id: str) -> Answer:
        entry = self._shelf.ahead(id)[0]
        return read_answer(self._shelf.answer(id), entry, self._library)

    def __iter__(self) -> Iterator[str]:
        return iter(self._library.interventions)

    def __len__(self) -> int:
        return len(self._library.interventions)


class _Outlines(Mapping[str, Answer]):
    """Answers with only what lists show at hand, unless the whole ones are."""

    def __init__(self, answers: StoredAnswers, store: EntryStore) -> None:
        self._answers, self._store = answers, store

    def __getitem__(self, id: str) -> Answer:
        if self._answers.are_at_hand(id):
            return self._answers[id]
        return cast(Answer, LightAnswer(id, self._answers, self._store))

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)


@dataclass(frozen=True)
class StoredLibrary(Library):
    """A library over a store."""

    head: StoredHead | None = None
    store: EntryStore | None = None

    @cached_property
    def digest(self) -> bytes:
        """The digest that the whole library had when it was stored."""
        return bytes.fromhex(self._head.digest)

    @property
    def marked(self) -> EntryStore:
        """The store answers questions about many entries."""
        return cast(EntryStore, self.store)

    @cached_property
    def finding_count(self) -> int:
        """How many findings interventions have."""
        return self._head.finding_count

    def changes(self, kind: str = "") -> Sequence[EntryChange]:
        """The changes that entries of a kind record, or those of any, newest first."""
        return StoredChanges(kind, self._head.changes.get(kind, 0), self.marked)

    @property
    def updated(self) -> date:
        """The day of the edition."""
        return self._head.updated

    @property
    def row_counts(self) -> Mapping[str, int]:
        """How many rows the tables have."""
        return self._head.row_counts

    @cached_property
    def by_name(self) -> Any:  # noqa: ANN401 a sequence like the tuple it is otherwise
        """The interventions in alphabetical order, read when they're asked for."""
        ids = FoundIds(Question((INTERVENTIONS,), order="name"), self.marked)
        return StoredSequence(cast(StoredShelf, self.interventions), ids)

    def listed(self, id: str) -> Entry | None:
        """The entry, perhaps with only what lists show at hand."""
        shelves = (cast(StoredShelf, getattr(self, folder)) for folder in FOLDERS)
        return next((shelf.listed(id) for shelf in shelves if id in shelf), None)

    @cached_property
    def outlines(self) -> Mapping[str, Answer]:
        """The answers with only what lists show at hand."""
        return _Outlines(cast(StoredAnswers, self.answers), self.marked)

    def expect(self, ids: Iterable[str]) -> None:
        """Fetch these entries at once."""
        wanted = tuple(ids)
        for folder in FOLDERS:
            shelf = getattr(self, folder)
            shelf.many([id for id in wanted if id in shelf])

    def newer(self, source: Source) -> tuple[Source, ...]:
        """Sources that seem to be newer versions of one that is said to have some."""
        ids = self.marked.row(NEWER, source.id)
        self.expect(ids)
        return tuple(self.sources[id] for id in ids)

    def beginning(self, folder: str, letters: str) -> Iterator[Entry]:
        """The entries of a folder whose ids begin so."""
        shelf: StoredShelf = getattr(self, folder)
        return shelf.beginning(letters)

    def mentioning(self, id: str) -> tuple[Entry, ...]:
        """The entries that may refer to an entry, by kind and id."""
        found = groupby(self.marked.mentioning(id), key=itemgetter(0))
        shelves = ((getattr(self, FOLDER_OF[kind]), some) for kind, some in found)
        return tuple(one for shelf, some in shelves for one in shelf.many([id for _, id in some]))

    @property
    def _head(self) -> StoredHead:
        return cast(StoredHead, self.head)


def stored_library(head: StoredHead, store: EntryStore) -> Library:
    """The library with this head, over the store of its entries."""
    used = Used[Kept](KEPT, lambda kept: kept[0])
    shelves: dict[str, Any] = {
        folder: StoredShelf(kind, head.sizes[folder], store, used)
        for folder, kind in FOLDERS.items()
    }
    words = {
        name: {id: MODELS[name].model_validate(json.loads(one)) for id, one in held.items()}
        for name, held in head.vocabulary.items()
    }
    library = StoredLibrary(
        folder=Path(),
        collection=cast(Collection, MODELS["collection"].model_validate_json(head.collection)),
        vocabulary=Vocabulary(**cast(dict[str, Any], words)),
        withheld=head.withheld,
        problems=(),
        head=head,
        store=store,
        **shelves,
    )
    return replace(library, answers=StoredAnswers(library))
