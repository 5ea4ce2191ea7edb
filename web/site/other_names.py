"""Names that readers may try for a page, each of which leads to its address."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

blueprint = Blueprint("other_names", __name__)
NAMES = {
    "/map": "/matrix",
    "/treatments": "/interventions",
    "/glossary": "/terms",
    "/api/v1": "/api",
}


def _lead(to: str) -> Response:
    query = request.query_string.decode("ascii", "ignore")
    return redirect(f"{to}?{query}" if query else to, 301)


for name, address in NAMES.items():
    blueprint.add_url_rule(name, name.strip("/"), _lead, defaults={"to": address})
