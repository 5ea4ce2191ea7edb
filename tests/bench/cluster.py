"""Measures a collection that is published in a cluster of three nodes and served by two processes:
`python -m bench.cluster [SIZE ...]` prints, and writes docs/benchmarks-cluster.md without sizes.
"""

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from itertools import chain, cycle
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple
from urllib.error import HTTPError

from bench.yaml_collection import write_yaml
from cluster.nodes import Nodes, nodes
from processes import KB, running

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks-cluster.md"
SIZES, FULL, HUGE = (399, 10_000), (50_000,), (200_000,)
ASKED = 100  # questions of each kind
MANY = 500  # of entries and searches until a server has filled what it keeps
WORDS = ("pain", "harms", "tea", "hopping", "exercise", "chronic", "cost", "sleep")
LONGEST = 7_200  # seconds for a publication
WATCHED, KILLED_AFTER = 8.0, 1.0  # seconds under load without a node, and until it is killed
BACK = 300.0  # seconds at most until a node that was brought back has its copies
FIRST = {
    "home page": "/",
    "evidence map": "/matrix",
    "its last page by certainty": "/matrix?sort=certainty&page=9999",
    "guidelines": "/guidelines",
    "gaps": "/gaps",
    "list of treatments": "/interventions?page=2",
    "freshness": "/freshness",
    "sources": "/sources",
    "changes": "/changes",
    "fact checks": "/claims",
    "a text among sources": "/sources?q=able+2020",
    "findings for programs": "/api/v1/findings?sort=certainty&page=3",
    "an address that leads nowhere": "/interventions/hoping",
}
INTRODUCTION = """# Benchmarks of a search cluster

`make bench-cluster` writes this page: generated collections, published in a cluster of three nodes (OpenSearch 3.9.0, 384 MB of heap each, 1 GB beyond 50,000 entries, one shard with
one copy) and served by two processes of `kb serve --engine opensearch`, all on one machine with {cores} cores, which the clients use too; load {load:.1f} over
the last quarter of an hour, {day}. Clock times are what such a machine gives; CPU is the processor's time of the process that is named, without
the cluster's.
"""
Row = tuple[str, str]


class Spent(NamedTuple):
    """Seconds of the clock and of the processor."""

    clock: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.clock:.1f} s ({self.cpu:.1f} s CPU)"


class Server(NamedTuple):
    """A running server."""

    address: str
    pid: int
    started: Spent

    def cpu(self) -> float:
        """The processor's seconds that it took so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> str:
        """What it holds in memory."""
        told = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", told)
        return f"{int(found[1]) / 1000:.0f} MB" if found else ""

    def get(self, path: str) -> bytes:
        """A page, also that of an address that leads nowhere. Raises OSError."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=120) as answer:  # noqa: S310 ours
                told: bytes = answer.read()
        except HTTPError as error:
            if error.code != 404:
                raise
            told = error.read()
        return told


def main() -> None:
    """Measure every size."""
    named = tuple(map(int, sys.argv[1:]))
    sizes = named or _sizes(os.environ.get("BENCH", ""))
    head = INTRODUCTION.format(
        cores=os.cpu_count(), load=os.getloadavg()[2], day=date.today().isoformat()
    )
    parts = [head]
    for size in sizes:
        parts.append(f"## {size:,} entries\n\n{_table(_measured(size))}")
        if not named:  # after each size, so that what was measured isn't lost with the next one
            page = "\n\n".join(part.strip() for part in parts) + "\n"
            PAGE.write_text(page, encoding="utf-8")


def _sizes(how: str) -> tuple[int, ...]:
    """How many entries are measured."""
    return (*SIZES, *(FULL if how in ("full", "huge") else ()), *(HUGE if how == "huge" else ()))


def _table(rows: Iterator[Row]) -> str:
    lines = []
    for what, value in chain([("", ""), ("---", "---:")], rows):
        lines.append(f"| {what} | {value} |")
        print(lines[-1], flush=True)
    return "\n".join(lines)


def _measured(size: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as folder, ExitStack() as stack:
        evidence = write_yaml(Path(folder) / "evidence", size)
        heap = "384m" if size <= max(FULL) else "1g"
        started = stack.enter_context(nodes(Path(folder) / "nodes", 3, heap=heap))
        told = {"ADDRESSES": " ".join(started.addresses), "SECONDS": "60", "TRIES": "6"}
        environment = {f"KB_OPENSEARCH_{name}": value for name, value in told.items()}
        job = _Job(evidence, Path(folder) / "index", {**os.environ, **environment})
        yield "read, check and publish all", str(job.run())
        yield "publish again, nothing changed", str(job.run())
        servers = [stack.enter_context(_serving(job.environment)) for _ in range(2)]
        yield from _serve(servers, len([*evidence.glob("interventions/hopping-[0-9]*.yaml")]))
        yield "one edit: the job", str(_edit(job))
        yield "one edit: from the job's start until a server shows it", _seen(servers[0], job)
        started.settle()
        yield from _killed(servers, started)
        yield "memory of a server at the end", servers[0].memory()


class _Job:
    """`kb index --engine opensearch`."""

    def __init__(self, evidence: Path, index: Path, environment: Mapping[str, str]) -> None:
        self.evidence, self.environment = evidence, environment
        options = ("--evidence", str(evidence), "--index", str(index))
        self._command = [*map(str, KB), "index", "--engine", "opensearch", *options]
        self.began = 0.0

    def run(self) -> Spent:
        before, self.began = _children(), time.monotonic()
        subprocess.run(
            self._command,
            env=self.environment,
            check=True,
            timeout=LONGEST,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return Spent(time.monotonic() - self.began, _children() - before)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def _serving(environment: Mapping[str, str]) -> Iterator[Server]:
    began = time.monotonic()
    words = (*KB, "serve", "--engine", "opensearch", "--port", "0")
    with running(*words, env=environment, stderr=subprocess.DEVNULL) as process:
        line = process.stdout.readline() if process.stdout else ""
        address = next(word for word in line.split() if word.startswith("http://"))
        server = Server(address, process.pid, Spent(0, 0))
        yield server._replace(started=Spent(time.monotonic() - began, server.cpu()))


def _serve(servers: list[Server], many: int) -> Iterator[Row]:
    """What is asked of servers of a collection with so many numbered entries of each name."""
    yield "start of a server", str(servers[0].started)
    yield "memory of a server after the start", servers[0].memory()
    numbers = [one % many + 1 for one in range(ASKED)]
    kinds: Mapping[str, Callable[[int], str]] = {
        "search with facets": lambda one: f"/search?q=hopping+knees+{one}",
        "page of an entry": lambda one: f"/interventions/hopping-{one}",
        "suggestions": lambda one: f"/api/v1/suggest?q=herb+te{one % 7}",
    }
    for name, path in kinds.items():
        yield f"{name}: p50 / p95, CPU of each", _asked(servers, [path(one) for one in numbers])
    for name, address in FIRST.items():
        before, began = servers[0].cpu(), time.monotonic()
        servers[0].get(address)
        took = Spent(time.monotonic() - began, servers[0].cpu() - before)
        yield f"{name}, first time after a publication", str(took)
    yield "memory of a server after these", servers[0].memory()
    for number in range(MANY):
        servers[0].get(f"/interventions/hopping-{number % many + 1}")
        servers[0].get(f"/search?q=knee+{WORDS[number % len(WORDS)]}+{number}")
    yield f"memory of a server after {MANY} other entries and searches", servers[0].memory()


def _asked(servers: list[Server], paths: list[str]) -> str:
    before, took = sum(one.cpu() for one in servers), []
    for server, path in zip(cycle(servers), paths, strict=False):
        began = time.monotonic()
        server.get(path)
        took.append((time.monotonic() - began) * 1000)
    cpu = (sum(one.cpu() for one in servers) - before) / len(paths) * 1000
    parts = quantiles(took, n=20)
    return f"{parts[9]:.0f} / {parts[18]:.0f} ms, {cpu:.0f} ms CPU"


def _edit(job: _Job) -> Spent:
    file = job.evidence / "interventions" / "hopping-1.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Very few people", "Hardly any people"), encoding="utf-8")
    return job.run()


def _seen(server: Server, job: _Job) -> str:
    while b"Hardly any people" not in server.get("/interventions/hopping-1"):
        time.sleep(0.1)
    return f"{time.monotonic() - job.began:.1f} s"


def _killed(servers: list[Server], started: Nodes) -> Iterator[Row]:
    """Searches one after the other, while a node is killed and while it comes back."""
    asked = _Asked(servers)
    asked.ask(KILLED_AFTER, lambda: False)
    started.processes[0].kill()
    asked.ask(WATCHED, lambda: False)
    yield "a node killed under load: right, wrong, failed answers", asked.told()
    yield "the longest that one waited then", f"{asked.longest:.1f} s"
    again, began = _Asked(servers), time.monotonic()
    started.bring_back(0)
    again.ask(BACK, lambda: _all_there(started))
    yield "the node brought back under load: right, wrong, failed answers", again.told()
    yield (
        "the longest that one waited then, until all copies were there",
        (f"{again.longest:.1f} s of {time.monotonic() - began:.0f} s"),
    )


def _all_there(started: Nodes) -> bool:
    health = started.health()
    return (health.get("status"), health.get("number_of_nodes")) == (
        "green",
        len(started.addresses),
    )


class _Asked:
    """Searches that are asked again and again, with what was right at first."""

    def __init__(self, servers: list[Server]) -> None:
        self._servers = servers
        paths = [f"/api/v1/search?q=hopping+{one}&limit=1" for one in range(1, 9)]
        self._expected = {path: _total(servers[0], path) for path in paths}
        self._right = self._wrong = self._failed = 0
        self.longest = 0.0

    def told(self) -> str:
        return f"{self._right}, {self._wrong}, {self._failed}"

    def ask(self, seconds: float, done: Callable[[], bool]) -> None:
        """Ask for so long, or until it is done, which is looked at after every twenty."""
        began = time.monotonic()
        for number, path in enumerate(cycle(self._expected)):
            asked = time.monotonic()
            if asked - began > seconds or (number % 20 == 19 and done()):
                return
            try:
                right = _total(self._servers[number % 2], path) == self._expected[path]
                self._right, self._wrong = self._right + right, self._wrong + (not right)
            except OSError:
                self._failed += 1
            self.longest = max(self.longest, time.monotonic() - asked)


def _total(server: Server, path: str) -> bytes:
    found = re.search(rb'"total": ?(\d+)', server.get(path))
    return found[1] if found else b""


if __name__ == "__main__":
    main()
