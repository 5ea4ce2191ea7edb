"""The answer card of an intervention: its key findings, what they amount to, and what a reader must be told beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kb.model.entries import Harm, Intervention
from kb.model.finding import Finding, Magnitude
from kb.model.library import Library
from kb.model.schema import Level
from kb.statements.key_findings import (
    CHRONIC,
    MOST_KEYS,
    acute_only,
    candidates,
    choose,
    eligible,
    ineligible,
    unfit,
)
from kb.statements.phrases import level
from kb.statements.statement import Statement, state

__all__ = [
    "Answer",
    "Shown",
    "Shows",
    "acute_only",
    "answer",
    "choose",
    "ineligible",
    "main_harm",
    "shown_magnitude",
    "shows",
]

Shown = Magnitude | Literal["worse-than-comparator"]
# What stands beside a certainty: a size, or why there is none.
Shows = (
    Shown
    | Literal[
        "no-clear-difference",
        "open-interval",
        "no-interval",
        "mixed",
        "unclear",
        "very-uncertain",
        "no-evidence",
        "not-seen",
    ]
    | Literal["set-aside"]
)
LEVELS: tuple[Level, ...] = ("very-low", "low", "moderate", "high")


@dataclass(frozen=True)
class Answer:
    """What the card says. `shows` is what the first key finding shows, `set-aside` without one; `magnitude` is its size, where that may
    be shown. `harm` is the one shown first; `notes` are sentences, the editor's inline Markdown within them."""

    key: tuple[tuple[Finding, Statement], ...]
    certainty: Level
    certainty_words: str
    magnitude: Shown | Literal["unclear"]
    magnitude_words: str
    shows: Shows
    notes: tuple[str, ...]
    harm: Harm | None


def answer(entry: Intervention, library: Library) -> Answer:
    """The answer card: the editor's key findings, the rules' own choice where the editor made none."""
    key = tuple((finding, state(finding, entry, library)) for finding in _key(entry, library))
    certainty, certainty_words = _certainty([level(finding) for finding, _ in key])
    magnitude = (shown_magnitude(*key[0]) if key else None) or "unclear"
    return Answer(
        key=key,
        certainty=certainty,
        certainty_words=certainty_words,
        magnitude=magnitude,
        magnitude_words="size not classed"
        if magnitude == "not-classed"
        else magnitude.replace("-", " "),
        shows=shows(*key[0]) if key else "set-aside",
        notes=tuple(_notes(entry, [finding for finding, _ in key], library)),
        harm=main_harm(entry),
    )


def shown_magnitude(finding: Finding, statement: Statement) -> Shown | None:
    """What facets, filters and the matrix may show of a finding's size; None where nothing may be shown."""
    if (
        level(finding) == "very-low"
        or finding.indirect
        or finding.design != "randomised"
        or finding.implausible
    ):
        return None
    if statement.result == "favours-comparator":
        return "worse-than-comparator"
    return (
        statement.magnitude
        if statement.result in ("favours-intervention", "no-difference")
        else None
    )


def shows(finding: Finding, statement: Statement) -> Shows:
    """What a reader sees of a finding's result at a glance; never more, and never other, than its sentence says."""
    result, graded = statement.result, level(finding) != "not-graded"
    if result == "no-evidence" or result == "not-seen":
        return result
    if level(finding) == "very-low":
        return "very-uncertain"
    if result == "no-difference":
        # In words alone and not graded, the sentence claims no more than that none was shown.
        return "no-clear-difference" if finding.effect is None and not graded else "little-or-none"
    if result == "unclear" and finding.design == "randomised" and finding.effect:
        bounded = finding.effect.low is not None
        return ("open-interval" if bounded else "no-interval") if graded else "no-clear-difference"
    if result == "favours-intervention" or result == "favours-comparator":
        return shown_magnitude(finding, statement) or "unclear"
    return result


def main_harm(entry: Intervention) -> Harm | None:
    """The harm shown first (house rule): the first serious one that was seen, else the first seen with a frequency, else the first."""
    seen = [harm for harm in entry.harms if harm.seen == "yes"]
    ranked = (
        [harm for harm in seen if harm.serious]
        + [harm for harm in seen if harm.frequency]
        + list(entry.harms)
    )
    return ranked[0] if ranked else None


def _key(entry: Intervention, library: Library) -> Sequence[Finding]:
    chosen = choose(entry, library)
    marked = [
        finding
        for finding in entry.findings
        if finding.key and ineligible(finding, entry, library) is None
    ]
    if not marked:
        return chosen
    return (
        [finding for finding in chosen if finding in marked]
        + [finding for finding in marked if finding not in chosen]
    )[:MOST_KEYS]


def _certainty(levels: Sequence[Level]) -> tuple[Level, str]:
    graded = [level for level in levels if level != "not-graded"]
    if not levels:
        return "not-graded", "no usable finding"
    lowest: Level = (
        min(graded, key=LEVELS.index) if 2 * len(graded) >= len(levels) else "not-graded"
    )
    return (
        lowest,
        f"{lowest.replace('-', ' ')} ({len(graded)} of {len(levels)} key findings graded)",
    )


def _notes(entry: Intervention, key: Sequence[Finding], library: Library) -> Iterator[str]:
    if acute_only(entry, library):
        opening = library.vocabulary.stages[CHRONIC].opening
        yield f"Acute pain only. {opening}: {_best_chronic(entry, opening, library)}."
    sources = {finding.source for finding in key}
    for disagreement in entry.disagreements:
        if not sources.isdisjoint(disagreement.sources):
            yield f"Sources disagree: {disagreement.what}"
    if entry.spasm == "none-found":
        yield library.collection.spasm_note


def _best_chronic(entry: Intervention, opening: str, library: Library) -> str:
    findings = [finding for finding in eligible(entry, library) if finding.stage == CHRONIC]
    best = next(candidates(findings, [(CHRONIC,)], library), None)
    if best is None:
        unproven = (
            finding
            for finding in entry.findings
            if finding.stage == CHRONIC and finding.result == "no-evidence"
        )
        best = next((finding for finding in unproven if unfit(finding, library) is None), None)
    if best is None:
        return "this collection holds no finding"
    sentence = state(best, entry, library).sentence
    return (
        sentence.removeprefix(f"{opening}, ")
        if sentence.startswith(f"{opening}, ")
        else sentence[:1].lower() + sentence[1:]
    )
