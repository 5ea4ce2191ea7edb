"""Writes files atomically: to a temporary file, then renamed."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_file(path: Path, data: bytes) -> None:
    """Write a new file. Raises OSError, including FileExistsError, and then leaves nothing
    behind.
    """
    if path.exists():
        raise FileExistsError(17, "there is something of this name already")
    aside = _aside(path)
    try:
        _write(aside / path.name, data)
        (aside / path.name).replace(path)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a new folder, or into an empty one; names may include folders.

    Raises OSError, including FileExistsError, and then leaves nothing behind.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise FileExistsError(17, "it isn't an empty folder")
    if path.resolve() == Path.cwd():  # a new folder would take its place, and you'd be nowhere
        raise FileExistsError(17, "it's the folder you are in; name one in it")
    aside = _aside(path)
    try:
        whole = aside / "whole"
        whole.mkdir()
        for name, data in files.items():
            (whole / name).parent.mkdir(parents=True, exist_ok=True)
            _write(whole / name, data)
        if path.exists():
            path.rmdir()
        whole.replace(path)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _aside(path: Path) -> Path:
    """A temporary folder on the same disk, so that renaming is atomic."""
    parent = path.absolute().parent
    parent.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=".kb-export-", dir=parent))


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
