"""The answer card: what its key findings amount to, and what is said beside them."""

from collections.abc import Mapping

import pytest

from factories import Fields, a_library, an_effect, an_intervention, with_findings
from kb.export.json_records import notes as notes_of
from kb.export.json_records import record
from kb.statements.answer import main_harm
from telling import answered, statement

BETTER: Fields = {"effect": an_effect(estimate="-15", low="-18", high="-12")}
WORSE: Fields = {"effect": an_effect(estimate="15", low="12", high="18")}
OPEN: Fields = {"effect": an_effect(estimate="-1", low="-12", high="10")}
MIXED: Fields = {"result": "mixed"}


def shown(**fields: object) -> str | None:
    return statement(**fields).shown_magnitude


@pytest.mark.parametrize(
    ("fields", "size"),
    [
        (BETTER, "moderate"),
        (WORSE, "worse-than-comparator"),
        (OPEN, None),
        ({"effect": an_effect(estimate="-1", low="-2", high="1")}, "little-or-none"),
        ({"result": "favours-intervention"}, "not-classed"),
        ({"result": "no-difference"}, "not-classed"),
        ({"result": "no-clear-difference"}, None),
        ({"result": "mixed"}, None),
        ({"result": "not-seen"}, None),
        ({**BETTER, "certainty": {"level": "very-low"}}, None),
        ({**WORSE, "certainty": {"level": "very-low"}}, None),
        ({**BETTER, "indirect": {"about": "people", "why": "any pain"}}, None),
        ({**BETTER, "indirect": {"about": "intervention", "why": "both arms"}}, None),
        ({**BETTER, "design": "uncontrolled"}, None),
        ({**BETTER, "implausible": "true"}, None),
        ({**BETTER, "same_data_as": "f--9"}, "moderate"),
    ],
)
def test_a_size_is_shown_only_where_it_may_be_believed(fields: Fields, size: str | None) -> None:
    assert shown(**fields) == size


def test_the_rules_choose_where_the_editor_does_not() -> None:
    card = answered(with_findings({"comparator": "usual-care"}, {}))
    assert [one.finding.id for one in card.key] == ["f--2", "f--1"]
    assert card.key[0].text.startswith(
        "In chronic low back pain, one trial found less pain with yoga than with placebo ("
    )


def test_the_editors_key_findings_stand_in_the_order_of_the_rules() -> None:
    marked: Fields = {"key": "true"}
    findings: list[Fields] = [
        {"outcome": "sleep", **MIXED, **marked},
        {"outcome": "function", **marked},
        marked,
        {"comparator": "sham"},
    ]
    entry = with_findings(*findings)
    assert [one.finding.id for one in answered(entry).key] == ["f--3", "f--2", "f--1"]


def test_what_can_not_be_key_is_not_though_an_editor_marks_it() -> None:
    card = answered(with_findings({"key": "true", "secondary": "true"}))
    assert (card.key, card.certainty, card.certainty_words, card.magnitude) == (
        (),
        "not-graded",
        "no usable finding",
        "unclear",
    )


def levels(*given: str) -> tuple[str, str]:
    outcomes = ("pain", "function", "responder")
    fields = [
        {"outcome": outcome, "result": "mixed", "certainty": {"level": level}}
        for outcome, level in zip(outcomes, given, strict=False)
    ]
    card = answered(with_findings(*fields))
    return card.certainty, card.certainty_words


def test_the_lowest_level_counts() -> None:
    assert levels("high", "low", "moderate") == ("low", "low (3 of 3 key findings graded)")
    assert levels("moderate", "very-low") == ("very-low", "very low (2 of 2 key findings graded)")


def test_half_of_the_key_findings_must_be_graded() -> None:
    assert levels("high", "not-graded", "low") == ("low", "low (2 of 3 key findings graded)")
    assert levels("not-graded", "high") == ("high", "high (1 of 2 key findings graded)")
    assert levels("not-graded", "high", "not-graded") == (
        "not-graded",
        "not graded (1 of 3 key findings graded)",
    )


def test_a_scale_of_the_sources_own_is_no_level() -> None:
    entry = with_findings({"certainty": {"level": "high", "scheme": "other", "stated": "strong"}})
    assert answered(entry).certainty == "not-graded"


@pytest.mark.parametrize(
    ("first", "magnitude", "words"),
    [
        (BETTER, "moderate", "moderate"),
        (OPEN, "unclear", "unclear"),
        (WORSE, "worse-than-comparator", "worse than comparator"),
        ({"result": "favours-intervention"}, "not-classed", "size not classed"),
        (
            {"effect": an_effect(estimate="-1", low="-2", high="1")},
            "little-or-none",
            "little or none",
        ),
    ],
)
def test_the_size_is_the_first_key_findings_never_the_largest(
    first: Fields, magnitude: str, words: str
) -> None:
    large: Fields = {
        "outcome": "function",
        "effect": an_effect(estimate="-40", low="-45", high="-35"),
    }
    entry = with_findings(large, first)
    card = answered(entry)
    assert (card.magnitude, record(entry, a_library(entry))["magnitude-words"]) == (
        magnitude,
        words,
    )


# Notes


def notes(*all_fields: Mapping[str, object], **entry: object) -> tuple[str, ...]:
    return tuple(notes_of(answered(with_findings(*all_fields, **entry))))


ACUTE: Fields = {"stage": "acute", **BETTER}


def test_help_in_acute_pain_only_is_said_with_what_is_known_of_chronic_pain() -> None:
    assert notes(ACUTE) == (
        "Acute pain only. In chronic low back pain: this collection holds no finding.",
    )
    assert notes({**ACUTE, "stage": "subacute"}, {"result": "no-evidence"}) == (
        "Acute pain only. In chronic low back pain: one trial found no eligible trial of yoga compared with placebo.",
    )
    assert notes(
        ACUTE, {"result": "no-evidence"}, {"outcome": "function", "result": "no-clear-difference"}
    ) == (
        "Acute pain only. In chronic low back pain: one trial found no clear difference in function between yoga and placebo.",
    )
    assert notes(ACUTE, {"people": "older adults", "result": "mixed"}) == (
        "Acute pain only. In chronic low back pain: in older adults, "
        "one trial found mixed results for pain with yoga compared with placebo.",
    )


def test_very_low_certainty_helps_neither_acute_nor_chronic_pain() -> None:
    very_low: Fields = {"certainty": {"level": "very-low"}}
    assert notes({**ACUTE, **very_low}) == ()
    assert notes(ACUTE, {**BETTER, **very_low}) == (
        "Acute pain only. In chronic low back pain: the evidence is very uncertain about the effect of yoga on pain compared with placebo.",
    )


@pytest.mark.parametrize(
    "all_fields",
    [
        [ACUTE, BETTER],
        [ACUTE, {"result": "favours-intervention"}],
        [{**ACUTE, "stage": "mixed"}],
        [{**ACUTE, **WORSE}],
        [{**ACUTE, "secondary": "true"}],
        [{**ACUTE, "outcome": "adverse-events"}],
        [BETTER],
    ],
)
def test_other_findings_make_no_note_of_acute_pain(all_fields: list[Fields]) -> None:
    assert notes(*all_fields) == ()


def test_a_chronic_finding_that_can_not_be_key_does_not_lift_the_note() -> None:
    assert notes(ACUTE, {**BETTER, "secondary": "true"})[0].endswith(
        "this collection holds no finding."
    )


def test_a_disagreement_about_a_key_finding_is_on_the_card() -> None:
    disagreement = {"what": "They rate it apart.", "sources": ["trial-2020", "review-2021"]}
    assert notes({}, disagreements=[disagreement]) == ("Sources disagree: They rate it apart.",)
    assert notes({"source": "trial-2023"}, disagreements=[disagreement]) == ()


def test_a_lack_of_people_with_spasm_is_on_the_card() -> None:
    assert notes({}, spasm="none-found") == (
        "No trial found enrolled people because of demonstrated muscle spasm.",
    )
    assert notes({}, spasm="enrolled") == ()


# Harm


def harm(*harms: Fields) -> str | None:
    found = main_harm(
        an_intervention(harms=[{"source": "trial-2020", **fields} for fields in harms])
    )
    return found.what if found else None


NOTHING: Fields = {"what": "Nothing", "seen": "none", "frequency": "0 of 90"}
SORE: Fields = {"what": "Soreness"}
DROWSY: Fields = {"what": "Drowsiness", "frequency": "4 of 90"}
SERIOUS: Fields = {"what": "A fall", "serious": "true"}


def test_a_serious_harm_that_was_seen_goes_first() -> None:
    assert harm(NOTHING, SORE, DROWSY, SERIOUS) == "A fall"
    assert harm(DROWSY, {**SERIOUS, "seen": "none"}) == "Drowsiness"


def test_then_one_seen_with_a_frequency_then_the_first() -> None:
    assert harm(NOTHING, SORE, DROWSY) == "Drowsiness"
    assert harm(SORE, NOTHING) == "Soreness"
    assert harm(NOTHING) == "Nothing"
    assert harm() is None


def test_findings_are_compared_by_value_so_a_reloaded_entry_has_the_same_card() -> None:
    fields: list[Fields] = [{"key": "true"}, {"outcome": "function", "key": "true"}]
    first, second = (answered(with_findings(*fields)) for _ in range(2))
    assert first == second
