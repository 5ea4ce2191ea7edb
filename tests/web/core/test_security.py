"""What a server with editing on answers, and to whom."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from small_collection import write_collection
from web.application import create_app


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("security")


@pytest.fixture(scope="module")
def editing(folder: Path) -> FlaskClient:
    evidence = write_collection(folder / "evidence")
    app = create_app(evidence, folder / "index", edit=True, public="https://edit.example")
    return app.test_client()


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:1", "edit.example"]
)
def test_with_editing_on_this_machine_and_the_declared_host_are_answered(
    editing: FlaskClient, host: str
) -> None:
    assert editing.get("/problems", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "", "@"],
)
@pytest.mark.parametrize("path", ["/", "/problems", "/api/v1/entries", "/healthz", "/static/x"])
def test_with_editing_on_no_other_host_is_answered(
    editing: FlaskClient, host: str, path: str
) -> None:
    editing.get(path)  # which is ready from now on
    answer = editing.get(path, headers={"Host": host})
    assert answer.status_code in (400, 403)
    assert "Hopping" not in answer.text


def test_with_editing_on_no_other_origin_may_read_the_api(editing: FlaskClient) -> None:
    answer = editing.get("/api/v1/entries", headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 200
    assert "Access-Control-Allow-Origin" not in answer.headers
    preflight = editing.options("/api/v1/entries")
    assert preflight.status_code == 405


def test_with_editing_on_no_page_shows_a_path_of_the_machine(
    folder: Path, editing: FlaskClient
) -> None:
    (folder / "evidence" / "interventions" / "hopping.yaml").write_text("name: [", "utf-8")
    editing.application.extensions["live"].refresh()
    for path in ("/problems", "/interventions/hopping", "/healthz", "/about", "/nothing"):
        assert str(folder) not in editing.get(path).text


def test_without_editing_any_host_is_answered_and_the_api_is_open(tmp_path: Path) -> None:
    app = create_app(write_collection(tmp_path / "evidence"), tmp_path / "index")
    answer = app.test_client().get("/api/v1/entries", headers={"Host": "kb.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
