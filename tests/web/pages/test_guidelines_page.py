"""What guideline bodies say, as readers, spreadsheets and programs ask for it."""

import csv
import io
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from conftest import ROOT
from kb.model.library import Library
from kb.overviews.guidelines import DIRECTIONS, guidelines
from kb.overviews.pathway import ways
from small_collection import HERB_TEA, HOPPING, write_collection
from web.application import create_app
from web.parts.guideline_bodies import advice, sides_of

OURS = "recommendations:\n"
FROM = "source: knee-society-2021}\n"
AGAINST = (
    "  - {body: '=Bad Body', year: 2023, population: all, stage: [chronic],"
    f" direction: against, strength: strong, {FROM}"
)
OLD = (
    "  - {body: Old Body, population: all, direction: neither, strength: not-stated,"
    f" superseded: true, {FROM}"
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A reader of the small collection, where bodies disagree on hopping and not on tea."""
    folder = write_collection(
        tmp_path_factory.mktemp("evidence"),
        interventions__hopping=HOPPING.replace(OURS, OURS + AGAINST + OLD),
        interventions__herb_tea=HERB_TEA.replace("changes:", OURS + AGAINST + "changes:", 1),
    )
    return create_app(folder, tmp_path_factory.mktemp("index")).test_client()


def html_of(client: FlaskClient, path: str = "/guidelines") -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.get_data(as_text=True)


def text_of(client: FlaskClient, path: str = "/guidelines") -> str:
    """The page's main text, its white space folded."""
    main = html_of(client, path).partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).replace(" ,", ",").replace(" .", ".")


def test_it_says_first_how_many_there_are_and_where_they_disagree(client: FlaskClient) -> None:
    assert "3 guidelines cover 2 treatments. They disagree on 1." in text_of(client)


def test_each_position_is_a_sign_with_its_words(client: FlaskClient) -> None:
    html = html_of(client)
    assert {"#for-weaker", "#against-strong", "#neither"} <= set(re.findall('href="(#.*?)"', html))
    text = text_of(client)
    assert "Against, strong" in text
    assert "Neither for nor against, strength not stated, any stage, superseded, in" in text


def test_every_sign_is_drawn(client: FlaskClient) -> None:
    html = html_of(client)
    assert set(re.findall(r'<use href="#(.*?)"', html)) <= set(
        re.findall(r'symbol id="(.*?)"', html)
    )


def test_a_phone_shows_counts_without_what_was_superseded(client: FlaskClient) -> None:
    assert "Hopping Disagree For 1 · Against 1 Against, strong: =Bad Body 2023" in text_of(client)
    assert "Neither 1" not in text_of(client)


def test_only_where_bodies_disagree_is_one_link(client: FlaskClient) -> None:
    only = text_of(client, "/guidelines?stage=chronic&bodies=disagree")
    assert "/guidelines?stage=chronic&amp;bodies=disagree" in html_of(client)
    assert "Hopping" in only
    assert "Herb tea" not in only


def test_a_stage_without_disagreement_says_so(client: FlaskClient) -> None:
    assert "guidelines don’t disagree" in text_of(client, "/guidelines?stage=acute&bodies=disagree")


def test_what_there_is_not_is_left_out_and_said(client: FlaskClient) -> None:
    assert "Ignored “nowhere”: no such stage" in text_of(client, "/guidelines?stage=nowhere")


def test_the_csv_has_a_line_for_each_recommendation_and_no_formula(client: FlaskClient) -> None:
    answer = client.get("/guidelines.csv").get_data(as_text=True).removeprefix("\ufeff")
    lines = list(csv.DictReader(io.StringIO(answer)))
    assert [(line["intervention"], line["body"], line["counted"]) for line in lines] == [
        ("hopping", "'=Bad Body", "yes"),
        ("hopping", "Knee Society", "yes"),
        ("hopping", "Old Body", "no"),
        ("herb-tea", "'=Bad Body", "yes"),
    ]


def test_programs_get_the_same(client: FlaskClient) -> None:
    found = client.get("/api/v1/guidelines?bodies=disagree").get_json()
    (row,) = found["rows"]
    assert (found["total"], found["disagree"], row["id"]) == (1, 1, "hopping")
    assert (row["for"], row["against"], row["neither"]) == (["Knee Society"], ["=Bad Body"], [])
    assert len(row["positions"]) == 3


def test_programs_get_an_error_for_an_unknown_stage(client: FlaskClient) -> None:
    assert client.get("/api/v1/guidelines?stage=nowhere").status_code == 400


def test_a_collection_without_recommendations_says_so(tmp_path: Path) -> None:
    reader = create_app(ROOT / "tests" / "migraine", tmp_path).test_client()
    assert "guideline recommendation in our record" in text_of(reader)


def test_a_lapsed_guideline_is_called_so_on_the_pages_of_a_treatment(shipped: Flask) -> None:
    reader = shipped.test_client()
    clinician = reader.get("/interventions/yoga?level=clinician").text
    assert "(1 lapsed)" in clinician.partition('id="harms"')[0]
    listed = clinician.partition('<h2 id="recommendations">')[2].partition("<h2")[0]
    assert "status-lapsed" in listed.partition("superseded")[0]
    for path in ("/interventions/yoga?level=plain", "/interventions/yoga/leaflet"):
        assert "(ACP) 2017, past its own expiry date" in reader.get(path).text


def test_the_overview_and_the_table_of_guidelines_count_the_same_bodies(
    shipped_library: Library,
) -> None:
    (condition,) = shipped_library.conditions.values()
    tried = 0
    for step in (one for one in condition.pathway if len(one.stage) == 1):
        rows = {row.entry.id: row for row in guidelines(step.stage[0], shipped_library).rows}
        for way in ways(step, shipped_library):
            sides = {side.direction: side for side in sides_of(way.positions, shipped_library)}
            for direction in DIRECTIONS:
                counted = rows[way.entry.id].bodies(direction) if way.entry.id in rows else ()
                listed = sides[direction].bodies if direction in sides else ()
                assert len(listed) == len(counted), (way.entry.id, direction)
                tried += bool(listed)
    assert tried > 20


def test_a_medicines_label_is_counted_nowhere_and_keeps_its_words(
    shipped: Flask, shipped_library: Library
) -> None:
    client = shipped.test_client()
    labels = {id for id, one in shipped_library.sources.items() if one.design == "drug-label"}
    said = {
        (entry, one.body)
        for entry in shipped_library.interventions.values()
        for one in entry.recommendations
        if one.source in labels
    }
    assert said
    for entry, body in said:
        address = f"/interventions/{entry.id}"
        assert f"<h3>{body}</h3>" in client.get(address).text
        assert body not in [one.said.body for one in advice(entry, shipped_library)]
        leaflet = client.get(f"{address}/leaflet").text
        assert f"<b>For:</b> {body}" not in leaflet
        assert body not in client.get("/guidelines?stage=acute").text
        assert body not in client.get("/conditions/low-back-pain-with-muscle-spasm").text
    card = client.get("/interventions/cyclobenzaprine").text
    assert "None: a medicine’s label alone" in card


def test_an_exception_a_proviso_and_the_drugs_a_body_divides_are_said_with_the_counts(
    shipped: Flask,
) -> None:
    client = shipped.test_client()
    excepted = "epidurals may be considered in acute severe sciatica"
    for address in ("", "/leaflet", "?level=plain"):
        said = client.get(f"/interventions/epidural-steroid-injection{address}").text
        assert excepted in (said if address else said[: said.index('id="recommendations"')])
    compared = client.get("/compare?with=epidural-steroid-injection&with=opioids").text
    for words in (excepted, "(tramadol)", "(opioids other than tramadol)"):
        assert words in compared
    package = "only inside a package that includes exercise"
    for id in ("massage", "spinal-manipulation", "mobilisation", "cognitive-behavioural-therapy"):
        for address in ("?level=clinician", "/leaflet", "?level=plain"):
            said = client.get(f"/interventions/{id}{address}").text
            shown = said[: said.index('id="recommendations"')] if "clin" in address else said
            assert package in shown, (id, address)
    for address in ("/guidelines?stage=acute", "/compare?with=massage&with=paracetamol"):
        said = client.get(address).text
        assert package in said
        assert "not as a numbered recommendation" in said
    focus = "/conditions/low-back-pain-with-muscle-spasm"
    assert package in client.get(f"{focus}?level=clinician").text
    assert "with conditions" in client.get(f"{focus}?level=plain").text
    leaflet = client.get("/interventions/opioids/leaflet").text
    assert leaflet.count("NICE NG59 (England) 20") == 1
    assert "(tramadol)" in leaflet and "(opioids other than tramadol)" in leaflet
