"""What can go wrong with a cluster: each is reported in one sentence, and nothing is lost."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask

from cluster.nodes import Nodes
from conftest import Run
from search.engines.opensearch.cluster import Cluster
from search.engines.opensearch.cluster_engine import MAKER, OpenSearchEngine
from search.engines.opensearch.cluster_index import ClusterIndex
from search.engines.opensearch.cluster_settings import ClusterSettings, cluster_settings
from search.engines.opensearch.index_mapping import index_body
from search.engines.protocol import (
    AnalysedDocument,
    Attributes,
    EngineRequest,
    Field,
    Unavailable,
    Weighting,
)
from search.engines.query_tree import Everything
from small_collection import write_collection
from web.application import create_app

WEIGHTING = Weighting({"text": Field(1.0)})
DOCUMENT = AnalysedDocument("yoga", {"text": (("slow",),)}, Attributes("yoga"))


@pytest.fixture
def engine(cluster: Nodes, tmp_path: Path) -> OpenSearchEngine:
    MAKER.write((DOCUMENT,), tmp_path, WEIGHTING)
    return MAKER.open(tmp_path, WEIGHTING)


def settings(*addresses: str, **others: object) -> ClusterSettings:
    told = {"addresses": addresses, "seconds": 1, "replicas": 0, "tries": 2, **others}
    return ClusterSettings.model_validate(told)


def fault(engine: OpenSearchEngine) -> str:
    with pytest.raises(Unavailable) as raised:
        engine.find(EngineRequest(Everything()))
    return str(raised.value)


def elsewhere(engine: OpenSearchEngine, to: ClusterSettings) -> OpenSearchEngine:
    """The same engine, asking another address."""
    index = ClusterIndex(Cluster(to), engine.index.name, engine.index.format)
    return OpenSearchEngine(index, WEIGHTING)


def nobody() -> str:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


class Gate(BaseHTTPRequestHandler):
    """A gate before a cluster, which lets nobody in."""

    code = 401

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(self.code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def gate(code: int) -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), type("Gate", (Gate,), {"code": code}))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_where_there_is_no_cluster(engine: OpenSearchEngine) -> None:
    address = nobody()
    found = fault(elsewhere(engine, settings(address)))
    assert found == f"The search cluster at {address} can't be reached."


def test_another_node_answers_if_one_is_gone(engine: OpenSearchEngine, cluster: Nodes) -> None:
    both = elsewhere(engine, settings(nobody(), *cluster.addresses, tries=5, seconds=30))
    assert both.find(EngineRequest(Everything())).total == 1


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (401, "refuses the user or password; check KB_OPENSEARCH_USER and KB_OPENSEARCH_PASSWORD"),
        (403, "does not allow the user reader to do this"),
        (429, "is too busy to answer"),
    ],
)
def test_a_gate_before_the_cluster(engine: OpenSearchEngine, code: int, why: str) -> None:
    with gate(code) as address:
        wrong = settings(address, user="reader", password="hush")  # noqa: S106 made up
        found = fault(elsewhere(engine, wrong))
    assert found == f"The search cluster at {address} {why}."
    assert "hush" not in repr(wrong)


def test_who_writes_waits_for_a_busy_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.engines.opensearch.cluster.PATIENCE", 1.0)
    with gate(429) as address:
        busy = Cluster(settings(address))
        began = time.monotonic()
        with pytest.raises(Unavailable, match=" is too busy to answer"):
            busy.tell(lambda client: client.bulk(body=b"{}\n", index="any"))
    assert time.monotonic() - began > 1.0


def test_a_node_that_hangs(engine: OpenSearchEngine, cluster: Nodes) -> None:
    pid = cluster.processes[0].pid
    os.kill(pid, signal.SIGSTOP)
    try:
        found = fault(elsewhere(engine, settings(*cluster.addresses)))
    finally:
        os.kill(pid, signal.SIGCONT)
    assert found.endswith(" did not answer within 1 seconds.")


def test_another_node_answers_if_one_is_slow(engine: OpenSearchEngine, cluster: Nodes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        slow = f"http://127.0.0.1:{silent.getsockname()[1]}"
        both = elsewhere(engine, settings(slow, *cluster.addresses, seconds=3))
        for _ in range(8):
            assert both.find(EngineRequest(Everything())).total == 1


def test_a_red_cluster(engine: OpenSearchEngine, cluster: Nodes) -> None:
    name, ask = engine.index.name, engine.index.cluster.ask
    nowhere = {"settings": {"index.routing.allocation.require._name": "nobody"}}
    engine.index.drop()
    at_once = {"wait_for_active_shards": "0"}
    ask(lambda client: client.indices.create(index=name, body=nowhere, params=at_once))
    assert cluster.health(f"/{name}")["status"] == "red"
    found = fault(elsewhere(engine, settings(*cluster.addresses, seconds=30)))
    assert found.endswith(" has lost a part of the index (its health is red).")
    engine.index.drop()


def test_an_index_that_is_gone(engine: OpenSearchEngine) -> None:
    engine.index.drop()
    assert fault(engine) == (
        f"The index {engine.index.name} is gone from the search cluster;"
        " publish it again: kb index --engine opensearch"
    )


def test_a_full_disk(cluster: Nodes, tmp_path: Path) -> None:
    """The cluster itself puts this block on all indexes when its disk is full."""
    index = MAKER.publications().index("full")
    body = index_body(index.cluster.settings, WEIGHTING, {})
    body["settings"]["blocks.read_only_allow_delete"] = True
    body["aliases"] = {f"{index.name}-writing": {}}
    index.cluster.ask(lambda client: client.indices.create(index=index.name, body=body))
    with pytest.raises(Unavailable, match=r"can't be written .*disk usage exceeded"):
        index._send([{"index": {"_id": "yoga"}, "body": {"id": "yoga"}}])
    index.drop()


def test_a_job_stops_when_its_index_is_dropped(cluster: Nodes) -> None:
    index = MAKER.publications().index("dropped")
    with pytest.raises(Unavailable, match=r"can't be written \(it was dropped meanwhile\)"):
        index._send([{"index": {"_id": "yoga"}, "body": {"id": "yoga"}}])
    assert not index.is_finished()


def test_settings_come_from_the_environment_and_a_file(tmp_path: Path) -> None:
    file = tmp_path / "cluster.toml"
    file.write_text('addresses = ["https://a:9200"]\nuser = "reader"\npassword = "hush"\n')
    told = {"KB_OPENSEARCH_FILE": str(file), "KB_OPENSEARCH_ADDRESSES": "http://b:1, http://c:2"}
    found = cluster_settings(told)
    assert (found.addresses, found.user) == (("http://b:1", "http://c:2"), "reader")
    assert "hush" not in f"{found!r} {found}"


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"SHARDS": "many"}, "The settings of the search cluster aren't right: shards."),
        (
            {"ADDRESSES": "me:secret@a"},
            "The settings of the search cluster aren't right: addresses.",
        ),
        (
            {"ADDRESSES": "http://[::1"},
            "The settings of the search cluster aren't right: addresses",
        ),
        ({"ADDRESSES": "http://a:99999"}, "The settings of the search cluster aren't right: addr"),
        ({"FILE": "nowhere.toml"}, "KB_OPENSEARCH_FILE names nowhere.toml, which can't be read"),
    ],
)
def test_wrong_settings_are_named_without_their_values(told: dict[str, str], why: str) -> None:
    with pytest.raises(Unavailable, match=why) as raised:
        cluster_settings({f"KB_OPENSEARCH_{name}": value for name, value in told.items()})
    assert "secret" not in str(raised.value)


def test_the_command_says_that_there_is_no_cluster(
    kb: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KB_OPENSEARCH_ADDRESSES", address := nobody())
    folder = write_collection(tmp_path / "evidence")
    words = ("--engine", "opensearch", "--evidence", folder, "--index", tmp_path)
    for command in (("index",), ("search", "hopping"), ("serve", "--port", "0")):
        done = kb(*command, *words)
        assert done.returncode == 2
        assert f"The search cluster at {address} can't be reached." in done.stderr


@pytest.fixture
def site(cluster: Nodes, tmp_path: Path) -> Flask:
    """A site whose cluster went away after it had been started."""
    folder = write_collection(tmp_path / "evidence")
    app = create_app(folder, tmp_path / "index", engine="opensearch")
    assert app.test_client().get("/search?q=hopping").status_code == 200
    index = app.extensions["live"].state.index
    index.opened = elsewhere(index.opened, settings(nobody()))
    return app


def test_without_a_cluster_readers_get_a_sentence_and_all_other_pages(site: Flask) -> None:
    client = site.test_client()
    answer = client.get("/search?q=tea")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "Search is not available just now" in answer.text
    assert "127.0.0.1" not in answer.text
    assert client.get("/interventions/hopping").status_code == 200


def test_without_a_cluster_pages_that_are_ready_stay(site: Flask) -> None:
    assert site.test_client().get("/search?q=hopping").status_code == 200


def test_without_a_cluster_programs_get_a_problem(site: Flask) -> None:
    answer = site.test_client().get("/api/v1/search?q=tea")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert answer.content_type == "application/problem+json"


def test_without_a_cluster_an_edit_waits_and_no_file_is_blamed(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = site.extensions["live"]
    file = live.state.library.folder / "interventions" / "hopping.yaml"
    file.write_text(file.read_text().replace("Very few people", "Few people"))
    monkeypatch.setenv("KB_OPENSEARCH_ADDRESSES", nobody())
    live.refresh()
    assert (live.state.problems, live.state.library.withheld) == ((), {})
    assert "can't be reached" in live.state.trouble.why
