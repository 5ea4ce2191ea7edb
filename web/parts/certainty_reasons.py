"""Why a source is as sure as it is: in short for a table, and in sentences for students.

That reasons are recorded, that the source gives none, and that nobody looked are three different
things, and each has a sentence of its own.
"""

from collections.abc import Iterator, Sequence

from kb.model.finding import Certainty, Step
from kb.model.schema import LEVEL_WORDS
from web.core import wording


def short(given: Certainty) -> str:
    """The domains it was rated down or up for, with the levels where there are several of one."""
    return "; ".join(
        wording.RATED_FOR.format(way=way, domains=", ".join(map(_domain, steps)))
        for way, steps in _moves(given)
        if steps
    )


def in_sentences(given: Certainty) -> str:
    """The reasons in full, or why there are none; nothing if a high level needs none."""
    moves = [
        wording.RATED.format(way=way, steps=_listed([_step(step) for step in steps]))
        for way, steps in _moves(given)
        if steps
    ]
    if moves:
        began = wording.STARTED_AT.format(level=LEVEL_WORDS[given.start]) if given.start else ""
        return " ".join(filter(None, (began, *moves)))
    if given.reasons == "none-given":
        return wording.NO_REASONS_GIVEN
    return "" if given.level == "high" else wording.NO_REASONS_RECORDED


def _moves(given: Certainty) -> Iterator[tuple[str, tuple[Step, ...]]]:
    yield "down", given.concerns
    yield "up", given.upgrades


def _domain(step: Step) -> str:
    words = step.domain.replace("-", " ")
    return f"{words} ({wording.LEVELS[step.levels]})" if step.levels > 1 else words


def _step(step: Step) -> str:
    domain = step.domain.replace("-", " ")
    return wording.LEVELS_FOR.format(
        levels=wording.LEVELS[step.levels], domain=domain, why=step.why
    )


def _listed(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
