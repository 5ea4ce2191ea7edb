"""What several test modules share: the shipped collection, a copy to break, and the `kb` command
and its server as users run them.
"""

import fcntl
import gc
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from flask import Flask
from hypothesis import settings
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from cluster.nodes import Nodes, nodes
from cluster.server_home import NotHere
from kb.command.main import main
from kb.model.library import Library
from processes import KB, ran, running
from search.opening import ENGINES
from web.application import create_app

# jsonschema would compile a grammar of addresses for four seconds, which no schema here asks for.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
settings.register_profile("unhurried", deadline=None)  # a busy machine is no failure
settings.load_profile("unhurried")


class CompiledTemplates(BytecodeCache):
    """The templates as compiled by the first application of this process, for all that follow."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


Flask.jinja_options["bytecode_cache"] = CompiledTemplates()


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over all that was imported and collected, and look seldom."""
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


ROOT = Path(__file__).resolve().parent.parent
NODES = pytest.StashKey[Nodes]()
UNTRIED = "the engine opensearch was not tried with a real cluster"
Run = Callable[..., CompletedProcess[str]]


def full(*cases: object) -> list[object]:
    """Cases of a test that wait for `make test-full`."""
    return [pytest.param(case, marks=pytest.mark.full) for case in cases]


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
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all processes of a test run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def shipped_index(shared: Path) -> Path:
    """Where the shipped collection is kept parsed and indexed, for commands too."""
    return shared / "cache" / "evidence-kb" / "index"


@pytest.fixture(scope="session")
def shipped(evidence: Path, shipped_index: Path, shared: Path) -> Flask:
    """The application over the shipped collection, which one process parses for all."""
    with (shared / "shipped.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return create_app(evidence, shipped_index)


@pytest.fixture(scope="session")
def shipped_library(shipped: Flask) -> Library:
    """What it holds."""
    return shipped.extensions["live"].state.library  # type: ignore[no-any-return]  # Flask knows no types of extensions


@pytest.fixture(scope="session")
def cluster(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Nodes]:
    """A cluster of one real node, which the environment names as long as the tests run."""
    try:
        with (
            nodes(tmp_path_factory.mktemp("cluster")) as started,
            pytest.MonkeyPatch.context() as at,
        ):
            at.setenv("KB_OPENSEARCH_ADDRESSES", " ".join(started.addresses))
            at.setenv("KB_OPENSEARCH_REPLICAS", "0")
            at.setenv("KB_OPENSEARCH_SECONDS", "60")  # on a busy machine
            request.config.stash[NODES] = started
            yield started
    except NotHere as missing:
        pytest.skip(f"{UNTRIED}: it takes {missing}")


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """Each engine, with what it needs."""
    if request.param == "opensearch":
        request.getfixturevalue("cluster")
    return str(request.param)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a cluster comes first: one process gets all of it, and starts the only one."""
    items.sort(key=lambda item: not _needs_cluster(item))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Wake the cluster: a process may be handed a test of it after all the others."""
    if _needs_cluster(item):
        _signal_cluster(item, signal.SIGCONT)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Stop the cluster meanwhile: an idle one still takes a fifth of a core."""
    if nextitem and _needs_cluster(item) and not _needs_cluster(nextitem):
        _signal_cluster(item, signal.SIGSTOP)


def _signal_cluster(item: pytest.Item, sent: signal.Signals) -> None:
    started = item.config.stash.get(NODES, None)
    for process in started.processes if started else ():
        process.send_signal(sent)


def _needs_cluster(item: pytest.Item) -> bool:
    return "cluster" in getattr(item, "fixturenames", ()) or "[opensearch" in item.name


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what could not be tried here."""
    skipped = terminalreporter.stats.get("skipped", ())
    reasons = {str(one.longrepr[-1]) for one in skipped if isinstance(one.longrepr, tuple)}
    if untried := sorted(reason for reason in reasons if UNTRIED in reason):
        terminalreporter.section("NOT TRIED", red=True, bold=True)
        terminalreporter.line("\n".join(untried))


@pytest.fixture
def copy(evidence: Path, tmp_path: Path) -> Path:
    """A copy of the shipped collection that a test may change."""
    return Path(shutil.copytree(evidence, tmp_path / "evidence"))


@pytest.fixture(scope="session")
def surroundings(shared: Path) -> Mapping[str, str]:
    """The environment of every command of a test run: as it is, with a cache folder of its own."""
    return {**os.environ, "XDG_CACHE_HOME": str(shared / "cache")}


@pytest.fixture
def kb(
    surroundings: Mapping[str, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Runs the command in this process: `kb("check", "--format", "json", cwd=...)`."""
    monkeypatch.setenv("XDG_CACHE_HOME", surroundings["XDG_CACHE_HOME"])

    def run(*words: str | Path, cwd: Path = ROOT) -> CompletedProcess[str]:
        monkeypatch.chdir(cwd)
        try:
            code = main([str(word) for word in words])
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0
        return CompletedProcess(words, code, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def kb_process(surroundings: Mapping[str, str]) -> Run:
    """The same in a process of its own, for what depends on that: encodings, servers, locks."""

    def run(*words: str | Path, cwd: Path = ROOT, **changed: str) -> CompletedProcess[str]:
        return ran(*KB, *words, cwd=cwd, env={**surroundings, **changed})

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
            running(*words, cwd=cwd, env=surroundings, stderr=stderr) as process,
        ):
            line = process.stdout.readline() if process.stdout else ""
            assert "http://" in line, f"no address in {line!r}; it wrote: {log.read_text()}"
            yield Server(next(word for word in line.split() if word.startswith("http://")), log)

    return serving
