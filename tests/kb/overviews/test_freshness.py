"""What is due, and since when."""

import json
from datetime import date
from pathlib import Path

import pytest

from conftest import Run
from factories import a_finding, a_library, a_source, an_intervention
from kb.model.library import Library
from kb.model.source import Source
from kb.overviews.freshness import Due, due, search_due_before
from kb.overviews.marks_in_memory import MarksInMemory
from small_collection import write_collection
from web.parts.search_dates import evidence_searched_to

TODAY = date(2026, 11, 28)


def everything(library: Library) -> list[Due]:
    return [one for here in due(library, MarksInMemory(library), TODAY).values() for one in here]


def made_of(source: Source, years: str = "5") -> Library:
    """Yoga with one finding of that source."""
    entry = an_intervention(a_finding(id=f"{source.id}--1", source=source.id))
    return a_library(entry, sources=[source], search_due_after=years)


def searched(day: str, years: str = "5") -> list[tuple[str, str]]:
    source = a_source(id="review-2019", search_date=day, title="A review")
    found = everything(made_of(source, years))
    return [(one.reason, one.since) for one in found if one.reason == "search-old"]


def test_a_search_older_than_five_years_is_due() -> None:
    assert searched("2021-11-27") == [("search-old", "2021-11-27")]
    assert searched("2021-11-28") == []


def test_an_entry_is_as_old_as_the_search_of_its_first_finding() -> None:
    old = a_source(id="old-2017", search_date="2016-05", title="Old")
    new = a_source(id="new-2025", search_date="2025-05", title="New")
    findings = (
        a_finding(id="old-2017--1", source="old-2017", key="true"),
        a_finding(id="new-2025--1", source="new-2025", outcome="function", key="true"),
    )
    library = a_library(an_intervention(*findings), sources=[old, new])
    answer = library.answers["yoga"]
    assert [one.id for one in answer.key] == ["old-2017--1", "new-2025--1"]
    assert ("search-old", "2016-05") in {(one.reason, one.since) for one in everything(library)}
    assert evidence_searched_to(answer) == "May 2025; main finding searched to May 2016"


def test_what_is_known_to_the_year_only_is_due_when_all_of_it_is_old() -> None:
    assert searched("2021") == []
    assert searched("2021-10") == [("search-old", "2021-10")]
    assert searched("2020") == [("search-old", "2020")]


def test_the_collection_declares_the_interval() -> None:
    assert searched("2023-01", years="2") == [("search-old", "2023-01")]
    assert searched("2021-11-27", years="10") == []


def test_a_publication_stands_for_a_search_that_is_not_known_and_says_so() -> None:
    source = a_source(id="trial-2012", title="A trial")
    (one,) = (x for x in everything(made_of(source)) if x.reason == "search-old")
    assert (one.entry.id, one.since, one.searched) == ("yoga", "2012", False)


def test_an_overdue_review_is_due_since_its_last_good_day() -> None:
    entry = an_intervention(reviewed="2025-11-27")
    (one,) = (x for x in everything(a_library(entry)) if x.reason == "review-overdue")
    assert one.since == "2026-11-27"


def test_a_lapsed_guideline_is_due() -> None:
    lapsed = a_source(id="body-2017", design="guideline", status={"kind": "lapsed", "date": "2022"})
    found = everything(a_library(sources=[lapsed]))
    assert [(one.entry.id, one.since) for one in found if one.reason == "guideline-lapsed"] == [
        ("body-2017", "2022")
    ]


FIRST: dict[str, object] = {"title": "Yoga for pain", "DOI": "10.1002/14651858.CD010671.pub2"}


@pytest.mark.parametrize(
    ("old", "new", "known"),
    [
        (FIRST, {"title": "Another title", "DOI": "10.1002/14651858.cd010671.PUB3"}, True),
        ({**FIRST, "DOI": "10.1002/14651858.CD010671"}, {**FIRST, "title": "Another"}, True),
        (FIRST, {"title": "Yoga, for  PAIN"}, True),
        (FIRST, {"title": "Yoga for pain in adults"}, False),
        (FIRST, {"title": "Another", "DOI": "10.1002/14651858.CD010672.pub2"}, False),
        (FIRST, {**FIRST, "issued": "2017-05"}, False),
        (FIRST, {**FIRST, "status": {"kind": "retracted", "date": "2024"}}, False),
        ({**FIRST, "superseded_by": ["new-2022"]}, FIRST, False),
        ({**FIRST, "title_seen": "false", "DOI": None}, FIRST, False),
    ],
)
def test_a_newer_version_is_known_by_its_title_or_doi(
    old: dict[str, object], new: dict[str, object], known: bool
) -> None:
    library = a_library(
        sources=[
            a_source(**{"id": "old-2017", **old}),
            a_source(**{"id": "new-2022", **new}),
            *(a_source(id=id, title=id) for id in library_sources()),
        ]
    )
    found = [one for one in everything(library) if one.reason == "newer-version"]
    assert [(one.entry.id, [new.id for new in one.newer]) for one in found] == (
        [("old-2017", ["new-2022"])] if known else []
    )


def library_sources() -> tuple[str, ...]:
    """The ids of the sources every made-up library has, which all have one title."""
    return tuple(a_library().sources)


def test_on_a_leap_day_the_limit_is_a_day_that_exists() -> None:
    assert search_due_before(a_library(), date(2028, 2, 29)) == date(2023, 2, 28)


def test_the_command_lists_what_is_due(kb: Run, tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    shown = kb("stale", "--evidence", folder)
    assert shown.returncode == 0
    assert "  hopping: searched to November 2019" in shown.stdout
    assert "  herb-tea: published 2019, no search date" in shown.stdout
    found = json.loads(kb("stale", "--json", "--evidence", folder).stdout)
    assert {(one["reason"], one["id"], one["since"]) for one in found["due"]} >= {
        ("search-old", "hopping", "2019-11"),
        ("search-old", "herb-tea", "2019"),
    }
