"""Pages over real HTTP, next to Datasette over the same entries: requests per second, and how long
each takes.
"""

import contextlib
import http.client
import itertools
import os
import random
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote_plus

from flask import Flask

from kb.model.library import Library
from search.answering.results import Request
from web.application import create_app

EVIDENCE = Path(__file__).resolve().parents[2] / "evidence"
JUDGED = Path(__file__).resolve().parents[1] / "search" / "judged.tsv"
SEED = 20261128
CONNECTIONS = (1, 8)
ROUNDS, SECONDS = 3, 2.0
# As a browser asks; Datasette sends its pages as they are.
HEADERS = {"Accept": "text/html", "Accept-Encoding": "gzip, br", "Cookie": "level=clinician"}
PAGES = ("home", "search", "intervention", "matrix")
FACETS = ("kind", "category", "certainty", "stage")
GRANIAN = (
    "--interface",
    "wsgi",
    "--workers",
    "2",
    "--blocking-threads",
    "1",
    "--no-ws",
    "--host",
    "127.0.0.1",
)
SERVERS = ("waitress", "granian", "datasette")
Addresses = Iterator[str]


@dataclass
class Served:
    """What one server did of one kind of page with so many connections."""

    seconds: list[float] = field(default_factory=list)
    lasted: float = 0.0

    @property
    def rate(self) -> float:
        """Requests per second."""
        return len(self.seconds) / self.lasted

    @property
    def p50(self) -> float:
        """Half of the requests took at most so many seconds."""
        return median(self.seconds)

    @property
    def p99(self) -> float:
        """Of a hundred requests 99 took at most so many seconds."""
        return quantiles(self.seconds, n=100)[98]


@dataclass
class Pages:
    """All servers by (server, page, connections), and the seconds a page takes inside the
    application that is ready or is not.
    """

    served: dict[tuple[str, str, int], Served]
    ready: float
    rendered: float


def measure_pages() -> Pages:
    """Every server, page and number of connections, the servers in turns."""
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        app = create_app(EVIDENCE, index)
        library = app.extensions["live"].state.library
        database = Path(folder) / "kb.db"
        _fill(database, library)
        asked = {name: _addresses(name, library) for name in ("ours", "datasette")}
        served: dict[tuple[str, str, int], Served] = {}
        with contextlib.ExitStack() as running:
            ports = {
                name: running.enter_context(_running(name, index, database)) for name in SERVERS
            }
            for turn, page, connections, server in itertools.product(
                range(-1, ROUNDS), PAGES, CONNECTIONS, SERVERS
            ):
                addresses = asked["datasette" if server == "datasette" else "ours"][page]
                times, lasted = _ask(
                    ports[server], addresses, connections, SECONDS if turn >= 0 else SECONDS / 4
                )
                if turn >= 0:
                    one = served.setdefault((server, page, connections), Served())
                    one.seconds += times
                    one.lasted += lasted
        return Pages(served, *_inside(app))


def _fill(path: Path, library: Library) -> None:
    """The same entries for Datasette: one row each, with what can be searched and counted."""
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "CREATE TABLE entries (id TEXT PRIMARY KEY, kind, category, certainty, stage, title,"
            " text)"
        )
        for entry in library.entries():
            finding = next(iter(getattr(entry, "findings", ())), None)
            row = (
                entry.id,
                entry.kind,
                getattr(entry, "category", None),
                finding and finding.certainty.level,
                finding and finding.stage,
            )
            database.execute(
                "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*row, entry.title, entry.model_dump_json()),
            )
        database.execute(
            "CREATE VIRTUAL TABLE entries_fts USING fts5(title, text, content='entries',"
            " tokenize='porter')"
        )
        database.execute(
            "INSERT INTO entries_fts (rowid, title, text) SELECT rowid, title, text FROM entries"
        )


def _addresses(server: str, library: Library) -> Mapping[str, Addresses]:
    """Of each page the addresses to be asked for; no search is asked for twice, so that none is
    ready.
    """
    counted = "&".join(f"_facet={facet}" for facet in FACETS)
    entries = list(library.interventions)
    if server == "datasette":
        table = "/kb/entries"
        return {
            "home": itertools.cycle(["/"]),
            "search": (
                f"{table}?_search={words}&{counted}&_size=10" for words in _searches(library)
            ),
            "intervention": itertools.cycle(f"{table}/{id}" for id in entries),
            "matrix": itertools.cycle([f"{table}?{counted}&_size=max"]),
        }
    return {
        "home": itertools.cycle(["/"]),
        "search": (f"/search?q={words}" for words in _searches(library)),
        "intervention": itertools.cycle(f"/interventions/{id}" for id in entries),
        "matrix": itertools.cycle(["/matrix"]),
    }


def _searches(library: Library) -> Iterator[str]:
    """What real people would type, alone and with the name of a stage or an outcome behind it;
    never the same twice.
    """
    chance = random.Random(SEED)  # noqa: S311 a fixed order, no secret
    typed = [
        line.split("\t")[2]
        for line in JUDGED.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    vocabulary = library.vocabulary
    beside = [
        "",
        *sorted(
            one.name for shelf in (vocabulary.stages, vocabulary.outcomes) for one in shelf.values()
        ),
    ]
    asked = [f"{words} {more}".strip() for words in typed for more in beside]
    chance.shuffle(asked)
    return map(quote_plus, dict.fromkeys(asked))


@contextlib.contextmanager
def _running(server: str, index: Path, database: Path) -> Iterator[int]:
    """A server in processes of its own; gives its port once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kb = Path(sys.executable).with_name("kb")
    commands = {
        "waitress": [
            str(kb),
            "serve",
            "--evidence",
            str(EVIDENCE),
            "--index",
            str(index),
            "--port",
            str(port),
        ],
        "granian": [
            str(kb.with_name("granian")),
            *GRANIAN,
            "--port",
            str(port),
            "bench.application:application",
        ],
        "datasette": [
            str(kb.with_name("datasette")),
            "serve",
            "-i",
            str(database),
            "-p",
            str(port),
            "--setting",
            "suggest_facets",
            "off",
        ],
    }
    process = subprocess.Popen(  # noqa: S603 ourselves
        commands[server],
        env={**os.environ, "INDEX": str(index)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"{process.args!r} does not answer")


def _ask(
    port: int, addresses: Addresses, connections: int, seconds: float
) -> tuple[list[float], float]:
    """The seconds of each request within a stretch of time, and how long the stretch was."""
    took: list[float] = []
    lock = threading.Lock()
    began = time.perf_counter()

    def reader() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() - began < seconds:
            with lock:
                address = next(addresses)
            start = time.perf_counter()
            connection.request("GET", address, headers=HEADERS)
            answer = connection.getresponse()
            answer.read()
            took.append(time.perf_counter() - start)
            if answer.status != 200:
                raise RuntimeError(f"{address} answers {answer.status}")
        connection.close()

    readers = [threading.Thread(target=reader) for _ in range(connections)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    return took, time.perf_counter() - began


def _inside(app: Flask) -> tuple[float, float]:
    """The median seconds inside the application of a page that is ready, and of one that is
    rendered again.
    """
    client = app.test_client()
    state = app.extensions["live"].state

    def seconds(forget: bool) -> float:
        took = []
        for _ in range(100):
            if forget:
                state.kept.clear()
            environ = dict(client._request_from_builder_args(("/interventions/yoga",), {}).environ)
            start = time.perf_counter()
            b"".join(app(environ, lambda *_: lambda _: None))
            took.append(time.perf_counter() - start)
        return median(took)

    state.index.search(Request("yoga"))
    seconds(forget=False)
    return seconds(forget=False), seconds(forget=True)
