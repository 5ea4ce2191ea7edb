"""The sentences of a finding: the first matching row of `ROWS` gives both the clinical and the
plain one.

Wording follows GRADE guidance 26 (Santesso 2020, PMID 31711912) for graded comparisons and our own
rules for the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kb.model.derived import Shows
from kb.statements import clinical as say
from kb.statements import plain_language as plainly
from kb.statements.case import FAVOURING, Case


@dataclass(frozen=True, slots=True)
class Row:
    """One case: the rule in words, when it matches, its sentences, and what is shown at a glance,
    so that the two never disagree.

    `claims` is whether the sentence claims something, so that a level applies to it.
    """

    rule: str
    holds: Callable[[Case], bool]
    clinical: Callable[[Case], str]
    plain: Callable[[Case], str]
    shows: Callable[[Case], Shows]
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


def _shown(shows: Shows) -> Callable[[Case], Shows]:
    return lambda case: shows


def _shown_trivial(case: Case) -> Shows:
    """Without level and interval the sentence only claims that no difference was shown."""
    bounded = case.contrast is not None and case.contrast.bounds is not None
    return "little-or-none" if case.pieces.graded or bounded else "no-clear-difference"


def _shown_side(case: Case) -> Shows:
    """The size if the intervention did better, or who did."""
    if case.other_did_better:
        return "favours-other-treatment"
    return case.size if case.better else "worse-than-comparator"


NO_SIDE = "Words without a side, as the source states them."
ROWS: tuple[Row, ...] = (
    Row(
        "No trial was found.",
        lambda case: case.finding.result == "no-evidence",
        say.no_evidence,
        plainly.no_evidence,
        _shown("no-evidence"),
    ),
    Row(
        "The result is not known here.",
        lambda case: case.finding.result == "not-seen",
        say.not_seen,
        plainly.not_seen,
        _shown("not-seen"),
    ),
    Row(
        "A number whose side was not written down: never guessed.",
        lambda case: case.unturned,
        say.unturned,
        plainly.unturned,
        _shown("unclear"),
    ),
    Row(
        "Observational data: an association, no effect.",
        lambda case: case.finding.design == "observational",
        say.association,
        plainly.association,
        _shown("unclear"),
    ),
    Row(
        "Data partly without a control group: "
        "what came after the treatment, not what the treatment adds.",
        lambda case: case.finding.design == "uncontrolled",
        say.uncontrolled,
        plainly.uncontrolled,
        _shown("unclear"),
    ),
    Row(
        "Very low: no size and no side, whatever the number.",
        lambda case: case.pieces.level == "very-low",
        say.very_uncertain,
        plainly.very_uncertain,
        _shown("very-uncertain"),
    ),
    Row(
        NO_SIDE,
        lambda case: case.stated == "no-difference" and case.pieces.graded,
        say.little_or_none,
        plainly.little_or_none,
        _shown("little-or-none"),
        claims=True,
    ),
    Row(
        NO_SIDE,
        _words("no-difference", "no-clear-difference"),
        say.none_shown,
        plainly.none_shown,
        _shown("no-clear-difference"),
    ),
    Row(NO_SIDE, _words("mixed"), say.mixed, plainly.mixed, _shown("mixed")),
    Row(NO_SIDE, _words("unclear"), say.insufficient, plainly.insufficient, _shown("unclear")),
    Row(
        "A number needed whose interval runs through infinity: no side.",
        lambda case: case.endless,
        say.through_infinity,
        plainly.through_infinity,
        _shown("no-clear-difference"),
    ),
    Row(
        "An interval that includes no difference and is not classed, or is not graded and "
        "important at one end: no side.",
        lambda case: (
            case.open and (not _classed(case) or (not case.pieces.graded and _important(case)))
        ),
        say.none_shown_with_run,
        plainly.none_shown,
        _shown("no-clear-difference"),
    ),
    Row(
        "An interval that includes no difference and is important both ways.",
        lambda case: case.open and _both_ways(case),
        say.unclear,
        plainly.unclear,
        _shown("unclear"),
    ),
    Row(
        "An interval that includes no difference, with an estimate that counts: "
        "never more than `may`.",
        lambda case: case.open and not case.trivial,
        say.perhaps,
        plainly.perhaps,
        _shown("open-interval"),
        claims=True,
    ),
    Row(
        "An estimate too small to matter, with the bound that does matter, if one does.",
        lambda case: case.trivial,
        say.trivial,
        plainly.trivial,
        _shown_trivial,
        claims=True,
    ),
    Row(
        "Favours one side: claimed as strongly as its level allows, "
        "or reported as what one source found.",
        lambda case: _number(case) or case.stated in FAVOURING,
        say.sided,
        plainly.sided,
        _shown_side,
        claims=True,
    ),
)


def row(case: Case) -> Row:
    """The first matching row."""
    return next((one for one in ROWS if one.holds(case)), ROWS[-1])
