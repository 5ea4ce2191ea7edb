"""Both versions of each field that two people changed, side by side, with the sentences that would
follow from them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.editing.drafting import Draft
from web.editing.finding_card import FindingCard, finding_card
from web.editing.form_fields import label
from web.editing.guard import editors_only
from web.editing.merging import Absent, Conflict, Value
from web.editing.proposal import Proposal, Step
from web.editing.saving import Saved, Typed, conflicts_with_main, save, settle
from web.editing.workshop import known_proposal, who, workshop
from web.editing.yaml_text import Plain

blueprint = Blueprint("conflict_page", __name__)
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Side:
    """A field as one of two has it, with the finding it would give, where it is of one."""

    words: str
    card: FindingCard | None


@dataclass(frozen=True)
class Shown:
    """A field in conflict."""

    name: str
    base: str
    mine: Side
    theirs: Side


@dataclass(frozen=True)
class ConflictPage:
    """The fields to choose for; `typed` is what was not saved yet, on top of the commit `started`;
    empty if all was saved, and `by` is who saved the other version.
    """

    proposal: Proposal
    started: str
    shown: tuple[Shown, ...]
    typed: str
    by: Step


@blueprint.get("/proposals/<entry>/<int:number>/conflicts")
def conflicts(entry: str, number: int) -> str | Response:
    """The fields that were published with another value meanwhile."""
    proposal = known_proposal(entry, number)
    found = conflicts_with_main(workshop().store, proposal)
    if not found or not proposal.is_open:
        return redirect(url_for("draft_page.draft", entry=entry, number=number))
    return render_template("editing/conflicts.html", page=_page(proposal, found))


@blueprint.post("/proposals/<entry>/<int:number>/conflicts")
@editors_only
def choose(entry: str, number: int) -> Response | tuple[str, int]:
    """Save with what was chosen."""
    proposal, form = known_proposal(entry, number), request.form
    chosen = {
        name.removeprefix("choice:"): value == MINE
        for name, value in form.items()
        if name.startswith("choice:") and value in (MINE, THEIRS)
    }
    if typed := form.get("typed", ""):
        data = typed.replace("\r\n", "\n").encode()
        what = Typed(form.get("from", ""), lambda _: data, who().person, chosen)
        saved = save(workshop().store, proposal, what)
        if saved.conflicts:
            return render_template("editing/conflicts.html", page=conflicts_shown(saved)), 409
    elif not proposal.is_open:
        abort(409)
    elif left := settle(workshop().store, proposal, who().person, chosen):
        return render_template("editing/conflicts.html", page=_page(proposal, left)), 409
    workshop().pushing.push(proposal.name.reference)
    return redirect(url_for("draft_page.draft", entry=entry, number=number), code=303)


def conflicts_shown(saved: Saved) -> ConflictPage:
    """What a save could not bring together; nothing of it is lost."""
    return _page(saved.proposal, saved.conflicts, saved)


def _page(
    proposal: Proposal, found: tuple[Conflict, ...], saved: Saved | None = None
) -> ConflictPage:
    store, drafting = workshop().store, workshop().drafting
    main = store.main
    own = saved.mine if saved else store.file(proposal.tip, proposal.file) or b""
    other = store.file(proposal.tip if saved else main, proposal.file) or b""
    drafts = [drafting.draft(data, proposal.file, main) for data in (own, other)]

    def side(value: Value, conflict: Conflict, number: int) -> Side:
        place, draft = conflict.place, drafts[number]
        at = place[1] if len(place) > 1 and place[0] == "findings" else None
        card = finding_card(draft, int(at)) if at is not None else None
        if card and number and card.id != finding_card(drafts[0], card.number).id:
            card = None
        if len(place) == 1:
            card = _first_that_differs(draft, drafts[1 - number])
        return Side(in_words(value), card)

    return ConflictPage(
        proposal,
        saved.started if saved else proposal.tip,
        tuple(
            Shown(one.name, in_words(one.base), side(one.mine, one, 0), side(one.theirs, one, 1))
            for one in found
        ),
        saved.mine.decode("utf-8", "replace") if saved else "",
        [step for step in proposal.steps if step.saves][-1],
    )


def _first_that_differs(draft: Draft, other: Draft) -> FindingCard | None:
    """Of a field of the entry itself, such as its name: the first sentence that says another thing
    in the other version.
    """
    cards = [finding_card(draft, number) for number in sorted(draft.derived)]
    there = {number: derived.text for number, derived in other.derived.items()}
    differing = (one for one in cards if one.sentence != there.get(one.number, one.sentence))
    return next(differing, None)


def in_words(value: Value) -> str:
    """A value as it is shown, with its fields by their labels, one on each line; nothing for what
    isn't there.
    """
    if isinstance(value, Absent):
        return ""
    return "\n".join(_lines(value, "")) if isinstance(value, dict | list) else value


def _lines(value: Plain, called: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _lines(inner, f"{called} › {label(name)}" if called else label(name))
    elif isinstance(value, list) and not all(isinstance(one, str) for one in value):
        for number, inner in enumerate(value, 1):
            yield from _lines(inner, f"{called} {number}".strip())
    else:
        text = "; ".join(map(str, value)) if isinstance(value, list) else value
        yield f"{called}: {text}" if called else text
