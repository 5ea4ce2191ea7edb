"""Exports a whole collection for other programs: `kb export`."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kb.command.arguments import Misuse, refusing
from kb.command.diffing import FilesAt, changes_since, lines
from kb.command.terminal import Progress, say
from kb.export.collection_formats import COLLECTION_FORMATS, Files
from kb.export.edition import edition
from kb.export.release import release_files
from kb.export.whole_files import write_file, write_folder
from kb.model.library import Library

FINE = 0
RELEASE = "release"
NAMES = (*COLLECTION_FORMATS, RELEASE)


@dataclass(frozen=True)
class Task:
    """What to write: `file` is the name if it's a single file, `make` makes the files."""

    says: str
    file: str
    make: Callable[[], Files]


def export(arguments: Namespace, library: Library, files_at: FilesAt) -> int:
    """Export a collection without errors in one format, completely or not at all."""
    task = _task(arguments, library, files_at)
    _refuse_errors(library)
    out = arguments.out or Path(task.file or f"evidence-{arguments.format}")
    with Progress(f"exporting {arguments.format}"):
        files = _made(task)
        with refusing(f"can't write {out}"):
            _write(out, task, files)
    say(f"Wrote {out}: {task.says} ({sum(map(len, files.values())):,} bytes).")
    return FINE


def _task(arguments: Namespace, library: Library, files_at: FilesAt) -> Task:
    name = arguments.format
    if name not in NAMES:
        raise Misuse(f"no format {name!r}; use {', '.join(NAMES)}")
    if arguments.since and name != RELEASE:
        raise Misuse(f"--since is for {RELEASE}; kb diff {arguments.since} lists what changed")
    of = edition(library, arguments.version)
    if name == RELEASE:
        says = f"version {of.version} in every form, with checksums"
        return Task(says, "", lambda: _release(arguments, library, files_at))
    form = COLLECTION_FORMATS[name]
    return Task(form.says, form.file, lambda: form.make(library, of))


def _release(arguments: Namespace, library: Library, files_at: FilesAt) -> Files:
    changes = None
    if arguments.since:
        found = changes_since(arguments.since, library, files_at)
        changes = "".join(f"{line}\n" for line in lines(found))
    of, today = edition(library, arguments.version), datetime.now(UTC).date()
    return release_files(library, of, today, arguments.since, changes)


def _refuse_errors(library: Library) -> None:
    files = {problem.file for problem in library.problems if problem.severity == "error"}
    if files:
        raise Misuse(
            f"the collection has errors ({len(files)} withheld); fix what kb check lists"
            " before exporting"
        )


def _made(task: Task) -> Files:
    try:
        return task.make()
    except ImportError as error:
        raise Misuse(
            f"{error.name} is missing; install it with pip install 'evidence-kb[parquet]'"
        ) from error


def _write(out: Path, task: Task, files: Files) -> None:
    if task.file:
        write_file(out, files[task.file])
    else:
        write_folder(out, files)
