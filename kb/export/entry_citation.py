"""How a reader cites an entry of the collection itself: as one line of plain text, in the Vancouver
and the APA manner.

The collection is its own author, as nobody signs its entries. Forms: Citing
Medicine (National Library of Medicine) for a part of a website, and the APA Publication Manual, 7th
edition, for a page of a group whose content may change.
"""

from dataclasses import dataclass
from datetime import date

from kb.export.citations import sentence
from kb.model.collection import Collection
from kb.model.dates import ABBREVIATED, MONTHS
from kb.model.entries import Claim, Condition, Intervention


@dataclass(frozen=True)
class Cited:
    """What is cited: the title of the page, the collection it is in, when it was last changed
    or reviewed, where and when it was read.

    `address` is empty where the collection has no public one.
    """

    title: str
    collection: str
    updated: date
    address: str
    read: date


def as_cited(
    entry: Intervention | Condition | Claim,
    title: str,
    collection: Collection,
    address: str,
    read: date,
) -> Cited:
    """An entry as it is cited under that title."""
    return Cited(title, collection.title, updated(entry), address, read)


def updated(entry: Intervention | Condition | Claim) -> date:
    """The day an entry last changed or was last reviewed."""
    return max(entry.reviewed, *(change.date for change in entry.changes))


def vancouver(cited: Cited) -> str:
    """`Yoga. In: Migraine [Internet]. 2026 [updated 2026 Nov 22; cited 2026 Nov 24]. Available
    from: https://...`
    """
    dates = f"[updated {_short(cited.updated)}; cited {_short(cited.read)}]"
    line = (
        f"{sentence(cited.title)} In: {cited.collection} [Internet]. {cited.updated.year} {dates}."
    )
    return f"{line} Available from: {cited.address}" if cited.address else line


def apa(cited: Cited) -> str:
    """`Migraine. (2026, November 22). Yoga. Retrieved November 24, 2026, from https://...`"""
    line = (
        f"{sentence(cited.collection)} ({_month_first(cited.updated, year_first=True)})."
        f" {sentence(cited.title)}"
    )
    return (
        f"{line} Retrieved {_month_first(cited.read)}, from {cited.address}"
        if cited.address
        else line
    )


def _short(day: date) -> str:
    return f"{day.year} {ABBREVIATED[day.month - 1]} {day.day}"


def _month_first(day: date, *, year_first: bool = False) -> str:
    month = f"{MONTHS[day.month - 1]} {day.day}"
    return f"{day.year}, {month}" if year_first else f"{month}, {day.year}"
