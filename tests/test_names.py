"""What is read out or shown in a tab alone says which one it is: over the shipped collection."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kb.library import Library
from web import create_app


@pytest.fixture(scope="module")
def client(evidence: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return create_app(evidence, tmp_path_factory.mktemp("index")).test_client()


@pytest.fixture(scope="module")
def library(client: FlaskClient) -> Library:
    return client.application.extensions["live"].state.library  # type: ignore[no-any-return]


@pytest.mark.parametrize("id", ["acupuncture", "yoga", "nsaids", "exercise-therapy"])
def test_each_permalink_of_a_page_has_a_name_of_its_own(client: FlaskClient, id: str) -> None:
    names = re.findall(r'aria-label="(Permalink[^"]*)"', client.get(f"/interventions/{id}").text)
    assert len(names) > 1
    assert len(set(names)) == len(names)
    assert all(re.match(r"Permalink to .+ v .+, .+", name) for name in names)


def test_a_source_whose_authors_were_not_seen_is_called_by_its_title(client: FlaskClient, library: Library) -> None:
    unseen = [source for source in library.sources.values() if not source.author]
    titles = [re.findall("<title>(.*?)</title>", client.get(f"/sources/{source.id}").text)[0] for source in unseen]
    assert len(titles) > 10
    assert not [title for title in titles if "not seen" in title]
    assert len(set(titles)) == len(titles)
