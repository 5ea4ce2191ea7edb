"""What guideline bodies recommend for each intervention at one stage, side by side, so that
disagreements show in a row.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from kb.model.entries import Intervention, Recommendation
from kb.model.library import Library
from kb.model.marked import MarkedEntries, Question
from kb.model.source import StatusKind
from kb.overviews.found_rows import FoundRows
from kb.statements.currency import is_of_guideline, is_retracted

Direction = Literal["for", "against", "neither"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
NAMED = "recommended "  # begins the mark of a stage that a recommendation names


@dataclass(frozen=True)
class Guideline:
    """One edition of a body's guideline; `standing` is its status."""

    body: str
    year: int | None
    standing: StatusKind | None

    @property
    def counts(self) -> bool:
        """Whether it's current: not replaced by a newer edition."""
        return self.standing != "superseded"


@dataclass(frozen=True)
class Position:
    """A guideline's recommendation on an intervention; `stage_stated` is false if it names no
    stage, `for_all` true if it is known to be for everyone at the stages it is shown at.
    """

    said: Recommendation
    stage_stated: bool
    for_all: bool = False


@dataclass(frozen=True)
class Row:
    """An intervention with each guideline's recommendations, mostly one each."""

    entry: Intervention
    positions: Mapping[Guideline, tuple[Position, ...]]

    def bodies(self, direction: Direction) -> tuple[str, ...]:
        """The bodies whose current recommendation is in this direction, without duplicates."""
        found = (
            guideline.body
            for guideline, positions in self.positions.items()
            if guideline.counts and any(one.said.direction == direction for one in positions)
        )
        return tuple(dict.fromkeys(found))

    @property
    def disagree(self) -> bool:
        """Whether one body is for it and another against it."""
        pro, con = set(self.bodies("for")), set(self.bodies("against"))
        return bool(pro and con) and len(pro | con) > 1


@dataclass(frozen=True)
class Table:
    """`guidelines` are the columns: current ones first, then by number of recommendations. `rows`
    are the interventions with any recommendation, by category and name, `disagreeing` those on
    which bodies disagree.
    """

    stage: str
    guidelines: tuple[Guideline, ...]
    rows: Sequence[Row]
    disagreeing: Sequence[Row]


def guidelines(stage: str, library: Library) -> Table:
    """The table of a stage."""
    if library.marked:
        return _found(stage, library, library.marked)
    order = list(library.vocabulary.categories)
    rows = [Row(entry, _positions(entry, stage, library)) for entry in library.by_name]
    held = sorted(
        (row for row in rows if row.positions), key=lambda row: order.index(row.entry.category)
    )
    said = Counter(guideline for row in held for guideline in row.positions)
    return Table(stage, _columns(said), tuple(held), tuple(row for row in held if row.disagree))


def of_these(ids: Collection[str], table: Table, library: Library) -> Table:
    """The table with the rows of these interventions alone."""
    order = list(library.vocabulary.categories)
    entries = (library.interventions[id] for id in dict.fromkeys(ids))
    rows = [Row(entry, _positions(entry, table.stage, library)) for entry in entries]
    held = sorted(
        (row for row in rows if row.positions),
        key=lambda row: (order.index(row.entry.category), row.entry.name.casefold()),
    )
    return replace(table, rows=held, disagreeing=[row for row in held if row.disagree])


def _found(stage: str, library: Library, marked: MarkedEntries) -> Table:
    """The same, asked for."""

    def row(entry: Intervention) -> Row:
        return Row(entry, _positions(entry, stage, library))

    def rows(mark: str) -> FoundRows[Row]:
        question = Question((frozenset({mark}),), order="category")
        return FoundRows(question, marked, library, row)

    begin = f"guideline {stage} "
    ((_, _, counts),) = marked.find([Question((), counted=begin)])
    said = {Guideline(*json.loads(one.removeprefix(begin))): many for one, many in counts.items()}
    return Table(stage, _columns(said), rows(f"guided {stage}"), rows(f"disagree {stage}"))


def stages(library: Library) -> tuple[str, ...]:
    """The stages that any recommendation names, in the order they are considered for an answer."""
    named = {
        stage
        for entry in (() if library.marked else library.interventions.values())
        for said in _said(entry, library)
        for stage in said.stage
    }
    if library.marked:
        ((_, _, counts),) = library.marked.find([Question((), counted=NAMED)])
        named = {one.removeprefix(NAMED) for one in counts}
    return tuple(stage for tier in library.tiers for stage in tier if stage in named)


def marks(entry: Intervention, library: Library) -> Iterator[str]:
    """What marks an intervention for these tables."""
    yield from (f"{NAMED}{stage}" for said in _said(entry, library) for stage in said.stage)
    for stage in library.vocabulary.stages:
        row = Row(entry, _positions(entry, stage, library))
        if row.positions:
            yield f"guided {stage}"
        if row.disagree:
            yield f"disagree {stage}"
        for one in row.positions:
            yield f"guideline {stage} {json.dumps([one.body, one.year, one.standing])}"


def stage_stated(
    said: Recommendation, stages: Collection[str], whole: Collection[str]
) -> bool | None:
    """Whether it names one of the stages; None if it's only about others.

    A recommendation that names none, or the condition as a whole (`whole`), counts for every stage
    and is marked as such; the entry quotes whom it's for.
    """
    if not set(stages).isdisjoint(said.stage):
        return True
    return False if set(said.stage) <= set(whole) else None


def for_all(said: Recommendation, stages: Collection[str], library: Library) -> bool:
    """Whether a recommendation is for everyone at one of these stages: in the words of its opening,
    or however long the pain has lasted.
    """
    vocabulary = library.vocabulary
    lengths = {*vocabulary.stages_of("recent"), *vocabulary.stages_of("lasting")}
    openings = {vocabulary.stages[id].opening.casefold() for id in stages}
    however_long = bool(lengths) and lengths <= set(said.stage)
    return however_long or f"in {said.population}".casefold() in openings


def guideline_of(said: Recommendation, library: Library) -> Guideline:
    """The edition a recommendation comes from."""
    standing = "superseded" if said.superseded else library.standing_of(said.source)
    return Guideline(said.body, said.year, standing)


def _said(entry: Intervention, library: Library) -> Iterator[Recommendation]:
    """What guideline bodies say of it, superseded recommendations too."""
    for said in entry.recommendations:
        if is_of_guideline(said, library) and not is_retracted(said.source, library):
            yield said


def _positions(
    entry: Intervention, stage: str, library: Library
) -> Mapping[Guideline, tuple[Position, ...]]:
    whole = library.vocabulary.stages_of("whole")
    found: dict[Guideline, list[Position]] = defaultdict(list)
    for said in _said(entry, library):
        stated = stage_stated(said, (stage,), whole)
        if stated is not None:
            found[guideline_of(said, library)].append(Position(said, stated))
    return {guideline: tuple(positions) for guideline, positions in found.items()}


def _columns(said: Mapping[Guideline, int]) -> tuple[Guideline, ...]:
    return tuple(
        sorted(
            said,
            key=lambda one: (
                *(not one.counts, -said[one], one.body),
                *(one.year or 0, one.standing or ""),
            ),
        )
    )
