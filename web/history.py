"""What changed in the collection, newest first."""

from dataclasses import dataclass
from datetime import date

from kb.library import Library
from kb.model import Source
from web.links import entry_url

# A page, not an archive: each entry's own page keeps all of its changes.
SHOWN = 200


@dataclass(frozen=True)
class Changed:
    """One change of one entry."""

    date: date
    title: str
    url: str
    what: str


def changes(library: Library) -> tuple[Changed, ...]:
    """The latest changes of all entries that keep them."""
    entries = (entry for entry in library.entries() if not isinstance(entry, Source))
    found = [Changed(change.date, entry.title, entry_url(entry), change.what) for entry in entries for change in entry.changes]
    return tuple(sorted(found, key=lambda change: change.date, reverse=True)[:SHOWN])
