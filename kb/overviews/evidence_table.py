"""The evidence map: interventions by outcome, at one stage and against one class of comparators, so
that a column compares like with like.

A cell takes the first finding in the order of key findings, with its size only if that may be
shown; size and certainty are kept separate.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from kb.model.collection import ComparatorGroup
from kb.model.derived import Derived, Shows
from kb.model.entries import Intervention
from kb.model.finding import Finding
from kb.model.library import Library
from kb.model.marked import Marks, Question
from kb.model.schema import Level
from kb.statements.currency import is_retracted
from kb.statements.key_findings import MAIN, ranked

Group = ComparatorGroup
GROUPS: tuple[Group, ...] = get_args(ComparatorGroup)
# From the best to the worst for a patient; what shows no size is between little and worse, what
# is not known last.
BY_SIZE = (
    "large",
    "moderate",
    "small",
    "not-classed",
    "little-or-none",
    "no-clear-difference",
    "open-interval",
    "mixed",
    "unclear",
    "very-uncertain",
    "favours-other-treatment",
    "worse-than-comparator",
    "no-evidence",
    "not-seen",
    "counted-elsewhere",
    "set-aside",
    "no-finding-here",
)
BY_CERTAINTY = ("high", "moderate", "low", "very-low", "not-graded", None)


@dataclass(frozen=True)
class Setting:
    """A finding's population and comparator; sizes are only comparable within one."""

    stage: str
    group: Group


@dataclass(frozen=True, slots=True)
class Cell:
    """What an intervention's findings show for one outcome in one setting.

    `shows` is `set-aside` if no finding counts for the intervention. `statement` is the first
    usable one, `more` counts the other usable ones, `aside` the rest.
    """

    shows: Literal[Shows, "no-finding-here"]
    statement: Derived | None = None
    more: int = 0
    aside: int = 0

    @property
    def finding(self) -> Finding | None:
        """The finding shown."""
        return self.statement.finding if self.statement else None

    @property
    def level(self) -> Level | None:
        """Its source's certainty, or None if nothing was found."""
        if self.statement is None or self.statement.ineligible == "unanswered":
            return None
        return self.statement.level


EMPTY = Cell("no-finding-here")


def cell_rank(cell: Cell, sort: str) -> tuple[int, int]:
    """Its place in an order by magnitude or by certainty, the other deciding between equals."""
    size, certainty = BY_SIZE.index(cell.shows), BY_CERTAINTY.index(cell.level)
    return (size, certainty) if sort == "magnitude" else (certainty, size)


@dataclass(frozen=True)
class Matrix:
    """`rows` has the cells of each intervention with a finding in the columns, by outcome;
    `without` are the other interventions.
    """

    setting: Setting
    outcomes: tuple[str, ...]
    rows: Mapping[str, Mapping[str, Cell]]
    without: tuple[str, ...]


def matrix(setting: Setting, outcomes: tuple[str, ...], library: Library) -> Matrix:
    """The matrix of all interventions, ordered by id."""
    rows = {
        entry.id: _row(entry, setting, outcomes, library)
        for entry in library.interventions.values()
    }
    held = {id: row for id, row in rows.items() if any(cell != EMPTY for cell in row.values())}
    return Matrix(setting, outcomes, held, tuple(id for id in rows if id not in held))


def cells(entry: Intervention, library: Library) -> Mapping[tuple[Setting, str], Cell]:
    """Every non-empty cell of an intervention, by setting and outcome."""
    return {place: cell_of(found) for place, found in findings_by_place(entry, library).items()}


def findings_by_place(
    entry: Intervention, library: Library
) -> Mapping[tuple[Setting, str], list[Derived]]:
    """The findings of each cell."""
    found: dict[tuple[Setting, str], list[Derived]] = defaultdict(list)
    for one in standing(entry, library):
        found[setting_of(one), one.finding.outcome].append(one)
    return found


def places(entry: Intervention, library: Library) -> Iterator[tuple[Setting, str]]:
    """The setting and outcome of each finding whose source wasn't retracted, with nothing derived:
    where an intervention has a cell that isn't empty.
    """
    comparators = library.vocabulary.comparators
    for one in entry.findings:
        if one.comparator in comparators and not is_retracted(one.source, library):
            yield Setting(one.stage, comparators[one.comparator].group), one.outcome


def standing(entry: Intervention, library: Library) -> Iterator[Derived]:
    """The findings of an intervention whose source wasn't retracted."""
    findings = library.outlines[entry.id].findings.values()
    return (one for one in findings if one.standing != "retracted")


def setting_of(one: Derived) -> Setting:
    """The setting of a finding."""
    return Setting(one.finding.stage, one.group)


def columns(library: Library) -> tuple[str, ...]:
    """The outcomes that can be columns, in vocabulary order; harms are in words and never
    classified.
    """
    return tuple(id for id, outcome in library.vocabulary.outcomes.items() if not outcome.harm)


def first_columns(library: Library) -> tuple[str, ...]:
    """The default columns: the first outcome of each main family."""
    outcomes = library.vocabulary.outcomes
    firsts = (
        next((id for id in columns(library) if (outcomes[id].family or id) == family), None)
        for family in library.families[:MAIN]
    )
    return tuple(id for id in firsts if id) or columns(library)[:2]


def first_stage(library: Library) -> str:
    """The default stage: the first one considered for key findings."""
    return next((stage for tier in library.tiers for stage in tier), "")


def _row(
    entry: Intervention, setting: Setting, outcomes: tuple[str, ...], library: Library
) -> Mapping[str, Cell]:
    here = [one for one in standing(entry, library) if setting_of(one) == setting]
    return {
        outcome: cell_of([one for one in here if one.finding.outcome == outcome])
        for outcome in outcomes
    }


def cell_of(findings: list[Derived]) -> Cell:
    """What findings of one setting and outcome show."""
    usable = [one for one in findings if one.unfit is None]
    aside = len(findings) - len(usable)
    # What has a result comes before the news that there is none.
    answered = [one for one in usable if one.ineligible is None] or usable
    if not answered:
        return Cell("set-aside", aside=aside) if aside else EMPTY
    first = ranked(answered, (answered[0].finding.stage,))[0]
    return Cell(first.shows, first, more=len(answered) - 1, aside=aside)


def cell_mark(setting: Setting, outcome: str) -> str:
    """Marks interventions that have a cell there which isn't empty."""
    return f"cell {setting.stage} {setting.group} {outcome}"


def level_mark(setting: Setting, outcome: str, level: str) -> str:
    """Marks those whose cell there has this certainty."""
    return f"level {setting.stage} {setting.group} {outcome} {level}"


def held_mark(setting: Setting, outcome: str) -> str:
    """Marks those that have any finding there, be its source retracted."""
    return f"held {setting.stage} {setting.group} {outcome}"


def cell_marks(stage: str, groups: Iterable[Group], outcomes: Sequence[str]) -> Marks:
    """Marks interventions that have a cell at one of these places which isn't empty."""
    return frozenset(
        cell_mark(Setting(stage, one), outcome) for one in groups for outcome in outcomes
    )


def holders(
    sets: Sequence[tuple[str, tuple[Group, ...], tuple[str, ...]]], library: Library
) -> list[int]:
    """How many interventions have any finding at a stage, in these groups and for these outcomes,
    for each set of them.
    """
    marks = [
        frozenset(held_mark(Setting(stage, one), outcome) for one in groups for outcome in outcomes)
        for stage, groups, outcomes in sets
    ]
    if library.marked:
        return [found.total for found in library.marked.find([Question((one,)) for one in marks])]
    held: dict[str, set[str]] = defaultdict(set)
    for entry in library.interventions.values():
        for one in library.outlines[entry.id].findings.values():
            held[held_mark(setting_of(one), one.finding.outcome)].add(entry.id)
    return [len(set[str]().union(*(held.get(mark, ()) for mark in one))) for one in marks]
