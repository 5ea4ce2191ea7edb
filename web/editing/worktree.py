"""The working copy next to the repository: it follows the main branch, and edits made in it by hand
are never overwritten.
"""

from web.editing import editing_wording as wording
from web.editing.git import GitFailed
from web.editing.repository import Repository, Unfit

# The commit whose files the working copy holds, as far as it was us who wrote them.
FOLLOWED = "refs/kb/working-copy"


def catch_up(repository: Repository) -> None:
    """Update the working copy to the main branch, as it may not after a sudden end.

    Raises `Unfit` where files edited by hand are in the way.
    """
    git, main = repository.git, repository.git.resolved(repository.main) or ""
    seen = git.resolved(FOLLOWED)
    if seen == main:
        return
    if seen and git.run("merge-base", "--is-ancestor", seen, main).returncode == 0:
        _finish(repository, seen, main)
        git.run("update-index", "-q", "--refresh")
        try:
            git("read-tree", "-m", "-u", seen, main)
        except GitFailed as error:
            raise Unfit(
                wording.CANT_FOLLOW.format(branch=repository.branch, error=_first_line(error))
            ) from error
    git("update-ref", FOLLOWED, main)


def _finish(repository: Repository, seen: str, main: str) -> None:
    """Finish files that were being written at a sudden end: they have only the beginning of what
    they should, and the index does not know.
    """
    git = repository.git
    top = repository.git.folder
    for path in git("diff", "--name-only", "-z", "--no-renames", seen, main).decode().split("\0"):
        there, wanted = top / path, git.file(main, path) if path else None
        if wanted is None or not there.is_file() or there.is_symlink():
            continue
        data = there.read_bytes()
        if wanted.startswith(data) and (data == wanted or git.file(seen, path) != data):
            there.write_bytes(wanted)
            git("update-index", "--add", "--", path)


def is_touched(repository: Repository, path: str) -> bool:
    """Whether a file was edited in the working copy and not committed."""
    return bool(repository.git("status", "--porcelain", "--untracked-files=all", "--", path))


def _first_line(error: GitFailed) -> str:
    return str(error).partition("\n")[0].removeprefix("error: ")
