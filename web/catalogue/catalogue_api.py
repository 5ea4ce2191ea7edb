"""What machines ask of all collections: a search, suggestions, whether all is well, the sitemap."""

import json
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, request

from search.answering.results import Request
from search.answering.suggestions import SUGGESTIONS
from web.api.operations import MOST_HITS, MOST_SUGGESTIONS, ROOT
from web.api.parameters import Count, Words, read
from web.catalogue.catalogue_pages import catalogue
from web.catalogue.combined_search import Found, search_all, suggest_all
from web.catalogue.members import FOLDER, Member
from web.core.base_path import moved
from web.parts.search_args import typed
from web.site.health import condition
from web.site.sitemap import NOT_FOR_ROBOTS, files, index_of, robots_text

blueprint = Blueprint("catalogue_api", __name__)
SEARCH = (
    Words("q", "The search text; empty finds everything."),
    Count("limit", "Hits of each collection.", 3, MOST_HITS),
)
SUGGEST = (
    Words("q", "The text typed so far."),
    Count("limit", "Maximum number of suggestions.", SUGGESTIONS, MOST_SUGGESTIONS),
)


@blueprint.get(f"{ROOT}/search")
def search() -> Response:
    """What each collection finds, as it answers by itself, the best first."""
    asked = read(SEARCH, request.args)
    text, _ = typed(request.args)
    found = search_all(catalogue(), Request(text, limit=int(str(asked["limit"]))))
    return jsonify(
        query=text,
        total=found.total,
        collections=[_answer(one) for one in found.found],
        failed=[member.id for member in found.failed],
    )


def _answer(found: Found) -> dict[str, Any]:
    path = found.member.path
    told = moved(json.dumps(found.results.as_json()), path, "application/json")
    return {
        "id": found.member.id,
        "title": found.state.library.collection.title,
        "url": f"{path}/",
        "results": json.loads(told),
    }


@blueprint.get(f"{ROOT}/suggest")
def suggest() -> Response:
    """Completions for the text typed so far, each with the collection it is from."""
    asked = read(SUGGEST, request.args)
    text = request.args.get("q", "")
    found = suggest_all(catalogue(), text, int(str(asked["limit"])))
    return jsonify(
        query=text,
        suggestions=[
            {**asdict(one.suggestion), "collection": one.state.library.collection.title}
            for one in found
        ],
    )


@blueprint.get("/healthz")
def health() -> Response:
    """The state of each collection, by id."""
    told = {member.id: _health(member) for member in catalogue()}
    return jsonify(
        status="ok", current=all(one["current"] for one in told.values()), collections=told
    )


def _health(member: Member) -> dict[str, Any]:
    if member.app is None:
        return {"status": "not served", "current": False, "why": str(member.fault)}
    return condition(member.state)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """What search engines should not read, of all collections."""
    closed = ("/search", "/api/", *(f"{FOLDER}/*{path}" for path in NOT_FOR_ROBOTS))
    return robots_text(closed)


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """The files of all collections' sitemaps."""
    if not current_app.config["PUBLIC"]:
        abort(404)
    return index_of(
        file for member in catalogue() if member.app for file in files(member.app, member.state)
    )
