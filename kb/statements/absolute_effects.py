"""How many of a hundred people had an outcome with an intervention, and how many without: from
counts or rates that a source prints for both arms, never from a ratio.
"""

from decimal import Decimal
from math import sqrt

from kb.model.absolute import Absolute, Share
from kb.model.derived import AbsoluteEffect, NumberNeeded
from kb.model.harm import Harm

HUNDRED = Decimal(100)
Z = 1.959964  # of a 95% interval
TENTH = Decimal("0.1")


def absolute_effect(
    absolute: Absolute, of: str, given: str, other: str, source: str, *, unwanted: bool
) -> AbsoluteEffect:
    """The effect from counts or rates; `unwanted` means that fewer is better."""
    with_, without = _rate(absolute.with_, absolute), _rate(absolute.without, absolute)
    bounds = _bounds(absolute.with_, absolute.without)
    return AbsoluteEffect(
        of=absolute.of or of,
        given=given,
        other=other,
        rates=(with_, without),
        counts=_counts(absolute),
        difference=with_ - without,
        bounds=bounds,
        source=source,
        needed=_needed(absolute, bounds, unwanted=unwanted) if bounds else None,
    )


def of_harm(harm: Harm, given: str) -> AbsoluteEffect | None:
    """That of a harm: from its counts, else from the percentages of both arms, unless the one with
    the intervention is approximate.
    """
    absolute = harm.absolute
    exact = None if harm.approximate else harm.rate
    if absolute is None and harm.than and exact is not None and harm.than_rate is not None:
        absolute = Absolute.model_validate({"with": exact, "without": harm.than_rate})
    if absolute is None or harm.seen != "yes":
        return None
    return absolute_effect(
        absolute, harm.what, harm.arm or given, harm.than or "", harm.source, unwanted=True
    )


def _rate(share: Share, absolute: Absolute) -> Decimal:
    """Per hundred people: a printed percentage to its last digit, else to one decimal."""
    if not isinstance(share, tuple):
        return share if absolute.per == HUNDRED else _tenth(share * HUNDRED / absolute.per)
    events, people = share
    return _tenth(HUNDRED * events / people)


def _tenth(value: Decimal) -> Decimal:
    """To one decimal, without a trailing zero."""
    rounded = value.quantize(TENTH)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded


def _counts(absolute: Absolute) -> tuple[tuple[int, int], tuple[int, int]] | None:
    with_, without = absolute.with_, absolute.without
    if isinstance(with_, tuple) and isinstance(without, tuple):
        return with_, without
    return None


def _bounds(with_: Share, without: Share) -> tuple[Decimal, Decimal] | None:
    """The 95% interval of the difference of two counts, by Newcombe's hybrid score method; None for
    rates, which don't give the number of people.
    """
    if not isinstance(with_, tuple) or not isinstance(without, tuple):
        return None
    (p, low_p, high_p), (q, low_q, high_q) = _wilson(*with_), _wilson(*without)
    low = p - q - sqrt((p - low_p) ** 2 + (high_q - q) ** 2)
    high = p - q + sqrt((high_p - p) ** 2 + (q - low_q) ** 2)
    return _tenth(Decimal(100 * low)), _tenth(Decimal(100 * high))


def _wilson(events: int, people: int) -> tuple[float, float, float]:
    """A proportion with its Wilson score interval."""
    share, square = events / people, Z * Z
    middle = (share + square / (2 * people)) / (1 + square / people)
    half = Z * sqrt(share * (1 - share) / people + square / (4 * people**2)) / (1 + square / people)
    return share, middle - half, middle + half


def _needed(
    absolute: Absolute, bounds: tuple[Decimal, Decimal], *, unwanted: bool
) -> NumberNeeded | None:
    """The number needed to treat or harm; None if the interval includes no difference, because it
    would run through infinity.
    """
    low, high = bounds
    if low <= 0 <= high:
        return None
    difference = _rate(absolute.with_, absolute) - _rate(absolute.without, absolute)
    near, far = sorted((abs(low), abs(high)))
    number, *ends = (_tenth(HUNDRED / one) for one in (abs(difference), far, near))
    return NumberNeeded("NNH" if (difference > 0) == unwanted else "NNT", number, *ends)
