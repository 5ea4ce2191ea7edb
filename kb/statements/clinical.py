"""Findings in words for clinicians: one function per case, without opening, remarks and bracket."""

from decimal import Decimal

from kb.statements.case import Case
from kb.statements.counts import Change, change, helped, per_hundred
from kb.statements.direction import ends
from kb.statements.phrases import Pieces, being, hedged, printed


def no_evidence(case: Case) -> str:
    """No trial was found."""
    p = case.pieces
    return f"{p.who} found no eligible trial of {p.arm} compared with {p.other}"


def not_seen(case: Case) -> str:
    """The result isn't known here."""
    p = case.pieces
    return (
        f"{p.who} compared {p.arm} against {p.other} for {p.noun}; "
        f"{p.its} result is not known to this collection"
    )


def unturned(case: Case) -> str:
    """A number without a recorded direction."""
    p = case.pieces
    return (
        f"{p.who} compared {p.arm} against {p.other} for {p.noun}; "
        "which of them its number favours is not recorded"
    )


def association(case: Case) -> str:
    """Observational data."""
    found = _found(case.timeless) if case.directed else _none_found(case.timeless)
    return (
        f"{case.pieces.who} found {found}; "
        "this is an association and does not show cause or treatment effect"
    )


def uncontrolled(case: Case) -> str:
    """Data partly without a control group."""
    p = case.pieces
    found = p.unsized(case.better) if case.directed else f"no clear change in {p.noun}"
    return (
        f"{p.who} found {found} after {p.arm}{p.time}, in data partly without a control group; "
        "this does not show what the treatment adds"
    )


def very_uncertain(case: Case) -> str:
    """Very low certainty."""
    p = case.pieces
    return (
        f"the evidence is very uncertain about the effect of {p.arm} on {p.measured}{p.time} "
        f"compared with {p.other}"
    )


def little_or_none(case: Case) -> str:
    """A claim that there is little or no difference."""
    p = case.pieces
    return (
        f"{p.arm} {p.results_in} little to no difference in {p.noun}{p.time} "
        f"compared with {p.other}"
    )


def none_shown(case: Case) -> str:
    """No difference was shown, which doesn't mean there is none."""
    p, found = case.pieces, "no clear difference in"
    if not p.graded:
        return f"{p.who} found {_none_found(case)}"
    return f"{found} {p.measured} has been found between {p.arm} and {p.other}{p.time}"


def mixed(case: Case) -> str:
    """Mixed results."""
    p = case.pieces
    if not p.graded:
        return f"{p.who} found mixed results for {_compared(p)}"
    return f"results for {_compared(p)} are mixed"


def insufficient(case: Case) -> str:
    """Too little evidence, or evidence that conflicts."""
    p = case.pieces
    if not p.graded:
        return f"{p.who} found insufficient or conflicting evidence on {_compared(p)}"
    return f"evidence on {_compared(p)} is insufficient or conflicting"


def through_infinity(case: Case) -> str:
    """A number needed whose interval runs through infinity."""
    p = case.pieces
    between = f"between {p.arm} and {p.other}{p.time}: {_endless_run(case)}"
    none = f"no clear difference in how many people have {p.event}"
    return f"{none} has been found {between}" if p.graded else f"{p.who} found {none} {between}"


def none_shown_with_run(case: Case) -> str:
    """The same, with what the interval includes."""
    return f"{none_shown(case)}{_run(case)}"


def unclear(case: Case) -> str:
    """An interval that is important in both directions."""
    p = case.pieces
    return (
        f"it is unclear whether {p.measured} {p.are} {p.either} with {p.arm} than with "
        f"{p.other}{p.time}{_run(case)}"
    )


def perhaps(case: Case) -> str:
    """An estimate that matters, with an interval that includes no difference."""
    return f"{_claimed(case.at('low'))}, but little to no difference is also possible"


def trivial(case: Case) -> str:
    """An estimate too small to matter."""
    p, turned = case.pieces, case.contrast
    possible = f", but {case.also_possible} is also possible" if case.also_possible else ""
    if p.graded:
        return little_or_none(case) + possible
    if turned and turned.bounds is None:
        return f"{p.who} found {_none_found(case)}{possible}"
    found = f"little to no difference in {p.noun} between {p.arm} and {p.other}{p.time}"
    return f"{p.who} found {found}{possible}"


def sided(case: Case) -> str:
    """A result that favours one side."""
    return _claimed(case) if case.pieces.graded else f"{case.pieces.who} found {_found(case)}"


def _compared(p: Pieces) -> str:
    return f"{p.noun} with {p.arm} compared with {p.other}{p.time}"


def _none_found(case: Case) -> str:
    p = case.pieces
    return f"no clear difference in {p.measured} between {p.arm} and {p.other}{p.time}"


def _claimed(case: Case) -> str:
    """The difference, with the wording of its level."""
    if case.other_did_better:
        return _claimed_for_other(case)
    p, counted = case.pieces, change(case)
    if case.is_ratio:
        verb = p.does("lower" if counted.fewer else "raise")
        return f"{p.arm} {verb} {p.measured}{p.time} compared with {p.other}"
    if case.measure == "RD":
        return f"{p.arm} {p.results_in} {per_hundred(case, counted)}{p.time} than {p.other}"
    if counted.needed is not None:
        return (
            f"{p.arm} {p.results_in} {p.event} in {counted.more} people{p.time} than {p.other}"
            f"{_one_in(counted)}"
        )
    return _claimed_size(case)


def _claimed_size(case: Case) -> str:
    p, sizes = case.pieces, case.pieces.words.sizes
    if not case.better:
        return f"{p.arm} {p.results_in} {p.sized(case.size, better=False)}{p.time} than {p.other}"
    compared = f"{p.time} compared with {p.other}"
    if case.size == "not-classed" or sizes is None:
        return f"{p.arm} {p.results_in} {p.unsized(better=True)}{compared}"
    if case.size == "large":
        return f"{p.arm} {p.results_in} a large {sizes.change} in {p.noun}{compared}"
    slightly = " slightly" if case.size == "small" else ""
    return f"{p.arm} {p.does(sizes.verb)} {p.noun}{slightly}{compared}"


def _claimed_for_other(case: Case) -> str:
    """The same if another treatment did better: it's named first."""
    p, counted = case.pieces, change(case).turned
    than = f"with {p.other} than with {p.arm}{p.time}"
    if case.is_ratio:
        verb = being(p.level, plural=p.are == "are")
        return f"{p.measured} {verb} {counted.lower} {than}"
    if case.measure == "RD":
        return f"there {being(p.level, plural=True)} {per_hundred(case, counted)} {than}"
    if counted.needed is not None:
        have = hedged(p.level, "have", "have")
        return f"{counted.more} people {have} {p.event} {than}{_one_in(counted)}"
    if p.people:
        return f"there {being(p.level, plural=True)} {p.unsized(better=True)} {than}"
    if p.words.sizes is None or case.size == "not-classed":
        thing, plural = p.thing
        return f"{thing} {being(p.level, plural)} {p.side(better=True)} {than}"
    how_much = p.compared(case.size, better=True).removesuffix(f" {p.noun}")
    return f"{p.noun} {being(p.level, p.noun_plural)} {how_much} {than}"


def _found(case: Case) -> str:
    """The difference as one source's finding."""
    p, counted = case.pieces, change(case)
    first, second = p.arm, p.other
    if case.other_did_better:
        first, second, counted = second, first, counted.turned
    than = f"with {first} than with {second}{p.time}"
    if case.is_ratio:
        article = "" if case.measure == "OR" else "a "
        return f"{article}{counted.lower} {p.measured.removeprefix('the ')} {than}"
    if case.measure == "RD":
        return f"{per_hundred(case, counted)} {than}"
    if counted.needed is not None:
        return f"that {counted.more} people had {p.event} {than}{_one_in(counted)}"
    if case.other_did_better:
        return f"{p.compared(case.size, better=True)} {than}"
    return f"{p.sized(case.size, case.better)} {than}"


def _one_in(counted: Change) -> str:
    return f", one {counted.more} for every {printed(counted.needed or Decimal(0))} treated"


def _run(case: Case) -> str:
    """The ends of the interval in words."""
    turned, p = case.contrast, case.pieces
    if turned is None or turned.bounds is None:
        return ""
    low, high = turned.bounds
    if case.bands is not None:
        return f": the interval runs from {case.bound(high)} to {case.bound(low)} with {p.given}"
    if low == high:
        return ": both ends of the interval are at no difference"
    if 0 in (low, high):
        return f": the interval runs from {_side_of(case, high or low)} to no difference"
    return ": the interval includes a difference in either direction"


def _side_of(case: Case, benefit: Decimal) -> str:
    """The outcome's comparative for one side of no difference."""
    effect, p = case.finding.effect, case.pieces
    lower = effect is not None and (benefit > 0) == (effect.better == "lower")
    if case.measure == "RD":
        return "fewer" if lower else "more"
    if case.is_ratio or p.people:
        return "lower" if lower else "higher"
    return p.side(better=benefit > 0)


def _endless_run(case: Case) -> str:
    """The two pieces of an interval through infinity."""
    found = ends(case.finding.effect) if case.finding.effect else None
    if found is None:
        return "one end of the interval was printed"
    more = helped(case)
    fewer = "fewer" if more == "more" else "more"
    benefit, harm = map(printed, found)
    return (
        f"the interval runs from one {more} for every {benefit} treated, "
        f"through no difference, to one {fewer} for every {harm}"
    )
