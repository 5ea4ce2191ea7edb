"""The answer card: what its key findings amount to, and what is added to them."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from factories import Fields, a_caution, a_library, an_effect, an_intervention, with_findings
from kb.export.json_records import notes as notes_of
from kb.export.json_records import record
from kb.model.entries import Intervention
from kb.statements.answers import with_answers
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
        ({**WORSE, "comparator": "usual-care"}, "worse-than-comparator"),
        ({**WORSE, "comparator": "active", "than": "exercise"}, "favours-other-treatment"),
        (OPEN, None),
        ({"effect": an_effect(estimate="-1", low="-2", high="1")}, "little-or-none"),
        ({"result": "favours-intervention"}, "not-classed"),
        ({"result": "no-difference"}, None),
        ({"result": "no-difference", "certainty": {"level": "low"}}, "little-or-none"),
        ({"effect": an_effect(estimate="4", low="1", high="8")}, "little-or-none"),
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


def test_the_editors_key_findings_keep_the_order_of_the_rules() -> None:
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
    badge = answered(with_findings({"key": "true", "secondary": "true"})).badge
    assert (badge.finding, badge.certainty, badge.certainty_words, badge.shows) == (
        None,
        "not-graded",
        "no usable finding",
        "set-aside",
    )


def test_an_entry_whose_results_all_count_elsewhere_says_so() -> None:
    same: Fields = {"same-data-as": "other#f--1"}
    assert answered(with_findings(same, same)).badge.shows == "counted-elsewhere"
    assert answered(with_findings(same, {"secondary": "true"})).badge.shows == "set-aside"


def test_certainty_and_size_come_from_the_first_key_finding_alone() -> None:
    card = answered(
        with_findings(
            {"certainty": {"level": "moderate"}, **BETTER},
            {"outcome": "function", "certainty": {"level": "high"}, **WORSE},
            {"comparator": "usual-care", "certainty": {"level": "very-low"}, **BETTER},
        )
    )
    badge = card.badge
    assert badge.finding is card.key[0]
    assert (badge.certainty, badge.magnitude, badge.comparison) == (
        "moderate",
        "moderate",
        "placebo",
    )


def test_the_comparison_of_a_mix_says_what_was_mixed() -> None:
    badge = answered(with_findings({"comparator": "mixed", "than": "rest or walking"})).badge
    assert badge.comparison == "rest or walking"


def test_a_scale_of_the_sources_own_is_no_level() -> None:
    entry = with_findings({"certainty": {"level": "high", "scheme": "other", "stated": "strong"}})
    assert answered(entry).badge.certainty == "not-graded"


@pytest.mark.parametrize(
    ("first", "magnitude", "words"),
    [
        (BETTER, "moderate", "moderate"),
        (OPEN, "no-clear-difference", "no clear difference"),
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
    written = record(entry, a_library(entry))
    assert (written["magnitude"], written["magnitude-words"]) == (magnitude, words)
    assert written["badge"] == {
        "finding": "f--2",
        "certainty": "not-graded",
        "magnitude": magnitude,
        "comparison": "placebo",
    }


# Notes


def notes(*all_fields: Mapping[str, object], **entry: object) -> tuple[str, ...]:
    """The notes without those about a feature."""
    card = answered(with_findings(*all_fields, **entry))
    about = {note.text for note in card.features}
    return tuple(note for note in notes_of(card) if note not in about)


def features(*all_fields: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(note.text for note in answered(with_findings(*all_fields)).features)


ACUTE: Fields = {"stage": "acute", **BETTER}


def test_help_in_acute_pain_only_is_said_with_what_is_known_of_chronic_pain() -> None:
    assert notes(ACUTE) == (
        "Acute pain only. In chronic low back pain: this collection holds no finding.",
    )
    assert notes({**ACUTE, "stage": "subacute"}, {"result": "no-evidence"}) == (
        (
            "Acute pain only. In chronic low back pain: one trial found no eligible trial of yoga"
            " compared with placebo."
        ),
    )
    assert notes(
        ACUTE, {"result": "no-evidence"}, {"outcome": "function", "result": "no-clear-difference"}
    ) == (
        (
            "Acute pain only. In chronic low back pain: one trial found no clear difference in"
            " function between yoga and placebo."
        ),
    )
    assert notes(ACUTE, {"people": "older adults", "result": "mixed"}) == (
        (
            "Acute pain only. In chronic low back pain: in older adults, "
            "one trial found mixed results for pain with yoga compared with placebo."
        ),
    )


def test_very_low_certainty_helps_neither_acute_nor_chronic_pain() -> None:
    very_low: Fields = {"certainty": {"level": "very-low"}}
    assert notes({**ACUTE, **very_low}) == ()
    assert notes(ACUTE, {**BETTER, **very_low}) == (
        (
            "Acute pain only. In chronic low back pain: the evidence is very uncertain about the"
            " effect of yoga on pain compared with placebo."
        ),
    )


@pytest.mark.parametrize(
    "all_fields",
    [
        [ACUTE, BETTER],
        [ACUTE, {"result": "favours-intervention", "certainty": {"level": "low"}}],
        [{**ACUTE, "stage": "mixed"}],
        [{**ACUTE, **WORSE}],
        [{**ACUTE, "secondary": "true"}],
        [{**ACUTE, "outcome": "adverse-events"}],
        [BETTER],
    ],
)
def test_other_findings_make_no_note_of_acute_pain(all_fields: list[Fields]) -> None:
    assert notes(*all_fields) == ()


def test_a_benefit_in_chronic_pain_counts_only_with_a_level_or_a_number() -> None:
    assert notes(ACUTE, {"result": "favours-intervention"}) == (
        (
            "Acute pain only. In chronic low back pain: "
            "one trial found lower pain scores with yoga than with placebo."
        ),
    )


def test_a_chronic_finding_that_can_not_be_key_does_not_lift_the_note() -> None:
    assert notes(ACUTE, {**BETTER, "secondary": "true"})[0].endswith(
        "this collection holds no usable finding."
    )


def test_the_note_names_a_chronic_trial_whose_result_is_not_known() -> None:
    unknown: Fields = {"result": "not-seen"}
    assert notes(ACUTE, unknown) == (
        (
            "Acute pain only. In chronic low back pain: one trial compared yoga against placebo"
            " for pain; its result is not known to this collection."
        ),
    )
    assert "no eligible trial" in notes(ACUTE, unknown, {"result": "no-evidence"})[0]


def test_a_disagreement_about_a_key_finding_is_on_the_card() -> None:
    disagreement = {"what": "They rate it apart.", "sources": ["trial-2020", "review-2021"]}
    assert notes({}, disagreements=[disagreement]) == ("Sources disagree: They rate it apart.",)
    assert notes({"source": "trial-2023"}, disagreements=[disagreement]) == ()


def test_what_was_found_in_people_with_the_feature_is_said_though_it_is_no_key_finding() -> None:
    spasm: Fields = {"entered_for": ["muscle-spasm"], "people": "adults in spasm"}
    assert features({}, {**spasm, "outcome": "work", "result": "mixed"}) == (
        (
            "In people taken in for muscle spasm: in adults in spasm, one trial found mixed results"
            " for work with yoga compared with placebo."
        ),
    )


@pytest.mark.parametrize(
    "better",
    [
        {"certainty": {"level": "low"}},
        BETTER,
        {"source": "review-2021"},
        {"participants": 806},
    ],
)
def test_the_best_ranked_finding_is_used_for_a_feature_whatever_its_stage(better: Fields) -> None:
    spasm: Fields = {"entered_for": ["muscle-spasm"], "effect": None, "result": "mixed"}
    chronic: Fields = {**spasm, "participants": 292}
    best: Fields = {**spasm, "stage": "acute", **better}
    if "effect" in better:
        best.pop("result")
    assert "In people taken in for muscle spasm: in acute" in features(chronic, best)[0]


def test_without_such_a_finding_the_lack_is_this_collections_own() -> None:
    assert features({}) == (
        (
            "This collection holds no trial of yoga in people taken in for muscle spasm "
            "(looked for until 28 November 2026)."
        ),
    )


def test_findings_are_compared_by_value_so_a_reloaded_entry_has_the_same_card() -> None:
    fields: list[Fields] = [{"key": "true"}, {"outcome": "function", "key": "true"}]
    first, second = (answered(with_findings(*fields)) for _ in range(2))
    assert first == second


# Cautions


def applied(*entries: Intervention) -> list[tuple[str, str | None]]:
    """The cautions of the first entry and from whom it has each, in a library of all of them."""
    found = a_library(*entries).answers[entries[0].id].cautions
    return [
        (one.caution.what, one.inherited_from.id if one.inherited_from else None) for one in found
    ]


def test_contraindications_come_first_and_the_rest_as_strict_as_they_are() -> None:
    kinds = ("monitoring", "interaction", "caution", "not-advised", "contraindicated")
    entry = an_intervention(cautions=[a_caution(kind=kind, what=kind) for kind in kinds])
    assert [what for what, _ in applied(entry)] == [
        "contraindicated",
        "not-advised",
        "caution",
        "interaction",
        "monitoring",
    ]


def test_the_cautions_of_a_parent_therapy_or_class_hold_here_too_and_are_said_to_be_its() -> None:
    own = an_intervention(
        cautions=[a_caution(what="Own")], variant_of=["stretching"], member_of=["movement"]
    )
    parents = (
        an_intervention(id="stretching", cautions=[a_caution(what="Ask", kind="not-advised")]),
        an_intervention(id="movement", cautions=[a_caution(what="Of a class")], variant_of=["all"]),
        an_intervention(id="all", cautions=[a_caution(what="Of all")], variant_of=["yoga"]),
    )
    assert applied(own, *parents) == [
        ("Ask", "stretching"),
        ("Own", None),
        ("Of a class", "movement"),
        ("Of all", "all"),
    ]


def test_what_a_class_says_of_one_of_its_drugs_is_not_said_of_another() -> None:
    own = an_intervention(member_of=["movement"])
    parent = an_intervention(id="movement", cautions=[a_caution(arm="tizanidine")])
    assert applied(own, parent) == []


def test_a_changed_parent_changes_the_cautions_of_its_variants() -> None:
    own = an_intervention(variant_of=["stretching"])
    before = a_library(own, an_intervention(id="stretching", cautions=[a_caution()]))
    assert len(before.answers["yoga"].cautions) == 1
    changed = {"yoga": own, "stretching": an_intervention(id="stretching")}
    after = with_answers(replace(before, interventions=changed), before)
    assert after.answers["yoga"].cautions == ()
