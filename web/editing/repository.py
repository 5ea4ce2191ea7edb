"""The repository a collection is in, and why nothing may be written to it as it is now."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

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
        raise Unfit(f"{found.path('collection.yaml')} isn't committed on {found.branch}; commit it")
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
        return f"git doesn't trust {evidence}, as another user owns it; see git help safe.directory"
    if "No such file" in said and "git" in said:
        return "proposals need git, which isn't installed"
    return f"{evidence} isn't in a git repository; make it one with git init, and commit its files"


def _branch(git: Git) -> str:
    done = git.run("symbolic-ref", "--quiet", "--short", "HEAD")
    branch = done.stdout.decode("utf-8", "replace").strip()
    if done.returncode or not branch:
        raise Unfit("the repository's HEAD is detached; switch to the main branch first")
    if branch.startswith("proposals/"):
        raise Unfit(f"{branch} is checked out and is a proposal; switch to the main branch first")
    if git.resolved(f"refs/heads/{branch}") is None:
        raise Unfit(f"{branch} has no commit yet; commit the collection first")
    return branch


def _locked(repository: Repository) -> Iterator[str]:
    own = repository.own
    locks = (own / name for name in (*LOCKS, f"{repository.main}.lock"))
    for lock in chain(locks, (own / PROPOSALS).rglob("*.lock")):
        if lock.exists():
            yield f"the repository is locked; if no git is running, delete {lock}"


def _reasons(repository: Repository) -> Iterator[str]:
    git, own = repository.git, repository.own
    for name, what in UNDER_WAY.items():
        if (own / name).exists():
            yield f"the repository is in the middle of {what}; finish it or abort it first"
    done = git.run("symbolic-ref", "--quiet", "--short", "HEAD")
    if done.stdout.decode("utf-8", "replace").strip() != repository.branch:
        yield f"{repository.branch} isn't checked out any more; switch back to it"
    if git.line("rev-parse", "--is-shallow-repository") == "true":
        yield "the repository is a shallow clone, without its history; run git fetch --unshallow"
    for folder in (own, own / "objects", own / "refs", own / "refs" / "heads"):
        if not os.access(folder, os.W_OK | os.X_OK) or _is_read_only(folder):
            yield f"the repository is read-only: {folder} can't be written"
    if git.run("var", "GIT_COMMITTER_IDENT").returncode:
        yield "git knows no user name here; run git config user.name and git config user.email"


def _is_read_only(folder: Path) -> bool:
    """Whether the file system can't be written, whoever asks."""
    return hasattr(os, "statvfs") and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
