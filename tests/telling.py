"""How tests have findings said: with yoga as the intervention, in a library that knows every kind
of source.
"""

from dataclasses import replace

from factories import Fields, a_finding, a_library, an_effect, an_intervention
from kb.model.derived import Answer, Derived
from kb.model.entries import Intervention
from kb.model.library import Library
from kb.statements.answers import with_answers
from kb.statements.deriving import derive

LIBRARY = a_library()
HIGH: Fields = {"level": "high"}
MODERATE: Fields = {"level": "moderate"}
LOW: Fields = {"level": "low"}
VERY_LOW: Fields = {"level": "very-low"}
NOT_GRADED: Fields = {"level": "not-graded"}


def statement(**fields: object) -> Derived:
    """What follows from a finding about yoga."""
    return derive(a_finding(**fields), an_intervention(), LIBRARY)


def answered(entry: Intervention, library: Library = LIBRARY) -> Answer:
    """What follows from an intervention, alone in its library."""
    return with_answers(replace(library, interventions={entry.id: entry})).answers[entry.id]


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
