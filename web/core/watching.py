"""When a folder may have changed: as the system reports it, or by looking where it can't."""

import logging
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import watchfiles

log = logging.getLogger(__name__)

# Without a report, so often: is the folder still the one that is watched?
CHECK_MS = 1000
# Saving is several changes in a row: we wait so long after the last, but never longer than this.
SETTLED_MS, AT_MOST_MS = 50, 300
# Where the system reports nothing, looking takes at most this part of the time.
SHARE = 1 / 20
# File systems where others can write without this machine's system knowing.
REMOTE = re.compile(
    "9p|afs|ceph|cifs|fuse|fuse[.].*|glusterfs|ncpfs|nfs4?|prl_fs|smb3?|smbfs|vboxsf|virtiofs"
    "|vmhgfs"
)
MOUNTS = Path("/proc/self/mountinfo")

Signature = frozenset[tuple[str, int, int]]


def signature(folder: Path) -> Signature:
    """Which files there are and, of YAML files, how long each is and when it was last written: of
    others the name alone can be a problem.
    """
    found = set()
    for path in _files_in(folder):
        if not path.endswith(".yaml"):
            found.add((path, 0, 0))
            continue
        try:
            status = os.stat(path)  # noqa: PTH116 - as said there
        except OSError:  # gone since it was listed
            continue
        found.add((path, status.st_mtime_ns, status.st_size))
    return frozenset(found)


def _files_in(folder: Path) -> Iterator[str]:
    """Files and folders as texts, without hidden ones and backups: making ten thousand paths takes
    longer than looking at the files.
    """
    for within, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name[0] != "."]
        for name in (*folders, *files):
            if name[0] != "." and name[-1] != "~":
                yield f"{within}/{name}"


def wakes(folder: Path, ended: threading.Event, looking: Callable[[], float]) -> Iterator[bool]:
    """Yield true whenever the folder may have changed, as a look will tell; false now and then.

    `looking` gives the seconds that the last look took, without what was loaded then.
    """
    while not ended.is_set():
        if is_reported(folder):
            yield from _reports(folder, ended)
        yield True
        ended.wait(max(CHECK_MS / 1000, looking() / SHARE))


def _reports(folder: Path, ended: threading.Event) -> Iterator[bool]:
    """Yield true once there is a watch, then at each change the system reports.

    Ends where the folder at this path is another one, or the system can't watch it.
    """
    options: dict[str, Any] = {
        "step": SETTLED_MS,
        "debounce": AT_MOST_MS,
        "rust_timeout": CHECK_MS,
        "yield_on_timeout": True,
    }
    watched = _identity(folder)
    began = False
    try:
        for changes in watchfiles.watch(folder, stop_event=ended, raise_interrupt=False, **options):
            yield bool(changes) or not began
            began = True
            if _identity(folder) != watched:
                return
    except (OSError, RuntimeError) as error:  # the folder is gone, or all watches are used up
        log.info("the system reports no changes of %s (%s)", folder, error)


def _identity(folder: Path) -> tuple[int, int] | None:
    """What tells the folder at this path from another that takes its place."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def is_reported(folder: Path) -> bool:
    """Whether the system reports all changes; WATCHFILES_FORCE_POLLING says it doesn't."""
    forced = os.environ.get("WATCHFILES_FORCE_POLLING", "")
    if forced and forced not in ("false", "disable", "disabled"):
        return False
    if sys.platform != "linux":
        return True
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
        return not REMOTE.fullmatch(file_system(folder.resolve(), mounts))
    except OSError:
        return True


def file_system(folder: Path, mounts: str) -> str:
    """The kind of a folder's file system, by what Linux says is mounted."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        place, _, made_of = line.partition(" - ")
        mounted = re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), place.split()[4])
        depth = len(Path(mounted).parts)
        if depth >= best and folder.is_relative_to(mounted):
            best, kind = depth, made_of.split()[0]
    return kind
