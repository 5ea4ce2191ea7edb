"""The reverse of an accepted change, as another proposal that somebody else has to accept."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from kb.model.dates import in_words
from web.editing import editing_wording as wording
from web.editing.combining import combined, fields_of, with_fields
from web.editing.git import Person
from web.editing.guard import editors_only
from web.editing.proposal import Proposal
from web.editing.round_trip import Unwritable
from web.editing.store import Refused, Store
from web.editing.workshop import known_proposal, who, workshop

blueprint = Blueprint("undoing", __name__)
# What says that something was done: an undoing is added to it, and takes nothing from it.
RECORDED = ("changes", "reviewed")


@blueprint.post("/proposals/<entry>/<int:number>/undo")
@editors_only
def undo(entry: str, number: int) -> Response:
    """Begin a proposal with the text from before an accepted one."""
    made = undoing(workshop().store, known_proposal(entry, number), who().person)
    workshop().pushing.push(made.name.reference)
    there = url_for("review_page.review", entry=made.name.entry, number=made.name.number)
    return redirect(there, code=303)


def undoing(store: Store, proposal: Proposal, author: Person) -> Proposal:
    """A new proposal that takes an accepted change back and leaves later ones; raises `Refused`.

    Where a later one changed the same field it is begun from the accepted change itself, so that
    both values are shown to choose from as in any other conflict.
    """
    file, main = proposal.file, store.main
    if why := not_undoable(store, proposal):
        raise Refused(why)
    accepted = store.file(proposal.accepted_in, file) or b""
    before = store.file(f"{proposal.accepted_in}^", file) or b""
    now = store.file(main, file)
    if now is None:
        raise Refused(wording.ENTRY_GONE)
    try:
        mine = _with_record(before, accepted, file)
        found = combined(accepted, mine, now, file, store.git.merged_text)
    except Unwritable as error:
        raise Refused(wording.CANT_UNDO.format(error=error)) from error
    if found.conflicts:
        return store.create(file, mine, author, proposal.accepted_in, _said(proposal))
    if fields_of(found.data, file) == fields_of(now, file):
        raise Refused(wording.UNDONE_ALREADY)
    return store.create(file, found.data, author, main, _said(proposal))


def not_undoable(store: Store, proposal: Proposal) -> str:
    """Why an accepted proposal can't be undone by another, as a sentence; empty if it can."""
    if not proposal.accepted_in:
        return wording.MERGED_BY_HAND if proposal.state == "accepted" else wording.NOT_ACCEPTED
    before = store.file(f"{proposal.accepted_in}^", proposal.file)
    return wording.NEW_ENTRY_STAYS if before is None else ""


def _with_record(before: bytes, accepted: bytes, file: str) -> bytes:
    old, new = fields_of(before, file), fields_of(accepted, file)
    if old is None or new is None:
        raise Unwritable(wording.NOT_FIELDS)
    return with_fields(before, {**old, **{n: new[n] for n in RECORDED if n in new}}, file)


def _said(proposal: Proposal) -> str:
    """What is undone, for the reviewer."""
    step = proposal.steps[-1]
    return wording.UNDOES.format(
        number=proposal.name.number,
        authors=", ".join(proposal.authors),
        reviewer=step.author,
        day=in_words(step.when.date()),
        what=step.words.partition("\n")[0],
    )
