"""The collections of a server: each a whole application, mounted at a path of its own.

One that can't be opened keeps none of the others from being served, and is tried again.
"""

import logging
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from flask import Flask

from kb.loading import Unreadable
from kb.model.scalars import ID
from search.opening import IndexUnwritable, Unavailable
from web.core.base_path import Wsgi
from web.core.reload import State

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)
FOLDER = "/c"  # of all collections
ADDRESS = re.compile(rf"{FOLDER}/([^/]+)(/.*)?", re.DOTALL)
TRY_AGAIN = 30  # seconds
EXPECTED = (Unreadable, IndexUnwritable, Unavailable, OSError)  # faults that say what to do


class Member:
    """A collection: its id, its path, and its application once that could be made."""

    def __init__(self, id: str, make: Callable[[], Flask]) -> None:
        self.id, self.path = id, f"{FOLDER}/{id}"
        self.app: Flask | None = None
        self.fault: Exception | None = None
        self._make = make

    @property
    def state(self) -> State:
        """What it serves now. Raises Unavailable while it can't be served."""
        if self.app is None:
            raise Unavailable(f"{self.id} is not served: {self.fault}")
        state: State = self.app.extensions["live"].state
        return state

    def open(self) -> None:
        """Make its application, or keep why that can't be."""
        try:
            self.app, self.fault = self._make(), None
        except EXPECTED as error:
            self.fault = error
        except Exception as error:  # the edge of one collection: logged, and not the others' end
            log.exception("%s could not be opened", self.id)
            self.fault = error


class Catalogue:
    """All collections of a server, by id, in their order."""

    def __init__(self, members: Sequence[Member]) -> None:
        """Open them. Raises what the first could not be opened for if none could, and Unreadable
        for ids that can't be addresses.
        """
        _refuse(member.id for member in members)
        self._members = {member.id: member for member in members}
        self._ended = threading.Event()
        self.refresh()
        if (fault := next(iter(self)).fault) and not any(member.app for member in self):
            raise fault

    def __iter__(self) -> Iterator[Member]:
        return iter(self._members.values())

    def refresh(self) -> None:
        """Try again to open those that could not be opened."""
        for member in self:
            before = str(member.fault)
            if member.app is None:
                member.open()
            if member.fault and str(member.fault) != before:
                log.error("%s is not served: %s", member.id, member.fault)

    def watch(self) -> None:
        """Try again now and then, in a thread of its own, until `close`."""
        threading.Thread(target=self._watch, name="catalogue", daemon=True).start()

    def close(self) -> None:
        """Try no more, and let no collection notice edits."""
        self._ended.set()
        for member in self:
            if member.app:
                member.app.extensions["live"].close()

    def _watch(self) -> None:
        while not self._ended.wait(TRY_AGAIN):
            self.refresh()

    def at(self, path: str) -> Member | None:
        """The collection that this path is of."""
        found = ADDRESS.fullmatch(path)
        return self._members.get(found[1]) if found else None

    def before(self, application: Wsgi) -> Wsgi:
        """Answer what is below the path of a collection with its application, and the rest with
        this one.
        """

        def dispatched(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
            path = environ["PATH_INFO"]
            member = self.at(path)
            if member is None or member.app is None:
                return application(environ, start)
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + member.path
            environ["PATH_INFO"] = path.removeprefix(member.path) or "/"
            return member.app(environ, start)

        return dispatched


def _refuse(ids: Iterable[str]) -> None:
    seen = set[str]()
    for id in ids:
        if not re.fullmatch(ID, id):
            raise Unreadable(
                f"{id!r} can't be part of an address; write an `id` into its collection.yaml"
            )
        if id in seen:
            raise Unreadable(
                f"two collections are called {id!r}; write an `id` into the collection.yaml of one"
            )
        seen.add(id)
