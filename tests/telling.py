"""How tests have findings said: with yoga as the intervention, in a library that knows every kind of source."""

from factories import Fields, a_finding, a_library, an_effect, an_intervention
from kb.statements.statement import Statement, state

LIBRARY = a_library()
HIGH: Fields = {"level": "high"}
MODERATE: Fields = {"level": "moderate"}
LOW: Fields = {"level": "low"}
VERY_LOW: Fields = {"level": "very-low"}
NOT_GRADED: Fields = {"level": "not-graded"}


def statement(**fields: object) -> Statement:
    """The statement of a finding about yoga."""
    return state(a_finding(**fields), an_intervention(), LIBRARY)


def said(**fields: object) -> str:
    """Its sentence without the opening."""
    return statement(**fields).sentence.removeprefix("In chronic low back pain, ")


def number(
    measure: str, estimate: str, low: str | None = None, high: str | None = None, **fields: object
) -> Fields:
    """A finding's number, to be spread among its fields."""
    return {"effect": an_effect(measure, estimate, low, high, **fields)}


def md(estimate: str, low: str | None = None, high: str | None = None, **fields: object) -> Fields:
    """A mean difference, on 0-100 and lower better where nothing else is said."""
    return number("MD", estimate, low, high, **fields)
