"""Leaflets: an intervention or a condition in plain words on one sheet of paper."""

from flask import Blueprint, render_template

from web.core.entry_lookup import entry_or_abort
from web.core.reload import state
from web.pages.condition_page import condition_page
from web.parts.plain_entry import plain_entry

blueprint = Blueprint("leaflets", __name__)


@blueprint.get("/interventions/<id>/leaflet")
def of_intervention(id: str) -> str:
    """One intervention on one sheet."""
    library = state().library
    page = plain_entry(entry_or_abort(library.interventions, id), library)
    return render_template("leaflet.html", page=page)


@blueprint.get("/conditions/<id>/leaflet")
def of_condition(id: str) -> str:
    """One condition on one sheet."""
    library = state().library
    entry = entry_or_abort(library.conditions, id)
    page = condition_page(entry, library)
    return render_template("condition_leaflet.html", condition=entry, page=page)
