"""What was understood of a search, as pages and the API show it: offers, exact search, reasons,
suggestions.
"""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient


@pytest.fixture(scope="module")
def client(shipped: Flask) -> FlaskClient:
    return shipped.test_client()


def page(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.text


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("/search?q=yoga+vs+pilates", 'href="/compare?with=yoga&amp;with=pilates"'),
        ("/search?q=what+works+for+chronic+back+pain", 'href="/matrix?stage=chronic"'),
        ("/search?q=side+effects+of+naproxen", 'href="/interventions/nsaids#harms"'),
        ("/search?q=needles", 'href="/interventions/dry-needling"'),
        ("/search?q=yogha", 'href="/search?q=yogha&amp;exact=1"'),
        ("/search?q=yogha&exact=1", 'href="/search?q=yogha"'),
        ("/search?q=zzzz&kind=claim", 'href="/search?q=zzzz"'),
        ("/search?q=zzzz", 'href="/interventions"'),
    ],
)
def test_a_search_offers_where_to_go(client: FlaskClient, address: str, link: str) -> None:
    assert link in page(client, address)


@pytest.mark.parametrize(
    "address",
    [
        "/compare?with=yoga&with=pilates",
        "/matrix?stage=chronic",
        "/search?q=exercise+acute&stage=acute",
        "/terms#term-rmdq",
    ],
)
def test_what_is_offered_is_there(client: FlaskClient, address: str) -> None:
    assert page(client, address.partition("#")[0])
    assert f'id="{address.partition("#")[2]}"' in page(client, "/terms") if "#" in address else True


def test_a_search_that_is_narrowed_stays_exact(client: FlaskClient) -> None:
    text = page(client, "/search?q=yoga&exact=1")
    assert "Showing exact words only." in text
    narrowed = re.findall(r'href="(/search\?[^"]*kind=[^"]*)"', text)
    assert narrowed
    assert all("exact=1" in address for address in narrowed)


def test_what_answers_is_in_a_box(client: FlaskClient) -> None:
    box = '<section class="boxed" aria-label="Answer">'
    asked = page(client, "/search?q=yoga+vs+cyclobenzaprine")
    assert box in asked.partition('class="results"')[0]
    assert box not in page(client, "/search?q=yoga")


def test_an_answer_about_several_medicines_is_a_list_that_says_nothing_twice(
    client: FlaskClient,
) -> None:
    text = page(client, "/search?q=can+i+take+muscle+relaxants+with+my+blood+thinner")
    box = re.search(r'<section class="boxed" aria-label="Answer">(.*?)</section>', text, re.S)
    assert box
    items = [*re.findall(r"<p class=\"big\">(.*?)</p>", box[1], re.S)]
    items += re.findall(r"<li>(.*?)</li>", box[1], re.S)
    assert len(items) > 5 and len(set(items)) == len(items)
    assert sum("That doesn’t mean it’s safe." in one for one in items) == 1
    drugs = ("tizanidine: ", "methocarbamol: ", "baclofen: ", "carisoprodol: ")
    for one in items:
        if not one.startswith("Serious harms"):
            assert sum(drug in one for drug in drugs) < 2


def test_a_hit_says_how_many_guidelines_are_for_and_against(client: FlaskClient) -> None:
    hit = page(client, "/search?q=lumbar+supports").partition('class="panel hit"')[2]
    assert "Guidelines: 2 against</p>" in hit.partition("</li>")[0]


def test_what_is_about_something_else_is_said_first(client: FlaskClient) -> None:
    text = page(client, "/search?q=knee+replacement")
    assert "not about \u201cknee replacement\u201d itself." in text


def test_a_hit_says_nothing_twice(client: FlaskClient) -> None:
    """The reason of a claim is its answer; an excerpt of it would say the same again."""
    text = page(client, "/search?q=heat&kind=claim")
    hits = re.findall(r'<p class="statement">(.*?)</p>(.*?)</li>', text, re.DOTALL)
    assert hits
    for answer, rest in hits:
        excerpt = re.sub("<[^>]+>", "", rest.partition("… ")[2].partition(" …")[0])
        assert not excerpt or excerpt not in answer


def test_a_page_of_hits_says_how_many_pages_there_are(client: FlaskClient) -> None:
    total = client.get("/api/v1/search?q=heat").get_json()["total"]
    last = -(-total // 10)
    assert last > 1
    assert f"Page 1 of {last}" in page(client, "/search?q=heat")
    assert f"Page {last} of {last}" in page(client, "/search?q=heat&page=99")


def test_the_api_searches_exactly(client: FlaskClient) -> None:
    assert client.get("/api/v1/search?q=yogha").get_json()["hits"][0]["id"] == "yoga"
    assert client.get("/api/v1/search?q=yogha&exact=1").get_json()["hits"] == []


def test_the_api_explains_how_a_score_is_made(client: FlaskClient) -> None:
    hit = client.get("/api/v1/search?q=flexeril&explain=1").get_json()["hits"][0]
    assert sum(score for _, score in hit["parts"]) == pytest.approx(hit["score"], rel=1e-3)
    assert "parts" not in client.get("/api/v1/search?q=flexeril").get_json()["hits"][0]


def test_the_api_suggests(client: FlaskClient) -> None:
    answer = client.get("/api/v1/suggest?q=flexer&limit=3").get_json()
    assert answer["query"] == "flexer"
    assert answer["suggestions"][0] == {
        "text": "Flexeril",
        "kind": "intervention",
        "title": "Cyclobenzaprine",
        "url": "/interventions/cyclobenzaprine",
    }
    assert len(answer["suggestions"]) <= 3
    assert client.get("/api/v1/suggest?q=").get_json()["suggestions"] == []


@pytest.mark.parametrize(
    "address",
    [
        "suggest?q=yo&limit=0",
        "suggest?q=yo&size=3",
        "search?q=yo&exact=yes",
        "search?q=yo&explain=2",
    ],
)
def test_the_api_refuses_what_it_does_not_know_and_says_why(
    client: FlaskClient, address: str
) -> None:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 400
    assert response.is_json


@pytest.mark.parametrize(
    "address",
    [
        "/search?q=tens+pregnant",
        "/search?q=tens+caution:pregnancy",
        "/search?q=tens&caution=pregnancy",
    ],
)
def test_a_hit_warns_those_whom_the_search_names(client: FlaskClient, address: str) -> None:
    text = page(client, address)
    warning = re.search(r'<p class="caution contraindicated">(.*?)</p>', text, re.DOTALL)
    assert warning
    assert "Do not use: Not on the trunk in pregnancy" in re.sub("<[^>]+>", "", warning[1])


def test_an_inherited_warning_says_from_whom(client: FlaskClient) -> None:
    text = page(client, "/search?q=electroacupuncture&caution=pregnancy")
    assert "from acupuncture: Pregnancy: tell the practitioner" in text


def test_the_api_has_the_warning_and_refuses_an_unknown_group(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?q=tens&caution=pregnancy").get_json()["hits"][0]
    assert (found["id"], found["warning"]["kind"]) == ("tens", "contraindicated")
    assert client.get("/api/v1/search?caution=pregnant-ish").status_code == 400


def test_a_comparison_and_a_caution_are_in_plain_words_for_patients(shipped: Flask) -> None:
    reader = shipped.test_client()
    asked = "/search?q=heat+or+ice&level="
    plain, said = (reader.get(asked + level).text for level in ("plain", "clinician"))
    bracket = "60 participants; certainty not graded"
    assert bracket in said.partition("</section>")[0]
    assert bracket not in plain.partition("</section>")[0]
    asked = "/search?q=duloxetine+liver&level="
    plain, said = (reader.get(asked + level).text for level in ("plain", "clinician"))
    words, clinicians = "if your liver works less well</p>", "Not with liver impairment"
    assert words in plain and clinicians in said and words not in said


def test_without_a_usable_finding_patients_read_what_is_known(shipped: Flask) -> None:
    page = shipped.test_client().get("/search?q=bed+rest&level=plain").text
    assert "No usable finding here" not in page


def test_help_in_an_emergency_has_no_treatment_in_its_heading(client: FlaskClient) -> None:
    page = client.get("/search?q=black+stools+naproxen").text
    box = page[page.index('class="boxed stop"') :]
    assert "<h2>Get help now</h2>" in box[:100]
    assert box.index("get emergency help now") < box.index("Gastrointestinal bleeding")
    assert box.index('href="/interventions/nsaids#harms"') < box.index("</section>")


@pytest.mark.parametrize("address", ["/search?q=amlodipine", "/search?q=amlodipine&kind=claim"])
def test_a_medicine_that_no_entry_is_about_is_mentioned_once(
    client: FlaskClient, address: str
) -> None:
    text = page(client, address)
    assert text.count("no entry about it") == 1
    assert "only mention your words" not in text


def test_words_outside_the_scope_come_before_what_an_address_got_wrong(client: FlaskClient) -> None:
    text = page(client, "/search?q=diabetes&kind=nonsense")
    assert re.search("<strong>[^<]*diabetes[^<]*</strong>", text, re.IGNORECASE)
    assert re.search('quiet-note">[^<]*nonsense', text)


def test_no_excerpt_repeats_what_the_card_says(shipped: Flask) -> None:
    reader = shipped.test_client()
    hit = reader.get("/search?q=back+pain").text.partition(">Pain education</a>")[2]
    assert "<mark>" not in hit.partition("</li>")[0]
    hit = reader.get("/search?q=cyclobenzaprine+liver").text.partition(">Cyclobenzaprine</a>")[2]
    assert "<mark>liver</mark>" in hit.partition("</li>")[0]


def test_a_red_flag_is_in_patients_words_in_hits_and_comparisons(shipped: Flask) -> None:
    reader = shipped.test_client()
    for path in ("/search?q=pregnant+acupuncture", "/compare?with=acupuncture&with=yoga"):
        said = reader.get(f"{path}&level=plain").text
        assert "You are short of breath or your chest hurts" in said
        assert "Chest pain or breathlessness within" not in said
