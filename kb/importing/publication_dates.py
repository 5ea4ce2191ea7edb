"""Dates as other programs write them, as year, year-month or year-month-day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kb.model.dates import ABBREVIATED

NUMERIC = re.compile(
    r"(?P<year>[12]\d{3})(?:[-/](?P<month>\d{1,2})?(?:[-/](?P<day>\d{1,2}))?)?(?:[-/T ].*)?"
)
COMPACT = re.compile(r"(?P<year>[12]\d{3})(?P<month>\d{2})(?P<day>\d{2})?")
WORDS = re.compile(r"\d+|[^\W\d_]+")
YEAR = re.compile(r"[12]\d{3}")
SLASHES = re.compile(r"[-/](?:nan|undefined)\b|[-/]+$")


@dataclass(frozen=True)
class Parts:
    """What a text says about a date; `more` if it says something that isn't kept, such as a
    season.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    more: bool = False


def read_date(text: str) -> Parts:
    """Parse a date."""
    plain = " ".join(text.split())
    if plain.isdigit() and len(plain) in (6, 8) and (found := COMPACT.fullmatch(plain)):
        return _numbers(found)
    numeric = SLASHES.sub("", plain)
    if found := NUMERIC.fullmatch(numeric):
        parts = _numbers(found)
        rest = numeric[4:].strip("/- ")
        if parts.month or not re.search(r"[^\W\d_]", rest):
            return parts
    return _in_words(plain)


def _numbers(found: re.Match[str]) -> Parts:
    year, month, day = (int(found[name]) if found[name] else None for name in found.groupdict())
    return Parts(year, month or None, (day or None) if month else None)


def _in_words(text: str) -> Parts:
    words = WORDS.findall(text)
    years = [word for word in words if YEAR.fullmatch(word)]
    months = [found for word in words if (found := _month(word))]
    days = [word for word in words if word.isdigit() and len(word) < 3 and 0 < int(word) < 32]
    one_month = len(set(months)) == 1
    known = len(years[:1]) + len(months) + len(days)
    if len(set(months)) > 1:  # May-Jun: which of them can't be said
        return Parts(int(years[0]) if years else None, more=True)
    return Parts(
        int(years[0]) if years else None,
        months[0] if one_month else None,
        int(days[0]) if one_month and len(days) == 1 else None,
        more=len(words) > known or (bool(days) and not (one_month and len(days) == 1)),
    )


def _month(word: str) -> int | None:
    start = word[:3].title()
    return ABBREVIATED.index(start) + 1 if start in ABBREVIATED and word.isalpha() else None


def partial_date(texts: Sequence[str]) -> tuple[str | None, tuple[int, ...]]:
    """The most precise date from several texts, most trusted first, and which of them say something
    not in it.
    """
    read = [read_date(text) for text in texts]
    year = next((parts.year for parts in read if parts.year), None)
    if year is None:
        return None, tuple(range(len(read)))
    same = [parts for parts in read if parts.year in (None, year)]
    month = next((parts.month for parts in same if parts.month), None)
    day = next((parts.day for parts in same if parts.day and parts.month == month), None)
    written = _written(year, month, day)
    unused = (
        place
        for place, parts in enumerate(read)
        if parts.more
        or parts.year not in (None, year)
        or (parts == Parts())
        or (parts.month and parts.month != month)
    )
    return written, tuple(unused)


def _written(year: int, month: int | None, day: int | None) -> str:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return f"{year:04}"
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])
