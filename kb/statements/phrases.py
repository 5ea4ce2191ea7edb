"""The pieces of a statement: how arms, comparators, people, outcomes, levels and numbers stand in a sentence."""

import re
from dataclasses import dataclass
from decimal import Decimal

from kb.model.entries import Intervention
from kb.model.finding import Effect, Finding, Magnitude
from kb.model.library import Library
from kb.model.schema import Level
from kb.statements.direction import RATIOS


@dataclass(frozen=True)
class Form:
    """The words of one kind of outcome; `verb` is None where there are no words for sizes, `avoided` true of a bad event."""

    better: str
    worse: str
    either: str = "lower or higher"
    are: str = "is"
    verb: str | None = None
    change: str = ""
    good: str = ""
    bad: str = ""
    avoided: bool = False


FORMS = {
    "pain": Form(
        "lower {noun} scores",
        "higher {noun} scores",
        verb="reduce",
        change="reduction",
        good="less",
        bad="more",
    ),
    "function": Form(
        "better {noun} scores",
        "worse {noun} scores",
        "better or worse",
        verb="improve",
        change="improvement",
        good="better",
        bad="worse",
    ),
    "responder": Form("more responders", "fewer responders"),
    "recurrence": Form("fewer recurrences", "more recurrences", avoided=True),
    "recovery": Form("faster recovery", "slower recovery", "better or worse"),
    "work": Form("less {noun}", "more {noun}"),
    "adverse-events": Form("fewer {noun}", "more {noun}", are="are", avoided=True),
    "other": Form("a better result for {noun}", "a worse result for {noun}", "better or worse"),
}
# Outcomes that are no events: "higher odds of pain" would say the opposite of higher odds of less pain.
UNCOUNTED = ("pain", "function", "work")
RISKS = {"RR": "risk", "OR": "odds", "HR": "rate", "RD": "risk"}
DEGREES = {"small": "slightly ", "moderate": "", "large": "much "}
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


@dataclass(frozen=True)
class Pieces:
    """All that a sentence is put together from.

    `given` is what was given, `arm` the same with what it was added to; `time` opens with a space or is empty; `measured` is
    the outcome as something that can be lower or higher: the outcome itself, or the risk of an event.
    """

    opening: str
    given: str
    arm: str
    plural: bool
    other: str
    time: str
    who: str
    level: Level
    form: Form
    noun: str
    event: str
    measured: str
    are: str
    either: str

    @property
    def graded(self) -> bool:
        """Whether the source gives a level at which something can be claimed."""
        return self.level in ("high", "moderate", "low")

    def does(self, verb: str) -> str:
        """The verb as strongly as the level allows: reduces, probably reduces, may reduce."""
        if self.level == "low":
            return f"may {verb}"
        verb = verb if self.plural else f"{verb}s"
        return f"probably {verb}" if self.level == "moderate" else verb

    @property
    def results_in(self) -> str:
        """`results in`, as strongly as the level allows."""
        return f"{self.does('result')} in"

    def sized(self, size: Magnitude, better: bool) -> str:
        """The outcome with its size and side: slightly less pain, much worse function."""
        if size == "little-or-none":
            return "little to no difference"
        if self.form.verb is None or size == "not-classed":
            return self.unsized(better)
        return f"{DEGREES[size]}{self.form.good if better else self.form.bad} {self.noun}"

    def unsized(self, better: bool) -> str:
        """The outcome with its side alone: lower pain scores."""
        return (self.form.better if better else self.form.worse).format(noun=self.noun)


def pieces(finding: Finding, entry: Intervention, library: Library) -> Pieces:
    """The pieces of this finding's sentence; what an editor left out that a rule asks for is worded around, never guessed."""
    given, plural = (finding.arm, finding.plural) if finding.arm else (subject(entry), entry.plural)
    arm, other = _arms(finding, given, library)
    source = library.sources.get(finding.source)
    form, noun = _outcome(finding, library)
    event = _event(finding, noun, library)
    measured, are, either = _measured(finding, form, noun, event)
    return Pieces(
        opening=_opening(finding, library),
        given=given,
        arm=arm,
        plural=plural,
        other=other,
        time=f" in the {finding.horizon} term" if finding.horizon else "",
        who=WHO.get(source.design, "one source") if source else "one source",
        level=level(finding),
        form=form,
        noun=noun,
        event=event,
        measured=measured,
        are=are,
        either=either,
    )


def subject(entry: Intervention) -> str:
    """How an intervention stands in mid-sentence."""
    return entry.subject or mid_sentence(entry.name)


def mid_sentence(name: str) -> str:
    """A name with a small first letter, unless it opens with an abbreviation."""
    return name if name[:2].isupper() and name[1:2] != " " else name[:1].lower() + name[1:]


def level(finding: Finding) -> Level:
    """The level that counts: a source's own scale is none, whatever word it uses."""
    return "not-graded" if finding.certainty.scheme == "other" else finding.certainty.level


def is_rate_ratio(effect: Effect) -> bool:
    """Whether a ratio compares rates; the model files rate ratios under RR."""
    return effect.measure == "HR" or (effect.measure == "RR" and effect.unit == "rate ratio")


def risk(effect: Effect) -> str:
    """What a ratio is of: risk of a bad event, chance of a good one, odds or rate."""
    if is_rate_ratio(effect):
        return "rate"
    noun = RISKS[effect.measure]
    return "chance" if noun == "risk" and effect.better == "higher" else noun


def printed(value: Decimal) -> str:
    """A number as stored, to its last digit, with a true minus; no minus before zero."""
    return f"{'−' if value < 0 else ''}{abs(value):f}"


def without_parentheses(text: str) -> str:
    """Text without what stands in parentheses."""
    return " ".join(re.sub(r"\([^()]*\)", " ", text).split())


def _opening(finding: Finding, library: Library) -> str:
    if not finding.people:
        return library.vocabulary.stages[finding.stage].opening
    elsewhere = finding.indirect is not None and finding.indirect.about == "people"
    return f"In {finding.people}" + (
        f" (not {library.collection.focus_phrase} alone)" if elsewhere else ""
    )


def _arms(finding: Finding, given: str, library: Library) -> tuple[str, str]:
    comparator = library.vocabulary.comparators[finding.comparator]
    than = finding.than or "an unnamed comparator"
    if comparator.group == "added-to":
        return f"{given} added to {than}", f"{than} alone"
    if comparator.group == "mixed" and finding.design != "observational":
        return given, f"a mix of {finding.than or 'unnamed comparators'}"
    return given, comparator.phrase or than


def _outcome(finding: Finding, library: Library) -> tuple[Form, str]:
    outcome = library.vocabulary.outcomes[finding.outcome]
    noun = outcome.noun or mid_sentence(outcome.name)
    if outcome.wording != "work":
        return FORMS[outcome.wording], noun
    # Less of an event is better only where its number says so: less absence, but more return to work.
    bad_event = finding.effect is not None and finding.effect.better == "lower"
    return FORMS["work" if bad_event else "other"], finding.event or noun


def _event(finding: Finding, noun: str, library: Library) -> str:
    if finding.event:
        return finding.event
    wording = library.vocabulary.outcomes[finding.outcome].wording
    if wording in UNCOUNTED:
        return f"an unnamed event for {noun}"
    if wording != "responder":
        return noun
    scale = finding.effect.scale if finding.effect else None
    # People are counted as responders, but a chance is of a response.
    counted = "responders" if finding.effect and finding.effect.measure == "RD" else "a response"
    return f"{counted} ({library.vocabulary.scales[scale].phrase})" if scale else counted


def _measured(finding: Finding, form: Form, noun: str, event: str) -> tuple[str, str, str]:
    effect = finding.effect
    if effect and (effect.measure in RATIOS or (effect.measure == "RD" and finding.event)):
        of = risk(effect)
        return f"the {of} of {event}", "are" if of == "odds" else "is", "lower or higher"
    if effect and effect.measure in ("NNT", "NNH") and finding.event:
        return event, "is", "lower or higher"
    return noun, form.are, form.either
