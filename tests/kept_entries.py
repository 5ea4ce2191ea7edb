"""A store of entries in memory."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from kb.model.library import Library
from kb.model.marked import MOST, Found, Question
from kb.overviews.found_rows import BY_DESIGN
from kb.stored_library import ANY, StoredEntry, stored_entry
from kb.stored_rows import CHANGE, change_rows, rows_of


class Kept:
    """A store in memory; `asked` counts the entries that were read."""

    def __init__(self, library: Library) -> None:
        self._entries = {one.id: stored_entry(one, library) for one in library.entries()}
        self._rows = {
            (table, one.id): json.dumps(row)
            for one in library.entries()
            for table, row in rows_of(one, library)
        }
        self._rows |= {(CHANGE, key): json.dumps(row) for key, row in change_rows(library)}
        self.asked = 0

    def entries(self, ids: Sequence[str]) -> Mapping[str, StoredEntry]:
        self.asked += len(ids)
        return {id: self._entries[id][0] for id in ids}

    def find(self, questions: Sequence[Question]) -> list[Found]:
        return [*map(self._found, questions)]

    def _found(self, asked: Question) -> Found:
        every = ((id, stored, {*stored.marks}) for id, (stored, _) in self._entries.items())
        held = [
            (self._place(stored, asked), id, marks)
            for id, stored, marks in every
            if marks and all(marks & one for one in asked.having) and not marks & asked.lacking
        ]
        ids = tuple(id for _, id, _ in sorted(held))[asked.offset : asked.offset + asked.limit]
        counted = Counter(mark for _, _, marks in held for mark in marks)
        counts = {mark: many for mark, many in counted.items() if mark.startswith(asked.counted)}
        return Found(len(held), ids, counts if asked.counted else {})

    def _place(self, stored: StoredEntry, asked: Question) -> tuple[object, ...]:
        place, begin = stored.orders["place"], f"{asked.order} "
        if asked.order == MOST:
            return -len({*stored.marks} & asked.having[0]), place
        if asked.order == BY_DESIGN:
            dated = (-ord(one) for one in f"{stored.orders['dated']}\0")
            return stored.orders[BY_DESIGN], *dated
        if " " not in asked.order:
            return stored.orders[asked.order], place
        ranks = (one.removeprefix(begin) for one in stored.cell_orders if one.startswith(begin))
        return next(ranks, "~"), stored.orders["name"], place

    def row(self, table: str, id: str) -> Any:  # noqa: ANN401 what JSON tells
        return json.loads(self._rows[table, id])

    def mentioning(self, id: str) -> tuple[str, ...]:
        held = self._entries.items()
        return tuple(one for one, (_, known) in held if not {id, ANY}.isdisjoint(known))
