"""Findings in patients' words: as strong as their statements and no stronger."""

import pytest

from factories import an_effect
from kb.model.library import Library
from telling import statement

GRADED = {"certainty": {"level": "moderate"}}


def said(**fields: object) -> str:
    """The plain words of a finding of yoga."""
    return statement(**fields).plain


@pytest.mark.parametrize(
    ("level", "claim", "sure"),
    [
        ("high", "people have less pain", "We can be very certain of this."),
        ("moderate", "people probably have less pain", "We can be fairly certain of this."),
        ("low", "people may have less pain", "We’re not very certain of this."),
        (
            "not-graded",
            "one trial found that with yoga people had less pain",
            "The certainty wasn’t rated.",
        ),
    ],
)
def test_a_claim_is_as_strong_as_its_certainty(level: str, claim: str, sure: str) -> None:
    told = said(certainty={"level": level})
    assert claim in told
    assert told.endswith(sure)


def test_very_low_certainty_claims_nothing() -> None:
    told = said(certainty={"level": "very-low"})
    assert (
        told == "In chronic low back pain, the evidence is very uncertain: "
        "we do not know whether there is a difference in pain between yoga and placebo."
    )


@pytest.mark.parametrize(
    ("estimate", "low", "high", "words"),
    [
        ("-7", "-9", "-5.5", "a little less pain"),
        ("-15", "-18", "-12", "less pain"),
        ("-25", "-28", "-22", "much less pain"),
    ],
)
def test_sizes_are_said_in_words(estimate: str, low: str, high: str, words: str) -> None:
    assert f"have {words} than with placebo" in said(
        effect=an_effect("MD", estimate, low, high), **GRADED
    )


def test_what_favours_the_comparator_is_said_to() -> None:
    assert "people probably have more pain than with placebo" in said(
        effect=an_effect("MD", "15", "12", "18"), **GRADED
    )


def test_an_interval_that_reaches_no_difference_makes_it_may_and_says_so() -> None:
    told = said(effect=an_effect("MD", "-7", "-15", "1"), **GRADED)
    assert "people may have a little less pain" in told
    assert "there may also be little or no difference" in told


def test_little_to_no_difference_is_a_claim_and_no_clear_difference_is_not() -> None:
    none = said(result="no-difference", **GRADED)
    assert "there is probably little or no difference in pain between yoga and placebo" in none
    assert none.endswith("We can be fairly certain of this.")
    unshown = said(result="no-clear-difference", **GRADED)
    assert (
        unshown
        == "In chronic low back pain, no clear difference in pain between yoga and placebo has been"
        " found."
    )


def test_nobody_is_sure_of_what_is_unclear() -> None:
    told = said(effect=an_effect("MD", "0", "-15", "15"), **GRADED)
    assert "it is not clear whether pain is lower or higher with yoga than with placebo" in told
    assert "sure" not in told


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        (an_effect("RR", "0.7", "0.5", "0.9"), "the risk of a fall is probably lower"),
        (an_effect("OR", "0.7", "0.5", "0.9"), "the odds of a fall are probably lower"),
        (an_effect("HR", "1.7", "1.5", "1.9"), "the rate of a fall is probably higher"),
        (
            an_effect("RD", "-5", "-8", "-2"),
            "there are probably 5 fewer a fall in every 100 people",
        ),
        (an_effect("NNT", "8"), "(one fewer for every 8 treated)"),
    ],
)
def test_ratios_and_counts_say_which_way_the_event_goes(
    effect: dict[str, object], words: str
) -> None:
    assert words in said(outcome="recurrence", event="a fall", effect=effect, **GRADED)


@pytest.mark.parametrize(
    ("measure", "unit", "estimate", "claim"),
    [
        ("RR", None, "0.53", "the chance of pain relief is probably higher than with placebo"),
        ("OR", None, "0.53", "the odds of pain relief are probably higher than with placebo"),
        ("RR", "rate ratio", "0.53", "the rate of no pain relief is probably lower"),
        ("RR", None, "1.4", "the chance of pain relief is probably lower than with placebo"),
    ],
)
def test_a_lack_is_named_by_what_people_are_spared(
    measure: str, unit: str | None, estimate: str, claim: str
) -> None:
    effect = {**an_effect(measure, estimate), "better": "lower", "unit": unit}
    event = {"outcome": "no-pain-relief", "event": "no pain relief", "spared": "pain relief"}
    assert claim in said(effect=effect, **event, **GRADED)


def test_words_without_a_side_claim_no_side() -> None:
    assert "results for pain with yoga compared with placebo differ" in said(
        result="mixed", **GRADED
    )
    assert "there is too little evidence on pain" in said(result="unclear")
    assert "we found no suitable study of yoga compared with placebo" in said(result="no-evidence")
    assert "the result wasn’t available to us" in said(result="not-seen")


def test_data_that_cannot_show_an_effect_say_so() -> None:
    assert "cannot show whether yoga makes a difference" in said(
        design="observational", source="cohort-2015"
    )
    assert "cannot show what the treatment adds" in said(design="uncontrolled")


def test_what_keeps_a_difference_small_is_said() -> None:
    assert "The source judged the difference too small to be important." in said(
        importance="below", **GRADED
    )
    assert "The difference may be too small to matter." in said(
        effect=an_effect("MD", "-12", "-20", "-3"), **GRADED
    )
    assert "implausible" in said(implausible="true", **GRADED)


def test_words_of_an_editor_stay_as_they_are() -> None:
    assert "slightly warm water" in said(comparator="active", than="slightly warm water")


BANNED = (
    "significant",
    "effective",
    "does not work",
    "no effect",
    "proven",
    "equivalent",
    "as good as",
    " safe",
)


def test_no_shipped_finding_has_a_banned_word_or_more_hope_than_its_statement(
    shipped_library: Library,
) -> None:
    answers = shipped_library.answers.values()
    findings = [one for answer in answers for one in answer.findings.values()]
    assert findings
    for one in findings:
        told, statement = one.plain, one.sentence
        own = [word for word in BANNED if word in told and word not in statement]
        assert own == [], told
        if one.finding.certainty.level != "very-low":
            hedged = any(hedge in statement for hedge in ("may ", "probably "))
            assert not hedged or any(hedge in told for hedge in ("may ", "probably ")), (
                f"{statement}: {told}"
            )
