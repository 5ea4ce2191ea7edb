"""The query language: anything typed becomes a tree and filters."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.answering.messages import sentence
from search.engines.query_tree import (
    And,
    Everything,
    Joined,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Synonym,
    Term,
)
from search.query.filter_values import FilterValues
from search.query.parser import Query, parse
from search.query.query_changes import CharactersDropped, UnknownValue, WordsDropped

LEVELS = ("very-low", "low", "moderate", "high")
FACETS = {
    "stage": FilterValues({"acute": "acute", "recent": "acute", "chronic": "chronic"}),
    "outcome": FilterValues(
        {"pain": "pain", "quality of life": "quality-of-life", "qol": "quality-of-life"}
    ),
    "certainty": FilterValues(
        {
            "very low": "very-low",
            "low": "low",
            "moderate": "moderate",
            "high": "high",
            "not graded": "not-graded",
        },
        LEVELS,
    ),
}


def read(text: str) -> Query:
    return parse(text, FACETS)


def a_set(*values: str) -> frozenset[str]:
    return frozenset(values)


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("", ()),
        ("   ", ()),
        ("Yoga sleep", (Term("yoga"), Term("sleep"))),
        ('"lumbar support"', (Phrase(("lumbar", "support")),)),
        ('"yoga"', (Term("yoga"),)),
        ("bed-rest", (Joined(("bed", "rest")),)),
        ("synonym:flexeril", (Synonym(("flexeril",)),)),
        ('synonym:"heat wrap" pain', (Synonym(("heat", "wrap")), Term("pain"))),
        ("-synonym:flexeril", (Not(Synonym(("flexeril",))),)),
        ("heat/cold", (Term("heat"), Term("cold"))),
        ("-surgery", (Not(Term("surgery")),)),
        ('yoga -"hot yoga"', (Term("yoga"), Not(Phrase(("hot", "yoga"))))),
        ("-bed-rest", (Not(Phrase(("bed", "rest"))),)),
        ("-acu*", (Not(Prefix("acu")),)),
        ("heat OR cold", (Or((Term("heat"), Term("cold"))),)),
        ("heat OR cold OR ice pack", (Or((Term("heat"), Term("cold"), Term("ice"))), Term("pack"))),
        ("heat or cold", (Term("heat"), Term("or"), Term("cold"))),
        ("acupunct*", (Prefix("acupunct"),)),
    ],
)
def test_what_is_typed_becomes_a_tree(typed: str, parts: tuple[Node, ...]) -> None:
    assert read(typed) == Query(parts, {})


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("((", ()),
        ("*", ()),
        ('"', ()),
        ("-", ()),
        ("- -", ()),
        ('""', ()),
        ('-""', ()),
        ("OR", ()),
        ("OR yoga", (Term("yoga"),)),
        ("yoga OR", (Term("yoga"),)),
        ("yoga OR OR tai", (Or((Term("yoga"), Term("tai"))),)),
        ("yoga OR -tai", (Term("yoga"), Not(Term("tai")))),
        ('"lumbar support', (Term("lumbar"), Term("support"))),
        ("y*", (Term("y"),)),
        ("yo*ga", (Term("yo"), Term("ga"))),
        ("foo:bar", (Term("foo"), Term("bar"))),
        ("stage:", (Term("stage"),)),
        ("synonym:", (Term("synonym"),)),
        ("(yoga)", (Term("yoga"),)),
        ("yoga\x00sleep", (Term("yoga"), Term("sleep"))),
        ("'; DROP TABLE x", (Term("drop"), Term("table"), Term("x"))),
        ("<b>yoga</b>", (Term("b"), Term("yoga"), Term("b"))),
    ],
)
def test_bad_syntax_is_read_as_words(typed: str, parts: tuple[Node, ...]) -> None:
    assert read(typed).parts == parts


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ("stage:chronic", {"stage": a_set("chronic")}),
        ("STAGE:Chronic", {"stage": a_set("chronic")}),
        ("stage:recent", {"stage": a_set("acute")}),
        ("stage:acute stage:chronic", {"stage": a_set("acute", "chronic")}),
        ("stage:acute,chronic", {"stage": a_set("acute", "chronic")}),
        ("-stage:acute", {"stage": a_set("chronic")}),
        ('outcome:"quality of life"', {"outcome": a_set("quality-of-life")}),
        (
            "outcome:quality-of-life stage:acute",
            {"outcome": a_set("quality-of-life"), "stage": a_set("acute")},
        ),
        ("certainty:>=moderate", {"certainty": a_set("moderate", "high")}),
        ("certainty:<=low", {"certainty": a_set("very-low", "low")}),
        ("certainty:>=low certainty:<=moderate", {"certainty": a_set("low", "moderate")}),
        ("certainty:not-graded", {"certainty": a_set("not-graded")}),
        ("certainty:>=high certainty:<=low", {"certainty": a_set()}),
    ],
)
def test_facets_are_filters(typed: str, filters: Mapping[str, frozenset[str]]) -> None:
    assert read(f"yoga {typed}") == Query((Term("yoga"),), filters)


@pytest.mark.parametrize(
    "typed", ["stage:sometimes", "stage:>=acute", "certainty:>=not-graded", "stage:acute,sometimes"]
)
def test_a_filter_value_that_is_not_there_is_read_as_words_and_said(typed: str) -> None:
    query = read(typed)
    assert query.filters == {}
    assert query.parts
    assert query.changes == (UnknownValue(typed),)


def test_a_query_is_cut_at_500_characters_and_says_so() -> None:
    query = read("x" * 10_000)
    assert query.parts == (Term("x" * 500),)
    assert query.changes == (CharactersDropped(500),)


@pytest.mark.parametrize(
    "typed", ["a1 " * 40, '"' + "a1 " * 40 + '"', "a1-" * 40, "a1/" * 40, "stage:acute " * 40]
)
def test_a_query_is_cut_at_32_words_and_says_so(typed: str) -> None:
    query = read(typed)
    assert size(query.parts) <= 32
    assert query.changes == (WordsDropped(32),)


def test_32_words_are_all_read() -> None:
    query = read("a1 " * 32)
    assert size(query.parts) == 32
    assert query.changes == ()


def size(parts: tuple[Node, ...]) -> int:
    return sum(len(part.words) if isinstance(part, Phrase | Joined) else 1 for part in parts)


@given(st.text(alphabet='ab "*-:()<>=,OR\x00é', max_size=60) | st.text(max_size=100))
def test_anything_typed_is_a_query(typed: str) -> None:
    query = read(typed)
    assert not any(isinstance(part, Everything | And) for part in query.parts)
    assert all(sentence(change) for change in query.changes)


@pytest.mark.parametrize(
    "typed",
    ["\u201cslow rocking\u201d", "\u201eslow rocking\u201c", "\u00abslow rocking\u00bb",
     "\u2018slow rocking\u2019", "'slow rocking'"],
)  # fmt: skip
def test_quotation_marks_of_every_kind_make_a_phrase(typed: str) -> None:
    assert parse(typed, {}).parts == (Phrase(("slow", "rocking")),)


def test_an_apostrophe_is_no_quotation_mark() -> None:
    typed = parse("patients' back and doctor's 'n' don't", {}).parts
    assert not any(isinstance(part, Phrase) for part in typed)


@pytest.mark.parametrize("typed", ["-3.47", "\u22123.47", "\u20133.47", "-.5"])
def test_a_minus_before_a_digit_belongs_to_the_number(typed: str) -> None:
    assert not any(isinstance(part, Not) for part in parse(typed, {}).parts)


@pytest.mark.parametrize("minus", "-\u2212\u2013\u2014")
def test_a_minus_of_any_kind_before_a_word_excludes_it(minus: str) -> None:
    assert parse(f"yoga {minus}surgery", {}).parts[-1] == Not(Term("surgery"))
