"""What lies in a collection's folder: the files that are read, and whatever lies where nothing reads it."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.model.collection import VOCABULARY
from kb.model.entries import FOLDERS
from kb.model.problems import Problem
from kb.model.scalars import ID
from kb.reading.decoding import BIGGEST
from kb.reading.did_you_mean import did_you_mean

LONGEST_ID = 80
OTHERS = frozenset({"schema", "vocabulary", *FOLDERS})  # folders that have a place in a collection


@dataclass(frozen=True)
class Found:
    """A file that is to be read: its path from the folder, and the kind of entry, list of the vocabulary or `collection` it holds."""

    path: str
    kind: str
    id: str


class Folder:
    """A collection's folder, looked through once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.real = folder.resolve()
        self.problems: list[Problem] = []
        self.files = tuple(sorted(self._look(), key=lambda found: found.path))

    def _look(self) -> Iterator[Found]:
        for path in self._inside(self.folder):
            if path.name == "collection.yaml":
                yield from self._file(path, "collection", "collection")
            elif path.name in FOLDERS:
                yield from self._entries(path, FOLDERS[path.name])
            elif path.name == "vocabulary":
                yield from self._vocabulary(path)
            elif path.name != "schema":
                self._strays(path)

    def _entries(self, folder: Path, kind: str) -> Iterator[Found]:
        for path in self._inside(folder):
            if path.suffix == ".yaml" and not path.is_dir():
                if re.fullmatch(ID, path.stem) and len(path.stem) <= LONGEST_ID:
                    yield from self._file(path, kind, path.stem)
                else:
                    self._note(
                        path,
                        "stray-file",
                        f"the name `{path.name[:80]}` gives no id",
                        _rename(path.stem),
                    )
            else:
                self._strays(path, f"{folder.name}/{path.stem}.yaml")

    def _vocabulary(self, folder: Path) -> Iterator[Found]:
        for path in self._inside(folder):
            if path.suffix == ".yaml" and path.stem in VOCABULARY:
                yield from self._file(path, path.stem, path.stem)
            else:
                names = [f"{name}.yaml" for name in VOCABULARY]
                self._strays(
                    path, hint=did_you_mean(path.name, names, f"the lists are {', '.join(names)}")
                )

    def _inside(self, folder: Path) -> Iterator[Path]:
        """What stands in a folder, without hidden files and an editor's backups, and without what leads outside."""
        try:
            paths = sorted(folder.iterdir())
        except OSError as error:
            self._note(
                folder,
                "unreadable-file",
                f"the folder cannot be read: {error.strerror}",
                "look at its permissions",
            )
            return
        for path in paths:
            if path.name.startswith((".", "__")) or path.name.endswith("~"):
                continue
            if path.is_symlink() and not self._leads_inside(path):
                self._note(
                    path,
                    "link-outside",
                    "this link leads outside the collection; it is not followed",
                    "put a copy of the file here",
                )
            else:
                yield path

    def _leads_inside(self, path: Path) -> bool:
        try:
            return path.resolve(strict=True).is_relative_to(self.real)
        except (OSError, RuntimeError):
            return False

    def _file(self, path: Path, kind: str, id: str) -> Iterator[Found]:
        if path.is_file():
            yield Found(self.name(path), kind, id)
        else:
            self._note(
                path, "unreadable-file", "this is no ordinary file", "put a file in its place"
            )

    def _strays(self, path: Path, wanted: str = "", hint: str = "") -> None:
        """Tell of YAML that nothing reads: here, or one folder down."""
        if path.is_dir():
            if path.suffix.lower() in (".yaml", ".yml"):
                self._note(
                    path, "stray-file", f"`{path.name[:80]}` is a folder", "put a file in its place"
                )
            nearest = did_you_mean(
                path.name, sorted(OTHERS), f"the folders are {', '.join(sorted(OTHERS))}"
            )
            for inner in self._inside(path):
                if inner.suffix.lower() in (".yaml", ".yml"):
                    self._note(
                        inner,
                        "stray-file",
                        f"nothing is read from the folder `{path.name[:80]}`",
                        nearest,
                    )
        elif path.suffix.lower() in (".yaml", ".yml", ".json") or wanted:
            message = f"`{path.name[:80]}` is not read: " + (
                "wanted a file that ends in .yaml" if wanted else "it does not belong here"
            )
            self._note(
                path,
                "stray-file",
                message,
                hint
                or (f"rename it to {wanted}" if wanted else "move it to the folder of its kind"),
            )

    def _note(self, path: Path, rule: str, message: str, hint: str) -> None:
        self.problems.append(Problem(self.name(path), 1, 1, "", message, hint, rule))

    def name(self, path: Path) -> str:
        """A path as problems name it: from the folder, with forward slashes; bytes that are no text are made visible."""
        return os.fsencode(path.relative_to(self.folder).as_posix()).decode(
            "utf-8", "backslashreplace"
        )

    def read(self, found: Found) -> bytes:
        """The bytes of a file, and one more than is allowed where it is too big. Raises OSError."""
        descriptor = os.open(
            self.folder / found.path,
            os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0),
        )
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise OSError(0, "it is no ordinary file")
            return file.read(BIGGEST + 1)


def _rename(stem: str) -> str:
    cure = (
        re.sub("-+", "-", re.sub("[^a-z0-9]", "-", stem.lower())).strip("-")[:LONGEST_ID].strip("-")
    )
    return (
        f"rename it to {cure}.yaml"
        if cure
        else "use small letters, digits and single hyphens, and at most 80 of them"
    )
