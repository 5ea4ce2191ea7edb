"""What changed in the collection, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from kb.model.library import Library
from kb.model.source import Source
from web.core.links import Link, entry_url

# A page, not an archive: each entry's own page keeps all of its changes.
SHOWN = 200


@dataclass(frozen=True)
class Changed:
    """One change of one entry."""

    date: date
    title: str
    url: str
    what: str


@dataclass(frozen=True)
class Change:
    """What was done to one entry or, in the same words, to several."""

    what: str
    entries: tuple[Link, ...]


@dataclass(frozen=True)
class Day:
    """All that changed on one day."""

    date: date
    changes: tuple[Change, ...]


def changes(library: Library) -> tuple[Changed, ...]:
    """The latest changes of all entries that keep them."""
    entries = (entry for entry in library.entries() if not isinstance(entry, Source))
    found = [
        Changed(change.date, entry.title, entry_url(entry), change.what)
        for entry in entries
        for change in entry.changes
    ]
    return tuple(sorted(found, key=lambda change: change.date, reverse=True)[:SHOWN])


def days(changed: Iterable[Changed]) -> tuple[Day, ...]:
    """Changes by day, in the order they come in; what was done to several entries is said once."""
    return tuple(
        Day(day, _together(found))
        for day, found in groupby(changed, key=lambda change: change.date)
    )


def _together(changed: Iterable[Changed]) -> tuple[Change, ...]:
    said: dict[str, list[Link]] = {}
    for change in changed:
        said.setdefault(change.what, []).append(Link(change.title, change.url))
    return tuple(Change(what, tuple(entries)) for what, entries in said.items())
