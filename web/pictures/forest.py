"""A forest plot: findings of one outcome on one scale, row by row, grouped by what they were
compared with; nothing is pooled.

All of it stands in one column that fits a phone: the words of a row above its line. Left always
favours the intervention.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from web.pictures.axis import Axis, Better, Tick, axis, spread, ticks

# Units of the drawing; at 360 wide it stands on a phone about as large as the text around it.
WIDTH, EDGE = 360, 8
TOP, HEADING, ROW, FOOT = 18, 24, 53, 42
# How far below the top of its row a line stands, and how tall the words above it are.
LINE, WORDS = 43, 33
# A band this wide has room for its name; a tick this far from the ends has room for its label.
NAMED, LABEL = 40, 18
# So many characters of small words fit a line, a certainty at its end among them, in the widest
# font that systems fall back to.
FITS = 53


@dataclass(frozen=True)
class Point:
    """A finding as the picture needs it: numbers as printed, with the way each favours the
    intervention.
    """

    id: str
    name: str
    about: str
    group: str
    against: str
    estimate: Decimal
    low: Decimal | None
    high: Decimal | None
    better: Better
    printed: str
    certainty: str
    symbol: str
    muted: bool


@dataclass(frozen=True)
class Sizes:
    """From which size on a difference is small, moderate and large."""

    small: Decimal
    moderate: Decimal
    large: Decimal


@dataclass(frozen=True)
class Band:
    """A shaded stretch of the axis: one class of size, on one side."""

    size: str
    x: float
    width: float

    @property
    def path(self) -> str:
        """Its outline on a picture one unit tall."""
        return f"M{self.x:g} 0h{self.width:g}v1h-{self.width:g}z"

    @property
    def middle(self) -> float:
        """Where its name stands."""
        return round(self.x + self.width / 2, 1)

    @property
    def named(self) -> bool:
        """Whether there is room for its name."""
        return self.width >= NAMED


@dataclass(frozen=True)
class Mark:
    """One finding as drawn: its point, the ends of its interval, and whether an end lies beyond the
    picture.
    """

    point: Point
    y: int
    x: float
    start: float
    end: float
    cut_start: bool
    cut_end: bool
    turned: bool

    @property
    def about(self) -> str:
        """What it is about, cut to what its certainty leaves of the line."""
        certainty = (
            f"{self.point.symbol} {self.point.certainty}{' · turned' if self.turned else ''}"
        )
        return shortened(self.point.about, FITS - len(certainty.strip()) - 1)

    @property
    def whole(self) -> bool:
        """Whether it has an interval."""
        return self.point.low is not None

    @property
    def interval(self) -> str:
        """The path of its interval, from the top of its row; an end beyond the picture is an
        arrow.
        """
        line = f"M{self.start:g} {LINE}H{self.end:g}"
        left = f"M{self.start + 5:g} {LINE - 4}l-5 4 5 4" if self.cut_start else ""
        right = f"M{self.end - 5:g} {LINE - 4}l5 4-5 4" if self.cut_end else ""
        return line + left + right

    @property
    def square(self) -> float:
        """Where the square of its estimate begins."""
        return round(self.x - 4, 1)


@dataclass(frozen=True)
class Heading:
    """What the findings below it were compared with."""

    words: str
    y: int


@dataclass(frozen=True)
class Forest:
    """A forest plot, ready to be drawn."""

    height: int
    axis: Axis
    ticks: tuple[Tick, ...]
    bands: tuple[Band, ...]
    headings: tuple[Heading, ...]
    marks: tuple[Mark, ...]

    @property
    def width(self) -> int:
        """How wide the drawing is."""
        return WIDTH

    @property
    def end(self) -> int:
        """Where words that end a line end."""
        return WIDTH - EDGE

    @property
    def foot(self) -> int:
        """Where the axis itself stands."""
        return self.height - FOOT

    @property
    def top(self) -> int:
        """Where bands begin, below their names."""
        return TOP

    @property
    def tall(self) -> int:
        """How tall bands are."""
        return self.foot - TOP

    @property
    def shades(self) -> tuple[tuple[str, str], ...]:
        """Each class of size with the path of its bands, one unit tall."""
        sizes = dict.fromkeys(band.size for band in self.bands)
        return tuple(
            (size, "".join(band.path for band in self.bands if band.size == size)) for size in sizes
        )

    @property
    def covers(self) -> str:
        """The path of what lies under words, so that no line or shade runs through them."""
        places = [(heading.y, HEADING) for heading in self.headings] + [
            (mark.y, WORDS) for mark in self.marks
        ]
        return "".join(f"M0 {y}h{WIDTH}v{tall}h-{WIDTH}z" for y, tall in places)

    @property
    def lone(self) -> int:
        """How many estimates have no interval."""
        return sum(not mark.whole for mark in self.marks)

    @property
    def null(self) -> float:
        """Where no difference stands."""
        return self.axis.at(0.0)

    @property
    def turned(self) -> int:
        """How many numbers are drawn turned, as they were printed the other way round."""
        return sum(mark.turned for mark in self.marks)


def drawable(point: Point, ratio: bool) -> bool:
    """Whether a finding's number can stand on its axis: a ratio of zero or less cannot."""
    return not ratio or point.estimate > 0


def forest(points: Sequence[Point], ratio: bool, sizes: Sizes | None) -> Forest:
    """The plot of findings that share an outcome, a measure and a scale; `points` stand together by
    group and are drawable.
    """
    better = _direction(points)
    unfitted = Axis(ratio, better, 1.0, -1.0, EDGE, WIDTH - EDGE)
    estimates = [_benefit(unfitted, point.estimate, point) for point in points]
    bounds = [
        _benefit(unfitted, end, point)
        for point in points
        for end in (point.low, point.high)
        if end is not None
    ]
    fitted = axis(
        spread(ratio, estimates, bounds, float(sizes.small) if sizes else 0.0),
        better,
        EDGE,
        WIDTH - EDGE,
    )
    headings, marks, bottom = _rows(points, fitted)
    inside = tuple(tick for tick in ticks(fitted) if LABEL <= tick.x <= WIDTH - LABEL)
    return Forest(
        bottom + FOOT,
        fitted,
        inside,
        tuple(_bands(sizes, fitted)) if sizes else (),
        headings,
        marks,
    )


def shortened(words: str, fits: int) -> str:
    """Words cut to what fits a line, and shown to be cut."""
    return words if len(words) <= fits else f"{words[: fits - 1].rstrip(' ,;:(')}…"


def _direction(points: Sequence[Point]) -> Better:
    """The way most numbers of a picture are printed; its axis is labelled so."""
    lower = sum(point.better == "lower" for point in points)
    return "lower" if 2 * lower >= len(points) else "higher"


def _benefit(on: Axis, value: Decimal, point: Point) -> float:
    """How far a number favours the intervention; a ratio's bound of zero lies infinitely far
    out.
    """
    benefit = on.benefit(value, point.better)
    if benefit is None:
        return float("inf") if point.better == "lower" else float("-inf")
    return benefit


def _rows(points: Sequence[Point], on: Axis) -> tuple[tuple[Heading, ...], tuple[Mark, ...], int]:
    headings: list[Heading] = []
    marks: list[Mark] = []
    y = TOP
    for point in points:
        if not headings or headings[-1].words != point.group:
            headings.append(Heading(point.group, y))
            y += HEADING
        marks.append(_mark(point, on, y))
        y += ROW
    return tuple(headings), tuple(marks), y


def _mark(point: Point, on: Axis, y: int) -> Mark:
    benefit = _benefit(on, point.estimate, point)
    ends = [_benefit(on, end, point) for end in (point.low, point.high) if end is not None] or [
        benefit
    ]
    most, least = max(ends), min(ends)
    return Mark(
        point=point,
        y=y,
        x=on.at(benefit),
        start=on.at(most),
        end=on.at(least),
        cut_start=not on.holds(most),
        cut_end=not on.holds(least),
        turned=point.better != on.better,
    )


def _bands(sizes: Sizes, on: Axis) -> Iterator[Band]:
    """The classes from small up on both sides, as far as the picture runs."""
    edges = (float(sizes.small), float(sizes.moderate), float(sizes.large), float("inf"))
    for size, near, far in zip(("small", "moderate", "large"), edges, edges[1:], strict=False):
        for start, end in ((far, near), (-near, -far)):
            left, right = on.at(start), on.at(end)
            if right > left:
                yield Band(size, left, round(right - left, 1))
