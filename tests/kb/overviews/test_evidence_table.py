"""The matrix: which finding a cell takes, what it may show of it, and what it says where it shows
nothing.
"""

from collections.abc import Mapping

from factories import Fields, a_finding, a_library, an_effect, an_intervention, with_findings
from kb.model.finding import Finding
from kb.overviews.evidence_table import (
    EMPTY,
    Cell,
    Setting,
    cells,
    columns,
    first_columns,
    first_stage,
    matrix,
)

INERT = Setting("chronic", "inert")


def the_cell(*all_fields: Mapping[str, object], outcome: str = "pain") -> Cell:
    """The cell of yoga with these findings, chronic and against placebo or sham."""
    library = a_library(with_findings(*all_fields))
    return matrix(INERT, (outcome,), library).rows.get("yoga", {}).get(outcome, EMPTY)


def numbers(
    estimate: str, low: str | None = None, high: str | None = None, **fields: object
) -> Fields:
    return {"effect": an_effect("MD", estimate, low, high), **fields}


def test_a_cell_keeps_size_and_certainty_apart() -> None:
    cell = the_cell(numbers("-15", "-18", "-12", certainty={"level": "low"}))
    assert (cell.shows, cell.level) == ("moderate", "low")


def test_a_cell_takes_the_first_by_the_key_order_and_never_the_largest() -> None:
    cell = the_cell(
        numbers("-30", "-35", "-25"),
        numbers("-6", "-8", "-4", certainty={"level": "moderate"}),
        numbers("-25", "-30", "-20"),
    )
    assert cell.finding is not None
    assert (cell.finding.id, cell.shows, cell.level, cell.more) == ("f--2", "small", "moderate", 2)


def test_only_findings_of_the_stage_the_comparator_and_the_outcome_are_in_a_cell() -> None:
    elsewhere = (
        numbers("-15", stage="acute"),
        numbers("-15", comparator="usual-care"),
        numbers("-15", outcome="function"),
    )
    assert the_cell(*elsewhere) == EMPTY


def test_what_has_no_finding_at_all_is_named_next_to_the_matrix() -> None:
    other = an_intervention(a_finding(id="g--1", stage="acute"), id="tai-chi", name="Tai chi")
    found = matrix(INERT, ("pain", "function"), a_library(with_findings({}), other))
    assert list(found.rows) == ["yoga"]
    assert found.rows["yoga"]["function"] == EMPTY
    assert found.without == ("tai-chi",)


def test_a_cell_says_worse_where_the_comparator_is_favoured() -> None:
    assert the_cell(numbers("15", "12", "18")).shows == "worse-than-comparator"


def test_very_low_certainty_shows_no_size() -> None:
    cell = the_cell(numbers("-30", "-35", "-25", certainty={"level": "very-low"}))
    assert (cell.shows, cell.level) == ("very-uncertain", "very-low")


def test_what_shows_no_size_says_why_and_never_other_than_the_sentence() -> None:
    moderate = {"level": "moderate"}
    for finding, shows, sentence in (
        (numbers("-15", "-40", "10"), "no-clear-difference", "found no clear difference in pain"),
        (
            numbers("-15", "-40", "10", certainty=moderate),
            "unclear",
            "it is unclear whether pain",
        ),
        (
            numbers("-15", "-40", "1", certainty=moderate),
            "open-interval",
            "but little to no difference is also possible",
        ),
        (
            numbers("-1", "-10", "3", certainty=moderate),
            "little-or-none",
            "little to no difference in pain",
        ),
        (numbers("4", "1", "8", certainty=moderate), "little-or-none", "little to no difference"),
        (numbers("-1", certainty=moderate), "little-or-none", "little to no difference in pain"),
        (numbers("-1"), "no-clear-difference", "found no clear difference in pain"),
        (numbers("-1", "-3", "1"), "little-or-none", "found little to no difference in pain"),
    ):
        cell = the_cell(finding)
        assert cell.statement
        assert (cell.shows, sentence in cell.statement.sentence) == (shows, True), (
            cell.statement.sentence
        )


def test_words_of_no_difference_claim_no_more_than_their_sentence() -> None:
    ungraded, graded = (
        {"result": "no-difference", "certainty": {"level": level}}
        for level in ("not-graded", "low")
    )
    assert the_cell(ungraded).shows == "no-clear-difference"
    assert the_cell(graded).shows == "little-or-none"


def test_results_without_a_size_keep_their_word() -> None:
    for result in ("no-clear-difference", "mixed", "unclear"):
        assert the_cell({"result": result}).shows == result
    assert the_cell({"result": "favours-intervention"}).shows == "not-classed"


def test_a_search_that_found_no_trial_is_no_empty_cell_and_no_certainty() -> None:
    cell = the_cell({"result": "no-evidence"})
    assert (cell.shows, cell.level) == ("no-evidence", None)
    assert the_cell({"result": "no-evidence"}, numbers("-15", "-18", "-12")).shows == "moderate"


def test_what_cannot_count_for_the_intervention_is_counted_and_shows_nothing() -> None:
    unfit: tuple[Fields, ...] = (
        {"indirect": {"about": "people", "why": "all pain"}},
        {"indirect": {"about": "intervention", "why": "both arms had it"}},
        {"design": "observational"},
        {"implausible": "true"},
        {"secondary": "true"},
        {"same_data_as": "f--9"},
    )
    for fields in unfit:
        cell = the_cell(fields)
        assert (cell.shows, cell.finding, cell.aside) == ("set-aside", None, 1), fields
    beside = the_cell({"implausible": "true"}, numbers("-15", "-18", "-12"))
    assert (beside.shows, beside.more, beside.aside) == ("moderate", 0, 1)


def test_harms_are_no_column() -> None:
    assert "adverse-events" not in columns(a_library())


def test_pain_and_function_in_chronic_pain_come_first() -> None:
    library = a_library()
    assert first_columns(library) == ("pain", "function")
    assert first_stage(library) == "chronic"


def test_all_cells_of_an_intervention_are_found_by_setting_and_outcome() -> None:
    entry = with_findings(
        {},
        {"stage": "acute"},
        {"comparator": "sham"},
        {"outcome": "function", "comparator": "usual-care"},
    )
    found = cells(entry, a_library(entry))
    assert {
        (place.stage, place.group, outcome): cell.more for (place, outcome), cell in found.items()
    } == {
        ("chronic", "inert", "pain"): 1,
        ("acute", "inert", "pain"): 0,
        ("chronic", "no-care", "function"): 0,
    }


def test_every_finding_of_an_intervention_is_in_one_cell() -> None:
    entry = with_findings({}, {}, {"implausible": "true"}, {"result": "mixed", "outcome": "sleep"})
    found: list[Finding] = list(entry.findings)
    assert sum(
        (cell.finding is not None) + cell.more + cell.aside
        for cell in cells(entry, a_library(entry)).values()
    ) == len(found)
