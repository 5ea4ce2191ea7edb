"""A store of entries in memory."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kb.export.citations import looked_for
from kb.model.entries import KINDS
from kb.model.library import FOLDER_OF, Library
from kb.model.marked import Found, Question
from kb.overviews.marks_in_memory import MarksInMemory
from kb.stored_entries import StoredEntry, file_of
from kb.stored_library import ANY, stored_entry
from kb.stored_rows import CHANGE, change_rows, rows_of


class Kept:
    """A store in memory; `asked` counts the entries that were read."""

    def __init__(self, library: Library) -> None:
        self._entries = {one.id: stored_entry(one, library) for one in library.entries()}
        self._ids = {kind: [*getattr(library, FOLDER_OF[kind])] for kind in KINDS}
        self._rows = {
            (table, one.id): json.dumps(row)
            for one in library.entries()
            for table, row in rows_of(one, library)
        }
        self._rows |= {(CHANGE, key): json.dumps(row) for key, row in change_rows(library)}
        self._marked = MarksInMemory(library, looked_for)
        self.asked = 0

    def entries(self, ids: Sequence[str]) -> Mapping[str, StoredEntry]:
        self.asked += len(ids)
        return {id: self._entries[id][0] for id in ids}

    def find(self, questions: Sequence[Question]) -> list[Found]:
        return self._marked.find(questions)

    def findings(self, question: Question) -> Found:
        return self._marked.findings(question)

    def row(self, table: str, id: str) -> Any:  # noqa: ANN401 what JSON tells
        return json.loads(self._rows[table, id])

    def ids(self, kind: str, start: str = "") -> Iterator[str]:
        return (id for id in self._ids[kind] if file_of(id) >= start)

    def has(self, kind: str, id: str) -> bool:
        return id in self._ids[kind]

    def mentioning(self, id: str) -> tuple[tuple[str, str], ...]:
        every = ((kind, one) for kind, ids in self._ids.items() for one in ids)
        return tuple(
            (kind, one) for kind, one in every if not {id, ANY}.isdisjoint(self._entries[one][1])
        )
