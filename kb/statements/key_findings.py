"""Which findings may stand on the answer card and which come first: decided by what was compared and how, never by size or side."""

from collections.abc import Iterable, Iterator, Sequence

from kb.model.derived import Derived, Rank
from kb.model.finding import Finding
from kb.model.source import Source

MOST_KEYS = 3
# Stages whose findings stand together, in the order they are looked to for an answer; other stages come last.
TIERS: tuple[tuple[str, ...], ...] = (
    ("chronic", "mixed"),
    ("subacute",),
    ("acute",),
    ("radicular",),
    ("prevention",),
)
ACUTE = ("acute", "subacute")
CHRONIC = "chronic"
# Families of outcomes and groups of comparators; each slot takes one finding, what fills up takes as many as there is room for.
NOT_ACTIVE = ("inert", "no-care", "added-to", "mixed")
ANY = (*NOT_ACTIVE, "active")
SLOTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("pain", ("inert",)),
    ("pain", ("no-care", "added-to", "mixed")),
    ("function", NOT_ACTIVE),
)
FILLING: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("pain", ("active",)),
    ("function", ("active",)),
    *(
        (family, ANY)
        for family in ("responder", "quality-of-life", "recovery", "work", "recurrence", "sleep")
    ),
)
REVIEWS = ("systematic-review", "network-meta-analysis", "ipd-meta-analysis")
HORIZONS = ("short", "intermediate", "long", "immediate", None)


def eligible(findings: Iterable[Derived]) -> list[Derived]:
    """The findings that may be key, in file order."""
    return [one for one in findings if one.ineligible is None]


def choose(findings: Iterable[Derived], stages: Iterable[str]) -> tuple[Derived, ...]:
    """The at most three findings the rules make key, the first first.

    No two are of the same outcome and group of comparators; `stages` are all of the vocabulary.
    """
    usable = eligible(findings)
    chosen: dict[tuple[str, str], Derived] = {}
    for one in candidates(usable, _tiers(usable, stages)):
        chosen.setdefault((_counts_as(one), one.group), one)
    return tuple(chosen.values())[:MOST_KEYS]


def candidates(findings: Sequence[Derived], tiers: Sequence[tuple[str, ...]]) -> Iterator[Derived]:
    """The findings in the order they may become key: slots, what fills up, other tiers, others."""
    by_tier = [
        ranked((one for one in findings if one.finding.stage in tier), tier) for tier in tiers
    ]
    for tier in by_tier:
        for family, groups in SLOTS:
            yield from _of(tier, family, groups)[:1]
        for family, groups in FILLING:
            yield from _of(tier, family, groups)
    for tier in by_tier:
        yield from _of(tier, "other", ANY)


def acute_only(findings: Iterable[Derived]) -> bool:
    """Whether it is favoured in acute or subacute pain and not in chronic, very low aside."""
    favoured = {
        one.finding.stage
        for one in eligible(findings)
        if one.result == "favours-intervention" and one.level != "very-low"
    }
    return CHRONIC not in favoured and not favoured.isdisjoint(ACUTE)


def _tiers(findings: Sequence[Derived], stages: Iterable[str]) -> list[tuple[str, ...]]:
    """The stages in tiers, the one that gives the answer first."""
    named = {stage for tier in TIERS for stage in tier}
    tiers: list[tuple[str, ...]] = [
        *TIERS,
        tuple(stage for stage in stages if stage not in named),
    ]
    if acute_only(findings):
        return [ACUTE, *(tier for tier in tiers if set(tier).isdisjoint(ACUTE))]
    telling = {one.finding.stage for one in findings if one.family in ("pain", "function")}
    found = telling or {one.finding.stage for one in findings}
    first = next((tier for tier in tiers if not found.isdisjoint(tier)), tiers[0])
    return [first, *(tier for tier in tiers if tier != first)]


def _of(findings: Iterable[Derived], family: str, groups: Sequence[str]) -> list[Derived]:
    return [one for one in findings if one.family == family and one.group in groups]


def ranked(findings: Iterable[Derived], tier: tuple[str, ...]) -> list[Derived]:
    """The best first; what nothing tells apart stays in file order."""
    return sorted(
        findings, key=lambda one: (one.rank.level, tier.index(one.finding.stage), one.rank.rest)
    )


def rank(finding: Finding, group: str, source: Source | None) -> Rank:
    """What decides between this finding and others for one place; never its size or side."""
    effect = finding.effect
    return Rank(
        level=(finding.arm is not None, _scheme(finding)),
        rest=(
            2 if effect is None else 1 if effect.low is None else 0,
            group == "mixed",
            _kind_of_source(source.design if source else "other"),
            -int((source.issued or "0")[:4]) if source else 0,
            HORIZONS.index(finding.horizon),
            -(finding.participants or 0),
        ),
    )


def _scheme(finding: Finding) -> int:
    """GRADE first, be it a level or a range; then the other known schemes; then none."""
    certainty = finding.certainty
    if certainty.scheme == "grade":
        return 0 if certainty.level != "not-graded" or certainty.stated else 2
    return 1 if certainty.scheme in ("acp", "ahrq") else 2


def _kind_of_source(design: str) -> int:
    if design in REVIEWS:
        return 0
    return {"guideline": 1, "rct": 2}.get(design, 3)


def _counts_as(one: Derived) -> str:
    """What two findings share when they are of the same outcome.

    Pain relief counts as pain; other outcomes stay themselves.
    """
    return one.finding.outcome if one.family == "other" else one.family
