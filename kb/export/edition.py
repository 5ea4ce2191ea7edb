"""The edition of an exported collection: its version, date and digest."""

from dataclasses import dataclass
from datetime import date

from kb.export.entry_citation import updated
from kb.model.library import Library
from kb.model.source import Source


@dataclass(frozen=True)
class Edition:
    """A collection on one day: `version` names it, `digest` changes with any part of it."""

    version: str
    day: date
    digest: str


def edition(library: Library, version: str = "") -> Edition:
    """The edition of a library; its default version is the date of its last change."""
    entries = (one for one in library.entries() if not isinstance(one, Source))
    day = library.updated or max(map(updated, entries), default=date(1970, 1, 1))
    return Edition(version or day.strftime("%Y.%m.%d"), day, library.digest.hex()[:16])
