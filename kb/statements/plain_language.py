"""Findings in words for patients: the same claim as the statement, exactly as strong.

One function per case. Numbers are left out; the certainty follows as a separate sentence.
"""

from kb.model.schema import Level
from kb.statements.case import Case
from kb.statements.counts import Change, change
from kb.statements.phrases import Pieces, being, hedged, printed

SURE: dict[Level, str] = {
    "high": "We can be very certain of this.",
    "moderate": "We can be fairly certain of this.",
    "low": "We’re not very certain of this.",
    "not-graded": "The certainty wasn’t rated.",
}


def no_evidence(case: Case) -> str:
    """No trial was found."""
    p = case.pieces
    return f"we found no suitable study of {p.arm} compared with {p.other}"


def not_seen(case: Case) -> str:
    """The result isn't known here."""
    p = case.pieces
    return (
        f"{p.who} compared {p.arm} with {p.other} for {p.noun}, "
        "but the result wasn’t available to us"
    )


def unturned(case: Case) -> str:
    """A number without a recorded direction."""
    p = case.pieces
    return (
        f"{p.who} compared {p.arm} with {p.other} for {p.noun}, "
        "but we haven’t recorded which did better"
    )


def association(case: Case) -> str:
    """Observational data."""
    p = case.pieces
    return (
        f"{p.who} only observed people, "
        f"so this cannot show whether {p.given} makes a difference to {p.noun}"
    )


def uncontrolled(case: Case) -> str:
    """Data partly without a control group."""
    p = case.pieces
    return (
        f"part of what {p.who} saw after {p.arm} had no group to compare with, "
        "so it cannot show what the treatment adds"
    )


def very_uncertain(case: Case) -> str:
    """Very low certainty."""
    p = case.pieces
    return (
        "the evidence is very uncertain: we do not know whether there is "
        f"a difference in {p.noun} between {p.arm} and {p.other}{p.time}"
    )


def little_or_none(case: Case) -> str:
    """A claim that there is little or no difference."""
    return f"there {being(case.pieces.level, plural=False)} {_little(case.pieces)}"


def none_shown(case: Case) -> str:
    """No difference was shown, which doesn't mean there is none."""
    p = case.pieces
    found = f"no clear difference in {p.measured} between {p.arm} and {p.other}{p.time}"
    return f"{found} has been found" if p.graded else f"{p.who} found {found}"


def mixed(case: Case) -> str:
    """Mixed results."""
    p = case.pieces
    found = "" if p.graded else f"{p.who} found that "
    return f"{found}results for {p.noun} with {p.arm} compared with {p.other} differ{p.time}"


def insufficient(case: Case) -> str:
    """Too little evidence, or evidence that conflicts."""
    p = case.pieces
    found = "" if p.graded else f"{p.who} found that "
    return (
        f"{found}there is too little evidence on {p.noun} with {p.arm} "
        f"compared with {p.other}{p.time}, or it conflicts"
    )


def through_infinity(case: Case) -> str:
    """A number needed whose interval runs through infinity."""
    p = case.pieces
    found = f"no clear difference in how many people have {p.event}"
    between = f"between {p.arm} and {p.other}{p.time}"
    return f"{found} has been found {between}" if p.graded else f"{p.who} found {found} {between}"


def unclear(case: Case) -> str:
    """An interval that is important in both directions."""
    p = case.pieces
    return (
        f"it is not clear whether {p.measured} {p.are} {p.either} with {p.arm} "
        f"than with {p.other}{p.time}"
    )


def perhaps(case: Case) -> str:
    """An estimate that matters, with an interval that includes no difference."""
    return f"{_claimed(case.at('low'))}, but there may also be little or no difference"


def trivial(case: Case) -> str:
    """An estimate too small to matter."""
    p, turned = case.pieces, case.contrast
    possible = f", but {_a_little(case.also_possible)} is also possible"
    clause = possible if case.also_possible else ""
    if p.graded:
        return little_or_none(case) + clause
    if turned and turned.bounds is None:
        return none_shown(case) + clause
    return f"{p.who} found {_little(p)}{clause}"


def sided(case: Case) -> str:
    """A result that favours one side."""
    return _claimed(case)


def _little(p: Pieces) -> str:
    return f"little or no difference in {p.noun} between {p.arm} and {p.other}{p.time}"


def _claimed(case: Case) -> str:
    """The difference with the wording of its level; without a level, as one source's finding."""
    p, counted = case.pieces, change(case)
    first, second = p.arm, p.other
    if case.other_did_better:
        first, second, counted = second, first, counted.turned
    than = f"{p.time} than with {second}"
    if p.graded:
        return f"with {first} {_difference(case, counted)}{than}"
    return f"{p.who} found that with {first} {_past(case, counted)}{than}"


def _difference(case: Case, counted: Change) -> str:
    p = case.pieces
    if case.is_ratio:
        return f"{p.measured} {being(p.level, p.are == 'are')} {_higher(case, counted)}"
    if people := _counted(case, counted):
        return f"there {being(p.level, plural=True)} {people}"
    return f"people {hedged(p.level, 'have', 'have')} {_sized(case)}"


def _higher(case: Case, counted: Change) -> str:
    """Whether the ratio is lower or higher; the chance of being spared goes the other way."""
    return (counted.turned if case.spared else counted).lower


def _past(case: Case, counted: Change) -> str:
    p = case.pieces
    if case.is_ratio:
        return f"{p.measured} {'were' if p.are == 'are' else 'was'} {_higher(case, counted)}"
    people = _counted(case, counted)
    return f"there were {people}" if people else f"people had {_sized(case)}"


def _sized(case: Case) -> str:
    p = case.pieces
    if case.other_did_better:
        return _a_little(p.compared(case.size, better=True))
    return _a_little(p.sized(case.size, case.better))


def _a_little(words: str) -> str:
    return words.replace("slightly ", "a little ")


def _counted(case: Case, counted: Change) -> str:
    """How many more or fewer people, if the number says so; else empty."""
    p = case.pieces
    if case.measure == "RD":
        return f"{printed(counted.by)} {counted.more} {p.event} in every 100 people"
    if counted.needed is not None:
        one = f"one {counted.more} for every {printed(counted.needed)} treated"
        return f"{counted.more} people with {p.event} ({one})"
    better = case.better or case.other_did_better
    return p.unsized(better) if p.people else ""
