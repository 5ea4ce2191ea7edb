"""How browsers and feed readers find what is here: search description and feeds.

Addresses are absolute where a public address was configured. Where none was, those of feeds are
relative, and there is no search description, whose format allows no relative ones. The Host
header is never used, as anybody can write it.
"""

from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Blueprint, Response, abort, current_app, jsonify

from kb.export.csl_fields import line
from kb.model.library import Library
from web.core.markdown import plain_text
from web.core.reload import state
from web.site.feeds import atom, json_feed

blueprint = Blueprint("discovery", __name__)

OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
# The specification's bounds.
LONGEST_SHORT_NAME, LONGEST_LONG_NAME, LONGEST_DESCRIPTION = 16, 48, 1024


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """The search as a browser takes it into its own search box."""
    return _xml(
        search_description(state().library, _needed()), "application/opensearchdescription+xml"
    )


@blueprint.get("/changes.atom")
def changes_atom() -> Response:
    """What changed, as Atom."""
    return Response(atom(state(), public()), content_type="application/atom+xml; charset=utf-8")


@blueprint.get("/changes.json")
def changes_json() -> Response:
    """What changed, as JSON Feed."""
    response = jsonify(json_feed(state(), public()))
    response.content_type = "application/feed+json"
    return response


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
