"""A small part of the evidence map: the treatments that most is known of, two comparators wide."""

from dataclasses import dataclass

from kb.model.entries import Intervention
from kb.model.library import Library
from kb.overviews.evidence_table import Group
from web.core.query_args import Args
from web.parts.labels import GROUP
from web.parts.matrix_args import matrix_args
from web.parts.matrix_cells import BY_CERTAINTY, CellView, Place, TableRow, cell_view, table_of

ROWS, GROUPS_SHOWN = 6, 2


@dataclass(frozen=True)
class TeaserRow:
    """A treatment with its cells in words and signs."""

    entry: Intervention
    cells: tuple[CellView, ...]


@dataclass(frozen=True)
class MapTeaser:
    """`groups` are the headings over the outcomes; `total` counts the rows of the whole map."""

    stage: str
    total: int
    groups: tuple[str, ...]
    outcomes: tuple[str, ...]
    rows: tuple[TeaserRow, ...]


def map_teaser(library: Library) -> MapTeaser | None:
    """Part of the map as it is first shown; None if it is empty."""
    args = matrix_args(Args(), library)
    table, words = table_of(args, library), library.vocabulary
    groups = table.groups[:GROUPS_SHOWN]
    if not table.rows or args.stage not in words.stages:
        return None
    fullest = sorted(table.rows, key=lambda row: _fullest(row, groups))[:ROWS]
    return MapTeaser(
        stage=words.stages[args.stage].name,
        total=len(table.rows),
        groups=tuple(GROUP[group] for group in groups),
        outcomes=tuple(words.outcomes[id].name for id in args.outcomes),
        rows=tuple(_row(row, _places(row, groups), library) for row in fullest),
    )


def _places(row: TableRow, groups: tuple[Group, ...]) -> list[Place]:
    return [place for place in row.cells if place[0] in groups]


def _fullest(row: TableRow, groups: tuple[Group, ...]) -> tuple[int, int]:
    """Most cells first, then the most certain."""
    found = [cell for place in _places(row, groups) if (cell := row.cells[place]).finding]
    return -len(found), sum(BY_CERTAINTY.index(cell.level) for cell in found)


def _row(row: TableRow, places: list[Place], library: Library) -> TeaserRow:
    views = (cell_view(place[1], row.cells[place], row.entry, library) for place in places)
    return TeaserRow(row.entry, tuple(views))
