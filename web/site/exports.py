"""Taking it along: sources as files for reference managers, how an entry is cited, and the reader's basket."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from flask import Blueprint, Flask, Response, abort, current_app, redirect, render_template, request

from kb.export.entry_citation import apa, as_cited, vancouver
from kb.export.formats import FORMATS
from kb.model.entries import FOLDERS, Entry
from kb.model.library import Library
from kb.model.source import Source
from web.core.links import Link, entry_url
from web.core.reload import state
from web.pages.basket import (
    COOKIE,
    basket_page,
    comes_from_here,
    entries_of,
    ids_in,
    keep,
    sources_of,
    with_added,
)
from web.pages.search_results import MOST_TAKEN, asked, search_request
from web.parts.numbered_sources import plain_text

taking = Blueprint("taking", __name__)

ENDING = f"<any({', '.join(repr(ending) for ending in FORMATS)}):ending>"


@dataclass(frozen=True)
class Taking:
    """What the end of an entry's page offers: the entry as a citation by style, and its sources as files."""

    id: str
    citations: tuple[tuple[str, str], ...]
    downloads: tuple[Link, ...]


def register(app: Flask) -> None:
    """Answer the addresses of this module, and give the templates what they offer."""
    app.register_blueprint(taking)
    app.context_processor(
        lambda: {"taking_of": partial(taking_of, library=state().library), "downloads": downloads}
    )


def taking_of(entry: Entry, library: Library) -> Taking:
    """What the page of an entry offers to take along."""
    return Taking(entry.id, _citations(entry, library), downloads(entry_url(entry)))


def downloads(path: str) -> tuple[Link, ...]:
    """The files that stand beside a page: `/search?q=heat` has `/search.ris?q=heat`."""
    page, question, query = path.partition("?")
    return tuple(
        Link(form.name, f"{page}.{form.ending}{question}{query}") for form in FORMATS.values()
    )


def of_entry(folder: str, id: str, ending: str) -> Response:
    """The sources of an entry, or the one source itself."""
    shelf = getattr(state().library, folder)
    if id not in shelf:
        abort(503 if state().library.withheld.get(id) == FOLDERS[folder] else 404)
    return _file(id, ending, (shelf[id],))


# One address for each folder: where the folder is a choice, the page of an entry called `yoga.ris` would be found first.
for name in FOLDERS:
    taking.add_url_rule(f"/{name}/<id>.{ENDING}", view_func=of_entry, defaults={"folder": name})


@taking.get(f"/search.{ENDING}")
def of_search(ending: str) -> Response:
    """The sources of what a search finds, best first."""
    question = replace(search_request(asked(request.args, state())), limit=MOST_TAKEN, offset=0)
    hits = state().index.search(question).hits
    return _file("search", ending, entries_of((hit.id for hit in hits), state().library))


@taking.get(f"/basket.{ENDING}")
def of_basket(ending: str) -> Response:
    """The sources of what is in the reader's basket."""
    return _private(_file("basket", ending, entries_of(_ids(), state().library)))


@taking.get("/basket")
def basket() -> Response:
    """What is in the reader's basket."""
    page = basket_page(_ids(), state().library, full="full" in request.args)
    return _private(Response(render_template("basket.html", page=page)))


@taking.post("/basket")
def change_basket() -> Response:
    """Put an entry in, take one out, or take all out; only at the word of a page of this site."""
    public = str(current_app.config["PUBLIC"])
    if not comes_from_here(request, public):
        abort(403)
    ids = _changed(_ids())
    answer = redirect("/basket" if ids is not None else "/basket?full=1", 303)
    kept = _ids() if ids is None else ids
    return _private(
        keep(
            Response(answer.data, 303, answer.headers),
            kept,
            secure=request.is_secure or public.startswith("https:"),
        )
    )


def _changed(ids: tuple[str, ...]) -> tuple[str, ...] | None:
    """The basket as the form wants it, or None where it holds no more; an entry that is not there ends in 404."""
    if "empty" in request.form:
        return ()
    if "remove" in request.form:
        return tuple(id for id in ids if id != request.form["remove"])
    id = request.form.get("add", "")
    if state().library.entry(id) is None:
        abort(404)
    return with_added(ids, id)


def _ids() -> tuple[str, ...]:
    return ids_in(request.cookies.get(COOKIE, ""))


def _file(name: str, ending: str, entries: tuple[Entry, ...]) -> Response:
    form = FORMATS[ending]
    response = Response(
        form.write(sources_of(entries, state().library)),
        content_type=f"{form.media_type}; charset=utf-8",
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form.ending}"'
    return response


def _private(response: Response) -> Response:
    """An answer for this reader alone."""
    response.headers["Cache-Control"] = "private, no-store"
    response.vary.add("Cookie")
    return response


def _citations(entry: Entry, library: Library) -> tuple[tuple[str, str], ...]:
    if isinstance(entry, Source):
        return ()
    address = str(current_app.config["PUBLIC"])
    place = f"{address}{entry_url(entry)}" if address else ""
    cited = as_cited(
        entry, plain_text(entry.title), library.collection, place, datetime.now(UTC).date()
    )
    return ("Vancouver", vancouver(cited)), ("APA", apa(cited))
