"""Cells and rows of the evidence map in words and signs, rows in the order asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.model.entries import Intervention
from kb.model.finding import Finding
from kb.model.library import Library
from kb.model.marked import MarkedEntries, Question
from kb.overviews.evidence_table import (
    EMPTY,
    Cell,
    Group,
    Matrix,
    Setting,
    cell_mark,
    cell_marks,
    cell_rank,
    cells,
    level_mark,
    matrix,
)
from kb.overviews.found_rows import INTERVENTIONS, FoundIds, FoundRows, category_mark
from kb.statements.times import when
from web.core import wording
from web.core.links import Link, entry_url
from web.parts.badge import compared
from web.parts.findings_table import magnitude_more
from web.parts.labels import CERTAINTY, SHOWS, Label, standing
from web.parts.matrix_args import BY_CELL, USUAL_GROUPS, MatrixArgs, groups_that_fit
from web.pictures.marks import SHAPES


@dataclass(frozen=True)
class CellView:
    """A cell in words and signs; `context` is what a reader must know to read it, `rest` what is
    not shown of it; `shape` and `ring` are its mark on the map.
    """

    outcome: str
    cell: Cell
    shows: Label
    certainty: Label | None
    context: str
    rest: str
    url: str
    status: Label | None
    shape: str = ""
    ring: str = ""
    sentence: str = ""


Place = tuple[Group, str]  # a column: a class of comparators and an outcome


@dataclass(frozen=True, slots=True)
class TableRow:
    """An intervention with its cells by column."""

    entry: Intervention
    cells: Mapping[Place, Cell]


@dataclass(frozen=True)
class Table:
    """The rows that meet the filters, of these columns; `hidden` counts the others, `without` are
    the interventions that have no cell here.
    """

    groups: tuple[Group, ...]
    rows: Sequence[TableRow]
    hidden: int
    without: Sequence[str]


def table_of(args: MatrixArgs, library: Library, usual: str = "category") -> Table:
    """The table an address asks for; where it names no comparator, the usual ones that have any
    finding.
    """
    if library.marked:
        return _found(args, library, usual, library.marked)
    return computed(args, library, usual)


def computed(args: MatrixArgs, library: Library, usual: str = "category") -> Table:
    """The same, computed from all interventions."""
    wholes = _wholes(args, library)
    every = [
        row
        for entry in library.interventions.values()
        if (row := _table_row(entry, wholes, args.outcomes))
    ]
    kept = _sorted((row for row in every if _kept(row, args)), args, usual, library)
    held = {row.entry.id for row in every}
    return Table(
        groups=tuple(whole.setting.group for whole in wholes),
        rows=kept,
        hidden=len(every) - len(kept),
        without=tuple(id for id in library.interventions if id not in held),
    )


def _found(args: MatrixArgs, library: Library, usual: str, marked: MarkedEntries) -> Table:
    """The same, asked for."""
    groups = args.groups or _usual_groups(args, marked)
    places = [(group, outcome) for group in groups for outcome in args.outcomes]
    here = cell_marks(args.stage, groups, args.outcomes)
    chosen = (
        frozenset(map(category_mark, args.categories)),
        frozenset(
            level_mark(Setting(args.stage, group), outcome, level)
            for group, outcome in places
            for level in args.certainties
        ),
    )
    kept = Question((here, *filter(None, chosen)), order=_order(args, places, usual))

    def row(entry: Intervention) -> TableRow:
        held = cells(entry, library)
        of = {one: held.get((Setting(args.stage, one[0]), one[1]), EMPTY) for one in places}
        return TableRow(entry, of)

    rows = FoundRows(kept, marked, library, row)
    ((all, _, _),) = marked.find([Question((here,))])
    return Table(groups, rows, all - len(rows), FoundIds(Question((INTERVENTIONS,), here), marked))


def _usual_groups(args: MatrixArgs, marked: MarkedEntries) -> tuple[Group, ...]:
    """Those of the usual comparators that have any finding."""
    asked = [Question((cell_marks(args.stage, (one,), args.outcomes),)) for one in USUAL_GROUPS]
    found = zip(USUAL_GROUPS, marked.find(asked), strict=True)
    held = tuple(group for group, one in found if one.total) or USUAL_GROUPS[:1]
    return held[: len(groups_that_fit(USUAL_GROUPS, args.outcomes))]


def _order(args: MatrixArgs, places: Iterable[Place], usual: str) -> str:
    sort, place = args.sort or usual, _place_by(places, args.by)
    if sort not in BY_CELL:
        return sort
    return f"{sort} {cell_mark(Setting(args.stage, place[0]), place[1])}" if place else "name"


def _wholes(args: MatrixArgs, library: Library) -> list[Matrix]:
    """A matrix for each class of comparators that is shown."""
    found = [
        matrix(Setting(args.stage, group), args.outcomes, library)
        for group in args.groups or USUAL_GROUPS
    ]
    if args.groups:
        return found
    held = [whole for whole in found if whole.rows] or found[:1]
    return held[: len(groups_that_fit(USUAL_GROUPS, args.outcomes))]


def _table_row(
    entry: Intervention, wholes: Iterable[Matrix], outcomes: tuple[str, ...]
) -> TableRow | None:
    cells = {
        (whole.setting.group, outcome): whole.rows.get(entry.id, {}).get(outcome, EMPTY)
        for whole in wholes
        for outcome in outcomes
    }
    return TableRow(entry, cells) if any(cell != EMPTY for cell in cells.values()) else None


def _sorted(
    rows: Iterable[TableRow], args: MatrixArgs, usual: str, library: Library
) -> tuple[TableRow, ...]:
    found, sort = sorted(rows, key=lambda row: row.entry.name.casefold()), args.sort or usual
    if sort == "category":
        order = list(library.vocabulary.categories)
        found.sort(key=lambda row: order.index(row.entry.category))
    elif sort in BY_CELL:
        found.sort(key=lambda row: cell_rank(_cell_by(row, args.by), sort))
    return tuple(found)


def _cell_by(row: TableRow, by: str) -> Cell:
    place = _place_by(row.cells, by)
    return row.cells[place] if place else EMPTY


def _place_by(places: Iterable[Place], by: str) -> Place | None:
    """The column whose cells sort the rows: the one named, else the first of that outcome."""
    return next((place for place in places if by in (place[1], f"{place[0]}.{place[1]}")), None)


def cell_view(outcome: str, cell: Cell, entry: Intervention, library: Library) -> CellView:
    """A cell in words and signs."""
    source = library.sources.get(cell.finding.source) if cell.finding else None
    return CellView(
        outcome=outcome,
        cell=cell,
        shows=SHOWS[cell.shows],
        certainty=CERTAINTY[cell.level] if cell.level else None,
        context=_context(cell, library),
        rest=_rest(cell),
        url=cell_url(cell, entry),
        status=standing(source),
        shape=SHAPES.get(cell.shows, ""),
        ring=cell.level or "",
        sentence=f"{cell.statement.sentence}." if cell.statement else "",
    )


def leads_elsewhere(row: TableRow, stage: str, library: Library) -> Link | None:
    """The first key finding of a row's intervention, where no cell of the row shows it."""
    key = library.answers[row.entry.id].key
    shown = (cell.finding for cell in row.cells.values())
    if not key or any(finding is key[0].finding for finding in shown):
        return None
    first = key[0].finding
    other = library.vocabulary.stages[first.stage].name if first.stage != stage else ""
    said = ", ".join(filter(None, (SHOWS[key[0].shows].words.lower(), compared(key[0]))))
    at = wording.ITS_STAGE.format(stage=other.lower()) if other else ""
    return Link(
        wording.MAIN_FINDING.format(finding=said + at),
        f"{entry_url(row.entry)}#{first.id}",
    )


def cell_url(cell: Cell, entry: Intervention) -> str:
    """Where the cell's finding is on the intervention's page, or all findings without one."""
    return f"{entry_url(entry)}#{cell.finding.id if cell.finding else 'findings'}"


def _context(cell: Cell, library: Library) -> str:
    """What was given, where it is not simply the intervention, against what, when, and what its
    size must not be read without.
    """
    finding = cell.finding
    if not finding:
        return ""
    below = magnitude_more(cell.statement) if cell.statement else ""
    return " · ".join(
        part for part in (finding.arm, _against(finding, library), when(finding), below) if part
    )


def _against(finding: Finding, library: Library) -> str:
    compared = library.vocabulary.comparators[finding.comparator]
    if compared.group == "added-to":
        return wording.ADDED_TO.format(treatment=finding.than or wording.ANOTHER_TREATMENT)
    named = compared.name.lower() if compared.phrase else ""
    return "vs " + ": ".join(part for part in (named, finding.than) if part)


def _rest(cell: Cell) -> str:
    more = f"+{cell.more} {'finding' if cell.more == 1 else 'findings'}" if cell.more else ""
    return " · ".join(
        part
        for part in (more, wording.SET_ASIDE.format(count=cell.aside) if cell.aside else "")
        if part
    )


def _kept(row: TableRow, args: MatrixArgs) -> bool:
    right_category = not args.categories or row.entry.category in args.categories
    return right_category and (
        not args.certainties or any(cell.level in args.certainties for cell in row.cells.values())
    )
