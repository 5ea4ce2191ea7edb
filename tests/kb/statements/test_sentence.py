"""Sentences, a row for each rule and each side of each boundary."""

# ruff: noqa: E501 (a row of a table stays on one line, so that neighbours can be compared)
import pytest

from factories import Fields, an_effect
from telling import HIGH, LOW, MODERATE, NOT_GRADED, VERY_LOW, md, number, said

# Sentences with numbers, pain unless said otherwise

GRADED = [
    # classed and clear
    (HIGH, md("-25", "-28", "-22"), "yoga results in a large reduction in pain compared with placebo"),
    (MODERATE, md("-25", "-28", "-22"), "yoga probably results in a large reduction in pain compared with placebo"),
    (LOW, md("-25", "-28", "-22"), "yoga may result in a large reduction in pain compared with placebo"),
    (HIGH, md("-15", "-18", "-12"), "yoga reduces pain compared with placebo"),
    (MODERATE, md("-15", "-18", "-12"), "yoga probably reduces pain compared with placebo"),
    (LOW, md("-15", "-18", "-12"), "yoga may reduce pain compared with placebo"),
    (HIGH, md("-8", "-9", "-7"), "yoga reduces pain slightly compared with placebo"),
    (MODERATE, md("-8", "-9", "-7"), "yoga probably reduces pain slightly compared with placebo"),
    (LOW, {**md("-8", "-9", "-7"), "horizon": "long"}, "yoga may reduce pain slightly in the long term compared with placebo"),
    (HIGH, md("8", "7", "9"), "yoga results in slightly more pain than placebo"),
    (MODERATE, md("15", "12", "18"), "yoga probably results in more pain than placebo"),
    (LOW, {**md("25", "22", "28"), "horizon": "short"}, "yoga may result in much more pain in the short term than placebo"),
    # the nearer bound
    (HIGH, md("-15", "-26", "-4"), "yoga reduces pain compared with placebo, though the difference may be too small to matter"),
    (HIGH, md("-15", "-25", "-5"), "yoga reduces pain compared with placebo"),
    (LOW, md("25", "4.9", "45"), "yoga may result in much more pain than placebo, though the difference may be too small to matter"),
    (HIGH, md("-8", "-14", "-2"), "yoga reduces pain slightly compared with placebo"),
    (HIGH, md("-15"), "yoga reduces pain compared with placebo"),
    # little or none
    (HIGH, md("-2", "-4", "1"), "yoga results in little to no difference in pain compared with placebo"),
    (MODERATE, md("-2", "-4", "-1"), "yoga probably results in little to no difference in pain compared with placebo"),
    (LOW, md("-2"), "yoga may result in little to no difference in pain compared with placebo"),
    (
        HIGH,
        md("-4", "-5", "-3"),
        "yoga results in little to no difference in pain compared with placebo, but slightly less pain is also possible",
    ),
    (LOW, md("4", "1", "12"), "yoga may result in little to no difference in pain compared with placebo, but more pain is also possible"),
    # an interval that includes no difference
    (HIGH, md("-4", "-9", "1"), "yoga results in little to no difference in pain compared with placebo, but slightly less pain is also possible"),
    (LOW, md("4", "-1", "21"), "yoga may result in little to no difference in pain compared with placebo, but much more pain is also possible"),
    (HIGH, md("-8", "-17", "1"), "yoga may reduce pain slightly compared with placebo, but little to no difference is also possible"),
    (MODERATE, md("-12", "-26", "2"), "yoga may reduce pain compared with placebo, but little to no difference is also possible"),
    (HIGH, md("-22", "-48", "4"), "yoga may result in a large reduction in pain compared with placebo, but little to no difference is also possible"),
    (HIGH, md("8", "-1", "17"), "yoga may result in slightly more pain than placebo, but little to no difference is also possible"),
    (HIGH, md("-6", "-12", "0"), "yoga may reduce pain slightly compared with placebo, but little to no difference is also possible"),
    (
        HIGH,
        md("-1", "-9", "7"),
        "it is unclear whether pain is lower or higher with yoga than with placebo: "
        "the interval runs from slightly less pain to slightly more pain with yoga",
    ),
    (
        LOW,
        {**md("12", "-5", "29"), "horizon": "intermediate"},
        "it is unclear whether pain is lower or higher with yoga than with placebo in the intermediate term: "
        "the interval runs from slightly less pain to much more pain with yoga",
    ),
    (
        LOW,
        {"outcome": "function", **md("1", "-3", "5", better="higher", scale="rmdq-gain")},
        "it is unclear whether function is better or worse with yoga than with placebo: "
        "the interval runs from better function to worse function with yoga",
    ),
    (
        MODERATE,
        md("-2", "-4", "0.1", scale="promis-pain-t"),
        "no clear difference in pain has been found between yoga and placebo: the interval includes a difference in either direction",
    ),
    # not classed
    (HIGH, md("-2", "-3", "-1", scale="promis-pain-t"), "yoga results in lower pain scores compared with placebo"),
    (LOW, {**md("2", "1", "3", scale="promis-pain-t"), "horizon": "short"}, "yoga may result in higher pain scores in the short term than placebo"),
    # other outcomes
    (HIGH, {"outcome": "leg-pain", **md("-15", "-18", "-12")}, "yoga reduces leg pain compared with placebo"),
    (HIGH, {"outcome": "function", **md("-15", "-18", "-12")}, "yoga improves function compared with placebo"),
    (MODERATE, {"outcome": "function", **md("-25", "-28", "-22")}, "yoga probably results in a large improvement in function compared with placebo"),
    (LOW, {"outcome": "function", **md("8", "7", "9")}, "yoga may result in slightly worse function than placebo"),
    (LOW, {"outcome": "quality-of-life", **number("SMD", "0.4", "0.3", "0.6", better="higher")}, "yoga may improve quality of life slightly compared with placebo"),
    (HIGH, {"outcome": "sleep", **number("SMD", "-0.6", "-0.7", "-0.5")}, "yoga improves sleep compared with placebo"),
    (HIGH, {"outcome": "function", **md("-2", "-3", "-1", scale=None, unit="points")}, "yoga results in better function scores compared with placebo"),
    (LOW, {"outcome": "function", **md("2", "1", "3", scale=None)}, "yoga may result in worse function scores than placebo"),
    (LOW, {"outcome": "mental-health", **md("2", "1", "3", scale=None)}, "yoga may result in a worse result for mental health than placebo"),
    (HIGH, {"outcome": "recurrence", **md("-2", "-3", "-1", scale=None)}, "yoga results in fewer recurrences compared with placebo"),
    (HIGH, {"outcome": "recovery", **md("-2", "-3", "-1", scale=None)}, "yoga results in faster recovery compared with placebo"),
    (LOW, {"outcome": "recovery", **md("2", "1", "3", scale=None)}, "yoga may result in slower recovery than placebo"),
    (HIGH, {"outcome": "adverse-events", **md("2", "1", "3", scale=None)}, "yoga results in more adverse events than placebo"),
    (LOW, {"outcome": "work", "event": "sick leave", **md("-2", "-3", "-1", scale=None)}, "yoga may result in less sick leave compared with placebo"),
    (LOW, {"outcome": "work", "event": "days at work", **md("2", "1", "3", scale=None, better="higher")}, "yoga may result in a better result for days at work compared with placebo"),
    (LOW, {"outcome": "work", "event": "sick leave", **md("2", "1", "3", scale=None)}, "yoga may result in more sick leave than placebo"),
    # ratios
    (HIGH, {"event": "sick leave", "outcome": "work", **number("RR", "0.5", "0.3", "0.7")}, "yoga lowers the risk of sick leave compared with placebo"),
    (MODERATE, {"outcome": "responder", **number("RR", "1.5", "1.3", "1.7", better="higher")}, "yoga probably raises the chance of a response compared with placebo"),
    (LOW, {"outcome": "responder", **number("RR", "0.5", "0.3", "0.7", better="higher")}, "yoga may lower the chance of a response compared with placebo"),
    (LOW, {"outcome": "recurrence", **number("OR", "1.5", "1.3", "1.7")}, "yoga may raise the odds of recurrence compared with placebo"),
    (HIGH, {"outcome": "recovery", "horizon": "long", **number("HR", "1.5", "1.3", "1.7", better="higher")}, "yoga raises the rate of recovery in the long term compared with placebo"),
    (HIGH, {"outcome": "recurrence", **number("RR", "0.5", unit="rate ratio")}, "yoga lowers the rate of recurrence compared with placebo"),
    (
        MODERATE,
        {"outcome": "adverse-events", **number("RR", "1.1", "0.9", "1.3")},
        "no clear difference in the risk of adverse events has been found between yoga and placebo: "
        "the interval includes a difference in either direction",
    ),
    (
        LOW,
        {"outcome": "recurrence", **number("OR", "1.1", "1.0", "1.3")},
        "no clear difference in the odds of recurrence has been found between yoga and placebo: "
        "the interval runs from higher to no difference",
    ),
    (
        LOW,
        {"outcome": "recurrence", **number("OR", "1.0", "1.0", "1.00")},
        "no clear difference in the odds of recurrence has been found between yoga and placebo: "
        "both ends of the interval are at no difference",
    ),
    (
        LOW,
        {"outcome": "recurrence", **number("NNT", "8", "4")},
        "no clear difference in how many people have recurrence has been found between yoga and placebo: "
        "one end of the interval was printed",
    ),
    (LOW, {"outcome": "recurrence", **number("HR", "1.0")}, "no clear difference in the rate of recurrence has been found between yoga and placebo"),
    # risk differences and numbers needed
    (HIGH, {"outcome": "responder", "horizon": "short", **number("RD", "12.5", "9", "16", better="higher")}, "yoga results in 12.5 more responders per 100 people in the short term than placebo"),
    (LOW, {"outcome": "adverse-events", **number("RD", "-3", "-5", "-1")}, "yoga may result in 3 fewer adverse events per 100 people than placebo"),
    (HIGH, {"outcome": "global-improvement", "horizon": "short", **number("NNT", "4", "3", "6")}, "yoga results in global improvement in more people in the short term than placebo, one more for every 4 treated"),
    (LOW, {"outcome": "adverse-events", **number("NNH", "7.8")}, "yoga may result in adverse events in more people than placebo, one more for every 7.8 treated"),
    (LOW, {"outcome": "global-improvement", **number("NNT", "-10")}, "yoga may result in global improvement in fewer people than placebo, one fewer for every 10 treated"),
    (
        LOW,
        {"outcome": "recurrence", **number("NNT", "8", "-20", "4")},
        "no clear difference in how many people have recurrence has been found between yoga and placebo: "
        "the interval runs from one fewer for every 4 treated, through no difference, to one more for every 20",
    ),
    # another treatment that did better is named first: nobody got worse
    (LOW, {"comparator": "active", "than": "massage", **md("15", "12", "18")}, "pain may be lower with massage than with yoga"),
    (MODERATE, {"outcome": "function", "comparator": "active", "than": "massage", **md("25", "22", "28", scale="odi")}, "function is probably much better with massage than with yoga"),
    (LOW, {"outcome": "recurrence", "comparator": "active", "than": "massage", **number("RR", "1.5", "1.2", "1.9")}, "the risk of recurrence may be lower with massage than with yoga"),
    (LOW, {"outcome": "responder", "comparator": "active", "than": "massage", **number("RD", "-5", "-9", "-1", better="higher")}, "there may be 5 more responders per 100 people with massage than with yoga"),
    (LOW, {"outcome": "recurrence", **number("NNT", "5")}, "yoga may result in recurrence in fewer people than placebo, one fewer for every 5 treated"),
    (HIGH, number("percent", "-30", "-40", "-20"), "yoga results in lower pain scores compared with placebo"),
    (HIGH, number("percent", "-30", "-70", "10"), "evidence on pain with yoga compared with placebo is insufficient or conflicting"),
]  # fmt: skip


@pytest.mark.parametrize(("level", "fields", "sentence"), GRADED)
def test_a_graded_finding_claims_as_much_as_its_level_allows(
    level: Fields, fields: Fields, sentence: str
) -> None:
    assert said(certainty=level, **fields) == sentence


UNGRADED = [
    (md("-25", "-28", "-22"), "one trial found much less pain with yoga than with placebo"),
    (md("-15", "-18", "-12"), "one trial found less pain with yoga than with placebo"),
    ({**md("-8", "-9", "-7"), "horizon": "short"}, "one trial found slightly less pain with yoga than with placebo in the short term"),
    (md("8", "7", "9"), "one trial found slightly more pain with yoga than with placebo"),
    (md("15", "4", "26"), "one trial found more pain with yoga than with placebo, though the difference may be too small to matter"),
    ({"outcome": "function", **md("25", "22", "28")}, "one trial found much worse function with yoga than with placebo"),
    (md("-2", "-4", "1"), "one trial found little to no difference in pain between yoga and placebo"),
    (md("-4", "-7", "-1"), "one trial found little to no difference in pain between yoga and placebo, but slightly less pain is also possible"),
    (md("-2"), "one trial found no clear difference in pain between yoga and placebo"),
    (
        {**md("-4", "-9", "1"), "horizon": "long"},
        "one trial found no clear difference in pain between yoga and placebo in the long term: "
        "the interval runs from slightly less pain to little to no difference with yoga",
    ),
    (
        md("-8", "-17", "1"),
        "one trial found no clear difference in pain between yoga and placebo: the interval runs from less pain to little to no difference with yoga",
    ),
    (
        md("0", "-30", "30"),
        "one trial found no clear difference in pain between yoga and placebo: the interval runs from much less pain to much more pain with yoga",
    ),
    (
        md("-2", "-4", "0", scale="promis-pain-t"),
        "one trial found no clear difference in pain between yoga and placebo: the interval runs from lower to no difference",
    ),
    (md("0", scale="promis-pain-t"), "one trial found no clear difference in pain between yoga and placebo"),
    (md("-2", scale="promis-pain-t"), "one trial found lower pain scores with yoga than with placebo"),
    ({"outcome": "recurrence", **number("RR", "0.5", "0.3", "0.7")}, "one trial found a lower risk of recurrence with yoga than with placebo"),
    ({"outcome": "recurrence", **number("OR", "1.5", "1.3", "1.7")}, "one trial found higher odds of recurrence with yoga than with placebo"),
    ({"outcome": "recovery", **number("HR", "1.5", "1.3", "1.7", better="higher")}, "one trial found a higher rate of recovery with yoga than with placebo"),
    (
        {"outcome": "recurrence", **number("RR", "0.9", "0.7", "1.1")},
        "one trial found no clear difference in the risk of recurrence between yoga and placebo: the interval includes a difference in either direction",
    ),
    ({"outcome": "responder", **number("RD", "-12", better="higher")}, "one trial found 12 fewer responders per 100 people with yoga than with placebo"),
    (
        {"outcome": "responder", **number("RD", "3.4", "-3.7", "10.3", better="higher")},
        "one trial found no clear difference in the share of responders between yoga and placebo: the interval includes a difference in either direction",
    ),
    ({"outcome": "responder", **number("NNT", "4")}, "one trial found that more people had a response with yoga than with placebo, one more for every 4 treated"),
    (number("percent", "30"), "one trial found higher pain scores with yoga than with placebo"),
    (
        {"effect": an_effect(better=None)},
        "one trial compared yoga against placebo for pain; which of them its number favours is not recorded",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "sentence"), UNGRADED)
def test_a_finding_nobody_graded_is_reported_as_found(fields: Fields, sentence: str) -> None:
    assert said(**fields) == sentence


@pytest.mark.parametrize(
    ("fields", "on"),
    [
        (md("-25", "-28", "-22"), "pain"),
        (md("-15", "-26", "-4"), "pain"),
        (md("-1", "-3", "2"), "pain"),
        ({"result": "favours-intervention", "size": "large"}, "pain"),
        ({"result": "no-difference"}, "pain"),
        ({"result": "mixed"}, "pain"),
        ({**md("-15", "-18", "-12"), "importance": "below"}, "pain"),
        (
            {"outcome": "adverse-events", **number("RR", "2", "1.5", "2.5")},
            "the risk of adverse events",
        ),
        (
            {"outcome": "responder", **number("OR", "2", "1.5", "2.5", better="higher")},
            "the odds of a response",
        ),
        (
            {"outcome": "work", "event": "sick leave", **number("SMD", "-0.4", "-0.6", "-0.2")},
            "sick leave",
        ),
    ],
)
def test_very_low_certainty_says_neither_size_nor_side(fields: Fields, on: str) -> None:
    sentence = f"the evidence is very uncertain about the effect of yoga on {on} in the short term compared with placebo"
    assert said(certainty=VERY_LOW, horizon="short", **fields) == sentence


ASSOCIATION = "; this is an association and does not show cause or treatment effect"
UNADDED = ", in data partly without a control group; this does not show what the treatment adds"


@pytest.mark.parametrize("level", [HIGH, VERY_LOW, NOT_GRADED])
@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (
            number("OR", "1.8", "1.3", "2.5"),
            "higher odds of low back pain with yoga than with no yoga",
        ),
        (
            number("RR", "0.8", "0.7", "0.9"),
            "a lower risk of low back pain with yoga than with no yoga",
        ),
        (
            number("RR", "0.8", "0.6", "1.1"),
            "no clear difference in the risk of low back pain between yoga and no yoga",
        ),
        (md("-15", "-18", "-12"), "lower pain scores with yoga than with no yoga"),
        ({"result": "favours-comparator"}, "higher pain scores with yoga than with no yoga"),
        ({"result": "no-clear-difference"}, "no clear difference in pain between yoga and no yoga"),
    ],
)
def test_observational_data_are_an_association(level: Fields, fields: Fields, found: str) -> None:
    seen = {
        "design": "observational",
        "source": "cohort-2015",
        "comparator": "mixed",
        "than": "no yoga",
        "event": "low back pain",
    }
    assert (
        said(**{**seen, **fields}, certainty=level, horizon="long")
        == f"one observational study found {found}{ASSOCIATION}"
    )


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (md("15", "12", "18"), "higher pain scores after yoga in the short term"),
        ({"result": "favours-intervention"}, "lower pain scores after yoga in the short term"),
        (md("-1", "-12", "10"), "no clear change in pain after yoga in the short term"),
    ],
)
def test_data_without_a_control_group_say_what_came_after(fields: Fields, found: str) -> None:
    assert (
        said(design="uncontrolled", horizon="short", certainty=LOW, **fields)
        == f"one trial found {found}{UNADDED}"
    )


# Words only

WORDED = [
    (HIGH, {"result": "favours-intervention"}, "yoga results in lower pain scores in the short term compared with placebo"),
    (LOW, {"result": "favours-comparator"}, "yoga may result in higher pain scores in the short term than placebo"),
    (LOW, {"result": "favours-intervention", "size": "small"}, "yoga may reduce pain slightly in the short term compared with placebo"),
    (HIGH, {"result": "favours-intervention", "size": "large"}, "yoga results in a large reduction in pain in the short term compared with placebo"),
    (LOW, {"result": "favours-comparator", "size": "moderate"}, "yoga may result in more pain in the short term than placebo"),
    (None, {"result": "favours-intervention", "size": "small"}, "one trial found slightly less pain with yoga than with placebo in the short term"),
    (None, {"result": "favours-intervention", "size": "none"}, "one trial found lower pain scores with yoga than with placebo in the short term"),
    (None, {"result": "favours-comparator"}, "one trial found higher pain scores with yoga than with placebo in the short term"),
    (HIGH, {"result": "no-difference"}, "yoga results in little to no difference in pain in the short term compared with placebo"),
    (None, {"result": "no-difference"}, "one trial found no clear difference in pain between yoga and placebo in the short term"),
    (MODERATE, {"result": "no-clear-difference"}, "no clear difference in pain has been found between yoga and placebo in the short term"),
    (None, {"result": "no-clear-difference"}, "one trial found no clear difference in pain between yoga and placebo in the short term"),
    (LOW, {"result": "mixed"}, "results for pain with yoga compared with placebo in the short term are mixed"),
    (None, {"result": "mixed"}, "one trial found mixed results for pain with yoga compared with placebo in the short term"),
    (LOW, {"result": "unclear"}, "evidence on pain with yoga compared with placebo in the short term is insufficient or conflicting"),
    (None, {"result": "unclear"}, "one trial found insufficient or conflicting evidence on pain with yoga compared with placebo in the short term"),
    (LOW, {"result": "no-evidence"}, "one trial found no eligible trial of yoga compared with placebo"),
    (VERY_LOW, {"result": "no-evidence"}, "one trial found no eligible trial of yoga compared with placebo"),
    (VERY_LOW, {"result": "not-seen"}, "one trial compared yoga against placebo for pain; its result is not known to this collection"),
    (None, {"result": "favours-intervention", "outcome": "responder"}, "one trial found more responders with yoga than with placebo in the short term"),
    (None, {"result": "favours-intervention", "outcome": "recurrence"}, "one trial found fewer recurrences with yoga than with placebo in the short term"),
    (None, {"result": "favours-intervention", "outcome": "recovery"}, "one trial found faster recovery with yoga than with placebo in the short term"),
    (None, {"result": "favours-comparator", "outcome": "adverse-events"}, "one trial found more adverse events with yoga than with placebo in the short term"),
    (None, {"result": "no-difference", "outcome": "work", "event": "sick leave"}, "one trial found no clear difference in sick leave between yoga and placebo in the short term"),
    (None, {"result": "favours-intervention", "outcome": "work", "event": "return to work"}, "one trial found a better result for return to work with yoga than with placebo in the short term"),
]  # fmt: skip


@pytest.mark.parametrize(("level", "fields", "sentence"), WORDED)
def test_words_alone_are_worded_by_what_the_source_concludes(
    level: Fields | None, fields: Fields, sentence: str
) -> None:
    assert said(certainty=level or NOT_GRADED, horizon="short", **fields) == sentence


# A number without interval of which the source says that there is no clear difference

BARE = {**number("RR", "1.15"), "outcome": "adverse-events", "result": "no-clear-difference"}


@pytest.mark.parametrize(
    ("level", "sentence"),
    [
        (
            MODERATE,
            "no clear difference in the risk of adverse events has been found between yoga and placebo",
        ),
        (
            NOT_GRADED,
            "one trial found no clear difference in the risk of adverse events between yoga and placebo",
        ),
    ],
)
def test_a_number_without_interval_claims_no_side_where_its_source_finds_none(
    level: Fields, sentence: str
) -> None:
    assert said(certainty=level, **BARE) == sentence


# Tails

BELOW = "; the source judged this below its own threshold for importance"
IMPLAUSIBLE = "; the size is implausible and should not be relied on"


@pytest.mark.parametrize(
    ("fields", "tail"),
    [
        ({**md("-15", "-26", "-4"), "importance": "below"}, BELOW),
        ({**md("-8", "-9", "-7"), "importance": "below"}, BELOW),
        ({**md("8", "7", "9"), "importance": "below"}, BELOW),
        ({**md("-2", "-3", "-1", scale="promis-pain-t"), "importance": "below"}, BELOW),
        ({"result": "favours-intervention", "importance": "below"}, BELOW),
        ({**md("-95", "-97", "-93"), "implausible": "true"}, IMPLAUSIBLE),
        (
            {**md("-95", "-97", "-93"), "implausible": "true", "importance": "below"},
            BELOW + IMPLAUSIBLE,
        ),
        ({**md("-95", "-97", "-93"), "implausible": "true", "certainty": VERY_LOW}, IMPLAUSIBLE),
        (
            {**md("-4", "-7", "-1"), "importance": "below"},
            "but slightly less pain is also possible",
        ),
        ({**md("-8", "-17", "1"), "importance": "below"}, "little to no difference with yoga"),
        (
            {**md("-15", "-26", "-4"), "importance": "below", "certainty": VERY_LOW},
            "compared with placebo",
        ),
    ],
)
def test_a_tail_says_what_the_size_is_worth(fields: Fields, tail: str) -> None:
    assert said(**fields).endswith(tail)


def test_only_what_may_be_too_small_says_so() -> None:
    """Moderate or large, with a bound under the smallest size that counts; the source's own
    judgement goes first.
    """
    clause = "too small to matter"
    assert clause in said(**md("-15", "-26", "-4.99"))
    assert clause not in said(**md("-15", "-26", "-5"))
    assert clause not in said(**md("-10", "-16", "-4"))
    assert clause not in said(**md("-15", "-26", "-4"), importance="below")
    assert clause not in said(**md("-15", "-26", "-4"), certainty=VERY_LOW)
    assert clause not in said(**md("-15"))
