"""A small part of the evidence map: the treatments that most is known of, two comparators wide."""

from dataclasses import dataclass, replace

from kb.model.entries import Intervention
from kb.model.library import Library
from kb.overviews.evidence_table import Group, places
from web.core.query_args import Args
from web.parts.labels import GROUP
from web.parts.matrix_args import USUAL_GROUPS, MatrixArgs, matrix_args
from web.parts.matrix_cells import BY_CERTAINTY, CellView, Place, TableRow, cell_view, table_of

ROWS, GROUPS_SHOWN = 6, 2
# So many treatments, those with findings in most places, are derived to choose the rows.
LOOKED_AT = 100


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
    words, held = library.vocabulary, _held(args, library)
    if not held or args.stage not in words.stages:
        return None
    looked_at = sorted(held, key=lambda id: -held[id])[:LOOKED_AT]
    library.expect(looked_at)
    some = {id: library.interventions[id] for id in sorted(looked_at)}
    table = table_of(args, replace(library, interventions=some))
    groups = table.groups[:GROUPS_SHOWN]
    fullest = sorted(table.rows, key=lambda row: _fullest(row, groups))[:ROWS]
    library.expect(row.entry.id for row in fullest)
    return MapTeaser(
        stage=words.stages[args.stage].name,
        total=len(held),
        groups=tuple(GROUP[group] for group in groups),
        outcomes=tuple(words.outcomes[id].name for id in args.outcomes),
        rows=tuple(_row(row, _places(row, groups), library) for row in fullest),
    )


def _held(args: MatrixArgs, library: Library) -> dict[str, int]:
    """How many places of the map each treatment has findings in; only those that have any."""
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
    return {id: len(held) for id, held in found.items() if held}


def _places(row: TableRow, groups: tuple[Group, ...]) -> list[Place]:
    return [place for place in row.cells if place[0] in groups]


def _fullest(row: TableRow, groups: tuple[Group, ...]) -> tuple[int, int]:
    """Most cells first, then the most certain."""
    found = [cell for place in _places(row, groups) if (cell := row.cells[place]).statement]
    return -len(found), sum(BY_CERTAINTY.index(cell.level) for cell in found)


def _row(row: TableRow, places: list[Place], library: Library) -> TeaserRow:
    views = (cell_view(place[1], row.cells[place], row.entry, library) for place in places)
    return TeaserRow(row.entry, tuple(views))
