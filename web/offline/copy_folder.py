"""The folder of a copy: made aside and put in place at once, and made again by what has changed."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

MADE = "copy.json"  # tells a copy from any other folder, and what is in it
MADE_BY = "kb build"


class NotACopy(Exception):
    """The folder holds something that isn't a copy made here."""


@dataclass(frozen=True)
class Written:
    """How a copy was written: how many files and bytes it has, and how many files are new."""

    files: int
    size: int
    changed: int
    removed: int


def files_before(folder: Path) -> Mapping[str, str]:
    """The files of the copy that is there, with the digest of each; none where there is no folder,
    or an empty one.

    Raises `NotACopy`.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return {}
    try:
        made = json.loads((folder / MADE).read_bytes())
        if made["made-by"] == MADE_BY:
            return dict(made["files"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise NotACopy


def write_copy(folder: Path, files: Iterable[tuple[str, bytes]]) -> Written:
    """Write the copy aside and put it in the place of the old one. A file that hasn't changed is
    not written again: the new folder has the old file.

    Raises `NotACopy` and `OSError`, and leaves all as it was then.
    """
    before = files_before(folder)
    if folder.exists() and folder.resolve() == Path.cwd():
        raise FileExistsError(17, "it's the folder you are in; name one in it")
    parent = folder.absolute().parent
    parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".kb-build-", dir=parent))
    try:
        written = _fill(aside / "new", folder, files, before)
        _swap(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return written


def _fill(
    new: Path, old: Path, files: Iterable[tuple[str, bytes]], before: Mapping[str, str]
) -> Written:
    digests, size, changed = {}, 0, 0
    for name, data in files:
        digests[name] = hashlib.blake2b(data, digest_size=12).hexdigest()
        size += len(data)
        path = new / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if before.get(name) != digests[name] or not _taken_over(old / name, path, len(data)):
            path.write_bytes(data)
            changed += 1
    made = {"made-by": MADE_BY, "files": digests}
    (new / MADE).write_text(json.dumps(made, indent=0), encoding="utf-8")
    return Written(len(digests), size, changed, len(before.keys() - digests.keys()))


def _taken_over(old: Path, new: Path, size: int) -> bool:
    """Whether the file of the old copy now is in the new one too."""
    try:
        if old.stat().st_size != size:
            return False
        os.link(old, new)
    except OSError:
        return False
    return True


def _swap(aside: Path, folder: Path) -> None:
    """Put the new folder in place; the old one comes back where that fails."""
    if not folder.exists():
        (aside / "new").rename(folder)
        return
    folder.rename(aside / "old")
    try:
        (aside / "new").rename(folder)
    except OSError:
        (aside / "old").rename(folder)
        raise
