"""What changed between two versions of a collection: statements, answers, fact checks, sources."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kb.model.derived import Badge, Derived
from kb.model.entries import Claim, Intervention
from kb.model.library import Library
from kb.model.source import Source

V = TypeVar("V")


@dataclass(frozen=True)
class StatementChange:
    """A finding whose statement changed; `before` is None if it's new, `after` if it's gone."""

    intervention: Intervention
    finding: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class AnswerChange:
    """An intervention whose first key finding changed."""

    intervention: Intervention
    before: Badge
    after: Badge


@dataclass(frozen=True)
class StatusChange:
    """A source whose status changed, for example to retracted."""

    before: Source
    after: Source


@dataclass(frozen=True)
class CollectionChanges:
    """All changes; `unread` are the files with errors in either version, which aren't compared."""

    statements: tuple[StatementChange, ...]
    answers: tuple[AnswerChange, ...]
    new_interventions: tuple[Intervention, ...]
    gone_interventions: tuple[Intervention, ...]
    claims: tuple[tuple[Claim | None, Claim | None], ...]
    new_sources: tuple[Source, ...]
    gone_sources: tuple[Source, ...]
    statuses: tuple[StatusChange, ...]
    unread: tuple[str, ...]

    @property
    def retracted(self) -> tuple[Source, ...]:
        """The sources retracted since, including new ones that already were."""
        known = [one.after for one in self.statuses if one.after.standing == "retracted"]
        return (*known, *(one for one in self.new_sources if one.standing == "retracted"))


def collection_changes(before: Library, after: Library) -> CollectionChanges:
    """Compare two libraries."""
    unread = {*before.withheld, *after.withheld}
    interventions = _pairs(before.interventions, after.interventions, unread, _name)
    claims = _pairs(before.claims, after.claims, unread, _verdict)
    sources = _pairs(before.sources, after.sources, unread, _standing)
    return CollectionChanges(
        statements=tuple(_statements(before, after, unread)),
        answers=tuple(_answers(before, after)),
        new_interventions=tuple(new for old, new in interventions if new and not old),
        gone_interventions=tuple(old for old, new in interventions if old and not new),
        claims=tuple(claims),
        new_sources=tuple(new for old, new in sources if new and not old),
        gone_sources=tuple(old for old, new in sources if old and not new),
        statuses=tuple(StatusChange(old, new) for old, new in sources if old and new),
        unread=tuple(sorted(unread)),
    )


def _pairs(
    before: Mapping[str, V], after: Mapping[str, V], unread: set[str], says: Callable[[V], object]
) -> list[tuple[V | None, V | None]]:
    """What changed, is new or is gone, in the order of the later version."""
    found = []
    for id in dict.fromkeys((*after, *before)):
        old, new = before.get(id), after.get(id)
        same = old is not None and new is not None and says(old) == says(new)
        if id not in unread and not same:
            found.append((old, new))
    return found


def _name(intervention: Intervention) -> str:
    return intervention.name


def _verdict(claim: Claim) -> str:
    return claim.verdict


def _standing(source: Source) -> str | None:
    return source.standing


def _statements(before: Library, after: Library, unread: set[str]) -> Iterator[StatementChange]:
    old, new = _findings(before), _findings(after)
    for key in dict.fromkeys((*new, *old)):
        one = new.get(key) or old[key]
        said = _text(old.get(key)), _text(new.get(key))
        if said[0] != said[1] and one[0].id not in unread:
            yield StatementChange(one[0], key[1], *said)


def _findings(library: Library) -> Mapping[tuple[str, str], tuple[Intervention, Derived]]:
    """Each finding with its intervention, by both ids."""
    return {
        (entry.id, id): (entry, one)
        for entry in library.interventions.values()
        for id, one in library.answers[entry.id].findings.items()
    }


def _text(found: tuple[Intervention, Derived] | None) -> str | None:
    return found[1].text if found else None


def _answers(before: Library, after: Library) -> Iterator[AnswerChange]:
    for id, entry in after.interventions.items():
        if id in before.answers:
            old, new = before.answers[id].badge, after.answers[id].badge
            if (old.certainty, old.shows) != (new.certainty, new.shows):
                yield AnswerChange(entry, old, new)
