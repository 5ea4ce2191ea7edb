"""All engines on one collection: each in a process of its own, asked in turns so that a busy
machine is busy for all of them.
"""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from bench.questions import CLASSES, MODES

ENGINES = ("ours", "fts5", "tantivy", "bm25s", "whoosh")
ROUNDS, WARMING = 8, 1  # every question so often, the first time uncounted
SLOW_ROUNDS = 1  # of Whoosh, which has no goal to meet
CHANGES, SLOW_CHANGES = 5, 1
SLOW = ("whoosh", "bm25s")
BUILDS = 3  # each in a process of its own; of the slow ones 1
WHOOSH_UP_TO = 10_000  # entries; beyond, it takes minutes to build
FACETED, NEW = "4 facets", "4 facets, asked once"
Times = dict[tuple[str, str], list[float]]


@dataclass
class Measured:
    """One engine's seconds and bytes; `counts` are the matches of each question by class."""

    build: float
    first: float
    size: int
    times: Times = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    changes: list[float] = field(default_factory=list)
    peak: int = 0


def measure(size: int) -> dict[str, Measured]:
    """Every engine on a collection of so many entries."""
    engines = [engine for engine in ENGINES if engine != "whoosh" or size <= WHOOSH_UP_TO]
    builds = _builds([engine for engine in engines if engine not in SLOW], size)
    running = {engine: _Running(engine, size) for engine in engines}
    measured = {}
    for engine, one in running.items():
        print(f"  {engine}: building {size:,} entries", file=sys.stderr)
        measured[engine] = Measured(**one.order("build"))
        measured[engine].build = median([measured[engine].build, *builds.get(engine, [])])
    for turn in range(WARMING + ROUNDS):
        _ask_all(turn, running, measured)
    for sort in CLASSES:
        for engine, one in running.items():
            answered = one.order("ask", sort, FACETED, True)
            if None not in answered["counts"]:
                measured[engine].times[sort, NEW] = answered["took"]
    for turn in range(CHANGES):
        for engine, one in running.items():
            if turn < (SLOW_CHANGES if engine in SLOW else CHANGES):
                changed = one.order("change", turn)
                if changed["found"] not in (1, -1):
                    raise RuntimeError(f"{engine} found a changed entry {changed['found']} times")
                measured[engine].changes.append(changed["took"])
    for engine, one in running.items():
        measured[engine].peak = one.order("memory")["peak"]
        one.end()
    return measured


def _builds(engines: list[str], size: int) -> dict[str, list[float]]:
    """The seconds of all builds but the last, the engines in turns."""
    took: dict[str, list[float]] = {}
    for _ in range(BUILDS - 1):
        for engine in engines:
            one = _Running(engine, size)
            took.setdefault(engine, []).append(one.order("build")["build"])
            one.end()
    return took


def _ask_all(turn: int, running: dict[str, "_Running"], measured: dict[str, Measured]) -> None:
    for sort in CLASSES:
        for mode in MODES:
            for engine, one in running.items():
                if engine == "whoosh" and turn >= WARMING + SLOW_ROUNDS:
                    continue
                answered = one.order("ask", sort, mode)
                if None in answered["counts"]:
                    continue
                measured[engine].counts[sort] = answered["counts"]
                if turn >= WARMING:
                    measured[engine].times.setdefault((sort, mode), []).extend(answered["took"])


class _Running:
    """A worker's process."""

    def __init__(self, engine: str, size: int) -> None:
        command = [sys.executable, "-m", "bench.worker", engine, str(size)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )  # noqa: S603 ourselves
        self._answer()

    def order(self, *words: object) -> dict[str, Any]:
        """Have something done."""
        if self._process.stdin is None:
            raise RuntimeError("the worker takes no orders")
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise RuntimeError(f"{self._process.args!r} ended with {self._process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def end(self) -> None:
        """Let the process end."""
        self._process.communicate()
