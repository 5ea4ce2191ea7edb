"""Index folders: built in a temporary folder, renamed into place and never changed; checked, set
aside when damaged, deleted when old.
"""

import contextlib
import hashlib
import json
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from search.engines.protocol import Damaged

MANIFEST = "manifest.json"  # written last: the sum of every other file
# indexes kept in a folder, the most lately opened first: a few collections and the states of an
# edited one
KEPT = 8
STALE = 3600  # seconds after which an unfinished build is taken for abandoned


class IndexUnwritable(OSError):
    """The index folder can't be written; the message is one sentence with what to do."""


def _unwritable(folder: Path, error: OSError) -> IndexUnwritable:
    return IndexUnwritable(
        f"The index folder {folder.parent} can't be used ({error.strerror or error}); choose"
        " another with --index."
    )


def refuse_foreign(directory: Path) -> None:
    """Reject a folder that another user owns or can write to, because its contents would be
    trusted.

    Raises IndexUnwritable. A missing folder is fine; it will be created for this user only.
    """
    if os.name != "posix":
        return
    for path in (directory, *(one for one in _folders_in(directory))):
        try:
            status = path.stat()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise _unwritable(path / MANIFEST, error) from error
        if status.st_uid not in {os.geteuid(), 0}:
            raise IndexUnwritable(
                f"The index folder {path} belongs to another user; choose one of yours with"
                " --index."
            )
        if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise IndexUnwritable(
                f"Other users can write to the index folder {path}; run: chmod go-w '{path}'"
            )


def _folders_in(directory: Path) -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from (path for path in directory.iterdir() if path.is_dir())


def check(folder: Path) -> None:
    """Check that every file is as it was written, and mark the index as recently used.

    Raises FileNotFoundError if there is no such folder, Damaged if its files have changed, and
    IndexUnwritable.
    """
    try:
        there = folder.exists()
    except OSError as error:
        raise _unwritable(folder, error) from error
    if not there:
        raise FileNotFoundError(folder)
    try:
        whole = json.loads((folder / MANIFEST).read_text(encoding="utf-8")) == _sums(folder)
    except (OSError, ValueError) as error:
        raise Damaged(str(error)) from error
    if not whole:
        raise Damaged("its files have changed since they were written")
    with contextlib.suppress(OSError):  # a folder that may only be read serves as well
        os.utime(folder)


def _sums(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): _sum(path) for path in files}


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def build(folder: Path, write: Callable[[Path], None]) -> bool:
    """Write the files to a temporary folder and rename it into place. Returns False if another
    process was faster; raises IndexUnwritable.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        write(aside)
        (aside / MANIFEST).write_text(json.dumps(_sums(aside)), encoding="utf-8")
        aside.rename(folder)
    except OSError as error:
        if not folder.exists():
            raise _unwritable(folder, error) from error
        return False
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    _forget_old(folder.parent)
    return True


def set_aside(folder: Path) -> None:
    """Move a damaged folder out of the way; it's fine if another process already has. Raises
    IndexUnwritable.
    """
    doomed = folder.parent / f".damaged-{os.getpid()}-{time.time_ns()}"
    try:
        folder.rename(doomed)
    except FileNotFoundError:
        return
    except OSError as error:
        raise _unwritable(folder, error) from error
    shutil.rmtree(doomed, ignore_errors=True)


def _forget_old(directory: Path) -> None:
    """Delete abandoned builds and all but the most recently opened indexes; an open index doesn't
    need its files.
    """
    aged = sorted(_aged(directory), reverse=True)
    hidden = [
        path
        for changed, path in aged
        if path.name.startswith(".") and time.time() - changed > STALE
    ]
    shown = [
        path for _, path in aged if (path / MANIFEST).exists() and not path.name.startswith(".")
    ]
    for path in (*hidden, *shown[KEPT:]):
        shutil.rmtree(path, ignore_errors=True)


def _aged(directory: Path) -> Iterator[tuple[float, Path]]:
    """The folders, each with when it was last opened; skips any that another process removes
    meanwhile.
    """
    for path in directory.iterdir():
        with contextlib.suppress(FileNotFoundError):
            if path.is_dir():
                yield path.stat().st_mtime, path
