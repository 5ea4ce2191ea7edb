"""The page of a draft: the entry's own fields, and a card for each finding with what follows from
it as it now stands.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import count
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.model.entries import KINDS, Intervention
from kb.model.library import Library
from kb.model.problems import Problem
from kb.model.schema import Model
from web.editing import editing_wording as wording
from web.editing.combining import fields_of, with_fields
from web.editing.conflict_page import conflicts_shown
from web.editing.drafting import Draft
from web.editing.finding_card import FindingCard, finding_card
from web.editing.form_fields import (
    Around,
    FormField,
    by_field,
    card_lists,
    entry_fields,
    item_fields,
    label,
    names,
)
from web.editing.form_reading import Form, read_fields
from web.editing.guard import editors_only
from web.editing.interval_box import other_interval, taken_apart
from web.editing.merging import Conflict
from web.editing.proposal import Proposal
from web.editing.round_trip import Unwritable
from web.editing.saving import Typed, conflicts_with_main, save
from web.editing.source_lookup import FoundSource, find_proposed, find_sources
from web.editing.workshop import known_proposal, who, workshop
from web.editing.yaml_text import Plain

blueprint = Blueprint("draft_page", __name__)
ITEM = re.compile(r"(?P<list>[a-z-]+)\[(?P<place>[0-9]{1,4}|new)\]")
PASTED = "effect.pasted"  # the box that takes a result as it was copied


@dataclass(frozen=True)
class Item:
    """One item of a list: where it is, what it says in short, its problems, and, for a finding,
    what follows from it.
    """

    part: str
    words: str
    problems: tuple[Problem, ...]
    card: FindingCard | None


@dataclass(frozen=True)
class CardList:
    """A list whose items have forms of their own."""

    name: str
    label: str
    help: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class DraftPage:
    """A draft as its editor sees it; `form` is of `part`, empty for the entry's own fields."""

    proposal: Proposal
    state: str
    draft: Draft
    part: str
    heading: str
    form: tuple[FormField, ...]
    lists: tuple[CardList, ...]
    loose: tuple[Problem, ...]
    card: FindingCard | None
    conflicts: tuple[Conflict, ...]
    find: str
    found: tuple[FoundSource, ...]
    pasted: str
    box: str
    unwritable: str
    trouble: str
    sources: tuple[tuple[str, str], ...]


@blueprint.route("/proposals/<entry>/<int:number>")
def draft(entry: str, number: int) -> str:
    """The page, or that of one part of the entry."""
    page = draft_page(known_proposal(entry, number), request.args.get("part", ""))
    return render_template("editing/draft.html", page=page)


@blueprint.post("/proposals/<entry>/<int:number>")
@editors_only
def write(entry: str, number: int) -> str | Response | tuple[str, int]:
    """Save what a form sent; whatever is wrong in it is saved and told."""
    proposal, form = known_proposal(entry, number), request.form
    part, item = _part(form.get("part", ""), proposal)
    opened, _ = _part(form.get("open", ""), proposal)
    editing = _Editing(proposal, part, item, form)
    typed = Typed(form.get("from", ""), editing.edited, who().person, {})
    try:
        saved = save(workshop().store, proposal, typed)
    except Unwritable as error:
        page = draft_page(proposal, part, typed=editing.fields, unwritable=str(error))
        return render_template("editing/draft.html", page=page), 422
    if saved.conflicts:
        return render_template("editing/conflicts.html", page=conflicts_shown(saved)), 409
    workshop().pushing.push(saved.proposal.name.reference)
    if editing.box:
        page = draft_page(saved.proposal, editing.part, pasted=form[PASTED], box=editing.box)
        return render_template("editing/draft.html", page=page), 422
    name = saved.proposal.name
    find = form.get("find", "").strip() if "look" in form else ""
    still_new = part if item == "new" else ""  # nothing was typed yet
    closed = "remove" in form or "done" in form
    part = opened or ("" if closed else editing.part or still_new)
    there = url_for(
        "draft_page.draft",
        begun=1 if name != proposal.name else None,
        entry=name.entry,
        number=name.number,
        part=part or None,
        find=find or None,
        _anchor="find" if find else None,
    )
    return redirect(there, code=303)


class _Editing:
    """What a form changes in a file, and what it could not."""

    def __init__(self, proposal: Proposal, part: str, item: str | None, form: Form) -> None:
        self.proposal, self.part, self.item, self.form = proposal, part, item, form
        self.box = ""
        self.fields: dict[str, Plain] = {}
        self.model = KINDS[_kind(proposal)]
        self.library = workshop().drafting.library(workshop().store.main)

    def edited(self, data: bytes) -> bytes:
        """The file with what the form says; raises `Unwritable`."""
        there = fields_of(data, self.proposal.file)
        if there is None:
            raise Unwritable(wording.NOT_FIELDS)
        if self.item is None:
            self.fields = read_fields(self.model, self.form, (), there, self.library)
        else:
            self.fields = self._with_item(there, self.item)
        return with_fields(data, self.fields, self.proposal.file)

    def _with_item(self, there: dict[str, Plain], item: str) -> dict[str, Plain]:
        name = self.part.partition("[")[0]
        old = there.get(name)
        items: list[Plain] = list(old) if isinstance(old, list) else []
        place = item_number(item, items)
        said = {} if "remove" in self.form else self._item(name, place, items)
        items[place : place + 1] = [said] if said else []
        self.part = f"{name}[{place}]" if said else ""
        if not items:
            return {key: value for key, value in there.items() if key != name}
        placed: dict[str, Plain] = {**there, name: items}
        return placed if name in there else _in_order(self.model, placed)

    def _item(self, name: str, place: int, items: list[Plain]) -> dict[str, Plain]:
        """The item as sent; a new finding gets the next id of its source."""
        before = items[place] if place < len(items) else {}
        old = before if isinstance(before, dict) else {}
        model = dict(_models(self.model))[name]
        said = read_fields(model, self.form, (name, place), old, self.library)
        self._take_box(said)
        source = said.get("source")
        if name == "findings" and "id" not in said and source in self.library.source_ids:
            own = {str(one.get("id")) for one in items if isinstance(one, dict)}
            said = {"id": next_id(str(source), own | finding_ids(self.library)), **said}
        return said

    def _take_box(self, said: dict[str, Plain]) -> None:
        pasted = self.form.get(PASTED, "").strip()
        if not pasted:
            return
        found = taken_apart(pasted)
        other = other_interval(pasted)
        unread = wording.OTHER_INTERVAL if other else wording.UNCLEAR_NUMBERS
        self.box = "" if found else unread.format(level=other)
        effect = said.get("effect")
        if found:
            said["effect"] = {**(effect if isinstance(effect, dict) else {}), **found}


def item_number(item: str, items: list[Plain]) -> int:
    """The number of an item in the names of its fields; a new one is behind the others."""
    return len(items) if item == "new" else int(item)


def next_id(source: str, taken: Set[str]) -> str:
    """The id of a new finding: its source and the next number that no entry has."""
    return next(id for n in count(1) if (id := f"{source}--{n}") not in taken)


def finding_ids(library: Library) -> set[str]:
    """The ids of all findings, those of entries with errors too."""
    entries = (part.entry for file in library.files.values() for part in file.parts)
    whole = (entry for entry in entries if isinstance(entry, Intervention))
    return {finding.id for entry in whole for finding in entry.findings or ()}


def draft_page(
    proposal: Proposal,
    part: str = "",
    typed: dict[str, Plain] | None = None,
    unwritable: str = "",
    pasted: str = "",
    box: str = "",
) -> DraftPage:
    """The page of a draft, or of one part of it."""
    draft = workshop().draft_of(proposal)
    part, item = _part(part, proposal)
    said = typed or draft.fields
    form = _form(draft, said or {}, part, item) if said is not None else ()
    shown = {*names(form)}
    find = request.args.get("find", "")[:200]
    card = finding_card(draft, int(item)) if part.startswith("findings") and (
        item not in (None, "new")
    ) else None  # fmt: skip
    return DraftPage(
        proposal,
        wording.STATES[proposal.state],
        draft,
        part,
        _heading(part, item),
        form,
        () if part else tuple(_lists(draft)),
        tuple(p for p in draft.problems if _is_loose(p, part, shown, draft)),
        card,
        conflicts_with_main(workshop().store, proposal) if proposal.is_open else (),
        find,
        _found(find, draft.library) if find else (),
        pasted,
        box,
        unwritable,
        workshop().pushing.trouble,
        tuple((one.id, one.title) for one in draft.library.sources.values()) if part else (),
    )


def _found(find: str, library: Library) -> tuple[FoundSource, ...]:
    """The sources asked for: those that are there, then those that others propose."""
    proposed = find_proposed(find, workshop().proposed_sources(), library)
    return (*find_sources(find, library), *proposed)


def _form(
    draft: Draft, said: dict[str, Plain], part: str, item: str | None
) -> tuple[FormField, ...]:
    around = Around(draft.library, by_field(draft.problems))
    model = KINDS[draft.kind]
    if item is None:
        return entry_fields(model, said, around)
    name = part.partition("[")[0]
    items = said.get(name)
    there = items if isinstance(items, list) else []
    number = item_number(item, there)
    value = there[number] if number < len(there) else {}
    inner = dict(_models(model))[name]
    return item_fields(inner, value if isinstance(value, dict) else {}, (name, number), around)


def _lists(draft: Draft) -> Iterator[CardList]:
    said = draft.fields or {}
    for name, help, _ in card_lists(KINDS[draft.kind]):
        items = said.get(name)
        there = items if isinstance(items, list) else []
        yield CardList(
            name, label(name), help, tuple(_item(draft, name, n, x) for n, x in enumerate(there))
        )


def _item(draft: Draft, name: str, number: int, said: Plain) -> Item:
    part = f"{name}[{number}]"
    problems = tuple(p for p in draft.problems if p.field.startswith(part))
    card = finding_card(draft, number) if name == "findings" else None
    return Item(part, _in_short(said), problems, card)


def _in_short(said: Plain) -> str:
    """An item in a few words: its id or source aside, the first that is prose."""
    if isinstance(said, str):
        return said
    values = said.values() if isinstance(said, dict) else said
    texts = [value for value in values if isinstance(value, str)]
    return max(texts, key=len, default="") if len(texts) < 3 else " · ".join(texts[:4])


def _is_loose(problem: Problem, part: str, shown: set[str], draft: Draft) -> bool:
    """Whether a problem is next to no field of this page or of the cards on it."""
    if problem.file != draft.file:
        return not part
    if part:
        return problem.field.startswith(part) and problem.field not in shown
    within = re.sub(r"\[.*", "", problem.field)
    cards = {name for name, *_ in card_lists(KINDS[draft.kind])}
    field = re.sub(r"\[\d+\]$", "", problem.field)
    return not {problem.field, field} & shown and not (within in cards and "[" in problem.field)


def _part(part: str, proposal: Proposal) -> tuple[str, str | None]:
    """A part of an entry as addresses name it; aborts with 404 where there can be none."""
    if not part:
        return "", None
    found = ITEM.fullmatch(part)
    if not found or found["list"] not in dict(_models(KINDS[_kind(proposal)])):
        abort(404)
    return part, found["place"]


def _models(model: type[Model]) -> Iterator[tuple[str, type[Model]]]:
    yield from ((name, inner) for name, _, inner in card_lists(model))


def _kind(proposal: Proposal) -> str:
    return proposal.file.partition("/")[0].removesuffix("s")


def _heading(part: str, item: str | None) -> str:
    what = label(part.partition("[")[0].removesuffix("s"))
    if item == "new":
        return wording.NEW_ITEM.format(what=what.lower())
    return "" if item is None else f"{what} {int(item) + 1}"


def _in_order(model: type[Model], said: dict[str, Plain]) -> dict[str, Plain]:
    order: dict[str, Any] = {info.alias or name: 0 for name, info in model.model_fields.items()}
    return {name: said[name] for name in (*order, *said) if name in said}
