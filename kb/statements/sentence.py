"""The sentences of a finding: the first of `ROWS` that holds says it, for clinicians and plainly.

Wording follows GRADE guidance 26 (Santesso 2020, PMID 31711912) for graded comparisons and house
rules for the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kb.statements import clinical as say
from kb.statements import plain_language as plainly
from kb.statements.case import FAVOURING, Case


@dataclass(frozen=True, slots=True)
class Row:
    """One case: the rule in words, when it holds, and what is said then.

    `claims` tells whether the sentence says how things are, so that a level applies to it.
    """

    rule: str
    holds: Callable[[Case], bool]
    clinical: Callable[[Case], str]
    plain: Callable[[Case], str]
    claims: bool = False


def _words(*results: str) -> Callable[[Case], bool]:
    return lambda case: case.stated in results


def _number(case: Case) -> bool:
    return case.finding.effect is not None and case.stated is None


def _classed(case: Case) -> bool:
    return case.contrast is not None and case.contrast.least is not None


def _both_ways(case: Case) -> bool:
    return case.contrast is not None and case.contrast.important_both_ways


def _important(case: Case) -> bool:
    return case.contrast is not None and bool(case.contrast.important)


NO_SIDE = "Words without a side, as the source states them."
ROWS: tuple[Row, ...] = (
    Row(
        "No trial was found.",
        lambda case: case.finding.result == "no-evidence",
        say.no_evidence,
        plainly.no_evidence,
    ),
    Row(
        "The result is not known here.",
        lambda case: case.finding.result == "not-seen",
        say.not_seen,
        plainly.not_seen,
    ),
    Row(
        "A number whose side was not written down: never guessed.",
        lambda case: case.unturned,
        say.unturned,
        plainly.unturned,
    ),
    Row(
        "Observational data: an association, no effect.",
        lambda case: case.finding.design == "observational",
        say.association,
        plainly.association,
    ),
    Row(
        "Data partly without a control group: "
        "what came after the treatment, not what the treatment adds.",
        lambda case: case.finding.design == "uncontrolled",
        say.uncontrolled,
        plainly.uncontrolled,
    ),
    Row(
        "Very low: no size and no side, whatever the number.",
        lambda case: case.pieces.level == "very-low",
        say.very_uncertain,
        plainly.very_uncertain,
    ),
    Row(
        NO_SIDE,
        lambda case: case.stated == "no-difference" and case.pieces.graded,
        say.little_or_none,
        plainly.little_or_none,
        claims=True,
    ),
    Row(
        NO_SIDE,
        _words("no-difference", "no-clear-difference"),
        say.none_shown,
        plainly.none_shown,
    ),
    Row(NO_SIDE, _words("mixed"), say.mixed, plainly.mixed),
    Row(NO_SIDE, _words("unclear"), say.insufficient, plainly.insufficient),
    Row(
        "A number needed whose interval runs through infinity: no side.",
        lambda case: case.endless,
        say.through_infinity,
        plainly.through_infinity,
    ),
    Row(
        "An interval that includes no difference and is not classed, or is not graded and "
        "important at one end: no side.",
        lambda case: (
            case.open and (not _classed(case) or (not case.pieces.graded and _important(case)))
        ),
        say.none_shown_with_run,
        plainly.none_shown,
    ),
    Row(
        "An interval that includes no difference and is important both ways.",
        lambda case: case.open and _both_ways(case),
        say.unclear,
        plainly.unclear,
    ),
    Row(
        "An interval that includes no difference, with an estimate that counts: "
        "never more than `may`.",
        lambda case: case.open and not case.trivial,
        say.perhaps,
        plainly.perhaps,
        claims=True,
    ),
    Row(
        "An estimate too small to matter, with the bound that does matter, if one does.",
        lambda case: case.trivial,
        say.trivial,
        plainly.trivial,
        claims=True,
    ),
    Row(
        "What favours one side: claimed as strongly as its level allows, "
        "or reported as what one source found.",
        lambda case: _number(case) or case.stated in FAVOURING,
        say.sided,
        plainly.sided,
        claims=True,
    ),
)


def row(case: Case) -> Row:
    """The first row that holds."""
    return next((one for one in ROWS if one.holds(case)), ROWS[-1])
