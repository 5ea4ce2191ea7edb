"""What a reader gets instead of a page: what happened, in a sentence, and where to go from here."""

from flask import Flask, Response, jsonify, render_template, request
from rapidfuzz import fuzz, process, utils
from werkzeug.exceptions import HTTPException

from kb.library import Library
from kb.model import Entry
from web.links import Link, entry_url
from web.live import state

# Addresses are compared up to this length: the longest id has 80 characters.
COMPARED = 100
SUGGESTIONS = 5
# Below this likeness (of 100) names have little to do with one another.
LIKENESS = 60
SAID = {
    404: ("There is no such page", "The address may be misspelt, or the entry has another name here."),
    405: ("This can only be read", "Pages here can be opened, not written to."),
    414: ("The address is too long", "Shorten the question and ask again."),
    503: (
        "Withheld while its editor puts it right",
        "This entry has errors. It is not shown until they are gone: a clinical page is right or absent.",
    ),
}


def register(app: Flask) -> None:
    """Answer errors with pages, and with JSON below /api/."""
    app.register_error_handler(HTTPException, _say)
    app.register_error_handler(500, _fail)


def _say(error: HTTPException) -> Response:
    code = error.code or 500
    title, text = SAID.get(code, (error.name, "The request could not be understood."))
    if request.path.startswith("/api/"):
        return _answer(jsonify(status=code, title=title, detail=text), error)
    nearest = suggestions(request.path, state().library) if code == 404 else ()
    return _answer(Response(render_template("error.html", code=code, title=title, text=text, nearest=nearest)), error)


def _fail(error: HTTPException) -> Response:
    """Nothing of the frame is used here: it may be what failed."""
    return Response(render_template("failure.html"), 500)


def _answer(response: Response, error: HTTPException) -> Response:
    response.status_code = error.code or 500
    if response.status_code == 405:
        response.headers["Allow"] = "GET, HEAD"
    return response


def suggestions(path: str, library: Library) -> tuple[Link, ...]:
    """The entries whose id or name is nearest to the address's last part, nearest first."""
    asked = path.rstrip("/").rsplit("/", 1)[-1][:COMPARED]
    entries: dict[str, Entry] = {entry.id: entry for entry in library.entries()}
    words = {id: f"{id} {entry.title}" for id, entry in entries.items()}
    near = process.extract(asked, words, scorer=fuzz.WRatio, processor=utils.default_process, limit=SUGGESTIONS, score_cutoff=LIKENESS)
    return tuple(Link(entries[id].title, entry_url(entries[id])) for _, _, id in near)
