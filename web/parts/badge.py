"""The badge of an intervention: certainty and size of its first key finding, and against what."""

from dataclasses import dataclass

from kb.model.derived import Answer
from web.parts.labels import CERTAINTY, SHOWS, STANDING, Label


@dataclass(frozen=True)
class Badge:
    """Certainty and size in words and signs; the certainty is None without key findings.

    `arm` is what was given, where that is not simply the intervention: one drug of a class.
    `retracted` says that its entry rests in part on a retracted source.
    """

    certainty: Label | None
    magnitude: Label
    arm: str
    comparison: str
    stage: str
    retracted: Label | None


def badge(answer: Answer) -> Badge:
    """The badge of an answer."""
    of = answer.badge
    certainty = CERTAINTY[of.certainty] if of.finding else None
    arm = of.finding.finding.arm or "" if of.finding else ""
    against = f"vs {of.comparison}" if of.comparison else ""
    return Badge(
        certainty,
        SHOWS[of.shows],
        arm,
        f"{arm}, {against}" if arm else against,
        of.finding.opening if of.finding else "",
        STANDING["retracted"] if answer.retracted else None,
    )
