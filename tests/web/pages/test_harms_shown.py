"""Harms on the pages: in their panels, with bars, known of a parent, and the red flags that name a
treatment.
"""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kb.loading import load
from kb.model.library import Library
from small_collection import HERB_TEA, HOPPING, SORE_KNEES, write, write_collection
from web.application import create_app

HARMS = """\
harms:
  - {what: A broken foot, frequency: no rate (boxed warning), serious: true, source: baker-2019}
  - {arm: ten hops, what: Sore feet, frequency: "29%, against 10% with placebo", rate: 29,
     than: placebo, comparator: [placebo], than-rate: 10, source: baker-2019}
  - {arm: twenty hops, what: Sore feet, frequency: "38%, against 10% with placebo", rate: 38,
     than: placebo, comparator: [placebo], than-rate: 10, source: baker-2019}
  - {what: Sore feet, source: able-2020}
  - {what: Boredom, source: able-2020}
  - {what: Fainting, seen: none, source: able-2020}
  - {what: Falls, seen: not-measured, source: able-2020}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection whose herb tea is a form of hopping, and hopping is named by a red flag."""
    hopping = re.sub(r"harms:\n.*\n(?=cautions)", HARMS, HOPPING)
    made = write_collection(
        tmp_path_factory.mktemp("evidence"),
        interventions__hopping=hopping,
        interventions__herb_tea=f"{HERB_TEA}variant-of: [hopping]\n",
        conditions__sore_knees=SORE_KNEES.replace(
            "sign: Hot swelling,", "sign: Hot swelling, interventions: [hopping],"
        ),
    )
    assert load(made).problems == ()
    return made


@pytest.fixture(scope="module")
def client(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return create_app(folder, tmp_path_factory.mktemp("index")).test_client()


def html(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def words(page: str) -> str:
    plain = re.sub(r"<sup>.*?</sup>", "", page).replace("\u2060", "")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", plain))


def section(client: FlaskClient, address: str) -> str:
    page = html(client, address)
    return page[page.index('id="harms"') : page.index('id="delivery"')]


@pytest.mark.parametrize("level", ["plain", "clinician", "study"])
def test_each_harm_is_once_in_its_panel_at_every_level(client: FlaskClient, level: str) -> None:
    said = section(client, f"/interventions/hopping?level={level}")
    panels = ("Serious harms and warnings", "Common harms", "Other harms", "Looked for", "Not mea")
    harms = ("A broken foot", "Sore feet", "Boredom", "Fainting", "Falls")
    places = [said.index(f"<h3>{one}") for one in panels]
    assert places == sorted(places)
    for place, end, harm in zip(places, [*places[1:], len(said)], harms, strict=True):
        assert f"<b>{harm}</b>" in said[place:end] and said.count(f"<b>{harm}</b>") == 1


def test_bars_show_each_arm_and_once_what_it_was_compared_with(client: FlaskClient) -> None:
    said = section(client, "/interventions/hopping")
    assert re.findall(r'<rect.*?width="(\d+)"', said) == ["38", "29", "10"]
    assert "twenty hops 38% ten hops 29% placebo 10%" in words(said)
    assert "Bars run from 0 to 50%." in said
    plain = words(section(client, "/interventions/hopping?level=plain"))
    assert "placebo 10 in 100" in plain


def test_the_card_names_the_most_serious_and_the_commonest_harm(client: FlaskClient) -> None:
    card = words(html(client, "/interventions/hopping?level=clinician").partition('id="harms"')[0])
    assert "Serious harm A broken foot" in card
    assert "Common harm Sore feet · twenty hops · 38%, against 10% with placebo" in card


def test_harms_of_a_parent_are_said_to_be_known_of_it(client: FlaskClient) -> None:
    page = html(client, "/interventions/herb-tea?level=clinician")
    card, _, below = page.partition('id="harms"')
    assert "Harms known of hopping A broken foot" in words(card)
    assert "We found no data on harms. That doesn’t mean there are none." in words(below)
    assert "Serious. A broken foot" in words(below) and "Boredom" in words(below)
    assert 'href="/interventions/hopping#harms"' in below
    compared = words(html(client, "/compare?with=herb-tea&with=hopping"))
    assert "Harms known of hopping: Serious. A broken foot" in compared


def test_a_leaflet_counts_people_and_names_what_is_known_of_a_parent(client: FlaskClient) -> None:
    own = words(html(client, "/interventions/hopping/leaflet"))
    assert "Sore feet: 38 of 100 people with twenty hops, 10 of 100 with placebo." in own
    assert "Serious. A broken foot" in own
    none = words(html(client, "/interventions/herb-tea/leaflet"))
    assert "Known of hopping: Serious. A broken foot" in none


def test_a_red_flag_that_names_a_treatment_is_on_its_card_its_hit_and_in_comparisons(
    client: FlaskClient,
) -> None:
    link = 'href="/conditions/sore-knees#rf-swelling"'
    for address in ("/interventions/hopping", "/search?q=hopping", "/compare?with=hopping"):
        assert link in html(client, address), address
    of_parent = html(client, "/interventions/herb-tea")
    assert link in of_parent and "Red flag (Hopping):" in words(of_parent)
    assert "Red flag:" in words(html(client, "/interventions/hopping"))
    assert "A fat knee. See a doctor" in html(client, "/interventions/hopping?level=plain")


def test_programs_get_bands_what_is_inherited_and_the_red_flags(client: FlaskClient) -> None:
    hopping = client.get("/api/v1/entries/hopping").get_json()
    assert [one["band"] for one in hopping["harms"]] == [
        "serious",
        *["very-common"] * 3,
        "other",
        "none-seen",
        "not-measured",
    ]
    assert hopping["serious-harm"] == "A broken foot" and hopping["common-harm"] == "Sore feet"
    assert [one["id"] for one in hopping["red-flags"]] == ["rf-swelling"]
    (known,) = client.get("/api/v1/entries/herb-tea").get_json()["inherited-harms"]
    assert known["from"] == "hopping"
    assert [one["what"] for one in known["harms"]][:2] == ["A broken foot", "Sore feet"]
    hits = client.get("/api/v1/search?q=hopping").get_json()["hits"]
    assert {hit["id"]: hit["red_flags"] for hit in hits}["hopping"] == ["rf-swelling"]


def test_a_red_flag_that_no_longer_names_a_treatment_leaves_its_hit(
    folder: Path, tmp_path: Path
) -> None:
    app = create_app(folder, tmp_path)
    write(folder, "conditions/sore-knees.yaml", SORE_KNEES)
    live = app.extensions["live"]
    live.refresh()
    hits = app.test_client().get("/api/v1/search?q=hopping").get_json()["hits"]
    assert {hit["id"]: hit["red_flags"] for hit in hits}["hopping"] == []


def test_a_harm_says_when_a_newer_source_has_replaced_its_own(
    shipped: Flask, shipped_library: Library
) -> None:
    id = next(
        id
        for id, answer in shipped_library.answers.items()
        for event in answer.harms
        if shipped_library.sources[event.harms[0].source].standing == "superseded"
    )
    reader = shipped.test_client()
    assert "status-superseded" in section(reader, f"/interventions/{id}?level=clinician")
    plain = section(reader, f"/interventions/{id}?level=plain")
    assert "From a source that a newer one has replaced:" in plain
    card = html(reader, "/interventions/yoga?level=clinician").partition('id="harms"')[0]
    assert "status-superseded" in card.partition("<dt>Serious harm")[2].partition("</dd>")[0]


def test_sources_that_differ_on_serious_harm_say_so(shipped: Flask) -> None:
    note = "Sources differ: another one names serious harms, above."
    client = shipped.test_client()
    for level in ("clinician", "plain"):
        assert note in client.get(f"/interventions/exercise-therapy?level={level}").text
        assert note not in client.get(f"/interventions/yoga?level={level}").text


def test_what_is_listed_under_another_treatment_is_not_called_unusable(shipped: Flask) -> None:
    client = shipped.test_client()
    for address in ("/interventions?category=self-care", "/search?q=bed+rest"):
        assert "Counted under another treatment" in client.get(address).text
    page = client.get("/interventions/bed-rest?level=clinician").text
    assert "The results on bed rest are counted once, under" in page
