"""Several collections published in one real cluster, each with a prefix of its own."""

import re
from pathlib import Path

import pytest
from flask import Flask

from addresses import every_address
from cluster.nodes import Nodes
from conftest import ROOT, full
from kb.loading import load
from search.engines.opensearch import cluster_index
from search.engines.opensearch.cluster_engine import MAKER
from search.engines.protocol import Unavailable
from search.publishing import publish
from small_collection import write_collection
from web.application import create_app
from web.catalogue.catalogue_app import Serving, create_site

MIGRAINE = ROOT / "tests" / "migraine"
SEARCHES = ("/search", "/api/v1/search", "/api/v1/suggest")  # whose order may differ a little


def answer(app: Flask, address: str, path: str = "") -> tuple[int, bytes]:
    with app.test_client().get(path + address) as answer:
        told = answer.get_data() if not address.startswith(SEARCHES) else b""
        return answer.status_code, told.replace(f"{path}/".encode(), b"/")


@pytest.fixture
def prefixes(cluster: Nodes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[str, str]:
    """Two names, one of which begins like the other."""
    monkeypatch.setattr(cluster_index, "QUIET", 1.0)
    one = f"kb-{re.sub('[^a-z0-9]', '', tmp_path.name.lower())}"
    return one, f"{one}-more"


def publish_as(prefix: str, folder: Path, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as at:
        at.setenv("KB_OPENSEARCH_PREFIX", prefix)
        publish(load(folder), tmp_path)


@pytest.mark.parametrize("each", [15, *full(5)])
def test_each_collection_has_its_prefix(
    prefixes: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, each: int
) -> None:
    small = write_collection(tmp_path / "evidence")
    publish_as(prefixes[1], MIGRAINE, tmp_path)
    monkeypatch.setenv("KB_OPENSEARCH_PREFIX", ", ".join(prefixes))
    site = create_site(Serving((), tmp_path, published=True))
    client = site.test_client()
    unpublished = client.get(f"/c/{prefixes[0]}/")
    assert (unpublished.status_code, unpublished.headers["Retry-After"]) == (503, "30")
    why = client.get("/healthz").get_json()["collections"][prefixes[0]]["why"]
    assert why.startswith("Nothing that this version can read is published")
    publish_as(prefixes[0], small, tmp_path)
    site.extensions["catalogue"].refresh()
    for prefix, folder in zip(prefixes, (small, MIGRAINE), strict=True):
        alone = create_app(folder, tmp_path / prefix)
        every = [*every_address(alone, alone.extensions["live"].state.library)][::each]
        path = f"/c/{prefix}"
        assert [one for one in every if answer(site, one, path) != answer(alone, one)] == []
    found = client.get("/api/v1/search?q=topiramate").get_json()["collections"]
    assert [(one["id"], one["results"]["hits"][0]["id"]) for one in found[:1]] == [
        (prefixes[1], "topiramate")
    ]
    assert client.get("/search?q=hopping").status_code == 200


@pytest.mark.full
def test_jobs_of_one_collection_leave_the_others_alone(
    prefixes: tuple[str, str], tmp_path: Path
) -> None:
    small = write_collection(tmp_path / "evidence")
    for prefix in reversed(prefixes):
        publish_as(prefix, small, tmp_path)
    other = MAKER.publications(prefixes[1])
    before = other.current()
    file = small / "interventions" / "hopping.yaml"
    for number in range(4):
        file.write_text(f"{file.read_text()}# {number}\n")
        publish_as(prefixes[0], small, tmp_path)
    after = other.current()
    assert before
    assert after
    assert after.name == before.name


def test_a_job_publishes_one_collection(
    prefixes: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_OPENSEARCH_PREFIX", " ".join(prefixes))
    with pytest.raises(Unavailable, match="names several collections; name one, such as KB_OPEN"):
        publish(load(write_collection(tmp_path / "evidence")), tmp_path)
