"""Pages are ready for whoever asks next: rendered once per version of the content, compressed,
tagged, and never another reader's.
"""

import gzip
import re
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from small_collection import write_collection
from web.application import create_app
from web.core import page_cache
from web.core.page_cache import PageCache
from web.pages import intervention_page

YOGA = "/interventions/yoga"


@pytest.fixture(scope="module")
def app(evidence: Path, shipped_index: Path) -> Flask:
    return create_app(evidence, shipped_index)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_a_page_is_rendered_once(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first = client.get("/interventions/walking")
    monkeypatch.setattr(
        intervention_page, "render_template", lambda *_, **__: pytest.fail("rendered again")
    )
    again = client.get("/interventions/walking")
    assert again.data == first.data
    told = [{**answer.headers, "Date": "whenever"} for answer in (first, again)]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    "path",
    [
        "/changes.atom",
        "/changes.json",
        "/robots.txt",
        "/search.ris?q=yoga",
        "/matrix.csv",
        "/api/v1/matrix",
    ],
)
@pytest.mark.parametrize("encoding", ["", "br"])
def test_what_is_no_page_is_not_sent_again_either(
    client: FlaskClient, path: str, encoding: str
) -> None:
    wanted = {"Accept-Encoding": encoding}
    tag = client.get(path, headers=wanted).headers["ETag"]
    assert client.get(path, headers={**wanted, "If-None-Match": tag}).status_code == 304


def test_an_unchanged_page_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get(YOGA).headers["ETag"]
    again = client.get(YOGA, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(YOGA, headers={"If-None-Match": '"another"'}).status_code == 200
    # Of a page that was not ready just as well.
    tag = client.get(f"{YOGA}?folds=open").headers["ETag"]
    client.application.extensions["live"].state.kept.clear()
    assert client.get(f"{YOGA}?folds=open", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        YOGA,
        "/changes.atom",
        "/matrix.csv",
        "/api/v1/entries",
        "/api/v1/search?q=heat",
        "/static/style.css",
    ],
)
@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
def test_what_is_made_again_a_second_later_has_the_same_tag(
    monkeypatch: pytest.MonkeyPatch, client: FlaskClient, path: str, encoding: str
) -> None:
    wanted = {"Accept-Encoding": encoding}
    client.application.extensions["live"].state.kept.clear()
    first = client.get(path, headers=wanted, buffered=True)
    assert first.headers.get("Content-Encoding", "") == encoding
    later = time.time() + 1
    monkeypatch.setattr(time, "time", lambda: later)
    client.application.extensions["live"].state.kept.clear()
    again = client.get(
        path, headers={**wanted, "If-None-Match": first.headers["ETag"]}, buffered=True
    )
    assert again.status_code == 304


def test_each_way_to_compress_has_a_tag_of_its_own(client: FlaskClient) -> None:
    tags = {
        client.get(YOGA, headers={"Accept-Encoding": way}).headers["ETag"]
        for way in ("", "gzip", "br")
    }
    assert len(tags) == 3
    assert not [tag for tag in tags if tag.startswith("W/")]


@pytest.mark.parametrize(
    "path",
    [
        YOGA,
        "/search?q=heat",
        "/matrix",
        "/api/v1/entries",
        "/static/style.css",
        "/matrix.csv",
        "/changes.atom",
    ],
)
def test_answers_are_compressed_for_who_can_read_it(client: FlaskClient, path: str) -> None:
    plain = client.get(path, buffered=True)
    assert plain.status_code == 200
    packed = client.get(path, headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.data) < len(plain.data) / 2
    if "took_ms" not in plain.text:
        assert gzip.decompress(packed.data) == plain.data
    assert "Content-Encoding" not in client.get(path, buffered=True).headers
    assert (
        client.get(path, headers={"Accept-Encoding": "br"}, buffered=True).headers[
            "Content-Encoding"
        ]
        == "br"
    )


def test_levels_colours_and_their_cookies_are_kept_apart(app: Flask) -> None:
    def read(path: str, **cookies: str) -> str:
        client = app.test_client()
        for name, value in cookies.items():
            client.set_cookie(name, value)
        return client.get(path).text

    usual = read(YOGA)
    assert read(YOGA, level="plain") == read(YOGA, level="plain") != usual
    assert 'data-colours="dark"' in read(YOGA, colours="dark")
    assert 'data-colours="dark"' not in usual.partition("<body")[0]
    assert read(YOGA) == usual


def test_a_choice_of_colours_is_remembered_and_keeps_the_search(client: FlaskClient) -> None:
    page = client.get("/search?q=heat&stage=acute")
    link = re.search(r'href="([^"]+)" data-colours="dark"', page.text)
    assert link
    chosen = client.get("/search" + link[1].replace("&amp;", "&"))
    assert "Results for “heat”" in chosen.text
    assert "Stage: Acute" in chosen.text
    assert chosen.headers["Cache-Control"].startswith("private")
    assert '<html lang="en" data-colours="dark">' in client.get("/").text
    client.get("/?colours=system")
    assert '<html lang="en">' in client.get("/").text
    assert '<html lang="en">' in client.get("/?colours=pink").text


def test_an_edit_ends_what_was_ready(tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "evidence")
    app = create_app(folder, tmp_path / "index")
    client = app.test_client()
    assert "Hopping" in client.get("/interventions/hopping").text
    entry = folder / "interventions" / "hopping.yaml"
    entry.write_text(
        entry.read_text(encoding="utf-8").replace("name: Hopping", "name: Skipping"),
        encoding="utf-8",
    )
    app.extensions["live"].refresh()
    assert "Skipping" in client.get("/interventions/hopping").text


def test_what_is_one_readers_own_is_not_kept(client: FlaskClient) -> None:
    page = client.post(
        "/basket",
        data={"add": "yoga"},
        headers={"Origin": "http://localhost"},
        follow_redirects=True,
    )
    assert "Yoga" in page.text
    assert "no-store" in page.headers["Cache-Control"]
    client.get(f"{YOGA}?level=plain")
    kept = client.application.extensions["live"].state.once("page cache", page_cache.PageCache)
    assert not [
        key
        for key in kept._pages
        if "basket" in key[0] or "level=plain" in key[0] and key[1] != "plain"
    ]


def test_ready_pages_take_a_bounded_room(
    monkeypatch: pytest.MonkeyPatch, evidence: Path, shipped_index: Path
) -> None:
    monkeypatch.setattr(page_cache, "MOST_BYTES", 60_000)
    app = create_app(evidence, shipped_index)
    client = app.test_client()
    for word in ("heat", "yoga", "tens", "massage", "acupuncture", "walking"):
        assert client.get(f"/search?q={word}").status_code == 200
    kept = app.extensions["live"].state.once("page cache", page_cache.PageCache)._pages
    assert 0 < len(kept) < 6
    assert kept.currsize <= 60_000


def test_what_readers_write_leaves_nothing_behind(client: FlaskClient) -> None:
    client.get("/nowhere")
    kept = client.application.extensions["live"].state.kept
    before = len(kept)
    for number in range(50):
        assert client.get(f"/nowhere-{number}?q={number}").status_code == 404
    assert len(kept) == before


def test_the_menu_marks_the_page_it_is_on_and_no_other(client: FlaskClient) -> None:
    assert client.get("/matrix").text.count('href="/matrix" aria-current="page"') == 2
    assert 'aria-current="page"' not in client.get(YOGA).text


def test_a_page_that_is_ready_takes_less_than_a_millisecond(client: FlaskClient) -> None:
    """The application alone, as a server calls it; the median, since another process may have the
    machine at any moment.
    """

    def answered(*_: object) -> Callable[[bytes], object]:
        return lambda _: None

    times = []
    client.get(YOGA)
    environ = client._request_from_builder_args((YOGA,), {}).environ
    for _ in range(200):
        began = time.perf_counter()
        b"".join(client.application(dict(environ), answered))
        times.append(time.perf_counter() - began)
    assert median(times) < 0.001


def test_static_files_are_kept_for_good_under_the_name_of_their_content(
    client: FlaskClient,
) -> None:
    link = re.search(r'href="(/static/style\.css\?v=\w+)"', client.get("/").text)
    assert link
    assert "immutable" in client.get(link[1], buffered=True).headers["Cache-Control"]
    assert (
        "immutable"
        not in client.get("/static/style.css?v=old", buffered=True).headers["Cache-Control"]
    )
    assert (
        "immutable" not in client.get("/static/style.css", buffered=True).headers["Cache-Control"]
    )
    assert client.get("/static/nothing.css?v=1").status_code == 404


WORDS = ("plain", "clinician", "study", "stu", "dy", "studystudy", "light", "dark", "x" * 300, "")
ODD_COOKIES = [
    *(f"level={word}" for word in WORDS),
    *(f"colours={word}" for word in WORDS),
    *(f"level={one}; level={two}" for one in WORDS for two in WORDS),
    *(f"colours={one}; colours={two}" for one in WORDS[5:] for two in WORDS[5:]),
    "level=study; colours=dark",
    'level="study"',
    "LEVEL=study",
    "level=study;colours=dark;level=plain",
    "level",
    "=study",
]
ODD_ENCODINGS = [
    "", "br", "gzip", "gzip, br", "br;q=0, gzip", "gzip;q=0.5, br;q=0.4", "identity", "*", "zstd",
    "br,br", "BR", "identity;q=0", "*;q=0", "gzip;q=x", ",", "b" + "r" * 500, "gzip;q=1;q=0",
]  # fmt: skip
ODD_ADDRESSES = [
    "",
    "?level=study",
    "?level=plain&level=study",
    "?level=stu&level=dy",
    "?colours=dark",
    "?colours=dark&colours=light",
    "?level=",
    "?Level=study",
    "?level=study&colours=dark&folds=open",
    "?level=%73tudy",
    "?level=plain%00",
]


def content(response: TestResponse) -> bytes:
    """What a reader sees, whatever it was compressed with."""
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}
    return bytes(unpack.get(response.headers.get("Content-Encoding", ""), bytes)(response.data))


def test_no_odd_input_brings_a_page_that_a_server_without_cache_would_not_give(
    tmp_path: Path,
) -> None:
    folder = write_collection(tmp_path / "evidence")
    cached, uncached = (create_app(folder, tmp_path / "index") for _ in range(2))
    tried = [
        *((address, cookie, "") for address in ODD_ADDRESSES[:1] for cookie in ODD_COOKIES),
        *((address, "level=study", encoding) for address in ODD_ADDRESSES[:2]
          for encoding in ODD_ENCODINGS),
        *((address, cookie, "gzip") for address in ODD_ADDRESSES
          for cookie in ("", "level=plain", "colours=dark")),
    ]  # fmt: skip
    for address, cookie, encoding in (*tried, *reversed(tried[::3])):
        headers = {"Cookie": cookie, "Accept-Encoding": encoding}
        fresh = uncached.test_client(use_cookies=False)
        uncached.extensions["live"].state.once("page cache", PageCache)._pages.clear()
        kept = cached.test_client(use_cookies=False).get(
            "/interventions/hopping" + address, headers=headers
        )
        made = fresh.get("/interventions/hopping" + address, headers=headers)
        assert content(kept) == content(made), (address, cookie, encoding)
        assert kept.headers.get("Content-Encoding") == made.headers.get("Content-Encoding")
        assert kept.headers.get("ETag") == made.headers.get("ETag")


def test_two_halves_of_a_word_in_two_cookies_are_not_that_word(client: FlaskClient) -> None:
    ask = client.application.test_client(use_cookies=False)
    joined = ask.get(YOGA, headers={"Cookie": "level=stu; level=dy"})
    study = ask.get(YOGA, headers={"Cookie": "level=study"})
    usual = ask.get(YOGA)
    assert study.data != usual.data
    assert joined.data == usual.data


def test_junk_in_cookies_and_headers_takes_no_room(tmp_path: Path) -> None:
    app = create_app(write_collection(tmp_path / "evidence"), tmp_path / "index")
    client = app.test_client(use_cookies=False)
    for number in range(40):
        client.get("/about", headers={"Cookie": f"level={number}; colours=c{number}; x={number}"})
        client.get("/about", headers={"Accept-Encoding": f"gzip;q=0.{number}1, x{number}"})
        client.get("/about", headers={"User-Agent": f"u{number}", "Accept-Language": f"x{number}"})
    pages = app.extensions["live"].state.once("page cache", PageCache)._pages
    assert len(pages) == 2  # as it is, and compressed
