"""Two to four interventions side by side: what they share, and ways to add, move and remove."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from flask import Blueprint, Response, current_app, redirect, render_template, request

from kb.model.condition_parts import NamedInFlag
from kb.model.derived import Derived, HarmEvent, RecentOnly
from kb.model.entries import Delivery, Intervention, Recommendation
from kb.model.library import Library
from kb.model.marked import Question
from kb.overviews.comparison import MOST, Row, compare, head_to_head
from kb.overviews.found_rows import category_mark
from kb.overviews.guidelines import for_all
from kb.statements.currency import current_advice
from web.core import wording
from web.core.id_cookie import ids_in, set_ids
from web.core.links import Link, entry_url
from web.core.query_args import Option, address
from web.core.reading_level import reading, remembered
from web.core.reload import state
from web.parts.badge import Badge, badge
from web.parts.cautions_section import CautionsSection, cautions_section
from web.parts.compare_args import OLD, CompareArgs, changed, compare_args, compare_url, old_ids
from web.parts.guideline_bodies import whom
from web.parts.harms_section import Inherited, first_harms, harms_section
from web.parts.labels import DIRECTION, GROUP, STRENGTH, Label, standing
from web.parts.matrix_cells import CellView, cell_view
from web.parts.plain_harms import in_plain_words

blueprint = Blueprint("compare", __name__)
# What an address changes a comparison with, and where the last one is remembered.
CHANGES = frozenset({"add", "without"})
COOKIE = "compare"
# How many ways to give it are shown side by side; the rest is a link away.
WAYS = 2
# So many outcomes have their fullest row in sight; the other rows and outcomes are folded.
IN_SIGHT = 3
# What may be compared with the one chosen, and treatments in a menu to choose from.
NEAR, MOST_OTHERS = 8, 1_000


@dataclass(frozen=True)
class Line:
    """What one body says, and the status of its source."""

    words: str
    status: Label | None


@dataclass(frozen=True)
class Side:
    """What bodies point one way, each with its strength and whom it speaks of."""

    direction: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Column:
    """One intervention, and the addresses that move it or leave it out; `earlier` is empty for the
    first. `said` is its first key finding, in plain words where those are asked for; `stage` names
    that finding's stage.
    """

    entry: Intervention
    category: str
    badge: Badge
    said: str
    stage: str
    recent_only: RecentOnly | None
    disagree: bool
    earlier: str
    without: str
    cautions: CautionsSection
    harms: tuple[HarmEvent, ...]
    serious: bool
    serious_seen: bool
    more_harms: int
    inherited: tuple[Inherited, ...]
    red_flags: tuple[NamedInFlag, ...]
    ways: tuple[Delivery, ...]
    more_ways: int
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class RowView:
    """A row in words; `differ` says why its cells are not directly comparable, or is empty.
    `above`: an earlier row has the cell. `missing` names those without a finding.
    """

    heading: str
    cells: tuple[CellView, ...]
    differ: str
    above: tuple[bool, ...]
    missing: str


@dataclass(frozen=True)
class SharedView:
    """A shared outcome in words: the rows in sight and those folded."""

    id: str
    name: str
    rows: tuple[RowView, ...]
    folded: tuple[RowView, ...]


@dataclass(frozen=True)
class Direct:
    """A finding of one against another in a sentence, and where it is."""

    source: str
    said: str
    url: str


@dataclass(frozen=True)
class ComparePage:
    """Everything the comparison page needs; others are `named` where there are too many to choose
    from.
    """

    args: CompareArgs
    most: int
    columns: tuple[Column, ...]
    direct: tuple[Direct, ...]
    shared: tuple[SharedView, ...]
    others: tuple[Option, ...]
    named: bool
    near: tuple[Link, ...]
    features: tuple[str, ...]

    @property
    def stages_differ(self) -> bool:
        """Whether the first key findings are about different stages."""
        return len({one.stage for one in self.columns if one.stage}) > 1

    @property
    def folded(self) -> int:
        """How many rows are folded."""
        return sum(len(one.folded) for one in self.shared)


@blueprint.get("/compare")
def comparison() -> Response:
    """Two to four interventions side by side; `add` and `without` change those named or compared
    last.
    """
    library = state().library
    if OLD in request.args:
        moved = redirect(compare_url(old_ids(request.args)), code=301)
        return Response(moved.data, moved.status_code, moved.headers)
    if not request.args.keys().isdisjoint(CHANGES):
        return _remembered(changed(request.args, ids_in(request.cookies.get(COOKIE, ""))))
    wanted = reading(request, "with")
    page = compare_page(compare_args(request.args, library), library, wanted.plain)
    return remembered(render_template("compare.html", page=page, reading=wanted), request)


def _remembered(ids: tuple[str, ...]) -> Response:
    """To the comparison of these, which the browser remembers until it is closed."""
    made = redirect(compare_url(ids))
    answer = Response(made.data, made.status_code, made.headers)
    answer.headers["Cache-Control"] = "no-store"
    known = tuple(id for id in ids if id in state().library.interventions)[:MOST]
    public = str(current_app.config["PUBLIC"])
    return set_ids(answer, COOKIE, known, secure=request.is_secure or public.startswith("https:"))


def compare_page(args: CompareArgs, library: Library, plain: bool = False) -> ComparePage:
    """The page of a comparison."""
    ids = [entry.id for entry in args.entries]
    return ComparePage(
        args=args,
        most=MOST,
        columns=tuple(_column(entry, ids, library, plain) for entry in args.entries),
        direct=tuple(
            Direct(one.finding.source, _said(one, plain), f"{entry_url(entry)}#{one.finding.id}")
            for entry, one in head_to_head(args.entries, library)
        ),
        shared=_shared(args, library) if len(ids) > 1 else (),
        others=_others(ids, library) if len(ids) < MOST else (),
        named=len(ids) < MOST and len(library.interventions) > MOST_OTHERS,
        near=_near(args.entries[0], library) if len(ids) == 1 else (),
        features=tuple(
            note.text for entry in args.entries for note in library.answers[entry.id].features
        ),
    )


def _column(entry: Intervention, ids: list[str], library: Library, plain: bool) -> Column:
    told, place = library.answers[entry.id], ids.index(entry.id)
    told = in_plain_words(told) if plain else told
    moved = [*ids[: place - 1], entry.id, ids[place - 1], *ids[place + 1 :]] if place else []
    harms = first_harms(told.harms)
    return Column(
        entry=entry,
        category=library.vocabulary.categories[entry.category].name,
        badge=badge(told),
        said=_said(told.key[0], plain) if told.key else "",
        stage=library.vocabulary.stages[told.key[0].finding.stage].name if told.key else "",
        recent_only=told.recent_only,
        disagree=bool(entry.disagreements),
        earlier=compare_url(moved) if moved else "",
        without=address("/compare", {"with": ids, "without": [entry.id]}),
        cautions=cautions_section(told.cautions, plain),
        harms=harms,
        serious=told.calls_one_serious,
        serious_seen=told.serious_seen,
        more_harms=len(told.harms) - len(harms),
        inherited=harms_section(told, entry.name).inherited,
        red_flags=told.red_flags,
        ways=entry.delivery[:WAYS],
        more_ways=max(0, len(entry.delivery) - WAYS),
        sides=tuple(_sides(entry, library)),
    )


def _said(first: Derived, plain: bool) -> str:
    return first.plain if plain else f"{first.sentence}."


def _sides(entry: Intervention, library: Library) -> Iterator[Side]:
    """What holds now, by direction; what is superseded is in the entry."""
    now = current_advice(entry, library)
    for direction, words in DIRECTION.items():
        lines = tuple(_line(said, library) for said in now if said.direction == direction)
        if lines:
            yield Side(words, lines)


def _line(said: Recommendation, library: Library) -> Line:
    year = f" {said.year}" if said.year else ""
    named = ", ".join(library.vocabulary.stages[id].name.lower() for id in said.stage)
    people = named if for_all(said, said.stage, library) and not said.arm else whom(said)
    excepted = f"; {wording.EXCEPT.format(exception=said.exception)}" if said.exception else ""
    proviso = f"; {said.proviso}" if said.proviso else ""
    return Line(
        f"{said.body}{year}, {STRENGTH[said.strength]} ({people}{excepted}{proviso})",
        standing(library.sources.get(said.source)),
    )


def _shared(args: CompareArgs, library: Library) -> tuple[SharedView, ...]:
    """Shared outcomes; of the first the row that the most have a finding in leads."""
    found = []
    for place, part in enumerate(compare(args.entries, library)):
        fullest = max(part.rows, key=_held)
        rows = (fullest, *(row for row in part.rows if row is not fullest))
        views = tuple(
            _row_view(part.outcome, row, rows[:above], args.entries, library)
            for above, row in enumerate(rows)
        )
        cut = 1 if place < IN_SIGHT else 0
        name = library.vocabulary.outcomes[part.outcome].name
        found.append(SharedView(part.outcome, name, views[:cut], views[cut:]))
    return tuple(found)


def _held(row: Row) -> int:
    return sum(bool(cell.finding) for cell in row.cells)


def _row_view(
    outcome: str,
    row: Row,
    earlier: Sequence[Row],
    entries: Sequence[Intervention],
    library: Library,
) -> RowView:
    setting = row.setting
    heading = (
        f"{library.vocabulary.stages[setting.stage].name} · {GROUP[setting.group].lower()}"
        if setting
        else wording.SETTINGS_DIFFER
    )
    views = tuple(
        cell_view(outcome, cell, entry, library)
        for entry, cell in zip(entries, row.cells, strict=True)
    )
    above = (
        bool(cell.finding) and any(cell == other.cells[place] for other in earlier)
        for place, cell in enumerate(row.cells)
    )
    missing = (one.name for one, cell in zip(entries, row.cells, strict=True) if not cell.finding)
    return RowView(heading, views, _listed(row.differ), tuple(above), ", ".join(missing))


def _listed(differ: Sequence[str]) -> str:
    """Stages, comparators and times differ."""
    if not differ:
        return ""
    words = f"{', '.join(differ[:-1])} and {differ[-1]}" if len(differ) > 1 else differ[0]
    return wording.DIFFER.format(what=f"{words[:1].upper()}{words[1:]}")


def _others(ids: list[str], library: Library) -> tuple[Option, ...]:
    """What can be added; of too many to choose from, none."""
    if len(library.interventions) > MOST_OTHERS:
        return ()
    return tuple(
        Option(entry.id, entry.name, selected=False)
        for entry in library.by_name
        if entry.id not in ids
    )


def _near(entry: Intervention, library: Library) -> tuple[Link, ...]:
    """What a reader may want besides the one chosen: what its editor calls related, else what is of
    its category.
    """
    related = [id for id in entry.related if id in library.interventions]
    ids = (related or [id for id in _of_category(entry.category, library) if id != entry.id])[:NEAR]
    library.expect(ids)
    return tuple(Link(library.interventions[id].name, compare_url([entry.id, id])) for id in ids)


def _of_category(category: str, library: Library) -> Sequence[str]:
    """The ids of the first treatments of a category."""
    if library.marked:
        asked = Question((frozenset({category_mark(category)}),))
        (found,) = library.marked.find([asked._replace(limit=NEAR + 1)])
        return found.ids
    every = library.interventions.values()
    return [*islice((one.id for one in every if one.category == category), NEAR + 1)]
