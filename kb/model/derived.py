"""What follows from findings and entries, as values: made once by `kb/statements`, read
everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Literal

from kb.model.collection import ComparatorGroup, Feature, Threshold
from kb.model.condition_parts import RedFlag
from kb.model.entries import Caution, Disagreement, Intervention
from kb.model.finding import Finding, Magnitude, Result
from kb.model.harm import Harm
from kb.model.schema import LEVEL_WORDS, Level
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
    "set-aside",
]
# Where readers meet a harm, in that order.
Band = Literal[
    "serious", "very-common", "common", "other", "none-seen", "not-measured", "not-reported"
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
    """A number turned so that above zero favours the intervention.

    `bounds` are the ends of the interval turned the same way, the lower first, or None; `least` is
    the smallest size that counts as small, or None where sizes are not classed.
    """

    benefit: Decimal
    bounds: tuple[Decimal, Decimal] | None
    least: Decimal | None

    @property
    def includes_null(self) -> bool:
        """Whether the interval holds no difference; a bound at no difference does."""
        return self.bounds is not None and self.bounds[0] <= 0 <= self.bounds[1]

    @property
    def important(self) -> tuple[Decimal, ...]:
        """The bounds that are at least small; none where sizes are not classed."""
        if self.bounds is None or self.least is None:
            return ()
        return tuple(bound for bound in self.bounds if abs(bound) >= self.least)

    @property
    def important_both_ways(self) -> bool:
        """Whether the interval runs from an important benefit to an important loss."""
        return self.includes_null and len(self.important) == 2

    @property
    def trivial(self) -> bool:
        """Whether the estimate is classed and under the smallest size that counts."""
        return self.least is not None and abs(self.benefit) < self.least

    @property
    def nearer(self) -> Decimal | None:
        """The bound nearer to no difference, of an interval that excludes it."""
        return None if self.bounds is None else min(self.bounds, key=abs)

    @property
    def farther(self) -> Decimal | None:
        """The bound farther from no difference."""
        return None if self.bounds is None else max(self.bounds, key=abs)


@dataclass(frozen=True, slots=True)
class SearchedTo:
    """How far evidence reaches: the day of its search, or of publication where none is known."""

    day: str
    searched: bool


@dataclass(frozen=True, slots=True)
class Rank:
    """What decides between findings for one place: `level` first, then their stages, then `rest`.

    `review`: its source is a systematic review.
    """

    review: bool
    level: tuple[int, ...]
    rest: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NumberNeeded:
    """How many are treated for one to have a benefit (NNT) or a harm (NNH), with its interval."""

    kind: Literal["NNT", "NNH"]
    number: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class AbsoluteEffect:
    """How many of a hundred people had something with `given` and with `other`, in that order.

    `counts` are events and people where the source prints them; only then are there an interval,
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
    """A finding with all that follows from it.

    `contrast` is its number turned, `bands` the threshold it is classed by; `label` names its
    measure. `unfit` is why it can't stand for the intervention whatever it found, `ineligible` why
    it can't be key. `family` and `group` are what its outcome and comparator count as; the family
    is None where the collection looks for none such. `given` is the arm a number may favour,
    `other` what it was compared with. `below_threshold`: its source calls the difference too small.
    `figures` are the number, time and counts of the bracket; `brief` and `when` are the number and
    the time as a row of a card prints them, and may be empty; `absolute` is of a hundred people,
    where its source prints both arms; `certainty_more` explains the level: another scheme's word,
    or a range. `plain_claim` and the sentences `plain_remarks` say it to patients. `searched_to` is
    how far its source
    reaches, `standing` what became of it.
    """

    finding: Finding
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
    def sentence(self) -> str:
        """What it says, without bracket and full stop."""
        return f"{self.opening}, {self.claim}"

    @property
    def plain(self) -> str:
        """The same in patients' words: what was found, what to make of it, how sure we can be."""
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
        """The whole sentence with its bracket and full stop; of a retracted source it says so."""
        said = f"{self.sentence} ({self.bracket})." if self.bracket else f"{self.sentence}."
        return f"{said} {RETRACTED}" if self.standing == "retracted" else said


@dataclass(frozen=True, slots=True)
class RecentOnly:
    """Benefit is shown in recent stages alone: what is known of lasting ones, after `opening`.

    `best` is the finding that says it, or None where the collection holds none.
    """

    label: str
    opening: str
    known: str
    best: Derived | None

    @property
    def elsewhere(self) -> str:
        """What is known of the lasting stage, as a sentence."""
        return f"{self.opening}: {self.known}."

    @property
    def text(self) -> str:
        """The whole note."""
        return f"{self.label}. {self.elsewhere}"


@dataclass(frozen=True, slots=True)
class FeatureNote:
    """What is known of people who were taken in for a feature of the collection, in a sentence.

    `best` is the finding that says it, or None where the collection holds none.
    """

    feature: Feature
    text: str
    best: Derived | None


@dataclass(frozen=True, slots=True)
class Badge:
    """Certainty and size of an intervention: both of its first key finding, and of no other.

    `magnitude` is None where the size may not be shown; `comparison` says against what.
    """

    finding: Derived | None
    certainty: Level
    magnitude: Shown | None
    shows: Shows
    comparison: str

    @property
    def certainty_words(self) -> str:
        """The certainty in words, or that no finding can stand for the intervention."""
        return LEVEL_WORDS[self.certainty] if self.finding else "no usable finding"


@dataclass(frozen=True, slots=True)
class AppliedCaution:
    """A caution where it applies: `inherited_from` is the therapy or class whose caution it is,
    None for the entry's own.
    """

    caution: Caution
    inherited_from: Intervention | None = None


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


@dataclass(frozen=True, slots=True)
class InheritedHarms:
    """The harms seen with a therapy or class, shown on a form or member of it."""

    parent: Intervention
    harms: tuple[HarmEvent, ...]


@dataclass(frozen=True, slots=True)
class NamedInFlag:
    """A red flag that names an intervention, and the condition it's listed under."""

    condition: str
    flag: RedFlag


@dataclass(frozen=True, slots=True)
class Answer:
    """What follows from an intervention as a whole.

    `findings` has all of its findings by id, in file order; `key` those of the answer card, in the
    card's order, `further` those that follow them there, `named` what else the summary's sources
    say of what gives the answer. `graded` counts the key findings that have
    a level. `disagreements` touch a key finding. `harms` are in the order of their bands;
    `cautions`, inherited ones too, have contraindications first.
    `searched_to` is how far the sources of the key findings reach; `retracted` are the sources that
    some part of it rests on and that were retracted. `red_flags` name it.
    """

    findings: Mapping[str, Derived]
    key: tuple[Derived, ...]
    further: tuple[Derived, ...]
    named: tuple[Derived, ...]
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
        """The most serious harm: the first that was seen, else what was looked for."""
        return next((one for one in self.harms if any(h.serious for h in one.harms)), None)

    @property
    def calls_one_serious(self) -> bool:
        """Whether a source calls one of its harms serious, be it seen or looked for, or one of
        those of its parents.
        """
        known = (event for one in self.inherited_harms for event in one.harms)
        return self.serious_harm is not None or any(one.band == "serious" for one in known)

    @property
    def common_harm(self) -> HarmEvent | None:
        """The commonest harm of the others that were seen, else what was looked for."""
        return next((one for one in self.harms if not any(h.serious for h in one.harms)), None)
