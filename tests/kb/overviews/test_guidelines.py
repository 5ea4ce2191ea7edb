"""What guideline bodies say of interventions at a stage, and where they differ."""

from factories import Fields, a_library, a_source, an_intervention
from kb.model.entries import Intervention
from kb.model.library import Library
from kb.overviews.guidelines import Guideline, Row, guidelines, stages

SAID: Fields = {
    "body": "ACP",
    "year": "2017",
    "population": "all",
    "stage": ["chronic"],
    "direction": "for",
    "strength": "weak",
    "source": "guideline-2017",
}
OTHER: Fields = {**SAID, "body": "WHO", "year": "2023"}


def recommended(*said: Fields, **fields: object) -> Intervention:
    return an_intervention(recommendations=list(said), **fields)


def the_row(library: Library, stage: str = "chronic") -> Row:
    (row,) = guidelines(stage, library).rows
    return row


def row_of(*said: Fields) -> Row:
    return the_row(a_library(recommended(*said)))


def test_a_row_says_who_is_for_against_and_neither() -> None:
    row = row_of(
        SAID, {**OTHER, "direction": "against"}, {**SAID, "body": "KNGF", "direction": "neither"}
    )
    assert [row.bodies("for"), row.bodies("against"), row.bodies("neither")] == [
        ("ACP",),
        ("WHO",),
        ("KNGF",),
    ]


def test_bodies_disagree_where_one_is_for_and_another_against() -> None:
    assert row_of(SAID, {**OTHER, "direction": "against"}).disagree
    assert not row_of(SAID, OTHER).disagree


def test_who_neither_recommends_nor_advises_against_disagrees_with_nobody() -> None:
    assert not row_of(SAID, {**OTHER, "direction": "neither"}).disagree


def test_a_body_that_tells_different_people_different_things_disagrees_with_nobody() -> None:
    assert not row_of(SAID, {**SAID, "direction": "against", "population": "others"}).disagree


def test_what_was_superseded_is_shown_and_not_counted() -> None:
    row = row_of(SAID, {**OTHER, "direction": "against", "superseded": "true"})
    assert Guideline("WHO", 2023, "superseded") in row.positions
    assert (row.bodies("against"), row.disagree) == ((), False)


def test_a_guideline_whose_source_was_replaced_counts_as_superseded() -> None:
    old = a_source(id="old-2017", design="guideline", **{"superseded-by": ["guideline-2017"]})
    row = the_row(a_library(recommended({**SAID, "source": "old-2017"}), sources=[old]))
    assert (list(row.positions), row.bodies("for")) == ([Guideline("ACP", 2017, "superseded")], ())


def test_a_lapsed_guideline_counts_and_says_so() -> None:
    lapsed = a_source(id="old-2017", design="guideline", status={"kind": "lapsed", "date": "2022"})
    row = the_row(a_library(recommended({**SAID, "source": "old-2017"}), sources=[lapsed]))
    assert (list(row.positions), row.bodies("for")) == (
        [Guideline("ACP", 2017, "lapsed")],
        ("ACP",),
    )


def test_a_retracted_guideline_says_nothing() -> None:
    gone = a_source(id="old-2017", design="guideline", status={"kind": "retracted", "date": "2022"})
    library = a_library(recommended({**SAID, "source": "old-2017"}), sources=[gone])
    assert guidelines("chronic", library).rows == ()


def test_what_is_about_another_stage_is_left_out() -> None:
    assert guidelines("acute", a_library(recommended(SAID))).rows == ()


def test_what_names_no_stage_counts_for_each_and_says_so() -> None:
    for stage in ([], ["mixed"]):
        row = the_row(a_library(recommended({**SAID, "stage": stage})), "acute")
        assert [one.stage_stated for said in row.positions.values() for one in said] == [False]


def test_columns_are_who_says_most_and_what_was_superseded_last() -> None:
    gone = {**SAID, "body": "VA/DoD", "superseded": "true"}
    library = a_library(
        recommended(gone, SAID, OTHER),
        recommended(gone, OTHER, id="tai-chi", name="Tai chi"),
    )
    assert [one.body for one in guidelines("chronic", library).guidelines] == [
        "WHO",
        "ACP",
        "VA/DoD",
    ]


def test_stages_are_those_that_are_named_in_the_order_of_answers() -> None:
    library = a_library(recommended({**SAID, "stage": ["acute"]}, SAID))
    assert stages(library) == ("chronic", "acute")
