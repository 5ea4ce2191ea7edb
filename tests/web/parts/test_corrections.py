"""Where readers suggest a correction, as a collection gives it."""

import pytest
from flask.testing import FlaskClient

from small_collection import COLLECTION, write_collection
from web.application import create_app
from web.parts.corrections import correction_url


@pytest.mark.parametrize(
    ("given", "link"),
    [
        ("put@right.example", "mailto:put@right.example?subject=Correction%3A%20/claims/tea"),
        (
            "mailto:put@right.example",
            "mailto:put@right.example?subject=Correction%3A%20/claims/tea",
        ),
        ("https://right.example/form?to=us", "https://right.example/form?to=us"),
        ("javascript:alert(1)", ""),
        ("a letter to the editor", ""),
        ("", ""),
    ],
)
def test_a_mail_names_the_page_and_only_web_addresses_become_links(given: str, link: str) -> None:
    assert correction_url(given, "/claims/tea") == link


def test_every_page_offers_it_where_the_collection_says_where(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    def reader(collection: str) -> FlaskClient:
        folder = write_collection(tmp_path_factory.mktemp("evidence"), collection=collection)
        return create_app(folder, tmp_path_factory.mktemp("index")).test_client()

    told = reader(f"{COLLECTION}feedback: put@right.example\n")
    for path in ("/", "/interventions/hopping", "/nowhere"):
        assert "Suggest a correction" in told.get(path).get_data(as_text=True)
    assert "Suggest a correction" not in reader(COLLECTION).get("/").get_data(as_text=True)


def test_each_entry_links_to_where_changes_are_proposed(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    def reader(collection: str, editing: str = "") -> FlaskClient:
        folder = write_collection(tmp_path_factory.mktemp("evidence"), collection=collection)
        index = tmp_path_factory.mktemp("index")
        return create_app(folder, index, editing=editing).test_client()

    named = reader(f"{COLLECTION}editing: https://edit.example\n")
    page = named.get("/interventions/hopping").get_data(as_text=True)
    assert '<a href="https://edit.example/interventions/hopping">Suggest a change</a>' in page
    for path in ("/", "/interventions", "/interventions/nothing"):
        assert "Suggest a change" not in named.get(path).get_data(as_text=True)
    told = reader(COLLECTION, "http://localhost:8002").get("/sources/able-2020")
    assert "http://localhost:8002/sources/able-2020" in told.get_data(as_text=True)
    for wrong in ("javascript:alert(1)", ""):
        assert "Suggest a change" not in reader(COLLECTION, wrong).get(
            "/interventions/hopping"
        ).get_data(as_text=True)
