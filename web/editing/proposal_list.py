"""The list of proposals, and where a new one begins: an entry that is there, or one that is not."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.authoring.templates import LONGEST_ID, id_from
from kb.model.entries import FOLDERS, KINDS
from kb.model.library import FOLDER_OF, Library
from kb.reading.folder import is_windows_device
from web.core.links import Link
from web.editing import editing_wording as wording
from web.editing.guard import editors_only
from web.editing.proposal import Proposal, days_ago
from web.editing.round_trip import rewritten
from web.editing.workshop import who, workshop
from web.editing.yaml_text import Plain, printable

blueprint = Blueprint("proposal_list", __name__)
MOST = 50  # entries found


@dataclass(frozen=True)
class Listed:
    """A proposal in a list: its entry's title, its state in words, and how old it is."""

    proposal: Proposal
    title: str
    state: str
    days: int

    @property
    def age(self) -> str:
        """How long ago something last happened to it."""
        return days_ago(self.days)


@dataclass(frozen=True)
class ListPage:
    """All proposals, and the entries that were looked for."""

    open: tuple[Listed, ...]
    closed: tuple[Listed, ...]
    asked: str
    found: tuple[Link, ...]
    more: bool
    kinds: tuple[str, ...]
    problem: str
    name: str
    kind: str


@blueprint.get("/")
def proposals() -> str:
    """The list."""
    return render_template("editing/list.html", page=list_page(request.args.get("q", "")))


@blueprint.route("/<any(interventions, conditions, claims, sources):folder>/<entry>")
def entry(folder: str, entry: str) -> str:
    """Where a reader's `Suggest a change` leads: the proposals of an entry, and a new one."""
    library = workshop().drafting.library(workshop().store.main)
    found = library.entry(entry)
    file = f"{folder}/{entry}.yaml"
    if file not in library.files:
        abort(404)
    listed = [_listed(one, library) for one in workshop().store.proposals(entry)]
    title = found.title if found else entry
    return render_template("editing/entry.html", title=title, file=file, listed=listed)


@blueprint.post("/begin")
@editors_only
def begin() -> Response:
    """Begin a proposal about an entry that is there."""
    store, file = workshop().store, request.form.get("file", "")
    main = store.main
    if file not in workshop().drafting.library(main).files:
        abort(404)
    made = store.create(file, store.file(main, file) or b"", who().person, main)
    workshop().pushing.push(made.name.reference)
    return redirect(url_for("draft_page.draft", entry=made.name.entry, number=made.name.number))


@blueprint.post("/new")
@editors_only
def new() -> Response | tuple[str, int]:
    """Begin a proposal for an entry that isn't there yet."""
    kind, name = (
        request.form.get("kind", ""),
        " ".join(printable(request.form.get("name", "")).split()),
    )
    store = workshop().store
    main = store.main
    library = workshop().drafting.library(main)
    if kind not in KINDS:
        abort(400)
    problem = _unusable(name, library)
    if problem:
        page = list_page("", problem, name, kind)
        return render_template("editing/list.html", page=page), 422
    file = f"{FOLDER_OF[kind]}/{id_from(name)}.yaml"
    data = rewritten(f"# yaml-language-server: $schema=../schema/{kind}.json\n", _first(kind, name))
    made = store.create(file, data.encode(), who().person, main)
    workshop().pushing.push(made.name.reference)
    return redirect(url_for("draft_page.draft", entry=made.name.entry, number=made.name.number))


def list_page(asked: str, problem: str = "", name: str = "", kind: str = "") -> ListPage:
    """The list, and the entries whose names or ids have all the words asked for."""
    store = workshop().store
    library = workshop().drafting.library(store.main)
    listed = [_listed(one, library) for one in store.proposals()]
    found = _found(asked, library) if asked.strip() else []
    return ListPage(
        tuple(one for one in listed if one.proposal.is_open),
        tuple(one for one in listed if not one.proposal.is_open)[:MOST],
        asked,
        tuple(found[:MOST]),
        len(found) > MOST,
        tuple(KINDS),
        problem,
        name,
        kind,
    )


def _found(asked: str, library: Library) -> list[Link]:
    words = asked.casefold().split()
    files = (file for file in library.files.values() if file.kind in KINDS)
    titles = ((file, getattr(library.entry(file.id), "title", file.id)) for file in files)
    return [
        Link(title, f"/{FOLDER_OF[file.kind]}/{file.id}")
        for file, title in titles
        if all(word in f"{title} {file.id}".casefold() for word in words)
    ]


def _listed(proposal: Proposal, library: Library) -> Listed:
    entry = library.entry(proposal.name.entry)
    days = (datetime.now(UTC) - proposal.touched.astimezone(UTC)).days
    title = entry.title if entry else workshop().title_of(proposal)
    return Listed(proposal, title, wording.STATES[proposal.state], max(days, 0))


def _unusable(name: str, library: Library) -> str:
    """Why nothing new can have this name; empty if it can."""
    id = id_from(name)
    if not id or len(id) > LONGEST_ID:
        return wording.NO_ID
    if is_windows_device(id):
        return wording.WINDOWS_NAME
    if any(f"{folder}/{id}.yaml" in library.files for folder in FOLDERS):
        return wording.EXISTS.format(id=id)
    there = [one for one in workshop().store.proposals(id) if one.is_open]
    if there:
        who = ", ".join(there[0].authors)
        return wording.PROPOSED.format(who=who, id=id)
    return ""


def _first(kind: str, name: str) -> dict[str, Plain]:
    """What a new entry says at first; accepting it writes the day of its review and its line."""
    today = datetime.now(UTC).date().isoformat()
    if kind == "source":
        year = re.search(r"\b(1[89]|20)\d\d$", name)
        return {"issued": year[0]} if year else {}
    first: Plain = {"date": today, "what": wording.FIRST_VERSION}
    called = "claim" if kind == "claim" else "name"
    return {called: name, "changes": [first], "reviewed": today}
