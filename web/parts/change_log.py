"""Changes of entries, for whoever lists them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kb.model.library import EntryChange, Library
from web.core.links import entry_url, lasting_url


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one entry; `of` stays what it is when a claim is reworded."""

    date: date
    title: str
    url: str
    of: str
    kind: str
    what: str


def listed_changes(changes: Iterable[EntryChange], library: Library) -> tuple[Change, ...]:
    """These changes, with what their entries are called."""
    found = ((one, library.listed(one.id)) for one in changes)
    return tuple(
        Change(one.day, entry.title, entry_url(entry), lasting_url(entry), entry.kind, one.what)
        for one, entry in found
        if entry
    )
