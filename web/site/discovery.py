"""How browsers, feed readers and search engines find what is here: search description, feeds, sitemap and robots.txt.

Addresses are absolute where a public address was configured. Where none was, those of feeds are relative, and there is neither search
description nor sitemap, whose formats allow no relative ones. The Host header, which anybody can write, is never asked.
"""

from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Blueprint, Response, abort, current_app, jsonify

from kb.export.csl_fields import line
from kb.export.entry_citation import updated
from kb.model.library import Library
from kb.model.source import Source
from web.core.links import entry_url
from web.core.markdown import plain_text
from web.core.reload import state
from web.site.feeds import atom, json_feed

blueprint = Blueprint("discovery", __name__)

OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
# The specification's bounds.
LONGEST_SHORT_NAME, LONGEST_LONG_NAME, LONGEST_DESCRIPTION, MOST_PAGES = 16, 48, 1024, 50_000
PAGES = ("/", "/interventions", "/matrix", "/claims", "/sources", "/terms", "/about", "/changes")
# Answers to what one reader asked, and files that repeat pages.
NOT_FOR_ROBOTS = ("/search", "/basket", "/compare", "/api/")


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """The search as a browser takes it into its own search box."""
    return _xml(
        search_description(state().library, _needed()), "application/opensearchdescription+xml"
    )


@blueprint.get("/changes.atom")
def changes_atom() -> Response:
    """What changed, as Atom."""
    return Response(
        atom(state().library, public()), content_type="application/atom+xml; charset=utf-8"
    )


@blueprint.get("/changes.json")
def changes_json() -> Response:
    """What changed, as JSON Feed."""
    response = jsonify(json_feed(state().library, public()))
    response.content_type = "application/feed+json"
    return response


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Every page, with the day it last changed."""
    return _xml(site_map(state().library, _needed()), "application/xml")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """What search engines need not read; the sitemap is named only where it has a public address."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS)]
    named = [f"Sitemap: {public()}/sitemap.xml"] if public() else []
    return Response("\n".join([*lines, *named, ""]), content_type="text/plain; charset=utf-8")


def public() -> str:
    """The site's configured public address without a stroke at its end, or empty."""
    return str(current_app.config["PUBLIC"])


def _needed() -> str:
    """The public address, for what has no use without one."""
    return public() or abort(404)


def search_description(library: Library, public: str) -> Element:
    """The OpenSearch description of this site's search."""
    title = line(library.collection.title)
    root = Element("OpenSearchDescription", xmlns=OPENSEARCH)
    for name, text in {
        "ShortName": _cut(title, LONGEST_SHORT_NAME),
        "LongName": _cut(title, LONGEST_LONG_NAME),
        "Description": _cut(
            f"Search: {plain_text(line(library.collection.description))}", LONGEST_DESCRIPTION
        ),
        "InputEncoding": "UTF-8",
        "Language": "en",
    }.items():
        SubElement(root, name).text = text
    SubElement(
        root, "Image", width="32", height="32", type="image/svg+xml"
    ).text = f"{public}/static/icon.svg"
    SubElement(root, "Url", type="text/html", template=f"{public}/search?q={{searchTerms}}")
    SubElement(
        root,
        "Url",
        type="application/opensearchdescription+xml",
        rel="self",
        template=f"{public}/opensearch.xml",
    )
    return root


def site_map(library: Library, public: str) -> Element:
    """The sitemap: the pages that stand alone, then every entry."""
    root = Element("urlset", xmlns=SITEMAP)
    for path, day in list(_pages(library))[:MOST_PAGES]:
        page = SubElement(root, "url")
        SubElement(page, "loc").text = f"{public}{path}"
        if day:
            SubElement(page, "lastmod").text = day.isoformat()
    return root


def _pages(library: Library) -> Iterator[tuple[str, date | None]]:
    yield from ((path, None) for path in PAGES)
    for entry in library.entries():
        yield entry_url(entry), None if isinstance(entry, Source) else updated(entry)


def _cut(text: str, longest: int) -> str:
    """The text, or as many whole words of it as there is room for."""
    return (
        text if len(text) <= longest else (text[: longest + 1].rpartition(" ")[0] or text[:longest])
    )


def _xml(root: Element, media_type: str) -> Response:
    return Response(
        tostring(root, encoding="utf-8", xml_declaration=True),
        content_type=f"{media_type}; charset=utf-8",
    )
