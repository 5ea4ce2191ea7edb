"""The page of a condition, the claims and the terms as readers get them."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from small_collection import HEALS, SORE_KNEES, TERMS, write_collection
from web.application import create_app

LANES = """\
pathway:
  - {id: look, role: exclude, title: Look first, stage: [acute, chronic], what: Look., sources: [knee-society-2021]}
  - {id: now, role: adjunct, title: New pain, stage: [acute], what: Hop., interventions: [hopping], sources: [knee-society-2021]}
  - {id: later, role: adjunct, title: Old pain, stage: [chronic], what: Hop., interventions: [hopping, herb-tea],
     sources: [knee-society-2021]}
  - {id: never, role: not-recommended, title: Not this, stage: [chronic], what: No tea., interventions: [herb-tea],
     sources: [knee-society-2021]}
caveats:
"""
KNEES = re.sub(r"pathway:\n.*?caveats:\n", LANES, SORE_KNEES, flags=re.DOTALL)
TEA = """\
claim: Herb tea is a sham.
verdict: contradicted
why: It is a drink [@able-2020], [@baker-2019].
about: [herb-tea]
sources: [able-2020, baker-2019]
changes: [{date: 2026-01-15, what: First version}]
reviewed: 2026-01-15
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A reader of the small collection with a pathway in lanes and two claims."""
    folder = write_collection(
        tmp_path_factory.mktemp("evidence"), conditions__sore_knees=KNEES, claims__tea_is_a_sham=TEA
    )
    return create_app(folder, tmp_path_factory.mktemp("index")).test_client()


def html_of(client: FlaskClient, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.get_data(as_text=True)


def words(html: str) -> str:
    """The text of some HTML, its white space folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.replace("\u2060", ""))).strip()


def step(client: FlaskClient, id: str) -> str:
    """The text of one step of the pathway."""
    found = re.search(
        rf'<li class="step lane-\d" id="{id}">.*?(?=<li class="step|</ol>)',
        html_of(client, "/conditions/sore-knees"),
        re.DOTALL,
    )
    assert found, id
    return words(found[0])


def test_red_flags_come_right_after_the_summary_in_plain_words_with_what_to_do(
    client: FlaskClient,
) -> None:
    text = words(html_of(client, "/conditions/sore-knees").partition("<main")[2])
    said = (
        "Pain at the knee",
        "Check for red flags first",
        "A fat knee",
        "What to do: See a doctor",
        "May mean: Infection",
        "Hot swelling",
        "Look first",
    )
    places = [text.index(part) for part in said]
    assert places == sorted(places)


def test_the_strip_leads_to_the_red_flags_from_home_and_every_intervention(
    client: FlaskClient,
) -> None:
    for path in ("/", "/interventions/hopping", "/interventions/herb-tea"):
        assert 'href="/conditions/sore-knees#red-flags"' in html_of(client, path), path


def test_without_a_condition_there_is_no_strip(tmp_path: Path) -> None:
    folder = write_collection(
        tmp_path / "evidence", conditions__sore_knees=SORE_KNEES.replace("red-flags:", "red-flag:")
    )
    client = create_app(folder, tmp_path / "index").test_client()
    assert "Red flags" not in html_of(client, "/")


def test_steps_of_one_stage_are_stacked_and_those_for_all_span_the_lanes(
    client: FlaskClient,
) -> None:
    lanes = {
        id: lane
        for lane, id in re.findall(
            r'<li class="step lane-(\d)" id="([a-z]+)">', html_of(client, "/conditions/sore-knees")
        )
    }
    assert lanes == {"look": "0", "now": "1", "later": "2", "never": "2"}
    assert 'class="pathway lanes-2"' in html_of(client, "/conditions/sore-knees")


def test_a_step_shows_what_was_found_at_its_own_stage(client: FlaskClient) -> None:
    assert "Hopping Certainty not graded No clear difference vs rest alone" in step(client, "now")
    assert "Hopping ⊕⊕◯◯ Low certainty ▰▱▱ Small effect vs usual care For: 1" in step(
        client, "later"
    )
    assert "Herb tea No usable finding at this stage" in step(client, "later")


def test_an_intervention_of_a_step_leads_to_its_finding(client: FlaskClient) -> None:
    html = html_of(client, "/conditions/sore-knees")
    assert 'href="/interventions/hopping#able-2020--1"' in html
    assert 'href="/interventions/hopping#baker-2019--1"' in html


def test_claims_are_filtered_by_verdict_and_by_what_they_are_about(client: FlaskClient) -> None:
    assert "2 of 2 claims" in words(html_of(client, "/claims"))
    contradicted = words(html_of(client, "/claims?verdict=contradicted"))
    assert "1 of 2 claims" in contradicted
    assert "Herb tea is a sham." in contradicted
    assert "Hopping heals knees." not in contradicted.partition("claims ")[2]
    assert "1 of 2 claims" in words(html_of(client, "/claims?about=sore-knees"))
    assert "No matches." in words(html_of(client, "/claims?about=sore-knees&verdict=contradicted"))


def test_an_unknown_verdict_is_left_out_and_said(client: FlaskClient) -> None:
    text = words(html_of(client, "/claims?verdict=maybe&about=nobody"))
    assert "Ignored “maybe”: no such verdict." in text
    assert "Ignored “nobody”: no such about." in text
    assert "2 of 2 claims" in text


def test_cites_leave_no_commas_behind_where_they_are_left_out(client: FlaskClient) -> None:
    assert "It is a drink." in html_of(client, "/claims")


def test_each_verdict_counts_the_claims_it_would_show(client: FlaskClient) -> None:
    text = words(html_of(client, "/claims?about=hopping"))
    assert "All 1 Supported 0 Partly supported 0 Not supported 1 Contradicted 0" in text


def test_terms_are_in_the_order_of_the_alphabet_with_their_letters(client: FlaskClient) -> None:
    html = html_of(client, "/terms")
    assert re.findall(r'<li><a href="#term-([a-z]+)">([A-Z])</a>', html) == [
        ("sham", "S"),
        ("tea", "T"),
    ]
    assert html.index('id="term-sham"') < html.index('id="term-tea"')


def test_a_term_in_text_is_a_link_that_carries_its_meaning(tmp_path: Path) -> None:
    knees = (
        SORE_KNEES.replace("Pain at the knee", "Sham or sham")
        .replace("sign: Hot swelling", "sign: A sham")
        .replace("lay: A fat knee, ", "")
    )
    folder = write_collection(
        tmp_path / "evidence",
        conditions__sore_knees=knees,
        vocabulary__terms=TERMS.replace("Sham treatment", "Sham"),
    )
    html = html_of(create_app(folder, tmp_path / "index").test_client(), "/conditions/sore-knees")
    term = (
        '<a class="term" href="/terms#term-sham" data-means="A pretended treatment.">Sham</a> or'
        " sham"
    )
    assert term in html
    assert "<summary>A sham</summary>" in html


def test_a_claim_says_its_verdict_first(client: FlaskClient) -> None:
    text = words(html_of(client, "/claims/hopping-heals-knees-hopping-heals"))
    assert "○ Not supported “Hopping heals knees.” Plain words" in text
    assert HEALS.splitlines()[0] == "claim: Hopping heals knees."
