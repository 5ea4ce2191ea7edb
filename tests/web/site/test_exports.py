"""What readers export: files of sources, citations, and a saved list that changes only at the word
of a page of this site.
"""

import json
import re
from html import unescape
from pathlib import Path

import pytest
import rispy
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from factories import a_library
from kb.model.library import Library
from small_collection import ABLE, HOPPING, write_collection
from web.application import create_app
from web.core.id_cookie import LONGEST, MOST, ids_in, with_added
from web.pages import search_results
from web.parts.cited_sources import sources_of

HERE = {"Origin": "http://localhost"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application over the small collection."""
    return create_app(
        write_collection(tmp_path_factory.mktemp("evidence")), tmp_path_factory.mktemp("index")
    )


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A reader with an empty basket."""
    return app.test_client()


def ids(response: TestResponse) -> list[str]:
    """The sources of a RIS file."""
    assert response.status_code == 200
    return [record["id"] for record in rispy.loads(response.get_data(as_text=True))]


def put(client: FlaskClient, *ids: str) -> None:
    """Save entries."""
    for id in ids:
        assert client.post("/basket", data={"add": id}, headers=HERE).status_code == 303


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [
        ("ris", "application/x-research-info-systems; charset=utf-8"),
        ("bib", "application/x-bibtex; charset=utf-8"),
        ("csl.json", "application/vnd.citationstyles.csl+json; charset=utf-8"),
    ],
)
def test_a_file_says_what_it_is_and_what_it_is_called(
    client: FlaskClient, ending: str, media_type: str
) -> None:
    response = client.get(f"/interventions/hopping.{ending}")
    assert response.status_code == 200
    assert response.content_type == media_type
    assert response.headers["Content-Disposition"] == f'attachment; filename="hopping.{ending}"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "Hopping for knees" in response.get_data(as_text=True)


def test_the_sources_of_an_entry_are_those_it_cites_without_duplicates(client: FlaskClient) -> None:
    assert ids(client.get("/interventions/hopping.ris")) == [
        "able-2020",
        "baker-2019",
        "knee-society-2021",
    ]
    assert ids(client.get("/conditions/sore-knees.ris")) == ["knee-society-2021"]
    assert ids(client.get("/claims/hopping-heals.ris")) == ["able-2020"]


def test_the_sources_chosen_on_their_list_are_a_file(client: FlaskClient) -> None:
    page = client.get("/sources?q=hopping&design=systematic-review").text
    assert 'href="/sources.ris?q=hopping&amp;design=systematic-review"' in page
    assert "Export these 1 sources" in page
    assert ids(client.get("/sources.ris?q=hopping&design=systematic-review")) == ["able-2020"]
    assert set(ids(client.get("/sources.ris"))) > {"able-2020", "knee-society-2021"}
    assert client.get("/sources.ris?q=zzzqqq").data == b""


@pytest.mark.parametrize("style", ["APA", "Vancouver", "Harvard"])
def test_what_is_saved_is_a_list_of_references_in_each_style(
    client: FlaskClient, style: str
) -> None:
    put(client, "hopping")
    assert f'href="/basket.{style.lower()}.txt"' in client.get("/basket").text
    response = client.get(f"/basket.{style.lower()}.txt")
    assert response.content_type == "text/plain; charset=utf-8"
    lines = response.text.splitlines()
    numbered = [line.startswith(f"{number}. ") for number, line in enumerate(lines, 1)]
    assert len(lines) == 3 and (all(numbered) if style == "Vancouver" else not any(numbered))
    one = re.search(rf'data-copy="{style}">([^<]+)', client.get("/sources/able-2020").text)
    assert one and unescape(one[1]) in [
        line.partition(". ")[2] if style == "Vancouver" else line for line in lines
    ]


def test_a_source_is_taken_alone(client: FlaskClient) -> None:
    assert ids(client.get("/sources/baker-2019.ris")) == ["baker-2019"]
    assert [item["id"] for item in json.loads(client.get("/sources/baker-2019.csl.json").data)] == [
        "baker-2019"
    ]


def test_a_search_gives_the_sources_of_what_it_finds(client: FlaskClient) -> None:
    assert ids(client.get("/search.ris?q=tea&kind=source")) == ["baker-2019"]
    assert ids(client.get("/search.ris?kind=claim")) == ["able-2020"]
    assert client.get("/search.ris?q=nothing-like-it-zzz&kind=claim").data == b""


def test_sources_that_a_search_finds_are_exported_without_what_other_hits_cite(
    shipped: Flask,
) -> None:
    client = shipped.test_client()
    page = client.get("/search?q=Friedman+2017").text
    assert "Export the source found:" in page
    alone = re.search(r'href="(/search\.ris\?[^"]*kind=source[^"]*)"', page)
    assert alone and ids(client.get(unescape(alone[1]))) == ["friedman-2017"]
    assert re.search(r"Export everything that these \d+ results cite:", page)
    assert "Export everything" not in client.get("/search?q=Friedman+2017&kind=source").text
    assert "found:" not in client.get("/search?q=Friedman+2017&kind=intervention").text


def test_what_is_incomplete_comes_last(shipped: Flask, shipped_library: Library) -> None:
    taken = [shipped_library.sources[id] for id in ids(shipped.test_client().get("/search.ris?q="))]
    whole = [bool(one.author) and one.title_seen for one in taken]
    assert len(set(whole)) == 2 and whole == sorted(whole, reverse=True)


def test_a_search_for_everything_gives_every_source(
    shipped: Flask, shipped_library: Library
) -> None:
    taken = ids(shipped.test_client().get("/search.ris?q="))
    assert set(taken) == set(shipped_library.sources)
    assert len(set(taken)) == len(taken)


def test_a_search_of_more_than_a_file_holds_says_so(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Export everything that these " in client.get("/search?q=hopping").text
    monkeypatch.setattr(search_results, "MOST_EXPORTED", 2)
    assert "Export everything that the first 2 results cite:" in client.get("/search?q=").text


def test_a_search_is_exported_as_typed(client: FlaskClient) -> None:
    assert ids(client.get("/search.ris?q=hoppng"))
    assert client.get("/search.ris?q=hoppng&exact=1").data == b""


@pytest.mark.parametrize(
    "path",
    [
        "/interventions/nobody.ris",
        "/interventions/hopping.exe",
        "/sources/hopping.ris",
        "/interventions/.ris",
        "/nowhere/hopping.ris",
    ],
)
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_withheld_entry_has_no_file_and_a_withheld_source_is_left_out(tmp_path: Path) -> None:
    broken = {
        "interventions__hopping": HOPPING.replace("estimate: -7.20", "estimate: -99"),
        "sources__baker_2019": "type: nonsense\n",
    }
    client = create_app(
        write_collection(tmp_path / "evidence", **broken), tmp_path / "index"
    ).test_client()
    assert client.get("/interventions/hopping.ris").status_code == 503
    assert ids(client.get("/interventions/herb-tea.ris")) == []


def test_nothing_typed_makes_a_file_name(client: FlaskClient) -> None:
    response = client.get('/search.ris?q="; filename=evil.exe\r\nX: y')
    assert response.headers["Content-Disposition"] == 'attachment; filename="search.ris"'


@pytest.mark.parametrize(
    "path",
    [
        "/interventions/hopping",
        "/conditions/sore-knees",
        "/claims/hopping-heals-knees-hopping-heals",
    ],
)
def test_an_entry_can_be_cited_in_two_manners(client: FlaskClient, path: str) -> None:
    html = client.get(path).get_data(as_text=True)
    assert re.search(
        r'data-copy="Vancouver">.+ In: Sore knees \[Internet\]\. 2026 \[updated 2026 Jan 15; cited'
        r" \d{4} \w{3} \d+\]\.<",
        html,
    )
    assert re.search(r'data-copy="APA">Sore knees\. \(2026, January 15\)\. .+<', html)


def test_a_citation_without_an_address_says_why(client: FlaskClient, tmp_path: Path) -> None:
    note = "Add the address from your browser"
    assert note in client.get("/interventions/hopping").text
    assert note not in client.get("/sources/able-2020").text
    evidence = write_collection(tmp_path / "evidence")
    with_one = create_app(evidence, tmp_path / "index", public="https://kb.example").test_client()
    assert note not in with_one.get("/interventions/hopping").text


def test_a_citation_names_the_configured_address_and_no_other(tmp_path: Path) -> None:
    app = create_app(
        write_collection(tmp_path / "evidence"), tmp_path / "index", public="https://kb.example/"
    )
    html = (
        app.test_client()
        .get("/interventions/hopping", headers={"Host": "evil.example"})
        .get_data(as_text=True)
    )
    assert "Available from: https://kb.example/interventions/hopping<" in html
    assert "evil.example" not in html


def test_what_is_saved_is_listed_and_can_be_exported(client: FlaskClient) -> None:
    put(client, "herb-tea", "able-2020", "herb-tea")
    html = client.get("/basket").get_data(as_text=True)
    assert html.count('name="remove"') == 2
    assert 'href="/interventions/herb-tea"' in html
    assert ids(client.get("/basket.ris")) == ["baker-2019", "able-2020"]


def test_what_is_taken_out_of_the_basket_is_gone(client: FlaskClient) -> None:
    put(client, "herb-tea", "able-2020")
    client.post("/basket", data={"remove": "herb-tea"}, headers=HERE)
    assert ids(client.get("/basket.ris")) == ["able-2020"]
    client.post("/basket", data={"empty": "yes"}, headers=HERE)
    assert client.get_cookie("basket") is None
    assert "Nothing saved yet." in client.get("/basket").get_data(as_text=True)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:8001"},
        {"Origin": "//localhost"},
        {"Referer": "http://localhost/basket"},
        {**HERE, "Sec-Fetch-Site": "cross-site"},
        {**HERE, "Sec-Fetch-Site": "same-site"},
        {**HERE, "Sec-Fetch-Site": "none"},
    ],
)
def test_no_other_site_can_change_the_basket(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/basket", data={"add": "herb-tea"}, headers=headers).status_code == 403
    assert client.get_cookie("basket") is None


@pytest.mark.parametrize(
    "headers",
    [
        HERE,
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_a_page_of_this_site_can(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/basket", data={"add": "herb-tea"}, headers=headers).status_code == 303


def test_behind_a_proxy_the_public_address_counts_as_here_and_the_cookie_is_for_https(
    tmp_path: Path,
) -> None:
    app = create_app(
        write_collection(tmp_path / "evidence"), tmp_path / "index", public="https://kb.example"
    )
    response = app.test_client().post(
        "/basket",
        data={"add": "hopping"},
        headers={"Origin": "https://kb.example", "Host": "inside:8000"},
    )
    assert response.status_code == 303
    assert "Secure" in response.headers["Set-Cookie"]


def test_the_cookie_is_kept_from_scripts_and_other_sites_and_the_answer_from_caches(
    client: FlaskClient,
) -> None:
    response = client.post("/basket", data={"add": "hopping"}, headers=HERE)
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("basket=hopping;")
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Lax", "Path=/"))
    assert response.headers["Location"] == "/basket"
    for path in ("/basket", "/basket.ris"):
        answer = client.get(path)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Cookie" in answer.headers["Vary"]


def test_reading_never_changes_the_basket(client: FlaskClient) -> None:
    for path in ("/basket?add=hopping", "/basket?empty=1", "/", "/interventions/hopping"):
        assert "Set-Cookie" not in client.get(path).headers


@pytest.mark.parametrize(
    "form", [{"add": "nobody"}, {"add": ""}, {}, {"add": "../etc"}, {"x": "hopping"}]
)
def test_what_is_not_there_cannot_be_put_in(client: FlaskClient, form: dict[str, str]) -> None:
    assert client.post("/basket", data=form, headers=HERE).status_code == 404


def test_a_form_too_large_is_refused(client: FlaskClient) -> None:
    assert client.post("/basket", data={"add": "a" * 10_000}, headers=HERE).status_code == 413


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "...",
        "a" * 9000,
        "hopping\x01",
        "<script>",
        "..",
        "HOPPING.ho pping",
        ".".join(["x"] * 5000),
        "%00",
        "ä",
    ],
)
def test_whatever_is_in_the_cookie_gets_a_page(client: FlaskClient, cookie: str) -> None:
    response = client.get(
        "/basket", headers={"Cookie": f"basket={cookie}".encode().decode("latin-1")}
    )
    assert response.status_code == 200
    assert "<script>" not in response.get_data(as_text=True)


def test_entries_that_are_gone_are_counted_and_left_out(client: FlaskClient) -> None:
    client.set_cookie("basket", "hopping.long-gone")
    assert "1 saved entry is no longer in this collection." in client.get("/basket").get_data(
        as_text=True
    )
    assert len(ids(client.get("/basket.ris"))) == 3


def test_the_basket_is_bounded_and_says_when_it_is_full(client: FlaskClient) -> None:
    client.set_cookie("basket", ".".join(f"a{number}" for number in range(MOST)))
    response = client.post("/basket", data={"add": "hopping"}, headers=HERE)
    assert response.headers["Location"] == "/basket?full=1"
    assert "Your saved list is full." in client.get("/basket?full=1").get_data(as_text=True)


def test_no_basket_outgrows_its_cookie() -> None:
    full: tuple[str, ...] = ()
    for number in range(MOST):
        added = with_added(full, f"{number:080}")
        if added is None:
            break
        full = added
    assert 0 < len(".".join(full)) <= LONGEST
    assert len(full) < MOST
    assert ids_in(".".join(full)) == full


def test_an_entry_put_in_again_is_there_once() -> None:
    assert with_added(("a", "b"), "a") == ("a", "b")
    assert ids_in("a.b.a.B.c--d.-.") == ("a", "b")


def test_an_empty_list_has_no_sources() -> None:
    assert sources_of((), a_library()) == ()


def test_other_methods_than_reading_and_the_form_are_refused(client: FlaskClient) -> None:
    response = client.delete("/basket")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, POST")
    assert client.post("/basket.ris").status_code == 405


def test_what_an_editor_writes_stays_text_in_the_basket(tmp_path: Path) -> None:
    evil = ABLE.replace("Hopping for knees", "'\"><script/x>alert(1)</script/x>'")
    client = create_app(
        write_collection(tmp_path / "evidence", sources__able_2020=evil), tmp_path / "index"
    ).test_client()
    put(client, "able-2020")
    assert "<script/x>alert" not in client.get("/basket").get_data(as_text=True)
