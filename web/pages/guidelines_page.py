"""What guideline bodies say, treatment by treatment, so that differences are seen at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, Response, render_template, request

from kb.model.entries import Intervention
from kb.model.library import Library
from kb.overviews.guidelines import (
    DIRECTIONS,
    Direction,
    Guideline,
    Position,
    Row,
    Table,
    guidelines,
    stages,
)
from web.core.links import entry_url
from web.core.pagination import Pager, pager_at
from web.core.query_args import Args, Option
from web.core.reload import state
from web.parts.csv_file import sheet
from web.parts.guideline_args import GuidelineArgs, guideline_args
from web.parts.labels import DIRECTION, STANDING, STRENGTH, Label

blueprint = Blueprint("guidelines", __name__)
HEADINGS = (
    "intervention",
    "name",
    "category",
    "bodies-disagree",
    "body",
    "year",
    "status",
    "counted",
    "direction",
    "strength",
    "certainty",
    "arm",
    "population",
    "exception",
    "proviso",
    "stages",
    "stage-stated",
    "stated",
    "source",
    "url",
)


@dataclass(frozen=True)
class Column:
    """A guideline: whose, its year and its status."""

    guideline: Guideline
    status: Label | None

    @property
    def faded(self) -> bool:
        """Whether it may no longer hold."""
        return self.guideline.standing in ("superseded", "lapsed")


@dataclass(frozen=True)
class Mark:
    """A position as a sign with its words."""

    position: Position
    column: Column
    direction: str
    strength: str

    @property
    def sign(self) -> str:
        """The sign's name: its shape says the direction, its fill whether it is strong."""
        said = self.position.said
        if said.direction == "neither":
            return said.direction
        return f"{said.direction}-{'strong' if said.strength == 'strong' else 'weaker'}"


@dataclass(frozen=True)
class RowView:
    """A treatment: `cells` has its marks by column, `counts` how many bodies point each way.

    `heading` is its category, where it is the first of it on the page.
    """

    entry: Intervention
    heading: str
    disagree: bool
    counts: tuple[tuple[Direction, int], ...]
    cells: tuple[tuple[Mark, ...], ...]


@dataclass(frozen=True)
class GuidelinesPage:
    """Everything the page needs; `address` names what was chosen, where that is not what is shown
    anyway. `all` and `disagreeing` count the treatments.
    """

    args: GuidelineArgs
    address: str
    opening: str
    all: int
    disagreeing: int
    stages: tuple[Option, ...]
    disagree: Option
    columns: tuple[Column, ...]
    rows: tuple[RowView, ...]
    pager: Pager
    csv: str
    json: str


@blueprint.get("/guidelines")
def overview() -> str:
    """Treatments by guideline, at one stage."""
    library = state().library
    page = guidelines_page(guideline_args(request.args, library), library)
    return render_template("guidelines.html", page=page)


@blueprint.get("/guidelines.csv")
def overview_csv() -> Response:
    """The same, a line for each recommendation."""
    library = state().library
    args = guideline_args(request.args, library)
    return sheet(csv_rows(args, library), "guidelines", args.notices)


def guidelines_page(args: GuidelineArgs, library: Library) -> GuidelinesPage:
    """The page of a stage."""
    table = guidelines(args.stage, library)
    rows, disagreeing = args.kept(table), len(table.disagreeing)
    pages = pager_at(args.page, len(rows), lambda number: args.url(page=number))
    columns = tuple(_column(guideline) for guideline in table.guidelines)
    other = replace(args, disagree=not args.disagree)
    return GuidelinesPage(
        args=args,
        address=_address(args, pages.number, library),
        opening=library.vocabulary.stages[args.stage].opening if args.stage else "",
        all=len(table.rows),
        disagreeing=disagreeing,
        stages=tuple(_stages(args, table, library)),
        disagree=Option("disagree", "", args.disagree, other.url(), disagreeing),
        columns=columns,
        rows=tuple(_rows(rows[pages.part], columns, library)),
        pager=pages,
        csv=args.url("/guidelines.csv"),
        json=args.url("/api/v1/guidelines"),
    )


def _address(chosen: GuidelineArgs, number: int, library: Library) -> str:
    usual, shown = guideline_args(Args(), library).url(), chosen.url(page=number)
    return "/guidelines" if shown == usual else shown


def _stages(args: GuidelineArgs, shown: Table, library: Library) -> Iterator[Option]:
    """The stages that recommendations name, each with how many treatments it would show."""
    named = {args.stage, *stages(library)}
    for id, stage in library.vocabulary.stages.items():
        if id in named:
            table = shown if id == args.stage else guidelines(id, library)
            count, url = len(args.kept(table)), replace(args, stage=id).url()
            yield Option(id, stage.name, id == args.stage, url, count)


def _column(guideline: Guideline) -> Column:
    standing = guideline.standing
    return Column(guideline, STANDING[standing] if standing else None)


def _rows(rows: Sequence[Row], columns: tuple[Column, ...], library: Library) -> Iterator[RowView]:
    before = ""
    for row in rows:
        category = library.vocabulary.categories[row.entry.category].name
        yield RowView(
            entry=row.entry,
            heading=category if category != before else "",
            disagree=row.disagree,
            counts=tuple((way, count) for way in DIRECTIONS if (count := len(row.bodies(way)))),
            cells=tuple(_marks(row, column) for column in columns),
        )
        before = category


def _marks(row: Row, column: Column) -> tuple[Mark, ...]:
    return tuple(
        Mark(one, column, DIRECTION[one.said.direction], STRENGTH[one.said.strength])
        for one in row.positions.get(column.guideline, ())
    )


def csv_rows(args: GuidelineArgs, library: Library) -> Iterator[tuple[object, ...]]:
    """One line for each recommendation, below the headings."""
    yield HEADINGS
    table = guidelines(args.stage, library)
    for row in args.kept(table):
        for guideline in table.guidelines:
            for position in row.positions.get(guideline, ()):
                yield _line(row, guideline, position)


def _line(row: Row, guideline: Guideline, position: Position) -> tuple[object, ...]:
    entry, said = row.entry, position.said
    return (
        *(entry.id, entry.name, entry.category, _yes(row.disagree)),
        *(guideline.body, guideline.year, guideline.standing, _yes(guideline.counts)),
        *(said.direction, said.strength, said.certainty),
        *(said.arm, said.population, said.exception, said.proviso),
        *(" ".join(said.stage), _yes(position.stage_stated), said.stated, said.source),
        f"{entry_url(entry)}#recommendations",
    )


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"
