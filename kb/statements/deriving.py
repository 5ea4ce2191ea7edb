"""A finding with all that follows from it: the one place where findings are derived."""

from kb.model.derived import Derived, Shown, Shows
from kb.model.entries import Intervention
from kb.model.finding import Finding
from kb.model.library import Library
from kb.statements import effect_details
from kb.statements.direction import UNANSWERED, contrast, direction
from kb.statements.eligibility import ineligible, unfit
from kb.statements.key_findings import rank
from kb.statements.magnitude import magnitude, threshold
from kb.statements.phrases import pieces
from kb.statements.plain_language import plain
from kb.statements.sentence import Case, rule, sentence

BOTH_WAYS = "the interval runs from an important benefit to an important loss"


def derive(finding: Finding, entry: Intervention, library: Library) -> Derived:
    """All that follows from one finding of an intervention."""
    case = _case(finding, entry, library)
    outcome = library.vocabulary.outcomes[finding.outcome]
    source = library.sources.get(finding.source)
    group = library.vocabulary.comparators[finding.comparator].group
    reason = unfit(finding, outcome, source)
    return Derived(
        finding=finding,
        family=outcome.family,
        group=group,
        level=case.pieces.level,
        bands=case.bands,
        contrast=case.contrast,
        label=effect_details.label(finding.effect) if finding.effect else "",
        result=case.result,
        magnitude=case.size,
        shown_magnitude=_shown_magnitude(case),
        shows=_shows(case),
        unfit=reason,
        ineligible=ineligible(finding) or reason,
        rank=rank(finding, group, source),
        given=case.pieces.given,
        opening=case.pieces.opening,
        claim=sentence(case),
        rule=rule(case),
        figures=()
        if finding.result in UNANSWERED
        else tuple(effect_details.figures(finding, case.pieces.given, library)),
        certainty_words=effect_details.certainty(finding),
        certainty_more=effect_details.certainty_more(finding),
        plain=plain(case),
        for_a_human=_for_a_human(case),
    )


def _case(finding: Finding, entry: Intervention, library: Library) -> Case:
    """The finding with everything its sentence is chosen by."""
    bands = threshold(finding, library)
    turned = contrast(finding, bands)
    return Case(
        finding,
        bands,
        turned,
        direction(finding, turned),
        magnitude(finding, library),
        pieces(finding, entry, library),
    )


def _shown_magnitude(case: Case) -> Shown | None:
    """What facets, filters and the evidence table may show of its size; None for nothing."""
    finding = case.finding
    if (
        case.pieces.level == "very-low"
        or finding.indirect
        or finding.design != "randomised"
        or finding.implausible
    ):
        return None
    if case.result == "favours-comparator":
        return "worse-than-comparator"
    return case.size if case.result in ("favours-intervention", "no-difference") else None


def _shows(case: Case) -> Shows:
    """What a reader sees of its result at a glance; never other than its sentence says."""
    finding, result, graded = case.finding, case.result, case.pieces.level != "not-graded"
    if result == "no-evidence" or result == "not-seen":
        return result
    if case.pieces.level == "very-low":
        return "very-uncertain"
    if result == "no-difference":
        # In words alone and not graded, the sentence claims no more than that none was shown.
        return "no-clear-difference" if finding.effect is None and not graded else "little-or-none"
    if result == "unclear" and finding.design == "randomised" and finding.effect:
        bounded = finding.effect.low is not None
        return ("open-interval" if bounded else "no-interval") if graded else "no-clear-difference"
    if result == "favours-intervention" or result == "favours-comparator":
        return _shown_magnitude(case) or "unclear"
    return result


def _for_a_human(case: Case) -> str | None:
    """Why a person should look at it."""
    if case.contrast is None or not case.contrast.important_both_ways:
        return None
    graded = case.pieces.level
    return (
        f"{BOTH_WAYS}, which does not fit {graded} certainty"
        if graded in ("high", "moderate")
        else BOTH_WAYS
    )
