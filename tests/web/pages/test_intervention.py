"""The page of an intervention at its three reading levels: what each holds, how the choice is kept,
and what is always visible.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kb.loading import load
from kb.model.library import Library
from small_collection import HERB_TEA, HOPPING, write_collection
from web.application import create_app
from web.parts.absolute_view import of_findings

LEVELS = ("plain", "clinician", "study")
MORE = """\
  - id: able-2020--2
    population: Adults with chronic knee pain
    stage: chronic
    comparator: usual-care
    outcome: pain
    effect: {measure: MD, estimate: -6.0, low: -9.0, high: -3.0, scale: points-100, better: lower}
    certainty: {level: very-low, concerns: [{domain: imprecision, levels: 2, why: few people}]}
    source: able-2020
"""


@pytest.fixture(scope="module")
def app_client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A reader of a collection with one finding more than leads."""
    hopping = HOPPING.replace("harms:\n", f"{MORE}harms:\n")
    tea = HERB_TEA.replace("related:", "delivery:\n  - {what: A cup, source: baker-2019}\nrelated:")
    folder = write_collection(
        tmp_path_factory.mktemp("evidence"),
        interventions__hopping=hopping,
        interventions__herb_tea=tea,
    )
    assert load(folder).problems == ()
    return create_app(folder, tmp_path_factory.mktemp("index")).test_client()


@pytest.fixture
def client(app_client: FlaskClient) -> Iterator[FlaskClient]:
    """The same reader, without cookies."""
    yield app_client
    app_client.delete_cookie("level")


def text(client: FlaskClient, query: str = "") -> str:
    """The page, its tags taken out."""
    html = client.get(f"/interventions/hopping{query}").get_data(as_text=True)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html).replace("\u2060", ""))


def facts(html: str) -> int:
    """Where the facts of the card begin."""
    found = re.search(r'<dl class="(facts|glance)"', html)
    assert found
    return found.start()


def test_a_clinician_reads_statement_and_number_and_is_who_reads_by_default(
    client: FlaskClient,
) -> None:
    page = text(client)
    assert "hopping may reduce pain slightly in the short term compared with usual care" in page
    assert "Mean difference −7.20" in page
    assert "<b>Wording:" not in page


def test_plain_words_say_the_same_without_statistics(client: FlaskClient) -> None:
    page = text(client, "?level=plain")
    assert (
        "With hopping people may have a little less pain at 3 months than with usual care" in page
    )
    assert "We’re not very certain of this." in page
    assert "may reduce pain slightly" not in page and "Mean difference" not in page


def test_in_plain_words_the_first_finding_is_the_answer_and_every_finding_keeps_its_place(
    client: FlaskClient,
) -> None:
    html = client.get("/interventions/hopping?level=plain").get_data(as_text=True)
    answer = re.search(r'<p class="answer lead">(.*?)</p>', html)
    assert answer and "a little less pain" in answer[1]
    assert html.count("a little less pain") == 2, "once as the answer and once among all results"
    assert "a little less pain" not in client.get(
        "/interventions/hopping?level=clinician"
    ).get_data(as_text=True)
    for id in ("able-2020--1", "able-2020--2", "baker-2019--1"):
        assert f'id="{id}"' in html


def test_study_tells_why_this_certainty_how_the_number_arises_and_which_rule_chose_the_words(
    client: FlaskClient,
) -> None:
    page = text(client, "?level=study")
    assert "Low certainty Why: We haven\u2019t recorded the reasons." in page
    assert "Very low certainty Why: Rated down two levels for imprecision (few people)." in page
    assert (
        "Size is classified from the estimate alone, by bands: small from 5, moderate over"
        " 10, large over 20." in page
    )
    assert "Wording: Favours one side" in page
    assert "Usual care: What people ordinarily get." in page


def test_a_small_word_is_no_abbreviation(tmp_path: Path) -> None:
    terms = (
        "- {id: odds-ratio, name: Odds ratio, definition: One odds by another., abbreviation: OR}\n"
    )
    said = HOPPING.replace(
        "    source: able-2020\n",
        "    words: Pain or stiffness grew less.\n    source: able-2020\n",
        1,
    )
    folder = write_collection(
        tmp_path / "evidence", interventions__hopping=said, vocabulary__terms=terms
    )
    assert load(folder).problems == ()
    page = text(create_app(folder, tmp_path / "index").test_client(), "?level=study")
    assert "Pain or stiffness grew less." in page
    assert "Odds ratio:" not in page


def test_at_study_level_a_term_is_explained_where_it_first_appears(tmp_path: Path) -> None:
    terms = "- {id: sore-feet, name: Sore feet, definition: Feet that hurt.}\n"
    folder = write_collection(
        tmp_path / "evidence", interventions__hopping=HOPPING, vocabulary__terms=terms
    )
    client = create_app(folder, tmp_path / "index").test_client()
    assert text(client, "?level=study").count("Sore feet (feet that hurt)") == 1
    assert "(Feet that hurt)" not in text(client, "?level=clinician")


def test_to_study_a_level_of_certainty_is_explained(client: FlaskClient) -> None:
    assert "Low certainty: Limited confidence" in text(client, "?level=study")


def test_a_level_is_remembered_for_a_year_on_this_site_alone(client: FlaskClient) -> None:
    answer = client.get("/interventions/hopping?level=plain")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("level=plain;")
    for said in ("Max-Age=31536000", "SameSite=Lax", "HttpOnly", "Path=/"):
        assert said in cookie
    assert "a little less pain" in text(client)
    assert "may reduce pain slightly" in text(client, "?level=clinician")
    assert "may reduce pain slightly" in text(client)


@pytest.mark.parametrize("level", ["", "expert", "plain'", "<script>", "PLAIN"])
def test_a_word_that_is_no_level_is_passed_over_and_never_kept(
    client: FlaskClient, level: str
) -> None:
    answer = client.get("/interventions/hopping", query_string={"level": level})
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert "may reduce pain slightly" in answer.get_data(as_text=True)
    client.set_cookie("level", "expert")
    assert "may reduce pain slightly" in text(client)


@pytest.mark.parametrize("level", LEVELS)
def test_answers_for_different_readers_are_kept_apart(client: FlaskClient, level: str) -> None:
    answer = client.get(f"/interventions/hopping?level={level}")
    assert "Cookie" in answer.headers["Vary"]
    assert "private" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("level", LEVELS)
def test_every_finding_has_its_anchor_at_every_level_and_no_id_stands_twice(
    client: FlaskClient, level: str
) -> None:
    html = client.get(f"/interventions/hopping?level={level}").get_data(as_text=True)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {"able-2020--1", "able-2020--2", "baker-2019--1"} <= set(ids)


def test_in_plain_words_cautions_come_right_after_the_answer_with_their_sources(
    client: FlaskClient,
) -> None:
    html = client.get("/interventions/hopping?level=plain").get_data(as_text=True)
    places = [found.start() for found in re.finditer("Not on stairs", html)]
    assert len(places) == 1
    assert html.index('class="answer') < places[0] < html.index('id="harms"')
    assert "Do not use" in html[html.index('id="cautions-first"') : places[0]]
    assert "<sup>" in html[places[0] : html.index("</li>", places[0])]


@pytest.mark.parametrize("level", LEVELS[1:])
def test_cautions_come_right_after_the_answer_and_with_their_sources_further_down(
    client: FlaskClient, level: str
) -> None:
    html = client.get(f"/interventions/hopping?level={level}").get_data(as_text=True)
    places = [found.start() for found in re.finditer("Not on stairs", html)]
    assert len(places) == 2
    assert html.index('class="answer"') < places[0] < facts(html)
    assert html.index('id="cautions"') < places[1]
    assert "Contraindications and cautions" in html[html.index('id="cautions"') : places[1]]
    assert "Do not use" in html[html.index('id="cautions-first"') : places[0]]


def test_without_cautions_the_card_says_whose_lack_that_is(client: FlaskClient) -> None:
    html = client.get("/interventions/herb-tea").get_data(as_text=True)
    box = html[html.index('id="cautions-first"') : facts(html)]
    assert "None recorded in the sources we read. That doesn’t mean there are none." in box
    assert 'id="cautions"' not in html


@pytest.mark.parametrize("level", LEVELS)
def test_harms_and_the_cautions_of_the_card_are_never_folded(
    client: FlaskClient, level: str
) -> None:
    html = client.get(f"/interventions/hopping?level={level}").get_data(as_text=True)
    end = 'id="delivery"' if level == "plain" else 'id="cautions"'
    harms = html[html.index('id="harms"') : html.index(end)]
    assert "Sore feet" in harms
    unfolded = html.partition("<article")[2].partition("<details")[0]
    assert "Not on stairs" in unfolded or level == "plain"
    assert "<details" not in harms
    card = html[html.index("<article") :]
    assert (
        "<details" not in card[: card.index('id="delivery"') if level == "plain" else facts(card)]
    )
    before = html[: html.index('id="harms"')]
    assert before.count("<details") == before.count("</details>")


def test_what_does_not_lead_is_folded_by_outcome_and_unfolded_on_request(
    client: FlaskClient,
) -> None:
    html = client.get("/interventions/hopping").get_data(as_text=True)
    fold = html[html.index('id="all-pain"') :]
    assert fold.index("able-2020--2") < fold.index("</details>")
    assert " open" not in html[html.index('id="all-pain"') : html.index('id="all-pain"') + 40]
    opened = client.get("/interventions/hopping?folds=open").get_data(as_text=True)
    assert '<details class="fold" id="all-pain" open>' in opened


def test_layers_are_in_their_order(client: FlaskClient) -> None:
    html = client.get("/interventions/hopping").get_data(as_text=True)
    parts = (
        "name",
        "disagreements",  # of a key finding: on the card
        "findings",
        "harms",
        "delivery",
        "recommendations",
        "claims",
        "pictures",
        "unknown",
        "sources",
        "changes",
    )
    places = [html.index(f'id="{part}"') for part in parts]
    assert places == sorted(places)


def test_a_picture_is_named_and_described_and_has_its_numbers(client: FlaskClient) -> None:
    html = client.get("/interventions/hopping?level=clinician").get_data(as_text=True)
    svg = re.search(r'<svg class="forest".*?</svg>', html, re.DOTALL)
    assert svg
    named = re.search(r'role="img" aria-labelledby="(\S+) (\S+)"', svg[0])
    assert named
    assert f'<title id="{named[1]}">Pain. Mean difference on a 0–100 scale</title>' in svg[0]
    assert f'<desc id="{named[2]}">' in svg[0]
    assert "← favours hopping" in svg[0] and "favours comparator →" in svg[0]
    assert "−7.20 (−11.3 to −3.1)" in svg[0]
    assert "nan" not in svg[0].lower() and "inf" not in svg[0].lower()


def test_delivery_says_what_its_source_does_not_report(client: FlaskClient) -> None:
    tea = client.get("/interventions/herb-tea").get_data(as_text=True)
    assert "Not reported here: who gives it, how much, how long." in tea
    assert "Not reported here" not in text(client)


def test_claims_about_it_are_on_its_page(client: FlaskClient) -> None:
    page = text(client)
    assert "Not supported “Hopping heals knees.”" in page


def test_a_finding_with_the_data_of_another_entry_leads_there(tmp_path: Path) -> None:
    tea = HERB_TEA.replace("    key: true\n", "    same-data-as: hopping#able-2020--1\n")
    client = create_app(
        write_collection(tmp_path / "e", interventions__herb_tea=tea), tmp_path / "i"
    ).test_client()
    html = client.get("/interventions/herb-tea").get_data(as_text=True)
    assert 'href="/interventions/hopping#able-2020--1">same data as another finding</a>' in html
    assert "The results on herb tea are counted once, under" in html
    assert '<details class="fold" id="all-function" open>' in html


def test_an_absolute_effect_has_its_certainty_next_to_it(
    shipped: Flask, shipped_library: Library
) -> None:
    client, tried = shipped.test_client(), 0
    for id, answer in shipped_library.answers.items():
        for shown in of_findings(answer)[:1]:
            html = client.get(f"/interventions/{id}").text
            row = html[html.index("<dt>Of 100 people") :].partition("</dd>")[0]
            assert shown.certainty and shown.certainty.words in row, id
            tried += 1
    assert tried > 3


def test_no_caution_and_a_serious_harm_leads_to_the_harms(
    shipped: Flask, shipped_library: Library
) -> None:
    client, tried = shipped.test_client(), 0
    for id, answer in shipped_library.answers.items():
        if not answer.cautions and answer.serious_seen:
            tried += 1
            for path in ("", "?level=plain", "/leaflet"):
                html = client.get(f"/interventions/{id}{path}").text
                assert 'See the <a href="#harms">serious harms</a>. No other' in html
                assert 'id="harms"' in html
    assert tried


def test_a_summary_calls_all_of_it_ungraded_only_if_it_is(
    shipped_library: Library,
) -> None:
    for id, entry in shipped_library.interventions.items():
        if "None of this was graded" in entry.summary:
            levels = {one.level for one in shipped_library.answers[id].findings.values()}
            assert levels == {"not-graded"}, id
