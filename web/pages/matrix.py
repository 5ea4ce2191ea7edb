"""The matrix as its page, its CSV and its JSON show it: what was chosen, rows in the order asked for, and ways to choose otherwise."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pydantic import JsonValue

from kb.model.entries import Intervention
from kb.model.finding import Finding
from kb.model.library import Library
from kb.overviews.evidence_table import (
    GROUPS,
    Cell,
    Group,
    Matrix,
    Setting,
    columns,
    first_columns,
    first_stage,
    matrix,
    setting_of,
)
from web.core.links import Link, entry_url, links
from web.core.query_args import Args, Option, address, choice, unknown
from web.parts.findings_table import magnitude_more
from web.parts.labels import CERTAINTY, GROUP, SHOWS, Sign

# More columns than these fit no screen and no page's weight.
MOST_OUTCOMES = 6
SORTS = {
    "name": "Name",
    "category": "Category",
    "certainty": "Certainty",
    "magnitude": "Size of effect",
}
# From the best to the worst for a patient; what shows no size stands between little and worse, what is not known last.
BY_SIZE = (
    "large", "moderate", "small", "not-classed", "little-or-none", "no-clear-difference", "no-interval", "open-interval", "mixed",
    "unclear", "very-uncertain", "worse-than-comparator", "no-evidence", "not-seen", "set-aside", "no-finding-here",
)  # fmt: skip
BY_CERTAINTY = ("high", "moderate", "low", "very-low", "not-graded", None)
Held = dict[tuple[Setting, str], set[str]]


@dataclass(frozen=True)
class Asked:
    """A matrix as an address states it; `by` is the outcome whose cells sort the rows, and `said` tells what was left out."""

    setting: Setting
    outcomes: tuple[str, ...]
    categories: tuple[str, ...]
    certainties: tuple[str, ...]
    sort: str
    by: str
    said: tuple[str, ...] = ()

    def url(self, path: str = "/matrix") -> str:
        """The address of this matrix."""
        return address(
            path,
            {
                "stage": [self.setting.stage],
                "comparator": [self.setting.group],
                "outcome": self.outcomes,
                "category": self.categories,
                "certainty": self.certainties,
                "sort": [self.sort] if self.sort != "name" else [],
                "by": [self.by] if self.sort in ("certainty", "magnitude") else [],
            },
        )


@dataclass(frozen=True)
class CellView:
    """A cell in words and signs; `context` is what a reader must know to read it, `rest` what is not shown of it."""

    outcome: str
    cell: Cell
    shows: Sign
    certainty: Sign | None
    context: str
    rest: str
    url: str


@dataclass(frozen=True)
class RowView:
    """An intervention with its cells."""

    entry: Intervention
    category: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True)
class Column:
    """An outcome, and where its heading's links lead; `sorted_by` names the order the rows stand in by it, if any."""

    id: str
    name: str
    by_magnitude: str
    by_certainty: str
    sorted_by: str


@dataclass(frozen=True)
class MatrixPage:
    """Everything the matrix page needs; `address` names what was chosen, where that is not what is shown anyway."""

    asked: Asked
    address: str
    stage: str
    group: str
    stages: tuple[Option, ...]
    groups: tuple[Option, ...]
    outcomes: tuple[Option, ...]
    categories: tuple[Option, ...]
    certainties: tuple[Option, ...]
    sorts: tuple[Option, ...]
    columns: tuple[Column, ...]
    rows: tuple[RowView, ...]
    filtered: int
    without: tuple[Link, ...]
    csv: str


def asked(args: Args, library: Library) -> Asked:
    """What an address asks for; whatever there is not is left out and said, never refused."""
    words = library.vocabulary
    stage = choice(args, "stage", "Stage", words.stages, 1)
    group = choice(args, "comparator", "Compared with", GROUPS, 1)
    outcomes = choice(args, "outcome", "Outcome", columns(library), MOST_OUTCOMES)
    category = choice(args, "category", "Category", words.categories)
    certainty = choice(args, "certainty", "Certainty", CERTAINTY)
    sort = choice(args, "sort", "Order", SORTS, 1)
    shown = tuple(id for id in columns(library) if id in outcomes.values) or first_columns(library)
    by = choice(args, "by", "Order by", shown, 1)
    return Asked(
        setting=Setting(stage.first or first_stage(library), _group(group.first)),
        outcomes=shown,
        categories=category.values,
        certainties=certainty.values,
        sort=sort.first or "name",
        by=by.first or next(iter(shown), ""),
        said=(
            *(
                said
                for part in (stage, group, outcomes, category, certainty, sort, by)
                for said in part.said
            ),
            *unknown(
                args, ("stage", "comparator", "outcome", "category", "certainty", "sort", "by")
            ),
        ),
    )


def matrix_page(asked: Asked, library: Library) -> MatrixPage:
    """The page of a matrix."""
    whole = matrix(asked.setting, asked.outcomes, library)
    rows, held = rows_of(asked, whole, library), _held(library)
    words = library.vocabulary
    return MatrixPage(
        asked=asked,
        address=_address(asked, library),
        stage=words.stages[asked.setting.stage].name if asked.setting.stage in words.stages else "",
        group=GROUP[asked.setting.group],
        stages=tuple(_stages(asked, held, library)),
        groups=tuple(_groups(asked, held)),
        outcomes=tuple(_outcomes(asked, held, library)),
        categories=tuple(
            Option(id, word.name, id in asked.categories) for id, word in words.categories.items()
        ),
        certainties=tuple(
            Option(value, sign.words, value in asked.certainties)
            for value, sign in CERTAINTY.items()
        ),
        sorts=tuple(Option(value, name, value == asked.sort) for value, name in SORTS.items()),
        columns=tuple(_column(id, asked, library) for id in asked.outcomes),
        rows=rows,
        filtered=len(whole.rows) - len(rows),
        without=_by_name(links(whole.without, library)),
        csv=asked.url("/matrix.csv"),
    )


def rows_of(asked: Asked, whole: Matrix, library: Library) -> tuple[RowView, ...]:
    """The rows that meet the filters, in the order asked for; a row meets a certainty where one of its cells has it."""
    rows = [_row(library.interventions[id], cells, library) for id, cells in whole.rows.items()]
    kept = [row for row in rows if _kept(row, asked)]
    order = list(library.vocabulary.categories)
    kept.sort(key=lambda row: row.entry.name.casefold())
    if asked.sort == "category":
        kept.sort(key=lambda row: order.index(row.entry.category))
    elif asked.sort != "name":
        kept.sort(
            key=lambda row: _rank(
                next(cell.cell for cell in row.cells if cell.outcome == asked.by), asked.sort
            )
        )
    return tuple(kept)


def as_json(asked: Asked, library: Library) -> dict[str, JsonValue]:
    """The matrix for programs: ids, never words of this page, but for statements."""
    whole = matrix(asked.setting, asked.outcomes, library)
    return {
        "stage": asked.setting.stage,
        "comparator": asked.setting.group,
        "outcomes": list(asked.outcomes),
        "said": list(asked.said),
        "rows": [
            {
                "id": row.entry.id,
                "title": row.entry.title,
                "category": row.entry.category,
                "url": entry_url(row.entry),
                "cells": {view.outcome: cell_record(view.cell) for view in row.cells},
            }
            for row in rows_of(asked, whole, library)
        ],
        "without": list(whole.without),
    }


def cell_record(cell: Cell) -> JsonValue:
    """A cell for programs."""
    return {
        "shows": cell.shows,
        "certainty": cell.level,
        "finding": cell.finding.id if cell.finding else None,
        "statement": cell.statement.text if cell.statement else None,
        "more": cell.more,
        "aside": cell.aside,
    }


HEADINGS = (
    "intervention", "name", "category", "stage", "comparator-class", "outcome", "shows", "certainty", "comparator", "than", "arm",
    "timepoint", "measure", "estimate", "low", "high", "scale", "statement", "finding", "source", "more", "aside", "url",
)  # fmt: skip


def csv_rows(asked: Asked, library: Library) -> Iterator[tuple[object, ...]]:
    """One line for each cell, empty ones too, below the headings."""
    yield HEADINGS
    for row in rows_of(asked, matrix(asked.setting, asked.outcomes, library), library):
        for view in row.cells:
            yield _line(row.entry, view, asked.setting)


def _address(chosen: Asked, library: Library) -> str:
    usual = asked(Args(), library).url()
    return "/matrix" if chosen.url() == usual else chosen.url()


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


def cell_view(outcome: str, cell: Cell, entry: Intervention, library: Library) -> CellView:
    """A cell in words and signs."""
    finding = cell.finding
    return CellView(
        outcome=outcome,
        cell=cell,
        shows=SHOWS[cell.shows],
        certainty=CERTAINTY[cell.level] if cell.level else None,
        context=_context(cell, library),
        rest=_rest(cell),
        url=f"{entry_url(entry)}#{finding.id if finding else 'findings'}",
    )


def _context(cell: Cell, library: Library) -> str:
    """What was given, where it is not simply the intervention, against what, when, and what its size must not be read without."""
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


def _row(entry: Intervention, cells: Mapping[str, Cell], library: Library) -> RowView:
    views = tuple(cell_view(outcome, cell, entry, library) for outcome, cell in cells.items())
    return RowView(entry, library.vocabulary.categories[entry.category].name, views)


def _kept(row: RowView, asked: Asked) -> bool:
    right_category = not asked.categories or row.entry.category in asked.categories
    return right_category and (
        not asked.certainties or any(view.cell.level in asked.certainties for view in row.cells)
    )


def _rank(cell: Cell, sort: str) -> tuple[int, int]:
    size, certainty = BY_SIZE.index(cell.shows), BY_CERTAINTY.index(cell.level)
    return (size, certainty) if sort == "magnitude" else (certainty, size)


def _group(value: str) -> Group:
    return next((group for group in GROUPS if group == value), GROUPS[0])


def _held(library: Library) -> Held:
    """Which interventions have a finding where."""
    found: Held = defaultdict(set)
    for entry in library.interventions.values():
        for finding in entry.findings:
            found[setting_of(finding, library), finding.outcome].add(entry.id)
    return found


def _stages(asked: Asked, held: Held, library: Library) -> Iterator[Option]:
    for id, stage in library.vocabulary.stages.items():
        elsewhere = replace(asked, setting=replace(asked.setting, stage=id))
        yield Option(
            id, stage.name, id == asked.setting.stage, elsewhere.url(), _count(elsewhere, held)
        )


def _groups(asked: Asked, held: Held) -> Iterator[Option]:
    for group in GROUPS:
        elsewhere = replace(asked, setting=replace(asked.setting, group=group))
        yield Option(
            group,
            GROUP[group],
            group == asked.setting.group,
            elsewhere.url(),
            _count(elsewhere, held),
        )


def _count(asked: Asked, held: Held) -> int:
    """How many interventions have a finding in these columns."""
    return len(
        set[str]().union(*(held.get((asked.setting, outcome), ()) for outcome in asked.outcomes))
    )


def _outcomes(asked: Asked, held: Held, library: Library) -> Iterator[Option]:
    """The outcomes that have findings here; the others would only make empty columns."""
    for id in columns(library):
        count = len(held.get((asked.setting, id), ()))
        if count or id in asked.outcomes:
            yield Option(
                id, library.vocabulary.outcomes[id].name, id in asked.outcomes, count=count
            )


def _column(id: str, asked: Asked, library: Library) -> Column:
    by = [replace(asked, sort=sort, by=id).url() for sort in ("magnitude", "certainty")]
    sorted_by = asked.sort if asked.by == id and asked.sort in ("magnitude", "certainty") else ""
    return Column(id, library.vocabulary.outcomes[id].name, by[0], by[1], sorted_by)


def _by_name(found: tuple[Link, ...]) -> tuple[Link, ...]:
    return tuple(sorted(found, key=lambda link: link.words.casefold()))
