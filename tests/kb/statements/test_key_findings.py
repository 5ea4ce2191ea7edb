"""Which findings may be on the answer card, and which come first."""

# ruff: noqa: E501 (a row of a table stays on one line, so that neighbours can be compared)
from collections.abc import Mapping

import pytest

from factories import (
    Fields,
    a_finding,
    a_library,
    a_source,
    an_effect,
    an_intervention,
    with_findings,
)
from kb.statements.deriving import derive
from kb.statements.eligibility import in_words
from telling import answered

LIBRARY = a_library(
    sources=[
        a_source(id="review-2015", design="systematic-review"),
        a_source(id="trial-2023"),
        a_source(id="guideline-2024", design="guideline"),
        a_source(id="lapsed-2017", design="guideline", status={"kind": "lapsed", "date": "2022"}),
    ]
)
BETTER: Fields = {"effect": an_effect(estimate="-15", low="-18", high="-12")}
WORSE: Fields = {"effect": an_effect(estimate="15", low="12", high="18")}
OPEN: Fields = {"effect": an_effect(estimate="-1", low="-12", high="10")}


def chosen(*all_fields: Mapping[str, object]) -> list[str]:
    """The ids of what the rules choose among them."""
    answer = answered(with_findings(*all_fields), LIBRARY)
    return [one.finding.id.removeprefix("f--") for one in answer.key]


def reason(**fields: object) -> str | None:
    finding = a_finding(**fields)
    why = derive(finding, an_intervention(), LIBRARY).ineligible
    return in_words(why, finding) if why else None


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (
            {"indirect": {"about": "people", "why": "any pain"}},
            "it is not mainly about people with the condition",
        ),
        (
            {"indirect": {"about": "intervention", "why": "both arms"}},
            "it does not test this intervention",
        ),
        ({"design": "observational"}, "it is no randomised comparison"),
        ({"design": "uncontrolled"}, "it is no randomised comparison"),
        ({"implausible": "true"}, "its size is implausible"),
        ({"result": "not-seen"}, "its result is not known"),
        ({"result": "no-evidence"}, "its result is not known"),
        ({"same_data_as": "f--9"}, "it reports the same data as f--9"),
        ({"secondary": "true"}, "it was read on a news or secondary page only"),
        ({"outcome": "adverse-events"}, "it is about unwanted effects"),
    ],
)
def test_what_can_not_be_key_says_why(fields: Fields, why: str) -> None:
    assert reason(**fields) == why
    assert answered(with_findings(fields), LIBRARY).key == ()


def test_a_finding_of_a_replaced_source_is_never_key() -> None:
    old = a_source(id="old-2017", superseded_by=["new-2022"])
    finding = a_finding(source="old-2017")
    derived = derive(finding, an_intervention(), a_library(sources=[old]))
    assert derived.ineligible == "superseded"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        WORSE,
        OPEN,
        {"result": "unclear"},
        {"result": "mixed"},
        {"certainty": {"level": "very-low"}},
    ],
)
def test_size_side_and_level_keep_nothing_from_being_key(fields: Fields) -> None:
    assert reason(**fields) is None


# Slots


def test_the_slots_are_pain_against_inert_pain_against_no_care_and_function() -> None:
    findings: list[Fields] = [
        {"outcome": "function", "comparator": "usual-care"},
        {"comparator": "no-treatment"},
        {"comparator": "sham"},
    ]
    assert chosen(*findings) == ["3", "2", "1"]


@pytest.mark.parametrize(
    "comparator",
    ["no-treatment", "waiting-list", "usual-care", "minimal-intervention", "added-to", "mixed"],
)
def test_the_second_slot_takes_all_but_inert_and_active_comparators(comparator: str) -> None:
    assert chosen(
        {"comparator": "active", "than": "walking"}, {"comparator": comparator, "than": "walking"}
    ) == ["2", "1"]


def test_pain_relief_counts_as_pain() -> None:
    assert chosen({"comparator": "usual-care"}, {"outcome": "pain-relief", "result": "mixed"}) == [
        "2",
        "1",
    ]
    assert chosen({}, {"outcome": "pain-relief", "result": "mixed"}) == ["1"]


def test_a_slot_takes_one_finding_though_others_would_fit() -> None:
    assert chosen(
        {"comparator": "usual-care"}, {"comparator": "mixed", "than": "rest or walking"}
    ) == ["1"]
    assert chosen({"outcome": "function"}, {"outcome": "function", "comparator": "usual-care"}) == [
        "1"
    ]


def test_empty_slots_are_filled_up_in_a_set_order() -> None:
    order: list[Fields] = [
        {"outcome": "mental-health"},
        {"outcome": "sleep"},
        {"outcome": "recurrence"},
        {"outcome": "work"},
        {"outcome": "recovery"},
        {"outcome": "quality-of-life"},
        {"outcome": "responder"},
        {"outcome": "function", "comparator": "active", "than": "walking"},
        {"comparator": "active", "than": "walking"},
    ]
    findings = [{"result": "mixed", **fields} for fields in order]
    assert [chosen(*findings[:count])[0] for count in range(1, 10)] == [
        str(count) for count in range(1, 10)
    ]
    assert chosen(*findings) == ["9", "8", "7"]


def test_other_tiers_come_before_other_outcomes() -> None:
    assert chosen(
        {},
        {"outcome": "mental-health", "result": "mixed"},
        {"stage": "acute", "outcome": "function"},
    ) == ["1", "3", "2"]


def test_no_two_are_of_the_same_outcome_and_group_of_comparators() -> None:
    assert chosen(
        {"comparator": "placebo"}, {"comparator": "sham"}, {"stage": "acute", "comparator": "sham"}
    ) == ["1"]
    assert chosen(
        {"comparator": "active", "than": "walking"}, {"comparator": "active", "than": "rest"}
    ) == ["1"]
    other: Fields = {"outcome": "mental-health", "result": "mixed"}
    assert chosen(other, {"outcome": "global-improvement", "result": "mixed"}, other) == ["1", "2"]


def test_there_are_never_more_than_three() -> None:
    outcomes = ("pain", "function", "responder", "work", "sleep")
    assert len(chosen(*({"outcome": outcome, "result": "mixed"} for outcome in outcomes))) == 3


# Tiers


def test_chronic_and_mixed_answer_before_other_stages() -> None:
    stages = ("prevention", "radicular", "acute", "subacute", "mixed", "chronic")
    findings = [{"stage": stage, **OPEN} for stage in stages]
    assert [chosen(*findings[:count])[0] for count in range(1, 7)] == ["1", "2", "3", "4", "5", "6"]


def test_a_tier_without_pain_or_function_gives_way_to_one_that_has_them() -> None:
    sleep: Fields = {"outcome": "sleep", "result": "mixed"}
    assert chosen(sleep, {"stage": "prevention", **OPEN}) == ["2", "1"]
    assert chosen(sleep, {"stage": "prevention", **sleep}) == ["1"]


def test_where_only_acute_pain_is_helped_acute_and_subacute_answer() -> None:
    """The one place where a side is looked at, because the note that goes with it says so."""
    chronic: Fields = {"comparator": "usual-care", **OPEN}
    assert chosen(
        chronic, {"stage": "subacute", "outcome": "function", **OPEN}, {"stage": "acute", **BETTER}
    ) == ["3", "2"]
    assert chosen(chronic, {"stage": "acute", **OPEN})[0] == "1"


# Ranks: the better of two for one slot, whichever stands first in the file

RANKS: list[tuple[str, Fields, Fields]] = [
    ("the whole entry before an arm", {"certainty": {"level": "not-graded"}}, {"arm": "slow yoga", "certainty": {"level": "high"}}),
    ("GRADE before none", {"certainty": {"level": "very-low"}, "result": "mixed"}, {"certainty": {"level": "not-graded"}}),
    ("a higher level before a lower", {"certainty": {"level": "moderate"}, "result": "mixed"}, {"certainty": {"level": "low"}}),
    ("a low level before a range", {"certainty": {"level": "low", "scheme": "acp"}}, {"certainty": {"level": "not-graded", "stated": "very low to high"}}),
    ("very low before a review's number", {"certainty": {"level": "very-low"}, "result": "mixed"}, {**BETTER, "source": "review-2021"}),
    ("a review's number before a lapsed guideline's level", {**BETTER, "source": "review-2021"}, {"certainty": {"level": "high"}, "source": "lapsed-2017"}),
    ("a lapsed guideline before a trial's number", {"result": "mixed", "source": "lapsed-2017"}, BETTER),
    ("a level before the tier's first stage", {"stage": "mixed", "certainty": {"level": "low"}}, {}),
    ("more studies", {"studies": "9", "source": "review-2015"}, {"studies": "8", "participants": "900", "source": "review-2021"}),
    ("more people before a newer search", {"participants": "90", "source": "review-2015"}, {"participants": "80", "source": "review-2021"}),
    ("AHRQ before a scale of its own", {"certainty": {"level": "low", "scheme": "ahrq"}}, {"certainty": {"level": "not-graded", "scheme": "other"}}),
    ("chronic before mixed", {"result": "mixed"}, {"stage": "mixed"}),
    ("a number with its interval before a number", {"comparator": "mixed", "than": "rest or walking"}, {"comparator": "usual-care", "effect": an_effect()}),
    ("a number before words", {"effect": an_effect()}, {"result": "favours-intervention", "source": "review-2021"}),
    ("one comparator before a mix", {"comparator": "usual-care"}, {"comparator": "mixed", "than": "rest or walking", "source": "trial-2023"}),
    ("a review before a guideline", {"source": "review-2015"}, {"source": "guideline-2024"}),
    ("a guideline before a trial", {"source": "guideline-2017"}, {"source": "trial-2023"}),
    ("a trial before other sources", {"source": "trial-2020"}, {"source": "label-2016"}),
    ("the newest", {"source": "trial-2023"}, {"source": "trial-2020", "horizon": "short"}),
    ("short before intermediate", {"horizon": "short"}, {"horizon": "intermediate"}),
    ("intermediate before long", {"horizon": "intermediate"}, {"horizon": "long"}),
    ("long before immediate", {"horizon": "long"}, {"horizon": "immediate"}),
    ("immediate before unstated", {"horizon": "immediate"}, {}),
    ("more people", {"participants": "90"}, {"participants": "80"}),
    ("a known number of people", {"participants": "9"}, {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"), [row[1:] for row in RANKS], ids=[row[0] for row in RANKS]
)
def test_the_better_finding_takes_the_slot(first: Fields, second: Fields) -> None:
    assert chosen(first, second)[0] == "1"
    assert chosen(second, first)[0] == "2"


def test_what_nothing_tells_apart_stays_in_file_order() -> None:
    assert chosen({}, {}) == ["1"]


@pytest.mark.parametrize(
    "other", [WORSE, OPEN, {"effect": an_effect(estimate="-40", low="-45", high="-35")}]
)
def test_size_and_side_never_choose(other: Fields) -> None:
    assert chosen(BETTER, other) == ["1"]
    assert chosen(other, BETTER) == ["1"]


# The order on the card


def test_words_do_not_come_before_a_graded_number() -> None:
    words: Fields = {"result": "mixed", "certainty": {"level": "high"}}
    number: Fields = {"outcome": "function", "certainty": {"level": "low"}}
    assert chosen(words, number) == ["2", "1"]
    assert chosen(words, {**number, "certainty": {"level": "not-graded"}}) == ["1", "2"]
    review: Fields = {"outcome": "function", "source": "review-2021"}
    assert chosen(words, review) == ["2", "1"]


def test_what_only_fills_up_never_leads_by_its_number() -> None:
    against_walking: Fields = {
        "comparator": "active",
        "than": "walking",
        "certainty": {"level": "high"},
    }
    assert chosen({"result": "mixed"}, against_walking) == ["1", "2"]


def test_other_stages_fill_up_only_where_fewer_than_two_were_found() -> None:
    acute: Fields = {"stage": "acute", "outcome": "sleep"}
    assert chosen({}, {"outcome": "function"}, acute) == ["1", "2"]
    assert chosen({}, acute) == ["1", "2"]


def test_an_entry_may_answer_for_another_stage() -> None:
    fields: list[Fields] = [{}, {"stage": "radicular", **OPEN}]
    entry = with_findings(*fields, answers_for={"stage": "radicular", "why": "For leg pain."})
    assert [one.finding.id for one in answered(entry, LIBRARY).key] == ["f--2"]


def test_a_finding_from_a_retracted_source_is_never_key() -> None:
    gone = a_source(id="gone-2017", status={"kind": "retracted", "date": "2020"})
    derived = derive(a_finding(source="gone-2017"), an_intervention(), a_library(sources=[gone]))
    assert (derived.ineligible, derived.shown_magnitude) == ("retracted", None)
