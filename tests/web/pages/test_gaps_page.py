"""What is not known, as readers, spreadsheets and programs ask for it."""

import csv
import io
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from conftest import ROOT
from small_collection import HOPPING, write_collection
from web.application import create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A reader of the small collection, with a sentence that a spreadsheet would run."""
    said = HOPPING.replace("[Whether it helps after a year.]", "['=Whether it helps.']")
    folder = write_collection(tmp_path_factory.mktemp("evidence"), interventions__hopping=said)
    return create_app(folder, tmp_path_factory.mktemp("index")).test_client()


def lines_of(client: FlaskClient, path: str) -> list[dict[str, str]]:
    text = client.get(path).get_data(as_text=True).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_page_says_by_treatment_and_outcome_what_is_not_known(client: FlaskClient) -> None:
    html = client.get("/gaps").get_data(as_text=True)
    assert 'data-label="Work"><span class="gap-no-finding">No finding</span>' in html
    assert "not that no study exists" in html
    assert "<li>=Whether it helps.</li>" in html


def test_one_outcome_can_be_looked_at(client: FlaskClient) -> None:
    html = client.get("/gaps?outcome=pain").get_data(as_text=True)
    assert set(re.findall('role="cell" data-label="(.*?)"', html)) == {"Pain"}


def test_a_stage_without_findings_is_all_gaps(client: FlaskClient) -> None:
    rows = client.get("/api/v1/gaps?stage=acute&outcome=pain").get_json()["rows"]
    assert [row["outcomes"]["pain"]["known"] for row in rows] == ["no-finding"] * len(rows)


def test_what_there_is_not_is_left_out_and_said(client: FlaskClient) -> None:
    assert "Ignored “luck”: no such outcome" in client.get("/gaps?outcome=luck").get_data(
        as_text=True
    )
    assert client.get("/api/v1/gaps?outcome=luck").status_code == 400


def test_the_csv_has_a_line_for_each_gap_and_no_formula(client: FlaskClient) -> None:
    lines = lines_of(client, "/gaps.csv?outcome=work")
    assert {line["gap"] for line in lines} == {"no-finding", "in-words"}
    assert "'=Whether it helps." in {line["text"] for line in lines}


def test_programs_get_the_same(client: FlaskClient) -> None:
    found = client.get("/api/v1/gaps?outcome=work").get_json()
    assert found["counts"] == {"work": {"no-finding": found["total"]}}
    hopping = next(row for row in found["rows"] if row["id"] == "hopping")
    assert hopping["unknown"] == ["=Whether it helps."]


def test_another_collection_is_described_in_its_own_words(tmp_path: Path) -> None:
    reader = create_app(ROOT / "tests" / "migraine", tmp_path).test_client()
    html = reader.get("/gaps").get_data(as_text=True)
    assert 'data-label="Migraine days"' in html
