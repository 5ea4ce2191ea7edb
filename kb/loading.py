"""Loads a folder of YAML as a library; whatever doesn't fit becomes a problem."""

import gc
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from kb.assembling import Unreadable, assemble
from kb.library_cache import Cached, keep, read_uncached, restore
from kb.model.library import Library
from kb.model.problems import Problem
from kb.reading.files import File
from kb.reading.folder import Folder, Found

__all__ = ["Unreadable", "changed_files", "collection_id", "load", "uncollected"]


def load(
    folder: Path | str,
    previous: Library | None = None,
    today: date | None = None,
    held: Collection[str] = (),
    cache: Path | None = None,
) -> Library:
    """Load the library of a folder, with every problem found in it.

    Files that haven't changed since `previous` are neither read nor checked again; entries that
    were valid then and have errors now stay as they were and are listed in `kept`. Files in `held`
    are taken from `previous`, whatever they are now. Dates are compared with `today` (default: the
    real date). Without `previous`, the cache in the folder `cache` is used and updated. Raises
    `Unreadable` if there is no collection to read.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise Unreadable(f"{folder} isn't a readable folder; give the folder with collection.yaml")
    with uncollected():
        return _load(folder, previous, today or date.today(), held, cache)


def collection_id(folder: Path) -> str:
    """What a collection calls itself, else its folder's name; no entries are read."""
    listing = Folder(folder)
    files = (_read(listing, one, {}, Cached()) for one in listing.files if one.kind == "collection")
    found = next((part.entry for file in files for part in file.parts), None)
    return getattr(found, "id", None) or listing.real.name


@contextmanager
def uncollected() -> Iterator[None]:
    """Without garbage collection: with many new objects and little garbage, it takes a fifth of the
    time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _load(
    folder: Path,
    previous: Library | None,
    today: date,
    held: Collection[str],
    cache: Path | None,
) -> Library:
    listing = Folder(folder)
    cached = restore(folder, cache) if cache and not previous else Cached()
    old = previous.files if previous else {}
    files = {
        found.path: _read(listing, found, old, cached)
        for found in listing.files
        if found.path not in held
    }
    files |= {path: old[path] for path in held if path in old}
    files = dict(sorted(files.items()))
    checks = previous.checks if previous else cached.checks
    library = assemble(folder, files, listing.problems, today, previous, checks)
    if cache and not previous and not _says(cached, library):
        keep(library, cache, cached)
    return library


def _says(cached: Cached, library: Library) -> bool:
    """Whether the cache matches the library."""
    kept, now = cached.checks, library.checks
    return kept is not None and now is not None and replace(kept, day=now.day) == now


def changed_files(folder: Path, library: Library) -> tuple[str, ...]:
    """The files that have changed since the library was loaded, including new and deleted ones."""
    listing = Folder(folder)
    there = {found.path: _digest(listing, found) for found in listing.files}
    known = {path: file.digest for path, file in library.files.items()}
    return tuple(sorted({path for path, _ in there.items() ^ known.items()}))


def _digest(listing: Folder, found: Found) -> bytes:
    try:
        return sha256(listing.read(found)).digest()
    except OSError:
        return b""


def _read(listing: Folder, found: Found, known: Mapping[str, File], cached: Cached) -> File:
    """Read one file, or reuse the known or cached one if its bytes are the same."""
    old = known.get(found.path)
    try:
        data = listing.read(found)
    except OSError as error:
        message, hint = f"the file can't be read: {error.strerror}", "check its permissions"
        problem = Problem(found.path, 1, 1, "", message, hint, "unreadable-file")
        return File(found.path, found.kind, found.id, b"", problems=(problem,))
    digest = sha256(data).digest()
    if old and old.digest == digest and old.kind == found.kind:
        return old
    kept = cached.file(found.path, found.kind, found.id, data)
    return kept or read_uncached(data, found.path, found.kind, found.id, digest)
