"""Absolute effects as a page shows them: of a hundred people, so many with and so many without."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.model.derived import AbsoluteEffect, Answer, Derived
from kb.statements.direction import NUMBERS_NEEDED
from kb.statements.phrases import printed
from web.parts.labels import CERTAINTY, SHOWS, Label
from web.pictures.icon_array import filled, people

OPEN = ("no-clear-difference", "open-interval", "mixed", "unclear", "very-uncertain")
MOST_HARMS = 2  # the harms that have icons; the others have bars


@dataclass(frozen=True)
class ArmView:
    """One arm: how many whole people, what is printed, and the icons that are filled."""

    name: str
    people: int
    exact: bool
    printed: str
    path: str


@dataclass(frozen=True)
class AbsoluteView:
    """An effect; `needed` is a number needed that the source itself prints, `finding` its id, and
    `open` what is shown of a result that may be none; of a harm's `certainty` nothing is known.
    """

    effect: AbsoluteEffect
    of: str
    arms: tuple[ArmView, ...]
    when: str = ""
    needed: str = ""
    finding: str = ""
    open: str = ""
    certainty: Label | None = None


def of_findings(answer: Answer) -> tuple[AbsoluteView, ...]:
    """Those of findings, the key ones first."""
    shown = dict.fromkeys((*answer.key, *answer.further, *answer.findings.values()))
    fit = (one for one in shown if one.unfit in (None, "harm"))
    return tuple(_of_finding(one, one.absolute) for one in fit if one.absolute)


def of_harms(answer: Answer) -> tuple[AbsoluteView, ...]:
    """Those of the first harms that have both arms; counts, which have no bars, before rates."""
    found = [one.absolute for one in answer.harms if one.absolute]
    counted = sorted(found, key=lambda effect: effect.counts is None)
    return tuple(_view(effect) for effect in counted[:MOST_HARMS])


def numbers_needed(answer: Answer) -> tuple[Derived, ...]:
    """The findings whose source prints a number needed."""
    found = answer.findings.values()
    return tuple(
        one for one in found if one.finding.effect and one.finding.effect.measure in NUMBERS_NEEDED
    )


def _of_finding(one: Derived, effect: AbsoluteEffect) -> AbsoluteView:
    measure = one.finding.effect.measure if one.finding.effect else None
    needed = one.brief if measure in NUMBERS_NEEDED else ""
    doubtful = SHOWS[one.shows].words if one.shows in OPEN else ""
    return replace(
        _view(effect),
        when=one.when,
        needed=needed,
        finding=one.finding.id,
        open=doubtful,
        certainty=CERTAINTY[one.level],
    )


def _view(effect: AbsoluteEffect) -> AbsoluteView:
    return AbsoluteView(effect, f"{effect.of[:1].upper()}{effect.of[1:]}", tuple(_arms(effect)))


def _arms(effect: AbsoluteEffect) -> Iterator[ArmView]:
    counts = effect.counts or ("", "")
    for name, rate, count in zip((effect.given, effect.other), effect.rates, counts, strict=True):
        whole = people(rate)
        said = f"{count[0]} of {count[1]}, " if isinstance(count, tuple) else ""
        yield ArmView(name, whole, rate == whole, f"{said}{printed(rate)}%", filled(rate))
