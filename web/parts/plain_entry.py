"""An intervention as patients read it: cautions, what was found, unwanted effects, how it is given,
and where that comes from; for a page and for a leaflet.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, islice

from kb.model.condition_parts import NamedInFlag
from kb.model.derived import Answer, Derived, FeatureNote, HarmEvent, RecentOnly
from kb.model.entries import Claim, Delivery, Disagreement, Intervention
from kb.model.harm import Harm
from kb.model.library import Library
from kb.statements.phrases import subject
from web.core.links import Link, entry_url, links
from web.core.markdown import without_cites
from web.parts.cautions_section import CautionsSection, cautions_section
from web.parts.flag_groups import FlagGroup, flag_groups
from web.parts.guideline_bodies import Side, advice, sides_of
from web.parts.harms_section import HarmsSection, harms_section
from web.parts.labels import VERDICT, Label, standing
from web.parts.numbered_sources import NumberedSources, numbered_sources
from web.parts.plain_harms import in_plain_words
from web.parts.search_dates import evidence_searched_to

# What patients meet of unwanted effects that are not serious, and how many a leaflet has room for.
OTHERS = ("very-common", "common", "other")
OTHERS_ON_LEAFLET, FEWEST_OTHERS, HARMS_ON_LEAFLET = 4, 2, 9
# So many characters of what differs between leaflets fit on a sheet, by the class of their print.
# Measured with a wide font: each class but the last, which is the smallest to be read with ease,
# is at least half a point below what fits.
PRINT = (
    (1_100, "largest"), (1_380, "larger"), (1_500, "large"), (2_040, "usual"), (3_000, "small"),
)  # fmt: skip
SMALLEST = "smallest"


@dataclass(frozen=True)
class PlainFinding:
    """A finding in sentences: what was found, then what to make of it."""

    id: str
    source: str
    said: str
    remarks: tuple[str, ...]
    status: Label | None


@dataclass(frozen=True)
class PlainGroup:
    """Findings about the same people, named by `opening`."""

    opening: str
    findings: tuple[PlainFinding, ...]


@dataclass(frozen=True)
class PlainRate:
    """How often an unwanted effect came: of 100 people where that is one exact figure (`rate`),
    else in its source's words; `than` is empty if no rate was compared.
    """

    arm: str
    rate: Decimal | None
    than: str
    than_rate: Decimal | None
    frequency: str
    one_trial: bool


@dataclass(frozen=True)
class PlainHarm:
    """An unwanted effect, with what is said of how often; `arms` are the treatments it was seen
    with if nothing is said of how often, `also` those that the rates don't name.
    """

    what: str
    serious: bool
    arms: tuple[str, ...]
    rates: tuple[PlainRate, ...]
    also: tuple[str, ...]


@dataclass(frozen=True)
class Urgent:
    """The signs that need urgent help, and where all is said of them."""

    groups: tuple[FlagGroup, ...]
    url: str


@dataclass(frozen=True)
class PlainEntry:
    """Everything patients read of an intervention."""

    entry: Intervention
    subject: str
    category: str
    citing: NumberedSources
    answer: PlainFinding | None
    differs: bool
    opening: str
    rest: tuple[PlainGroup, ...]
    all: tuple[PlainGroup, ...]
    elsewhere: tuple[Link, ...]
    recent_only: RecentOnly | None
    features: tuple[FeatureNote, ...]
    disagreements: tuple[Disagreement, ...]
    retracted: tuple[str, ...]
    cautions: CautionsSection
    red_flags: tuple[NamedInFlag, ...]
    urgent: Urgent | None
    harms: HarmsSection
    leaflet_harms: tuple[PlainHarm, ...]
    ways: tuple[Delivery, ...]
    sides: tuple[Side, ...]
    claims: tuple[tuple[Link, Label], ...]
    related: tuple[Link, ...]
    searched: str

    @property
    def shown(self) -> tuple[PlainFinding, ...]:
        """The findings that lead."""
        first = (self.answer,) if self.answer else ()
        return (*first, *(one for group in self.rest for one in group.findings))

    @property
    def print(self) -> str:
        """How large a leaflet can print it on one sheet."""
        said = (
            *(" ".join((one.said, *one.remarks)) for one in self.shown),
            *((self.recent_only.elsewhere,) if self.recent_only else ()),
            *(() if self.answer else (self.entry.summary,)),
            *(one.what for one in self.cautions.cautions),
            *(one.what for one in self.leaflet_harms),
            *(rate.frequency for one in self.leaflet_harms for rate in one.rates),
            *(
                words
                for way in self.ways[:1]
                for words in (way.what or way.words, way.dose, way.duration, way.who)
                if words
            ),
            *(words for side in self.sides for words in side.bodies),
            *self.sources,
        )
        length = sum(map(len, said))
        return next((size for room, size in PRINT if length <= room), SMALLEST)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of what a leaflet shows, in words: each body or first author and year."""
        ids = (
            *(one.source for one in self.shown),
            *self.cautions.sources,
            *(harm.source for harm in self.harms.cited),
            *(way.source for way in self.ways[:1]),
        )
        return tuple(dict.fromkeys(self.citing.short(id) for id in ids))


def plain_entry(entry: Intervention, library: Library) -> PlainEntry:
    """The entry in patients' words."""
    card = in_plain_words(library.answers[entry.id])
    cautions, harms = cautions_section(card.cautions, plain=True), harms_section(card, entry.name)
    first, rest = (card.key[0] if card.key else None), (*card.key[1:], *card.named)
    shown = _shown(entry, card, cautions, harms)
    return PlainEntry(
        entry=entry,
        subject=subject(entry),
        category=library.vocabulary.categories[entry.category].name,
        citing=replace(numbered_sources(shown, library), explained=set()),
        answer=_finding(first, library) if first else None,
        differs=first is not None and any(one.result != first.result for one in rest),
        opening=first.opening if first else "",
        rest=tuple(_groups(rest, library)),
        all=tuple(_groups(card.findings.values(), library)),
        elsewhere=() if card.key else _elsewhere(entry, library),
        recent_only=card.recent_only,
        features=card.features,
        disagreements=card.disagreements,
        retracted=card.retracted,
        cautions=cautions,
        red_flags=card.red_flags,
        urgent=urgent(library),
        harms=harms,
        leaflet_harms=tuple(map(_harm, _first(card.harms or _known(harms)))),
        ways=entry.delivery,
        sides=tuple(sides_of(advice(entry, library), library)),
        claims=tuple(_claims(entry, library)),
        related=links(entry.related, library),
        searched=evidence_searched_to(card),
    )


def _shown(
    entry: Intervention, card: Answer, cautions: CautionsSection, harms: HarmsSection
) -> Iterator[object]:
    """What cites sources, in the order the page shows it."""
    yield _cites(card.key[:1]) if card.key else entry.summary
    yield "".join(f"[@{id}]" for id in card.retracted)
    yield from (one.model_copy(update={"doubt": None}) for one in cautions.cautions)
    yield _cites(_by_people((*card.key[1:], *card.named)))
    yield tuple(note.text for note in card.features)
    yield card.disagreements
    yield from (one.model_copy(update={"doubt": None}) for one in harms.cited)
    yield from (
        way.model_copy(update={"doubt": None, **({"words": None} if way.what else {})})
        for way in entry.delivery
    )
    yield _cites(_by_people(card.findings.values()))
    yield entry.unknown, entry.recommendations


def _cites(found: Iterable[Derived]) -> str:
    return "".join(f"[@{one.finding.source}]" for one in found)


def urgent(library: Library) -> Urgent | None:
    """The red flags of the condition the collection is about."""
    condition = library.conditions.get(library.collection.focus or "")
    if condition is None or not condition.red_flags:
        return None
    return Urgent(tuple(flag_groups(condition)), f"{entry_url(condition)}#red-flags")


def _finding(one: Derived, library: Library) -> PlainFinding:
    said = one.plain_claim[:1].upper() + one.plain_claim[1:]
    source = library.sources.get(one.finding.source)
    return PlainFinding(
        one.finding.id, one.finding.source, f"{said}.", one.plain_remarks, standing(source)
    )


def _by_people(found: Iterable[Derived]) -> list[Derived]:
    """Findings about the same people next to one another, in the order people are first met."""
    ordered = list(found)
    order = list(dict.fromkeys(one.opening for one in ordered))
    return sorted(ordered, key=lambda one: order.index(one.opening))


def _groups(found: Iterable[Derived], library: Library) -> Iterator[PlainGroup]:
    for opening, ones in groupby(_by_people(found), key=lambda one: one.opening):
        yield PlainGroup(opening, tuple(_finding(one, library) for one in ones))


def _elsewhere(entry: Intervention, library: Library) -> tuple[Link, ...]:
    """The interventions whose findings report the same data."""
    ids = dict.fromkeys((one.same_data_as or "").rpartition("#")[0] for one in entry.findings)
    held = (library.interventions.get(id) for id in ids)
    return tuple(Link(one.name, entry_url(one)) for one in held if one)


def _known(harms: HarmsSection) -> tuple[HarmEvent, ...]:
    """The harms of parent therapies or classes, where an entry has none of its own."""
    return tuple(event for known in harms.inherited for event in known.shown)


def _first(events: tuple[HarmEvent, ...]) -> tuple[HarmEvent, ...]:
    """Of what was seen, every serious one, and as many others as there is room for."""
    serious = [one for one in events if one.band == "serious"]
    others = (one for one in events if one.band in OTHERS)
    room = max(FEWEST_OTHERS, min(OTHERS_ON_LEAFLET, HARMS_ON_LEAFLET - len(serious)))
    return (*serious, *islice(others, room))


def _harm(event: HarmEvent) -> PlainHarm:
    told = [one for one in event.main if one.frequency]
    rates = tuple(map(_rate, told))
    arms = () if rates else dict.fromkeys(one.arm for one in event.harms if one.arm)
    also = event.also(*told) if told else ()
    return PlainHarm(event.what.rstrip("."), event.band == "serious", tuple(arms), rates, also)


def _rate(harm: Harm) -> PlainRate:
    """Of 100 people only what is one exact figure, and one person or more of them."""
    exact = None if harm.approximate or (harm.rate or 0) < 1 else harm.rate
    return PlainRate(
        arm=harm.arm or "",
        rate=exact,
        than=(harm.than or "") if exact is not None and harm.than_rate is not None else "",
        than_rate=harm.than_rate,
        frequency=(harm.frequency or "").rstrip("."),
        one_trial=harm.one_trial,
    )


def _claims(entry: Intervention, library: Library) -> Iterator[tuple[Link, Label]]:
    for claim in library.mentioning(entry.id):
        if isinstance(claim, Claim) and any(id.partition("#")[0] == entry.id for id in claim.about):
            yield Link(without_cites(claim.claim), entry_url(claim)), VERDICT[claim.verdict]
