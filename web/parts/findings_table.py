"""Findings as rows of a table, grouped by outcome."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kb.model.collection import Outcome
from kb.model.derived import Derived
from kb.model.entries import Intervention
from kb.model.finding import Effect, Finding
from kb.model.library import Library
from kb.statements.direction import NUMBERS_NEEDED, RATIOS
from kb.statements.effect_details import interval
from kb.statements.phrases import printed
from web.core import wording
from web.core.links import Link, links
from web.parts import certainty_reasons
from web.parts.labels import CERTAINTY, SHOWS, Label, standing
from web.parts.search_dates import searched

# Why a finding must be read with care.
Flag = Literal[
    "other-people",
    "other-intervention",
    "secondary",
    "implausible",
    "observational",
    "uncontrolled",
    "superseded",
]


@dataclass(frozen=True)
class Row:
    """One finding as a reader sees it; the flags say why it must be read with care."""

    finding: Finding
    statement: Derived
    stage: str
    comparator: str
    estimate: str
    interval: str
    scale: str
    favours: str
    counts: tuple[str, ...]
    certainty: Label
    certainty_more: str
    reasons: str
    magnitude: Label
    magnitude_more: str
    searched: str
    status: Label | None
    flags: tuple[Flag, ...]
    same_data: Link | None

    @property
    def figures(self) -> str:
        """What is in the statement's bracket, but for certainty and size, which have signs of
        their own.
        """
        figures = "; ".join(self.statement.figures)
        return figures[:1].upper() + figures[1:]


@dataclass(frozen=True)
class Group:
    """The findings of one outcome."""

    outcome: Outcome
    rows: tuple[Row, ...]


def groups(entry: Intervention, library: Library) -> tuple[Group, ...]:
    """All findings by outcome, outcomes in the order of the vocabulary, key findings first within
    each.
    """
    findings = library.answers[entry.id].findings.values()
    rows = [row(one, library) for one in sorted(findings, key=lambda one: not one.finding.key)]
    found = (
        Group(outcome, tuple(row for row in rows if row.finding.outcome == outcome.id))
        for outcome in library.vocabulary.outcomes.values()
    )
    return tuple(group for group in found if group.rows)


def row(derived: Derived, library: Library) -> Row:
    """One finding with its statement and its numbers in words."""
    finding = derived.finding
    effect = finding.effect
    return Row(
        finding=finding,
        statement=derived,
        stage=library.vocabulary.stages[finding.stage].name,
        comparator=library.vocabulary.comparators[finding.comparator].name,
        estimate=_estimate(derived, effect) if effect else "",
        interval=interval(finding, effect) if effect else "",
        scale=_scale(finding, effect, library) if effect else "",
        favours=_favours(derived, effect) if effect else "",
        counts=tuple(_counts(finding)),
        certainty=CERTAINTY[derived.level],
        certainty_more=derived.certainty_more,
        reasons=certainty_reasons.short(finding.certainty),
        magnitude=SHOWS[derived.shows],
        magnitude_more=magnitude_more(derived),
        status=standing(library.sources.get(finding.source)),
        searched=searched(derived.searched_to),
        flags=tuple(_flags(finding, library)),
        same_data=_same_data(finding, library),
    )


def magnitude_more(derived: Derived) -> str:
    """What a size must not be read without; empty for nothing."""
    return wording.BELOW_THRESHOLD if derived.below_threshold else ""


def _estimate(derived: Derived, effect: Effect) -> str:
    label = derived.label
    return f"{label[0].upper()}{label[1:]} {printed(effect.estimate)}"


def _scale(finding: Finding, effect: Effect, library: Library) -> str:
    if effect.scale:
        phrase = library.vocabulary.scales[effect.scale].phrase
        return (
            wording.SCALE_PRESUMED.format(scale=phrase)
            if finding.scale_presumed
            else wording.ON_SCALE.format(scale=phrase)
        )
    if effect.measure == "MD":
        return wording.SCALE_NOT_STATED if effect.unit in (None, "points") else str(effect.unit)
    unit = wording.PERCENTAGE_POINTS if effect.measure == "RD" else ""
    return " ".join(
        part
        for part in (unit, wording.OF_EVENT.format(event=finding.event) if finding.event else "")
        if part
    )


def _favours(derived: Derived, effect: Effect) -> str:
    observed = derived.finding.design == "observational"
    if not effect.better or effect.measure in NUMBERS_NEEDED or observed:
        return ""
    lower, higher = wording.SIDES["ratio" if effect.measure in RATIOS else "difference"]
    side = lower if effect.better == "lower" else higher
    return wording.FAVOURS.format(side=side, given=derived.given)


def _counts(finding: Finding) -> Iterator[str]:
    if finding.participants is not None:
        yield wording.PEOPLE.format(count=finding.participants)
    if finding.studies is not None:
        yield (
            wording.ONE_STUDY
            if finding.studies == 1
            else wording.STUDIES.format(count=finding.studies)
        )
    if finding.review and finding.review.studies is not None:
        yield wording.WHOLE_REVIEW.format(count=finding.review.studies)


def _same_data(finding: Finding, library: Library) -> Link | None:
    address = finding.same_data_as
    if address is None:
        return None
    return (
        links([address], library)[0]
        if "#" in address
        else Link(wording.ANOTHER_FINDING, f"#{address}")
    )


def _flags(finding: Finding, library: Library) -> Iterator[Flag]:
    if finding.indirect:
        yield "other-people" if finding.indirect.about == "people" else "other-intervention"
    if finding.secondary:
        yield "secondary"
    if finding.implausible:
        yield "implausible"
    if finding.design != "randomised":
        yield finding.design
    source = library.sources.get(finding.source)
    if source and source.superseded_by:
        yield "superseded"
