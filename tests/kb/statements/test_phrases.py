"""How people, arms, comparators and sources are named in a sentence."""

import pytest

from factories import Fields, a_finding, an_intervention
from kb.statements.deriving import derive
from telling import HIGH, LIBRARY, LOW, MODERATE, md, number, said, statement


def test_people_who_differ_from_the_stage_open_the_sentence() -> None:
    assert statement(people="older adults").sentence.startswith("In older adults, one trial")
    assert statement(stage="prevention", people="office workers").sentence.startswith(
        "In office workers, one trial"
    )
    assert statement(stage="prevention").sentence.startswith(
        "For preventing low back pain, one trial"
    )


def test_people_with_other_pain_are_named_first() -> None:
    indirect = {"about": "people", "why": "any pain"}
    opened = statement(people="people with any pain", indirect=indirect).sentence
    assert opened.startswith("In people with any pain (not low back pain alone), one trial")


def test_what_does_not_test_the_intervention_is_no_matter_of_people() -> None:
    indirect = {"about": "intervention", "why": "both arms had yoga"}
    assert statement(people="older adults", indirect=indirect).sentence.startswith(
        "In older adults, one trial"
    )
    assert statement(indirect=indirect).sentence.startswith("In chronic low back pain, one trial")


@pytest.mark.parametrize(
    ("comparator", "than", "compared"),
    [
        ("no-treatment", None, "yoga than with no treatment"),
        ("usual-care", None, "yoga than with usual care"),
        ("minimal-intervention", None, "yoga than with a minimal intervention"),
        ("sham", None, "yoga than with a sham treatment"),
        ("waiting-list", None, "yoga than with a waiting list"),
        ("active", "walking", "yoga than with walking"),
        ("added-to", "walking", "yoga added to walking than with walking alone"),
        ("mixed", "rest or walking", "yoga than with a mix of rest or walking"),
    ],
)
def test_each_comparator_has_its_words(comparator: str, than: str | None, compared: str) -> None:
    assert said(comparator=comparator, than=than) == f"one trial found less pain with {compared}"


def test_added_to_is_compared_with_the_other_alone() -> None:
    made = said(certainty=LOW, comparator="added-to", than="walking", **md("-1", "-9", "7"))
    assert made.startswith(
        "it is unclear whether pain is lower or higher with yoga added to walking than with walking"
        " alone: "
    )
    assert made.endswith("slightly more pain with yoga")


def test_an_arm_has_its_own_name_in_sentence_and_bracket() -> None:
    made = statement(arm="slow stretches", plural="true", certainty=HIGH)
    assert made.text.startswith(
        "In chronic low back pain, slow stretches reduce pain compared with placebo ("
    )
    assert "negative favours slow stretches" in made.bracket


@pytest.mark.parametrize(
    ("level", "verb"),
    [(HIGH, "tablets reduce"), (MODERATE, "tablets probably reduce"), (LOW, "tablets may reduce")],
)
def test_a_plural_subject_takes_a_plural_verb(level: Fields, verb: str) -> None:
    entry = an_intervention(name="Pills", subject="tablets", plural="true")
    assert f"{verb} pain compared" in derive(a_finding(certainty=level), entry, LIBRARY).sentence
    assert (
        "tablets result in"
        in derive(a_finding(certainty=HIGH, **md("-25")), entry, LIBRARY).sentence
    )


def test_an_arm_does_not_borrow_the_plural_of_its_entry() -> None:
    entry = an_intervention(name="Pills", plural="true")
    assert (
        "a capsule reduces pain"
        in derive(a_finding(arm="a capsule", certainty=HIGH), entry, LIBRARY).sentence
    )


@pytest.mark.parametrize(
    ("name", "stands"),
    [("Back school", "back school"), ("TENS", "TENS"), ("EMG biofeedback", "EMG biofeedback")],
)
def test_a_name_in_mid_sentence_has_a_small_letter_unless_abbreviated(
    name: str, stands: str
) -> None:
    assert (
        f"less pain with {stands} than"
        in derive(a_finding(), an_intervention(name=name), LIBRARY).sentence
    )


@pytest.mark.parametrize(
    ("source", "who"),
    [
        ("trial-2020", "one trial"),
        ("review-2021", "one review"),
        ("network-2022", "one network meta-analysis"),
        ("pooled-2018", "one individual-patient meta-analysis"),
        ("essay-2019", "one narrative review"),
        ("guideline-2017", "one guideline"),
        ("cohort-2015", "one observational study"),
        ("survey-2014", "one observational study"),
        ("label-2016", "one source"),
        ("withheld-2020", "one source"),
    ],
)
def test_who_found_it_is_named_by_kind(source: str, who: str) -> None:
    assert said(source=source).startswith(f"{who} found less pain")


@pytest.mark.parametrize(
    ("fields", "who"),
    [
        ({"studies": 1}, "one trial found"),
        ({"studies": 2}, "two trials found"),
        ({"studies": 10}, "10 trials found"),
        ({"review": {"studies": 3}}, "three trials found"),
        ({"studies": 2, "source": "cohort-2015"}, "two observational studies found"),
        ({"studies": 2, "source": "review-2021"}, "one review found"),
        ({"studies": 2, "result": "not-seen", "effect": None}, "two trials compared yoga"),
    ],
)
def test_a_source_that_reports_several_studies_is_named_by_their_number(
    fields: Fields, who: str
) -> None:
    assert said(**fields).startswith(who)


def test_the_result_of_several_studies_is_theirs() -> None:
    assert "; their result is not known" in said(studies=2, result="not-seen")


def test_an_event_without_words_of_its_own_is_the_outcome() -> None:
    assert (
        said(outcome="no-pain-relief", **number("RR", "0.8"))
        == "one trial found a lower risk of no pain relief with yoga than with placebo"
    )
    assert said(event="new pain", outcome="recurrence", **number("RR", "0.8")).startswith(
        "one trial found a lower risk of new pain with"
    )


def test_an_event_nobody_named_is_not_taken_for_the_outcome() -> None:
    """Higher odds of less pain must not read as higher odds of pain."""
    better = number("OR", "2", "1.5", "2.5", better="higher")
    assert (
        said(**better)
        == "one trial found higher odds of an unnamed event for pain with yoga than with placebo"
    )


def test_a_response_is_given_with_its_scale() -> None:
    scaled = number("RR", "1.5", better="higher", scale="rmdq-gain-30")
    assert said(outcome="responder", **scaled).startswith(
        "one trial found a higher chance of a response (RMDQ gain of 30% or more) with"
    )
