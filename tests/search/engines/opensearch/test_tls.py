"""A cluster behind TLS and a password: what works, and one sentence for each thing that doesn't."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from cluster.nodes import Nodes
from cluster.server_home import NotHere
from cluster.tls import authority, behind_tls
from conftest import UNTRIED, Run
from search.engines.opensearch.cluster_engine import MAKER
from search.engines.protocol import Unavailable
from small_collection import write_collection

USER, PASSWORD = "kb-server", "hush-hush"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tls")


@pytest.fixture(scope="module")
def addresses(cluster: Nodes, folder: Path) -> Iterator[Mapping[str, str]]:
    try:
        with behind_tls(folder, cluster.addresses[0], USER, PASSWORD) as found:
            yield found
    except NotHere as missing:
        pytest.skip(f"{UNTRIED}: it takes {missing}")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, folder: Path) -> pytest.MonkeyPatch:
    """The environment with all that is right but the address."""
    rest = {"USER": USER, "PASSWORD": PASSWORD, "CA": folder / "ca.pem", "PREFIX": "kb-tls"}
    for name, value in {**rest, "TRIES": 2}.items():
        monkeypatch.setenv(f"KB_OPENSEARCH_{name}", str(value))
    return monkeypatch


def fault(told: pytest.MonkeyPatch, address: str) -> str:
    told.setenv("KB_OPENSEARCH_ADDRESSES", address)
    with pytest.raises(Unavailable) as raised:
        MAKER.publications().current()
    assert PASSWORD not in f"{raised.value} {raised.value.__cause__}"
    return str(raised.value).removeprefix(f"The search cluster at {address} ")


def test_a_collection_is_published_and_found_behind_tls(
    addresses: Mapping[str, str], told: pytest.MonkeyPatch, tmp_path: Path, kb: Run
) -> None:
    told.setenv("KB_OPENSEARCH_ADDRESSES", addresses["good"])
    evidence = write_collection(tmp_path / "evidence")
    words = ("--engine", "opensearch", "--evidence", evidence, "--index", tmp_path)
    done = kb("index", *words)
    assert done.returncode == 0, done.stderr
    assert "Hopping" in kb("search", "hopping", *words).stdout


def test_another_authority(
    addresses: Mapping[str, str], told: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told.setenv("KB_OPENSEARCH_CA", str(authority(tmp_path)))
    wrong = "isn't trusted: check its certificate, or KB_OPENSEARCH_CA."
    assert fault(told, addresses["good"]) == wrong
    told.delenv("KB_OPENSEARCH_CA")
    assert fault(told, addresses["good"]) == wrong


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("expired", "isn't trusted: its certificate has expired."),
        ("of-another", "isn't trusted: its certificate is for another name."),
    ],
)
def test_another_certificate(
    addresses: Mapping[str, str], told: pytest.MonkeyPatch, name: str, why: str
) -> None:
    assert fault(told, addresses[name]) == why


@pytest.mark.parametrize(("user", "password"), [(USER, "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_password_or_user(
    addresses: Mapping[str, str], told: pytest.MonkeyPatch, user: str, password: str
) -> None:
    told.setenv("KB_OPENSEARCH_USER", user)
    told.setenv("KB_OPENSEARCH_PASSWORD", password)
    why = "refuses the user or password; check KB_OPENSEARCH_USER and KB_OPENSEARCH_PASSWORD."
    assert fault(told, addresses["good"]) == why


def test_certificates_to_trust_that_cannot_be_read(
    addresses: Mapping[str, str], told: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "empty.pem").write_text("")
    for path in (tmp_path / "nowhere.pem", tmp_path / "empty.pem"):
        told.setenv("KB_OPENSEARCH_CA", str(path))
        told.setenv("KB_OPENSEARCH_ADDRESSES", addresses["good"])
        with pytest.raises(Unavailable) as raised:
            MAKER.publications().current()
        assert str(raised.value) == f"KB_OPENSEARCH_CA names {path}, which has no certificates."


def test_tls_on_one_side_only(
    addresses: Mapping[str, str], cluster: Nodes, told: pytest.MonkeyPatch
) -> None:
    plain = addresses["good"].replace("https:", "http:")
    assert fault(told, plain) == "can't answer without TLS: use https:// in its address."
    secure = cluster.addresses[0].replace("http:", "https:")
    assert fault(told, secure) == "doesn't speak TLS: use http:// in its address."
