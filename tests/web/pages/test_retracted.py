"""What rests on a retracted source is marked wherever it is shown, and counts nowhere."""

import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kb.loading import load
from small_collection import ABLE, HOPPING, SOCIETY, write_collection
from web.application import create_app

STATUS = "status: {kind: retracted, date: 2024-03-05, notice: Data could not be verified.}\n"
CONCERN = "status: {kind: concern, date: 2025}\n"
WITHOUT_KEY = HOPPING.replace("    source: able-2020\n    key: true\n", "    source: able-2020\n")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A reader of a collection with a retracted review and a guideline under concern."""
    folder = write_collection(
        tmp_path_factory.mktemp("evidence"),
        sources__able_2020=ABLE + STATUS,
        sources__knee_society_2021=SOCIETY + CONCERN,
        interventions__hopping=WITHOUT_KEY,
    )
    assert load(folder).problems == ()
    return create_app(folder, tmp_path_factory.mktemp("index")).test_client()


def text(client: FlaskClient, path: str) -> str:
    """The page, its tags taken out."""
    html = client.get(path).get_data(as_text=True)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html).replace("\u2060", ""))


def test_the_card_says_that_part_of_the_entry_rests_on_it(client: FlaskClient) -> None:
    page = text(client, "/interventions/hopping")
    assert "comes from a source that was retracted" in page
    assert re.search(r"\[\d+, retracted\] \. It isn’t counted in this answer", page)


def test_every_cite_of_it_says_so_and_so_do_finding_and_list(client: FlaskClient) -> None:
    page = client.get("/interventions/hopping").get_data(as_text=True)
    cites = re.findall(r'href="#source-able-2020"[^>]*>([^<]*)<', page)
    assert len(cites) > 2
    assert all(cite.endswith(", retracted]") for cite in cites)
    row = page.partition('id="able-2020--1"')[2].partition("</tr>")[0]
    listed = page.partition('id="source-able-2020"')[2].partition("</li>")[0]
    assert "status-retracted" in row and "status-retracted" in listed
    assert re.search(r"\[\d+, expression of concern\]", page)


def test_it_is_in_no_picture(client: FlaskClient) -> None:
    assert 'class="forest' not in client.get("/interventions/hopping").get_data(as_text=True)


@pytest.mark.parametrize(
    "path",
    [
        "/interventions",
        "/sources",
        "/sources/able-2020",
        "/claims/hopping-heals-knees-hopping-heals",
        "/search?q=hopping+for+knees",
        "/search?q=hopping+heals",
        "/compare?with=hopping&with=herb-tea",
    ],
)
def test_it_is_marked_in_a_box_wherever_a_source_is_shown(client: FlaskClient, path: str) -> None:
    assert re.search(
        r'class="status status-(retracted|concern)"', client.get(path).get_data(as_text=True)
    )


def test_the_page_of_the_source_says_when_and_why(client: FlaskClient) -> None:
    page = text(client, "/sources/able-2020")
    assert "Retracted 5 March 2024. Data could not be verified." in page
    assert "The source of this was retracted." in page  # where its findings are listed


def test_it_is_in_no_facet_cell_or_badge(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?q=hopping&outcome=pain").get_json()
    assert "hopping" not in [hit["id"] for hit in found["hits"]]
    table = client.get("/api/v1/matrix?stage=chronic&comparator=no-care").get_json()
    assert "hopping" in table["without"]
    assert "hopping" not in [row["id"] for row in table["rows"]]
    entry = client.get("/api/v1/entries/hopping").get_json()
    assert "able-2020--1" not in entry["key"]


def test_programs_are_reported(client: FlaskClient) -> None:
    entry = client.get("/api/v1/entries/hopping").get_json()
    assert entry["retracted"] == ["able-2020"]
    assert entry["findings"][0]["source-status"] == "retracted"
    assert entry["findings"][0]["statement"].endswith("The source of this was retracted.")
    assert client.get("/api/v1/entries/able-2020").get_json()["status"] == {
        "kind": "retracted",
        "date": "2024-03-05",
        "notice": "Data could not be verified.",
    }


def test_exports_carry_it(client: FlaskClient) -> None:
    said = "Retracted (2024-03-05): Data could not be verified."
    for ending in ("ris", "bib", "csl.json"):
        assert said in client.get(f"/sources/able-2020.{ending}").get_data(as_text=True)
    item = json.loads(client.get("/sources/able-2020.csl.json").data)[0]
    assert item["status"] == "retracted"


def test_the_table_as_csv_gives_the_status_of_each_source(client: FlaskClient) -> None:
    lines = client.get("/matrix.csv?stage=acute&comparator=added-to").get_data(as_text=True)
    assert '"source-status","evidence-searched-to"' in lines


def test_a_status_without_a_date_is_a_problem(tmp_path: Path) -> None:
    able = f"{ABLE}status: {{kind: retracted}}\n"
    folder = write_collection(tmp_path, sources__able_2020=able)
    found = load(folder).problems
    assert [(one.file, one.line, one.field) for one in found] == [
        ("sources/able-2020.yaml", 14, "status.date")
    ]


def test_no_facet_counts_a_finding_from_a_retracted_source(client: FlaskClient) -> None:
    """The only finding on pain, in chronic knees, of low certainty and small size."""
    facets = client.get("/api/v1/search?q=").get_json()["facets"]
    for name, value in (("outcome", "pain"), ("stage", "chronic"), ("magnitude", "small")):
        assert value not in facets[name]
    assert facets["stage"]["acute"] == 2


def test_no_filter_finds_it(client: FlaskClient) -> None:
    for chosen in ("outcome=pain", "stage=chronic", "comparator=usual-care", "certainty=low"):
        hits = client.get(f"/api/v1/search?q=hopping&{chosen}").get_json()["hits"]
        assert "hopping" not in [hit["id"] for hit in hits], chosen


def test_no_excerpt_shows_what_it_said(client: FlaskClient) -> None:
    for words in ("hopping reduces pain", "ten hops each morning"):
        for hit in client.get(f"/api/v1/search?q={words}").get_json()["hits"]:
            said = "".join(text for text, _ in hit["excerpt"])
            assert hit["id"] != "hopping" or not re.search("reduce|Ten hops", said)
