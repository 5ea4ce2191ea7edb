"""A hundred icons, twenty to a row."""

from decimal import Decimal

import pytest

from web.pictures.icon_array import filled, people


@pytest.mark.parametrize(
    ("rate", "whole", "path"),
    [
        ("0.4", 0, ""),
        ("33", 33, "M0 0h200v10h-200zM0 10h130v10h-130z"),
        ("60.5", 61, "M0 0h200v30h-200zM0 30h10v10h-10z"),
        ("100", 100, "M0 0h200v50h-200z"),
    ],
)
def test_as_many_are_filled_as_whole_people(rate: str, whole: int, path: str) -> None:
    assert (people(Decimal(rate)), filled(Decimal(rate))) == (whole, path)
