"""Days in words."""

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
    """A day as readers see it: 28 November 2026."""
    return partial_in_words(day.isoformat())


def partial_in_words(day: str) -> str:
    """A year, month or day such as 2026-11 as readers see it: November 2026."""
    year, *rest = (int(part) for part in day.split("-"))
    month = [MONTHS[part - 1] for part in rest[:1]]
    return " ".join([*map(str, rest[1:]), *month, str(year)])
