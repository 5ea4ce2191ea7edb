"""The 0-100 bar of a key finding: its mean difference as a share of the whole scale, for display
only.
"""

from dataclasses import dataclass
from decimal import Decimal

from kb.model.collection import Scale
from kb.model.derived import Derived
from kb.model.library import Library
from web.pictures.bar import WHOLE, Bar, Difference, bar
from web.pictures.forest import Sizes


@dataclass(frozen=True)
class ScaleBar:
    """A bar and the words next to it."""

    bar: Bar
    words: str


def scale_bar(derived: Derived, library: Library) -> ScaleBar | None:
    """The bar of a mean difference on a scale that begins at 0 and has bands; None for all else,
    and at very low certainty.
    """
    effect, bands, turned = derived.finding.effect, derived.bands, derived.contrast
    scale = (
        library.vocabulary.scales.get(effect.scale or "")
        if effect and effect.measure == "MD"
        else None
    )
    if (
        bands is None
        or turned is None
        or scale is None
        or derived.level == "very-low"
        or derived.finding.indirect
    ):
        return None
    whole = _whole(scale)
    if whole is None:
        return None
    drawn = bar(
        Difference(turned.benefit, turned.bounds, whole),
        Sizes(bands.small, bands.moderate, bands.large),
    )
    return ScaleBar(drawn, _words(drawn, whole))


def _whole(scale: Scale) -> Decimal | None:
    """How many points the whole scale has; only scales that begin at 0 can be a share of 100."""
    return scale.high if scale.low == 0 and scale.high is not None and scale.high > 0 else None


def _words(drawn: Bar, whole: Decimal) -> str:
    side = "better" if drawn.benefit > 0 else "worse"
    interval = f" ({drawn.interval})" if drawn.interval else ""
    points = f"{drawn.points} of 100 points"
    if drawn.benefit == 0:
        return f"No difference on a scale of 0 to 100{interval}"
    drawn_on = "" if whole == WHOLE else "Drawn on 0 to 100: "
    return f"{drawn_on}{points} {side}{interval}"
