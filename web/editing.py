"""What editors see of the running collection: every problem, and what is served in spite of it."""

from dataclasses import dataclass
from itertools import groupby

from kb.problems import Problem
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
    return ProblemsPage(state.trouble, tuple(sorted(state.library.kept)), tuple(sorted(state.library.withheld)), files)
