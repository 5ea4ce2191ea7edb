"""Words explained in text: where they first appear in a block, never in links, and never what they
do not mean.
"""

from collections.abc import Mapping

from kb.model.collection import Term
from web.core.glossary import Glossary, Meaning, _explained, _made, _names
from web.core.markdown import explain, render

SHAM = "A pretended treatment."


def words(**terms: tuple[str, ...]) -> Glossary:
    """A glossary of these ids, each with the names it goes by; a name with capitals is looked for
    as it is.
    """
    return _made(
        tuple(
            (id, SHAM, tuple((name, name != name.lower()) for name in names))
            for id, names in terms.items()
        )
    )


def marked(text: str, **terms: tuple[str, ...]) -> Mapping[str, str]:
    """The words marked in the text, and the term each is explained by."""
    return {piece: meaning.id for piece, meaning in words(**terms).split(text, set()) if meaning}


def test_a_word_is_explained_where_it_first_appears_in_a_block() -> None:
    html = explain("Sham beat sham.", words(sham=("sham",)))
    assert (
        html == f'<a class="term" href="/terms#term-sham" data-means="{SHAM}">Sham</a> beat sham.'
    )


def test_what_the_text_says_itself_is_not_said_again_behind_the_word() -> None:
    own = words(sham=("sham",))
    given = SHAM.rstrip(".").lower()
    for text in (f"{given} (sham)", f"a sham ({given}) was given"):
        explained: set[str] = set()
        assert "<small>" not in explain(text, own, explained)
        assert explained == {"sham"}
    for text in ("a sham (the second)", "(after a sham was given)"):
        assert "<small>" in explain(text, own, set())


def test_abbreviations_are_looked_for_in_capitals_alone() -> None:
    assert marked("an OR of 2, or more", odds=("odds ratio", "OR")) == {"OR": "odds"}


def test_plurals_are_explained_and_parts_of_words_are_not() -> None:
    assert marked("odds ratios", odds=("odds ratio",)) == {"odds ratios": "odds"}
    assert marked("a shambles, pre-sham", sham=("sham",)) == {}


def test_the_longest_word_is_meant() -> None:
    assert marked(
        "a weighted mean difference", md=("mean difference",), wmd=("weighted mean difference",)
    ) == {"weighted mean difference": "wmd"}


def test_no_word_within_a_link_is_explained() -> None:
    html = render(
        "[a sham](https://example.org/) and *sham*", lambda _: None, words(sham=("sham",))
    )
    assert html.startswith('<a href="https://example.org/">a sham</a> and <em><a class="term"')


def test_a_word_in_emphasis_and_again_after_it_is_explained_once() -> None:
    assert render("*sham* and sham", lambda _: None, words(sham=("sham",))).count("<a ") == 1


def test_nothing_an_editor_writes_becomes_more_than_text() -> None:
    evil = '"><script>alert(1)</script>'
    glossary = _made((("evil", evil, (("sham", False),)),))
    for html in (
        explain(f"sham {evil}", glossary),
        render(f"sham {evil}", lambda _: None, glossary),
    ):
        assert "<script" not in html
        assert html.count("<a ") == 1


def test_text_without_words_is_only_escaped() -> None:
    assert explain("a < b", Glossary()) == "a &lt; b"


def test_a_meaning_leads_to_the_page_of_terms() -> None:
    assert Meaning("sham", SHAM).url == "/terms#term-sham"


def test_lay_words_that_point_elsewhere_are_not_explained() -> None:
    needles = Term.model_validate(
        {"id": "needles", "name": "Needles", "definition": "A lay word.", "means": ["acupuncture"]}
    )
    short = Term.model_validate(
        {
            "id": "cbt",
            "name": "CBT",
            "definition": "A therapy.",
            "means": ["cbt"],
            "abbreviation": "CBT",
        }
    )
    chronic = Term.model_validate({"id": "chronic", "name": "Chronic", "definition": "Long."})
    focus = Term.model_validate(
        {"id": "lbp", "name": "Chronic low back pain", "definition": "Pain."}
    )
    assert [
        _explained(term, "low back pain", {"chronic"}) for term in (needles, short, chronic, focus)
    ] == [False, True, False, False]


def test_a_synonym_that_is_one_ordinary_word_is_not_looked_for() -> None:
    term = Term.model_validate(
        {
            "id": "comparator",
            "name": "Comparator",
            "definition": "X.",
            "synonyms": ["control", "control group"],
        }
    )
    assert list(_names(term)) == [("Comparator", False), ("control group", False)]
