"""Signs of danger are seen in whatever words, and lead first."""

import re
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kb.model.entries import Caution
from kb.model.harm import Harm
from kb.model.library import Library
from search.answering.results import Request
from search.opening import open_index
from search.query.red_flags import RedFlagFinder, Signs
from search.text.analyzer import analyzer
from small_collection import FILES, write_collection
from web.application import create_app

AROUND = (
    "{}",
    "since yesterday {} and my back hurts",
    "help, {} what should I do?",
    "is it bad that I have had {} for two days",
    "{}!!",
)


@pytest.fixture(scope="module")
def find(shipped_library: Library, shipped_index: Path) -> RedFlagFinder:
    lexicon = open_index(shipped_library, shipped_index).lexicon
    return RedFlagFinder(shipped_library, lexicon.analyzer, lexicon.words.__contains__)


def test_every_term_of_every_flag_is_seen_alone_and_in_a_sentence(
    find: RedFlagFinder, shipped_library: Library
) -> None:
    missed = [
        sentence.format(term)
        for condition in shipped_library.conditions.values()
        for flag in condition.red_flags
        for term in flag.plain_terms
        for sentence in AROUND
        if flag.id not in find.find(sentence.format(term)).flags
    ]
    assert missed == []
    general = [term for one in shipped_library.conditions.values() for term in one.red_flag_terms]
    assert general
    assert [term for term in general if not find.find(term).flags] == []


def test_no_harm_or_caution_calls_a_sign_of_an_emergency_less_than_one(
    find: RedFlagFinder, shipped_library: Library
) -> None:
    emergencies = {
        flag.id
        for condition in shipped_library.conditions.values()
        for flag in condition.red_flags
        if flag.urgency == "emergency"
    }
    found = [
        (entry.id, sentence)
        for entry in shipped_library.interventions.values()
        for part in chain[Harm | Caution](entry.harms, entry.cautions)
        for text in (part.what, part.in_plain_words.what)
        for sentence in re.split(r"(?<=[.\])]) (?=[A-Z])", text)
        if re.search(r"\bdoctor\b|\bemergency\b|\burgent", sentence)
        and any(emergencies.intersection(find.find(one).flags) for one in sentence.split(","))
    ]
    assert found
    assert [one for one in found if "emergency" not in one[1]] == []


def swapped(term: str) -> str:
    """The term with two letters of its longest word in the wrong order."""
    longest = max(term.split(), key=len)
    at = len(longest) // 2
    slip = longest[: at - 1] + longest[at] + longest[at - 1] + longest[at + 1 :]
    return term.replace(longest, slip)


def test_a_slip_in_a_long_word_hides_no_flag(find: RedFlagFinder, shipped_library: Library) -> None:
    terms = [
        (flag.id, term)
        for condition in shipped_library.conditions.values()
        for flag in condition.red_flags
        for term in flag.plain_terms
        if max(map(len, term.split())) >= 6 and "without" not in term
    ]
    missed = [term for id, term in terms if id not in find.find(swapped(term)).flags]
    assert len(missed) <= len(terms) // 100, missed


@pytest.mark.parametrize(
    ("typed", "flag"),
    [
        ("Couldn't pee since this morning", "rf-bladder-bowel"),
        ("i keep wetting myself and my back hurts", "rf-bladder-bowel"),
        ("peeing is difficult", "rf-bladder-bowel"),
        ("I lost control of bladder", "rf-bladder-bowel"),
        ("I have a numb bottm", "rf-saddle"),
        ("My groin went numb", "rf-saddle"),
        ("cant feel toilet papper", "rf-saddle"),
        ("my legs gave out", "rf-leg-weakness"),
        ("legs are buckling", "rf-leg-weakness"),
        ("Cauda Equina?", "rf-bladder-bowel"),
        ("i am loosing weight without trying", "rf-weight-loss"),
        ("i wet my self", "rf-bladder-bowel"),
        ("she soiled her self", "rf-bladder-bowel"),
        ("am I in continent", "rf-bladder-bowel"),
        ("lost control of my bowl", "rf-bladder-bowel"),
        ("fiver and back pain", "rf-infection"),
        ("my treatment doesn't work", "rf-no-improvement"),
        ("erectile problems with leg pain and back pain", "rf-bilateral-sciatica"),
        ("night pain and weight loss with backache", "rf-weight-loss"),
        ("back pain after a fall in older woman on steroids", "rf-steroids"),
        ("numb foot", "rf-leg-weakness"),
    ],
)
def test_inflections_and_slips_are_seen(find: RedFlagFinder, typed: str, flag: str) -> None:
    assert flag in find.find(typed).flags


@pytest.mark.parametrize(
    "typed",
    [
        "can't fall asleep with back pain", "bed rest for back pain",
        "back pain bed rest", "lift heavy with my legs", "hot or cold for back pain",
        "best mattress for back pain at night", "is sex safe with back pain", "crack my back",
        "prednisone for back pain", "steroid injection for sciatica", "cannot stand erect",
        "is it better to walk or not", "does yoga stop falls", "tingling down my leg",
        "75 mg diclofenac for back pain", "acupuncture for older adults", "tens on both sides",
        "3 weeks leg pain", "number of studies on yoga", "does yoga help", "acupuncture", "",
        "heat or cold for a back spasm", "best exercise for the lower back", "weak evidence",
        "leg press", "can I take ibuprofen", "\x00", "weight loss diet", "numbers needed to treat",
        "cancer pain acupuncture trial", "does weight loss help", "no fever", "steroid injection",
        "fever after a vaccine", "numbing cream", "bowel cleanse for pain", "poke",
        "my back pain is a joke", "I wore a belt for my back pain", "which treatments don't work",
        "treatments that don't work", "threw my back out", "ice for a slipped disc in the back",
        "getting into the car hurts my back", "is a slow stream of exercise good", "wobble board",
        "my back hurts when I get up", "two weeks of leg pain", "room temperature and back pain",
    ],
)  # fmt: skip
def test_other_questions_name_none(find: RedFlagFinder, typed: str) -> None:
    assert find.find(typed) == Signs()


@pytest.mark.parametrize(
    ("typed", "flags"),
    [
        ("low back pain, no fever, no numbness, no weakness", ""),
        ("35M back pain, no trauma, no weight loss, no bladder or bowel symptoms", ""),
        ("back pain without fever or weakness", ""),
        ("back pain for 2 weeks, I do not have a fever", ""),
        ("back pain, denies fever, chills, weight loss or saddle anaesthesia", ""),
        ("back spasm, no incontinence", ""),
        ("no feeling when I pee", "rf-bladder-bowel"),
        ("no bladder or bowel control", "rf-bladder-bowel"),
        ("no pee coming out", "rf-bladder-bowel"),
        ("no urge to pee", "rf-bladder-bowel"),
        ("no fever but I can't pee", "rf-bladder-bowel"),
        ("no numbness no weakness but I have wet myself", "rf-bladder-bowel"),
        ("no weakness but my bum is numb", "rf-saddle"),
        ("no feeling down below, no fever", "rf-saddle"),
        ("no numbness but foot drop", "rf-leg-weakness"),
        ("no strength in my leg", "rf-leg-weakness"),
        ("no injury, fever of 39 and back pain", "rf-infection"),
        ("no trauma and fever with back pain", "rf-infection"),
        ("no fever relief from paracetamol, back pain", "rf-infection"),
        ("no cancer now but had cancer before", "rf-cancer-history"),
        ("weight loss without fever and back pain", "rf-weight-loss"),
    ],
)
def test_a_sign_that_is_denied_hides_none_that_is_named(
    find: RedFlagFinder, typed: str, flags: str
) -> None:
    found = find.find(typed).flags
    assert flags in found if flags else not found


def rows(file: str) -> list[list[str]]:
    lines = (Path(__file__).parents[1] / file).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def test_people_are_understood_in_their_own_words(
    find: RedFlagFinder, shipped_library: Library
) -> None:
    said = rows("signs.tsv")
    assert [row for row in said if row[1] not in find.find(row[0]).flags] == []
    every = [flag for one in shipped_library.conditions.values() for flag in one.red_flags]
    each = Counter(id for _, id in said)
    assert min(each[flag.id] for flag in every) >= 25


def test_hardly_any_other_query_is_taken_for_a_sign(find: RedFlagFinder) -> None:
    """Those of the judged that are, ask for one, but for four; better one too many."""
    queries = [row[2] for row in rows("judged.tsv")] + [row[0] for row in rows("strangers.tsv")]
    assert {query for query in queries if find.find(query).flags} == {
        "pneumothorax after needling",
        "steroid tablets",
        "weight loss",
        "red flags",
        "cauda equina",
        "back pain and fever",
        "back pain at night",
        "back pain with loss of bladder control",
        "saddle numbness",
        "when should I see a doctor for back pain",
        "danger signs",
        "i have chronic back pain – gotten worse over the past few months?",
        "i have lower back pain been to chiropractor doctor and physical therapist nothing helps?",
        "My mother is 82 and her doctor has given her tramadol for her back."
        " Is it safe at her age?",
        "are back spasms a sign of something serious",
        "red flags for cauda equina syndrome",
        "Should I rest if my back hurts?",
        "can massage make back pain worse",
        "epidral injecton sciatca",
        "i collapsed and had a back spasm i have terrible pain in back and spine?",
    }
    assert not any(find.find(row[0]).flags for row in rows("out_of_scope.txt"))


def test_other_words_stand_for_what_is_bracketed(tmp_path: Path) -> None:
    knees = FILES["conditions/sore-knees.yaml"].replace(
        "may-mean:", "lay-terms: [(hot) (knee)], may-mean:", 1
    )
    knees += "lay-words: [{words: hot, also: [on fire]}, {words: knee, also: [patella]}]\n"
    client = create_app(
        write_collection(tmp_path / "evidence", conditions__sore_knees=knees), tmp_path / "index"
    ).test_client()
    for typed in ("hot knee", "hot patella", "knee on fire", "is my patella on fire"):
        assert client.get(f"/api/v1/search?q={typed}").get_json()["red_flags"], typed
    first = client.get("/api/v1/suggest?q=hot").get_json()["suggestions"][0]
    assert first["text"] == "hot knee"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("collection")
    knees = FILES["conditions/sore-knees.yaml"].replace(
        "may-mean:", "lay-terms: [can't bend, knee on fire], plain-action: Ring now., may-mean:", 1
    )
    write_collection(folder / "evidence", conditions__sore_knees=knees)
    return create_app(folder / "evidence", folder / "index").test_client()


def test_the_page_of_a_search_begins_with_the_flag_it_names(client: FlaskClient) -> None:
    page = client.get("/search?q=my+knee+is+on+fire+hopping").text
    assert "/conditions/sore-knees#rf-" in page
    assert page.index('aria-label="Red flags"') < page.index('class="results"')
    assert 'aria-label="Red flags"' not in client.get("/search?q=hopping").text


def test_the_page_in_plain_words_says_plainly_what_to_do(client: FlaskClient) -> None:
    assert "Ring now." in client.get("/search?q=knee+on+fire&level=plain").text
    assert "Ring now." not in client.get("/search?q=knee+on+fire&level=clinician").text


def test_no_word_of_a_question_about_danger_is_called_missing(
    shipped_library: Library, shipped_index: Path
) -> None:
    found = open_index(shipped_library, shipped_index).search(Request("when should I worry"))
    assert found.red_flags and found.total and not found.changed


def test_programs_and_suggestions_have_it_too(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?q=i+cannot+bend+it").get_json()
    assert len(found["red_flags"]) == 1
    for typed in ("can't be", "knee on f", "what if I can not bend it"):
        first = client.get(f"/api/v1/suggest?q={typed}").get_json()["suggestions"][0]
        assert first["kind"] == "red-flag", typed


def test_a_collection_without_red_flags_finds_none(tmp_path: Path) -> None:
    from factories import a_library

    finder = RedFlagFinder(a_library(), analyzer(), lambda _: True)
    assert finder.find("can't pee") == Signs()
    assert finder.find("vomiting blood") == Signs(danger=True)
