"""An intervention as its page shows it: the answer card first, then every layer below it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from flask import Blueprint, Response, render_template, request

from kb.model.condition_parts import NamedInFlag
from kb.model.derived import Answer, Derived, FeatureNote, HarmEvent, RecentOnly
from kb.model.entries import Claim, Delivery, Disagreement, Intervention
from kb.model.finding import Finding
from kb.model.library import Library
from kb.statements.currency import is_of_guideline
from kb.statements.phrases import mid_sentence, subject
from web.core import wording
from web.core.entry_lookup import entry_or_abort
from web.core.links import Link, entry_url, links
from web.core.markdown import without_cites
from web.core.reading_level import Reading, reading, remembered
from web.core.reload import state
from web.parts.absolute_view import AbsoluteView, numbers_needed, of_findings, of_harms
from web.parts.card_rows import CardGroup, card_groups
from web.parts.cautions_section import CautionsSection, cautions_section
from web.parts.cited_sources import cited
from web.parts.effect_plots import Pictures, effect_pictures, worth_showing
from web.parts.findings_table import Row, row
from web.parts.guideline_bodies import Body, Side, advice, bodies_of, lapsed, sides_of
from web.parts.harms_section import HarmsSection, harms_section
from web.parts.labels import VERDICT, Label
from web.parts.numbered_sources import NumberedSources, numbered_sources
from web.parts.plain_entry import plain_entry
from web.parts.search_dates import evidence_searched_to
from web.parts.student_notes import Note, study_notes
from web.parts.summary_of_findings import OutcomeRows, summary

blueprint = Blueprint("intervention", __name__)
# leading findings, harms, cautions, ways and recommendations; with more an entry is printed in
# small print
SMALL_PRINT = 8


@dataclass(frozen=True)
class Notes:
    """What keeps a reader of the answer card from reading too much into it; empty if nothing is
    to be said.
    """

    recent_only: RecentOnly | None = None
    features: tuple[FeatureNote, ...] = ()


@dataclass(frozen=True)
class DeliveryView:
    """One way it is given: what is done, the rest by name, and what its source leaves unsaid."""

    delivery: Delivery
    lead: str
    parts: tuple[tuple[str, str], ...]
    more: str
    unreported: str


@dataclass(frozen=True)
class ClaimLink:
    """A claim about it, and its verdict."""

    url: str
    claim: str
    verdict: Label


@dataclass(frozen=True)
class InterventionPage:
    """Everything the page of an intervention needs besides the entry."""

    entry: Intervention
    reading: Reading
    subject: str
    category: str
    citing: NumberedSources
    aside: frozenset[str]
    keys: tuple[Row, ...]
    groups: tuple[CardGroup, ...]
    study_notes: Mapping[str, Note]
    pictures: tuple[Pictures, ...]
    summary: tuple[OutcomeRows, ...]
    leading: int
    folded: int
    same: Mapping[str, str]
    elsewhere: tuple[Link, ...]
    ways: tuple[DeliveryView, ...]
    claims: tuple[ClaimLink, ...]
    notes: Notes
    harms: HarmsSection
    serious_harm: HarmEvent | None
    common_harm: HarmEvent | None
    cautions: CautionsSection
    red_flags: tuple[NamedInFlag, ...]
    given: tuple[str, ...]
    bodies: tuple[Body, ...]
    absolute: tuple[AbsoluteView, ...]
    absolute_harms: tuple[AbsoluteView, ...]
    needed: tuple[Derived, ...]
    sides: tuple[Side, ...]
    label_alone: bool
    lapsed: int
    disagreements: tuple[Disagreement, ...]
    other_disagreements: tuple[Disagreement, ...]
    related: tuple[Link, ...]
    contents: tuple[Link, ...]
    searched: str
    retracted: tuple[str, ...]
    overdue: bool

    @property
    def dense(self) -> bool:
        """Whether so much is said that one or two sheets of paper fit it only in small print."""
        entry = self.entry
        leading = [row for one in self.summary for row in one.lead]
        return (
            sum(
                map(
                    len,
                    (
                        leading,
                        entry.harms,
                        self.cautions.cautions,
                        entry.delivery,
                        entry.recommendations,
                    ),
                )
            )
            > SMALL_PRINT
        )


@blueprint.get("/interventions/<id>")
def intervention(id: str) -> Response:
    """One intervention, its answer first, at the level its reader chose."""
    library = state().library
    entry = entry_or_abort(library.interventions, id)
    wanted = reading(request, "at")
    if wanted.plain:
        plain = render_template(
            "plain_intervention.html", page=plain_entry(entry, library), reading=wanted
        )
        return remembered(plain, request)
    page = intervention_page(entry, library, datetime.now(UTC).date(), wanted)
    return remembered(render_template("intervention.html", page=page), request)


def intervention_page(
    entry: Intervention, library: Library, today: date, reading: Reading
) -> InterventionPage:
    """The page of an intervention, as its reader wants it."""
    card = library.answers[entry.id]
    rows = summary(card, library)
    pictures = worth_showing(effect_pictures(entry, library))
    bodies, positions = bodies_of(entry, library), advice(entry, library)
    harms = harms_section(card, entry.name)
    cautions = cautions_section(card.cautions)
    claims = tuple(_claims(entry, library))
    groups = card_groups(card, library)
    on_card = _on_card(groups)
    numbered = _citing(
        entry, card, on_card, harms, cautions, rows, pictures, bodies, reading, library
    )
    return InterventionPage(
        entry=entry,
        reading=reading,
        subject=subject(entry),
        category=library.vocabulary.categories[entry.category].name,
        citing=numbered,
        aside=_aside(numbered, entry, on_card) - set(cautions.sources),
        keys=tuple(row(one, library) for one in card.key),
        groups=groups,
        study_notes=study_notes(rows, library) if reading.study else {},
        pictures=pictures,
        summary=rows,
        leading=sum(len(one.lead) for one in rows),
        folded=sum(len(one.more) for one in rows),
        same=dict(_same(entry, library)),
        elsewhere=() if card.key else _elsewhere(entry, library),
        ways=tuple(_delivery(way) for way in entry.delivery),
        claims=claims,
        notes=_notes(card),
        harms=harms,
        serious_harm=card.serious_harm,
        common_harm=card.common_harm,
        cautions=cautions,
        red_flags=card.red_flags,
        given=_given(entry.delivery),
        bodies=bodies,
        absolute=of_findings(card),
        absolute_harms=of_harms(card),
        needed=numbers_needed(card),
        sides=tuple(sides_of(positions, library)),
        label_alone=not positions
        and any(not is_of_guideline(one, library) for one in entry.recommendations),
        lapsed=len({one.said.body for one in positions if lapsed(one.said, library)}),
        disagreements=card.disagreements,
        other_disagreements=tuple(
            one for one in entry.disagreements if one not in card.disagreements
        ),
        related=links(entry.related, library),
        contents=tuple(
            _contents(
                claims=claims,
                pictures=pictures,
                unknown=entry.unknown,
                sources=numbered.references,
            )
        ),
        searched=evidence_searched_to(card),
        retracted=card.retracted,
        overdue=library.collection.overdue(entry.reviewed, today),
    )


def _citing(
    entry: Intervention,
    card: Answer,
    on_card: tuple[Finding, ...],
    harms: HarmsSection,
    cautions: CautionsSection,
    rows: tuple[OutcomeRows, ...],
    pictures: tuple[Pictures, ...],
    bodies: tuple[Body, ...],
    reading: Reading,
    library: Library,
) -> NumberedSources:
    """Sources numbered in the order the page shows them; to study, each term is card in the text
    where it first occurs.
    """
    # The card says of a finding, a caution, a harm and a way no more than their main words.
    box = (
        *(one.what for one in cautions.cautions),  # whose sources come at the end of the box
        *(one.model_copy(update={"doubt": None}) for one in cautions.cautions),
    )
    main = tuple(
        one.harms[0].model_copy(update={"doubt": None})
        for one in (card.common_harm, card.serious_harm, *(i.shown[0] for i in harms.inherited))
        if one
    )
    given = tuple(way.model_copy(update={"doubt": None}) for way in entry.delivery[:1])
    counted = tuple(_in_main_words(card.findings[one.finding]) for one in of_findings(card)[:1])
    shown = (entry.summary, box, on_card, counted, main, given, card.disagreements)
    named = {band.id: band for band in library.collection.thresholds}
    bands = tuple(
        named[one.legend.name] for shown in pictures for one in shown.pictures if one.legend
    )
    lead = tuple(row.finding for one in rows for row in one.lead)
    more = tuple(row.finding for one in rows for row in one.more)
    care = (entry.disagreements, harms.cited, cautions.cautions, entry.delivery)
    advice = tuple(view.recommendation for body in bodies for view in body.recommendations)
    numbered = numbered_sources((*shown, lead, more, *care, advice, bands, entry), library)
    return replace(numbered, explained=set()) if reading.study else numbered


def _aside(
    all: NumberedSources, entry: Intervention, printed: tuple[Finding, ...]
) -> frozenset[str]:
    """The sources that only folded findings and pictures cite, which paper leaves out."""
    on_paper = entry.model_copy(update={"findings": printed or entry.findings})
    return frozenset(all.references) - frozenset(cited(on_paper))


def _on_card(groups: tuple[CardGroup, ...]) -> tuple[Finding, ...]:
    """The findings of its rows, which say no more of them than their main words."""
    rows = (shown.row for group in groups for shown in group.rows)
    return tuple(_in_main_words(one.statement) for one in rows)


def _in_main_words(one: Derived) -> Finding:
    """A finding without what only its row further down says of it."""
    return one.finding.model_copy(update={"words": None, "note": None, "doubt": None})


def _delivery(way: Delivery) -> DeliveryView:
    """What a reader would look for, by the names of TIDieR: said, or said to be unsaid."""
    lead = way.what or way.words or ""
    asked = {"who": way.who, "dose": way.dose, "duration": way.duration}
    labels, unsaid = wording.DELIVERY_LABELS, wording.DELIVERY_ASKED
    return DeliveryView(
        delivery=way,
        lead=lead,
        parts=tuple((labels[one], said) for one, said in asked.items() if said),
        more=(way.words or "") if way.what else "",
        unreported=", ".join(
            [
                *(() if lead else (wording.WHAT_IS_DONE,)),
                *(unsaid[one] for one, said in asked.items() if not said),
            ]
        ),
    )


def _same(entry: Intervention, library: Library) -> Iterator[tuple[str, str]]:
    """Where the data of a finding is that reports what another does: here, or at another entry;
    nowhere where that is withheld.
    """
    for finding in entry.findings:
        elsewhere, _, named = (finding.same_data_as or "").rpartition("#")
        if elsewhere in library.interventions:
            yield finding.id, f"{entry_url(library.interventions[elsewhere])}#{named}"
        elif named and not elsewhere:
            yield finding.id, f"#{named}"


def _elsewhere(entry: Intervention, library: Library) -> tuple[Link, ...]:
    """The interventions whose findings report the same data."""
    named = dict.fromkeys(
        (finding.same_data_as or "").rpartition("#")[0] for finding in entry.findings
    )
    return tuple(
        Link(held.name, entry_url(held)) for id in named if (held := library.interventions.get(id))
    )


def _claims(entry: Intervention, library: Library) -> Iterator[ClaimLink]:
    for claim in library.mentioning(entry.id):
        if isinstance(claim, Claim) and any(id.partition("#")[0] == entry.id for id in claim.about):
            yield ClaimLink(entry_url(claim), without_cites(claim.claim), VERDICT[claim.verdict])


def _notes(card: Answer) -> Notes:
    """The card's notes; what the sources disagree on is card in full further down the page."""
    return Notes(card.recent_only, card.features)


def _given(delivery: tuple[Delivery, ...]) -> tuple[str, ...]:
    """How it is given, in the pieces of the first way, which are joined to one sentence: what, how
    much, how long, by whom; what else only where that is all.
    """
    pieces = (
        (
            way.what,
            way.dose,
            way.duration,
            wording.BY_WHOM.format(who=mid_sentence(way.who)) if way.who else None,
        )
        for way in delivery[:1]
    )
    found = tuple(piece for way in pieces for piece in way if piece)
    first = (f"{piece[:1].upper()}{piece[1:]}" for piece in found[:1])
    joined = (*first, *map(mid_sentence, found[1:]))
    return joined or tuple(way.words for way in delivery[:1] if way.words)


def _contents(**there: Collection[object]) -> Iterator[Link]:
    """The sections of the page, for the bar that stays, without those of `there` that are empty."""
    for id, words in wording.ENTRY_PARTS.items():
        if there.get(id, True):
            yield Link(words, f"#{id}")
