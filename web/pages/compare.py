"""A comparison as its page and its JSON show it: the interventions chosen, what they share, and ways to add, move and leave out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from kb.model.entries import Delivery, Harm, Intervention, Recommendation
from kb.model.library import Library
from kb.overviews.comparison import MOST, Row, compare
from kb.statements.answer import answer
from web.core.links import Link
from web.core.query_args import Args, Option, address, printable, unknown
from web.pages.intervention import counted, of_the_first
from web.pages.matrix import CellView, cell_record, cell_view
from web.parts.findings_table import overall
from web.parts.labels import DIRECTION, GROUP, SHOWS, STRENGTH, Sign
from web.site.nearest import nearest

# What an address changes a comparison with, and where the last one is remembered.
CHANGES = frozenset({"add", "without"})
COOKIE = "compare"
# An address may name a thousand; so many are looked at.
LOOKED_AT = 20
NEAREST = 3
# What of an entry's lists stands beside one another; the rest is a link away. Serious harms are never left out.
HARMS, WAYS = 4, 2


@dataclass(frozen=True)
class Unknown:
    """An id that can't be shown, the ids nearest to it, and the same comparison with these in its place."""

    id: str
    withheld: bool
    ids: tuple[str, ...]
    nearest: tuple[Link, ...]


@dataclass(frozen=True)
class Asked:
    """A comparison as an address states it, cut to what can be shown."""

    entries: tuple[Intervention, ...]
    unknown: tuple[Unknown, ...] = ()
    too_many: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """The address of this comparison."""
        return compare_url([entry.id for entry in self.entries])


@dataclass(frozen=True)
class Side:
    """What bodies point one way, each with its strength and whom it speaks of."""

    direction: str
    said: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """One intervention, and the addresses that move it or leave it out; `earlier` is empty for the first."""

    entry: Intervention
    category: str
    certainty: Sign | None
    certainty_more: str
    magnitude: Sign
    magnitude_more: str
    acute_only: str
    disagree: bool
    earlier: str
    without: str
    harms: tuple[Harm, ...]
    serious: bool
    more_harms: int
    ways: tuple[Delivery, ...]
    more_ways: int
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class RowView:
    """A row in words; `differ` says why its cells are not directly comparable, or is empty. `above`: an earlier row has the cell."""

    heading: str
    cells: tuple[CellView, ...]
    differ: str
    above: tuple[bool, ...]


@dataclass(frozen=True)
class SharedView:
    """A shared outcome in words."""

    id: str
    name: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True)
class ComparePage:
    """Everything the comparison page needs."""

    asked: Asked
    most: int
    columns: tuple[Column, ...]
    shared: tuple[SharedView, ...]
    others: tuple[Option, ...]
    near: tuple[Link, ...]
    spasm_note: str
    spasm: tuple[str, ...]


def asked(args: Args, library: Library) -> Asked:
    """What an address asks for: at most four that there are; what there is not comes with the nearest."""
    given = list(dict.fromkeys(value.strip() for value in args.getlist("with") if value.strip()))
    ids = given[:LOOKED_AT]
    known = [id for id in ids if id in library.interventions]
    return Asked(
        entries=tuple(library.interventions[id] for id in known[:MOST]),
        unknown=tuple(
            _unknown(id, known[: MOST - 1], library)
            for id in ids
            if id not in library.interventions
        ),
        too_many=tuple(library.interventions[id].name for id in known[MOST:]),
        said=(
            *(
                (f"Only the first {LOOKED_AT} of {len(given)} were looked at.",)
                if len(given) > LOOKED_AT
                else ()
            ),
            *unknown(args, ("with",)),
        ),
    )


def changed(args: Args, remembered: Sequence[str]) -> tuple[str, ...]:
    """The ids of a comparison with some added or taken out; `remembered` are those of the last one, for an address without any."""
    named = args.getlist("with") or remembered
    ids = dict.fromkeys(value.strip()[:100] for value in (*named, *args.getlist("add")))
    return tuple(id for id in ids if id and id not in args.getlist("without"))[:LOOKED_AT]


def compare_page(asked: Asked, library: Library) -> ComparePage:
    """The page of a comparison."""
    ids = [entry.id for entry in asked.entries]
    return ComparePage(
        asked=asked,
        most=MOST,
        columns=tuple(_column(entry, ids, library) for entry in asked.entries),
        shared=_shared(asked, library) if len(ids) > 1 else (),
        others=_others(ids, library) if len(ids) < MOST else (),
        near=_near(asked.entries[0], library) if len(ids) == 1 else (),
        spasm_note=library.collection.spasm_note,
        spasm=tuple(entry.name for entry in asked.entries if entry.spasm == "none-found"),
    )


def compare_url(ids: Sequence[str]) -> str:
    """The address of a comparison of these."""
    return address("/compare", {"with": ids})


def as_json(asked: Asked, library: Library) -> dict[str, JsonValue]:
    """The comparison for programs."""
    shared = compare(asked.entries, library) if len(asked.entries) > 1 else ()
    return {
        "with": [entry.id for entry in asked.entries],
        "unknown": [unknown.id for unknown in asked.unknown],
        "nearest": {unknown.id: list(unknown.ids) for unknown in asked.unknown},
        "left-out": list(asked.too_many),
        "outcomes": [
            {"outcome": part.outcome, "rows": [_row_record(row) for row in part.rows]}
            for part in shared
        ],
    }


def _row_record(row: Row) -> JsonValue:
    return {
        "stage": row.setting.stage if row.setting else None,
        "comparator": row.setting.group if row.setting else None,
        "differ": list(row.differ),
        "directly-comparable": not row.differ,
        "cells": [cell_record(cell) for cell in row.cells],
    }


def _unknown(id: str, known: list[str], library: Library) -> Unknown:
    near = nearest(
        id, (one for one in library.interventions.values() if one.id not in known), NEAREST
    )
    instead = tuple(Link(one.title, compare_url([*known, one.id])) for one in near)
    return Unknown(
        printable(id)[:60], id in library.withheld, tuple(one.id for one in near), instead
    )


def _column(entry: Intervention, ids: list[str], library: Library) -> Column:
    told, place = answer(entry, library), ids.index(entry.id)
    moved = [*ids[: place - 1], entry.id, ids[place - 1], *ids[place + 1 :]] if place else []
    harms = _harms(entry)
    return Column(
        entry=entry,
        category=library.vocabulary.categories[entry.category].name,
        certainty=overall(told),
        certainty_more=counted(told),
        magnitude=SHOWS[told.shows],
        magnitude_more=of_the_first(told),
        acute_only="".join(note for note in told.notes if note.startswith("Acute pain only.")),
        disagree=bool(entry.disagreements),
        earlier=compare_url(moved) if moved else "",
        without=address("/compare", {"with": ids, "without": [entry.id]}),
        harms=harms,
        serious=any(harm.serious for harm in entry.harms),
        more_harms=len(entry.harms) - len(harms),
        ways=entry.delivery[:WAYS],
        more_ways=max(0, len(entry.delivery) - WAYS),
        sides=tuple(_sides(entry, library)),
    )


def _harms(entry: Intervention) -> tuple[Harm, ...]:
    """All serious harms, then as many others as there is room for, those seen before those that were not."""
    serious = [harm for harm in entry.harms if harm.serious]
    others = sorted(
        (harm for harm in entry.harms if not harm.serious), key=lambda harm: harm.seen != "yes"
    )
    return (*serious, *others[: max(1, HARMS - len(serious))])


def _sides(entry: Intervention, library: Library) -> Iterator[Side]:
    """What holds now, by direction; what is superseded stands in the entry."""
    now = [said for said in entry.recommendations if not said.superseded]
    for direction, words in DIRECTION.items():
        lines = tuple(_line(said, library) for said in now if said.direction == direction)
        if lines:
            yield Side(words, lines)


def _line(said: Recommendation, library: Library) -> str:
    stages = (
        ", ".join(library.vocabulary.stages[id].name.lower() for id in said.stage)
        or said.population
    )
    return (
        f"{said.body}{f' {said.year}' if said.year else ''}, {STRENGTH[said.strength]} ({stages})"
    )


def _shared(asked: Asked, library: Library) -> tuple[SharedView, ...]:
    return tuple(
        SharedView(
            part.outcome,
            library.vocabulary.outcomes[part.outcome].name,
            tuple(
                _row_view(part.outcome, row, part.rows[:place], asked.entries, library)
                for place, row in enumerate(part.rows)
            ),
        )
        for part in compare(asked.entries, library)
    )


def _row_view(
    outcome: str,
    row: Row,
    earlier: Sequence[Row],
    entries: Sequence[Intervention],
    library: Library,
) -> RowView:
    setting = row.setting
    heading = (
        f"{library.vocabulary.stages[setting.stage].name} · {GROUP[setting.group].lower()}"
        if setting
        else "Each in its own setting"
    )
    views = tuple(
        cell_view(outcome, cell, entry, library)
        for entry, cell in zip(entries, row.cells, strict=True)
    )
    above = (
        bool(cell.finding) and any(cell == other.cells[place] for other in earlier)
        for place, cell in enumerate(row.cells)
    )
    return RowView(heading, views, _listed(row.differ), tuple(above))


def _listed(differ: Sequence[str]) -> str:
    """Stages, comparators and times differ."""
    if not differ:
        return ""
    words = f"{', '.join(differ[:-1])} and {differ[-1]}" if len(differ) > 1 else differ[0]
    return f"{words[:1].upper()}{words[1:]} differ"


def _others(ids: list[str], library: Library) -> tuple[Option, ...]:
    return tuple(
        Option(entry.id, entry.name, chosen=False)
        for entry in library.by_name
        if entry.id not in ids
    )


def _near(entry: Intervention, library: Library) -> tuple[Link, ...]:
    """What a reader may want beside the one chosen: what its editor calls related, else what is of its category."""
    same = [
        one.id
        for one in library.interventions.values()
        if one.category == entry.category and one.id != entry.id
    ]
    ids = [id for id in entry.related if id in library.interventions] or same
    return tuple(
        Link(library.interventions[id].name, compare_url([entry.id, id])) for id in ids[:8]
    )
