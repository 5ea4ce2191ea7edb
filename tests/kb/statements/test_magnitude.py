"""How large an effect is called."""

import pytest

from factories import Fields, a_finding, a_library, an_intervention
from kb.statements.deriving import derive
from telling import HIGH, LOW, MODERATE, VERY_LOW, md, number, statement

BANDS = [
    ("pain", "MD", "points-100", ("4.99", "5", "10", "10.01", "20", "20.01")),
    ("leg-pain", "MD", "points-100", ("4.99", "5", "10", "10.01", "20", "20.01")),
    ("pain", "MD", "points-10", ("0.49", "0.5", "1", "1.01", "2.0", "2.1")),
    ("function", "MD", "odi", ("4.9", "5.0", "10.0", "10.1", "20.0", "20.1")),
    ("function", "MD", "points-100", ("4.9", "5.0", "10.0", "10.1", "20.0", "20.1")),
    ("function", "MD", "rmdq-24", ("0.99", "1.0", "2", "2.01", "5", "5.01")),
    ("function", "MD", "rmdq-gain", ("0.99", "1.0", "2", "2.01", "5", "5.01")),
    ("pain", "SMD", None, ("0.19", "0.2", "0.5", "0.51", "0.8", "0.81")),
    ("function", "SMD", None, ("0.19", "0.2", "0.5", "0.51", "0.8", "0.81")),
    ("quality-of-life", "SMD", None, ("0.19", "0.2", "0.5", "0.51", "0.8", "0.81")),
    ("sleep", "SMD", None, ("0.19", "0.2", "0.5", "0.51", "0.8", "0.81")),
]
CLASSES = ("little-or-none", "small", "small", "moderate", "moderate", "large")


@pytest.mark.parametrize(("outcome", "measure", "scale", "numbers"), BANDS)
def test_lower_ends_are_in_and_upper_ends_belong_to_the_lower_class(
    outcome: str, measure: str, scale: str | None, numbers: tuple[str, ...]
) -> None:
    for sign in ("", "-"):
        effects = [number(measure, f"{sign}{size}", scale=scale) for size in numbers]
        assert (
            tuple(statement(outcome=outcome, **effect).magnitude for effect in effects) == CLASSES
        )


@pytest.mark.parametrize(
    "fields",
    [
        {**md("-15"), "scale_presumed": "true"},
        {**md("-15"), "implausible": "true"},
        {**md("-15"), "design": "uncontrolled"},
        {**md("-15"), "design": "observational"},
        {**md("-15"), "outcome": "quality-of-life"},
        md("-15", scale="promis-pain-t"),
        md("-15", scale=None, unit="points"),
        {**md("-15", scale="relief-5"), "outcome": "pain-relief"},
        {**number("SMD", "-1.2"), "outcome": "leg-pain"},
        {**number("SMD", "-1.2"), "outcome": "mental-health"},
        number("RR", "0.5"),
        number("OR", "0.5"),
        number("HR", "0.5"),
        number("RD", "-30"),
        number("NNT", "3"),
        number("NNH", "3"),
        number("percent", "-30"),
        {"result": "favours-intervention"},
        {"result": "no-clear-difference", "size": "none"},
        {"result": "favours-intervention", "size": "none"},
        {"result": "favours-intervention", "size": "large", "outcome": "mental-health"},
        {"result": "favours-intervention", "size": "large", "design": "uncontrolled"},
    ],
)
def test_what_no_declared_threshold_is_for_is_not_classed(fields: Fields) -> None:
    assert statement(**fields).magnitude == "not-classed"


def test_certainty_never_changes_the_size() -> None:
    assert {statement(certainty=level).magnitude for level in (HIGH, MODERATE, LOW, VERY_LOW)} == {
        "moderate"
    }


def test_a_collection_that_declares_no_threshold_classes_nothing() -> None:
    made = derive(a_finding(), an_intervention(), a_library(thresholds=[]))
    assert (made.magnitude, made.result) == ("not-classed", "favours-intervention")
