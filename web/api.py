"""The same as JSON, for programs."""

from flask import Blueprint, Response, abort, jsonify, request

from kb.records import record
from web.links import entry_url
from web.live import state
from web.results import asked, search_request

api = Blueprint("api", __name__, url_prefix="/api/v1")


@api.get("/search")
def search() -> Response:
    """Hits, as `kb search --json` prints them."""
    return jsonify(state().index.search(search_request(asked(request.args, state().library))).as_json())


@api.get("/entries")
def entries() -> Response:
    """Every entry by kind and id, with its address."""
    return jsonify(
        entries=[{"id": entry.id, "kind": entry.kind, "title": entry.title, "url": entry_url(entry)} for entry in state().library.entries()]
    )


@api.get("/entries/<id>")
def entry(id: str) -> Response:
    """One entry with everything derived, as `kb show --json` prints it."""
    found = state().library.entry(id)
    if found is None:
        abort(503 if id in state().library.withheld else 404)
    return jsonify(record(found, state().library))
