"""Fact checks: addresses that say something, by subject and verdict, and in plain words."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kb.model.library import Library
from small_collection import write_collection
from web.application import create_app
from web.core.links import entry_url

HEALS = "/claims/hopping-heals-knees-hopping-heals"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A reader of the small collection."""
    folder = tmp_path_factory.mktemp("claims")
    return create_app(write_collection(folder / "evidence"), folder / "index").test_client()


def test_the_address_of_a_claim_says_what_it_claims(client: FlaskClient) -> None:
    assert f'href="{HEALS}"' in client.get("/claims").text
    assert client.get(HEALS).status_code == 200


@pytest.mark.parametrize("old", ["hopping-heals", "hopping-helps-hopping-heals", "x-hopping-heals"])
def test_an_old_address_leads_to_the_new_one_with_its_query(client: FlaskClient, old: str) -> None:
    answer = client.get(f"/claims/{old}?level=plain")
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"{HEALS}?level=plain"


@pytest.mark.parametrize("none", ["heals", "-", "hopping-heals-not", "a-" * 5000])
def test_an_address_of_no_claim_is_not_found(client: FlaskClient, none: str) -> None:
    assert client.get(f"/claims/{none}").status_code == 404


def test_ids_stay_in_data(client: FlaskClient) -> None:
    assert client.get("/api/v1/entries/hopping-heals").get_json()["id"] == "hopping-heals"


def test_claims_are_chosen_by_verdict_and_by_kind_of_subject(client: FlaskClient) -> None:
    page = client.get("/claims").text
    assert re.search(r'<h2><a href="/interventions/hopping">Hopping</a></h2>', page)
    assert "1 of 1 claims" in client.get("/claims?verdict=not-supported&subject=exercise").text
    none = client.get("/claims?verdict=supported").text
    assert "0 of 1 claims" in none and "No matches." in none
    odd = client.get("/claims?subject=moon&verdict=x&about=y").text
    assert "Ignored “moon”: no such subject." in odd


def test_one_entry_asked_for_is_named_and_can_be_taken_away(client: FlaskClient) -> None:
    page = client.get("/claims?about=hopping&level=plain").text
    assert re.search(r'href="/claims"><span[^>]*>Remove filter: </span>About Hopping', page)
    assert 'href="?about=hopping&amp;level=study"' in page


def test_in_plain_words_a_verdict_is_a_sentence_and_what_was_found_follows(
    client: FlaskClient,
) -> None:
    page = client.get(f"{HEALS}?level=plain").text
    assert "The studies we read don’t back this up." in page
    assert "people may have a little less pain" in page
    assert "a little less pain" not in client.get(f"{HEALS}?level=clinician").text


def test_patients_read_a_sign_in_their_own_words(shipped: Flask) -> None:
    reader = shipped.test_client()
    shown = {one: reader.get(f"/claims?level={one}").text for one in ("clinician", "plain")}
    assert "faecal incontinence" in shown["clinician"]
    assert "faecal incontinence" not in shown["plain"]
    assert "You cannot pass urine" in shown["plain"]


def test_a_sign_that_a_fact_check_is_about_says_how_soon_it_needs_help(shipped: Flask) -> None:
    client = shipped.test_client()
    page = client.get("/claims/claim-004-15", follow_redirects=True).text
    assert "or loss of anal tone (emergency now)" in page
    assert "several nerve roots of one leg (urgent assessment)" in page
    assert "reason for immediate surgery" in page


@pytest.mark.parametrize("path", ["/claims", "/search?q=do+lumbar+supports+help", "/claims/"])
def test_reasons_are_in_patients_words_where_an_editor_wrote_them(
    shipped: Flask, shipped_library: Library, path: str
) -> None:
    claim = next(
        one for one in shipped_library.claims.values() if "supports show no clear" in one.claim
    )
    clinicians, patients = "dissents", "says otherwise"
    path = entry_url(claim) if path == "/claims/" else path
    address = f"{path}{'&' if '?' in path else '?'}level="
    reader = shipped.test_client()
    clinician, plain = (
        reader.get(f"{address}{one}").text.partition("<main")[2] for one in ("clinician", "plain")
    )
    assert clinicians in clinician and patients not in clinician
    assert patients in plain and clinicians not in plain
