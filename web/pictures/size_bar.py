"""The five-cell sign of a size: worse, little, small, moderate, large, each a cell of one width.

It's an ordinal picture: each finding's own bands are laid on the same cells, so that different
measures stand under one heading; the number is always printed next to it.
"""

from dataclasses import dataclass
from decimal import Decimal

from kb.model.collection import Threshold
from kb.model.derived import Derived

CELL = 40
WIDTH = 5 * CELL
NAMES = ("worse", "little", "small", "moderate", "large")
# What the sign says of a finding's size; a dashed one of none.
SIZED = {"little-or-none": 2, "small": 3, "moderate": 4, "large": 5}


@dataclass(frozen=True)
class SizeBar:
    """`filled` is how long the filled part is from no difference on; `point` and the interval, from
    `low` to `high`, are None if they aren't drawn. `dashed`: no size is classed.
    """

    filled: int = 0
    point: float | None = None
    low: float | None = None
    high: float | None = None
    dashed: bool = False

    @property
    def null(self) -> int:
        """Where no difference is."""
        return CELL


def size_bar(derived: Derived) -> SizeBar:
    """The sign of a finding."""
    cells = SIZED.get(derived.shows, 1)
    if derived.level == "very-low" or derived.shows == "very-uncertain":
        return SizeBar(dashed=True)
    if derived.bands is None or derived.contrast is None:
        return SizeBar((cells - 1) * CELL, dashed=cells == 1)
    turned, bands = derived.contrast, derived.bands
    low, high = turned.bounds or (None, None)
    return SizeBar(
        filled=0 if turned.includes_null else (cells - 1) * CELL,
        point=_at(turned.benefit, bands),
        low=None if low is None else _at(low, bands),
        high=None if high is None else _at(high, bands),
    )


def _at(benefit: Decimal, bands: Threshold) -> float:
    """Where a number lies: within its cell by its share of the band, never beyond the last."""
    edges = (-bands.small, Decimal(0), bands.small, bands.moderate, bands.large)
    ends = (*edges[1:], bands.large + (bands.large - bands.moderate))
    for place, (start, end) in enumerate(zip(edges, ends, strict=True)):
        if benefit <= end and end > start:
            share = max(Decimal(0), (benefit - start) / (end - start))
            return round((place + float(share)) * CELL, 1)
    return float(WIDTH)
