"""Searching a real index: what comes first, what is said and counted, what a hit shows."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import a_finding, a_library, a_source, an_effect, an_intervention
from kb.model.collection import Outcome, Term
from kb.model.entries import Claim
from kb.model.library import Library
from kb.model.source import Name
from search.answering.excerpts import LENGTH, excerpt
from search.answering.results import Request, Results
from search.answering.searcher import Index
from search.indexing.documents import documents
from search.indexing.facets import FACETS
from search.opening import open_index
from search.text.analyzer import analyzer
from search.text.english_words import english_lines

ODD = (
    "((",
    "*",
    '"',
    "-",
    "\x00",
    "yoga\x00",
    "😀",
    "שלום",
    "\u202eagoy",
    "x" * 10_000,
    "yoga " * 3_000,
    "'; DROP TABLE entries; --",
    "<script>alert(1)</script>",
    "a* " * 40,
    "aa* " * 40,
    "\udcff",
    "stage:",
    "stage:nowhere",
    ":::",
    "OR OR OR",
    "-yoga -heat -walking",
    "the of and",
    '"the of and"',
    "\\",
    "%00",
    "٣",
)


def a_world() -> Library:
    """Four made-up interventions and their vocabulary."""
    interventions = (
        an_intervention(
            a_finding(
                id="trial-2020--1",
                outcome="pain",
                stage="chronic",
                key="true",
                certainty={"level": "low"},
            ),
            a_finding(
                id="trial-2020--2",
                outcome="function",
                stage="acute",
                result="no-difference",
                certainty={"level": "high"},
            ),
            a_finding(
                id="trial-2020--3",
                outcome="sleep",
                stage="chronic",
                result="mixed",
                words="Sleep was better with the slow classes.",
            ),
            synonyms=["hatha classes"],
            summary="Slow stretching. It may ease pain a little. "
            + "Nothing else is known of it. " * 12,
            related=["walking"],
            reviewed="2026-01-01",
        ),
        an_intervention(
            a_finding(
                id="trial-2020--4",
                outcome="pain",
                stage="acute",
                effect=an_effect(estimate="15", low="12", high="18"),
                certainty={"level": "moderate"},
                key="true",
            ),
            id="heat",
            name="Superficial heat",
            synonyms=["heating pad", "heat wrap"],
            summary="Warmth on the skin; not beside yoga.",
            harms=[{"what": "Burns of the skin", "source": "trial-2020"}],
            reviewed="2026-03-01",
        ),
        an_intervention(
            a_finding(
                id="trial-2020--5",
                effect=an_effect(estimate="-25", low="-28", high="-21"),
                certainty={"level": "high"},
                key="true",
            ),
            id="cyclobenzaprine",
            name="Cyclobenzaprine",
            synonyms=["Flexeril"],
            summary="A muscle relaxant.",
            reviewed="2026-02-01",
        ),
        an_intervention(
            id="tens",
            name="TENS",
            subject="TENS",
            synonyms=["tens unit", "tens machine"],
            summary="Ten minutes of current.",
        ),
        an_intervention(
            id="bed-rest", name="Bed rest", summary="Lying in bed; people who rest do not walk."
        ),
    )
    library = a_library(
        *interventions,
        sources=[
            a_source(id="flexeril-2001", title="Flexeril and muscle relaxants: flexeril in trials")
        ],
    )
    relaxer = Term.model_validate(
        {
            "id": "mr",
            "name": "Muscle relaxer",
            "definition": "Made up.",
            "means": ["cyclobenzaprine"],
        }
    )
    function = Outcome.model_validate(
        {
            "id": "function",
            "name": "Function",
            "definition": "Made up.",
            "synonyms": ["daily tasks"],
        }
    )
    vocabulary = library.vocabulary
    worded = replace(
        vocabulary, terms={"mr": relaxer}, outcomes={**vocabulary.outcomes, "function": function}
    )
    return replace(library, vocabulary=worded)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return open_index(a_world(), tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="module")
def ask(index: Index) -> Callable[..., Results]:
    def asking(text: str = "", **request: object) -> Results:
        return index.search(Request(text, **request))  # type: ignore[arg-type]

    return asking


Ask = Callable[..., Results]


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]


# What is found first


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("yoga", "yoga"),
        ("YOGA", "yoga"),
        ("hatha class", "yoga"),
        ("flexeril", "cyclobenzaprine"),
        ("Flexeril for pain", "cyclobenzaprine"),
        ("muscle relaxer", "cyclobenzaprine"),
        ("muscle relaxers", "cyclobenzaprine"),
        ("tens", "tens"),
        ("tens unit", "tens"),
        ("TENS machines", "tens"),
        ("heating pad", "heat"),
        ("heat wraps", "heat"),
        ("superficial-heat", "heat"),
        ("bed-rest", "bed-rest"),
        ("flexeril-2001", "flexeril-2001"),
        ("cyclobenzaprin", "cyclobenzaprine"),
        ("cyclobenzaprene", "cyclobenzaprine"),
        ("burns", "heat"),
    ],
)
def test_what_a_reader_types_comes_first(ask: Ask, typed: str, first: str) -> None:
    assert ids(ask(typed))[0] == first


def test_an_entry_only_known_by_a_name_is_below_the_one_with_that_title(tmp_path: Path) -> None:
    known = an_intervention(
        id="aerobics", name="Aerobics", synonyms=["yoga"], summary="Yoga, yoga, yoga."
    )
    assert ids(
        open_index(a_library(known, an_intervention()), tmp_path).search(Request("yoga"))
    ) == ["yoga", "aerobics"]


def test_all_words_must_be_there(ask: Ask) -> None:
    assert ids(ask("skin burns")) == ["heat"]
    assert ask("skin burns").changed == ()


def test_a_prepared_index_reads_no_entry_for_its_hits(index: Index) -> None:
    index.prepare()
    read = index._passages.cache_info().misses  # type: ignore[attr-defined]
    assert index.search(Request("pain")).hits
    assert index._passages.cache_info().misses == read  # type: ignore[attr-defined]


def test_a_prepared_index_has_loaded_what_unknown_words_need(index: Index) -> None:
    english_lines.cache_clear()
    index.prepare()
    loaded = english_lines.cache_info().misses
    index.search(Request("qzxvaqq"))
    assert english_lines.cache_info().misses == loaded


def test_the_index_knows_where_words_are_as_the_texts_do(index: Index) -> None:
    terms = sorted(index.lexicon.word_counts.by_term)
    in_index, in_texts = (
        [sorted(held) for held in found]
        for found in (
            index._places(terms, list(index.content.documents)),
            index._places_in_texts(terms, list(index.content.documents)),
        )
    )
    assert any(in_index)
    assert in_index == in_texts


def test_a_prepared_index_answers_as_before(index: Index) -> None:
    asked = [Request(text) for text in ("burns lying", "heat skin burns", "yoga pain sleep rest")]
    before = [index.search(one)._replace(took_ms=0) for one in asked]
    index.prepare()
    index._ranking.cache_clear()
    assert index._places == index._places_in_texts
    assert [index.search(one)._replace(took_ms=0) for one in asked] == before


def test_where_no_entry_has_all_words_any_of_them_are_enough_and_it_is_said(ask: Ask) -> None:
    results = ask("burns lying")
    assert set(ids(results)) == {"heat", "bed-rest"}
    assert results.changed == ("Nothing matches all your words. Showing partial matches.",)


def test_with_filters_it_says_that_no_entry_meets_them_and_has_all_words(ask: Ask) -> None:
    results = ask("skin stretching", filters={"kind": ("intervention",)})
    assert results.changed == (
        "Nothing matches all your words within these filters. Showing partial matches.",
    )


def test_a_name_among_other_words_is_found_whatever_else_is_asked(ask: Ask) -> None:
    results = ask("yoga lying")
    assert ids(results)[0] == "yoga"
    assert len(results.changed) == 1


def test_a_name_brings_its_entry_where_others_have_all_the_words(ask: Ask) -> None:
    assert set(ids(ask("flexeril trials"))) == {"flexeril-2001", "cyclobenzaprine"}
    assert ask("flexeril trials").changed == ()


def test_a_name_among_other_words_lifts_its_entry_above_those_that_have_all_of_them(
    tmp_path: Path,
) -> None:
    other = an_intervention(id="climbing", name="Climbing", summary="Stairs, yoga and stairs.")
    crowd = [
        a_source(id=f"crowd-{year}") for year in range(1900, 2000)
    ]  # in which yoga is a telling word
    library = a_library(an_intervention(), other, sources=crowd)
    assert ids(open_index(library, tmp_path).search(Request("yoga stairs"))) == ["yoga", "climbing"]


def test_a_slip_is_repaired_and_said(ask: Ask) -> None:
    results = ask("strecthing")
    assert ids(results) == ["yoga"]
    assert results.changed == (
        "Showing results for \u201cstretching\u201d instead of \u201cstrecthing\u201d.",
    )


def test_a_word_nothing_holds_is_left_out_and_said(ask: Ask) -> None:
    results = ask("yoga qqqqqq")
    assert ids(results)[0] == "yoga"
    assert results.changed == ("Ignored \u201cqqqqqq\u201d (no matches).",)


def test_nothing_is_found_for_a_word_nothing_holds(ask: Ask) -> None:
    results = ask("qqqqqq")
    assert (results.total, results.hits, results.changed) == (
        0,
        (),
        ("No results for \u201cqqqqqq\u201d.",),
    )


def test_what_is_denied_is_not_found_even_by_its_name(ask: Ask) -> None:
    assert "yoga" in ids(ask("skin OR yoga"))
    assert ids(ask("skin OR yoga -stretching")) == ["heat"]
    assert "yoga" not in ids(ask("-yoga", limit=100))
    assert "heat" in ids(ask("-hatha", limit=100))
    assert ids(ask("yoga -yoga")) == []


def test_phrases_prefixes_and_either_or(ask: Ask) -> None:
    assert ids(ask('"warmth on the skin"')) == ["heat"]
    assert ids(ask('"skin the on"')) == []
    assert set(ids(ask("stretch* OR lying"))) == {"yoga", "bed-rest"}
    assert ids(ask("cyclob*"))[0] == "cyclobenzaprine"


def test_the_vocabulary_says_outcomes_in_other_words(ask: Ask) -> None:
    assert "yoga" in ids(ask("daily tasks"))
    assert "yoga" in ids(ask("yoga daily tasks"))
    assert ask("yoga daily tasks").changed == ()


def test_stop_words_count_only_where_there_is_nothing_else(ask: Ask) -> None:
    assert ids(ask("what is the yoga")) == ids(ask("yoga"))
    assert "heat" in ids(ask("on the"))


# Anything typed


@pytest.mark.parametrize("typed", ODD)
def test_odd_queries_get_an_answer(ask: Ask, typed: str) -> None:
    results = ask(typed)
    assert results.query == typed
    assert len(results.hits) == min(results.total, 20)


@settings(max_examples=150, deadline=None)
@given(typed=st.text(alphabet='yog ahet"*-:()<>=,OR\x00é', max_size=40) | st.text(max_size=60))
def test_whatever_is_typed_is_answered(index: Index, typed: str) -> None:
    results = index.search(Request(typed))
    assert len(results.hits) == min(results.total, 20)


@pytest.mark.parametrize(
    "request_",
    [
        Request("yoga", sort="sideways"),
        Request("yoga", limit=-5),
        Request("yoga", offset=-5),
        Request("yoga", offset=10**9),
        Request("yoga", filters={"stage": ("nowhere",)}),
        Request("yoga", filters={"stage": ()}),
        Request("yoga", filters={"nofacet": ("x",)}),
    ],
)
def test_odd_requests_get_an_answer(index: Index, request_: Request) -> None:
    assert index.search(request_).query == "yoga"


def test_a_filter_there_is_not_is_said(ask: Ask) -> None:
    assert ask("yoga", filters={"nofacet": ("x",)}).changed == (
        "Ignored the unknown filter \u201cnofacet\u201d.",
    )


def test_without_words_everything_is_shown_by_name(ask: Ask) -> None:
    results = ask("", limit=100)
    titles = [hit.title.casefold() for hit in results.hits]
    assert results.total == len(titles) == 15
    assert titles == sorted(titles)
    assert results.changed == ()
    assert all(not matched for hit in results.hits for _, matched in hit.excerpt)


def test_what_has_no_words_shows_everything_and_says_so(ask: Ask) -> None:
    results = ask("😀")
    assert results.total == 15
    assert results.changed == ("There are no words to search for, so all results are shown.",)


def test_pages_follow_one_another(ask: Ask) -> None:
    everything = ids(ask("", limit=100))
    assert ids(ask("", limit=4, offset=4)) == everything[4:8]
    assert ids(ask("trial", limit=2, offset=1)) == ids(ask("trial"))[1:3]


# Filters, counts, order


@pytest.mark.parametrize(
    ("typed", "filters", "found"),
    [
        ("", {"kind": ("intervention",), "stage": ("acute",)}, ["heat", "yoga"]),
        ("stage:acute kind:intervention", {}, ["heat", "yoga"]),
        ("stage:acute certainty:high", {}, ["yoga"]),
        ("stage:acute certainty:low", {}, []),  # yoga has both, in different findings
        ("stage:chronic certainty:low", {}, ["yoga"]),
        ("certainty:>=high", {}, ["cyclobenzaprine", "yoga"]),
        ("certainty:<=high", {}, ["cyclobenzaprine", "heat", "yoga"]),
        ("certainty:not-graded", {}, ["yoga"]),
        ("magnitude:worse-than-comparator", {}, ["heat"]),
        ("magnitude:large,moderate", {}, ["cyclobenzaprine", "yoga"]),
        ("outcome:function", {"outcome": ("sleep",)}, ["yoga"]),
        ("-kind:source", {"certainty": ("moderate",)}, ["heat"]),
        ("kind:source flexeril", {}, ["flexeril-2001"]),
    ],
)
def test_filters_on_findings_are_met_by_one_finding(
    ask: Ask, typed: str, filters: Mapping[str, tuple[str, ...]], found: list[str]
) -> None:
    assert ids(ask(typed, filters=filters)) == found


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("yoga", ("trial-2020--1", "low", "moderate", "favours-intervention")),
        ("yoga stage:acute", ("trial-2020--2", "high", "little-or-none", "no-difference")),
        ("yoga outcome:sleep", ("trial-2020--3", "not-graded", None, "mixed")),
        ("yoga stage:chronic", ("trial-2020--1", "low", "moderate", "favours-intervention")),
        ("yoga kind:intervention", ("trial-2020--1", "low", "moderate", "favours-intervention")),
        ("tens", (None, "not-graded", None, None)),
        ("flexeril-2001", (None, None, None, None)),
    ],
)
def test_a_hit_shows_the_finding_that_met_the_filters(
    ask: Ask, typed: str, shown: tuple[str | None, ...]
) -> None:
    hit = ask(typed).hits[0]
    assert (hit.finding, hit.certainty, hit.magnitude, hit.result) == shown


def test_facets_count_entries_through_single_findings(ask: Ask) -> None:
    facets = ask("kind:intervention stage:acute").facets
    assert set(facets) == set(FACETS)
    assert facets["stage"] == {"acute": 2, "chronic": 2}
    assert facets["certainty"] == {"high": 1, "moderate": 1}
    assert facets["outcome"] == {"function": 1, "pain": 1}
    assert facets["magnitude"] == {"little-or-none": 1, "worse-than-comparator": 1}
    assert facets["kind"] == {"intervention": 2}


def test_without_filters_sources_are_counted_too(ask: Ask) -> None:
    assert ask("").facets["kind"] == {"source": 10, "intervention": 5}
    assert ask("").facets["category"] == {"mind-body": 5}


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", ["bed-rest", "cyclobenzaprine", "heat", "tens", "yoga"]),
        ("certainty", ["cyclobenzaprine", "heat", "yoga", "bed-rest", "tens"]),
        ("magnitude", ["cyclobenzaprine", "yoga", "heat", "bed-rest", "tens"]),
        ("reviewed", ["bed-rest", "tens", "heat", "cyclobenzaprine", "yoga"]),
    ],
)
def test_hits_are_sorted_as_asked(ask: Ask, sort: str, order: list[str]) -> None:
    assert ids(ask("kind:intervention", sort=sort)) == order


def test_with_a_filter_the_finding_that_is_shown_decides_the_order(ask: Ask) -> None:
    assert ids(ask("stage:acute", sort="certainty")) == ["yoga", "heat"]


# What is shown of a hit


@pytest.mark.parametrize(
    "typed",
    [
        "yoga slow",
        "skin",
        '"warmth on the skin"',
        "nothing known",
        "stretch*",
        "",
        "sleep",
        "flexeril",
    ],
)
def test_the_pieces_of_an_excerpt_are_a_stretch_of_the_original(ask: Ask, typed: str) -> None:
    texts = {
        one.id: [passage for passages in one.texts.values() for passage in passages]
        for one in documents(a_world())
    }
    for hit in ask(typed).hits:
        joined = "".join(piece for piece, _ in hit.excerpt)
        assert any(joined in passage for passage in texts[hit.id])
        assert len(joined) <= LENGTH
        assert all(piece for piece, _ in hit.excerpt)


def test_an_excerpt_marks_the_words_as_they_are_written(ask: Ask) -> None:
    assert ask("sleeps classes").hits[0].excerpt == (
        ("Sleep", True),
        (" was better with the slow ", False),
        ("classes", True),
        (".", False),
    )
    assert ("Warmth on the skin", True) in ask('"warmth on the skin"').hits[0].excerpt


def test_a_hit_says_which_fields_matched(ask: Ask) -> None:
    assert ask("flexeril").hits[0].matched == ("synonyms",)
    assert ask("burns").hits[0].matched == ("harms",)
    assert ask("").hits[0].matched == ()


def an_excerpt(text: str, *sought: str) -> tuple[tuple[str, bool], ...]:
    """The excerpt of a text for words that all tell the same."""
    marks = tuple(map(analyzer().terms, sought))
    return excerpt({"prose": (text,)}, marks, lambda _: 1.0, analyzer())


def test_an_excerpt_shows_the_stretch_with_most_of_the_query() -> None:
    passage = (
        "One hop. "
        + "Filler words stand here. " * 20
        + "A hop beside a skip is read. "
        + "More words. " * 20
    )
    pieces = an_excerpt(passage, "hop", "skip")
    assert [piece for piece, matched in pieces if matched] == ["hop", "skip"]
    assert "".join(piece for piece, _ in pieces).startswith("A hop beside")


def test_an_excerpt_of_a_text_without_spaces_is_bounded() -> None:
    pieces = an_excerpt("x" * 5000, "xx")
    assert pieces == (("x" * LENGTH, False),)


@given(st.text(max_size=400), st.sampled_from(["hop", "skip hop", "é", "a"]))
def test_an_excerpt_of_anything_is_a_stretch_of_it(passage: str, sought: str) -> None:
    text = f"{passage} {sought} {passage}"
    pieces = an_excerpt(text, sought)
    joined = "".join(piece for piece, _ in pieces)
    assert joined in text
    assert len(joined) <= LENGTH


# The answer


def test_the_answer_as_json_is_as_promised(ask: Ask) -> None:
    answer = ask("flexeril kind:intervention").as_json()
    assert set(answer) == {
        "query",
        "total",
        "understood",
        "outside",
        "answer",
        "took_ms",
        "changed",
        "red_flags",
        "offers",
        "hits",
        "facets",
    }
    assert answer["hits"] == [
        {
            "id": "cyclobenzaprine",
            "kind": "intervention",
            "title": "Cyclobenzaprine",
            "certainty": "high",
            "magnitude": "large",
            "result": "favours-intervention",
            "score": ask("flexeril kind:intervention").hits[0].score,
            "url": "/interventions/cyclobenzaprine",
            "excerpt": [["A muscle relaxant.", False]],
            "matched": ["synonyms"],
            "evidence_searched_to": "2020",
            "warning": None,
            "red_flags": [],
        }
    ]
    assert answer["facets"]["kind"] == {"intervention": 1, "source": 1}  # type: ignore[index]


def test_several_threads_get_the_same_answer(index: Index) -> None:
    expected = [hit.id for hit in index.search(Request("yoga pain")).hits]
    answers: list[bool] = []

    def asking() -> None:
        answers.extend(ids(index.search(Request("yoga pain"))) == expected for _ in range(20))

    threads = [threading.Thread(target=asking) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [True] * 120


def test_a_closed_index_is_no_trouble_to_close_again(tmp_path: Path) -> None:
    opened = open_index(a_library(an_intervention()), tmp_path)
    assert opened.search(Request("yoga")).total > 0
    opened.close()
    opened.close()


def test_a_source_is_found_first_as_it_is_cited(tmp_path: Path) -> None:
    able, baker = Name(family="Able", given="A"), Name(family="Baker", given="B")
    sources = (
        a_source(id="able-heat-2017", title="Heat", issued="2017-03", author=(able, baker)),
        a_source(
            id="baker-2009", title="Cold, read again in 2017", issued="2009", author=(baker, able)
        ),
        a_source(id="baker-2016", title="Rest", issued="2016", author=(baker, able)),
    )
    index = open_index(a_library(sources=sources), tmp_path)
    assert ids(index.search(Request("Able 2017")))[0] == "able-heat-2017"
    assert ids(index.search(Request("baker 2016")))[0] == "baker-2016"


def test_a_claim_that_nobody_checked_does_not_widen_the_scope(tmp_path: Path) -> None:
    world = a_world()
    for verdict, outside in (("not-checked", ("anxiety",)), ("not-supported", ())):
        claim = Claim.model_validate(
            {
                "id": "claim-1",
                "claim": "Anxiety makes heat work less",
                "verdict": verdict,
                "why": "Nobody looked.",
                "changes": [{"date": "2026-11-29", "what": "First version"}],
                "reviewed": "2026-11-29",
            }
        )
        index = open_index(replace(world, claims={claim.id: claim}), tmp_path)
        assert index.search(Request("anxiety")).outside == outside
