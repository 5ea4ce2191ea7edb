"""An axis of benefit: what favours the intervention stands to the left of no difference, whichever
sign its numbers have.
"""

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Better = Literal["lower", "higher"]

# Intervals that run farther than this many times the largest estimate end in an arrow, so that one
# wide interval hides no other.
FARTHEST = 3
# Room beyond the outermost value, and at least for either side of no difference, as shares of the
# axis.
MARGIN, SIDE = 0.06, 0.15
MOST_TICKS = 7
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
# Ticks of a ratio axis, the round ones first; finer ones stand in where an axis is short.
ROUND_RATIOS = tuple(base * 10.0**power for power in range(-4, 5) for base in (1.0, 2.0, 5.0))
FINE_RATIOS = (
    0.2,
    0.3,
    0.4,
    0.5,
    0.6,
    0.7,
    0.8,
    0.9,
    1.0,
    1.1,
    1.2,
    1.3,
    1.4,
    1.6,
    1.8,
    2.0,
    2.5,
    3.0,
    4.0,
    5.0,
)


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: where it stands and what is printed beside it."""

    x: float
    label: str


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

    def at(self, benefit: float) -> float:
        """Where a benefit stands, never beyond the ends."""
        inside = min(max(benefit, self.least), self.most)
        share = (self.most - inside) / (self.most - self.least)
        return round(self.left + share * (self.right - self.left), 1)

    def holds(self, benefit: float) -> bool:
        """Whether a benefit lies within the ends."""
        return self.least <= benefit <= self.most

    def benefit(self, value: Decimal | float, better: Better) -> float | None:
        """How far a number favours the intervention, or None where it cannot stand here: zero or
        less has no logarithm.
        """
        number = float(value)
        if self.ratio:
            if number <= 0:
                return None
            number = math.log(number)
        return -number if better == "lower" else number

    def value(self, benefit: float) -> float:
        """The number that a benefit is printed as on this axis."""
        number = -benefit if self.better == "lower" else benefit
        return math.exp(number) if self.ratio else number


@dataclass(frozen=True)
class Spread:
    """How far benefits run to either side of no difference."""

    ratio: bool
    most: float
    least: float


def axis(spread: Spread, better: Better, left: float, right: float) -> Axis:
    """An axis wide enough for a spread of benefits; no difference always stands on it, with room to
    either side.
    """
    most, least = max(spread.most, 0.0), min(spread.least, 0.0)
    if most == least:
        most, least = 1.0, -1.0
    reach = most - least
    most, least = max(most, SIDE * reach), min(least, -SIDE * reach)
    margin = MARGIN * (most - least)
    return Axis(spread.ratio, better, most + margin, least - margin, left, right)


def spread(ratio: bool, estimates: list[float], bounds: list[float], edge: float) -> Spread:
    """The spread of estimates and interval bounds, `edge` (the smallest size that counts, or 0) to
    either side included.
    """
    farthest = FARTHEST * max([abs(one) for one in estimates] + [edge])
    held = [min(max(bound, -farthest), farthest) for bound in bounds]
    everything = [*estimates, *held, edge * 1.1, -edge * 1.1]
    return Spread(ratio, max(everything), min(everything))


def ticks(axis: Axis) -> tuple[Tick, ...]:
    """Round numbers along an axis, no difference among them, from left to right."""
    values = _ratio_ticks(axis) if axis.ratio else _linear_ticks(axis)
    found = {
        Tick(axis.at(benefit), _label(value))
        for value in values
        if (benefit := axis.benefit(value, axis.better)) is not None
    }
    return tuple(sorted(found, key=lambda tick: tick.x))


def _linear_ticks(axis: Axis) -> list[float]:
    low, high = sorted((axis.value(axis.most), axis.value(axis.least)))
    rough = (high - low) / MOST_TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * step for step in STEPS if power * step >= rough)
    return [
        round(number * step, 10)
        for number in range(math.ceil(low / step), math.floor(high / step) + 1)
    ]


def _ratio_ticks(axis: Axis) -> list[float]:
    low, high = sorted((axis.value(axis.most), axis.value(axis.least)))
    inside = [one for one in ROUND_RATIOS if low <= one <= high]
    if len(inside) < 4:
        inside = [one for one in FINE_RATIOS if low <= one <= high]
    while len(inside) > MOST_TICKS:
        null = inside.index(1.0)
        inside = [one for place, one in enumerate(inside) if (place - null) % 2 == 0]
    return inside


def _label(value: float) -> str:
    """A number as printed beside a tick, with a true minus."""
    shown = f"{abs(value):.6g}"
    return f"−{shown}" if value < 0 else shown
