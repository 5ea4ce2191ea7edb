"""Whoever types that they are in danger reads first where help is."""

from pathlib import Path

import pytest

from kb.model.library import Library
from search.answering.messages import EMERGENCIES
from search.answering.results import Request
from search.answering.searcher import Index
from search.opening import open_index

HERE = Path(__file__).parent


def rows(file: str, column: int = 0) -> list[list[str]]:
    lines = (HERE / file).read_text(encoding="utf-8").splitlines()
    found = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [row for row in found if len(row) > column]


@pytest.fixture(scope="module")
def index(shipped_library: Library, shipped_index: Path) -> Index:
    return open_index(shipped_library, shipped_index)


def emergency(index: Index, query: str) -> str:
    box = index.search(Request(query)).answer
    first = box.text if box and box.kind in ("urgent", "caution") else ""
    return next((kind for kind, said in EMERGENCIES.items() if first.startswith(said)), "none")


def test_what_people_in_danger_type_leads_to_help_and_other_words_do_not(index: Index) -> None:
    same = {"suicide": "self-harm"}  # the way to help is the same
    table = rows("emergencies.tsv")
    wrong = [
        (query, kind, found)
        for query, kind in table
        if (found := emergency(index, query)) != same.get(kind, kind)
    ]
    assert not wrong
    assert {kind for _, kind in table} == {*EMERGENCIES, "none"}


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("judged.tsv", 2),
        ("strangers.tsv", 0),
        ("public_wording.tsv", 1),
        ("out_of_scope.txt", 0),
        ("real_words.txt", 0),
    ],
)
def test_no_other_question_is_taken_for_an_emergency(index: Index, file: str, column: int) -> None:
    queries = [row[column] for row in rows(file, column)]
    assert [query for query in queries if emergency(index, query) != "none"] == []


@pytest.mark.parametrize("query", ["I want to kill myself", "suicide", "suicidal", "end my life"])
def test_who_may_harm_themselves_reads_of_no_harm(index: Index, query: str) -> None:
    hits = index.search(Request(query)).hits
    assert hits and not any(hit.excerpt for hit in hits)


@pytest.mark.parametrize(
    ("query", "kind", "says"),
    [
        ("duloxetine suicidal thoughts", "caution", "suicidal thoughts and behaviour are more"),
        ("gabapentin suicide", "caution", "Suicidal thoughts or actions"),
        ("vomiting blood ibuprofen", "urgent", "Ibuprofen: Serious harms recorded here: Heart"),
        ("black stools naproxen", "urgent", "Gastrointestinal bleeding, ulcers or perforation"),
        ("chest pain after diclofenac", "urgent", "Heart attack or stroke"),
        ("can't breathe after taking ibuprofen", "urgent", "asthma attack, hives or another"),
        ("trouble breathing oxycodone", "urgent", "Not with marked respiratory depression"),
        ("yellow eyes paracetamol", "urgent", "Liver damage when more than the limit is taken"),
    ],
)
def test_what_is_recorded_of_a_treatment_named_with_a_danger_follows_the_way_to_help(
    index: Index, query: str, kind: str, says: str
) -> None:
    box = index.search(Request(query)).answer
    assert box and box.kind == kind
    assert says in box.text
    assert box.url


@pytest.mark.parametrize(
    "query", ["I want to die gabapentin", "took 20 tramadol", "paracetamol suicide"]
)
def test_an_overdose_or_self_harm_lists_no_harms_of_a_medicine(index: Index, query: str) -> None:
    box = index.search(Request(query)).answer
    assert box and box.kind == "urgent"
    assert box.text.endswith("This collection can\u2019t help in an emergency.")
