"""A parsed library kept next to the index, so that only files that changed are parsed and checked.

It is JSON that can run nothing, is read only where this user wrote it, and is validated by the
schema again. There is one for each folder and version of the code; a file in it counts as long as
its bytes are the same.
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
import pydantic

from kb import cache_files
from kb.model.collection import VOCABULARY, Collection
from kb.model.entries import KINDS
from kb.model.library import Library
from kb.model.problems import Checked, Checks, Problem
from kb.model.schema import Model
from kb.reading import did_you_mean, yaml_reader
from kb.reading.files import File, Parsed, Part, read_file
from kb.reading.yaml_reader import read_yaml

MODELS: Mapping[str, type[Model]] = {**KINDS, **VOCABULARY, "collection": Collection}
# What is read and suggested rests on these, too.
LIBRARIES = (pydantic.VERSION, yaml_reader.VERSION, did_you_mean.VERSION)


@dataclass(frozen=True)
class Cached:
    """What was kept of a folder: its files by path, and what was found wrong with them."""

    files: Mapping[str, Any] = field(default_factory=dict)
    checks: Checks | None = None

    def kept(self, file: File) -> Mapping[str, Any] | None:
        """What was kept of a file with these bytes, or None where it was another or none."""
        kept: Mapping[str, Any] | None = self.files.get(file.path)
        same = kept and (kept["digest"], kept["kind"]) == (file.digest.hex(), file.kind)
        return kept if same else None

    def file(self, path: str, kind: str, id: str, data: bytes) -> File | None:
        """The file with these bytes, or None where it was another or none."""
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


def _make(data: bytes, path: str, kind: str, id: str, place: int, entry: str) -> Model | None:
    """An entry of a file as it was kept; as it is read where the schema refuses its own values."""
    try:
        return MODELS[kind].model_validate(json.loads(entry))
    except ValueError:
        return read_file(data, path, kind, id, b"", read_yaml).parts[place].entry


def _parse_again(data: bytes, path: str, kind: str, id: str, parts: tuple[Part, ...]) -> Parsed:
    """The nodes of a file whose entries are there already."""
    file = read_file(data, path, kind, id, b"", read_yaml)
    pairs = zip(file.drafts, parts, strict=True)
    drafts = tuple(replace(draft, entry=part.entry) for draft, part in pairs)
    return Parsed(file.root, drafts, file.namings)


def default_directory() -> Path:
    """Where libraries and indexes are kept unless another folder is named: the user's cache."""
    return platformdirs.user_cache_path("evidence-kb") / "index"


def restore(folder: Path, directory: Path) -> Cached:
    """What was kept of a folder; nothing where there is none, or none of ours, or a damaged one."""
    try:
        kept = json.loads(cache_files.read(_path(folder, directory)))
        checks = _checks(kept["checks"])
    except (OSError, ValueError, KeyError, TypeError):
        return Cached()
    return Cached(kept["files"], checks)


def keep(library: Library, directory: Path, cached: Cached) -> None:
    """Keep a library, and as it is what was `cached` of it; a folder that can't be written keeps
    none.
    """
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
    written = json.dumps({"checks": head, "files": files}, ensure_ascii=False)
    cache_files.write(_path(library.folder, directory), written)


def _is_plain(file: File) -> bool:
    """Whether a file can be kept as its entries alone; those with errors are read each time."""
    return file.readable and not file.problems and all(part.whole for part in file.parts)


def _file(file: File) -> dict[str, Any]:
    return {
        "kind": file.kind,
        "digest": file.digest.hex(),
        "ids": file.ids,
        "mentions": sorted(file.mentions),
        "kinds": sorted(file.kinds),
        "parts": [(part.within, _written(part.entry)) for part in file.parts if part.entry],
    }


def _written(entry: Model) -> str:
    """JSON within JSON, which is only read where the entry is asked for."""
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
    """The digest of all that decides what is read and what is wrong with it."""
    return cache_files.code_digest(str(Path(__file__).parent)) + repr(LIBRARIES).encode()
