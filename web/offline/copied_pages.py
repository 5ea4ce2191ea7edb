"""A page of the site as a page of a copy: its links lead to files, and what the copy doesn't hold
isn't linked.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from web.offline.copy_places import SEARCH, Place, Places, relative

ADDRESS = re.compile(r'\s(?:href|src|action)="([^"]*)"')
WITH_ADDRESS = re.compile(r'(\s)(href|src|action)="([^"]*)"')
FORM = re.compile(r'<form\b[^>]*?\saction="([^"]*)"[^>]*>.*?</form>', re.DOTALL)
HEAD_LINK = re.compile(r'<link\b[^>]*?\shref="([^"]*)"[^>]*>\n?')
MODULE = re.compile(r'<script type="module" (src="[^"]*")></script>')
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
KEPT_QUERY = (SEARCH, "/static/")
# What is left of links to what the copy doesn't hold: an item of a list that is nothing else, a
# list of choices without one, and what a page offers besides.
DEAD = (
    re.compile(r"<script defer></script>\n?"),
    re.compile(r"<li[^>]*><a(?![^>]*\shref=)[^>]*>(?:(?!</a>).)*</a></li>\s*", re.DOTALL),
    re.compile(r'<a(?![^>]*\shref=)[^>]*class="[^"]*(?:add-compare|desk-only)[^>]*>.*?</a>'),
    re.compile(r'<nav class="settings[^>]*><ul>\s*</ul></nav>\s*'),
    re.compile(
        r'<details class="pick"><summary>(?:(?!</summary>).)*</summary>\s*<ul>\s*</ul></details>\s*'
    ),
)
VIEWPORT = '<meta name="viewport"'
# Pages opened from a disk have no origin: there `'self'` means nothing in some browsers, and a
# page can load nothing from elsewhere in any case that this allows.
POLICY = (
    "default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src 'self' file:"
    " data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self' file:;"
    " base-uri 'none'"
)
IN_HEAD = (
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
    '<link rel="manifest" href="{root}manifest.webmanifest">\n'
    '<script src="{root}static/offline.js"></script>\n'
)


@dataclass(frozen=True)
class PageCopier:
    """Makes pages of the site pages of the copy; `held` says whether the copy has a file."""

    places: Places
    held: Callable[[str], bool]

    def copied(self, text: str, page: Place) -> str:
        """The page with relative links, without what only a server can do."""

        def kept(found: re.Match[str]) -> str:
            return found[0] if self._target(html.unescape(found[1]), page) is not None else ""

        def led(found: re.Match[str]) -> str:
            target = self._target(html.unescape(found[3]), page)
            return "" if target is None else f'{found[1]}{found[2]}="{html.escape(target)}"'

        text = HEAD_LINK.sub(kept, FORM.sub(kept, text))
        text = WITH_ADDRESS.sub(led, MODULE.sub(r"<script defer \1></script>", text))
        for pattern in DEAD:
            text = pattern.sub("", text)
        root = relative("x", page.file)[:-1]
        return text.replace(VIEWPORT, IN_HEAD.replace("{root}", root) + VIEWPORT, 1)

    def _target(self, address: str, page: Place) -> str | None:
        """What an address becomes on a page of the copy; None if the copy doesn't have it."""
        if SCHEME.match(address) or address.startswith("#"):
            return address
        place, parts = place_on(address, page, self.places), urlsplit(address)
        if place is None or not self.held(place.file):
            return None
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        if place == page and fragment:
            return fragment
        query = f"?{parts.query}" if parts.query and parts.path.startswith(KEPT_QUERY) else ""
        return f"{relative(place.file, page.file)}{query}{fragment}"


def places_on(text: str, page: Place, places: Places) -> Iterator[Place]:
    """Everything of the site that a page leads to and a copy may hold."""
    for found in set(ADDRESS.findall(text)):
        place = place_on(html.unescape(found), page, places)
        if place is not None:
            yield place


def place_on(address: str, page: Place, places: Places) -> Place | None:
    """Where an address on a page leads to; None if no copy has it."""
    if SCHEME.match(address) or address.startswith(("//", "#")):
        return None
    return places.place(urljoin(page.address, address), page.level)
