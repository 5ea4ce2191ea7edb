"""The evidence map: treatments by outcome as a picture, and links that choose otherwise."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

from flask import Blueprint, Response, render_template, request

from kb.model.entries import Intervention
from kb.model.library import Library
from kb.overviews.evidence_table import GROUPS, Group, columns, holders
from web.core.links import Link, links
from web.core.pagination import Pager, pager_at
from web.core.query_args import Args, Option
from web.core.reload import state
from web.pages.matrix_csv import csv_rows
from web.parts.csv_file import sheet
from web.parts.labels import CERTAINTY, GROUP
from web.parts.matrix_args import BY_CELL, SORTS, USUAL_GROUPS, MatrixArgs, matrix_args
from web.parts.matrix_cells import (
    CellView,
    Place,
    Table,
    TableRow,
    cell_view,
    leads_elsewhere,
    table_of,
)

blueprint = Blueprint("matrix", __name__)
# So many interventions without a finding are named.
MOST_WITHOUT = 100
# So many columns fit a tablet; with more, a page has fewer rows, which keeps its weight.
MOST_ACROSS, ROWS = 6, 56
T = TypeVar("T")
Held = dict[tuple[str, tuple[Group, ...], tuple[str, ...]], int]


@dataclass(frozen=True)
class Column:
    """A column: `sort` is where its heading leads, which orders the rows by it; `sorted_by` names
    their order by it now, if any.
    """

    place: Place
    name: str
    sort: str
    sorted_by: str


@dataclass(frozen=True)
class Heading:
    """A class of comparators over its columns."""

    words: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class RowView:
    """A row in words and signs, numbered on its page; its first cell is what a phone shows.
    `leads` is the treatment's first key finding, if no cell shows it.
    """

    number: int
    entry: Intervention
    cells: tuple[tuple[Place, CellView], ...]
    leads: Link | None

    @property
    def found_first(self) -> bool:
        """Whether the first column has anything."""
        return self.cells[0][1].shows.value != "no-finding-here"


@dataclass(frozen=True)
class Part:
    """Rows under one heading, empty if the order isn't by category."""

    category: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True)
class Pick:
    """Links that choose one thing: what it is called, what is chosen now, and all there is."""

    name: str
    chosen: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class MatrixPage:
    """Everything the map needs; `address` names what was chosen, where that is not what is shown
    anyway. `outcomes` and `groups` are what a phone chooses one of.
    """

    args: MatrixArgs
    address: str
    stage: str
    stages: tuple[Option, ...]
    outcomes: tuple[Option, ...]
    groups: tuple[Option, ...]
    picks: tuple[Pick, ...]
    headings: tuple[Heading, ...]
    parts: tuple[Part, ...]
    pager: Pager
    hidden: int
    without: tuple[Link, ...]
    without_count: int
    csv: str
    toggle_words: str
    clear: str

    @property
    def rows(self) -> int:
        """How many treatments are on this page."""
        return sum(len(part.rows) for part in self.parts)

    @property
    def found_first(self) -> int:
        """How many of them the first column has anything on, which are all that a phone shows."""
        return sum(row.found_first for part in self.parts for row in part.rows)

    @property
    def across(self) -> int:
        """How many columns there are."""
        return sum(len(heading.columns) for heading in self.headings)

    @property
    def scrolls(self) -> bool:
        """Whether the table is wider than a page."""
        return self.across > MOST_ACROSS


@blueprint.get("/matrix")
def evidence_table() -> str:
    """Treatments by outcome, for one stage."""
    library = state().library
    page = matrix_page(matrix_args(request.args, library), library)
    return render_template("matrix.html", page=page)


@blueprint.get("/matrix.csv")
def evidence_table_csv() -> Response:
    """The same table, a line for each cell."""
    library = state().library
    args = matrix_args(request.args, library)
    return sheet(csv_rows(args, library), "matrix", args.notices)


def matrix_page(args: MatrixArgs, library: Library) -> MatrixPage:
    """The page of a map."""
    table = table_of(args, library)
    held = _held(args, table, library)
    pages = pager_at(
        args.page, len(table.rows), lambda number: args.url(page=number), _rows(table, args)
    )
    return MatrixPage(
        args=args,
        address=_address(args, pages.number, library),
        stage=_stage_name(args, library),
        stages=tuple(_stages(args, held, library)),
        outcomes=tuple(_one_outcome(args, table, held, library)),
        groups=tuple(_one_group(args, table, held)),
        picks=tuple(_picks(args, table, held, library)),
        headings=tuple(_headings(args, table, library)),
        parts=tuple(_parts(args, table.rows[pages.part], library)),
        pager=pages,
        hidden=table.hidden,
        without=_by_name(links(table.without[:MOST_WITHOUT], library)),
        without_count=len(table.without),
        csv=args.url("/matrix.csv"),
        toggle_words=replace(args, words=not args.words).url(),
        clear=replace(args, categories=(), certainties=()).url(),
    )


def _rows(table: Table, args: MatrixArgs) -> int:
    across = len(table.groups) * len(args.outcomes)
    return ROWS * MOST_ACROSS // max(across, MOST_ACROSS)


def _stage_name(args: MatrixArgs, library: Library) -> str:
    stage = library.vocabulary.stages.get(args.stage)
    return stage.name if stage else ""


def _address(chosen: MatrixArgs, number: int, library: Library) -> str:
    usual, shown = matrix_args(Args(), library).url(), chosen.url(page=number)
    return "/matrix" if shown == usual else shown


def _parts(args: MatrixArgs, rows: Sequence[TableRow], library: Library) -> Iterator[Part]:
    library.expect(row.entry.id for row in rows)
    views = [_row(number, row, args, library) for number, row in enumerate(rows, 1)]
    if args.sort not in ("", "category"):
        if views:
            yield Part("", tuple(views))
        return
    names = library.vocabulary.categories
    for category, found in groupby(views, key=lambda view: view.entry.category):
        yield Part(names[category].name, tuple(found))


def _row(number: int, row: TableRow, args: MatrixArgs, library: Library) -> RowView:
    cells = row.cells.items()
    views = ((place, cell_view(place[1], cell, row.entry, library)) for place, cell in cells)
    return RowView(number, row.entry, tuple(views), leads_elsewhere(row, args.stage, library))


def _headings(args: MatrixArgs, table: Table, library: Library) -> Iterator[Heading]:
    for group in table.groups:
        places = [(group, outcome) for outcome in args.outcomes]
        yield Heading(GROUP[group], tuple(_column(place, args, table, library) for place in places))


def _column(place: Place, args: MatrixArgs, table: Table, library: Library) -> Column:
    """Its heading orders by size, and by certainty where it already does."""
    group, outcome = place
    by = f"{group}.{outcome}"
    named = by if args.by != outcome or group != table.groups[0] else outcome
    sorted_by = args.sort if args.by == named and args.sort in BY_CELL else ""
    other = "certainty" if sorted_by == "magnitude" else "magnitude"
    return Column(
        place,
        library.vocabulary.outcomes[outcome].name,
        replace(args, sort=other, by=by).url(),
        sorted_by,
    )


def _held(args: MatrixArgs, table: Table, library: Library) -> Held:
    """How many interventions have a finding in each set of columns that can be chosen."""
    asked = {
        *((id, args.groups or USUAL_GROUPS, args.outcomes) for id in library.vocabulary.stages),
        *((args.stage, table.groups[:1], (id,)) for id in columns(library)),
        *((args.stage, (group,), args.outcomes[:1]) for group in GROUPS),
        *((args.stage, table.groups, (id,)) for id in columns(library)),
        *((args.stage, (group,), args.outcomes) for group in GROUPS),
    }
    sets = sorted(asked)
    return dict(zip(sets, holders(sets, library), strict=True))


def _stages(args: MatrixArgs, held: Held, library: Library) -> Iterator[Option]:
    for id, stage in library.vocabulary.stages.items():
        count = held[id, args.groups or USUAL_GROUPS, args.outcomes]
        if count or id == args.stage:
            yield Option(id, stage.name, id == args.stage, replace(args, stage=id).url(), count)


def _one_outcome(args: MatrixArgs, table: Table, held: Held, library: Library) -> Iterator[Option]:
    """The outcomes that have findings here, each alone."""
    for id in columns(library):
        count = held[args.stage, table.groups[:1], (id,)]
        if count or id == args.outcomes[0]:
            name, url = library.vocabulary.outcomes[id].name, replace(args, outcomes=(id,)).url()
            yield Option(id, name, id == args.outcomes[0], url, count)


def _one_group(args: MatrixArgs, table: Table, held: Held) -> Iterator[Option]:
    for group in GROUPS:
        count = held[args.stage, (group,), args.outcomes[:1]]
        if count or group == table.groups[0]:
            url = replace(args, groups=(group,)).url()
            yield Option(group, GROUP[group], group == table.groups[0], url, count)


def _picks(args: MatrixArgs, table: Table, held: Held, library: Library) -> Iterator[Pick]:
    """What can be chosen besides the stage; of all but the order, several."""
    yield _pick("Outcomes", _outcomes(args, table, held, library))
    yield _pick("Compared with", _groups(args, table, held))
    yield _pick("Category", _categories(args, library))
    yield _pick("Certainty", _certainties(args))
    yield _pick("Order", _orders(args))


def _pick(name: str, options: Iterable[Option]) -> Pick:
    options = tuple(options)
    return Pick(name, ", ".join(one.words for one in options if one.selected), options)


def _outcomes(args: MatrixArgs, table: Table, held: Held, library: Library) -> Iterator[Option]:
    for id in columns(library):
        count = held[args.stage, table.groups, (id,)]
        if count or id in args.outcomes:
            url = replace(args, outcomes=_toggled(args.outcomes, id)).url()
            name = library.vocabulary.outcomes[id].name
            yield Option(id, name, id in args.outcomes, url, count)


def _groups(args: MatrixArgs, table: Table, held: Held) -> Iterator[Option]:
    for group in GROUPS:
        chosen = _toggled(table.groups, group)
        url = replace(args, groups=tuple(one for one in GROUPS if one in chosen)).url()
        count = held[args.stage, (group,), args.outcomes]
        yield Option(group, GROUP[group], group in table.groups, url, count)


def _categories(args: MatrixArgs, library: Library) -> Iterator[Option]:
    for id, category in library.vocabulary.categories.items():
        url = replace(args, categories=_toggled(args.categories, id)).url()
        yield Option(id, category.name, id in args.categories, url)


def _certainties(args: MatrixArgs) -> Iterator[Option]:
    for value, label in CERTAINTY.items():
        url = replace(args, certainties=_toggled(args.certainties, value)).url()
        yield Option(value, label.words, value in args.certainties, url)


def _orders(args: MatrixArgs) -> Iterator[Option]:
    for value, name in SORTS.items():
        yield Option(
            value, name, value == (args.sort or "category"), replace(args, sort=value).url()
        )


def _toggled(chosen: tuple[T, ...], one: T) -> tuple[T, ...]:
    """Without it where it is chosen, else with it."""
    if one in chosen:
        return tuple(other for other in chosen if other != one)
    return (*chosen, one)


def _by_name(found: tuple[Link, ...]) -> tuple[Link, ...]:
    return tuple(sorted(found, key=lambda link: link.words.casefold()))
