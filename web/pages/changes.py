"""What changed in the collection by day, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import Blueprint, render_template, request

from web.core.links import Link
from web.core.pagination import Pager, pager
from web.core.query_args import Args, address, unknown
from web.core.reload import State, state
from web.parts.change_log import Change, change_log

blueprint = Blueprint("changes", __name__)
PER_PAGE = 200


@dataclass(frozen=True)
class SharedChange:
    """What was done to one entry or, in the same words, to several."""

    what: str
    entries: tuple[Link, ...]


@dataclass(frozen=True)
class Day:
    """All that changed on one day."""

    date: date
    changes: tuple[SharedChange, ...]


@dataclass(frozen=True)
class ChangesPage:
    """Everything the page of changes needs."""

    address: str
    pager: Pager
    days: tuple[Day, ...]
    notices: tuple[str, ...]


@blueprint.get("/changes")
def changes() -> str:
    """What changed, newest first."""
    return render_template("changes.html", page=changes_page(request.args, state()))


def changes_page(args: Args, state: State) -> ChangesPage:
    """One page of the changes."""
    log = change_log(state)
    pages = pager(args, len(log), _url, PER_PAGE)
    notices = (*pages.notices, *unknown(args, ("page",)))
    return ChangesPage(_url(pages.number), pages, days(log[pages.part]), notices)


def days(changes: Iterable[Change]) -> tuple[Day, ...]:
    """Changes by day, in the order they come in; what was done to several entries is listed
    once.
    """
    return tuple(
        Day(day, _together(found))
        for day, found in groupby(changes, key=lambda change: change.date)
    )


def _together(changes: Iterable[Change]) -> tuple[SharedChange, ...]:
    shared: dict[str, list[Link]] = {}
    for change in changes:
        shared.setdefault(change.what, []).append(Link(change.title, change.url))
    return tuple(SharedChange(what, tuple(entries)) for what, entries in shared.items())


def _url(number: int) -> str:
    return address("/changes", {"page": [str(number)] if number > 1 else []})
