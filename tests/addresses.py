"""The addresses of every kind of page. They are written down, for every test process reads them at
its start; a test compares them with the application's own routes, so a page that is added is seen.
"""

import re
from collections.abc import Iterator
from itertools import product

from flask import Flask
from werkzeug.routing import Rule

from kb.model.entries import FOLDERS
from kb.model.library import Library
from web.core.links import entry_url

# The pages of readers, and those that only editors have, as they are registered.
ROUTES = (
    "/",
    "/about",
    "/api",
    "/basket",
    "/changes",
    "/claims",
    "/claims/<words>",
    "/compare",
    "/conditions/<id>",
    "/conditions/<id>/leaflet",
    "/data",
    "/freshness",
    "/gaps",
    "/guidelines",
    "/interventions",
    "/interventions/<id>",
    "/interventions/<id>/leaflet",
    "/matrix",
    "/search",
    "/sources",
    "/sources/<id>",
    "/terms",
)
FOR_EDITORS = ("/problems",)
# What goes where a route has a parameter other than the id of an entry.
PARAMETERS = {"filename": "style.css", "ending": "ris", "number": "1"}
# Pages in states that change what is on them. Each begins with a route.
STATES = (
    "/search?q=heat&stage=acute",
    "/search?q=back+pain",
    "/search?q=zzzqqqxxx",
    "/interventions/<id>?level=plain&folds=open",
    "/interventions/<id>?level=clinician&folds=open",
    "/interventions/<id>?level=study&folds=open",
    "/conditions/<id>?level=plain",
    "/conditions/<id>?level=study",
    "/claims?verdict=contradicted",
    "/changes?kind=claim",
    "/search?q=yoga&level=plain",
    "/compare?with=yoga&with=massage&level=plain",
    "/claims?level=plain",
    "/sources?q=review&design=systematic-review",
    "/claims/<words>?level=plain",
    "/matrix?outcome=pain&outcome=function&outcome=work&outcome=sleep&outcome=recurrence"
    "&outcome=responder",
    "/matrix?stage=acute&sort=magnitude&by=function&category=drug",
    "/guidelines?stage=acute&bodies=disagree",
    "/gaps?stage=acute&outcome=pain",
    "/compare?with=yoga",
    "/compare?with=acupuncture&with=massage&with=yoga&with=spinal-manipulation",
)
EVERY_PAGE = (*ROUTES, *STATES)


def filled(address: str, library: Library) -> str:
    """The address with each parameter of its route filled in: for an id, the fullest entry's.

    Raises `LookupError` for a parameter that nothing is known to go in.
    """
    folder = address.split("/")[1]

    def value(parameter: re.Match[str]) -> str:
        if parameter[1] not in ("id", "words"):
            return PARAMETERS[parameter[1]]
        entries = getattr(library, folder if folder in FOLDERS else "interventions")
        fullest = max(entries, key=lambda id: (len(entries[id].model_dump_json()), id))
        return (
            entry_url(entries[fullest]).rpartition("/")[2] if parameter[1] == "words" else fullest
        )

    return re.sub(r"<(?:[^<>:]*:)?(\w+)>", value, address)


def every_address(app: Flask, library: Library) -> Iterator[str]:
    """Every address, with each id where it takes one."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            yield from of_route(rule.rule, library)
    for state, entry in product(STATES, library.interventions):
        yield state.replace("<id>", entry) if "<words>" not in state else "/claims"


def of_route(route: str, library: Library) -> Iterator[str]:
    """The addresses of a route: one for each entry where it takes one."""
    folder = route.split("/")[1]
    entries = getattr(library, folder).values() if folder in FOLDERS else library.entries()
    if "<id>" not in route and "<words>" not in route:
        yield filled(route, library)
        return
    for entry in entries:
        words = entry_url(entry).rpartition("/")[2]
        yield filled(route.replace("<id>", entry.id).replace("<words>", words), library)


def routes(app: Flask) -> list[str]:
    """The routes of all pages, as they are registered: `/interventions/<id>`."""
    library = app.extensions["live"].state.library
    rules = (rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()))
    return [rule.rule for rule in rules if _is_page(rule, app, library)]


def _is_page(rule: Rule, app: Flask, library: Library) -> bool:
    address = filled(rule.rule, library)
    with app.test_client().get(address) as response:
        page = response.mimetype == "text/html" and response.location is None
        known = response.status_code == 200 or not page
        assert known, f"{rule.rule} has no page at {address}: say in PARAMETERS what goes in it"
    return page
