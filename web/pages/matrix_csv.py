"""The evidence table as CSV, a line for each cell."""

from collections.abc import Iterator

from kb.model.entries import Intervention
from kb.model.library import Library
from kb.overviews.evidence_table import Cell, Setting
from web.parts.matrix_args import MatrixArgs
from web.parts.matrix_cells import cell_url, table_of

HEADINGS = (
    "intervention",
    "name",
    "category",
    "stage",
    "comparator-class",
    "outcome",
    "shows",
    "certainty",
    "comparator",
    "than",
    "arm",
    "timepoint",
    "measure",
    "estimate",
    "low",
    "high",
    "scale",
    "statement",
    "finding",
    "source",
    "source-status",
    "evidence-searched-to",
    "more",
    "aside",
    "url",
)


def csv_rows(args: MatrixArgs, library: Library) -> Iterator[tuple[object, ...]]:
    """One line for each cell, empty ones too, below the headings."""
    yield HEADINGS
    for row in table_of(args, library).rows:
        for (group, outcome), cell in row.cells.items():
            yield _line(row.entry, outcome, cell, Setting(args.stage, group))


def _line(entry: Intervention, outcome: str, cell: Cell, setting: Setting) -> tuple[object, ...]:
    finding = cell.finding
    effect = finding.effect if finding else None
    about = (
        entry.id,
        entry.name,
        entry.category,
        setting.stage,
        setting.group,
        outcome,
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
    written = (
        cell.statement.text if cell.statement else None,
        finding.id if finding else None,
        finding.source if finding else None,
        cell.statement.standing if cell.statement else None,
        _searched_to(cell),
    )
    return (*about, *compared, *numbers, *written, cell.more, cell.aside, cell_url(cell, entry))


def _searched_to(cell: Cell) -> str | None:
    reach = cell.statement.searched_to if cell.statement else None
    return reach.day if reach else None
