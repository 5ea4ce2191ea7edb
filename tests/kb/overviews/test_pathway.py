"""Steps of a pathway: what answers for an intervention at the step's stages, and which bodies are
for and against it there.
"""

import pytest

from factories import Fields, a_library, a_source, an_effect, with_findings
from kb.model.condition_parts import PathwayStep
from kb.model.entries import Recommendation
from kb.overviews.guidelines import Position
from kb.overviews.pathway import positions, ways, withheld

FOR: Fields = {
    "body": "ACP",
    "year": "2017",
    "population": "all",
    "direction": "for",
    "strength": "weak",
    "source": "guideline-2017",
}
AGAINST: Fields = {**FOR, "body": "NICE", "year": "2016", "direction": "against"}


def step(*stages: str, interventions: tuple[str, ...] = ("yoga",)) -> PathwayStep:
    return PathwayStep.model_validate(
        {
            "id": "first",
            "role": "first-line",
            "title": "First",
            "stage": stages,
            "what": "This.",
            "interventions": interventions,
            "sources": ["guideline-2017"],
        }
    )


def said(fields: Fields, **more: object) -> Recommendation:
    return Recommendation.model_validate({**fields, **more})


def test_an_effect_in_chronic_pain_never_counts_for_acute_pain() -> None:
    entry = with_findings({"certainty": {"level": "high"}})
    (way,) = ways(step("acute", "subacute"), a_library(entry))
    assert (way.finding, way.certainty, way.shows) == (None, None, None)


def test_a_step_shows_the_first_finding_of_its_own_stages() -> None:
    acute: Fields = {
        "stage": "acute",
        "effect": an_effect(estimate="-6", low="-8", high="-4"),
        "certainty": {"level": "low"},
    }
    (way,) = ways(step("acute", "subacute"), a_library(with_findings({}, acute)))
    assert way.finding is not None
    assert (way.finding.id, way.certainty, way.shows) == ("f--2", "low", "small")


def test_a_step_leads_with_what_leads_on_the_card() -> None:
    words: Fields = {"result": "mixed", "certainty": {"level": "high"}}
    number: Fields = {"outcome": "function", "certainty": {"level": "low"}}
    library = a_library(with_findings(words, number))
    (way,) = ways(step("chronic"), library)
    assert way.statement is library.answers["yoga"].key[0]
    assert way.finding is not None
    assert way.finding.id == "f--2"


def test_very_low_certainty_shows_no_size_at_a_step() -> None:
    (way,) = ways(step("chronic"), a_library(with_findings({"certainty": {"level": "very-low"}})))
    assert (way.certainty, way.shows) == ("very-low", "very-uncertain")


def test_bodies_are_listed_by_direction_for_the_stages_of_the_step() -> None:
    recommendations = [
        {**FOR, "stage": ["chronic"]},
        {**AGAINST, "stage": ["chronic", "acute"]},
        {**AGAINST, "body": "Other", "stage": ["acute"]},
    ]
    (way,) = ways(step("chronic"), a_library(with_findings({}, recommendations=recommendations)))
    assert [(one.said.body, one.said.direction) for one in way.positions] == [
        ("ACP", "for"),
        ("NICE", "against"),
    ]


def test_superseded_recommendations_are_left_out() -> None:
    old = [{**FOR, "stage": ["chronic"], "superseded": "true"}]
    (way,) = ways(step("chronic"), a_library(with_findings({}, recommendations=old)))
    assert way.positions == ()


def test_a_label_is_no_guideline() -> None:
    label = a_source(id="guideline-2017", design="drug-label")
    own = with_findings({}, recommendations=[{**FOR, "stage": ["chronic"]}])
    (way,) = ways(step("chronic"), a_library(own, sources=[label]))
    assert way.positions == ()


@pytest.mark.parametrize("stage", [[], ["mixed"]])
def test_a_recommendation_without_a_stage_is_kept_and_says_so(stage: list[str]) -> None:
    given = said(FOR, stage=stage) if stage else said(FOR)
    assert positions([given], ["acute"], a_library()) == (Position(given, stage_stated=False),)


@pytest.mark.parametrize(
    ("population", "stage", "all_of_them"),
    [
        ("chronic low back pain", ["chronic"], True),
        ("anyone", ["acute", "subacute", "chronic", "radicular"], True),
        ("chronic sciatica", ["chronic", "radicular"], False),
        ("chronic low back pain after tablets", ["chronic"], False),
    ],
)
def test_who_is_meant_is_known_to_be_everyone_at_the_step(
    population: str, stage: list[str], all_of_them: bool
) -> None:
    given = said(FOR, population=population, stage=stage)
    (position,) = positions([given], ["chronic"], a_library())
    assert position.for_all is all_of_them


def test_a_recommendation_for_another_stage_is_left_out() -> None:
    assert positions([said(FOR, stage=["mixed", "radicular"])], ["acute"], a_library()) == ()


def test_interventions_keep_the_order_of_the_step_and_withheld_ones_are_named() -> None:
    library = a_library(with_findings({}))
    both = step("chronic", interventions=("massage", "yoga"))
    assert [way.entry.id for way in ways(both, library)] == ["yoga"]
    assert withheld(both, library) == ("massage",)


def test_what_a_retracted_guideline_says_is_at_no_step() -> None:
    entry = with_findings({}, recommendations=[said(FOR, stage=["chronic"])])
    gone = a_source(id="guideline-2017", status={"kind": "retracted", "date": "2024"})
    (way,) = ways(step("chronic"), a_library(entry))
    (without,) = ways(step("chronic"), a_library(entry, sources=[gone]))
    assert way.positions and not without.positions
