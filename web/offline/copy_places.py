"""Where each address of the site is in a copy: a file for each page, at each reading level.

The usual level is at the root of the copy, the others each in a folder, so that relative links
stay in their level.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import dirname, relpath
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from web.core.assets import VERSION
from web.core.reading_level import LEVELS, USUAL
from web.core.reading_level import NAME as LEVEL
from web.core.theme import NAME as COLOURS
from web.parts.reference_files import FILES

SEARCH = "/search"
# What only a server can answer, or only has a meaning there.
LEFT_OUT = ("/basket", "/compare", "/problems", "/api", "/healthz", "/sitemap", "/robots.txt",
            "/opensearch.xml", "/search.", "/static/combobox.js", "/static/results.js")  # fmt: skip
# What a page may be asked for and still be in the copy: the choices that are links on it.
CHOICES: Mapping[str, frozenset[str]] = {
    "/interventions": frozenset({"category"}),
    "/claims": frozenset({"verdict", "subject", "page"}),
    "/changes": frozenset({"kind", "page"}),
    "/sources": frozenset({"design", "status", "page"}),
    "/guidelines": frozenset({"stage"}),
    "/guidelines.csv": frozenset({"stage"}),
    "/matrix": frozenset({"stage", "page"}),
    "/matrix.csv": frozenset({"stage"}),
    "/gaps": frozenset({"stage", "page"}),
    "/gaps.csv": frozenset({"stage"}),
    **{f"/sources.{ending}": frozenset({"design", "status"}) for ending in FILES},
}
LONGEST_NAME = 240  # bytes of a file's name, by most file systems
LOOKS = frozenset({LEVEL, COLOURS, VERSION})

Choices = Mapping[str, tuple[str, ...]]


def asked(address: str) -> Choices:
    """What an address asks of its page, but for how it looks."""
    query = parse_qs(urlsplit(address).query)
    return {name: tuple(values) for name, values in query.items() if name not in LOOKS}


def level_of(address: str, level: str) -> str:
    """The level an address asks for, else that of the page it's on."""
    chosen = parse_qs(urlsplit(address).query).get(LEVEL, [level])[0]
    return chosen if chosen in LEVELS else level


def relative(file: str, page: str) -> str:
    """The way from a file of the copy to another."""
    return quote(relpath(file, dirname(page) or "."), safe="/@=+")


@dataclass(frozen=True)
class Place:
    """A page or file of the copy: its address on the site, its level, and its file."""

    address: str
    level: str
    file: str


@dataclass(frozen=True)
class Places:
    """The places of a copy. `usual` is what pages show where nothing is chosen, by path."""

    usual: Mapping[str, Choices]

    def choices(self, address: str) -> Choices:
        """What an address asks of its page beyond the usual."""
        usual = self.usual.get(urlsplit(address).path.partition(".")[0], {})
        pairs = asked(address).items()
        return {name: values for name, values in pairs if usual.get(name) != values}

    def place(self, address: str, level: str) -> Place | None:
        """Where an address is that a page of that level leads to; None if no copy has it."""
        path = urlsplit(address).path
        chosen = {} if path == SEARCH else self.choices(address)
        level = level_of(address, level)
        file = _file(path, chosen, level)
        if path.startswith(LEFT_OUT) or len(file.encode()) > LONGEST_NAME:
            return None
        if any(name not in CHOICES.get(path, ()) for name in chosen):
            return None
        return Place(f"{path}?{urlencode(chosen, True)}" if chosen else path, level, file)


def _file(path: str, chosen: Choices, level: str) -> str:
    """The file from the root of the copy; one that isn't a page is the same at every level."""
    stem, dot, ending = unquote(path).strip("/").partition(".")
    values = [f"{name}={quote(one, '')}" for name, some in chosen.items() for one in some]
    name = "@".join(filter(None, (stem or "index", "+".join(values))))
    if dot:
        return f"{name}.{ending}"
    return f"{name}.html" if level == USUAL else f"{level}/{name}.html"
