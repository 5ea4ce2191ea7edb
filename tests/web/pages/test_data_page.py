"""The page of the data: every file it links is there, and every column is explained."""

import re

import pytest
from flask import Flask, g, render_template
from flask.testing import FlaskClient

from kb.export.collection_formats import COLLECTION_FORMATS
from kb.export.tables.collection_tables import TABLES
from kb.model.library import Library
from web.pages.data_page import data_page
from web.parts import collection_files


@pytest.fixture
def client(shipped: Flask) -> FlaskClient:
    return shipped.test_client()


def test_it_links_every_form_and_each_is_there(client: FlaskClient) -> None:
    page = client.get("/data").get_data(as_text=True)
    linked = re.findall(r'href="(/export/[^"]+)"', page)
    assert linked == [form.address for form in COLLECTION_FORMATS.values()]
    assert all(client.head(address).status_code == 200 for address in linked)


def test_it_explains_every_column(client: FlaskClient) -> None:
    page = client.get("/data").get_data(as_text=True)
    names = [column.name for table in TABLES for column in table.columns]
    assert [name for name in names if f"<code>{name}</code>" not in page] == []


@pytest.mark.parametrize("address", ["/about", "/", "/interventions/yoga"])
def test_pages_lead_to_it(address: str, client: FlaskClient) -> None:
    assert 'href="/data"' in client.get(address).get_data(as_text=True)


def test_of_a_large_collection_it_names_the_command(
    shipped: Flask, shipped_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collection_files, "MOST_ENTRIES", 10)
    with shipped.test_request_context("/data"):
        g.state = shipped.extensions["live"].state
        page = render_template("data.html", page=data_page(shipped_library))
    assert "/export/" not in page
    assert "<code>kb export</code>" in page
