"""A site below a path of its host, where its public address has one or another application mounts
it there: requests for that path are answered, and every address in an answer begins with it.

Inside, addresses begin at the root as ever; they are moved in the last step before an answer is
kept and compressed. A proxy may pass the path on or cut it off.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, g

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

# Attributes that hold addresses, and the one key of JSON that does.
IN_HTML = re.compile(r'(\s(?:href|src|action|formaction|data-live)=")/(?!/)')
IN_JSON = re.compile(r'("url": ?")/(?!/)')
MOVED = {"text/html": IN_HTML, "application/json": IN_JSON}
WHOLE_SITE = re.compile(r"\bPath=/(?=;|$)")

Wsgi = Callable[..., Iterable[bytes]]


def base_path(public: str) -> str:
    """The path of a site's public address, empty if it is at the root."""
    return urlsplit(public).path.rstrip("/")


def register(app: Flask) -> None:
    """Answer below the path where the site is; what mounts it cuts that path off itself."""
    base = app.config["BASE"] = app.config["MOUNTED"] or base_path(app.config["PUBLIC"])
    if base and not app.config["MOUNTED"]:
        app.wsgi_app = partial(_below, app.wsgi_app, base)  # type: ignore[method-assign]  # as Flask's documentation has it
    if base:
        app.after_request(partial(_moved, base))


def _below(
    application: Wsgi, base: str, environ: "WSGIEnvironment", start: "StartResponse"
) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path == base or path.startswith(f"{base}/"):
        environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + base
        environ["PATH_INFO"] = path[len(base) :] or "/"
    return application(environ, start)


def _moved(base: str, response: Response) -> Response:
    if g.get("cached"):  # moved when it was made
        return response
    location = response.headers.get("Location", "")
    if location.startswith("/"):
        response.headers["Location"] = base + location
    cookies = response.headers.getlist("Set-Cookie")
    response.headers.setlist("Set-Cookie", [WHOLE_SITE.sub(f"Path={base}", it) for it in cookies])
    if (response.mimetype or "") in MOVED:
        response.set_data(moved(response.get_data(as_text=True), base, response.mimetype or ""))
    return response


def moved(text: str, base: str, media_type: str = "text/html") -> str:
    """The text with its addresses below the path."""
    return MOVED[media_type].sub(lambda found: f"{found[1]}{base}/", text)
