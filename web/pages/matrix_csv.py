"""The evidence table as CSV, a line for each cell."""

from collections.abc import Iterator

from kb.model.entries import Intervention
from kb.model.library import Library
from kb.overviews.evidence_table import Setting, matrix
from web.parts.matrix_args import MatrixArgs
from web.parts.matrix_cells import CellView, rows_of

HEADINGS = (
    "intervention", "name", "category", "stage", "comparator-class", "outcome", "shows", "certainty", "comparator", "than", "arm",
    "timepoint", "measure", "estimate", "low", "high", "scale", "statement", "finding", "source", "more", "aside", "url",
)  # fmt: skip


def csv_rows(args: MatrixArgs, library: Library) -> Iterator[tuple[object, ...]]:
    """One line for each cell, empty ones too, below the headings."""
    yield HEADINGS
    for row in rows_of(args, matrix(args.setting, args.outcomes, library), library):
        for view in row.cells:
            yield _line(row.entry, view, args.setting)


def _line(entry: Intervention, view: CellView, setting: Setting) -> tuple[object, ...]:
    cell, finding = view.cell, view.cell.finding
    effect = finding.effect if finding else None
    about = (
        entry.id,
        entry.name,
        entry.category,
        setting.stage,
        setting.group,
        view.outcome,
        cell.shows,
        cell.level,
    )
    compared = (
        (finding.comparator, finding.than, finding.arm, finding.timepoint)
        if finding
        else (None,) * 4
    )
    numbers = (
        (effect.measure, effect.estimate, effect.low, effect.high, effect.scale or effect.unit)
        if effect
        else (None,) * 5
    )
    told = (
        cell.statement.text if cell.statement else None,
        finding.id if finding else None,
        finding.source if finding else None,
    )
    return (*about, *compared, *numbers, *told, cell.more, cell.aside, view.url)
