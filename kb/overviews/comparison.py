"""Interventions side by side: the outcomes they share, and why findings in a row may still not be
directly comparable.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kb.model.derived import Derived
from kb.model.entries import Intervention
from kb.model.finding import Finding
from kb.model.library import Library
from kb.overviews.evidence_table import (
    EMPTY,
    GROUPS,
    Cell,
    Setting,
    cell_of,
    columns,
    findings_by_place,
)
from kb.statements.key_findings import HORIZONS, ranked

# More columns can't be read next to one another.
MOST = 4
Place = tuple[Setting, str]
Cells = Mapping[Place, Cell]
Findings = Mapping[Place, list[Derived]]


@dataclass(frozen=True)
class Row:
    """One cell for each intervention; `differ` lists what makes them not directly comparable, if
    anything is known.

    `setting` is what the cells share, or None if each has its own.
    """

    setting: Setting | None
    cells: tuple[Cell, ...]
    differ: tuple[str, ...]


@dataclass(frozen=True)
class Shared:
    """An outcome that at least two of the interventions have findings of."""

    outcome: str
    rows: tuple[Row, ...]


def head_to_head(
    entries: Sequence[Intervention], library: Library
) -> tuple[tuple[Intervention, Derived], ...]:
    """The findings of one of the interventions against another of them, each with the entry it is
    in, by their rank.
    """
    of = {
        one.finding.id: (entry, one)
        for entry in entries
        for one in library.answers[entry.id].findings.values()
        if one.finding.against
        and one.unfit is None
        and one.finding.against.entry in {other.id for other in entries if other is not entry}
    }
    return tuple(of[one.finding.id] for one in ranked(one for _, one in of.values()))


def compare(entries: Sequence[Intervention], library: Library) -> tuple[Shared, ...]:
    """The outcomes the interventions share, in vocabulary order."""
    every = [findings_by_place(entry, library) for entry in entries]
    held = [
        {place: cell for place, found in findings.items() if (cell := cell_of(found)).finding}
        for findings in every
    ]
    shared = (
        outcome for outcome in columns(library) if sum(_has(cells, outcome) for cells in held) > 1
    )
    return tuple(Shared(outcome, tuple(_rows(outcome, held, every, library))) for outcome in shared)


def _has(held: Cells, outcome: str) -> bool:
    return any(measured == outcome for _, measured in held)


def _rows(
    outcome: str, held: Sequence[Cells], every: Sequence[Findings], library: Library
) -> Iterator[Row]:
    """The settings shared by two or more; then the settings of those that share none."""
    settings = [
        setting
        for setting in _settings(library)
        if sum((setting, outcome) in cells for cells in held) > 1
    ]
    for setting in settings:
        first = tuple(cells.get((setting, outcome), EMPTY) for cells in held)
        found = _at_one_time(first, [one.get((setting, outcome), []) for one in every])
        yield Row(setting, found, tuple(_differences(found)))
    left_out = [not any((setting, outcome) in cells for setting in settings) for cells in held]
    if any(left and _has(cells, outcome) for left, cells in zip(left_out, held, strict=True)):
        found = tuple(_first(outcome, cells, library) for cells in held)
        yield Row(None, found, tuple(_differences(found)))


def _at_one_time(first: tuple[Cell, ...], every: Sequence[list[Derived]]) -> tuple[Cell, ...]:
    """The cells, with findings at one time if each intervention has any there: the first cell's
    time, else the next one's, else whichever.
    """
    shown = dict.fromkeys(cell.finding.horizon for cell in first if cell.finding)
    if len(shown) < 2:
        return first
    for time in filter(None, dict.fromkeys((*shown, *HORIZONS))):
        found = tuple(_at(time, *one) for one in zip(first, every, strict=True))
        if [one.finding is None for one in found] == [one.finding is None for one in first]:
            return found
    return first


def _at(time: str, cell: Cell, every: list[Derived]) -> Cell:
    """The cell with a finding at that time; what it counts stays."""
    found = cell_of([one for one in every if one.finding.horizon == time and not one.ineligible])
    return replace(found, more=cell.more, aside=cell.aside) if found.finding else EMPTY


def _settings(library: Library) -> Iterator[Setting]:
    """All settings, in the order key findings are considered."""
    for stage in (stage for tier in library.tiers for stage in tier):
        yield from (Setting(stage, group) for group in GROUPS)


def _first(outcome: str, held: Cells, library: Library) -> Cell:
    return next(
        (held[setting, outcome] for setting in _settings(library) if (setting, outcome) in held),
        EMPTY,
    )


def _differences(found: Sequence[Cell]) -> Iterator[str]:
    """How the findings differ: stages, comparators, times."""
    findings = [cell.finding for cell in found if cell.finding]
    if len({finding.stage for finding in findings}) > 1:
        yield "stages"
    if len({_comparator(finding) for finding in findings}) > 1:
        yield "comparators"
    if len({finding.horizon for finding in findings}) > 1:
        yield "times"


def _comparator(finding: Finding) -> tuple[str, str]:
    return finding.comparator, (finding.than or "").casefold()
