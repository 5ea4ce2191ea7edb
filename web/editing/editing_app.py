"""The editing application: proposals made in forms, and reviewed. Never part of the public site."""

from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask, Response, redirect, render_template, request, session, url_for
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from kb.assembling import Unreadable
from kb.model.dates import in_words
from web.core import assets, theme
from web.core.markdown import code_marked
from web.editing import (
    conflict_page,
    draft_page,
    proposal_list,
    review_page,
    sessions,
    undoing,
    yaml_page,
)
from web.editing import editing_wording as wording
from web.editing.drafting import Drafting
from web.editing.form_fields import placed, spoken
from web.editing.form_words import ended, form_words, in_form
from web.editing.git import GitFailed
from web.editing.guard import TOKEN, WANTED, Door, hosts_of, register, user
from web.editing.people import Proxy, Unusable, Users, secret
from web.editing.pushing import Pushing
from web.editing.repository import Unfit
from web.editing.store import Refused, Store
from web.editing.workshop import Workshop, workshop

OWN_FOLDER = "kb"  # within git's own folder: the users and the secret, never committed
USERS_FILE = "users.json"

TYPED_AGAIN = frozenset({403, 409, 429, 500, 503})  # errors that show what was typed
# What is sent with a form and nobody typed.
UNTYPED = frozenset(
    {"from", "part", "open", "save", "done", "look", "remove", "do", "about", "file", "reviewed"}
)


@dataclass(frozen=True)
class Settings:
    """How editing is offered: `site` is the address of the public site, `public` our own."""

    users: Path | None = None
    proxy: Proxy = field(default_factory=Proxy)
    host: str = "127.0.0.1"
    public: str = ""
    site: str = ""
    remote: str = ""


def create_editing_app(evidence: Path, settings: Settings | None = None) -> Flask:
    """The application over a collection in a git clone.

    Raises `repository.Unfit` where nothing may be written there, `people.Unusable` where nobody
    could log in, and `kb.loading.Unreadable`.
    """
    settings = settings or Settings()
    store = Store(evidence)
    own = store.repository.own / OWN_FOLDER
    app = Flask("web")
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.trim_blocks = True
    users = Users(settings.users or own / USERS_FILE)
    users.all()  # a file that can't be read is reported at once
    secure = settings.public.startswith("https:")
    door = Door(users, settings.proxy, hosts_of(settings.host, settings.public), secure)
    register(app, door, secret(own / "secret"))
    drafting = Drafting(store, evidence)
    drafting.library(store.main)
    app.extensions["workshop"] = Workshop(store, drafting, Pushing(store.git, settings.remote))
    assets.register(app)
    theme.register(app)
    app.add_template_filter(code_marked)
    app.add_template_filter(in_words, "day")
    app.add_template_filter(spoken)
    app.add_template_filter(placed)
    app.add_template_filter(form_words)
    app.add_template_filter(in_form)
    app.add_template_filter(ended)
    app.context_processor(lambda: _frame(settings))
    _answer_errors(app)
    for module in (
        sessions,
        proposal_list,
        draft_page,
        yaml_page,
        review_page,
        conflict_page,
        undoing,
    ):
        app.register_blueprint(module.blueprint)
    return app


def users_file(evidence: Path) -> Path:
    """Where the users of a collection are kept by default; raises `repository.Unfit`."""
    return Store(evidence).repository.own / OWN_FOLDER / USERS_FILE


def _frame(settings: Settings) -> dict[str, object]:
    here = workshop()
    library = here.drafting.library(here.store.main)
    return {
        "title_of_all": library.collection.title,
        "me": user(),
        "begun": "begun" in request.args,
        "site_url": settings.site.rstrip("/"),
        "theme": theme.kept_theme(request),
        "themes": theme.theme_links(request),
    }


def _answer_errors(app: Flask) -> None:
    app.register_error_handler(HTTPException, _say)
    app.register_error_handler(Unfit, lambda error: _refuse(str(error), 503))
    app.register_error_handler(Unusable, lambda error: _refuse(str(error), 503))
    app.register_error_handler(Refused, lambda error: _refuse(str(error), 409))
    app.register_error_handler(Unreadable, lambda error: _refuse(str(error), 503))
    app.register_error_handler(
        GitFailed, lambda error: _refuse(wording.GIT_FAILED.format(error=error), 503)
    )


def _say(error: HTTPException) -> AnyResponse:
    code = error.code or 500
    if code == 405 and request.method == "GET":  # where a form was sent to, opened again
        return redirect(url_for("proposal_list.proposals"))
    title, text = wording.ERRORS.get(code, wording.SOMETHING_WRONG)
    if code == 403 and _session_ended():
        title, text = wording.SESSION_ENDED
        session[WANTED] = request.path
    return _error(title, text, code)


def _session_ended() -> bool:
    """Whether a form was sent by somebody who isn't logged in any more."""
    return request.method == "POST" and user() is None and request.endpoint != "sessions.login"


def _refuse(text: str, code: int) -> Response:
    return _error(wording.REFUSED, text, code)


def _error(title: str, text: str, code: int) -> Response:
    typed = _typed() if code in TYPED_AGAIN else ()
    again = code != 403 and user() is not None  # a form that isn't ours is never sent again
    page = render_template("editing/error.html", title=title, text=text, typed=typed, again=again)
    return Response(page, code, mimetype="text/html")


def _typed() -> tuple[tuple[str, str, bool], ...]:
    """What a form sent that could not be saved: names, values, and whether somebody typed it."""
    if request.method != "POST" or request.endpoint in (None, "sessions.login", "sessions.logout"):
        return ()
    sent = ((name, value) for name, value in request.form.items(multi=True) if name != TOKEN)
    return tuple((name, value, bool(value) and name not in UNTYPED) for name, value in sent)
