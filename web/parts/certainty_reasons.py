"""Why a source is as sure as it is: in short for a table, and in sentences for students.

That reasons are recorded, that the source gives none, and that nobody looked are three different
things, and each has a sentence of its own.
"""

from collections.abc import Iterator, Sequence

from kb.model.finding import Certainty, Step
from kb.model.schema import LEVEL_WORDS

NONE_GIVEN = "The source gives no reasons for this level."
NOT_LOOKED_UP = "We haven\u2019t recorded the reasons."
COUNTED = {1: "one level", 2: "two levels", 3: "three levels"}


def short(given: Certainty) -> str:
    """The domains it was rated down or up for, with the levels where there are several of one."""
    return "; ".join(
        f"Rated {way} for {', '.join(map(_domain, steps))}" for way, steps in _moves(given) if steps
    )


def in_sentences(given: Certainty) -> str:
    """The reasons in full, or why there are none; nothing if a high level needs none."""
    moves = [
        f"Rated {way} {_listed([_step(step) for step in steps])}."
        for way, steps in _moves(given)
        if steps
    ]
    if moves:
        began = f"The rating started at {LEVEL_WORDS[given.start]}." if given.start else ""
        return " ".join(filter(None, (began, *moves)))
    if given.reasons == "none-given":
        return NONE_GIVEN
    return "" if given.level == "high" else NOT_LOOKED_UP


def _moves(given: Certainty) -> Iterator[tuple[str, tuple[Step, ...]]]:
    yield "down", given.concerns
    yield "up", given.upgrades


def _domain(step: Step) -> str:
    words = step.domain.replace("-", " ")
    return f"{words} ({COUNTED[step.levels]})" if step.levels > 1 else words


def _step(step: Step) -> str:
    return f"{COUNTED[step.levels]} for {step.domain.replace('-', ' ')} ({step.why})"


def _listed(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
