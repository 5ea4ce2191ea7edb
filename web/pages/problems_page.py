"""What editors see of the running collection: every problem, and what is served all the same."""

from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, abort, current_app, render_template

from kb.model.entries import FOLDERS
from kb.model.library import Library
from kb.model.problems import Problem
from web.core.links import FOLDER_OF
from web.core.reload import State, Trouble, state
from web.parts.file_errors import files_kept

blueprint = Blueprint("problems", __name__)
# Rules about a file itself, whose problems are at its line 1 for want of another.
OF_FILES = frozenset(
    {
        "empty-file",
        "ids-unique-across-kinds",
        "link-outside",
        "missing-file",
        "no-unused-sources",
        "not-loaded",
        "size",
        "stray-file",
        "unreadable-file",
    }
)


@dataclass(frozen=True)
class ProblemFile:
    """A file and what to fix in it; `url` is the page of its entry, empty if it has none."""

    name: str
    url: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class ProblemsPage:
    """Everything the page of problems needs; `of_files` are the rules about files as a whole."""

    trouble: Trouble | None
    kept: tuple[str, ...]
    withheld: tuple[str, ...]
    files: tuple[ProblemFile, ...]
    errors: int
    warnings: int
    of_files: frozenset[str] = OF_FILES


@blueprint.get("/problems")
def problems() -> str:
    """What editors must fix; only there where editing is switched on."""
    if not current_app.config["EDIT"]:
        abort(404)
    return render_template("problems.html", page=problems_page(state()))


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
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    kept = files_kept(state.library)
    return ProblemsPage(state.trouble, kept, withheld, files, errors, warnings)


def _url(name: str, library: Library) -> str:
    folder, _, id = name.removesuffix(".yaml").partition("/")
    known = folder in FOLDERS and (
        id in getattr(library, folder) or library.withheld.get(id) == FOLDERS[folder]
    )
    return f"/{folder}/{id}" if known else ""
