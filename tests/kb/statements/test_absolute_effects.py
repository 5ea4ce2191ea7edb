"""How many of a hundred people: only from counts or rates of both arms."""

from decimal import Decimal

import pytest

from factories import Fields, an_intervention
from kb.model.derived import AbsoluteEffect
from telling import answered, number, statement

RATIO = number("RR", "1.5", "1.2", "1.9", better="higher")
COUNTS: Fields = {"with": ["33", "50"], "without": ["5", "50"]}


def effect(absolute: Fields, **fields: object) -> AbsoluteEffect:
    found = statement(outcome="recovery", absolute=absolute, **{**RATIO, **fields}).absolute
    assert found
    return found


def test_a_ratio_alone_makes_no_absolute_effect() -> None:
    assert statement(outcome="recovery", **RATIO).absolute is None


def test_rates_give_a_difference_and_neither_interval_nor_number_needed() -> None:
    found = effect({"with": "60.5", "without": "44.1"})
    assert found.rates == (Decimal("60.5"), Decimal("44.1"))
    assert found.difference == Decimal("16.4")
    assert (found.bounds, found.needed, found.counts) == (None, None, None)


def test_counts_give_both_by_newcombes_method() -> None:
    found = effect(COUNTS)
    assert found.rates == (Decimal(66), Decimal(10))
    assert found.bounds == (Decimal("38.1"), Decimal("68.9"))
    assert found.needed is not None
    assert (found.needed.kind, found.needed.number) == ("NNT", Decimal("1.8"))
    assert (found.needed.low, found.needed.high) == (Decimal("1.5"), Decimal("2.6"))


def test_newcombes_own_example_comes_out_as_printed() -> None:
    """Newcombe 1998, method 10: 56 of 70 and 48 of 80 differ by 0.2, from 0.0524 to 0.3339."""
    assert effect({"with": ["56", "70"], "without": ["48", "80"]}).bounds == (
        Decimal("5.2"),
        Decimal("33.4"),
    )


def test_an_interval_with_no_difference_in_it_has_no_number_needed() -> None:
    found = effect({"with": ["5", "43"], "without": ["1", "43"]})
    assert found.bounds is not None and found.bounds[0] < 0 < found.bounds[1]
    assert found.needed is None


def test_rates_of_another_number_of_people_are_turned_to_a_hundred() -> None:
    assert effect({"with": "5", "without": "3", "per": "1000"}).rates == (
        Decimal("0.5"),
        Decimal("0.3"),
    )


@pytest.mark.parametrize(
    ("harm", "rates"),
    [
        ({"rate": "29", "than": "placebo", "than-rate": "10"}, (Decimal(29), Decimal(10))),
        ({"absolute": {"with": ["11", "14"], "without": ["2", "13"]}, "than": "rest"}, None),
        ({"rate": "29"}, ()),
    ],
)
def test_a_harm_has_one_from_its_counts_else_from_both_percentages(
    harm: Fields, rates: tuple[Decimal, ...] | None
) -> None:
    entry = an_intervention(harms=[{"what": "Drowsiness", "source": "trial-2020", **harm}])
    found = answered(entry).harms[0].absolute
    if rates == ():
        assert found is None
    elif rates is None:
        assert found and found.needed and found.needed.kind == "NNH"
    else:
        assert found and found.rates == rates and found.other == "placebo"
