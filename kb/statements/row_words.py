"""The number of a finding for a row of the answer card, and the findings that follow the key
ones.
"""

from collections.abc import Iterable, Iterator, Sequence

from kb.model.derived import Contrast, Derived
from kb.model.finding import Effect, Finding
from kb.model.library import Library
from kb.statements.direction import RATIOS, through_infinity
from kb.statements.effect_details import interval, label
from kb.statements.phrases import printed

MOST_FURTHER = 7
SHORT = {"SMD": "SMD", "NNT": "NNT", "NNH": "NNH", "percent": "percent"}


def in_brief(finding: Finding, turned: Contrast | None, library: Library) -> str:
    """The number as the row shows it: `9.1 points better on 0–100 (5.6 to 12.6)`."""
    effect = finding.effect
    if effect is None:
        return ""
    if turned is None or finding.design != "randomised" or effect.measure in RATIOS:
        said = _unsided(finding, effect)
    else:
        said = _sided(finding, effect, turned, library)
    return f"{said}, no interval" if effect.low is None and effect.high is None else said


def _sided(finding: Finding, effect: Effect, turned: Contrast, library: Library) -> str:
    """A difference as how much better or worse, and its interval too."""
    side = "worse" if turned.benefit < 0 else "better"
    amount = printed(abs(turned.benefit))
    said = f"SMD {amount} {side}" if effect.measure == "SMD" else f"{amount} {_unit(effect)} {side}"
    return f"{said}{_scale(finding, effect, library)}{_ends(turned, side)}"


def _ends(turned: Contrast, side: str) -> str:
    """The ends, the one nearer to no difference first; each with its side if they differ."""
    if turned.bounds is None:
        return ""
    if turned.bounds[0] < 0 < turned.bounds[1]:
        worse, better = (printed(abs(end)) for end in turned.bounds)
        return f" ({worse} worse to {better} better)"
    low, high = sorted(abs(end) for end in turned.bounds)
    return f" ({printed(low)} to {printed(high)})"


def _unit(effect: Effect) -> str:
    if effect.measure in ("RD", "percent"):
        return "percentage points" if effect.measure == "RD" else "percent"
    return "points" if effect.scale or effect.unit is None else effect.unit


def _scale(finding: Finding, effect: Effect, library: Library) -> str:
    if effect.measure != "MD" or effect.scale is None:
        return ""
    phrase = library.vocabulary.scales[effect.scale].phrase.removeprefix("a ")
    return f" on {phrase.removesuffix(' scale')}{' (presumed)' if finding.scale_presumed else ''}"


def _unsided(finding: Finding, effect: Effect) -> str:
    of = f" for {finding.event}" if finding.event and effect.measure in RATIOS else ""
    said = f"{SHORT.get(effect.measure) or label(effect)}{of} {printed(effect.estimate)}"
    if through_infinity(effect):
        return f"{said}, {interval(finding, effect)}"
    if effect.low is None or effect.high is None:
        return said
    return f"{said} ({printed(effect.low)} to {printed(effect.high)})"


def further(
    key: Sequence[Derived], findings: Iterable[Derived], library: Library
) -> tuple[Derived, ...]:
    """Up to seven findings after the key ones: graded before not graded, then by stage.

    One of each comparison, outcome and stage, without those that don't count for the intervention.
    """
    order = [stage for tier in library.tiers for stage in tier]

    def place(one: Derived) -> tuple[int, ...]:
        ungraded, stage = one.level == "not-graded", order.index(one.finding.stage)
        return ungraded, stage, *one.rank.level, *one.rank.rest

    fit = (one for one in findings if one.ineligible in (None, "harm"))
    return tuple(_first_of_each(key, sorted(fit, key=place)))[:MOST_FURTHER]


def _first_of_each(key: Sequence[Derived], found: Iterable[Derived]) -> Iterator[Derived]:
    seen = {_about(one) for one in key}
    for one in found:
        if _about(one) not in seen:
            seen.add(_about(one))
            yield one


def _about(one: Derived) -> tuple[str | None, ...]:
    finding = one.finding
    return finding.stage, finding.comparator, finding.than, finding.outcome, finding.arm
