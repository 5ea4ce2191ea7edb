"""git, through its command: fixed arguments, no shell, nothing of the user's hooks or pagers.

Objects are written first; then one `update-ref` that says what it expects makes them count. What
is killed in between leaves objects that nothing names, and nothing else.
"""

import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

PATIENCE = 60  # seconds for one command; the slowest is a first push
NONE = "0" * 40
COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
BRANCHES = "refs/heads/"
# What a shell around us may have set, and what must be the same on every machine.
NEVER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE")
ALWAYS = {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
SETTINGS = (
    "-c", "core.hooksPath=/dev/null",
    "-c", "core.quotePath=false",
    "-c", "core.fsync=all",  # what was saved is there after a power cut
    "-c", "commit.gpgSign=false",
    "-c", "gc.auto=0",
    "-c", "i18n.commitEncoding=UTF-8",
    "-c", "user.useConfigOnly=true",
    "--literal-pathspecs",
)  # fmt: skip
TAKEN_OFF = " .,:;<>\"\\'"  # from the ends of an author's name, by git


class GitFailed(RuntimeError):
    """A command that could not do what it was asked; the text is what git says."""


class Moved(RuntimeError):
    """A reference was not what was expected: somebody else was faster."""


@dataclass(frozen=True)
class Person:
    """Who writes, as git keeps it."""

    name: str
    email: str

    @property
    def key(self) -> str:
        """What tells them from others, whatever git makes of their name."""
        return key_of(self.name)


def key_of(name: str) -> str:
    """A name as it is compared: in small letters, without the ends that git takes off, and with
    letters that look the same but for their width or style being the same.
    """
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold().strip(TAKEN_OFF)


class Git:
    """The git of one repository; no command may take longer than `patience` seconds."""

    def __init__(self, folder: Path, patience: float = PATIENCE) -> None:
        self.folder, self._patience = folder, patience
        self._command = shutil.which("git") or "git"
        self._settings = {k: v for k, v in os.environ.items() if k not in NEVER} | ALWAYS

    def __call__(
        self, *words: str, given: bytes = b"", more: Mapping[str, str] | None = None
    ) -> bytes:
        """What a command prints; raises `GitFailed`."""
        done = self.run(*words, given=given, more=more)
        if done.returncode:
            raise GitFailed(done.stderr.decode("utf-8", "replace").strip())
        return done.stdout

    def run(
        self, *words: str, given: bytes = b"", more: Mapping[str, str] | None = None
    ) -> "subprocess.CompletedProcess[bytes]":
        """A command with what it printed, however it ended."""
        try:
            return subprocess.run(  # noqa: S603 - a list of words, each ours or checked
                [self._command, *SETTINGS, "-C", str(self.folder), *words],
                input=given,
                capture_output=True,
                check=False,
                timeout=self._patience,
                env={**self._settings, **(more or {})},
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise GitFailed(str(error)) from error

    def line(self, *words: str) -> str:
        """What a command prints, as one line of text."""
        return self(*words).decode("utf-8", "replace").strip()

    def resolved(self, name: str) -> str | None:
        """The commit a reference names, or None; a branch's is mostly read without a process."""
        if name.startswith(BRANCHES) and (there := self._loose(name)):
            return there
        done = self.run("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        return done.stdout.decode().strip() or None

    def _loose(self, name: str) -> str:
        """What the file of a reference says, or "" where it has none or is kept otherwise."""
        try:
            said = (self._own / name).read_bytes().decode("utf-8", "replace").strip()
        except OSError:
            return ""
        return said if COMMIT.fullmatch(said) else ""

    @cached_property
    def _own(self) -> Path:
        """git's own folder, which the working trees of a repository share."""
        return self.folder / self.line("rev-parse", "--git-common-dir")

    def file(self, commit: str, path: str) -> bytes | None:
        """The bytes of a file in a commit, or None if it has none."""
        done = self.run("cat-file", "blob", f"{commit}:{path}")
        return done.stdout if done.returncode == 0 else None

    def files(self, commit: str, folder: str) -> dict[str, str]:
        """Every ordinary file below a folder with the name of its blob."""
        listed = self("ls-tree", "-r", "-z", f"{commit}:{folder}" if folder else commit)
        rows = (row.split("\t", 1) for row in listed.decode("utf-8", "replace").split("\0") if row)
        return {
            path: about.split()[2] for about, path in rows if about.split()[0].startswith("100")
        }

    def blobs(self, names: Sequence[str]) -> dict[str, bytes]:
        """The bytes of many blobs at once."""
        printed = self("cat-file", "--batch", given="".join(f"{n}\n" for n in names).encode())
        found, at = {}, 0
        for name in names:
            end = printed.index(b"\n", at)
            size = int(printed[at:end].split()[2])
            found[name] = printed[end + 1 : end + 1 + size]
            at = end + size + 2
        return found

    def tree_with(self, commit: str, path: str, data: bytes) -> str:
        """The tree of a commit with one file in it being something else."""
        blob = self("hash-object", "-w", "--stdin", given=data).decode().strip()
        return self._tree_with(f"{commit}^{{tree}}", path.split("/"), blob)

    def _tree_with(self, tree: str, steps: Sequence[str], blob: str) -> str:
        listed = self("ls-tree", "-z", tree) if tree else b""
        rows = {row.split(b"\t", 1)[1]: row for row in listed.split(b"\0") if row}
        name = steps[0].encode()
        if steps[1:]:
            old = rows.get(name, b"").split(b"\t")[0].split()
            below = old[2].decode() if old and old[1] == b"tree" else ""
            rows[name] = f"040000 tree {self._tree_with(below, steps[1:], blob)}\t".encode() + name
        else:
            rows[name] = f"100644 blob {blob}\t".encode() + name
        return self("mktree", "-z", given=b"\0".join(rows.values()) + b"\0").decode().strip()

    def commit(self, tree: str, parents: Sequence[str], message: str, author: Person) -> str:
        """Write a commit that nothing names yet."""
        return (
            self(
                "commit-tree",
                tree,
                *(word for parent in parents for word in ("-p", parent)),
                "-F",
                "-",
                given=message.encode(),
                more={"GIT_AUTHOR_NAME": author.name, "GIT_AUTHOR_EMAIL": author.email},
            )
            .decode()
            .strip()
        )

    def point(self, reference: str, new: str, old: str, why: str) -> None:
        """Let a reference name a commit, if it still names `old`; raises `Moved` if not."""
        done = self.run("update-ref", "-m", why, "--create-reflog", reference, new, old)
        if done.returncode == 0:
            return
        said = done.stderr.decode("utf-8", "replace").strip()
        if (self.resolved(reference) or NONE) != old:
            raise Moved(said)
        raise GitFailed(said)

    def merged_text(self, base: bytes, mine: bytes, theirs: bytes) -> bytes | None:
        """Both sides' changes of a text line by line, or None if they touch the same lines."""
        with TemporaryDirectory() as folder:
            paths = [Path(folder) / name for name in ("mine", "base", "theirs")]
            for path, data in zip(paths, (mine, base, theirs), strict=True):
                path.write_bytes(data)
            done = self.run("merge-file", "--stdout", "--quiet", *map(str, paths))
        return done.stdout if done.returncode == 0 else None
