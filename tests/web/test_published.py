"""A site over what is published in a real cluster: every page as from the collection's files."""

import re
import weakref
from pathlib import Path

import pytest
from flask import Flask

from addresses import every_address
from cluster.nodes import Nodes
from kb import stored_library
from kb.loading import load
from kb.model.library import Library
from search.engines.opensearch import cluster_index
from search.engines.opensearch.cluster import Cluster
from search.engines.opensearch.cluster_engine import MAKER
from search.engines.opensearch.kept_texts import LAST, KeptTexts
from search.engines.protocol import Unavailable
from search.publishing import publish
from search.stored_collection import open_published
from small_collection import write_collection
from web.application import create_app

SEARCHES = ("/search", "/api/v1/search", "/api/v1/suggest")  # whose order may differ a little
NOTHING = "Nothing that this version can read is published"


def answer(app: Flask, address: str) -> tuple[int, bytes]:
    with app.test_client().get(address) as answer:
        told = answer.get_data() if not address.startswith(SEARCHES) else b""
        return answer.status_code, re.sub(rb'"took_ms": ?[\d.]+', b"", told)


def differing(one: Flask, other: Flask, library: Library, each: int = 1) -> list[str]:
    every = list(dict.fromkeys(every_address(one, library)))[::each]
    return [address for address in every if answer(one, address) != answer(other, address)]


@pytest.fixture
def folder(cluster: Nodes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A collection that is published under a name of its own."""
    name = "".join(one for one in tmp_path.name if one.isalnum()).lower()
    monkeypatch.setenv("KB_OPENSEARCH_PREFIX", f"kb-{name}")
    monkeypatch.setattr(cluster_index, "QUIET", 1.0)
    folder = write_collection(tmp_path / "evidence")
    publish(load(folder), tmp_path)
    return folder


def test_every_page_is_as_from_the_files(folder: Path, tmp_path: Path) -> None:
    files = create_app(folder, tmp_path)
    assert differing(files, create_app(folder, tmp_path, published=True), load(folder)) == []


@pytest.mark.full
def test_every_page_of_the_shipped_collection_is_as_from_its_files(
    folder: Path, shipped: Flask, shipped_library: Library, evidence: Path, tmp_path: Path
) -> None:
    publish(shipped_library, tmp_path)
    published = create_app(evidence, tmp_path, published=True)
    assert differing(shipped, published, shipped_library) == []


@pytest.mark.parametrize("each", [10, pytest.param(1, marks=pytest.mark.full)])
def test_what_is_published_later_is_served(folder: Path, tmp_path: Path, each: int) -> None:
    published = create_app(folder, tmp_path, published=True)
    live = published.extensions["live"]
    before, served = live.state.index.name, weakref.ref(live.state.index)
    file = folder / "interventions" / "hopping.yaml"
    file.write_text(file.read_text().replace("Very few people", "Hardly any people"))
    assert publish(load(folder), tmp_path).sent == 1
    live.refresh()
    assert "Hardly any people" in published.test_client().get("/interventions/hopping").text
    assert live.state.index.name != before
    assert served() is None, "memory grows by what was kept of the old one"
    assert differing(create_app(folder, tmp_path), published, load(folder), each) == []


def test_a_change_that_no_search_finds_is_published_too(folder: Path, tmp_path: Path) -> None:
    file = folder / "interventions" / "hopping.yaml"
    file.write_text(f"{file.read_text()}# a comment\n")
    assert publish(load(folder), tmp_path).sent == 1


def test_what_another_version_published_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(stored_library, "VERSION", 0)
    file = folder / "interventions" / "hopping.yaml"
    file.write_text(f"{file.read_text()}# a comment\n")
    publish(load(folder), tmp_path)
    with pytest.raises(Unavailable, match="published by another version of kb; publish again"):
        open_published()


def test_where_nothing_is_published_it_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kb: object
) -> None:
    monkeypatch.setenv("KB_OPENSEARCH_PREFIX", "kb-nothing")
    done = kb("serve", "--engine", "opensearch", "--port", "0")  # type: ignore[operator]
    assert done.returncode == 2
    assert NOTHING in done.stderr


def test_without_a_cluster_what_is_ready_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    published = create_app(folder, tmp_path, published=True)
    client, live = published.test_client(), published.extensions["live"]
    ready = client.get("/interventions/hopping").text
    monkeypatch.setenv("KB_OPENSEARCH_ADDRESSES", "http://127.0.0.1:9")
    live.refresh()
    live.refresh()
    assert client.get("/interventions/hopping").text == ready
    assert not client.get("/healthz").get_json()["current"]


def test_a_damaged_publication_is_shown_and_replaces_nothing(folder: Path, tmp_path: Path) -> None:
    published = create_app(folder, tmp_path, published=True)
    client, live = published.test_client(), published.extensions["live"]
    file = folder / "interventions" / "hopping.yaml"
    file.write_text(file.read_text().replace("name: Hopping", "name: Hopping higher", 1))
    publish(load(folder), tmp_path)
    index = MAKER.publications().current()
    assert index
    KeptTexts(index).write({LAST: "damaged"})
    live.refresh()
    assert not client.get("/healthz").get_json()["current"]
    assert "Hopping" in client.get("/interventions/hopping").text


def test_without_a_cluster_a_page_that_is_not_ready_says_so(folder: Path, tmp_path: Path) -> None:
    published = create_app(folder, tmp_path, published=True)
    engine = published.extensions["live"].state.index.opened
    nowhere = engine.index.cluster.settings.model_copy(
        update={"addresses": ("http://127.0.0.1:9",)}
    )
    engine.index.cluster = Cluster(nowhere)
    for address, title in (
        ("/interventions/hopping", "This page is not available just now"),
        ("/search?q=tea", "Search is not available just now"),
        ("/api/v1/entries/hopping", "This page is not available just now"),
    ):
        answer = published.test_client().get(address)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
        assert title in answer.text
