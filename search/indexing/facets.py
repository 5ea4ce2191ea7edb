"""What results can be narrowed by, and the order of its values."""

from typing import NamedTuple

from kb.model.entries import Recommendation

CAUTION = "caution"  # the groups of people that cautions are about
FACETS = ("kind", "category", "certainty", "magnitude", "outcome", "comparator", "stage", CAUTION)
# Facets of findings: all values that are chosen must be met by one and the same finding.
FINDING_FACETS = frozenset({"certainty", "magnitude", "outcome", "comparator", "stage", "year"})
CERTAINTIES = ("very-low", "low", "moderate", "high")  # from low to high
NOT_GRADED = "not-graded"  # has no place in that order
WORSE = "worse-than-comparator"  # the magnitude of findings that favour the comparator
# From worst to best.
MAGNITUDES = (WORSE, "not-classed", "little-or-none", "small", "moderate", "large")
RECOMMENDATION = "recommendation"  # body, direction and year of one and the same recommendation


class RecommendationFacet(NamedTuple):
    """What of a recommendation is filtered by together; `year` is empty where it isn't known."""

    body: str
    direction: str
    year: str

    @property
    def value(self) -> str:
        """The facet's value for an engine, which is only compared."""
        return "|".join(self)


def recommendation(one: Recommendation) -> RecommendationFacet:
    """What of a recommendation is filtered by."""
    return RecommendationFacet(one.body, one.direction, str(one.year or ""))


def rank(value: str | None, order: tuple[str, ...]) -> int:
    """The place of a value in an order, -1 outside it."""
    return order.index(value) if value in order else -1
