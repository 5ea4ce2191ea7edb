"""A release: the collection in every format, how to cite it, what changed, and checksums."""

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from kb.export.citation_file import citation_cff
from kb.export.collection_formats import COLLECTION_FORMATS, Files
from kb.export.edition import Edition
from kb.export.formats import FORMATS
from kb.model.library import Library

SUMS = "SHA256SUMS"


def release_files(
    library: Library, of: Edition, released: date, since: str | None, changes: str | None
) -> Files:
    """Every file by its path; formats with several files have their own folder.

    `changes` are the changes in words since the edition named `since`. Raises ImportError if a
    format's library isn't installed.
    """
    files = {
        **_forms(library, of),
        **_references(library),
        "CITATION.cff": citation_cff(library, of, released).encode(),
        **({"CHANGES.txt": changes.encode()} if changes else {}),
    }
    files["release.json"] = _record(library, of, released, since, files)
    sums = "".join(f"{_digest(data)}  {name}\n" for name, data in sorted(files.items()))
    return {**files, SUMS: sums.encode()}


def _forms(library: Library, of: Edition) -> Files:
    made: dict[str, bytes] = {}
    for form in COLLECTION_FORMATS.values():
        folder = "" if form.file else f"{form.name}/"
        made |= {f"{folder}{name}": data for name, data in form.make(library, of).items()}
    return made


def _references(library: Library) -> Files:
    """The sources for reference managers."""
    sources = tuple(library.sources.values())
    return {f"sources.{ending}": form.write(sources).encode() for ending, form in FORMATS.items()}


def _record(
    library: Library, of: Edition, released: date, since: str | None, files: Mapping[str, bytes]
) -> bytes:
    """A description of this release, for programs."""
    about = {
        "title": library.collection.title,
        "version": of.version,
        "date": of.day.isoformat(),
        "released": released.isoformat(),
        "digest": of.digest,
        "licence": library.collection.licence,
        "changes-since": since,
        "files": [
            {"path": name, "bytes": len(data), "sha256": _digest(data)}
            for name, data in sorted(files.items())
        ],
    }
    return (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode()


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
