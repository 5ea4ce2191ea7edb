"""What is known about each intervention at a step of a pathway: its effect at that step's stages,
and which bodies are for and against.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kb.model.condition_parts import PathwayStep
from kb.model.derived import Derived, Shows
from kb.model.entries import Intervention, Recommendation
from kb.model.finding import Finding
from kb.model.library import Library
from kb.model.schema import Level
from kb.overviews.guidelines import Position, for_all, stage_stated
from kb.statements.currency import current_advice
from kb.statements.key_findings import eligible, first_at


@dataclass(frozen=True)
class Way:
    """An intervention at a step: its finding at the step's stages, if any, and the bodies'
    positions.
    """

    entry: Intervention
    statement: Derived | None
    positions: tuple[Position, ...]

    @property
    def finding(self) -> Finding | None:
        """The finding shown."""
        return self.statement.finding if self.statement else None

    @property
    def certainty(self) -> Level | None:
        """The certainty of the finding's source."""
        return self.statement.level if self.statement else None

    @property
    def shows(self) -> Shows | None:
        """What may be shown of the finding's result."""
        return self.statement.shows if self.statement else None


def ways(step: PathwayStep, library: Library) -> tuple[Way, ...]:
    """The step's interventions in the editor's order, without withheld ones."""
    entries = (
        library.interventions[id] for id in step.interventions if id in library.interventions
    )
    return tuple(_way(entry, step.stage, library) for entry in entries)


def withheld(step: PathwayStep, library: Library) -> tuple[str, ...]:
    """The step's interventions whose files can't be served now."""
    return tuple(id for id in step.interventions if id not in library.interventions)


def positions(
    said: Iterable[Recommendation], stages: Collection[str], library: Library
) -> tuple[Position, ...]:
    """The bodies' recommendations at these stages, without those only about other stages."""
    whole = library.vocabulary.stages_of("whole")
    stated = ((one, stage_stated(one, stages, whole)) for one in said)
    return tuple(
        Position(one, at, for_all(one, stages, library)) for one, at in stated if at is not None
    )


def _way(entry: Intervention, stages: tuple[str, ...], library: Library) -> Way:
    """The stages of a step are considered together, so that an effect at one stage never counts for
    another.
    """
    findings = eligible(library.answers[entry.id].findings.values())
    found = [one for one in findings if one.finding.stage in stages]
    first = first_at(found, stages, library.families)
    return Way(entry, first, positions(current_advice(entry, library), stages, library))
