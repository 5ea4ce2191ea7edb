"""Whether the server works, and how much it serves, for machines that look after it."""

from flask import Blueprint, Response, jsonify

from web.core.reload import state

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def health() -> Response:
    """The state of what is served."""
    library, trouble = state().library, state().trouble
    return jsonify(
        status="ok",
        entries=library.size,
        withheld=len(library.withheld),
        current=trouble is None,
        **({"since": trouble.since.isoformat(), "why": trouble.why} if trouble else {}),
    )
