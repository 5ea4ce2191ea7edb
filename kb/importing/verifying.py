"""Compares sources with records fetched elsewhere: title, year, first author, DOI and PMID."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from kb.export.authors import parted
from kb.importing.duplicates import Shelf, known, plain_title
from kb.importing.incoming import known_source
from kb.importing.person_names import Parts
from kb.importing.record import Record
from kb.importing.tidying import Tidied, tidied
from kb.model.source import Source

Field = Literal["title", "issued", "author", "DOI", "PMID"]

# Of 100: one title with another subtitle mark or spelling has 90 and more.
SAME_TITLE = 90
YEAR = re.compile(r"[12]\d{3}")


@dataclass(frozen=True)
class Disagreement:
    """A field that differs in the fetched record; if ours is "", it has none."""

    id: str
    field: Field
    ours: str
    theirs: str

    @property
    def is_lack(self) -> bool:
        """Whether ours is missing what the other has."""
        return not self.ours


@dataclass(frozen=True)
class Verified:
    """The comparison: the disagreements, the sources with a matching record, and the unmatched
    records.
    """

    disagreements: tuple[Disagreement, ...]
    compared: frozenset[str]
    unmatched: tuple[str, ...]

    @property
    def differing(self) -> tuple[Disagreement, ...]:
        """The disagreements in which both have a value."""
        return tuple(one for one in self.disagreements if not one.is_lack)


def verified(sources: Mapping[str, Source], records: Iterable[Record]) -> Verified:
    """Compare sources with fetched records, matched by id, identifier, or title and year."""
    shelf = Shelf()
    for source in sources.values():
        shelf.add(known_source(source))
    found: list[Disagreement] = []
    compared: set[str] = set()
    unmatched: list[str] = []
    for record in records:
        theirs = tidied(record)
        match = shelf.match(known("", theirs))
        id = record.key if record.key in sources else match.id if match else None
        if id is None:
            unmatched.append(f"{record.place}: {theirs.text('title')}")
            continue
        compared.add(id)
        found += _disagreements(sources[id], record, theirs)
    return Verified(tuple(found), frozenset(compared), tuple(unmatched))


def _disagreements(ours: Source, record: Record, theirs: Tidied) -> Iterator[Disagreement]:
    pairs: dict[Field, tuple[str, str, bool]] = {
        "title": _titles(ours, theirs),
        "issued": _years(ours, record),
        "author": _first_authors(ours, theirs),
        "DOI": _numbers(ours.DOI, theirs.text("DOI")),
        "PMID": _numbers(ours.PMID, theirs.text("PMID")),
    }
    for field, (own, other, agree) in pairs.items():
        if other and not agree:
            yield Disagreement(ours.id, field, own, other)


def _titles(ours: Source, theirs: Tidied) -> tuple[str, str, bool]:
    own, other = plain_title(ours.title), plain_title(theirs.text("title"))
    begins = min(len(own), len(other)) > 20 and (own.startswith(other) or other.startswith(own))
    agree = not ours.title_seen or begins or fuzz.ratio(own, other) >= SAME_TITLE
    return ours.title, theirs.text("title"), agree


def _years(ours: Source, record: Record) -> tuple[str, str, bool]:
    """A publication has an online and a print year; either may be ours."""
    texts = [one.text for one in record.values.get("issued", ())]
    years = sorted({year for text in texts for year in YEAR.findall(text)})
    own = (ours.issued or "")[:4]
    return own, " or ".join(years), own in years


def _first_authors(ours: Source, theirs: Tidied) -> tuple[str, str, bool]:
    authors = theirs.values.get("author")
    first: Parts = authors[0] if isinstance(authors, list) and authors else {}
    own = parted(ours.author[0]) if ours.author else None
    mine = (own.surname or own.literal or "") if own else ""
    keys = ("non-dropping-particle", "family", "literal")
    other = " ".join(first[key] for key in keys if key in first)
    last = [plain_title(name).split()[-1:] for name in (mine, other)]
    return mine, other, plain_title(mine) == plain_title(other) or (last[0] == last[1] != [])


def _numbers(own: str | None, other: str) -> tuple[str, str, bool]:
    return own or "", other, (own or "").lower() == other.lower()
