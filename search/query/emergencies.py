"""Finds an overdose that a query describes without the word."""

from search.text.emergency_words import (
    AFTER_AMOUNTS,
    AMOUNTS,
    BEFORE_AMOUNTS,
    BY_MISTAKE,
    CHILDREN,
    HAVING,
    MANY_TABLETS,
    NOT_TABLETS,
    NUMBERS,
    SWALLOWED,
    SWALLOWING,
)

NEAR = 4  # words between a number and a verb after it


def describes_overdose(typed: tuple[str, ...]) -> bool:
    """Whether the folded words say that many tablets, or any by a child, were swallowed."""
    if not (BY_MISTAKE.isdisjoint(typed) or CHILDREN.isdisjoint(typed)):
        return True
    return any(
        _follows(typed, at) or (word in SWALLOWED and _precedes(typed, at))
        for at, word in enumerate(typed)
        if word in SWALLOWING or word in HAVING
    )


def _follows(typed: tuple[str, ...], verb: int) -> bool:
    """Whether many of what may be tablets follow a verb."""
    at = _next(typed, verb + 1, BEFORE_AMOUNTS)
    amount = typed[at : at + 1] != () and typed[at] in AMOUNTS and typed[verb] not in HAVING
    return _are_many(typed, at) or (
        amount and typed[at + 1 : at + 2] in ((), ("of",)) and _may_be_tablets(typed, at)
    )


def _precedes(typed: tuple[str, ...], verb: int) -> bool:
    """Whether a number of what may be tablets is near before a verb."""
    return any(_are_many(typed, at) for at in range(max(0, verb - NEAR), verb))


def _are_many(typed: tuple[str, ...], at: int) -> bool:
    word = typed[at] if at < len(typed) else ""
    many = word in NUMBERS or (word.isdecimal() and int(word) in MANY_TABLETS)
    return many and _may_be_tablets(typed, at)


def _may_be_tablets(typed: tuple[str, ...], at: int) -> bool:
    things = _next(typed, at + 1, AFTER_AMOUNTS)
    others = 1 if typed[things : things + 1] and typed[things].isdecimal() else 2  # "20 500 mg"
    return NOT_TABLETS.isdisjoint(typed[things : things + others])


def _next(typed: tuple[str, ...], at: int, skipped: frozenset[str]) -> int:
    """The place of the first word from there on that isn't skipped."""
    while at < len(typed) and typed[at] in skipped:
        at += 1
    return at
