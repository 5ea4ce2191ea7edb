"""The repository a collection is in, and why nothing may be written to it as it is now."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from web.editing import editing_wording as wording
from web.editing.git import Git, GitFailed

PROPOSALS = "refs/heads/proposals/"
# What git leaves in its folder while something is under way.
UNDER_WAY = {
    "MERGE_HEAD": "a merge",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "BISECT_LOG": "a bisect",
}
LOCKS = ("index.lock", "HEAD.lock", "packed-refs.lock", "shallow.lock")
WAIT = 2.0  # seconds another git may take


class Unfit(RuntimeError):
    """Why nothing is written, and what to do about it, as one sentence."""


@dataclass(frozen=True)
class Repository:
    """A collection in a git clone: `folder` is where in it, empty for all of it."""

    git: Git
    folder: str
    branch: str
    own: Path  # git's own folder

    @property
    def main(self) -> str:
        """The branch that readers see."""
        return f"refs/heads/{self.branch}"

    def path(self, file: str) -> str:
        """A file of the collection, as the repository names it."""
        return f"{self.folder}/{file}" if self.folder else file


def opened(evidence: Path) -> Repository:
    """The repository around a collection; raises `Unfit` where nothing may be written."""
    git = Git(evidence.resolve())
    try:
        top = Path(git.line("rev-parse", "--show-toplevel"))
    except GitFailed as error:
        raise Unfit(_no_repository(evidence, str(error))) from error
    git = Git(top)
    folder = evidence.resolve().relative_to(top.resolve()).as_posix()
    own = Path(git.line("rev-parse", "--absolute-git-dir"))
    found = Repository(git, "" if folder == "." else folder, _branch(git), own)
    check(found)
    if git.file(found.main, found.path("collection.yaml")) is None:
        raise Unfit(
            wording.NOT_COMMITTED.format(path=found.path("collection.yaml"), branch=found.branch)
        )
    return found


def check(repository: Repository) -> None:
    """Raise `Unfit` where the repository is in a state that nothing should be written in."""
    until = time.monotonic() + WAIT
    while (reason := next(_locked(repository), None)) and time.monotonic() < until:
        time.sleep(0.05)
    if reason := reason or next(_reasons(repository), None):
        raise Unfit(reason)


def _no_repository(evidence: Path, said: str) -> str:
    if "dubious ownership" in said:
        return wording.NOT_TRUSTED.format(evidence=evidence)
    if "No such file" in said and "git" in said:
        return wording.NEEDS_GIT
    return wording.NO_REPOSITORY.format(evidence=evidence)


def _branch(git: Git) -> str:
    done = git.run("symbolic-ref", "--quiet", "--short", "HEAD")
    branch = done.stdout.decode("utf-8", "replace").strip()
    if done.returncode or not branch:
        raise Unfit(wording.DETACHED)
    if branch.startswith("proposals/"):
        raise Unfit(wording.ON_A_PROPOSAL.format(branch=branch))
    if git.resolved(f"refs/heads/{branch}") is None:
        raise Unfit(wording.NO_COMMIT.format(branch=branch))
    return branch


def _locked(repository: Repository) -> Iterator[str]:
    own = repository.own
    locks = (own / name for name in (*LOCKS, f"{repository.main}.lock"))
    for lock in chain(locks, (own / PROPOSALS).rglob("*.lock")):
        if lock.exists():
            yield wording.LOCKED.format(lock=lock)


def _reasons(repository: Repository) -> Iterator[str]:
    git, own = repository.git, repository.own
    for name, what in UNDER_WAY.items():
        if (own / name).exists():
            yield wording.IN_THE_MIDDLE.format(what=what)
    done = git.run("symbolic-ref", "--quiet", "--short", "HEAD")
    if done.stdout.decode("utf-8", "replace").strip() != repository.branch:
        yield wording.SWITCHED.format(branch=repository.branch)
    if git.line("rev-parse", "--is-shallow-repository") == "true":
        yield wording.SHALLOW
    for folder in (own, own / "objects", own / "refs", own / "refs" / "heads"):
        if not os.access(folder, os.W_OK | os.X_OK) or _is_read_only(folder):
            yield wording.READ_ONLY.format(folder=folder)
    if git.run("var", "GIT_COMMITTER_IDENT").returncode:
        yield wording.NO_USER_NAME


def _is_read_only(folder: Path) -> bool:
    """Whether the file system can't be written, whoever asks."""
    return hasattr(os, "statvfs") and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
