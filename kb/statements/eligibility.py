"""Whether a finding counts as evidence on its intervention, and whether it can be key; independent
of its result.
"""

from kb.model.collection import Outcome
from kb.model.derived import Unfit
from kb.model.finding import Finding
from kb.model.source import Source
from kb.statements.direction import UNANSWERED

WORDS: dict[Unfit, str] = {
    "unanswered": "its result is not known",
    "other-people": "it is not mainly about people with the condition",
    "other-intervention": "it does not test this intervention",
    "not-randomised": "it is no randomised comparison",
    "implausible": "its size is implausible",
    "same-data": "it reports the same data as {}",
    "superseded": "a newer source has replaced its source",
    "secondary": "it was read on a news or secondary page only",
    "harm": "it is about unwanted effects",
    "retracted": "its source was retracted",
}


def ineligible(finding: Finding) -> Unfit | None:
    """Why a finding that counts for the intervention still can't be key."""
    return "unanswered" if finding.result in UNANSWERED else None


def unfit(finding: Finding, outcome: Outcome, source: Source | None) -> Unfit | None:
    """Why a finding doesn't count for the intervention whatever its result, or None."""
    about = finding.indirect.about if finding.indirect else None
    standing = source.standing if source else None
    reasons: tuple[tuple[object, Unfit], ...] = (
        (standing == "retracted", "retracted"),
        (about == "people", "other-people"),
        (about == "intervention", "other-intervention"),
        (finding.design != "randomised", "not-randomised"),
        (finding.implausible, "implausible"),
        (finding.same_data_as, "same-data"),
        (standing == "superseded" or (source and source.superseded_by), "superseded"),
        (finding.secondary, "secondary"),
        (outcome.harm, "harm"),
    )
    return next((reason for holds, reason in reasons if holds), None)


def in_words(reason: Unfit, finding: Finding) -> str:
    """The reason as a clause after `because`."""
    return WORDS[reason].format(finding.same_data_as)
