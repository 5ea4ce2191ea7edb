"""What is due: old searches, overdue reviews, lapsed guidelines, and sources with a newer version
in the collection.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from kb.model.derived import SearchedTo
from kb.model.entries import Entry, Intervention
from kb.model.library import Library
from kb.model.marked import MarkedEntries, Question
from kb.model.source import Source
from kb.overviews.found_rows import INTERVENTIONS, SOURCES, FoundIds, status_mark
from kb.statements.currency import searched_to

Reason = Literal["search-old", "review-overdue", "guideline-lapsed", "newer-version"]
REASONS: tuple[Reason, ...] = get_args(Reason)
# What entries are reviewed, and the mark of a source with a newer version in the collection.
REVIEWED = frozenset({"intervention", "condition", "claim"})
REPLACED = "replaced"


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


def due(library: Library, marked: MarkedEntries, today: date) -> Mapping[Reason, Sequence[Due]]:
    """What is due for each reason, longest overdue first, read when it's asked for."""
    return {reason: _DueEntries(reason, library, marked, today) for reason in REASONS}


def search_due_before(library: Library, today: date) -> date:
    """The date before which a search counts as old in this collection."""
    year = max(1, today.year - library.collection.search_due_after)
    leap_day = (today.month, today.day) == (2, 29)
    return today.replace(year=year, day=28 if leap_day else today.day)


class _DueEntries(Sequence[Due]):
    """What is due for one reason."""

    def __init__(
        self, reason: Reason, library: Library, marked: MarkedEntries, today: date
    ) -> None:
        self._reason, self._library = reason, library
        self._ids = FoundIds(_question(reason, library, today), marked)

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, part: Any) -> Any:  # noqa: ANN401 as of any sequence
        if not isinstance(part, slice):
            return self[part : part + 1][0]
        ids = self._ids[part]
        library = self._library
        library.expect(ids)
        entries = [entry for entry in map(library.entry, ids) if entry]
        answers = (library.outlines[one.id] for one in entries if isinstance(one, Intervention))
        library.expect(one.finding.source for answer in answers for one in answer.key[:1])
        return tuple(_due(self._reason, one, library) for one in entries)


def _question(reason: Reason, library: Library, today: date) -> Question:
    """Asks for them by the orders that `orders_of` has."""
    match reason:
        case "search-old":
            limit = search_due_before(library, today).isoformat()
            return Question((INTERVENTIONS,), order="searched", below=("searched-until", limit))
        case "review-overdue":
            return Question((REVIEWED,), order="reviewed", below=("reviewed", today.isoformat()))
        case "guideline-lapsed":
            return Question((SOURCES, frozenset({status_mark("lapsed")})), order="lapsed")
        case "newer-version":
            return Question((SOURCES, frozenset({REPLACED})), order=REPLACED)


def _due(reason: Reason, entry: Entry, library: Library) -> Due:
    if isinstance(entry, Source):
        newer = library.newer(entry) if reason == "newer-version" else ()
        return Due(reason, entry, _since(entry, newer), newer=newer)
    reach = first_search(entry, library) if isinstance(entry, Intervention) else None
    if reason == "search-old" and reach:
        return Due(reason, entry, reach.day, reach.searched)
    return Due(reason, entry, library.collection.due(entry.reviewed).isoformat())


def _since(source: Source, newer: Sequence[Source]) -> str:
    if newer:
        return min(one.issued or "" for one in newer)
    return source.status.date if source.status else ""


def first_search(entry: Intervention, library: Library) -> SearchedTo | None:
    """How far the source of its first key finding was searched, however new the others are."""
    first = next(iter(library.outlines[entry.id].key), None)
    source = library.sources.get(first.finding.source) if first else None
    return searched_to([source]) if source else None


def marks(source: Source, library: Library) -> Iterator[str]:
    """What marks a source that is due."""
    if library.newer(source):
        yield REPLACED


def orders(entry: Entry, library: Library) -> Iterator[tuple[str, str]]:
    """Since when an entry is or will be due, with its id, by what sorts it; `searched-until` ends
    with what makes a date without day or month old once its whole month or year is.
    """
    if isinstance(entry, Source):
        if entry.status and entry.status.kind == "lapsed":
            yield "lapsed", f"{entry.status.date} {entry.id}"
        if newer := library.newer(entry):
            yield REPLACED, f"{_since(entry, newer)} {entry.id}"
        return
    yield "reviewed", f"{library.collection.due(entry.reviewed).isoformat()} {entry.id}"
    reach = first_search(entry, library) if isinstance(entry, Intervention) else None
    if reach:
        yield "searched", f"{reach.day} {entry.id}"
        yield "searched-until", f"{reach.day:~<10}"
