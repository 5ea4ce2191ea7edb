"""The parts of a statement: words for arms, comparators, people, outcomes, levels and numbers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kb.model.collection import Outcome, OutcomeWords
from kb.model.entries import Intervention
from kb.model.finding import Effect, Finding, Magnitude
from kb.model.library import Library
from kb.model.schema import Level
from kb.model.source import Source
from kb.statements.direction import NUMBERS_NEEDED, RATIOS

UNTURNED = OutcomeWords()
RISKS = {"RR": "risk", "OR": "odds", "HR": "rate", "RD": "risk"}
DEGREES = {"small": "slightly ", "moderate": "", "large": "much "}
# How strongly a level lets something be said: `probably` is placed by the verb, `may` replaces it.
HEDGES: dict[Level, str] = {"high": "", "moderate": "probably", "low": "may"}
WHO = {
    "systematic-review": "one review",
    "network-meta-analysis": "one network meta-analysis",
    "ipd-meta-analysis": "one individual-patient meta-analysis",
    "narrative-review": "one narrative review",
    "rct": "one trial",
    "guideline": "one guideline",
    "cohort": "one observational study",
    "survey": "one observational study",
    "case-report": "one case report",
}
# Patients read what was done, not which kind of it.
WHO_PLAINLY = {
    **WHO,
    "network-meta-analysis": "one review",
    "ipd-meta-analysis": "one review",
    "narrative-review": "one review",
    "cohort": "one study",
    "survey": "one study",
}
# A source that is a study itself may report more than one.
STUDIES = {"rct": "trials", "cohort": "observational studies", "survey": "observational studies"}
FEW = ("two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The parts of a sentence.

    `given` is what was given, `arm` the same with what it was added to, `other` what it is compared
    with. `time` starts with a space or is empty. `several` means that `who` is plural. `measured`
    is what can be lower or higher: the outcome itself, or the risk of an event. `either` names both
    of its comparatives, `low` and `high` are each of them, `counted` the people counted, if any.
    """

    opening: str
    given: str
    arm: str
    plural: bool
    other: str
    time: str
    who: str
    several: bool
    level: Level
    words: OutcomeWords
    noun: str
    noun_plural: bool
    event: str
    people: str | None
    bad_event: bool
    measured: str
    are: str
    either: str

    @property
    def graded(self) -> bool:
        """Whether the source gives a level at which something can be claimed."""
        return self.level in HEDGES

    @property
    def its(self) -> str:
        """The possessive for `who`."""
        return "their" if self.several else "its"

    def does(self, verb: str) -> str:
        """The verb with the wording of the level: reduces, probably reduces, may reduce."""
        return hedged(self.level, verb if self.plural else f"{verb}s", verb)

    @property
    def results_in(self) -> str:
        """`results in`, with the wording of the level."""
        return f"{self.does('result')} in"

    def sized(self, size: Magnitude, better: bool) -> str:
        """The outcome with its size and side: slightly less pain, much worse function."""
        sizes = self.words.sizes
        if size == "little-or-none":
            return "little to no difference"
        if sizes is None or size == "not-classed":
            return self.unsized(better)
        return f"{DEGREES[size]}{sizes.better if better else sizes.worse} {self.noun}"

    def compared(self, size: Magnitude, better: bool) -> str:
        """The same for the arm that does better or worse: slightly lower pain, better function."""
        if self.words.sizes is None or size not in DEGREES:
            return self.unsized(better)
        return f"{DEGREES[size]}{self.side(better)} {self.noun}"

    def unsized(self, better: bool) -> str:
        """The outcome with its side only: lower pain scores."""
        if self.words.of is None:
            return f"a {self.side(better)} result for {self.noun}"
        return f"{self.side(better)} {self.thing[0]}"

    def side(self, better: bool) -> str:
        """The comparative for what is measured: lower, worse, faster."""
        return self.words.better if better else self.words.worse

    @property
    def thing(self) -> tuple[str, bool]:
        """What is better or worse if no size is given, and whether it is plural."""
        if self.words.of is None:
            return f"the result for {self.noun}", False
        return self.words.of.replace("{noun}", self.noun), self.words.plural


def hedged(level: Level, stated: str, plain: str) -> str:
    """A verb with the wording of its level; `plain` is its infinitive, which follows `may`."""
    hedge = HEDGES[level]
    if hedge == "may":
        return f"may {plain}"
    return f"{hedge} {stated}" if hedge else stated


def being(level: Level, plural: bool) -> str:
    """`is`, with the wording of the level: is, is probably, may be."""
    verb, hedge = "are" if plural else "is", HEDGES[level]
    return "may be" if hedge == "may" else f"{verb} {hedge}".rstrip()


def pieces(finding: Finding, entry: Intervention, library: Library) -> Pieces:
    """The parts of this finding's sentence.

    Required fields that an editor left out are worded around, never guessed.
    """
    given, plural = (finding.arm, finding.plural) if finding.arm else (subject(entry), entry.plural)
    arm, other = _arms(finding, given, library)
    outcome = library.vocabulary.outcomes[finding.outcome]
    source = library.sources.get(finding.source)
    words, noun = _words(finding, outcome)
    event = _event(finding, outcome, noun, library)
    who, several = found_by(finding, source)
    measured, are, either = _measured(finding, outcome, words, noun, event)
    return Pieces(
        opening=_opening(finding, library),
        given=given,
        arm=arm,
        plural=plural,
        other=other,
        time=f" in the {finding.horizon} term" if finding.horizon else "",
        who=who,
        several=several,
        level=level(finding),
        words=words,
        noun=noun,
        noun_plural=outcome.plural,
        event=event,
        people=outcome.people,
        bad_event=outcome.bad_event,
        measured=measured,
        are=are,
        either=either,
    )


def subject(entry: Intervention) -> str:
    """The name of an intervention within a sentence."""
    return entry.subject or mid_sentence(entry.name or entry.id)


def mid_sentence(name: str) -> str:
    """A name with a lower-case first letter, unless it starts with an abbreviation."""
    return name if name[:2].isupper() and name[1:2] != " " else name[:1].lower() + name[1:]


def level(finding: Finding) -> Level:
    """The level that counts: a source's own scale has none, whatever word it uses."""
    return "not-graded" if finding.certainty.scheme == "other" else finding.certainty.level


def is_rate_ratio(effect: Effect) -> bool:
    """Whether a ratio compares rates; the model files rate ratios under RR."""
    return effect.measure == "HR" or (effect.measure == "RR" and effect.unit == "rate ratio")


def risk(effect: Effect) -> str:
    """The noun for a ratio: risk of a bad event, chance of a good one, odds or rate."""
    if is_rate_ratio(effect):
        return "rate"
    noun = RISKS[effect.measure]
    return "chance" if noun == "risk" and effect.better == "higher" else noun


def printed(value: Decimal) -> str:
    """A number as stored, to its last digit, with a true minus; no minus before zero."""
    return f"{'−' if value < 0 else ''}{abs(value):f}"


def without_parentheses(text: str) -> str:
    """Text without what is in parentheses."""
    return " ".join(re.sub(r"\([^()]*\)", " ", text).split())


def _opening(finding: Finding, library: Library) -> str:
    if not finding.people:
        return library.vocabulary.stages[finding.stage].opening
    elsewhere = finding.indirect is not None and finding.indirect.about == "people"
    return f"In {finding.people}" + (
        f" (not {library.collection.focus_phrase} alone)" if elsewhere else ""
    )


def found_by(
    finding: Finding, source: Source | None, words: Mapping[str, str] = WHO
) -> tuple[str, bool]:
    """Who found it, in the number the finding counts; and whether it's plural."""
    if source is None:
        return "one source", False
    studies = finding.studies or (finding.review and finding.review.studies) or 1
    many = STUDIES.get(source.design)
    if many is None or studies == 1:
        return words.get(source.design, "one source"), False
    return f"{FEW[studies - 2] if studies - 2 < len(FEW) else studies} {many}", True


def _arms(finding: Finding, given: str, library: Library) -> tuple[str, str]:
    comparator = library.vocabulary.comparators[finding.comparator]
    than = finding.than or "an unnamed comparator"
    if comparator.group == "added-to":
        return f"{given} added to {than}", f"{than} alone"
    if comparator.group == "mixed" and finding.design != "observational":
        return given, f"a mix of {finding.than or 'unnamed comparators'}"
    return given, comparator.phrase or than


def _words(finding: Finding, outcome: Outcome) -> tuple[OutcomeWords, str]:
    """The words for more and less, and the noun: for counted events, the event itself."""
    noun = outcome.noun or mid_sentence(outcome.name)
    if not outcome.words.lower_only:
        return outcome.words, noun
    # Less of an event is better only where its number says so: less absence, but more work.
    lower = finding.effect is not None and finding.effect.better == "lower"
    return outcome.words if lower else UNTURNED, finding.event or noun


def _event(finding: Finding, outcome: Outcome, noun: str, library: Library) -> str:
    if finding.event:
        return finding.event
    # "Higher odds of pain" would say the opposite of higher odds of less pain.
    if not outcome.event:
        return f"an unnamed event for {noun}"
    if not outcome.people or finding.effect is None:
        return outcome.event
    # People are counted as responders, but a chance is of a response.
    counted = outcome.people if finding.effect.measure == "RD" else outcome.event
    scale = finding.effect.scale
    return f"{counted} ({library.vocabulary.scales[scale].phrase})" if scale else counted


def _measured(
    finding: Finding, outcome: Outcome, words: OutcomeWords, noun: str, event: str
) -> tuple[str, str, str]:
    """What can be lower or higher, its verb, and what it can be."""
    effect = finding.effect
    if effect and (effect.measure in RATIOS or (effect.measure == "RD" and finding.event)):
        of = risk(effect)
        return f"the {of} of {event}", "are" if of == "odds" else "is", "lower or higher"
    if effect and effect.measure in NUMBERS_NEEDED and finding.event:
        return event, "is", "lower or higher"
    if outcome.people:
        return noun, "is", "lower or higher"
    return noun, "are" if outcome.plural else "is", f"{words.better} or {words.worse}"
