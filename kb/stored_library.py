"""A library whose entries are kept in a store, and read when they're asked for.

Only ids are in memory, and the entries and answers that were used last.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any, Generic, Protocol, TypeVar, cast

from cachetools import LRUCache
from pydantic import BaseModel, ConfigDict

from kb.library_cache import MODELS, written
from kb.model.collection import VOCABULARY, Collection
from kb.model.derived import Answer
from kb.model.entries import FOLDERS, Entry
from kb.model.library import FOLDER_OF, Library, Vocabulary
from kb.statements.answers import Answers
from kb.statements.currency import rests_on

VERSION = 2  # of what is stored
KEPT = 20_000  # entries in memory, those used last
KEPT_ANSWERS = 10_000
TOGETHER = 100  # entries that are asked for at once where all are, or one follows the last
ANY = "*"  # a mention of everything

T = TypeVar("T")


class EntryStore(Protocol):
    """Where entries are kept, in plain values."""

    def entries(self, ids: Sequence[str]) -> Mapping[str, str]:
        """The entries with these ids as JSON."""
        ...

    def mentioning(self, id: str) -> tuple[str, ...]:
        """The ids of all entries that may mention it."""
        ...


class StoredHead(BaseModel):
    """What is read of a library at the start: everything but its entries."""

    model_config = ConfigDict(frozen=True)

    version: int
    digest: str
    collection: str
    vocabulary: dict[str, dict[str, str]]
    ids: dict[str, list[str]]
    withheld: dict[str, str]
    source_ids: list[str]


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
        ids={folder: list(getattr(library, folder)) for folder in FOLDERS},
        withheld=dict(library.withheld),
        source_ids=sorted(library.source_ids),
    )


def stored_entry(entry: Entry, library: Library) -> tuple[str, list[str]]:
    """What to store of an entry: its JSON, and the ids that it may mention."""
    file = library.files.get(_path(entry))
    sure = file is not None and entry.id not in library.kept
    return written(entry), sorted(file.mentions) if file and sure else [ANY]


def version_of(entry: Entry, library: Library) -> bytes:
    """A digest of what is stored of an entry."""
    return library.versions.get(_path(entry)) or written(entry).encode()


def _path(entry: Entry) -> str:
    return f"{FOLDER_OF[entry.kind]}/{entry.id}.yaml"


class Used(Generic[T]):
    """What was used last, so much of it by size; threads can share it."""

    def __init__(self, most: int, size: Callable[[T], int] = lambda _: 1) -> None:
        self._lock, self._size, self._most = Lock(), size, most
        self._kept = LRUCache[str, T](most, size)

    def get(self, key: str) -> T | None:
        """The value, or None if it wasn't used lately."""
        with self._lock:
            return self._kept.get(key)

    def put(self, key: str, value: T) -> T:
        """Keep the value, unless it is larger than all there is room for, and return it."""
        if self._size(value) <= self._most:
            with self._lock:
                self._kept[key] = value
        return value


class StoredShelf(Mapping[str, Any]):
    """The entries of one kind by id."""

    def __init__(self, kind: str, ids: Iterable[str], store: EntryStore, used: Used[Any]) -> None:
        self._kind, self._store, self._used = kind, store, used
        self._ids = tuple(ids)
        self._places = {id: place for place, id in enumerate(self._ids)}
        self._last = -TOGETHER  # the place of the last entry that had to be asked for
        self._batch: Mapping[str, Any] = {}  # what was asked for last, if together

    def __getitem__(self, id: str) -> Any:  # noqa: ANN401 any kind of entry
        return self.ahead(id)[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, id: object) -> bool:
        return id in self._places

    def ahead(self, id: str) -> list[Any]:
        """The entry, with those that follow it if it has to be asked for and they may be next."""
        place = self._places[id]
        if entry := self._used.get(id):
            return [entry]
        follows = 0 <= place - self._last <= TOGETHER
        found = self.many(self._ids[place : place + (TOGETHER if follows else 1)])
        self._last = place
        return found

    def values(self) -> ValuesView[Any]:
        """All entries; many are asked for at once."""
        return _Values(self)

    def many(self, ids: Sequence[str]) -> list[Any]:
        """The entries with these ids, in one question for those that weren't used lately."""
        held = {id: self._used.get(id) for id in ids}
        lacking = [id for id, entry in held.items() if entry is None]
        for id, text in self._store.entries(lacking).items() if lacking else ():
            model = MODELS[self._kind].model_validate(json.loads(text))
            held[id] = self._used.put(id, model)
        if len(lacking) > 1:
            self._batch = held
        return [held[id] for id in ids]

    def fetched_with(self, id: str) -> list[Any]:
        """The entry, with those that it was asked for together with, which are named only once."""
        if id in self._batch:
            batch, self._batch = self._batch, {}
            return list(batch.values())
        return [self[id]]


class _Values(ValuesView[Any]):
    def __init__(self, shelf: StoredShelf) -> None:
        super().__init__(shelf)
        self._shelf = shelf

    def __iter__(self) -> Iterator[Any]:
        return _together(self._shelf, self._shelf)


def _together(shelf: StoredShelf, ids: Iterable[str]) -> Iterator[Any]:
    """These entries, many at once."""
    rest = iter(ids)
    while some := tuple(islice(rest, TOGETHER)):
        yield from shelf.many(some)


class StoredSequence(Sequence[Any]):
    """Entries in some order."""

    def __init__(self, shelf: StoredShelf, ids: Sequence[str]) -> None:
        self._shelf, self._ids = shelf, ids

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 as of any sequence
        if isinstance(place, slice):
            return self._shelf.many(self._ids[place])
        return self._shelf[self._ids[place]]

    def __iter__(self) -> Iterator[Any]:
        return _together(self._shelf, self._ids)


class StoredAnswers(Answers):
    """Answers that are derived when asked for; those used last are kept."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._used = Used[Answer](KEPT_ANSWERS)

    def __getitem__(self, id: str) -> Answer:
        return self._used.get(id) or self._used.put(id, self._asked_for(id))

    def _asked_for(self, id: str) -> Answer:
        """An answer, with its sources asked for at once, and those of the entries that came with
        it.
        """
        interventions, sources = self._library.interventions, self._library.sources
        if isinstance(interventions, StoredShelf) and isinstance(sources, StoredShelf):
            interventions.ahead(id)
            found = interventions.fetched_with(id)
            cited = (source for entry in found for source in rests_on(entry))
            sources.many([source for source in dict.fromkeys(cited) if source in sources])
        return self.derived(id)


@dataclass(frozen=True)
class StoredLibrary(Library):
    """A library over a store."""

    head: StoredHead | None = None
    store: EntryStore | None = None

    @cached_property
    def digest(self) -> bytes:
        """The digest that the whole library had when it was stored."""
        return bytes.fromhex(self._head.digest)

    @cached_property
    def source_ids(self) -> frozenset[str]:
        """The id of every source, readable or not."""
        return frozenset(self._head.source_ids)

    @cached_property
    def by_name(self) -> Any:  # noqa: ANN401 a sequence like the tuple it is otherwise
        """The interventions in alphabetical order, read when they're asked for."""
        names = [(one.name.casefold(), one.id) for one in self.interventions.values()]
        places = {id: place for place, id in enumerate(self.interventions)}
        names.sort(key=lambda named: (named[0], places[named[1]]))
        return StoredSequence(cast(StoredShelf, self.interventions), [id for _, id in names])

    def mentioning(self, id: str) -> tuple[Entry, ...]:
        """The entries that may refer to an entry, by kind and id."""
        found = set(cast(EntryStore, self.store).mentioning(id))
        return tuple(
            entry
            for folder in FOLDERS
            for entry in getattr(self, folder).many(
                [id for id in getattr(self, folder) if id in found]
            )
        )

    @property
    def _head(self) -> StoredHead:
        return cast(StoredHead, self.head)


def stored_library(head: StoredHead, store: EntryStore) -> Library:
    """The library with this head, over the store of its entries."""
    used = Used[Any](KEPT)
    shelves: dict[str, Any] = {
        folder: StoredShelf(kind, head.ids[folder], store, used) for folder, kind in FOLDERS.items()
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
