"""The collection as published in a cluster: replaced when another is published."""

import logging
import threading
from dataclasses import replace
from datetime import UTC, datetime

from search.engines.protocol import Unavailable
from search.stored_collection import open_published
from web.core.reload import State, Trouble, set_aside

log = logging.getLogger(__name__)
LOOK = 2.0  # seconds between two looks at what is published


class Followed:
    """Keeps the State of what is published; whoever took one before a change keeps a whole old
    pair.
    """

    def __init__(self, prefix: str = "") -> None:
        """Open what is published with this prefix, by default that of the environment; raises
        Unavailable.
        """
        self._prefix, self._ended = prefix, threading.Event()
        index = open_published(prefix=prefix)
        if index is None:
            raise AssertionError("nothing is known yet")
        self.state = State(index.content.library, index, ())

    def refresh(self) -> None:
        """Serve what is published now; where that fails, what was served stays, with why."""
        try:
            index = open_published(self.state.index.name, self._prefix)
        except Unavailable as error:
            self._report(str(error))
            return
        except Exception as error:  # the edge of the server: shown, logged, and not the end of it
            log.exception("what is published could not be loaded")
            self._report(f"loading failed ({type(error).__name__}: {error})")
            return
        if index is not None:
            self.state = State(index.content.library, index, ())
            set_aside()
            log.info("serving %d entries", self.state.library.size)
        elif self.state.trouble:
            self.state = replace(self.state, trouble=None)

    def _report(self, why: str) -> None:
        """What is ready stays ready."""
        before = self.state
        if before.trouble is None:
            log.error("not everything served is up to date: %s", why)
            self.state = replace(before, trouble=Trouble(why, datetime.now(UTC)))
            self.state.kept.update(before.kept)

    def watch(self) -> None:
        """Notice publications from now on, in a thread of its own, until `close`."""
        threading.Thread(target=self._watch, name="watch", daemon=True).start()

    def close(self) -> None:
        """Notice no more publications."""
        self._ended.set()

    def _watch(self) -> None:
        set_aside()
        while not self._ended.wait(LOOK):
            self.refresh()
