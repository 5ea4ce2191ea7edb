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


def in_words(day: date) -> str:
    """A day as readers see it: 28 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
