"""Tables whose rows are asked of a store, next to those that are computed in memory."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from kb.model.entries import KINDS
from kb.model.library import Library
from kb.stored_library import stored_head, stored_library
from kept_entries import Kept
from web.api.overview_views import gaps_record, guidelines_record
from web.api.table_views import matrix_record
from web.core.reload import State
from web.pages import gaps_page as gaps
from web.pages import guidelines_page as guidelines
from web.pages.home import _categories
from web.pages.matrix import matrix_page
from web.pages.matrix_csv import csv_rows
from web.pages.sources import sources_page
from web.parts.gap_args import gap_args
from web.parts.guideline_args import guideline_args
from web.parts.map_teaser import map_teaser
from web.parts.matrix_args import matrix_args
from web.parts.sample_answer import sample_answer

PART = slice(3, 40)
MAPS = (
    "",
    "page=2",
    "sort=name&show=words",
    "sort=magnitude",
    "sort=certainty",
    "sort=certainty&by=active.pain",
    "sort=magnitude&by=pain&comparator=active",
    "category=exercise&certainty=low&certainty=moderate",
    "comparator=added-to&outcome=function&outcome=pain&stage=acute",
)


@pytest.fixture(scope="module")
def kept(shipped_library: Library) -> Kept:
    return Kept(shipped_library)


@pytest.fixture
def stored(shipped_library: Library, kept: Kept) -> Library:
    """As a server that has just started."""
    kept.asked = 0
    return stored_library(stored_head(shipped_library), kept)


def args(text: str) -> MultiDict[str, str]:
    chosen: list[tuple[str, str]] = []
    for one in filter(None, text.split("&")):
        name, _, value = one.partition("=")
        chosen.append((name, value))
    return MultiDict(chosen)


def map_of(text: str, of: Library) -> list[Any]:
    chosen = matrix_args(args(text), of)
    assert not chosen.notices
    page = matrix_page(chosen, of)
    return [page, matrix_record(chosen, PART, of), *csv_rows(chosen, of)]


def gaps_of(text: str, of: Library) -> list[Any]:
    chosen = gap_args(args(text), of)
    assert not chosen.notices
    page = gaps.gaps_page(chosen, of)
    return [page, gaps_record(chosen, PART, of), *gaps.csv_rows(chosen, of)]


def guidelines_of(text: str, of: Library) -> list[Any]:
    chosen = guideline_args(args(text), of)
    assert not chosen.notices
    page = guidelines.guidelines_page(chosen, of)
    return [page, guidelines_record(chosen, PART, of), *guidelines.csv_rows(chosen, of)]


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        *((map_of, text) for text in MAPS),
        *((gaps_of, text) for text in ("", "stage=acute&outcome=pain", "page=1")),
        *((guidelines_of, text) for text in ("", "stage=acute", "bodies=disagree")),
    ],
)
def test_tables_are_the_same(
    shipped: Flask,
    shipped_library: Library,
    stored: Library,
    seen: Callable[[str, Library], list[Any]],
    text: str,
) -> None:
    with shipped.test_request_context():
        assert seen(text, stored) == seen(text, shipped_library)


@pytest.mark.parametrize(
    "text",
    [
        *("", "page=2", "design=rct", "status=superseded", "design=guideline&status=superseded"),
        *("q=review of", "q=2021&design=rct", "q=*"),
    ],
)
def test_sources_are_the_same(
    shipped: Flask, shipped_library: Library, stored: Library, text: str
) -> None:
    index = shipped.extensions["live"].state.index
    with shipped.test_request_context():
        asked, computed = (
            sources_page(args(text), State(of, index, ())) for of in (stored, shipped_library)
        )
    assert not computed.notices
    assert asked == computed


@pytest.mark.parametrize("part", [map_teaser, sample_answer, _categories])
def test_parts_of_the_home_page_are_the_same(
    shipped: Flask, shipped_library: Library, stored: Library, part: Callable[[Library], Any]
) -> None:
    with shipped.test_request_context():
        assert part(stored) == part(shipped_library)
    assert stored.finding_count == shipped_library.finding_count
    for kind in ("", *KINDS, "nothing"):
        assert list(stored.changes(kind)) == list(shipped_library.changes(kind))
    assert stored.changes()[7] == stored.changes()[7:9][0] == shipped_library.changes()[7]


def test_a_table_reads_only_the_entries_that_it_shows(
    shipped: Flask, shipped_library: Library, stored: Library, kept: Kept
) -> None:
    with shipped.test_request_context():
        page = guidelines.guidelines_page(guideline_args(args("bodies=disagree"), stored), stored)
    assert kept.asked == len(page.rows) > 0
