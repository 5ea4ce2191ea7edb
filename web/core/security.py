"""What every answer carries and every request must keep to."""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, request

METHODS = ("GET", "HEAD")
# The one form that changes anything, and that only in the reader's own browser; its fields are a
# word and an id.
FORMS = ("/basket",)
LARGEST_FORM = 4096  # bytes
# Longer addresses are refused: forms here make at most a few hundred characters besides the query,
# and 10,000 typed characters,
# each as long as an address can make it, still fit.
LONGEST_QUERY = 150_000
# What a browser asks before a page of another origin may read data with a tag in hand; open to
# every origin, so kept for a day.
OPEN = ("/api/", "/export/")
# A server with editing on answers to these names and its declared public address alone.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src"
        " 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# An edit is served at once, so a browser asks again each time.
USUAL = {**HEADERS, "Cache-Control": "no-cache"}


def guard(app: Flask) -> None:
    """Refuse what only reads may not be asked; before anything answers, a ready page too."""
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_FORM
    app.before_request(_refuse)


def register(app: Flask) -> None:
    """Put the headers on every answer, errors included."""
    app.after_request(_headers)


def is_open(path: str) -> bool:
    """Whether pages of other origins may read this; never from a server that shows an editor's
    work.
    """
    return path.startswith(OPEN) and not current_app.config["EDIT"]


def _refuse() -> Response | None:
    if current_app.config["EDIT"] and _host() not in _own_hosts():
        abort(403)  # a page elsewhere whose name was pointed at this machine
    if request.method == "OPTIONS" and is_open(request.path):
        return Response(status=204, headers=PREFLIGHT)
    if request.method not in METHODS and not (request.method == "POST" and request.path in FORMS):
        abort(405)
    if len(request.query_string) > LONGEST_QUERY:
        abort(414)
    return None


def _host() -> str:
    return urlsplit(f"//{request.host}").hostname or ""


def _own_hosts() -> frozenset[str]:
    declared = urlsplit(current_app.config["PUBLIC"]).hostname
    return LOOPBACK | {declared} if declared else LOOPBACK


def _headers(response: Response) -> Response:
    held = {name.lower() for name, _ in response.headers}
    response.headers.extend(
        [(name, value) for name, value in USUAL.items() if name.lower() not in held]
    )
    return response
