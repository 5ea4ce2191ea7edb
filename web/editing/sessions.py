"""Logging in and out."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from web.editing.guard import WANTED, door, log_in, user

blueprint = Blueprint("sessions", __name__)


@blueprint.route("/login", methods=["GET", "POST"])
def login() -> str | Response | tuple[str, int]:
    """The form to log in with, and what it sends."""
    if user():
        return redirect(url_for("proposal_list.proposals"))
    if request.method == "GET":
        return render_template("editing/login.html", name="", wrong=False, proxy=door().proxy)
    name = request.form.get("name", "")
    wanted = session.get(WANTED) or url_for("proposal_list.proposals")
    if log_in(name, request.form.get("password", "")):
        return redirect(wanted)
    session[WANTED] = wanted
    return render_template("editing/login.html", name=name, wrong=True, proxy=door().proxy), 422


@blueprint.post("/logout")
def logout() -> Response:
    """End the session."""
    session.clear()
    return redirect(url_for("sessions.login"))
