"""This version next to version 0.1, in turns: a search by command, a server that is ready again,
and an edit that becomes visible.
"""

import contextlib
import http.client
import os
import resource
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
FIRST = "169b479"  # the commit that was version 0.1
SIZE, ROUNDS, EDITS = 10_000, 7, 3
LONGEST = 120  # seconds until a server is ready, or an edit is visible
POLL = 0.05  # seconds between two looks at a page
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
MAIN = "import sys; from kb.{} import {} as main; sys.exit(main())"
ENTRY = "hopping-7"
SEARCHED = "`kb search tens` over the shipped collection"
READY_AGAIN = "`kb serve` ready again"
EDIT_VISIBLE = "one edit visible"


@dataclass(frozen=True)
class Took:
    """Seconds of the processor and of the clock."""

    cpu: float
    clock: float


@dataclass(frozen=True)
class Version:
    """A checkout of the program, with a generated collection of its own fields."""

    name: str
    code: Path
    main: tuple[str, str]  # what its `kb` command calls
    generated: Path
    index: Path

    @property
    def _environ(self) -> Mapping[str, str]:
        """With compiled modules kept, as where the program is installed."""
        return {**os.environ, "PYTHONPATH": str(self.code), "PYTHONDONTWRITEBYTECODE": ""}

    def command(self, *words: str, evidence: Path) -> list[str]:
        """The `kb` command of this version."""
        main = MAIN.format(*self.main)
        places = ("--evidence", str(evidence), "--index", str(self.index))
        return [sys.executable, "-P", "-c", main, *words, *places]

    def run(self, *words: str, evidence: Path) -> Took:
        """Run a command to its end."""
        before, began = _of_children(), time.perf_counter()
        command = self.command(*words, evidence=evidence)
        subprocess.run(command, env=self._environ, check=True, capture_output=True)  # noqa: S603
        return Took(_of_children() - before, time.perf_counter() - began)

    @contextlib.contextmanager
    def serving(self) -> Iterator[tuple[int, int, Took]]:
        """Serve the generated collection; gives process, port, and what it took to be ready."""
        began = time.perf_counter()
        command = self.command("serve", "--port", "0", evidence=self.generated)
        with subprocess.Popen(  # noqa: S603 ourselves
            command,
            env=self._environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as process:
            try:
                line = process.stdout.readline() if process.stdout else ""
                port = int(line.partition("http://127.0.0.1:")[2].split()[0])
                _page(port, "/")
                took = Took(_cpu(process.pid), time.perf_counter() - began)
                yield process.pid, port, took
            finally:
                process.terminate()
                process.wait(timeout=20)


@dataclass
class Compared:
    """What one version took, by task; `files` belong to its own collection."""

    files: int
    took: dict[str, list[Took]] = field(default_factory=dict)

    def note(self, what: str, took: Took) -> None:
        """Note one more time."""
        self.took.setdefault(what, []).append(took)

    def cpu(self, what: str) -> float:
        """The median of the processor's seconds."""
        return median(one.cpu for one in self.took[what])

    def clock(self, what: str) -> float:
        """The median of the clock's seconds."""
        return median(one.clock for one in self.took[what])


def measure_versions(size: int = SIZE) -> dict[str, Compared]:
    """Both versions in turns; only this one where there is no commit of the first."""
    with tempfile.TemporaryDirectory() as folder:
        versions = tuple(_versions(Path(folder), size))
        measured = {one.name: Compared(_count(one.code / "evidence")) for one in versions}
        for turn in range(-1, ROUNDS):  # the first writes what is kept
            for one in versions:
                took = one.run("search", "tens", evidence=one.code / "evidence")
                if turn >= 0:
                    measured[one.name].note(SEARCHED, took)
        for turn in range(-1, EDITS):
            for one in versions:
                with one.serving() as (process, port, took):
                    if turn >= 0:
                        measured[one.name].note(READY_AGAIN, took)
                        measured[one.name].note(EDIT_VISIBLE, _edit(one, turn, process, port))
        return measured


def _versions(folder: Path, size: int) -> Iterator[Version]:
    first = _checkout()
    if first:
        yield _version("0.1", first, ("cli", "main"), folder, size)
    yield _version("now", ROOT, ("command.launch", "launch"), folder, size)


def _version(name: str, code: Path, main: tuple[str, str], folder: Path, size: int) -> Version:
    """A version with a collection that this bench generates in that version's own fields."""
    generated, maker = folder / name / "evidence", folder / name / "maker"
    shutil.copytree(TESTS / "bench", maker / "bench", ignore=shutil.ignore_patterns("peers"))
    shutil.copy(code / "tests" / "small_collection.py", maker)
    subprocess.run(  # noqa: S603 ourselves
        [sys.executable, "-m", "bench.yaml_collection", str(generated), str(size)],
        cwd=maker,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(code), str(maker)))},
        check=True,
    )
    return Version(name, code, main, generated, folder / name / "index")


def _checkout() -> Path | None:
    """The code of version 0.1 in build/; None, said on stderr, where git has no such commit."""
    there = ROOT / "build" / "version-0.1"
    if not there.exists():
        packed = subprocess.run(
            ["git", "-C", str(ROOT), "archive", FIRST],  # noqa: S603, S607 git is on the path
            capture_output=True,
        )
        if packed.returncode:
            print(f"  no commit {FIRST} here: nothing to compare with", file=sys.stderr)
            return None
        with tarfile.open(fileobj=BytesIO(packed.stdout)) as tar:
            tar.extractall(there, filter="data")
    return there


def _edit(version: Version, turn: int, process: int, port: int) -> Took:
    """Change an entry's summary, and look at its page until it shows the change."""
    path, page = version.generated / "interventions" / f"{ENTRY}.yaml", f"/interventions/{ENTRY}"
    word = "Newly" + "abcdefgh"[turn]
    text = path.read_text(encoding="utf-8")
    _page(port, page)
    time.sleep(1)  # what follows being ready is over
    before, began = _cpu(process), time.perf_counter()
    path.write_text(text.replace("summary: ", f"summary: {word}. ", 1), encoding="utf-8")
    while word not in _page(port, page):
        if time.perf_counter() - began > LONGEST:
            raise RuntimeError(f"{version.name} shows no edit")
        time.sleep(POLL)
    clock = time.perf_counter() - began
    time.sleep(1)  # what is done after the edit is visible belongs to it
    took = Took(_cpu(process) - before, clock)
    path.write_text(text, encoding="utf-8")  # the next start finds what it knows
    return took


def _page(port: int, address: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    try:
        connection.request("GET", address, headers={"Accept": "text/html"})
        answer = connection.getresponse()
        body = answer.read().decode()
    finally:
        connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{address} answers {answer.status}")
    return body


def _cpu(process: int) -> float:
    """The processor's seconds of a process and of those it started and that have ended (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICKS


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _count(evidence: Path) -> int:
    return sum(1 for folder in evidence.glob("*/") for _ in folder.glob("*.yaml"))
