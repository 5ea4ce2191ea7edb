"""The collection as it is served now: a library and its index, replaced together when files change."""

import gc
import logging
import threading
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar, cast

import watchfiles
from flask import g

from kb.loading import Unreadable, load
from kb.model.collection import VOCABULARY
from kb.model.library import Library
from kb.model.problems import Problem
from search.answering.searcher import Index
from search.indexing.index_folder import IndexUnwritable
from search.opening import default_directory, open_index

log = logging.getLogger(__name__)

# How long to wait for the system to report a change before looking for ourselves, as some file systems report none.
LOOK_EVERY_MS = 1000
# An editor's save is several changes in a row: so long after the last one, and never longer than the second, it is read.
SETTLED_MS, AT_MOST_MS = 50, 300

Signature = frozenset[tuple[str, int, int]]
Made = TypeVar("Made")


@dataclass(frozen=True)
class State:
    """A library with its index; `trouble` says why newer files did not take their place, and `problems` is what editors must put right.

    `kept` is what was made of them once and is gone with them, so that nothing outlives an edit.
    """

    library: Library
    index: Index
    problems: tuple[Problem, ...]
    trouble: str | None = None
    kept: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made under this key before, else what `make` makes now; for what an entry or two names, of which there are so many."""
        try:
            return cast(Made, self.kept[key])
        except KeyError:
            return cast(Made, self.kept.setdefault(key, make()))


class Live:
    """Holds the current State; whoever took one before a change keeps a whole old pair."""

    def __init__(self, folder: Path, directory: Path | None, engine: str) -> None:
        """Load and index the folder; raises what `load` and `open_index` raise."""
        self._folder, self._directory, self._engine = (
            folder,
            directory or default_directory(),
            engine,
        )
        self._ended = threading.Event()
        self._seen = signature(folder)
        self.state = self._indexed(load(folder), None)
        withheld = len(self.state.library.withheld)
        if withheld:
            log.warning(
                "entries withheld for their errors: %d; kb check lists what to put right", withheld
            )

    def refresh(self) -> None:
        """Read the folder aside and put it in the place of what is served; where that can't be, the old stays and says why."""
        self._seen = signature(self._folder)
        try:
            library = load(self._folder, previous=self.state.library)
            lost = ground_lost(self.state.library, library)
            self.state = (
                self._kept(lost, library.problems)
                if lost
                else self._indexed(library, self.state.index)
            )
        except (Unreadable, IndexUnwritable, OSError) as error:
            self.state = self._kept(str(error), getattr(error, "problems", ()))
        self._tell()

    def watch(self) -> None:
        """Notice edits from now on, in a thread of its own, until `close` or the end of the process."""
        threading.Thread(target=self._watch, name="watch", daemon=True).start()

    def close(self) -> None:
        """Notice no more edits."""
        self._ended.set()

    def _indexed(self, library: Library, previous: Index | None) -> State:
        opened = open_index(library, self._directory, engine=self._engine, previous=previous)
        return State(library, opened, library.problems)

    def _kept(self, trouble: str, problems: tuple[Problem, ...]) -> State:
        return replace(self.state, trouble=trouble, problems=problems or self.state.problems)

    def _tell(self) -> None:
        state = self.state
        if state.trouble:
            log.error("still serving the last good version of everything: %s", state.trouble)
        else:
            log.info("serving %d entries", sum(1 for _ in state.library.entries()))
        for problem in state.problems:
            if problem.severity == "error":
                log.warning(
                    "%s:%d:%d: %s %s",
                    problem.file,
                    problem.line,
                    problem.column,
                    problem.field,
                    problem.message,
                )
        if state.library.kept:
            log.warning(
                "serving the last good version of %s", ", ".join(sorted(state.library.kept))
            )

    def _watch(self) -> None:
        _set_aside()
        for _ in _wakes(self._folder, self._ended):
            if signature(self._folder) == self._seen:
                continue
            try:
                self.refresh()
                _set_aside()
            except (
                Exception
            ):  # the edge of this thread: a fault here must not end the noticing of edits
                log.exception("the edit could not be served")


def _set_aside() -> None:
    """Let the garbage collector pass over what has just been loaded: to look through it takes a reader's tenth of a second, for nothing.

    What was set aside before is looked through once more, so that an older library does not stay.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def ground_lost(old: Library, new: Library) -> str | None:
    """Why what all entries stand on is gone: the collection's own file, or words that entries kept from before still use."""
    for problem in new.problems:
        if problem.file == "collection.yaml" and problem.rule == "missing-file":
            return problem.message
    if not new.kept:
        return None
    lost = [
        f"vocabulary/{name}.yaml: {id}"
        for name in VOCABULARY
        for id in _words(old, name) - _words(new, name)
    ]
    return (
        f"entries still use words that are gone from the vocabulary ({', '.join(sorted(lost)[:5])})"
        if lost
        else None
    )


def _words(library: Library, name: str) -> set[str]:
    return set(getattr(library.vocabulary, name))


def state() -> State:
    """The State this request took at its beginning."""
    return cast(State, g.state)


def signature(folder: Path) -> Signature:
    """Which YAML files there are, how long each is and when it was last written."""
    found = set()
    for path in folder.rglob("*.yaml"):
        try:
            status = path.stat()
        except OSError:  # gone since it was listed
            continue
        found.add((str(path), status.st_mtime_ns, status.st_size))
    return frozenset(found)


def _wakes(folder: Path, ended: threading.Event) -> Iterator[None]:
    """Yield at each change the system reports, and at least every second: some systems report none."""
    options: dict[str, Any] = {
        "step": SETTLED_MS,
        "debounce": AT_MOST_MS,
        "rust_timeout": LOOK_EVERY_MS,
        "yield_on_timeout": True,
    }
    told = False
    while not ended.is_set():
        try:
            for _ in watchfiles.watch(folder, stop_event=ended, raise_interrupt=False, **options):
                yield
        except (
            OSError,
            RuntimeError,
        ) as error:  # the folder is gone, or the system's watches are used up
            if not told:
                log.warning(
                    "the system reports no changes (%s); looking every second instead", error
                )
            told = True
        ended.wait(LOOK_EVERY_MS / 1000)
        yield
