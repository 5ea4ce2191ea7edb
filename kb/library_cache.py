"""A cache of the parsed library next to the index, so that only changed files are parsed and
checked.

It is lines of JSON, so it can't run code, is read only if this user wrote it, and is validated
against the schema again: a line for all files, and one for each entry, parsed when it is needed.
There is one for each folder and version of the code; a cached file is valid as long as its bytes
are the same.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, field, replace
from datetime import date
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import platformdirs

from kb import cache_files
from kb.model.collection import VOCABULARY, Collection
from kb.model.entries import KINDS
from kb.model.library import Library
from kb.model.problems import Checked, Checks, Problem
from kb.model.schema import Model
from kb.reading.files import File, Parsed, Part

MODELS: Mapping[str, type[Model]] = {**KINDS, **VOCABULARY, "collection": Collection}
# What is read and suggested rests on these, too.
LIBRARIES = ("pydantic.version", "yaml", "rapidfuzz")


@dataclass(frozen=True)
class Cached:
    """The cache of a folder: its files by path, and their problems."""

    files: Mapping[str, Any] = field(default_factory=dict)
    checks: Checks | None = None

    def kept(self, file: File) -> Mapping[str, Any] | None:
        """The cache entry for a file with these bytes, or None."""
        kept: Mapping[str, Any] | None = self.files.get(file.path)
        same = kept and (kept["digest"], kept["kind"]) == (file.digest.hex(), file.kind)
        return kept if same else None

    def file(self, path: str, kind: str, id: str, data: bytes) -> File | None:
        """The cached file with these bytes, or None."""
        digest = sha256(data).digest()
        kept = self.kept(File(path, kind, id, digest))
        if kept is None:
            return None
        make = partial(_make, data, path, kind, id)
        parts = tuple(
            Part(partial(make, place, entry), True, within)
            for place, (within, entry) in enumerate(kept["parts"])
        )
        return File(
            path,
            kind,
            id,
            digest,
            readable=True,
            ids=tuple(kept["ids"]),
            mentions=frozenset(kept["mentions"]),
            kinds=frozenset(kept["kinds"]),
            parts=parts,
            parse=partial(_parse_again, data, path, kind, id, parts),
        )


def _make(data: bytes, path: str, kind: str, id: str, place: int, entry: bytes) -> Model | None:
    """Build an entry from the cache, or parse the file again if the schema rejects the cached
    values.
    """
    try:
        return MODELS[kind].model_validate_json(entry)
    except ValueError:
        return read_uncached(data, path, kind, id).parts[place].entry


def read_uncached(data: bytes, path: str, kind: str, id: str, digest: bytes = b"") -> File:
    """Read the bytes of a file; imports what that takes, as most commands find all files cached."""
    from kb.reading.file_reading import read_file
    from kb.reading.yaml_reader import read_yaml

    return read_file(data, path, kind, id, digest, read_yaml)


def _parse_again(data: bytes, path: str, kind: str, id: str, parts: tuple[Part, ...]) -> Parsed:
    """The nodes of a file whose entries are cached."""
    file = read_uncached(data, path, kind, id)
    pairs = zip(file.drafts, parts, strict=True)
    drafts = tuple(replace(draft, entry=part.entry) for draft, part in pairs)
    return Parsed(file.root, drafts, file.namings)


def default_directory() -> Path:
    """Where libraries and indexes are cached by default: the user's cache folder."""
    return platformdirs.user_cache_path("evidence-kb") / "index"


def restore(folder: Path, directory: Path) -> Cached:
    """The cache of a folder; empty if there is none, it isn't ours, or it's damaged."""
    try:
        head, *entries = cache_files.read(_path(folder, directory)).split(b"\n")
        kept = json.loads(head)
        checks = _checks(kept["checks"])
        for file in kept["files"].values():
            file["parts"] = [(within, entries[line]) for within, line in file["parts"]]
    except (OSError, ValueError, LookupError, TypeError):
        return Cached()
    return Cached(kept["files"], checks)


def keep(library: Library, directory: Path, cached: Cached) -> None:
    """Cache a library, reusing what was `cached`; does nothing if the folder isn't writable."""
    checks = library.checks
    if checks is None:
        return
    files = {
        path: cached.kept(file) or _file(file)
        for path, file in library.files.items()
        if _is_plain(file)
    }
    rows = [
        [path, digest.hex(), *_checked(checks.files[path])]
        for path, digest in checks.digests.items()
    ]
    head = {
        "ground": checks.ground.hex(),
        "day": checks.day.isoformat(),
        "files": rows,
        "between": list(map(astuple, checks.between)),
    }
    entries: list[bytes] = []
    for path, file in files.items():
        lines = [(within, at) for at, (within, _) in enumerate(file["parts"], len(entries))]
        entries += [entry for _, entry in file["parts"]]
        files[path] = {**file, "parts": lines}
    first = json.dumps({"checks": head, "files": files}, ensure_ascii=False)
    cache_files.write(_path(library.folder, directory), b"\n".join((_bytes(first), *entries)))


def _is_plain(file: File) -> bool:
    """Whether a file can be cached as its entries alone; files with errors are read each time."""
    return file.readable and not file.problems and all(part.whole for part in file.parts)


def _file(file: File) -> dict[str, Any]:
    return {
        "kind": file.kind,
        "digest": file.digest.hex(),
        "ids": file.ids,
        "mentions": sorted(file.mentions),
        "kinds": sorted(file.kinds),
        "parts": [(part.within, _bytes(written(part.entry))) for part in file.parts if part.entry],
    }


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def written(entry: Model) -> str:
    """A line of JSON."""
    held = entry.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return json.dumps(held, ensure_ascii=False)


def _checked(checked: Checked) -> Iterator[object]:
    yield from (checked.any_id, checked.until.isoformat(), list(map(astuple, checked.problems)))


def _checks(kept: Mapping[str, Any]) -> Checks:
    rows = kept["files"]
    return Checks(
        bytes.fromhex(kept["ground"]),
        date.fromisoformat(kept["day"]),
        {path: bytes.fromhex(digest) for path, digest, *_ in rows},
        {
            path: Checked(
                tuple(Problem(*one) for one in problems), any_id, date.fromisoformat(until)
            )
            for path, _, any_id, until, problems in rows
        },
        tuple(Problem(*one) for one in kept["between"]),
    )


def _path(folder: Path, directory: Path) -> Path:
    name = sha256(os.fsencode(folder.resolve()) + _code()).hexdigest()[:32]
    return directory / f"library-{name}.json"


@cache
def _code() -> bytes:
    """A hash of all code that determines what is read and what is wrong with it."""
    code = cache_files.code_digest(str(Path(__file__).parent))
    return b"".join((code, *map(cache_files.version_digest, LIBRARIES)))
