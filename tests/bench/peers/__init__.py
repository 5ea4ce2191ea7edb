"""One module per engine; each has a `Peer` that builds, asks and changes."""

from pathlib import Path
from typing import Protocol

from bench.collection import Collection, Entry
from bench.questions import Question


class Peer(Protocol):
    """An engine as it is measured: from plain entries to an index on disk, from a typed question to
    what is shown.
    """

    def build(self, collection: Collection, folder: Path) -> None:
        """Write an index of all entries into the folder and open it for searching."""
        ...

    def size(self) -> int:
        """The bytes of the index on disk."""
        ...

    def ask(self, question: Question, mode: str) -> int | None:
        """Answer in a mode: how many match, the best ten, and facets or excerpts; None if the
        engine cannot.
        """
        ...

    def change(self, entry: Entry) -> None:
        """Put a changed entry in the place of the one with its id, so that the next question sees
        it.
        """
        ...


def folder_size(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
