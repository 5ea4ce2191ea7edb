"""An axis of benefit: what favours the intervention is to the left of no difference, whichever sign
its numbers have. It is as long as the intervals of its rows.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import median_low
from typing import Literal

Better = Literal["lower", "higher"]

# An interval is cut only where it reaches more than so many times as far as the middle row: at a
# tenth of its side of the axis a row can still be read.
CUT = 10
# How much farther than the rest of its row an end without a number is given room, to be an arrow.
BOUNDLESS = 1.5
# Room beyond the outermost value, and at least for either side of no difference, as shares of the
# axis.
MARGIN, SIDE = 0.06, 0.15
# Beyond so many ticks an axis is crowded; below so few a finer scale is tried.
MOST_TICKS, ENOUGH_TICKS = 7, 4
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))
# The widest figure of the fonts that systems fall back to, and the room between two labels.
FIGURE, GAP = 7, 5


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: where it is and what is printed next to it."""

    x: float
    label: str

    @property
    def half(self) -> float:
        """Half the width of its label."""
        return len(self.label) * FIGURE / 2


@dataclass(frozen=True)
class Span:
    """How far one row runs: its estimate and the ends of its interval, as benefits."""

    estimate: float
    ends: tuple[float, ...]

    @property
    def reach(self) -> float:
        """How far it runs from no difference, as far as numbers say."""
        return max(abs(one) for one in (self.estimate, *self.ends) if math.isfinite(one))

    def within(self, farthest: float) -> Iterator[float]:
        """What the axis has to hold of it."""
        yield self.estimate
        for end in self.ends:
            bound = farthest if math.isfinite(end) else min(farthest, BOUNDLESS * self.reach)
            yield min(max(end, -bound), bound)


@dataclass(frozen=True)
class Axis:
    """Benefits from `most` (at `left`) down to `least` (at `right`); on a ratio axis a benefit is a
    logarithm.
    """

    ratio: bool
    better: Better
    most: float
    least: float
    left: float
    right: float

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest number on it."""
        low, high = sorted((self.value(self.most), self.value(self.least)))
        return low, high

    def at(self, benefit: float) -> float:
        """The place of a benefit, never beyond the ends."""
        inside = min(max(benefit, self.least), self.most)
        share = (self.most - inside) / (self.most - self.least)
        return round(self.left + share * (self.right - self.left), 1)

    def holds(self, benefit: float) -> bool:
        """Whether a benefit lies within the ends."""
        return self.least <= benefit <= self.most

    def value(self, benefit: float) -> float:
        """The number that a benefit is printed as on this axis."""
        number = -benefit if self.better == "lower" else benefit
        return math.exp(number) if self.ratio else number


def benefit(value: Decimal, ratio: bool, better: Better) -> float:
    """How far a number favours the intervention; a ratio of zero does so without bound."""
    number = float(value)
    if ratio:
        number = math.log(number) if number > 0 else -math.inf
    return -number if better == "lower" else number


def axis(
    ratio: bool, better: Better, spans: Sequence[Span], edge: float, places: tuple[float, float]
) -> Axis:
    """An axis from one place to another that fits all rows, no difference and `edge` (the smallest
    size that counts, or 0) to either side of it.
    """
    reaches = [span.reach for span in spans]
    farthest = max(
        CUT * median_low([one for one in reaches if one > 0] or [0.0]),
        *(abs(span.estimate) for span in spans),
        edge,
    )
    held = [one for span in spans for one in span.within(farthest)]
    most, least = max(*held, edge * 1.1), min(*held, -edge * 1.1)
    if most == least:
        most, least = 1.0, -1.0
    reach = most - least
    most, least = max(most, SIDE * reach), min(least, -SIDE * reach)
    margin = MARGIN * (most - least)
    return Axis(ratio, better, most + margin, least - margin, *places)


def ticks(axis: Axis) -> tuple[Tick, ...]:
    """Round numbers along an axis, no difference among them, from left to right: three at least,
    and no label over another.
    """
    scales = [
        found
        for values in (_ratios(axis) if axis.ratio else _multiples(axis))
        if len(found := _placed(axis, values)) <= MOST_TICKS and _apart(found)
    ]
    return next((one for one in scales if len(one) >= ENOUGH_TICKS), max(scales, key=len))


def _placed(axis: Axis, values: Sequence[Decimal]) -> tuple[Tick, ...]:
    """The ticks of these numbers whose labels have room."""
    room = axis.left + axis.right
    found = (
        Tick(axis.at(benefit(value, axis.ratio, axis.better)), _label(value)) for value in values
    )
    inside = (tick for tick in found if tick.half <= tick.x <= room - tick.half)
    return tuple(sorted(inside, key=lambda tick: tick.x))


def _apart(found: Sequence[Tick]) -> bool:
    return all(left.x + left.half + GAP <= right.x - right.half for left, right in pairwise(found))


def _multiples(axis: Axis) -> Iterator[list[Decimal]]:
    """Multiples of round steps, the finest first."""
    low, high = axis.ends
    power = math.floor(math.log10(high - low)) - 1
    for step in (one.scaleb(power + more) for more in (0, 1) for one in STEPS):
        first, last = math.ceil(low / float(step)), math.floor(high / float(step))
        yield [number * step for number in range(first, last + 1)]


def _ratios(axis: Axis) -> Iterator[list[Decimal]]:
    """Round ratios on a logarithmic axis; multiples where it is short, tens alone where it is
    long.
    """
    low, high = axis.ends
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    tens = [Decimal(1).scaleb(power) for power in range(first, last + 1)]
    for steps in ((1, 2, 5), (1, 3)):
        yield _between(axis, [step * ten for ten in tens for step in steps])
    yield _between(axis, [Decimal(2) ** power for power in range(-6, 7)])
    yield from (values for values in _multiples(axis) if Decimal(1) in values)
    for apart in range(1, 9):
        yield _between(axis, [ten for ten in tens if ten.adjusted() % apart == 0])


def _between(axis: Axis, values: Sequence[Decimal]) -> list[Decimal]:
    low, high = axis.ends
    return [value for value in values if low <= value <= high]


def _label(value: Decimal) -> str:
    """A number as printed next to a tick, with a true minus."""
    shown = f"{abs(value).normalize():f}"
    return f"−{shown}" if value < 0 else shown
