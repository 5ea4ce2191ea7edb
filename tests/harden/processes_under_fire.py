"""Kills of a build, many starts at once, damage to every file of an index, and a soak."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from bench.yaml_collection import write_yaml
from harden.trials import Attempt, Outcome, outcome
from processes import KB, running

KILLS, STARTS, SIZE = 40, 8, 5_000
SOAK_SECONDS, CAPACITY_SECONDS, CLIENTS = 600, 15, 4
QUESTION = "hopping"


def _asked(evidence: Path, index: Path) -> tuple[str, ...]:
    """What a search by the real command answers."""
    words = (*KB, "search", QUESTION, "--json", "--evidence", evidence, "--index", index)
    done = subprocess.run(words, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        return (f"exit {done.returncode}: {done.stderr[-200:]}",)
    return tuple(hit["id"] for hit in json.loads(done.stdout)["hits"])


def kills(scale: float) -> Outcome:
    """A build of 5,000 entries is killed at forty moments; what comes next is right."""
    return outcome(f"kills of a build of {SIZE:,} entries", _kills(max(2, int(KILLS * scale))))


def _kills(count: int) -> Iterator[Attempt]:
    with tempfile.TemporaryDirectory() as name:
        evidence = write_yaml(Path(name) / "evidence", SIZE)
        began = time.monotonic()
        right = _asked(evidence, Path(name) / "whole")
        takes = time.monotonic() - began
        for number in range(count):
            index = Path(name) / "index"
            words = (*KB, "index", "--evidence", evidence, "--index", index)
            with running(*words) as process:
                time.sleep(takes * (number + 0.5) / count)
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            if number % 8 == 7 or number == count - 1:
                found = _asked(evidence, index)
                yield None if found == right else f"after kill {number}: {found[:1]}"
                shutil.rmtree(index, ignore_errors=True)
            else:
                yield None


def starts_at_once(scale: float) -> Outcome:
    """Eight processes ask at once where there is no index yet."""
    return outcome("starts at once without an index", _starts(STARTS))


def _starts(count: int) -> Iterator[Attempt]:
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(count) as pool:
        evidence = write_yaml(Path(name) / "evidence", 1_000)
        right = _asked(evidence, Path(name) / "whole")
        asked = [pool.submit(_asked, evidence, Path(name) / "index") for _ in range(count)]
        for one in asked:
            found = one.result()
            yield None if found == right else f"{found[:1]}"
        left = [path.name for path in (Path(name) / "index").iterdir() if "building" in path.name]
        yield f"left behind: {left}" if left else None


def damage(scale: float) -> Outcome:
    """Every file next to the index is flipped, cut, emptied, replaced: the answer stays right."""
    return outcome("damage to every file of the index", _damaged())


def _damaged() -> Iterator[Attempt]:
    ways: dict[str, Callable[[bytes], bytes]] = {
        "flipped": lambda data: data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 255])
        + data[len(data) // 2 + 1 :],
        "cut": lambda data: data[: len(data) // 2],
        "emptied": lambda data: b"",
        "replaced": lambda data: b"\x80\x04cos\nsystem\n(S'false'\ntR." * 9,
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        evidence, kept = write_yaml(Path(name) / "evidence", 200), Path(name) / "kept"
        right = _asked(evidence, kept)
        for path in sorted(one for one in kept.rglob("*") if one.is_file()):
            for way, change in ways.items():
                data = path.read_bytes()
                if not data and way == "flipped":
                    continue
                index = Path(name) / "index"
                shutil.copytree(kept, index)
                (index / path.relative_to(kept)).write_bytes(change(data))
                found = _asked(evidence, index)
                yield None if found == right else f"{path.name} {way}: {found[:1]}"
                shutil.rmtree(index)


def soak(scale: float) -> Outcome:
    """Readers at four fifths of what the server can do while an editor edits: no wrong answer."""
    seconds = max(20, SOAK_SECONDS * scale)
    with tempfile.TemporaryDirectory() as name:
        evidence = write_yaml(Path(name) / "evidence", 400)
        with _served(evidence, Path(name) / "index") as (port, process):
            capacity = _rate(port, CAPACITY_SECONDS, None)[0] / CAPACITY_SECONDS
            before = _resident(process.pid)
            stop = threading.Event()
            editing = threading.Thread(target=_edit, args=(evidence, stop))
            editing.start()
            tried, wrong = _rate(port, seconds, 0.8 * capacity)
            stop.set()
            editing.join()
            after = _resident(process.pid)
    note = f"{capacity:,.0f} a second measured; {before:,} MB before, {after:,} MB after"
    return Outcome("soak at four fifths of capacity, with edits", tried, wrong, seconds, note)


@contextmanager
def _served(evidence: Path, index: Path) -> Iterator[tuple[int, "subprocess.Popen[str]"]]:
    words = (*KB, "serve", "--port", "0", "--evidence", evidence, "--index", index)
    with (index.parent / "log").open("w") as log, running(*words, stderr=log) as process:
        line = process.stdout.readline() if process.stdout else ""
        yield int(line.split("http://")[1].split()[0].rsplit(":", 1)[1]), process


def _rate(port: int, seconds: float, wanted: float | None) -> tuple[int, tuple[str, ...]]:
    """How many answers several clients got, at the wanted rate or as fast as they came."""
    wrong: list[str] = []
    counts: list[int] = []

    def ask(number: int) -> None:
        chance, count, began = random.Random(number), 0, time.monotonic()  # noqa: S311
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        paths = (f"/search?q={QUESTION}", "/interventions/hopping", "/matrix", "/healthz", "/")
        while time.monotonic() - began < seconds:
            if wanted and count / (time.monotonic() - began + 0.001) > wanted / CLIENTS:
                time.sleep(0.002)
                continue
            path = f"{chance.choice(paths)}"
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                body = answer.read()
                if answer.status != 200 or (path.startswith("/inter") and b"opping" not in body):
                    wrong.append(f"{path} answered {answer.status}")
            except OSError as error:
                wrong.append(f"{path}: {error}")
                connection.close()
            count += 1
        counts.append(count)
        connection.close()

    clients = [threading.Thread(target=ask, args=(number,)) for number in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return sum(counts), tuple(wrong)


def _edit(evidence: Path, stop: threading.Event) -> None:
    """Change a summary every few seconds, now and then to something broken."""
    path = evidence / "interventions" / "hopping.yaml"
    text, number = path.read_text(encoding="utf-8"), 0
    while not stop.wait(3):
        number += 1
        changed = "name: [" if number % 4 == 0 else text.replace("name: Hop", f"name: {number} Hop")
        aside = path.with_suffix(".new")
        aside.write_text(changed, encoding="utf-8")
        aside.replace(path)
    path.write_text(text, encoding="utf-8")


def _resident(pid: int) -> int:
    """Megabytes of memory a process holds."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


def fuzzed_api(scale: float) -> Outcome:
    """Schemathesis against the running server: no answer the document does not describe."""
    seconds = max(20, int(300 * scale))
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        evidence = write_yaml(Path(name) / "evidence", 200)
        with _served(evidence, Path(name) / "index") as (port, _):
            address = f"http://127.0.0.1:{port}/api/v1/openapi.json"
            tool = Path(KB[0]).with_name("schemathesis")
            done = _bounded(tool, address, seconds)
    cases = re.search(r"(\d+) generated", done)
    failed = re.search(r"(\d+)(?: unique)? (?:failed|failures?)", done)
    wrong = (failed[0],) if failed else () if cases else (done[-200:],)
    count = int(cases[1]) if cases else 0
    return Outcome("schemathesis against the API", count, wrong, time.monotonic() - began)


def _bounded(tool: Path, address: str, seconds: int) -> str:
    """Run the tool until its time is up, then ask it to stop and report."""
    checks = (
        "not_a_server_error,status_code_conformance,content_type_conformance,"
        "response_schema_conformance"
    )
    # In the background of a shell, SIGINT is ignored unless asked for.
    heard = (
        "import os, signal, sys; signal.signal(2, signal.SIG_DFL);"
        " os.execv(sys.argv[1], sys.argv[1:])"
    )
    words: list[str | Path] = [
        tool,
        "run",
        address,
        "--checks",
        checks,
        "--max-examples",
        "1000000",
        "--no-color",
    ]
    with running(sys.executable, "-c", heard, *words) as process:
        timer = threading.Timer(seconds, lambda: os.killpg(process.pid, signal.SIGINT))
        timer.start()
        said, _ = process.communicate(timeout=seconds + 120)
        timer.cancel()
        return said
