"""What is read out or shown in a tab alone says which one it is: over the shipped collection."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kb.model.library import Library


@pytest.fixture
def client(shipped: Flask) -> FlaskClient:
    return shipped.test_client()


@pytest.mark.parametrize("id", ["acupuncture", "yoga", "nsaids", "exercise-therapy"])
def test_each_permalink_of_a_page_has_a_name_of_its_own(client: FlaskClient, id: str) -> None:
    names = re.findall(r'aria-label="(Permalink[^"]*)"', client.get(f"/interventions/{id}").text)
    assert len(names) > 1
    assert len(set(names)) == len(names)
    assert all(re.match(r"Permalink to .+ vs .+, .+", name) for name in names)


def test_a_source_whose_authors_were_not_seen_is_called_by_its_title(
    client: FlaskClient, shipped_library: Library
) -> None:
    unseen = [source for source in shipped_library.sources.values() if not source.author]
    titles = [
        re.findall("<title>(.*?)</title>", client.get(f"/sources/{source.id}").text)[0]
        for source in unseen
    ]
    assert len(titles) > 10
    assert not [title for title in titles if "not seen" in title]
    assert len(set(titles)) == len(titles)
