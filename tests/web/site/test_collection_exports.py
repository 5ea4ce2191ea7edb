"""The whole collection as files from the site: what `kb export` writes, and told of in linked
data.
"""

import io
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kb.export.collection_formats import COLLECTION_FORMATS
from kb.export.edition import edition
from kb.export.tables.data_package import data_package
from kb.model.library import Library
from small_collection import write_collection
from web.application import create_app
from web.parts import collection_files


@pytest.fixture
def client(shipped: Flask) -> FlaskClient:
    return shipped.test_client()


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A small collection at a public address."""
    folder = write_collection(tmp_path_factory.mktemp("evidence"))
    return create_app(folder, tmp_path_factory.mktemp("index"), public="https://kb.example")


@pytest.mark.parametrize("form", COLLECTION_FORMATS.values(), ids=lambda form: form.name)
def test_each_form_is_served_under_its_name(form: Any, client: FlaskClient) -> None:  # noqa: ANN401
    answer = client.get(form.address)
    assert answer.status_code == 200
    assert answer.content_type == form.media_type
    assert f'filename="{form.download}"' in answer.headers["Content-Disposition"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get(form.address, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_archive_has_what_kb_export_writes(
    client: FlaskClient, shipped_library: Library
) -> None:
    held = zipfile.ZipFile(io.BytesIO(client.get("/export/evidence-csv.zip").data))
    assert {name: held.read(name) for name in held.namelist()} == data_package(
        shipped_library, edition(shipped_library)
    )


def test_the_database_and_the_bundle_are_whole(client: FlaskClient) -> None:
    held = zipfile.ZipFile(io.BytesIO(client.get("/export/evidence-sqlite.zip").data))
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.deserialize(held.read("evidence.db"))
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert client.get("/export/evidence.fhir.json").get_json()["resourceType"] == "Bundle"


def test_an_unknown_form_is_not_found(client: FlaskClient) -> None:
    assert client.get("/export/evidence.xlsx").status_code == 404


def test_a_large_collection_is_not_made_into_files_here(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collection_files, "MOST_ENTRIES", 10)
    assert client.get("/export/entries.jsonl").status_code == 404


def linked(page: str) -> Any:  # noqa: ANN401 - JSON has no common type
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(found)


@pytest.mark.parametrize("address", ["/", "/about"])
def test_pages_name_the_dataset_and_where_it_is(address: str, public: Flask) -> None:
    client = public.test_client()
    catalog = linked(client.get(address).get_data(as_text=True))
    assert catalog["@type"] == "DataCatalog"
    dataset = catalog["dataset"]
    assert dataset["@type"] == "Dataset"
    assert dataset["license"] == "https://spdx.org/licenses/CC0-1.0"
    assert dataset["url"] == "https://kb.example/data"
    for download in dataset["distribution"]:
        path = download["contentUrl"].removeprefix("https://kb.example")
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.mimetype == download["encodingFormat"]


def test_without_a_public_address_none_is_made_up(client: FlaskClient) -> None:
    catalog = linked(client.get("/").get_data(as_text=True))
    assert "url" not in catalog
    assert "contentUrl" not in json.dumps(catalog)
