"""Clients made from the API's document by others' makers: each calls every operation over HTTP."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from conftest import ROOT
from npm_packages import install
from served import served
from small_collection import write_collection
from web.api.operations import OPERATIONS
from web.api.operations import ROOT as API
from web.application import create_app

PACKAGES = ("@redocly/cli@2.77.0", "openapi-fetch@0.17.0", "openapi-typescript@7.13.0")
COMPILER = "typescript@5.9.3"
QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
# Every kind of entry is a record of its own.
IDS = ("hopping", "sore-knees", "hopping-heals", "able-2020", "nothing-of-that-name")
STRICT = ("--strict", "--module", "nodenext", "--target", "es2022", "--skipLibCheck")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application over the small collection."""
    folder = tmp_path_factory.mktemp("small")
    return create_app(write_collection(folder / "evidence"), folder / "index")


@pytest.fixture(scope="module")
def npm() -> Path:
    """What is installed from npm."""
    if not shutil.which("npm"):
        pytest.skip("npm is missing")
    return install(ROOT / "build" / "openapi-tools", *PACKAGES, COMPILER)


def written(client: FlaskClient, folder: Path) -> Path:
    """The document as a file."""
    path = folder / "openapi.json"
    path.write_bytes(client.get(f"{API}/openapi.json").data)
    return path


def python_client(client: FlaskClient, folder: Path, name: str) -> str:
    """The name of the package that openapi-python-client makes in the folder."""
    maker = ["openapi_python_client", "generate", "--meta", "none", "--output-path", name]
    options = ["--path", str(written(client, folder)), "--config", str(folder / "config.yaml")]
    (folder / "config.yaml").write_text("post_hooks: []")  # they only tidy
    made = subprocess.run(
        [sys.executable, "-m", *maker, *options],
        cwd=folder, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert "Warning" not in made.stdout + made.stderr
    return name


@pytest.fixture
def imports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lets what is made be imported, and forgotten."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(tmp_path)
    yield
    for name in set(sys.modules) - before:
        if name.startswith("made_"):
            del sys.modules[name]


def called(name: str, address: str, operation: str, *args: str) -> tuple[str, object, object]:
    """What an operation of the client gives: the type it came as, its values, and what was sent."""
    asking = import_module(f"{name}.api.default.{operation}").sync_detailed
    base = address + API
    with import_module(name).Client(base_url=base, raise_on_unexpected_status=True) as client:
        response = asking(*args, client=client)
    parsed = response.parsed
    return type(parsed).__name__, parsed.to_dict(), json.loads(response.content)


@pytest.mark.usefixtures("imports")
def test_a_python_client_calls_every_operation(app: Flask, tmp_path: Path) -> None:
    name = python_client(app.test_client(), tmp_path, "made_small")
    with served(app) as address:
        for operation in OPERATIONS:
            for args in [(id,) for id in IDS] if operation.id_pattern else [()]:
                kind, values, sent = called(name, address, operation.id, *args)
                assert values == sent, operation.id
                assert kind != "Problem" or args == IDS[-1:], (operation.id, sent)


@pytest.mark.full
@pytest.mark.usefixtures("imports")
def test_a_python_client_reads_every_shipped_entry(shipped: Flask, tmp_path: Path) -> None:
    client = shipped.test_client()
    name = python_client(client, tmp_path, "made_shipped")
    with served(shipped) as address:
        for heading in client.get(f"{API}/entries").get_json()["entries"]:
            kind, values, sent = called(name, address, "entry", heading["id"])
            assert (kind, values) == (heading["kind"].capitalize(), sent), heading["id"]


def typescript() -> str:
    """A program that calls every operation, each by its type."""
    paths = [
        (one.path, f'{{ params: {{ path: {{ id: "{IDS[0]}" }} }} }}' if one.id_pattern else "{}")
        for one in OPERATIONS
    ]
    calls = "\n".join(
        f'told("{path}", await client.GET("{path}", {given}));' for path, given in paths
    )
    return f"""\
import createClient from "openapi-fetch";
import type {{ components, paths }} from "./api.js";
declare const process: {{ argv: string[] }};
const client = createClient<paths>({{ baseUrl: process.argv[2] }});
const found: Record<string, unknown> = {{}};
function told(path: string, answer: {{ data?: unknown; response: Response }}) {{
  found[path] = answer.data ?? answer.response.status;
}}
{calls}
type Level = components["schemas"]["Finding"]["certainty"]["level"];
const entry = await client.GET("/entries/{{id}}", {{ params: {{ path: {{ id: "{IDS[0]}" }} }} }});
if (entry.data?.kind === "intervention") {{
  const level: Level = entry.data.findings![0].certainty.level;
  found["level"] = level;
}}
console.log(JSON.stringify(found));
"""


def run(*words: str | Path, cwd: Path) -> str:
    """What a program of npm's writes."""
    environment = {**os.environ, **QUIET}
    done = subprocess.run(
        words, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.full
def test_a_typescript_client_calls_every_operation(app: Flask, npm: Path, tmp_path: Path) -> None:
    client, tools = app.test_client(), npm / ".bin"
    (tmp_path / "node_modules").symlink_to(npm)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "use.ts").write_text(typescript())
    run(tools / "openapi-typescript", written(client, tmp_path), "-o", "api.d.ts", cwd=tmp_path)
    run(tools / "tsc", *STRICT, "use.ts", cwd=tmp_path)
    with served(app) as address:
        found: dict[str, Any] = json.loads(run("node", "use.js", address + API, cwd=tmp_path))
    assert found.pop("level") == "low"
    assert set(found) == {operation.path for operation in OPERATIONS}
    assert all(isinstance(answer, dict) for answer in found.values()), found


@pytest.mark.full
@pytest.mark.parametrize("which", ["app", "shipped"])
def test_the_document_is_clean_by_redocly(
    request: pytest.FixtureRequest, which: str, npm: Path, tmp_path: Path
) -> None:
    app: Flask = request.getfixturevalue(which)
    document = written(app.test_client(), tmp_path)
    told = json.loads(
        run(npm / ".bin" / "redocly", "lint", document, "--format", "json", cwd=tmp_path)
    )
    assert (told["totals"]["errors"], told["totals"]["warnings"]) == (0, 0), told["problems"]
