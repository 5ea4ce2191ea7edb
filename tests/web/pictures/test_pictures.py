"""Pictures as geometry: which side, which axis, which bands, and that odd numbers break nothing."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from statistics import median_low

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import a_library, an_effect, with_findings
from kb.export.citations import short
from kb.model.entries import Intervention
from kb.model.library import Library
from web.parts.effect_plots import FEW, NO_BREAK, Pictures, effect_pictures, worth_showing
from web.pictures.axis import CUT, Better, benefit
from web.pictures.forest import FITS, Forest, Point, Sizes, forest

SIZES = Sizes(Decimal(5), Decimal(10), Decimal(20))


def a_point(
    estimate: str = "-12",
    low: str | None = "-18",
    high: str | None = "-6",
    group: str = "Sham",
) -> Point:
    """A finding of 12 of 100 points less than sham."""
    start, end = (None if bound is None else Decimal(bound) for bound in (low, high))
    return Point(
        id="f--1",
        name="Able 2020",
        about="Chronic",
        group=group,
        against=group,
        estimate=Decimal(estimate),
        low=start,
        high=end,
        reversed=False,
        printed=estimate,
        certainty="Low",
        symbol="⊕⊕◯◯",
        muted=False,
    )


def plot(
    *points: Point, ratio: bool = False, better: Better = "lower", sizes: Sizes | None = SIZES
) -> Forest:
    return forest(points, ratio, better, sizes)


def library_of(entry: Intervention) -> Library:
    return a_library(entry)


def drawn(*fields: Mapping[str, object]) -> tuple[Pictures, ...]:
    """The pictures of yoga with these findings."""
    entry = with_findings(*fields)
    return effect_pictures(entry, library_of(entry))


@pytest.mark.parametrize(("estimate", "better"), [("-12", "lower"), ("12", "higher")])
def test_what_favours_the_intervention_is_left_whatever_its_sign(
    estimate: str, better: Better
) -> None:
    low, high = sorted((Decimal(estimate) - 2, Decimal(estimate) + 2))
    shown = plot(a_point(estimate, str(low), str(high)), better=better)
    mark = shown.marks[0]
    assert mark.start < mark.x < mark.end < shown.null


def test_what_favours_the_comparator_is_right() -> None:
    shown = plot(a_point("12", "6", "18"))
    assert shown.null < shown.marks[0].start < shown.marks[0].x < shown.marks[0].end


def test_all_rows_have_one_sense_and_reversed_signs_are_said_once() -> None:
    picture = drawn(
        {"effect": an_effect("MD", "-12", "-18", "-6")},
        {"effect": an_effect("MD", "12.0", "6.0", "19.5", better="higher")},
        {"effect": an_effect("MD", "-9", "-18", "-6")},
    )[0].pictures[0]
    marks = picture.plot.marks
    assert [mark.point.printed for mark in marks] == [
        "−12 (−18 to −6)",
        "−12.0 (−19.5 to −6.0)",
        "−9 (−18 to −6)",
    ]
    assert (marks[0].x, marks[0].end) == (marks[1].x, marks[1].end)
    assert [mark.point.reversed for mark in marks] == [False, True, False]
    assert picture.plot.reversed == 1


def test_ratios_of_two_senses_never_share_an_axis() -> None:
    shown = drawn(
        {"effect": an_effect("RR", "0.8", "0.6", "1.1", better="lower")},
        {"effect": an_effect("RR", "1.3", "1.1", "1.6", better="higher")},
    )
    assert [len(picture.plot.marks) for picture in shown[0].pictures] == [1, 1]
    assert not any(picture.plot.reversed for picture in shown[0].pictures)


def test_ticks_print_the_numbers_of_the_rows() -> None:
    lower = [tick.label for tick in plot(a_point()).ticks]
    higher = [tick.label for tick in plot(a_point("12", "6", "18"), better="higher").ticks]
    assert lower[0].startswith("−")
    assert "0" in lower and "0" in higher
    assert not higher[0].startswith("−")


def test_bands_lie_on_both_sides_in_the_order_of_their_sizes_and_where_they_begin() -> None:
    shown = plot(a_point("-30", "-40", "-20"))
    left = [band for band in shown.bands if band.x < shown.null]
    assert [band.size for band in sorted(left, key=lambda band: band.x)] == [
        "large",
        "moderate",
        "small",
    ]
    assert any(band.x > shown.null for band in shown.bands)
    ends = {band.size: band.x + band.width for band in left}
    assert ends["small"] == pytest.approx(shown.axis.at(5), abs=0.2)
    assert ends["moderate"] == pytest.approx(shown.axis.at(10), abs=0.2)


def test_a_ratio_is_on_a_log_axis() -> None:
    shown = plot(a_point("0.5", "0.25", "1"), a_point("2", "1", "4"), ratio=True, sizes=None)
    halved, doubled = shown.marks
    assert shown.null - halved.x == pytest.approx(doubled.x - shown.null, abs=0.2)
    assert "1" in [tick.label for tick in shown.ticks]
    assert shown.bands == ()


def test_a_missing_interval_is_a_diamond_and_counted() -> None:
    shown = plot(a_point(low=None, high=None), a_point())
    assert [mark.whole for mark in shown.marks] == [False, True]
    assert shown.lone == 1


@pytest.mark.parametrize(
    ("row", "ratio"),
    [
        (("0.05", "-0.5", "0.6"), False),
        (("0.1", "-19", "20"), False),
        (("0", "-9", "10"), False),
        (("0", "0", "0"), False),
        (("-3", "-900", "0"), False),
        (("1.02", "0.98", "1.06"), True),
        (("1", "0.001", "1000"), True),
        (("1.00", "1.00", "1.00"), True),
    ],
)
def test_a_single_row_is_drawn_whole(row: tuple[str, str, str], ratio: bool) -> None:
    shown = plot(a_point(*row), ratio=ratio, sizes=None)
    assert not shown.cut
    assert len(shown.ticks) >= 3


def test_an_axis_follows_intervals_not_only_estimates() -> None:
    shown = plot(a_point("-1", "-2", "0"), a_point("0.5", "-12", "14"), sizes=None)
    assert not shown.cut


def test_an_end_beyond_the_axis_is_an_arrow_that_hides_no_other_row() -> None:
    shown = plot(a_point("-2", "-900", "5"), a_point("-3", "-4", "-2"), sizes=None)
    wide, narrow = shown.marks
    assert wide.cut_start and not wide.cut_end
    assert "l-5 4 5 4" in wide.interval
    assert narrow.end - narrow.start > 10
    assert shown.cut == 1


def test_a_ratio_bound_of_zero_is_an_arrow_with_the_other_end_whole() -> None:
    mark = plot(a_point("0.09", "0.00", "1.62"), ratio=True, sizes=None).marks[0]
    assert (mark.cut_start, mark.cut_end) == (True, False)
    assert mark.start < mark.x


def test_rows_stand_by_group_and_no_two_overlap() -> None:
    shown = plot(a_point(group="Sham"), a_point(group="Sham"), a_point(group="Usual care"))
    assert [heading.words for heading in shown.headings] == ["Sham", "Usual care"]
    tops = sorted([heading.y for heading in shown.headings] + [mark.y for mark in shown.marks])
    assert len(set(tops)) == 5
    assert (
        shown.headings[0].y
        < shown.marks[0].y
        < shown.marks[1].y
        < shown.headings[1].y
        < shown.marks[2].y
        < shown.foot
    )


numbers = st.one_of(
    st.decimals(min_value=-100000, max_value=100000, places=3, allow_nan=False),
    st.decimals(min_value=-2, max_value=2, places=3, allow_nan=False),
)
rows = st.lists(
    st.one_of(
        st.tuples(numbers).map(lambda one: (one[0], one[0], one[0])),
        st.tuples(numbers, numbers, numbers),
    ).map(sorted),
    min_size=1,
    max_size=6,
)
senses: tuple[Better, ...] = ("lower", "higher")


def _plots(found: list[list[Decimal]], better: Better) -> Iterator[Forest]:
    """The rows as differences, and those above zero as ratios."""
    for ratio in (False, True):
        points = [
            a_point(str(estimate), str(low), str(high))
            for low, estimate, high in found
            if not ratio or (estimate > 0 and low >= 0)
        ]
        if points:
            yield plot(*points, ratio=ratio, better=better, sizes=None if ratio else SIZES)
            yield plot(*points, ratio=ratio, better=better, sizes=None)


@settings(max_examples=300, deadline=None)
@given(rows, st.sampled_from(senses))
def test_no_number_breaks_a_picture(found: list[list[Decimal]], better: Better) -> None:
    for shown in _plots(found, better):
        places = [place for mark in shown.marks for place in (mark.x, mark.start, mark.end)]
        assert all(math.isfinite(place) and 0 <= place <= shown.width for place in places)
        assert all(mark.start <= mark.x <= mark.end for mark in shown.marks)


@settings(max_examples=300, deadline=None)
@given(rows, st.sampled_from(senses))
def test_an_axis_has_every_interval_that_is_not_far_wider_than_the_middle_one(
    found: list[list[Decimal]], better: Better
) -> None:
    for shown in _plots(found, better):
        ratio = shown.axis.ratio
        spans = [_reaches(mark.point, ratio) for mark in shown.marks]
        middle = median_low([max(span) for span in spans if max(span) > 0] or [0.0])
        for mark, span in zip(shown.marks, spans, strict=True):
            assert shown.axis.holds(benefit(mark.point.estimate, ratio, better))
            if max(span) <= CUT * middle:
                cut = mark.cut_start + mark.cut_end
                assert cut == (ratio and mark.point.low == 0)


def _reaches(point: Point, ratio: bool) -> list[float]:
    """How far a row runs from no difference, as far as it has ends."""
    ends = (point.low or Decimal(0), point.estimate, point.high or Decimal(0))
    return [abs(benefit(end, ratio, "lower")) for end in ends if end or not ratio]


@settings(max_examples=300, deadline=None)
@given(rows, st.sampled_from(senses))
def test_an_axis_has_three_labels_at_least_and_none_over_another(
    found: list[list[Decimal]], better: Better
) -> None:
    for shown in _plots(found, better):
        assert 3 <= len(shown.ticks) <= 7
        assert ("1" if shown.axis.ratio else "0") in [tick.label for tick in shown.ticks]
        assert all(
            left.x + left.half < right.x - right.half for left, right in pairwise(shown.ticks)
        )
        assert shown.ticks[0].x >= shown.ticks[0].half
        assert shown.ticks[-1].x + shown.ticks[-1].half <= shown.width


def test_words_too_long_for_a_line_take_more_lines_and_none_is_cut() -> None:
    words = " · ".join(["Chronic", "at 6 months", "radiofrequency denervation of the facet joints"])
    long = replace(a_point(), about=words)
    shown = forest([long, a_point()], False, "lower", SIZES, "facet and radiofrequency denervation")
    first, second = shown.marks
    assert (" ".join(first.about), second.about) == (words, ("Chronic",))
    assert len(first.about) > 1 and all(len(line) <= FITS for line in first.about)
    assert first.line > second.line and second.y - first.y > first.line
    assert " ".join(shown.favours) == "← favours facet and radiofrequency denervation"
    assert shown.height > plot(long, a_point()).height


def test_no_name_or_label_of_a_plot_is_cut(shipped_library: Library) -> None:
    for entry in shipped_library.interventions.values():
        findings = {one.id: one for one in entry.findings}
        for one in effect_pictures(entry, shipped_library):
            for mark in (mark for shown in one.pictures for mark in shown.plot.marks):
                source = shipped_library.sources[findings[mark.point.id].source]
                said = " ".join((mark.point.name, *mark.about))
                name = said.replace(NO_BREAK, " ")
                assert name.startswith(short(source)) and mark.point.about in said


def test_measures_and_scales_never_share_an_axis() -> None:
    shown = drawn(
        {"effect": an_effect("MD", "-15", "-18", "-12")},
        {"effect": an_effect("MD", "-1.5", "-1.8", "-1.2", scale="points-10")},
        {
            "effect": an_effect("MD", "-1.5", "-1.8", "-1.2", scale="points-10"),
            "scale_presumed": "true",
        },
        {"effect": an_effect("SMD", "-0.5", "-0.8", "-0.2")},
        {"outcome": "function", "effect": an_effect("SMD", "-0.5", "-0.8", "-0.2")},
    )
    assert [len(one.pictures) for one in shown] == [4, 1]
    assert all(len(picture.plot.marks) == 1 for one in shown for picture in one.pictures)
    presumed = next(picture for picture in shown[0].pictures if "presumed" in picture.title)
    assert presumed.legend is None


def test_a_picture_names_its_bands_and_their_source() -> None:
    legend = drawn({})[0].pictures[0].legend
    assert legend is not None
    assert (legend.name, legend.small, legend.moderate, legend.large) == (
        "pain-100",
        "5 to 10",
        "over 10 to 20",
        "over 20",
    )
    assert legend.source == "review-2021"
    assert legend.seen is True


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"result": "no-clear-difference"}, "1 finding without a number"),
        ({"indirect": {"about": "people", "why": "healthy"}}, "1 finding about other people"),
        (
            {"indirect": {"about": "intervention", "why": "mixed"}},
            "1 finding in which this treatment wasn\u2019t tested alone",
        ),
        ({"same_data_as": "f--1"}, "1 finding with the same data as another"),
        ({"implausible": "true"}, "1 finding too large to be believed"),
        (
            {"design": "observational", "source": "cohort-2015"},
            "1 finding without randomised groups",
        ),
        ({"secondary": "true"}, "1 finding seen only in a secondary source"),
        (
            {"effect": an_effect("MD", "-3", scale=None, unit="points")},
            "1 finding on a scale we don\u2019t plot",
        ),
        ({"effect": an_effect("RR", "0")}, "1 finding on a scale we don\u2019t plot"),
        ({"effect": an_effect("NNT", "8")}, "1 finding on a scale we don\u2019t plot"),
    ],
)
def test_what_is_not_drawn_is_counted_and_said(fields: dict[str, object], said: str) -> None:
    shown = drawn({}, fields)
    assert [len(picture.plot.marks) for picture in shown[0].pictures] == [1]
    assert shown[0].undrawn == (said,)


def test_very_low_certainty_is_drawn_hollow_and_said() -> None:
    picture = drawn({"certainty": {"level": "very-low"}})[0].pictures[0]
    assert picture.plot.marks[0].point.muted
    assert picture.muted == 1


def test_comparators_are_grouped_in_the_order_of_the_vocabulary() -> None:
    shown = drawn(
        {"comparator": "sham"},
        {"comparator": "no-treatment"},
        {"comparator": "sham"},
        {"comparator": "added-to", "than": "rest"},
    )
    assert [heading.words for heading in shown[0].pictures[0].plot.headings] == [
        "Compared with no treatment",
        "Compared with sham",
        "Added to",
    ]


def test_a_finding_alone_on_its_scale_is_drawn_only_where_pictures_are_few() -> None:
    both = drawn({}, {}, {"outcome": "function"})
    assert [len(one.pictures) for one in both] == [1, 1]
    assert worth_showing(both) == both
    assert [one.outcome.id for one in worth_showing(both * FEW)] == ["pain"] * FEW


def test_a_plot_says_where_its_axis_and_its_intervals_end(shipped: Flask) -> None:
    page = shipped.test_client().get("/interventions/yoga").text
    axis = r'<svg class="forest"[^>]* data-axis-low="\S+" data-axis-high="\S+" data-ticks="\d+"'
    assert len(re.findall(axis, page)) == page.count('class="forest"') > 0
    assert re.search(r'<g class="mark[^"]*" data-low="\S+" data-high="\S+"', page)


def test_what_stands_for_a_year_is_not_broken_over_lines(shipped: Flask) -> None:
    page = shipped.test_client().get("/interventions/acupuncture?level=clinician").text
    assert "(date\u00a0not\u00a0seen)" in page.partition('<svg class="forest"')[2]
    assert "(date</text>" not in page and not re.search(r"<text>not seen\)", page)
