"""What changed in the collection by day, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import Blueprint, render_template

from web.core.links import Link
from web.core.reload import state
from web.parts.change_log import Change, change_log

blueprint = Blueprint("changes", __name__)
# A page, not an archive: each entry's own page keeps all of its changes.
SHOWN = 200


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


@blueprint.get("/changes")
def changes() -> str:
    """What changed, newest first."""
    return render_template("changes.html", days=days(change_log(state().library)[:SHOWN]))


def days(changes: Iterable[Change]) -> tuple[Day, ...]:
    """Changes by day, in the order they come in; what was done to several entries is listed once."""
    return tuple(
        Day(day, _together(found))
        for day, found in groupby(changes, key=lambda change: change.date)
    )


def _together(changes: Iterable[Change]) -> tuple[SharedChange, ...]:
    shared: dict[str, list[Link]] = {}
    for change in changes:
        shared.setdefault(change.what, []).append(Link(change.title, change.url))
    return tuple(SharedChange(what, tuple(entries)) for what, entries in shared.items())
