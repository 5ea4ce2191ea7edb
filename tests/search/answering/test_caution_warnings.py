"""The caution shown on a hit where a query names people it is about, and the filter by it."""

from dataclasses import replace
from pathlib import Path

import pytest

from factories import a_caution, a_library, an_intervention
from kb.model.library import Library
from kb.statements.answers import with_answers
from search.answering.results import Request, Results
from search.answering.searcher import Index
from search.opening import open_index

YOGA = an_intervention(
    cautions=[
        a_caution(what="Ask first when pregnant", arm="hot yoga"),
        a_caution(group=["bleeding"], what="With care in bleeding"),
        a_caution(group=["bleeding"], what="With care when taking warfarin"),
        a_caution(
            kind="contraindicated", group=["pregnancy", "kidney"], what="Not when *expecting*"
        ),
    ]
)
CHAIR_YOGA = an_intervention(id="chair-yoga", name="Chair yoga", variant_of=["yoga"])
WALKING = an_intervention(id="walking", name="Walking")


def a_careful_library() -> Library:
    return a_library(YOGA, CHAIR_YOGA, WALKING)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return open_index(a_careful_library(), tmp_path_factory.mktemp("index"))


def warnings(results: Results) -> dict[str, str | None]:
    return {hit.id: hit.warning and hit.warning.caution.what for hit in results.hits}


@pytest.mark.parametrize("typed", ["yoga pregnancy", "yoga when pregnant", "yoga after birth"])
def test_a_hit_warns_where_the_query_names_the_people(index: Index, typed: str) -> None:
    assert warnings(index.search(Request(typed)))["yoga"] == "Not when *expecting*"


@pytest.mark.parametrize("typed", ["yoga renal", "yoga with kidney disease"])
def test_an_organ_is_known_by_other_words(index: Index, typed: str) -> None:
    assert warnings(index.search(Request(typed)))["yoga"] == "Not when *expecting*"


def test_of_equally_strict_cautions_the_one_shown_says_what_was_typed(index: Index) -> None:
    assert warnings(index.search(Request("yoga warfarin")))["yoga"] == (
        "With care when taking warfarin"
    )
    assert warnings(index.search(Request("yoga bleeding")))["yoga"] == "With care in bleeding"


def test_without_such_words_there_is_no_warning(index: Index) -> None:
    assert set(warnings(index.search(Request("yoga"))).values()) == {None}


@pytest.mark.parametrize(
    "request_",
    [
        Request("caution:pregnancy"),
        Request("caution:pregnant"),
        Request('caution:"kidney disease"'),
        Request("", {"caution": ("pregnancy",)}),
    ],
)
def test_a_filter_finds_entries_with_such_a_caution_of_their_own_or_a_parents(
    index: Index, request_: Request
) -> None:
    found = index.search(request_)
    assert warnings(found) == dict.fromkeys(["chair-yoga", "yoga"], "Not when *expecting*")
    assert [hit.warning and hit.warning.inherited_from for hit in found.hits] == ["yoga", None]


def test_groups_are_counted_as_a_facet(index: Index) -> None:
    counts = index.search(Request("")).facets["caution"]
    assert counts == {"bleeding": 2, "kidney": 2, "pregnancy": 2}


def test_programs_read_the_warning_as_plain_text(index: Index) -> None:
    hits = index.search(Request("caution:pregnancy")).hits
    expected = {
        "kind": "contraindicated",
        "group": ["pregnancy", "kidney"],
        "arm": None,
        "what": "Not when expecting",
        "source": "label-2016",
    }
    assert [hit.warning and hit.warning.as_json() for hit in hits] == [
        {**expected, "inherited_from": "yoga"},
        {**expected, "inherited_from": None},
    ]


def test_a_changed_parent_changes_what_a_variant_is_found_by(tmp_path: Path) -> None:
    before = a_careful_library()
    opened = open_index(before, tmp_path)
    changed = {**before.interventions, "yoga": an_intervention(name="Calm yoga")}
    after = with_answers(replace(before, interventions=changed), before)
    again = open_index(after, tmp_path, previous=opened)
    assert again.search(Request("caution:pregnancy")).total == 0
