"""A difference on a bar that stands for a whole scale of 0 to 100: for display only, its printed
number is always next to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kb.statements.phrases import printed
from web.pictures.forest import Band, Sizes

# Units of the drawing, and room for an end that lies beyond the scale.
WIDTH, EDGE = 300, 4
WHOLE = 100


@dataclass(frozen=True)
class Difference:
    """How far a number favours the intervention, in points of its own scale, `whole` points wide;
    the interval the lower end first.
    """

    benefit: Decimal
    interval: tuple[Decimal, Decimal] | None
    whole: Decimal


@dataclass(frozen=True)
class Bar:
    """The bar from `end`, the whole scale, to `null`, none; the interval from `start` to `stop`,
    and the difference in `points`.
    """

    null: float
    end: float
    x: float
    start: float
    stop: float
    bands: tuple[Band, ...]
    benefit: Decimal
    points: str
    interval: str

    @property
    def square(self) -> float:
        """Where the square of the estimate begins."""
        return round(self.x - 3, 1)

    @property
    def track(self) -> float:
        """How long the whole scale is."""
        return round(self.end - self.null, 1)

    @property
    def width(self) -> int:
        """How wide the drawing is."""
        return WIDTH


def bar(difference: Difference, sizes: Sizes | None) -> Bar:
    """The bar of a difference; benefit runs to the right, a loss to the left of no difference."""
    factor = Decimal(WHOLE) / difference.whole
    shown = printed if factor == 1 else _shown
    benefit = difference.benefit * factor
    low, high = (
        one * factor for one in difference.interval or (difference.benefit, difference.benefit)
    )
    loss = max(Decimal(0), -min(low, benefit))
    unit = (WIDTH - 2 * EDGE) / float(max(Decimal(WHOLE), high, benefit) + loss)

    def at(points: Decimal) -> float:
        return round(EDGE + unit * float(points + loss), 1)

    return Bar(
        null=at(Decimal(0)),
        end=at(Decimal(WHOLE)),
        x=at(benefit),
        start=at(low),
        stop=at(high),
        bands=tuple(_bands(sizes, factor, unit, at(Decimal(0)))) if sizes else (),
        benefit=benefit,
        points=shown(abs(benefit)),
        interval=f"{shown(low)} to {shown(high)}" if difference.interval else "",
    )


def _bands(sizes: Sizes, factor: Decimal, unit: float, null: float) -> Iterator[Band]:
    edges = [float(edge * factor) for edge in (sizes.small, sizes.moderate, sizes.large)]
    for size, near, far in zip(
        ("small", "moderate", "large"), edges, [*edges[1:], float(WHOLE)], strict=True
    ):
        yield Band(size, round(null + unit * near, 1), round(unit * (far - near), 1))


def _shown(points: Decimal) -> str:
    """Points to one decimal, or to the first that is not zero, without an empty decimal."""
    places = max(1, -points.adjusted()) if points else 1
    return printed(round(points, places)).removesuffix(".0")
