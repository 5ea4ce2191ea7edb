"""RIS, BibTeX and CSL-JSON, read back by the programs of others. The publications here are made
up.
"""

import json
import re
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import get_args

import citeproc
import pytest
import rispy
from bibtexparser.entrypoint import parse_string as parse_bibtex
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string
from rispy.config import TYPE_OF_REFERENCE_MAPPING

from factories import a_source
from kb.export.bibtex import bibtex
from kb.export.citations import reference
from kb.export.csl import csl_item, csl_json
from kb.export.csl_fields import line
from kb.export.formats import FORMATS
from kb.export.ris import ris
from kb.model.library import Library
from kb.model.source import Source

# The schema of CSL itself comes with the processor.
CSL_TYPES = set(
    re.findall(
        r'"([a-z_-]+)"',
        (Path(citeproc.__file__).parent / "data/schema/schemas/styles/csl-types.rnc").read_text(),
    )
)
WHOLE = a_source(
    id="meyer-2011",
    author=[
        {"family": "van der Meyer", "given": "Hé E"},
        {"literal": "Hop Council, North and South"},
    ],
    title="Warm sand & 50% {rest}: a_b #1 $2 ~ ^ \\alpha",
    container_title="Journal of Made-up Trials",
    issued="2011-05-07",
    volume="155",
    issue="9",
    page="e569-e578",
    DOI="10.5555/sand_(1)",
    PMID="12345678",
    PMCID="PMC1234567",
    ISSN="0317-8471",
    URL="https://example.org/a_b?c=%20&d=1#e",
    note="Read in print [@other-2000].",
)


@pytest.fixture(scope="module")
def shelf(shipped_library: Library) -> Mapping[str, Source]:
    """The shipped sources."""
    return shipped_library.sources


def read_ris(sources: Iterable[Source]) -> list[dict[str, object]]:
    """The sources as rispy reads them back, nothing unknown among them."""
    records: list[dict[str, object]] = rispy.loads(ris(sources))
    assert [record for record in records if "unknown_tag" in record] == []
    return records


def read_bibtex(sources: Iterable[Source]) -> dict[str, dict[str, object]]:
    """The sources as bibtexparser reads them back, TeX turned into letters."""
    library = parse_bibtex(
        bibtex(sources), append_middleware=[SeparateCoAuthors(), LatexDecodingMiddleware()]
    )
    assert library.failed_blocks == []
    return {
        entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries
    }


def test_a_ris_record_begins_with_its_type_ends_with_er_and_breaks_lines_with_cr_lf() -> None:
    text = ris([WHOLE])
    assert text.startswith("TY  - JOUR\r\n")
    assert text.endswith("\r\nER  - \r\n\r\n")
    assert text.count("\n") == text.count("\r\n")


def test_ris_gives_back_every_field() -> None:
    record = read_ris([WHOLE])[0]
    assert record["authors"] == ["van der Meyer, Hé E.", "Hop Council, North and South,"]
    assert record["title"] == WHOLE.title
    assert (record["secondary_title"], record["year"], record["date"]) == (
        "Journal of Made-up Trials",
        "2011",
        "2011/05/07/",
    )
    assert (record["volume"], record["number"], record["start_page"], record["end_page"]) == (
        "155",
        "9",
        "e569",
        "e578",
    )
    assert (record["doi"], record["accession_number"], record["custom2"]) == (
        "10.5555/sand_(1)",
        "12345678",
        "PMC1234567",
    )
    assert (record["issn"], record["urls"], record["notes"]) == (
        "0317-8471",
        [WHOLE.URL],
        ["Read in print."],
    )


@pytest.mark.parametrize(
    ("issued", "told"),
    [(None, ""), ("2011", "PY  - 2011\r\n"), ("2011-05", "PY  - 2011\r\nDA  - 2011/05//\r\n")],
)
def test_ris_dates_say_only_what_is_known(issued: str | None, told: str) -> None:
    text = ris([a_source(issued=issued)])
    assert "".join(part + "\r\n" for part in text.split("\r\n") if part[:2] in ("PY", "DA")) == told


def test_no_text_of_a_source_can_begin_a_field_or_a_record() -> None:
    evil = WHOLE.model_copy(
        update={"title": "A\r\nER  - \r\nTY  - BOOK\u2028AU  - B\x00\x1b\x85C", "note": "x\nER  - "}
    )
    records = read_ris([evil])
    assert len(records) == 1
    assert records[0]["title"] == "A ER - TY - BOOK AU - B C"
    assert list(
        read_bibtex([evil.model_copy(update={"title": 'A}},\n} @book{x, title = "y"'})])
    ) == ["meyer-2011"]


def test_bibtex_gives_back_every_field() -> None:
    fields = read_bibtex([WHOLE])["meyer-2011"]
    assert fields["author"] == ["van der Meyer, Hé E.", "{Hop Council, North and South}"]
    # The reader knows no name for braces and an accent for the circumflex.
    assert str(fields["title"]).strip("{}") == WHOLE.title.replace("{rest}", "rest").replace(
        "^", "\u02c6"
    )
    assert (fields["journal"], fields["year"], fields["month"], fields["day"]) == (
        "Journal of Made-up Trials",
        "2011",
        "may",
        "7",
    )
    assert (fields["volume"], fields["number"], fields["pages"]) == ("155", "9", "e569–e578")
    assert (fields["doi"], fields["pmid"], fields["annote"]) == (
        "10.5555/sand_(1)",
        "12345678",
        "Read in print.",
    )


def test_a_brace_in_a_title_leaves_the_braces_of_its_field_in_pairs() -> None:
    assert r"a\textbraceright{}b" in bibtex([a_source(title="a}b")])
    assert list(read_bibtex([a_source(title="a}b{{c")])) == ["trial-2020"]


def test_bibtex_keeps_addresses_as_they_are() -> None:
    assert "  url = {https://example.org/a_b?c=%20&d=1#e},\n" in bibtex([WHOLE])
    assert "{https://example.org/%7Ba%7D}" in bibtex([a_source(URL="https://example.org/{a}")])


def test_bibtex_names_are_read_as_families_and_bodies() -> None:
    people = parse_string(bibtex([WHOLE]), "bibtex").entries["meyer-2011"].persons["author"]
    assert (people[0].prelast_names, people[0].last_names, people[0].first_names) == (
        ["van", "der"],
        ["Meyer"],
        ["Hé"],
    )
    assert people[0].middle_names == ["E."]
    assert people[1].last_names == ["{Hop Council, North and South}"]
    assert people[1].first_names == []


def test_an_incomplete_list_of_authors_says_so_in_every_format() -> None:
    source = a_source(author=[{"family": "Able", "given": "A"}], author_complete="false")
    assert read_ris([source])[0]["authors"] == ["Able, A.", "et al.,"]
    assert read_bibtex([source])["trial-2020"]["author"] == ["Able, A.", "others"]
    assert csl_item(source)["author"] == [
        {"family": "Able", "given": "A."},
        {"literal": "et al."},
    ]
    assert "et al." not in csl_json([a_source(author=[{"family": "Able"}])])


@pytest.mark.parametrize(
    ("family", "given", "pointed"),
    [
        ("Meyer", "HE", "H. E."),
        ("Meyer", "H E", "H. E."),
        ("Meyer", "H.E.", "H. E."),
        ("Meyer", "Helen E", "Helen E."),
        ("Ostelo", "RWJG", "R. W. J. G."),
        ("Lin", "C-WC", "C.-W. C."),
        ("Ho", "EK-Y", "E. K.-Y."),
        ("Núñez", "ÉÁ", "É. Á."),
        ("Meyer", "Anna-Lena", "Anna-Lena"),
        ("Meyer", "ALEX", "ALEX"),
        ("VAN MEYER", "JAN", "JAN"),
        ("Wu", "伟", "伟"),
    ],
)
def test_initials_go_out_with_point_and_space(family: str, given: str, pointed: str) -> None:
    source = a_source(author=[{"family": family, "given": given}])
    assert read_ris([source])[0]["authors"] == [f"{family}, {pointed}"]
    assert read_bibtex([source])["trial-2020"]["author"] == [f"{family}, {pointed}"]
    assert csl_item(source)["author"] == [{"family": family, "given": pointed}]


def test_a_title_that_was_not_seen_says_so_in_every_format() -> None:
    source = a_source(title="Sand", title_seen="false")
    for form in FORMATS.values():
        assert "Title not seen; it is about: Sand" in form.write([source])


def test_csl_keeps_the_names_and_dates_apart_in_parts() -> None:
    item = csl_item(WHOLE)
    assert item["author"] == [
        {"family": "van der Meyer", "given": "Hé E."},
        {"literal": "Hop Council, North and South"},
    ]
    assert item["issued"] == {"date-parts": [[2011, 5, 7]]}
    assert csl_item(a_source(issued="2011-05"))["issued"] == {"date-parts": [[2011, 5]]}
    assert "issued" not in csl_item(a_source(issued=None))
    assert (item["page"], item["DOI"], item["type"]) == (
        "e569-e578",
        "10.5555/sand_(1)",
        "article-journal",
    )


@pytest.mark.parametrize(
    ("page", "first", "last"),
    [
        ("12", "12", None),
        ("12-19", "12", "19"),
        ("1279-", "1279", None),
        ("1-20 (online)", "1-20 (online)", None),
        ("87.e7-35", "87.e7", "35"),
        ("915-921C", "915", "921C"),
        ("CPG1-CPG60", "CPG1", "CPG60"),
        ("iii-xi", "iii", "xi"),
        ("001-009", "001", "009"),
        *((f"123{dash}130", "123", "130") for dash in "‐‑‒–—―−"),
        ("123--130", "123", "130"),
        ("12 - 15", "12", "15"),
        ("12 – 15", "12", "15"),
        ("CD-00123", "CD-00123", None),
        ("e-100123", "e-100123", None),
        ("2023-0123", "2023-0123", None),
        ("GB-2019-12", "GB-2019-12", None),
        ("12-15, 20-22", "12-15, 20-22", None),
    ],
)
def test_only_a_plain_range_of_pages_is_split(page: str, first: str, last: str | None) -> None:
    record = read_ris([a_source(page=page)])[0]
    assert (record["start_page"], record.get("end_page")) == (first, last)


@pytest.mark.parametrize(
    "author",
    [
        {"family": "Steel", "given": "Guy L., Jr."},
        {"family": "Steel", "given": "Guy L. Jr."},
        {"family": "Steel, Jr.", "given": "Guy L."},
        {"family": "Steel", "given": "Guy L.", "suffix": "Jr."},
    ],
)
def test_a_generational_suffix_is_a_part_of_its_own(author: dict[str, str]) -> None:
    source = a_source(author=[author])
    assert read_ris([source])[0]["authors"] == ["Steel, Guy L., Jr."]
    assert "author = {Steel, Jr., Guy L.}" in bibtex([source])
    assert csl_item(source)["author"] == [{"family": "Steel", "given": "Guy L.", "suffix": "Jr."}]
    assert reference(source).startswith("Steel GL Jr. ")


def test_csl_pages_have_one_hyphen() -> None:
    assert csl_item(a_source(page="123 — 130"))["page"] == "123-130"


def test_a_line_has_no_control_character() -> None:
    assert line("a\x00b\tc\r\nd\x7f\x9f\ud800 e") == "ab c d e"


def test_every_shipped_source_is_read_back_by_every_reader(shelf: Mapping[str, Source]) -> None:
    sources = list(shelf.values())
    assert [record["id"] for record in read_ris(sources)] == [source.id for source in sources]
    assert list(read_bibtex(sources)) == [source.id for source in sources]
    assert list(parse_string(bibtex(sources), "bibtex").entries) == [
        source.id for source in sources
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a field that CSL does not know is only warned of
        assert list(CiteProcJSON(json.loads(csl_json(sources)))) == [
            source.id for source in sources
        ]


def test_a_field_that_csl_does_not_know_would_be_seen() -> None:
    with pytest.warns(UserWarning, match="unsupported: invented"):
        CiteProcJSON([{**csl_item(WHOLE), "invented": "x"}])


@pytest.mark.parametrize("type", get_args(Source.model_fields["type"].annotation))
def test_every_type_of_source_has_a_name_that_readers_know(type: str) -> None:
    source = a_source(type=type)
    assert read_ris([source])[0]["type_of_reference"] in TYPE_OF_REFERENCE_MAPPING
    assert type in CSL_TYPES
    assert list(read_bibtex([source])) == [source.id]


def test_a_file_of_no_sources_is_empty() -> None:
    assert (ris([]), bibtex([]), json.loads(csl_json([]))) == ("", "", [])


def test_particles_and_suffix_go_out_in_every_format() -> None:
    parts = {
        "family": "Meer",
        "given": "Ann",
        "non-dropping-particle": "van der",
        "suffix": "Jr.",
    }
    dropping = {"family": "Humboldt", "given": "A.", "dropping-particle": "von"}
    source = a_source(author=[parts, dropping], container_title_short="J Hop", number="4")
    item = csl_item(source)
    assert item["author"] == [parts, dropping]
    assert (item["container-title-short"], item["number"]) == ("J Hop", "4")
    assert read_ris([source])[0]["authors"] == ["van der Meer, Ann, Jr.", "Humboldt, A. von"]
    authors = read_bibtex([source])[source.id]["author"]
    assert authors == ["van der Meer, Jr., Ann", "von Humboldt, A."]
    assert reference(source).startswith("van der Meer A Jr, von Humboldt A. ")


def test_what_a_book_is_cited_by_goes_out_in_every_format() -> None:
    book = a_source(
        type="chapter",
        editor=[{"family": "Brook", "given": "CD"}, {"literal": "Hop Council"}],
        container_title="Sand at work",
        container_title_short="Sand",
        publisher="Sand Press",
        publisher_place="Sandwich",
        edition="2nd",
        genre="Handbook",
        language="en",
        accessed="2026-11-22",
    )
    record = read_ris([book])[0]
    assert record["secondary_authors"] == ["Brook, C. D.", "Hop Council,"]
    assert (record["place_published"], record["edition"], record["language"]) == (
        "Sandwich",
        "2nd",
        "en",
    )
    assert (record["type_of_work"], record["access_date"]) == ("Handbook", "2026/11/22/")
    fields = read_bibtex([book])["trial-2020"]
    assert (fields["editor"], fields["address"], fields["edition"], fields["urldate"]) == (
        ["Brook, C. D.", "{Hop Council}"],
        "Sandwich",
        "2nd",
        "2026-11-22",
    )


@pytest.mark.parametrize("type", ["report", "standard"])
def test_a_report_goes_out_with_its_own_number(type: str) -> None:
    report = a_source(type=type, number="WHO/02.3", issue=None)
    assert read_ris([report])[0]["number"] == "WHO/02.3"
    assert read_bibtex([report])["trial-2020"]["number"] == "WHO/02.3"
