"""Which arm a finding is said to favour."""

import pytest

from factories import Fields, an_effect
from telling import md, number, statement

DIRECTIONS = [
    (md("-15", "-18", "-12"), "favours-intervention"),
    (md("15", "12", "18"), "favours-comparator"),
    (md("15", "12", "18", better="higher"), "favours-intervention"),
    (md("-15", "-18", "-12", better="higher"), "favours-comparator"),
    (md("-6", "-12", "0"), "unclear"),
    (md("-6", "-12", "-0.0"), "unclear"),
    (md("-6", "-12", "-0.01"), "favours-intervention"),
    (md("6", "0", "12"), "unclear"),
    (md("-2", "-4.99", "4.99"), "no-difference"),
    (md("-2", "-4.9", "-0.1"), "no-difference"),
    (md("-2", "-5", "4"), "unclear"),
    (md("2", "-4", "5"), "unclear"),
    (md("-3", "-5", "-1"), "favours-intervention"),
    (md("-0.2", "-0.5", "0.1", scale="promis-pain-t"), "unclear"),
    (md("-5"), "favours-intervention"),
    (md("-4.99"), "unclear"),
    (md("5"), "favours-comparator"),
    (md("0.0"), "unclear"),
    (md("-0.1", scale="promis-pain-t"), "favours-intervention"),
    (md("0", scale="promis-pain-t"), "unclear"),
    (md("-15", "-18", None), "favours-intervention"),
    (number("RR", "0.8", "0.7", "0.9"), "favours-intervention"),
    (number("RR", "0.8", "0.7", "1.0"), "unclear"),
    (number("RR", "1.2", "1.0", "1.4", better="higher"), "unclear"),
    (number("RR", "1.2", "1.1", "1.4", better="higher"), "favours-intervention"),
    (number("OR", "1.2", "1.1", "1.4"), "favours-comparator"),
    (number("HR", "0.9"), "favours-intervention"),
    (number("HR", "1.0"), "unclear"),
    (number("RD", "-5", "-9", "-1"), "favours-intervention"),
    (number("RD", "5", "-1", "9", better="higher"), "unclear"),
    (number("NNT", "4"), "favours-intervention"),
    (number("NNT", "-4"), "favours-comparator"),
    (number("NNT", "4", better="higher"), "favours-intervention"),
    (number("NNT", "8", "-20", "4"), "unclear"),
    (number("NNH", "8", "-20", "4"), "unclear"),
    (number("NNT", "8", "4"), "unclear"),
    (number("NNH", "4"), "favours-comparator"),
    (number("NNH", "-4"), "favours-intervention"),
    (number("NNH", "4", better="higher"), "favours-comparator"),
    (number("percent", "-30", "-40", "-20"), "favours-intervention"),
    (number("percent", "-30", "-70", "10"), "unclear"),
    ({**md("-15", "-18", "-12"), "design": "uncontrolled"}, "unclear"),
    ({**md("-15", "-18", "-12"), "design": "observational"}, "unclear"),
    ({**md("-2", "-3", "-1"), "implausible": "true"}, "favours-intervention"),
    ({"effect": an_effect(better=None)}, "unclear"),
    ({"result": "favours-comparator"}, "favours-comparator"),
    ({"result": "no-difference"}, "no-difference"),
    ({"result": "mixed"}, "mixed"),
    ({"result": "favours-intervention", "design": "observational"}, "unclear"),
    ({"result": "not-seen", "design": "observational"}, "not-seen"),
    ({"result": "no-evidence", "design": "uncontrolled"}, "no-evidence"),
]


@pytest.mark.parametrize(("fields", "result"), DIRECTIONS)
def test_numbers_decide_the_direction(fields: Fields, result: str) -> None:
    assert statement(**fields).result == result
