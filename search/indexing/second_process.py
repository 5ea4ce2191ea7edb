"""Work done in a second process meanwhile, where this machine has one to spare."""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def possible() -> bool:
    """Whether a second process can take over work as it stands: on Linux, with two processors, and while no other thread runs here."""
    return (
        sys.platform == "linux"
        and len(os.sched_getaffinity(0)) > 1
        and threading.active_count() == 1
    )


@contextmanager
def beside(work: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Have the work done by a copy of this process while the block runs; what is given waits for it and says whether it was done.

    The work leaves its results in files.
    """
    child = os.fork()
    if not child:
        _do(work)
    ended = False

    def done() -> bool:
        nonlocal ended
        ended = True
        try:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        except ChildProcessError:  # somebody else waited for it, and knows how it ended
            return False

    try:
        yield done
    finally:
        if not ended:
            with contextlib.suppress(OSError):
                os.kill(child, signal.SIGKILL)
            done()


def _do(work: Callable[[], None]) -> None:
    """Do the work and end, whatever happens: nothing of what this is a copy of must run on here."""
    status = 1
    try:
        work()
        status = 0
    finally:
        os._exit(status)
