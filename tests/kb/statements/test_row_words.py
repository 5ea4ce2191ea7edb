"""What a row of the answer card says of a finding, and which findings follow the key ones."""

import pytest

from factories import Fields, a_finding, an_intervention
from telling import answered, md, number, statement

BRIEFLY = [
    (md("-9.1", "-12.6", "-5.6"), "9.1 points better on 0–100 (5.6 to 12.6)"),
    (md("9.1", "5.6", "12.6"), "9.1 points worse on 0–100 (5.6 to 12.6)"),
    (md("-0.8", "-5.8", "4.2"), "0.8 points better on 0–100 (4.2 worse to 5.8 better)"),
    (md("-2.5", scale=None, unit="days"), "2.5 days better, no interval"),
    (number("SMD", "-0.5", "-0.6", "-0.4"), "SMD 0.5 better (0.4 to 0.6)"),
    (number("RR", "0.50", "0.3", "0.7"), "risk ratio 0.50 (0.3 to 0.7)"),
    (number("RD", "-5", "-8", "-2"), "5 percentage points better (2 to 8)"),
    (
        {**number("RR", "0.53", "0.4", "0.7"), "event": "no pain relief"},
        "risk ratio for no pain relief 0.53 (0.4 to 0.7)",
    ),
    (number("NNT", "4", "3", "6"), "NNT 4 (3 to 6)"),
    (number("NNT", "8", "-20", "4"), "NNT 8, 95% CI: benefit 4 to infinity, harm 20 to infinity"),
    ({**md("-9", "-12", "-5"), "design": "observational"}, "mean difference −9 (−12 to −5)"),
    ({"result": "mixed"}, ""),
]


@pytest.mark.parametrize(("fields", "brief"), BRIEFLY)
def test_a_row_says_better_or_worse_and_never_mixes_signs(fields: Fields, brief: str) -> None:
    assert statement(**fields).brief == brief


@pytest.mark.parametrize(
    ("fields", "when"),
    [
        ({"timepoint": "6 months (primary)", "horizon": "intermediate"}, "at 6 months"),
        ({"timepoint": "median 56 days"}, "after a median of 56 days"),
        ({"timepoint": "long term (mean 6 months)"}, "after a mean of 6 months"),
        ({"timepoint": "day 14", "horizon": "immediate"}, "on day 14"),
        ({"timepoint": "short term (0-6 months)", "horizon": "short"}, "at 0-6 months"),
        ({"timepoint": "mostly short term", "horizon": "short"}, "in the first few months"),
        ({"timepoint": "after treatment", "horizon": "short"}, "after treatment"),
        ({"timepoint": "under 3 months", "horizon": "short"}, "under 3 months"),
        ({"timepoint": "various"}, "various"),
        ({"horizon": "immediate"}, "in the first weeks"),
        ({}, ""),
    ],
)
def test_a_time_is_its_time_point_else_its_term_in_plain_words(fields: Fields, when: str) -> None:
    assert statement(**{"result": "mixed", **fields}).when == when


def test_at_most_seven_follow_the_key_findings_graded_ones_first_and_no_comparison_twice() -> None:
    key = a_finding(id="able-2020--1", **md("-15", "-18", "-12"))
    twin = a_finding(id="able-2020--2", **md("-14", "-18", "-12"))
    others = [
        a_finding(
            id=f"able-2020--{10 + place}",
            arm=f"kind {place} of yoga",
            certainty={"level": "low" if place == 8 else "not-graded"},
            **md("-7", "-9", "-5"),
        )
        for place in range(9)
    ]
    aside = a_finding(id="able-2020--30", implausible="true", arm="odd yoga", **md("-90"))
    found = answered(an_intervention(findings=(key, twin, *others, aside)))
    ids = [one.finding.id for one in found.further]
    assert [one.finding.id for one in found.key] == ["able-2020--1"]
    assert ids[0] == "able-2020--18"
    assert len(ids) == 7 and not {"able-2020--2", "able-2020--30"} & set(ids)
