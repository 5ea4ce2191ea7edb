"""Comparisons: what shares a row, and what keeps it from being compared directly."""

from factories import Fields, a_finding, a_library, an_effect, an_intervention
from kb.model.entries import Intervention
from kb.overviews.comparison import Shared, compare, head_to_head


def named(id: str, *all_fields: Fields) -> Intervention:
    findings = [
        a_finding(**{"id": f"{id}--{number}", **fields})
        for number, fields in enumerate(all_fields, 1)
    ]
    return an_intervention(*findings, id=id, name=id.capitalize())


def compared(*entries: Intervention) -> tuple[Shared, ...]:
    return compare(entries, a_library(*entries))


def test_findings_of_one_against_another_are_found_in_whichever_entry() -> None:
    against: Fields = {"comparator": "active", "than": "walking", "against": {"entry": "walking"}}
    words: Fields = {**against, "effect": None, "result": "mixed"}
    yoga, walking, tea = named("yoga", {}, words, against), named("walking"), named("tea")
    library = a_library(yoga, walking, tea)
    found = [one.finding.id for _, one in head_to_head((walking, yoga), library)]
    assert found == ["yoga--3", "yoga--2"]
    assert head_to_head((yoga, tea), library) == ()


def test_only_outcomes_that_two_share_are_compared() -> None:
    shared = compared(
        named("yoga", {}, {"outcome": "sleep"}), named("walking", {}, {"outcome": "function"})
    )
    assert [part.outcome for part in shared] == ["pain"]


def test_the_same_stage_comparator_and_time_are_directly_comparable() -> None:
    (row,) = compared(
        named("yoga", {}),
        named("walking", {"effect": an_effect(estimate="-6", low="-8", high="-4")}),
    )[0].rows
    assert row.differ == ()
    assert [cell.shows for cell in row.cells] == ["moderate", "small"]


def test_comparators_of_one_class_that_differ_are_flagged() -> None:
    (row,) = compared(named("yoga", {}), named("walking", {"comparator": "sham"}))[0].rows
    assert row.setting is not None
    assert row.differ == ("comparators",)


def test_active_comparators_are_the_same_only_if_named_the_same() -> None:
    active: Fields = {"comparator": "active", "than": "Exercise"}
    assert (
        compared(named("yoga", active), named("walking", {**active, "than": "exercise"}))[0]
        .rows[0]
        .differ
        == ()
    )
    assert compared(named("yoga", active), named("walking", {**active, "than": "massage"}))[0].rows[
        0
    ].differ == ("comparators",)


def test_different_stages_are_in_one_row_only_as_not_comparable() -> None:
    (row,) = compared(named("yoga", {}), named("walking", {"stage": "acute"}))[0].rows
    assert row.setting is None
    assert row.differ == ("stages",)


def test_times_that_differ_are_flagged() -> None:
    (row,) = compared(named("yoga", {"horizon": "short"}), named("walking", {"horizon": "long"}))[
        0
    ].rows
    assert row.differ == ("times",)


def test_of_several_times_one_that_all_have_is_shown() -> None:
    times: tuple[Fields, ...] = tuple({"horizon": one} for one in ("short", "intermediate", "long"))
    short, middle, long = times
    least = {"level": "low"}
    (row,) = compared(
        named("yoga", short, {**middle, "certainty": least}),
        named("walking", middle, {**long, "certainty": least}),
    )[0].rows
    assert [cell.finding and cell.finding.horizon for cell in row.cells] == ["intermediate"] * 2
    assert row.differ == () and [cell.more for cell in row.cells] == [1, 1]


def test_settings_come_in_the_order_of_key_findings() -> None:
    both: tuple[Fields, ...] = ({"stage": "acute"}, {"comparator": "usual-care"}, {})
    rows = compared(named("yoga", *both), named("walking", *both))[0].rows
    assert [(row.setting.stage, row.setting.group) for row in rows if row.setting] == [
        ("chronic", "inert"), ("chronic", "no-care"), ("acute", "inert"),
    ]  # fmt: skip


def test_who_shares_no_setting_is_shown_in_a_row_of_its_own() -> None:
    first, last = compared(
        named("yoga", {}), named("walking", {}), named("tai-chi", {"stage": "acute"})
    )[0].rows
    assert [cell.shows for cell in first.cells] == ["moderate", "moderate", "no-finding-here"]
    assert last.setting is None
    assert last.differ == ("stages",)
    assert [cell.finding.id for cell in last.cells if cell.finding] == [
        "yoga--1",
        "walking--1",
        "tai-chi--1",
    ]


def test_findings_that_cannot_stand_for_an_intervention_are_not_compared() -> None:
    assert compared(named("yoga", {}), named("walking", {"implausible": "true"})) == ()
