"""What can be asked of many interventions at once (`kb/model/marked.py`): their marks and orders.

A mark is words between spaces, the first of which says what it's about.
"""

from collections.abc import Iterator, Mapping
from typing import get_args

from kb.model.entries import KINDS, Claim, Entry, Intervention
from kb.model.library import Library
from kb.model.source import Design, Source
from kb.overviews import claim_lists, freshness, gaps, guidelines
from kb.overviews.evidence_table import (
    cell_mark,
    cell_rank,
    cells,
    held_mark,
    level_mark,
    setting_of,
)
from kb.overviews.found_rows import (
    BY_DESIGN,
    BY_KIND,
    category_mark,
    design_mark,
    key_mark,
    status_mark,
    within_mark,
)

DESIGNS = get_args(Design)
BY_CELL = ("magnitude", "certainty")  # orders by the rank in a cell, whose mark follows


def marks_of(entry: Entry, library: Library) -> tuple[str, ...]:
    """The marks of an entry, without duplicates."""
    return tuple(sorted({entry.kind, *_marks(entry, library)}))


def _marks(entry: Entry, library: Library) -> Iterator[str]:
    if isinstance(entry, Intervention):
        yield from _of_intervention(entry, library)
    elif isinstance(entry, Claim):
        yield from claim_lists.marks(entry, library)
    elif isinstance(entry, Source):
        yield design_mark(entry.design)
        if entry.standing:
            yield status_mark(entry.standing)
        yield from freshness.marks(entry, library)


def _of_intervention(entry: Intervention, library: Library) -> Iterator[str]:
    yield category_mark(entry.category)
    yield from (within_mark(parent.id) for parent in library.parents(entry))
    answer = library.outlines[entry.id]
    if answer.key:
        yield key_mark(answer.key[0].level)
    for one in answer.findings.values():
        yield held_mark(setting_of(one), one.finding.outcome)
    for (setting, outcome), cell in cells(entry, library).items():
        yield cell_mark(setting, outcome)
        if cell.level:
            yield level_mark(setting, outcome, cell.level)
    yield from gaps.marks(entry, library)
    yield from guidelines.marks(entry, library)


def orders_of(entry: Entry, library: Library) -> Mapping[str, str]:
    """What an entry is sorted by in each order; equals are by `place`, the order of files. Sources
    of one design are the other way round.
    """
    return {
        "place": f"{entry.id}.yaml",
        "id": entry.id,
        BY_KIND: str(list(KINDS).index(entry.kind)),
        **dict(freshness.orders(entry, library)),
        **_orders(entry, library),
    }


def _orders(entry: Entry, library: Library) -> Mapping[str, str]:
    if isinstance(entry, Source):
        dated = f"{entry.issued or ''} {entry.id}"
        return {"dated": dated, BY_DESIGN: f"{DESIGNS.index(entry.design):02}"}
    if isinstance(entry, Claim):
        return {claim_lists.BY_SUBJECT: claim_lists.place(entry, library)}
    if not isinstance(entry, Intervention):
        return {}
    order, name = list(library.vocabulary.categories), entry.name.casefold()
    return {
        "name": name,
        "category": f"{order.index(entry.category):05} {name}",
        "fullest": f"{99_999 - len(entry.findings):05} {name}",
    }


def cell_orders(entry: Intervention, library: Library) -> tuple[str, ...]:
    """Its rank in each order by a cell: the order, and what sorts."""
    return tuple(
        f"{sort} {cell_mark(setting, outcome)} {first:02}{second:02}"
        for (setting, outcome), cell in cells(entry, library).items()
        for sort in BY_CELL
        for first, second in (cell_rank(cell, sort),)
    )
