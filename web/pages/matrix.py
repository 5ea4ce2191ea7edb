"""The evidence table: rows in the order asked for, and ways to choose otherwise."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, Response, render_template, request

from kb.model.entries import Intervention
from kb.model.library import Library
from kb.overviews.evidence_table import GROUPS, Setting, columns, matrix, setting_of
from web.core.links import Link, links
from web.core.pagination import Pager, pager_at
from web.core.query_args import Args, Option
from web.core.reload import state
from web.pages.matrix_csv import csv_rows
from web.parts.csv_file import sheet
from web.parts.labels import CERTAINTY, GROUP
from web.parts.matrix_args import SORTS, MatrixArgs, matrix_args
from web.parts.matrix_cells import CellView, TableRow, cell_view, rows_of

blueprint = Blueprint("matrix", __name__)
# So many interventions without a finding are named.
MOST_WITHOUT = 100
Held = dict[tuple[Setting, str], set[str]]


@dataclass(frozen=True)
class Column:
    """An outcome, and where its heading's links lead; `sorted_by` names the order of the rows
    by it, if any.
    """

    id: str
    name: str
    by_magnitude: str
    by_certainty: str
    sorted_by: str


@dataclass(frozen=True)
class RowView:
    """A row in words and signs."""

    entry: Intervention
    category: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True)
class MatrixPage:
    """Everything the matrix page needs; `address` names what was chosen, where that is not what is
    shown anyway.
    """

    args: MatrixArgs
    address: str
    stage: str
    group: str
    stages: tuple[Option, ...]
    groups: tuple[Option, ...]
    outcomes: tuple[Option, ...]
    categories: tuple[Option, ...]
    certainties: tuple[Option, ...]
    sorts: tuple[Option, ...]
    columns: tuple[Column, ...]
    rows: tuple[RowView, ...]
    pager: Pager
    filtered: int
    without: tuple[Link, ...]
    without_count: int
    csv: str


@blueprint.get("/matrix")
def evidence_table() -> str:
    """Interventions by outcome, for one stage and one class of comparators."""
    library = state().library
    page = matrix_page(matrix_args(request.args, library), library)
    return render_template("matrix.html", page=page)


@blueprint.get("/matrix.csv")
def evidence_table_csv() -> Response:
    """The same table, a line for each cell."""
    library = state().library
    return sheet(csv_rows(matrix_args(request.args, library), library), "matrix")


def matrix_page(args: MatrixArgs, library: Library) -> MatrixPage:
    """The page of a matrix."""
    whole = matrix(args.setting, args.outcomes, library)
    rows, held = rows_of(args, whole, library), _held(library)
    pages = pager_at(args.page, len(rows), lambda number: args.url(page=number))
    words = library.vocabulary
    return MatrixPage(
        args=args,
        address=_address(args, pages.number, library),
        stage=words.stages[args.setting.stage].name if args.setting.stage in words.stages else "",
        group=GROUP[args.setting.group],
        stages=tuple(_stages(args, held, library)),
        groups=tuple(_groups(args, held)),
        outcomes=tuple(_outcomes(args, held, library)),
        categories=tuple(
            Option(id, word.name, id in args.categories) for id, word in words.categories.items()
        ),
        certainties=tuple(
            Option(value, label.words, value in args.certainties)
            for value, label in CERTAINTY.items()
        ),
        sorts=tuple(Option(value, name, value == args.sort) for value, name in SORTS.items()),
        columns=tuple(_column(id, args, library) for id in args.outcomes),
        rows=tuple(_row(row, library) for row in rows[pages.part]),
        pager=pages,
        filtered=len(whole.rows) - len(rows),
        without=_by_name(links(whole.without[:MOST_WITHOUT], library)),
        without_count=len(whole.without),
        csv=args.url("/matrix.csv"),
    )


def _address(chosen: MatrixArgs, number: int, library: Library) -> str:
    usual, shown = matrix_args(Args(), library).url(), chosen.url(page=number)
    return "/matrix" if shown == usual else shown


def _row(row: TableRow, library: Library) -> RowView:
    entry = row.entry
    views = tuple(cell_view(outcome, cell, entry, library) for outcome, cell in row.cells.items())
    return RowView(entry, library.vocabulary.categories[entry.category].name, views)


def _held(library: Library) -> Held:
    """Which interventions have a finding where."""
    found: Held = defaultdict(set)
    for entry in library.interventions.values():
        for one in library.answers[entry.id].findings.values():
            found[setting_of(one), one.finding.outcome].add(entry.id)
    return found


def _stages(args: MatrixArgs, held: Held, library: Library) -> Iterator[Option]:
    for id, stage in library.vocabulary.stages.items():
        elsewhere = replace(args, setting=replace(args.setting, stage=id))
        yield Option(
            id, stage.name, id == args.setting.stage, elsewhere.url(), _count(elsewhere, held)
        )


def _groups(args: MatrixArgs, held: Held) -> Iterator[Option]:
    for group in GROUPS:
        elsewhere = replace(args, setting=replace(args.setting, group=group))
        yield Option(
            group,
            GROUP[group],
            group == args.setting.group,
            elsewhere.url(),
            _count(elsewhere, held),
        )


def _count(args: MatrixArgs, held: Held) -> int:
    """How many interventions have a finding in these columns."""
    return len(
        set[str]().union(*(held.get((args.setting, outcome), ()) for outcome in args.outcomes))
    )


def _outcomes(args: MatrixArgs, held: Held, library: Library) -> Iterator[Option]:
    """The outcomes that have findings here; the others would only make empty columns."""
    for id in columns(library):
        count = len(held.get((args.setting, id), ()))
        if count or id in args.outcomes:
            yield Option(id, library.vocabulary.outcomes[id].name, id in args.outcomes, count=count)


def _column(id: str, args: MatrixArgs, library: Library) -> Column:
    by = [replace(args, sort=sort, by=id).url() for sort in ("magnitude", "certainty")]
    sorted_by = args.sort if args.by == id and args.sort in ("magnitude", "certainty") else ""
    return Column(id, library.vocabulary.outcomes[id].name, by[0], by[1], sorted_by)


def _by_name(found: tuple[Link, ...]) -> tuple[Link, ...]:
    return tuple(sorted(found, key=lambda link: link.words.casefold()))
