"""Unfinished records: what a source lacks, on the command line and on its page."""

from pathlib import Path

import pytest

from conftest import Run
from factories import a_source
from kb.overviews.unfinished import lacks
from small_collection import write, write_collection
from web.application import create_app

BARE = "type: article-journal\ndesign: rct\ntitle: Bare\n"


@pytest.mark.parametrize(
    ("fields", "lacking"),
    [
        (
            {"type": "article-journal", "issued": None},
            ("identifier", "authors", "year", "container"),
        ),
        ({"type": "book", "PMID": "1", "issued": "2011"}, ("authors",)),
        ({"type": "webpage", "URL": "https://a.example", "issued": "2011"}, ("authors",)),
        (
            {"type": "chapter", "DOI": "10.5555/a", "author": [{"literal": "WHO"}], "issued": None},
            ("year", "container"),
        ),
    ],
)
def test_a_record_lacks_what_finds_it_again(
    fields: dict[str, object], lacking: tuple[str, ...]
) -> None:
    assert lacks(a_source(**fields)) == lacking


def test_unfinished_and_withheld_sources_are_listed(kb: Run, tmp_path: Path) -> None:
    collection = write_collection(tmp_path / "c")
    write(collection, "sources/bare.yaml", BARE)
    write(collection, "sources/faulty.yaml", "type: article-journal\ntitle: x\n")
    shown = kb("sources", "--evidence", collection, "--unfinished")
    assert shown.returncode == 0
    lines = shown.stdout.splitlines()
    assert (
        "sources/bare.yaml: no DOI, PubMed number or web address; no authors; no year;"
        " no journal or book"
    ) in lines
    assert "sources/faulty.yaml: has errors; kb check lists them" in lines


def test_the_page_of_a_source_says_what_its_record_lacks(tmp_path: Path) -> None:
    collection = write_collection(tmp_path / "c")
    write(collection, "sources/bare.yaml", BARE)
    page = create_app(collection, tmp_path / "index").test_client().get("/sources/bare").text
    assert "Unfinished record." in page
    assert "Missing: DOI, PubMed number or web address; authors; year" in page
