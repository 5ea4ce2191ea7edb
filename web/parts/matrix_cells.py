"""Cells and rows of the evidence table in words and signs, rows in the order asked for."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.model.entries import Intervention
from kb.model.finding import Finding
from kb.model.library import Library
from kb.overviews.evidence_table import Cell, Matrix
from web.core.links import entry_url
from web.parts.findings_table import magnitude_more
from web.parts.labels import CERTAINTY, SHOWS, Label, standing
from web.parts.matrix_args import MatrixArgs

# From the best to the worst for a patient; what shows no size is between little and worse, what
# is not known last.
BY_SIZE = (
    "large",
    "moderate",
    "small",
    "not-classed",
    "little-or-none",
    "no-clear-difference",
    "open-interval",
    "mixed",
    "unclear",
    "very-uncertain",
    "favours-other-treatment",
    "worse-than-comparator",
    "no-evidence",
    "not-seen",
    "set-aside",
    "no-finding-here",
)
BY_CERTAINTY = ("high", "moderate", "low", "very-low", "not-graded", None)


@dataclass(frozen=True)
class CellView:
    """A cell in words and signs; `context` is what a reader must know to read it, `rest` what is
    not shown of it.
    """

    outcome: str
    cell: Cell
    shows: Label
    certainty: Label | None
    context: str
    rest: str
    url: str
    status: Label | None


@dataclass(frozen=True)
class TableRow:
    """An intervention with its cells by outcome."""

    entry: Intervention
    cells: Mapping[str, Cell]


def rows_of(args: MatrixArgs, whole: Matrix, library: Library) -> tuple[TableRow, ...]:
    """The rows that meet the filters, in the order asked for.

    A row meets a certainty where one of its cells has it.
    """
    rows = [TableRow(library.interventions[id], cells) for id, cells in whole.rows.items()]
    kept = [row for row in rows if _kept(row, args)]
    order = list(library.vocabulary.categories)
    kept.sort(key=lambda row: row.entry.name.casefold())
    if args.sort == "category":
        kept.sort(key=lambda row: order.index(row.entry.category))
    elif args.sort != "name":
        kept.sort(key=lambda row: _rank(row.cells[args.by], args.sort))
    return tuple(kept)


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
    horizon = f"{finding.horizon} term" if finding.horizon else ""
    below = magnitude_more(cell.statement) if cell.statement else ""
    return " · ".join(
        part for part in (finding.arm, _against(finding, library), horizon, below) if part
    )


def _against(finding: Finding, library: Library) -> str:
    compared = library.vocabulary.comparators[finding.comparator]
    if compared.group == "added-to":
        return f"added to {finding.than or 'another treatment'}"
    named = compared.name.lower() if compared.phrase else ""
    return "v " + ": ".join(part for part in (named, finding.than) if part)


def _rest(cell: Cell) -> str:
    more = f"{cell.more} more" if cell.more else ""
    return " · ".join(
        part for part in (more, f"{cell.aside} set aside" if cell.aside else "") if part
    )


def _kept(row: TableRow, args: MatrixArgs) -> bool:
    right_category = not args.categories or row.entry.category in args.categories
    return right_category and (
        not args.certainties or any(cell.level in args.certainties for cell in row.cells.values())
    )


def _rank(cell: Cell, sort: str) -> tuple[int, int]:
    size, certainty = BY_SIZE.index(cell.shows), BY_CERTAINTY.index(cell.level)
    return (size, certainty) if sort == "magnitude" else (certainty, size)
