"""Harms as readers meet them: the same once, serious ones first, then common ones, then others."""

from factories import Fields, a_library, an_intervention
from kb.model.derived import Answer, HarmEvent
from kb.model.entries import Condition
from telling import answered

NOTHING: Fields = {"what": "Nothing", "seen": "none", "frequency": "0 of 90"}
SORE: Fields = {"what": "Soreness"}
DROWSY: Fields = {"what": "Drowsiness", "frequency": "4 of 90"}
FALL: Fields = {"what": "A fall", "serious": "true"}


def events(*harms: Fields) -> tuple[HarmEvent, ...]:
    entry = an_intervention(harms=[{"source": "trial-2020", **fields} for fields in harms])
    return answered(entry).harms


def ordered(*harms: Fields) -> list[tuple[str, str]]:
    return [(one.what, one.band) for one in events(*harms)]


def main(*harms: Fields) -> tuple[str | None, str | None]:
    entry = an_intervention(harms=[{"source": "trial-2020", **fields} for fields in harms])
    answer = answered(entry)
    serious, common = answer.serious_harm, answer.common_harm
    return serious.what if serious else None, common.what if common else None


def rated(what: str, rate: str, **fields: object) -> Fields:
    return {"what": what, "frequency": f"{rate}%", "rate": rate, **fields}


def test_serious_harms_come_first_then_common_ones_by_their_rate_then_the_others() -> None:
    unmeasured: Fields = {"what": "Death", "seen": "not-measured"}
    untold: Fields = {"what": "Sickness", "seen": "not-reported"}
    harms = (
        untold,
        unmeasured,
        NOTHING,
        SORE,
        rated("Rash", "0.99"),
        rated("Itching", "1"),
        rated("Nausea", "9.9"),
        rated("Headache", "10"),
        rated("Thirst", "30"),
        FALL,
    )
    assert ordered(*harms) == [
        ("A fall", "serious"),
        ("Thirst", "very-common"),
        ("Headache", "very-common"),
        ("Nausea", "common"),
        ("Itching", "common"),
        ("Rash", "other"),
        ("Soreness", "other"),
        ("Nothing", "none-seen"),
        ("Death", "not-measured"),
        ("Sickness", "not-reported"),
    ]


def test_serious_harms_stay_as_filed_whatever_their_rates() -> None:
    second = rated("Bleeding", "12", serious="true")
    assert [what for what, _ in ordered(FALL, second)] == ["A fall", "Bleeding"]


def test_the_same_harm_from_several_sources_is_one_with_each_figure_a_lone_trial_last() -> None:
    (event,) = events(
        rated("Dry mouth", "7", source="label-2016"),
        {"what": "Dry  mouth!", "source": "survey-2014"},
        rated("dry mouth", "21"),
    )
    assert [one.source for one in event.harms] == ["label-2016", "survey-2014", "trial-2020"]
    assert str(event.rate) == "21" and event.band == "very-common"


def first(*harms: Fields) -> list[str]:
    """What is said where there is room for the main figures alone, each by its frequency."""
    (event,) = events(*({"what": "Nausea", **one} for one in harms))
    return [str(one.frequency) for one in event.main]


PLACEBO: Fields = {"than": "placebo", "comparator": ["placebo"]}
REST: Fields = {"than": "rest", "comparator": ["active"]}
AGAINST_PLACEBO: Fields = {"frequency": "8% against 5%", "rate": "8", **PLACEBO}


def test_placebo_or_no_care_comes_before_nothing_and_nothing_before_another_treatment() -> None:
    alone: Fields = {"frequency": "7%", "rate": "7"}
    active: Fields = {"frequency": "6%", "rate": "6"}
    either: Fields = {"than": "no treatment or placebo", "comparator": ["no-treatment", "placebo"]}
    usual: Fields = {"frequency": "5%", "rate": "5", **either}
    assert first({**active, **REST}, alone, AGAINST_PLACEBO) == ["8% against 5%"]
    assert first({**active, **REST}, alone, usual) == ["5%", "7%"]
    assert first({**active, **REST}, {"frequency": "7%"}) == ["7%", "6%"]


def test_a_ratio_against_placebo_stands_first_and_the_highest_rate_of_a_small_trial_next() -> None:
    ratio: Fields = {"frequency": "risk ratio 1.04", **PLACEBO}
    trial: Fields = {"frequency": "14%", "rate": "14", **REST, "one-trial": "true"}
    assert first(trial, {**trial, "frequency": "10%", "rate": "10"}, ratio) == [
        "risk ratio 1.04",
        "14%",
    ]


def test_what_was_pooled_comes_before_one_trial() -> None:
    pooled: Fields = {"frequency": "3%", "rate": "3", "source": "label-2016"}
    assert first({"frequency": "2%", "rate": "2"}, pooled) == ["3%"]
    assert first({**pooled, "one-trial": "true"}, {**pooled, "frequency": "2% to 3%"}) == [
        "2% to 3%"
    ]


def test_named_events_come_before_any_adverse_event() -> None:
    harms: tuple[Fields, ...] = (
        rated("Any adverse event", "40", overall="true"),
        rated("Nausea", "4"),
        {"what": "Harms of any kind", "frequency": "few", "overall": "true"},
        SORE,
    )
    named = ["Nausea", "Any adverse event", "Soreness", "Harms of any kind"]
    assert [what for what, _ in ordered(*harms)] == named
    assert main(*harms) == (None, "Nausea")


def test_an_approximate_rate_places_a_harm_and_is_worked_into_nothing() -> None:
    (event,) = events({**AGAINST_PLACEBO, "what": "Nausea", "than-rate": "5"})
    assert event.absolute is not None
    (event,) = events(
        {"what": "Nausea", "frequency": "6% to 8% against 5%", "rate": "8", "than": "placebo",
         "than-rate": "5", "approximate": "true"}
    )  # fmt: skip
    assert event.absolute is None and event.band == "common"


def test_harms_in_other_words_stay_apart() -> None:
    assert len(events({"what": "Pain"}, {"what": "Pain at the needle"})) == 2


def test_what_one_source_saw_outweighs_that_another_saw_none() -> None:
    (event,) = events({**FALL, "seen": "none"}, FALL)
    assert event.band == "serious" and [one.seen for one in event.harms] == ["yes", "none"]


def test_a_rate_of_what_was_not_seen_makes_no_harm_common() -> None:
    assert ordered(rated("Falls", "12", seen="none")) == [("Falls", "none-seen")]


def test_main_harms_are_the_most_serious_and_the_commonest_of_the_others() -> None:
    assert main(SORE, rated("Thirst", "3"), rated("Rash", "12"), FALL) == ("A fall", "Rash")
    assert main(SORE, NOTHING, DROWSY) == (None, "Drowsiness")
    assert main(NOTHING) == (None, "Nothing")
    assert main() == (None, None)


def test_a_serious_harm_looked_for_and_not_seen_is_said_where_none_was_seen() -> None:
    looked: Fields = {**FALL, "seen": "none"}
    assert main(looked, DROWSY) == ("A fall", "Drowsiness")
    assert main(looked, {"what": "Bleeding", "serious": "true"}) == ("Bleeding", None)


# What is known of parents, and red flags


def with_parent(**parent: object) -> Answer:
    ordinary: Fields = {"id": "acupuncture", "name": "Acupuncture"}
    library = a_library(
        an_intervention(**{**ordinary, **parent}),
        an_intervention(id="ear-needles", variant_of=["acupuncture"]),
    )
    return library.answers["ear-needles"]


def test_harms_seen_with_a_parent_are_known_of_its_form_as_the_parents() -> None:
    harms = [{"source": "trial-2020", **one} for one in (DROWSY, NOTHING, FALL)]
    (known,) = with_parent(harms=harms).inherited_harms
    assert known.parent.id == "acupuncture"
    assert [one.what for one in known.harms] == ["A fall", "Drowsiness"]


def test_what_is_said_of_one_type_of_a_parent_is_not_inherited() -> None:
    harms = [{"source": "trial-2020", **FALL, "arm": "deep needling"}]
    assert with_parent(harms=harms).inherited_harms == ()


def test_a_red_flag_that_names_a_treatment_is_shown_with_it_and_with_no_other() -> None:
    flag: Fields = {
        "id": "rf-chest",
        "sign": "Chest pain",
        "interventions": ["yoga"],
        "may-mean": "A collapsed lung",
        "action": "Call now",
        "sources": ["trial-2020"],
    }
    condition = Condition.model_validate(
        {
            "id": "sore-back",
            "name": "Sore back",
            "summary": "Made up.",
            "red-flags": [flag, {**flag, "id": "rf-fever", "interventions": []}],
            "changes": [{"date": "2026-11-22", "what": "First version"}],
            "reviewed": "2026-11-22",
        }
    )
    library = a_library(an_intervention(), an_intervention(id="walking"), conditions=[condition])
    (named,) = library.answers["yoga"].red_flags
    assert (named.condition, named.flag.id) == ("sore-back", "rf-chest")
    assert library.answers["walking"].red_flags == ()
