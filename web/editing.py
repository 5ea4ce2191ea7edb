"""What editors see of the running collection: every problem, and what is served in spite of it."""

from dataclasses import dataclass
from itertools import groupby

from kb.library import Library
from kb.problems import Problem
from web.links import FOLDER_OF
from web.live import State


@dataclass(frozen=True)
class ProblemFile:
    """A file and what must be put right in it."""

    name: str
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
    files = tuple(ProblemFile(name, tuple(found)) for name, found in groupby(problems, key=lambda problem: problem.file))
    withheld = tuple(sorted(f"{FOLDER_OF[kind]}/{id}.yaml" for id, kind in state.library.withheld.items()))
    return ProblemsPage(state.trouble, _kept(state.library), withheld, files)


def _kept(library: Library) -> tuple[str, ...]:
    """The files whose entries are served as they last were."""
    return tuple(sorted(f"{FOLDER_OF[entry.kind]}/{entry.id}.yaml" for entry in library.entries() if entry.id in library.kept))
