"""The harms of an intervention as its page shows them: what was seen, by how serious and how
common it is, then what was looked for and what was not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kb.model.derived import Answer, HarmEvent, InheritedHarms
from kb.model.harm import Harm
from kb.statements.phrases import subject
from web.core import wording
from web.core.links import Link, entry_url

# Where bars end, in percent: the first that fits every rate drawn.
ENDS = (Decimal(50), Decimal(100))
# How many harms are shown next to others' or on another page; serious ones are never left out.
FIRST = 4
COMMON = ("very-common", "common")


@dataclass(frozen=True)
class Bar:
    """How many percent had a harm with one arm; `other` is what that was compared with."""

    arm: str
    rate: Decimal
    other: bool = False


@dataclass(frozen=True)
class HarmView:
    """A harm with what each source says, and bars where both arms have a rate."""

    event: HarmEvent
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Inherited:
    """The harms known of a therapy or class: the serious and the first others, and all by link."""

    known_of: str
    shown: tuple[HarmEvent, ...]
    all: Link


@dataclass(frozen=True)
class HarmsSection:
    """The panels of the section, each with its harms; `end` is where bars end, in percent."""

    serious: tuple[HarmView, ...]
    common: tuple[HarmView, ...]
    other: tuple[HarmView, ...]
    none_seen: tuple[HarmView, ...]
    not_measured: tuple[HarmView, ...]
    not_reported: tuple[HarmView, ...]
    end: Decimal
    serious_known: bool
    serious_seen: bool
    inherited: tuple[Inherited, ...]

    @property
    def own(self) -> tuple[HarmView, ...]:
        """The harms its own sources name, in the order of the panels."""
        unseen = (*self.none_seen, *self.not_measured, *self.not_reported)
        return (*self.serious, *self.common, *self.other, *unseen)

    @property
    def differs_on_serious(self) -> bool:
        """Whether one source saw a serious harm where another saw none."""
        none = (one for view in self.none_seen for one in view.event.harms)
        return bool(self.serious) and any(one.serious for one in none)

    @property
    def cited(self) -> tuple[Harm, ...]:
        """All harms shown, inherited ones last."""
        events = (
            *(view.event for view in self.own),
            *(event for known in self.inherited for event in known.shown),
        )
        return tuple(harm for event in events for harm in event.harms)


def harms_section(answer: Answer, given: str) -> HarmsSection:
    """The section; `given` names the intervention where a bar has no arm of its own."""
    views = [HarmView(event, tuple(_bars(event, given))) for event in answer.harms]
    rates = [bar.rate for view in views for bar in view.bars]
    return HarmsSection(
        serious=_of(views, "serious"),
        common=_of(views, *COMMON),
        other=_of(views, "other"),
        none_seen=_of(views, "none-seen"),
        not_measured=_of(views, "not-measured"),
        not_reported=_of(views, "not-reported"),
        end=next(end for end in ENDS if max(rates, default=Decimal(0)) <= end),
        serious_known=answer.calls_one_serious,
        serious_seen=answer.serious_seen,
        inherited=tuple(map(_inherited, answer.inherited_harms)),
    )


def _inherited(known: InheritedHarms) -> Inherited:
    return Inherited(
        subject(known.parent),
        first_harms(known.harms),
        Link(
            wording.ALL_HARMS.format(treatment=subject(known.parent)),
            f"{entry_url(known.parent)}#harms",
        ),
    )


def first_harms(harms: tuple[HarmEvent, ...]) -> tuple[HarmEvent, ...]:
    """All serious harms, then as many others as there is room for."""
    serious = sum(one.band == "serious" for one in harms)
    return harms[: max(FIRST, serious + 1)]


def _of(views: Iterable[HarmView], *bands: str) -> tuple[HarmView, ...]:
    return tuple(view for view in views if view.event.band in bands)


def _bars(event: HarmEvent, given: str) -> Iterator[Bar]:
    """A bar for each arm with a rate to compare it with, then what it was compared with."""
    against = defaultdict(list)
    for one in event.harms:
        if one.rate is not None and not one.approximate and one.than and one.than_rate is not None:
            against[one.than, one.than_rate, one.source].append(Bar(one.arm or given, one.rate))
    for (than, rate, _), bars in against.items():
        yield from (*bars, Bar(than, rate, other=True))
