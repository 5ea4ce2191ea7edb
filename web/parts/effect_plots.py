"""The effect pictures of an intervention: per outcome, one forest plot for each measure and scale;
never two scales on one axis.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kb.export.citations import short
from kb.model.collection import Outcome, Threshold
from kb.model.derived import Derived
from kb.model.entries import Intervention
from kb.model.finding import Effect, Finding
from kb.model.library import Library
from kb.model.schema import LEVEL_WORDS
from kb.model.source import Source
from kb.statements.direction import NUMBERS_NEEDED, RATIOS
from kb.statements.phrases import (
    is_rate_ratio,
    mid_sentence,
    printed,
    subject,
)
from kb.statements.times import when
from web.core import wording
from web.parts.labels import CERTAINTY
from web.pictures.axis import Better
from web.pictures.forest import Forest, Point, Sizes, forest, lines

NO_BREAK = "\u00a0"
NAME_FITS = 27  # characters next to a number
# An MD without a scale of the vocabulary may be compared only where its unit is a thing of its own,
# such as days.
NO_UNIT = (None, "points")
FEW = 3  # pictures of an entry that are all shown


@dataclass(frozen=True)
class Legend:
    """The bands of a picture and where they come from."""

    name: str
    small: str
    moderate: str
    large: str
    source: str
    seen: bool
    note: str | None


@dataclass(frozen=True)
class Picture:
    """A forest plot with the words around it."""

    id: str
    title: str
    favours: str
    plot: Forest
    legend: Legend | None
    unclassed: str
    muted: int

    @property
    def count(self) -> str:
        """How many findings it shows."""
        return _counted(len(self.plot.marks))


@dataclass(frozen=True)
class Pictures:
    """All pictures of one outcome, and why the other findings about it are not drawn."""

    outcome: Outcome
    pictures: tuple[Picture, ...]
    undrawn: tuple[str, ...]

    @property
    def count(self) -> str:
        """How many findings the pictures show together."""
        return _counted(sum(len(picture.plot.marks) for picture in self.pictures))


def effect_pictures(entry: Intervention, library: Library) -> tuple[Pictures, ...]:
    """The pictures of an intervention by outcome, in the order of the vocabulary; outcomes without
    any have none.
    """
    found = (_outcome(outcome, entry, library) for outcome in library.vocabulary.outcomes.values())
    return tuple(one for one in found if one.pictures)


def worth_showing(pictures: Sequence[Pictures]) -> tuple[Pictures, ...]:
    """All if they are few; of many only those that show findings next to others, as a single one is
    in its row.
    """
    if sum(len(one.pictures) for one in pictures) <= FEW:
        return tuple(pictures)
    kept = (
        replace(one, pictures=tuple(each for each in one.pictures if len(each.plot.marks) > 1))
        for one in pictures
    )
    return tuple(one for one in kept if one.pictures)


def picture_of(id: str, derived: Derived, entry: Intervention, library: Library) -> Picture | None:
    """The picture of one finding alone; None if it is not drawn."""
    if why_undrawn(derived) or derived.finding.effect is None:
        return None
    return _picture(id, [derived], entry, library)


def why_undrawn(derived: Derived) -> str | None:
    """Why a finding is in no picture, as words that follow a number of findings, or None if it
    does.
    """
    finding, effect = derived.finding, derived.finding.effect
    reasons = (
        (derived.standing == "retracted", "retracted"),
        (effect is None, "no-number"),
        (finding.same_data_as, "same-data"),
        (finding.indirect and finding.indirect.about == "people", "other-people"),
        (finding.indirect, "other-treatment"),
        (finding.implausible, "implausible"),
        (finding.design != "randomised", "not-randomised"),
        (finding.secondary, "secondary"),
        (effect and _unplaced(effect), "no-axis"),
    )
    return next((wording.NOT_DRAWN[reason] for holds, reason in reasons if holds), None)


def _unplaced(effect: Effect) -> bool:
    """Whether a number can share no axis: counts and percentages, no scale, no side, or a ratio
    that has no logarithm.
    """
    if effect.measure in (*NUMBERS_NEEDED, "percent") or effect.better is None:
        return True
    if effect.measure == "MD" and effect.scale is None and effect.unit in NO_UNIT:
        return True
    return effect.measure in RATIOS and effect.estimate <= 0


def _outcome(outcome: Outcome, entry: Intervention, library: Library) -> Pictures:
    findings = [
        one
        for one in library.answers[entry.id].findings.values()
        if one.finding.outcome == outcome.id
    ]
    drawn: dict[tuple[object, ...], list[Derived]] = {}
    for one in findings:
        if why_undrawn(one) is None and one.finding.effect is not None:
            drawn.setdefault(_axis_of(one.finding, one.finding.effect), []).append(one)
    pictures = tuple(
        _picture(f"{outcome.id}-{number}", together, entry, library)
        for number, together in enumerate(drawn.values(), start=1)
    )
    return Pictures(outcome, pictures, tuple(_undrawn(findings)))


def _axis_of(finding: Finding, effect: Effect) -> tuple[object, ...]:
    """What findings must share to be on one axis; a ratio has no sign that could be reversed."""
    sense = effect.better if effect.measure in RATIOS else None
    kind = effect.measure, is_rate_ratio(effect), sense
    return *kind, effect.scale, effect.unit, finding.scale_presumed


def _undrawn(findings: Iterable[Derived]) -> Iterator[str]:
    reasons = [reason for one in findings if (reason := why_undrawn(one))]
    for reason in dict.fromkeys(reasons):
        yield f"{_counted(reasons.count(reason))} {reason}"


def _counted(number: int) -> str:
    return f"{number} {'finding' if number == 1 else 'findings'}"


def _picture(id: str, findings: list[Derived], entry: Intervention, library: Library) -> Picture:
    first, bands = findings[0].finding, findings[0].bands
    order = list(library.vocabulary.comparators)
    grouped = sorted(findings, key=lambda one: order.index(one.finding.comparator))
    better = _sense(findings)
    points = [
        _point(one, _in_sense(one.finding.effect, better), library)
        for one in grouped
        if one.finding.effect
    ]
    ratio = first.effect is not None and first.effect.measure in RATIOS
    sizes = Sizes(bands.small, bands.moderate, bands.large) if bands else None
    return Picture(
        id=id,
        title=_title(findings[0], library),
        favours=subject(entry),
        plot=forest(points, ratio, better, sizes, subject(entry)),
        legend=_legend(bands) if bands else None,
        unclassed="" if bands else _unclassed(first),
        muted=sum(point.muted for point in points),
    )


def _unclassed(finding: Finding) -> str:
    presumed = finding.scale_presumed
    return wording.SIZES_NOT_FROM_PRESUMED if presumed else wording.SIZES_WITHOUT_BANDS


def _title(derived: Derived, library: Library) -> str:
    """The measure and the scale all of a picture's numbers have."""
    finding = derived.finding
    effect = finding.effect
    if effect is None:
        return ""
    title = f"{derived.label[:1].upper()}{derived.label[1:]}"
    if effect.scale:
        on = "of" if effect.measure in (*RATIOS, "RD") else "on"
        return f"{title} {on} {library.vocabulary.scales[effect.scale].phrase}" + (
            wording.PRESUMED if finding.scale_presumed else ""
        )
    if effect.measure == "RD":
        return wording.PER_100_PEOPLE.format(title=title)
    return f"{title}, {effect.unit}" if effect.unit and effect.measure == "MD" else title


def _legend(bands: Threshold) -> Legend:
    small, moderate, large = (printed(edge) for edge in (bands.small, bands.moderate, bands.large))
    return Legend(
        bands.id,
        wording.BAND.format(low=small, high=moderate),
        wording.BAND_OVER.format(low=moderate, high=large),
        wording.BAND_LAST.format(low=large),
        bands.source,
        bands.seen,
        bands.note,
    )


def _sense(findings: Iterable[Derived]) -> Better:
    """The way most numbers of a picture are printed; the others have their signs reversed."""
    printed = [one.finding.effect.better for one in findings if one.finding.effect]
    return "lower" if 2 * printed.count("lower") >= len(printed) else "higher"


def _in_sense(effect: Effect, better: Better) -> Effect:
    """The effect with its signs as if it were printed in that sense."""
    if effect.better == better:
        return effect
    low, high = (None if end is None else -end for end in (effect.high, effect.low))
    return effect.model_copy(update={"estimate": -effect.estimate, "low": low, "high": high})


def _point(derived: Derived, effect: Effect, library: Library) -> Point:
    finding, label = derived.finding, CERTAINTY[derived.level]
    name, *rest = lines(_name(library.sources.get(finding.source), finding), NAME_FITS)
    return Point(
        id=finding.id,
        name=name,
        about=" · ".join((*rest, *_about(finding, library))),
        group=_group(finding, library),
        against=library.vocabulary.comparators[finding.comparator].name,
        estimate=effect.estimate,
        low=effect.low,
        high=effect.high,
        reversed=effect is not finding.effect,
        printed=_printed(effect),
        certainty=LEVEL_WORDS[derived.level].capitalize(),
        symbol=label.symbol,
        muted=derived.level == "very-low",
    )


def _name(source: Source | None, finding: Finding) -> str:
    """The short name, its year or what stands for it kept together."""
    if source is None:
        return finding.source
    name, bracket, undated = short(source).partition("(")
    return name + bracket + undated.replace(" ", NO_BREAK)


def _about(finding: Finding, library: Library) -> Iterator[str]:
    """What tells this row from its neighbours."""
    yield library.vocabulary.stages[finding.stage].name
    parts = (when(finding), finding.event, finding.arm, finding.than)
    yield from (part for part in parts if part)


def _group(finding: Finding, library: Library) -> str:
    comparator = library.vocabulary.comparators[finding.comparator]
    return (
        comparator.name
        if comparator.group == "added-to"
        else wording.COMPARED_WITH.format(comparator=mid_sentence(comparator.name))
    )


def _printed(effect: Effect) -> str:
    if effect.low is None or effect.high is None:
        return wording.NO_INTERVAL.format(estimate=printed(effect.estimate))
    return f"{printed(effect.estimate)} ({printed(effect.low)} to {printed(effect.high)})"
