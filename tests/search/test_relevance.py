"""What people would type finds what they look for: judged queries over the shipped collection.

With -s the report is printed. A judged query has several right entries where it has several
meanings. Half of the queries were set aside: how each of them does was not looked at while the
others were used for tuning. It isn't a blind test, as one author wrote queries and code.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from kb.model.library import Library
from search.answering.results import Request
from search.answering.searcher import Index
from search.opening import open_index

JUDGED = Path(__file__).with_name("judged.tsv")
LEAST_FIRST = 0.95  # of the queries have a right entry first


@dataclass(frozen=True)
class Judged:
    """A query with the half and kind it belongs to, and the ids of the entries that are right."""

    half: str
    kind: str
    query: str
    right: frozenset[str]


@dataclass(frozen=True)
class Outcome:
    """The place of the first right entry among `hits` (ids), from 1; 0 if it isn't there."""

    judged: Judged
    place: int
    hits: tuple[str, ...]


def judged() -> tuple[Judged, ...]:
    lines = (
        line.split("\t")
        for line in JUDGED.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
    return tuple(
        Judged(half, kind, query, frozenset(right.split())) for half, kind, query, right in lines
    )


def outcome(one: Judged, index: Index) -> Outcome:
    hits = tuple(hit.id for hit in index.search(Request(one.query)).hits)
    return Outcome(
        one, next((place for place, id in enumerate(hits, 1) if id in one.right), 0), hits
    )


@pytest.fixture(scope="module")
def index(shipped_library: Library, shipped_index: Path) -> Index:
    return open_index(shipped_library, shipped_index)


@pytest.fixture(scope="module")
def outcomes(index: Index) -> tuple[Outcome, ...]:
    return tuple(outcome(one, index) for one in judged())


def first(outcomes: Sequence[Outcome], among: int = 1) -> float:
    return sum(0 < one.place <= among for one in outcomes) / len(outcomes)


def reciprocal(outcomes: Sequence[Outcome]) -> float:
    return sum(1 / one.place for one in outcomes if one.place) / len(outcomes)


def line(name: str, outcomes: Sequence[Outcome]) -> str:
    nothing = sum(not one.hits for one in outcomes)
    shares = f"{first(outcomes):12.3f}{first(outcomes, 3):12.3f}{reciprocal(outcomes):8.3f}"
    return f"{name:14}{len(outcomes):5}{shares}{nothing:8}"


def report(outcomes: Sequence[Outcome]) -> Iterable[str]:
    """A table by kind and by half, and every query whose first hit is not right."""
    yield f"\n{'':14}{'n':>5}{'success@1':>12}{'success@3':>12}{'MRR':>8}{'nothing':>8}"
    for kind in dict.fromkeys(one.judged.kind for one in outcomes):
        yield line(kind, [one for one in outcomes if one.judged.kind == kind])
    for half in ("tuned", "kept"):
        yield line(f"half: {half}", [one for one in outcomes if one.judged.half == half])
    yield line("all", outcomes)
    for one in outcomes:
        if one.place != 1:
            right = ", ".join(sorted(one.judged.right))
            judged = f"{one.judged.query!r} ({one.judged.half})"
            yield f"  {judged}: wanted {right}; found {one.hits[:3]}"


def test_at_least_250_queries_are_judged_and_half_of_them_kept() -> None:
    halves = [one.half for one in judged()]
    assert len(halves) >= 250
    assert halves.count("kept") == halves.count("tuned")
    assert len({one.query for one in judged()}) == len(halves)


def test_what_is_judged_right_is_there(shipped_library: Library) -> None:
    known = {entry.id for entry in shipped_library.entries()}
    assert {id for one in judged() for id in one.right} - known == set()


def test_what_is_looked_for_stands_first(outcomes: tuple[Outcome, ...]) -> None:
    print(*report(outcomes), sep="\n")
    assert first(outcomes) >= LEAST_FIRST


def test_no_judged_query_finds_nothing(outcomes: tuple[Outcome, ...]) -> None:
    assert [one.judged.query for one in outcomes if not one.hits] == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("muscle relaxents", "muscle-relaxants"),
        ("muscel relaxents", "muscle-relaxants"),
        ("relaxing", "progressive-relaxation"),
        ("relaxtion", "progressive-relaxation"),
        ("mckenzie exercises", "mckenzie-method"),
    ],
)
def test_a_slip_of_a_drugs_name_does_not_match_words_of_its_stem(
    index: Index, typed: str, first: str
) -> None:
    assert index.search(Request(typed)).hits[0].id == first
