"""Who is asking, and what every request must keep to: the host, the session, the token of a form,
how much and how often.
"""

import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from web.core.security import HEADERS, LOOPBACK
from web.editing.git import key_of
from web.editing.people import Proxy, User, Users

LARGEST = 1024 * 1024  # bytes of a form: four times the largest file
MOST_FIELDS = 5_000
HOURS = 12  # a session lasts
TOKEN = "token"  # noqa: S105 - the name of a field
WANTED = "wanted"  # in a session: the page that was asked for before logging in
MOST_WATCHED = 10_000  # addresses and names whose pace is remembered
Answer = TypeVar("Answer")


@dataclass
class Pace:
    """How often something may be done: `most` times in `seconds`, by each who does it."""

    most: int
    seconds: float
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _counting: threading.Lock = field(default_factory=threading.Lock)

    def allows(self, who: str) -> bool:
        """Whether it may be done once more now, which counts as done."""
        now = time.monotonic()
        with self._counting:
            left, since = self._left.pop(who, (float(self.most), now))
            left = min(self.most, left + (now - since) * self.most / self.seconds)
            self._left[who] = (left - 1 if left >= 1 else left, now)
            while len(self._left) > MOST_WATCHED:
                self._left.popitem(last=False)
            return left >= 1


@dataclass(frozen=True)
class Door:
    """Who is let in and how often: `hosts` are the names this server answers to."""

    users: Users
    proxy: Proxy
    hosts: frozenset[str]
    secure: bool
    logins: Pace = field(default_factory=lambda: Pace(10, 60))
    names: Pace = field(default_factory=lambda: Pace(5, 60))
    writes: Pace = field(default_factory=lambda: Pace(120, 60))


def register(app: Flask, door: Door, key: bytes) -> None:
    """Put the guard before every request and its headers on every answer."""
    app.extensions["door"] = door
    app.secret_key = key
    app.config.update(
        SESSION_COOKIE_NAME="kb-editing",
        SESSION_COOKIE_SAMESITE="Strict" if not door.proxy.header else "Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=door.secure,
        PERMANENT_SESSION_LIFETIME=HOURS * 3600,
        MAX_CONTENT_LENGTH=LARGEST,
        MAX_FORM_MEMORY_SIZE=LARGEST,
        MAX_FORM_PARTS=MOST_FIELDS,
    )
    app.before_request(_guard)
    app.after_request(_headers)
    app.add_template_global(form_token)


def door() -> Door:
    """The door of this application."""
    found: Door = current_app.extensions["door"]
    return found


def user() -> User | None:
    """Who is asking, or None."""
    found: User | None = g.user
    return found


def form_token() -> str:
    """What a form of this session carries, and no other page can know."""
    return str(session.setdefault(TOKEN, secrets.token_urlsafe(32)))


def editors_only(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """A view for those who may propose."""

    @wraps(view)
    def guarded(**given: object) -> Answer:
        if not (g.user and g.user.may_edit):
            abort(403)
        return view(**given)

    return guarded


def log_in(name: str, password: str) -> User | None:
    """The user of these, in a session of their own; None for a wrong name or password.

    Aborts with 429 where it was tried too often from that address, so that nobody's wrong tries
    keep others out.
    """
    here, address = door(), _address()
    if not (here.logins.allows(address) and here.names.allows(f"{address} {key_of(name)}")):
        abort(429)
    found = here.users.checked(name, password)
    session.clear()
    if found:
        session.permanent = True
        session["user"], session["key"] = found.name, found.hash[-16:]
    return found


def _guard() -> AnyResponse | None:
    g.user = None
    if (urlsplit(f"//{request.host}").hostname or "") not in door().hosts:
        abort(403)
    if request.endpoint == "static":
        return None
    g.user = _who()
    if request.method not in ("GET", "HEAD", "POST"):
        abort(405)
    if request.method == "POST":
        _check_form()
    if g.user is None and request.endpoint != "sessions.login":
        if request.endpoint and request.method == "GET":
            session[WANTED] = request.full_path.removesuffix("?")
        return redirect(url_for("sessions.login"))
    return None


def _who() -> User | None:
    """By the proxy where it is declared and the request comes from it, else by the session."""
    here = door()
    if here.proxy.header:
        name = request.headers.get(here.proxy.header, "")
        return here.users.named(name) if here.proxy.trusts(request.remote_addr) else None
    found = here.users.named(str(session.get("user", "")))
    # another password, and sessions begun with the old one are over
    return found if found and found.hash and session.get("key") == found.hash[-16:] else None


def _address() -> str:
    """Where a request comes from: the nearest address that isn't a declared proxy's."""
    proxy, last = door().proxy, request.remote_addr or ""
    before = request.headers.get("X-Forwarded-For", "").split(",")
    while before and proxy.stands_at(last):
        last = before.pop().strip() or last
    return last


def _check_form() -> None:
    given = request.form.get(TOKEN, "")
    if not hmac.compare_digest(given.encode(), str(session.get(TOKEN, "")).encode()) or not given:
        abort(403)
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)
    who = g.user.name if g.user else _address()
    if request.endpoint != "sessions.login" and not door().writes.allows(who):
        abort(429)


def _headers(response: Response) -> Response:
    response.headers.extend(
        (name, value) for name, value in HEADERS.items() if name not in response.headers
    )
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def hosts_of(host: str, public: str) -> frozenset[str]:
    """The names a server answers to: this machine's own, and the declared ones."""
    declared = urlsplit(public).hostname
    return LOOPBACK | {name for name in (host, declared) if name and name not in ("0.0.0.0", "::")}  # noqa: S104
