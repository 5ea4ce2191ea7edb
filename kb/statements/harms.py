"""The harms of an intervention in the order readers meet them, the same harm only once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import get_args

from kb.model.derived import Band, HarmEvent, InheritedHarms
from kb.model.entries import Harm, Intervention
from kb.model.library import Library
from kb.statements.absolute_effects import of_harm
from kb.statements.phrases import subject

# Percent, as medicine labels in Europe use the words (SmPC guideline, 2009).
VERY_COMMON, COMMON = Decimal(10), Decimal(1)
BANDS: tuple[Band, ...] = get_args(Band)
UNSEEN: Mapping[str, Band] = {
    "none": "none-seen",
    "not-measured": "not-measured",
    "not-reported": "not-reported",
}
RATED = ("very-common", "common")


def events(harms: Iterable[Harm], given: str) -> tuple[HarmEvent, ...]:
    """Each harm of what is `given` once: serious ones as filed, then common ones by their rate,
    then the others, those with a frequency first.
    """
    same = defaultdict(list)
    for harm in harms:
        same[_words(harm.what)].append(harm)
    return tuple(sorted((_event(one, given) for one in same.values()), key=_place))


def inherited(entry: Intervention, library: Library) -> Iterator[InheritedHarms]:
    """The harms seen with the therapies it is a form of and the classes it belongs to.

    What is said of one drug or type of a parent isn't said of another, and isn't inherited.
    """
    for parent in library.parents(entry):
        seen = (one for one in parent.harms if one.seen == "yes" and one.arm is None)
        if shared := events(seen, subject(parent)):
            yield InheritedHarms(parent, shared)


def _words(what: str) -> str:
    """The words that tell whether two harms are the same: capitals and signs don't count."""
    return " ".join(re.findall(r"\w+", what.casefold()))


def _event(same: Sequence[Harm], given: str) -> HarmEvent:
    rates = [one.rate for one in same if one.rate is not None and one.seen == "yes"]
    rate = max(rates, default=None)
    harms = tuple(sorted(same, key=_within))
    absolute = next((found for one in harms if (found := of_harm(one, given))), None)
    return HarmEvent(_band(same, rate), harms, rate, absolute)


def _within(harm: Harm) -> tuple[bool, bool, Decimal]:
    """Its place among what the sources say: seen before not seen, serious first, then by rate."""
    return harm.seen != "yes", not harm.serious, -(harm.rate or Decimal(-1))


def _band(same: Sequence[Harm], rate: Decimal | None) -> Band:
    seen = [one for one in same if one.seen == "yes"]
    if not seen:
        return min((UNSEEN[one.seen] for one in same), key=BANDS.index)
    if any(one.serious for one in seen):
        return "serious"
    if rate is None or rate < COMMON:
        return "other"
    return "very-common" if rate >= VERY_COMMON else "common"


def _place(event: HarmEvent) -> tuple[int, Decimal, bool]:
    rate = event.rate if event.band in RATED else None
    told = any(one.frequency for one in event.harms)
    return BANDS.index(event.band), -(rate or Decimal(0)), event.band != "serious" and not told
