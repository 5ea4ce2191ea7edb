"""The first page: what it says of a collection, however much or little that declares."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from conftest import ROOT
from small_collection import COLLECTION, HOPPING, write_collection
from web.application import create_app

DECLARED = """publisher: Knee Library
editors: [A. Editor, B. Editor]
contact: editors@knee.example
conflicts-of-interest: None declared.
example-searches: [hopping on stairs]
searched-until: 2026-01-31
"""


def text_of(client: FlaskClient) -> str:
    """What the page says, its white space folded."""
    html = client.get("/").get_data(as_text=True)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("<main")[2]))


@pytest.fixture
def home(tmp_path: Path) -> Callable[..., FlaskClient]:
    """A reader of the small collection with other files."""

    def made(**files: str | None) -> FlaskClient:
        folder = write_collection(tmp_path / "evidence", **files)
        return create_app(folder, tmp_path / "index").test_client()

    return made


def test_it_says_who_is_behind_it_and_how_current_it_is(home: Callable[..., FlaskClient]) -> None:
    text = text_of(home(collection=COLLECTION + DECLARED))
    for said in (
        "We last looked for new evidence on 31 January 2026",
        "Published by Knee Library",
        "Edited by A. Editor, B. Editor",
        "Contact editors@knee.example",
        "Conflicts of interest None declared.",
        "Try: hopping on stairs",
    ):
        assert said in text, said


def test_what_is_not_declared_is_left_out(home: Callable[..., FlaskClient]) -> None:
    text = text_of(home())
    for missing in ("Published by", "Edited by", "Contact", "Conflicts", "Try:", "Who is behind"):
        assert missing not in text, missing


def test_where_a_serious_harm_was_seen_no_card_denies_dangers(
    home: Callable[..., FlaskClient],
) -> None:
    hopping, cautions, rest = re.split(r"(?m)^(cautions:\n(?: .*\n)+)", HOPPING)
    assert cautions and "serious" not in HOPPING
    serious = re.sub(
        r"(?m)^harms:\n.*", "harms:\n  - {what: A fall, serious: true, source: able-2020}", hopping
    )
    for said, entry in (("None recorded in", hopping), ("See the serious harms", serious)):
        client = home(interventions__hopping=entry + rest)
        assert f"Cautions {said}" in text_of(client)
        ways = client.get("/conditions/sore-knees").text
        assert ("serious harm recorded" in ways) == (entry is serious)
        assert ("no caution recorded" in ways) == (entry is not serious)


def test_three_doors_set_the_reading_level(home: Callable[..., FlaskClient]) -> None:
    client = home()
    doors = re.findall(r'class="door" href="([^"]+)"', client.get("/").get_data(as_text=True))
    assert [door.partition("level=")[2] for door in doors] == ["clinician", "study", "plain"]
    assert "level=plain" in client.get(doors[2]).headers["Set-Cookie"]
    assert 'aria-current="true">Plain words' in client.get("/interventions/hopping").text


def test_without_a_condition_the_doors_lead_to_the_treatments_and_set_the_level_too(
    home: Callable[..., FlaskClient],
) -> None:
    client = home(
        collection=re.sub("(?m)^focus: .*\n", "", COLLECTION), conditions__sore_knees=None
    )
    html = client.get("/").get_data(as_text=True)
    assert 'href="/interventions?level=plain"' in html
    assert "What works for" not in html
    answer = client.get("/interventions?level=plain")
    assert "level=plain" in answer.headers["Set-Cookie"]
    assert "means nothing here" not in answer.text


def test_treatments_stand_by_name_under_their_categories(home: Callable[..., FlaskClient]) -> None:
    text = text_of(home())
    assert text.index("Exercise 1") < text.index("Hopping ", text.index("Exercise 1"))


def test_an_example_shows_an_answer_and_the_map_a_part_of_it(
    home: Callable[..., FlaskClient],
) -> None:
    html = home().get("/").get_data(as_text=True)
    assert "What an answer looks like" in html
    assert '<use href="#shape-small"/>' in html


def test_it_works_for_a_collection_about_something_else(tmp_path: Path) -> None:
    client = create_app(ROOT / "tests" / "migraine", tmp_path / "index").test_client()
    text = text_of(client)
    assert "What works for migraine?" in text
    assert "I have migraine" in text
    assert "Topiramate" in text
    assert "See the whole field at once" in text
    shown = client.get("/matrix").get_data(as_text=True)
    assert re.search(r"Episodic migraine: (<span.*?</span>)?2 treatments", shown)


def test_it_works_with_nothing_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    write_collection(folder)
    for path in folder.rglob("*.yaml"):
        if path.parent.name in ("interventions", "claims", "conditions", "sources"):
            path.unlink()
    collection = folder / "collection.yaml"
    collection.write_text(re.sub("(?m)^focus: .*\n", "", collection.read_text("utf-8")), "utf-8")
    client = create_app(folder, tmp_path / "index").test_client()
    assert "No treatments yet" in text_of(client)
    assert client.get("/matrix").status_code == 200
