"""Where proposals are kept: in git, a branch for each, a commit for each save.

The main branch is written by accepting alone, in one step that either happened or did not. Whether
a proposal was accepted is read from the main branch, so that the two can never disagree.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from web.editing import editing_wording as wording
from web.editing import repository
from web.editing.git import NONE, Moved, Person
from web.editing.kept_proposals import KeptProposals
from web.editing.proposal import (
    ABOUT,
    ACCEPTED,
    BY,
    FILE_LINE,
    KIND,
    OF,
    REVIEWED_BY,
    STATE,
    Name,
    Proposal,
    State,
    is_file,
    message,
)
from web.editing.worktree import catch_up, is_touched

TRIES = 50  # of a step that somebody else was faster with
Made = TypeVar("Made")


class Refused(RuntimeError):
    """Why something can't be done, as a sentence for who asked."""


class Store(KeptProposals):
    """The proposals of a collection; several threads may use it."""

    def __init__(self, evidence: Path) -> None:
        """Open the repository around a collection; raises `repository.Unfit`."""
        self.repository = repository.opened(evidence)
        super().__init__(self.repository.git, self.repository.main)
        self._writing = threading.RLock()
        catch_up(self.repository)

    def file(self, commit: str, file: str) -> bytes | None:
        """A file of the collection in a commit, or None if it has none."""
        return self.git.file(commit, self.repository.path(file))

    def create(
        self, file: str, data: bytes, author: Person, started: str, words: str = ""
    ) -> Proposal:
        """Begin a proposal with its first save, and what its author says of it; `started` is the
        main commit it was written on.
        """
        if not is_file(file):
            raise Refused(wording.NO_SUCH_ENTRY)
        entry = file.rpartition("/")[2].removesuffix(".yaml")

        def begun() -> Name:
            numbers = [name.number for name in self.names() if name.entry == entry]
            name = Name(entry, max(numbers, default=0) + 1)
            lines = _lines(name, file, "draft", "save", author)
            text = message(_in_git(wording.PROPOSED_IN_GIT, entry, author), words, lines)
            self._write(name, NONE, (started,), file, data, text, author)
            return name

        return self._now(self._tried(begun))

    def save(
        self, proposal: Proposal, data: bytes, author: Person, took: str | None = None
    ) -> Proposal:
        """Save the file on top of `proposal`; what it says already is not saved again.

        `took` is the main commit whose changes it takes in. Raises `git.Moved` where somebody else
        saved first.
        """
        _demand_open(proposal)
        took = took if took != proposal.base else None
        if took is None and self.file(proposal.tip, proposal.file) == data:
            return proposal
        name = proposal.name
        lines = _lines(name, proposal.file, proposal.state, "save", author)
        text = message(_in_git(wording.SAVED_IN_GIT, name.entry, author), "", lines)
        parents = (proposal.tip, took) if took else (proposal.tip,)
        self._write(name, proposal.tip, parents, proposal.file, data, text, author)
        return self._now(name)

    def say(
        self, proposal: Proposal, state: State, words: str, author: Person, about: str = ""
    ) -> Proposal:
        """Comment on a proposal, or change its state; raises `git.Moved`."""
        _demand_open(proposal)
        name = proposal.name
        same = state == proposal.state
        said = wording.COMMENT_IN_GIT if same else wording.IN_GIT[state]
        subject = f"{name.entry}: {said}"
        lines = (*_lines(name, proposal.file, state, "say", author), (ABOUT, about))
        with self._fit():
            tree = self.git.line("rev-parse", f"{proposal.tip}^{{tree}}")
            new = self.git.commit(tree, (proposal.tip,), message(subject, words, lines), author)
            self.git.point(name.reference, new, proposal.tip, subject)
        return self._now(name)

    def accept(
        self, proposal: Proposal, made: Callable[[str], bytes], reviewer: Person, words: str = ""
    ) -> str:
        """Put a proposal on the main branch; gives the new commit there.

        `made` makes the file for the main commit it goes on top of, and may refuse. The working
        copy follows; a file that was edited there by hand is refused before anything is written.
        """
        _demand_open(proposal)
        if may_not_review(proposal, reviewer):
            raise Refused(wording.OWN_TO_ACCEPT)

        def accepted() -> str:
            with self._fit():
                catch_up(self.repository)
                main, path = self.main, self.repository.path(proposal.file)
                if is_touched(self.repository, path):
                    raise Refused(wording.UNCOMMITTED.format(path=path))
                if self.git.resolved(proposal.name.reference) != proposal.tip:
                    raise Refused(wording.SAVED_MEANWHILE)
                new = self._accepting(proposal, made(main), main, reviewer, words)
                self.git.point(self.repository.main, new, main, f"accept {proposal.name.branch}")
                catch_up(self.repository)
                return new

        return self._tried(accepted)

    def _accepting(
        self, proposal: Proposal, data: bytes, main: str, reviewer: Person, words: str
    ) -> str:
        email = self.git.line("log", "-1", "--format=%ae", proposal.steps[0].commit)
        author = Person(proposal.authors[0], email)
        lines = (
            (ACCEPTED, f"{proposal.name.branch}@{proposal.tip}"),
            *(("Co-authored-by", f"{name} <>") for name in proposal.authors[1:]),
            (REVIEWED_BY, f"{reviewer.name} <{reviewer.email}>"),
        )
        subject = _in_git(wording.ACCEPTED_IN_GIT, proposal.name.entry, author)
        tree = self.git.tree_with(main, self.repository.path(proposal.file), data)
        return self.git.commit(tree, (main,), message(subject, words, lines), author)

    def _write(
        self,
        name: Name,
        old: str,
        parents: Sequence[str],
        file: str,
        data: bytes,
        text: str,
        author: Person,
    ) -> None:
        with self._fit():
            tree = self.git.tree_with(parents[-1], self.repository.path(file), data)
            new = self.git.commit(tree, parents, text, author)
            self.git.point(name.reference, new, old, text.partition("\n")[0])

    @contextmanager
    def _fit(self) -> Iterator[None]:
        """One writer at a time, and only while the repository is as it should be."""
        with self._writing:
            repository.check(self.repository)
            yield

    def _tried(self, step: Callable[[], Made]) -> Made:
        """A step, tried again where somebody else was faster."""
        for _ in range(TRIES):
            try:
                return step()
            except Moved:
                continue
        raise Refused(wording.BUSY)

    def _now(self, name: Name) -> Proposal:
        found = self.proposal(name)
        if found is None:
            raise Refused(wording.PROPOSAL_GONE.format(branch=name.branch))
        return found


def may_not_review(proposal: Proposal, reviewer: Person) -> bool:
    """Whether somebody wrote of a proposal, and so can't be the one who accepts it."""
    return reviewer.key in proposal.writers


def _in_git(said: str, entry: str, author: Person) -> str:
    """The subject of a commit."""
    return said.format(entry=entry, author=author.name)


def _lines(
    name: Name, file: str, state: State, kind: str, author: Person
) -> tuple[tuple[str, str], ...]:
    return (
        (OF, name.branch),
        (FILE_LINE, file),
        (KIND, kind),
        (STATE, state),
        (BY, author.key),
    )


def _demand_open(proposal: Proposal) -> None:
    if not proposal.is_open:
        raise Refused(wording.CLOSED.format(state=proposal.state))
