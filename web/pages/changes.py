"""What changed in the collection by day and entry, newest first."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import Blueprint, render_template, request

from kb.model.library import Library
from web.core import wording
from web.core.links import Link
from web.core.pagination import Pager, pager
from web.core.query_args import Args, Option, address, selection, unknown
from web.core.reload import State, state
from web.parts.change_log import Change, listed_changes

blueprint = Blueprint("changes", __name__)
PER_PAGE = 200
# What was done to more entries, in the same words, is listed once.
SHARED = 3
KINDS = wording.CHANGED_KINDS


@dataclass(frozen=True)
class SharedChange:
    """What was done, in the same words, to many entries."""

    what: str
    entries: tuple[Link, ...]


@dataclass(frozen=True)
class EntryChanges:
    """What was done to one entry on one day."""

    entry: Link
    whats: tuple[str, ...]


@dataclass(frozen=True)
class Day:
    """All that changed on one day."""

    date: date
    entries: tuple[EntryChanges, ...]
    shared: tuple[SharedChange, ...]


@dataclass(frozen=True)
class ChangesPage:
    """Everything the page of changes needs."""

    address: str
    pager: Pager
    kinds: tuple[Option, ...]
    days: tuple[Day, ...]
    notices: tuple[str, ...]


@blueprint.get("/changes")
def changes() -> str:
    """What changed, newest first."""
    return render_template("changes.html", page=changes_page(request.args, state()))


def changes_page(args: Args, state: State) -> ChangesPage:
    """One page of the changes, of all entries or of one kind."""
    library = state.library
    kind = selection(args, "kind", "Kind", KINDS, 1)
    log = library.changes(kind.first)
    pages = pager(args, len(log), lambda number: _url(kind.first, number), PER_PAGE)
    return ChangesPage(
        address=_url(kind.first, pages.number),
        pager=pages,
        kinds=_kinds(kind.first, library),
        days=days(listed_changes(log[pages.part], library)),
        notices=(*kind.notices, *pages.notices, *unknown(args, ("kind", "page"))),
    )


def days(changes: Iterable[Change]) -> tuple[Day, ...]:
    """Changes by day and entry, in the order they come in."""
    return tuple(
        _day(day, tuple(found)) for day, found in groupby(changes, key=lambda change: change.date)
    )


def _day(day: date, changes: tuple[Change, ...]) -> Day:
    times = Counter(change.what for change in changes)
    many = {what for what, count in times.items() if count > SHARED}
    return Day(day, tuple(_by_entry(changes, many)), tuple(_shared(changes, many)))


def _by_entry(changes: Iterable[Change], many: set[str]) -> Iterator[EntryChanges]:
    whats: dict[Link, list[str]] = {}
    for change in changes:
        if change.what not in many:
            whats.setdefault(Link(change.title, change.url), []).append(change.what)
    yield from (EntryChanges(entry, tuple(said)) for entry, said in whats.items())


def _shared(changes: Iterable[Change], many: set[str]) -> Iterator[SharedChange]:
    entries: dict[str, list[Link]] = {}
    for change in changes:
        if change.what in many:
            entries.setdefault(change.what, []).append(Link(change.title, change.url))
    yield from (SharedChange(what, tuple(found)) for what, found in entries.items())


def _kinds(chosen: str, library: Library) -> tuple[Option, ...]:
    named = {"": "All", **KINDS}
    return tuple(
        Option(kind, words, kind == chosen, _url(kind, 1), len(library.changes(kind)))
        for kind, words in named.items()
    )


def _url(kind: str, number: int) -> str:
    return address("/changes", {"kind": [kind], "page": [str(number)] if number > 1 else []})
