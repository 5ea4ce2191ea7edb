"""A collection as it was at a commit or tag: its files, without touching the working copy."""

from collections.abc import Mapping
from pathlib import Path

from web.editing import editing_wording as wording
from web.editing.git import Git, GitFailed
from web.editing.repository import Unfit

__all__ = ["Unfit", "files_at"]


def files_at(evidence: Path, name: str) -> Mapping[str, bytes]:
    """The files of a collection by their paths in it; raises `Unfit`, in one sentence."""
    try:
        here = Git(evidence.resolve())
        folder = here.line("rev-parse", "--show-prefix").removesuffix("/")
        git = Git(Path(here.line("rev-parse", "--show-toplevel")))
        commit = git.resolved(name)
        if commit is None:
            raise Unfit(wording.NO_COMMIT_OR_TAG.format(name=name))
        blobs = git.files(commit, folder)
        held = git.blobs(list(dict.fromkeys(blobs.values())))
    except GitFailed as error:
        raise Unfit(
            wording.UNREADABLE_AT.format(evidence=evidence, name=name, error=_first_line(error))
        ) from error
    return {path: held[blob] for path, blob in blobs.items()}


def _first_line(error: GitFailed) -> str:
    return str(error).partition("\n")[0].removeprefix("fatal: ")
