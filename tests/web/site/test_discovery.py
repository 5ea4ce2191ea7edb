"""What browsers, feed readers and search engines find: valid by their specifications, and never
with an address that a visitor wrote.
"""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from small_collection import HOPPING, write_collection
from web.application import create_app
from web.core.routes import page_addresses
from web.site import sitemap
from web.site.discovery import LONGEST_DESCRIPTION, LONGEST_LONG_NAME, LONGEST_SHORT_NAME
from web.site.sitemap import NOT_FOR_ROBOTS

OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
EVIL = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
LONG = (
    "A collection with a title that is longer than any browser's search box would ever show to a"
    " reader"
)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A reader of a site with a public address."""
    folder = write_collection(tmp_path_factory.mktemp("evidence"))
    return create_app(
        folder, tmp_path_factory.mktemp("index"), public="https://kb.example/"
    ).test_client()


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A reader of a site without one."""
    return create_app(
        write_collection(tmp_path_factory.mktemp("evidence")), tmp_path_factory.mktemp("index")
    ).test_client()


def xml(client: FlaskClient, path: str) -> ElementTree.Element:
    """The document at that address, asked for by somebody who lies about the host."""
    response = client.get(path, headers=EVIL)
    assert response.status_code == 200
    assert b"evil.example" not in response.data
    return ElementTree.fromstring(response.data)  # noqa: S314 written by the application under test


def texts(root: ElementTree.Element, path: str) -> list[str | None]:
    """The texts at a path of a document."""
    return [found.text for found in root.findall(path)]


def test_browsers_find_the_search_and_its_address_answers(public: FlaskClient) -> None:
    root = xml(public, "/opensearch.xml")
    assert (
        public.get("/opensearch.xml").content_type
        == "application/opensearchdescription+xml; charset=utf-8"
    )
    assert texts(root, f"{OPENSEARCH}ShortName") == ["Sore knees"]
    templates = {
        url.get("type"): url.get("template")
        for url in root.findall(f"{OPENSEARCH}Url")
        if url.get("rel") is None
    }
    assert templates["text/html"] == "https://kb.example/search?q={searchTerms}"
    assert "Herb tea" in public.get(
        "/search?q={searchTerms}".replace("{searchTerms}", "tea")
    ).get_data(as_text=True)


def test_a_long_title_is_cut_to_what_the_specification_allows(tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "evidence")
    collection = (
        (folder / "collection.yaml").read_text().replace("title: Sore knees", f"title: {LONG}")
    )
    (folder / "collection.yaml").write_text(
        collection.replace("description: What", "description: What " + "really " * 250)
    )
    root = xml(
        create_app(folder, tmp_path / "index", public="https://kb.example").test_client(),
        "/opensearch.xml",
    )
    lengths = {
        "ShortName": LONGEST_SHORT_NAME,
        "LongName": LONGEST_LONG_NAME,
        "Description": LONGEST_DESCRIPTION,
    }
    for name, longest in lengths.items():
        (text,) = texts(root, f"{OPENSEARCH}{name}")
        assert text
        assert 0 < len(text) <= longest


def test_changes_are_an_atom_feed(public: FlaskClient) -> None:
    feed = xml(public, "/changes.atom")
    assert feed.tag == f"{ATOM}feed"
    assert public.get("/changes.atom").content_type == "application/atom+xml; charset=utf-8"
    assert texts(feed, f"{ATOM}updated") == ["2026-01-15T00:00:00Z"]
    entries = feed.findall(f"{ATOM}entry")
    assert sorted(str(title) for title in texts(feed, f"{ATOM}entry/{ATOM}title")) == [
        "Herb tea",
        "Hopping",
        "Hopping heals knees.",
        "Sore knees",
    ]
    for entry in entries:
        assert all(
            entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated", "summary")
        )
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert str(link.get("href")).startswith("https://kb.example/")
    ids = texts(feed, f"{ATOM}entry/{ATOM}id")
    assert len(set(ids)) == len(ids)


def test_the_same_changes_are_a_json_feed(public: FlaskClient) -> None:
    response = public.get("/changes.json", headers=EVIL)
    feed = response.get_json(force=True)
    assert response.content_type == "application/feed+json"
    assert (feed["version"], feed["title"]) == ("https://jsonfeed.org/version/1.1", "Sore knees")
    assert len(feed["items"]) == 4
    assert all(
        {"id", "url", "title", "content_text", "date_published"} == set(item)
        for item in feed["items"]
    )
    assert {item["id"] for item in feed["items"]} == set(
        texts(xml(public, "/changes.atom"), f"{ATOM}entry/{ATOM}id")
    )


def test_ids_in_a_feed_do_not_depend_on_the_address(
    public: FlaskClient, nowhere: FlaskClient
) -> None:
    assert texts(xml(public, "/changes.atom"), f"{ATOM}entry/{ATOM}id") == texts(
        xml(nowhere, "/changes.atom"), f"{ATOM}entry/{ATOM}id"
    )


def test_the_newest_change_comes_first(tmp_path: Path) -> None:
    newer = HOPPING.replace("changes: [", "changes: [{date: 2026-02-01, what: Stairs}, ")
    folder = write_collection(tmp_path / "evidence", interventions__hopping=newer)
    client = create_app(folder, tmp_path / "index").test_client()
    assert client.get("/changes.json").get_json(force=True)["items"][0]["content_text"] == "Stairs"
    assert texts(xml(client, "/changes.atom"), f"{ATOM}updated") == ["2026-02-01T00:00:00Z"]


def test_the_sitemap_lists_every_page_and_each_answers(public: FlaskClient) -> None:
    files = texts(xml(public, "/sitemap.xml"), f"{SITEMAP}sitemap/{SITEMAP}loc")
    assert files == ["https://kb.example/sitemap-1.xml"]
    root = xml(public, "/sitemap-1.xml")
    places = [str(text) for text in texts(root, f"{SITEMAP}url/{SITEMAP}loc")]
    assert {
        "https://kb.example/",
        "https://kb.example/changes",
        "https://kb.example/interventions/hopping",
        "https://kb.example/sources/able-2020",
    } <= set(places)
    for place in places:
        assert public.get(place.removeprefix("https://kb.example")).status_code == 200, place
    assert set(texts(root, f"{SITEMAP}url/{SITEMAP}lastmod")) == {"2026-01-15"}


def test_the_sitemap_lists_every_page_of_the_routes_that_robots_may_read(
    public: FlaskClient,
) -> None:
    """A page that is added is in the sitemap without anybody's adding it there."""
    root = xml(public, "/sitemap-1.xml")
    places = {str(text) for text in texts(root, f"{SITEMAP}url/{SITEMAP}loc")}
    addresses = page_addresses(public.application)
    assert {"/", "/about", "/matrix", "/terms"} <= set(addresses)
    for path in addresses:
        assert (f"https://kb.example{path}" in places) is not path.startswith(NOT_FOR_ROBOTS), path


def test_a_large_sitemap_has_several_files_and_loses_nothing(
    public: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = texts(xml(public, "/sitemap-1.xml"), f"{SITEMAP}url/{SITEMAP}loc")
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 5)
    files = texts(xml(public, "/sitemap.xml"), f"{SITEMAP}sitemap/{SITEMAP}loc")
    assert len(files) == -(-len(whole) // 5) > 1
    listed = [
        texts(
            xml(public, str(file).removeprefix("https://kb.example")), f"{SITEMAP}url/{SITEMAP}loc"
        )
        for file in files
    ]
    assert [place for part in listed for place in part] == whole
    assert {len(part) for part in listed[:-1]} == {5}
    assert public.get(f"/sitemap-{len(files) + 1}.xml").status_code == 404
    assert public.get("/sitemap-0.xml").status_code == 404


def test_robots_get_the_sitemap_and_what_not_to_read(public: FlaskClient) -> None:
    lines = public.get("/robots.txt", headers=EVIL).get_data(as_text=True).splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /search", "Disallow: /basket", "Disallow: /api/"} <= set(lines)
    assert lines[-1] == "Sitemap: https://kb.example/sitemap.xml"


def test_without_a_public_address_links_of_feeds_are_relative(nowhere: FlaskClient) -> None:
    for path in ("/changes.atom", "/changes.json"):
        assert "localhost" not in nowhere.get(path).get_data(as_text=True)


def test_without_a_public_address_there_is_nothing_that_needs_one(nowhere: FlaskClient) -> None:
    assert "Sitemap" not in nowhere.get("/robots.txt").get_data(as_text=True)
    for path in ("/opensearch.xml", "/sitemap.xml"):
        assert nowhere.get(path).status_code == 404
        assert path not in nowhere.get("/").get_data(as_text=True)


def test_the_icon_is_a_drawing(public: FlaskClient) -> None:
    with public.get("/static/icon.svg") as response:
        assert response.mimetype == "image/svg+xml"
        assert ElementTree.fromstring(response.data).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 our own file
