"""The answer of an intervention: its key findings, what they show, and what a reader must know."""

from collections.abc import Mapping, Sequence

from kb.model.derived import AcuteOnly, Answer, Derived
from kb.model.entries import Harm, Intervention
from kb.model.library import Library
from kb.model.schema import Level
from kb.statements.key_findings import (
    CHRONIC,
    MOST_KEYS,
    acute_only,
    candidates,
    choose,
    eligible,
)

LEVELS: tuple[Level, ...] = ("very-low", "low", "moderate", "high")
ACUTE_ONLY = "Acute pain only"
NOTHING_KNOWN = "this collection holds no finding"


def answer(entry: Intervention, findings: Mapping[str, Derived], library: Library) -> Answer:
    """What follows from an intervention as a whole; `findings` are its own, derived."""
    chosen = choose(findings.values(), library.vocabulary.stages)
    key = tuple(_key(chosen, findings))
    levels = [one.level for one in key if one.level != "not-graded"]
    return Answer(
        findings=findings,
        chosen=chosen,
        key=key,
        certainty=_certainty(levels, len(key)),
        graded=len(levels),
        magnitude=(key[0].shown_magnitude if key else None) or "unclear",
        shows=key[0].shows if key else "set-aside",
        acute_only=_acute_only(findings, library),
        feature=library.collection.spasm_note if entry.spasm == "none-found" else None,
        disagreements=tuple(
            one
            for one in entry.disagreements
            if not {derived.finding.source for derived in key}.isdisjoint(one.sources)
        ),
        harm=main_harm(entry),
        cautions=entry.cautions,
    )


def main_harm(entry: Intervention) -> Harm | None:
    """The harm shown first (house rule).

    The first serious one that was seen, else the first seen with a frequency, else the first.
    """
    seen = [harm for harm in entry.harms if harm.seen == "yes"]
    ranked = (
        [harm for harm in seen if harm.serious]
        + [harm for harm in seen if harm.frequency]
        + list(entry.harms)
    )
    return ranked[0] if ranked else None


def _key(chosen: Sequence[Derived], findings: Mapping[str, Derived]) -> Sequence[Derived]:
    """The editor's key findings; the rules' own choice where the editor made none."""
    marked = [one for one in findings.values() if one.finding.key and one.ineligible is None]
    if not marked:
        return chosen
    return (
        [one for one in chosen if one in marked] + [one for one in marked if one not in chosen]
    )[:MOST_KEYS]


def _certainty(levels: Sequence[Level], keys: int) -> Level:
    """The lowest level, where at least half of the key findings have one."""
    return min(levels, key=LEVELS.index) if levels and 2 * len(levels) >= keys else "not-graded"


def _acute_only(findings: Mapping[str, Derived], library: Library) -> AcuteOnly | None:
    if not acute_only(findings.values()):
        return None
    opening = library.vocabulary.stages[CHRONIC].opening
    best = _best_chronic(findings)
    return AcuteOnly(ACUTE_ONLY, opening, _known(best, opening), best)


def _best_chronic(findings: Mapping[str, Derived]) -> Derived | None:
    """What is best known of chronic pain, be it that no trial was found."""
    usable = [one for one in eligible(findings.values()) if one.finding.stage == CHRONIC]
    unproven = (
        one
        for one in findings.values()
        if one.finding.stage == CHRONIC and one.result == "no-evidence" and one.unfit is None
    )
    return next(candidates(usable, [(CHRONIC,)]), None) or next(unproven, None)


def _known(best: Derived | None, opening: str) -> str:
    if best is None:
        return NOTHING_KNOWN
    if best.opening == opening:
        return best.claim
    return f"{best.opening[:1].lower()}{best.opening[1:]}, {best.claim}"
