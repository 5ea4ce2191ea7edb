"""The changes of all entries, newest first."""

from dataclasses import dataclass
from datetime import date

from kb.model.library import Library
from kb.model.source import Source
from web.core.links import entry_url, lasting_url
from web.core.reload import State


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one entry; `of` stays what it is when a claim is reworded."""

    date: date
    title: str
    url: str
    of: str
    kind: str
    what: str


def change_log(state: State) -> tuple[Change, ...]:
    """All changes of all entries that record them; made once for what is served."""
    return state.once("change log", lambda: _changes(state.library))


def _changes(library: Library) -> tuple[Change, ...]:
    entries = (entry for entry in library.entries() if not isinstance(entry, Source))
    found = [
        Change(
            change.date, entry.title, entry_url(entry), lasting_url(entry), entry.kind, change.what
        )
        for entry in entries
        for change in entry.changes
    ]
    return tuple(sorted(found, key=lambda change: change.date, reverse=True))
