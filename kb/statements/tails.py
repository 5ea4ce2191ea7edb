"""Remarks that keep readers from overrating a difference."""

from typing import Literal

from kb.statements.case import FAVOURING, Case

Tail = Literal["below-threshold", "maybe-too-small", "implausible"]
CLINICAL: dict[Tail, str] = {
    "below-threshold": "; the source judged this below its own threshold for importance",
    "maybe-too-small": ", though the difference may be too small to matter",
    "implausible": "; the size is implausible and should not be relied on",
}
PLAIN: dict[Tail, str] = {
    "below-threshold": "The source judged the difference too small to be important.",
    "maybe-too-small": "The difference may be too small to matter.",
    "implausible": "The size is implausible and should not be relied on.",
}


def tails(case: Case) -> tuple[Tail, ...]:
    """The remarks on the size of its difference, in order."""
    found: list[Tail] = []
    sided = case.result in FAVOURING and case.size != "little-or-none"
    if sided and case.pieces.level != "very-low":
        if case.finding.importance == "below":
            found.append("below-threshold")
        elif _may_be_too_small(case):
            found.append("maybe-too-small")
    if case.finding.implausible:
        found.append("implausible")
    return tuple(found)


def _may_be_too_small(case: Case) -> bool:
    turned = case.contrast
    if case.size not in ("moderate", "large") or turned is None:
        return False
    near, least = turned.nearer, turned.least
    return near is not None and least is not None and abs(near) < least
