"""The errors in the file of an entry, as editors see them on its page."""

from dataclasses import dataclass

from kb.model.library import Library
from web.core.links import FOLDER_OF, claim_id_at
from web.core.reload import State


@dataclass(frozen=True)
class FileErrors:
    """How many errors a file has, the line of the first, and where all are listed.

    `kept` says that the page shows the last good version of the file.
    """

    count: int
    line: int
    url: str
    kept: bool


def file_errors(address: str, state: State) -> FileErrors | None:
    """The errors of the file behind the address of an entry's page; None without any."""
    folder, _, id = address.removeprefix("/").partition("/")
    name = f"{folder}/{claim_id_at(id, state.library) if folder == 'claims' else id}.yaml"
    lines = [
        problem.line
        for problem in state.problems
        if problem.file == name and problem.severity == "error"
    ]
    if not lines:
        return None
    kept = name in files_kept(state.library)
    return FileErrors(len(lines), min(lines), f"/problems#{name}", kept)


def files_kept(library: Library) -> tuple[str, ...]:
    """The files whose entries are served in their last good version."""
    return tuple(
        sorted(
            f"{FOLDER_OF[entry.kind]}/{entry.id}.yaml"
            for entry in map(library.entry, library.kept)
            if entry
        )
    )
