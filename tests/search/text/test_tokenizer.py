"""The words of a text: folded, divided, and where each is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.tokenizer import word_spans, words


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
        ("हिन्दी में", ("हिन्दी", "में")),
        ("5mg 60min 1.5kg 100Hz", ("5", "mg", "60", "min", "1.5", "kg", "100", "hz")),
        ("B12 L4 2nd", ("b12", "l4", "2nd")),
        ("Sørbø Łukowicz æther þorn", ("sorbo", "lukowicz", "aether", "thorn")),
        ("Thermosan™ Norgesic® yoga¹", ("thermosan", "norgesic", "yoga")),
        ("I² (R²), mg² heat² ²", ("i2", "r2", "mg", "heat")),
        ("α-lipoic β 25 µg μg αλφα", ("alpha", "lipoic", "beta", "25", "mcg", "mcg", "αλφα")),
    ],
)
def test_letters_are_folded_and_everything_else_divides(typed: str, read: tuple[str, ...]) -> None:
    assert words(typed) == read


def test_spans_say_where_each_word_is_in_the_original() -> None:
    text = "ﬁne Straße, «ﬁbre» 10\u00a0mg"
    assert [text[start:end] for start, end in word_spans(text)] == [
        "ﬁne",
        "Straße",
        "ﬁbre",
        "10",
        "mg",
    ]


@given(st.text(max_size=200))
def test_any_text_is_read_and_spans_lie_within_it(text: str) -> None:
    assert len(word_spans(text)) == len(words(text))
    assert all(words(text))
    assert all(0 <= start < end <= len(text) for start, end in word_spans(text))
