"""A finding with everything that determines its sentence."""

from dataclasses import dataclass, replace
from decimal import Decimal

from kb.model.collection import Threshold
from kb.model.derived import Contrast
from kb.model.finding import Finding, Magnitude, Result
from kb.model.schema import Level
from kb.statements.direction import NUMBERS_NEEDED, RATIOS, through_infinity
from kb.statements.magnitude import classed
from kb.statements.phrases import Pieces, is_rate_ratio

FAVOURING = ("favours-intervention", "favours-comparator")


@dataclass(frozen=True, slots=True)
class Case:
    """A finding with everything that determines its sentence; `group` is its comparator's."""

    finding: Finding
    group: str
    bands: Threshold | None
    contrast: Contrast | None
    result: Result
    size: Magnitude
    pieces: Pieces

    @property
    def measure(self) -> str:
        """The measure of its number; empty without a number."""
        return self.finding.effect.measure if self.finding.effect else ""

    @property
    def is_ratio(self) -> bool:
        """Whether its number is a ratio."""
        return self.measure in RATIOS

    @property
    def spared(self) -> str:
        """What more people have where fewer have the event; empty without a word for it, and for
        rates, which have no opposite.
        """
        effect = self.finding.effect
        opposite = effect and effect.measure in ("RR", "OR") and not is_rate_ratio(effect)
        return (self.finding.spared or "") if opposite else ""

    @property
    def stated(self) -> Result | None:
        """The result in words: the source's own, even with a number without interval.

        A percentage counts as words, by its direction; None for other numbers.
        """
        if self.finding.result is not None:
            return self.finding.result
        return self.result if self.measure == "percent" else None

    @property
    def unturned(self) -> bool:
        """Whether it has a number without a recorded direction."""
        effect = self.finding.effect
        return effect is not None and effect.better is None and self.measure not in NUMBERS_NEEDED

    @property
    def endless(self) -> bool:
        """Whether the interval of a number needed runs through infinity."""
        return self.finding.effect is not None and through_infinity(self.finding.effect)

    @property
    def open(self) -> bool:
        """Whether the number leaves either side possible."""
        turned = self.contrast
        return turned is not None and (
            turned.includes_null or (turned.bounds is None and turned.benefit == 0)
        )

    @property
    def directed(self) -> bool:
        """Whether the finding has a side, even one that its design doesn't allow it to claim."""
        if self.finding.effect is None:
            return self.finding.result in FAVOURING
        return not self.open and not self.endless

    @property
    def better(self) -> bool:
        """Whether the intervention did better."""
        if self.contrast is not None:
            return self.contrast.benefit > 0
        return (self.finding.result or self.result) == "favours-intervention"

    @property
    def other_did_better(self) -> bool:
        """Whether another active treatment did better: then it's named first, because nobody got
        worse.
        """
        return self.group == "active" and not self.better

    @property
    def trivial(self) -> bool:
        """Whether the estimate is classified and smaller than the smallest size that counts."""
        return self.contrast is not None and self.contrast.trivial

    def at(self, level: Level) -> "Case":
        """The same with the wording of another level."""
        return replace(self, pieces=replace(self.pieces, level=level))

    @property
    def timeless(self) -> "Case":
        """The same without its time."""
        return replace(self, pieces=replace(self.pieces, time=""))

    def bound(self, value: Decimal) -> str:
        """A bound in words: little to no difference, or its size and side."""
        size = classed(value, self.bands) if self.bands else "not-classed"
        return self.pieces.sized(size, value > 0)

    @property
    def also_possible(self) -> str:
        """The bound farther from no difference, in words, if it would matter; else nothing."""
        turned = self.contrast
        far = turned.farther if turned else None
        return self.bound(far) if turned and far is not None and far in turned.important else ""
