"""Links between entries: where each is on this site, and what it is called there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.model.entries import FOLDERS, Entry
from kb.model.library import Library

FOLDER_OF = {kind: folder for folder, kind in FOLDERS.items()}


@dataclass(frozen=True)
class Link:
    """Words and where they lead; `url` is empty where the entry is withheld."""

    words: str
    url: str


def entry_url(entry: Entry) -> str:
    """An entry's page."""
    return f"/{FOLDER_OF[entry.kind]}/{entry.id}"


def links(ids: Iterable[str], library: Library) -> tuple[Link, ...]:
    """Links to entries, or to parts of them (`id#part`)."""
    return tuple(_links(ids, library))


def _links(ids: Iterable[str], library: Library) -> Iterator[Link]:
    for id in ids:
        whole, _, part = id.partition("#")
        entry = library.entry(whole)
        if entry is None:
            yield Link(f"{whole} (withheld)", "")
        else:
            yield Link(
                entry.title + (f": {_part_name(entry, part)}" if part else ""),
                entry_url(entry) + (f"#{part}" if part else ""),
            )


def _part_name(entry: Entry, part: str) -> str:
    """What a part of a condition or intervention is called, or its id."""
    for name in ("factors", "kinds", "red_flags", "burden", "pathway"):
        for item in getattr(entry, name, ()):
            if item.id == part:
                return str(
                    next(
                        getattr(item, field)
                        for field in ("factor", "kind", "sign", "measure", "title")
                        if hasattr(item, field)
                    )
                )
    return part
