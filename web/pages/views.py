"""The pages for readers: each view takes the request's State and hands one object to one template."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TypeVar

from flask import Blueprint, Response, abort, current_app, jsonify, render_template, request

from kb.model.entries import FOLDERS
from kb.model.schema import Filed
from web.core.reading_level import reading, remembered
from web.core.reload import state
from web.pages.about import about_page, term_shelves
from web.pages.changes import changes, days
from web.pages.claims import claim_page, claims_page
from web.pages.condition import condition_page
from web.pages.home import home_page
from web.pages.intervention import intervention_page
from web.pages.problems_page import problems_page
from web.pages.search_results import asked, results_page
from web.pages.sources import source_page, source_shelves
from web.parts.category_lists import intervention_shelves

pages = Blueprint("pages", __name__)

Entry = TypeVar("Entry", bound=Filed)


@pages.get("/")
def home() -> str:
    """What this is, the search box, and where to begin."""
    return render_template("home.html", home=home_page(state()))


@pages.get("/search")
def search() -> str:
    """Hits as answer cards, with what was understood."""
    return render_template("search.html", page=results_page(asked(request.args, state()), state()))


@pages.get("/interventions")
def interventions() -> str:
    """All interventions by category."""
    return render_template(
        "interventions.html",
        shelves=intervention_shelves(state()),
        withheld=_withheld("intervention"),
    )


@pages.get("/interventions/<id>")
def intervention(id: str) -> Response:
    """One intervention, its answer first, at the level its reader chose."""
    entry = _entry(state().library.interventions, id)
    wanted = reading(request.args, request.cookies)
    shown = intervention_page(entry, state().library, _today(), wanted)
    return remembered(render_template("intervention.html", page=shown), request)


@pages.get("/conditions/<id>")
def condition(id: str) -> str:
    """One condition, its red flags first."""
    entry = _entry(state().library.conditions, id)
    return render_template(
        "condition.html", condition=entry, page=condition_page(entry, state().library)
    )


@pages.get("/claims")
def claims() -> str:
    """All claims with their verdicts, or those an address chooses."""
    return render_template("claims.html", page=claims_page(request.args, state().library))


@pages.get("/claims/<id>")
def claim(id: str) -> str:
    """One claim, its verdict and why."""
    entry = _entry(state().library.claims, id)
    return render_template("claim.html", claim=entry, page=claim_page(entry, state().library))


@pages.get("/sources")
def sources() -> str:
    """All sources by kind."""
    return render_template("sources.html", shelves=source_shelves(state().library))


@pages.get("/sources/<id>")
def source(id: str) -> str:
    """One source, and what it is cited for."""
    entry = _entry(state().library.sources, id)
    return render_template("source.html", source=entry, page=source_page(entry, state().library))


@pages.get("/about")
def about() -> str:
    """How evidence is graded and classed here."""
    return render_template("about.html", page=about_page(state().library))


@pages.get("/terms")
def terms() -> str:
    """Every word used in a fixed sense."""
    return render_template("terms.html", shelves=term_shelves(state().library))


@pages.get("/changes")
def history() -> str:
    """What changed, newest first."""
    return render_template("changes.html", days=days(changes(state().library)))


@pages.get("/problems")
def problems() -> str:
    """What editors must put right; only there where editing was asked for."""
    if not current_app.config["EDIT"]:
        abort(404)
    return render_template("problems.html", page=problems_page(state()))


@pages.get("/healthz")
def health() -> Response:
    """Whether this serves, and how much, for machines that look after it."""
    library = state().library
    entries = sum(1 for _ in library.entries())
    return jsonify(
        status="ok",
        entries=entries,
        withheld=len(library.withheld),
        current=state().trouble is None,
    )


def _entry(shelf: Mapping[str, Entry], id: str) -> Entry:
    """The entry, or the page that says why there is none: it has errors (503) or never was (404)."""
    if id not in shelf:
        abort(
            503 if state().library.withheld.get(id) == FOLDERS[request.path.split("/")[1]] else 404
        )
    return shelf[id]


def _withheld(kind: str) -> tuple[str, ...]:
    return tuple(id for id, its_kind in state().library.withheld.items() if its_kind == kind)


def _today() -> date:
    return datetime.now(UTC).date()
