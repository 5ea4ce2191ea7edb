"""Loading: a folder of YAML becomes a library, and whatever doesn't fit becomes a problem."""

from datetime import date
from hashlib import sha256
from pathlib import Path

from kb.assembling import Unreadable, assemble
from kb.model.library import Library
from kb.model.problems import Problem
from kb.reading.files import File, read_file
from kb.reading.folder import Folder, Found
from kb.reading.yaml_reader import read_yaml

__all__ = ["Unreadable", "load"]


def load(folder: Path, previous: Library | None = None, today: date | None = None) -> Library:
    """The library of a folder, with every problem found in it.

    What has not changed since `previous` is neither read nor checked again; what was right then
    and has errors now stays as it was and is named in `kept`. Dates are compared with `today`, by
    default the real one. Raises `Unreadable` where there is no collection to read.
    """
    if not folder.is_dir():
        raise Unreadable(
            f"{folder} is no folder that can be read; name the folder that holds collection.yaml"
        )
    listing = Folder(folder)
    files = {found.path: _read(listing, found, previous) for found in listing.files}
    checks = previous.checks if previous else None
    return assemble(folder, files, listing.problems, today or date.today(), previous, checks)


def _read(listing: Folder, found: Found, previous: Library | None) -> File:
    """One file, from `previous` where its bytes are the same."""
    old = previous.files.get(found.path) if previous else None
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
