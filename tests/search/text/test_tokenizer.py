"""One analysis of words: folding, tokens, spelling, stems."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.spelling_variants import RULES
from search.text.tokenizer import terms, tokens, words

BRITISH_AND_AMERICAN = (
    ("mobilisation", "mobilization"),
    ("analyse", "analyze"),
    ("behavioural", "behavioral"),
    ("tumours", "tumors"),
    ("odour", "odor"),
    ("anaesthetic", "anesthetic"),
    ("paediatric", "pediatric"),
    ("haematoma", "hematoma"),
    ("orthopaedic", "orthopedic"),
    ("oedema", "edema"),
    ("oesophageal", "esophageal"),
    ("diarrhoea", "diarrhea"),
    ("dyspnoea", "dyspnea"),
    ("foetal", "fetal"),
    ("manoeuvre", "maneuver"),
    ("centres", "centers"),
    ("fibre", "fiber"),
    ("centimetres", "centimeters"),
    ("centred", "centered"),
    ("labelled", "labeled"),
    ("counselling", "counseling"),
    ("dialogue", "dialog"),
    ("programmes", "programs"),
    ("enrol", "enroll"),
    ("tranquilliser", "tranquilizer"),
    ("sulphate", "sulfate"),
    ("practise", "practice"),
    ("licence", "license"),
    ("defence", "defense"),
    ("ageing", "aging"),
    ("judgement", "judgment"),
    ("sceptical", "skeptical"),
)
NOT_THE_SAME = (
    ("tens", "ten"),
    ("pens", "pen"),
    ("relaxant", "relaxation"),
    ("relaxer", "relaxation"),
    ("operant", "operation"),
    ("mindfulness", "mind"),
    ("stimulant", "stimulation"),
    ("topical", "topic"),
    ("medication", "medical"),
    ("mobilisation", "mobility"),
    ("acupuncture", "acupressure"),
    ("cannabinoids", "cannabis"),
    ("traction", "tract"),
    ("hour", "hor"),
    ("tour", "tor"),
    ("toe", "te"),
)
WORD_FORMS = (
    ("relaxant", "relaxants"),
    ("relaxer", "relaxers"),
    ("needle", "needling"),
    ("therapy", "therapies"),
    ("exercise", "exercising"),
    ("heat", "heated"),
    ("support", "supports"),
    ("medication", "medications"),
)


@pytest.mark.parametrize(("british", "american"), BRITISH_AND_AMERICAN)
def test_british_and_american_spelling_are_one_word(british: str, american: str) -> None:
    assert terms(british) == terms(american)


@given(
    st.sampled_from(RULES).flatmap(lambda rule: st.tuples(st.just(rule), st.from_regex(rule[1])))
)
def test_every_word_that_a_rule_bends_holds_the_letters_that_stand_in_front_of_it(
    drawn: tuple[tuple[str, re.Pattern[str], str], str],
) -> None:
    (letters, pattern, _), word = drawn
    assert pattern.search(word) is None or re.search(letters, word)


@pytest.mark.parametrize(("one", "other"), NOT_THE_SAME)
def test_words_for_different_things_stay_apart(one: str, other: str) -> None:
    assert terms(one) != terms(other)


@pytest.mark.parametrize(("one", "other"), WORD_FORMS)
def test_forms_of_a_word_are_one_word(one: str, other: str) -> None:
    assert terms(one) == terms(other)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Café", ("cafe",)),
        ("ﬁbromyalgia", ("fibromyalgia",)),
        ("STRASSE straße", ("strasse", "strasse")),
        ("acu\u00adpuncture", ("acupuncture",)),
        ("cafe\u0301", ("cafe",)),
        ("Kang'ombe Kang’ombe", ("kangombe", "kangombe")),
        ("the patient's", ("the", "patient")),
        ("10,000 of 1.10", ("10000", "of", "1.10")),
        ("bed-rest", ("bed", "rest")),
        ("heat/cold", ("heat", "cold")),
        ("a_b", ("a", "b")),
        ("½", ("1", "2")),
        ("a\x00b", ("a", "b")),
        ("😀 !? \udcff", ()),
        ("שלום עולם", ("שלום", "עולם")),
    ],
)
def test_letters_are_folded_and_everything_else_divides(typed: str, read: tuple[str, ...]) -> None:
    assert words(typed) == read


def test_stop_words_keep_their_place() -> None:
    assert [(token.word, token.position) for token in tokens("quality of life")] == [
        ("quality", 0),
        ("of", 1),
        ("life", 2),
    ]


def test_a_token_says_where_it_stands_in_the_original() -> None:
    text = "ﬁne Straße, «ﬁbre» 10\u00a0mg"
    assert [text[token.start : token.end] for token in tokens(text)] == [
        "ﬁne",
        "Straße",
        "ﬁbre",
        "10",
        "mg",
    ]


@given(st.text(max_size=200))
def test_any_text_is_read_and_places_lie_within_it(text: str) -> None:
    for token in tokens(text):
        assert token.word
        assert token.term
        assert 0 <= token.start < token.end <= len(text)
        assert "_" not in token.term, "whole names join their words with it"
