"""What editors see of the running collection: every problem, and what is served in spite of it."""

from dataclasses import dataclass
from itertools import groupby

from kb.model.entries import FOLDERS
from kb.model.library import Library
from kb.model.problems import Problem
from web.core.links import FOLDER_OF
from web.core.reload import State


@dataclass(frozen=True)
class Faults:
    """What an editor is told on the page of an entry whose file has errors: how many, the line of the first, and where all are listed.

    `kept` says that the page shows what the file last was.
    """

    count: int
    line: int
    url: str
    kept: bool


@dataclass(frozen=True)
class ProblemFile:
    """A file and what must be put right in it; `url` is the page of its entry, empty where it has none."""

    name: str
    url: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class ProblemsPage:
    """Everything the page of problems needs."""

    trouble: str | None
    kept: tuple[str, ...]
    withheld: tuple[str, ...]
    files: tuple[ProblemFile, ...]


def problems_page(state: State) -> ProblemsPage:
    """All problems, by file."""
    problems = sorted(state.problems)
    by_file = groupby(problems, key=lambda problem: problem.file)
    files = tuple(
        ProblemFile(name, _url(name, state.library), tuple(found)) for name, found in by_file
    )
    withheld = tuple(
        sorted(f"{FOLDER_OF[kind]}/{id}.yaml" for id, kind in state.library.withheld.items())
    )
    return ProblemsPage(state.trouble, _kept(state.library), withheld, files)


def faults(address: str, state: State) -> Faults | None:
    """The errors of the file behind the address of an entry's page, or None where there are none."""
    name = f"{address.removeprefix('/')}.yaml"
    lines = [
        problem.line
        for problem in state.problems
        if problem.file == name and problem.severity == "error"
    ]
    return (
        Faults(len(lines), min(lines), f"/problems#{name}", name in _kept(state.library))
        if lines
        else None
    )


def _url(name: str, library: Library) -> str:
    folder, _, id = name.removesuffix(".yaml").partition("/")
    known = folder in FOLDERS and (
        id in getattr(library, folder) or library.withheld.get(id) == FOLDERS[folder]
    )
    return f"/{folder}/{id}" if known else ""


def _kept(library: Library) -> tuple[str, ...]:
    """The files whose entries are served as they last were."""
    return tuple(
        sorted(
            f"{FOLDER_OF[entry.kind]}/{entry.id}.yaml"
            for entry in library.entries()
            if entry.id in library.kept
        )
    )
