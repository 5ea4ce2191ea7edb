"""What isn't known, by intervention and outcome: for people who decide what to study next.

A gap is in this collection's record: having nothing here doesn't mean that nothing was published.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from kb.model.derived import Derived
from kb.model.entries import Intervention
from kb.model.library import Library
from kb.model.marked import Question
from kb.overviews.evidence_table import columns, standing
from kb.overviews.found_rows import INTERVENTIONS, FoundRows

# From the widest gap to none.
Known = Literal[
    "no-finding", "no-trial", "not-seen", "set-aside", "not-graded", "very-low", "graded"
]
KNOWN: tuple[Known, ...] = get_args(Known)
GAPS = KNOWN[:-1]
ANY = "*"  # stage


@dataclass(frozen=True)
class Place:
    """What is known about an intervention's effect on an outcome, and from how many findings."""

    known: Known
    findings: int


NOTHING = Place("no-finding", 0)


@dataclass(frozen=True)
class Row:
    """An intervention with what is known of each outcome."""

    entry: Intervention
    places: Mapping[str, Place]

    def has(self, kinds: Iterable[Known]) -> bool:
        """Whether any of its outcomes is one of these kinds of gap."""
        return not {place.known for place in self.places.values()}.isdisjoint(kinds)


@dataclass(frozen=True)
class Table:
    """`rows` has every intervention by category and name; `stage` is None for any stage."""

    stage: str | None
    outcomes: tuple[str, ...]
    rows: Sequence[Row]

    def counts(self, outcome: str) -> Mapping[str, int]:
        """How many interventions have each degree of knowledge about an outcome."""
        return Counter(row.places[outcome].known for row in self.rows)


@dataclass(frozen=True)
class FoundTable(Table):
    """A table whose rows are asked for; `marked` counts them by the marks of this stage."""

    marked: Mapping[str, int]

    def counts(self, outcome: str) -> Mapping[str, int]:
        """The same, from the marks."""
        found = {known: self.marked.get(_mark(self.stage, outcome, known), 0) for known in KNOWN}
        found[NOTHING.known] = len(self.rows) - sum(found.values())
        return {known: count for known, count in found.items() if count}


def gaps(stage: str | None, library: Library) -> Table:
    """What is known about every outcome that isn't a harm."""
    outcomes = columns(library)

    def row(entry: Intervention) -> Row:
        return Row(entry, _places(entry, stage, outcomes, library))

    if library.marked:
        every = Question((INTERVENTIONS,), order="category")
        rows = FoundRows(every, library.marked, library, row)
        counted = every._replace(counted=f"gap {stage or ANY} ")
        return FoundTable(stage, outcomes, rows, library.marked.find([counted])[0].counts)
    order = list(library.vocabulary.categories)
    entries = sorted(library.by_name, key=lambda entry: order.index(entry.category))
    return Table(stage, outcomes, tuple(map(row, entries)))


def marks(entry: Intervention, library: Library) -> Iterator[str]:
    """What marks an intervention for these tables: what is known of each outcome, if anything."""
    for stage in (None, *library.vocabulary.stages):
        for outcome, place in _places(entry, stage, columns(library), library).items():
            if place != NOTHING:
                yield _mark(stage, outcome, place.known)


def _mark(stage: str | None, outcome: str, known: Known) -> str:
    return f"gap {stage or ANY} {outcome} {known}"


def _places(
    entry: Intervention, stage: str | None, outcomes: tuple[str, ...], library: Library
) -> Mapping[str, Place]:
    held: dict[str, list[Derived]] = defaultdict(list)
    for one in standing(entry, library):
        if stage in (None, one.finding.stage):
            held[one.finding.outcome].append(one)
    return {
        outcome: Place(_known(held[outcome]), len(held[outcome])) if outcome in held else NOTHING
        for outcome in outcomes
    }


def _known(findings: list[Derived]) -> Known:
    """From the findings that count for the intervention; the best of them decides."""
    usable = [one for one in findings if one.unfit is None]
    levels = {one.level for one in usable if one.ineligible is None}
    if levels - {"not-graded", "very-low"}:
        return "graded"
    if levels:
        return "very-low" if "very-low" in levels else "not-graded"
    if any(one.shows == "no-evidence" for one in usable):
        return "no-trial"
    return "not-seen" if usable else "set-aside"
