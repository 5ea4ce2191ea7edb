"""What the two documented users of a cluster may do, in a real server that checks their rights by
the names of actions and indexes.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from addresses import every_address
from cluster.guarded import guarded_home, users
from cluster.nodes import nodes
from cluster.server_home import NotHere
from conftest import ROOT, UNTRIED
from kb.loading import load
from search.engines.opensearch import cluster_index
from search.engines.opensearch.cluster_engine import MAKER
from search.engines.protocol import Unavailable
from search.publishing import publish
from small_collection import write_collection
from web.application import create_app

pytestmark = pytest.mark.full
ROLES = ROOT / "docs" / "deploying" / "opensearch-roles.yml"
PASSWORDS = {"kb-server": "for-reading", "kb-publisher": "for-writing"}
EDITS = 4  # more than old indexes are kept


@pytest.fixture(scope="module", autouse=True)
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A node that knows both users, named by the environment."""
    folder = tmp_path_factory.mktemp("guarded")
    (folder / "users").write_text(users(ROLES, PASSWORDS))
    with pytest.MonkeyPatch.context() as at:
        at.setenv("KB_GUARD", str(folder / "users"))
        at.setattr(cluster_index, "QUIET", 1.0)
        try:
            with nodes(folder / "nodes", home=guarded_home(folder / "home")) as started:
                at.setenv("KB_OPENSEARCH_ADDRESSES", " ".join(started.addresses))
                at.setenv("KB_OPENSEARCH_REPLICAS", "0")
                at.setenv("KB_OPENSEARCH_SECONDS", "60")
                yield
        except NotHere as missing:
            pytest.skip(f"{UNTRIED}: it takes {missing}")


def become(monkeypatch: pytest.MonkeyPatch, user: str, password: str = "") -> None:
    monkeypatch.setenv("KB_OPENSEARCH_USER", user)
    monkeypatch.setenv("KB_OPENSEARCH_PASSWORD", password or PASSWORDS[user])


def test_each_user_can_do_its_work_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = write_collection(tmp_path / "evidence")
    become(monkeypatch, "kb-publisher")
    file = folder / "interventions" / "hopping.yaml"
    for number in range(EDITS):
        dropped = publish(load(folder), tmp_path).dropped
        file.write_text(f"{file.read_text()}# {number}\n")
    assert dropped
    with pytest.MonkeyPatch.context() as at:
        at.setenv("KB_OPENSEARCH_PREFIX", "another")
        refused(folder, tmp_path, "does not allow the user kb-publisher to do this")

    become(monkeypatch, "kb-server")
    app = create_app(folder, tmp_path, published=True)
    library = app.extensions["live"].state.library
    every = dict.fromkeys(every_address(app, library))
    client = app.test_client()
    assert [one for one in every if client.get(one).status_code in (500, 503)] == []
    app.extensions["live"].refresh()
    assert client.get("/healthz").get_json()["current"]
    refused(folder, tmp_path, "does not allow the user kb-server to do this")
    with pytest.raises(Unavailable, match="does not allow the user kb-server to do this"):
        MAKER.publications("another").index("a" * 32).meta()


@pytest.mark.parametrize("user", ["kb-server", "nobody"])
def test_a_wrong_password_is_said_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, user: str
) -> None:
    become(monkeypatch, user, "hush")
    with pytest.raises(Unavailable, match="refuses the user or password; check") as raised:
        create_app(tmp_path, tmp_path, published=True)
    assert "hush" not in str(raised.value)


def refused(folder: Path, tmp_path: Path, why: str) -> None:
    with pytest.raises(Unavailable, match=why):
        publish(load(folder), tmp_path)
