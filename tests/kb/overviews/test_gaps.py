"""What is not known of interventions, by outcome."""

import pytest

from factories import Fields, a_library, a_source, an_effect, with_findings
from kb.overviews.gaps import GAPS, KNOWN, NOTHING, Place, Row, gaps

LOW: Fields = {"certainty": {"level": "low"}}
VERY_LOW: Fields = {"certainty": {"level": "very-low"}}
NONE: Fields = {"result": "no-evidence"}
NOT_SEEN: Fields = {"result": "not-seen"}
ASIDE: Fields = {"indirect": {"about": "people", "why": "Neck pain."}}


def the_row(*findings: Fields, stage: str | None = None) -> Row:
    (row,) = gaps(stage, a_library(with_findings(*findings))).rows
    return row


def known(*findings: Fields, stage: str | None = None) -> Place:
    return the_row(*findings, stage=stage).places["pain"]


def test_an_outcome_without_a_finding_is_a_gap() -> None:
    assert the_row({}).places["function"] == NOTHING == Place("no-finding", 0)


@pytest.mark.parametrize(
    ("finding", "kind"),
    [
        (NONE, "no-trial"),
        (NOT_SEEN, "not-seen"),
        (ASIDE, "set-aside"),
        ({}, "not-graded"),
        (VERY_LOW, "very-low"),
        (LOW, "graded"),
    ],
)
def test_what_is_held_decides_what_is_known(finding: Fields, kind: str) -> None:
    assert known(finding) == Place(kind, 1)  # type: ignore[arg-type]


def test_the_best_known_finding_decides() -> None:
    assert known(NONE, {}, VERY_LOW, LOW) == Place("graded", 4)
    assert known(NONE, {}, VERY_LOW).known == "very-low"
    assert known(NONE, ASIDE, {}).known == "not-graded"
    assert known(ASIDE, NOT_SEEN, NONE).known == "no-trial"


def test_what_is_known_at_one_stage_fills_no_gap_at_another() -> None:
    assert known({**LOW, "stage": "chronic"}, stage="acute") == NOTHING
    assert known({**LOW, "stage": "chronic"}, stage="chronic").known == "graded"


def test_a_retracted_finding_fills_no_gap() -> None:
    gone = a_source(id="gone-2020", status={"kind": "retracted", "date": "2022"})
    entry = with_findings({**LOW, "source": "gone-2020"})
    (row,) = gaps(None, a_library(entry, sources=[gone])).rows
    assert row.places["pain"] == NOTHING


def test_harms_have_no_column_as_they_are_given_in_words() -> None:
    assert "adverse-events" not in gaps(None, a_library()).outcomes


def test_each_outcome_counts_the_interventions_by_what_is_known() -> None:
    one, other = with_findings(LOW), with_findings({}, id="tai-chi", name="Tai chi")
    assert gaps(None, a_library(one, other)).counts("pain") == {"graded": 1, "not-graded": 1}


def test_a_row_has_a_gap_where_one_of_its_outcomes_is_one() -> None:
    row = the_row({**LOW, "effect": an_effect()})
    assert row.has(["no-finding"])
    assert not row.has(["not-graded"])


def test_all_that_is_known_is_no_gap() -> None:
    assert (*GAPS, "graded") == KNOWN
