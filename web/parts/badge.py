"""The badge of an intervention: certainty and size, and what each must not be read without."""

from dataclasses import dataclass

from kb.model.derived import Answer
from web.parts.labels import CERTAINTY, SHOWS, Label


@dataclass(frozen=True)
class Badge:
    """Certainty and size in words and signs; the certainty is None where there are no key findings."""

    certainty: Label | None
    certainty_note: str
    magnitude: Label
    magnitude_note: str


def badge(answer: Answer) -> Badge:
    """The badge of an answer."""
    certainty = CERTAINTY[answer.certainty] if answer.key else None
    return Badge(certainty, _certainty_note(answer), SHOWS[answer.shows], _magnitude_note(answer))


def _certainty_note(answer: Answer) -> str:
    """How many of the key findings are graded; empty where there are none."""
    if not answer.key:
        return ""
    words = f"{answer.graded} of {len(answer.key)} key findings graded"
    lowest = answer.certainty != "not-graded" and _magnitude_note(answer)
    return f"the lowest; {words}" if lowest else words


def _magnitude_note(answer: Answer) -> str:
    """Whose size it is, where the certainty is another key finding's; else empty."""
    if answer.key and answer.certainty != answer.key[0].level:
        return "of the first key finding"
    return ""


def acute_only(answer: Answer) -> str:
    """What is known of chronic pain, where benefit is shown for acute pain alone; else empty."""
    return answer.acute_only.elsewhere if answer.acute_only else ""
