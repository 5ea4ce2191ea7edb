"""The badge of an intervention: certainty and size of its first key finding, and against what."""

from dataclasses import dataclass

from kb.model.derived import Answer, Derived
from web.parts.labels import CERTAINTY, SHOWS, STANDING, Label


@dataclass(frozen=True)
class Badge:
    """Certainty and size in words and signs; the certainty is None without key findings.

    `comparison` is against what, after what was given where that is not simply the intervention.
    `retracted` says that its entry rests in part on a retracted source.
    """

    certainty: Label | None
    magnitude: Label
    comparison: str
    stage: str
    retracted: Label | None


def compared(one: Derived) -> str:
    """What a size in brief is the size of: "tizanidine, vs placebo"."""
    against = f"vs {one.comparison}" if one.comparison else ""
    return ", ".join(filter(None, (one.finding.arm, against)))


def badge(answer: Answer) -> Badge:
    """The badge of an answer."""
    of = answer.badge
    certainty = CERTAINTY[of.certainty] if of.finding else None
    return Badge(
        certainty,
        SHOWS[of.shows],
        compared(of.finding) if of.finding else "",
        of.finding.opening if of.finding else "",
        STANDING["retracted"] if answer.retracted else None,
    )
