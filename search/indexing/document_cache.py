"""A cache of a library's documents next to its index, so that searching needs no derivation.

It's valid only for the same files, vocabulary and code. Like the library cache it is JSON, so it
can't run code, and is only read if no other user can have written it; a checksum detects damage.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic_core import from_json

import kb
import search
from kb import cache_files
from kb.model.library import Library
from search.indexing.documents import Badge, Document, Part
from search.indexing.facets import RecommendationFacet

Kept = tuple[dict[str, Document], dict[str, bytes]]


def restore(library: Library, directory: Path) -> Kept | None:
    """Return the documents by id and their digests, or None if they aren't cached or are
    damaged.
    """
    try:
        data = cache_files.read(_path(library, directory))
    except OSError:
        return None
    sum, _, written = data.partition(b"\n")
    if sum != _sum(written):
        return None
    try:
        kept = from_json(written)  # takes a third less than json
    except ValueError:  # half a character
        return None
    if kept["library"] != library.digest.hex() or not _is_whole(library):
        return None
    found = {row[0]: document_of(row) for row, _ in kept["documents"]}
    return found, {row[0]: bytes.fromhex(digest) for row, digest in kept["documents"]}


def keep(
    library: Library,
    directory: Path,
    documents: Mapping[str, Document],
    digests: Mapping[str, bytes],
) -> None:
    """Cache the documents of a library that was read from files."""
    if not _is_whole(library):
        return
    rows = [(row_of(one), digests[id].hex()) for id, one in documents.items()]
    kept = {"library": library.digest.hex(), "documents": rows}
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    written = text.encode(errors="surrogatepass")
    cache_files.write(_path(library, directory), b"\n".join((_sum(written), written)))


def _is_whole(library: Library) -> bool:
    """Whether the library's digest covers all its entries; it covers files."""
    return len(library.versions) == library.size


def _sum(written: bytes) -> bytes:
    return sha256(written).hexdigest().encode()


def _path(library: Library, directory: Path) -> Path:
    """One file for each folder and version of the code."""
    code = cache_files.code_digest(*kb.__path__, *search.__path__)
    name = sha256(os.fsencode(library.folder.resolve()) + code).hexdigest()[:32]
    return directory / f"documents-{name}.json"


FIELDS = tuple(one.name for one in fields(Document))


def row_of(document: Document) -> list[Any]:
    """The document's fields in their order."""
    held = vars(document) | {
        "badge": _values(document.badge),
        "parts": [(part.facets, _values(part.badge)) for part in document.parts],
    }
    return [held[name] for name in FIELDS]


def _values(badge: Badge) -> list[str | None]:
    return list(vars(badge).values())


def document_of(row: list[Any]) -> Document:
    """The document of these fields."""
    held: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in zip(FIELDS, row, strict=True)
    }
    for name in ("texts", "tags"):
        held[name] = {key: tuple(values) for key, values in held[name].items()}
    held["recommendations"] = tuple(RecommendationFacet(*one) for one in held["recommendations"])
    held["badge"] = Badge(*held["badge"])
    held["parts"] = tuple(Part(facets, Badge(*badge)) for facets, badge in held["parts"])
    return Document(**held)
