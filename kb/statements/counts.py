"""Counted people and ratios in words: more or fewer, lower or higher, and how many."""

from dataclasses import dataclass, replace
from decimal import Decimal

from kb.statements.case import Case
from kb.statements.direction import NUMBERS_NEEDED
from kb.statements.phrases import printed


@dataclass(frozen=True, slots=True)
class Change:
    """Whether there are fewer with the intervention, by how many, or one for how many treated."""

    fewer: bool
    by: Decimal = Decimal(0)
    needed: Decimal | None = None

    @property
    def more(self) -> str:
        """More or fewer, for people and events."""
        return "fewer" if self.fewer else "more"

    @property
    def lower(self) -> str:
        """Lower or higher, for a risk."""
        return "lower" if self.fewer else "higher"

    @property
    def turned(self) -> "Change":
        """The same from the other arm's side."""
        return replace(self, fewer=not self.fewer)


def change(case: Case) -> Change:
    """The change that a ratio, a risk difference or a number needed describes."""
    effect = case.finding.effect
    if effect is None:
        return Change(fewer=False)
    if effect.measure in NUMBERS_NEEDED:
        # One treated for a good event, or harmed by a bad one, is one more.
        avoided = effect.measure == "NNT" and case.pieces.bad_event
        return Change((effect.estimate < 0) != avoided, needed=abs(effect.estimate))
    return Change(effect.estimate < (1 if case.is_ratio else 0), by=abs(effect.estimate))


def per_hundred(case: Case, counted: Change) -> str:
    """A risk difference: 5 more responders per 100 people."""
    return f"{printed(counted.by)} {counted.more} {case.pieces.event} per 100 people"


def helped(case: Case) -> str:
    """Whether those who benefit are more or fewer people with the event."""
    return "fewer" if case.measure == "NNH" or case.pieces.bad_event else "more"
