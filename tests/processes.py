"""Processes that tests start. Each has a group of its own, which is killed when the test ends,
and also when the test run itself is killed: a watcher outlives the run just long enough for that.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from subprocess import DEVNULL, PIPE, CompletedProcess, Popen, TimeoutExpired
from typing import IO

KB = (Path(sys.executable).with_name("kb"),)  # the script next to this Python
LONGEST = 60  # seconds that a command may take, on a busy machine too
GRACE = 5  # seconds to stop in, before being killed
# Its input ends when this process does, however that happens.
WATCHER = """
import os, signal, sys
groups = set()
for line in sys.stdin:
    (groups.add if line[0] == "+" else groups.discard)(int(line[1:]))
for group in groups:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass
"""


@contextmanager
def running(
    *words: str | Path,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdout: IO[str] | int = PIPE,
    stderr: IO[str] | int = PIPE,
) -> Iterator[Popen[str]]:
    """A command that runs as long as the block lasts, with all that it starts."""
    with Popen(
        words,
        cwd=cwd,
        env=env,
        stdin=DEVNULL,
        stdout=stdout,
        stderr=stderr,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        _tell(f"+{process.pid}")
        try:
            yield process
        finally:
            _stop(process)
            _tell(f"-{process.pid}")


def ran(
    *words: str | Path,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdout: IO[str] | int = PIPE,
) -> CompletedProcess[str]:
    """A command that came to its end, and what it wrote."""
    with running(*words, cwd=cwd, env=env, stdout=stdout) as process:
        written = process.communicate(timeout=LONGEST)
        return CompletedProcess(words, process.returncode, *written)


def _stop(process: Popen[str]) -> None:
    if process.poll() is None:
        process.terminate()
        with suppress(TimeoutExpired):
            process.wait(GRACE)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _tell(line: str) -> None:
    told = _watcher().stdin
    assert told
    told.write(f"{line}\n")
    told.flush()


@cache
def _watcher() -> Popen[str]:
    """One for each process of the test run."""
    return subprocess.Popen(
        [sys.executable, "-S", "-c", WATCHER],
        stdin=PIPE,
        stdout=DEVNULL,
        stderr=DEVNULL,
        text=True,
        start_new_session=True,
    )
