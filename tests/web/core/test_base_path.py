"""A site below a path of its host: no address in any answer leaves that path."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from addresses import EVERY_PAGE, filled
from small_collection import write_collection
from web.application import create_app
from web.site.other_names import NAMES

BASE = "/some/kb"
PUBLIC = f"https://host.example{BASE}"
# Every attribute of an element that begins at the root of the host.
AT_THE_ROOT = re.compile(r'\s([a-z-]+)="(/[^"]*)"')
FILES = (
    "/changes.atom", "/changes.json", "/sitemap.xml", "/sitemap-1.xml", "/opensearch.xml",
    "/robots.txt",
)  # fmt: skip
API = (
    "search?q=knee", "entries", "entries/hopping", "sources", "matrix", "guidelines", "gaps",
    "suggest?q=ho", "compare?with=hopping&with=herb-tea", "openapi.json",
)  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("below")
    evidence = write_collection(folder / "evidence")
    return create_app(evidence, folder / "index", public=PUBLIC)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def below(path: str) -> bool:
    return path == BASE or path.startswith(f"{BASE}/")


def asked(client: FlaskClient, address: str) -> TestResponse:
    response = client.get(BASE + address)
    assert response.status_code < 400 or response.status_code == 404, address
    return response


@pytest.mark.parametrize("route", EVERY_PAGE)
def test_no_link_of_a_page_leaves_the_path(app: Flask, client: FlaskClient, route: str) -> None:
    address = filled(route, app.extensions["live"].state.library)
    once, again = asked(client, address), asked(client, address)  # made, then kept ready
    assert once.text == again.text
    outside = [found for found in AT_THE_ROOT.findall(once.text) if not below(found[1])]
    shapes = {"d"}  # of drawings
    assert [found for found in outside if found[0] not in shapes] == []
    assert f'"{BASE}/' in once.text


@pytest.mark.parametrize("name", NAMES)
def test_a_redirect_stays_below_the_path(client: FlaskClient, name: str) -> None:
    assert below(asked(client, name).headers["Location"])
    assert below(client.get(f"{BASE}/about/").headers["Location"])


def addresses(value: object) -> Iterator[str]:
    match value:
        case dict():
            for one in value.values():
                yield from addresses(one)
        case list():
            for one in value:
                yield from addresses(one)
        case str() if re.match(r"/\w", value):
            yield value


@pytest.mark.parametrize("address", API)
def test_addresses_in_the_api_are_below_the_path(client: FlaskClient, address: str) -> None:
    told = asked(client, f"/api/v1/{address}").get_json()
    paths = told.pop("paths", {})  # of a description, relative to its servers
    assert [one for one in addresses(told) if not below(one)] == []
    if paths:
        assert told["servers"] == [{"url": f"{PUBLIC}/api/v1"}]


@pytest.mark.parametrize("address", FILES)
def test_feeds_and_sitemaps_name_addresses_below_the_path(
    client: FlaskClient, address: str
) -> None:
    text = asked(client, address).text
    assert BASE in text
    of_host = re.findall(r"https://host\.example(/[^\"<\s]*)", text)
    from_root = re.findall(r"(?m)(?:href=\"|: )(/[^\"\s]*)", text)
    assert [path for path in (*of_host, *from_root) if not below(path)] == []


def test_a_cookie_is_for_the_path_alone(client: FlaskClient) -> None:
    cookies = asked(client, "/interventions/hopping?level=plain").headers.getlist("Set-Cookie")
    assert cookies
    assert all(f"Path={BASE}" in cookie for cookie in cookies)


def test_a_form_from_the_public_address_is_taken_whatever_the_proxy_calls_itself(
    client: FlaskClient,
) -> None:
    sent = {"Origin": "https://host.example", "Host": "inside:8000"}
    assert client.post(f"{BASE}/basket", data={"add": "hopping"}, headers=sent).status_code == 303


def test_a_static_file_is_below_the_path(client: FlaskClient) -> None:
    (style,) = re.findall(r'rel="stylesheet" href="([^"]*)"', asked(client, "/").text)
    with client.get(style) as response:
        assert response.mimetype == "text/css"


def test_a_proxy_may_cut_the_path_off(client: FlaskClient) -> None:
    assert f'href="{BASE}/interventions"' in client.get("/about").text


def test_the_path_itself_is_the_first_page(client: FlaskClient) -> None:
    assert client.get(BASE).text == client.get(f"{BASE}/").text


def test_a_site_at_the_root_is_left_as_it_is(tmp_path: Path) -> None:
    evidence = write_collection(tmp_path / "evidence")
    app = create_app(evidence, tmp_path / "index", public="https://host.example/")
    assert 'href="/interventions"' in app.test_client().get("/").text
