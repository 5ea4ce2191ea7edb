"""Which sources an entry, or a part of one, cites."""

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from kb.model.entries import Entry
from kb.model.library import Library
from kb.model.scalars import CITE
from kb.model.source import Source

# The fields that name sources, in whatever part of an entry they are.
SOURCE_FIELDS = ("source", "sources")


def cited(part: object, field: str = "") -> Iterator[str]:
    """The ids of the sources a part cites, in the order of its fields: in prose and in fields."""
    if isinstance(part, str):
        yield from [part] if field in SOURCE_FIELDS else (match[1] for match in CITE.finditer(part))
    elif isinstance(part, tuple):
        for item in part:
            yield from cited(item, field)
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from cited(getattr(part, name), name)


def entries_of(ids: Iterable[str], library: Library) -> tuple[Entry, ...]:
    """The entries of those ids that the collection holds."""
    return tuple(entry for entry in map(library.entry, ids) if entry)


def sources_of(entries: Iterable[Entry], library: Library) -> tuple[Source, ...]:
    """The sources among these entries and those the others cite, without duplicates; withheld ones
    left out.
    """
    ids = dict.fromkeys(id for entry in entries for id in _cited_by(entry))
    return tuple(library.sources[id] for id in ids if id in library.sources)


def _cited_by(entry: Entry) -> Iterator[str]:
    if isinstance(entry, Source):
        yield entry.id
    else:
        yield from cited(entry)
