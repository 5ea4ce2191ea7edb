"""The harms of an intervention in display order, without duplicates."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import get_args

from kb.model.derived import HarmEvent, InheritedHarms
from kb.model.entries import Intervention
from kb.model.harm import Band, Harm
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
# The groups of comparators that are no treatment of their own, and the designs of one trial.
NO_TREATMENT = ("inert", "no-care")
TRIALS = ("rct",)


def events(harms: Iterable[Harm], given: str, library: Library) -> tuple[HarmEvent, ...]:
    """Each harm of what is `given` once: serious ones as filed, then common ones by their highest
    rate, then the others, those with a frequency first. Named events come before any adverse
    event, among common ones and among the others.

    Of what several sources say of one harm, this stands first: what was seen; what is called
    serious; what is against placebo, sham or no care, then what is against nothing, then what is
    against another treatment; the whole entry before one drug or type; all but a single trial; the
    highest rate. Where another rate is higher than the first's, it is said next to it.
    """
    same = defaultdict(list)
    for harm in harms:
        same[_words(harm.what)].append(harm)
    found = (_event(one, given, library) for one in same.values())
    return tuple(sorted(found, key=_place))


def inherited(entry: Intervention, library: Library) -> Iterator[InheritedHarms]:
    """The harms of the therapies it is a form of and the classes it belongs to.

    A parent's harms with one of its drugs or types don't apply to others and aren't inherited.
    """
    for parent in library.parents(entry):
        seen = (one for one in parent.harms if one.seen == "yes" and one.arm is None)
        if shared := events(seen, subject(parent), library):
            yield InheritedHarms(parent, shared)


def _words(what: str) -> str:
    """The words that identify a harm, without case and punctuation."""
    return " ".join(re.findall(r"\w+", what.casefold()))


def _event(same: Sequence[Harm], given: str, library: Library) -> HarmEvent:
    rates = [one.rate for one in same if one.rate is not None and one.seen == "yes"]
    rate = max(rates, default=None)
    harms = tuple(sorted(same, key=lambda one: _within(one, library)))
    absolute = next((found for one in harms if (found := of_harm(one, given))), None)
    return HarmEvent(_band(same, rate), harms, rate, absolute)


def _within(harm: Harm, library: Library) -> tuple[bool, bool, int, bool, bool, Decimal]:
    """Its place among what the sources say."""
    source = library.sources.get(harm.source)
    return (
        harm.seen != "yes",
        not harm.serious,
        _against(harm, library),
        harm.arm is not None,
        harm.one_trial or (source is not None and source.design in TRIALS),
        -(Decimal(-1) if harm.rate is None else harm.rate),
    )


def _against(harm: Harm, library: Library) -> int:
    """0 against what is no treatment, 1 against nothing, 2 against another treatment."""
    kinds = library.vocabulary.comparators
    groups = {kinds[id].group for id in harm.comparator if id in kinds}
    if not groups:
        return 1
    return 0 if groups.issubset(NO_TREATMENT) else 2


def _band(same: Sequence[Harm], rate: Decimal | None) -> Band:
    seen = [one for one in same if one.seen == "yes"]
    if not seen:
        return min((UNSEEN[one.seen] for one in same), key=BANDS.index)
    if any(one.serious for one in seen):
        return "serious"
    if rate is None or rate < COMMON:
        return "other"
    return "very-common" if rate >= VERY_COMMON else "common"


def _place(event: HarmEvent) -> tuple[int, bool, Decimal, bool]:
    rated, serious = event.band in RATED, event.band == "serious"
    return (
        BANDS.index("common" if rated else event.band),
        not serious and all(one.overall for one in event.harms),
        -(event.rate or Decimal(0)) if rated else Decimal(0),
        not serious and not any(one.frequency for one in event.harms),
    )
