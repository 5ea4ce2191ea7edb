"""A condition as its page shows it: its parts, and at each step of the pathway what bodies say of the ways named there."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.library import Library
from kb.model import Condition, Intervention, PathwayStep, Recommendation
from web.citing import Citing, citing
from web.signs import DIRECTION, ROLE


@dataclass(frozen=True)
class Way:
    """An intervention at a step, and who is for and against it there."""

    id: str
    name: str
    bodies: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """A step of the pathway, with its words looked up."""

    step: PathwayStep
    role: str
    stages: tuple[str, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class ConditionPage:
    """Everything the page of a condition needs beside the entry."""

    condition: Condition
    citing: Citing
    pathway: tuple[Step, ...]
    spasm_note: str | None


def condition_page(condition: Condition, library: Library) -> ConditionPage:
    """The page of a condition; its sources are numbered red flags first, as the page shows them."""
    c = condition
    parts = (c.red_flags, c.summary, c.pathway, c.factors, c.kinds, c.burden, c.caveats, c.unknown)
    note = library.collection.spasm_note if c.spasm == "none-found" else None
    return ConditionPage(c, citing(parts, library), tuple(_step(step, library) for step in c.pathway), note)


def _step(step: PathwayStep, library: Library) -> Step:
    stages = tuple(library.vocabulary.stages[id].name for id in step.stage)
    ways = (library.interventions[id] for id in step.interventions if id in library.interventions)
    return Step(step, ROLE[step.role], stages, tuple(_way(way, step) for way in ways))


def _way(way: Intervention, step: PathwayStep) -> Way:
    here = [said for said in way.recommendations if not said.superseded and set(said.stage) & set(step.stage)]
    return Way(way.id, way.name, tuple(_bodies(here)))


def _bodies(said: list[Recommendation]) -> Iterator[str]:
    for direction, words in DIRECTION.items():
        bodies = dict.fromkeys(f"{r.body} {r.year or ''}".strip() for r in said if r.direction == direction)
        if bodies:
            yield f"{words}: {', '.join(bodies)}."
