"""Who has an open draft of an entry, and since when: said on its page where the collection is
served from the clone its proposals are in. Names alone are said, never addresses.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock

from flask import Flask, g, request

from web.core.entry_lookup import AT
from web.core.links import claim_id_at
from web.core.reload import state
from web.editing.editions import repository_of
from web.editing.git import GitFailed
from web.editing.kept_proposals import KeptProposals
from web.editing.proposal import Name, Proposal

LOOK_EACH = 5.0  # seconds; a draft that was just begun is said a moment later
# The views of entries, each with the folder of its files.
PAGES = {
    "intervention.intervention": "interventions",
    "condition.condition": "conditions",
    "claim.claim": "claims",
    "source.source": "sources",
}


@dataclass(frozen=True)
class OpenDraft:
    """Who wrote a draft that is open, and the day it was begun."""

    authors: tuple[str, ...]
    since: date
    asked: bool


class OpenDrafts:
    """The open drafts of a collection; none where it isn't in git, or git can't say."""

    def __init__(self, evidence: Path) -> None:
        self._evidence = evidence
        self._looking = Lock()
        self._looked = -LOOK_EACH
        self._seen: tuple[str, Mapping[Name, str]] = ("", {})
        self._found: dict[str, tuple[OpenDraft, ...]] = {}

    def of(self, file: str) -> tuple[OpenDraft, ...]:
        """Those of a file of the collection, as of a few seconds ago; one reader at a time looks
        again, and the others don't wait for it.
        """
        if self._looking.acquire(blocking=False):
            try:
                self._look(file)
            except GitFailed:
                self._found = {}
            finally:
                self._looking.release()
        return self._found.get(file, ())

    def _look(self, file: str) -> None:
        kept = self._kept
        if kept and time.monotonic() - self._looked >= LOOK_EACH:
            self._looked = time.monotonic()
            seen = (kept.main, kept.names())
            self._found = self._found if seen == self._seen else {}
            self._seen = seen
        if kept and file not in self._found:
            entry = file.rpartition("/")[2].removesuffix(".yaml")
            there = kept.open_of(entry, *self._seen)
            self._found[file] = tuple(_draft(one) for one in there if one.file == file)

    @cached_property
    def _kept(self) -> KeptProposals | None:
        git, _ = repository_of(self._evidence)
        return KeptProposals(git, "HEAD") if git else None


def register(app: Flask, evidence: Path) -> None:
    """Say it on each page of an entry; registered before the cache, as pages differ by it."""
    drafts = OpenDrafts(evidence)

    @app.before_request
    def find_drafts() -> None:
        file = _file()
        is_shown = file and AT not in request.args and not app.config["COPIED"]
        g.drafts = drafts.of(file) if is_shown else ()

    app.context_processor(lambda: {"drafts": g.get("drafts", ())})


def _file() -> str:
    """The file of the entry whose page is asked for; empty for other pages."""
    folder = PAGES.get(request.endpoint or "", "")
    entry = str(next(iter((request.view_args or {}).values()), ""))
    entry = claim_id_at(entry, state().library) if folder == "claims" else entry
    return f"{folder}/{entry}.yaml" if folder else ""


def _draft(proposal: Proposal) -> OpenDraft:
    return OpenDraft(proposal.authors, proposal.began.date(), proposal.state == "asked")
