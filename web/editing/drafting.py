"""A collection as it is in a commit, and how a draft of one file would fit in it: its problems,
and what follows from its findings as far as they are right.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from kb.assembling import assemble
from kb.model.collection import VOCABULARY
from kb.model.derived import Derived
from kb.model.entries import FOLDERS, Intervention
from kb.model.library import Library
from kb.model.problems import Problem
from kb.reading.file_reading import read_file
from kb.reading.files import File
from kb.reading.nodes import Fields, Items
from kb.reading.yaml_reader import read_yaml
from kb.statements.deriving import derive
from web.editing.combining import fields_of
from web.editing.proposal import is_file
from web.editing.store import Store
from web.editing.yaml_text import Plain

GATHERED = "no-unused-sources"  # one warning for many files, and no one draft's
MOST_KEPT = 64  # drafts: a few for each editor at work


@dataclass(frozen=True)
class Draft:
    """One file as a draft in a library: `library` is the collection with the draft in it."""

    file: str
    data: bytes
    read: File
    library: Library
    problems: tuple[Problem, ...]

    @property
    def kind(self) -> str:
        """What kind of entry it is."""
        return self.read.kind

    @property
    def id(self) -> str:
        """The entry's id."""
        return self.read.id

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps it from being published."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @cached_property
    def fields(self) -> dict[str, Plain] | None:
        """What it says; None if it can't be read as fields."""
        return fields_of(self.data, self.file)

    @property
    def title(self) -> str:
        """What the entry is called, or its id."""
        return title_of(self.fields) or self.id

    @cached_property
    def entry(self) -> object:
        """The entry, with what is right of it; None if nothing is."""
        return self.read.parts[0].entry if self.read.parts else None

    @cached_property
    def derived(self) -> Mapping[int, Derived]:
        """What follows from each finding that has no error, by its place in the file."""
        entry = self.entry
        if not isinstance(entry, Intervention):
            return {}
        wrong = {problem.field.partition("]")[0] for problem in self.errors}
        whole = entry.model_copy(update={"name": entry.name or self.id})
        places = self._places()
        return {
            place: derive(finding, whole, self.library)
            for place, finding in zip(places, whole.findings or (), strict=False)
            if f"findings[{place}" not in wrong
        }

    def _places(self) -> list[int]:
        """Where in the file each finding of the entry is; those with errors are not in it."""
        node = self.read.drafts[0].node if self.read.drafts else None
        findings = node.values.get("findings") if isinstance(node, Fields) else None
        return [number for number, _ in findings.items] if isinstance(findings, Items) else []


class Drafting:
    """The collection of a store, read once for each commit of its main branch."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._reading = threading.RLock()
        self._files: dict[tuple[str, str], File] = {}
        self._main: tuple[str, Library | None] = ("", None)
        self._drafts: dict[tuple[str, str, bytes], Draft] = {}

    def library(self, commit: str) -> Library:
        """The collection in a commit of the main branch; raises `kb.assembling.Unreadable`."""
        with self._reading:
            seen, library = self._main
            if library is None or seen != commit:
                checks = library.checks if library else None
                files = self._read(commit)
                library = assemble(self._folder, files, (), date.today(), library, checks)
                self._main = (commit, library)
            return library

    def draft(self, data: bytes, file: str, main: str) -> Draft:
        """A file as it would be in the collection of a commit of the main branch."""
        key = (file, main, sha256(data).digest())
        with self._reading:
            if key not in self._drafts:
                while len(self._drafts) >= MOST_KEPT:
                    self._drafts.pop(next(iter(self._drafts)))
                self._drafts[key] = self._made(data, file, main)
            return self._drafts[key]

    def _made(self, data: bytes, file: str, main: str) -> Draft:
        library = self.library(main)
        read = _file(file, data)
        files = dict(sorted({**library.files, file: read}.items()))
        with_it = assemble(self._folder, files, (), date.today(), library, library.checks)
        told = [problem for problem in with_it.problems if problem.rule != GATHERED]
        own = (problem for problem in told if problem.file == file)
        known = {(p.file, p.field, p.rule) for p in library.problems}
        elsewhere = (problem for problem in told if problem.file != file)
        others = (p for p in elsewhere if (p.file, p.field, p.rule) not in known)
        return Draft(file, data, read, with_it, (*own, *others))

    def _read(self, commit: str) -> dict[str, File]:
        repository = self._store.repository
        listed = repository.git.files(commit, repository.folder)
        wanted = {path: blob for path, blob in listed.items() if is_read(path)}
        new = {path: blob for path, blob in wanted.items() if (path, blob) not in self._files}
        blobs = repository.git.blobs(list(new.values()))
        self._files = {
            (path, blob): self._files.get((path, blob)) or _file(path, blobs[blob])
            for path, blob in wanted.items()
        }
        return {path: file for (path, _), file in sorted(self._files.items())}


def title_of(said: Mapping[str, Plain] | None) -> str:
    """What an entry that says so is called; empty if it isn't called anything yet."""
    names = ((said or {}).get(name) for name in ("name", "claim", "title"))
    return next((name for name in names if isinstance(name, str)), "")


def is_read(path: str) -> bool:
    """Whether a file is one of those a collection is made of."""
    folder, _, name = path.rpartition("/")
    if folder == "vocabulary":
        return name.removesuffix(".yaml") in VOCABULARY and name.endswith(".yaml")
    return path == "collection.yaml" or is_file(path)


def _file(path: str, data: bytes) -> File:
    folder, _, name = path.rpartition("/")
    id = name.removesuffix(".yaml")
    kind = FOLDERS.get(folder, id)
    return read_file(data, path, kind, id, sha256(data).digest(), read_yaml)
