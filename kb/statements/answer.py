"""The answer for an intervention: its key findings, what they show, and what a reader must know."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import get_args

from kb.model.collection import Feature
from kb.model.dates import in_words
from kb.model.derived import Answer, AppliedCaution, Badge, Derived, FeatureNote, RecentOnly, Shows
from kb.model.entries import CautionKind, Intervention
from kb.model.library import Library
from kb.statements.currency import is_retracted, rests_on, searched_to
from kb.statements.direction import UNANSWERED
from kb.statements.harms import events, inherited
from kb.statements.key_findings import candidates, choose, eligible, named, ranked, recent_only
from kb.statements.phrases import subject
from kb.statements.row_words import further

NOTHING_KNOWN = "this collection holds no finding"
NOTHING_USABLE = "this collection holds no usable finding"
NO_TRIAL = "This collection holds no trial of {subject} in {people}"
LOOKED_UNTIL = " (looked for until {day})"
STRICTEST = get_args(CautionKind)


def answer(entry: Intervention, findings: Mapping[str, Derived], library: Library) -> Answer:
    """Derive the answer for an intervention; `findings` are its own, derived."""
    key = choose(entry, findings.values(), library)
    sources = dict.fromkeys(one.finding.source for one in key)
    return Answer(
        findings=findings,
        key=key,
        further=further(key, findings.values(), library),
        named=named(entry, key, findings.values(), library),
        badge=_badge(key, findings.values()),
        graded=sum(one.level != "not-graded" for one in key),
        searched_to=searched_to(library.sources[id] for id in sources if id in library.sources),
        recent_only=_recent_only(findings, library),
        features=tuple(_features(entry, findings, library)),
        disagreements=tuple(
            one for one in entry.disagreements if not sources.keys().isdisjoint(one.sources)
        ),
        harms=events(entry.harms, subject(entry), library),
        inherited_harms=tuple(inherited(entry, library)),
        cautions=tuple(_cautions(entry, library)),
        retracted=tuple(id for id in rests_on(entry) if is_retracted(id, library)),
        red_flags=library.red_flags_of(entry.id),
    )


def _badge(key: Sequence[Derived], findings: Collection[Derived]) -> Badge:
    """Of the first key finding; without one, whether all results count at the other side."""
    if not key:
        elsewhere = findings and all(one.unfit == "same-data" for one in findings)
        shows: Shows = "counted-elsewhere" if elsewhere else "set-aside"
        return Badge(None, "not-graded", None, shows, "")
    first = key[0]
    return Badge(first, first.level, first.shown_magnitude, first.shows, first.comparison)


def _cautions(entry: Intervention, library: Library) -> Iterator[AppliedCaution]:
    """Strictest first, the entry's own before its parents'.

    A parent's cautions about one of its drugs or types don't apply to others and aren't inherited.
    """
    own = (AppliedCaution(one) for one in entry.cautions)
    inherited = (
        AppliedCaution(one, parent)
        for parent in library.parents(entry)
        for one in parent.cautions
        if one.arm is None
    )
    yield from sorted((*own, *inherited), key=lambda one: STRICTEST.index(one.caution.kind))


def _recent_only(findings: Mapping[str, Derived], library: Library) -> RecentOnly | None:
    if not recent_only(findings.values(), library):
        return None
    lasting = library.vocabulary.stages_of("lasting")
    opening = library.vocabulary.stages[lasting[0]].opening
    here = [one for one in findings.values() if one.finding.stage in lasting]
    best = _best_lasting(here, lasting, library)
    none = NOTHING_USABLE if here else NOTHING_KNOWN
    return RecentOnly(
        library.collection.recent_only, opening, _after(opening, best) if best else none, best
    )


def _best_lasting(
    here: Sequence[Derived], stages: tuple[str, ...], library: Library
) -> Derived | None:
    """The best finding at lasting stages, including that no trial was found or the result isn't
    known.
    """
    unanswered = sorted(
        (one for one in here if one.ineligible == "unanswered" and one.unfit is None),
        key=lambda one: UNANSWERED.index(one.result),
    )
    usable = candidates(eligible(here), [stages], library.families)
    return next(usable, None) or next(iter(unanswered), None)


def _after(opening: str, one: Derived) -> str:
    """A finding's claim after an opening, with its own opening if that differs."""
    if one.opening == opening:
        return one.claim
    return f"{one.opening[:1].lower()}{one.opening[1:]}, {one.claim}"


def _features(
    entry: Intervention, findings: Mapping[str, Derived], library: Library
) -> Iterator[FeatureNote]:
    """For each feature of the collection, what was found in people selected for it."""
    for feature in library.vocabulary.features.values():
        here = [
            one
            for one in findings.values()
            if feature.id in one.finding.entered_for and one.standing != "retracted"
        ]
        best = _best(here)
        if best is None:
            yield FeatureNote(feature, _no_trial(entry, feature, library), None)
        else:
            yield FeatureNote(feature, f"In {feature.phrase}: {_after('', best)}.", best)


def _best(findings: Sequence[Derived]) -> Derived | None:
    """The best-ranked at any stage: among eligible ones, else among all."""
    return next(iter(ranked(eligible(findings)) or ranked(findings)), None)


def _no_trial(entry: Intervention, feature: Feature, library: Library) -> str:
    until = library.collection.searched_until
    said = NO_TRIAL.format(subject=subject(entry), people=feature.phrase)
    return f"{said}{LOOKED_UNTIL.format(day=in_words(until)) if until else ''}."
