"""Pages as readers, programs and attackers ask for them: through Flask's client, and over real
HTTP.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from kb.loading import Unreadable
from served import served
from small_collection import ABLE, HERB_TEA, HOPPING, OUTCOMES, write_collection
from web.application import create_app

PAGES = [
    "/",
    "/search",
    "/search?q=hopping",
    "/search?q=nothing-like-it-zzz",
    "/interventions",
    "/interventions/hopping",
    "/interventions/herb-tea",
    "/conditions/sore-knees",
    "/claims",
    "/claims/hopping-heals-knees-hopping-heals",
    "/sources",
    "/sources/able-2020",
    "/about",
    "/terms",
    "/changes",
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the indexes of these tests are kept."""
    return tmp_path_factory.mktemp("index")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, index: Path) -> Flask:
    """The application over the small collection."""
    return create_app(write_collection(tmp_path_factory.mktemp("evidence")), index)


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    """A reader."""
    return app.test_client()


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    """The same application over real HTTP."""
    with served(app) as address:
        yield address


def page(client: FlaskClient, path: str, status: int = 200) -> str:
    """The text of a page, its tags taken out and its white space folded."""
    response = client.get(path)
    assert response.status_code == status, f"{path}: {response.status_code}"
    text = re.sub(r"<script.*?</script>|<[^>]+>", " ", response.get_data(as_text=True))
    return re.sub(r"\s+", " ", text.replace("\u2060", ""))


def over(folder: Path, index: Path, *, edit: bool = False) -> FlaskClient:
    """A reader of the collection in that folder."""
    return create_app(folder, index, edit=edit).test_client()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_and_has_one_heading_and_its_landmarks(
    client: FlaskClient, path: str
) -> None:
    html = client.get(path).get_data(as_text=True)
    assert client.get(path).status_code == 200
    assert html.count("<h1") == 1
    assert '<html lang="en">' in html
    assert all(f"<{landmark}" in html for landmark in ("header", "main", "footer", "nav"))


@pytest.mark.parametrize("path", PAGES)
def test_no_page_holds_inline_script_or_style(client: FlaskClient, path: str) -> None:
    html = client.get(path).get_data(as_text=True)
    assert "style=" not in html
    assert "<style" not in html
    assert re.findall(r'<script(?![^>]*\bsrc=)(?! type="application/ld\+json">)', html) == []
    assert re.findall(r"\son[a-z]+=", html) == []


@pytest.mark.parametrize(
    "path", [*PAGES, "/nowhere", "/static/style.css", "/api/v1/entries", "/healthz"]
)
def test_every_answer_carries_the_security_headers(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        headers = response.headers
    assert headers["Content-Security-Policy"].startswith(
        "default-src 'none'; style-src 'self'; script-src 'self'"
    )
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Referrer-Policy" in headers
    assert "Permissions-Policy" in headers


def test_every_link_within_the_site_leads_somewhere(app: Flask) -> None:
    client = app.test_client(use_cookies=False)  # no level that a link chooses is kept
    for path in PAGES:
        html = client.get(path).get_data(as_text=True)
        for link in set(re.findall(r'href="(/[^"]*)"', html)):
            target, _, part = link.replace("&amp;", "&").partition("#")
            with client.get(target, follow_redirects=True) as found:
                assert found.status_code == 200, f"{path} links to {link}"
            assert not part or f'id="{part}"' in found.get_data(as_text=True), (
                f"{path} links to {link}"
            )
        for part in set(re.findall(r'href="#([^"]+)"', html)):
            assert f'id="{part}"' in html, f"{path} links to #{part}"


def test_the_answer_card_comes_first_and_says_what_matters(client: FlaskClient) -> None:
    text = page(client, "/interventions/hopping")
    card, _, below = text.partition("Save, cite or export")
    for said in (
        "Hopping",
        "May ease chronic knee pain a little",
        "Not on stairs",
        "⊕⊕◯◯ Low",
        "Small effect",
        "7.20 points better on 0–100 (3.1 to 11.3)",
        "Sore feet · 3 of 40",
        "Ten hops each morning",
        "Usual care",
        "15 January 2026",
    ):
        assert said in card, said
    assert "Knee Society" in below


def test_each_finding_has_its_id_as_anchor_and_its_numbers_next_to_its_sentence(
    client: FlaskClient,
) -> None:
    html = client.get("/interventions/hopping").get_data(as_text=True)
    row = re.search(r'<tr class="finding" id="able-2020--1".*?</tr>', html, re.DOTALL)
    assert row
    for said in (
        "Usual care",
        "Mean difference −7.20",
        "95% CI −11.3 to −3.1",
        "313 people",
        "4 studies",
        "Low certainty",
        "may reduce pain slightly",
    ):
        assert said in row[0], said


def test_sources_are_numbered_in_the_order_of_citing(client: FlaskClient) -> None:
    html = client.get("/interventions/hopping").get_data(as_text=True)
    first_cites = list(dict.fromkeys(re.findall(r'href="#source-([a-z0-9-]+)"', html)))
    assert first_cites == re.findall(r'<li id="source-([a-z0-9-]+)"', html)
    assert first_cites[0] == "able-2020"
    assert "https://doi.org/10.5555/hopping.1" in html, "the best address of each"


CAREFUL = """\
  - id: baker-2019--9
    population: Adults with sore joints
    people: people with sore joints
    stage: acute
    comparator: placebo
    outcome: comfort
    effect: {measure: SMD, estimate: 9.5, low: 9.1, high: 9.9, better: higher}
    certainty: {level: not-graded}
    source: baker-2019
    implausible: true
    secondary: true
    indirect: {about: people, why: all sore joints}
    same-data-as: able-2020--1
harms:
"""


def test_a_finding_to_be_read_with_care_says_why(tmp_path: Path, index: Path) -> None:
    hopping = HOPPING.replace("harms:\n", CAREFUL)
    text = page(
        over(write_collection(tmp_path, interventions__hopping=hopping), index),
        "/interventions/hopping",
    )
    for said in (
        "About other people: all sore joints.",
        "Seen only in a secondary source.",
        "The size is too large to be believed.",
        "Reports the same data as another finding ; not counted again.",
    ):
        assert said in text, said


def test_recommendations_keep_direction_and_strength_and_show_disagreement(
    tmp_path: Path, index: Path
) -> None:
    council = "  - {body: Hop Council, population: all, source: baker-2019"
    now = f"{council}, year: 2019, direction: against, strength: strong, stated: do not hop}}\n"
    before = f"{council}, year: 2009, direction: for, strength: weak, superseded: true}}\n"
    hopping = HOPPING.replace("recommendations:\n", f"recommendations:\n{now}{before}")
    text = page(
        over(write_collection(tmp_path, interventions__hopping=hopping), index),
        "/interventions/hopping",
    )
    assert "Guidelines don’t all say the same. For: Knee Society" in text
    assert "in chronic pain. Against: Hop Council 2019, in all." in text
    assert "Against , strong · 2019" in text
    assert "“do not hop”" in text
    assert "For , weak · 2009 superseded" in text


def test_search_shows_hits_as_answer_cards(client: FlaskClient) -> None:
    text = page(client, "/search?q=hopping")
    assert "hopping may reduce pain slightly" in text
    assert "⊕⊕◯◯ Low certainty" in text
    assert "▰▱▱ Small effect" in text


def test_a_filter_about_findings_shows_the_finding_that_meets_it(client: FlaskClient) -> None:
    html = client.get("/search?q=hopping&stage=acute&kind=intervention").get_data(as_text=True)
    statement = re.search(r'<p class="statement">(.*?)</p>', html)
    assert statement
    assert statement[1].startswith("In acute knee pain, one trial found no clear difference")


def test_what_was_done_to_several_entries_is_said_once(tmp_path: Path, index: Path) -> None:
    client = over(write_collection(tmp_path), index)
    text = page(client, "/changes")
    assert text.count("15 January 2026") == 1
    assert text.count("First version") == 1


def test_the_signs_of_a_hit_speak_of_the_finding_it_shows(tmp_path: Path, index: Path) -> None:
    """As do those of the entry: pain is of moderate certainty and first, function is low."""
    pain = HOPPING.partition("  - id: able-2020--1")[2].partition("  - id: ")[0]
    function = (
        pain.replace("outcome: pain", "outcome: function")
        .replace("measure: MD", "measure: SMD")
        .replace("      scale: points-100\n", "")
    )
    hopping = HOPPING.replace("{level: low}", "{level: moderate}").replace(
        "harms:\n", f"  - id: able-2020--2{function}harms:\n"
    )
    client = over(write_collection(tmp_path, interventions__hopping=hopping), index)
    assert "⊕⊕⊕◯ Moderate certainty" in page(client, "/interventions")
    text = page(client, "/search?q=hopping&kind=intervention").partition("Filter and sort")[0]
    assert (
        "hopping probably reduces pain slightly in the short term compared with usual care. ⊕⊕⊕◯"
        " Moderate certainty" in text
    )


def test_chosen_facets_stay_chosen_and_counted(client: FlaskClient) -> None:
    html = client.get("/search?kind=intervention&category=drug").get_data(as_text=True)
    chosen = re.findall(r'<a href="([^"]*)" aria-current="true">', html)
    assert "/search?q=&amp;kind=intervention" in chosen
    assert html.count("panel hit") == 1
    assert "Herb tea" in html
    assert "1 result" in page(client, "/search?kind=intervention&category=drug")


def test_unknown_filter_values_are_dropped_and_said(client: FlaskClient) -> None:
    text = page(client, "/search?q=hopping&certainty=enormous&kind=intervention")
    assert "Ignored “enormous”: no such certainty." in text
    assert "hopping may reduce pain slightly" in text


def test_a_search_without_hits_gives_next_steps(client: FlaskClient) -> None:
    text = page(client, "/search?q=zzzzzz&category=drug")
    assert "0 results" in text
    assert "Search without filters" in text
    assert "Browse all treatments" in text


def test_results_come_in_pages(tmp_path: Path, index: Path) -> None:
    more = {f"sources__more_{number}": ABLE for number in range(45)}
    client = over(write_collection(tmp_path, **more), index)
    assert "Page 1 of 5 Next" in page(client, "/search?q=&kind=source")
    assert "Previous Page 2 of 5 Next" in page(client, "/search?kind=source&page=2")
    assert "Previous Page 5 of 5" in page(client, "/search?kind=source&page=999")
    assert (
        client.get("/search?kind=source&page=5").get_data(as_text=True).count('class="panel hit"')
        == 8
    )
    assert (
        client.get("/search?kind=source&page=3").get_data(as_text=True).count('class="panel hit"')
        == 10
    )


ODD = [
    "",
    " ",
    "((",
    "*",
    '"',
    "a" * 10_000,
    "😀" * 3000,
    "\x00",
    "%00",
    "'; DROP TABLE x; --",
    "<script>alert(1)</script>",
    "مرحبا",
    "\u202eabc",
    "-",
    "AND OR NOT",
    "certainty:>=",
    "a:b:c",
    "\\",
    "{{7*7}}",
    "${7*7}",
    "../../etc/passwd",
    "\ud7ff",
    "a\nb\r\nc",
    "%",
]


@pytest.mark.parametrize("typed", ODD)
def test_whatever_is_typed_gets_a_page_and_comes_back_as_text(
    client: FlaskClient, typed: str
) -> None:
    for path in ("/search", "/api/v1/search"):
        assert client.get(path, query_string={"q": typed}).status_code == 200
    html = client.get(
        "/search", query_string={"q": typed, "kind": typed, "page": typed, "sort": typed}
    ).get_data(as_text=True)
    assert "<script>alert" not in html
    assert "\x00" not in html
    assert ">49<" not in html


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/search?sort=bogus", "Ignored “bogus”: no such sort by."),
        ("/search?page=abc", "“abc” isn’t a page number. Showing the first page."),
        ("/search?page=0", "“0” isn’t a page number. Showing the first page."),
        ("/search?page=99", "Page 99 doesn’t exist. Showing the last page."),
        ("/search?exact=yes", "Ignored “yes”: no such exact."),
        (
            "/search?outcom=pain",
            "“outcom” isn\u2019t an option here, so we ignored it. Did you mean “outcome”?",
        ),
        (
            "/search?" + "&".join(f"stage=x{number}" for number in range(30)),
            "Ignored 25 more values for stage.",
        ),
        (
            "/matrix?outcom=pain",
            "“outcom” isn\u2019t an option here, so we ignored it. Did you mean “outcome”?",
        ),
        ("/matrix?stage=acute&stage=chronic", "Only the first of 2 is shown under stage."),
        (
            "/claims?verdikt=x",
            "“verdikt” isn\u2019t an option here, so we ignored it. Did you mean “verdict”?",
        ),
        (
            "/compare?wiht=hopping",
            "“wiht” isn\u2019t an option here, so we ignored it. Did you mean “with”?",
        ),
        (
            "/compare?" + "&".join(f"with=x{number}" for number in range(30)),
            "Only the first 20 of 30 were used.",
        ),
        ("/interventions/hopping?level=zz", "Ignored “zz”: no such reading level."),
        (
            "/interventions/hopping?lvl=plain",
            "“lvl” isn\u2019t an option here, so we ignored it.",
        ),
    ],
)
def test_an_address_that_asks_for_something_unknown_says_so(
    client: FlaskClient, path: str, said: str
) -> None:
    assert said in page(client, path)


def test_something_unknown_in_an_address_stays_text(client: FlaskClient) -> None:
    assert "“&lt;script&gt;” isn’t an option here" in client.get("/search?%3Cscript%3E=1").text


@pytest.mark.parametrize(
    "path",
    [
        "/search?q=tea",
        "/matrix?stage=acute",
        "/claims?about=hopping",
        "/compare?with=hopping",
        "/interventions/hopping?level=plain",
    ],
)
def test_what_trackers_add_goes_unsaid(app: Flask, path: str) -> None:
    client = app.test_client()  # it keeps the colours asked for
    with_trackers = client.get(
        f"{path}&utm_source=x&utm_id=1&fbclid=x&gclid=x&ref=x&colours=dark"
    ).text
    assert with_trackers.count('class="note"') == client.get(path).text.count('class="note"')


@pytest.mark.parametrize(
    "query",
    [
        "page=-1",
        "page=0",
        "page=x",
        "page=1e9",
        "page=99999999999999999999",
        "page=%D9%A3",
        "page=1&page=2",
        "q=a&q=b",
        "&".join(["kind=x"] * 3000),
        "&".join(["kind=source"] * 3000),
        "q=%FF%FE",
        "%FF=%FF",
        "q[]=1",
        "=",
        "&&&",
        "sort=nothing",
        "q=a;b",
        "utm_source=x",
    ],
)
def test_odd_addresses_get_a_page(client: FlaskClient, query: str) -> None:
    assert client.get(f"/search?{query}").status_code == 200


def test_an_address_without_measure_is_refused_politely(client: FlaskClient) -> None:
    assert "The address is too long" in page(client, "/search?q=" + "a" * 200_000, status=414)


@pytest.mark.parametrize(
    "path",
    [
        "/interventions/hoping",
        "/hopping",
        "/conditions/hopping",
        "/interventions/hopping/x/hopp",
    ],
)
def test_an_unknown_address_suggests_the_nearest_entries(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert 'href="/interventions/hopping"' in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/interventions/hopping/", "/interventions/hopping"),
        ("/interventions/HOPPING", "/interventions/hopping"),
        ("/interventions/", "/interventions"),
        ("/search/?q=a+b&kind=source", "/search?q=a+b&kind=source"),
        ("/search/?q=%0d%0aX:%20y", "/search?q=%0d%0aX:%20y"),
        ("/api/v1/entries/", "/api/v1/entries"),
        ("/interventions/h%3Fpping/", "/interventions/h%3Fpping"),
    ],
)
def test_a_stroke_at_the_end_leads_to_the_page_without(
    client: FlaskClient, path: str, meant: str
) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (308, meant)
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/nowhere/", "//evil.example/", "/\\evil.example/", "//evil.example//"]
)
def test_a_stroke_at_the_end_leads_nowhere_else(client: FlaskClient, path: str) -> None:
    response = client.get("/", environ_overrides={"PATH_INFO": path})
    assert response.status_code in (404, 308)
    assert re.match(r"$|http://localhost/|/(?![/\\])", response.headers.get("Location", ""))


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/interventions/%FF",
        "/interventions/" + "a" * 5000,
        "/..%2f..%2fetc/passwd",
        "/static/../pages.py",
        "//x",
        "/😀",
    ],
)
def test_odd_paths_are_not_found_and_nothing_worse(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code in (404, 308)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_only_reading_is_allowed(client: FlaskClient, method: str) -> None:
    for path in ("/", "/search", "/static/style.css"):
        response = client.open(path, method=method)
        assert response.status_code == 405
        assert response.headers["Allow"] == "GET, HEAD"


def test_a_head_request_has_no_body(client: FlaskClient) -> None:
    response = client.head("/interventions/hopping")
    assert response.status_code == 200
    assert response.data == b""


def test_a_withheld_entry_says_so_and_is_not_shown(tmp_path: Path, index: Path) -> None:
    client = over(
        write_collection(
            tmp_path, interventions__hopping=HOPPING.replace("estimate: -7.20", "estimate: -99")
        ),
        index,
    )
    text = page(client, "/interventions/hopping", status=503)
    assert "Temporarily unavailable: being corrected" in text
    assert "-99" not in text
    assert client.get("/api/v1/entries/hopping").status_code == 503
    assert "hopping" in page(client, "/interventions")
    assert client.get("/interventions/herb-tea").status_code == 200


def test_a_withheld_source_does_not_break_the_pages_that_cite_it(
    tmp_path: Path, index: Path
) -> None:
    client = over(
        write_collection(
            tmp_path,
            sources__able_2020=ABLE.replace("design: systematic-review", "design: nonsense"),
        ),
        index,
    )
    assert "able-2020 (temporarily unavailable: being corrected)" in page(
        client, "/interventions/hopping"
    )
    assert client.get("/sources/able-2020").status_code == 503


def test_problems_are_there_only_for_editors(tmp_path: Path, index: Path) -> None:
    folder = write_collection(
        tmp_path, interventions__hopping=HOPPING.replace("level: low", "level: lwo")
    )
    assert over(folder, index).get("/problems").status_code == 404
    text = page(over(folder, index, edit=True), "/problems")
    assert "interventions/hopping.yaml" in text
    assert "Line 22" in text
    assert "lwo" in text
    assert "1 error and 0 warnings in 1 file" in text


def test_an_entry_withheld_for_a_word_says_so(tmp_path: Path, index: Path) -> None:
    broken = OUTCOMES.replace("{id: work, name: Work,", "{id: work, nam: Work,")
    tea = HERB_TEA.replace("outcome: function", "outcome: work")
    folder = write_collection(tmp_path, vocabulary__outcomes=broken, interventions__herb_tea=tea)
    text = page(over(folder, index, edit=True), "/problems")
    assert "interventions/herb-tea.yaml (a word of the vocabulary" in text
    assert '<a href="#interventions/herb-tea.yaml">' not in text


# Tags to a browser, but not to the check, which would have them withheld.
EVIL = '"><script/x>alert(1)</script/x><img/src=x onerror=alert(1)>'


@pytest.mark.parametrize("fault", ["", "URL: javascript:alert(1)\n"])
def test_whatever_an_editor_writes_is_text(fault: str, tmp_path: Path, index: Path) -> None:
    evil = "'" + EVIL + "'"
    hopping = HOPPING
    for written in (
        "Sore feet",
        "Not on stairs",
        "Ten hops each morning",
        "Knee Society",
        "No difference was shown.",
        "Nobody",
        "rest",
        "Whether it helps after a year.",
    ):
        hopping = hopping.replace(written, evil, 1)
    hopping = hopping.replace("name: Hopping", f"name: {evil}").replace(
        "what: First version", f"what: {evil}"
    )
    able = ABLE.replace("Hopping for knees", evil).replace("family: Able", f"family: {evil}")
    client = over(
        write_collection(tmp_path, interventions__hopping=hopping, sources__able_2020=able + fault),
        index,
        edit=True,
    )
    for path in (*PAGES, "/problems", "/search?q=script"):
        response = client.get(path)
        assert fault or response.status_code == 200, path
        html = response.get_data(as_text=True)
        assert "<script/x>alert" not in html, path
        assert "<img" not in html, path
        assert 'href="javascript:' not in html.lower(), path


def test_the_source_page_says_what_it_is_cited_for(client: FlaskClient) -> None:
    text = page(client, "/sources/able-2020")
    for said in (
        "Able AB. Hopping for knees.",
        "Effect size bands",
        "Finding: In chronic knee pain",
        "Claim: Hopping heals knees.",
        "doi:10.5555/hopping.1",
    ):
        assert said in text, said


def test_the_condition_page_has_a_sentence_and_its_red_flags_first(client: FlaskClient) -> None:
    text = page(client, "/conditions/sore-knees?level=clinician")
    places = [
        text.index(said)
        for said in (
            "Pain at the knee",
            "Hot swelling",
            "Hop first",
            "Many stairs",
            "Runner",
            "Lifetime prevalence",
        )
    ]
    assert places == sorted(places)
    assert "For: Knee Society 2021, in chronic pain." in text
    assert "Hop first [1] . Hopping" in text, (
        "a source that the step cites is not cited again behind it"
    )


def test_the_about_page_names_bands_their_source_and_our_own_rules(client: FlaskClient) -> None:
    text = page(client, "/about")
    for said in (
        "supports clinical judgement; it doesn’t replace it",
        "5 to 10",
        "over 10 to 20",
        "over 20",
        "Able 2020",
        "The rules are our own",
        "Pain against an inactive treatment",
        "judged it against its own target",
        "CC0-1.0",
    ):
        assert said in text, said


def test_bands_that_were_not_seen_at_their_source_say_so(shipped: Flask) -> None:
    assert "original not seen" in page(shipped.test_client(), "/about")


@pytest.mark.parametrize("step", [8, pytest.param(1, marks=pytest.mark.full)])
def test_every_page_of_the_shipped_collection_answers(shipped: Flask, step: int) -> None:
    client = shipped.test_client()
    for entry in client.get("/api/v1/entries").get_json()["entries"][::step]:
        assert client.get(entry["url"]).status_code == 200, entry["url"]
        assert client.get(f"/api/v1/entries/{entry['id']}").status_code == 200, entry["id"]


def test_a_replaced_source_says_so_wherever_it_is_used(tmp_path: Path, index: Path) -> None:
    replaced = ABLE + "superseded-by: [baker-2019]\n"
    hopping = HOPPING.replace("    source: able-2020\n    key: true\n", "    source: able-2020\n")
    client = over(
        write_collection(tmp_path, sources__able_2020=replaced, interventions__hopping=hopping),
        index,
    )
    assert "Replaced by a newer source: Hopping and herb tea" in page(client, "/sources/able-2020")
    text = page(client, "/interventions/hopping")
    assert "A newer source has replaced this one." in text
    assert "Superseded" in text


def test_the_same_is_there_as_json(client: FlaskClient) -> None:
    hits = client.get("/api/v1/search?q=hopping").get_json()
    assert hits["hits"][0]["id"] == "hopping"
    assert {"query", "total", "took_ms", "changed", "hits", "facets"} <= set(hits)
    entries = client.get("/api/v1/entries").get_json()["entries"]
    assert {
        "id": "hopping",
        "kind": "intervention",
        "title": "Hopping",
        "url": "/interventions/hopping",
    } in entries
    record = client.get("/api/v1/entries/hopping").get_json()
    assert record["findings"][0]["effect"]["estimate"] == -7.2
    assert record["findings"][0]["statement"].startswith("In chronic knee pain")
    assert client.get("/api/v1/entries/nobody").get_json()["status"] == 404


def test_health_is_reported(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {
        "status": "ok",
        "entries": 7,
        "withheld": 0,
        "current": True,
    }


def test_a_folder_without_a_collection_is_reported_at_the_start(
    tmp_path: Path, index: Path
) -> None:
    with pytest.raises(Unreadable):
        create_app(tmp_path, index)


def test_a_fault_of_ours_is_a_plain_page(tmp_path: Path, index: Path) -> None:
    app = create_app(write_collection(tmp_path), index)
    app.add_url_rule("/fault", view_func=lambda: str(1 // 0))
    response = app.test_client().get("/fault")
    assert response.status_code == 500
    assert "something went wrong on our side" in response.get_data(as_text=True)
    assert "ZeroDivisionError" not in response.get_data(as_text=True)
    assert "Content-Security-Policy" in response.headers


def test_real_http_serves_pages_and_survives_odd_requests(address: str) -> None:
    with httpx.Client(base_url=address) as http:
        assert "Hopping" in http.get("/interventions/hopping").text
        assert http.get("/search", params={"q": "ä" * 10_000}).status_code == 200
        assert http.get("/search", params={"q": "😀" * 5000}).status_code == 200
        assert http.post("/search", data={"q": "x"}).status_code == 405
        assert http.request("GET", "/interventions/%00").status_code == 404
        assert http.head("/").text == ""
