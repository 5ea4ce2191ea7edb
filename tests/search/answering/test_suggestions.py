"""Suggestions: what may be typed, by how it begins, forgiving from four letters on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.answering.searcher import Index
from search.answering.suggestion_candidates import Suggestion
from search.opening import open_index
from search_world import a_world


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return open_index(a_world(), tmp_path_factory.mktemp("index"))


def texts(index: Index, typed: str) -> list[str]:
    return [one.text for one in index.suggest(typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("yo", "Yoga"),
        ("YOG", "Yoga"),
        ("kin", "Kinesio taping"),
        ("taping", "Kinesio taping"),  # a word within
        ("esio tap", "Kinesio taping"),  # anything within
        ("bedre", "Bed rest"),  # without the space
        ("bed-r", "Bed rest"),
        ("flex", "Flexeril"),
        ("flexiril", "Flexeril"),  # a slip
        ("kinesoi ta", "Kinesio taping"),
        ("fleseri", "Flexeril"),
        ("grand", "Grand Council"),  # a term
        ("bob", "BOB"),
        ("categ", "category:mind-body"),
        ("mind bo", "category:mind-body"),
        ("back sp", "back spasm"),
    ],
)
def test_what_begins_so_is_suggested(index: Index, typed: str, first: str) -> None:
    assert texts(index, typed)[0] == first


def test_a_suggestion_says_what_it_is_and_where_it_leads(index: Index) -> None:
    assert index.suggest("flexer")[0] == Suggestion(
        "Flexeril", "intervention", "Cyclobenzaprine", "/interventions/flexeril"
    )


def test_a_name_comes_before_other_names_that_begin_alike(index: Index) -> None:
    assert texts(index, "tens")[:2] == ["TENS", "tens unit"]


def test_a_word_with_two_meanings_is_suggested_for_each(index: Index) -> None:
    assert {one.title for one in index.suggest("needles")} >= {
        "Electroacupuncture",
        "Physiotherapy",
    }


@pytest.mark.parametrize("typed", ["", " ", "-", "zzzz", "tns", "😀", "\x00"])
def test_nothing_is_suggested_where_nothing_begins_so(index: Index, typed: str) -> None:
    assert index.suggest(typed) == ()


def test_a_filter_that_few_entries_meet_is_not_suggested(index: Index) -> None:
    assert "stage:acute" not in texts(index, "acute")


def test_no_more_are_suggested_than_asked_for(index: Index) -> None:
    assert len(index.suggest("e", 2)) == 2
    assert index.suggest("e", 0) == ()


@given(st.text(max_size=80))
def test_anything_typed_is_answered(index: Index, typed: str) -> None:
    assert len(index.suggest(typed)) <= 8
