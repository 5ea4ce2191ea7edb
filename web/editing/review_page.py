"""The review of a proposal: what readers will see before and after, the fields, the file, and what
people say of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher, unified_diff
from itertools import groupby
from typing import Literal

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.model.entries import Intervention
from kb.model.problems import Problem
from web.editing import editing_wording as wording
from web.editing.accepting import Verdict, accepted_file
from web.editing.comparing import Compared, Meanwhile, compared
from web.editing.conflict_page import in_words
from web.editing.drafting import Draft
from web.editing.finding_card import FindingCard, finding_card
from web.editing.form_fields import placed
from web.editing.form_words import in_form
from web.editing.git import Moved
from web.editing.guard import editors_only
from web.editing.merging import Conflict, Place, differences
from web.editing.proposal import Proposal, State, Step
from web.editing.saving import conflicts_with_main
from web.editing.store import Refused, may_not_review
from web.editing.undoing import not_undoable
from web.editing.workshop import known_proposal, who, workshop
from web.editing.yaml_text import printable

blueprint = Blueprint("review_page", __name__)
LONGEST_COMMENT = 5_000
LONGEST_CHANGE = 400  # as the model has it
Mark = Literal["same", "gone", "new"]
Words = tuple[tuple[str, Mark], ...]


@dataclass(frozen=True)
class Sentences:
    """What readers see of one finding before and after; None if there is none."""

    before: FindingCard | None
    after: FindingCard | None
    before_words: Words
    after_words: Words


@dataclass(frozen=True)
class Changed:
    """A field that differs, with what was said about it."""

    name: str
    before: str
    after: str
    before_words: Words
    after_words: Words
    source: str
    comments: tuple[Step, ...]


@dataclass(frozen=True)
class Typed:
    """What was typed in the form of the decision, and is shown again where it was refused."""

    words: str = ""
    change: str = ""
    reviewed: bool = False


@dataclass(frozen=True)
class ReviewPage:
    """All of a review, and what the one who looks may do; `stays` is why it can't be undone."""

    proposal: Proposal
    state: str
    draft: Draft
    sentences: tuple[Sentences, ...]
    fields: tuple[Changed, ...]
    diff: tuple[tuple[str, str], ...]
    meanwhile: Meanwhile
    conflicts: tuple[Conflict, ...]
    talk: tuple[tuple[Step, str, int], ...]
    is_author: bool
    may_decide: bool
    why: str
    refused: str
    typed: Typed
    is_new: bool
    stays: str


@blueprint.get("/proposals/<entry>/<int:number>/review")
def review(entry: str, number: int) -> str:
    """The review."""
    return render_template("editing/review.html", page=review_page(known_proposal(entry, number)))


@blueprint.post("/proposals/<entry>/<int:number>/review")
@editors_only
def say(entry: str, number: int) -> Response | tuple[str, int]:
    """Comment, ask, withdraw, accept, ask for changes or decline."""
    proposal = known_proposal(entry, number)
    words = printable(request.form.get("words", "")).replace("\r\n", "\n").strip()
    try:
        if request.form.get("from") != proposal.tip:
            raise Refused(wording.MEANWHILE)
        if len(words) > LONGEST_COMMENT:
            raise Refused(wording.COMMENT_TOO_LONG.format(most=LONGEST_COMMENT))
        _do(proposal, request.form.get("do", ""), words)
    except (Refused, Moved) as error:
        now = known_proposal(entry, number)
        typed = Typed(words, request.form.get("change", ""), "reviewed" in request.form)
        refused = str(error) if isinstance(error, Refused) else wording.MEANWHILE
        page = review_page(now, refused=refused, typed=typed)
        return render_template("editing/review.html", page=page), 409
    workshop().pushing.push(proposal.name.reference)
    there = url_for("review_page.review", entry=entry, number=number)
    return redirect(there, code=303)


def _do(proposal: Proposal, what: str, words: str) -> None:
    store, me = workshop().store, who()
    own = may_not_review(proposal, me.person)
    states: dict[str, State] = {"ask": "asked", "withdraw": "withdrawn",
                                "changes": "changes-asked", "decline": "declined"}  # fmt: skip
    if what == "comment":
        if not words:
            raise Refused(wording.NO_COMMENT)
        about = request.form.get("about", "")
        if about and about not in _names_of_changes(proposal):
            abort(400)
        store.say(proposal, proposal.state, words, me.person, about)
    elif what in ("ask", "withdraw"):
        if not own and not me.may_review:
            raise Refused(wording.AUTHORS_ONLY)
        store.say(proposal, states[what], words, me.person)
    elif what in ("changes", "decline", "accept"):
        _demand_reviewer(proposal)
        if what == "accept":
            _accept(proposal, words)
        elif not words:
            raise Refused(wording.SAY_WHY)
        else:
            store.say(proposal, states[what], words, me.person)
    else:
        abort(400)


def _names_of_changes(proposal: Proposal) -> set[str]:
    return {one.name for one in _changed(compared(proposal), proposal)}


def _demand_reviewer(proposal: Proposal) -> None:
    if not who().may_review:
        raise Refused(wording.REVIEWERS_ONLY)
    if may_not_review(proposal, who().person):
        raise Refused(wording.OWN_TO_REVIEW)
    if proposal.state != "asked":
        raise Refused(wording.NOT_ASKED)


def _accept(proposal: Proposal, words: str) -> None:
    store = workshop().store
    what = " ".join(printable(request.form.get("change", "")).split())
    if not what or len(what) > LONGEST_CHANGE:
        raise Refused(wording.SAY_WHAT_CHANGED.format(most=LONGEST_CHANGE))
    verdict = Verdict(what, date.today(), "reviewed" in request.form)

    def made(main: str) -> bytes:
        data = accepted_file(store, proposal, main, verdict)
        errors = workshop().drafting.draft(data, proposal.file, main).errors
        if errors:
            raise Refused(_to_fix(errors, proposal.file))
        return data

    store.accept(proposal, made, who().person, f"{what}\n\n{words}")
    workshop().pushing.push(store.repository.main)


def _to_fix(errors: Sequence[Problem], file: str) -> str:
    """How many errors there are, and the first."""
    first = errors[0]
    where = placed(first.field) if first.file == file else first.file
    count = wording.ONE_ERROR if len(errors) == 1 else wording.ERRORS_TO_FIX.format(n=len(errors))
    return wording.FIX_FIRST.format(count=count, where=where, problem=in_form(first))


NOTHING_TYPED = Typed()


def review_page(proposal: Proposal, refused: str = "", typed: Typed = NOTHING_TYPED) -> ReviewPage:
    """The review of a proposal."""
    found = compared(proposal)
    before, after = found.before, found.after
    mine = may_not_review(proposal, who().person)
    asked = [step.words for step in proposal.steps if step.state == "asked" and step.words]
    return ReviewPage(
        proposal,
        wording.STATES[proposal.state],
        after,
        tuple(_sentences(before, after)),
        tuple(_changed(found, proposal)),
        tuple(_diff(before.data, after.data)),
        found.meanwhile,
        conflicts_with_main(workshop().store, proposal) if proposal.is_open else (),
        tuple(_talk(proposal)),
        mine,
        who().may_review and not mine and proposal.state == "asked",
        asked[-1] if asked else "",
        refused,
        typed,
        not before.data,
        not_undoable(workshop().store, proposal) if proposal.state == "accepted" else "",
    )


def _talk(proposal: Proposal) -> Iterator[tuple[Step, str, int]]:
    """What happened, and how often; of somebody's saves in a row, the last."""
    said = [(step, _said(step, n, proposal)) for n, step in enumerate(proposal.steps)]
    for _, together in groupby(said, lambda one: (one[0].author, one[1], one[0].saves or one[0])):
        *before, (step, words) = together
        yield step, words, len(before) + 1


def _said(step: Step, number: int, proposal: Proposal) -> str:
    if step.saves:
        return wording.SAVED if number else wording.DONE["draft"]
    changed = step.state != proposal.steps[number - 1].state
    return wording.DONE.get(step.state, "") if changed else wording.COMMENTED


def _sentences(before: Draft, after: Draft) -> Iterator[Sentences]:
    """The findings whose sentence, size or certainty changes, in the order of the file."""
    if not isinstance(after.entry or before.entry, Intervention):
        return
    old, new = _cards(before), _cards(after)
    for id in dict.fromkeys([*new, *old]):
        one, other = old.get(id), new.get(id)
        if (one and one.row) != (other and other.row):
            words = marked(one.sentence if one else "", other.sentence if other else "")
            yield Sentences(one, other, *words)


def _cards(draft: Draft) -> dict[str, FindingCard]:
    items = (draft.fields or {}).get("findings")
    numbers = range(len(items)) if isinstance(items, list) else range(0)
    cards = (finding_card(draft, number) for number in numbers)
    return {card.id or f"#{card.number}": card for card in cards}


def _changed(versions: Compared, proposal: Proposal) -> Iterator[Changed]:
    """The fields that differ, under the names they had when it was begun, as comments have them."""
    comments = [step for step in proposal.steps if step.about]
    before, after, base = (
        one.fields or {} for one in (versions.before, versions.after, versions.base)
    )
    found = differences(before, after, base)
    shown = {one.name for one in found}
    for one in found:
        old, new = in_words(one.before), in_words(one.after)
        about = tuple(step for step in comments if step.about == one.name)
        source = _source(versions.after, one.place)
        yield Changed(one.name, old, new, *marked(old, new), source, about)
    for name in dict.fromkeys(step.about for step in comments if step.about not in shown):
        about = tuple(step for step in comments if step.about == name)
        yield Changed(name, "", "", (), (), "", about)


def _source(draft: Draft, place: Place) -> str:
    """The source a changed field is to be checked against."""
    value: object = draft.fields or {}
    found = ""
    for step in place:
        if isinstance(value, dict):
            found = str(value.get("source") or found)
            value = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
    return found


def marked(before: str, after: str) -> tuple[Words, Words]:
    """Two texts word by word, with what is gone and what is new."""
    old, new = (re.findall(r"\n|\S+", text) for text in (before, after))
    matched = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    was: list[tuple[str, Mark]] = []
    now: list[tuple[str, Mark]] = []
    for tag, i, j, k, m in matched:
        same = tag == "equal"
        was += [(" ".join(old[i:j]), "same" if same else "gone")] if j > i else []
        now += [(" ".join(new[k:m]), "same" if same else "new")] if m > k else []
    return tuple(was), tuple(now)


def _diff(before: bytes, after: bytes) -> Iterator[tuple[str, str]]:
    old, new = (data.decode("utf-8", "replace").splitlines() for data in (before, after))
    for line in list(unified_diff(old, new, lineterm="", n=2))[2:]:
        kind = {"+": "new", "-": "gone", "@": "place"}.get(line[:1], "same")
        yield kind, line
