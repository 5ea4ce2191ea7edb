"""Reports of problems, one function per audience: people at a terminal, programs, and code hosts'
annotations.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

from kb.loading import Unreadable
from kb.model.entries import FOLDERS
from kb.model.library import Library
from kb.model.problems import Problem
from kb.reading.folder import Folder


@dataclass(frozen=True)
class Report:
    """The result of a check: files read, entries that can be served, problems; `folder` is the path
    from here to the problems' files.
    """

    folder: str
    files: int
    entries: int
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that withhold a file."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that don't withhold a file."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")


def checked(folder: Path, read: Callable[[], Library]) -> Report:
    """The report of a check; if the collection's own files have errors, they are listed like any
    other.
    """
    try:
        library = read()
    except Unreadable as error:
        if not any(
            problem.file == "collection.yaml" or problem.file.startswith("vocabulary/")
            for problem in error.problems
        ):
            raise
        return Report(str(folder), len(Folder(folder).files), 0, error.problems)
    return Report(
        str(folder), len(library.files), sum(1 for _ in library.entries()), library.problems
    )


def as_text(report: Report) -> str:
    """For people: errors, then warnings, each as `file:line:column: field: message` with hint and
    rule, and the counts last.
    """
    groups = [
        ("Errors, whose files are withheld", report.errors),
        ("Warnings, served all the same", report.warnings),
    ]
    parts = [
        f"{heading}\n\n{_listed(report.folder, problems)}\n"
        for heading, problems in groups
        if problems
    ]
    return "\n".join([*parts, _counts(report)])


def as_json(report: Report) -> str:
    """For programs: one object with `files`, `entries` and `problems`, in ASCII so that no encoding
    can break it.
    """
    problems = [asdict(problem) for problem in sorted(report.problems)]
    return json.dumps(
        {"files": report.files, "entries": report.entries, "problems": problems}, indent=2
    )


def as_github(report: Report) -> str:
    """For a code host: one workflow command per problem, shown at the line in a pull request, and
    the counts last.
    """
    return "\n".join(
        [
            *(_command(report.folder, problem) for problem in sorted(report.problems)),
            _counts(report),
        ]
    )


def _listed(folder: str, problems: tuple[Problem, ...]) -> str:
    by_file = groupby(sorted(problems), key=lambda problem: problem.file)
    return "\n\n".join(
        "\n".join(line for problem in of_file for line in _lines(folder, problem))
        for _, of_file in by_file
    )


def _lines(folder: str, problem: Problem) -> Iterator[str]:
    yield f"{folder}/{problem.file}:{problem.line}:{problem.column}: {_said(problem)}"
    yield f"    {problem.hint} [{problem.rule}]" if problem.hint else f"    [{problem.rule}]"


def _counts(report: Report) -> str:
    errors, warnings = _count(len(report.errors), "error"), _count(len(report.warnings), "warning")
    files, entries = _count(report.files, "file"), _count(report.entries, "entry", "entries")
    return f"{errors}, {warnings} in {files}; {entries} can be served."


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _command(folder: str, problem: Problem) -> str:
    where = {
        "file": f"{folder}/{problem.file}",
        "line": problem.line,
        "col": problem.column,
        "title": problem.rule,
    }
    place = ",".join(f"{name}={_property(str(value))}" for name, value in where.items())
    text = _said(problem) + (f"\n{problem.hint}" if problem.hint else "")
    return f"::{problem.severity} {place}::{_escaped(text)}"


def _said(problem: Problem) -> str:
    where = ", ".join(filter(None, (problem.field, problem.part)))
    return f"{where}: {problem.message}" if where else problem.message


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def counts_of(library: Library) -> dict[str, object]:
    """How much there is of what, as `kb stats` tells it."""
    shelves = {kind: getattr(library, folder) for folder, kind in FOLDERS.items()}
    return {
        "entries": {kind: len(shelf) for kind, shelf in shelves.items()},
        "findings": sum(
            len(intervention.findings) for intervention in library.interventions.values()
        ),
        "sources": len(library.sources),
        "claims": len(library.claims),
        "problems": len(library.problems),
    }
