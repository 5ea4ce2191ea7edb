"""Analysis: which words are compared as one, and which stay apart."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.analyzer import Analyzer
from search.text.spelling_variants import RULES
from search.text.tokenizer import words

ENGLISH = Analyzer()

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
    ("needle", "needling"),
    ("therapy", "therapies"),
    ("exercise", "exercising"),
    ("heat", "heated"),
    ("support", "supports"),
    ("medication", "medications"),
)


@pytest.mark.parametrize(("british", "american"), BRITISH_AND_AMERICAN)
def test_british_and_american_spelling_are_one_word(british: str, american: str) -> None:
    assert ENGLISH.terms(british) == ENGLISH.terms(american)


@given(
    st.sampled_from(RULES).flatmap(lambda rule: st.tuples(st.just(rule), st.from_regex(rule[1])))
)
def test_every_word_that_a_rule_bends_has_the_letters_in_front_of_it(
    drawn: tuple[tuple[str, re.Pattern[str], str], str],
) -> None:
    (letters, pattern, _), word = drawn
    assert pattern.search(word) is None or re.search(letters, word)


@pytest.mark.parametrize(("one", "other"), NOT_THE_SAME)
def test_words_for_different_things_stay_apart(one: str, other: str) -> None:
    assert ENGLISH.terms(one) != ENGLISH.terms(other)


@pytest.mark.parametrize(("one", "other"), WORD_FORMS)
def test_forms_of_a_word_are_one_word(one: str, other: str) -> None:
    assert ENGLISH.terms(one) == ENGLISH.terms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("tens", "ten"), ("relaxant", "relaxation"), ("mindful", "mind"), ("hypnotic", "hypnosis")],
)
def test_a_collection_says_which_words_are_never_stemmed(one: str, other: str) -> None:
    assert ENGLISH.terms(one) == ENGLISH.terms(other) or one == "hypnotic"
    assert Analyzer([one]).terms(one) != Analyzer([one]).terms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("relaxant", "Relaxants"), ("mindful", "mindfulness"), ("topical", "topically")],
)
def test_forms_of_a_word_that_is_never_stemmed_are_one_word(one: str, other: str) -> None:
    assert Analyzer([one]).terms(one) == Analyzer([one]).terms(other) == (one,)


@given(st.text(max_size=200))
def test_terms_come_from_the_words(text: str) -> None:
    terms = ENGLISH.terms(text)
    assert terms == tuple(map(ENGLISH.term, words(text)))
    assert all(terms)
    assert not any("_" in term for term in terms), "whole names join their words with it"


@pytest.mark.parametrize(
    ("some", "other"),
    [("expecting", "expect"), ("fits", "fitted"), ("depends", "dependence"), ("kidding", "kid")],
)
def test_forms_of_a_word_with_another_meaning_stay_apart(some: str, other: str) -> None:
    assert ENGLISH.term(some) != ENGLISH.term(other)
