"""Values derived from findings and entries: created once by `kb/statements`, read everywhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Annotated, Literal

from kb.model.collection import ComparatorGroup, Feature, Threshold
from kb.model.condition_parts import NamedInFlag
from kb.model.entries import Caution, Disagreement, Intervention
from kb.model.finding import Finding, Magnitude, Result
from kb.model.harm import Band, Harm
from kb.model.schema import LEVEL_WORDS, ById, Level
from kb.model.source import StatusKind

RETRACTED = "The source of this was retracted."
Shown = Literal[Magnitude, "favours-other-treatment", "worse-than-comparator"]
# What is shown next to a certainty: a size, or why there is none.
Shows = Literal[
    Shown,
    "no-clear-difference",
    "open-interval",
    "mixed",
    "unclear",
    "very-uncertain",
    "no-evidence",
    "not-seen",
    "counted-elsewhere",
    "set-aside",
]
# Why a finding can't be key.
Unfit = Literal[
    "unanswered",
    "other-people",
    "other-intervention",
    "not-randomised",
    "implausible",
    "same-data",
    "superseded",
    "secondary",
    "retracted",
    "harm",
]


@dataclass(frozen=True, slots=True)
class Contrast:
    """A number with its sign set so that above zero favours the intervention.

    `bounds` are the ends of the interval with the same sign convention, lower first, or None;
    `least` is the smallest size that counts as small, or None if sizes aren't classified.
    """

    benefit: Decimal
    bounds: tuple[Decimal, Decimal] | None
    least: Decimal | None

    @property
    def includes_null(self) -> bool:
        """Whether the interval includes no difference, or a bound is exactly there."""
        return self.bounds is not None and self.bounds[0] <= 0 <= self.bounds[1]

    @property
    def important(self) -> tuple[Decimal, ...]:
        """The bounds that are at least small; empty if sizes aren't classified."""
        if self.bounds is None or self.least is None:
            return ()
        return tuple(bound for bound in self.bounds if abs(bound) >= self.least)

    @property
    def important_both_ways(self) -> bool:
        """Whether the interval runs from an important benefit to an important loss."""
        return self.includes_null and len(self.important) == 2

    @property
    def trivial(self) -> bool:
        """Whether the estimate is classified and smaller than the smallest size that counts."""
        return self.least is not None and abs(self.benefit) < self.least

    @property
    def nearer(self) -> Decimal | None:
        """The bound nearer to no difference, for an interval that excludes it."""
        return None if self.bounds is None else min(self.bounds, key=abs)

    @property
    def farther(self) -> Decimal | None:
        """The bound further from no difference."""
        return None if self.bounds is None else max(self.bounds, key=abs)


@dataclass(frozen=True, slots=True)
class SearchedTo:
    """How current evidence is: the date of its search, or of publication if that is unknown."""

    day: str
    searched: bool


@dataclass(frozen=True, slots=True)
class Rank:
    """How findings are ranked for a place: by `level` first, then stage, then `rest`.

    `review`: its source is a systematic review.
    """

    review: bool
    level: tuple[int, ...]
    rest: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NumberNeeded:
    """How many people are treated for one to benefit (NNT) or be harmed (NNH), with its
    interval.
    """

    kind: Literal["NNT", "NNH"]
    number: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class AbsoluteEffect:
    """How many of a hundred people had an outcome with `given` and with `other`, in that order.

    `counts` are events and people if the source prints them; only then are there an interval,
    `bounds`, and a number needed.
    """

    of: str
    given: str
    other: str
    rates: tuple[Decimal, Decimal]
    counts: tuple[tuple[int, int], tuple[int, int]] | None
    difference: Decimal
    bounds: tuple[Decimal, Decimal] | None
    source: str
    needed: NumberNeeded | None


@dataclass(frozen=True, slots=True)
class Derived:
    """A finding with all derived values.

    `contrast` is its number with a common sign convention, `bands` the threshold that classifies
    it; `label` names its measure. `unfit` is why it can't count as evidence on the intervention at
    all, `ineligible` why it can't be key. `family` and `group` are for its outcome and comparator;
    the family is None if the collection doesn't look for it. `given` is the arm that a number may
    favour, `other` what it was compared with. `below_threshold`: its source calls the difference
    too small. `figures` are the number, time and counts of the bracket; `brief` and `when` are the
    number and the time for a row of the card, and may be empty; `absolute` is per hundred people,
    if its source prints both arms; `certainty_more` explains the level: another scheme's word, or a
    range. `plain_claim` and the sentences in `plain_remarks` are for patients. `searched_to` is how
    current its source is, `standing` its source's status.
    """

    finding: Annotated[Finding, ById]
    family: str | None
    group: ComparatorGroup
    level: Level
    bands: Threshold | None
    contrast: Contrast | None
    label: str
    result: Result
    magnitude: Magnitude
    shown_magnitude: Shown | None
    shows: Shows
    unfit: Unfit | None
    ineligible: Unfit | None
    rank: Rank
    given: str
    other: str
    opening: str
    claim: str
    rule: str
    below_threshold: bool
    figures: tuple[str, ...]
    brief: str
    when: str
    absolute: AbsoluteEffect | None
    certainty_words: str
    certainty_more: str
    plain_claim: str
    plain_remarks: tuple[str, ...]
    for_a_human: str | None
    searched_to: SearchedTo | None
    standing: StatusKind | None

    @property
    def id(self) -> str:
        """The finding's id."""
        return self.finding.id

    @property
    def comparison(self) -> str:
        """What it was compared with; where that is a mix, as its source says it."""
        than = self.finding.than if self.group == "mixed" else None
        return than or self.other

    @property
    def sentence(self) -> str:
        """The sentence, without bracket and full stop."""
        return f"{self.opening}, {self.claim}"

    @property
    def plain(self) -> str:
        """The sentence for patients: what was found, what to make of it, how certain it is."""
        return " ".join([f"{self.opening}, {self.plain_claim}.", *self.plain_remarks])

    @property
    def bracket(self) -> str:
        """The text in parentheses after the sentence, without them; may be empty."""
        if not self.figures:
            return ""
        classed = (
            ("size not classed",)
            if self.finding.effect is not None and self.magnitude == "not-classed"
            else ()
        )
        return "; ".join((*self.figures, *classed, self.certainty_words))

    @property
    def text(self) -> str:
        """The whole sentence with its bracket and full stop, and a note if the source was
        retracted.
        """
        said = f"{self.sentence} ({self.bracket})." if self.bracket else f"{self.sentence}."
        return f"{said} {RETRACTED}" if self.standing == "retracted" else said


@dataclass(frozen=True, slots=True)
class RecentOnly:
    """A note that benefit is only shown in recent stages: what is known about lasting ones, after
    `opening`.

    `best` is the finding to quote, or None if there is none.
    """

    label: str
    opening: str
    known: str
    best: Annotated[Derived, ById] | None

    @property
    def elsewhere(self) -> str:
        """What is known about the lasting stage, as a sentence."""
        return f"{self.opening}: {self.known}."

    @property
    def text(self) -> str:
        """The whole note."""
        return f"{self.label}. {self.elsewhere}"


@dataclass(frozen=True, slots=True)
class FeatureNote:
    """What is known about people selected for a feature of the collection, as a sentence.

    `best` is the finding to quote, or None if there is none.
    """

    feature: Feature
    text: str
    best: Annotated[Derived, ById] | None


@dataclass(frozen=True, slots=True)
class Badge:
    """Certainty and size of an intervention: both from its first key finding only.

    `magnitude` is None if the size may not be shown; `comparison` says against what.
    """

    finding: Annotated[Derived, ById] | None
    certainty: Level
    magnitude: Shown | None
    shows: Shows
    comparison: str

    @property
    def certainty_words(self) -> str:
        """The certainty in words, or that there is no usable finding."""
        return LEVEL_WORDS[self.certainty] if self.finding else "no usable finding"


@dataclass(frozen=True, slots=True)
class AppliedCaution:
    """A caution as it applies to an entry; `inherited_from` is the therapy or class it comes from,
    None for the entry's own.
    """

    caution: Caution
    inherited_from: Annotated[Intervention, ById] | None = None


@dataclass(frozen=True, slots=True)
class HarmEvent:
    """One harm with what each source says of it, what stands for it first; `rate` is the highest,
    and `absolute` the first that has both arms.
    """

    band: Band
    harms: tuple[Harm, ...]
    rate: Decimal | None
    absolute: AbsoluteEffect | None

    @property
    def what(self) -> str:
        """The harm in words."""
        return self.harms[0].what

    @property
    def main(self) -> tuple[Harm, ...]:
        """What is said where there is no room for all: the first, and the highest rate if it is
        another's, so that the harm isn't made less than it may be.
        """
        first, *rest = self.harms
        higher = (one for one in rest if one.rate is not None and one.rate == self.rate)
        return (first,) if first.rate == self.rate else (first, *islice(higher, 1))

    def also(self, *shown: Harm) -> tuple[str, ...]:
        """The other drugs or types it was seen with, where `shown` names only some of them, so that
        it isn't pinned on those; empty if any source says it of the whole entry.
        """
        seen = [one.arm for one in self.harms if one.seen == "yes"]
        named = {one.arm for one in shown}
        if None in named or None in seen:
            return ()
        return tuple(dict.fromkeys(arm for arm in seen if arm and arm not in named))


@dataclass(frozen=True, slots=True)
class InheritedHarms:
    """The harms of a therapy or class, shown on its forms or members."""

    parent: Annotated[Intervention, ById]
    harms: tuple[HarmEvent, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is derived for an intervention as a whole.

    `findings` has all of its findings by id, in file order; `key` those of the answer card, in the
    card's order, `further` those that follow them there, `named` what else the summary's sources
    say of what gives the answer. `graded` counts the key findings that have
    a level. `disagreements` touch a key finding. `harms` are in the order of their bands;
    `cautions`, inherited ones too, have contraindications first.
    `searched_to` is how far the sources of the key findings reach; `retracted` are the sources that
    some part of it rests on and that were retracted. `red_flags` name it.
    """

    findings: Mapping[str, Derived]
    key: tuple[Annotated[Derived, ById], ...]
    further: tuple[Annotated[Derived, ById], ...]
    named: tuple[Annotated[Derived, ById], ...]
    badge: Badge
    graded: int
    searched_to: SearchedTo | None
    recent_only: RecentOnly | None
    features: tuple[FeatureNote, ...]
    disagreements: tuple[Disagreement, ...]
    harms: tuple[HarmEvent, ...]
    inherited_harms: tuple[InheritedHarms, ...]
    cautions: tuple[AppliedCaution, ...]
    retracted: tuple[str, ...]
    red_flags: tuple[NamedInFlag, ...]

    @property
    def serious_harm(self) -> HarmEvent | None:
        """The most serious harm: the first one seen, else the first looked for."""
        return next((one for one in self.harms if any(h.serious for h in one.harms)), None)

    @property
    def serious_seen(self) -> bool:
        """Whether a serious harm was seen, with it or with one of its parents."""
        known = (event for one in self.inherited_harms for event in one.harms)
        return any(one.band == "serious" for one in (*self.harms, *known))

    @property
    def calls_one_serious(self) -> bool:
        """Whether a source calls one of its harms serious, be it seen or looked for, or one of
        those of its parents.
        """
        known = (event for one in self.inherited_harms for event in one.harms)
        return self.serious_harm is not None or any(one.band == "serious" for one in known)

    @property
    def common_harm(self) -> HarmEvent | None:
        """The most common other harm seen, else the first looked for."""
        return next((one for one in self.harms if not any(h.serious for h in one.harms)), None)
