"""Detects publications that exist already: by DOI, PMID or PMC number, or by similar title and
year.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal
from unicodedata import combining, normalize

from rapidfuzz import fuzz, process

from kb.importing.tidying import Tidied

Why = Literal["DOI", "PMID", "PMCID", "title"]

NUMBERS: tuple[Why, ...] = ("DOI", "PMID", "PMCID")
# Of 100. Titles of one publication in two databases differ by punctuation, spelling and subtitle
# marks (95 and more); two papers of one series share up to 90.
ALIKE = 94
SHORTEST = 12  # letters: "Editorial" is the title of many
YEARS_APART = 1  # online first, then in print


@dataclass(frozen=True)
class Known:
    """An existing publication: its id and what identifies it."""

    id: str
    numbers: dict[str, str]
    title: str
    year: int | None


@dataclass(frozen=True)
class Match:
    """The publication a record seems to be, and how it was matched."""

    id: str
    why: Why


@dataclass
class Shelf:
    """All existing publications, plus those just imported."""

    by_number: dict[tuple[str, str], str] = field(default_factory=dict)
    by_year: defaultdict[int | None, dict[str, Known]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def add(self, one: Known) -> None:
        """Add a publication."""
        for name, number in one.numbers.items():
            self.by_number.setdefault((name, number), one.id)
        if len(one.title) >= SHORTEST:
            self.by_year[one.year].setdefault(one.title, one)

    def match(self, one: Known) -> Match | None:
        """The publication that this one seems to be."""
        for name in NUMBERS:
            id = self.by_number.get((name, one.numbers.get(name, "")))
            if id:
                return Match(id, name)
        found = next((other for other in self._alike(one) if not _differ(one, other)), None)
        return Match(found.id, "title") if found else None

    def _alike(self, one: Known) -> Iterator[Known]:
        if len(one.title) < SHORTEST:
            return
        for year in _years(one.year):
            there = self.by_year.get(year, {})
            if one.title in there:
                yield there[one.title]
            found = process.extract(
                one.title, there.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=5
            )
            yield from (there[title] for title, _, _ in found)


def _years(year: int | None) -> Iterator[int | None]:
    if year is None:
        yield None
        return
    yield year
    for apart in range(1, YEARS_APART + 1):
        yield from (year - apart, year + apart)


def _differ(one: Known, other: Known) -> bool:
    """Whether numbers distinguish two similar ones: other identifiers, or other numbers in the
    title.
    """
    apart = any(
        one.numbers[name] != other.numbers[name] for name in one.numbers.keys() & other.numbers
    )
    return apart or re.findall(r"\d+|\b[ivx]+\b", one.title) != re.findall(
        r"\d+|\b[ivx]+\b", other.title
    )


def known(id: str, made: Tidied) -> Known:
    """What identifies a record."""
    numbers: dict[str, str] = {name: made.text(name).lower() for name in NUMBERS if made.text(name)}
    year = made.text("issued")[:4]
    return Known(id, numbers, plain_title(made.text("title")), int(year) if year else None)


def plain_title(title: str) -> str:
    """A title as only its letters and numbers."""
    letters = (
        one
        for one in normalize("NFKD", title.casefold().replace("&", " and "))
        if not combining(one)
    )
    return " ".join(re.findall(r"\w+", "".join(letters)))
