"""Files of references as other programs write them: each format, and files of none."""

import json
import os
from pathlib import Path
from random import Random

import pytest

from kb.importing.bibliography_files import BIGGEST, read_references
from kb.importing.field_words import called
from kb.importing.identifier_list import identifiers
from kb.importing.record import ImportRefused
from kb.importing.tidying import Tidied, tidied
from reference_texts import ALL, BIBTEX, CSL_JSON, ENDNOTE, NBIB, RIS, written

WHOLE = {
    "type": "article-journal",
    "container-title": "Journal of Made-up Trials",
    "DOI": "10.5555/sand_(1)",
}


def read(folder: Path, text: str | bytes, name: str = "x") -> list[Tidied]:
    """The references of a text as a source would have them."""
    return [tidied(one) for one in read_references(written(folder, name, text)).records]


@pytest.mark.parametrize("name", ALL)
def test_each_format_is_known_by_what_is_in_it(tmp_path: Path, name: str) -> None:
    first = read(tmp_path, ALL[name])[0]
    assert {field: first.values[field] for field in WHOLE} == WHOLE
    assert first.text("title").startswith("Warm ")
    assert first.text("issued").startswith("2011-05")


def test_ris_gives_every_field_and_lists_what_is_lost(tmp_path: Path) -> None:
    (one,) = read(tmp_path, RIS)
    assert one.values["author"] == [
        {"non-dropping-particle": "de", "family": "Able", "given": "Anna-Lena B."},
        {"family": "Baker", "given": "CD", "suffix": "Jr."},
        {"literal": "World Hop Council"},
    ]
    assert one.values["title"] == "Warm sand & rest: a trial"
    assert (one.values["page"], one.values["ISSN"]) == ("e569-e578", "0317-8471")
    assert (one.values["language"], one.values["issued"]) == ("en", "2011-05-07")
    assert [(lost.tag, lost.given) for lost in one.lost] == [("KW", "sand")]
    assert {"author", "title", "DOI", "ISSN", "language", "issued"} == {
        change.field for change in one.changes
    }


def test_pubmed_names_the_design_of_a_trial(tmp_path: Path) -> None:
    (one,) = read(tmp_path, NBIB)
    assert (one.values["design"], one.values["PMID"], one.values["PMCID"]) == (
        "rct",
        "23456781",
        "PMC2345678",
    )
    assert one.values["title"] == "Warm sand and rest: a randomized trial"


def test_tex_becomes_letters_and_others_an_incomplete_list(tmp_path: Path) -> None:
    trial, report = read(tmp_path, BIBTEX)
    assert trial.values["title"] == "Warm Sand & rest in Örebro: a trial"
    assert trial.values["author-complete"] == "false"
    assert (trial.values["issue"], trial.values["page"]) == ("9", "e569-e578")
    assert trial.values["URL"] == "https://example.org/a_b?c=%20&d=1"
    assert report.values["number"] == "WHO/1"
    assert report.values["author"] == [{"literal": "World Health Organization Regional Office"}]


def test_an_entry_whose_key_or_field_is_there_twice_is_read_too(tmp_path: Path) -> None:
    text = (
        "@string{j = {Jou}}\n@article{a, title = {One}}\n"
        "@article{a, author = {Able, A}, title = {Two {T}}, journal = j}\n"
        "@misc{b, title = {Three}, title = {Four}, howpublished = {\\url{https://x.example/a_b}}}\n"
    )
    found = read(tmp_path, text)
    assert [one.values["title"] for one in found] == ["One", "Two T", "Three"]
    assert found[1].values["container-title"] == "Jou"
    assert found[1].values["author"] == [{"family": "Able", "given": "A"}]
    assert found[2].values["URL"] == "https://x.example/a_b"


def test_csl_keeps_the_parts_of_names_and_zoteros_numbers_in_the_note(tmp_path: Path) -> None:
    (one,) = read(tmp_path, CSL_JSON)
    item = json.loads(CSL_JSON)[0]
    assert one.values["author"] == item["author"]
    assert one.values["editor"] == item["editor"]
    assert (one.values["PMID"], one.values["note"]) == ("23456781", "Read in print.")
    assert (one.values["accessed"], one.values["language"]) == ("2020-01-02", "en-GB")


def test_a_list_holds_dois_and_pmids_in_any_dress(tmp_path: Path) -> None:
    found = identifiers(
        "# ours\nhttps://doi.org/10.5555/a%3C1%3E\nPMID: 23456781\n10.5555/A<1>\n"
        "https://pubmed.ncbi.nlm.nih.gov/23456789/\n"
    )
    assert [(one.kind, one.number) for one in found] == [
        ("DOI", "10.5555/a<1>"),
        ("PMID", "23456781"),
        ("PMID", "23456789"),
    ]
    with pytest.raises(ImportRefused, match="line 2 is neither"):
        identifiers("23456781\nsome words\n")


def test_windows_1252_and_utf_16_are_read(tmp_path: Path) -> None:
    umlaut = RIS.replace("Able", "Äble")
    assert read(tmp_path, umlaut.encode("cp1252")) == read(tmp_path, umlaut)
    assert read(tmp_path, umlaut.encode("utf-16")) == read(tmp_path, umlaut)
    assert read(tmp_path, RIS.replace("\n", "\r\n")) == read(tmp_path, RIS)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xml><records>&b;</records></xml>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><records>&a;</records></xml>'
BAD: dict[str, tuple[str | bytes, str]] = {
    "nothing": (b"", "is empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "isn't a text file"),
    "a letter": ("Dear colleague,\nhere are the references.\n", "in a known format"),
    "a table": ("title;year\nA;2011\n", "in a known format"),
    "a page": ("<html><body><p>x</p></body></html>", "not of EndNote"),
    "too large": (RIS.encode() * (BIGGEST // len(RIS) + 2), "larger than 16 MiB"),
    "a bomb": (BOMB, "refers to other files"),
    "another file": (OUTSIDE, "refers to other files"),
    "deep XML": ("<a>" * 100_000 + "</a>" * 100_000, "not of EndNote"),
    "deep JSON": ("[" * 200_000, "within each other"),
    "deep YAML": ("references:\n" + "- " * 5_000 + "x", "CSL-YAML"),
    "other JSON": ('{"a": 1}', "no references as CSL-JSON"),
    "numbers in JSON": ("[1, 2, 3]", "no references as CSL-JSON"),
    "a merge": (
        RIS.replace("AU  - de", "<<<<<<< HEAD\nAU  - de"),
        "from line 2 on it has two versions",
    ),
}
CUT = {
    "RIS": RIS[: RIS.index("VL  -")],
    "NBIB": NBIB[: NBIB.index("FAU")],
    "BibTeX": BIBTEX[: BIBTEX.index("pages")],
    "JSON": CSL_JSON[:300],
    "XML": ENDNOTE[:700],
}


@pytest.mark.parametrize("what", BAD)
def test_what_has_no_references_is_refused_in_one_sentence(tmp_path: Path, what: str) -> None:
    text, said = BAD[what]
    with pytest.raises(ImportRefused, match=said) as refused:
        read(tmp_path, text)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("form", CUT)
def test_a_file_that_is_cut_off_is_refused(tmp_path: Path, form: str) -> None:
    with pytest.raises(ImportRefused, match="cut off"):
        read(tmp_path, CUT[form])


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_file_ends_in_records_or_in_one_sentence(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - the same each time
    text = chance.choice(list(ALL.values()))
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(text))
        piece = chance.choice(
            ["{", "}", '"', "\\", "[", "<", "&lt;", "\n", "  ", "-  ", "1e999", ""]
        )
        text = text[:at] + piece + text[at + chance.randint(0, 9) :]
    try:
        read(tmp_path, text)
    except ImportRefused as refused:
        assert "\n" not in str(refused)


def test_a_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(ImportRefused, match="isn't an ordinary file"):
            read_references(path)


def test_the_encoding_an_xml_file_names_is_no_longer_its_own(tmp_path: Path) -> None:
    old = ENDNOTE.replace("UTF-8", "ISO-8859-1").replace("Able", "Äble")
    (one,) = read(tmp_path, old.encode("latin-1"))
    assert one.values["author"][0]["family"] == "Äble"  # type: ignore[index]


def test_deeply_nested_braces_end_in_an_answer(tmp_path: Path) -> None:
    deep = "@article{a, title = {" + "{" * 20_000 + "x" + "}" * 20_000 + "}, year = 2011}\n"
    with pytest.raises(ImportRefused, match="within each other"):
        read(tmp_path, deep)


SPACED = """TY  - JOUR
AU  - Able, AB
TI  - Warm sand
AB  - As
IL-6 fell.
PY  - 2011
ER  -
"""


@pytest.mark.parametrize(
    ("standard", "otherwise"),
    [
        ("  - ", " - "),
        ("  - ", "  -"),
        ("  - ", "\t- "),
        ("  - ", "   -  "),
        ("  - ", "- "),
        ("  - ", "  – "),
        ("\n", "\n   "),
    ],
)
def test_ris_is_known_however_its_lines_are_spaced(
    tmp_path: Path, standard: str, otherwise: str
) -> None:
    found = read(
        tmp_path, f"\n{SPACED}{SPACED}".replace("ER  -", "ER  - ").replace(standard, otherwise)
    )
    assert [one.text("title") for one in found] == ["Warm sand"] * 2
    assert found[0].values["author"] == [{"family": "Able", "given": "AB"}]
    assert (found[0].text("type"), found[0].text("issued")) == ("article-journal", "2011")


def test_ris_in_small_letters_is_known(tmp_path: Path) -> None:
    (one,) = read(tmp_path, "ty  - JOUR\nti  - Warm sand\ner  - \n")
    assert one.text("title") == "Warm sand"


def test_a_key_with_tex_leaves_its_entry_readable(tmp_path: Path) -> None:
    text = '@article{M\\"uller{2010}, title={Warm}}\n@article{b, title={Cold}}\n'
    assert [one.text("title") for one in read(tmp_path, text)] == ["Warm", "Cold"]


def test_an_entry_of_bibtex_that_cannot_be_read_is_left_out_alone(tmp_path: Path) -> None:
    text = "@article{a, title={Warm}\n\n@article{b, title={Cold}}\n"
    records = read_references(written(tmp_path, "x", text)).records
    assert [bool(one.unread) for one in records] == [True, False]
    assert "begins on line 1" in records[0].unread


def test_records_of_pubmeds_form_need_not_end_in_so(tmp_path: Path) -> None:
    one = "PMID- 1234567\nTI  - Warm sand\nFAU - Able, Anna B\nDP  - 2011\n"
    assert len(read(tmp_path, f"{one}\n{one.replace('7', '8')}")) == 2
    with pytest.raises(ImportRefused, match="cut off"):
        read(tmp_path, f"{one}SO  - J Sand. 2011\n\n{one}")


@pytest.mark.parametrize(
    ("title", "written_as"),
    [
        ("WARM SAND: A TRIAL OF 3 DAYS", "Warm sand: a trial of 3 days"),
        ("DOES IT HELP? AN RCT IN COVID-19", "Does it help? An RCT in COVID-19"),
        ("NSAIDS", "NSAIDS"),
    ],
)
def test_a_title_in_capitals_comes_as_a_sentence_and_is_to_be_looked_at(
    tmp_path: Path, title: str, written_as: str
) -> None:
    (one,) = read(tmp_path, f"TY  - JOUR\nTI  - {title}\nER  - \n")
    assert one.text("title") == written_as
    assert bool(one.looks) == (title != written_as)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("TY  - JOUR\nTI  - A\nER  - \n\nTY  - JOUR\nTI  - B\n", "begins on line 5"),
        ("PT J\nTI A\nPY 2020\nER\n\nPT J\nTI B\n", "begins on line 6"),
        ("AU  - Able, A\nTI  - A\nER  - \n", "line 1 isn't the first of a reference"),
        ('[\n{"type": "book",\n', "on line 3"),
        ("<xml><records>\n<record>", "on line 2"),
        ('[{"type": "book"}, 3]', "item 2"),
    ],
)
def test_what_can_not_be_read_is_refused_with_its_line_and_a_cure(
    tmp_path: Path, text: str, cause: str
) -> None:
    (tmp_path / "a").write_text(text, encoding="utf-8")
    with pytest.raises(ImportRefused, match=f"{cause}.*export it again|{cause}.*export the file"):
        read_references(tmp_path / "a")


def test_what_is_lost_is_named_in_words() -> None:
    assert called("PY", "issued") == "date (PY)"
    assert called("AB") == "abstract (AB)"
    assert (called("DOI", "DOI"), called("ZZ"), called("keywords")) == ("DOI", "ZZ", "keywords")
