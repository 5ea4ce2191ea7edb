"""The matrix: interventions by outcome, at one stage and against one class of comparators, so that a column compares like with like.

A cell takes the first finding by the order of key findings, and of its size only what may be shown; size and certainty stay apart.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from kb.model.entries import Intervention
from kb.model.finding import Finding
from kb.model.library import Library
from kb.model.schema import Level
from kb.statements.answer import Shows, shows
from kb.statements.direction import UNANSWERED
from kb.statements.key_findings import CHRONIC, ranked, unfit
from kb.statements.phrases import level
from kb.statements.statement import Statement, state

Group = Literal["inert", "no-care", "active", "added-to", "mixed"]
GROUPS: tuple[Group, ...] = get_args(Group)
# The columns a reader gets who chose none.
FIRST_FAMILIES = ("pain", "function")


@dataclass(frozen=True)
class Setting:
    """Whom a finding is about and what it compares with: only within one setting do sizes stand side by side."""

    stage: str
    group: Group


@dataclass(frozen=True)
class Cell:
    """What an intervention's findings for one outcome come to in one setting.

    `shows` is `set-aside` where no finding can stand for the intervention. `finding` is the first of the usable ones, `more` counts
    the others; `aside` counts those that can't stand for it.
    """

    shows: Shows | Literal["no-finding-here"]
    finding: Finding | None = None
    statement: Statement | None = None
    more: int = 0
    aside: int = 0

    @property
    def level(self) -> Level | None:
        """How sure its source is; None where nothing was found of which one could be."""
        return None if self.finding is None or self.shows in UNANSWERED else level(self.finding)


EMPTY = Cell("no-finding-here")


@dataclass(frozen=True)
class Matrix:
    """`rows` has the cells of each intervention that has any finding in the columns, by outcome; `without` are the other interventions."""

    setting: Setting
    outcomes: tuple[str, ...]
    rows: Mapping[str, Mapping[str, Cell]]
    without: tuple[str, ...]


def matrix(setting: Setting, outcomes: tuple[str, ...], library: Library) -> Matrix:
    """The matrix of all interventions, in the order of their ids."""
    rows = {
        id: _row(entry, setting, outcomes, library) for id, entry in library.interventions.items()
    }
    held = {id: row for id, row in rows.items() if any(cell != EMPTY for cell in row.values())}
    return Matrix(setting, outcomes, held, tuple(id for id in rows if id not in held))


def cells(entry: Intervention, library: Library) -> Mapping[tuple[Setting, str], Cell]:
    """Every cell of an intervention that is not empty, by setting and outcome."""
    found: dict[tuple[Setting, str], list[Finding]] = defaultdict(list)
    for finding in entry.findings:
        found[setting_of(finding, library), finding.outcome].append(finding)
    return {place: _cell(findings, entry, library) for place, findings in found.items()}


def setting_of(finding: Finding, library: Library) -> Setting:
    """Where a finding belongs."""
    return Setting(finding.stage, library.vocabulary.comparators[finding.comparator].group)


def columns(library: Library) -> tuple[str, ...]:
    """The outcomes that can be columns, in the order of the vocabulary; harms are told in words, never classed."""
    return tuple(
        id
        for id, outcome in library.vocabulary.outcomes.items()
        if outcome.family != "adverse-events"
    )


def first_columns(library: Library) -> tuple[str, ...]:
    """The columns where none are chosen: the first outcome of pain and the first of function."""
    outcomes = library.vocabulary.outcomes
    firsts = (
        next((id for id in columns(library) if outcomes[id].family == family), None)
        for family in FIRST_FAMILIES
    )
    return tuple(id for id in firsts if id) or columns(library)[:2]


def first_stage(library: Library) -> str:
    """The stage where none is chosen: pain that lasts, as key findings are looked for there first."""
    stages = library.vocabulary.stages
    return CHRONIC if CHRONIC in stages else next(iter(stages), "")


def _row(
    entry: Intervention, setting: Setting, outcomes: tuple[str, ...], library: Library
) -> Mapping[str, Cell]:
    here = [finding for finding in entry.findings if setting_of(finding, library) == setting]
    return {
        outcome: _cell([finding for finding in here if finding.outcome == outcome], entry, library)
        for outcome in outcomes
    }


def _cell(findings: list[Finding], entry: Intervention, library: Library) -> Cell:
    usable = [finding for finding in findings if unfit(finding, library) is None]
    aside = len(findings) - len(usable)
    # What has a result comes before the news that there is none.
    told = [finding for finding in usable if finding.result not in UNANSWERED] or usable
    if not told:
        return Cell("set-aside", aside=aside) if aside else EMPTY
    first = ranked(told, (told[0].stage,), library)[0]
    statement = state(first, entry, library)
    return Cell(shows(first, statement), first, statement, more=len(told) - 1, aside=aside)
