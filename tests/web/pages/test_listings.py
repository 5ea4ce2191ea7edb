"""Listings over many entries: each has pages of bounded size, and together they show everything."""

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from bench.yaml_collection import write_yaml
from web.application import create_app
from web.core.links import entry_url
from web.core.routes import page_addresses

ENTRIES = 1_200
# Where the small collection has findings.
SETTING = "stage=chronic&comparator=no-care"
# A page of any listing, in bytes before compression, whatever the size of the collection.
LARGEST = 150_000


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A reader of a generated collection."""
    folder = tmp_path_factory.mktemp("many")
    return create_app(write_yaml(folder / "evidence", ENTRIES), folder / "index").test_client()


def pages(client: FlaskClient, path: str) -> Iterator[str]:
    """The pages of a listing, by following `next`."""
    while path:
        html = client.get(path).get_data(as_text=True)
        yield html
        found = re.search(r'<a href="([^"]+)" rel="next">', html)
        path = found[1].replace("&amp;", "&") if found else ""


def test_no_page_grows_with_the_collection(client: FlaskClient) -> None:
    addresses = page_addresses(client.application)
    assert {"/sources", "/interventions", "/claims", "/terms", "/changes", "/matrix"} <= set(
        addresses
    )
    sizes = {path: len(client.get(path).data) for path in addresses}
    assert {path: size for path, size in sizes.items() if size > LARGEST} == {}


@pytest.mark.parametrize("kind", ["sources", "interventions", "claims"])
def test_the_pages_of_a_listing_show_every_entry_once(client: FlaskClient, kind: str) -> None:
    shown = list(pages(client, f"/{kind}"))
    assert len(shown) > 1
    main = [html.partition("<main")[2].partition("</main>")[0] for html in shown]
    link = rf'<a(?: class="name")? href="/{kind}/([\w-]+)">'
    found = [id for html in main for id in re.findall(link, html)]
    library = client.application.extensions["live"].state.library
    addresses = (entry_url(entry) for entry in getattr(library, kind).values())
    assert sorted(found) == sorted(address.rpartition("/")[2] for address in addresses)


def test_the_matrix_shows_every_row_once_and_so_does_its_json(client: FlaskClient) -> None:
    shown = [
        id
        for html in pages(client, f"/matrix?{SETTING}&sort=name&show=words")
        for id in re.findall(r'name="with" value="([^"]+)"', html)
    ]
    assert len(shown) == len(set(shown)) > 100
    total, listed = len(shown), []
    for number in range(1, 100):
        answer = client.get(f"/api/v1/matrix?{SETTING}&limit=50&page={number}").get_json()
        assert answer["total"] == total
        assert len(answer["rows"]) <= 50
        assert len(answer["without"]) <= 50
        if not answer["rows"]:
            break
        listed += [row["id"] for row in answer["rows"]]
    assert listed == shown


def test_the_kinds_of_sources_show_as_many_as_they_say(client: FlaskClient) -> None:
    kinds = client.get("/sources").text.partition('id="pick-design"')[2].partition("</nav>")[0]
    links = re.findall(r'<a href="([^"]+design=[^"]+)">.*?<span class="count">(\d+)</span>', kinds)
    assert links
    for link, count in links:
        assert f'<p role="status">{count} of ' in client.get(link).text
