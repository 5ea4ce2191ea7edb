"""A forest plot: findings of one outcome on one scale, row by row, grouped by what they were
compared with; nothing is pooled.

All of it is in one column that fits a phone: the words of a row above its line. Left always
favours the intervention.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap

from web.pictures.axis import Axis, Better, Span, Tick, axis, benefit, ticks

# Units of the drawing; at 360 wide it is on a phone about as large as the text around it.
WIDTH, EDGE = 360, 8
TOP, HEADING, ROW, FOOT = 18, 24, 53, 42
# How far below the top of its row a line is, how tall the words above it are, and how much each
# more line of words adds.
LINE, WORDS, MORE = 43, 33, 13
# A band this wide has room for its name.
NAMED = 40
# So many characters of small words fit a line, a certainty at its end among them, in the widest
# font that systems fall back to; and so many left of the words at the other end of the axis.
FITS, SIDE_FITS = 53, 32


@dataclass(frozen=True)
class Point:
    """A finding as the picture needs it: its numbers in the sense of the picture, and whether their
    signs were reversed for it.
    """

    id: str
    name: str
    about: str
    group: str
    against: str
    estimate: Decimal
    low: Decimal | None
    high: Decimal | None
    reversed: bool
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
        """Where its name is."""
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

    @property
    def about(self) -> tuple[str, ...]:
        """What it is about: what its certainty leaves of the line, and more lines if needed."""
        return _lines_about(self.point)

    @property
    def line(self) -> int:
        """How far below the top of its row its line is."""
        return LINE + MORE * (len(self.about) - 1)

    @property
    def whole(self) -> bool:
        """Whether it has an interval."""
        return self.point.low is not None

    @property
    def interval(self) -> str:
        """The path of its interval, from the top of its row; an end beyond the picture is an
        arrow.
        """
        line = f"M{self.start:g} {self.line}H{self.end:g}"
        left = f"M{self.start + 5:g} {self.line - 4}l-5 4 5 4" if self.cut_start else ""
        right = f"M{self.end - 5:g} {self.line - 4}l5 4-5 4" if self.cut_end else ""
        return line + left + right

    @property
    def estimate(self) -> str:
        """The path of its estimate: a square, or a diamond where it has no interval."""
        if self.whole:
            return f"M{round(self.x - 4, 1)} {self.line - 4}h8v8h-8z"
        return f"M{self.x} {self.line - 6}l6 6-6 6-6-6z"


@dataclass(frozen=True)
class Heading:
    """What the findings below it were compared with."""

    words: str
    y: int


@dataclass(frozen=True)
class Forest:
    """A forest plot, ready to be drawn; `favours` is the intervention in lines."""

    height: int
    favours: tuple[str, ...]
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
        """Where the axis itself is."""
        return self.height - _foot(self.favours)

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
            (mark.y, WORDS - LINE + mark.line) for mark in self.marks
        ]
        return "".join(f"M0 {y}h{WIDTH}v{tall}h-{WIDTH}z" for y, tall in places)

    @property
    def lone(self) -> int:
        """How many estimates have no interval."""
        return sum(not mark.whole for mark in self.marks)

    @property
    def null(self) -> float:
        """Where no difference is."""
        return self.axis.at(0.0)

    @property
    def ends(self) -> tuple[str, str]:
        """The lowest and the highest number on its axis."""
        low, high = self.axis.ends
        return f"{low:.6g}", f"{high:.6g}"

    @property
    def cut(self) -> int:
        """How many intervals run beyond the axis."""
        return sum(mark.cut_start or mark.cut_end for mark in self.marks)

    @property
    def reversed(self) -> int:
        """How many rows have their signs reversed."""
        return sum(mark.point.reversed for mark in self.marks)


def forest(
    points: Sequence[Point], ratio: bool, better: Better, sizes: Sizes | None, favours: str = ""
) -> Forest:
    """The plot of findings that share an outcome, a measure, a scale and a sense; `points` stand
    together by group and are drawable, and what is left of the line favours `favours`.
    """
    side = lines(f"← favours {favours}", SIDE_FITS)
    spans = [_span(point, ratio, better) for point in points]
    edge = float(sizes.small) if sizes else 0.0
    fitted = axis(ratio, better, spans, edge, (EDGE, WIDTH - EDGE))
    headings, marks, bottom = _rows(points, spans, fitted)
    bands = tuple(_bands(sizes, fitted)) if sizes else ()
    return Forest(bottom + _foot(side), side, fitted, ticks(fitted), bands, headings, marks)


def _foot(favours: tuple[str, ...]) -> int:
    return FOOT + MORE * (len(favours) - 1)


def _lines_about(point: Point) -> tuple[str, ...]:
    taken = " " * len(f"{point.symbol} {point.certainty} ".lstrip())
    return lines(point.about, FITS, taken)


def lines(words: str, fits: int, taken: str = "") -> tuple[str, ...]:
    """Words in lines of so many characters, of the first of which some are taken; one at least."""
    wrapped = wrap(words, fits, initial_indent=taken, break_on_hyphens=False)
    return tuple(line.strip() for line in wrapped) or ("",)


def _span(point: Point, ratio: bool, better: Better) -> Span:
    ends = (benefit(end, ratio, better) for end in (point.low, point.high) if end is not None)
    return Span(benefit(point.estimate, ratio, better), tuple(ends))


def _rows(
    points: Sequence[Point], spans: Sequence[Span], on: Axis
) -> tuple[tuple[Heading, ...], tuple[Mark, ...], int]:
    headings: list[Heading] = []
    marks: list[Mark] = []
    y = TOP
    for point, span in zip(points, spans, strict=True):
        if not headings or headings[-1].words != point.group:
            headings.append(Heading(point.group, y))
            y += HEADING
        marks.append(_mark(point, span, on, y))
        y += ROW - LINE + marks[-1].line
    return tuple(headings), tuple(marks), y


def _mark(point: Point, span: Span, on: Axis, y: int) -> Mark:
    ends = span.ends or (span.estimate,)
    most, least = max(ends), min(ends)
    return Mark(
        point=point,
        y=y,
        x=on.at(span.estimate),
        start=on.at(most),
        end=on.at(least),
        cut_start=not on.holds(most),
        cut_end=not on.holds(least),
    )


def _bands(sizes: Sizes, on: Axis) -> Iterator[Band]:
    """The classes from small up on both sides, as far as the picture runs."""
    edges = (float(sizes.small), float(sizes.moderate), float(sizes.large), float("inf"))
    for size, near, far in zip(("small", "moderate", "large"), edges, edges[1:], strict=False):
        for start, end in ((far, near), (-near, -far)):
            left, right = on.at(start), on.at(end)
            if right > left:
                yield Band(size, left, round(right - left, 1))
