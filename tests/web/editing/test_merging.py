"""Two versions of an entry brought together, field by field."""

from typing import Any

import pytest

from web.editing.merging import ABSENT, differences, merged

BASE: Any = {
    "name": "Yoga",
    "synonyms": ["a", "b"],
    "findings": [{"id": "x--1", "low": "1", "high": "2"}, {"id": "x--2", "low": "3"}],
    "harms": [{"what": "Pain", "often": "1 of 9", "source": "s"}, {"what": "Rash", "source": "t"}],
}


def changed(**fields: object) -> Any:  # noqa: ANN401
    return {**BASE, **fields}


def test_other_fields_of_one_finding_go_together() -> None:
    mine = changed(findings=[{"id": "x--1", "low": "0", "high": "2"}, BASE["findings"][1]])
    theirs = changed(findings=[{"id": "x--1", "low": "1", "high": "9"}, BASE["findings"][1]])
    found: Any = merged(BASE, mine, theirs)
    assert found.conflicts == ()
    assert found.value["findings"][0] == {"id": "x--1", "low": "0", "high": "9"}


def test_items_added_by_both_are_both_there() -> None:
    mine = changed(synonyms=["a", "m", "b"], harms=[*BASE["harms"], {"what": "M", "source": "s"}])
    theirs = changed(synonyms=["a", "b", "t"], harms=[{"what": "T", "source": "s"}, *BASE["harms"]])
    found: Any = merged(BASE, mine, theirs)
    assert found.conflicts == ()
    assert found.value["synonyms"] == ["a", "m", "b", "t"]
    assert [one["what"] for one in found.value["harms"]] == ["T", "Pain", "Rash", "M"]


def test_the_same_item_added_by_both_is_there_once() -> None:
    both = changed(harms=[*BASE["harms"], {"what": "New", "source": "s"}])
    assert merged(BASE, both, changed(**both)).value == both


def test_a_finding_removed_by_one_and_changed_by_the_other_is_a_conflict() -> None:
    mine = changed(findings=[BASE["findings"][1]])
    theirs = changed(findings=[{"id": "x--1", "low": "0", "high": "2"}, BASE["findings"][1]])
    (conflict,) = merged(BASE, mine, theirs).conflicts
    assert (conflict.name, conflict.mine) == ("findings[x--1]", ABSENT)
    chosen = merged(BASE, mine, theirs, {"findings[x--1]": True})
    assert chosen.value["findings"] == mine["findings"]


@pytest.mark.parametrize(("mine", "value"), [(True, "Mine"), (False, "Theirs")])
def test_a_choice_settles_a_conflict(mine: bool, value: str) -> None:
    both = changed(name="Mine"), changed(name="Theirs")
    assert merged(BASE, *both).conflicts[0].name == "name"
    found = merged(BASE, *both, {"name": mine})
    assert (found.conflicts, found.value["name"]) == ((), value)


def test_an_order_that_one_changed_is_kept() -> None:
    mine = changed(findings=BASE["findings"][::-1])
    assert merged(BASE, mine, changed(name="T")).value == changed(
        name="T", findings=BASE["findings"][::-1]
    )


def test_differences_are_named_as_people_name_them() -> None:
    after = changed(
        findings=[{"id": "x--1", "low": "1", "high": "5"}, BASE["findings"][1]],
        harms=[{"what": "Ache", "often": "1 of 9", "source": "s"}, BASE["harms"][1]],
    )
    assert [one.name for one in differences(BASE, after)] == [
        "findings[x--1].high",
        "harms[1].what",
    ]
    assert differences(BASE, BASE) == ()


def test_differences_keep_the_names_that_items_had_at_first() -> None:
    before = changed(harms=[{"what": "New", "source": "s"}, *BASE["harms"]])
    after = changed(harms=[*before["harms"][:2], {"what": "Itch", "source": "t"}])
    assert [one.name for one in differences(before, after)] == ["harms[3].what"]
    assert [one.name for one in differences(before, after, BASE)] == ["harms[2].what"]
