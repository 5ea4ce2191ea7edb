"""The same as JSON, for programs: read strictly, described by its own document, open to every
origin, and told when nothing changed.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import cast

from flask import Blueprint, Response, abort, current_app, g, jsonify, request

from kb.export.json_records import record
from kb.model.entries import Entry
from kb.model.marked import Question
from kb.overviews.found_rows import SOURCES, FoundIds, listing
from web.api.openapi import document
from web.api.operations import ROOT, operation_at
from web.api.parameters import count, list_part, parameters, read, refuse_unknown
from web.core.links import entry_url
from web.core.reload import state
from web.core.security import is_open
from web.parts.search_args import search_args, search_request

blueprint = Blueprint("api", __name__, url_prefix=ROOT)
CORS = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag"}


@blueprint.before_app_request
def takeparameters() -> None:
    """Read what is asked of any operation, wherever its view is; what is not known is refused,
    never passed over.
    """
    rule = request.url_rule.rule if request.url_rule else ""
    operation = operation_at(rule) if rule.startswith(ROOT) else None
    if operation:
        g.parameters = read(operation.parameters(state().library), request.args)
    elif rule.startswith(ROOT):
        refuse_unknown((), request.args)


@blueprint.after_app_request
def answer(response: Response) -> Response:
    """Any page of any site may read data, errors included."""
    if is_open(request.path):
        response.headers.update(CORS)
    return response


@blueprint.get("/search")
def search() -> Response:
    """Hits, as `kb search --json` prints them."""
    question = search_request(search_args(request.args, state()))
    limit, page = count("limit"), count("page")
    explain = parameters()["explain"] == ("1",)
    found = (
        state()
        .index.search(replace(question, limit=limit, offset=(page - 1) * limit, explain=explain))
        .as_json()
    )
    response = jsonify(found)
    # How long it took is another number each time; what was found is the same as long as the
    # content is.
    response.set_etag(_tag(str({**found, "took_ms": 0})))
    return response


@blueprint.get("/suggest")
def suggest() -> Response:
    """Completions for the text typed so far."""
    typed = request.args.get("q", "")
    return jsonify(
        query=typed,
        suggestions=[asdict(one) for one in state().index.suggest(typed, count("limit"))],
    )


@blueprint.get("/entries")
def entries() -> Response:
    """Entries by kind and id, each with its address."""
    kinds = cast(tuple[str, ...], parameters().get("kind") or ())
    found = FoundIds(listing(kinds), state().marked)
    shown = [
        {"id": entry.id, "kind": entry.kind, "title": entry.title, "url": entry_url(entry)}
        for entry in _entries(found[list_part()])
    ]
    return jsonify(total=len(found), entries=shown)


@blueprint.get("/entries/<id>")
def entry(id: str) -> Response:
    """One entry with everything derived, as `kb show --json` prints it."""
    found = state().library.entry(id)
    if found is None:
        abort(503 if id in state().library.withheld else 404)
    return jsonify(record(found, state().library))


@blueprint.get("/sources")
def sources() -> Response:
    """Sources with all their fields, by id."""
    found = FoundIds(Question((SOURCES,), order="id"), state().marked)
    shown = [record(source, state().library) for source in _entries(found[list_part()])]
    return jsonify(total=len(found), sources=shown)


def _entries(ids: Sequence[str]) -> list[Entry]:
    library = state().library
    library.expect(ids)
    return [entry for entry in map(library.entry, ids) if entry]


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """What can be asked here, and what is answered."""
    return jsonify(document(state().library, str(current_app.config["PUBLIC"])))


def _tag(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
