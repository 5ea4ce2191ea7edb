"""A small part of the evidence map: the treatments that most is known of, two comparators wide."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.model.entries import Intervention
from kb.model.library import Library
from kb.model.marked import MOST, Question
from kb.overviews.evidence_table import BY_CERTAINTY, Group, cell_marks, places
from web.core.links import Link
from web.core.query_args import Args
from web.parts.labels import GROUP
from web.parts.matrix_args import USUAL_GROUPS, MatrixArgs, matrix_args
from web.parts.matrix_cells import (
    CellView,
    Place,
    TableRow,
    cell_view,
    computed,
    leads_elsewhere,
)

ROWS, GROUPS_SHOWN = 6, 2
# So many treatments, those with findings in most places, are derived to choose the rows.
LOOKED_AT = 100


@dataclass(frozen=True)
class TeaserRow:
    """A treatment with its cells in words and signs; `leads` is its first key finding, if no cell
    shows it.
    """

    entry: Intervention
    cells: tuple[CellView, ...]
    leads: Link | None


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
    words, (total, looked_at) = library.vocabulary, _most_held(args, library)
    if not total or args.stage not in words.stages:
        return None
    library.expect(looked_at)
    some = {id: library.interventions[id] for id in sorted(looked_at)}
    table = computed(args, replace(library, interventions=some))
    groups = table.groups[:GROUPS_SHOWN]
    fullest = sorted(table.rows, key=lambda row: _fullest(row, groups))[:ROWS]
    library.expect(row.entry.id for row in fullest)
    return MapTeaser(
        stage=words.stages[args.stage].name,
        total=total,
        groups=tuple(GROUP[group] for group in groups),
        outcomes=tuple(words.outcomes[id].name for id in args.outcomes),
        rows=tuple(_row(_of(groups, row), args.stage, library) for row in fullest),
    )


def _most_held(args: MatrixArgs, library: Library) -> tuple[int, Sequence[str]]:
    """How many treatments have findings in places of the map, and those with most such places."""
    if library.marked:
        marks = cell_marks(args.stage, USUAL_GROUPS, args.outcomes)
        ((total, ids, _),) = library.marked.find([Question((marks,), order=MOST, limit=LOOKED_AT)])
        return total, ids
    found = {
        entry.id: {
            (setting.group, outcome)
            for setting, outcome in places(entry, library)
            if setting.stage == args.stage
            and setting.group in USUAL_GROUPS
            and outcome in args.outcomes
        }
        for entry in library.interventions.values()
    }
    held = {id: len(held) for id, held in found.items() if held}
    return len(held), sorted(held, key=lambda id: -held[id])[:LOOKED_AT]


def _places(row: TableRow, groups: tuple[Group, ...]) -> list[Place]:
    return [place for place in row.cells if place[0] in groups]


def _fullest(row: TableRow, groups: tuple[Group, ...]) -> tuple[int, int]:
    """Most cells first, then the most certain."""
    found = [cell for place in _places(row, groups) if (cell := row.cells[place]).statement]
    return -len(found), sum(BY_CERTAINTY.index(cell.level) for cell in found)


def _of(groups: tuple[Group, ...], row: TableRow) -> TableRow:
    return TableRow(row.entry, {place: row.cells[place] for place in _places(row, groups)})


def _row(row: TableRow, stage: str, library: Library) -> TeaserRow:
    views = (cell_view(place[1], cell, row.entry, library) for place, cell in row.cells.items())
    return TeaserRow(row.entry, tuple(views), leads_elsewhere(row, stage, library))
