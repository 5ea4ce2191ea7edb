"""Dates in words."""

from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
ABBREVIATED = tuple(month[:3] for month in MONTHS)


def in_words(day: date) -> str:
    """A date as readers see it: 28 November 2026."""
    return partial_in_words(day.isoformat())


def month_first(day: str, *, year_first: bool = False) -> str:
    """A year, month or day as the APA manner has it: November 22, 2026, or 2026, November 22."""
    year, *rest = (int(part) for part in day.split("-"))
    month = " ".join([*(MONTHS[part - 1] for part in rest[:1]), *map(str, rest[1:])])
    ordered = (str(year), month) if year_first else (month, str(year))
    return ", ".join(part for part in ordered if part)


def partial_in_words(day: str) -> str:
    """A partial date such as 2026-11 as readers see it: November 2026."""
    year, *rest = (int(part) for part in day.split("-"))
    month = [MONTHS[part - 1] for part in rest[:1]]
    return " ".join([*map(str, rest[1:]), *month, str(year)])
