"""A reader's basket: entries whose sources are to be exported together, kept as ids in a cookie."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Request,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
)

from kb.model.library import Library
from web.core.id_cookie import ids_in, set_ids, with_added
from web.core.links import Link, entry_url
from web.core.markdown import plain_text
from web.core.reload import state
from web.parts.cited_sources import entries_of, sources_of
from web.parts.reference_files import FILE, reference_file

blueprint = Blueprint("basket", __name__)
COOKIE = "basket"
KEPT_FOR = 180 * 24 * 3600  # seconds


@dataclass(frozen=True)
class Item:
    """An entry in the basket."""

    id: str
    link: Link


@dataclass(frozen=True)
class BasketPage:
    """Everything the page needs; `gone` counts what is no longer in the collection."""

    items: tuple[Item, ...]
    sources: int
    gone: int
    full: bool


@blueprint.get("/basket")
def basket() -> Response:
    """What is in the reader's basket."""
    page = basket_page(_ids(), state().library, full="full" in request.args)
    return _private(Response(render_template("basket.html", page=page)))


@blueprint.get(f"/basket.{FILE}")
def basket_sources(ending: str) -> Response:
    """The sources of what is in the reader's basket."""
    library = state().library
    return _private(reference_file("basket", ending, entries_of(_ids(), library), library))


@blueprint.post("/basket")
def change_basket() -> Response:
    """Add an entry, remove one, or remove all; only when a page of this site sends the form."""
    public = str(current_app.config["PUBLIC"])
    if not comes_from_here(request, public):
        abort(403)
    before = _ids()
    after = _changed(before)
    to = redirect("/basket" if after is not None else "/basket?full=1", 303)
    secure = request.is_secure or public.startswith("https:")
    response = Response(to.data, 303, to.headers)
    return _private(_keep(response, before if after is None else after, secure=secure))


def basket_page(ids: tuple[str, ...], library: Library, *, full: bool) -> BasketPage:
    """The page of a basket."""
    entries = entries_of(ids, library)
    items = tuple(
        Item(entry.id, Link(plain_text(entry.title), entry_url(entry))) for entry in entries
    )
    return BasketPage(items, len(sources_of(entries, library)), len(ids) - len(items), full)


def comes_from_here(request: Request, public: str) -> bool:
    """True where a page of this site sent the form: browsers say so, and what does not is
    refused.
    """
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched:
        return fetched == "same-origin"
    origin = request.headers.get("Origin", "")
    if not origin.startswith(("http://", "https://")):
        return False
    return origin == "/".join(public.split("/")[:3]) or urlsplit(origin).netloc == request.host


def _ids() -> tuple[str, ...]:
    return ids_in(request.cookies.get(COOKIE, ""))


def _changed(ids: tuple[str, ...]) -> tuple[str, ...] | None:
    """The basket as the form wants it, or None if it is full; 404 for an unknown entry."""
    if "empty" in request.form:
        return ()
    if "remove" in request.form:
        return tuple(id for id in ids if id != request.form["remove"])
    id = request.form.get("add", "")
    if state().library.entry(id) is None:
        abort(404)
    return with_added(ids, id)


def _keep(response: Response, ids: tuple[str, ...], *, secure: bool) -> Response:
    """Put the basket into the reader's browser; an empty one is removed from it."""
    if ids:
        return set_ids(response, COOKIE, ids, secure=secure, seconds=KEPT_FOR)
    response.delete_cookie(COOKIE, secure=secure, httponly=True, samesite="Lax")
    return response


def _private(response: Response) -> Response:
    """An answer for this reader alone."""
    response.headers["Cache-Control"] = "private, no-store"
    response.vary.add("Cookie")
    return response
