"""What several test modules share: the shipped collection, a copy to break, the `kb` command and its server as users run them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE

import pytest
from flask import Flask
from hypothesis import settings

from kb.model.library import Library
from web.application import create_app

settings.register_profile("unhurried", deadline=None)  # a busy machine is no failure
settings.load_profile("unhurried")

ROOT = Path(__file__).resolve().parent.parent
KB = (Path(sys.executable).with_name("kb"),)  # the script that stands beside this Python
Run = Callable[..., subprocess.CompletedProcess[str]]


@dataclass(frozen=True)
class Server:
    """A running server: its address, and the file that takes what it writes to stderr."""

    address: str
    log: Path


Serve = Callable[..., AbstractContextManager[Server]]


@pytest.fixture(scope="session")
def evidence() -> Path:
    """The shipped collection; nobody writes there."""
    return ROOT / "evidence"


@pytest.fixture(scope="session")
def shipped(evidence: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application over the shipped collection."""
    return create_app(evidence, tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="session")
def shipped_library(shipped: Flask) -> Library:
    """What it holds."""
    return shipped.extensions["live"].state.library  # type: ignore[no-any-return]  # Flask knows no types of extensions


@pytest.fixture
def copy(evidence: Path, tmp_path: Path) -> Path:
    """A copy of the shipped collection that a test may change."""
    return Path(shutil.copytree(evidence, tmp_path / "evidence"))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser that `make test` found or installed; CHROMIUM names another."""
    named = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    found = next((path for path in map(shutil.which, filter(None, named)) if path), None)
    assert found, "the browser tests need Chromium: install it, or name it in CHROMIUM"
    return found


@pytest.fixture(scope="session")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The environment of every command of a test run: as it is, with a cache folder of its own."""
    return {**os.environ, "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache"))}


@pytest.fixture(scope="session")
def kb(surroundings: Mapping[str, str]) -> Run:
    """Runs the command in a process of its own: `kb("check", "--format", "json", cwd=...)`."""

    def run(
        *words: str | Path, cwd: Path = ROOT, **changed: str
    ) -> subprocess.CompletedProcess[str]:
        environment = {**surroundings, **changed}
        return subprocess.run(
            [*KB, *words],
            cwd=cwd,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def serve(surroundings: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Serve:
    """Serves on a free port as long as the block lasts: `with serve("--edit") as server`."""

    @contextmanager
    def serving(
        *options: str | Path, cwd: Path = ROOT, command: tuple[str | Path, ...] = KB
    ) -> Iterator[Server]:
        log = tmp_path_factory.mktemp("server") / "stderr"
        words = [*command, "serve", "--port", "0", *options]
        with (
            log.open("w") as stderr,
            subprocess.Popen(
                words, cwd=cwd, env=surroundings, stdout=PIPE, stderr=stderr, text=True
            ) as process,
        ):
            try:
                line = process.stdout.readline() if process.stdout else ""
                assert "http://" in line, f"no address in {line!r}; it said: {log.read_text()}"
                yield Server(next(word for word in line.split() if word.startswith("http://")), log)
            finally:
                process.terminate()

    return serving
