"""What is due: old searches, overdue reviews, lapsed guidelines, and sources with a newer version
in the collection.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from kb.model.entries import Entry
from kb.model.library import Library
from kb.model.source import Source
from kb.statements.currency import searched_to

Reason = Literal["search-old", "review-overdue", "guideline-lapsed", "newer-version"]
REASONS: tuple[Reason, ...] = get_args(Reason)
# The end of a DOI that differs between the versions of one publication: Cochrane's .pub2, a
# preprint server's v2.
WORD = re.compile(r"[^\W_]+")
VERSION = re.compile(r"(\.pub\d+|\.?v\d+)$")


@dataclass(frozen=True)
class Due:
    """An entry that is due, and since when: the date of its search (of its publication, if not
    `searched`), the last day its review was valid, the day its source lapsed or the newer one
    appeared.

    `newer` are the sources that seem to be newer versions of it.
    """

    reason: Reason
    entry: Entry
    since: str
    searched: bool = True
    newer: tuple[Source, ...] = ()


def due(library: Library, today: date) -> tuple[Due, ...]:
    """Everything due, by reason, longest overdue first."""
    found = (
        *_old_searches(library, today),
        *_overdue(library, today),
        *_lapsed(library),
        *_replaced(library),
    )
    return tuple(
        sorted(found, key=lambda one: (REASONS.index(one.reason), one.since, one.entry.id))
    )


def search_due_before(library: Library, today: date) -> date:
    """The date before which a search counts as old in this collection."""
    year = max(1, today.year - library.collection.search_due_after)
    leap_day = (today.month, today.day) == (2, 29)
    return today.replace(year=year, day=28 if leap_day else today.day)


def _old_searches(library: Library, today: date) -> Iterator[Due]:
    """Interventions whose first key finding was searched for too long ago, however new the others
    are; a date without day or month only counts as old once its whole month or year is.
    """
    limit = search_due_before(library, today).isoformat()
    for entry in library.interventions.values():
        first = next(iter(library.outlines[entry.id].key), None)
        source = library.sources.get(first.finding.source) if first else None
        reach = searched_to([source]) if source else None
        if reach and reach.day < limit[: len(reach.day)]:
            yield Due("search-old", entry, reach.day, reach.searched)


def _overdue(library: Library, today: date) -> Iterator[Due]:
    collection = library.collection
    for entry in library.entries():
        if not isinstance(entry, Source) and collection.overdue(entry.reviewed, today):
            yield Due("review-overdue", entry, collection.due(entry.reviewed).isoformat())


def _lapsed(library: Library) -> Iterator[Due]:
    for source in library.sources.values():
        if source.status and source.status.kind == "lapsed":
            yield Due("guideline-lapsed", source, source.status.date)


def _replaced(library: Library) -> Iterator[Due]:
    """Sources still in use although the collection seems to have a newer version."""
    families = _families(library)
    for source in library.sources.values():
        if source.standing in ("superseded", "retracted"):
            continue
        kin = {one.id: one for key in _keys(source) for one in families[key]}
        newer = tuple(one for one in kin.values() if _is_newer(one, source))
        if newer:
            yield Due("newer-version", source, min(one.issued or "" for one in newer), newer=newer)


def _families(library: Library) -> Mapping[str, list[Source]]:
    found: defaultdict[str, list[Source]] = defaultdict(list)
    for source in library.sources.values():
        for key in _keys(source):
            found[key].append(source)
    return found


def _keys(source: Source) -> Iterator[str]:
    """What the versions of one publication share: the DOI up to its version, and the title."""
    if source.DOI:
        yield f"doi {VERSION.sub('', source.DOI.lower())}"
    if source.title_seen:
        yield f"title {' '.join(WORD.findall(source.title.casefold()))}"


def _is_newer(one: Source, other: Source) -> bool:
    """Whether it was certainly published later and wasn't retracted or superseded."""
    if one.standing == "retracted" or not one.issued or not other.issued:
        return False
    known = min(len(one.issued), len(other.issued))
    return one.issued[:known] > other.issued[:known]
