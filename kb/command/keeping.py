"""Reports that help keep a collection current: what is due, and how sources compare with a list of
retractions.
"""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from kb.command.arguments import Misuse, refusing
from kb.export.json_records import due_record
from kb.model.dates import in_words, partial_in_words
from kb.model.library import Library
from kb.model.source import STANDING
from kb.overviews.freshness import Due, Reason, due, search_due_before
from kb.overviews.marks_in_memory import MarksInMemory
from kb.overviews.retractions import COLUMNS, Difference, Notice, differences, notices

__all__ = [
    "difference_lines",
    "difference_record",
    "differences",
    "read_notices",
    "stale_lines",
    "stale_record",
]

HEADINGS: dict[Reason, str] = {
    "search-old": "Evidence searched before {limit}",
    "review-overdue": "Not checked against their sources for {days} days",
    "guideline-lapsed": "Guidelines past their own expiry",
    "newer-version": "There may be a newer version in the collection",
}


def stale_lines(library: Library, today: date) -> Iterator[str]:
    """What is due, by reason, each with its file's id and since when; or that nothing is."""
    found = due(library, MarksInMemory(library), today)
    limit = in_words(search_due_before(library, today))
    for reason, here in found.items():
        if here:
            heading = HEADINGS[reason].format(limit=limit, days=library.collection.review_after)
            yield f"{heading}: {len(here)}"
            yield from (f"  {one.entry.id}: {_since(one)}" for one in here)
            yield ""
    total = sum(map(len, found.values()))
    yield f"{total} due." if total else "Nothing is due."


def stale_record(library: Library, today: date) -> dict[str, object]:
    """The same for programs."""
    every = due(library, MarksInMemory(library), today).values()
    found = [due_record(one) for here in every for one in here]
    return {"today": today.isoformat(), "due": found}


def _since(one: Due) -> str:
    day = partial_in_words(one.since)
    match one.reason:
        case "search-old":
            return f"searched to {day}" if one.searched else f"published {day}, no search date"
        case "review-overdue":
            return f"due since {day}"
        case "guideline-lapsed":
            return f"lapsed {day}"
    return f"newer: {', '.join(source.id for source in one.newer)}; if so, add `superseded-by`"


def read_notices(path: Path) -> tuple[Notice, ...]:
    """Read a list of retractions; raises `Misuse` if it isn't one."""
    with (
        refusing(f"{path} can't be read"),
        path.open(encoding="utf-8-sig", errors="replace", newline="") as file,
    ):
        try:
            rows = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
            if missing:
                raise Misuse(f"{path} has no column {missing[0]!r}; it needs {', '.join(COLUMNS)}")
            return tuple(notices(rows))
        except csv.Error as error:
            raise Misuse(f"{path} isn't a CSV file: {error}") from error


def difference_lines(found: Sequence[Difference], listed: int) -> Iterator[str]:
    """The sources whose status differs from the list, and how many notices were checked."""
    for one in found:
        status = one.source.status
        now = STANDING[status.kind].lower() if status else "none"
        yield f"sources/{one.source.id}.yaml: {_said(one.notice)}; its status here: {now}"
        yield f"    {_cure(one)}"
    yield f"{len(found)} to correct, according to {listed:,} notices."


def difference_record(found: Sequence[Difference], listed: int) -> dict[str, object]:
    """The same for programs."""
    return {"notices": listed, "differences": [_difference(one) for one in found]}


def _difference(one: Difference) -> dict[str, object]:
    return {
        "id": one.source.id,
        "title": one.source.title,
        "status": one.source.status.kind if one.source.status else None,
        "listed": one.notice.nature,
        "date": one.notice.day or None,
        "notice": one.notice.notice or None,
        "reason": one.notice.reason or None,
        "record": one.notice.record,
    }


def _said(notice: Notice) -> str:
    when = f" on {notice.day}" if notice.day else ""
    why = f" ({notice.reason})" if notice.reason else ""
    return f"{notice.nature}{when} by the list{why}"


def _cure(one: Difference) -> str:
    if one.expected is None:
        return "remove `status`, if the reinstatement holds"
    notice = f", notice: {one.notice.notice}" if one.notice.notice else ""
    return f"write `status: {{kind: {one.expected}, date: {one.notice.day or '...'}{notice}}}`"
