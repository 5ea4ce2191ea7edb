"""Chooses key findings by what was compared and how, never by size or direction."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.model.derived import Derived, Rank
from kb.model.entries import Intervention
from kb.model.finding import Finding
from kb.model.library import Library
from kb.model.scalars import CITE
from kb.model.schema import Level
from kb.model.source import Source

MOST_KEYS = 3
# With fewer than so many of the first tier, others are looked to.
ENOUGH = 2
MAIN = 2  # families that give the answer
INERT, ACTIVE = ("inert",), ("active",)
CARE = ("no-care", "added-to", "mixed")
NOT_ACTIVE = (*INERT, *CARE)
ANY = (*NOT_ACTIVE, *ACTIVE)
LEVELS = ("high", "moderate", "low", "very-low")
REVIEWS = ("systematic-review", "network-meta-analysis", "ipd-meta-analysis")
HORIZONS = ("short", "intermediate", "long", "immediate", None)


@dataclass(frozen=True, slots=True)
class Place:
    """A family of outcomes and groups of comparators; a `slot` takes one finding, other places
    more.
    """

    family: str
    groups: tuple[str, ...]
    slot: bool


def eligible(findings: Iterable[Derived]) -> list[Derived]:
    """The findings that can be key, in file order."""
    return [one for one in findings if one.ineligible is None]


def choose(
    entry: Intervention, findings: Iterable[Derived], library: Library
) -> tuple[Derived, ...]:
    """Return up to three key findings in the order of the card.

    No two have the same outcome and group of comparators.
    """
    usable = eligible(findings)
    tiers = tiers_of(entry, usable, library)
    chosen = _Chosen()
    chosen.take(_of_tier(usable, tiers[0], library.families) if tiers else ())
    for tier in tiers[1:] if len(chosen.findings) < ENOUGH else ():
        chosen.take(_of_tier(usable, tier, library.families))
    for tier in tiers if len(chosen.findings) < ENOUGH else tiers[:1]:
        chosen.take((one, False) for one in _others(usable, tier))
    return _leading(chosen)


def named(
    entry: Intervention, key: Iterable[Derived], findings: Iterable[Derived], library: Library
) -> tuple[Derived, ...]:
    """What the summary's sources say of pain and function beyond the key findings, by stage.

    Of each source, stage and group of comparators that no key finding is of, the best-ranked of
    each of the two families that give the answer, whatever they found. Other treatments count as
    said where a key finding is of the same source and stage.
    """
    cited = {cite[1] for cite in CITE.finditer(entry.summary or "")}  # a draft may have none
    main = library.families[:MAIN]
    said = {_asked(one, group) for one in key for group in (one.group, *ACTIVE)}
    best: dict[tuple[str, ...], Derived] = {}
    for one in ranked(eligible(findings)):
        asked = _asked(one, one.group)
        if one.finding.source in cited and one.family in main and asked not in said:
            best.setdefault((*asked, one.family), one)
    order = [stage for tier in library.tiers for stage in tier]
    return tuple(sorted(best.values(), key=lambda one: order.index(one.finding.stage)))


def _asked(one: Derived, group: str) -> tuple[str, str, str]:
    return one.finding.source, one.finding.stage, group


class _Chosen:
    """Key findings during selection; `slots` are in the first places."""

    def __init__(self) -> None:
        self.findings: dict[tuple[str, str], Derived] = {}
        self.slots: list[Derived] = []

    def take(self, found: Iterable[tuple[Derived, bool]]) -> None:
        for one, slot in found:
            counts_as = (one.family or one.finding.outcome, one.group)
            if len(self.findings) < MOST_KEYS and counts_as not in self.findings:
                self.findings[counts_as] = one
                if slot:
                    self.slots.append(one)


def _leading(chosen: _Chosen) -> tuple[Derived, ...]:
    """The chosen in order, but words never before a graded number or a review's."""
    found = list(chosen.findings.values())
    if found and found[0].finding.effect is None:
        number = next((one for one in chosen.slots if _is_a_sound_number(one)), None)
        if number is not None:
            found.remove(number)
            found.insert(0, number)
    return tuple(found)


def _is_a_sound_number(one: Derived) -> bool:
    return one.finding.effect is not None and (one.level in LEVELS or one.rank.review)


def first_at(
    findings: Sequence[Derived], stages: tuple[str, ...], families: Sequence[str]
) -> Derived | None:
    """The finding that leads at these stages taken together, by the rules of key findings."""
    chosen = _Chosen()
    chosen.take(_of_tier(findings, stages, families))
    chosen.take((one, False) for one in _others(findings, stages))
    return next(iter(_leading(chosen)), None)


def candidates(
    findings: Sequence[Derived], tiers: Sequence[tuple[str, ...]], families: Sequence[str]
) -> Iterator[Derived]:
    """The findings in the order they can become key, tier by tier; other outcomes last."""
    for tier in tiers:
        yield from (one for one, _ in _of_tier(findings, tier, families))
    for tier in tiers:
        yield from _others(findings, tier)


def _of_tier(
    findings: Iterable[Derived], tier: tuple[str, ...], families: Sequence[str]
) -> Iterator[tuple[Derived, bool]]:
    """The findings of a tier by place, and whether each is for a slot."""
    here = ranked((one for one in findings if one.finding.stage in tier), tier)
    for place in _places(families):
        found = [one for one in here if one.family == place.family and one.group in place.groups]
        yield from ((one, place.slot) for one in (found[:1] if place.slot else found))


def _places(families: Sequence[str]) -> Iterator[Place]:
    main, rest = families[:MAIN], families[MAIN:]
    for family in main[:1]:
        yield Place(family, INERT, slot=True)
        yield Place(family, CARE, slot=True)
    yield from (Place(family, NOT_ACTIVE, slot=True) for family in main[1:])
    yield from (Place(family, ACTIVE, slot=False) for family in main)
    yield from (Place(family, ANY, slot=False) for family in rest)


def _others(findings: Iterable[Derived], tier: tuple[str, ...]) -> list[Derived]:
    """The findings for outcomes that are considered last."""
    return ranked(
        (one for one in findings if one.family is None and one.finding.stage in tier), tier
    )


def recent_only(findings: Iterable[Derived], library: Library) -> bool:
    """Whether findings favour it in recent stages and in no lasting one; very low certainty doesn't
    count.
    """
    recent, lasting = (library.vocabulary.stages_of(role) for role in ("recent", "lasting"))
    favoured = [
        one
        for one in eligible(findings)
        if one.result == "favours-intervention" and one.level != "very-low"
    ]
    return (
        bool(lasting)
        and any(one.finding.stage in recent for one in favoured)
        and not any(one.finding.stage in lasting and _counts(one) for one in favoured)
    )


def tiers_of(
    entry: Intervention, findings: Sequence[Derived], library: Library
) -> list[tuple[str, ...]]:
    """The stages in tiers, starting with the one that gives the answer; `findings` are eligible."""
    tiers = list(library.tiers)
    recent = library.vocabulary.stages_of("recent")
    if entry.answers_for:
        stage = entry.answers_for.stage
        first = next((tier for tier in tiers if stage in tier), (stage,))
    elif recent_only(findings, library):
        # Recent stages give the answer together.
        first = recent
        rest = (tuple(stage for stage in tier if stage not in recent) for tier in tiers)
        tiers = [tier for tier in rest if tier]
    else:
        first = _first(tiers, findings, library.families[:MAIN])
    return [first, *(tier for tier in tiers if tier != first)]


def _first(
    tiers: Sequence[tuple[str, ...]], findings: Sequence[Derived], main: Sequence[str]
) -> tuple[str, ...]:
    """The tier that gives the answer: the first with the most important outcomes."""
    about = [one for one in findings if one.family in main]
    sound = [one for one in about if one.finding.arm is None and _counts(one)]
    for found in (sound, about, findings):
        stages = {one.finding.stage for one in found}
        for tier in tiers:
            if not stages.isdisjoint(tier):
                return tier
    return tiers[0] if tiers else ()


def _counts(one: Derived) -> bool:
    """Whether it has a level or a number."""
    return one.level in LEVELS or one.finding.effect is not None


def ranked(findings: Iterable[Derived], tier: tuple[str, ...] = ()) -> list[Derived]:
    """Best first, whatever their stages if no tier is given; ties stay in file order."""

    def place(one: Derived) -> tuple[tuple[int, ...], int, tuple[int, ...]]:
        stage = tier.index(one.finding.stage) if tier else 0
        return one.rank.level, stage, one.rank.rest

    return sorted(findings, key=place)


def rank(finding: Finding, level: Level, group: str, source: Source | None) -> Rank:
    """The sort key among findings for one place; never their size or direction."""
    effect = finding.effect
    review = source is not None and source.design in REVIEWS
    return Rank(
        review=review,
        level=(finding.arm is not None, _level(finding, level, source)),
        rest=(
            2 if effect is None else 1 if effect.low is None else 0,
            _kind_of_source(source.design if source else "other"),
            -(finding.studies or 0),
            -(finding.participants or 0),
            group == "mixed",
            -_newness(source),
            HORIZONS.index(finding.horizon),
        ),
    )


def _level(finding: Finding, level: Level, source: Source | None) -> int:
    """The levels, then a review's number with interval, then lapsed guidelines, then the rest."""
    if source and source.status and source.status.kind == "lapsed":
        return len(LEVELS) + 1
    if level in LEVELS:
        return LEVELS.index(level)
    bounded = finding.effect is not None and finding.effect.low is not None
    return len(LEVELS) if bounded and source and source.design in REVIEWS else len(LEVELS) + 2


def _kind_of_source(design: str) -> int:
    if design in REVIEWS:
        return 0
    return {"guideline": 1, "rct": 2}.get(design, 3)


def _newness(source: Source | None) -> int:
    """The date of the last search, or else of publication, as a number such as 20211005."""
    day = str((source.search_date or source.issued or "") if source else "")
    return int(day.replace("-", "").ljust(8, "0")[:8] or "0")
