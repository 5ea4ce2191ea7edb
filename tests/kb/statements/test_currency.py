"""How far evidence was searched."""

import pytest

from factories import a_finding, a_library, a_source, an_intervention
from kb.model.dates import partial_in_words
from kb.model.derived import SearchedTo
from kb.statements.currency import searched_to

OLD = a_source(id="old-2015", search_date="2014-06-30")
NEW = a_source(id="new-2021", search_date="2020-11")
TRIAL = a_source(id="trial-2023", issued="2023-05")


def test_the_newest_search_counts() -> None:
    assert searched_to([OLD, NEW]) == SearchedTo("2020-11", searched=True)


def test_a_later_publication_is_not_taken_for_a_search() -> None:
    assert searched_to([OLD, TRIAL]) == SearchedTo("2014-06-30", searched=True)


def test_where_no_search_is_known_the_year_of_publication_is_given_as_such() -> None:
    assert searched_to([TRIAL]) == SearchedTo("2023", searched=False)


def test_without_any_date_nothing_is_said() -> None:
    assert searched_to([a_source(issued=None)]) is None
    assert searched_to([]) is None


def test_an_answer_is_as_current_as_its_key_findings() -> None:
    key = a_finding(id="old-2015--1", source="old-2015")
    aside = a_finding(
        id="new-2021--1", source="new-2021", indirect={"about": "people", "why": "any pain"}
    )
    entry = an_intervention(key, aside)
    answer = a_library(entry, sources=[OLD, NEW]).answers["yoga"]
    assert answer.searched_to == SearchedTo("2014-06-30", searched=True)
    assert answer.findings["new-2021--1"].searched_to == SearchedTo("2020-11", searched=True)


@pytest.mark.parametrize(
    ("day", "words"),
    [("2021", "2021"), ("2021-05", "May 2021"), ("2021-05-07", "7 May 2021")],
)
def test_dates_are_said_as_far_as_they_are_known(day: str, words: str) -> None:
    assert partial_in_words(day) == words
