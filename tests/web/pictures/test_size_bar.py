"""The five-cell sign of a size: no difference after the first cell, forty to a cell."""

import pytest

from factories import Fields
from telling import MODERATE, VERY_LOW, md, number, statement
from web.pictures.size_bar import WIDTH, SizeBar, size_bar


@pytest.mark.parametrize(
    ("fields", "filled"),
    [(md("-1", "-2", "-0.5"), 40), (md("-7", "-9", "-5.5"), 80), (md("-30", "-40", "-25"), 160)],
)
def test_it_is_filled_to_the_end_of_the_band_of_the_estimate(fields: Fields, filled: int) -> None:
    assert size_bar(statement(certainty=MODERATE, **fields)).filled == filled


def test_an_interval_that_includes_no_difference_is_drawn_and_nothing_filled() -> None:
    bar = size_bar(statement(certainty=MODERATE, **md("-7", "-15", "2")))
    assert bar.filled == 0 and not bar.dashed
    assert bar.low is not None and bar.low < bar.null < (bar.point or 0)


def test_what_lies_beyond_the_bands_stays_in_the_drawing() -> None:
    bar = size_bar(statement(certainty=MODERATE, **md("-95", "-99", "-60")))
    assert bar.point == bar.high == WIDTH
    worse = size_bar(statement(certainty=MODERATE, **md("60", "50", "70")))
    assert worse.point == worse.low == 0


@pytest.mark.parametrize(
    "fields",
    [
        {**md("-7", "-9", "-5"), "certainty": VERY_LOW},
        number("RR", "0.5", "0.3", "0.7"),
        {"result": "mixed"},
    ],
)
def test_without_a_class_the_cells_are_dashed_and_empty(fields: Fields) -> None:
    assert size_bar(statement(**fields)) == SizeBar(dashed=True)


def test_a_class_of_the_source_fills_cells_without_a_point() -> None:
    classed = {"result": "favours-intervention", "size": "moderate", "certainty": MODERATE}
    assert size_bar(statement(**classed)) == SizeBar(filled=120)
