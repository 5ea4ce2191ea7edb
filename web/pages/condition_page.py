"""A condition as its page shows it: red flags first, then the pathway as a diagram of lanes, and
every layer below.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, Response, render_template, request

from kb.model.condition_parts import PathwayStep
from kb.model.entries import Condition
from kb.model.library import Library
from kb.overviews.guidelines import DIRECTIONS
from kb.overviews.pathway import Way, ways, withheld
from web.core import wording
from web.core.entry_lookup import entry_or_abort
from web.core.links import Link
from web.core.reading_level import reading, remembered
from web.core.reload import state
from web.parts.badge import compared
from web.parts.flag_groups import FlagGroup, flag_groups
from web.parts.guideline_bodies import Side, sides_of
from web.parts.labels import CERTAINTY, ROLE, SHOWS, Label
from web.parts.numbered_sources import NumberedSources, numbered_sources

blueprint = Blueprint("condition", __name__)
# More stages next to one another fit no screen; then steps simply follow one another.
MOST_LANES = 3


@dataclass(frozen=True)
class WayView:
    """An intervention at a step, with what was found of it at the step's stages; no signs where
    nothing was. `comparison` says against what; of its `cautions` so many forbid it (`never`),
    `serious_seen` says whether a serious harm was, and `dosed` whether it is a medicine of which a
    dose is recorded.
    """

    id: str
    name: str
    url: str
    magnitude: Label | None
    certainty: Label | None
    comparison: str
    sides: tuple[Side, ...]
    cautions: int
    never: int
    serious_seen: bool
    dosed: bool

    @property
    def page(self) -> str:
        """The address of its page, without a part of it."""
        return f"/interventions/{self.id}"


@dataclass(frozen=True)
class Step:
    """A step of the pathway; `lane` is its place from the left, counted from 1, or 0 where it is
    for all stages.
    """

    step: PathwayStep
    lane: int
    stages: str
    ways: tuple[WayView, ...]
    withheld: tuple[str, ...]


@dataclass(frozen=True)
class Tier:
    """The steps of one role, which are next to one another."""

    role: str
    words: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class ConditionPage:
    """Everything the page of a condition needs besides the entry; `lanes` names the stages that
    are next to one another.
    """

    condition: Condition
    citing: NumberedSources
    flags: tuple[FlagGroup, ...]
    lanes: tuple[str, ...]
    tiers: tuple[Tier, ...]
    kinds: str
    contents: tuple[Link, ...]


@blueprint.get("/conditions/<id>")
def condition(id: str) -> Response:
    """One condition, its red flags first, at the level its reader chose."""
    library, wanted = state().library, reading(request, "at")
    entry = entry_or_abort(library.conditions, id)
    page, template = condition_page(entry, library), "condition.html"
    if wanted.plain:
        template = "plain_condition.html"
    if wanted.study:
        page = replace(page, citing=replace(page.citing, explained=set()))
    shown = render_template(template, condition=entry, page=page, reading=wanted)
    return remembered(shown, request)


def condition_page(condition: Condition, library: Library) -> ConditionPage:
    """The page of a condition; its sources are numbered in the order the page shows them."""
    c = condition
    flags = tuple(flag_groups(c))
    shown = tuple(flag for group in flags for flag in group.flags)
    parts = (c.summary, shown, c.pathway, c.factors, c.kinds, c.burden, c.caveats, c.unknown)
    lanes, numbered = _lanes(c.pathway), numbered_sources(parts, library)
    return ConditionPage(
        condition=c,
        citing=numbered,
        flags=flags,
        lanes=tuple(_named(lane, library) for lane in lanes),
        tiers=tuple(_tiers(c.pathway, lanes, library)),
        kinds=library.collection.kinds,
        contents=tuple(_contents(c, bool(numbered.references), library.collection.kinds)),
    )


def _lanes(pathway: tuple[PathwayStep, ...]) -> tuple[frozenset[str], ...]:
    """The sets of stages that contain no other set of a step: steps of such a set are below one
    another.
    """
    sets = list(dict.fromkeys(frozenset(step.stage) for step in pathway))
    lanes = tuple(stages for stages in sets if not any(other < stages for other in sets))
    return lanes if 1 < len(lanes) <= MOST_LANES else ()


def _tiers(
    pathway: tuple[PathwayStep, ...], lanes: tuple[frozenset[str], ...], library: Library
) -> Iterator[Tier]:
    """Steps in the editor's order, those of one role together where they follow one another."""
    at = 0
    while at < len(pathway):
        role = pathway[at].role
        end = next(
            (place for place in range(at, len(pathway)) if pathway[place].role != role),
            len(pathway),
        )
        yield Tier(role, ROLE[role], tuple(_step(step, lanes, library) for step in pathway[at:end]))
        at = end


def _step(step: PathwayStep, lanes: tuple[frozenset[str], ...], library: Library) -> Step:
    lane = next(
        (place for place, stages in enumerate(lanes, 1) if stages == frozenset(step.stage)), 0
    )
    found = tuple(_way(way, step, library) for way in ways(step, library))
    return Step(step, lane, _named(frozenset(step.stage), library), found, withheld(step, library))


def _named(stages: frozenset[str], library: Library) -> str:
    """The stages in words, in the order of the vocabulary."""
    names = [stage.name for id, stage in library.vocabulary.stages.items() if id in stages]
    return ", ".join([*names[:1], *(name.lower() for name in names[1:])])


def _way(way: Way, step: PathwayStep, library: Library) -> WayView:
    answer = library.answers[way.entry.id]
    cautions, shows = answer.cautions, way.shows
    if not shows and answer.badge.shows == "counted-elsewhere":
        shows = answer.badge.shows
    medicine = library.vocabulary.categories[way.entry.category].medicines
    anchor = f"#{way.finding.id}" if way.finding else ""
    return WayView(
        id=way.entry.id,
        name=way.entry.name,
        url=f"/interventions/{way.entry.id}{anchor}",
        magnitude=SHOWS[shows] if shows else None,
        certainty=CERTAINTY[way.certainty] if way.certainty else None,
        comparison=compared(way.statement) if way.statement else "",
        sides=_sides(way, library, against_first=step.role == "not-recommended"),
        cautions=len(cautions),
        never=sum(one.caution.kind == "contraindicated" for one in cautions),
        serious_seen=answer.serious_seen,
        dosed=medicine and any(one.dose for one in way.entry.delivery),
    )


def _sides(way: Way, library: Library, *, against_first: bool) -> tuple[Side, ...]:
    order = sorted(DIRECTIONS, key=lambda one: one != "against") if against_first else DIRECTIONS
    return tuple(sides_of(way.positions, library, order))


def _contents(condition: Condition, cited: bool, kinds: str) -> Iterator[Link]:
    held = {
        "red-flags": condition.red_flags,
        "pathway": condition.pathway,
        "why-it-persists": condition.factors,
        "kinds": condition.kinds,
        "burden": condition.burden,
        "caveats": condition.caveats,
        "unknown": condition.unknown,
        "sources": cited,
    }
    named = {**wording.CONDITION_PARTS, "kinds": kinds}
    yield from (Link(named[id], f"#{id}") for id, there in held.items() if there)
