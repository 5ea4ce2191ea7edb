"""How this collection grades and classifies, read from the collection itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, render_template

from kb.model.collection import Collection, Feature, Threshold
from kb.model.library import Library
from kb.overviews.evidence_table import first_columns
from kb.statements.phrases import printed
from web.core import wording
from web.core.reload import State, state
from web.parts.collection_files import collection_json_ld
from web.parts.labels import CERTAINTY, CERTAINTY_MEANINGS, SHOWS, Label
from web.parts.numbered_sources import NumberedSources, numbered_sources

blueprint = Blueprint("about", __name__)


@dataclass(frozen=True)
class Band:
    """A threshold in words."""

    outcomes: str
    scales: str
    small: str
    moderate: str
    large: str
    source: str
    seen: bool
    note: str | None


OUTCOME = "an outcome"  # where a collection has none that leads


@dataclass(frozen=True)
class AboutPage:
    """Everything the page about the collection needs; `tiers` are the stages in the order they are
    considered, `outcomes` those that lead.
    """

    collection: Collection
    citing: NumberedSources
    certainties: tuple[Label, ...]
    meanings: Mapping[str, str]
    magnitudes: tuple[Label, ...]
    bands: tuple[Band, ...]
    features: tuple[Feature, ...]
    tiers: tuple[str, ...]
    outcomes: tuple[str, ...]
    json_ld: dict[str, Any]


@blueprint.get("/about")
def about() -> str:
    """How evidence is graded and classified here."""
    return render_template(
        "about.html", page=about_page(state(), str(current_app.config["PUBLIC"]))
    )


def about_page(state: State, public: str) -> AboutPage:
    """The page about the collection; `public` is the site's address, or empty."""
    library = state.library
    bands, outcomes = library.collection.thresholds, library.vocabulary.outcomes
    return AboutPage(
        collection=library.collection,
        citing=numbered_sources(bands, library),
        certainties=tuple(CERTAINTY.values()),
        meanings=CERTAINTY_MEANINGS,
        magnitudes=tuple(label for value, label in SHOWS.items() if value != "no-finding-here"),
        bands=tuple(_band(band, library) for band in bands),
        features=tuple(library.vocabulary.features.values()),
        tiers=tuple(_tier(tier, library) for tier in library.tiers),
        outcomes=tuple(outcomes[id].name.lower() for id in first_columns(library)) or (OUTCOME,),
        json_ld=collection_json_ld(state, public),
    )


def _tier(stages: tuple[str, ...], library: Library) -> str:
    return wording.AND_IN_TIER.join(library.vocabulary.stages[id].name.lower() for id in stages)


def _band(band: Threshold, library: Library) -> Band:
    small, moderate, large = (printed(edge) for edge in (band.small, band.moderate, band.large))
    outcomes = ", ".join(library.vocabulary.outcomes[id].name.lower() for id in band.outcomes)
    scales = ", ".join(library.vocabulary.scales[id].phrase for id in band.scales)
    return Band(
        outcomes=outcomes[:1].upper() + outcomes[1:],
        scales=scales or wording.SMD,
        small=wording.BAND.format(low=small, high=moderate),
        moderate=wording.BAND_OVER.format(low=moderate, high=large),
        large=wording.BAND_LAST.format(low=large),
        source=band.source,
        seen=band.seen,
        note=band.note,
    )
