"""Suggests fixes: what was probably meant by a malformed number, date or word, and what belongs in
an empty field.
"""

import re
from collections.abc import Sequence
from datetime import date

from pydantic.fields import FieldInfo

from kb.model.dates import ABBREVIATED
from kb.model.scalars import DATE, NUMBER, PARTIAL_DATE, WHOLE
from kb.reading.did_you_mean import did_you_mean, listed
from kb.reading.number_forms import DASHES, number_meant
from kb.reading.other_words import FIELDS, NOT_KEPT, TYPES, plainly
from kb.reading.pastes import interval
from kb.reading.shape import Shape

NOT_NUMBERS = frozenset(
    {
        "nan",
        "inf",
        "-inf",
        "+inf",
        "infinity",
        "-infinity",
        "+infinity",
        ".nan",
        ".inf",
        "-.inf",
        "+.inf",
        "∞",
        "-∞",
        "+∞",
    }
)
YES = frozenset({"yes", "y", "on", "t", "1", "true", "ja", "oui"})
NO = frozenset({"no", "n", "off", "f", "0", "false", "nein", "non"})

# Words for a level or a design that mean the same and are spelt otherwise.
SAME = {
    "medium": "moderate",
    "ungraded": "not-graded",
    "unrated": "not-graded",
    "randomized": "randomised",
}
MOST_LISTED = 10  # words: what one line of a report holds


def nothing(info: FieldInfo | None, shape: Shape) -> str:
    """The advice for an empty field: allowed values and, if the field is optional, that it can be
    left out.
    """
    value = one_of(shape.choices) if shape.choices else "write a value"
    if info is None or not info.is_required():
        return f"{value}, or remove the line if it doesn't apply"
    return value if shape.choices else f"{value}: {info.description}"


def nothing_in_braces(name: str) -> str:
    """The advice for a name without a value between braces: a comma may have split a number or
    text.
    """
    if re.match(r"[0-9]{3}(?![0-9])", name):
        return "write thousands without a comma, such as 1234; put text that has a comma in quotes"
    return "put text that has a comma in quotes, or write a value"


def word(given: str, choices: Sequence[str]) -> str:
    """The advice for a word that isn't allowed."""
    same = SAME.get(given.strip().lower()) or TYPES.get(plainly(given.strip()))
    return f"write `{same}`" if same in choices else did_you_mean(given, choices, one_of(choices))


def known_word(given: str, known: Sequence[str]) -> str:
    """The field for another program's name for it, or that there is none; else empty."""
    word = plainly(given)
    if word in NOT_KEPT and "container-title" in known:
        return "remove the line; sources have no such field"
    ours = FIELDS.get(word)
    return f"write `{ours}`" if ours in known else ""


def one_of(choices: Sequence[str]) -> str:
    """The advice to use one of the allowed words, of many the first."""
    more = ("another word of the guide's list",) if len(choices) > MOST_LISTED else ()
    return f"use {listed((*choices[:MOST_LISTED], *more))}"


def number(given: str) -> str:
    """The advice for a number that isn't in plain digits."""
    meant = number_meant(given)
    if meant and NUMBER.fullmatch(meant):
        return f"write `{meant}`"
    if bounds := interval(given):
        return f"write {bounds}, each on a line of its own"
    if given.strip().lower().translate(DASHES) in NOT_NUMBERS:
        return "leave the field out and say in words what the source reports"
    return (
        "use digits only, with a point before decimals, such as -2.17; units and remarks have"
        " their own fields"
    )


def whole(given: str) -> str:
    """The advice for a count that isn't in plain digits."""
    meant = number_meant(given)
    if meant and re.fullmatch(r"[0-9]+\.0+", meant):
        meant = meant.split(".")[0]
    if meant and re.fullmatch(r"[0-9]+,?[0-9]{3}", meant):
        meant = meant.replace(",", "")
    if meant and WHOLE.fullmatch(meant):
        return f"write `{meant}`"
    return "use digits only, such as 313, without separators, signs or words"


def yes_or_no(given: str) -> str:
    """The advice for true and false."""
    word = given.strip().lower()
    return (
        "write `true`"
        if word in YES
        else "write `false`"
        if word in NO
        else "write `true` or `false`, or leave the line out"
    )


def day(given: str) -> str:
    """The advice for a date."""
    meant = _day_meant(given)
    if meant:
        return f"write `{meant}`"
    if DATE.fullmatch(given):
        return "that day doesn't exist"
    return "use year-month-day, such as 2026-11-22"


def partial_date(given: str) -> str:
    """The advice for a date without day or month."""
    meant = _day_meant(given)
    if meant:
        return f"write `{meant}`"
    if PARTIAL_DATE.fullmatch(given):
        return "that day or month doesn't exist"
    return "use a year, year-month or year-month-day, such as 2021 or 2021-10"


def _day_meant(given: str) -> str | None:
    """A date written with points, slashes, month names or a time, if it's unambiguous."""
    text = given.strip().translate(DASHES)
    parts = re.split(r"[-./\s,]+", re.split(r"[T ]\d{1,2}:", text)[0].strip())
    parts = [
        (
            str(ABBREVIATED.index(p[:3].title()) + 1)
            if p[:3].title() in ABBREVIATED
            else re.sub(r"(?<=\d)(st|nd|rd|th)$", "", p)
        )
        for p in parts
    ]
    if len(parts) != 3 or not all(re.fullmatch("[0-9]{1,4}", p) for p in parts):
        return None
    first, second, third = (int(p) for p in parts)
    orders = (
        [(first, second, third)]
        if len(parts[0]) == 4
        else [(third, second, first), (third, first, second)]
        if len(parts[2]) == 4
        else []
    )
    days = {found for order in orders if (found := _real(*order))}
    return days.pop() if len(days) == 1 else None


def _real(year: int, month: int, day_of_month: int) -> str | None:
    try:
        return date(year, month, day_of_month).isoformat()
    except ValueError:
        return None
