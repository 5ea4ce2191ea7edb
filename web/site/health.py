"""Whether the server works, and how much it serves, for machines that look after it."""

from flask import Blueprint, Response, jsonify

from web.core.reload import state

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def health() -> Response:
    """The state of what is served."""
    library = state().library
    return jsonify(
        status="ok",
        entries=sum(1 for _ in library.entries()),
        withheld=len(library.withheld),
        current=state().trouble is None,
    )
