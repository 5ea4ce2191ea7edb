"""The page about the API, for people: what it can be asked, and where its full description is."""

from flask import Blueprint, render_template

from web.api.operations import OPERATIONS, ROOT
from web.core.reload import state

blueprint = Blueprint("api_page", __name__)


@blueprint.get("/api")
def api() -> str:
    """Every operation with its parameters."""
    library = state().library
    asked = tuple((operation, operation.parameters(library)) for operation in OPERATIONS)
    return render_template("api.html", operations=asked, root=ROOT)
