"""Proposals pushed to a remote as they are saved, for teams whose reviews live on a forge."""

import logging
import queue
import re
import threading

from web.editing import editing_wording as wording
from web.editing.git import Git, GitFailed
from web.editing.repository import Unfit

REMOTE = re.compile(r"[A-Za-z0-9][\w.-]{0,99}")
log = logging.getLogger(__name__)


class Pushing:
    """Pushes references one after the other, in a thread of its own; without a remote, none."""

    def __init__(self, git: Git, remote: str = "") -> None:
        """Raises `Unfit` where there is no such remote."""
        self._git = git
        self._remote = remote
        self._waiting: queue.Queue[str] = queue.Queue()
        self.trouble = ""
        if remote:
            if not REMOTE.fullmatch(remote) or remote not in git.line("remote").split():
                raise Unfit(wording.NO_REMOTE.format(remote=remote))
            threading.Thread(target=self._push_all, name="push", daemon=True).start()

    def push(self, reference: str) -> None:
        """Push a reference soon."""
        if self._remote:
            self._waiting.put(reference)

    def finish(self) -> None:
        """Wait until all that was to be pushed was tried."""
        self._waiting.join()

    def _push_all(self) -> None:
        while True:
            reference = self._waiting.get()
            try:
                self._git("push", "--quiet", self._remote, f"{reference}:{reference}")
                self.trouble = ""
            except GitFailed as error:  # shown on the pages; the next save tries again
                self.trouble = str(error)
                log.warning("%s was not pushed: %s", reference, error)
            finally:
                self._waiting.task_done()
