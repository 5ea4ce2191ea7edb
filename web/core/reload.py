"""The collection as served now: a library and its index, replaced together when files change."""

import contextlib
import ctypes
import gc
import logging
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

from flask import g

from kb.export.citations import looked_for
from kb.library_cache import default_directory
from kb.loading import Unreadable, changed_files, load
from kb.model.collection import VOCABULARY
from kb.model.library import Library
from kb.model.marked import MarkedEntries
from kb.model.problems import Problem
from kb.overviews.marks_in_memory import MarksInMemory
from search.answering.searcher import Index
from search.opening import IndexUnwritable, Unavailable, open_index
from web.core.watching import signature, wakes

log = logging.getLogger(__name__)

# Pages leave few cycles behind, so garbage is looked for when so many more objects are there, and
# among those that stayed once in a hundred times: looking at all takes tens of milliseconds.
SELDOM = (20_000, 10, 100)
# What failed for another reason than the files (a full disk) is tried again so often, in seconds.
TRY_AGAIN = 30

Made = TypeVar("Made")


@dataclass(frozen=True)
class Trouble:
    """Why not all that is served is up to date, and since when."""

    why: str
    since: datetime


@dataclass(frozen=True)
class State:
    """A library with its index. `trouble` says why newer files are not served, and `problems` is
    what editors must fix.

    `kept` is what was made of them once and is gone with them, so that nothing outlives an edit.
    """

    library: Library
    index: Index
    problems: tuple[Problem, ...]
    trouble: Trouble | None = None
    kept: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def marked(self) -> MarkedEntries:
        """Answers questions about many entries."""
        library = self.library
        return library.marked or self.once("marks", lambda: MarksInMemory(library, looked_for))

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made under this key before, else what `make` makes now.

        For what is made of the whole, or of an entry or two: there are too many pairs to keep.
        """
        try:
            return cast(Made, self.kept[key])
        except KeyError:
            return cast(Made, self.kept.setdefault(key, make()))


class Live:
    """Keeps the current State; whoever took one before a change keeps a whole old pair."""

    def __init__(self, folder: Path, directory: Path | None, engine: str) -> None:
        """Load and index the folder; raises what `load` and `open_index` raise."""
        self._folder, self._engine = folder, engine
        self._directory = directory or default_directory()
        self._ended, self._looking = threading.Event(), 0.0
        self._seen, self._tried = signature(folder), time.monotonic()
        self.state = self._indexed(load(folder, cache=self._directory), None)
        if withheld := len(self.state.library.withheld):
            log.warning("entries withheld for their errors: %d; kb check lists them", withheld)

    def refresh(self) -> None:
        """Load the folder aside and serve it; where that fails, what was served stays, with why.

        A fault of ours that some of the changed files meet keeps back those files alone.
        """
        self._seen, self._tried = signature(self._folder), time.monotonic()
        try:
            self.state = self._loaded(frozenset())
        except (Unreadable, IndexUnwritable, Unavailable, OSError) as error:
            self.state = self._stale(str(error), getattr(error, "problems", ()))
        except Exception as error:  # the edge of the server: shown, logged, and not the end of it
            log.exception("an edit could not be loaded")
            self.state = self._without_faulty(error)
        self._report()

    def watch(self) -> None:
        """Notice edits from now on, until `close`, and read entries ahead, in threads of their
        own.
        """
        threading.Thread(target=self._watch, name="watch", daemon=True).start()
        threading.Thread(target=self.state.index.prepare, name="prepare", daemon=True).start()

    def close(self) -> None:
        """Notice no more edits."""
        self._ended.set()

    def _loaded(self, held: frozenset[str]) -> State:
        """The State of the files on disk, but for those `held`, which stay as they were."""
        old = self.state
        library = load(self._folder, previous=old.library, held=held)
        if lost := ground_lost(old.library, library):
            return self._stale(lost, library.problems)
        return self._indexed(library, old.index)

    def _indexed(self, library: Library, previous: Index | None) -> State:
        opened = open_index(library, self._directory, engine=self._engine, previous=previous)
        return State(library, opened, library.problems)

    def _stale(self, why: str, problems: tuple[Problem, ...]) -> State:
        return replace(
            self.state, trouble=self._trouble(why), problems=problems or self.state.problems
        )

    def _trouble(self, why: str) -> Trouble:
        """The trouble there is now; it began with the last State that had none."""
        before = self.state.trouble
        return Trouble(why, before.since if before else datetime.now(UTC))

    def _without_faulty(self, error: Exception) -> State:
        """The State without the changed files that can't be loaded."""
        why = f"{type(error).__name__}: {error}"
        try:
            changed = changed_files(self._folder, self.state.library)
            faulty = self._faulty(changed, frozenset())
            state = self._loaded(faulty)
            if not faulty:
                return state
        except Exception:  # not a fault of the files: the first error says more
            return self._stale(f"loading failed ({why})", ())
        message, hint = f"this version could not be loaded ({why})", "undo the last change here"
        found = tuple(Problem(path, 1, 1, "", message, hint, "not-loaded") for path in faulty)
        trouble = self._trouble(f"{', '.join(sorted(faulty))} could not be loaded ({why})")
        return replace(state, trouble=trouble, problems=tuple(sorted((*state.problems, *found))))

    def _faulty(self, changed: tuple[str, ...], held: frozenset[str]) -> frozenset[str]:
        """Which of the changed files can't be loaded, by halves; those `held` are left out."""
        try:
            self._loaded(held)
        except Exception:  # the one that is reported is the first of all
            if len(changed) <= 1:
                return frozenset(changed)
            middle = len(changed) // 2
            first = self._faulty(changed[:middle], held.union(changed[middle:]))
            return first | self._faulty(changed[middle:], held | first)
        return frozenset()

    def _report(self) -> None:
        state = self.state
        if state.trouble:
            log.error("not everything served is up to date: %s", state.trouble)
        else:
            log.info("serving %d entries", state.library.size)
        for one in state.problems:
            if one.severity == "error":
                log.warning(
                    "%s:%d:%d: %s %s", one.file, one.line, one.column, one.field, one.message
                )
        if state.library.kept:
            log.warning(
                "serving the last good version of %s", ", ".join(sorted(state.library.kept))
            )

    def _watch(self) -> None:
        gc.freeze()  # as `set_aside` does later: nothing is older yet
        gc.set_threshold(*SELDOM)
        while not self._ended.is_set():
            try:
                self._follow()
            except Exception as error:  # the edge of this thread: without it no edit is noticed
                log.exception("looking for edits failed")
                self.state = self._stale(
                    f"looking for edits failed ({type(error).__name__}: {error})", ()
                )
                self._ended.wait(1)

    def _follow(self) -> None:
        for reported in wakes(self._folder, self._ended, lambda: self._looking):
            if self._is_due(reported):
                self.refresh()
                set_aside()

    def _is_due(self, reported: bool) -> bool:
        """Whether to load again: the files have changed, or it is time for another try."""
        if reported:
            began = time.monotonic()
            now = signature(self._folder)
            self._looking = time.monotonic() - began
            return now != self._seen
        return self.state.trouble is not None and time.monotonic() - self._tried > TRY_AGAIN


def set_aside() -> None:
    """Let the garbage collector pass over what has just been loaded: looking through it takes
    a tenth of a reader's second, for nothing.

    What was set aside before is looked through once more, so that an older library does not stay.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    with contextlib.suppress(AttributeError, OSError, TypeError):  # only glibc has it
        ctypes.CDLL(None).malloc_trim(0)  # what loading took goes back to the system


def ground_lost(old: Library, new: Library) -> str | None:
    """Why what all entries rest on is gone, where it is: the collection's own file, or words that
    entries kept from before still use.
    """
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
