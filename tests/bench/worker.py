"""One engine in a process of its own: takes orders as JSON lines, answers with seconds. Run by
`measuring`.
"""

import contextlib
import gc
import importlib
import json
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.collection import Collection, generate
from bench.peers import Peer
from bench.questions import Question, questions

WORD = "zuzuzuzuzu"  # in no entry until one is changed


class Worker:
    """An engine under measurement."""

    def __init__(self, engine: str, size: int, folder: Path) -> None:
        self.collection: Collection = generate(size)
        self.questions, self.new = questions(self.collection)
        self.peer: Peer = importlib.import_module(f"bench.peers.{engine}").Peer()
        self.folder = folder
        gc.collect()
        with contextlib.suppress(OSError):
            Path("/proc/self/clear_refs").write_text(
                "5", encoding="utf-8"
            )  # forgets the peak of making the entries
        self.before = _memory()

    def build(self) -> dict[str, Any]:
        """Build, and ask a first question."""
        began = time.perf_counter()
        self.peer.build(self.collection, self.folder)
        built = time.perf_counter()
        self.peer.ask(self.questions[0], "top-10")
        return {
            "build": built - began,
            "first": time.perf_counter() - built,
            "size": self.peer.size(),
        }

    def ask(self, sort: str, mode: str, new: bool = False) -> dict[str, Any]:
        """Ask the questions of a class once, or those not asked before; without counts if the engine
        cannot answer.
        """
        took, counts = [], []
        for question in self.new if new else self.questions:
            if question.sort == sort:
                began = time.perf_counter()
                counts.append(self.peer.ask(question, mode))
                took.append(time.perf_counter() - began)
        return {"took": took, "counts": counts}

    def change(self, number: int) -> dict[str, Any]:
        """Change an entry and ask until it is found."""
        entry = self.collection.entries[number * 37 % len(self.collection.entries)]
        word = WORD + "aou"[number % 3] * (number // 3 + 1)
        changed = replace(entry, body=f"{entry.body} {word} here.")
        began = time.perf_counter()
        self.peer.change(changed)
        found = self.peer.ask(Question("rare", (word,)), "top-10")
        return {"took": time.perf_counter() - began, "found": found}

    def memory(self) -> dict[str, Any]:
        """The most memory used, over what the generated entries take."""
        return {"peak": _memory() - self.before}


def _memory() -> int:
    """The most memory this process has had at once, in bytes."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return next(
        int(line.split()[1]) * 1024
        for line in status.read_text(encoding="utf-8").splitlines()
        if line.startswith("VmHWM")
    )


def main() -> None:
    """Serve orders until there are no more."""
    with tempfile.TemporaryDirectory() as folder:
        worker = Worker(sys.argv[1], int(sys.argv[2]), Path(folder))
        print(json.dumps({"ready": True}), flush=True)
        for line in sys.stdin:
            order, *words = json.loads(line)
            print(json.dumps(getattr(worker, order)(*words)), flush=True)


if __name__ == "__main__":
    main()
