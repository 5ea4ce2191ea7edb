"""Why a source is as sure as it is, in short and in sentences."""

import pytest

from kb.model.finding import Certainty
from web.core.wording import NO_REASONS_GIVEN, NO_REASONS_RECORDED
from web.parts.certainty_reasons import in_sentences, short

BIAS = {"domain": "risk-of-bias", "levels": "1", "why": "not blinded"}
IMPRECISION = {"domain": "imprecision", "levels": "2", "why": "few people"}
LARGE = {"domain": "large-effect", "levels": "1", "why": "ratio above 2"}


def given(**fields: object) -> Certainty:
    return Certainty.model_validate({"level": "low", **fields})


def test_reasons_that_are_recorded_are_said_in_short_and_in_full() -> None:
    both = given(level="very-low", start="high", concerns=[BIAS, IMPRECISION])
    assert short(both) == "Rated down for risk of bias, imprecision (two levels)"
    assert in_sentences(both) == (
        "The rating started at high. Rated down one level for risk of bias (not blinded) and two"
        " levels for imprecision (few people)."
    )


def test_reasons_for_rating_up_are_kept_apart() -> None:
    up = given(start="low", level="moderate", upgrades=[LARGE])
    assert short(up) == "Rated up for large effect"
    assert in_sentences(up).endswith("Rated up one level for large effect (ratio above 2).")


def test_recorded_none_given_and_not_looked_up_are_three_sentences() -> None:
    said = {
        in_sentences(given(concerns=[BIAS])),
        in_sentences(given(reasons="none-given")),
        in_sentences(given()),
    }
    assert said >= {NO_REASONS_GIVEN, NO_REASONS_RECORDED} and len(said) == 3


@pytest.mark.parametrize("fields", [{}, {"reasons": "none-given"}, {"level": "high"}])
def test_a_table_has_no_room_for_what_is_not_known(fields: dict[str, str]) -> None:
    assert short(given(**fields)) == ""


def test_a_high_level_needs_no_reason() -> None:
    assert in_sentences(given(level="high")) == ""
