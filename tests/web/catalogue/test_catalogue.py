"""Two collections on one server: each as on a server of its own, and pages over both."""

import re
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from addresses import EVERY_PAGE, every_address, filled
from conftest import ROOT, Run, Serve
from kb.loading import Unreadable, collection_id
from kb.model.library import Library
from web.application import create_app
from web.catalogue.catalogue_app import Serving, create_site

MIGRAINE = ROOT / "tests" / "migraine"
BACK, HEAD = "/c/evidence", "/c/migraine"
AT_THE_ROOT = re.compile(r'\s(?:href|src|action|formaction|data-live)="(/[^"]*)"')
# Red flags, a caution, a comparison, a claim, a name, a slip, nothing.
SEARCHES = (
    "cannot pass urine", "tramadol in pregnancy", "yoga vs pilates", "rest in bed", "yoga",
    "accupuncture", "zzzqqq",
)  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, shipped: Flask, shipped_index: Path) -> Path:
    """Where indexes are kept, with that of the shipped collection in its place."""
    folder = tmp_path_factory.mktemp("index")
    (folder / "evidence").symlink_to(shipped_index)
    return folder


@pytest.fixture(scope="module")
def site(evidence: Path, index: Path) -> Flask:
    return create_site(Serving([evidence, MIGRAINE], index))


@pytest.fixture(scope="module")
def migraine(index: Path) -> Flask:
    return create_app(MIGRAINE, index / "migraine")


@pytest.fixture
def client(site: Flask) -> FlaskClient:
    return site.test_client()


def library_of(app: Flask) -> Library:
    return app.extensions["live"].state.library  # type: ignore[no-any-return]  # Flask knows no types of extensions


def answer(app: Flask, address: str, path: str = "") -> tuple[int, str, bytes]:
    """An answer, with its addresses as they are without the path."""
    with app.test_client().get(path + address) as answer:
        told = re.sub(rb'"took_ms": ?[\d.]+', b"", answer.get_data())
        location = answer.headers.get("Location", "")
        return (
            answer.status_code,
            location.removeprefix(path),
            told.replace(f"{path}/".encode(), b"/"),
        )


def differing(site: Flask, alone: Flask, path: str, every: Iterator[str]) -> list[str]:
    return [one for one in dict.fromkeys(every) if answer(site, one, path) != answer(alone, one)]


def test_each_is_as_on_a_server_of_its_own(site: Flask, migraine: Flask) -> None:
    assert differing(site, migraine, HEAD, every_address(migraine, library_of(migraine))) == []


@pytest.mark.parametrize(
    "every", [EVERY_PAGE[::6], pytest.param(EVERY_PAGE, marks=pytest.mark.full)]
)
def test_the_shipped_collection_is_as_on_a_server_of_its_own(
    site: Flask, shipped: Flask, every: tuple[str, ...]
) -> None:
    library = library_of(shipped)
    pages = (filled(page, library) for page in every)
    assert differing(site, shipped, BACK, pages) == []


@pytest.mark.full
def test_every_answer_of_the_shipped_collection_is_as_on_a_server_of_its_own(
    site: Flask, shipped: Flask
) -> None:
    assert differing(site, shipped, BACK, every_address(shipped, library_of(shipped))) == []


@pytest.mark.parametrize("query", SEARCHES)
def test_searches_and_red_flags_are_as_on_a_server_of_its_own(
    site: Flask, shipped: Flask, migraine: Flask, query: str
) -> None:
    for alone, path in ((shipped, BACK), (migraine, HEAD)):
        asked = (f"{page}?q={query}" for page in ("/search", "/api/v1/search", "/api/v1/suggest"))
        assert differing(site, alone, path, asked) == []


@pytest.mark.parametrize("page", EVERY_PAGE[::4])
def test_no_link_of_a_page_leaves_its_collection(client: FlaskClient, page: str) -> None:
    text = client.get(HEAD + filled(page, library_of_member(client, HEAD))).text
    assert [one for one in AT_THE_ROOT.findall(text) if not one.startswith(f"{HEAD}/")] == []


def library_of_member(client: FlaskClient, path: str) -> Library:
    member = client.application.extensions["catalogue"].at(path)
    return member.state.library  # type: ignore[no-any-return]


def test_the_first_page_lists_them(client: FlaskClient) -> None:
    text = client.get("/").text
    assert f'<a href="{BACK}/">Low back pain with muscle spasm</a>' in text
    assert f'<a href="{HEAD}/">Migraine prevention</a>' in text
    assert "4 treatments, 4 sources." in text
    assert f'href="{BACK}/conditions/low-back-pain-with-muscle-spasm#red-flags"' in text
    for link in AT_THE_ROOT.findall(text):
        with client.get(link) as answer:
            assert answer.status_code == 200, link
    assert client.get("/c/").headers["Location"] == "/c"
    assert client.get("/c").headers["Location"] == "/"


def test_a_search_in_all_says_where_each_result_is_from(client: FlaskClient) -> None:
    text = client.get("/search?q=acupuncture").text
    assert f'<a href="{BACK}/search?q=acupuncture">Low back pain' in text
    assert f'<h3><a href="{BACK}/interventions/acupuncture">Acupuncture</a></h3>' in text
    assert f'<a href="{HEAD}/search?q=acupuncture">Migraine prevention</a>' in text
    told = client.get("/api/v1/search?q=acupuncture").get_json()
    assert [one["id"] for one in told["collections"]] == ["evidence", "migraine"]
    assert told["total"] == sum(one["results"]["total"] for one in told["collections"])
    for one in told["collections"]:
        for hit in one["results"]["hits"]:
            assert hit["url"].startswith(one["url"])
            assert client.get(hit["url"]).status_code == 200


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("topiramate", "migraine"),
        ("yoga", "evidence"),
        ("migraine", "migraine"),
        ("topiramate pregnancy", "migraine"),  # a medicine that the other has no entry about
        ("propranolol asthma", "migraine"),
        ("what is the dose of topiramate", "migraine"),
        ("duloxetine tramadol", "evidence"),
    ],
)
def test_the_collection_that_knows_the_words_comes_first(
    client: FlaskClient, query: str, first: str
) -> None:
    found = client.get(f"/api/v1/search?q={query}").get_json()["collections"]
    assert found[0]["id"] == first


@pytest.mark.parametrize("query", SEARCHES)
def test_a_search_in_all_finds_what_each_finds(client: FlaskClient, query: str) -> None:
    for one in client.get(f"/api/v1/search?q={query}&limit=5").get_json()["collections"]:
        alone = client.get(f"/c/{one['id']}/api/v1/search?q={query}&limit=5").get_json()
        assert {**one["results"], "took_ms": 0} == {**alone, "took_ms": 0}


def test_help_in_an_emergency_comes_once_and_before_all_results(client: FlaskClient) -> None:
    for query in ("took 20 topiramate", "zzzqqq suicidal"):
        page = client.get("/search", query_string={"q": query}).text
        assert page.count("get emergency help now") == 1
        assert page.index("get emergency help now") < page.index("<section aria-label=")


def test_red_flags_come_before_all_results(client: FlaskClient) -> None:
    text = client.get("/search?q=cannot+pass+urine").text
    flag = text.index(f'href="{BACK}/conditions/low-back-pain-with-muscle-spasm#rf-bladder-bowel"')
    assert flag < text.index('<ul class="hits">')


def test_a_caution_is_on_the_card_as_in_its_collection(client: FlaskClient) -> None:
    cautions = [
        set(
            re.findall(
                r'<p class="caution[^>]*>.*', client.get(f"{path}/search?q=nsaids+kidney").text
            )
        )
        for path in ("", BACK)
    ]
    assert cautions[0]
    assert cautions[0] <= cautions[1]


def test_plain_words_are_kept_for_all_collections(client: FlaskClient) -> None:
    said = client.get("/search?q=acupuncture&level=plain")
    assert "Certainty not graded" not in said.text
    assert "Path=/" in said.headers["Set-Cookie"]


def test_suggestions_say_where_they_are_from(client: FlaskClient) -> None:
    found = client.get("/api/v1/suggest?q=acup").get_json()["suggestions"]
    assert {one["collection"] for one in found} == {
        "Low back pain with muscle spasm", "Migraine prevention",
    }  # fmt: skip
    assert all(client.get(one["url"]).status_code == 200 for one in found)


def test_a_saved_list_is_of_one_collection(client: FlaskClient) -> None:
    here = {"Origin": "http://localhost"}
    saved = client.post(f"{HEAD}/basket", data={"add": "topiramate"}, headers=here)
    assert f"Path={HEAD}" in saved.headers["Set-Cookie"]
    assert client.post("/basket").status_code in (404, 405)
    assert client.post("/").status_code == 405


def test_what_leads_nowhere_names_the_nearest(client: FlaskClient) -> None:
    for address, near in (
        ("/c/migrane/interventions/topiramate", f'href="{HEAD}/"'),
        ("/c/migraine/interventions/topiramat", f'href="{HEAD}/interventions/topiramate"'),
        ("/interventions/topiramate", f'href="{HEAD}/interventions/topiramate"'),
        ("/c/%00/x", f'href="{BACK}/"'),
    ):
        answer = client.get(address)
        assert (answer.status_code, near in answer.text) == (404, True), address
    told = client.get("/api/v1/searhc")
    assert (told.status_code, told.mimetype) == (404, "application/problem+json")


def test_odd_requests_get_an_answer(client: FlaskClient) -> None:
    for address, status in (
        ("/search?q=" + "a" * 600, 200),
        ("/search?q=%00&level=none&page=7", 200),
        ("/api/v1/search?limit=1000", 400),
        ("/api/v1/search?limit=3&limit=4", 400),
        ("/api/v1/search?stage=acute", 400),
        ("/" + "/" * 20_000, 200),
        ("/c/migraine" + "/" * 20_000, 200),
    ):
        assert client.get(address).status_code in (status, 308), address[:40]
    assert "Only the first 500" in client.get("/search?q=" + "a" * 600).text


def test_answers_have_the_same_headers_and_are_compressed(client: FlaskClient) -> None:
    one, other = (client.get(path, headers={"Accept-Encoding": "br"}) for path in ("/", f"{HEAD}/"))
    for name in ("Content-Security-Policy", "Cache-Control", "Content-Encoding", "Vary"):
        assert set(one.headers[name].split(", ")) == set(other.headers[name].split(", ")), name


def test_health_names_the_state_of_each_collection(client: FlaskClient) -> None:
    told = client.get("/healthz").get_json()
    assert told["current"]
    assert told["collections"]["migraine"] == client.get(f"{HEAD}/healthz").get_json()


def test_search_engines_find_every_collection(
    evidence: Path, index: Path, client: FlaskClient
) -> None:
    public = "https://host.example/kb"
    site = create_site(Serving([evidence, MIGRAINE], index, public=public)).test_client()
    files = re.findall("<loc>([^<]*)</loc>", site.get("/kb/sitemap.xml").text)
    assert files == [f"{public}{path}/sitemap-1.xml" for path in (BACK, HEAD)]
    for file in files:
        assert f"<loc>{public}/c/" in site.get(file.removeprefix("https://host.example")).text
    told = site.get("/kb/robots.txt").text
    assert "Disallow: /kb/c/*/search" in told
    assert f"Sitemap: {public}/sitemap.xml" in told
    assert "Sitemap" not in client.get("/robots.txt").text
    assert client.get("/sitemap.xml").status_code == 404


@pytest.mark.parametrize("cut", ["", "/kb"])
def test_the_whole_may_be_below_a_path(index: Path, evidence: Path, cut: str) -> None:
    """A proxy may pass the path on or cut it off."""
    public = "https://host.example/kb"
    site = create_site(Serving([evidence, MIGRAINE], index, public=public)).test_client()
    for path in ("/", "/search?q=acupuncture", f"{HEAD}/", f"{HEAD}/search?q=acupuncture"):
        links = AT_THE_ROOT.findall(site.get(cut + path).text)
        assert [one for one in links if not one.startswith("/kb")] == []
        assert [one for one in links if one.startswith("/kb/kb")] == []
    canonical = f'rel="canonical" href="{public}{HEAD}/interventions/topiramate"'
    assert canonical in site.get(f"{cut}{HEAD}/interventions/topiramate").text


def copies(folder: Path, *names: str) -> list[Path]:
    return [Path(shutil.copytree(MIGRAINE, folder / name)) for name in names]


def test_one_that_is_broken_keeps_no_other_from_being_served(tmp_path: Path) -> None:
    whole, broken = copies(tmp_path, "whole", "broken")
    kept = (broken / "collection.yaml").read_text()
    (broken / "collection.yaml").write_text(f"id: broken-{kept}")
    site = create_site(Serving([whole, broken], tmp_path / "index"))
    client = site.test_client()
    assert client.get("/c/whole/interventions/topiramate").status_code == 200
    answer = client.get("/c/broken/interventions/topiramate")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert client.get("/c/broken/api/v1/entries").mimetype == "application/problem+json"
    told = client.get("/healthz").get_json()
    assert not told["current"]
    assert told["collections"]["whole"]["current"]
    assert "collection.yaml can't be used" in told["collections"]["broken"]["why"]
    assert "<strong>broken</strong> is not available just now" in client.get("/").text
    found = client.get("/api/v1/search?q=topiramate").get_json()
    assert ([one["id"] for one in found["collections"]], found["failed"]) == (["whole"], ["broken"])
    assert "<strong>broken</strong> couldn’t be searched" in client.get("/search?q=tea").text
    (broken / "collection.yaml").write_text(kept)
    site.extensions["catalogue"].refresh()
    assert client.get("/c/broken/interventions/topiramate").status_code == 200
    assert client.get("/healthz").get_json()["current"]


def test_an_edit_is_seen_in_its_collection_alone(tmp_path: Path) -> None:
    site = create_site(Serving(copies(tmp_path, "one", "other"), tmp_path / "index"))
    file = tmp_path / "one" / "interventions" / "topiramate.yaml"
    file.write_text(file.read_text().replace("name: Topiramate", "name: Topiramate forte"))
    before = site.extensions["catalogue"].at("/c/other").state
    site.extensions["catalogue"].at("/c/one").app.extensions["live"].refresh()
    client = site.test_client()
    assert "Topiramate forte" in client.get("/c/one/interventions/topiramate").text
    assert "Topiramate forte" not in client.get("/c/other/interventions/topiramate").text
    assert site.extensions["catalogue"].at("/c/other").state is before


def test_a_collection_may_say_what_it_is_called(tmp_path: Path) -> None:
    one, other = copies(tmp_path, "a/evidence", "b/evidence")
    with pytest.raises(Unreadable, match="two collections are called 'evidence'"):
        create_site(Serving([one, other], tmp_path / "index"))
    file = other / "collection.yaml"
    file.write_text(f"{file.read_text()}id: headaches\n")
    assert [collection_id(folder) for folder in (one, other)] == ["evidence", "headaches"]
    client = create_site(Serving([one, other], tmp_path / "index")).test_client()
    assert client.get("/c/headaches/").status_code == 200


def test_a_name_that_is_no_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="'My Notes' can't be part of an address"):
        create_site(Serving(copies(tmp_path, "My Notes", "b"), tmp_path / "index"))


def test_where_none_can_be_served_the_first_says_why(tmp_path: Path) -> None:
    one, other = copies(tmp_path, "one", "other")
    for folder in (one, other):
        (folder / "collection.yaml").unlink()
    with pytest.raises(Unreadable, match="one has no collection.yaml"):
        create_site(Serving([one, other], tmp_path / "index"))


def test_one_collection_stays_at_the_root(tmp_path: Path) -> None:
    client = create_site(Serving([MIGRAINE], tmp_path / "index")).test_client()
    assert client.get("/interventions/topiramate").status_code == 200
    assert client.get("/c/migraine/").status_code == 404


def test_the_command_serves_several(serve: Serve, tmp_path: Path, kb: Run) -> None:
    one, other = copies(tmp_path, "one", "other")
    words = ("--evidence", one, "--evidence", other, "--index", tmp_path / "index")
    with (
        serve(*words) as server,
        urllib.request.urlopen(f"{server.address}/c/other/interventions/topiramate") as answer,  # noqa: S310 our own address
    ):
        assert b"Topiramate" in answer.read()
    done = kb("check", *words[:4])
    assert (done.returncode, "kb check takes one collection" in done.stderr) == (2, True)
    done = kb("serve", *words, "--propose-url", "https://edit.example", "--port", "0")
    assert (done.returncode, "--propose-url is for one collection" in done.stderr) == (2, True)
