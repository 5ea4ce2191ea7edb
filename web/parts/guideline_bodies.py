"""What guideline bodies say of an intervention: body by body, and who points which way now."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.model.entries import Intervention, Recommendation
from kb.model.library import Library
from kb.overviews.guidelines import DIRECTIONS, Direction, Position
from kb.statements.currency import current_advice
from web.core import wording
from web.parts.labels import CERTAINTY, DIRECTION, STRENGTH, Label


@dataclass(frozen=True)
class RecommendationView:
    """A recommendation with its words looked up."""

    recommendation: Recommendation
    direction: str
    strength: str
    stages: tuple[str, ...]
    certainty: Label | None


@dataclass(frozen=True)
class Body:
    """What one guideline body says: what holds now first, newest first."""

    name: str
    recommendations: tuple[RecommendationView, ...]


@dataclass(frozen=True)
class Side:
    """The bodies that point one way now, with their years, whom each speaks of, and what it excepts
    or makes it depend on; `limits` are the last alone, with the body's name, for where bodies are
    only counted.
    """

    direction: str
    words: str
    bodies: tuple[str, ...]
    limits: tuple[str, ...]


def bodies_of(entry: Intervention, library: Library) -> tuple[Body, ...]:
    """The bodies, what holds now first."""
    latest = sorted(entry.recommendations, key=lambda one: (one.superseded, -(one.year or 0)))
    names = dict.fromkeys(one.body for one in latest)
    return tuple(
        Body(name, tuple(_recommendation(one, library) for one in latest if one.body == name))
        for name in names
    )


def _recommendation(said: Recommendation, library: Library) -> RecommendationView:
    return RecommendationView(
        recommendation=said,
        direction=DIRECTION[said.direction],
        strength=STRENGTH[said.strength],
        stages=tuple(library.vocabulary.stages[id].name for id in said.stage),
        certainty=CERTAINTY[said.certainty] if said.certainty else None,
    )


def lapsed(said: Recommendation, library: Library) -> bool:
    """Whether it holds in a guideline that is past the date it set itself."""
    source = library.sources.get(said.source)
    return not said.superseded and source is not None and source.standing == "lapsed"


def advice(entry: Intervention, library: Library) -> tuple[Position, ...]:
    """What bodies say of it now, at any stage."""
    return tuple(Position(said, stage_stated=True) for said in current_advice(entry, library))


def sides_of(
    positions: Sequence[Position], library: Library, ways: Iterable[Direction] = DIRECTIONS
) -> Iterator[Side]:
    """Who is for it, who against and who neither, of what holds now."""
    for way in ways:
        by_body: defaultdict[str, list[Position]] = defaultdict(list)
        for one in positions:
            if one.said.direction == way:
                by_body[one.said.body].append(one)
        said = [one.said for ones in by_body.values() for one in ones]
        if said:
            yield Side(
                way,
                DIRECTION[way],
                tuple(_body(ones, library) for ones in by_body.values()),
                tuple(
                    dict.fromkeys(
                        wording.OF_BODY.format(body=one.body, limit=limit)
                        for one in said
                        for limit in _limits(one)
                    )
                ),
            )


def _limits(said: Recommendation) -> Iterator[str]:
    if said.exception:
        yield wording.EXCEPT.format(exception=said.exception)
    if said.proviso:
        yield said.proviso


def _body(said: Sequence[Position], library: Library) -> str:
    """A body with whom each of its editions speaks of: `Hop Council 2019, in new pain and in
    runners, and 2021, in swimmers`.
    """
    editions: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for one in said:
        year = str(one.said.year or "")
        stated = year if one.stage_stated else f"{year}{wording.STAGE_NOT_STATED}"
        past = lapsed(one.said, library)
        edition = wording.PAST_EXPIRY.format(body=stated) if past else stated
        editions[edition]["" if one.for_all and not one.said.arm else whom(one.said)] = None
    told = (
        wording.OF_PEOPLE.format(body=edition, people=wording.AND_IN.join(people))
        if all(people)
        else edition
        for edition, people in editions.items()
    )
    words = wording.AND_EDITION.join(told)
    provisos = dict.fromkeys(one.said.proviso for one in said if one.said.proviso)
    behind = f" ({'; '.join(provisos)})" if provisos else ""
    # A sentence of its own, so that none gets too long for patients.
    excepted = dict.fromkeys(one.exception for one in (one.said for one in said) if one.exception)
    behind += "".join(wording.EXCEPT_ALONE.format(exception=one) for one in excepted)
    return f"{said[0].said.body}{'' if words.startswith(',') else ' '}{words}{behind}"


def whom(said: Recommendation) -> str:
    """The people it is about, with the drug or type where that is not the whole entry."""
    return f"{said.population} ({said.arm})" if said.arm else said.population
