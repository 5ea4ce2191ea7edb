"""How current evidence is, on every page and in every answer that shows it."""

import re

import pytest
from flask.testing import FlaskClient

from small_collection import write_collection
from web.application import create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A reader of the small collection."""
    folder = write_collection(tmp_path_factory.mktemp("evidence"))
    return create_app(folder, tmp_path_factory.mktemp("index")).test_client()


def text(client: FlaskClient, path: str) -> str:
    """The page, its tags taken out."""
    html = client.get(path).get_data(as_text=True)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_card_says_how_far_the_evidence_was_searched(client: FlaskClient) -> None:
    page = text(client, "/interventions/hopping")
    assert "Evidence searched to November 2019. Reviewed" in page


def test_the_card_says_so_where_no_search_date_is_known(client: FlaskClient) -> None:
    page = text(client, "/interventions/herb-tea")
    assert "Evidence searched to Search date not recorded; published 2019" in page


def test_each_finding_says_how_far_its_own_source_was_searched(client: FlaskClient) -> None:
    page = text(client, "/interventions/hopping")
    assert "Adults with chronic knee pain · searched to November 2019" in page
    assert "Adults with acute knee pain · published 2019" in page


def test_hits_say_how_far_the_evidence_of_their_finding_was_searched(client: FlaskClient) -> None:
    assert "Chronic · searched to November 2019" in text(client, "/search?q=hopping")
    found = client.get("/api/v1/search?q=hopping").get_json()["hits"]
    dates = {hit["id"]: hit["evidence_searched_to"] for hit in found}
    assert (dates["hopping"], dates["sore-knees"]) == ("2019-11", None)


def test_the_list_of_sources_says_when_a_review_searched(client: FlaskClient) -> None:
    assert "Searched to November 2019." in text(client, "/sources")
    assert "Searched to November 2019" in text(client, "/sources/able-2020")


def test_the_api_says_how_far_and_where_that_is_known_from(client: FlaskClient) -> None:
    known, unknown = (
        client.get(f"/api/v1/entries/{id}").get_json() for id in ("hopping", "herb-tea")
    )
    names = ("evidence_searched_to", "evidence_searched_to_from")
    assert [known[name] for name in names] == ["2019-11", "search-date"]
    assert [unknown[name] for name in names] == ["2019", "issued"]
    assert [unknown["findings"][0][name] for name in names] == ["2019", "issued"]
    assert client.get("/api/v1/entries/able-2020").get_json()["search-date"] == "2019-11"


def test_readers_see_what_is_due_and_are_led_there(client: FlaskClient) -> None:
    page = text(client, "/freshness")
    assert "Old searches 2 of 2 treatments" in page
    assert "Hopping searched to November 2019" in page
    assert "Herb tea published 2019, search date not recorded" in page
    assert client.get("/about").get_data(as_text=True).count('href="/freshness"') == 2
