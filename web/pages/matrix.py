"""The evidence table: rows in the order asked for, and ways to choose otherwise."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, Response, render_template, request

from kb.model.library import Library
from kb.overviews.evidence_table import GROUPS, Setting, columns, matrix, setting_of
from web.core.links import Link, links
from web.core.query_args import Args, Option
from web.core.reload import state
from web.pages.matrix_csv import csv_rows
from web.parts.csv_file import sheet
from web.parts.labels import CERTAINTY, GROUP
from web.parts.matrix_args import SORTS, MatrixArgs, matrix_args
from web.parts.matrix_cells import RowView, rows_of

blueprint = Blueprint("matrix", __name__)
Held = dict[tuple[Setting, str], set[str]]


@dataclass(frozen=True)
class Column:
    """An outcome, and where its heading's links lead; `sorted_by` names the order the rows stand in by it, if any."""

    id: str
    name: str
    by_magnitude: str
    by_certainty: str
    sorted_by: str


@dataclass(frozen=True)
class MatrixPage:
    """Everything the matrix page needs; `address` names what was chosen, where that is not what is shown anyway."""

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
    filtered: int
    without: tuple[Link, ...]
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
    words = library.vocabulary
    return MatrixPage(
        args=args,
        address=_address(args, library),
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
        rows=rows,
        filtered=len(whole.rows) - len(rows),
        without=_by_name(links(whole.without, library)),
        csv=args.url("/matrix.csv"),
    )


def _address(chosen: MatrixArgs, library: Library) -> str:
    usual = matrix_args(Args(), library).url()
    return "/matrix" if chosen.url() == usual else chosen.url()


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
