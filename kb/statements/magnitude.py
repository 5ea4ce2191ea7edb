"""How large an effect is, by the collection's thresholds; certainty plays no part."""

from decimal import Decimal

from kb.model.collection import Threshold
from kb.model.finding import Finding, Magnitude
from kb.model.library import Library


def threshold(finding: Finding, library: Library) -> Threshold | None:
    """The bands for this finding's number, or None if it isn't classified."""
    effect = finding.effect
    if effect is None or not _may_be_classed(finding) or finding.scale_presumed:
        return None
    return next(
        (
            bands
            for bands in library.collection.thresholds
            if bands.measure == effect.measure
            and finding.outcome in bands.outcomes
            and (effect.measure == "SMD" or effect.scale in bands.scales)
        ),
        None,
    )


def classed(size: Decimal, bands: Threshold) -> Magnitude:
    """The class of a number's absolute value: lower ends are included, upper ends belong to the
    lower class.
    """
    size = abs(size)
    if size > bands.large:
        return "large"
    if size > bands.moderate:
        return "moderate"
    return "small" if size >= bands.small else "little-or-none"


def magnitude(finding: Finding, library: Library) -> Magnitude:
    """The class of the estimate, or the source's own effect class if it gives no number."""
    bands = threshold(finding, library)
    if finding.effect is not None:
        return classed(finding.effect.estimate, bands) if bands else "not-classed"
    return _stated_size(finding, library)


def _stated_size(finding: Finding, library: Library) -> Magnitude:
    # A source's own class is taken over only where the outcome has words for sizes.
    words = library.vocabulary.outcomes[finding.outcome].words
    sized = words.sizes is not None and _may_be_classed(finding)
    directed = finding.result in ("favours-intervention", "favours-comparator")
    if not sized or not directed or finding.size is None or finding.size == "none":
        return "not-classed"
    return finding.size


def _may_be_classed(finding: Finding) -> bool:
    return finding.design == "randomised" and not finding.implausible
