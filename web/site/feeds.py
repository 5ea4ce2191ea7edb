"""The changes of the collection as an Atom and a JSON feed, newest first.

Ids are made of what changed and when, so they stay the same wherever the collection is served from.
"""

from collections.abc import Mapping
from datetime import date
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from kb.export.csl_fields import line
from kb.export.edition import edition
from web.core.markdown import plain_text
from web.core.reload import State
from web.parts.change_log import Change, listed_changes

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
LATEST = 50  # readers of feeds come often; the page of changes has more


def atom(state: State, public: str) -> bytes:
    """The Atom feed; links are relative where there is no public address."""
    library = state.library
    found = listed_changes(library.changes()[:LATEST], library)
    feed = Element("feed", xmlns=ATOM)
    _texts(
        feed,
        {
            "id": _id(library.collection.title),
            "title": library.collection.title,
            "updated": _instant(edition(library).day),
        },
    )
    _texts(SubElement(feed, "author"), {"name": library.collection.title})
    SubElement(feed, "link", rel="alternate", href=f"{public}/changes", type="text/html")
    SubElement(feed, "link", rel="self", href=f"{public}/changes.atom", type="application/atom+xml")
    for change in found:
        entry = SubElement(feed, "entry")
        _texts(
            entry,
            {
                "id": _change_id(change),
                "title": plain_text(change.title),
                "updated": _instant(change.date),
                "summary": change.what,
            },
        )
        SubElement(entry, "link", rel="alternate", href=f"{public}{change.url}", type="text/html")
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True))


def json_feed(state: State, public: str) -> Mapping[str, object]:
    """The same as a JSON feed."""
    library, collection = state.library, state.library.collection
    found = listed_changes(library.changes()[:LATEST], library)
    return {
        "version": JSON_FEED,
        "title": collection.title,
        "description": plain_text(collection.description),
        "home_page_url": f"{public}/changes",
        "feed_url": f"{public}/changes.json",
        "language": "en",
        "items": [_item(change, public) for change in found],
    }


def _item(change: Change, public: str) -> Mapping[str, str]:
    return {
        "id": _change_id(change),
        "url": f"{public}{change.url}",
        "title": plain_text(change.title),
        "content_text": change.what,
        "date_published": _instant(change.date),
    }


def _change_id(change: Change) -> str:
    return _id(f"{change.of} {change.date.isoformat()} {change.what}")


def _id(text: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, text)}"


def _instant(day: date) -> str:
    """Changes have a day and no hour; feeds want one."""
    return f"{day.isoformat()}T00:00:00Z"


def _texts(parent: Element, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = line(text)
