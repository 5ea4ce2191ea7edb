"""The facets of results, and the order of their values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from kb.model.entries import Recommendation
from kb.model.library import Library
from kb.model.source import Source

if TYPE_CHECKING:
    from kb.model.derived import Derived

CAUTION = "caution"  # the groups of people that cautions are about
FACETS = ("kind", "category", "certainty", "magnitude", "outcome", "comparator", "stage", CAUTION)
# What findings are filtered by, each with the value a finding has: all values that are chosen must
# be met by one and the same finding.
OF_FINDINGS: Mapping[str, Callable[[Derived, Library], str | None]] = {
    "outcome": lambda one, _: one.finding.outcome,
    "comparator": lambda one, _: one.finding.comparator,
    "stage": lambda one, _: one.finding.stage,
    "certainty": lambda one, _: one.level,
    "magnitude": lambda one, _: one.shown_magnitude,
    "year": lambda one, library: year(library.sources.get(one.finding.source)),
    "time": lambda one, _: one.finding.horizon,
}
CERTAINTIES = ("very-low", "low", "moderate", "high")  # from low to high
NOT_GRADED = "not-graded"  # has no place in that order
# From worst to best. Against another treatment, that one did better and nobody got worse.
MAGNITUDES = (
    "worse-than-comparator",
    "favours-other-treatment",
    "not-classed",
    "little-or-none",
    "small",
    "moderate",
    "large",
)
RECOMMENDATION = "recommendation"  # body, direction and year of one and the same recommendation


def year(source: Source | None) -> str:
    """The year a source was issued; empty if unknown."""
    return str((source.issued if source else None) or "")[:4]


class RecommendationFacet(NamedTuple):
    """The parts of a recommendation that are filtered by together; `year` is empty if unknown."""

    body: str
    direction: str
    year: str

    @property
    def value(self) -> str:
        """The facet's value for an engine, which only compares it."""
        return "|".join(self)


def recommendation(one: Recommendation) -> RecommendationFacet:
    """The parts of a recommendation that can be filtered by."""
    return RecommendationFacet(one.body, one.direction, str(one.year or ""))


def rank(value: str | None, order: tuple[str, ...]) -> int:
    """The index of a value in an order, -1 if it isn't in it."""
    return order.index(value) if value in order else -1
