"""What a finding says in words for patients: the same claim as its statement, as strong and no stronger, by the same cases.

Its number is left out; how sure its source is follows as a sentence of its own.
"""

from collections.abc import Callable
from dataclasses import replace

from kb.model.schema import Level
from kb.statements.direction import NUMBERS_NEEDED, RATIOS, UNANSWERED
from kb.statements.phrases import Pieces, printed
from kb.statements.sentence import (
    BELOW_THRESHOLD,
    FAVOURING,
    MAYBE_TOO_SMALL,
    NOT_TO_BE_RELIED_ON,
    Case,
    also_possible,
    more,
    tail,
)

SURE: dict[Level, str] = {
    "high": "We can be very sure of this.",
    "moderate": "We can be moderately sure of this.",
    "low": "We can only be a little sure of this.",
    "not-graded": "How sure we can be was not rated.",
}
REMARKS = {
    BELOW_THRESHOLD: "The source judged the difference too small to be important.",
    MAYBE_TOO_SMALL: "The difference may be too small to matter.",
    NOT_TO_BE_RELIED_ON: "The size is implausible and should not be relied on.",
}
# How a verb is said at each level; what is not graded is told as one source's finding.
HAVE = {"high": "have", "moderate": "probably have", "low": "may have"}
IS = {"high": "is", "moderate": "is probably", "low": "may be"}
THERE_ARE = {"high": "there are", "moderate": "there are probably", "low": "there may be"}


def plain(case: Case) -> str:
    """One finding in patients' words: one or more whole sentences."""
    told = next(made for row in ROWS if (made := row(case)) is not None)
    return " ".join([f"{case.pieces.opening}, {told}.", *_remarks(case), *_sure(case)])


def _sure(case: Case) -> list[str]:
    """How sure we can be of what is claimed; nobody is sure of what is unclear, mixed or only not shown."""
    if case.finding.result in UNANSWERED or case.pieces.level == "very-low":
        return []
    return [SURE[case.pieces.level]] if _claims(case) or not case.pieces.graded else []


def _claims(case: Case) -> bool:
    """Whether the sentence says how things are."""
    if case.stated is not None:
        return case.stated in (*FAVOURING, "no-difference")
    return _unclear(case) is None and _unturned(case) is None and _not_randomised(case) is None


def _remarks(case: Case) -> list[str]:
    """What keeps a reader from making too much of a difference."""
    clauses = tail(case)
    return [words for clause, words in REMARKS.items() if clause in clauses]


def _unanswered(case: Case) -> str | None:
    p = case.pieces
    if case.finding.result == "no-evidence":
        return f"no suitable study of {p.arm} compared with {p.other} was found"
    if case.finding.result == "not-seen":
        return f"{p.who} compared {p.arm} with {p.other} for {p.noun}, but this collection does not know what came out"
    return None


def _unturned(case: Case) -> str | None:
    effect, p = case.finding.effect, case.pieces
    if effect is None or effect.better is not None or effect.measure in NUMBERS_NEEDED:
        return None
    return f"{p.who} compared {p.arm} with {p.other} for {p.noun}, but which did better is not recorded here"


def _not_randomised(case: Case) -> str | None:
    p = case.pieces
    if case.finding.design == "randomised":
        return None
    if case.finding.design == "observational":
        return f"{p.who} only watched what happened to people, so it cannot show whether {p.given} makes a difference to {p.noun}"
    return f"part of what {p.who} saw after {p.arm} had no group to compare with, so it cannot show what the treatment adds"


def _very_uncertain(case: Case) -> str | None:
    p = case.pieces
    if p.level != "very-low":
        return None
    difference = f"a difference in {p.noun} between {p.arm} and {p.other}{p.time}"
    return f"the evidence is very uncertain: we do not know whether there is {difference}"


def _sideless(case: Case) -> str | None:
    p = case.pieces
    if case.stated is None or case.stated in FAVOURING:
        return None
    if case.stated == "no-difference" and p.graded:
        return _about_the_same(p)
    found = "" if p.graded else f"{p.who} found that "
    if case.stated == "mixed":
        return f"{found}results for {p.noun} with {p.arm} compared with {p.other} differ{p.time}"
    if case.stated == "unclear":
        return f"{found}there is too little evidence on {p.noun} with {p.arm} compared with {p.other}{p.time}, or it conflicts"
    return _none_shown(p)


def _unclear(case: Case) -> str | None:
    """As in the statement: the interval leaves both sides possible and neither is claimed."""
    turned, p = case.contrast, case.pieces
    if turned is None or not case.open:
        return None
    if turned.least is not None and not (
        turned.important_both_ways or (turned.important and not p.graded)
    ):
        return None
    if not p.graded:
        return _none_shown(p)
    return f"it is not clear whether {p.measured} {p.are} {p.either} with {p.arm} than with {p.other}{p.time}"


def _perhaps(case: Case) -> str | None:
    turned = case.contrast
    if turned is None or not case.open or turned.trivial:
        return None
    return f"{_claimed(replace(case, pieces=replace(case.pieces, level='low')))}, but there may also be little or no difference"


def _little_or_none(case: Case) -> str | None:
    turned, p = case.contrast, case.pieces
    if turned is None or not turned.trivial:
        return None
    if p.graded:
        return _about_the_same(p) + _little_for_slightly(also_possible(case))
    return (
        _none_shown(p) if turned.bounds is None else f"{p.who} found {_little(p)}"
    ) + _little_for_slightly(also_possible(case))


def _sided(case: Case) -> str:
    return _claimed(case)


ROWS: tuple[Callable[[Case], str | None], ...] = (
    _unanswered,
    _unturned,
    _not_randomised,
    _very_uncertain,
    _sideless,
    _unclear,
    _perhaps,
    _little_or_none,
    _sided,
)


def _about_the_same(p: Pieces) -> str:
    return f"there {IS[p.level]} {_little(p)}"


def _little(p: Pieces) -> str:
    return f"little or no difference in {p.noun} between {p.arm} and {p.other}{p.time}"


def _none_shown(p: Pieces) -> str:
    found = f"no clear difference in {p.measured} between {p.arm} and {p.other}{p.time}"
    return f"{found} has been found" if p.graded else f"{p.who} found {found}"


def _claimed(case: Case) -> str:
    """The difference as strongly as its level allows; without a level, as what one source found."""
    p, effect = case.pieces, case.finding.effect
    than = f"{p.time} than with {p.other}"
    if p.graded:
        return f"with {p.arm} {_difference(case)}{than}"
    told = f"{p.who} found that with {p.arm} "
    if effect is not None and effect.measure in RATIOS:
        return f"{told}{p.measured} {'were' if p.are == 'are' else 'was'} {_side(case)}{than}"
    counted = _counted(case)
    return (
        f"{told}there were {counted}{than}" if counted else f"{told}people had {_sized(case)}{than}"
    )


def _difference(case: Case) -> str:
    p, effect = case.pieces, case.finding.effect
    if effect is not None and effect.measure in RATIOS:
        verb = {"high": p.are, "moderate": f"{p.are} probably", "low": "may be"}[p.level]
        return f"{p.measured} {verb} {_side(case)}"
    counted = _counted(case)
    return (
        f"{THERE_ARE[p.level]} {counted}" if counted else f"people {HAVE[p.level]} {_sized(case)}"
    )


def _sized(case: Case) -> str:
    return _little_for_slightly(case.pieces.sized(case.size, case.better))


def _little_for_slightly(words: str) -> str:
    return words.replace("slightly ", "a little ")


def _side(case: Case) -> str:
    effect = case.finding.effect
    return "lower" if effect is not None and effect.estimate < 1 else "higher"


def _counted(case: Case) -> str:
    """How many more or fewer people, where the number says so; else nothing."""
    effect, p = case.finding.effect, case.pieces
    if effect is not None and effect.measure == "RD":
        return f"{printed(abs(effect.estimate))} {'more' if effect.estimate > 0 else 'fewer'} {p.event} in every 100 people"
    if effect is not None and effect.measure in NUMBERS_NEEDED:
        return f"{more(case)} people with {p.event} (one {more(case)} for every {printed(abs(effect.estimate))} treated)"
    unsized = p.unsized(case.better)
    return unsized if unsized.endswith("responders") else ""
