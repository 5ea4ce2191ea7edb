"""All files of a copy of the site, made by asking the application for everything it links to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, render_template
from flask.testing import FlaskClient

from kb.model.library import Library
from web.core.links import entry_url
from web.core.query_args import Args
from web.core.reading_level import COOKIE, LEVELS, reading
from web.core.reload import State
from web.core.routes import page_addresses
from web.offline.copied_feeds import copied_atom, copied_json_feed
from web.offline.copied_pages import PageCopier, places_on
from web.offline.copy_places import SEARCH, Choices, Place, Places, asked
from web.offline.own_files import (
    SEARCH_DATA,
    SEARCH_SCRIPT,
    WORKER,
    classic,
    own_files,
    short_digest,
    worker,
)
from web.offline.search_data import search_data
from web.pages.search_results import KINDS
from web.parts.gap_args import gap_args
from web.parts.guideline_args import guideline_args
from web.parts.matrix_args import matrix_args

HTML = "text/html"
FEEDS = {"changes.atom": copied_atom, "changes.json": copied_json_feed}


@dataclass(frozen=True)
class Fetched:
    """What the application answered at an address."""

    place: Place
    media_type: str
    body: bytes


def copied_files(app: Flask) -> Iterator[tuple[str, bytes]]:
    """Every file of the copy by its name from the root. The application must have been made with
    `copied`.
    """
    digests = []
    for name, data in _all_files(app):
        digests.append(f"{name} {short_digest(data).decode()}")
        yield name, data
    yield WORKER, worker(digests)


def _all_files(app: Flask) -> Iterator[tuple[str, bytes]]:
    state = _state(app)
    places, seen = Places(_usual(state.library)), set[str]()
    own = own_files(state.library, search_data(app, places))
    app.jinja_env.globals["search_scripts"] = tuple(
        f"/{name}?v={short_digest(own[name]).decode()}" for name in (SEARCH_DATA, SEARCH_SCRIPT)
    )
    yield from own.items()
    found = {one.place.file: one for level in LEVELS for one in _fetched(app, level, places, seen)}
    pages = PageCopier(places, lambda file: file in found or file in own)
    for file, one in found.items():
        if one.media_type == HTML:
            yield file, pages.copied(one.body.decode(), one.place).encode()
        elif file.endswith(".js"):
            yield file, classic(one.body)
        else:
            yield file, FEEDS[file](one.body, places) if file in FEEDS else one.body


def _state(app: Flask) -> State:
    return cast(State, app.extensions["live"].state)


def _usual(library: Library) -> Mapping[str, Choices]:
    """What the pages with choices show where none is made."""
    pages = (matrix_args, gap_args, guideline_args)
    addresses = (args(Args(), library).url() for args in pages)
    return {urlsplit(address).path: asked(address) for address in addresses}


def _fetched(app: Flask, level: str, places: Places, seen: set[str]) -> Iterator[Fetched]:
    """Everything a reader of one level can come to, page by page, but for files `seen` before."""
    client = app.test_client()
    client.set_cookie(COOKIE, level)
    first = (places.place(address, level) for address in _beginnings(app))
    waiting = [place for place in first if place and place.file not in seen]
    seen.update(place.file for place in waiting)
    while waiting:
        one = _answered(app, client, waiting.pop())
        if one is None:
            continue
        yield one
        for place in _next(one, level, places):
            if place.file not in seen:
                seen.add(place.file)
                waiting.append(place)


def _next(one: Fetched, level: str, places: Places) -> Iterator[Place]:
    """What a page leads to; of a page with choices, only other pages and its other parts."""
    if one.media_type != HTML:
        return
    chosen = places.choices(one.place.address)
    for place in places_on(one.body.decode(), one.place, places):
        more = places.choices(place.address)
        if place.level == level and (not chosen or not more or "page" in more):
            yield place


def _answered(app: Flask, client: FlaskClient, place: Place) -> Fetched | None:
    if place.address == SEARCH:
        return Fetched(place, HTML, _search_page(app, place.level).encode())
    with client.get(place.address) as response:
        if response.status_code != 200:
            return None
        return Fetched(place, response.mimetype or "", response.data)


def _search_page(app: Flask, level: str) -> str:
    """The page whose results the browser finds itself."""
    with app.test_request_context(SEARCH, headers={"Cookie": f"{COOKIE}={level}"}) as context:
        app.preprocess_request()
        return render_template("offline_search.html", reading=reading(context.request), kinds=KINDS)


def _beginnings(app: Flask) -> tuple[str, ...]:
    """The pages without an id, every entry, and the search."""
    entries = (entry_url(entry) for entry in _state(app).library.entries())
    return (*page_addresses(app), *entries, SEARCH)
