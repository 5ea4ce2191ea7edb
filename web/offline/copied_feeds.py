"""The feeds of the site as files of a copy: what they lead to is found from where they are."""

import json
import re
from html import escape, unescape
from urllib.parse import urlsplit

from web.core.reading_level import USUAL
from web.offline.copy_places import Places, relative

LINK = re.compile(r'href="(/[^"]*)"')


def copied_atom(feed: bytes, places: Places) -> bytes:
    """The Atom feed with relative links, which its format allows."""

    def led(found: re.Match[str]) -> str:
        return f'href="{escape(_file(unescape(found[1]), places))}"'

    return LINK.sub(led, feed.decode()).encode()


def copied_json_feed(feed: bytes, places: Places) -> bytes:
    """The JSON feed with relative links."""
    told = json.loads(feed)
    for key in ("home_page_url", "feed_url"):
        told[key] = _file(told[key], places)
    for item in told["items"]:
        item["url"] = _file(item["url"], places)
    return json.dumps(told, ensure_ascii=False).encode()


def _file(address: str, places: Places) -> str:
    place, fragment = places.place(address, USUAL), urlsplit(address).fragment
    return f"{relative(place.file, '')}{'#' if fragment else ''}{fragment}" if place else ""
