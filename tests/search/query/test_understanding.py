"""What readers mean by what they type: questions, compounds, typos, ambiguous names, filters."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import a_caution, a_library, a_source, an_intervention
from kb.model.collection import Term
from kb.model.library import Library
from search.answering.results import Offer, Request, Results
from search.answering.searcher import Index
from search.opening import open_index
from search.query.parser import parse
from search.query.plain_words import plain_words
from search.query.understanding import interpreted, understand
from search.text.phonetics import phonetic_key
from search_world import a_condition, a_recommendation, a_world

Ask = Callable[..., Results]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return open_index(a_world(), tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="module")
def ask(index: Index) -> Ask:
    def asking(text: str = "", **request: object) -> Results:
        return index.search(Request(text, **request))  # type: ignore[arg-type]

    return asking


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]


def urls(results: Results) -> list[str]:
    return [offer.url for offer in results.offers]


# Compounds and slips


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("bedrest", "bed-rest"),
        ("bed-rest", "bed-rest"),
        ("bed rest", "bed-rest"),
        ("kinesiotape", "kinesio-taping"),
        ("electro acupuncture", "electroacupuncture"),
        ("electro-acupuncture", "electroacupuncture"),
        ("heatwraps", "heat"),
        ("flexerall", "flexeril"),
        ("fizzyotherapy", "physiotherapy"),
        ("phisiotherapy", "physiotherapy"),
        ("physio therapy", "physiotherapy"),
        ("yogga", "yoga"),
    ],
)
def test_a_name_is_found_however_it_is_put_together_or_misspelt(
    ask: Ask, typed: str, first: str
) -> None:
    assert ids(ask(typed))[0] == first


def test_a_closed_compound_finds_what_is_written_so_too(ask: Ask) -> None:
    assert set(ids(ask("heatwrap"))[:2]) == {"heat", "flexeril-2001"}
    assert ask("heatwrap").changed == ()


def test_two_words_typed_as_one_are_taken_apart_and_it_is_said(ask: Ask) -> None:
    results = ask("drowsytrials")
    assert ids(results) == ["flexeril"]
    assert results.changed[-1] == (
        "Showing results for \u201cdrowsy trials\u201d instead of \u201cdrowsytrials\u201d."
    )


def test_a_real_word_is_taken_for_a_slip_only_where_it_makes_a_name_and_nothing_is_found(
    tmp_path: Path,
) -> None:
    library = a_library(
        an_intervention(id="massage", name="Massage balls", summary="Kneading."),
        an_intervention(id="letters", name="Letters", summary="A message by mail."),
    )
    opened = open_index(library, tmp_path)
    assert ids(opened.search(Request("message mail"))) == ["letters"]
    results = opened.search(Request("message ball"))
    assert ids(results) == ["massage"]
    assert results.changed == (
        "Showing results for \u201cmassage\u201d instead of \u201cmessage\u201d.",
    )
    assert opened.search(Request("message kneading")).total == 2  # partial matches of either


def a_shelf_of_words() -> Library:
    """Names and authors that real words are near to."""
    knight = a_source(
        id="knight-2020",
        title="Bark of a tree to examine",
        author=[{"family": "Knight"}, {"family": "Hollander"}],
    )
    herbs = an_intervention(
        id="herbs",
        name="Herbal medicine",
        synonyms=["willow bark", "duloxetine"],
        summary="Modic types are listed.",
    )
    return a_library(herbs, sources=[knight])


@pytest.mark.parametrize(
    "typed",
    [
        "pillow",
        "mobic",
        "night",
        "ketamine",
        "fluoxetine",
        "ketamine treatment",
        "does ketamine work",
    ],
)
def test_a_real_word_is_not_taken_for_another_that_is_near(tmp_path: Path, typed: str) -> None:
    results = open_index(a_shelf_of_words(), tmp_path).search(Request(typed))
    assert (results.total, any("instead" in sentence for sentence in results.changed)) == (0, False)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wilow", "willow"),
        ("willoww", "willow"),
        ("dulexetine", "duloxetine"),
        ("holander", "hollander"),
    ],
)
def test_a_misspelt_name_is_still_repaired(tmp_path: Path, typed: str, meant: str) -> None:
    said = f"Showing results for \u201c{meant}\u201d instead of \u201c{typed}\u201d."
    assert open_index(a_shelf_of_words(), tmp_path).search(Request(typed)).changed == (said,)


def test_a_name_that_may_have_been_meant_is_offered(tmp_path: Path) -> None:
    results = open_index(a_shelf_of_words(), tmp_path).search(
        Request("Pillow bark", filters={"kind": ("intervention",)})
    )
    assert results.offers[0] == Offer(
        "Did you mean \u201cwillow\u201d?", "/search?q=willow+bark&kind=intervention"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("physio", "fizio"), ("flexeril", "flexerall"), ("cortisone", "cortizone"), ("knee", "nee")],
)
def test_words_that_sound_alike_have_one_sound(one: str, other: str) -> None:
    assert phonetic_key(one) == phonetic_key(other)


# Questions


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("does a tens unit help my back spasm", "tens"),
        ("does yoga work for a sore back", "yoga"),
        ("is yoga any good?", "yoga"),
        ("should I try bed rest with a back spasm", "bed-rest"),
        ("what helps a back spasm", "sore-back"),
        ("back spasm", "sore-back"),
        ("wieland heatwrap", "flexeril-2001"),
    ],
)
def test_the_thing_asked_about_comes_first(ask: Ask, typed: str, first: str) -> None:
    assert ids(ask(typed))[0] == first


def test_the_words_of_a_question_are_not_searched_for_and_can_be(ask: Ask) -> None:
    results = ask("does yoga really help")
    assert ids(results) == ids(ask("yoga"))
    assert results.changed == ()
    assert "/search?q=does+yoga+really+help&exact=1" in urls(results)


def test_words_that_only_ask_are_words_where_nothing_is_asked(ask: Ask) -> None:
    assert ask("yoga help").changed == ("Ignored \u201chelp\u201d (no matches).",)


@pytest.mark.parametrize(
    ("typed", "section"),
    [
        ("side effects of yoga", "harms"),
        ("is yoga safe", "harms"),
        ("how often should I do yoga", "delivery"),
        ("how is yoga done", "delivery"),
        ("how many minutes of yoga", "delivery"),
        ("yoga precautions", "harms"),
        ("who should not have yoga", "harms"),
        ("yoga guidelines", "recommendations"),
        ("what does ACME say about yoga", "recommendations"),
        ("BOB yoga", "recommendations"),
    ],
)
def test_a_question_for_a_section_lands_in_it(ask: Ask, typed: str, section: str) -> None:
    results = ask(typed)
    assert (results.hits[0].id, results.hits[0].section, results.hits[0].url) == (
        "yoga",
        section,
        f"/interventions/yoga#{section}",
    )
    assert f"/interventions/yoga#{section}" in urls(results)


def test_the_excerpt_of_such_a_hit_is_from_the_section(ask: Ask) -> None:
    assert (
        "".join(text for text, _ in ask("side effects of yoga").hits[0].excerpt)
        == "Sprains of the wrist"
    )


@pytest.mark.parametrize(
    ("typed", "excerpt"),
    [
        ("yoga cautions", "Not with a sore wrist"),
        ("interactions of yoga", "Not with a sore wrist"),
        ("who should avoid yoga", "Not with a sore wrist"),
        ("who shouldn't do yoga", "Not with a sore wrist"),
        ("yoga risks", "Sprains"),
        ("ACME yoga", "ACME \u00b7 everyone"),
        ("guidelines of ACME on yoga", "ACME \u00b7 everyone"),
        ("yoga dose", ""),
    ],
)
def test_the_excerpt_is_what_answers_best_or_nothing(
    tmp_path: Path, typed: str, excerpt: str
) -> None:
    yoga = an_intervention(
        harms=[{"what": "Sprains", "source": "trial-2020"}],
        cautions=[a_caution(what="Not with a sore wrist", kind="contraindicated")],
        recommendations=[
            a_recommendation("Board of Yoga (BOY)", "for", "2020"),
            a_recommendation("ACME", "for", "2010"),
        ],
    )
    hit = open_index(a_library(yoga), tmp_path).search(Request(typed)).hits[0]
    assert "".join(text for text, _ in hit.excerpt) == excerpt


def test_where_an_entry_does_not_say_what_is_asked_for_that_is_said(ask: Ask) -> None:
    assert (
        Offer(
            "Bed rest: no details of how it is given recorded", "/interventions/bed-rest#delivery"
        )
        in ask("dose of bed rest").offers
    )
    assert (
        Offer("Bed rest: no harms or cautions recorded", "/interventions/bed-rest#harms")
        in ask("bed rest risks").offers
    )


def test_what_asks_for_a_section_need_not_be_said_of_what_is_no_exact_name(tmp_path: Path) -> None:
    library = a_library(
        an_intervention(
            id="epidural-steroid", name="Epidural injection", summary="A steroid in the back."
        ),
        an_intervention(
            id="needling",
            name="Dry needling",
            summary="Beside a steroid injection the risk was lower.",
        ),
    )
    results = open_index(library, tmp_path).search(Request("steroid injection risks"))
    assert ids(results) == ["epidural-steroid", "needling"]
    assert results.changed == ()


@pytest.mark.parametrize("typed", ["is yoga safe", "is yoga safe in pregnancy", "is yoga safe?"])
def test_a_question_that_is_a_title_too_is_a_question(tmp_path: Path, typed: str) -> None:
    yoga = an_intervention(cautions=[a_caution(what="Pregnancy: tell the teacher")])
    library = a_library(yoga, sources=[a_source(id="safety-2020", title="Is yoga safe?")])
    opened = open_index(library, tmp_path)
    assert opened.search(Request(typed)).hits[0].url == "/interventions/yoga#harms"


def test_an_entry_without_the_section_is_shown_as_a_whole(ask: Ask) -> None:
    assert ask("side effects of bed rest").hits[0].url == "/interventions/bed-rest"


@pytest.mark.parametrize(
    "typed", ["yoga acute", "acute yoga", "does yoga help with an acute sore back"]
)
def test_a_stage_read_from_words_decides_which_finding_is_shown(ask: Ask, typed: str) -> None:
    results = ask(typed)
    assert (results.hits[0].id, results.hits[0].finding) == ("yoga", "trial-2020--2")
    assert any("\u201cAcute\u201d" in sentence for sentence in results.changed)
    assert any(url.endswith("stage=acute") for url in urls(results))
    assert ask("yoga").hits[0].finding == "trial-2020--1"


@pytest.mark.parametrize("typed", ["acute vs chronic yoga", "yoga for acute and chronic pain"])
def test_of_several_stages_none_is_chosen_and_each_is_offered(ask: Ask, typed: str) -> None:
    results = ask(typed)
    assert (results.hits[0].id, results.hits[0].finding) == ("yoga", "trial-2020--1")
    assert (
        "You named \u201cAcute\u201d and \u201cChronic\u201d, so findings on neither come first."
        in results.changed
    )
    assert [url.rpartition("&")[2] for url in urls(results)[:2]] == ["stage=acute", "stage=chronic"]


# Offers


@pytest.mark.parametrize(
    "typed",
    [
        "yoga vs bed rest",
        "yoga or bed rest",
        "difference between yoga and bed rest",
        "is yoga better than bed rest",
    ],
)
def test_things_set_against_one_another_are_both_found_and_compared(ask: Ask, typed: str) -> None:
    results = ask(typed)
    assert set(ids(results)[:2]) == {"yoga", "bed-rest"}
    assert "/compare?with=yoga&with=bed-rest" in urls(results)


def test_things_are_compared_by_a_word_of_their_names_too(ask: Ask) -> None:
    assert "/compare?with=heat&with=cold" in urls(ask("heat vs cold"))


@pytest.mark.parametrize("typed", ["movement vs surgery", "surgery or movement for a sore back"])
def test_either_of_what_is_set_against_the_other_is_found(tmp_path: Path, typed: str) -> None:
    library = a_library(
        an_intervention(id="movement-1", name="Movement therapy", summary="Moving about."),
        an_intervention(id="movement-2", name="Slow movement", summary="With surgery for some."),
        an_intervention(
            id="fusion", name="Spinal fusion", synonyms=["surgery"], summary="An operation."
        ),
    )
    results = open_index(library, tmp_path).search(Request(typed))
    assert sorted(ids(results)) == ["fusion", "movement-1", "movement-2"]
    assert "/compare?with=fusion&with=movement-1" in urls(results)


def test_everything_on_the_condition_is_offered_side_by_side(ask: Ask) -> None:
    assert ask("what works for a sore back").offers[0].url == "/matrix"
    assert ask("what works for a chronic sore back").offers[0].url == "/matrix?stage=chronic"


@pytest.mark.parametrize(
    ("typed", "stage"),
    [
        ("best treatment for a sore back", ""),
        ("first line treatment chronic sore back", "?stage=chronic"),
        ("non-drug therapy for acute back spasm", "?stage=acute"),
        ("CSB", "?stage=chronic"),
        ("CSB treatment", "?stage=chronic"),
        ("treatment options", ""),
    ],
)
def test_asking_for_any_treatment_finds_the_condition_and_all_there_is(
    tmp_path: Path, typed: str, stage: str
) -> None:
    treatments = (
        an_intervention(
            id="sleep", name="Sleep treatment", summary="For a sore back, chronic or acute."
        ),
        an_intervention(
            id="hands",
            name="Osteopathic treatment",
            summary="The best therapy, first line, no drug.",
        ),
    )
    library = a_library(*treatments, conditions=[a_condition()], focus="sore-back")
    csb = Term.model_validate(
        {"id": "csb", "name": "Chronic sore back", "abbreviation": "CSB", "definition": "Made up."}
    )
    opened = open_index(
        replace(library, vocabulary=replace(library.vocabulary, terms={"csb": csb})), tmp_path
    )
    results = opened.search(Request(typed))
    assert (ids(results)[0], f"/matrix{stage}" in urls(results)) == ("sore-back", True)
    assert ids(opened.search(Request("osteopathic treatment")))[0] == "hands"
    assert ids(opened.search(Request("sleep treatment")))[0] == "sleep"


def test_a_word_with_several_meanings_offers_each(ask: Ask) -> None:
    offers = ask("needles").offers
    assert offers == (
        Offer(
            "\u201cneedles\u201d: do you mean Electroacupuncture?",
            "/interventions/electroacupuncture",
        ),
        Offer("\u201cneedles\u201d: do you mean Physiotherapy?", "/interventions/physiotherapy"),
    )


@pytest.mark.parametrize(
    "typed",
    [
        "qqqqqq",
        '"no such phrase"',
        "stage:acute qqqqqq",
        "-yoga qqqqqq",
        "synonym:qqqqqq",
        "year:1901",
    ],
)
@pytest.mark.parametrize("exact", [False, True])
def test_where_nothing_is_found_there_is_a_way_on(ask: Ask, typed: str, exact: bool) -> None:
    results = ask(typed, exact=exact)
    assert results.total == 0
    assert "/interventions" in urls(results)


def test_filters_that_are_in_the_way_can_be_left_out(ask: Ask) -> None:
    assert "/search?q=bed+rest" in urls(ask("bed rest stage:acute", filters={"kind": ("source",)}))


# Exactly as typed


@pytest.mark.parametrize(
    "typed",
    [
        "Grand Council",
        "council grand",
        "BOB",
        "what is BOB",
        "what does the grand council mean",
        "why BOB?",
    ],
)
def test_asking_what_a_word_means_shows_the_meaning_first(ask: Ask, typed: str) -> None:
    answer = ask(typed).answer
    assert answer
    meaning, *more = answer.text.split("\n")
    assert (answer.kind, meaning) == ("definition", "Grand Council: Made up.")
    assert more == [] or ("BOB" in typed and "for: Yoga." in more[1])
    assert answer.url == "/terms#term-bob"


@pytest.mark.parametrize("typed", ["yoga BOB", "BOB OR yoga", "needles", "what is yoga", ""])
def test_what_else_is_asked_is_no_question_for_a_word(ask: Ask, typed: str) -> None:
    answer = ask(typed).answer
    assert not answer or answer.kind != "definition"


@pytest.mark.parametrize(
    "typed", ["what does low certainty mean", "why is the certainty very low", "certainty"]
)
def test_levels_of_certainty_are_explained_where_all_of_them_are(
    tmp_path: Path, typed: str
) -> None:
    certainty = Term.model_validate(
        {"id": "certainty", "name": "Sureness", "definition": "How sure."}
    )
    library = a_library(an_intervention())
    opened = open_index(
        replace(library, vocabulary=replace(library.vocabulary, terms={"certainty": certainty})),
        tmp_path,
    )
    answer = opened.search(Request(typed)).answer
    assert answer
    assert (answer.text, answer.url) == ("Sureness: How sure.", "/about#certainty")


def test_words_of_several_meanings_are_repeated_as_they_were_typed(tmp_path: Path) -> None:
    library = a_library(an_intervention(), an_intervention(id="heat", name="Heat"))
    therapy = {
        "id": "pt",
        "name": "Physical therapies",
        "definition": "Made up.",
        "means": ["yoga", "heat"],
    }
    meaning = replace(
        library, vocabulary=replace(library.vocabulary, terms={"pt": Term.model_validate(therapy)})
    )
    offers = open_index(meaning, tmp_path).search(Request("physical therapy")).offers
    assert offers[0].text == "\u201cphysical therapy\u201d: do you mean Yoga?"


def test_what_was_changed_can_be_searched_as_typed(ask: Ask) -> None:
    assert (
        Offer(
            "Search for \u201cyogga class\u201d instead",
            "/search?q=yogga+class&kind=intervention&exact=1",
        )
        in ask("yogga class", filters={"kind": ("intervention",)}).offers
    )
    assert not any("exact" in url for url in urls(ask("yoga")))


def test_searched_exactly_nothing_is_repaired_or_left_out(ask: Ask) -> None:
    assert (ask("yogga", exact=True).total, ask("yogga", exact=True).changed) == (0, ())
    assert ids(ask("does yoga really help", exact=True)) == []
    assert ids(ask("yoga classes", exact=True)) == ["yoga"]
    assert ids(ask("-yoga sprains", exact=True)) == []
    assert set(ids(ask("synonym:flexeril OR heatwr*", exact=True))[:2]) == {
        "flexeril-2001",
        "flexeril",
    }


# Filters that need no word of the finding


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("synonym:flexeril", ["flexeril"]),
        ('synonym:"tens unit"', ["tens"]),
        ("direction:for", ["physiotherapy", "yoga"]),
        ("direction:against", ["yoga"]),
        ("body:bob", ["yoga"]),
        ('body:"grand council"', ["yoga"]),
        ('body:"board of backs"', ["yoga"]),
        (
            "body:acme direction:for",
            ["physiotherapy"],
        ),  # yoga has both, in different recommendations
        ("body:acme year:2010", ["yoga"]),
        ("body:bob direction:against", []),
        ("year:2001 kind:intervention", ["yoga"]),
        ("year:<=2005 stage:acute kind:intervention", ["yoga"]),
        ("year:<=2005 stage:chronic kind:intervention", []),
        ("year:>=2002 year:<=2005", []),
        ("source:flexeril-2001", ["flexeril-2001", "yoga"]),
        ("source:flexeril kind:source", ["flexeril-2001"]),
    ],
)
def test_sources_and_recommendations_are_filters(ask: Ask, typed: str, found: list[str]) -> None:
    assert sorted(ids(ask(typed))) == found
    assert ask(typed).changed == ()


@pytest.mark.parametrize(
    "typed", ["year:soon", "body:nobody", "direction:up", "source:nothing", "year:>=never"]
)
def test_what_is_no_value_of_such_a_filter_is_read_as_words(ask: Ask, typed: str) -> None:
    said = f"\u201c{typed}\u201d isn\u2019t a known filter, so it was searched for as words."
    assert said in ask(typed).changed


# Why a hit


@pytest.mark.parametrize(
    "typed",
    [
        "yoga",
        "yoga classes",
        "does yoga help my sore back",
        '"weekly classes"',
        "heatwrap",
        "wieland",
        "yoga vs bed rest",
        "-bed sore back",
    ],
)
def test_the_parts_of_a_score_add_up_to_it(ask: Ask, typed: str) -> None:
    hits = ask(typed, explain=True).hits
    assert hits
    for hit in hits:
        assert sum(score for _, score in hit.parts) == pytest.approx(hit.score, rel=1e-3, abs=2e-3)


def test_without_being_asked_no_score_is_explained(ask: Ask) -> None:
    assert all(hit.parts == () for hit in ask("yoga").hits)


@settings(max_examples=100, deadline=None)
@given(typed=st.text(alphabet='yoga hetbdrs"*-:()<>=,OR', max_size=60), exact=st.booleans())
def test_whatever_is_typed_is_understood(index: Index, typed: str, exact: bool) -> None:
    results = index.search(Request(typed, exact=exact, explain=True))
    assert results.total or results.offers


# Plain words


def test_plain_words_are_understood_as_if_they_were_not(index: Index) -> None:
    chance, words = random.Random(0), sorted(index.lexicon.words)  # noqa: S311 - nothing secret
    some = [chance.choice((" ", " OR ")).join(chance.choices(words, k=3)) for _ in range(3_000)]
    phrases = [f'"{" ".join(chance.choices(words, k=2))}"' for _ in range(1_000)]
    names = [" OR ".join(pair) for pair in sorted(index.lexicon.entry_names.pairs)]
    plain = 0
    for typed in (*words, *some, *phrases, *names):
        query = parse(typed, {})
        found = understand(query, index.lexicon)
        assert found == interpreted(query, index.lexicon), typed
        plain += bool(plain_words(query.parts, index.lexicon))
    assert plain > len(words) / 10
