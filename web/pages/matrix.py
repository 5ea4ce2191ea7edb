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

    asked: MatrixArgs
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


def matrix_page(asked: MatrixArgs, library: Library) -> MatrixPage:
    """The page of a matrix."""
    whole = matrix(asked.setting, asked.outcomes, library)
    rows, held = rows_of(asked, whole, library), _held(library)
    words = library.vocabulary
    return MatrixPage(
        asked=asked,
        address=_address(asked, library),
        stage=words.stages[asked.setting.stage].name if asked.setting.stage in words.stages else "",
        group=GROUP[asked.setting.group],
        stages=tuple(_stages(asked, held, library)),
        groups=tuple(_groups(asked, held)),
        outcomes=tuple(_outcomes(asked, held, library)),
        categories=tuple(
            Option(id, word.name, id in asked.categories) for id, word in words.categories.items()
        ),
        certainties=tuple(
            Option(value, sign.words, value in asked.certainties)
            for value, sign in CERTAINTY.items()
        ),
        sorts=tuple(Option(value, name, value == asked.sort) for value, name in SORTS.items()),
        columns=tuple(_column(id, asked, library) for id in asked.outcomes),
        rows=rows,
        filtered=len(whole.rows) - len(rows),
        without=_by_name(links(whole.without, library)),
        csv=asked.url("/matrix.csv"),
    )


def _address(chosen: MatrixArgs, library: Library) -> str:
    usual = matrix_args(Args(), library).url()
    return "/matrix" if chosen.url() == usual else chosen.url()


def _held(library: Library) -> Held:
    """Which interventions have a finding where."""
    found: Held = defaultdict(set)
    for entry in library.interventions.values():
        for finding in entry.findings:
            found[setting_of(finding, library), finding.outcome].add(entry.id)
    return found


def _stages(asked: MatrixArgs, held: Held, library: Library) -> Iterator[Option]:
    for id, stage in library.vocabulary.stages.items():
        elsewhere = replace(asked, setting=replace(asked.setting, stage=id))
        yield Option(
            id, stage.name, id == asked.setting.stage, elsewhere.url(), _count(elsewhere, held)
        )


def _groups(asked: MatrixArgs, held: Held) -> Iterator[Option]:
    for group in GROUPS:
        elsewhere = replace(asked, setting=replace(asked.setting, group=group))
        yield Option(
            group,
            GROUP[group],
            group == asked.setting.group,
            elsewhere.url(),
            _count(elsewhere, held),
        )


def _count(asked: MatrixArgs, held: Held) -> int:
    """How many interventions have a finding in these columns."""
    return len(
        set[str]().union(*(held.get((asked.setting, outcome), ()) for outcome in asked.outcomes))
    )


def _outcomes(asked: MatrixArgs, held: Held, library: Library) -> Iterator[Option]:
    """The outcomes that have findings here; the others would only make empty columns."""
    for id in columns(library):
        count = len(held.get((asked.setting, id), ()))
        if count or id in asked.outcomes:
            yield Option(
                id, library.vocabulary.outcomes[id].name, id in asked.outcomes, count=count
            )


def _column(id: str, asked: MatrixArgs, library: Library) -> Column:
    by = [replace(asked, sort=sort, by=id).url() for sort in ("magnitude", "certainty")]
    sorted_by = asked.sort if asked.by == id and asked.sort in ("magnitude", "certainty") else ""
    return Column(id, library.vocabulary.outcomes[id].name, by[0], by[1], sorted_by)


def _by_name(found: tuple[Link, ...]) -> tuple[Link, ...]:
    return tuple(sorted(found, key=lambda link: link.words.casefold()))
