"""Which arm a finding favours: by its number if it has one, else by its stated result."""

from decimal import Decimal

from kb.model.collection import Threshold
from kb.model.derived import Contrast
from kb.model.finding import Effect, Finding, Result

RATIOS = ("RR", "OR", "HR")
NUMBERS_NEEDED = ("NNT", "NNH")
# Whatever the design was: nothing was found, or nothing is known of it.
UNANSWERED = ("no-evidence", "not-seen")


def contrast(finding: Finding, bands: Threshold | None) -> Contrast | None:
    """The finding's number, with its sign set by its own `better`.

    None if that isn't possible: words, NNT, NNH, no `better`.
    """
    effect = finding.effect
    if effect is None or effect.measure in NUMBERS_NEEDED or effect.better is None:
        return None
    return Contrast(
        _turned(effect, effect.estimate), _bounds(effect), bands.small if bands else None
    )


def direction(finding: Finding, turned: Contrast | None) -> Result:
    """What the finding shows; `turned` is its `contrast`. The first matching rule decides."""
    if finding.result in UNANSWERED:
        return finding.result
    if finding.design != "randomised":
        return "unclear"
    if finding.effect is None or finding.result is not None:
        return finding.result or "unclear"
    if finding.effect.measure in NUMBERS_NEEDED:
        return _number_needed(finding.effect)
    return _by_numbers(turned) if turned else "unclear"


def _by_numbers(turned: Contrast) -> Result:
    if turned.bounds is None:
        return "unclear" if turned.trivial else _sign(turned.benefit)
    if turned.least is not None and not turned.important:
        return "no-difference"
    return "unclear" if turned.includes_null else _sign(turned.bounds[0])


def through_infinity(effect: Effect) -> bool:
    """Whether the interval of a number needed includes no difference, which is at infinity.

    Then its ends have different signs, or only one is printed.
    """
    if effect.measure not in NUMBERS_NEEDED or (effect.low is None and effect.high is None):
        return False
    return effect.low is None or effect.high is None or effect.low * effect.high <= 0


def ends(effect: Effect) -> tuple[Decimal, Decimal] | None:
    """The ends of an interval through infinity, for benefit and harm; None for a missing one."""
    if effect.low is None or effect.high is None:
        return None
    positive, negative = max(effect.low, effect.high), -min(effect.low, effect.high)
    return (negative, positive) if effect.measure == "NNH" else (positive, negative)


def _number_needed(effect: Effect) -> Result:
    if through_infinity(effect):
        return "unclear"
    return _sign(effect.estimate if effect.measure == "NNT" else -effect.estimate)


def _sign(benefit: Decimal) -> Result:
    if benefit == 0:
        return "unclear"
    return "favours-intervention" if benefit > 0 else "favours-comparator"


def _turned(effect: Effect, value: Decimal) -> Decimal:
    null = 1 if effect.measure in RATIOS else 0
    return value - null if effect.better == "higher" else null - value


def _bounds(effect: Effect) -> tuple[Decimal, Decimal] | None:
    if effect.low is None or effect.high is None:
        return None
    ends = sorted((_turned(effect, effect.low), _turned(effect, effect.high)))
    return ends[0], ends[1]
