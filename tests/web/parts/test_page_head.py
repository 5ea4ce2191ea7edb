"""The heads of pages: what reference managers, search engines and messengers read, and that no
editor's text breaks out of it.
"""

import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from factories import a_source
from small_collection import ABLE, HOPPING, write_collection
from web.application import create_app
from web.parts.citation_tags import source_tags
from web.parts.page_head import LONGEST, shortened

ENTRIES = (
    "/interventions/hopping",
    "/conditions/sore-knees",
    "/claims/hopping-heals-knees-hopping-heals",
    "/sources/able-2020",
)
PAGES = (
    "/",
    "/search?q=hopping",
    "/interventions",
    "/sources",
    "/about",
    "/changes",
    "/basket",
    *ENTRIES,
)


class Tags(HTMLParser):
    """The meta and link tags of a page, and its linked data."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.meta: dict[str, list[str]] = {}
        self.links: dict[str, list[str]] = {}
        self.data: list[str] = []
        self._in_data = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        given = {name: value or "" for name, value in attrs}
        self._in_data = tag == "script" and given.get("type") == "application/ld+json"
        if tag == "meta" and "content" in given:
            self.meta.setdefault(given.get("name") or given.get("property", ""), []).append(
                given["content"]
            )
        if tag == "link":
            self.links.setdefault(given["rel"], []).append(given["href"])

    def handle_data(self, data: str) -> None:
        """Note linked data."""
        if self._in_data:
            self.data.append(data)
            self._in_data = False

    @property
    def linked(self) -> Mapping[str, Any]:
        """The one piece of linked data."""
        (found,) = self.data
        made: Mapping[str, Any] = json.loads(found)
        return made


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A reader of a site without a public address."""
    return create_app(
        write_collection(tmp_path_factory.mktemp("evidence")), tmp_path_factory.mktemp("index")
    ).test_client()


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A reader of a site with one."""
    folder = write_collection(tmp_path_factory.mktemp("evidence"))
    return create_app(
        folder, tmp_path_factory.mktemp("index"), public="https://kb.example"
    ).test_client()


def tags(client: FlaskClient, path: str, **headers: str) -> Tags:
    """The tags of a page."""
    return Tags(client.get(path, headers=headers).get_data(as_text=True))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_names_its_public_address_and_never_the_host_it_was_asked_at(
    public: FlaskClient, path: str
) -> None:
    found = tags(public, path, Host="evil.example")
    assert found.links["canonical"] == [f"https://kb.example{path}"]
    assert found.meta["og:url"] == found.links["canonical"]
    assert "evil.example" not in public.get(
        path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    ).get_data(as_text=True)


@pytest.mark.parametrize("path", PAGES)
def test_without_a_public_address_no_page_makes_one_up(nowhere: FlaskClient, path: str) -> None:
    found = tags(nowhere, path)
    assert "canonical" not in found.links
    assert "og:url" not in found.meta
    assert "localhost" not in nowhere.get(path).get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/search?page=1&q=tea&kind=source&utm_source=x&kind=bogus", "/search?q=tea&kind=source"),
        ("/search?q=%3C%22&exact=1", "/search?q=%3C%22&exact=1"),
        (
            "/compare?with=herb-tea&with=nobody&with=hopping&colours=dark",
            "/compare?with=herb-tea&with=hopping",
        ),
        ("/compare", "/compare"),
        ("/matrix", "/matrix"),
        ("/matrix?stage=chronic&x=y", "/matrix"),
        (
            "/matrix?stage=acute",
            "/matrix?stage=acute&outcome=pain&outcome=function",
        ),
        ("/claims?verdict=contradicted&about=nobody", "/claims?verdict=contradicted"),
        ("/interventions/hopping?level=study&folds=open", "/interventions/hopping"),
    ],
)
def test_the_canonical_address_keeps_what_was_chosen_and_nothing_else(
    public: FlaskClient, path: str, named: str
) -> None:
    found = tags(public, path)
    assert found.links["canonical"] == [f"https://kb.example{named}"]
    assert found.meta["og:url"] == found.links["canonical"]


def test_the_first_page_is_called_as_the_collection_is(nowhere: FlaskClient) -> None:
    assert tags(nowhere, "/").meta["og:title"] == tags(nowhere, "/").meta["og:site_name"]


def test_a_page_that_is_not_there_has_no_canonical_address(public: FlaskClient) -> None:
    assert "canonical" not in tags(public, "/interventions/<script>").links


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_card_for_messengers_and_a_description(
    nowhere: FlaskClient, path: str
) -> None:
    found = tags(nowhere, path).meta
    for name in (
        "description",
        "og:title",
        "og:description",
        "og:type",
        "og:site_name",
        "twitter:card",
    ):
        assert [bool(text) for text in found[name]] == [True], name
    assert len(found["description"][0]) <= LONGEST


def test_every_page_leads_to_the_search_description_and_the_feeds(public: FlaskClient) -> None:
    found = tags(public, "/").links
    assert found["search"] == ["/opensearch.xml"]
    assert found["alternate"] == ["/changes.atom", "/changes.json"]
    assert len(found["icon"]) == 1


def test_a_source_has_the_tags_that_reference_managers_read(nowhere: FlaskClient) -> None:
    found = tags(nowhere, "/sources/able-2020").meta
    assert {name: texts for name, texts in found.items() if name.startswith("citation_")} == {
        "citation_title": ["Hopping for knees"],
        "citation_author": ["Able, A. B."],
        "citation_publication_date": ["2020"],
        "citation_journal_title": ["Journal of Made-up Trials"],
        "citation_volume": ["12"],
        "citation_firstpage": ["1"],
        "citation_lastpage": ["9"],
        "citation_issn": ["0317-8471"],
        "citation_doi": ["10.5555/hopping.1"],
        "citation_pmid": ["12345678"],
    }


def test_dates_and_bodies_are_in_the_tags_as_far_as_they_are_known() -> None:
    report = a_source(
        type="report",
        issued="2021-03",
        publisher="Knee Society",
        author=[{"literal": "Knee Society"}, {"family": "Able"}],
    )
    found = source_tags(report)
    assert ("citation_publication_date", "2021/03") in found
    assert ("citation_technical_report_institution", "Knee Society") in found
    assert [text for name, text in found if name == "citation_author"] == ["Knee Society", "Able"]
    assert "citation_publication_date" not in dict(source_tags(a_source(issued=None)))


def test_an_entry_has_tags_of_its_own(public: FlaskClient) -> None:
    found = tags(public, "/interventions/hopping").meta
    assert found["citation_title"] == ["Hopping"]
    assert found["citation_author"] == ["Sore knees"]
    assert found["citation_publication_date"] == ["2026/01/15"]
    assert found["citation_public_url"] == ["https://kb.example/interventions/hopping"]


def test_an_intervention_is_linked_data_about_a_therapy_and_the_condition(
    public: FlaskClient,
) -> None:
    data = tags(public, "/interventions/hopping").linked
    assert (data["@context"], data["@type"], data["lastReviewed"]) == (
        "https://schema.org",
        "MedicalWebPage",
        "2026-01-15",
    )
    assert data["url"] == "https://kb.example/interventions/hopping"
    assert data["about"] == [
        {"@type": "MedicalTherapy", "name": "Hopping", "alternateName": ["hops"]},
        {"@type": "MedicalCondition", "name": "Sore knees", "alternateName": ["knee ache"]},
    ]
    assert data["citation"] == ["https://doi.org/10.5555/hopping.1"]
    assert data["license"] == "https://spdx.org/licenses/CC0-1.0"


@pytest.mark.parametrize("path", ENTRIES)
def test_certainty_is_given_in_words_and_never_as_an_evidence_level(
    nowhere: FlaskClient, path: str
) -> None:
    found = tags(nowhere, path)
    assert "evidencelevel" not in found.data[0].lower()
    if path.startswith("/interventions/"):
        assert found.linked["description"].endswith("Certainty of the first key finding: low.")


def test_linked_data_has_no_address_where_there_is_no_public_one(nowhere: FlaskClient) -> None:
    data = tags(nowhere, "/interventions/hopping").linked
    assert "url" not in data
    assert data["isPartOf"] == {"@type": "WebSite", "name": "Sore knees"}


def test_a_source_is_linked_data_about_a_publication(nowhere: FlaskClient) -> None:
    work = tags(nowhere, "/sources/able-2020").linked["mainEntity"]
    assert (work["@type"], work["name"], work["datePublished"]) == (
        "ScholarlyArticle",
        "Hopping for knees",
        "2020",
    )
    assert work["author"] == [{"@type": "Person", "name": "A. B. Able"}]
    assert work["sameAs"][0] == "https://doi.org/10.5555/hopping.1"


def test_a_claim_is_linked_data_about_what_it_is_about(nowhere: FlaskClient) -> None:
    about = tags(nowhere, "/claims/hopping-heals-knees-hopping-heals").linked["about"]
    assert [part["@type"] for part in about] == ["MedicalTherapy", "MedicalCondition"]


# Tags to a browser, but not to the check, which would have them withheld.
EVIL = "</script/x><script/x>alert(1)</script/x><!-- \" ' & ]]>"


def test_no_text_ends_the_linked_data_or_a_tag(tmp_path: Path) -> None:
    evil = "'" + EVIL.replace("'", "''") + "'"
    hopping = HOPPING.replace("name: Hopping", f"name: {evil}").replace(
        "summary: May ease", f"summary: '{EVIL.replace(chr(39), chr(39) * 2)} May ease", 1
    )
    hopping = hopping.replace("Very few people were studied.", "Very few people were studied.'", 1)
    able = ABLE.replace("Hopping for knees", evil).replace("family: Able", f"family: {evil}")
    client = create_app(
        write_collection(
            tmp_path / "evidence", interventions__hopping=hopping, sources__able_2020=able
        ),
        tmp_path / "index",
        public="https://kb.example",
    ).test_client()
    for path in (
        "/interventions/hopping",
        "/sources/able-2020",
        "/changes.atom",
        "/opensearch.xml",
    ):
        text = client.get(path).get_data(as_text=True)
        assert client.get(path).status_code == 200, path
        assert "<script/x>alert" not in text, path
    assert tags(client, "/sources/able-2020").linked["name"] == EVIL
    assert tags(client, "/interventions/hopping").meta["og:title"] == [EVIL]
    assert len(
        re.findall("<script", client.get("/interventions/hopping").get_data(as_text=True))
    ) == len(re.findall("</script>", client.get("/interventions/hopping").get_data(as_text=True)))


def test_a_long_description_ends_with_a_whole_word() -> None:
    assert shortened("short") == "short"
    cut = shortened("word " * 100)
    assert len(cut) <= LONGEST
    assert cut.endswith("word\u2026")
