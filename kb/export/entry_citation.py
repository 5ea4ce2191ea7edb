"""How to cite an entry of the collection: one line of plain text, in Vancouver, APA and Harvard
style.

Entries aren't signed: an entry is part of a work edited by the collection's editors; without
editors its author is the publisher, or else the collection. Forms: Citing Medicine (National
Library of Medicine) for a part of a website, the APA Publication Manual, 7th edition, for a group
author's page that may change and for a part of an edited work, and Cite Them Right.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kb.export.citations import sentence
from kb.model.collection import Collection
from kb.model.dates import ABBREVIATED, in_words, month_first
from kb.model.entries import Claim, Condition, Intervention


@dataclass(frozen=True)
class Cited:
    """What is cited: the page's title, its collection, with publisher, place and editors as far as
    declared, when it was last changed or reviewed, where and when it was read.

    `address` is empty if the collection has no public URL.
    """

    title: str
    collection: str
    updated: date
    address: str
    read: date
    publisher: str = ""
    place: str = ""
    editors: tuple[str, ...] = ()

    @property
    def published(self) -> str:
        """`London: Example Health Library`; a place without a publisher says nothing."""
        return (
            f"{self.place}: {self.publisher}" if self.place and self.publisher else self.publisher
        )


def as_cited(
    entry: Intervention | Condition | Claim,
    title: str,
    collection: Collection,
    address: str,
    read: date,
) -> Cited:
    """An entry as cited under that title."""
    return Cited(
        title,
        collection.title,
        updated(entry),
        address,
        read,
        collection.publisher or "",
        collection.publisher_place or "",
        collection.editors,
    )


def updated(entry: Intervention | Condition | Claim) -> date:
    """The date an entry was last changed or reviewed."""
    return max(entry.reviewed, *(change.date for change in entry.changes))


def vancouver(cited: Cited) -> str:
    """`Yoga. In: A. Editor, editor. Migraine [Internet]. London: Health Library; 2026 [updated 2026
    Nov 22; cited 2026 Nov 24]. Available from: https://...`
    """
    role = "editor" if len(cited.editors) == 1 else "editors"
    by = f"{', '.join(cited.editors)}, {role}. " if cited.editors else ""
    published = f"{cited.published}; " if cited.published else ""
    dates = f"[updated {_short(cited.updated)}; cited {_short(cited.read)}]"
    line = (
        f"{sentence(cited.title)} In: {by}{cited.collection} [Internet]."
        f" {published}{cited.updated.year} {dates}."
    )
    return f"{line} Available from: {cited.address}" if cited.address else line


def apa(cited: Cited) -> str:
    """`Health Library. (2026, November 22). Yoga. Migraine. Retrieved November 24, 2026, from
    https://...`; with editors `Yoga. (2026, November 22). In A. Editor (Ed.), Migraine. ...`
    """
    when = f"({month_first(cited.updated.isoformat(), year_first=True)})."
    title, whole = sentence(cited.title), sentence(cited.collection)
    if cited.editors:
        role = "Ed." if len(cited.editors) == 1 else "Eds."
        published = sentence(cited.publisher) if cited.publisher else ""
        parts = [title, when, f"In {_listed(cited.editors, ' & ')} ({role}), {whole}", published]
    elif cited.publisher:
        parts = [sentence(cited.publisher), when, title, whole]
    else:
        parts = [whole, when, title]
    read = f"Retrieved {month_first(cited.read.isoformat())}, from {cited.address}"
    return " ".join(part for part in (*parts, read if cited.address else "") if part)


def harvard(cited: Cited) -> str:
    """`Health Library (2026) ‘Yoga’, Migraine. Available at: https://... (Accessed: 24 November
    2026).`; with editors `‘Yoga’ (2026) in A. Editor (ed.) Migraine. London: Health Library. ...`
    """
    year, title = f"({cited.updated.year})", f"‘{cited.title}’"
    if cited.editors:
        role = "(ed.)" if len(cited.editors) == 1 else "(eds)"
        opening = f"{title} {year} in {_listed(cited.editors, ' and ')} {role} {cited.collection}"
    else:
        whole = f", {cited.collection}" if cited.publisher else ""
        opening = f"{cited.publisher or cited.collection} {year} {title}{whole}"
    parts = [sentence(opening)]
    if cited.published and (cited.editors or cited.place):
        parts.append(sentence(cited.published))
    if cited.address:
        parts.append(f"Available at: {cited.address} (Accessed: {in_words(cited.read)}).")
    return " ".join(parts)


# In the order pages show them, as those of a source.
ENTRY_STYLES: Mapping[str, Callable[[Cited], str]] = {
    "APA": apa,
    "Vancouver": vancouver,
    "Harvard": harvard,
}


def _listed(names: Sequence[str], last: str) -> str:
    return last.join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _short(day: date) -> str:
    return f"{day.year} {ABBREVIATED[day.month - 1]} {day.day}"
