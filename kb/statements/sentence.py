"""The sentence of a finding, without its opening: made by the first of `ROWS` that fits, with a tail where one is due.

Wording follows GRADE guidance 26 (Santesso 2020, PMID 31711912) for graded comparisons and house rules for the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from kb.model.collection import Threshold
from kb.model.derived import Contrast
from kb.model.finding import Finding, Magnitude, Result
from kb.statements.direction import NUMBERS_NEEDED, RATIOS
from kb.statements.magnitude import classed
from kb.statements.phrases import Pieces, printed

FAVOURING = ("favours-intervention", "favours-comparator")
BELOW_THRESHOLD = "; the source judged this below its own threshold for importance"
MAYBE_TOO_SMALL = ", though the difference may be too small to matter"
NOT_TO_BE_RELIED_ON = "; the size is implausible and should not be relied on"


@dataclass(frozen=True)
class Case:
    """A finding with everything its sentence is chosen by."""

    finding: Finding
    bands: Threshold | None
    contrast: Contrast | None
    result: Result
    size: Magnitude
    pieces: Pieces

    @property
    def stated(self) -> Result | None:
        """The result to put into words: the source's own, or the direction of a percentage, which is treated as words."""
        if self.finding.result is not None:
            return self.finding.result
        effect = self.finding.effect
        return self.result if effect is not None and effect.measure == "percent" else None

    @property
    def open(self) -> bool:
        """Whether the number leaves either side possible."""
        turned = self.contrast
        return turned is not None and (
            turned.includes_null or (turned.bounds is None and turned.benefit == 0)
        )

    @property
    def directed(self) -> bool:
        """Whether the finding has a side, be it one its design does not let it claim."""
        return self.finding.result in FAVOURING if self.finding.effect is None else not self.open

    @property
    def better(self) -> bool:
        """Whether that side is the intervention's."""
        if self.contrast is not None:
            return self.contrast.benefit > 0
        return (self.finding.result or self.result) == "favours-intervention"

    def bound(self, value: Decimal) -> str:
        """A bound in words: little to no difference, or its size and side."""
        return self.pieces.sized(
            classed(value, self.bands) if self.bands else "not-classed", value > 0
        )


def sentence(case: Case) -> str:
    """What the finding says, without opening, bracket and full stop."""
    return next(made for row in ROWS if (made := row(case)) is not None) + tail(case)


def rule(case: Case) -> str:
    """The rule that chose the sentence, in its own words."""
    return next((row.__doc__ or "").strip() for row in ROWS if row(case) is not None)


def _unanswered(case: Case) -> str | None:
    """No trial was found, or its result is not known here."""
    p = case.pieces
    if case.finding.result == "no-evidence":
        return f"{p.who} found no eligible trial of {p.arm} compared with {p.other}"
    if case.finding.result == "not-seen":
        return f"{p.who} compared {p.arm} against {p.other} for {p.noun}; its result is not known to this collection"
    return None


def _unturned(case: Case) -> str | None:
    """A number whose side was not written down: never guessed."""
    p, effect = case.pieces, case.finding.effect
    if effect is None or effect.better is not None or effect.measure in NUMBERS_NEEDED:
        return None
    return f"{p.who} compared {p.arm} against {p.other} for {p.noun}; which of them its number favours is not recorded"


def _association(case: Case) -> str | None:
    """Observational data: an association, no effect."""
    if case.finding.design != "observational":
        return None
    timeless = replace(case, pieces=replace(case.pieces, time=""))
    found = _found(timeless) if case.directed else _found_no_side(timeless)
    return f"{case.pieces.who} found {found}; this is an association and does not show cause or treatment effect"


def _uncontrolled(case: Case) -> str | None:
    """Data partly without a control group: what came after the treatment, not what the treatment adds."""
    if case.finding.design != "uncontrolled":
        return None
    p = case.pieces
    found = p.unsized(case.better) if case.directed else f"no clear change in {p.noun}"
    return f"{p.who} found {found} after {p.arm}{p.time}, in data partly without a control group; this does not show what the treatment adds"


def _very_uncertain(case: Case) -> str | None:
    """Very low: no size and no side, whatever the number."""
    p = case.pieces
    if p.level != "very-low":
        return None
    return f"the evidence is very uncertain about the effect of {p.arm} on {p.measured}{p.time} compared with {p.other}"


def _sideless(case: Case) -> str | None:
    """Words without a side, as the source states them."""
    p = case.pieces
    if case.stated is None or case.stated in FAVOURING:
        return None
    if not p.graded:
        return f"{p.who} found {_found_no_side(case)}"
    compared = f"{p.noun} with {p.arm} compared with {p.other}{p.time}"
    if case.stated == "no-difference":
        return _little_or_none_claimed(p)
    if case.stated == "no-clear-difference":
        return f"no clear difference in {p.measured} has been found between {p.arm} and {p.other}{p.time}"
    return (
        f"results for {compared} are mixed"
        if case.stated == "mixed"
        else f"evidence on {compared} is insufficient or conflicting"
    )


def _unclear(case: Case) -> str | None:
    """An interval that includes no difference and is not classed or important both ways; not graded, important at all."""
    p, turned = case.pieces, case.contrast
    if turned is None or not case.open:
        return None
    if turned.least is not None and not (
        turned.important_both_ways or (turned.important and not p.graded)
    ):
        return None
    run = _run(case, turned)
    if not p.graded:
        return f"{p.who} found {_found_no_side(case)}{run}"
    return f"it is unclear whether {p.measured} {p.are} {p.either} with {p.arm} than with {p.other}{p.time}{run}"


def _perhaps(case: Case) -> str | None:
    """An interval that includes no difference, with an estimate that counts: never more than `may`."""
    turned = case.contrast
    if turned is None or not case.open or turned.trivial:
        return None
    return f"{_claimed(replace(case, pieces=replace(case.pieces, level='low')))}, but little to no difference is also possible"


def _little_or_none(case: Case) -> str | None:
    """An estimate too small to matter, with the bound that does matter, if one does."""
    p, turned = case.pieces, case.contrast
    if turned is None or not turned.trivial:
        return None
    possible = also_possible(case)
    if p.graded:
        return _little_or_none_claimed(p) + possible
    found = "no clear difference" if turned.bounds is None else "little to no difference"
    return f"{p.who} found {found} in {p.noun} between {p.arm} and {p.other}{p.time}{possible}"


def also_possible(case: Case) -> str:
    """The bound farther from no difference as a clause of its own, if it would matter; else nothing."""
    far = case.contrast.farther if case.contrast else None
    return (
        f", but {case.bound(far)} is also possible"
        if far is not None and case.contrast and far in case.contrast.important
        else ""
    )


def _sided(case: Case) -> str:
    """What favours one side: claimed as strongly as its level allows, or told as what one source found."""
    return _claimed(case) if case.pieces.graded else f"{case.pieces.who} found {_found(case)}"


ROWS: tuple[Callable[[Case], str | None], ...] = (
    _unanswered,
    _unturned,
    _association,
    _uncontrolled,
    _very_uncertain,
    _sideless,
    _unclear,
    _perhaps,
    _little_or_none,
    _sided,
)


def _claimed(case: Case) -> str:
    p, effect = case.pieces, case.finding.effect
    if effect is not None and effect.measure in RATIOS:
        return f"{p.arm} {p.does('lower' if effect.estimate < 1 else 'raise')} {p.measured}{p.time} compared with {p.other}"
    if effect is not None and effect.measure == "RD":
        return (
            f"{p.arm} {p.results_in} {_per_hundred(case, effect.estimate)}{p.time} than {p.other}"
        )
    if effect is not None and effect.measure in NUMBERS_NEEDED:
        many = more(case)
        return (
            f"{p.arm} {p.results_in} {p.event} in {many} people{p.time} than {p.other}, "
            f"one {many} for every {printed(abs(effect.estimate))} treated"
        )
    return _claimed_size(case)


def _claimed_size(case: Case) -> str:
    p = case.pieces
    if not case.better:
        return f"{p.arm} {p.results_in} {p.sized(case.size, better=False)}{p.time} than {p.other}"
    compared = f"{p.time} compared with {p.other}"
    if case.size == "not-classed" or p.form.verb is None:
        return f"{p.arm} {p.results_in} {p.unsized(better=True)}{compared}"
    if case.size == "large":
        return f"{p.arm} {p.results_in} a large {p.form.change} in {p.noun}{compared}"
    return f"{p.arm} {p.does(p.form.verb)} {p.noun}{' slightly' if case.size == 'small' else ''}{compared}"


def _found(case: Case) -> str:
    p, effect = case.pieces, case.finding.effect
    with_either = f"with {p.arm} than with {p.other}{p.time}"
    if effect is not None and effect.measure in RATIOS:
        article = "" if effect.measure == "OR" else "a "
        return f"{article}{'lower' if effect.estimate < 1 else 'higher'} {p.measured.removeprefix('the ')} {with_either}"
    if effect is not None and effect.measure == "RD":
        return f"{_per_hundred(case, effect.estimate)} {with_either}"
    if effect is not None and effect.measure in NUMBERS_NEEDED:
        many = more(case)
        return f"that {many} people had {p.event} {with_either}, one {many} for every {printed(abs(effect.estimate))} treated"
    return f"{p.sized(case.size, case.better)} {with_either}"


def _found_no_side(case: Case) -> str:
    p = case.pieces
    compared = f"{p.noun} with {p.arm} compared with {p.other}{p.time}"
    if case.stated == "mixed":
        return f"mixed results for {compared}"
    if case.stated == "unclear":
        return f"insufficient or conflicting evidence on {compared}"
    return f"no clear difference in {p.measured} between {p.arm} and {p.other}{p.time}"


def _little_or_none_claimed(p: Pieces) -> str:
    return f"{p.arm} {p.results_in} little to no difference in {p.noun}{p.time} compared with {p.other}"


def _per_hundred(case: Case, difference: Decimal) -> str:
    return f"{printed(abs(difference))} {'more' if difference > 0 else 'fewer'} {case.pieces.event} per 100 people"


def more(case: Case) -> str:
    """Whether more or fewer people had the event: one treated for a good event, or harmed by a bad one, is one more."""
    effect = case.finding.effect
    avoided = effect is not None and effect.measure == "NNT" and case.pieces.form.avoided
    return "more" if (effect is not None and effect.estimate > 0) != avoided else "fewer"


def _run(case: Case, turned: Contrast) -> str:
    if turned.bounds is None:
        return ""
    if case.bands is None:
        return ": the interval includes a difference in either direction"
    low, high = turned.bounds
    return (
        f": the interval runs from {case.bound(high)} to {case.bound(low)} with {case.pieces.given}"
    )


def tail(case: Case) -> str:
    """What keeps a reader from making too much of a difference, as clauses that follow the sentence."""
    implausible = NOT_TO_BE_RELIED_ON if case.finding.implausible else ""
    if (
        case.result not in FAVOURING
        or case.size == "little-or-none"
        or case.pieces.level == "very-low"
    ):
        return implausible
    if case.finding.importance == "below":
        return BELOW_THRESHOLD + implausible
    return (MAYBE_TOO_SMALL if _may_be_too_small(case) else "") + implausible


def _may_be_too_small(case: Case) -> bool:
    turned = case.contrast
    if (
        case.size not in ("moderate", "large")
        or turned is None
        or turned.nearer is None
        or turned.least is None
    ):
        return False
    return abs(turned.nearer) < turned.least
