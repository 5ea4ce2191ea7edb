"""The sitemap: an index of files, each with at most as many addresses as search engines read.

Addresses must be absolute, so there is no sitemap where no public address is configured.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Blueprint, Flask, Response, abort, current_app

from kb.export.entry_citation import updated
from kb.model.source import Source
from kb.overviews.found_rows import FoundIds, listing
from web.core.entry_lookup import AT
from web.core.links import entry_url
from web.core.reload import State, state
from web.core.routes import page_addresses

blueprint = Blueprint("sitemap", __name__)
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST_ADDRESSES = 50_000  # in one file, by the specification
# Answers to what one reader asked, and files that repeat pages.
NOT_FOR_ROBOTS = ("/search", "/basket", "/compare", "/problems", "/api/", "/export/")


@blueprint.get("/sitemap.xml")
def index() -> Response:
    """The files of the sitemap."""
    _public()
    return index_of(files(current_app, state()))


def files(app: Flask, state: State) -> tuple[str, ...]:
    """The addresses of the files of an application's sitemap."""
    count = -(-(len(_general(app)) + state.library.size) // MOST_ADDRESSES)
    return tuple(f"{app.config['PUBLIC']}/sitemap-{number}.xml" for number in range(1, count + 1))


def index_of(files: Iterable[str]) -> Response:
    """The index of these files."""
    return _xml("sitemapindex", "sitemap", ((address, None) for address in files))


@blueprint.get("/sitemap-<int:number>.xml")
def file(number: int) -> Response:
    """One file of the sitemap: pages, each with the day it last changed."""
    public = _public()
    part = slice((number - 1) * MOST_ADDRESSES, number * MOST_ADDRESSES)
    found = tuple(_pages(current_app, state(), part)) if number else ()
    if not found:
        abort(404)
    return _xml("urlset", "url", ((f"{public}{path}", day) for path, day in found))


@blueprint.get("/robots.txt")
def robots() -> Response:
    """What search engines should not read, and where the sitemap is."""
    return robots_text(NOT_FOR_ROBOTS)


def robots_text(closed: Iterable[str]) -> Response:
    """Which addresses of this application search engines should not read, earlier versions of pages
    among them, and its sitemap.
    """
    base, public = current_app.config["BASE"], str(current_app.config["PUBLIC"])
    paths = (*closed, *(f"/*{mark}{AT}=" for mark in "?&"))
    lines = ["User-agent: *", *(f"Disallow: {base}{path}" for path in paths)]
    lines += [f"Sitemap: {public}/sitemap.xml"] if public else []
    return Response("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def _public() -> str:
    return str(current_app.config["PUBLIC"]) or abort(404)


def _general(app: Flask) -> list[str]:
    """The pages without an id that search engines may read."""
    return [path for path in page_addresses(app) if not path.startswith(NOT_FOR_ROBOTS)]


def _pages(app: Flask, state: State, part: slice) -> Iterator[tuple[str, date | None]]:
    """A part of the pages search engines may read: those without an id, then every entry's."""
    general, library = _general(app), state.library
    yield from ((path, None) for path in general[part])
    first, last = (max(0, place - len(general)) for place in (part.start, part.stop))
    for entry in map(library.listed, FoundIds(listing(), state.marked)[first:last]):
        if entry:
            yield entry_url(entry), None if isinstance(entry, Source) else updated(entry)


def _xml(root: str, item: str, addresses: Iterable[tuple[str, date | None]]) -> Response:
    tree = Element(root, xmlns=NAMESPACE)
    for address, day in addresses:
        page = SubElement(tree, item)
        SubElement(page, "loc").text = address
        if day:
            SubElement(page, "lastmod").text = day.isoformat()
    text = tostring(tree, encoding="utf-8", xml_declaration=True)
    return Response(text, content_type="application/xml; charset=utf-8")
