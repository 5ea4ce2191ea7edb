"""A reader's basket: ids of entries in a cookie, nothing else, read again on every request and kept within bounds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Request, Response

from kb.model.entries import Entry
from kb.model.library import Library
from kb.model.scalars import ID
from kb.model.source import Source
from web.core.links import Link, entry_url
from web.parts.numbered_sources import cited, plain_text

COOKIE = "basket"
BETWEEN = "."  # stands in no id and needs no quotes in a cookie
MOST = 100
# Browsers keep cookies of 4,096 bytes, name and attributes included.
LONGEST = 3_800
KEPT_FOR = 180 * 24 * 3600  # seconds


@dataclass(frozen=True)
class Item:
    """An entry in the basket."""

    id: str
    link: Link


@dataclass(frozen=True)
class BasketPage:
    """Everything the page of the basket needs; `gone` counts what was put in and is no longer in the collection."""

    items: tuple[Item, ...]
    sources: int
    gone: int
    full: bool


def ids_in(cookie: str) -> tuple[str, ...]:
    """The ids a cookie holds, in the order they were put in; whatever is no id is left out."""
    found = (id for id in cookie[:LONGEST].split(BETWEEN) if len(id) <= 80 and re.fullmatch(ID, id))
    return tuple(dict.fromkeys(found))[:MOST]


def with_added(ids: tuple[str, ...], id: str) -> tuple[str, ...] | None:
    """The ids with one more, or None where the basket holds no more."""
    added = tuple(dict.fromkeys((*ids, id)))
    return added if len(added) <= MOST and len(BETWEEN.join(added)) <= LONGEST else None


def basket_page(ids: tuple[str, ...], library: Library, *, full: bool) -> BasketPage:
    """The page of a basket."""
    entries = entries_of(ids, library)
    items = tuple(
        Item(entry.id, Link(plain_text(entry.title), entry_url(entry))) for entry in entries
    )
    return BasketPage(items, len(sources_of(entries, library)), len(ids) - len(items), full)


def entries_of(ids: Iterable[str], library: Library) -> tuple[Entry, ...]:
    """The entries of those ids that the collection holds."""
    return tuple(entry for entry in map(library.entry, ids) if entry)


def sources_of(entries: Iterable[Entry], library: Library) -> tuple[Source, ...]:
    """The sources among these entries and those that the others cite, each once, in the order they are met, less those withheld."""
    ids = dict.fromkeys(id for entry in entries for id in _cited(entry))
    return tuple(library.sources[id] for id in ids if id in library.sources)


def keep(response: Response, ids: tuple[str, ...], *, secure: bool) -> Response:
    """Put the basket into the reader's browser; an empty one is taken out of it."""
    if ids:
        response.set_cookie(
            COOKIE, BETWEEN.join(ids), KEPT_FOR, secure=secure, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(COOKIE, secure=secure, httponly=True, samesite="Lax")
    return response


def comes_from_here(request: Request, public: str) -> bool:
    """True where a page of this site sent the form: browsers say so, and what does not is refused."""
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched:
        return fetched == "same-origin"
    origin = request.headers.get("Origin", "")
    return (
        origin == public or urlsplit(origin).netloc == request.host
        if origin.startswith(("http://", "https://"))
        else False
    )


def _cited(entry: Entry) -> Iterator[str]:
    if isinstance(entry, Source):
        yield entry.id
    else:
        yield from cited(entry)
