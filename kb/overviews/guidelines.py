"""What guideline bodies say of each intervention at one stage, side by side: where they differ is
seen in a row, never worked out by a reader.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from kb.model.entries import Intervention, Recommendation
from kb.model.library import Library
from kb.model.source import StatusKind
from kb.statements.currency import is_retracted

Direction = Literal["for", "against", "neither"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)


@dataclass(frozen=True)
class Guideline:
    """One edition of what a body says; `standing` is what became of it."""

    body: str
    year: int | None
    standing: StatusKind | None

    @property
    def counts(self) -> bool:
        """Whether it still speaks: one that a newer edition has replaced doesn't."""
        return self.standing != "superseded"


@dataclass(frozen=True)
class Position:
    """What a guideline says of an intervention; `stage_stated` is false where it names no stage."""

    said: Recommendation
    stage_stated: bool


@dataclass(frozen=True)
class Row:
    """An intervention with what each guideline says of it; most say it in one recommendation."""

    entry: Intervention
    positions: Mapping[Guideline, tuple[Position, ...]]

    def bodies(self, direction: Direction) -> tuple[str, ...]:
        """The bodies that point this way now, each once."""
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
    """`guidelines` are the columns: what still speaks first, then who says most. `rows` are the
    interventions that any of them speaks of, by category and name.
    """

    stage: str
    guidelines: tuple[Guideline, ...]
    rows: tuple[Row, ...]


def guidelines(stage: str, library: Library) -> Table:
    """The table of a stage."""
    order = list(library.vocabulary.categories)
    rows = [Row(entry, _positions(entry, stage, library)) for entry in library.by_name]
    held = sorted(
        (row for row in rows if row.positions), key=lambda row: order.index(row.entry.category)
    )
    return Table(stage, _columns(held), tuple(held))


def stages(library: Library) -> tuple[str, ...]:
    """The stages that any recommendation names, in the order they are looked to for an answer."""
    named = {
        stage
        for entry in library.interventions.values()
        for said in entry.recommendations
        for stage in said.stage
    }
    return tuple(stage for tier in library.tiers for stage in tier if stage in named)


def stage_stated(
    said: Recommendation, stages: Collection[str], whole: Collection[str]
) -> bool | None:
    """Whether it names one of the stages; None where it is about others alone.

    What names none, or the condition as a whole (`whole`), speaks for every stage and says so: whom
    it is for is in its own words, in the entry.
    """
    if not set(stages).isdisjoint(said.stage):
        return True
    return False if set(said.stage) <= set(whole) else None


def guideline_of(said: Recommendation, library: Library) -> Guideline:
    """The edition a recommendation is from."""
    source = library.sources.get(said.source)
    standing = source.standing if source else None
    return Guideline(said.body, said.year, "superseded" if said.superseded else standing)


def _positions(
    entry: Intervention, stage: str, library: Library
) -> Mapping[Guideline, tuple[Position, ...]]:
    whole = library.vocabulary.stages_of("whole")
    found: dict[Guideline, list[Position]] = defaultdict(list)
    for said in entry.recommendations:
        stated = stage_stated(said, (stage,), whole)
        if stated is not None and not is_retracted(said.source, library):
            found[guideline_of(said, library)].append(Position(said, stated))
    return {guideline: tuple(positions) for guideline, positions in found.items()}


def _columns(rows: Collection[Row]) -> tuple[Guideline, ...]:
    said = Counter(guideline for row in rows for guideline in row.positions)
    return tuple(
        sorted(said, key=lambda one: (not one.counts, -said[one], one.body, one.year or 0))
    )
