"""References as readers see them. The publications here are made up."""

import unicodedata

import pytest

from kb.export.citations import Address, addresses, reference, short
from kb.model.source import Source


def source(**fields: object) -> Source:
    """An ordinary trial; each test says only what differs."""
    ordinary: dict[str, object] = {
        "id": "meyer-2011",
        "type": "article-journal",
        "design": "rct",
        "author": [{"family": "Meyer", "given": "HE"}, {"family": "Okafor", "given": "L-H"}],
        "title": "Warm sand for a sore back",
        "container-title": "Journal of Made-up Trials",
        "issued": "2011-05",
        "volume": "155",
        "issue": "9",
        "page": "569-578",
    }
    return Source.model_validate(
        {name: value for name, value in {**ordinary, **fields}.items() if value is not None}
    )


def test_a_trial_reads_in_the_vancouver_manner() -> None:
    assert (
        reference(source())
        == "Meyer HE, Okafor LH. Warm sand for a sore back. Journal of Made-up Trials."
        " 2011;155(9):569-578."
    )


def test_after_six_authors_comes_et_al() -> None:
    authors = [{"family": f"Author{letter}", "given": "A"} for letter in "BCDEFGH"]
    assert reference(source(author=authors)).startswith(
        "AuthorB A, AuthorC A, AuthorD A, AuthorE A, AuthorF A, AuthorG A, et al. Warm"
    )


def test_an_incomplete_author_list_ends_in_et_al() -> None:
    assert reference(source(**{"author-complete": "false"})).startswith(
        "Meyer HE, Okafor LH, et al. Warm"
    )


def test_authors_that_were_not_seen_are_marked_as_such() -> None:
    assert reference(source(author=None)).startswith("Authors not seen. Warm sand")


def test_a_title_that_was_not_seen_is_said_to_be_a_paraphrase() -> None:
    assert "[Title not seen; it is about: Warm sand for a sore back]. Journal" in reference(
        source(**{"title-seen": "false"})
    )


def test_a_page_without_a_volume_follows_the_year_alone() -> None:
    assert "2011:569-578" in reference(source(volume=None, issue=None))
    assert ";:" not in reference(source(volume=None, issue=None))


def test_a_missing_date_is_said() -> None:
    line = reference(source(issued=None, volume=None, issue=None, page=None))
    assert line.endswith("Journal of Made-up Trials. (date not seen).")


def test_given_names_become_initials_and_bodies_keep_their_name() -> None:
    authors = [{"family": "Meyer", "given": "Hanna E."}, {"literal": "World Sand Society"}]
    assert reference(source(author=authors)).startswith("Meyer HE, World Sand Society. Warm")


@pytest.mark.parametrize(
    ("family", "given", "printed"),
    [
        ("Nu\u0301n\u0303ez", "E\u0301milie A\u0301ngela", "Núñez ÉÁ"),
        ("A\u030astro\u0308m", "O\u0308rjan", "Åström Ö"),
        ("Nguye\u0302\u0303n", "Thi\u0323 Hu\u0323\u031bng", "Nguyễn TH"),
        ("Ọ\u0300kẹ́", "Ẹ\u0301niọlá", "Ọ̀kẹ́ Ẹ́"),
        ("Steel", "Guy L III", "Steel GL III"),
        ("Steel", "G.-L., Sr.", "Steel GL Sr"),
        ("Ivory", "I I", "Ivory II"),
    ],
)
def test_initials_of_names_in_all_their_forms(family: str, given: str, printed: str) -> None:
    line = reference(source(author=[{"family": family, "given": given}]))
    assert line.startswith(unicodedata.normalize("NFC", f"{printed}. Warm"))


@pytest.mark.parametrize(
    "title", ["Is heat “better than cold?”", "热敷治疗。", "「热」。」", 'Is it "so!"', "هل يفيد؟"]
)
def test_a_title_that_ends_a_sentence_in_any_script_gets_no_full_stop(title: str) -> None:
    assert f". {title} Journal" in reference(source(title=title))


def test_a_title_that_ends_in_a_bracket_or_a_quotation_gets_a_full_stop() -> None:
    assert "Heat (or cold?). Journal" in reference(source(title="Heat (or cold?)"))
    assert "The “warm” one. J" in reference(source(title="The “warm” one"))


def test_a_doi_with_angle_brackets_is_linked_with_percent_codes_once() -> None:
    doi = "10.1002/1529-0131(199903)42:3<511::AID-ANR16>3.0.CO;2-T"
    assert addresses(source(DOI=doi))[0].url == (
        "https://doi.org/10.1002/1529-0131(199903)42:3%3C511::AID-ANR16%3E3.0.CO;2-T"
    )


def test_a_title_that_ends_in_a_question_mark_gets_no_full_stop() -> None:
    assert "Does sand help? Journal" in reference(source(title="Does sand help?"))


def test_without_a_journal_the_publisher_stands_for_the_place() -> None:
    assert reference(source(**{"container-title": None, "publisher": "Sand Press"})).endswith(
        "Sand Press. 2011;155(9):569-578."
    )


def test_the_short_form_names_first_author_and_year() -> None:
    assert short(source()) == "Meyer 2011"
    assert short(source(author=[{"literal": "World Sand Society"}])) == "World Sand Society 2011"
    assert short(source(author=None, issued=None)) == "Journal of Made-up… (date not seen)"


def test_a_source_without_authors_seen_is_called_by_where_it_appeared_else_by_its_title() -> None:
    assert short(source(author=None)) == "Journal of Made-up… 2011"
    untitled = source(author=None, **{"container-title": None, "publisher": None})
    assert short(untitled).startswith("Warm sand")


def test_identifiers_become_addresses_best_first() -> None:
    found = addresses(
        source(DOI="10.1234/a<b>", PMID="12345", PMCID="PMC99", URL="https://example.org/trial")
    )
    assert found == (
        Address("doi:10.1234/a<b>", "https://doi.org/10.1234/a%3Cb%3E"),
        Address("PubMed 12345", "https://pubmed.ncbi.nlm.nih.gov/12345/"),
        Address("PMC99", "https://pmc.ncbi.nlm.nih.gov/articles/PMC99/"),
        Address("example.org", "https://example.org/trial"),
    )


def test_malformed_identifiers_become_no_link() -> None:
    assert (
        addresses(
            source(
                DOI="javascript:alert(1)", PMID="12/../x", PMCID="PMCx", URL="javascript:alert(1)"
            )
        )
        == ()
    )


def test_an_address_that_repeats_an_identifier_is_not_given_twice() -> None:
    assert len(addresses(source(DOI="10.1234/ab", URL="https://doi.org/10.1234/ab"))) == 1
    assert len(addresses(source(PMID="12", URL="https://pubmed.ncbi.nlm.nih.gov/12/"))) == 1
    assert addresses(source(URL="https://doi.org/10.1234/ab")) == (
        Address("doi.org", "https://doi.org/10.1234/ab"),
    )


def test_a_chapter_names_the_editors_the_book_and_its_publisher() -> None:
    chapter = source(
        type="chapter",
        editor=[{"family": "Brook", "given": "CD"}, {"family": "Reed", "given": "E"}],
        edition="2nd",
        publisher="Sand Press",
        volume=None,
        issue=None,
        **{"container-title": "Sand at work", "publisher-place": "Sandwich"},
    )
    assert reference(chapter) == (
        "Meyer HE, Okafor LH. Warm sand for a sore back. In: Brook CD, Reed E, editors."
        " Sand at work. 2nd ed. Sandwich: Sand Press; 2011. p. 569-578."
    )
