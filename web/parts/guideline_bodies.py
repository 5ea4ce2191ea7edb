"""What guideline bodies say of an intervention: body by body, and who points which way now."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.model.entries import Intervention, Recommendation
from kb.model.library import Library
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
    """The bodies that point one way now, and the same with whom each speaks of."""

    direction: str
    words: str
    bodies: tuple[str, ...]
    told: tuple[str, ...]


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


def sides_of(said: tuple[Recommendation, ...], retracted: tuple[str, ...]) -> Iterator[Side]:
    """Who is for it, who against and who neither, of those that hold now."""
    now = [one for one in said if not one.superseded and one.source not in retracted]
    for way, words in DIRECTION.items():
        found = [one for one in now if one.direction == way]
        bodies = dict.fromkeys(one.body for one in found)
        if bodies:
            told = with_people((one.body, one.population) for one in found)
            yield Side(way, words, tuple(bodies), told)


def with_people(said: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Each body or edition once, with all the people it speaks of: `Hop Council 2021, in new
    pain and in runners`; from pairs of both.
    """
    spoken: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for body, people in said:
        spoken[body][people] = None
    return tuple(
        wording.OF_PEOPLE.format(body=body, people=wording.AND_IN.join(people))
        for body, people in spoken.items()
    )
