"""Which findings may stand on the answer card and which come first: decided by what was compared and how, never by size or side."""

from collections.abc import Iterable, Iterator, Sequence

from kb.model.entries import Intervention
from kb.model.finding import Finding
from kb.model.library import Library
from kb.statements.direction import UNANSWERED, contrast, direction
from kb.statements.magnitude import threshold
from kb.statements.phrases import level

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


def ineligible(finding: Finding, entry: Intervention, library: Library) -> str | None:
    """Why a finding can't be key, as a clause to follow `because`, or None where it can."""
    if finding.result in UNANSWERED:
        return "its result is not known"
    return unfit(finding, library)


def unfit(finding: Finding, library: Library) -> str | None:
    """Why a finding can't stand for the intervention whatever it found, or None."""
    outcome = library.vocabulary.outcomes[finding.outcome]
    indirect = finding.indirect
    reasons = (
        (
            indirect and indirect.about == "people",
            "it is not mainly about people with the condition",
        ),
        (indirect and indirect.about == "intervention", "it does not test this intervention"),
        (finding.design != "randomised", "it is no randomised comparison"),
        (finding.implausible, "its size is implausible"),
        (finding.same_data_as, f"it reports the same data as {finding.same_data_as}"),
        (_superseded(finding, library), "a newer source has replaced its source"),
        (finding.secondary, "it was read on a news or secondary page only"),
        (outcome.family == "adverse-events", "it is about adverse events"),
    )
    return next((reason for holds, reason in reasons if holds), None)


def _superseded(finding: Finding, library: Library) -> bool:
    source = library.sources.get(finding.source)
    return source is not None and bool(source.superseded_by)


def eligible(entry: Intervention, library: Library) -> list[Finding]:
    """The findings that may be key, in file order."""
    return [finding for finding in entry.findings if ineligible(finding, entry, library) is None]


def choose(entry: Intervention, library: Library) -> tuple[Finding, ...]:
    """The at most three findings the rules make key, the first first; no two of the same outcome and group of comparators."""
    chosen: dict[tuple[str, str], Finding] = {}
    for finding in candidates(eligible(entry, library), _tiers(entry, library), library):
        chosen.setdefault((_counts_as(finding, library), _group(finding, library)), finding)
    return tuple(chosen.values())[:MOST_KEYS]


def candidates(
    findings: Sequence[Finding], tiers: Sequence[tuple[str, ...]], library: Library
) -> Iterator[Finding]:
    """The findings in the order they may become key: slots, what fills up, other tiers, other outcomes."""
    by_tier = [
        ranked((finding for finding in findings if finding.stage in tier), tier, library)
        for tier in tiers
    ]
    for tier in by_tier:
        for family, groups in SLOTS:
            yield from _of(tier, family, groups, library)[:1]
        for family, groups in FILLING:
            yield from _of(tier, family, groups, library)
    for tier in by_tier:
        yield from _of(tier, "other", ANY, library)


def acute_only(entry: Intervention, library: Library) -> bool:
    """Whether it is favoured in acute or subacute pain and not in chronic, very low certainty aside."""
    favoured = {finding.stage for finding in eligible(entry, library) if _favours(finding, library)}
    return CHRONIC not in favoured and not favoured.isdisjoint(ACUTE)


def _favours(finding: Finding, library: Library) -> bool:
    result = direction(finding, contrast(finding, threshold(finding, library)))
    return result == "favours-intervention" and level(finding) != "very-low"


def _tiers(entry: Intervention, library: Library) -> list[tuple[str, ...]]:
    """The stages in tiers, the one that gives the answer first."""
    named = {stage for tier in TIERS for stage in tier}
    tiers: list[tuple[str, ...]] = [
        *TIERS,
        tuple(stage for stage in library.vocabulary.stages if stage not in named),
    ]
    if acute_only(entry, library):
        return [ACUTE, *(tier for tier in tiers if set(tier).isdisjoint(ACUTE))]
    findings = eligible(entry, library)
    telling = {
        finding.stage for finding in findings if _family(finding, library) in ("pain", "function")
    }
    stages = telling or {finding.stage for finding in findings}
    first = next((tier for tier in tiers if not stages.isdisjoint(tier)), tiers[0])
    return [first, *(tier for tier in tiers if tier != first)]


def _of(
    findings: Iterable[Finding], family: str, groups: Sequence[str], library: Library
) -> list[Finding]:
    return [
        finding
        for finding in findings
        if _family(finding, library) == family and _group(finding, library) in groups
    ]


def ranked(findings: Iterable[Finding], tier: tuple[str, ...], library: Library) -> list[Finding]:
    """The best first; what nothing tells apart stays in file order."""
    return sorted(findings, key=lambda finding: _rank(finding, tier, library))


def _rank(finding: Finding, tier: tuple[str, ...], library: Library) -> tuple[int, ...]:
    source = library.sources.get(finding.source)
    effect = finding.effect
    return (
        finding.arm is not None,
        _scheme(finding),
        tier.index(finding.stage),
        2 if effect is None else 1 if effect.low is None else 0,
        _group(finding, library) == "mixed",
        _kind_of_source(source.design if source else "other"),
        -int((source.issued or "0")[:4]) if source else 0,
        HORIZONS.index(finding.horizon),
        -(finding.participants or 0),
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


def _family(finding: Finding, library: Library) -> str:
    return library.vocabulary.outcomes[finding.outcome].family


def _counts_as(finding: Finding, library: Library) -> str:
    """What two findings share when they are of the same outcome: pain relief counts as pain, other outcomes stay themselves."""
    family = _family(finding, library)
    return finding.outcome if family == "other" else family


def _group(finding: Finding, library: Library) -> str:
    return library.vocabulary.comparators[finding.comparator].group
