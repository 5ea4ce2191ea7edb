"""The file itself, with its problems line by line."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.model.problems import Problem
from web.editing.conflict_page import conflicts_shown
from web.editing.guard import editors_only
from web.editing.proposal import Proposal
from web.editing.saving import Typed, save
from web.editing.workshop import known_proposal, who, workshop

blueprint = Blueprint("yaml_page", __name__)


@dataclass(frozen=True)
class YamlPage:
    """A draft as text."""

    proposal: Proposal
    title: str
    text: str
    problems: tuple[Problem, ...]

    @property
    def lines(self) -> tuple[tuple[int, str, tuple[Problem, ...]], ...]:
        """The lines that have problems, with their numbers."""
        lines = self.text.split("\n")
        numbers = sorted({problem.line for problem in self.problems})
        return tuple(
            (
                number,
                lines[number - 1] if number <= len(lines) else "",
                tuple(problem for problem in self.problems if problem.line == number),
            )
            for number in numbers
        )


@blueprint.get("/proposals/<entry>/<int:number>/yaml")
def text(entry: str, number: int) -> str:
    """The file."""
    proposal = known_proposal(entry, number)
    draft = workshop().draft_of(proposal)
    shown = draft.data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")
    own = tuple(problem for problem in draft.problems if problem.file == draft.file)
    page = YamlPage(proposal, draft.title, shown, own)
    return render_template("editing/yaml.html", page=page)


@blueprint.post("/proposals/<entry>/<int:number>/yaml")
@editors_only
def write(entry: str, number: int) -> Response | tuple[str, int]:
    """Save the file as typed, right or wrong."""
    proposal = known_proposal(entry, number)
    typed = request.form.get("text", "").replace("\r\n", "\n")

    def edited(before: bytes) -> bytes:
        data = typed if typed.endswith("\n") else f"{typed}\n"
        data = data.replace("\n", "\r\n") if b"\r\n" in before else data
        mark = "\ufeff" if before.startswith(b"\xef\xbb\xbf") else ""
        return f"{mark}{data}".encode("utf-8", "replace")

    what = Typed(request.form.get("from", ""), edited, who().person, {})
    saved = save(workshop().store, proposal, what)
    if saved.conflicts:
        return render_template("editing/conflicts.html", page=conflicts_shown(saved)), 409
    workshop().pushing.push(saved.proposal.name.reference)
    name = saved.proposal.name
    begun = 1 if name != proposal.name else None
    there = url_for("yaml_page.text", entry=name.entry, number=name.number, begun=begun)
    return redirect(there, code=303)
