"""The same answers while a node is killed, and from the older servers that are still in use."""

import os
import signal
import time
from pathlib import Path

import pytest

from cluster.nodes import nodes
from cluster.server_home import NotHere
from conftest import UNTRIED
from kb.loading import load
from kb.model.library import Library
from search.answering.results import Request
from search.answering.searcher import Index
from search.engines.opensearch.cluster_engine import MAKER
from search.engines.protocol import Unavailable
from search.opening import open_index
from search.publishing import publish
from small_collection import write_collection
from web.application import create_app

pytestmark = pytest.mark.full
QUERIES = (
    "yoga",
    "heat or ice",
    "opioids stage:chronic",
    "certainty:>=low kind:intervention",
    "side effects of naproxen",
    "acupuncture vs placebo",
)
WITHOUT_A_NODE = 2.0  # seconds at most without an answer after a node was killed
WITHOUT_FROZEN = 20.0  # seconds at most, on a busy machine; the cluster would notice after thirty
NOTICED = 90.0  # seconds at most until a cluster sees that its disk is full
AFTER = 5.0  # seconds that are watched


def answers(index: Index) -> list[tuple[object, ...]]:
    found = (index.search(Request(query, count=("kind", "stage"))) for query in QUERIES)
    return [(one.total, one.facets, one.hits[0].id, [hit.id for hit in one.hits]) for one in found]


def use(
    monkeypatch: pytest.MonkeyPatch, *addresses: str, replicas: int = 0, shards: int = 2
) -> None:
    """Let the environment name this cluster."""
    told = {"ADDRESSES": " ".join(addresses), "REPLICAS": replicas, "SHARDS": shards, "TRIES": 6}
    for name, value in told.items():
        monkeypatch.setenv(f"KB_OPENSEARCH_{name}", str(value))


def test_a_killed_node_changes_no_answer(
    shipped_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        with nodes(tmp_path / "nodes", 3) as started:
            use(monkeypatch, *started.addresses, replicas=1)
            index = open_index(shipped_library, tmp_path / "index", engine="opensearch")
            started.settle()
            expected = answers(index)
            started.processes[0].kill()
            killed = time.monotonic()
            assert answers(index) == expected
            assert time.monotonic() - killed < WITHOUT_A_NODE * len(QUERIES)
            while time.monotonic() - killed < AFTER:
                assert answers(index) == expected
    except NotHere as missing:
        pytest.skip(f"{UNTRIED}: it takes {missing}")


@pytest.mark.parametrize("shards", [1, 3])
def test_a_frozen_node_delays_few_answers_and_changes_none(
    shipped_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shards: int
) -> None:
    """The cluster itself takes half a minute to notice."""
    try:
        with nodes(tmp_path / "nodes", 3) as started:
            use(monkeypatch, *started.addresses, replicas=1, shards=shards)
            index = open_index(shipped_library, tmp_path / "index", engine="opensearch")
            started.settle()
            expected = answers(index)
            frozen = started.processes[started.holder(index.name)].pid
            os.kill(frozen, signal.SIGSTOP)
            began = time.monotonic()
            try:
                assert answers(index) == expected
                assert time.monotonic() - began < WITHOUT_FROZEN
                began = time.monotonic()
                assert answers(index) == expected
                assert time.monotonic() - began < WITHOUT_A_NODE * len(QUERIES)
            finally:
                os.kill(frozen, signal.SIGCONT)
    except NotHere as missing:
        pytest.skip(f"{UNTRIED}: it takes {missing}")


def test_a_disk_that_runs_full_is_said_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cluster itself notices, by less free space than its settings ask for."""
    folder = write_collection(tmp_path / "evidence")
    limits = {f"watermark.{name}": "100000gb" for name in ("low", "high", "flood_stage")}
    full = {f"cluster.routing.allocation.disk.{name}": value for name, value in limits.items()}
    full["cluster.routing.allocation.disk.threshold_enabled"] = "true"
    full["cluster.info.update.interval"] = "10s"
    try:
        with nodes(tmp_path / "nodes") as started:
            use(monkeypatch, *started.addresses)
            before = publish(load(folder), tmp_path).name
            ask = MAKER.publications().cluster.ask
            ask(lambda client: client.cluster.put_settings(body={"transient": full}))
            end = time.monotonic() + NOTICED
            while "read_only_allow_delete" not in str(
                ask(lambda client: client.indices.get_settings(index=f"{before}*"))
            ):
                assert time.monotonic() < end
                time.sleep(0.5)
            file = folder / "interventions" / "hopping.yaml"
            file.write_text(f"{file.read_text()}# a comment\n")
            with pytest.raises(Unavailable, match="can't write: its disks are too full"):
                publish(load(folder), tmp_path)
            app = create_app(folder, tmp_path, published=True)
            assert app.extensions["live"].state.index.name == before
            assert app.test_client().get("/search?q=hopping").status_code == 200
    except NotHere as missing:
        pytest.skip(f"{UNTRIED}: it takes {missing}")


def test_an_older_server_gives_the_same_answers(
    shipped_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = open_index(shipped_library, tmp_path / "index")
    try:
        with nodes(tmp_path / "nodes", version="2.19.6") as started:
            use(monkeypatch, *started.addresses)
            theirs = open_index(shipped_library, tmp_path / "index", engine="opensearch")
            found = zip(answers(ours), answers(theirs), strict=True)
            assert all(one[:3] == other[:3] for one, other in found)
    except NotHere as missing:
        pytest.skip(f"{UNTRIED}: it takes {missing}")
