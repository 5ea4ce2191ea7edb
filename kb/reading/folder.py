"""The contents of a collection's folder: the files that are read, and those that are ignored."""

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from kb.model.collection import VOCABULARY
from kb.model.entries import FOLDERS
from kb.model.problems import Problem
from kb.model.scalars import ID
from kb.reading.decoding import BIGGEST
from kb.reading.did_you_mean import did_you_mean
from kb.reading.did_you_mean import nearest as nearest_of

LONGEST_ID = 80
OTHERS = frozenset({"schema", "vocabulary", *FOLDERS})  # folders that have a place in a collection

KNOWN = ", ".join(sorted(OTHERS))
ENDINGS = (".yaml", ".yml")
MOVE = "move it to the folder of its kind, or out of the collection"
COPY = (
    "`{there}` is already there; if this is a copy of it, delete it or move it out of the"
    " collection; if not, give it another name"
)
OR_OUT = "if it's an entry, {do} {wanted}; if not, move it out of the collection"

# With any ending, and in small letters or capitals.
DEVICES = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9])(\..*)?", re.IGNORECASE)


def is_windows_device(name: str) -> bool:
    """Whether Windows reserves the name for a device, so that no file can have it."""
    return DEVICES.fullmatch(name) is not None


@dataclass(frozen=True)
class Found:
    """A file to read: its path from the folder, and its kind of entry, vocabulary list or
    `collection`.
    """

    path: str
    kind: str
    id: str


class Folder:
    """A collection's folder, scanned once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.real = folder.resolve()
        self.problems: list[Problem] = []
        self.files = tuple(sorted(self._look(), key=lambda found: found.path))

    def _look(self) -> Iterator[Found]:
        for entry in self._inside(self.folder):
            if entry.name == "collection.yaml":
                yield from self._file(entry, "", "collection", "collection")
            elif entry.name in FOLDERS:
                yield from self._entries(Path(entry), FOLDERS[entry.name])
            elif entry.name == "vocabulary":
                yield from self._vocabulary(Path(entry))
            elif entry.name != "schema":
                self._strays(Path(entry), ["collection.yaml"])

    def _entries(self, folder: Path, kind: str) -> Iterator[Found]:
        for entry in self._inside(folder):
            stem = entry.name.removesuffix(".yaml")
            if stem != entry.name and not entry.is_dir():
                if is_windows_device(stem):
                    self._note(
                        Path(entry),
                        "stray-file",
                        f"Windows keeps the name `{stem}` for a device and can't hold this file",
                        self._cure(Path(entry), f"{folder.name}/{stem}-{kind}.yaml"),
                    )
                elif re.fullmatch(ID, stem) and len(stem) <= LONGEST_ID:
                    yield from self._file(entry, f"{folder.name}/", kind, stem)
                else:
                    self._note(
                        Path(entry),
                        "stray-file",
                        f"the name `{entry.name[:80]}` can't be made into an id",
                        self._rename(Path(entry)),
                    )
            elif entry.is_dir():
                self._nothing_read(Path(entry), self._out_of, deep=True)
            else:
                self._note(
                    Path(entry),
                    "stray-file",
                    f"`{entry.name[:80]}` is ignored: only .yaml files are read",
                    self._rename(Path(entry)),
                )

    def _vocabulary(self, folder: Path) -> Iterator[Found]:
        for entry in self._inside(folder):
            stem = entry.name.removesuffix(".yaml")
            if stem != entry.name and stem in VOCABULARY:
                yield from self._file(entry, "vocabulary/", stem, stem)
            else:
                names = [f"{name}.yaml" for name in VOCABULARY]
                self._strays(Path(entry), names, f"the lists are {', '.join(names)}")

    def _inside(self, folder: Path) -> Iterator["os.DirEntry[str]"]:
        """The contents of a folder, without hidden files, backups and links that lead outside."""
        try:
            with os.scandir(folder) as listed:  # knows of most what they are without asking again
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError as error:
            self._note(
                folder,
                "unreadable-file",
                f"the folder can't be read: {error.strerror}",
                "check its permissions",
            )
            return
        for entry in entries:
            if entry.name.startswith((".", "__")) or entry.name.endswith("~"):
                continue
            if entry.is_symlink() and not self._leads_inside(Path(entry)):
                self._note(
                    Path(entry),
                    "link-outside",
                    "this link leads outside the collection, so it's ignored",
                    "put a copy of the file here",
                )
            else:
                yield entry

    def _leads_inside(self, path: Path) -> bool:
        try:
            return path.resolve(strict=True).is_relative_to(self.real)
        except (OSError, RuntimeError):
            return False

    def _file(self, entry: "os.DirEntry[str]", within: str, kind: str, id: str) -> Iterator[Found]:
        if entry.is_file():
            yield Found(f"{within}{entry.name}", kind, id)  # an id's letters are plain text
        else:
            self._note(
                Path(entry),
                "unreadable-file",
                "this isn't a regular file",
                "put a file in its place",
            )

    def _strays(self, path: Path, names: Sequence[str] = (), otherwise: str = MOVE) -> None:
        """Report YAML files that are ignored, here or one folder down; `names` are those that files
        have here.
        """
        if path.is_dir():
            nearest = did_you_mean(path.name, sorted(OTHERS), f"the folders are {KNOWN}")
            self._nothing_read(path, lambda _: nearest)
        elif path.suffix.lower() in (".yaml", ".yml", ".json"):
            message = f"`{path.name[:80]}` is ignored: it doesn't belong here"
            meant = nearest_of(path.name, names)
            there = [name for name in meant if (path.parent / name).exists()]
            cure = COPY.format(there=self.name(path.parent / there[0])) if there else ""
            self._note(
                path, "stray-file", message, cure or did_you_mean(path.name, names, otherwise)
            )

    def _nothing_read(self, folder: Path, cure: Callable[[Path], str], deep: bool = False) -> None:
        """Report the YAML files in a folder that isn't read, or at any depth, and a folder that is
        named like a file.
        """
        if folder.suffix.lower() in ENDINGS:
            said = f"`{folder.name[:80]}` is a folder"
            self._note(folder, "stray-file", said, "put a file in its place")
        for inner in map(Path, self._inside(folder)):
            if deep and inner.is_dir() and not inner.is_symlink():
                self._nothing_read(inner, cure, deep)
            elif inner.suffix.lower() in ENDINGS:
                said = f"nothing is read from the folder `{folder.name[:80]}`"
                self._note(inner, "stray-file", said, cure(inner))

    def _rename(self, path: Path) -> str:
        """What to do with a file among the entries that can't be one as it is."""
        spelt = unicodedata.normalize("NFKD", path.name.partition(".")[0].lower())
        letters = spelt.encode("ascii", "ignore").decode()
        id = re.sub("[^a-z0-9]+", "-", letters).strip("-")[:LONGEST_ID].strip("-")
        if not id:
            return f"use small letters, digits and single hyphens, and at most {LONGEST_ID} of them"
        return self._cure(path, f"{path.parent.name}/{id}.yaml")

    def _out_of(self, path: Path) -> str:
        """What to do with a file in a folder among the entries."""
        kind = path.relative_to(self.folder).parts[0]
        return self._cure(path, f"{kind}/{path.name}", "move it to")

    def _cure(self, path: Path, wanted: str, do: str = "rename it to") -> str:
        """How a file becomes the one wanted, unless something else has that name."""
        name = wanted.rpartition("/")[2]
        takers = (f"{folder}/{name}" for folder in FOLDERS)  # an id names one entry of all kinds
        there = next((one for one in takers if self._is_another(path, one)), "")
        if there:
            return COPY.format(there=there)
        is_yaml = path.suffix.lower() in ENDINGS
        return f"{do} {wanted}" if is_yaml else OR_OUT.format(do=do, wanted=wanted)

    def _is_another(self, path: Path, there: str) -> bool:
        found = self.folder / there
        return found.exists() and not found.samefile(path)

    def _note(self, path: Path, rule: str, message: str, hint: str) -> None:
        self.problems.append(Problem(self.name(path), 1, 1, "", message, hint, rule))

    def name(self, path: Path) -> str:
        """A path as problems show it: relative to the folder, with slashes and odd bytes made
        visible.
        """
        return os.fsencode(path.relative_to(self.folder).as_posix()).decode(
            "utf-8", "backslashreplace"
        )

    def read(self, found: Found) -> bytes:
        """The bytes of a file, up to one more than the limit. Raises OSError."""
        descriptor = os.open(
            f"{self.folder}/{found.path}",
            os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0),
        )
        with FileIO(descriptor) as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise OSError(0, "it isn't a regular file")
            # space for the limit costs more than reading does
            return file.readall() if status.st_size <= BIGGEST else file.read(BIGGEST + 1)
