"""Statements as clinicians read them: what holds of every one."""

import re
from typing import get_args

import pytest

from factories import Fields, a_finding, a_library, a_source, an_intervention
from kb.model.finding import Result
from kb.statements.deriving import derive
from telling import HIGH, LOW, md, number, statement

# Words that claim what no trial can show, or that readers take for it.
BANNED = re.compile(
    r"\b(in?effective|significant(ly)?|does not work|no effect|proven|equivalent|as good as|safe)\b"
)
RESULTS: tuple[Result, ...] = get_args(Result)
OUTCOMES = ("pain", "function", "work", "adverse-events", "mental-health")
WHATEVER_WAS_FOUND: list[Fields] = [
    *(
        dict[str, object](outcome=outcome, result=result)
        for outcome in OUTCOMES
        for result in RESULTS
    ),
    *(
        md(estimate, low, high)
        for estimate, low, high in (
            ("-25", "-40", "-4"),
            ("-2", "-4", "4"),
            ("0", "-30", "30"),
            ("8", "-2", "18"),
        )
    ),
    *(number(measure, "0.5", "0.2", "0.9") for measure in ("RR", "OR", "HR")),
    *(number(measure, "5") for measure in ("RD", "NNT", "NNH", "percent")),
    {"design": "observational"},
    {"design": "uncontrolled"},
    {"implausible": "true", "importance": "below"},
]


@pytest.mark.parametrize("level", ["high", "moderate"])
def test_a_level_that_does_not_fit_its_interval_is_for_a_person(level: str) -> None:
    flagged = statement(certainty={"level": level}, **md("-1", "-9", "7")).for_a_human
    assert (
        flagged
        == "the interval runs from an important benefit to an important loss, which does not fit"
        f" {level} certainty"
    )


@pytest.mark.parametrize("level", ["low", "very-low", "not-graded"])
def test_an_interval_important_both_ways_is_for_a_person(level: str) -> None:
    flagged = statement(certainty={"level": level}, **md("-1", "-5", "5")).for_a_human
    assert flagged == "the interval runs from an important benefit to an important loss"


@pytest.mark.parametrize(
    "fields",
    [
        md("-1", "-9", "4.9"),
        md("-15", "-20", "-10"),
        md("0", "-50", "50", scale="promis-pain-t"),
        md("-1"),
    ],
)
def test_other_intervals_need_no_person(fields: Fields) -> None:
    assert statement(certainty=HIGH, **fields).for_a_human is None


def test_the_text_is_the_sentence_its_bracket_and_a_full_stop() -> None:
    assert (
        statement(certainty=LOW).text
        == "In chronic low back pain, yoga may reduce pain compared with placebo (mean difference"
        " −15 on a 0–100 scale, negative favours yoga, 95% CI −18 to −12; low certainty)."
    )


@pytest.mark.parametrize("level", ["high", "moderate", "low", "very-low", "not-graded"])
def test_no_statement_claims_more_than_a_trial_can_show(level: str) -> None:
    for fields in WHATEVER_WAS_FOUND:
        made = statement(**fields, certainty={"level": level})
        assert not BANNED.search(made.text), made.text
        assert made.sentence[0].isupper(), made.text
        assert "  " not in made.text and "{" not in made.text, made.text


def test_another_collection_has_its_own_words() -> None:
    """The code has nothing of back pain."""
    library = a_library(focus_phrase="knee pain", sources=[a_source(id="knee-2020")])
    finding = a_finding(
        people="people with any pain",
        indirect={"about": "people", "why": "any pain"},
        source="knee-2020",
    )
    assert "(not knee pain alone)" in derive(finding, an_intervention(), library).sentence
