"""Loading: a folder of YAML becomes a library, and whatever doesn't fit becomes a problem."""

from collections.abc import Collection, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

from kb.assembling import Unreadable, assemble
from kb.model.library import Library
from kb.model.problems import Problem
from kb.reading.files import File, read_file
from kb.reading.folder import Folder, Found
from kb.reading.yaml_reader import read_yaml

__all__ = ["Unreadable", "changed_files", "load"]


def load(
    folder: Path,
    previous: Library | None = None,
    today: date | None = None,
    held: Collection[str] = (),
) -> Library:
    """The library of a folder, with every problem found in it.

    What has not changed since `previous` is neither read nor checked again; what was right then
    and has errors now stays as it was and is named in `kept`. Files that are `held` are taken from
    `previous`, whatever they are now. Dates are compared with `today`, by default the real one.
    Raises `Unreadable` where there is no collection to read.
    """
    if not folder.is_dir():
        raise Unreadable(
            f"{folder} is no folder that can be read; name the folder that holds collection.yaml"
        )
    listing = Folder(folder)
    old = previous.files if previous else {}
    files = {
        found.path: _read(listing, found, old) for found in listing.files if found.path not in held
    }
    files |= {path: old[path] for path in held if path in old}
    files = dict(sorted(files.items()))
    checks = previous.checks if previous else None
    return assemble(folder, files, listing.problems, today or date.today(), previous, checks)


def changed_files(folder: Path, library: Library) -> tuple[str, ...]:
    """The files that are not what they were when the library was loaded, or are new, or gone."""
    listing = Folder(folder)
    there = {found.path: _digest(listing, found) for found in listing.files}
    known = {path: file.digest for path, file in library.files.items()}
    return tuple(sorted({path for path, _ in there.items() ^ known.items()}))


def _digest(listing: Folder, found: Found) -> bytes:
    try:
        return sha256(listing.read(found)).digest()
    except OSError:
        return b""


def _read(listing: Folder, found: Found, known: Mapping[str, File]) -> File:
    """One file, as it is `known` where its bytes are the same."""
    old = known.get(found.path)
    try:
        data = listing.read(found)
    except OSError as error:
        message, hint = f"the file cannot be read: {error.strerror}", "look at its permissions"
        problem = Problem(found.path, 1, 1, "", message, hint, "unreadable-file")
        return File(found.path, found.kind, found.id, b"", problems=(problem,))
    digest = sha256(data).digest()
    if old and old.digest == digest and old.kind == found.kind:
        return old
    return read_file(data, found.path, found.kind, found.id, digest, read_yaml)
