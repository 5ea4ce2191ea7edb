"""The entries of a store by id, read when they're asked for; those used last stay in memory."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, ValuesView
from itertools import islice, takewhile
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict

from kb.library_cache import MODELS
from kb.model.marked import MarkedEntries
from kb.overviews.findings_list import MarkedFinding
from kb.stored_rows import KINDS_LISTED, light_entry
from kb.used_lately import Used

TOGETHER = 100  # entries that are asked for at once where all are, or one follows the last

Kept = tuple[int, Any, str | None]  # characters of an entry, the entry, and its answer as JSON


class StoredEntry(BaseModel):
    """An entry, with what is derived of an intervention, each as JSON that is only read when it is
    needed, and what it is found by among many (`kb/overviews/entry_marks.py`).
    """

    model_config = ConfigDict(frozen=True)

    version: int
    entry: str
    answer: str | None = None
    marks: tuple[str, ...] = ()
    orders: dict[str, str] = {}
    cell_orders: tuple[str, ...] = ()
    looked_for: str = ""
    findings: tuple[MarkedFinding, ...] = ()


class EntryStore(MarkedEntries, Protocol):
    """Where entries are kept, in plain values."""

    def entries(self, ids: Sequence[str]) -> Mapping[str, StoredEntry]:
        """What is stored of the entries with these ids."""
        ...

    def row(self, table: str, id: str) -> Any:  # noqa: ANN401 what JSON tells
        """The row of an entry in one of the tables of `kb/stored_rows.py`."""
        ...

    def ids(self, kind: str, start: str = "") -> Iterator[str]:
        """The ids of a kind in the order of their files, which don't come before `start`."""
        ...

    def has(self, kind: str, id: str) -> bool:
        """Whether there is an entry of that kind and id."""
        ...

    def mentioning(self, id: str) -> tuple[tuple[str, str], ...]:
        """The kinds and ids of all entries that may mention it, in the order of the library."""
        ...


def file_of(id: str) -> str:
    """The name of the file of an entry, by which all of a kind are in order."""
    return f"{id}.yaml"


def id_of(file: str) -> str:
    """The id of the entry in a file."""
    return file.removesuffix(".yaml")


class StoredShelf(Mapping[str, Any]):
    """The entries of one kind by id."""

    def __init__(self, kind: str, size: int, store: EntryStore, used: Used[Kept]) -> None:
        self.kind, self.store, self._size, self._used = kind, store, size, used
        self._next = frozenset[str]()  # what follows the last entry that had to be asked for

    def __getitem__(self, id: str) -> Any:  # noqa: ANN401 any kind of entry
        return self.ahead(id)[0]

    def __iter__(self) -> Iterator[str]:
        return self.store.ids(self.kind)

    def __len__(self) -> int:
        return self._size

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self.store.has(self.kind, id)

    def ahead(self, id: str) -> list[Any]:
        """The entry, with those that follow it if it has to be asked for and they may be next."""
        if id not in self:
            raise KeyError(id)
        if kept := self._used.get(id):
            return [kept[1]]
        after = tuple(islice(self.store.ids(self.kind, file_of(id)), TOGETHER + 1))
        found = self.many(after[:TOGETHER] if id in self._next else (id,))
        self._next = frozenset(after[1:])
        return found

    def values(self) -> ValuesView[Any]:
        """All entries; of some kinds with only what lists show at hand."""
        return _Values(self)

    def beginning(self, letters: str) -> Iterator[Any]:
        """The entries whose ids begin so, perhaps with only what lists show at hand."""
        ids = self.store.ids(self.kind, letters)
        return map(self.listed, takewhile(lambda id: id.startswith(letters), ids))

    def listed(self, id: str) -> Any:  # noqa: ANN401 any kind of entry
        """The entry, perhaps with only what lists show at hand."""
        if self.kind not in KINDS_LISTED:
            return self[id]
        if kept := self._used.get(id):
            return kept[1]
        return light_entry(self.kind, id, self, self.store)

    def many(self, ids: Sequence[str]) -> list[Any]:
        """The entries with these ids, in one question for those that weren't used lately."""
        return [entry for _, entry, _ in self._told(ids)]

    def at_hand(self, id: str) -> bool:
        """Whether it was used lately, and so needn't be asked for."""
        return self._used.get(id) is not None

    def answer(self, id: str) -> str:
        """What is derived for the intervention, as it is stored."""
        ((_, _, answer),) = self._told((id,))
        return answer or ""

    def _told(self, ids: Sequence[str]) -> list[Kept]:
        held = {id: self._used.get(id) for id in ids}
        lacking = [id for id, kept in held.items() if kept is None]
        for id, stored in self.store.entries(lacking).items() if lacking else ():
            entry = MODELS[self.kind].model_validate(json.loads(stored.entry))
            size = len(stored.entry) + len(stored.answer or "")
            held[id] = self._used.put(id, (size, entry, stored.answer))
        return [kept for kept in held.values() if kept]


class _Values(ValuesView[Any]):
    def __init__(self, shelf: StoredShelf) -> None:
        super().__init__(shelf)
        self._shelf = shelf

    def __iter__(self) -> Iterator[Any]:
        if self._shelf.kind in KINDS_LISTED:
            return map(self._shelf.listed, self._shelf)
        return _together(self._shelf, self._shelf)


def _together(shelf: StoredShelf, ids: Iterable[str]) -> Iterator[Any]:
    """These entries, many at once."""
    rest = iter(ids)
    while some := tuple(islice(rest, TOGETHER)):
        yield from shelf.many(some)


class StoredSequence(Sequence[Any]):
    """Entries in some order, perhaps with only what lists show at hand."""

    def __init__(self, shelf: StoredShelf, ids: Sequence[str]) -> None:
        self._shelf, self._ids = shelf, ids

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 as of any sequence
        if isinstance(place, slice):
            return [self._shelf.listed(id) for id in self._ids[place]]
        return self._shelf.listed(self._ids[place])

    def __iter__(self) -> Iterator[Any]:
        return map(self._shelf.listed, self._ids)
