"""Another collection, about migraine: every page and record over it, in its own words alone."""

import re
from pathlib import Path

import pytest
from flask import Flask

from addresses import ROUTES, filled
from conftest import ROOT
from kb.export.json_records import record
from kb.loading import load
from kb.model.library import Library
from kb.overviews.evidence_table import first_columns, first_stage
from web.application import create_app

MIGRAINE = ROOT / "tests" / "migraine"
# Words of the collection that comes with the code, which this one does not use.
FOREIGN = re.compile(
    r"\b(back pain|spasms?|radicular|sciatica|lumbar|acute pain only|kinds of pain)\b", re.I
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(MIGRAINE, tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="module")
def library() -> Library:
    return load(MIGRAINE)


def test_it_has_no_problem(library: Library) -> None:
    assert [one for one in library.problems if one.rule != "review-overdue"] == []


def test_every_page_is_served_in_its_own_words(app: Flask, library: Library) -> None:
    client = app.test_client()
    addresses = [filled(route, library) for route in ROUTES]
    entries = [f"/interventions/{id}?level=plain" for id in library.interventions]
    for address in (*addresses, *entries, "/search?q=headache"):
        page = client.get(address, follow_redirects=True)
        assert page.status_code == 200, address
        found = FOREIGN.search(page.get_data(as_text=True))
        assert found is None, (address, found)


def test_every_record_is_made_in_its_own_words(library: Library) -> None:
    for entry in library.entries():
        assert not FOREIGN.search(str(record(entry, library)))


def test_its_outcomes_have_their_own_sentences(library: Library) -> None:
    said = library.answers["topiramate"].key[0].sentence
    assert "results in fewer monthly migraine days" in said


def test_a_recent_stage_without_a_lasting_one_makes_no_note(library: Library) -> None:
    """`acute` has no role here: nothing follows from the name of a stage."""
    assert library.answers["sumatriptan"].recent_only is None


def test_the_evidence_table_opens_on_what_it_holds(library: Library) -> None:
    assert first_columns(library) == ("migraine-days", "responder")
    assert first_stage(library) in library.vocabulary.stages


def test_its_folder_is_as_it_was() -> None:
    assert not Path(MIGRAINE / "schema").exists()
