"""The same answers while a node is killed, and from the older servers that are still in use."""

import time
from pathlib import Path

import pytest

from cluster.nodes import nodes
from cluster.server_home import NotHere
from conftest import UNTRIED
from kb.model.library import Library
from search.answering.results import Request
from search.answering.searcher import Index
from search.opening import open_index

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
AFTER = 5.0  # seconds that are watched


def answers(index: Index) -> list[tuple[object, ...]]:
    found = (index.search(Request(query, count=("kind", "stage"))) for query in QUERIES)
    return [(one.total, one.facets, one.hits[0].id, [hit.id for hit in one.hits]) for one in found]


def use(monkeypatch: pytest.MonkeyPatch, *addresses: str, replicas: int = 0) -> None:
    """Let the environment name this cluster."""
    told = {"ADDRESSES": " ".join(addresses), "REPLICAS": replicas, "SHARDS": 2, "TRIES": 6}
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
