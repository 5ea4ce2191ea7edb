"""Hits as small answer cards: what each says, and why it was found."""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import unescape
from typing import NamedTuple, cast

from jinja2.runtime import Macro
from markupsafe import Markup

from kb.export.citations import reference
from kb.model.condition_parts import NamedInFlag
from kb.model.derived import RecentOnly
from kb.model.entries import Claim, Condition, Intervention
from kb.model.library import Library
from kb.model.source import Source
from kb.statements.phrases import subject
from kb.used_lately import Used
from search.answering.results import CautionWarning, Hit
from web.core.links import Link, entry_url
from web.core.markdown import highlighted, uncited
from web.core.reload import State
from web.parts.findings_table import row
from web.parts.guideline_bodies import Side, advice, sides_of
from web.parts.labels import (
    CAUTION,
    CAUTION_PLAIN,
    DESIGN,
    DOUBTED,
    KIND,
    SHOWS,
    STANDING,
    VERDICT,
    Label,
    standing,
)

CARDS = 4_000  # that are kept ready


@dataclass(frozen=True, eq=False)
class Answered:
    """What the card of a hit says each time, made once: its text is a key statement, a summary or a
    reference.

    `recent_only` is what is known of lasting stages, where its finding is on a recent one and
    benefit is shown there alone. `sides` are the guideline bodies by direction. `red_flags` counts
    those of a condition; `compare` is the intervention that can be compared with others.
    """

    title: Markup
    kind: str
    text: Markup | str
    stage: str = ""
    recent_only: RecentOnly | None = None
    sides: tuple[Side, ...] = ()
    red_flags: int = 0
    named_in: tuple[NamedInFlag, ...] = ()
    plain: bool = False
    compare: Link | None = None
    certainty: Label | None = None
    magnitude: Label | None = None
    magnitude_more: str = ""
    searched: str = ""
    status: Label | None = None
    verdict: Label | None = None
    kept: dict[Hashable, Markup] = field(default_factory=dict, init=False)

    @cached_property
    def in_plain_text(self) -> str:
        """Its text without markup, to compare with what else is said."""
        return unescape(self.text)

    def once(self, piece: Macro, *beside: Hashable) -> Markup:
        """A piece of a page made of this, once for what is said next to it."""
        key = (piece.name, *beside)
        if key not in self.kept:
            self.kept[key] = cast(Markup, piece(self, *beside))
        return self.kept[key]


@dataclass(frozen=True)
class WarningView:
    """A caution about the people a search names: its kind, text, and whose it is, if another's."""

    label: Label
    text: Markup
    arm: str
    inherited_from: str
    status: Label | None


class Card(NamedTuple):
    """A hit as a small answer card, and why it was found."""

    url: str
    answered: Answered
    excerpt: Markup
    warning: WarningView | None = None


def result_card(hit: Hit, state: State, plain: bool = False) -> Card:
    """The card of a hit; in plain words its finding is a sentence without signs."""
    ready = state.once("cards", lambda: Used[Answered](CARDS))
    key = f"{hit.id} {hit.finding}"
    answered = ready.get(key) or ready.put(key, _answered(hit, state.library))
    if plain:
        key = f"plain {key}"
        answered = ready.get(key) or ready.put(key, _in_plain_words(answered, hit, state.library))
    excerpt = () if plain and hit.kind in ("intervention", "condition") else _matching(hit)
    warning = warning_view(hit.warning, state.library, plain=plain) if hit.warning else None
    if excerpt and _repeated(hit, answered, warning):
        excerpt = ()
    return Card(hit.url, answered, highlighted(excerpt), warning)


def _repeated(hit: Hit, answered: Answered, warning: WarningView | None) -> bool:
    """Whether an excerpt adds nothing: the card has its text, or each word of it that was found."""
    said = f"{answered.in_plain_text} {unescape(warning.text) if warning else ''}"
    if hit.section:
        return "".join([text for text, _ in hit.excerpt]).strip() in said
    said = f"{unescape(answered.title)} {said}".casefold()
    return all(text.casefold() in said for text, found in hit.excerpt if found)


def warning_view(met: CautionWarning, library: Library, *, plain: bool = False) -> WarningView:
    """A caution as a hit warns of it."""
    caution = met.caution.in_plain_words if plain else met.caution
    parent = library.interventions.get(met.inherited_from or "")
    return WarningView(
        (CAUTION_PLAIN if plain else CAUTION)[caution.kind],
        uncited(caution.what),
        caution.arm or "",
        subject(parent) if parent else "",
        standing(source) if (source := library.sources.get(caution.source)) else None,
    )


def _answered(hit: Hit, library: Library) -> Answered:
    entry, title = library.entry(hit.id), uncited(hit.title)
    match entry:
        case Intervention():
            return _one_finding(hit, entry, library)
        case Condition():
            return Answered(
                title, KIND[hit.kind], uncited(entry.summary), red_flags=len(entry.red_flags)
            )
        case Claim():
            return Answered(
                title,
                KIND[hit.kind],
                uncited(entry.why),
                verdict=VERDICT[entry.verdict],
                status=_worst(entry, library),
            )
        case Source():
            return Answered(title, DESIGN[entry.design], reference(entry), status=standing(entry))
    return Answered(title, KIND[hit.kind], "")


def _in_plain_words(answered: Answered, hit: Hit, library: Library) -> Answered:
    claim = library.claims.get(hit.id)
    if claim:
        return replace(answered, text=uncited(claim.plain_why))
    answer = library.answers.get(hit.id)
    finding = answer.findings.get(hit.finding or "") if answer else None
    if finding is None:
        return replace(answered, magnitude=None, plain=True)
    return replace(answered, text=finding.plain, certainty=None, magnitude=None, plain=True)


def _one_finding(hit: Hit, entry: Intervention, library: Library) -> Answered:
    """The card of an intervention: one finding with its own certainty and size, so that words and
    signs speak of the same.
    """
    answer = library.answers[entry.id]
    finding = answer.findings.get(hit.finding or "")
    title, beside = uncited(hit.title), Link(entry.name, entry_url(entry))
    sides = tuple(sides_of(advice(entry, library), library))
    if finding is None:
        return Answered(
            title,
            KIND[hit.kind],
            uncited(entry.summary),
            compare=beside,
            named_in=answer.red_flags,
            sides=sides,
            magnitude=SHOWS[answer.badge.shows if answer.badge.finding is None else "set-aside"],
            status=STANDING["retracted"] if answer.retracted else None,
        )
    shown = row(finding, library)
    return Answered(
        title=title,
        kind=KIND[hit.kind],
        named_in=answer.red_flags,
        sides=sides,
        text=f"{shown.statement.sentence}.",
        stage=shown.stage,
        recent_only=(
            answer.recent_only
            if shown.finding.stage in library.vocabulary.stages_of("recent")
            else None
        ),
        compare=beside,
        certainty=shown.certainty,
        magnitude=shown.magnitude,
        magnitude_more=shown.magnitude_more,
        searched=shown.searched,
        status=shown.status,
    )


def _worst(claim: Claim, library: Library) -> Label | None:
    """That a claim rests on a source that was retracted, or may not be relied on."""
    held = {library.sources[id].standing for id in claim.sources if id in library.sources}
    return next((STANDING[kind] for kind in DOUBTED if kind in held), None)


def _matching(hit: Hit) -> tuple[tuple[str, bool], ...]:
    """The excerpt, if it has what was looked for, or is of the part of the entry that was
    asked about.
    """
    return hit.excerpt if hit.section or any(matched for _, matched in hit.excerpt) else ()
