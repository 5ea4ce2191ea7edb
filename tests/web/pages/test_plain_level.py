"""Search and compare in plain words: sentences instead of signs, at the level a reader keeps."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kb.model.library import Library
from small_collection import write_collection
from web.application import create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A reader of the small collection."""
    folder = tmp_path_factory.mktemp("plain")
    return create_app(write_collection(folder / "evidence"), folder / "index").test_client()


@pytest.mark.parametrize("path", ["/search?q=hopping", "/compare?with=hopping&with=herb-tea"])
def test_findings_are_sentences_without_signs(client: FlaskClient, path: str) -> None:
    plain = client.get(f"{path}&level=plain").text
    assert "with hopping people may have a little less pain" in plain
    assert "We’re not very certain of this." in plain
    assert "⊕⊕◯◯" not in plain and "may reduce pain slightly" not in plain
    clinician = client.get(f"{path}&level=clinician").text
    assert "⊕⊕◯◯" in clinician and "a little less pain" not in clinician


@pytest.mark.parametrize("path", ["/search?q=hopping", "/compare?with=hopping&with=herb-tea"])
def test_the_level_is_kept_and_its_links_keep_the_query(client: FlaskClient, path: str) -> None:
    client.get("/interventions/hopping?level=plain")
    page = client.get(path).text
    assert "a little less pain" in page
    assert f'href="?{path.partition("?")[2].replace("&", "&amp;")}&amp;level=study"' in page


@pytest.mark.parametrize("path", ["/search?q=hopping", "/compare?with=hopping", "/claims?x"])
def test_a_level_there_is_not_is_left_out_with_a_notice(client: FlaskClient, path: str) -> None:
    page = client.get(f"{path}&level=expert").text
    assert page.count("Ignored “expert”: no such reading level.") == 1


@pytest.mark.parametrize(
    ("question", "clinician", "plain"),
    [
        ("tizanidine ciprofloxacin", "Not with strong CYP1A2 inhibitors", "Not with fluvoxamine"),
        ("opioids long term", "no estimate given", "at 12 months. The certainty wasn’t rated."),
        ("RR of muscle relaxants", "below 1 favours", "In numbers: risk ratio for no pain relief"),
        ("what should I avoid", "systemic corticosteroids", "steroids that act on the whole body"),
    ],
)
def test_an_answer_is_in_the_words_of_its_reader(
    shipped: Flask, question: str, clinician: str, plain: str
) -> None:
    client = shipped.test_client()
    of_clinicians, of_patients = (
        client.get("/search", query_string={"q": question, "level": level}).text
        for level in ("clinician", "plain")
    )
    assert clinician in of_clinicians and clinician not in of_patients
    assert plain in of_patients and plain not in of_clinicians


def test_comparisons_and_times_are_in_patients_words(
    shipped: Flask, shipped_library: Library
) -> None:
    words = {
        one.than: one.plain
        for comparator in shipped_library.vocabulary.comparators.values()
        for one in comparator.plain_than
    }
    assert words
    found = [
        one
        for answer in shipped_library.answers.values()
        for one in answer.findings.values()
        if one.finding.than in words
    ]
    assert {one.finding.than for one in found} == set(words), "each is of a finding"
    assert [one for one in found if f"mix of {one.finding.than}" in one.plain_claim] == []
    page = shipped.test_client().get("/interventions/nsaids/leaflet").text
    assert "after about 56 days" in page and "median" not in page


def test_no_words_of_clinicians_are_quoted_from_the_overview(shipped: Flask) -> None:
    client = shipped.test_client()
    page = client.get("/search?q=weak+legs+numbness&level=plain").text
    assert "several nerve roots" not in page
