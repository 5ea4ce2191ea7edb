"""Files in a cache folder: complete or missing, and trusted only if no other user could have
written them.
"""

import contextlib
import os
import stat
import tempfile
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from io import FileIO
from pathlib import Path
from sys import version_info

KEPT = 8  # files of one kind in one folder, those used last


def read(path: Path) -> bytes:
    """Read a file, and mark it as used.

    Raises OSError, including PermissionError if another user may have written it.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        users = {os.geteuid(), 0} if hasattr(os, "geteuid") else {status.st_uid}
        others = stat.S_IWGRP | stat.S_IWOTH if os.name == "posix" else 0
        if status.st_uid not in users or status.st_mode & others:
            raise PermissionError(f"{path} may be another user's")
        data = file.read()
    os.utime(path)
    return data


def write(path: Path, data: bytes) -> None:
    """Write a file that only this user can read; does nothing if the folder isn't writable.

    Of files whose names are the same up to the first hyphen, the most recently used are kept.
    """
    kind = path.name.partition("-")[0]
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside, name = tempfile.mkstemp(prefix=f".{kind}-", dir=path.parent)
        with os.fdopen(aside, "wb") as file:
            file.write(data)
        Path(name).replace(path)
        _forget_old(path.parent, kind)


def _forget_old(folder: Path, kind: str) -> None:
    """Delete all but the most recently used files, and anything a crash left behind."""
    found = [*folder.glob(f"{kind}-*"), *folder.glob(f".{kind}-*")]
    aged = sorted(((path.stat().st_mtime, path) for path in found), reverse=True)
    for _, path in aged[KEPT:]:
        path.unlink(missing_ok=True)


def code_digest(*packages: str) -> bytes:
    """A hash of these packages' source code and Python's version."""
    return sha256(b"".join((repr(version_info).encode(), *map(_source_digest, packages)))).digest()


def version_digest(library: str) -> bytes:
    """A hash of a library's first module, which holds its version.

    Its metadata would say it as well, but takes as long to import as the whole cache to read.
    """
    spec = find_spec(library)
    first = spec.origin if spec else None
    return sha256(Path(first).read_bytes() if first else b"").digest()


@cache
def _source_digest(package: str) -> bytes:
    folders = os.walk(package)  # Path's own walk takes three times as long, at each start
    paths = (f"{folder}/{name}" for folder, _, names in folders for name in names)
    sources = sorted(path for path in paths if path.endswith(".py"))
    return sha256(b"".join(map(_source, sources))).digest()


def _source(path: str) -> bytes:
    with FileIO(path) as file:  # a Path for each takes as long as reading all of them
        return file.readall()
