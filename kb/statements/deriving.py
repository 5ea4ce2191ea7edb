"""Derives everything from a finding: the only place that does."""

from dataclasses import replace
from typing import get_args

from kb.model.collection import Outcome
from kb.model.derived import AbsoluteEffect, Derived, Shown, Shows
from kb.model.entries import Intervention
from kb.model.finding import Finding
from kb.model.library import Library
from kb.model.source import Source
from kb.statements import effect_details
from kb.statements.absolute_effects import absolute_effect
from kb.statements.case import FAVOURING, Case
from kb.statements.currency import searched_to
from kb.statements.direction import UNANSWERED, contrast, direction
from kb.statements.eligibility import ineligible, unfit
from kb.statements.key_findings import rank
from kb.statements.magnitude import magnitude, threshold
from kb.statements.phrases import WHO_PLAINLY, found_by, pieces
from kb.statements.plain_language import SURE
from kb.statements.row_words import in_brief
from kb.statements.sentence import Row, row
from kb.statements.tails import CLINICAL, PLAIN, tails
from kb.statements.times import in_a_sentence, when

SHOWN: tuple[Shown, ...] = get_args(Shown)
BOTH_WAYS = "the interval runs from an important benefit to an important loss"


def derive(finding: Finding, entry: Intervention, library: Library) -> Derived:
    """Derive all values from one finding of an intervention."""
    case = _case(finding, entry, library)
    source = library.sources.get(finding.source)
    outcome = library.vocabulary.outcomes[finding.outcome]
    family = outcome.family or outcome.id
    reason, said, remarks = unfit(finding, outcome, source), row(case), tails(case)
    shows = said.shows(case)
    return Derived(
        finding=finding,
        family=family if family in library.families else None,
        group=library.vocabulary.comparators[finding.comparator].group,
        level=case.pieces.level,
        bands=case.bands,
        contrast=case.contrast,
        label=effect_details.label(finding.effect) if finding.effect else "",
        result=case.result,
        magnitude=case.size,
        shown_magnitude=_shown_magnitude(case, shows) if reason != "retracted" else None,
        shows=shows,
        unfit=reason,
        ineligible=ineligible(finding) or reason,
        rank=rank(finding, case.pieces.level, case.group, source),
        given=case.pieces.given,
        other=case.pieces.other,
        opening=case.pieces.opening,
        claim=said.clinical(case) + "".join(CLINICAL[tail] for tail in remarks),
        rule=said.rule,
        below_threshold="below-threshold" in remarks,
        figures=()
        if finding.result in UNANSWERED
        else tuple(effect_details.figures(finding, case.pieces.given, library)),
        brief=in_brief(finding, case.contrast, library),
        when=when(finding),
        absolute=_absolute(case, outcome),
        certainty_words=effect_details.certainty(finding),
        certainty_more=effect_details.certainty_more(finding),
        plain_claim=said.plain(_plainly(case, source, library)),
        plain_remarks=tuple(_plain_remarks(case, said)),
        for_a_human=_for_a_human(case),
        searched_to=searched_to([source] if source else ()),
        standing=source.standing if source else None,
    )


def _case(finding: Finding, entry: Intervention, library: Library) -> Case:
    """The finding with everything that determines its sentence."""
    bands = threshold(finding, library)
    turned = contrast(finding, bands)
    return Case(
        finding,
        library.vocabulary.comparators[finding.comparator].group,
        bands,
        turned,
        direction(finding, turned),
        magnitude(finding, library),
        pieces(finding, entry, library),
    )


def _absolute(case: Case, outcome: Outcome) -> AbsoluteEffect | None:
    """How many of a hundred people had the event in each arm, if its source prints both."""
    finding, said = case.finding, case.pieces
    if finding.absolute is None:
        return None
    unwanted = outcome.harm or said.bad_event
    of = finding.event or outcome.name
    return absolute_effect(
        finding.absolute, of, said.arm, said.other, finding.source, unwanted=unwanted
    )


def _plainly(case: Case, source: Source | None, library: Library) -> Case:
    """The same with its time, source and comparison in plain words; what people are spared is named
    by its good side.
    """
    who, _ = found_by(case.finding, source, WHO_PLAINLY)
    comparator = library.vocabulary.comparators[case.finding.comparator]
    plain = {one.than: one.plain for one in comparator.plain_than}
    other = plain.get(case.finding.than or "", case.pieces.other)
    said = replace(case.pieces, time=in_a_sentence(case.finding), who=who, other=other)
    if case.spared:
        chance = "odds" if case.measure == "OR" else "chance"
        said = replace(said, measured=f"the {chance} of {case.spared}")
    return replace(case, pieces=said)


def _plain_remarks(case: Case, said: Row) -> list[str]:
    """What patients should make of it, and how certain it is: whole sentences."""
    return [*(PLAIN[tail] for tail in tails(case)), *_sure(case, said)]


def _sure(case: Case, said: Row) -> list[str]:
    """How certain a claim is; unclear or mixed results have no certainty."""
    if case.finding.result in UNANSWERED or case.pieces.level == "very-low":
        return []
    return [SURE[case.pieces.level]] if said.claims or not case.pieces.graded else []


def _shown_magnitude(case: Case, shows: Shows) -> Shown | None:
    """The size that facets, filters and the evidence map may show, or None."""
    finding = case.finding
    if (
        case.pieces.level == "very-low"
        or finding.indirect
        or finding.design != "randomised"
        or finding.implausible
    ):
        return None
    sided = case.result in (*FAVOURING, "no-difference")
    return next((shown for shown in SHOWN if sided and shown == shows), None)


def _for_a_human(case: Case) -> str | None:
    """Why a person should check it."""
    if case.contrast is None or not case.contrast.important_both_ways:
        return None
    graded = case.pieces.level
    return (
        f"{BOTH_WAYS}, which does not fit {graded} certainty"
        if graded in ("high", "moderate")
        else BOTH_WAYS
    )
