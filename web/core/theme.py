"""Light or dark: as the reader's system says, or as the reader chose by `?colours=`, remembered in
a cookie.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask, Request, Response, request

# An address that is longer than any made here is not written into the page again.
LONGEST = 8_000
NAME, YEAR = "colours", 365 * 24 * 3600
AS_THE_SYSTEM = "system"
WORDS = {"light": "Light", "dark": "Dark", AS_THE_SYSTEM: "System"}


@dataclass(frozen=True)
class ThemeLink:
    """One way to colour pages, as a link to the same page in it; `colours` is empty if the
    system decides.
    """

    colours: str
    words: str
    url: str
    selected: bool


def register(app: Flask) -> None:
    """Remember what a reader chooses."""
    app.after_request(_remembered)


def kept_theme(request: Request) -> str:
    """The theme this reader's browser keeps; the system's where it keeps none that exists."""
    kept = request.cookies.get(NAME, "")
    return kept if kept in WORDS else AS_THE_SYSTEM


def theme_links(request: Request) -> tuple[ThemeLink, ...]:
    """All ways, each on the address that was asked for; unknown words are ignored."""
    asked = request.args.get(NAME, "")
    now = asked if asked in WORDS else kept_theme(request)
    args = request.args.items(multi=True) if len(request.query_string) <= LONGEST else ()
    kept = urlencode([(name, value) for name, value in args if name != NAME])
    address = f"?{kept}&{NAME}=" if kept else f"?{NAME}="
    return tuple(
        ThemeLink(_chosen(word), words, address + word, word == now)
        for word, words in WORDS.items()
    )


def _chosen(word: str) -> str:
    return "" if word == AS_THE_SYSTEM else word


def _remembered(response: Response) -> Response:
    """A choice made in an address is kept for a year; the page's own script keeps it too, so it may
    read and write it.
    """
    if NAME not in request.args:
        return response
    word = request.args[NAME]
    if word in WORDS and request.cookies.get(NAME) != word and response.mimetype == "text/html":
        response.set_cookie(NAME, word, max_age=YEAR, samesite="Lax", secure=request.is_secure)
        response.headers["Cache-Control"] = "private, no-cache"
    return response
