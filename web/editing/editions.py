"""Earlier editions of a collection, read from git and loaded by the same code as today's.

Only commits of the branch that is checked out are read, so that no proposal is; each edition once,
one at a time, with bounds on time, files and bytes.
"""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock

from cachetools import LRUCache

from kb.assembling import Unreadable
from kb.loading import load
from kb.model.library import Library
from web.editing import editing_wording as wording
from web.editing.git import Git, GitFailed

COMMIT = re.compile(r"[0-9a-f]{7,40}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PATIENCE = 10  # seconds for one command of git
WAIT = 10  # seconds for an edition that another reader is having loaded
MOST_FILES, MOST_BYTES = 20_000, 64_000_000
MOST_UNREADABLE = 1_000
KEPT = 3  # editions; one takes about as much room as the collection of today
MOST_DAYS = 1_000
# What decides whether an edition can be read: without these no entry can.
GROUND = ("collection.yaml", "vocabulary/")


class NoEdition(Exception):
    """Why there is no such edition, in a sentence for readers."""


class Busy(Exception):
    """Too many editions are asked for at once."""


@dataclass(frozen=True)
class Edition:
    """The collection as it was at a commit."""

    commit: str
    day: date
    library: Library


class Editions:
    """The earlier editions of one collection."""

    def __init__(self, evidence: Path) -> None:
        self._kept: LRUCache[str, Library] = LRUCache(KEPT)
        self._unreadable: LRUCache[str, NoEdition] = LRUCache(MOST_UNREADABLE)
        self._loads: LRUCache[date, bool] = LRUCache(MOST_DAYS)
        self._lock = Lock()
        self._git, self._folder = repository_of(evidence)

    def loads(self, day: date) -> bool:
        """Whether the edition of a day is in a format that we can read."""
        if day not in self._loads:
            self._loads[day] = self._git is not None and self._readable(day, self._git)
        return self._loads[day]

    def _readable(self, day: date, git: Git) -> bool:
        try:
            _loaded(self._tree(_last_of(day.isoformat(), git), git), git, GROUND)
        except (NoEdition, GitFailed):
            return False
        return True

    def at(self, asked: str) -> Edition:
        """The edition of a commit, or the last of a day; raises `NoEdition` and `Busy`."""
        git = self._git
        if git is None:
            raise NoEdition(wording.NO_GIT)
        try:
            commit = _commit(asked, git)
            tree = self._tree(commit, git)
            day = date.fromisoformat(git.line("show", "-s", "--format=%cs", commit))
            with self._turn():
                return Edition(commit, day, self._library(tree, git))
        except GitFailed as error:
            raise NoEdition(wording.UNREADABLE) from error

    def _tree(self, commit: str, git: Git) -> str:
        done = git.run("rev-parse", "--verify", "--quiet", f"{commit}:{self._folder}")
        if done.returncode:
            raise NoEdition(wording.NOT_YET)
        return done.stdout.decode().strip()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=WAIT):
            raise Busy
        try:
            yield
        finally:
            self._lock.release()

    def _library(self, tree: str, git: Git) -> Library:
        if tree in self._unreadable:
            raise self._unreadable[tree]
        if tree not in self._kept:
            try:
                self._kept[tree] = _loaded(tree, git)
            except NoEdition as error:
                self._unreadable[tree] = error
                raise
        return self._kept[tree]


def repository_of(evidence: Path) -> tuple[Git | None, str]:
    """The git around a collection, for reading alone, and the folder in it; None if there is none
    or the collection isn't committed there.
    """
    try:
        here = Git(evidence.resolve(), PATIENCE)
        folder = here.line("rev-parse", "--show-prefix").rstrip("/")
        top = Git(Path(here.line("rev-parse", "--show-toplevel")), PATIENCE)
    except GitFailed:
        return None, ""
    held = top.file("HEAD", f"{folder}/collection.yaml" if folder else "collection.yaml")
    return (top, folder) if held is not None else (None, "")


def _commit(asked: str, git: Git) -> str:
    """The commit asked for, of those that led to what is checked out."""
    if DAY.fullmatch(asked):
        return _last_of(asked, git)
    if not COMMIT.fullmatch(asked):
        raise NoEdition(wording.NOT_A_VERSION)
    commit = git.resolved(asked)
    if not commit or git.run("merge-base", "--is-ancestor", commit, "HEAD").returncode:
        raise NoEdition(wording.NO_VERSION)
    return commit


def _last_of(asked: str, git: Git) -> str:
    try:
        day = date.fromisoformat(asked)
    except ValueError as error:
        raise NoEdition(wording.NO_DATE) from error
    until = f"--before={day.isoformat()}T23:59:59Z"
    commit = git.line("rev-list", "-1", until, "HEAD")
    if not commit:
        raise NoEdition(wording.TOO_EARLY)
    return commit


def _loaded(tree: str, git: Git, under: tuple[str, ...] = ("",)) -> Library:
    _check_size(tree, git)
    files = git.files(tree, "").items()
    blobs = {path: blob for path, blob in files if path.startswith(under)}
    held = git.blobs(list(dict.fromkeys(blobs.values())))
    with tempfile.TemporaryDirectory() as folder:
        for path, blob in blobs.items():
            (place := Path(folder, path)).parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(held[blob])
        try:
            return load(Path(folder))
        except Unreadable as error:
            raise NoEdition(wording.OLDER_FORMAT) from error


def _check_size(tree: str, git: Git) -> None:
    listed = git("ls-tree", "-r", "-l", "-z", tree).split(b"\0")
    sizes = [int(row.split()[3]) for row in listed if row.startswith(b"100")]
    if len(sizes) > MOST_FILES or sum(sizes) > MOST_BYTES:
        raise NoEdition(wording.TOO_LARGE)
