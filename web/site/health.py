"""Whether the server works, and how much it serves, for machines that look after it."""

from typing import Any

from flask import Blueprint, Response, jsonify

from web.core.reload import State, state

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def health() -> Response:
    """The state of what is served."""
    return jsonify(condition(state()))


def condition(state: State) -> dict[str, Any]:
    """How much is served, whether it is up to date, and if not, why."""
    library, trouble = state.library, state.trouble
    return {
        "status": "ok",
        "entries": library.size,
        "withheld": len(library.withheld),
        "current": trouble is None,
        **({"since": trouble.since.isoformat(), "why": trouble.why} if trouble else {}),
    }
