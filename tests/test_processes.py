"""What tests start never outlives them."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from processes import ran, running

FOREVER = "import time; time.sleep(600)"
# Starts a command that starts another, writes both their ids, and is then stuck.
STARTS_ANOTHER = f"""
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "{FOREVER}"])
print(os.getpid(), child.pid, flush=True)
time.sleep(600)
"""
STUCK_TEST = """
import signal, sys, time
from processes import running
# What is started in the background of a shell ignores interruptions from the start.
signal.signal(signal.SIGINT, signal.default_int_handler)
with running(sys.executable, "-c", sys.argv[1]) as process:
    print(process.stdout.readline(), flush=True)
    time.sleep(600)
"""


def gone(process: int, seconds: float = 10) -> bool:
    """Whether the process ends soon; one that is dead and not collected yet has ended."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{process}/stat")
        if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


def ids(line: str) -> list[int]:
    """The ids of processes in a line."""
    return [int(word) for word in line.split()]


def test_a_command_ends_with_its_block_and_what_it_started_too() -> None:
    with running(sys.executable, "-c", STARTS_ANOTHER) as process:
        assert process.stdout
        started = ids(process.stdout.readline())
        assert len(started) == 2
        assert not any(gone(one, seconds=0.1) for one in started)
    assert all(map(gone, started))


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_test_run_that_is_interrupted_leaves_nothing(end: signal.Signals) -> None:
    path = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    with running(sys.executable, "-c", STUCK_TEST, STARTS_ANOTHER, env=path) as run:
        assert run.stdout
        started = ids(run.stdout.readline())
        assert len(started) == 2
        os.kill(run.pid, end)
        assert all(map(gone, started))


def test_a_command_that_came_to_its_end_tells_its_code_and_words() -> None:
    result = ran(sys.executable, "-c", "import sys; print('out'); sys.exit('no')")
    assert (result.returncode, result.stdout, result.stderr) == (1, "out\n", "no\n")
