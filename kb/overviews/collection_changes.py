"""What changed between two versions of a collection: statements, answers, what else entries say,
fact checks, sources.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from kb.model.derived import Badge, Derived
from kb.model.entries import Claim, Condition, Intervention
from kb.model.library import Library
from kb.model.source import Source

V = TypeVar("V")
Entry = Intervention | Condition | Claim
# What entries say besides their findings and verdicts.
PARTS = (
    "summary",
    "claim",
    "why",
    "plain",
    "searched",
    "doubt",
    "red_flags",
    "cautions",
    "harms",
    "delivery",
    "recommendations",
    "disagreements",
    "factors",
    "kinds",
    "burden",
    "pathway",
    "caveats",
    "unknown",
)


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
class PartChange:
    """A part of an entry that says something else: what only the earlier version says, and what
    only the later one.
    """

    entry: Entry
    part: str
    before: tuple[str, ...]
    after: tuple[str, ...]


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
    parts: tuple[PartChange, ...]
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
        parts=tuple(_parts(before, after, unread)),
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


def _parts(before: Library, after: Library, unread: set[str]) -> Iterator[PartChange]:
    for old_entries, new_entries in (
        (before.interventions, after.interventions),
        (before.conditions, after.conditions),
        (before.claims, after.claims),
    ):
        for id in (id for id in new_entries if id in old_entries and id not in unread):
            yield from _changed_parts(old_entries[id], new_entries[id])


def _changed_parts(before: Entry, after: Entry) -> Iterator[PartChange]:
    old, new = (one.model_dump(mode="json", exclude_defaults=True) for one in (before, after))
    for part in PARTS:
        said, says = _said(old.get(part)), _said(new.get(part))
        if said != says:
            gone = tuple(one for one in said if one not in says)
            yield PartChange(after, part, gone, tuple(one for one in says if one not in said))


def _said(held: object) -> list[str]:
    """A text, or each item of a list as the texts in it."""
    items = held if isinstance(held, list) else [held]
    return [", ".join(_texts(one)) for one in items if one is not None]


def _texts(held: object) -> Iterator[str]:
    if isinstance(held, dict):
        for name, value in held.items():
            yield from [name.replace("_", " ")] if value is True else _texts(value)
    elif isinstance(held, list):
        yield from chain.from_iterable(map(_texts, held))
    elif held not in (None, ""):
        yield str(held)
