"""What a reader gets instead of a page: what happened, in a sentence, and where to go from here."""

import logging
import re
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import quote

from flask import Flask, Request, Response, current_app, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from kb.model.entries import FOLDERS, Intervention
from kb.model.library import Library
from search.engines.protocol import Unavailable
from web.core import wording
from web.core.entry_lookup import NoVersion
from web.core.links import Link, entry_url
from web.core.query_args import NoFile
from web.core.reload import state
from web.core.security import FORMS, OPEN
from web.parts.nearest_entries import nearest

SUGGESTIONS = 5
API = re.compile("(/c/[^/]*)?/api/")  # also of a collection that isn't served
RETRY_AFTER = 30  # seconds
SEARCHES = ("/search", "/api/v1/search", "/api/v1/suggest")
log = logging.getLogger(__name__)


Near = Callable[[str], tuple[Link, ...]]


def register(app: Flask, near: Near | None = None, page: str = "error.html") -> None:
    """Answer errors with pages, and with problem details below /api/ and for files. `near` gives
    what is nearest to an address that leads nowhere, by default entries; `page` is the template.
    """
    app.register_error_handler(HTTPException, partial(_say, near or _near_entries, page))
    app.register_error_handler(Unavailable, partial(_unavailable, page))
    app.register_error_handler(500, _fail)


def _near_entries(path: str) -> tuple[Link, ...]:
    return suggestions(path, state().library)


def _say(near: Near, page: str, error: HTTPException) -> Response:
    code = error.code or 500
    if code == 404 and (address := _written_right(request)):
        return Response(status=308, headers={"Location": address})
    title, text = wording.ERRORS.get(code, (error.name, wording.ERRORS[400][1]))
    if isinstance(error, NoFile):
        return _answer(_problem(code, title, str(error.description)), error)
    if isinstance(error, NoVersion):
        title, text = wording.NO_SUCH_VERSION, str(error.description)
    nearest = near(request.path) if code == 404 else ()
    nearest = nearest[:1] if isinstance(error, NoVersion) else nearest
    if API.match(request.path):
        names = (link.url.rstrip("/").rpartition("/")[2] for link in nearest)
        also = wording.NEAREST.format(names=", ".join(names)) if nearest else ""
        return _answer(
            _problem(
                code,
                title,
                (error.description if code == 400 and error.description else text) + also,
            ),
            error,
        )
    return _answer(
        Response(render_template(page, code=code, title=title, text=text, nearest=nearest)),
        error,
    )


def _unavailable(page: str, error: Unavailable) -> Response:
    """A service that it takes can't answer; why is for us and not for readers."""
    log.error("not available: %s", error)
    searching = request.path.startswith(SEARCHES)
    title, text = wording.NO_SEARCH if searching else wording.NO_PAGE
    answer = (
        _problem(503, title, text)
        if API.match(request.path)
        else Response(render_template(page, code=503, title=title, text=text, nearest=()))
    )
    answer.headers["Retry-After"] = str(RETRY_AFTER)
    return _answer(answer, ServiceUnavailable())


def _written_right(request: Request) -> str:
    """The address asked for without the stroke at its end, and without capitals but for programs,
    where such a page may be; else empty.
    """
    # never two strokes at the beginning, which would name another host
    path = "/" + request.path.strip("/")
    path = path if API.match(request.path) else path.lower()
    there = path != request.path and current_app.url_map.bind("").test(path, "GET")
    query = quote(request.query_string, safe="%=&+;,:/?@[]")
    return quote(path) + (f"?{query}" if query else "") if there else ""


def _fail(error: HTTPException) -> Response:
    """Nothing of the frame is used here: it may be what failed."""
    if API.match(request.path):
        return _answer(
            _problem(500, *wording.ERRORS[500]),
            error,
        )
    return Response(render_template("failure.html"), 500)


def _problem(code: int, title: str, detail: str) -> Response:
    """An error as programs read it: RFC 9457, problem details."""
    response = jsonify(type="about:blank", status=code, title=title, detail=detail)
    response.content_type = "application/problem+json"
    return response


def _answer(response: Response, error: HTTPException) -> Response:
    response.status_code = error.code or 500
    if response.status_code == 405:
        more = (
            ", POST"
            if request.path in FORMS
            else ", OPTIONS"
            if request.path.startswith(OPEN)
            else ""
        )
        response.headers["Allow"] = f"GET, HEAD{more}"
    return response


def suggestions(path: str, library: Library) -> tuple[Link, ...]:
    """The entries nearest to the address's last part without the ending of a file, nearest first;
    before them treatments that it is another name or a medicine of.
    """
    folder, _, rest = path.strip("/").rpartition("/")
    id = rest.partition(".")[0]
    also = _called(id, library) if folder in ("", "interventions") else ()
    found = (*also, *nearest(id, library.alike(id), SUGGESTIONS, FOLDERS.get(folder, "")))
    links = dict.fromkeys(Link(entry.title, entry_url(entry)) for entry in found)
    return tuple(links)[:SUGGESTIONS]


def _called(id: str, library: Library) -> Iterator[Intervention]:
    """The treatments of which this, in words, is another name, and those of its class."""
    words = id.replace("-", " ").casefold()
    of_class = (
        one
        for kind in library.vocabulary.medicines.values()
        if any(words == name.casefold() for member in kind.members for name in member.names)
        for one in kind.means
    )
    named = (
        entry.id
        for entry in library.alike(id, "interventions")
        if isinstance(entry, Intervention)
        and any(words == name.casefold() for name in entry.synonyms)
    )
    for one in dict.fromkeys((*named, *of_class)):
        if one in library.interventions:
            yield library.interventions[one]
